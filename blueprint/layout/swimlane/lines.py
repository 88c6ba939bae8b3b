"""Lines: routes become points, labels stand where no line runs through them, and what must cross hops."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from blueprint.layout.geometry import Point, Rect, straighten
from blueprint.layout.result import Connector, RoutedFlow, TextBlock
from blueprint.layout.swimlane.edges import LooseEnd
from blueprint.layout.swimlane.labels import FlowLabel, block, channel_leg, stands_under
from blueprint.layout.swimlane.placement import END_STUB, Placement, connector_width
from blueprint.layout.swimlane.ports import CONNECTOR_RADIUS, END_RADIUS
from blueprint.layout.swimlane.routing import Route

_HOP = 7.0  # a hop needs this much of both lines
_BAND = 64.0  # height of the bands by which stretches across are found
_FROM_CORNER = 6.0  # from a corner of the line to its label


def draw_lines(
    routes: Sequence[Route],
    loose_ends: Sequence[LooseEnd],
    labels: Mapping[str, FlowLabel],
    rects: Mapping[str, Rect],
    placement: Placement,
) -> tuple[RoutedFlow, ...]:
    """Give all lines their corners, labels and hops.

    Parameters
    ----------
    routes : sequence of Route
        Lines from step to step.
    loose_ends : sequence of LooseEnd
        Lines to the end of the service and to connectors.
    labels : mapping
        Wrapped labels by the id of their line.
    rects : mapping
        Boxes of the steps [px].
    placement : Placement
        Where channels and their tracks are [px].

    Returns
    -------
    tuple of RoutedFlow
        Loose ends last.
    """
    points = [
        straighten(_points(route, number, rects[route.edge.source], rects[route.edge.target], placement))
        for number, route in enumerate(routes)
    ]
    across = Across(points)
    flows = [
        _flow(route, number, points[number], labels.get(route.edge.id), placement, across)
        for number, route in enumerate(routes)
    ]
    with_hops = [_hopping(flow, across, flows) for flow in flows]
    return (*with_hops, *(_loose_end(end, rects[end.step], labels.get(end.edge.id), placement) for end in loose_ends))


class Across:
    """The stretches of lines that run across the lanes, found again by place."""

    def __init__(self, lines: Iterable[Sequence[Point]]) -> None:
        self._bands: dict[int, list[tuple[float, float, float, int]]] = defaultdict(list)
        for number, points in enumerate(lines):
            for (xa, ya), (xb, yb) in pairwise(points):
                if xa == xb:
                    top, bottom = min(ya, yb), max(ya, yb)
                    for band in range(int(top // _BAND), int(bottom // _BAND) + 1):
                        self._bands[band].append((xa, top, bottom, number))
        for found in self._bands.values():
            found.sort()
        self._xs = {band: [stretch[0] for stretch in found] for band, found in self._bands.items()}

    def near(self, low: float, high: float, top: float, bottom: float) -> Iterator[tuple[float, float, float, int]]:
        """Yield x, top, bottom and line of the stretches between two x that may reach a height, from the left.

        One that is long comes up more than once.
        """
        for band in range(int(top // _BAND), int(bottom // _BAND) + 1):
            if xs := self._xs.get(band):
                yield from self._bands[band][bisect_left(xs, low) : bisect_right(xs, high)]


@dataclass(frozen=True, slots=True)
class _Room:
    """A stretch along in a channel that carries a label: its ends, the label's top, and where the source is [px]."""

    low: float
    high: float
    y: float
    near_left: bool


def _points(route: Route, number: int, source: Rect, target: Rect, placement: Placement) -> Iterator[Point]:
    last = len(route.legs) - 1
    places = [_place(route, number, index, source if index == 0 else target, placement) for index in range(last + 1)]
    if route.legs[0].vertical:
        yield places[0], source.bottom if route.runs_forward(0) else source.y
    else:
        yield source.right if route.runs_forward(0) else source.x, places[0]
    for index in range(1, last + 1):
        yield (places[index], places[index - 1]) if route.legs[index].vertical else (places[index - 1], places[index])
    if route.legs[last].vertical:
        yield places[last], target.y if route.runs_forward(last) else target.bottom
    else:
        yield target.x if route.runs_forward(last) else target.right, places[last]


def _place(route: Route, number: int, index: int, box: Rect, placement: Placement) -> float:
    """Return the x of a stretch across, or the y of one along."""
    if 0 < index < len(route.legs) - 1:
        return (placement.across if route.legs[index].vertical else placement.along)[number, index]
    x, y = box.center
    return (x if route.legs[index].vertical else y) + placement.ports.at(number, index)


def _flow(
    route: Route,
    number: int,
    points: tuple[Point, ...],
    label: FlowLabel | None,
    placement: Placement,
    across: Across,
) -> RoutedFlow:
    edge = route.edge
    text = None
    if label is not None and label.site == "channel":
        text = _in_channel(route, points, label, placement.along[number, channel_leg(route)], across)
    elif label is not None:
        text = _at_box(points, label)
    return RoutedFlow(edge.id, edge.source, edge.target, edge.kind, points, edge.two_headed, route.runs_back, text)


def _loose_end(end: LooseEnd, box: Rect, label: FlowLabel | None, placement: Placement) -> RoutedFlow:
    edge, y = end.edge, box.center[1] + placement.ports.loose[end.key]
    away = (box.x - END_STUB if end.arrives else box.right + END_STUB, y)
    points = (away, (box.x, y)) if end.arrives else ((box.right, y), away)
    connector, radius = None, END_RADIUS
    if end.number:
        radius, width = CONNECTOR_RADIUS, connector_width(end.number)
        left = away[0] - width if end.arrives else away[0]
        connector = Connector(end.number, Rect(left, y - radius, width, 2 * radius), end.arrives)
    text = None
    if label is not None and not end.arrives:
        text = block(label, box.right + 3, y + radius + 2)
    name, source = (f"{end.number}>>{end.step}", "") if end.arrives else (edge.id, edge.source)
    return RoutedFlow(
        name, source, edge.target, edge.kind, points, edge.two_headed, end.rework, text, connector=connector
    )


# --- labels ----------------------------------------------------------------------------------------------------------


def _at_box(points: Sequence[Point], label: FlowLabel) -> TextBlock:
    (x1, y1), (x2, y2) = points[0], points[-1]
    if label.site in ("straight", "stub"):
        left = x1 + 3 if points[1][0] > x1 else x1 - 3 - label.width
        under = label.site == "stub" and points[2][1] > y1  # on the side that its line turns to
        return block(label, left, y1 + 2 if under else y1 - 3 - label.height)
    if label.site == "below":
        return block(label, x1 + 5, min(y1, y2) + 4)
    under = points[-3][1] > y2
    return block(label, min(points[-2][0], x2) + 4, y2 + 2 if under else y2 - 3 - label.height)


def _in_channel(route: Route, points: Sequence[Point], label: FlowLabel, channel: float, across: Across) -> TextBlock:
    """Set a label at a stretch in a channel: near the source, but where no other line runs through it."""
    at = next(index for index, (a, b) in enumerate(pairwise(points)) if a[1] == b[1] == channel)
    (first, y), (second, _) = points[at], points[at + 1]
    low, high = min(first, second), max(first, second)
    top = y + 2 if stands_under(route) else y - 2 - label.height
    if high - low >= label.width + 2 * _FROM_CORNER:
        return block(label, _free_place(_Room(low, high, top, first <= second), label, across), top)
    comes_from_above = points[at - 1][1] < y
    goes_up = points[at + 2][1] < y
    if comes_from_above == goes_up:
        return block(label, (low + high - label.width) / 2, top)
    upper = first if comes_from_above else second  # the end that the label must keep to the inner side of
    return block(label, upper + _FROM_CORNER if upper == low else upper - _FROM_CORNER - label.width, top)


def _free_place(room: _Room, label: FlowLabel, across: Across) -> float:
    """Return the left edge of a label where no line runs through it, as near to the source as there is such a place."""
    bottom = room.y + label.height
    near = across.near(room.low + 1, room.high - 1, room.y, bottom)
    crossing = sorted({x for x, first, last, _ in near if first < bottom and last > room.y})
    first = room.low + _FROM_CORNER if room.near_left else room.high - _FROM_CORNER - label.width
    left = first
    for x in crossing if room.near_left else reversed(crossing):
        if left - 3 < x < left + label.width + 3:
            left = x + 4 if room.near_left else x - 4 - label.width
    fits = room.low + _FROM_CORNER <= left <= room.high - _FROM_CORNER - label.width
    return left if fits else first


# --- hops ------------------------------------------------------------------------------------------------------------


def _hopping(flow: RoutedFlow, across: Across, flows: Sequence[RoutedFlow]) -> RoutedFlow:
    """Let stretches along hop over the stretches across that they meet; lines of one step never hop each other."""
    ends = {flow.source, flow.target}
    hops: list[Point] = []
    for (xa, ya), (xb, yb) in pairwise(flow.points):
        if ya == yb:
            low, high = min(xa, xb) + _HOP, max(xa, xb) - _HOP
            for x, top, bottom, number in across.near(low, high, ya, ya):
                if top + _HOP < ya < bottom - _HOP and not ends & {flows[number].source, flows[number].target}:
                    hops.append((x, ya))
    return replace(flow, hops=tuple(dict.fromkeys(hops))) if hops else flow
