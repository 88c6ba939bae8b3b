"""`Layout`: the finished geometry of a drawing, without color; what every drawing format reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from blueprint.layout.geometry import Point, Rect
from blueprint.layout.overlay import Badge, Entry
from blueprint.model import END

Role = Literal[
    "title", "subtitle", "phase", "lane", "line", "label", "evidence", "footer", "flow", "mark", "legend",
    "row", "time", "register", "head", "cell",
]  # fmt: skip
"""What a text is for; a theme gives each role its size and weight."""

EdgeKind = Literal["flow", "needs", "exchange", "influences", "recovery"]
MarkKind = Literal["fail", "wait", "truth", "detail"]
TimeKind = Literal["service", "visible_wait", "dark_time", "no_time"]


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
class PlacedBadge:
    """A sign of an overlay at the edge of a box, or on a flow.

    Parameters
    ----------
    badge : Badge
        What it says.
    rect : Rect
        Where it stands [px].
    """

    badge: Badge
    rect: Rect


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
    """A symbol and what it means; one of an overlay has its entry."""

    symbol: str
    rect: Rect
    label: TextBlock
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the time axis: the end of a phase, and the time so far."""

    x: float
    label: TextBlock


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Standard time so far, over the columns of one row of lanes.

    Parameters
    ----------
    y, x1, x2 : float
        The line that the ticks stand on [px].
    rect : Rect
        Room of the axis with its texts [px].
    """

    y: float
    x1: float
    x2: float
    rect: Rect
    name: TextBlock
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class TimeSegment:
    """A part of the customer's time in one column.

    Parameters
    ----------
    rect : Rect
        The bar; its length is no scale, only parts of one column compare [px].
    label : TextBlock
        The duration, or ``?``.
    steps : tuple of str
        The steps whose time this is.
    """

    kind: TimeKind
    rect: Rect
    label: TextBlock
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimeRow:
    """The customer's time, column by column, under one row of lanes."""

    rect: Rect
    name: TextBlock
    segments: tuple[TimeSegment, ...]


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A point of the customer curve.

    Parameters
    ----------
    step : str
        The customer step; empty where the curve enters or leaves a row of a folded drawing.
    emotion : float, optional
        -2 to 2; None without a step.
    is_known : bool
        Whether the curve comes here from the step before; else it passes over steps without an emotion.
    """

    x: float
    y: float
    step: str
    emotion: float | None
    is_known: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """How customers of one lane feel, under one row of lanes.

    Parameters
    ----------
    zero : float
        Where the line of neither good nor bad runs [px].
    good, bad : Rect
        Room of the signs at the two ends of the scale [px].
    points : tuple of CurvePoint
        From left to right.
    """

    lane: str
    rect: Rect
    name: TextBlock
    x1: float
    x2: float
    zero: float
    good: Rect
    bad: Rect
    points: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A fail point or wait point of the register: its mark, and what is known of it."""

    mark: Mark
    rect: Rect
    cells: tuple[TextBlock, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """A small table of fail points or wait points under the drawing.

    Parameters
    ----------
    kind : str
        ``fail`` or ``wait``.
    heads : tuple of TextBlock
        Names of its columns; none where it is too narrow for columns.
    """

    kind: Literal["fail", "wait"]
    rect: Rect
    title: TextBlock
    heads: tuple[TextBlock, ...]
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The geometry of a whole drawing [px, origin top left].

    `steps` and `evidence` stand in reading order: column by column, from front to back. A folded drawing has an axis, a
    time row and curves in each of its rows. `independent` are the steps marked as customer-independent; `badges` are
    those of overlays.
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
    axes: tuple[TimeAxis, ...] = ()
    curves: tuple[Curve, ...] = ()
    time_rows: tuple[TimeRow, ...] = ()
    registers: tuple[Register, ...] = ()
    independent: tuple[str, ...] = ()
    badges: tuple[PlacedBadge, ...] = ()
