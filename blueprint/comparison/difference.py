"""`Difference`: what changed from one service to another, as typed values and as plain data."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from blueprint.analysis.status import Status
from blueprint.comparison.matching import ElementKind, Matches
from blueprint.comparison.values import plain
from blueprint.errors import PluginError
from blueprint.model import Blueprint

Part = ElementKind | Literal["blueprint"]
"""What a change is about: a kind of elements, or the service as a whole."""

Unit = Literal["count", "money", "number", "score", "share", "time"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different.

    Parameters
    ----------
    part : Part
        What kind of element it is about.
    element : str
        Its id: that of now, or that of before if it was removed.
    field : str
        Word of the format whose value changed; of what was added or removed, the word that holds it.
    old, new : Any
        Plain data: times in seconds, rates per second, shares 0 to 1, all else as the format writes it; None for what
        is not said.
    label : str
        Name of the element for people.
    old_text, new_text : str
        The values as people write them, such as ``2 min``; empty for what is not said.
    holder : str
        Id of the step of a point, of the phase of a step; empty for all else.
    """

    part: Part
    element: str
    field: str
    old: Any
    new: Any
    label: str
    old_text: str = ""
    new_text: str = ""
    holder: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data with the keys of the format."""
        return {"element": self.element, "field": self.field, "old": self.old, "new": self.new}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of both services.

    Parameters
    ----------
    name : str
        Dotted key of the results of the analysis; ``measures.`` and its name for a measure.
    label : str
        Its name for people.
    old, new : float or None
        Seconds, shares 0 to 1, money, counts; None where unknown.
    unit : Unit
        What it counts.
    old_status, new_status : Status or None
        How surely each is known, and what blocks it; None for what the service itself states.
    """

    name: str
    label: str
    old: float | None
    new: float | None
    unit: Unit
    old_status: Status | None = None
    new_status: Status | None = None

    @property
    def change(self) -> float | None:
        """Change relative to the old value, -0.9396 for -93.96 %; None from 0, and from or to what is unknown.

        Below zero, it is relative to the distance from zero, so that more is always positive.

        Examples
        --------
        >>> Figure("measures.minutes", "minutes", 443.7, 26.8, "number").change
        -0.939598828037
        """
        if self.old is None or self.new is None or not self.old:
            return None
        change = (self.new - self.old) / abs(self.old)
        return tidy(change) if math.isfinite(change) else None

    @property
    def differs(self) -> bool:
        """Whether the two values are not the same."""
        return self.old != self.new

    def to_dict(self) -> dict[str, Any]:
        """Return plain data with the keys of the format."""
        old, new = (plain(value) if self.unit in ("count", "number") else value for value in (self.old, self.new))
        return {"name": self.name, "old": old, "new": new, "change": self.change}


def tidy(value: float) -> float:
    """Round to twelve digits, so that rounding leaves no trace."""
    return float(f"{value:.12g}")


@dataclass(frozen=True)
class Difference:
    """What changed from one service to another.

    Parameters
    ----------
    old, new : Blueprint
        Before and after.
    matches : Matches
        Which elements are the same.
    added, removed, changed : tuple of Change
        In the order of the services; what belongs to a step that was added or removed goes with it.
    figures : tuple of Figure
        All of them, those that are as they were too.
    """

    old: Blueprint
    new: Blueprint
    matches: Matches
    added: tuple[Change, ...]
    removed: tuple[Change, ...]
    changed: tuple[Change, ...]
    figures: tuple[Figure, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is different."""
        return not (self.added or self.removed or self.changed or any(figure.differs for figure in self.figures))

    @property
    def changed_figures(self) -> tuple[Figure, ...]:
        """The figures that are not as they were."""
        return tuple(figure for figure in self.figures if figure.differs)

    def to_dict(self, *, all_figures: bool = False) -> dict[str, Any]:
        """Return plain data with the keys of the format.

        Parameters
        ----------
        all_figures : bool
            Also the figures that are as they were.
        """
        return dict(self._sections(all_figures))

    def _sections(self, all_figures: bool) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        sections: tuple[tuple[str, Iterable[Change | Figure]], ...] = (
            ("added", self.added),
            ("removed", self.removed),
            ("changed", self.changed),
            ("figures", self.figures if all_figures else self.changed_figures),
        )
        return ((name, [item.to_dict() for item in items]) for name, items in sections)

    def to_frame(self, section: str = "figures") -> Any:
        """Return a table as a pandas DataFrame.

        Parameters
        ----------
        section : str
            ``figures`` (all of them), ``added``, ``removed`` or ``changed``.

        Raises
        ------
        PluginError
            BP912 without such a section, BP803 if pandas is not installed.
        """
        rows = self.to_dict(all_figures=True)
        if section not in rows:
            message = f"there is no table '{section}'"
            raise PluginError.of("BP912", "unknown-table", message, hint=f"take one of: {', '.join(rows)}")
        try:
            import pandas  # type: ignore[import-untyped, unused-ignore]
        except ImportError as error:
            hint = "pip install pandas"
            raise PluginError.of("BP803", "missing-extra", "a table needs pandas", hint=hint) from error
        return pandas.DataFrame(rows[section])
