"""How long customers wait: a histogram of one sample, curves of several, with the standard and who is within it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from blueprint.layout.geometry import Rect
from blueprint.rendering.plots.data import Sample, Waits
from blueprint.rendering.plots.frame import (
    MARGIN,
    End,
    Frame,
    around,
    draw_frame,
    draw_nothing,
    finish,
    names_height,
    names_room,
    write_heading,
    write_keys,
    write_names,
    write_note,
)
from blueprint.rendering.plots.inks import series_inks
from blueprint.rendering.plots.scales import is_known, make_axis
from blueprint.rendering.plots.sheet import (
    Anchor,
    Shape,
    Sheet,
    Text,
    leading,
    new_sheet,
    write_svg,
)
from blueprint.rendering.plots.strokes import across, box_path, segments, thinned, upright
from blueprint.rendering.plots.words import Words
from blueprint.rendering.svg_rows import hatch
from blueprint.themes import Palette, Theme

HEIGHT = 240.0
_BARS, _MOST_BARS = 22, 80  # about so many, and not more
_WIDTHS = tuple(
    float(size)
    for size in (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200, 10800, 21600, 43200, 86400)
)
_TAIL, _CURVES_TAIL = 0.995, 0.98  # of the customers are shown; the others are told in words
_SMALLEST, _LARGEST = 1e-9, 1e15  # standards that mean something [s]; a shorter one is none at all
_STRIP = 18.0  # height of the strip of all customers [px]


@dataclass(frozen=True, slots=True)
class Bar:
    """Share of the customers whose wait lies between two times [s], the later one included."""

    start: float
    end: float
    share: float


def plot_waits(data: Waits, theme: Theme, *, width: float = 720.0) -> str:
    """Return how long customers wait, as SVG.

    Parameters
    ----------
    data : Waits
        One sample is drawn as a histogram, several as curves of the share that is served by then.
    theme : Theme
        Colors and sizes.
    width : float
        Width of the plot [px].

    Returns
    -------
    str
        One self-contained file.
    """
    sheet, data = new_sheet(theme, data.language, width), _usable(data)
    samples = [sample for sample in data.samples if sample.steps]
    told = [_verdict(sheet.words, data, sample, named=len(data.samples) > 1) for sample in samples]
    top = write_heading(sheet, data.title or sheet.words["waits"], (data.note,), told[:4])
    sheet.said += [f"{verdict}." for verdict in told[4:]]
    if not samples:
        draw_nothing(sheet, top)
    elif len(samples) == 1:
        _draw_histogram(sheet, data, samples[0], top)
    else:
        _draw_curves(sheet, data, samples, top)
    return write_svg(sheet, data.language)


def _usable(data: Waits) -> Waits:
    """Return the waits without a standard, shares and an interval that no plot can show."""
    standard = _found(data.standard, _LARGEST)
    return replace(
        data,
        standard=0.0 if standard is not None and standard < _SMALLEST else standard,
        share_required=_found(data.share_required, 1.0),
        share_met=_found(data.share_met, 1.0),
        half_width=_found(data.half_width, 1.0),
    )


def _found(value: float | None, most: float) -> float | None:
    return value if value is not None and 0 <= value <= most else None


def _verdict(words: Words, data: Waits, sample: Sample, *, named: bool) -> str:
    """Say who waits how long, and whether that was promised."""
    middle = sample.quantile(0.5)
    parts = [f"{words['median']} {words.duration(middle)}"] if middle is not None else []
    share = _share_met(data, sample, first=not named)
    if data.standard is not None and share is not None:
        spread = f" ± {words.share(data.half_width, 1)}" if data.half_width is not None and not named else ""
        kept = f"{words.share(share, 1)}{spread} {words['kept'].format(words.duration(data.standard))}"
        wanted = f" ({words['promised']}: {words.share(data.share_required, 1)})" if data.share_required else ""
        parts.insert(0, kept + wanted)
    return f"{sample.label}: {'; '.join(parts)}" if named else "; ".join(parts)


def _share_met(data: Waits, sample: Sample, *, first: bool) -> float | None:
    if data.standard is None:
        return None
    return data.share_met if first and data.share_met is not None else sample.share_within(data.standard)


def _longest(data: Waits, samples: Sequence[Sample]) -> float:
    """Return where the axis of waits ends [s]: nearly all customers are before it, and the standard as well."""
    tail = _TAIL if len(samples) == 1 else _CURVES_TAIL
    ends = [sample.quantile(tail) or 0.0 for sample in samples]
    return max([*ends, 1.2 * (data.standard or 0.0)])


# --- histogram -------------------------------------------------------------------------------------------------------


def make_bars(sample: Sample, longest: float, standard: float | None) -> list[Bar]:
    """Return bars from zero up; the standard lies between two of them.

    They are equally wide, but for the first one where the standard is very short.

    Customers who do not wait at all are left out.

    Examples
    --------
    >>> bars = make_bars(Sample.of("", [0, 10, 20, 30, 45]), 48, 30)
    >>> bars[0].end, bars[-1].end, [bar.end for bar in bars if bar.share > 0]
    (2.0, 48.0, [10.0, 20.0, 30.0, 46.0])
    """
    edges = _edges(_bar_width(longest, standard), longest, standard or 0.0)
    shares = [_at_most(sample, edge) for edge in edges]
    return [Bar(edges[at], edges[at + 1], max(0.0, shares[at + 1] - shares[at])) for at in range(len(edges) - 1)]


def _edges(size: float, longest: float, standard: float) -> list[float]:
    """Return where bars begin and end: the standard is one of these places."""
    before = math.floor(standard / size + 1e-9)
    after = max(1 if not standard else 0, math.ceil((longest - standard) / size - 1e-9))
    edges = [standard + number * size for number in range(-before, after + 1)]
    if edges[0] <= 1e-9 * size:
        return [0.0, *edges[1:]]
    return [0.0, *edges]


def _at_most(sample: Sample, time: float) -> float:
    return sample.share_within(time * (1 + 1e-12)) or 0.0


def _bar_width(longest: float, standard: float | None) -> float:
    """Return a round width that gives about as many bars as a plot has room for."""
    ideal = longest / _BARS if longest > _SMALLEST else 1.0
    if standard:
        fitting = [size for size in _WIDTHS if _divides(size, standard) and ideal / 1.8 <= size <= 1.8 * ideal]
        if fitting:
            return min(fitting, key=lambda size: abs(math.log(size / ideal)))
        if ideal < standard:
            return standard / round(standard / ideal)
        return standard if longest <= _MOST_BARS * standard else ideal
    return min((*_WIDTHS, ideal), key=lambda size: abs(math.log(size / ideal)) if size != ideal else 0.9)


def _divides(size: float, standard: float) -> bool:
    return abs(standard / size - round(standard / size)) < 1e-9


def _draw_histogram(sheet: Sheet, data: Waits, sample: Sample, top: float) -> None:
    words, palette = sheet.words, sheet.palette
    bars = make_bars(sample, _longest(data, [sample]), data.standard)
    below = _draw_strip(sheet, _parts(sheet, data, sample), top)
    frame = draw_frame(
        sheet,
        below,
        HEIGHT,
        0.0,
        words["customers"],
        lambda fit: make_axis("share", 0.0, max(bar.share for bar in bars), fit, words),
        words["wait"],
        lambda fit: make_axis("time", 0.0, bars[-1].end, fit, words, inside=True),
    )
    within = [bar for bar in bars if data.standard is None or bar.end <= data.standard * (1 + 1e-9)]
    for group, is_late in ((within, False), (bars[len(within) :], True)):
        boxes = [box for bar in group if (box := _box(frame, bar)).h > 0]
        sheet.draw(_filled(palette, boxes, is_late=is_late), _said(words, sample, group))
    _draw_standard(sheet, data, frame)
    finish(sheet, _write_tail(sheet, sample, bars[-1].end, frame))


def _box(frame: Frame, bar: Bar) -> Rect:
    left, right, top = frame.x.at(bar.start), frame.x.at(bar.end), frame.y.at(bar.share)
    return Rect(left + 0.75, top, max(0.5, right - left - 1.5), frame.y.at(0.0) - top)


def _filled(palette: Palette, boxes: Sequence[Rect], *, is_late: bool, opacity: float = 1.0) -> list[Shape]:
    """Return boxes: solid within the standard, striped beyond it."""
    outlines = "".join(map(box_path, boxes))
    if not is_late:
        edge = palette.service if opacity < 1 else ""  # what is pale has an edge that can be seen
        return [Shape(outlines, edge, palette.service, opacity=opacity)]
    inner = [Rect(box.x + 0.5, box.y + 0.5, max(0.0, box.w - 1), max(0.0, box.h - 1)) for box in boxes]
    stripes = "".join(hatch(box, 5.0) for box in inner)
    edges = "".join(map(box_path, inner))
    return [Shape(edges, palette.wait, palette.canvas), Shape(stripes, palette.wait, width=1.5)]


def _said(words: Words, sample: Sample, bars: Sequence[Bar]) -> str:
    if not bars:
        return ""
    share = _at_most(sample, bars[-1].end) - _at_most(sample, bars[0].start)
    return f"{words.duration(bars[0].start)}–{words.duration(bars[-1].end)}: {words.share(share, 1)}"


def _write_tail(sheet: Sheet, sample: Sample, end: float, frame: Frame) -> float:
    """Say below the plot who waits longer than it shows; return where that ends [px]."""
    share, longest = 1.0 - _at_most(sample, end), sample.steps[-1][0]
    if share <= 1e-12 or not is_known(longest):
        return frame.bottom
    words, font, ink = sheet.words, sheet.small, sheet.palette.muted
    least = "< 0.1%" if share < 0.0005 else words.share(share, 1)
    said = f"> {words.duration(end)}: {least}, {words['most']} {words.duration(longest)}"
    sheet.said.append(f"{said}.")
    beside = Text(said, frame.rect.x, frame.bottom - 2, font, ink)
    below = Text(said, MARGIN, frame.bottom + leading(font), font, ink)
    written = write_note(sheet, [beside, below])
    return max(frame.bottom, 0.0 if written is None else written.y + 2)


# --- who waits at all ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A part of all customers: those who do not wait, wait within the standard, or longer."""

    name: str
    share: float
    opacity: float
    is_late: bool

    def filled(self, palette: Palette, box: Rect) -> list[Shape]:
        """Return a box in the fill of the part."""
        return _filled(palette, [box], is_late=self.is_late, opacity=self.opacity)

    def key(self, palette: Palette) -> Callable[[float, float], list[Shape]]:
        """Return what draws a sample of it."""
        return lambda x, y: self.filled(palette, Rect(x - 5.5, y - 5.5, 11.0, 11.0))


def _parts(sheet: Sheet, data: Waits, sample: Sample) -> list[Part]:
    words, served = sheet.words, _at_most(sample, 0.0)
    share = _share_met(data, sample, first=True)
    parts = [Part(words["no_wait"], served, 0.45, False)]
    if data.standard is None or share is None:
        parts.append(Part(words["wait"], 1 - served, 1.0, False))
    else:
        limit = words.duration(data.standard)
        parts.append(Part(words["kept"].format(limit), max(0.0, share - served), 1.0, False))
        parts.append(Part(f"> {limit}", 1 - share, 1.0, True))
    return [part for part in parts if part.share > 0]


def _draw_strip(sheet: Sheet, parts: Sequence[Part], top: float) -> float:
    """Draw the parts of all customers as one strip, with its key below it; return where that ends [px]."""
    if len(parts) < 2:
        return top
    at, room, keys = 0.0, sheet.width - 2 * MARGIN, []
    for part in parts:
        box = Rect(MARGIN + at * room + 0.75, top + 4, max(0.5, part.share * room - 1.5), _STRIP)
        said = f"{part.name}: {sheet.words.share(part.share, 1)}"
        sheet.draw(part.filled(sheet.palette, box), said)
        sheet.said.append(f"{said}.")
        keys.append((said, part.key(sheet.palette)))
        at += part.share
    return write_keys(sheet, keys, top + _STRIP + 14)


def _draw_standard(sheet: Sheet, data: Waits, frame: Frame) -> None:
    """Draw the standard as an upright line with its name."""
    if data.standard is None:
        return
    words, palette, x = sheet.words, sheet.palette, frame.x.at(data.standard)
    said = f"{words['standard']}: {words.duration(data.standard)}"
    sheet.draw([Shape(upright(x, frame.rect.y - 6, frame.rect.bottom), palette.ink, width=1.5, dash="6 3")], said)
    sides: tuple[tuple[float, Anchor], ...] = ((x, "middle"), (x + 4, "start"), (x - 4, "end"))
    places = [Text(said, at, frame.rect.y - 10, sheet.strong, palette.ink, side) for at, side in sides]
    write_note(sheet, [*places, *around(sheet, said, x, frame.rect.y + 8, sheet.strong, palette.ink)])


# --- curves ----------------------------------------------------------------------------------------------------------


def _draw_curves(sheet: Sheet, data: Waits, samples: Sequence[Sample], top: float) -> None:
    words = sheet.words
    longest = _longest(data, samples)
    names = [sample.label for sample in samples]
    frame = draw_frame(
        sheet,
        top,
        max(HEIGHT, names_height(sheet, names)),
        names_room(sheet, names),
        words["customers"],
        lambda fit: make_axis("share", 0.0, 1.0, fit, words),
        words["wait"],
        lambda fit: make_axis("time", 0.0, longest, fit, words, inside=True),
    )
    if data.share_required is not None:
        y = frame.y.at(data.share_required)
        sheet.draw([Shape(across(frame.rect.x, frame.rect.right, y), sheet.palette.ink, dash="6 3")])
        promised = f"{words['promised']}: {words.share(data.share_required, 1)}"
        places = [
            Text(promised, frame.rect.right - 4, y + side, sheet.small, sheet.palette.ink, "end", True)
            for side in (14.0, -5.0)
        ]
        write_note(sheet, places)
    _draw_standard(sheet, data, frame)
    ends = []
    for sample, ink in zip(samples, series_inks(sheet.palette, len(samples)), strict=True):
        curve = segments(thinned(_stair(frame, sample)))
        sheet.draw([Shape(curve, ink.color, width=2.0, dash=ink.dash)], _verdict(words, data, sample, named=True))
        ends.append(End(frame.rect.right, frame.y.at(sample.share_within(longest) or 0.0), sample.label, ink))
    write_names(sheet, frame.rect, ends, leaders=False)
    finish(sheet, frame.bottom)


def _stair(frame: Frame, sample: Sample) -> list[tuple[float, float]]:
    """Return the curve of a sample as a stair from zero up."""
    places = [(frame.x.at(0.0), frame.y.at(0.0))]
    for wait, share in sample.steps:
        if wait > frame.x.high:
            break
        x = frame.x.at(wait)
        places += [(x, places[-1][1]), (x, frame.y.at(share))]
    return [*places, (frame.rect.right, places[-1][1])]
