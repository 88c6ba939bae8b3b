"""Profit against the time that the work takes: how long a customer may take until nothing is earned any more."""

from __future__ import annotations

from itertools import pairwise

from blueprint.layout.geometry import Rect
from blueprint.rendering.plots.data import Line, Profit, Spot
from blueprint.rendering.plots.frame import (
    Frame,
    around,
    draw_frame,
    draw_nothing,
    finish,
    write_below,
    write_heading,
    write_note,
)
from blueprint.rendering.plots.scales import is_known, known, make_axis, usable
from blueprint.rendering.plots.sheet import Shape, Sheet, Text, new_sheet, write_svg
from blueprint.rendering.plots.strokes import band_path, dot_path, line_path, upright
from blueprint.rendering.svg_rows import hatch
from blueprint.themes import Theme

HEIGHT = 250.0
_BAND, _LOSS = 0.16, 0.14


def plot_profit(data: Profit, theme: Theme, *, width: float = 720.0) -> str:
    """Return profit against working time, as SVG.

    Parameters
    ----------
    data : Profit
        Profit at some times, in their order; between them it is drawn straight.
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
    top = write_heading(sheet, data.title or words["profit_title"], (data.note,), _findings(sheet, data))
    spots = [spot for line in usable([Line("", data.spots)]) for spot in line.spots]
    times = known([data.standard_time, data.break_even_time, data.acceptable_time])
    if not spots:
        draw_nothing(sheet, top)
        return write_svg(sheet, data.language)
    values = known(value for spot in spots for value in (spot.y, spot.low, spot.high))
    longest = max([*times, *(spot.x for spot in spots)])
    frame = draw_frame(
        sheet,
        top,
        HEIGHT,
        8.0,
        words["profit"],
        lambda fit: make_axis(
            "money", min(0.0, *values, 0.0), max(0.0, *values, 0.0), fit, words, currency=data.currency
        ),
        words["working_time"],
        lambda fit: make_axis("time", 0.0, longest, fit, words, inside=True),
    )
    _draw_loss(sheet, frame, spots)
    sheet.draw([Shape(band_path(spots, frame.x, frame.y), fill=sheet.palette.service, opacity=_BAND)])
    sheet.draw([Shape(line_path(spots, frame.x, frame.y), sheet.palette.service, width=2.25)], words["profit_title"])
    left_out = _write_marks(sheet, data, frame, spots)
    finish(sheet, write_below(sheet, left_out, frame.bottom))
    return write_svg(sheet, data.language)


def _findings(sheet: Sheet, data: Profit) -> list[str]:
    """Say from when on nothing is earned any more."""
    time = data.break_even_time
    if time is None or not is_known(time) or time < 0 or not data.spots:
        return []
    return [f"{sheet.words['break_even']}: {sheet.words.duration(time)}"]


def profit_at(spots: list[Spot], time: float) -> float | None:
    """Return the profit at a time, straight between the nearest two; None beyond them or where it is unknown.

    Examples
    --------
    >>> profit_at([Spot(0, 4.0), Spot(10, 2.0)], 5), profit_at([Spot(0, 4.0), Spot(10, None)], 5), profit_at([], 5)
    (3.0, None, None)
    """
    for one, other in pairwise(spots):
        if one.x <= time <= other.x and one.y is not None and other.y is not None:
            share = (time - one.x) / (other.x - one.x) if other.x > one.x else 0.0
            return one.y + share * (other.y - one.y)
    return next((spot.y for spot in spots if spot.x == time), None)


def _draw_loss(sheet: Sheet, frame: Frame, spots: list[Spot]) -> None:
    """Stripe what lies below the line of zero: every customer costs more than he pays."""
    zero, rect = frame.y.at(0.0), frame.rect
    if frame.y.low >= 0:
        return
    area = Rect(rect.x, zero, rect.w, rect.bottom - zero)
    sheet.draw([Shape(hatch(area, 9.0), sheet.palette.fail, opacity=_LOSS * 2)], sheet.words["loss"])
    y = rect.bottom - 8
    places = [
        Text(sheet.words["loss"], x, y, sheet.strong, sheet.palette.fail, "start", True)
        for x in (rect.x + 8, rect.x + 0.3 * rect.w, rect.x + 0.6 * rect.w)
    ]
    write_note(sheet, places, frame.obstacles(spots))


def _write_marks(sheet: Sheet, data: Profit, frame: Frame, spots: list[Spot]) -> list[str]:
    """Mark the times that matter, each with its name and what is earned then; return names that have no room."""
    words, palette = sheet.words, sheet.palette
    curve = frame.obstacles(spots)
    named = (
        (data.standard_time, words["planned"], palette.service),
        (data.break_even_time, words["break_even"], palette.fail),
        (data.acceptable_time, words["acceptable"], palette.ink),
    )
    marks = [(time, name, ink) for time, name, ink in named if time is not None and is_known(time)]
    lines, left_out = [], []
    for time, _, ink in marks:
        x, value = frame.x.at(time), profit_at(spots, time)
        is_limit = time == data.acceptable_time
        begin = frame.rect.y if is_limit or value is None else min(frame.y.at(value), frame.y.at(0.0))
        sheet.draw([Shape(upright(x, begin, frame.rect.bottom), ink, dash="6 3" if is_limit else "2 3")])
        lines.append(Rect(x - 1, begin, 2, frame.rect.bottom - begin))
    for time, name, ink in marks:
        x, value = frame.x.at(time), profit_at(spots, time)
        said = f"{name}: {words.duration(time)}"
        if value is not None and time != data.break_even_time:
            said += f" · {words.money(value, data.currency)}"
        y = frame.rect.y + 10 if value is None else frame.y.at(value)
        if value is not None:
            sheet.draw([Shape(dot_path(x, y, 5), palette.canvas, ink, 1.5)], said)
        sheet.said.append(f"{said}.")
        places = around(sheet, said, x, y, sheet.strong, ink, 9.0)
        if write_note(sheet, places, [*curve, *lines], mark=(x, y), within=frame.room) is None:
            left_out.append(said)
    return left_out
