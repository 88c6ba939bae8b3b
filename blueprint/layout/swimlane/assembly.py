"""Assembly: px, text and lines become the finished `Layout`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from blueprint.graph import ServiceGraph
from blueprint.layout.anatomy.frame import Cell, Frame
from blueprint.layout.anatomy.register import set_registers
from blueprint.layout.anatomy.rows import LaneRows, Story, set_lane_rows, tell_story
from blueprint.layout.geometry import Rect
from blueprint.layout.legend import legend_items, symbols_of_rows
from blueprint.layout.result import (
    Band,
    Layout,
    Line,
    PhaseBand,
    PlacedEvidence,
    PlacedStep,
    Register,
    RoutedFlow,
)
from blueprint.layout.swimlane.bands import phase_height, set_bands, set_lines, set_phases
from blueprint.layout.swimlane.corners import place_marks, taken_edges
from blueprint.layout.swimlane.lines import draw_lines
from blueprint.layout.swimlane.measure import set_box_text
from blueprint.layout.swimlane.placement import Placement, place
from blueprint.layout.swimlane.sheet import Setting, Sheet
from blueprint.layout.title import set_title
from blueprint.themes import Metrics

T = TypeVar("T")

_UNDER_PHASES = 10.0
_BETWEEN_ROWS = 28.0  # from a row of a folded drawing to the next
_ABOVE_LEGEND = 18.0
_ABOVE_REGISTERS = 22.0


def assemble(setting: Setting, sheets: Sequence[Sheet], page: float | None) -> Layout:
    """Put the finished drawing together: title, rows of lanes, legend.

    Parameters
    ----------
    setting : Setting
        The drawing.
    sheets : sequence of Sheet
        Its rows from top to bottom.
    page : float, optional
        Width that it is folded to [px].

    Returns
    -------
    Layout
        Final geometry [px].
    """
    metrics = setting.metrics
    title, bottom = set_title(setting.graph.blueprint, metrics, setting.wording, _title_room(setting, page))
    title_right = max((block.rect.right for block in title), default=0.0)
    placements = [place(sheet.task) for sheet in sheets]
    width = max(title_right, *(placement.width for placement in placements)) + metrics.margin
    told = setting.told or setting.graph
    story = tell_story(told, tuple(_told(column.steps, told) for column in setting.columns.columns), setting.wording)
    rows: list[Row] = []
    for sheet, placement in zip(sheets, placements, strict=True):
        above = bottom + (_BETWEEN_ROWS if rows else 0.0)
        rows.append(_set_row(setting, story, sheet, placement, above, width))
        bottom = rows[-1].bottom
    flows = _all(row.flows for row in rows)
    steps = _all(row.steps for row in rows)
    curves, time_rows = _all(row.around.curves for row in rows), _all(row.around.time_rows for row in rows)
    more = symbols_of_rows(setting.graph.blueprint, curves, time_rows, setting.penetration)
    legend = legend_items(flows, steps, setting.wording, metrics, width, bottom + _ABOVE_LEGEND, tuple(more))
    bottom = max([bottom, *(item.rect.bottom for item in legend)])
    registers = _registers(setting, width, bottom + _ABOVE_REGISTERS)
    return Layout(
        width=width,
        height=max([bottom, *(register.rect.bottom for register in registers)]) + metrics.margin,
        title=title,
        bands=_all(row.bands for row in rows),
        phases=_all(row.phases for row in rows),
        lines=_all(row.lines for row in rows),
        steps=steps,
        evidence=_all(row.evidence for row in rows),
        flows=flows,
        legend=legend,
        columns=tuple(column.steps for column in setting.columns.columns),
        axes=_all(row.around.axes for row in rows),
        curves=curves,
        time_rows=time_rows,
        registers=registers,
        independent=tuple(step.id for step in steps if step.id in setting.penetration.marked),
    )


def _told(steps: Iterable[str], told: ServiceGraph) -> tuple[str, ...]:
    return tuple(step for step in steps if step in told.number)


def _title_room(setting: Setting, page: float | None) -> float:
    """Return the width of a title: one that even a narrow drawing has [px]."""
    metrics = setting.metrics
    columns = metrics.gutter + len(setting.columns.columns) * (metrics.box_width + metrics.column_gap)
    return max(420.0, columns) if page is None else max(240.0, min(page - 2 * metrics.margin, columns))


def _registers(setting: Setting, width: float, top: float) -> tuple[Register, ...]:
    if "register" not in setting.show:
        return ()
    metrics = setting.metrics
    left, right = metrics.margin, width - metrics.margin
    blueprint, more = setting.graph.blueprint, setting.columns_of_points
    return tuple(set_registers(blueprint, metrics, setting.wording, left, right, top, more))


# --- rows of lanes ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a drawing, finished: all lanes over a stretch of columns."""

    bands: tuple[Band, ...]
    phases: tuple[PhaseBand, ...]
    lines: tuple[Line, ...]
    steps: tuple[PlacedStep, ...]
    evidence: tuple[PlacedEvidence, ...]
    flows: tuple[RoutedFlow, ...]
    around: LaneRows
    bottom: float


def _set_row(setting: Setting, story: Story, sheet: Sheet, placement: Placement, top: float, width: float) -> Row:
    """Set a row below ``top``: phases, lanes and all that stands in them, and what goes with them [px]."""
    metrics, names = setting.metrics, sheet.names
    phase_h = phase_height(setting.graph, sheet.columns, metrics)
    axis_top = top + phase_h
    lanes_top = axis_top + (story.axis_height or (_UNDER_PHASES if phase_h else 0.0))
    placement = placement.moved_down(lanes_top)
    rects = {name: _box_rect(placement, metrics, name, column) for name, column in sheet.columns.of_step.items()}
    flows = draw_lines(sheet.routes, sheet.loose_ends, sheet.labels, rects, placement)
    steps, evidence = _boxes(setting, sheet, placement, flows)
    phases = set_phases(setting.graph, sheet.columns, placement, metrics, width, top, phase_h) if phase_h else ()
    frame = _frame(setting, sheet, placement, width)
    bottom = placement.height if sheet.rows.lanes else lanes_top
    around = set_lane_rows(story, setting.told or setting.graph, frame, metrics, setting.wording, axis_top, bottom)
    return Row(
        bands=tuple(set_bands(sheet.rows, names, placement, metrics, width)),
        phases=tuple(phases),
        lines=tuple(set_lines(names, placement, metrics, width)),
        steps=steps,
        evidence=evidence,
        flows=flows,
        around=around,
        bottom=around.bottom,
    )


def _frame(setting: Setting, sheet: Sheet, placement: Placement, width: float) -> Frame:
    """Return the columns of a row as the time axis, the curve and the time row see them."""
    metrics, columns = setting.metrics, sheet.columns.columns
    first = next((n for n, column in enumerate(setting.columns.columns) if columns and column is columns[0]), 0)
    cells = []
    for index, column in enumerate(columns):
        left, (start, end) = placement.column_x[index], placement.channel_x[index + 1]
        is_last = index + 1 == len(columns)
        cells.append(
            Cell(
                column.steps,
                first + index,
                left,
                left + metrics.box_width,
                width - metrics.margin if is_last else round((start + end) / 2),
            )
        )
    return Frame(metrics.margin, width - metrics.margin, metrics.margin + sheet.names.gutter, tuple(cells))


def _all(parts: Iterable[Iterable[T]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(parts))


# --- boxes -----------------------------------------------------------------------------------------------------------


def _box_rect(placement: Placement, metrics: Metrics, name: str, column: int) -> Rect:
    return Rect(placement.column_x[column], placement.box_y[name], metrics.box_width, placement.box_height[name])


def _boxes(
    setting: Setting, sheet: Sheet, placement: Placement, flows: Sequence[RoutedFlow]
) -> tuple[tuple[PlacedStep, ...], tuple[PlacedEvidence, ...]]:
    """Set steps and evidence in reading order, with their text and marks."""
    blueprint, metrics = setting.graph.blueprint, setting.metrics
    evidence_lane = sheet.rows.lanes[0].id if sheet.rows.lanes else "evidence"
    taken = taken_edges(flows, metrics)
    steps, evidence = [], []
    for index, column in enumerate(sheet.columns.columns):
        phase = blueprint.phases[column.phase].id
        for name in sorted(column.steps, key=sheet.rows.of_step.__getitem__):
            step, text = blueprint.step_by_id[name], setting.boxes[name]
            rect = _box_rect(placement, metrics, name, index)
            label, footer = set_box_text(rect, text, metrics)
            marks = tuple(place_marks(rect, text.marks, taken[name], metrics))
            kind = blueprint.lane_by_id[step.lane].kind
            steps.append(PlacedStep(name, rect, step.lane, kind, phase, label, footer, marks))
            for piece in step.evidence:
                text = setting.boxes[piece.id]
                rect = _box_rect(placement, metrics, piece.id, index)
                label, _ = set_box_text(rect, text, metrics)
                evidence.append(PlacedEvidence(piece.id, name, rect, evidence_lane, phase, label))
    return tuple(steps), tuple(evidence)
