"""The frame of a plot: heading, axes with grid lines, and names beside the ends of lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from blueprint.layout.geometry import Point, Rect
from blueprint.layout.text import Font, measure
from blueprint.rendering.plots.data import Spot
from blueprint.rendering.plots.inks import Ink
from blueprint.rendering.plots.scales import Axis, Fit, Scale, Tick, is_known
from blueprint.rendering.plots.sheet import SLACK, Anchor, Shape, Sheet, Text, fitted, leading, widest
from blueprint.rendering.plots.strokes import across, box_path, segments, upright

MARGIN = 20.0
_GRID = 0.28  # opacity of grid lines
_LEAST = 60.0  # width of the place of the values [px]


@dataclass(frozen=True, slots=True)
class Frame:
    """The place of the values, how they are found in it, and where all that belongs to it ends [px]."""

    rect: Rect
    x: Scale
    y: Scale
    bottom: float = 0.0

    @property
    def room(self) -> Rect:
        """Where text may stand: the place of the values, and a line above it [px]."""
        return Rect(self.rect.x, self.rect.y - 18, self.rect.w + 12, self.rect.h + 17)

    def obstacles(self, spots: Sequence[Spot]) -> list[Rect]:
        """Return boxes along a line, which text should leave free [px]."""
        places = [
            (self.x.at(spot.x), self.y.at(spot.y or 0.0)) for spot in spots if is_known(spot.y) and is_known(spot.x)
        ]
        boxes = [Rect(x - 2, y - 2, 4, 4) for x, y in places[:: max(1, len(places) // 300)]]
        for (x1, y1), (x2, y2) in pairwise(places if len(places) < 50 else []):
            count = int(max(abs(x2 - x1), abs(y2 - y1)) / 8)
            boxes += [
                Rect(x1 + (x2 - x1) * part / count - 2, y1 + (y2 - y1) * part / count - 2, 4, 4)
                for part in range(1, count)
            ]
        return boxes


def write_heading(sheet: Sheet, title: str, notes: Sequence[str], findings: Sequence[str] = ()) -> float:
    """Write the title, what was found, and the lines below; return where the plot begins [px]."""
    sheet.title = title
    sheet.said = [f"{note.rstrip('.')}." for note in (*findings, *notes) if note]
    metrics, room = sheet.theme.metrics, sheet.width - 2 * MARGIN
    font = Font(metrics.label_size + 3, bold=True)
    y = MARGIN + font.size
    y = sheet.write_lines(fitted(title, font, room, 3), MARGIN, y, font, sheet.palette.ink)
    for finding in filter(None, findings):
        y = sheet.write_lines(fitted(finding, sheet.strong, room, 2), MARGIN, y, sheet.strong, sheet.palette.ink)
    for note in filter(None, notes):
        y = sheet.write_lines(fitted(note, sheet.plain, room, 4), MARGIN, y, sheet.plain, sheet.palette.muted)
    return y - leading(sheet.plain) + 12


def finish(sheet: Sheet, bottom: float) -> None:
    """Give the sheet its height."""
    lowest = max((text.rect.bottom for text in sheet.texts), default=0.0)
    sheet.height = math.ceil(max(bottom + MARGIN, lowest + 6))


# --- axes ------------------------------------------------------------------------------------------------------------


def fit_across(sheet: Sheet, room: float) -> Fit:
    """Return the room of an axis from left to right."""
    return Fit(room, 24.0, lambda label: measure(label, sheet.small) * SLACK)


def fit_upright(sheet: Sheet, room: float) -> Fit:
    """Return the room of an upright axis."""
    return Fit(room, 24.0, lambda label: sheet.small.size)


def titled(name: str, unit: str) -> str:
    """Return the title of an axis.

    Examples
    --------
    >>> titled("Wait", "min"), titled("Share", "")
    ('Wait [min]', 'Share')
    """
    return f"{name} [{unit}]" if unit and name else unit or name


def draw_frame(
    sheet: Sheet,
    top: float,
    height: float,
    right: float,
    y_name: str,
    y_axis: Callable[[Fit], Axis],
    x_name: str,
    x_axis: Callable[[Fit], Axis],
    inset: float = 0.0,
) -> Frame:
    """Draw axes with their titles and grid lines.

    Parameters
    ----------
    top : float
        Where the title of the upright axis may begin [px].
    height : float
        Of the place of the values [px].
    right : float
        Room to the right of it, for names of lines [px].
    y_name, x_name : str
        Titles.
    y_axis, x_axis : callable
        Make an axis that fits.
    inset : float
        Room before the beginning of the lower axis, for what has no place on it [px].

    Returns
    -------
    Frame
        With the lower axis at `rect.bottom`, and its labels and title above `bottom`.
    """
    upright_axis = y_axis(fit_upright(sheet, height))
    wide = widest((tick.label for tick in upright_axis.ticks), sheet.small)
    left = MARGIN + wide + 8
    head = fitted(titled(y_name, upright_axis.unit), sheet.small, sheet.width - 2 * MARGIN, 2)
    below = sheet.write_lines(head, MARGIN, top + sheet.small.size, sheet.small, sheet.palette.muted)
    sheet.width = max(sheet.width, left + _LEAST + right + MARGIN)  # numbers that no service has need more room
    rect = Rect(left, below + 2, sheet.width - right - MARGIN - left, height)
    lower_axis = x_axis(fit_across(sheet, rect.w - inset))
    frame = Frame(rect, lower_axis.scale(rect.x + inset, rect.right), upright_axis.scale(rect.bottom, rect.y))
    _draw_grid(sheet, frame, upright_axis)
    draw_ticks(sheet, rect, frame.x, lower_axis.ticks)
    below = rect.bottom + 8 + leading(sheet.small)
    if name := titled(x_name, lower_axis.unit):
        below += leading(sheet.small)
        lines = fitted(name, sheet.small, rect.w, 1)
        sheet.write_lines(lines, rect.right, below, sheet.small, sheet.palette.muted, "end")
    return replace(frame, bottom=below + 2)


def _draw_grid(sheet: Sheet, frame: Frame, axis: Axis) -> None:
    palette, rect = sheet.palette, frame.rect
    places = {tick.value: frame.y.at(tick.value) for tick in axis.ticks}
    lines = "".join(across(rect.x, rect.right, at) for value, at in places.items() if value)
    base = places.get(0.0, rect.bottom)
    zero = Shape(across(rect.x, rect.right, base), palette.muted)
    sheet.draw([Shape(lines, stroke=palette.muted, opacity=_GRID), zero])
    for tick in axis.ticks:
        y = places[tick.value] + sheet.small.size * 0.35
        sheet.write(tick.label, rect.x - 8, y, sheet.small, palette.muted, "end")


def draw_ticks(sheet: Sheet, rect: Rect, scale: Scale, ticks: Sequence[Tick]) -> None:
    """Draw the ticks of the lower axis with their labels, which keep within the sheet."""
    strokes = "".join(upright(scale.at(tick.value), rect.bottom, rect.bottom + 4) for tick in ticks)
    sheet.draw([Shape(strokes, stroke=sheet.palette.muted)])
    for tick in ticks:
        half = widest([tick.label], sheet.small) / 2
        x = min(max(scale.at(tick.value), half + 2), sheet.width - half - 2)
        sheet.write(tick.label, x, rect.bottom + 6 + sheet.small.size, sheet.small, sheet.palette.muted, "middle")


# --- names at the ends of lines --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class End:
    """The end of a line, and the name that is to stand beside it."""

    x: float
    y: float
    name: str
    ink: Ink


_NAMES_WIDTH = 0.28  # of the sheet, at most, for names of lines
_LEADER, _SAMPLE = 12.0, 22.0


def names_room(sheet: Sheet, names: Sequence[str]) -> float:
    """Return the room that names need to the right of a plot [px]."""
    if not any(names):
        return 0.0
    most = sheet.width * _NAMES_WIDTH
    lines = [line for name in names for line in fitted(name, sheet.strong, most, 2)]
    return widest(lines, sheet.strong) + _LEADER + _SAMPLE + 6


def names_height(sheet: Sheet, names: Sequence[str]) -> float:
    """Return the height that names take, one below the other [px]."""
    return sum(len(lines) * leading(sheet.strong) + 4 for lines in _name_lines(sheet, names))


def _name_lines(sheet: Sheet, names: Sequence[str]) -> list[tuple[str, ...]]:
    return [fitted(name, sheet.strong, sheet.width * _NAMES_WIDTH, 2) for name in names]


def write_names(sheet: Sheet, rect: Rect, ends: Sequence[End], *, leaders: bool = True) -> None:
    """Write names beside the ends of lines, each after a piece of its line and moved as little as needed."""
    if not ends:
        return
    order = sorted(range(len(ends)), key=lambda at: (ends[at].y, at))
    lines = _name_lines(sheet, [ends[at].name for at in order])
    heights = [len(part) * leading(sheet.strong) + 4 for part in lines]
    wanted = [ends[at].y for at in order]
    bottom = max(rect.bottom + 4, rect.y - 4 + sum(heights))
    middles = _apart(wanted, heights, rect.y - 4, bottom)
    for at, part, height, middle in zip(order, lines, heights, middles, strict=True):
        end = ends[at]
        x = rect.right + _LEADER
        leader = segments([(end.x + 3, end.y), (max(end.x, rect.right) + 3, end.y), (x, middle)]) if leaders else ""
        piece = Shape(across(x, x + _SAMPLE, middle), end.ink.color, width=2.0, dash=end.ink.dash)
        sheet.draw([Shape(leader, end.ink.color, opacity=0.5), piece])
        first = middle - height / 2 + 2 + sheet.strong.size * 0.85
        sheet.write_lines(part, x + _SAMPLE + 6, first, sheet.strong, end.ink.color)


def _apart(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return middles of boxes in their order that do not overlap, as near to the wanted ones as can be.

    Boxes that touch are moved as one block to the mean of what they want (pool adjacent violators).
    """
    blocks: list[tuple[float, float, list[int]]] = []  # wanted top, height, boxes
    for index, (middle, height) in enumerate(zip(wanted, heights, strict=True)):
        block = (min(max(middle - height / 2, top), bottom - height), height, [index])
        while blocks and blocks[-1][0] + blocks[-1][1] > block[0]:
            before = blocks.pop()
            size = before[1] + block[1]
            tops = (before[0] * len(before[2]) + (block[0] - before[1]) * len(block[2])) / len(before[2] + block[2])
            block = (min(max(tops, top), bottom - size), size, before[2] + block[2])
        blocks.append(block)
    found = [0.0] * len(wanted)
    for start, _, boxes in blocks:
        for index in boxes:
            found[index] = start + heights[index] / 2
            start += heights[index]
    return found


# --- notes beside marks ----------------------------------------------------------------------------------------------


def around(sheet: Sheet, text: str, x: float, y: float, font: Font, ink: str, gap: float = 7.0) -> list[Text]:
    """Return a text at places beside a mark, the best ones first: above it, then below, then further away."""
    size, level = font.size, y + 0.35 * font.size
    places: list[tuple[float, float, Anchor]] = []
    for away in (gap, gap + 1.5 * size, gap + 3.2 * size, gap + 4.9 * size):
        for base in (y - away, y + away + 0.8 * size):
            places += [(x + gap, base, "start"), (x - gap, base, "end")]
        places += [(x, y - away - 4, "middle"), (x, y + away + 4 + 0.8 * size, "middle")]
        if away == gap:
            places += [(x + gap + 4, level, "start"), (x - gap - 4, level, "end")]
    return [Text(text, at, base, font, ink, anchor, True) for at, base, anchor in places]


def write_note(
    sheet: Sheet,
    places: Sequence[Text],
    avoid: Sequence[Rect] = (),
    *,
    marks: Sequence[Rect] = (),
    mark: Point | None = None,
    within: Rect | None = None,
) -> Text | None:
    """Write a text at a place where it touches no other one, near the first one and on as few lines as can be.

    Parameters
    ----------
    places : sequence of Text
        The same words at places that are tried in turn.
    avoid : sequence of Rect
        Lines that should be left free.
    marks : sequence of Rect
        Marks that must be left free.
    mark : point, optional
        What the text belongs to: where it stands far from it, a line leads there.
    within : Rect, optional
        Where it must lie.

    Returns
    -------
    Text or None
        None if it fits nowhere.
    """
    free = [
        (rank, text)
        for rank, text in enumerate(places)
        if (within is None or _holds(within, text.rect)) and sheet.is_free(text, marks)
    ]
    if not free:
        return None
    _, best = min(free, key=lambda item: item[0] / 3 + sum(item[1].rect.overlaps(line, 0.0) for line in avoid))
    sheet.texts.append(best)
    if mark is not None:
        _lead(sheet, best, mark)
    return best


def _holds(room: Rect, rect: Rect) -> bool:
    return room.x <= rect.x and rect.right <= room.right and room.y <= rect.y and rect.bottom <= room.bottom


def write_below(sheet: Sheet, names: Sequence[str], y: float) -> float:
    """Write what found no place in a plot below it, as far as that helps; return where it ends [px]."""
    room = sheet.width - 2 * MARGIN
    more = (f"+ {len(names) - _MOST_BELOW}",) if len(names) > _MOST_BELOW else ()
    for name in (*names[:_MOST_BELOW], *more):
        y += leading(sheet.small)
        sheet.write_lines(fitted(name, sheet.small, room, 1), MARGIN, y, sheet.small, sheet.palette.muted)
    return y + (4 if names else 0)


_MOST_BELOW = 12
_FAR = 18.0  # from a mark, where a text needs a line that leads to it [px]


def _lead(sheet: Sheet, text: Text, mark: Point) -> None:
    """Draw a line from a text to its mark, if it stands far from it."""
    rect, (x, y) = text.rect, mark
    near = (min(max(x, rect.x), rect.right), rect.bottom if rect.bottom < y else rect.y)
    if math.dist(near, mark) > _FAR:
        share = 6.0 / math.dist(near, mark)
        begin = (x + (near[0] - x) * share, y + (near[1] - y) * share)
        sheet.draw([Shape(segments([begin, near]), text.ink, opacity=0.5)])


Sample = Callable[[float, float], Sequence[Shape]]
"""Draws a mark around a place [px]."""

_KEY = 17.0  # room of a sample and the gap behind it [px]


def write_keys(sheet: Sheet, keys: Sequence[tuple[str, Sample]], top: float) -> float:
    """Write what marks mean, each behind a sample; return where that ends [px]."""
    font, right = sheet.plain, sheet.width - MARGIN
    x, y = MARGIN, top + font.size
    for name, sample in keys:
        (line,) = fitted(name, font, right - MARGIN - _KEY, 1)
        room = _KEY + widest([line], font)
        if x > MARGIN and x + room > right:
            x, y = MARGIN, y + leading(font) + 2
        sheet.draw(sample(x + 5.5, y - 0.35 * font.size))
        sheet.write(line, x + _KEY, y, font, sheet.palette.ink)
        x += room + 22
    return y + 16 if keys else top


def draw_nothing(sheet: Sheet, top: float) -> None:
    """Say that there is nothing to show yet."""
    said = sheet.words["nothing"]
    rect = Rect(MARGIN, top, sheet.width - 2 * MARGIN, 80.0)
    sheet.draw([Shape(box_path(rect), stroke=sheet.palette.muted, dash="3 3")])
    middle = rect.center
    sheet.write(said, middle[0], middle[1] + 4, sheet.plain, sheet.palette.muted, "middle")
    sheet.said.append(f"{said}.")
    finish(sheet, rect.bottom)
