"""Grids: every combination of a few values, as scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Self

from blueprint.analysis.changes import Change, Scenario
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.errors import ModelError

MOST_SCENARIOS = 1_000
"""Scenarios of a grid; each of them is a whole analysis."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A value that a grid goes through.

    Parameters
    ----------
    path : str
        Which one.
    changes : tuple of Change
        One for each value, in their order.
    """

    path: str
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, path: str, values: Iterable[object]) -> Self:
        """Make an axis of values."""
        return cls(path, tuple(Change(path, value) for value in values))


def grid_scenarios(axes: Iterable[Axis]) -> Iterator[Scenario]:
    """Yield a scenario for each combination of values, the last axis running fastest.

    Parameters
    ----------
    axes : iterable of Axis
        At least one.

    Raises
    ------
    ModelError
        BP027 if there are more than `MOST_SCENARIOS`.

    Examples
    --------
    >>> axes = [Axis.of("waiter.capacity", [2, 3]), Axis.of("arrivals", ["20 per hour", "30 per hour"])]
    >>> [str(scenario) for scenario in grid_scenarios(axes)][1:3]
    ['waiter.capacity=2, arrivals=30 per hour', 'waiter.capacity=3, arrivals=20 per hour']
    """
    given = tuple(axes)
    _refuse_many(given)
    return (Scenario(changes=changes) for changes in product(*(axis.changes for axis in given)))


def _refuse_many(axes: tuple[Axis, ...]) -> None:
    count = prod(len(axis.changes) for axis in axes)
    if count <= MOST_SCENARIOS:
        return
    sizes = " x ".join(f"{len(axis.changes):,}" for axis in axes)
    message = (
        f"this grid has {sizes}{f' = {count:,}' if len(axes) > 1 else ''} scenarios; the limit is {MOST_SCENARIOS:,}"
    )
    hint = "take fewer values, or go through one of them at a time"
    place = axes[0].changes[0].place(key=True)
    raise ModelError([Diagnostic("BP027", "too-large-grid", Severity.ERROR, message, place, hint=hint)])
