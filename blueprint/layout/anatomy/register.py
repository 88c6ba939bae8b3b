"""Registers: the fail points and wait points in small tables under the drawing, with the numbers of their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from blueprint.layout.geometry import Rect
from blueprint.layout.marks import number_points
from blueprint.layout.overlay import PointColumn
from blueprint.layout.result import Mark, Register, RegisterRow, Role, TextBlock
from blueprint.layout.swimlane.measure import Fonts, set_text
from blueprint.layout.text import Font, measure, wrap
from blueprint.layout.wording import Wording, write_duration
from blueprint.model import Blueprint, FailPoint, WaitPoint
from blueprint.themes import Metrics

_WIDEST = {"fail": 920.0, "wait": 620.0}
_APART = 40.0  # between two tables side by side
_BELOW = 20.0  # between two tables one under the other
_PADDING = 12.0  # right of a column
_BELOW_TITLE = 9.0
_ROW_PADDING = 5.0
_NARROWEST_TEXT = 96.0  # of a column of text
_MOST_LINES = 12
_SLACK = 1.08

Kind = Literal["fail", "wait"]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A point of a register, as texts by the names of the columns."""

    number: str
    element: str
    label: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A register before it has a place.

    Parameters
    ----------
    heads : tuple of str
        Names of the columns after that of the marks.
    weights : tuple of float
        How the columns share the width; 0 for one that is as wide as its content.
    """

    kind: Kind
    title: str
    heads: tuple[str, ...]
    weights: tuple[float, ...]
    entries: tuple[_Entry, ...]


def set_registers(
    blueprint: Blueprint,
    metrics: Metrics,
    wording: Wording,
    x1: float,
    x2: float,
    top: float,
    more: Sequence[PointColumn] = (),
) -> Iterator[Register]:
    """Yield the registers that have something to tell, side by side where there is room.

    Parameters
    ----------
    x1, x2, top : float
        Room for the tables [px].
    more : sequence of PointColumn
        What that of fail points says more.
    """
    tables = [table for table in (_fails(blueprint, wording, more), _waits(blueprint, wording)) if table.entries]
    widths = [min(x2 - x1, _WIDEST[table.kind]) for table in tables]
    beside = sum(widths) + _APART * (len(tables) - 1) <= x2 - x1
    x, y = x1, top
    for table, width in zip(tables, widths, strict=True):
        register = _set_table(table, metrics, x, y, width)
        yield register
        if beside:
            x += width + _APART
        else:
            y = register.rect.bottom + _BELOW


# --- what is told ----------------------------------------------------------------------------------------------------


def _fails(blueprint: Blueprint, wording: Wording, more: Sequence[PointColumn] = ()) -> _Table:
    words = wording.page
    numbers = number_points(blueprint)
    entries = [
        _Entry(
            numbers[point.id],
            point.id,
            point.label,
            (point.label, step.label, point.cause or "", point.effect or "", _scores(point), *_texts(point, more)),
        )
        for step in blueprint.steps
        for point in step.fail_points
    ]
    own = (wording.legend["fail"], words["step"], words["cause"], words["effect"], words["rpn"])
    heads = (*own, *(column.head for column in more))
    weights = (1.2, 1.0, 1.2, 1.2, 0.0, *(0.0 for _ in more))
    return _without_empty(_Table("fail", words["fails"], heads, weights, tuple(entries)))


def _texts(point: FailPoint, columns: Sequence[PointColumn]) -> tuple[str, ...]:
    return tuple(column.texts.get(point.id, "") for column in columns)


def _scores(point: FailPoint) -> str:
    """Write severity, occurrence and detection, and their product where all are known."""
    scores = (point.severity, point.occurrence, point.detection)
    if all(score is None for score in scores):
        return ""
    told = " × ".join("?" if score is None else str(score) for score in scores)
    return told if point.rpn is None else f"{told} = {point.rpn}"


def _waits(blueprint: Blueprint, wording: Wording) -> _Table:
    words = wording.page
    numbers = number_points(blueprint)
    entries = [
        _Entry(numbers[point.id], point.id, point.label, (point.label, step.label, *_times(point, wording)))
        for step in blueprint.steps
        for point in step.wait_points
    ]
    heads = (wording.legend["wait"], words["step"], words["usual_wait"], words["acceptable_wait"])
    return _without_empty(_Table("wait", words["waits"], heads, (1.2, 1.0, 0.0, 0.0), tuple(entries)))


def _times(point: WaitPoint, wording: Wording) -> tuple[str, str]:
    usual, most = (
        "?" if time is None else write_duration(time, wording) for time in (point.standard_time, point.acceptable_time)
    )
    return usual, most


def _without_empty(table: _Table) -> _Table:
    """Leave out columns in which nothing is known of any point."""
    kept = [
        column
        for column in range(len(table.heads))
        if any(entry.texts[column] not in ("", "?") for entry in table.entries)
    ]
    return _Table(
        table.kind,
        table.title,
        tuple(table.heads[column] for column in kept),
        tuple(table.weights[column] for column in kept),
        tuple(
            _Entry(entry.number, entry.element, entry.label, tuple(entry.texts[column] for column in kept))
            for entry in table.entries
        ),
    )


# --- where it stands -------------------------------------------------------------------------------------------------


def _set_table(table: _Table, metrics: Metrics, x: float, top: float, width: float) -> Register:
    fonts = Fonts.of(metrics)
    title = wrap(table.title, fonts.lane, width, 1)
    heading = set_text("register", title, x, top, metrics.label_leading, table.title)
    first = x + _marks_width(table) + _PADDING
    columns = _columns(table, fonts, first, x + width)
    y = top + metrics.label_leading + _BELOW_TITLE
    heads: tuple[TextBlock, ...] = ()
    if columns is not None:
        heads = _cells("head", table.heads, columns, fonts.footer, metrics.footer_leading, y)
        y = max(head.rect.bottom for head in heads) + _ROW_PADDING
    else:
        columns = [(first, x + width)]
        table = _in_one_column(table)
    rows = []
    for entry in table.entries:
        cells = _cells("cell", entry.texts, columns, fonts.small, metrics.label_leading - 2, y + _ROW_PADDING + 2)
        bottom = max([y + metrics.mark + 2 * _ROW_PADDING, *(cell.rect.bottom + _ROW_PADDING + 2 for cell in cells)])
        place = Rect(x + 2, y + _ROW_PADDING, _mark_width(entry, metrics), metrics.mark)
        mark = Mark(table.kind, place, entry.number, (entry.element,), entry.label)
        rows.append(RegisterRow(mark, Rect(x, y, width, bottom - y), cells))
        y = bottom
    return Register(table.kind, Rect(x, top, width, y - top), heading, heads, tuple(rows))


def _mark_width(entry: _Entry, metrics: Metrics) -> float:
    return max(metrics.mark, round(measure(entry.number, Font(10, bold=True)) * _SLACK + 9))


def _marks_width(table: _Table) -> float:
    return 4 + max(_mark_width(entry, Metrics()) for entry in table.entries)


def _columns(table: _Table, fonts: Fonts, left: float, right: float) -> list[tuple[float, float]] | None:
    """Return where each column begins and ends; None where there is no room for columns [px]."""
    fixed = [0.0 if weight else _width_of(table, column, fonts) for column, weight in enumerate(table.weights)]
    free = right - left - sum(fixed) - _PADDING * len(fixed)
    share = free / sum(table.weights) if sum(table.weights) else 0.0
    if any(weight and weight * share < _NARROWEST_TEXT for weight in table.weights):
        return None
    columns, x = [], left
    for width, weight in zip(fixed, table.weights, strict=True):
        end = x + (width or weight * share)
        columns.append((x, end))
        x = end + _PADDING
    return columns


def _width_of(table: _Table, column: int, fonts: Fonts) -> float:
    """Return the width of a column of figures: that of its widest text, or of the longest word of its name."""
    texts = [measure(entry.texts[column], fonts.small) for entry in table.entries]
    words = [measure(word, fonts.footer) for word in table.heads[column].split()]
    return _SLACK * max([*texts, *words]) + 2


def _in_one_column(table: _Table) -> _Table:
    """Tell all that is known of a point in one text."""
    entries = [
        _Entry(entry.number, entry.element, entry.label, (_paragraph(table.heads, entry.texts),))
        for entry in table.entries
    ]
    return _Table(table.kind, table.title, (), (1.0,), tuple(entries))


def _paragraph(heads: Sequence[str], texts: Sequence[str]) -> str:
    told = [f"{head}: {text}" for head, text in zip(heads[1:], texts[1:], strict=True) if text not in ("", "?")]
    return "\n".join([texts[0], *told])


def _cells(
    role: Role, texts: Sequence[str], columns: Sequence[tuple[float, float]], font: Font, leading: float, y: float
) -> tuple[TextBlock, ...]:
    return tuple(
        set_text(role, wrap(text, font, end - start, _MOST_LINES), start, y, leading, text)
        for text, (start, end) in zip(texts, columns, strict=True)
    )
