"""Assembly: px, text and lines become the finished `Layout`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from blueprint.graph import ServiceGraph
from blueprint.graph.service_graph import LINES
from blueprint.layout.geometry import Point, Rect, straighten
from blueprint.layout.legend import legend_items
from blueprint.layout.marks import StepMark
from blueprint.layout.result import (
    Band,
    Layout,
    Line,
    Mark,
    PhaseBand,
    PlacedEvidence,
    PlacedStep,
    Role,
    RoutedFlow,
    TextBlock,
    TextLine,
)
from blueprint.layout.swimlane.columns import Columns
from blueprint.layout.swimlane.edges import Edge
from blueprint.layout.swimlane.labels import FlowLabel, block, channel_leg
from blueprint.layout.swimlane.measure import BoxText, Fonts
from blueprint.layout.swimlane.placement import END_RADIUS, END_STUB, Placement, leg_offset, runs_back
from blueprint.layout.swimlane.routing import Route
from blueprint.layout.swimlane.rows import Rows
from blueprint.layout.text import Font, Wrapped, measure, wrap
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
    title = _set_text("title", wrap(blueprint.title, fonts.title, room, 3), metrics.margin, y, 26, blueprint.title)
    y = title.rect.bottom
    blocks = [title]
    if subtitle := _subtitle(graph, wording):
        wrapped = wrap(subtitle, fonts.label, room, 2)
        blocks.append(_set_text("subtitle", wrapped, metrics.margin, y + 2, metrics.label_leading, subtitle))
        y = blocks[-1].rect.bottom
    y += 16
    height = _phase_height(graph, columns, metrics, fonts.phase)
    return Head(tuple(blocks), y, height, y + height + (10 if height else 0))


def _subtitle(graph: ServiceGraph, wording: Wording) -> str:
    blueprint = graph.blueprint
    status = wording.status[blueprint.status] if blueprint.status else ""
    return " · ".join(part for part in (blueprint.customer, status, blueprint.version) if part)


def _phase_room(metrics: Metrics, columns: int) -> float:
    return columns * (metrics.box_width + metrics.column_gap) - 44


def _phase_height(graph: ServiceGraph, columns: Columns, metrics: Metrics, font: Font) -> float:
    labels = [phase.label for phase in graph.blueprint.phases]
    if not any(labels):
        return 0.0
    widths = _columns_of_phases(columns)
    lines = [
        len(wrap(label, font, _phase_room(metrics, len(widths[index])), 2).lines) for index, label in enumerate(labels)
    ]
    return metrics.phase_height + 18 * (max(lines) - 1)


def _columns_of_phases(columns: Columns) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for index, column in enumerate(columns.columns):
        found[column.phase].append(index)
    return found


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
    bands = tuple(_bands(parts, width))
    flows = tuple(with_hops([*_flows(parts), *_ends(parts)]))
    steps, evidence = _boxes(parts)
    lanes_bottom = placement.height if parts.rows.lanes else parts.head.top
    legend = legend_items(flows, steps, parts.wording, metrics, width, lanes_bottom + 18)
    bottom = max([lanes_bottom, *(item.rect.bottom for item in legend)])
    return Layout(
        width=width,
        height=bottom + metrics.margin,
        title=parts.head.title,
        bands=bands,
        phases=tuple(_phases(parts, width)),
        lines=tuple(_lines(parts, width)),
        steps=steps,
        evidence=evidence,
        flows=flows,
        legend=legend,
        columns=tuple(column.steps for column in parts.columns.columns),
    )


# --- bands and lines -------------------------------------------------------------------------------------------------


def lane_name(parts: Parts, index: int) -> str:
    """Return the name of a drawn lane: its label, the name of its kind, or its id."""
    lane = parts.rows.lanes[index]
    return lane.label or (parts.wording.lanes[lane.kind] if lane.id == lane.kind else lane.id)


def _bands(parts: Parts, width: float) -> Iterator[Band]:
    metrics, font = parts.metrics, Fonts.of(parts.metrics).lane
    for index, lane in enumerate(parts.rows.lanes):
        top, bottom = parts.placement.lane_y[index]
        rect = Rect(metrics.margin, top, width - 2 * metrics.margin, bottom - top)
        name = lane_name(parts, index)
        room = max(1, int((bottom - top - 26) // metrics.label_leading))
        wrapped = wrap(name, font, metrics.gutter - 28, room)
        height = len(wrapped.lines) * metrics.label_leading
        y = max(top + 6, (top + bottom - height) / 2)
        yield Band(lane.id, lane.kind, rect, _set_text("lane", wrapped, metrics.margin + 14, y, metrics.label_leading, name))


def _phases(parts: Parts, width: float) -> Iterator[PhaseBand]:
    if not parts.head.phase_h:
        return
    font, metrics, placement = Fonts.of(parts.metrics).phase, parts.metrics, parts.placement
    for index, columns in _columns_of_phases(parts.columns).items():
        phase = parts.graph.blueprint.phases[index]
        left = _middle(placement.channel_x[columns[0]]) if columns[0] else placement.channel_x[0][0]
        last = columns[-1] + 1 == len(placement.column_x)
        right = width - metrics.margin if last else _middle(placement.channel_x[columns[-1] + 1])
        rect = Rect(left, parts.head.phase_y, right - left, parts.head.phase_h)
        wrapped = wrap(phase.label, font, _phase_room(metrics, len(columns)), 2)
        height = 18 * len(wrapped.lines)
        y = rect.y + (rect.h - height) / 2
        yield PhaseBand(phase.id, rect, _set_text("phase", wrapped, left + 22, y, 18, phase.label))


def _middle(span: tuple[float, float]) -> float:
    return round((span[0] + span[1]) / 2)


def _lines(parts: Parts, width: float) -> Iterator[Line]:
    """Yield the lines that have a lane on both of their sides; coinciding ones stand side by side."""
    metrics = parts.metrics
    ranks = [lane.rank for lane in parts.rows.lanes]
    at_border: dict[int, list[str]] = defaultdict(list)
    for position, (name, _, _) in enumerate(LINES):
        above = [index for index, rank in enumerate(ranks) if rank <= position + 1 and rank > 0]
        below = [index for index, rank in enumerate(ranks) if rank > position + 1]
        if above and below:
            at_border[above[-1]].append(name)
    for lane, names in at_border.items():
        y = parts.placement.lane_y[lane][1]
        for number, name in enumerate(names):
            at = y + (number - (len(names) - 1) / 2) * 5
            text = parts.wording.lines[name]
            font = Font(metrics.footer_size, bold=name == "visibility")
            wrapped = wrap(text, font, metrics.gutter + 60, 1)
            up = at - (8 if name == "visibility" else 17) - 15 * number
            label = _set_text("line", wrapped, metrics.margin + 14, up, 14, text)
            yield Line(name, at, metrics.margin, width - metrics.margin, label)


# --- boxes -----------------------------------------------------------------------------------------------------------


def box_rect(parts: Parts, name: str, column: int) -> Rect:
    """Return the box of a step or a piece of evidence, in the middle of its row."""
    row = parts.rows.of_step[name]
    height = parts.placement.box_height[name]
    top = parts.placement.row_y[row] + (parts.placement.row_h[row] - height) / 2
    return Rect(parts.placement.column_x[column], top, parts.metrics.box_width, height)


def _boxes(parts: Parts) -> tuple[tuple[PlacedStep, ...], tuple[PlacedEvidence, ...]]:
    blueprint = parts.graph.blueprint
    evidence_lane = parts.rows.lanes[0].id if parts.rows.lanes else "evidence"
    steps, evidence = [], []
    for index, column in enumerate(parts.columns.columns):
        phase = blueprint.phases[column.phase].id
        for name in sorted(column.steps, key=parts.rows.of_step.__getitem__):
            step, text = blueprint.step_by_id[name], parts.boxes[name]
            rect = box_rect(parts, name, index)
            label, footer = _box_text(rect, text, parts.metrics)
            marks = tuple(_marks(rect, text.marks, parts.metrics))
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
    label = _set_text("label" if is_step else "evidence", text.label, middle, y, leading, text.full, middle=True)
    if text.footer is None:
        return label, None
    full = " ".join(text.footer.lines)
    return label, _set_text("footer", text.footer, middle, y + height + 3, metrics.footer_leading, full, middle=True)


def _marks(rect: Rect, marks: Sequence[StepMark], metrics: Metrics) -> Iterator[Mark]:
    """Set marks over the upper edge from the right; what does not fit becomes one mark that counts on."""
    font = Font(10, bold=True)
    right = rect.right - 8
    left = rect.x + 8
    for kind in ("truth", "detail", "fail", "wait"):
        group = [mark for mark in marks if mark.kind == kind]
        for mark in _fitting(group, right - left, metrics, font):
            width = _mark_width(mark[0], metrics, font) + (2 if kind == "wait" else 0)
            yield Mark(kind, Rect(right - width, rect.y - metrics.mark / 2, width, metrics.mark), *mark)  # type: ignore[arg-type]
            right -= width + 3


def _mark_width(text: str, metrics: Metrics, font: Font) -> float:
    return max(metrics.mark, round(measure(text, font) * 1.08 + 9)) if text else metrics.mark


def _fitting(
    group: Sequence[StepMark], room: float, metrics: Metrics, font: Font
) -> list[tuple[str, tuple[str, ...], str]]:
    single = [(mark.text, (mark.element,), mark.title) for mark in group]
    if sum(_mark_width(text, metrics, font) + 3 for text, _, _ in single) <= room or len(group) < 2:
        return single[::-1]
    text = f"{group[0].text}–{group[-1].text}"
    return [(text, tuple(mark.element for mark in group), "; ".join(mark.title for mark in group))]


def _set_text(
    role: Role, wrapped: Wrapped, x: float, y: float, leading: float, full: str, *, middle: bool = False
) -> TextBlock:
    """Set lines with the top at y; x is the left edge, or the middle."""
    base = y + leading * 0.76
    lines = tuple(TextLine(x, round(base + index * leading, 2), text) for index, text in enumerate(wrapped.lines))
    left = x - wrapped.width / 2 if middle else x
    rect = Rect(left, y, wrapped.width, leading * len(wrapped.lines))
    return TextBlock(role, lines, rect, "middle" if middle else "start", full if wrapped.truncated else "")


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
    spans = list(route.spans())
    _, before, after = spans[0]
    if first.vertical:
        yield places[0], source.bottom if after > before else source.y
    else:
        yield source.right if after > before else source.x, places[0]
    for index in range(1, len(route.legs)):
        x, y = (places[index], places[index - 1]) if route.legs[index].vertical else (places[index - 1], places[index])
        yield x, y
    _, before, after = spans[-1]
    if last.vertical:
        yield places[-1], target.y if after > before else target.bottom
    else:
        yield target.x if after > before else target.right, places[-1]


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
    """Set a label over the stretch in a channel, near the source, where no line runs across it if there is such a place."""
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
