"""Figures of any tool's drawing, from boxes and lines of any slope: the same measure for everybody.

Our own quality figures know orthogonal lines only, and ask for marks, labels and bands that others do not have; so the
table judges all tools by this smaller measure, and ours by its own seventeen kinds of defects on top.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from statistics import median

from blueprint.layout.geometry import Point, Rect, bounds

_RIM, _END_RIM, _END_LENGTH = (
    1.0,
    3.0,
    6.0,
)  # [px] how far inside a box a line may run; inside its own end, and how long
_SHARED = 4.0  # [px] two lines may lie on top of each other for so long
_NEAR_END = 12.0  # [px] lines with a common end may cross so close to it: they fan out
_CELL = 160.0  # [px] of the buckets that neighbors are found by


@dataclass(frozen=True, slots=True)
class Line:
    """A flow as it is drawn: curves are pieces, from source to target."""

    source: str
    target: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """What is drawn: boxes by step, lines, and the bands and headers around them, if any."""

    boxes: Mapping[str, Rect]
    lines: Sequence[Line]
    frame: Sequence[Rect] = ()
    evidence: Sequence[Rect] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """What a drawing must hold: steps with the rank of their lane, flows as pairs, and moments."""

    ranks: Mapping[str, int]
    flows: Sequence[tuple[str, str]]
    columns: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures of one drawing; for each of them less is better. The first six are defects."""

    missing: int
    box_overlaps: int
    through_boxes: int
    through_ends: int
    line_overlaps: int
    outside_lanes: int
    flows: int
    crossings: int
    misaligned: int
    bends: float
    detour: float
    area: float

    @property
    def defects(self) -> int:
        return (
            self.missing + self.box_overlaps + self.through_boxes + self.through_ends + self.line_overlaps
            + self.outside_lanes
        )  # fmt: skip


def measure(shapes: Shapes, task: Task) -> Figures:
    """Return the figures of a drawing."""
    segments = [(number, a, b) for number, line in enumerate(shapes.lines) for a, b in pairwise(line.points) if a != b]
    through_boxes, through_ends = _count_through(shapes, segments)
    crossings, overlaps = _count_meetings(shapes, segments)
    turned = sum(_turning(line.points) for line in shapes.lines)
    drawn = len(shapes.lines)
    return Figures(
        missing=sum(name not in shapes.boxes for name in task.ranks) + max(0, len(task.flows) - drawn),
        box_overlaps=_count_overlaps([*shapes.boxes.values(), *shapes.evidence]),
        through_boxes=through_boxes,
        through_ends=through_ends,
        line_overlaps=overlaps,
        outside_lanes=count_outside_lanes(shapes.boxes, task.ranks),
        flows=drawn,
        crossings=crossings,
        misaligned=_count_misaligned(shapes.boxes, task.columns),
        bends=turned / (math.pi / 2) / max(1, drawn),
        detour=_detour(shapes.lines),
        area=_area(shapes),
    )


# --- boxes -----------------------------------------------------------------------------------------------------------


def count_outside_lanes(boxes: Mapping[str, Rect], ranks: Mapping[str, int]) -> int:
    """Return how many boxes must go so that level lines could divide the lanes, in their declared order."""
    found = sorted((box.center[1], ranks[name]) for name, box in boxes.items() if name in ranks)
    ends: list[int] = []  # of the longest rows of ranks that never fall, by their length
    for _, rank in found:
        place = bisect_right(ends, rank)
        ends[place : place + 1] = [rank]
    return len(found) - len(ends)


def _count_overlaps(boxes: Sequence[Rect]) -> int:
    cells = defaultdict(list)
    for number, box in enumerate(boxes):
        for cell in _cells_of(box.x, box.y, box.right, box.bottom):
            cells[cell].append(number)
    pairs = {pair for numbers in cells.values() for pair in combinations(numbers, 2)}
    return sum(boxes[one].overlaps(boxes[other], 0.5) for one, other in pairs)


def _count_misaligned(boxes: Mapping[str, Rect], columns: Iterable[Sequence[str]]) -> int:
    half = median([box.w for box in boxes.values()]) / 2 if boxes else 0.0
    wrong = 0
    for column in columns:
        places = [boxes[name].center[0] for name in column if name in boxes]
        wrong += sum(abs(place - median(places)) > half for place in places)
    return wrong


def _area(shapes: Shapes) -> float:
    """Return the room that all of it spans, bands and headers included, in units of the area of the boxes."""
    rects = [*shapes.boxes.values(), *shapes.evidence]
    ink = sum(rect.w * rect.h for rect in rects)
    if not ink:
        return math.nan
    corners = [corner for rect in (*rects, *shapes.frame) for corner in ((rect.x, rect.y), (rect.right, rect.bottom))]
    span = bounds([*corners, *(point for line in shapes.lines for point in line.points)])
    return span.w * span.h / ink


# --- lines -----------------------------------------------------------------------------------------------------------

Segment = tuple[int, Point, Point]


def _turning(points: Sequence[Point]) -> float:
    """Return how much a line turns all in all [rad]; a curve costs what it turns, a corner a quarter."""
    angles = [math.atan2(b[1] - a[1], b[0] - a[0]) for a, b in pairwise(points) if math.dist(a, b) > 0.05]
    return sum(abs(math.remainder(after - before, math.tau)) for before, after in pairwise(angles))


def _detour(lines: Iterable[Line]) -> float:
    """Return the length of all lines in units of the shortest orthogonal ways between their ends."""
    length = direct = 0.0
    for line in lines:
        length += sum(math.dist(a, b) for a, b in pairwise(line.points))
        (x1, y1), (x2, y2) = line.points[0], line.points[-1]
        direct += abs(x2 - x1) + abs(y2 - y1)
    return length / direct if direct else math.nan


def _count_through(shapes: Shapes, segments: Sequence[Segment]) -> tuple[int, int]:
    """Count pairs of a line and a box that is no end of it, and lines that run inside their own ends."""
    names, cells = list(shapes.boxes), defaultdict(list)
    for number, name in enumerate(names):
        box = shapes.boxes[name]
        for cell in _cells_of(box.x, box.y, box.right, box.bottom):
            cells[cell].append(number)
    through: set[tuple[int, int]] = set()
    inside: dict[tuple[int, int], float] = defaultdict(float)
    for line, a, b in segments:
        ends = (shapes.lines[line].source, shapes.lines[line].target)
        for number in {number for cell in _cells_along(a, b) for number in cells.get(cell, ())}:
            is_end = names[number] in ends
            length = _length_inside(shapes.boxes[names[number]], a, b, _END_RIM if is_end else _RIM)
            if is_end:
                inside[line, number] += length
            elif length > 0:
                through.add((line, number))
    return len(through), len({line for (line, _), length in inside.items() if length >= _END_LENGTH})


def _length_inside(box: Rect, a: Point, b: Point, rim: float) -> float:
    """Return how long a segment runs inside a box, farther than ``rim`` from its border."""
    low, high = 0.0, 1.0
    (x, y), (dx, dy) = a, (b[0] - a[0], b[1] - a[1])
    for step, room in (
        (-dx, x - box.x - rim), (dx, box.right - rim - x), (-dy, y - box.y - rim), (dy, box.bottom - rim - y),
    ):  # fmt: skip
        if step == 0:
            if room <= 0:
                return 0.0
        elif step < 0:
            low = max(low, room / step)
        else:
            high = min(high, room / step)
    return max(0.0, high - low) * math.hypot(dx, dy)


@dataclass(slots=True)
class _Meetings:
    """Where lines meet, cell by cell, so that cost does not grow with the square of their number."""

    shapes: Shapes
    crossings: int = 0
    shared: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    seen: set[tuple[int, int]] = field(default_factory=set)

    def common_ends(self, one: int, other: int) -> set[str]:
        a, b = self.shapes.lines[one], self.shapes.lines[other]
        return {a.source, a.target} & {b.source, b.target}

    def is_near(self, names: Iterable[str], x: float, y: float) -> bool:
        boxes = (self.shapes.boxes.get(name) for name in names)
        return any(
            box is not None
            and box.x - _NEAR_END <= x <= box.right + _NEAR_END
            and box.y - _NEAR_END <= y <= box.bottom + _NEAR_END
            for box in boxes
        )


def _count_meetings(shapes: Shapes, segments: Sequence[Segment]) -> tuple[int, int]:
    """Count crossings, and pairs of lines without a common end that lie on top of each other."""
    cells = defaultdict(list)
    for number, (_, a, b) in enumerate(segments):
        for cell in _cells_along(a, b):
            cells[cell].append(number)
    found = _Meetings(shapes)
    for cell, numbers in cells.items():
        for one, other in combinations(numbers, 2):
            if segments[one][0] != segments[other][0]:
                _meet(found, cell, (one, segments[one]), (other, segments[other]))
    return found.crossings, sum(length > _SHARED for length in found.shared.values())


def _meet(found: _Meetings, cell: tuple[int, int], one: tuple[int, Segment], other: tuple[int, Segment]) -> None:
    (number, (line, a, b)), (another, (line2, c, d)) = one, other
    ux, uy, vx, vy = b[0] - a[0], b[1] - a[1], d[0] - c[0], d[1] - c[1]
    length, length2 = math.hypot(ux, uy), math.hypot(vx, vy)
    across = ux * vy - uy * vx
    wx, wy = c[0] - a[0], c[1] - a[1]
    if abs(across) < 0.02 * length * length2:  # parallel: do they lie on each other?
        if (number, another) in found.seen or abs(ux * wy - uy * wx) > 0.75 * length:
            return
        found.seen.add((number, another))
        places = sorted(((wx * ux + wy * uy) / length, ((d[0] - a[0]) * ux + (d[1] - a[1]) * uy) / length))
        shared = min(length, places[1]) - max(0.0, places[0])
        if shared > 0 and not found.common_ends(line, line2):
            found.shared[min(line, line2), max(line, line2)] += shared
        return
    t, u = (wx * vy - wy * vx) / across, (wx * uy - wy * ux) / across
    if 1e-6 < t < 1 - 1e-6 and 1e-6 < u < 1 - 1e-6:
        x, y = a[0] + t * ux, a[1] + t * uy
        if (math.floor(x / _CELL), math.floor(y / _CELL)) == cell:  # so that it is counted in one cell only
            found.crossings += not found.is_near(found.common_ends(line, line2), x, y)


def _cells_of(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int]]:
    for column in range(math.floor(left / _CELL), math.floor(right / _CELL) + 1):
        for row in range(math.floor(top / _CELL), math.floor(bottom / _CELL) + 1):
            yield column, row


def _cells_along(a: Point, b: Point) -> set[tuple[int, int]]:
    """Return the cells that a segment may touch, without those far from a long slanted one."""
    pieces = max(1, math.ceil(min(abs(b[0] - a[0]), abs(b[1] - a[1])) / _CELL))
    found: set[tuple[int, int]] = set()
    for piece in range(pieces):
        (x1, y1), (x2, y2) = (
            (a[0] + (b[0] - a[0]) * part / pieces, a[1] + (b[1] - a[1]) * part / pieces) for part in (piece, piece + 1)
        )
        found.update(_cells_of(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))
    return found
