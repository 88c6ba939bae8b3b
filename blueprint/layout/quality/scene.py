"""Scene: the finite parts of a finished drawing, with buckets to find them by place."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from blueprint.layout.geometry import Point, Rect
from blueprint.layout.result import Layout, Line, RoutedFlow, TextBlock
from blueprint.model import END

TOUCH = 0.5  # how far boxes may reach into each other before anybody sees it
RIM = 1.0  # a line counts as inside a box when it is farther in than this
_END_MARK = 6.0  # radius of the mark where a customer leaves
_MOST_BUCKETS = 10_000  # in one direction


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the page; its name is the id of a step or of evidence, an end mark has that of its flow."""

    name: str
    rect: Rect
    is_end: bool = False


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight part of a flow, across (``vertical``) or along, at x or y ``at``, from ``low`` to ``high`` [px]."""

    flow: int
    vertical: bool
    at: float
    low: float
    high: float

    @property
    def rect(self) -> Rect:
        """The stretch as a box without width or height."""
        extent = self.high - self.low
        return Rect(self.at, self.low, 0, extent) if self.vertical else Rect(self.low, self.at, extent, 0)

    def inside(self, rect: Rect, rim: float) -> float:
        """Return how long it runs inside a box, farther than ``rim`` from the border [px]."""
        near, far, low, high = (
            (rect.x, rect.right, rect.y, rect.bottom) if self.vertical else (rect.y, rect.bottom, rect.x, rect.right)
        )
        if not near + rim < self.at < far - rim:
            return 0.0
        return max(0.0, min(self.high, high - rim) - max(self.low, low + rim))


Cell = tuple[int, int]


class Buckets:
    """Boxes by number, found again by place; what is beyond the canvas counts to its outermost buckets."""

    def __init__(self, width: float, height: float, size: float, rects: Iterable[Rect] = ()) -> None:
        self.size = size
        self.columns, self.rows = _count(width, size), _count(height, size)
        self._numbers: dict[Cell, list[int]] = defaultdict(list)
        for number, rect in enumerate(rects):
            for cell in self.cells_of(rect):
                self._numbers[cell].append(number)

    def cell(self, x: float, y: float) -> Cell:
        """Return the bucket of a place."""
        return (_clamp(x / self.size, self.columns), _clamp(y / self.size, self.rows))

    def cells_of(self, rect: Rect) -> Iterator[Cell]:
        """Yield the buckets that a box touches."""
        (left, top), (right, bottom) = self.cell(rect.x, rect.y), self.cell(rect.right, rect.bottom)
        for column in range(left, right + 1):
            for row in range(top, bottom + 1):
                yield column, row

    def extent(self, cell: Cell, *, vertical: bool) -> tuple[float, float]:
        """Return where a bucket begins and ends, downwards or to the right; the outermost ones are open [px]."""
        number, count = (cell[1], self.rows) if vertical else (cell[0], self.columns)
        first, last = number == 0, number + 1 == count
        return (-math.inf if first else number * self.size, math.inf if last else (number + 1) * self.size)

    def near(self, rect: Rect) -> list[int]:
        """Return the numbers of the boxes close to a place, each once."""
        return sorted({number for cell in self.cells_of(rect) for number in self._numbers.get(cell, ())})


def _count(extent: float, size: float) -> int:
    return max(1, min(_MOST_BUCKETS, math.ceil(extent / size))) if math.isfinite(extent) else 1


def _clamp(place: float, count: int) -> int:
    return int(max(0.0, min(place, count - 1.0)))


@dataclass(frozen=True, slots=True)
class Scene:
    """The finite parts of a layout: what is not finite is counted as off the canvas and left out of all other figures.

    Parameters
    ----------
    steps : dict
        Boxes of steps by id.
    marks : tuple of Box
        Marks of steps, each with the id of its step, and badges with that of their element.
    names : tuple of Rect
        Room of the names of lanes and lines, and of texts of rows that go with the lanes; those on a chip, which may
        stand over lines, last.
    slanted : int
        Stretches that run neither across nor along; they are in no other figure.
    """

    layout: Layout
    steps: dict[str, Rect]
    flows: tuple[RoutedFlow, ...]
    stretches: tuple[Stretch, ...]
    slanted: int
    boxes: tuple[Box, ...]
    marks: tuple[Box, ...]
    names: tuple[Rect, ...]
    labels: tuple[Rect, ...]
    box_at: Buckets
    mark_at: Buckets
    name_at: Buckets
    label_at: Buckets

    @classmethod
    def of(cls, layout: Layout) -> Scene:
        """Take the parts out of a layout."""
        flows = tuple(flow for flow in layout.flows if len(flow.points) > 1 and all(map(is_finite, flow.points)))
        boxes = [Box(step.id, step.rect) for step in layout.steps if is_box(step.rect)]
        steps = {box.name: box.rect for box in boxes}
        boxes += [Box(piece.id, piece.rect) for piece in layout.evidence if is_box(piece.rect)]
        size = max(20.0, median([box.rect.w for box in boxes])) if boxes else 100.0
        boxes += [Box(flow.id, mark, is_end=True) for flow in flows if (mark := _end_mark(flow)) is not None]
        marks = [Box(step.id, mark.rect) for step in layout.steps for mark in step.marks if is_box(mark.rect)]
        marks += [Box(placed.badge.element, placed.rect) for placed in layout.badges if is_box(placed.rect)]
        plain = [band.label.rect for band in layout.bands]
        plain += [line.label.rect for line in layout.lines if not has_chip(line)]
        plain += [text.rect for text, _ in texts_of_rows(layout)]
        names = [rect for rect in (*plain, *(_chip(line) for line in layout.lines if has_chip(line))) if is_box(rect)]
        labels = [flow.label.rect for flow in flows if flow.label is not None and is_box(flow.label.rect)]
        stretches, slanted = _stretches(flows)

        def buckets(rects: Iterable[Rect]) -> Buckets:
            return Buckets(layout.width, layout.height, size, rects)

        return cls(
            layout, steps, flows, stretches, slanted, tuple(boxes), tuple(marks), tuple(names), tuple(labels),
            buckets(box.rect for box in boxes), buckets(mark.rect for mark in marks), buckets(names), buckets(labels),
        )  # fmt: skip

    def common_ends(self, one: Stretch, other: Stretch) -> set[str]:
        """Return the steps where both flows end; the end of the service is no step."""
        first, second = self.flows[one.flow], self.flows[other.flow]
        return {first.source, first.target} & {second.source, second.target} & self.steps.keys()


def texts_of_rows(layout: Layout) -> Iterator[tuple[TextBlock, Rect]]:
    """Yield the texts of axes, curves, time rows and registers, each with the row that it belongs to."""
    for axis in layout.axes:
        yield from ((text, axis.rect) for text in (axis.name, *(tick.label for tick in axis.ticks)))
    yield from ((curve.name, curve.rect) for curve in layout.curves)
    for row in layout.time_rows:
        yield from ((text, row.rect) for text in (row.name, *(part.label for part in row.segments)))
    for register in layout.registers:
        yield from ((text, register.rect) for text in (register.title, *register.heads))
        yield from ((cell, entry.rect) for entry in register.rows for cell in entry.cells)


def is_finite(point: Point) -> bool:
    """Tell whether both coordinates are numbers of the page."""
    return math.isfinite(point[0]) and math.isfinite(point[1])


def is_box(rect: Rect) -> bool:
    """Tell whether place and size of a box are numbers of the page."""
    return all(map(math.isfinite, (rect.x, rect.y, rect.w, rect.h)))


def _end_mark(flow: RoutedFlow) -> Rect | None:
    if flow.connector is not None:
        return flow.connector.rect
    if flow.target != END:
        return None
    x, y = flow.points[-1]
    return Rect(x - _END_MARK, y - _END_MARK, 2 * _END_MARK, 2 * _END_MARK)


def has_chip(line: Line) -> bool:
    """Tell whether the name of a line stands on a chip of its own: that of the line of visibility does."""
    return line.kind == "visibility"


def _chip(line: Line) -> Rect:
    rect = line.label.rect
    return Rect(rect.x - 6, rect.y, rect.w + 12, rect.h)


def _stretches(flows: Sequence[RoutedFlow]) -> tuple[tuple[Stretch, ...], int]:
    found: list[Stretch] = []
    slanted = 0
    for number, flow in enumerate(flows):
        for (xa, ya), (xb, yb) in pairwise(flow.points):
            if xa != xb and ya != yb:
                slanted += 1
            elif ya != yb:
                found.append(Stretch(number, True, xa, min(ya, yb), max(ya, yb)))
            elif xa != xb:
                found.append(Stretch(number, False, ya, min(xa, xb), max(xa, xb)))
    return tuple(found), slanted
