"""The queue over the day: how many customers wait when, a line for each resource, with the band of its interval."""

from __future__ import annotations

from collections.abc import Sequence

from blueprint.rendering.plots.data import Line, QueueOverDay, Spot
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
from blueprint.rendering.plots.scales import is_known, known, make_axis, usable
from blueprint.rendering.plots.sheet import Shape, Sheet, new_sheet, write_svg
from blueprint.rendering.plots.strokes import band_path, dot_path, line_path
from blueprint.themes import Theme

HEIGHT = 250.0
_MOST_AT_PEAKS = 12  # names of lines; more of them stand beside the plot
BAND = 0.16
"""Opacity of bands."""


def plot_queue_over_day(data: QueueOverDay, theme: Theme, *, width: float = 720.0) -> str:
    """Return how many customers wait over the day, as SVG.

    Parameters
    ----------
    data : QueueOverDay
        A line for each resource, with intervals if there are any.
    theme : Theme
        Colors and sizes.
    width : float
        Width of the plot [px].

    Returns
    -------
    str
        One self-contained file.
    """
    lines = tuple(usable(data.lines))
    sheet = None if len(lines) > _MOST_AT_PEAKS else _drawn(data, lines, theme, width, beside=False)
    sheet = sheet or _drawn(data, lines, theme, width, beside=True)
    assert sheet is not None  # names beside the plot always have room
    return write_svg(sheet, data.language)


def _drawn(data: QueueOverDay, lines: tuple[Line, ...], theme: Theme, width: float, *, beside: bool) -> Sheet | None:
    """Return the plot with the names of lines at their peaks, or beside it; None if they do not fit at the peaks."""
    sheet = new_sheet(theme, data.language, width)
    words = sheet.words
    has_bands = data.level is not None and any(known(spot.low for spot in line.spots) for line in lines)
    bands = words["interval"].format(words.share(data.level, 1)) if data.level is not None and has_bands else ""
    top = write_heading(sheet, data.title or words["queue"], (data.note, bands), _finding(sheet, lines))
    if not lines:
        draw_nothing(sheet, top)
        return sheet
    frame = _draw_axes(sheet, lines, top, beside=beside)
    inks = series_inks(sheet.palette, len(lines))
    for line, ink in zip(lines, inks, strict=True):
        sheet.draw([Shape(band_path(line.spots, frame.x, frame.y), fill=ink.color, opacity=BAND)])
    for line, ink in zip(lines, inks, strict=True):
        _draw_line(sheet, frame, line, ink)
    if beside:
        write_names(sheet, frame.rect, [_end(sheet, frame, line, ink) for line, ink in zip(lines, inks, strict=True)])
    elif not _write_peaks(sheet, frame, lines, inks):
        return None
    finish(sheet, frame.bottom)
    return sheet


def _finding(sheet: Sheet, lines: Sequence[Line]) -> list[str]:
    """Say where and when the longest queue is."""
    if not lines:
        return []
    return [_said(sheet, max(lines, key=lambda line: _highest(line).y or 0.0))]


def _said(sheet: Sheet, line: Line) -> str:
    words, highest = sheet.words, _highest(line)
    name = f"{line.label}: " if line.label else ""
    return f"{name}{words['most']} {words.number(highest.y or 0.0, 1)}, {words['at']} {words.clock(highest.x)}"


def _draw_axes(sheet: Sheet, lines: tuple[Line, ...], top: float, *, beside: bool) -> Frame:
    times = known(spot.x for line in lines for spot in line.spots)
    values = known(value for line in lines for spot in line.spots for value in (spot.y, spot.high))
    names = [_name(sheet, line) for line in lines] if beside else []
    return draw_frame(
        sheet,
        top,
        max(HEIGHT, names_height(sheet, names)),
        names_room(sheet, names),
        sheet.words["customers_waiting"],
        lambda fit: make_axis("number", 0.0, max(values), fit, sheet.words),
        "",
        lambda fit: make_axis("clock", min(times), max(times), fit, sheet.words, inside=True),
    )


def _draw_line(sheet: Sheet, frame: Frame, line: Line, ink: Ink) -> None:
    said = _said(sheet, line)
    sheet.draw([Shape(line_path(line.spots, frame.x, frame.y), ink.color, width=2.0, dash=ink.dash)], said)
    if f"{said}." not in sheet.said:
        sheet.said.append(f"{said}.")


def _highest(line: Line) -> Spot:
    return max((spot for spot in line.spots if is_known(spot.y)), key=lambda spot: spot.y or 0.0)


def _name(sheet: Sheet, line: Line) -> str:
    spot, words = _highest(line), sheet.words
    return f"{line.label}: {words.number(spot.y or 0.0, 1)} · {words.clock(spot.x)}"


def _end(sheet: Sheet, frame: Frame, line: Line, ink: Ink) -> End:
    last = [spot for spot in line.spots if is_known(spot.y)][-1]
    return End(frame.x.at(last.x), frame.y.at(last.y or 0.0), _name(sheet, line), ink)


def _write_peaks(sheet: Sheet, frame: Frame, lines: tuple[Line, ...], inks: tuple[Ink, ...]) -> bool:
    """Write the name of each line at its longest queue; tell whether all of them found a place."""
    curves = [mark for line in lines for mark in frame.obstacles(line.spots)]
    for line, ink in zip(lines, inks, strict=True):
        spot = _highest(line)
        x, y = frame.x.at(spot.x), frame.y.at(spot.y or 0.0)
        sheet.draw([Shape(dot_path(x, y, 4), sheet.palette.canvas, ink.color, 1.5)])
        places = around(sheet, _name(sheet, line), x, y, sheet.strong, ink.color)
        if write_note(sheet, places, curves, mark=(x, y), within=frame.room) is None:
            return False
    return True
