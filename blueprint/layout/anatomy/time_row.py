"""Time row: under the lanes, what each column costs the customer: service, visible wait, dark time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from blueprint.analysis import StretchKind, Timeline
from blueprint.layout.anatomy.frame import Cell, Frame
from blueprint.layout.anatomy.names import set_name
from blueprint.layout.geometry import Rect
from blueprint.layout.result import TimeKind, TimeRow, TimeSegment
from blueprint.layout.swimlane.measure import Fonts, set_text
from blueprint.layout.text import wrap
from blueprint.layout.wording import Wording, write_duration
from blueprint.themes import Metrics

_ABOVE, _BELOW = 12.0, 8.0
_BAR = 14.0
_LEAST, _TICK = 22.0, 3.0  # shortest bar; bar of a time that is known to be nothing
_BETWEEN = 2.0
_LABEL_GAP = 8.0  # between two durations in one line
_KINDS: dict[StretchKind, TimeKind] = {"service": "service", "wait": "visible_wait", "dark": "dark_time"}
UNKNOWN = "?"


@dataclass(slots=True)
class _Part:
    """What one column holds of one kind of time."""

    kind: TimeKind
    seconds: float = 0.0
    steps: list[str] = field(default_factory=list)


def set_time_row(timeline: Timeline, frame: Frame, metrics: Metrics, wording: Wording, top: float) -> TimeRow:
    """Set the time row of one row of lanes.

    Parameters
    ----------
    timeline : Timeline
        The customer's clock over the service.
    frame : Frame
        The columns of the row.
    top : float
        Upper edge of the row [px].
    """
    fonts = Fonts.of(metrics)
    segments: list[TimeSegment] = []
    for cell, parts in zip(frame.cells, _parts(timeline, frame), strict=True):
        segments += _set_cell(cell, parts, metrics, wording, top + _ABOVE)
    lowest = max((part.label.rect.bottom for part in segments), default=top + _ABOVE + _BAR)
    rect = Rect(frame.x1, top, frame.x2 - frame.x1, lowest + _BELOW - top)
    middle, room = top + rect.h / 2, rect.h - 4
    name = set_name("row", wording.rows["time"], fonts.lane, metrics.label_leading, frame, middle, room)
    return TimeRow(rect, name, tuple(segments))


def _parts(timeline: Timeline, frame: Frame) -> list[list[_Part]]:
    """Return what each column holds, of each kind at most one part, in the order of time."""
    place_of = frame.place_of
    found: list[dict[TimeKind, _Part]] = [{} for _ in frame.cells]
    for stretch in timeline.stretches:
        place = place_of.get(stretch.step)
        if place is not None:
            kind: TimeKind = "no_time" if stretch.duration is None else _KINDS[stretch.kind]
            part = found[place].setdefault(kind, _Part(kind))
            part.seconds += stretch.duration or 0.0
            if stretch.step not in part.steps:
                part.steps.append(stretch.step)
    return [list(parts.values()) for parts in found]


def _set_cell(cell: Cell, parts: Sequence[_Part], metrics: Metrics, wording: Wording, top: float) -> list[TimeSegment]:
    """Set the bars of one column side by side, and their durations under them."""
    if len(parts) > 1:
        parts = [part for part in parts if part.kind == "no_time" or part.seconds > 0]
    font, leading = Fonts.of(metrics).footer, metrics.footer_leading
    bars = _bars(cell, parts, top)
    lines: list[float] = []  # where the last duration of each line ends
    segments = []
    for part, bar in zip(parts, bars, strict=True):
        text = UNKNOWN if part.kind == "no_time" else write_duration(part.seconds, wording)
        wrapped = wrap(text, font, cell.right - cell.left, 1)
        if part.kind == "no_time":
            label = set_text("time", wrapped, bar.center[0], top, _BAR, text, middle=True)
        else:
            half = wrapped.width / 2
            middle = min(max(bar.center[0], cell.left + half), cell.right - half)
            line = _free_line(lines, middle - half)
            lines[line] = middle + half
            y = top + _BAR + 4 + line * leading
            label = set_text("time", wrapped, middle, y, leading, text, middle=True)
        segments.append(TimeSegment(part.kind, bar, label, tuple(part.steps)))
    return segments


def _free_line(lines: list[float], left: float) -> int:
    """Return the first line in which a duration can begin at a place, a new one if need be."""
    for number, end in enumerate(lines):
        if left >= end + _LABEL_GAP:
            return number
    lines.append(0.0)
    return len(lines) - 1


def _bars(cell: Cell, parts: Sequence[_Part], top: float) -> Iterable[Rect]:
    """Yield a bar for each part, as long as its share of the column's time, but never so short that nobody sees it."""
    if len(parts) == 1 and parts[0].kind != "no_time" and not parts[0].seconds:
        return [Rect(cell.middle - _TICK / 2, top, _TICK, _BAR)]
    room = cell.right - cell.left - (len(parts) - 1) * _BETWEEN
    total = sum(part.seconds for part in parts)
    free = room - _LEAST * len(parts)
    x = cell.left
    bars = []
    for part in parts:
        share = part.seconds / total if total else 1 / len(parts)
        width = _LEAST + free * share
        bars.append(Rect(round(x, 1), top, round(width, 1), _BAR))
        x += width + _BETWEEN
    return bars
