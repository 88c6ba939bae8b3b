"""Labels of flows: where each has its place, and how much room that place must be given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from blueprint.layout.geometry import Rect
from blueprint.layout.result import TextBlock, TextLine
from blueprint.layout.swimlane.edges import JOINT, Edge
from blueprint.layout.swimlane.routing import Leg, Route
from blueprint.layout.text import Font, Wrapped, clean, wrap

Site = Literal["channel", "straight", "below", "stub", "row", "end"]
"""Where a label stands: over the stretch in a channel between rows, over a straight line, beside a line that runs down,
under the first stretch, over the last stretch, beside the end mark."""

_ROOM: dict[Site, float] = {"channel": 150, "straight": 84, "below": 58, "stub": 84, "row": 78, "end": 84}
_NARROW_ROW = 48.0  # rework turns into the row farther from the middle of its box
_LINES = 4


@dataclass(frozen=True, slots=True)
class FlowLabel:
    """The wrapped label of a flow and the kind of place that it gets."""

    site: Site
    text: str
    wrapped: Wrapped
    leading: float

    @property
    def width(self) -> float:
        """Width with slack for other fonts [px]."""
        return self.wrapped.width * 1.08 + 4

    @property
    def height(self) -> float:
        """Height of all lines [px]."""
        return len(self.wrapped.lines) * self.leading


def label_route(route: Route, font: Font, leading: float) -> FlowLabel | None:
    """Choose the kind of place for the label of a routed line, and wrap it for that place."""
    if not route.edge.label:
        return None
    site = _site(route)
    room = _NARROW_ROW if site == "row" and route.edge.rework else _ROOM[site]
    return FlowLabel(site, route.edge.label, _wrap(route.edge.label, font, room), leading)


def label_end(edge: Edge, font: Font, leading: float) -> FlowLabel | None:
    """Wrap the label of a line to the end of the service."""
    if not edge.label:
        return None
    return FlowLabel("end", edge.label, _wrap(edge.label, font, _ROOM["end"]), leading)


def _wrap(text: str, font: Font, room: float) -> Wrapped:
    """Wrap a label; where it takes several lines, the share stands on the last one and is never cut."""
    wrapped = wrap(text, font, room, _LINES)
    condition, _, share = text.rpartition(JOINT)
    if len(wrapped.lines) == 1 or not condition:
        return wrapped
    above, last = wrap(condition, font, room, _LINES - 1), wrap(share, font, room, 1)
    return Wrapped((*above.lines, *last.lines), max(above.width, last.width), above.truncated or last.truncated)


def _site(route: Route) -> Site:
    if any(not leg.vertical and _is_channel(route, leg) for leg in route.legs):
        return "channel"
    if route.is_straight:
        return "below" if route.legs[0].vertical else "straight"
    return "row" if route.legs[0].vertical else "stub"


def _is_channel(route: Route, leg: Leg) -> bool:
    """Tell whether a stretch along runs in a channel: it belongs to neither end's row."""
    return leg.slot not in (route.start[0], route.end[0])


def channel_leg(route: Route) -> int:
    """Return the index of the stretch that runs in a channel between rows."""
    return next(index for index, leg in enumerate(route.legs) if not leg.vertical and _is_channel(route, leg))


def stands_under(route: Route) -> bool:
    """Tell whether the label of a stretch in a channel stands under it: the line comes from above and goes back up.

    Over such a stretch its own line would run through the label.
    """
    index = channel_leg(route)
    slot = route.legs[index].slot
    return route.span(index - 1)[0] < slot and route.span(index + 1)[1] < slot


def block(label: FlowLabel, x: float, y: float, anchor: Literal["start", "middle"] = "start") -> TextBlock:
    """Set a label with its top at y; x is its left edge, or its middle."""
    left = x if anchor == "start" else x - label.width / 2
    base = y + label.leading * 0.78
    at = x if anchor == "middle" else x + 2
    lines = tuple(TextLine(at, base + index * label.leading, text) for index, text in enumerate(label.wrapped.lines))
    rect = Rect(left, y, label.width, label.height)
    return TextBlock("flow", lines, rect, clean(label.text), anchor, label.wrapped.truncated)
