"""`Layout`: the finished geometry of a drawing, without color; what every drawing format reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from blueprint.layout.geometry import Point, Rect
from blueprint.model import END

Role = Literal["title", "subtitle", "phase", "lane", "line", "label", "evidence", "footer", "flow", "mark", "legend"]
"""What a text is for; a theme gives each role its size and weight."""

EdgeKind = Literal["flow", "needs", "exchange", "influences", "recovery"]
MarkKind = Literal["fail", "wait", "truth", "detail"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text: where its base line begins, or has its middle."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of one text.

    Parameters
    ----------
    role : Role
        What it is for.
    lines : tuple of TextLine
        From top to bottom.
    rect : Rect
        Box that the text keeps to.
    text : str
        The whole text; lines may have hyphens of their own, and may lack what did not fit.
    anchor : str
        ``start`` or ``middle``: what the x of a line means.
    is_cut : bool
        Whether the lines do not tell all of the text.
    """

    role: Role
    lines: tuple[TextLine, ...]
    rect: Rect
    text: str
    anchor: Literal["start", "middle"] = "start"
    is_cut: bool = False

    @property
    def full(self) -> str:
        """The whole text where the lines do not tell all of it; else empty."""
        return self.text if self.is_cut else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign at the corner of a step: fail point, wait point, moment of truth, drill-down."""

    kind: MarkKind
    rect: Rect
    text: str
    elements: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """A step: its box and everything that is written on it."""

    id: str
    rect: Rect
    lane: str
    kind: str
    phase: str
    label: TextBlock
    footer: TextBlock | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class PlacedEvidence:
    """A piece of evidence in the evidence lane, in the column of its step."""

    id: str
    step: str
    rect: Rect
    lane: str
    phase: str
    label: TextBlock


@dataclass(frozen=True, slots=True)
class Connector:
    """Where a flow goes on in another row of a folded drawing: the same number stands at both places.

    Parameters
    ----------
    number : str
        All flows to one step, of one kind, have one number.
    rect : Rect
        The sign that carries the number.
    arrives : bool
        The flow comes out of it; else it leads into it.
    """

    number: str
    rect: Rect
    arrives: bool


@dataclass(frozen=True, slots=True)
class RoutedFlow:
    """A flow or relation as an orthogonal line.

    Parameters
    ----------
    points : tuple of Point
        Corners from the border of the source to the border of the target, or to the end mark.
    two_headed : bool
        An arrowhead at both ends: an exchange.
    rework : bool
        It runs back in time.
    hops : tuple of Point
        Where it hops over another line, on its horizontal stretches.
    connector : Connector, optional
        Where the drawing is folded between the two steps, this is the part at one of them. What arrives from a
        connector has no source, because it may stand for several flows.
    """

    id: str
    source: str
    target: str
    kind: EdgeKind
    points: tuple[Point, ...]
    two_headed: bool
    rework: bool
    label: TextBlock | None
    hops: tuple[Point, ...] = ()
    connector: Connector | None = None

    @property
    def leaves_step(self) -> bool:
        """Whether it begins at a step: not where it comes from a connector."""
        return self.connector is None or not self.connector.arrives

    @property
    def reaches_step(self) -> bool:
        """Whether it ends at a step: not where it leads out of the service or to a connector."""
        return self.connector.arrives if self.connector is not None else self.target != END


@dataclass(frozen=True, slots=True)
class Band:
    """A lane as a band from edge to edge."""

    id: str
    kind: str
    rect: Rect
    label: TextBlock


@dataclass(frozen=True, slots=True)
class PhaseBand:
    """A phase over its columns."""

    id: str
    rect: Rect
    label: TextBlock


@dataclass(frozen=True, slots=True)
class Line:
    """A line between zones, with its name at the left end."""

    kind: str
    y: float
    x1: float
    x2: float
    label: TextBlock


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A symbol and what it means."""

    symbol: str
    rect: Rect
    label: TextBlock


@dataclass(frozen=True, slots=True)
class Layout:
    """The geometry of a whole drawing [px, origin top left].

    `steps` and `evidence` stand in reading order: column by column, from front to back.
    """

    width: float
    height: float
    title: tuple[TextBlock, ...]
    bands: tuple[Band, ...]
    phases: tuple[PhaseBand, ...]
    lines: tuple[Line, ...]
    steps: tuple[PlacedStep, ...]
    evidence: tuple[PlacedEvidence, ...]
    flows: tuple[RoutedFlow, ...]
    legend: tuple[LegendItem, ...]
    columns: tuple[tuple[str, ...], ...]
