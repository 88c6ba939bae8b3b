"""Assembly: px, text and lines become the finished `Layout`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from blueprint.graph import ServiceGraph
from blueprint.layout.geometry import Point, Rect, straighten
from blueprint.layout.legend import legend_items
from blueprint.layout.result import Layout, PhaseBand, PlacedEvidence, PlacedStep, RoutedFlow, TextBlock
from blueprint.layout.swimlane.bands import Names, phase_height, set_bands, set_lines, set_phases
from blueprint.layout.swimlane.columns import Columns
from blueprint.layout.swimlane.corners import place_marks, taken_edges
from blueprint.layout.swimlane.edges import Edge
from blueprint.layout.swimlane.labels import FlowLabel, block, channel_leg
from blueprint.layout.swimlane.measure import BoxText, Fonts, set_text
from blueprint.layout.swimlane.placement import END_RADIUS, END_STUB, Placement, leg_offset, runs_back
from blueprint.layout.swimlane.routing import Route
from blueprint.layout.swimlane.rows import Rows
from blueprint.layout.text import wrap
from blueprint.layout.wording import Wording
from blueprint.themes import Metrics


@dataclass(frozen=True, slots=True)
class Parts:
    """What the stages before have made."""

    graph: ServiceGraph
    columns: Columns
    rows: Rows
    boxes: Mapping[str, BoxText]
    routes: Sequence[Route]
    ends: Sequence[Edge]
    labels: Mapping[str, FlowLabel]
    placement: Placement
    metrics: Metrics
    wording: Wording
    names: Names
    head: Head


@dataclass(frozen=True, slots=True)
class Head:
    """The title block and the height of the phase band, set before anything else."""

    title: tuple[TextBlock, ...]
    phase_y: float
    phase_h: float
    top: float


def make_head(graph: ServiceGraph, columns: Columns, metrics: Metrics, wording: Wording) -> Head:
    """Set the title block; its text wraps at a width that even a narrow drawing has."""
    fonts = Fonts.of(metrics)
    blueprint = graph.blueprint
    count = len(columns.columns)
    room = max(420.0, metrics.gutter + count * (metrics.box_width + metrics.column_gap))
    y = metrics.margin
    title = set_text("title", wrap(blueprint.title, fonts.title, room, 3), metrics.margin, y, 26, blueprint.title)
    y = title.rect.bottom
    blocks = [title]
    if subtitle := _subtitle(graph, wording):
        wrapped = wrap(subtitle, fonts.label, room, 2)
        blocks.append(set_text("subtitle", wrapped, metrics.margin, y + 2, metrics.label_leading, subtitle))
        y = blocks[-1].rect.bottom
    y += 16
    height = phase_height(graph, columns, metrics)
    return Head(tuple(blocks), y, height, y + height + (10 if height else 0))


def _subtitle(graph: ServiceGraph, wording: Wording) -> str:
    blueprint = graph.blueprint
    status = wording.status[blueprint.status] if blueprint.status else ""
    return " · ".join(part for part in (blueprint.customer, status, blueprint.version) if part)


def assemble(parts: Parts) -> Layout:
    """Put the finished drawing together.

    Parameters
    ----------
    parts : Parts
        Results of the stages.

    Returns
    -------
    Layout
        Final geometry [px].
    """
    placement, metrics = parts.placement, parts.metrics
    title_right = max((measured.rect.right for measured in parts.head.title), default=0.0)
    width = max(placement.width, title_right) + metrics.margin
    flows = tuple(with_hops([*_flows(parts), *_ends(parts)]))
    steps, evidence = _boxes(parts, flows)
    lanes_bottom = placement.height if parts.rows.lanes else parts.head.top
    legend = legend_items(flows, steps, parts.wording, metrics, width, lanes_bottom + 18)
    bottom = max([lanes_bottom, *(item.rect.bottom for item in legend)])
    return Layout(
        width=width,
        height=bottom + metrics.margin,
        title=parts.head.title,
        bands=tuple(set_bands(parts.rows, parts.names, placement, metrics, width)),
        phases=tuple(_phases(parts, width)),
        lines=tuple(set_lines(parts.names, placement, metrics, width)),
        steps=steps,
        evidence=evidence,
        flows=flows,
        legend=legend,
        columns=tuple(column.steps for column in parts.columns.columns),
    )


def _phases(parts: Parts, width: float) -> Iterator[PhaseBand]:
    head = parts.head
    if head.phase_h:
        yield from set_phases(
            parts.graph, parts.columns, parts.placement, parts.metrics, width, head.phase_y, head.phase_h
        )


# --- boxes -----------------------------------------------------------------------------------------------------------


def box_rect(parts: Parts, name: str, column: int) -> Rect:
    """Return the box of a step or a piece of evidence, in the middle of its row."""
    row = parts.rows.of_step[name]
    height = parts.placement.box_height[name]
    top = parts.placement.row_y[row] + (parts.placement.row_h[row] - height) / 2
    return Rect(parts.placement.column_x[column], top, parts.metrics.box_width, height)


def _boxes(
    parts: Parts, flows: Sequence[RoutedFlow]
) -> tuple[tuple[PlacedStep, ...], tuple[PlacedEvidence, ...]]:
    blueprint = parts.graph.blueprint
    evidence_lane = parts.rows.lanes[0].id if parts.rows.lanes else "evidence"
    taken = taken_edges(flows, parts.metrics)
    steps, evidence = [], []
    for index, column in enumerate(parts.columns.columns):
        phase = blueprint.phases[column.phase].id
        for name in sorted(column.steps, key=parts.rows.of_step.__getitem__):
            step, text = blueprint.step_by_id[name], parts.boxes[name]
            rect = box_rect(parts, name, index)
            label, footer = _box_text(rect, text, parts.metrics)
            marks = tuple(place_marks(rect, text.marks, taken[name], parts.metrics))
            kind = blueprint.lane_by_id[step.lane].kind
            steps.append(PlacedStep(name, rect, step.lane, kind, phase, label, footer, marks))
            for piece in step.evidence:
                text = parts.boxes[piece.id]
                rect = box_rect(parts, piece.id, index)
                label, _ = _box_text(rect, text, parts.metrics)
                evidence.append(PlacedEvidence(piece.id, name, rect, evidence_lane, phase, label))
    return tuple(steps), tuple(evidence)


def _box_text(rect: Rect, text: BoxText, metrics: Metrics) -> tuple[TextBlock, TextBlock | None]:
    is_step = text.footer is not None or rect.h >= metrics.box_height
    leading = metrics.label_leading - (0 if is_step else 1)
    height = len(text.label.lines) * leading
    below = 3 + len(text.footer.lines) * metrics.footer_leading if text.footer else 0
    y = rect.y + (rect.h - height - below) / 2
    middle = rect.x + rect.w / 2
    label = set_text("label" if is_step else "evidence", text.label, middle, y, leading, text.full, middle=True)
    if text.footer is None:
        return label, None
    full = " ".join(text.footer.lines)
    return label, set_text("footer", text.footer, middle, y + height + 3, metrics.footer_leading, full, middle=True)


# --- flows -----------------------------------------------------------------------------------------------------------


def _flows(parts: Parts) -> Iterator[RoutedFlow]:
    rects = {name: box_rect(parts, name, column) for name, column in parts.columns.of_step.items()}
    for number, route in enumerate(parts.routes):
        edge = route.edge
        points = straighten(_points(parts, number, route, rects[edge.source], rects[edge.target]))
        label = parts.labels.get(edge.id)
        text = None if label is None else _flow_label(parts, number, route, label, points, rects[edge.source])
        yield RoutedFlow(edge.id, edge.source, edge.target, edge.kind, points, edge.two_headed, runs_back(route), text)


def _points(parts: Parts, number: int, route: Route, source: Rect, target: Rect) -> Iterator[Point]:
    places = [_leg_place(parts, number, route, index, source, target) for index in range(len(route.legs))]
    first, last = route.legs[0], route.legs[-1]
    if first.vertical:
        yield places[0], source.bottom if route.runs_forward(0) else source.y
    else:
        yield source.right if route.runs_forward(0) else source.x, places[0]
    for index in range(1, len(route.legs)):
        x, y = (places[index], places[index - 1]) if route.legs[index].vertical else (places[index - 1], places[index])
        yield x, y
    forward = route.runs_forward(len(route.legs) - 1)
    if last.vertical:
        yield places[-1], target.y if forward else target.bottom
    else:
        yield target.x if forward else target.right, places[-1]


def _leg_place(parts: Parts, number: int, route: Route, index: int, source: Rect, target: Rect) -> float:
    """Return the x of a stretch across, or the y of one along."""
    if 0 < index < len(route.legs) - 1:
        return parts.placement.track[number, index]
    box = source if index == 0 else target
    x, y = box.center
    return (x if route.legs[index].vertical else y) + leg_offset(route, index, parts.placement.ports.get(number))


def _flow_label(
    parts: Parts, number: int, route: Route, label: FlowLabel, points: Sequence[Point], source: Rect
) -> TextBlock:
    (x1, y1), (x2, y2) = points[0], points[-1]
    if label.site == "channel":
        index = channel_leg(route)
        return _over_channel(parts, number, index, label, points, x1)
    if label.site == "straight":
        left = x1 + 3 if x2 > x1 else x1 - 3 - label.width
        return block(label, left, y1 - 3 - label.height)
    if label.site == "stub":
        left = x1 + 3 if points[1][0] > x1 else x1 - 3 - label.width
        return block(label, left, y1 + 2)
    if label.site == "below":
        return block(label, x1 + 5, min(max(y1, y2), min(y1, y2) + 4))
    left = min(points[-2][0], x2) + 4
    return block(label, left, y2 - 3 - label.height)


def _over_channel(
    parts: Parts, number: int, index: int, label: FlowLabel, points: Sequence[Point], x1: float
) -> TextBlock:
    """Set a label over the stretch in a channel, at its end near the source."""
    y = parts.placement.track[number, index]
    ends = [point[0] for point in points if point[1] == y]
    low, high = min(ends), max(ends)
    if high - low < label.width + 8:
        return block(label, (low + high) / 2 - label.width / 2, y - 2 - label.height)
    near_left = abs(low - x1) <= abs(high - x1)
    left = low + 6 if near_left else high - 6 - label.width
    return block(label, left, y - 2 - label.height)


def _ends(parts: Parts) -> Iterator[RoutedFlow]:
    for edge in parts.ends:
        rect = box_rect(parts, edge.source, parts.columns.of_step[edge.source])
        y = rect.center[1] + parts.placement.end_ports[edge.id]
        points = ((rect.right, y), (rect.right + END_STUB, y))
        label = parts.labels.get(edge.id)
        text = None if label is None else block(label, rect.right + 3, y + END_RADIUS + 2)
        yield RoutedFlow(edge.id, edge.source, edge.target, edge.kind, points, False, False, text)


def with_hops(flows: Iterable[RoutedFlow]) -> Iterator[RoutedFlow]:
    """Let stretches along hop over the stretches across that they meet; lines of one step never hop each other."""
    found = list(flows)
    across: list[tuple[float, float, float, RoutedFlow]] = []
    for flow in found:
        for (xa, ya), (xb, yb) in zip(flow.points, flow.points[1:], strict=False):
            if xa == xb:
                across.append((xa, min(ya, yb), max(ya, yb), flow))
    across.sort(key=lambda item: item[:3])
    xs = [item[0] for item in across]
    for flow in found:
        yield _hopping(flow, across, xs)


def _hopping(
    flow: RoutedFlow, across: Sequence[tuple[float, float, float, RoutedFlow]], xs: Sequence[float]
) -> RoutedFlow:
    ends = {flow.source, flow.target}
    hops: list[Point] = []
    for (xa, ya), (xb, yb) in zip(flow.points, flow.points[1:], strict=False):
        if ya != yb:
            continue
        low, high = min(xa, xb), max(xa, xb)
        for x, top, bottom, other in across[bisect_left(xs, low + 7) : bisect_right(xs, high - 7)]:
            if top + 7 < ya < bottom - 7 and not ends & {other.source, other.target}:
                hops.append((x, ya))
    if not hops:
        return flow
    return RoutedFlow(
        flow.id, flow.source, flow.target, flow.kind, flow.points, flow.two_headed, flow.rework, flow.label,
        tuple(dict.fromkeys(hops)),
    )  # fmt: skip
