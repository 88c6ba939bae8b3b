"""One figure of several scenarios, one below the other: a dot with its interval for each, beside its limit."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.layout.geometry import Rect
from blueprint.rendering.plots.data import Outcome, Scenarios
from blueprint.rendering.plots.frame import (
    MARGIN,
    around,
    draw_nothing,
    draw_ticks,
    finish,
    fit_across,
    titled,
    write_heading,
    write_note,
)
from blueprint.rendering.plots.scales import Axis, Scale, is_known, known, make_axis
from blueprint.rendering.plots.sheet import Shape, Sheet, Text, fitted, leading, new_sheet, widest, write_svg
from blueprint.rendering.plots.strokes import across, dot_path, upright
from blueprint.themes import Theme

_ROW, _GAP = 34.0, 14.0  # height of a row, and the gap between columns [px]
_NARROW = 560.0  # below, names stand above their rows [px]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of the plot lie: names, dots and values."""

    names: float
    dots: Rect
    values: float
    stacked: bool


def plot_scenarios(data: Scenarios, theme: Theme, *, width: float = 720.0) -> str:
    """Return a figure of several scenarios, as SVG.

    Parameters
    ----------
    data : Scenarios
        The outcomes; the first one is the base.
    theme : Theme
        Colors and sizes.
    width : float
        Width of the plot [px].

    Returns
    -------
    str
        One self-contained file.
    """
    sheet = new_sheet(theme, data.language, width)
    words = sheet.words
    has_ends = data.level is not None and any(is_known(outcome.low) for outcome in data.outcomes)
    ends = words["whisker"].format(words.share(data.level, 1)) if data.level is not None and has_ends else ""
    top = write_heading(sheet, data.title or data.measure.name or words["plot"], (data.note, ends))
    if not data.outcomes:
        draw_nothing(sheet, top)
        return write_svg(sheet, data.language)
    columns = _columns(sheet, data, top)
    axis = _axis(sheet, data, columns.dots.w)
    scale = axis.scale(columns.dots.x, columns.dots.right)
    name = titled(data.measure.name if data.title else "", axis.unit)
    begin = top + leading(sheet.small) + 10
    if name:
        lines = fitted(name, sheet.small, sheet.width - MARGIN - columns.dots.x, 1)
        sheet.write_lines(lines, columns.dots.x, top + sheet.small.size, sheet.small, sheet.palette.muted)
    bottom = begin + sum(_height(sheet, columns, outcome) for outcome in data.outcomes)
    _draw_marks(sheet, data, columns, scale, axis, begin, bottom)
    y = begin
    for outcome in data.outcomes:
        y = _draw_row(sheet, data, outcome, columns, scale, y)
    draw_ticks(sheet, Rect(columns.dots.x, begin, columns.dots.w, bottom - begin), scale, axis.ticks)
    finish(sheet, bottom + 8 + leading(sheet.small))
    return write_svg(sheet, data.language)


def _columns(sheet: Sheet, data: Scenarios, top: float) -> _Columns:
    stacked = sheet.width < _NARROW
    room = sheet.width - 2 * MARGIN
    values = widest((_value(sheet, data, one) for one in data.outcomes), sheet.strong)
    values = max(values, widest((_change(sheet, data, one) for one in data.outcomes), sheet.small))
    labels = widest((one.label for one in data.outcomes), sheet.plain) + 4
    names = room if stacked else min(0.34 * room, labels)
    begin = MARGIN + (6 if stacked else names + _GAP)
    dots = max(60.0, sheet.width - MARGIN - begin - min(0.4 * room, values) - _GAP - 4)
    return _Columns(names, Rect(begin, top, dots, 0.0), begin + dots + _GAP, stacked)


def _value(sheet: Sheet, data: Scenarios, outcome: Outcome) -> str:
    """Return the value with its interval, where both ends are equally far."""
    value, low, high = outcome.value, outcome.low, outcome.high
    if value is None or low is None or high is None or not (is_known(low) and is_known(high)):
        return sheet.words.value(data.measure, value)
    half = (high - low) / 2
    is_even = half > 0 and abs(high + low - 2 * value) < 1e-6 * half
    return sheet.words.spread(data.measure, value, half if is_even else None)


def _change(sheet: Sheet, data: Scenarios, outcome: Outcome) -> str:
    known = outcome.change if is_known(outcome.change) and is_known(outcome.value) else None
    return sheet.words.change(data.measure, known, outcome.half_width if is_known(outcome.half_width) else None)


def _axis(sheet: Sheet, data: Scenarios, room: float) -> Axis:
    values = known(value for one in data.outcomes for value in (one.value, one.low, one.high))
    values += known([data.limit])
    low, high = min([0.0, *values]), max([0.0, *values])
    kind, currency = data.measure.kind, data.measure.currency
    return make_axis(kind, low, high, fit_across(sheet, room), sheet.words, currency=currency)


def _names(sheet: Sheet, columns: _Columns, outcome: Outcome) -> tuple[str, ...]:
    return fitted(outcome.label, sheet.plain, columns.names, 2)


def _height(sheet: Sheet, columns: _Columns, outcome: Outcome) -> float:
    lines = len(_names(sheet, columns, outcome))
    return (_ROW - 8 + lines * leading(sheet.plain)) if columns.stacked else _ROW + (lines - 1) * 8


def _draw_marks(
    sheet: Sheet, data: Scenarios, columns: _Columns, scale: Scale, axis: Axis, top: float, bottom: float
) -> None:
    """Draw grid lines, the value of the base, and the limit with its name."""
    palette, words = sheet.palette, sheet.words
    grid = "".join(upright(scale.at(tick.value), top, bottom) for tick in axis.ticks)
    sheet.draw([Shape(grid, palette.muted, opacity=0.28), Shape(upright(scale.at(0.0), top, bottom), palette.muted)])
    base = data.outcomes[0].value
    if base is not None and is_known(base) and len(data.outcomes) > 1:
        sheet.draw([Shape(upright(scale.at(base), top, bottom), palette.service, dash="2 3")])
    if data.limit is None or not is_known(data.limit):
        return
    x, said = scale.at(data.limit), f"{data.limit_name or words['standard']}: {words.value(data.measure, data.limit)}"
    sheet.draw([Shape(upright(x, top - 4, bottom), palette.ink, width=1.5, dash="6 3")], said)
    sheet.said.append(f"{said}.")
    over = [place for place in around(sheet, said, x, top, sheet.strong, palette.ink, 6.0) if place.y < top]
    places = [Text(said, x + 4, top - 7, sheet.strong, palette.ink, "middle"), *over]
    write_note(sheet, places, within=Rect(0.0, 0.0, sheet.width, top))


def _draw_row(sheet: Sheet, data: Scenarios, outcome: Outcome, columns: _Columns, scale: Scale, top: float) -> float:
    """Draw a scenario; return where the next one begins [px]."""
    palette, font = sheet.palette, sheet.plain
    names, height = _names(sheet, columns, outcome), _height(sheet, columns, outcome)
    value, change = _value(sheet, data, outcome), _change(sheet, data, outcome)
    if columns.stacked:
        sheet.write_lines(names, MARGIN, top + font.size, font, palette.ink)
        middle = top + height - (_ROW - 8) / 2
    else:
        middle = top + height / 2
        first = middle + 0.35 * font.size - (len(names) - 1) * leading(font) / 2
        sheet.write_lines(names, columns.dots.x - _GAP, first, font, palette.ink, "end")
    said = f"{outcome.label}: {value}" + (f" ({change})" if change else "")
    sheet.draw(_dot(sheet, data, outcome, scale, middle), said)
    sheet.said.append(f"{said}.")
    room = sheet.width - columns.values - 4
    lines = fitted(value, sheet.strong, room, 1)
    ink = palette.ink if is_known(outcome.value) else palette.muted
    first = middle + 0.35 * sheet.strong.size - (0.5 * leading(sheet.small) if change else 0.0)
    sheet.write_lines(lines, columns.values, first, sheet.strong, ink)
    if change:
        below = fitted(change, sheet.small, room, 1)
        sheet.write_lines(below, columns.values, first + leading(sheet.small), sheet.small, palette.muted)
    return top + height


def _dot(sheet: Sheet, data: Scenarios, outcome: Outcome, scale: Scale, y: float) -> list[Shape]:
    """Return a dot with its interval; the base is hollow."""
    palette = sheet.palette
    if outcome.value is None or not is_known(outcome.value):
        return [Shape(across(scale.start, scale.end, y), palette.muted, dash="2 5")]
    shapes = []
    if outcome.low is not None and outcome.high is not None and is_known(outcome.low) and is_known(outcome.high):
        low, high = scale.at(outcome.low), scale.at(outcome.high)
        ends = upright(low, y - 4, y + 4) + upright(high, y - 4, y + 4)
        shapes.append(Shape(across(low, high, y) + ends, palette.service, width=2.0))
    is_base = outcome is data.outcomes[0] and len(data.outcomes) > 1
    fill = palette.canvas if is_base else palette.service
    shapes.append(Shape(dot_path(scale.at(outcome.value), y, 5), palette.service, fill, 2.0))
    return shapes
