"""Strokes: lines with gaps, bands around them, steps and marks, as path data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from blueprint.layout.geometry import Point, Rect
from blueprint.rendering.paths import number
from blueprint.rendering.plots.data import Hour, Spot
from blueprint.rendering.plots.scales import Scale, is_known


def segments(path: Sequence[Point]) -> str:
    """Return straight lines from point to point.

    Examples
    --------
    >>> segments([(0, 0), (10, 5), (20, 5)])
    'M0 0L10 5L20 5'
    """
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in path) if path else ""


def runs(spots: Iterable[Spot]) -> Iterator[list[Spot]]:
    """Yield stretches of spots whose values are known, one after the other."""
    for is_whole, group in groupby(spots, key=lambda spot: is_known(spot.y) and is_known(spot.x)):
        if is_whole:
            yield list(group)


def line_path(spots: Sequence[Spot], x: Scale, y: Scale) -> str:
    """Return a line that has a gap wherever a value is unknown; a value alone between gaps is a short stroke.

    What lies beyond the end of the upright axis is cut off.
    """
    parts = []
    for run in runs(spots):
        if len(run) == 1 and (run[0].y or 0.0) <= y.high:
            px, py = x.at(run[0].x), y.at(run[0].y or 0.0)
            parts.append(segments([(px - 2, py), (px + 2, py)]))
        for piece in _below([(spot.x, spot.y or 0.0) for spot in run], y.high):
            parts.append(segments(thinned([(x.at(at), y.at(value)) for at, value in piece])))
    return "".join(parts)


def _below(path: Sequence[Point], top: float) -> Iterator[list[Point]]:
    """Yield the pieces of a line that lie below a value."""
    piece: list[Point] = [path[0]] if path[0][1] <= top else []
    for one, other in pairwise(path):
        if (one[1] <= top) != (other[1] <= top):
            share = (top - one[1]) / (other[1] - one[1])
            piece.append((one[0] + share * (other[0] - one[0]), top))
            if other[1] > top:
                yield piece
                piece = []
        if other[1] <= top:
            piece.append(other)
    if len(piece) > 1:
        yield piece


def band_path(spots: Sequence[Spot], x: Scale, y: Scale) -> str:
    """Return the area between the ends of the intervals, where both are known; it ends with the axis."""
    parts = []
    for is_whole, group in groupby(spots, key=lambda spot: is_known(spot.low) and is_known(spot.high)):
        run = [spot for spot in group if is_known(spot.x)] if is_whole else []
        if len(run) > 1:
            upper = [(spot.x, spot.high or 0.0) for spot in run]
            lower = [(spot.x, spot.low or 0.0) for spot in reversed(run)]
            edge = _cut([*upper, *lower], y.high)
            parts += [segments(thinned([(x.at(at), y.at(value)) for at, value in edge])) + "Z"] if edge else []
    return "".join(parts)


def _cut(polygon: Sequence[Point], top: float) -> list[Point]:
    """Return the part of an area that lies below a value.

    References
    ----------
    Sutherland, I. E. and Hodgman, G. W. (1974). Reentrant polygon clipping. Communications of the ACM 17(1), 32-42.
    """
    kept: list[Point] = []
    for one, other in zip((polygon[-1], *polygon[:-1]), polygon, strict=True):
        if (one[1] <= top) != (other[1] <= top):
            share = (top - one[1]) / (other[1] - one[1])
            kept.append((one[0] + share * (other[0] - one[0]), top))
        if other[1] <= top:
            kept.append(other)
    return kept


def whisker_path(spots: Iterable[Spot], x: Scale, y: Scale, half: float = 3.0) -> str:
    """Return an upright stroke with two ends for each interval."""
    parts = []
    for spot in spots:
        if is_known(spot.low) and is_known(spot.high) and is_known(spot.x) and (spot.y or 0.0) <= y.high:
            at, top, bottom = x.at(spot.x), y.at(spot.high or 0.0), y.at(spot.low or 0.0)
            cap = f"M{number(at - half)} {{}}h{number(2 * half)}"
            parts.append(f"M{number(at)} {number(top)}V{number(bottom)}")
            parts.append(cap.format(number(top)) + cap.format(number(bottom)))
    return "".join(parts)


def thinned(path: Sequence[Point]) -> list[Point]:
    """Return the points of a line that can be seen: in each column of a px the first, lowest, highest and last.

    References
    ----------
    Jugel, U., Jerzak, Z., Hackenbroich, G. and Markl, V. (2014). M4: a visualization-oriented time series data
    aggregation. PVLDB 7(10), 797-808.
    """
    if len(path) < 500:
        return list(path)
    kept: list[Point] = []
    for _, group in groupby(path, key=lambda point: int(point[0])):
        column = list(group)
        places = {0, len(column) - 1}
        places.add(min(range(len(column)), key=lambda at: column[at][1]))
        places.add(max(range(len(column)), key=lambda at: column[at][1]))
        kept += [column[at] for at in sorted(places)]
    return kept


def step_path(hours: Sequence[Hour], x: Scale, y: Scale) -> str:
    """Return how many are on duty as a stair; it falls to zero where nobody is."""
    parts: list[str] = []
    before: float | None = None
    for hour in hours:
        if before is None or hour.start > before:
            parts += [f"V{number(y.at(0.0))}"] if before is not None else []
            parts.append(f"M{number(x.at(hour.start))} {number(y.at(0.0))}")
        parts.append(f"V{number(y.at(hour.on_duty))}H{number(x.at(hour.end))}")
        before = hour.end
    return "".join(parts) + (f"V{number(y.at(0.0))}" if parts else "")


def box_path(rect: Rect) -> str:
    """Return a box.

    Examples
    --------
    >>> box_path(Rect(1, 2, 30, 4))
    'M1 2h30v4h-30Z'
    """
    w, h = number(rect.w), number(rect.h)
    return f"M{number(rect.x)} {number(rect.y)}h{w}v{h}h{number(-rect.w)}Z"


def dot_path(x: float, y: float, radius: float) -> str:
    """Return a disc."""
    r, d = number(radius), number(2 * radius)
    return f"M{number(x - radius)} {number(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 {number(-2 * radius)} 0Z"


def upward_path(x: float, y: float) -> str:
    """Return a small arrowhead that points up: there is more above."""
    return segments([(x - 5, y + 7), (x, y), (x + 5, y + 7)]) + "Z"


def across(x1: float, x2: float, y: float) -> str:
    """Return a level line."""
    return f"M{number(x1)} {number(y)}H{number(x2)}"


def upright(x: float, y1: float, y2: float) -> str:
    """Return an upright line."""
    return f"M{number(x)} {number(y1)}V{number(y2)}"
