"""Assembly: px, text and lines become the finished `Layout`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from blueprint.graph import ServiceGraph
from blueprint.layout.geometry import Rect
from blueprint.layout.legend import legend_items
from blueprint.layout.result import Layout, PhaseBand, PlacedEvidence, PlacedStep, RoutedFlow, TextBlock
from blueprint.layout.swimlane.bands import Names, phase_height, set_bands, set_lines, set_phases
from blueprint.layout.swimlane.columns import Columns
from blueprint.layout.swimlane.corners import place_marks, taken_edges
from blueprint.layout.swimlane.edges import Edge
from blueprint.layout.swimlane.labels import FlowLabel
from blueprint.layout.swimlane.lines import draw_lines
from blueprint.layout.swimlane.measure import BoxText, Fonts, label_leading, set_text
from blueprint.layout.swimlane.placement import Placement
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
    rects = {name: box_rect(parts, name, column) for name, column in parts.columns.of_step.items()}
    flows = draw_lines(parts.routes, parts.ends, parts.labels, rects, placement)
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
    """Return the box of a step or a piece of evidence."""
    placement = parts.placement
    return Rect(placement.column_x[column], placement.box_y[name], parts.metrics.box_width, placement.box_height[name])


def _boxes(parts: Parts, flows: Sequence[RoutedFlow]) -> tuple[tuple[PlacedStep, ...], tuple[PlacedEvidence, ...]]:
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
    """Set a label, and a footer under it, in the middle of their box."""
    leading = label_leading(text.role, metrics)
    height = len(text.label.lines) * leading
    below = 3 + len(text.footer.lines) * metrics.footer_leading if text.footer else 0
    y = rect.y + (rect.h - height - below) / 2
    middle = rect.x + rect.w / 2
    label = set_text(text.role, text.label, middle, y, leading, text.full, middle=True)
    if text.footer is None:
        return label, None
    at = y + height + 3
    return label, set_text("footer", text.footer, middle, at, metrics.footer_leading, text.full_footer, middle=True)
