"""Overlays: what is laid over a finished drawing, such as what changed or where it fails; badges, shades, legend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal, get_args

Tone = Literal["added", "removed", "changed", "fail", "wait"]
"""The color of a theme that a badge or a shade has."""

TONES: tuple[Tone, ...] = get_args(Tone)

HEAVIEST = 0.3
"""Share of a tone in a ground at which the text on it can still be read, in every theme of the library."""

SIGNS = ("+", "−", "~")
"""Texts of badges that are drawn as shapes, so that no font can misplace them."""

TEXT_SIZE = 10.0
"""Size of the other texts of badges [px]."""


def lane_key(lane: str) -> str:
    """Return the name of a lane as an element of an overlay; no other element has a blank in its id."""
    return f"lane {lane}"


def phase_key(phase: str) -> str:
    """Return the name of a phase as an element of an overlay."""
    return f"phase {phase}"


@dataclass(frozen=True, slots=True)
class Badge:
    """A small sign at a step or a piece of evidence, on a flow, or behind the name of a lane or phase.

    Parameters
    ----------
    element : str
        Id of what it belongs to; of a lane or phase, its `lane_key` or `phase_key`.
    text : str
        What stands on it, a few letters such as ``12 %``; ``+``, ``−`` and ``~`` are drawn as signs.
    kind : Tone
        Its color.
    title : str
        What it says in full: to who points at it, and to who listens.
    """

    element: str
    text: str
    kind: Tone
    title: str


@dataclass(frozen=True, slots=True)
class Shade:
    """How an element is drawn differently.

    Parameters
    ----------
    tone : Tone
        The color of its ground, and of its outline or line where that is `lined`.
    weight : float
        Share of the tone in the ground of a box, 0 to `HEAVIEST`; more is taken for that.
    lined : bool
        The outline of a box, or the line of a flow, is stronger and has the tone.
    dashed : bool
        It is dashed, and has the tone.
    faint : bool
        Its text is quiet, and a mark is hollow.
    """

    tone: Tone
    weight: float = 0.0
    lined: bool = False
    dashed: bool = False
    faint: bool = False

    @property
    def share(self) -> float:
        """Share of the tone in the ground that is drawn [0..1]."""
        return min(max(self.weight, 0.0), HEAVIEST)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: a small box with its shade and its badge, and what they mean.

    Parameters
    ----------
    level : float or None  [0..1]
        The box is filled up to here, as a bar; above 1 it is full.
    """

    label: str
    shade: Shade | None = None
    text: str = ""
    kind: Tone | None = None
    level: float | None = None


@dataclass(frozen=True, slots=True)
class PointColumn:
    """A column that the register of fail points gains.

    Parameters
    ----------
    head : str
        Its name.
    texts : mapping
        What it says, by id of the fail point.
    """

    head: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class Overlay:
    """What is laid over a drawing.

    Parameters
    ----------
    badges : tuple of Badge
        At most one for each element. At steps, evidence and flows they are drawn; what that of a fail point or wait
        point says is said with its mark.
    legend : tuple of Entry
        What stands in the legend beside the symbols of the drawing itself.
    shade : mapping
        By id of a step, piece of evidence, flow, fail point or wait point.
    columns : tuple of PointColumn
        What the register of fail points says more, where it is drawn with the overlay.
    """

    badges: tuple[Badge, ...] = ()
    legend: tuple[Entry, ...] = ()
    shade: Mapping[str, Shade] = field(default_factory=lambda: MappingProxyType({}))
    columns: tuple[PointColumn, ...] = ()

    @cached_property
    def badge_of(self) -> dict[str, Badge]:
        """Badges by element."""
        return {badge.element: badge for badge in self.badges}
