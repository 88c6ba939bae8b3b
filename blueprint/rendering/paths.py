"""Shapes as SVG path data: rounded lines with hops, arrowheads, marks, chevrons."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from blueprint.layout.geometry import Point, Rect

HEAD_LENGTH, HEAD_WIDTH = 8.0, 7.0
HOP = 5.0


def number(value: float) -> str:
    """Write a coordinate: at most two decimals, never ``-0``.

    Examples
    --------
    >>> number(24.0), number(10.125), number(-0.0001)
    ('24', '10.12', '0')
    """
    if value == int(value):
        return str(int(value))
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _at(x: float, y: float) -> str:
    return f"{number(x)} {number(y)}"


def line_path(points: Sequence[Point], radius: float, hops: Iterable[Point] = ()) -> str:
    """Return an orthogonal line with rounded corners that hops over other lines.

    Examples
    --------
    >>> line_path([(0, 0), (20, 0), (20, 20)], 6)
    'M0 0H14Q20 0 20 6V20'
    """
    hopping = list(hops)
    parts = [f"M{_at(*points[0])}"]
    here = points[0]
    for index in range(1, len(points)):
        corner = points[index]
        cut = 0.0 if index + 1 == len(points) else _corner(points, index, radius)
        stop = _toward(corner, here, cut)
        parts.extend(_stretch(here, stop, hopping))
        here = stop
        if cut:
            leave = _toward(corner, points[index + 1], cut)
            parts.append(f"Q{_at(*corner)} {_at(*leave)}")
            here = leave
    return "".join(parts)


def _corner(points: Sequence[Point], index: int, radius: float) -> float:
    before = math.dist(points[index - 1], points[index])
    after = math.dist(points[index], points[index + 1])
    return min(radius, before / 2, after / 2)


def _toward(start: Point, goal: Point, distance: float) -> Point:
    length = math.dist(start, goal)
    if not length or not distance:
        return start
    share = distance / length
    return (start[0] + (goal[0] - start[0]) * share, start[1] + (goal[1] - start[1]) * share)


def _stretch(start: Point, stop: Point, hops: Sequence[Point]) -> Iterator[str]:
    (x1, y1), (x2, y2) = start, stop
    if x1 == x2:
        yield f"V{number(y2)}"
        return
    way = 1 if x2 > x1 else -1
    on_way = [x for x, y in hops if y == y1 and min(x1, x2) + HOP < x < max(x1, x2) - HOP]
    for x in sorted(on_way, reverse=way < 0):
        yield f"H{number(x - way * HOP)}"
        yield f"a{number(HOP)} {number(HOP)} 0 0 {1 if way > 0 else 0} {number(way * 2 * HOP)} 0"
    yield f"H{number(x2)}"


def shorten_ends(points: Sequence[Point], head: bool, tail: bool) -> tuple[Point, ...]:
    """Let a line stop inside its arrowheads, so that the tips stay sharp."""
    found = list(points)
    if head:
        found[-1] = _toward(found[-1], found[-2], HEAD_LENGTH - 1)
    if tail:
        found[0] = _toward(found[0], found[1], HEAD_LENGTH - 1)
    return tuple(found)


def arrowhead(tip: Point, before: Point) -> str:
    """Return a filled arrowhead that points from ``before`` to ``tip``."""
    length = math.dist(before, tip) or 1.0
    dx, dy = (tip[0] - before[0]) / length, (tip[1] - before[1]) / length
    back = (tip[0] - dx * HEAD_LENGTH, tip[1] - dy * HEAD_LENGTH)
    half = HEAD_WIDTH / 2
    left = (back[0] - dy * half, back[1] + dx * half)
    right = (back[0] + dy * half, back[1] - dx * half)
    return f"M{_at(*tip)}L{_at(*left)}L{_at(*right)}Z"


def octagon(rect: Rect) -> str:
    """Return an octagon: the mark of a fail point."""
    cut = min(rect.w, rect.h) * 0.29
    x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
    corners = [
        (x + cut, y), (right - cut, y), (right, y + cut), (right, bottom - cut),
        (right - cut, bottom), (x + cut, bottom), (x, bottom - cut), (x, y + cut),
    ]  # fmt: skip
    return polygon(corners)


def hourglass(rect: Rect) -> str:
    """Return an hourglass wide enough for a number: the mark of a wait point."""
    waist, middle = 3.0, rect.y + rect.h / 2
    corners = [
        (rect.x - 2, rect.y), (rect.right + 2, rect.y), (rect.right + 2 - waist, middle),
        (rect.right + 2, rect.bottom), (rect.x - 2, rect.bottom), (rect.x - 2 + waist, middle),
    ]  # fmt: skip
    return polygon(corners)


def star(rect: Rect) -> str:
    """Return a star with five points: the mark of a moment of truth."""
    (cx, cy), outer = rect.center, min(rect.w, rect.h) / 2 + 1
    corners = []
    for index in range(10):
        radius = outer if index % 2 == 0 else outer * 0.45
        angle = math.pi * (index / 5 - 0.5)
        corners.append((cx + radius * math.cos(angle), cy + radius * math.sin(angle)))
    return polygon(corners)


def plus(rect: Rect) -> str:
    """Return a plus in a disc: the mark of a step with a blueprint of its own inside."""
    (cx, cy), radius = rect.center, min(rect.w, rect.h) / 2 - 1
    r, arm, half = number(radius), radius * 0.6, radius * 0.14
    disc = f"M{_at(cx - radius, cy)}a{r} {r} 0 1 0 {number(2 * radius)} 0a{r} {r} 0 1 0 {number(-2 * radius)} 0Z"
    across = [(-arm, -half), (-half, -half), (-half, -arm), (half, -arm), (half, -half), (arm, -half)]
    back = [(-x, -y) for x, y in across]
    return disc + polygon([(cx + x, cy + y) for x, y in (*across, *back)])


def chevron(rect: Rect, *, first: bool) -> str:
    """Return a phase band: a quiet arrow to the right, notched at its left end."""
    tip, middle = 10.0, rect.y + rect.h / 2
    x, right = rect.x + (0 if first else 1), rect.right - 3
    corners = [(x, rect.y), (right - tip, rect.y), (right, middle), (right - tip, rect.bottom), (x, rect.bottom)]
    return polygon(corners if first else [*corners, (x + tip, middle)])


def polygon(corners: Sequence[Point]) -> str:
    """Return a closed shape."""
    return "M" + "L".join(_at(*corner) for corner in corners) + "Z"
