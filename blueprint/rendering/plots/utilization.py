"""How busy everybody is: a bar for each resource, and beside it its day: who is on duty, and who of them is busy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from blueprint.layout.geometry import Rect
from blueprint.rendering.plots.data import Hour, Use, Utilization
from blueprint.rendering.plots.frame import (
    MARGIN,
    draw_nothing,
    draw_ticks,
    finish,
    fit_across,
    write_heading,
)
from blueprint.rendering.plots.scales import Axis, Scale, Tick, is_known, known, make_axis
from blueprint.rendering.plots.sheet import Shape, Sheet, fitted, leading, new_sheet, widest, write_svg
from blueprint.rendering.plots.strokes import across, box_path, segments, step_path, upright
from blueprint.rendering.svg_rows import hatch
from blueprint.themes import Theme

HIGH, FULL = 0.8, 1.0
_MOST_FINDINGS = 2  # resources of which it is said that they have too much to do
"""Shares from which waits grow fast, and above which more is asked for than can be done."""

_BAR, _ROW, _GAP = 16.0, 40.0, 16.0  # heights of a bar and of a row, and the gap between columns [px]
_NARROW = 560.0  # below, names stand above their bars [px]
_MOST, _FAR = 2.0, 10.0  # larger shares are cut, and told in words; and those that are no figures any more


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns of the plot lie: names, bars, values and days; and how wide values may be [px]."""

    names: Rect
    bars: Rect
    values: float
    values_room: float
    days: Rect | None
    stacked: bool


def plot_utilization(data: Utilization, theme: Theme, *, width: float = 720.0) -> str:
    """Return how busy all resources are, as SVG.

    Parameters
    ----------
    data : Utilization
        The resources, in the order in which they are drawn.
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
    top = write_heading(sheet, data.title or sheet.words["utilization"], (data.note,), _findings(sheet, data.resources))
    resources = [replace(use, hours=_usable(use.hours)) for use in data.resources]
    if not resources:
        draw_nothing(sheet, top)
        return write_svg(sheet, data.language)
    columns = _columns(sheet, resources, top)
    scale = Scale(0.0, _highest(resources), columns.bars.x, columns.bars.right)
    day = _day_axis(sheet, [hour for use in resources for hour in use.hours], columns)
    begin = y = _write_heads(sheet, columns, top)
    for use in resources:
        y = _draw_row(sheet, use, columns, scale, day, y)
    if not columns.stacked:
        sheet.draw(_marks(sheet, scale, begin - 4, y))
    draw_ticks(sheet, Rect(columns.bars.x, begin, columns.bars.w, y - begin), scale, _share_ticks(sheet, scale))
    if day is not None and columns.days is not None:
        rect = Rect(columns.days.x, begin, columns.days.w, y - begin)
        draw_ticks(sheet, rect, day.scale(rect.x, rect.right), day.ticks)
    finish(sheet, y + 8 + leading(sheet.small))
    return write_svg(sheet, data.language)


def _findings(sheet: Sheet, resources: Sequence[Use]) -> list[str]:
    """Say who has more to do than can be done; if nobody has, who is busiest."""
    uses = [use for use in resources if is_known(use.utilization)]
    over = [use for use in uses if (use.utilization or 0.0) > FULL]
    if over:
        return [_said(sheet, use) for use in over[:_MOST_FINDINGS]]
    return [_said(sheet, max(uses, key=lambda use: use.utilization or 0.0))] if len(uses) > 1 else []


def _said(sheet: Sheet, use: Use) -> str:
    overload = f", {sheet.words['overload']}" if is_known(use.utilization) and (use.utilization or 0.0) > FULL else ""
    return f"{use.label}: {_value(sheet, use)}{overload}"


def _usable(hours: Sequence[Hour]) -> tuple[Hour, ...]:
    """Return the stretches of a day that can be drawn."""
    return tuple(
        hour
        for hour in hours
        if is_known(hour.start) and is_known(hour.end) and hour.start < hour.end and is_known(hour.on_duty)
    )


def _columns(sheet: Sheet, resources: Sequence[Use], top: float) -> _Columns:
    stacked = sheet.width < _NARROW
    room = sheet.width - 2 * MARGIN
    values = min(0.3 * room, widest((_value(sheet, use) for use in resources), sheet.strong)) + 2
    names = room if stacked else min(0.24 * room, widest((use.label for use in resources), sheet.plain)) + 4
    begin = MARGIN + (6 if stacked else names + _GAP)
    rest = sheet.width - MARGIN - begin - values - 8
    has_days = any(use.hours for use in resources)
    peaks = widest((_shown(sheet, _most(use.hours)) for use in resources if use.hours), sheet.small) + 4
    bars = max(60.0, (rest - _GAP) * (0.5 if has_days else 1.0) - (0 if has_days else 12))
    days = Rect(begin + bars + 8 + values + _GAP, top, max(40.0, rest - bars - _GAP - peaks), 0.0) if has_days else None
    return _Columns(Rect(MARGIN, top, names, 0.0), Rect(begin, top, bars, 0.0), begin + bars + 8, values, days, stacked)


def _highest(resources: Sequence[Use]) -> float:
    """Return the share that the bars end with: the full time, or the largest one."""
    uses = [use for use in resources if is_known(use.utilization)]
    ends = ((use.utilization or 0.0) + (use.half_width or 0.0) for use in uses)
    return max([FULL, *(min(_MOST, end) for end in known(ends))])


def _share_ticks(sheet: Sheet, scale: Scale) -> list[Tick]:
    """Return the shares that matter as ticks, as far as their labels have room."""
    ticks = [Tick(share, sheet.words.share(share)) for share in (0.0, HIGH, FULL)]
    halves = [widest([tick.label], sheet.small) / 2 for tick in ticks]
    room = scale.at(FULL) - scale.at(HIGH)
    return ticks if room > halves[1] + halves[2] + 4 else [ticks[0], ticks[2]]


def _day_axis(sheet: Sheet, hours: Sequence[Hour], columns: _Columns) -> Axis | None:
    if not hours or columns.days is None:
        return None
    begin, end = min(hour.start for hour in hours), max(hour.end for hour in hours)
    fit = replace(fit_across(sheet, columns.days.w), gap=14.0)
    return make_axis("clock", begin, end, fit, sheet.words, inside=True)


def _write_heads(sheet: Sheet, columns: _Columns, top: float) -> float:
    """Write what the columns are; return where the rows begin [px]."""
    words, palette, font = sheet.words, sheet.palette, sheet.small
    y = top + font.size
    sheet.write(words["busy"], columns.bars.x, y, font, palette.muted)
    if columns.days is not None:
        x = columns.days.x
        (duty,) = fitted(words["on_duty"], font, sheet.width - 4 - x - 18, 1)
        busy = words["busy"].lower()
        sheet.draw([Shape(across(x, x + 14, y - 4), palette.ink, width=1.5)])
        sheet.write(duty, x + 18, y, font, palette.muted)
        x += 18 + widest([duty], font) + 12
        if x + 18 + widest([busy], font) < sheet.width - 4:
            sheet.draw([Shape(box_path(Rect(x, y - 9, 14, 9)), fill=palette.service, opacity=0.45)])
            sheet.write(busy, x + 18, y, font, palette.muted)
    return y + 14


def _marks(sheet: Sheet, scale: Scale, top: float, bottom: float) -> list[Shape]:
    """Return the shares that matter as upright lines."""
    palette = sheet.palette
    return [
        Shape(upright(scale.at(0.0), top, bottom), palette.muted),
        Shape(upright(scale.at(HIGH), top, bottom), palette.muted, dash="4 3"),
        Shape(upright(scale.at(FULL), top, bottom), palette.ink, width=1.5),
    ]


def _value(sheet: Sheet, use: Use) -> str:
    words = sheet.words
    if use.utilization is None or not is_known(use.utilization):
        return words["unknown"]
    half = use.half_width
    spread = f" ± {words.share(half, 1)}" if half is not None and 0 <= half <= 1 else ""
    if use.utilization > _FAR:
        return f"> {words.share(_FAR)}"
    return f"{words.share(use.utilization, 0 if use.utilization >= 0.1 else 1)}{spread}"


def _most(hours: Sequence[Hour]) -> float:
    """Return how many are on duty or busy at most."""
    return max(known(value for hour in hours for value in (hour.on_duty, hour.busy)), default=0.0)


def _shown(sheet: Sheet, most: float) -> str:
    return sheet.words.number(most, 1) if most < 1e5 else f"{most:.0e}"


def _draw_row(sheet: Sheet, use: Use, columns: _Columns, scale: Scale, day: Axis | None, top: float) -> float:
    """Draw a resource; return where the next one begins [px]."""
    palette, font = sheet.palette, sheet.plain
    names = fitted(use.label, font, columns.names.w, 2)
    if columns.stacked:
        top = sheet.write_lines(names, MARGIN, top + font.size + 4, font, palette.ink) - font.size + 2
    middle = top + _ROW / 2
    if not columns.stacked:
        first = middle + 0.35 * font.size - (len(names) - 1) * leading(font) / 2
        sheet.write_lines(names, columns.bars.x - _GAP + 4, first, font, palette.ink, "end")
    value, said = _value(sheet, use), _said(sheet, use)
    sheet.draw(_bar(sheet, use, scale, middle), said)
    if columns.stacked:
        sheet.draw(_marks(sheet, scale, middle - _BAR, middle + _BAR))
    if f"{said}." not in sheet.said:
        sheet.said.append(f"{said}.")
    is_over = is_known(use.utilization) and (use.utilization or 0.0) > FULL
    ink = palette.fail if is_over else palette.ink if is_known(use.utilization) else palette.muted
    lines = fitted(value, sheet.strong, columns.values_room, 1)
    sheet.write_lines(lines, columns.values, middle + 0.35 * sheet.strong.size, sheet.strong, ink)
    if use.hours and day is not None and columns.days is not None:
        _draw_day(sheet, use, Rect(columns.days.x, top + 3, columns.days.w, _ROW - 8), day)
    return top + _ROW


def _bar(sheet: Sheet, use: Use, scale: Scale, middle: float) -> list[Shape]:
    """Return a bar: solid up to the share where waits grow fast, striped above it, dense above the full time."""
    palette, share, y = sheet.palette, use.utilization, middle - _BAR / 2
    if share is None or not is_known(share):
        return [
            Shape(box_path(Rect(scale.at(0.0), y, scale.at(HIGH) - scale.at(0.0), _BAR)), palette.muted, dash="3 3")
        ]

    def stretch(low: float, high: float) -> Rect:
        return Rect(scale.at(low), y, max(0.0, scale.at(high) - scale.at(low)), _BAR)

    shapes = [Shape(box_path(stretch(0.0, min(share, HIGH))), palette.service, palette.service)]
    if share > HIGH:
        busy = stretch(HIGH, min(share, FULL))
        shapes += [
            Shape(box_path(busy), palette.wait, palette.canvas),
            Shape(hatch(busy, 5.0), palette.wait, width=1.75),
        ]
    if share > FULL:
        over = stretch(FULL, share)
        lines = hatch(over, 4.0) + hatch(over, 4.0, falling=True)
        shapes += [Shape(box_path(over), palette.fail, palette.canvas), Shape(lines, palette.fail, width=1.25)]
    if is_known(use.half_width) and use.half_width:
        low, high = scale.at(max(0.0, share - use.half_width)), scale.at(share + use.half_width)
        ends = upright(low, middle - 4, middle + 4) + upright(high, middle - 4, middle + 4)
        shapes += [
            Shape(across(low, high, middle), palette.canvas, width=4.0),
            Shape(across(low, high, middle) + ends, palette.ink, width=1.5),
        ]
    return shapes


def _draw_day(sheet: Sheet, use: Use, rect: Rect, day: Axis) -> None:
    """Draw who is on duty as a stair, and who is busy as an area below it."""
    palette, words = sheet.palette, sheet.words
    most = _most(use.hours)
    x, y = day.scale(rect.x, rect.right), Scale(0.0, most or 1.0, rect.bottom, rect.y)
    busy = "".join(_area(hour, x, y) for hour in use.hours if is_known(hour.busy))
    said = f"{use.label}: {words['on_duty'].lower()} {words['most']} {_shown(sheet, most)}"
    sheet.draw(
        [
            Shape(across(rect.x, rect.right, rect.bottom), palette.muted, opacity=0.6),
            Shape(busy, fill=palette.service, opacity=0.45),
            Shape(step_path(use.hours, x, y), palette.ink, width=1.5),
        ],
        said,
    )
    sheet.write(_shown(sheet, most), rect.right + 4, rect.y + 0.7 * sheet.small.size, sheet.small, palette.muted)


def _area(hour: Hour, x: Scale, y: Scale) -> str:
    left, right, top, bottom = x.at(hour.start), x.at(hour.end), y.at(hour.busy or 0.0), y.at(0.0)
    return segments([(left, bottom), (left, top), (right, top), (right, bottom)]) + "Z"
