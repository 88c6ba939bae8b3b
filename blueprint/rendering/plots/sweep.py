"""A sweep: how a figure follows an input, a line for each value of another one, with the bands of their intervals."""

from __future__ import annotations

import math
from dataclasses import replace

from blueprint.layout.geometry import Rect
from blueprint.rendering.plots.data import Line, Measure, Sweep
from blueprint.rendering.plots.frame import (
    End,
    Frame,
    around,
    draw_frame,
    draw_nothing,
    finish,
    names_height,
    names_room,
    write_heading,
    write_names,
    write_note,
)
from blueprint.rendering.plots.inks import Ink, series_inks
from blueprint.rendering.plots.scales import Axis, Fit, Tick, capped, is_known, known, make_axis, usable
from blueprint.rendering.plots.sheet import Shape, Sheet, Text, new_sheet, write_svg
from blueprint.rendering.plots.strokes import across, band_path, dot_path, line_path, upward_path, whisker_path
from blueprint.rendering.plots.words import Words
from blueprint.themes import Theme

HEIGHT = 250.0
_BAND = 0.16
_MOST_KEPT = 5  # lines of which it is said from where on they keep the limit
_MOST_DOTS = 40  # values of a line that are marked one by one
_MOST_COUNTS = 20  # of an input that each have a tick
_PADDING = 18.0  # between the axes and the first and last value [px]


def plot_sweep(data: Sweep, theme: Theme, *, width: float = 720.0) -> str:
    """Return how a figure follows an input, as SVG.

    Parameters
    ----------
    data : Sweep
        The lines, with intervals if there are any.
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
    lines = usable(data.lines)
    has_bands = data.level is not None and any(known(spot.low for spot in line.spots) for line in lines)
    bands = words["interval"].format(words.share(data.level, 1)) if data.level is not None and has_bands else ""
    top = write_heading(
        sheet,
        data.title or f"{data.y.name} · {data.x.name}".strip(" ·"),
        (data.note, bands),
        _findings(words, data, lines),
    )
    if not lines:
        draw_nothing(sheet, top)
        return write_svg(sheet, data.language)
    names = [line.label for line in lines]
    frame = draw_frame(
        sheet,
        top,
        max(HEIGHT, names_height(sheet, names)),
        names_room(sheet, names),
        data.y.name,
        lambda fit: _upright_axis(data, lines, fit, words),
        data.x.name,
        lambda fit: _lower_axis(data, lines, fit, sheet),
    )
    inks = series_inks(sheet.palette, len(lines))
    for line, ink in zip(lines, inks, strict=True):
        sheet.draw([Shape(band_path(line.spots, frame.x, frame.y), fill=ink.color, opacity=_BAND)])
    for line, ink in zip(lines, inks, strict=True):
        _draw_line(sheet, data, frame, line, ink)
    _draw_limit(sheet, data, frame, lines)
    if len(lines) == 1:
        _write_values(sheet, data, frame, lines[0])
    ends = [_end(frame, line, ink) for line, ink in zip(lines, inks, strict=True) if line.label]
    write_names(sheet, frame.rect, ends)
    finish(sheet, frame.bottom)
    return write_svg(sheet, data.language)


def _findings(words: Words, data: Sweep, lines: list[Line]) -> list[str]:
    """Say from which value of the input on the limit is kept."""
    limit = data.limit
    if limit is None or not is_known(limit):
        return []
    kept = [(line, begin) for line in lines if (begin := _kept_from(line, limit)) is not None]
    if not kept:
        return []
    said = ", ".join(f"{line.label} ≥ {words.value(data.x, begin)}".strip() for line, begin in kept[:_MOST_KEPT])
    more = f" + {len(kept) - _MOST_KEPT}" if len(kept) > _MOST_KEPT else ""
    name = f"{data.limit_name or words['standard']} ({words.value(data.y, limit)})"
    return [f"{name} · {data.x.name}: {said}{more}" if data.x.name else f"{name}: {said}{more}"]


def _kept_from(line: Line, limit: float) -> float | None:
    """Return where a line has fallen below a limit for good; None if it begins below it, or never does.

    Examples
    --------
    >>> from blueprint.rendering.plots.data import Spot
    >>> spots = (Spot(2, None), Spot(3, 90.0), Spot(4, 50.0), Spot(5, 20.0))
    >>> [_kept_from(Line("", spots), limit) for limit in (60, 10, 100)]
    [4, None, 3]
    """
    begin, last = None, False
    for spot in line.spots:
        is_kept = spot.y is not None and spot.y <= limit
        if is_kept and not last:
            begin = spot.x
        last = is_kept
    return begin if last and begin is not None and begin > line.spots[0].x else None


def _upright_axis(data: Sweep, lines: list[Line], fit: Fit, words: Words) -> Axis:
    values = known(value for line in lines for spot in line.spots for value in (spot.y, spot.low, spot.high))
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    if data.limit is not None and is_known(data.limit):
        high = max(high, 1.1 * data.limit)
        high = capped(data.limit, high, known(spot.y for line in lines for spot in line.spots))
    return make_axis(data.y.kind, low, high, fit, words, currency=data.y.currency)


def _lower_axis(data: Sweep, lines: list[Line], fit: Fit, sheet: Sheet) -> Axis:
    """Return the axis of the input, with some room on both sides of its values."""
    places = sorted(set(known(spot.x for line in lines for spot in line.spots)))
    low, high = places[0], places[-1]
    padding = (high - low) * _PADDING / max(60.0, fit.room - 2 * _PADDING) if high > low else abs(low) or 1.0
    axis = make_axis(
        data.x.kind, low - padding, high + padding, fit, sheet.words, inside=True, currency=data.x.currency
    )
    return replace(axis, ticks=_whole(axis, data.x, places, fit, sheet.words))


def _whole(axis: Axis, measure: Measure, places: list[float], fit: Fit, words: Words) -> tuple[Tick, ...]:
    """Return the ticks; counts have none between them."""
    is_count = measure.kind == "number" and all(place == round(place) for place in places)
    if not is_count or places[-1] - places[0] > _MOST_COUNTS:
        return axis.ticks
    ticks = [Tick(float(at), words.number(at)) for at in range(round(places[0]), round(places[-1]) + 1)]
    widest = max(fit.extent(tick.label) for tick in ticks) + fit.gap / 2
    step = math.ceil(len(ticks) * widest / fit.room)
    return tuple(ticks[:: max(1, step)])


def _draw_line(sheet: Sheet, data: Sweep, frame: Frame, line: Line, ink: Ink) -> None:
    said = _said(sheet.words, data, line)
    whole = [spot for spot in line.spots if is_known(spot.y) and is_known(spot.x)]
    inner = [spot for spot in whole if (spot.y or 0.0) <= frame.y.high]
    above = [spot for spot in whole if (spot.y or 0.0) > frame.y.high]
    shapes = [Shape(line_path(line.spots, frame.x, frame.y), ink.color, width=2.0, dash=ink.dash)]
    if len(whole) <= _MOST_DOTS:
        dots = "".join(dot_path(frame.x.at(spot.x), frame.y.at(spot.y or 0.0), 3.5) for spot in inner)
        shapes.append(Shape(whisker_path(whole, frame.x, frame.y), ink.color))
        shapes.append(Shape(dots, sheet.palette.canvas, ink.color, 1.5))
    shapes.append(Shape("".join(upward_path(frame.x.at(spot.x), frame.rect.y) for spot in above), fill=ink.color))
    sheet.draw(shapes, said)
    sheet.said.append(f"{said}.")
    for spot in above[:_MOST_DOTS]:
        x, y = frame.x.at(spot.x), frame.rect.y + 4
        places = around(sheet, sheet.words.value(data.y, spot.y), x, y, sheet.strong, ink.color)
        write_note(sheet, places, within=frame.room)


def _write_values(sheet: Sheet, data: Sweep, frame: Frame, line: Line) -> None:
    """Write the values of a single line at its dots, as far as there is room; and where one is unknown."""
    marks = frame.obstacles(line.spots)
    if data.limit is not None and is_known(data.limit):
        marks.append(Rect(frame.rect.x, frame.y.at(data.limit) - 1, frame.rect.w, 2))
    for spot in line.spots:
        if is_known(spot.low) and is_known(spot.high):
            top = frame.y.at(spot.high or 0.0)
            marks.append(Rect(frame.x.at(spot.x) - 4, top, 8, frame.y.at(spot.low or 0.0) - top))
    for spot in line.spots[:_MOST_DOTS]:
        if is_known(spot.y) and (spot.y or 0.0) <= frame.y.high:
            said, x, y = sheet.words.value(data.y, spot.y), frame.x.at(spot.x), frame.y.at(spot.y or 0.0)
            write_note(sheet, around(sheet, said, x, y, sheet.plain, sheet.palette.ink), marks, within=frame.room)
        elif not is_known(spot.y) and is_known(spot.x):
            x, y = frame.x.at(spot.x), frame.rect.bottom - 8
            write_note(sheet, [Text(sheet.words["unknown"], x, y, sheet.small, sheet.palette.muted, "middle", True)])


def _said(words: Words, data: Sweep, line: Line) -> str:
    whole = [spot for spot in line.spots if is_known(spot.y)]
    first, last = whole[0], whole[-1]
    parts = [
        f"{words.value(data.y, spot.y)} ({data.x.name} {words.value(data.x, spot.x)})"
        for spot in dict.fromkeys((first, last))
    ]
    return f"{line.label or data.y.name}: {' – '.join(parts)}"


def _draw_limit(sheet: Sheet, data: Sweep, frame: Frame, lines: list[Line]) -> None:
    """Draw what the figure is to keep below, with its name."""
    if data.limit is None or not is_known(data.limit):
        return
    y, ink = frame.y.at(data.limit), sheet.palette.ink
    said = f"{data.limit_name or sheet.words['standard']}: {sheet.words.value(data.y, data.limit)}"
    sheet.draw([Shape(across(frame.rect.x, frame.rect.right, y), ink, width=1.5, dash="6 3")], said)
    marks = [mark for line in lines for mark in frame.obstacles(line.spots)]
    places = [
        place
        for x in (frame.rect.right - 4, frame.rect.center[0], frame.rect.x + 4)
        for place in around(sheet, said, x, y, sheet.strong, ink, 4.0)
    ]
    write_note(sheet, places, marks, within=frame.room)


def _end(frame: Frame, line: Line, ink: Ink) -> End:
    last = [spot for spot in line.spots if is_known(spot.y) and is_known(spot.x)][-1]
    return End(frame.x.at(last.x), frame.y.at(last.y or 0.0), line.label, ink)
