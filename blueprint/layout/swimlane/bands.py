"""Bands: lanes, phases and the lines between zones, each with its name.

Names are wrapped before placement, because the gutter must be wide enough for them and each lane high enough: its own
name stands in the middle of the lane, the names of the lines under it stand above its lower border.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from blueprint.graph import ServiceGraph
from blueprint.graph.service_graph import LINES
from blueprint.layout.geometry import Rect
from blueprint.layout.result import Band, Line, PhaseBand
from blueprint.layout.swimlane.columns import Columns
from blueprint.layout.swimlane.measure import Fonts, set_text
from blueprint.layout.swimlane.placement import Placement
from blueprint.layout.swimlane.rows import Rows
from blueprint.layout.text import Font, Wrapped, measure, wrap
from blueprint.layout.wording import Wording, lane_name
from blueprint.themes import Metrics

_INDENT = 14.0  # from the margin to a name
_LINE_HEIGHT = 14.0  # of the name of a line
_NAME_STEP = 15.0  # distance of names one above the other
_LINE_STEP = 5.0  # distance of lines that coincide
_OVER_LINE, _ON_LINE = 17.0, 8.0  # top of a name above its line; that of the line of visibility stands on it
_PHASE_LEADING = 18.0
_LONGEST_NAME = 4  # lines
_SLACK = 1.08  # other fonts are wider
_MOST_EXTRA = 40.0  # how much wider than usual the gutter grows for a long word [px]


@dataclass(frozen=True, slots=True)
class LineName:
    """The name of a line: where the line runs and where its name begins, seen from the border of two lanes [px]."""

    kind: str
    text: str
    wrapped: Wrapped
    line: float
    top: float


@dataclass(frozen=True, slots=True)
class Names:
    """The names of lanes and lines, and the room that they need.

    Parameters
    ----------
    lanes : tuple of (str, Wrapped)
        Name of each drawn lane, whole and in lines.
    lines : dict
        Names of the lines under a lane, by its index, from top to bottom.
    gutter : float
        Room left of the first column [px].
    least_heights : tuple of float
        What each lane needs for names [px].
    """

    lanes: tuple[tuple[str, Wrapped], ...]
    lines: dict[int, tuple[LineName, ...]]
    gutter: float
    least_heights: tuple[float, ...]


def make_names(rows: Rows, metrics: Metrics, wording: Wording, least_gutter: float = 0.0) -> Names:
    """Wrap the names of all lanes and lines that are drawn.

    Parameters
    ----------
    rows : Rows
        The lanes that are drawn.
    metrics : Metrics
        Sizes [px].
    wording : Wording
        Words of the language.
    least_gutter : float
        Room that the names have at least, so that those of several sheets stand alike [px].

    Returns
    -------
    Names
    """
    lines = {lane: _stack(kinds, metrics, wording) for lane, kinds in _borders(rows).items()}
    font = Fonts.of(metrics).lane
    texts = [lane_name(lane, wording) for lane in rows.lanes]
    gutter = max(least_gutter, metrics.gutter, _gutter_for_lines(lines), _gutter_for_lanes(texts, font, metrics))
    lanes = tuple((text, wrap(text, font, gutter - 2 * _INDENT, _LONGEST_NAME)) for text in texts)
    heights = tuple(
        _head_room(lines, index) + len(wrapped.lines) * metrics.label_leading + _foot_room(lines, index)
        for index, (_, wrapped) in enumerate(lanes)
    )
    return Names(lanes, lines, gutter, heights)


def _gutter_for_lines(lines: dict[int, tuple[LineName, ...]]) -> float:
    widest = max((name.wrapped.width for names in lines.values() for name in names), default=0.0)
    return round(_INDENT + 1.06 * widest) - 10  # half of the first channel is free of lines


def _gutter_for_lanes(texts: Iterable[str], font: Font, metrics: Metrics) -> float:
    """Return the room in which no word of a name has to be broken, as far as that is not too much."""
    widest = max((measure(word, font) for text in texts for word in text.split()), default=0.0)
    return min(math.ceil(widest * _SLACK) + 2 * _INDENT, metrics.gutter + _MOST_EXTRA)


def _borders(rows: Rows) -> dict[int, list[str]]:
    """Return the kinds of lines that have a lane on both of their sides, by the lane above them."""
    ranks = [lane.rank for lane in rows.lanes]
    found: dict[int, list[str]] = defaultdict(list)
    for position, (kind, _, _) in enumerate(LINES):
        above = [index for index, rank in enumerate(ranks) if 0 < rank <= position + 1]
        if above and ranks[-1] > position + 1:
            found[above[-1]].append(kind)
    if rows.order_penetration is not None and rows.order_penetration + 1 < len(rows.lanes):
        found[rows.order_penetration].append("order_penetration")
    return found


def _stack(kinds: list[str], metrics: Metrics, wording: Wording) -> tuple[LineName, ...]:
    """Set lines that coincide side by side, with their names above; those after the line of visibility stand below."""
    lines = [(number - (len(kinds) - 1) / 2) * _LINE_STEP for number in range(len(kinds))]
    strong = kinds.index("visibility") if "visibility" in kinds else len(kinds)
    tops: dict[int, float] = {}
    lowest = lines[0] - _OVER_LINE  # no line may run through a name
    if strong < len(kinds):
        tops[strong] = lines[strong] - _ON_LINE
        lowest = min(lowest, tops[strong] - _NAME_STEP)
        highest = max(lines[-1] + 3, tops[strong] + _NAME_STEP)
        tops |= {number: highest + place * _NAME_STEP for place, number in enumerate(range(strong + 1, len(kinds)))}
    tops |= {number: lowest - place * _NAME_STEP for place, number in enumerate(reversed(range(strong)))}
    found = []
    for number, kind in enumerate(kinds):
        text = wording.lines[kind]
        wrapped = wrap(text, Font(metrics.footer_size, bold=number == strong), 400, 1)
        found.append(LineName(kind, text, wrapped, lines[number], tops[number]))
    return tuple(found)


def _head_room(lines: dict[int, tuple[LineName, ...]], lane: int) -> float:
    """Return what the names on and under a lane's upper border need of the lane [px]."""
    above = lines.get(lane - 1, ())
    return max([6.0, *(name.top + _LINE_HEIGHT + 4 for name in above)])


def _foot_room(lines: dict[int, tuple[LineName, ...]], lane: int) -> float:
    """Return what the names over a lane's lower border need of the lane [px]."""
    return max([6.0, *(4 - name.top for name in lines.get(lane, ()))])


# --- after placement -------------------------------------------------------------------------------------------------


def set_bands(rows: Rows, names: Names, placement: Placement, metrics: Metrics, width: float) -> Iterator[Band]:
    """Yield the lanes as bands from edge to edge, the name in the middle or above the names of lines."""
    for index, lane in enumerate(rows.lanes):
        (text, wrapped), (top, bottom) = names.lanes[index], placement.lane_y[index]
        height = len(wrapped.lines) * metrics.label_leading
        lowest = bottom - _foot_room(names.lines, index) - height
        y = max(top + _head_room(names.lines, index), min(lowest, (top + bottom - height) / 2))
        rect = Rect(metrics.margin, top, width - 2 * metrics.margin, bottom - top)
        label = set_text("lane", wrapped, metrics.margin + _INDENT, y, metrics.label_leading, text)
        yield Band(lane.id, lane.kind, rect, label)


def set_lines(names: Names, placement: Placement, metrics: Metrics, width: float) -> Iterator[Line]:
    """Yield the lines between zones."""
    for lane, found in names.lines.items():
        border = placement.lane_y[lane][1]
        for name in found:
            x, y = metrics.margin + _INDENT, border + name.top
            label = set_text("line", name.wrapped, x, y, _LINE_HEIGHT, name.text)
            yield Line(name.kind, border + name.line, metrics.margin, width - metrics.margin, label)


def phase_height(graph: ServiceGraph, columns: Columns, metrics: Metrics) -> float:
    """Return the height of the band of phases; 0 where no phase has a name [px]."""
    font = Fonts.of(metrics).phase
    phases = graph.blueprint.phases
    if not any(phase.label for phase in phases):
        return 0.0
    most = max(
        len(wrap(phases[index].label, font, _phase_room(metrics, len(found)), 2).lines)
        for index, found in _columns_of_phases(columns).items()
    )
    return metrics.phase_height + _PHASE_LEADING * (most - 1)


def set_phases(
    graph: ServiceGraph,
    columns: Columns,
    placement: Placement,
    metrics: Metrics,
    width: float,
    top: float,
    height: float,
) -> Iterator[PhaseBand]:
    """Yield the phases over their columns; they meet in the middle of the channels between them."""
    font = Fonts.of(metrics).phase
    for index, found in _columns_of_phases(columns).items():
        phase = graph.blueprint.phases[index]
        left = _middle(placement.channel_x[found[0]]) if found[0] else placement.channel_x[0][0]
        is_last = found[-1] + 1 == len(placement.column_x)
        right = width - metrics.margin if is_last else _middle(placement.channel_x[found[-1] + 1])
        wrapped = wrap(phase.label, font, _phase_room(metrics, len(found)), 2)
        y = top + (height - _PHASE_LEADING * len(wrapped.lines)) / 2
        label = set_text("phase", wrapped, left + 22, y, _PHASE_LEADING, phase.label)
        yield PhaseBand(phase.id, Rect(left, top, right - left, height), label)


def _columns_of_phases(columns: Columns) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for index, column in enumerate(columns.columns):
        found[column.phase].append(index)
    return found


def _phase_room(metrics: Metrics, columns: int) -> float:
    return columns * (metrics.box_width + metrics.column_gap) - 44


def _middle(span: tuple[float, float]) -> float:
    return round((span[0] + span[1]) / 2)
