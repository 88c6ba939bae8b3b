"""Cost against wait: all ways to staff a service, those joined that no other one beats, and the proposed one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from blueprint.layout.geometry import Rect
from blueprint.rendering.plots.data import Frontier, Option, Spot
from blueprint.rendering.plots.frame import (
    Frame,
    around,
    draw_frame,
    draw_nothing,
    finish,
    write_below,
    write_heading,
    write_keys,
    write_note,
)
from blueprint.rendering.plots.scales import Axis, Fit, capped, is_known, known, make_axis
from blueprint.rendering.plots.sheet import Shape, Sheet, new_sheet, write_svg
from blueprint.rendering.plots.strokes import across, dot_path, line_path, segments, upward_path
from blueprint.themes import Palette, Theme

HEIGHT = 270.0
_MOST_SAID = 12  # options that the description tells
_PADDING = 0.06  # of the range of costs, on both sides


def plot_frontier(data: Frontier, theme: Theme, *, width: float = 720.0) -> str:
    """Return what shorter waits cost, as SVG.

    Parameters
    ----------
    data : Frontier
        The options; those without a known wait are told in words.
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
    top = write_heading(
        sheet, data.title or sheet.words["frontier"], (data.note, _unknown(sheet, data)), _findings(sheet, data)
    )
    options = [option for option in data.options if _is_whole(option)]
    if not options:
        draw_nothing(sheet, top)
        return write_svg(sheet, data.language)
    words = sheet.words
    frame = draw_frame(
        sheet,
        write_keys(sheet, _keys(sheet, options), top + 2) if len({item.keeps for item in options}) > 1 else top,
        HEIGHT,
        8.0,
        words["wait"],
        lambda fit: _waits_axis(data, options, fit, sheet),
        data.cost.name or words["cost"],
        lambda fit: _cost_axis(data, options, fit, sheet),
    )
    best = frontier_of(options)
    _draw_limit(sheet, data, frame)
    _draw_frontier(sheet, frame, best)
    for option in options:
        _draw_option(sheet, data, frame, option)
    told = [option for option in best if not option.chosen]
    sheet.said += [f"{_said(sheet, data, option)}." for option in told[:_MOST_SAID]]
    left_out = _write_names(sheet, data, frame, options, best)
    finish(sheet, write_below(sheet, [_said(sheet, data, option) for option in left_out], frame.bottom))
    return write_svg(sheet, data.language)


def frontier_of(options: Sequence[Option]) -> list[Option]:
    """Return the options that no other one beats: none is both as cheap and as short, and better in one of them.

    Examples
    --------
    >>> options = [Option("a", 10, 60), Option("b", 12, 90), Option("c", 14, 20), Option("d", 14, 30)]
    >>> [option.label for option in frontier_of(options)]
    ['a', 'c']
    """
    found: list[Option] = []
    for option in sorted(options, key=lambda item: (item.cost, item.wait or 0.0)):
        if not found or (option.wait or 0.0) < (found[-1].wait or 0.0):
            found.append(option)
    return found


def _findings(sheet: Sheet, data: Frontier) -> list[str]:
    """Say what is proposed."""
    chosen = (option for option in data.options if option.chosen and _is_whole(option))
    return [_said(sheet, data, option) for option in chosen][:1]


def _is_whole(option: Option) -> bool:
    return is_known(option.cost) and is_known(option.wait)


def _unknown(sheet: Sheet, data: Frontier) -> str:
    """Tell the options that the plot cannot show."""
    names = [option.label for option in data.options if not _is_whole(option)]
    if not names:
        return ""
    more = f" + {len(names) - 5}" if len(names) > 5 else ""
    return f"{sheet.words['wait']} {sheet.words['unknown']}: {', '.join(names[:5])}{more}"


def _waits_axis(data: Frontier, options: Sequence[Option], fit: Fit, sheet: Sheet) -> Axis:
    waits = known(option.wait for option in options)
    high = max(waits)
    if data.limit is not None and is_known(data.limit):
        high = capped(data.limit, max(high, 1.2 * data.limit), waits)
    return make_axis("time", 0.0, high, fit, sheet.words)


def _cost_axis(data: Frontier, options: Sequence[Option], fit: Fit, sheet: Sheet) -> Axis:
    costs = known(option.cost for option in options)
    low, high = min(costs), max(costs)
    pad = (high - low) * _PADDING or 0.1 * abs(high) or 1.0
    kind, currency = data.cost.kind, data.cost.currency
    return make_axis(kind, low - pad, high + pad, fit, sheet.words, inside=True, currency=currency)


def _draw_limit(sheet: Sheet, data: Frontier, frame: Frame) -> None:
    if data.limit is None or not is_known(data.limit):
        return
    words, y, ink = sheet.words, frame.y.at(data.limit), sheet.palette.ink
    said = f"{words['standard']}: {words.duration(data.limit)}"
    sheet.draw([Shape(across(frame.rect.x, frame.rect.right, y), ink, width=1.5, dash="6 3")], said)
    left, right = frame.rect.x, frame.rect.right
    places = [place for x in (right - 4, left + 4) for place in around(sheet, said, x, y, sheet.strong, ink, 4.0)]
    write_note(
        sheet, places, within=frame.room, marks=[mark for option in data.options for mark in _marks(frame, option)]
    )


def _draw_frontier(sheet: Sheet, frame: Frame, best: Sequence[Option]) -> None:
    """Join the options that no other one beats: for the money between two of them there is the cheaper one."""
    sheet.draw([Shape(line_path(_stair(best), frame.x, frame.y), sheet.palette.muted, width=1.5)])


def _stair(best: Sequence[Option]) -> list[Spot]:
    spots: list[Spot] = []
    for option in best:
        spots += [Spot(option.cost, spots[-1].y)] if spots else []
        spots.append(Spot(option.cost, option.wait))
    return spots


# --- options ---------------------------------------------------------------------------------------------------------


def _marked(palette: Palette, option: Option, x: float, y: float) -> list[Shape]:
    """Return the mark of an option: full if it keeps every standard, crossed out if not, hollow where unknown."""
    ring = [Shape(dot_path(x, y, 10), palette.ink, width=2.0)] if option.chosen else []
    if option.keeps is False:
        cross = segments([(x - 4, y - 4), (x + 4, y + 4)]) + segments([(x - 4, y + 4), (x + 4, y - 4)])
        return [*ring, Shape(cross, palette.canvas, width=5.0), Shape(cross, palette.wait, width=2.25)]
    fill = palette.service if option.keeps else palette.canvas
    return [*ring, Shape(dot_path(x, y, 5), palette.service, fill, 2.0)]


def _keys(sheet: Sheet, options: Sequence[Option]) -> list[tuple[str, Callable[[float, float], list[Shape]]]]:
    words, palette = sheet.words, sheet.palette
    names = {True: words["keeps"], False: words["misses"], None: words["unknown"]}
    samples = [(name, Option("", 0.0, 0.0, keeps)) for keeps, name in names.items()]
    kinds = {option.keeps for option in options}

    def sample(option: Option) -> Callable[[float, float], list[Shape]]:
        return lambda x, y: _marked(palette, option, x, y)

    return [(name, sample(option)) for name, option in samples if option.keeps in kinds]


def _place(frame: Frame, option: Option) -> tuple[float, float]:
    return frame.x.at(option.cost), frame.y.at(option.wait or 0.0)


def _marks(frame: Frame, option: Option) -> list[Rect]:
    if not _is_whole(option):
        return []
    x, y = _place(frame, option)
    size = 11.0 if option.chosen else 6.0
    return [Rect(x - size, y - size, 2 * size, 2 * size)]


def _said(sheet: Sheet, data: Frontier, option: Option) -> str:
    words = sheet.words
    cost = words.money(option.cost, data.cost.currency) if data.cost.kind == "money" else words.number(option.cost, 2)
    parts = [option.label, cost, words.duration(option.wait or 0.0)]
    parts += [words["misses"]] if option.keeps is False else []
    parts += [words["chosen"]] if option.chosen else []
    return ", ".join(filter(None, parts))


def _draw_option(sheet: Sheet, data: Frontier, frame: Frame, option: Option) -> None:
    x, y = _place(frame, option)
    said = _said(sheet, data, option)
    if (option.wait or 0.0) > frame.y.high:
        sheet.draw([Shape(upward_path(x, frame.rect.y), fill=sheet.palette.wait)], said)
    else:
        sheet.draw(_marked(sheet.palette, option, x, y), said)


def _write_names(
    sheet: Sheet, data: Frontier, frame: Frame, options: Sequence[Option], best: Sequence[Option]
) -> list[Option]:
    """Write names beside the options, the proposed one first; return those that have no room."""
    marks = [mark for option in options for mark in _marks(frame, option)]
    lines = frame.obstacles(_stair(best))
    if data.limit is not None and is_known(data.limit):
        lines.append(Rect(frame.rect.x, frame.y.at(data.limit) - 1, frame.rect.w, 2))
    left_out = []
    for option in sorted(options, key=lambda option: (not option.chosen, option not in best)):
        if option.label and not _write_name(sheet, frame, option, lines, marks, strong=option in best):
            left_out.append(option)
    return left_out


def _write_name(
    sheet: Sheet, frame: Frame, option: Option, lines: Sequence[Rect], marks: Sequence[Rect], *, strong: bool
) -> bool:
    """Write the name of an option; tell whether it has room."""
    (x, y), words = _place(frame, option), sheet.words
    is_above = (option.wait or 0.0) > frame.y.high
    said = f"{option.label}: {words['chosen']}" if option.chosen else option.label
    if is_above and not option.chosen:
        said = f"{option.label}: {words.duration(option.wait or 0.0)}"
    ink = sheet.palette.ink if option.chosen or strong else sheet.palette.muted
    font = sheet.strong if option.chosen else sheet.plain
    places = around(sheet, said, x, y + (4 if is_above else 0), font, ink, 11.0 if option.chosen else 7.0)
    return write_note(sheet, places, lines, marks=marks, mark=(x, y), within=frame.room) is not None
