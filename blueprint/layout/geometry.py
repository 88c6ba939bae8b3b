"""Points, boxes and lines; all in px, origin top left, y grows downwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A box with its top left corner, width and height [px]."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """Right edge [px]."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """Bottom edge [px]."""
        return self.y + self.h

    @property
    def center(self) -> Point:
        """Middle of the box [px]."""
        return (self.x + self.w / 2, self.y + self.h / 2)

    def overlaps(self, other: Rect, margin: float = 0.5) -> bool:
        """Tell whether two boxes share more than a margin in both directions."""
        return (
            min(self.right, other.right) - max(self.x, other.x) > margin
            and min(self.bottom, other.bottom) - max(self.y, other.y) > margin
        )

    def shifted(self, dx: float, dy: float) -> Rect:
        """Return the box moved by (dx, dy)."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)


def straighten(points: Iterable[Point]) -> tuple[Point, ...]:
    """Drop repeated points and points in the middle of a straight run of an orthogonal line.

    Examples
    --------
    >>> straighten([(0, 0), (5, 0), (9, 0), (9, 0), (9, 4)])
    ((0, 0), (9, 0), (9, 4))
    """
    kept: list[Point] = []
    for point in points:
        if kept and point == kept[-1]:
            continue
        if len(kept) >= 2 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
            continue
        kept.append(point)
    return tuple(kept)


def _in_line(a: Point, b: Point, c: Point) -> bool:
    return (a[0] == b[0] == c[0] and (b[1] - a[1]) * (c[1] - b[1]) > 0) or (
        a[1] == b[1] == c[1] and (b[0] - a[0]) * (c[0] - b[0]) > 0
    )


def bounds(points: Sequence[Point]) -> Rect:
    """Return the smallest box around points; there must be one at least."""
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
