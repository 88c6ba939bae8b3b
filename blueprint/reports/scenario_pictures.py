"""Pictures of scenarios: one figure of each, over the values of a grid or one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import prod

from blueprint.analysis.grids import Axis
from blueprint.rendering.plots import plot_scenarios, plot_sweep
from blueprint.rendering.plots.data import Line, Measure, Outcome, Scenarios, Spot, Sweep
from blueprint.reports.content import Picture


@dataclass(frozen=True, slots=True)
class Scene:
    """What a picture of scenarios shows.

    Parameters
    ----------
    title : str
        What was found, or what is shown.
    measure : Measure
        What the figure is.
    base : Outcome
        Figure of the service that the others are compared with.
    outcomes : tuple of Outcome
        Figures of the scenarios, in their order.
    axes : tuple of Axis
        Values of the grid that they go through.
    level : float or None
        Confidence of the intervals [0..1].
    note : str
        Line below the title.
    compared : str
        What is to be known about differences, where the outcomes have some.
    """

    title: str
    measure: Measure
    base: Outcome
    outcomes: tuple[Outcome, ...]
    axes: tuple[Axis, ...] = ()
    level: float | None = None
    note: str = ""
    compared: str = ""


def scene_picture(scene: Scene) -> Picture:
    """Return a picture of scenarios: over the numbers of the last axis, a line for each value of another; else rows."""
    grid = _over_values(scene)
    if grid is not None:
        return partial(plot_sweep, grid)
    return partial(
        plot_scenarios,
        Scenarios(
            (scene.base, *scene.outcomes),
            scene.measure,
            level=scene.level,
            title=scene.title,
            note="; ".join(filter(None, (scene.note, scene.compared))),
        ),
    )


def _over_values(scene: Scene) -> Sweep | None:
    """Return lines over the values of the last axis; None for what is no grid of numbers."""
    if not 1 <= len(scene.axes) <= 2:
        return None
    *others, last = scene.axes
    numbers = [_number(change.value) for change in last.changes]
    if len(numbers) < 2 or None in numbers or len(scene.outcomes) != prod(len(axis.changes) for axis in scene.axes):
        return None
    names = [str(change) for axis in others for change in axis.changes] or [""]
    lines = (
        Line(name, tuple(sorted(map(_spot, numbers, part), key=lambda spot: spot.x)))
        for name, part in zip(names, _parts(scene.outcomes, len(numbers)), strict=True)
    )
    return Sweep(
        tuple(lines),
        Measure(last.path),
        scene.measure,
        level=scene.level,
        title=f"{scene.title}, by {last.path}",
        note=scene.note,
    )


def _parts(outcomes: Sequence[Outcome], size: int) -> Iterator[Sequence[Outcome]]:
    for begin in range(0, len(outcomes), size):
        yield outcomes[begin : begin + size]


def _spot(x: float | None, outcome: Outcome) -> Spot:
    return Spot(x or 0.0, outcome.value, outcome.low, outcome.high)


def _number(value: object) -> float | None:
    """Return the number that is written; None for anything else."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
