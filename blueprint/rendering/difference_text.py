"""What changed, as text for people: figures first, then what was added, removed and changed, on about one screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from blueprint.comparison import Difference, Figure
from blueprint.diagnostics import counted, shorten
from blueprint.rendering.difference_figures import currency_of, figure_label, unknowns, write_change, write_sides
from blueprint.rendering.difference_words import (
    Line,
    added_lines,
    changed_lines,
    heading,
    removed_lines,
    summary,
)

WIDTH = 100
"""Cells of a line, where no terminal says otherwise."""

_NAME = 48  # cells of the name of a figure, at most
_MOST_FIGURES, _MOST_LINES = 16, 10  # of figures, and of each other section
_LONGEST = 400  # cells of a detail, where all of them are told
_INDENT = "      "


@dataclass(frozen=True, slots=True)
class Said:
    """A line of text, and what it is about: ``head``, ``figure``, ``added``, ``removed``, ``changed`` or ``note``."""

    text: str
    about: str


def tell_difference(difference: Difference, *, everything: bool = False, width: int = WIDTH) -> Iterator[Said]:
    """Yield what changed, line by line.

    Parameters
    ----------
    difference : Difference
        What changed.
    everything : bool
        All figures, those that are as they were too, and all lines of each section.
    width : int
        Cells that a line takes at most.
    """
    yield Said(_cut(heading(difference), width), "head")
    yield Said(summary(difference), "note")
    yield from _figures(difference, everything, width)
    most = None if everything else _MOST_LINES
    for about, lines in (
        ("added", added_lines(difference)),
        ("removed", removed_lines(difference)),
        ("changed", changed_lines(difference)),
    ):
        yield from _section(about, lines, most, width)


# --- figures ---------------------------------------------------------------------------------------------------------


def _figures(difference: Difference, everything: bool, width: int) -> Iterator[Said]:
    figures = difference.figures if everything else difference.changed_figures
    shown = figures if everything else figures[:_MOST_FIGURES]
    if not shown:
        return
    currency = currency_of(difference)
    rows = [("", "before", "after", "change"), *(_row(difference, figure, currency) for figure in shown)]
    widths = [max(_cells(row[column]) for row in rows) for column in range(4)]
    yield Said("", "note")
    for number, (name, *values) in enumerate(rows):
        cells = (_right(value, room) for value, room in zip(values, widths[1:], strict=True))
        yield Said(f"{_left(name, widths[0])}   {'   '.join(cells)}".rstrip(), "figure" if number else "note")
    if len(shown) < len(figures):
        yield Said(f"… and {counted(len(figures) - len(shown), 'more figure')} (--all)", "note")
    for note in unknowns(difference, shown):
        yield Said(_cut(note, _LONGEST if everything else width), "note")


def _row(difference: Difference, figure: Figure, currency: str | None) -> tuple[str, str, str, str]:
    old, new = write_sides(figure, currency)
    return _cut(figure_label(difference, figure), _NAME), old, new, write_change(figure)


# --- elements --------------------------------------------------------------------------------------------------------


def _section(about: str, lines: Sequence[Line], most: int | None, width: int) -> Iterator[Said]:
    if not lines:
        return
    yield Said("", "note")
    yield Said(about.capitalize(), "head")
    for line in lines[:most]:
        yield from _line(line, about, width, everything=most is None)
    if most is not None and len(lines) > most:
        yield Said(f"  … and {len(lines) - most} more (--all)", "note")


def _line(line: Line, about: str, width: int, *, everything: bool) -> Iterator[Said]:
    """Yield a line about an element; of one that changed, what is different as far as a line goes, or all of it."""
    name = f"  {line.sign} {line.kind} {line.name}"
    if about != "changed":
        where = f" ({', '.join(line.details)})" if line.details else ""
        yield Said(_cut(name + where, width), about)
        return
    details = [*line.details, *(_inner(inner) for inner in line.inner)]
    if everything:
        yield Said(_cut(name, width), about)
        yield from (Said(_cut(_INDENT + detail, _LONGEST), "note") for detail in details)
    else:
        yield Said(_cut(f"{name}: {'; '.join(details)}", width), about)


def _inner(line: Line) -> str:
    sign = f"{line.sign} " if line.sign != "~" else ""
    said = f": {', '.join(line.details)}" if line.details else ""
    return f"{sign}{line.kind} {line.name}{said}"


# --- cells -----------------------------------------------------------------------------------------------------------


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: a Chinese character has two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def _left(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _right(text: str, width: int) -> str:
    return " " * (width - _cells(text)) + text


def _cut(text: str, width: int) -> str:
    """Return a text that keeps to a width, and has nothing in it that a terminal would act on."""
    text = shorten(text, 4 * width)
    if _cells(text) <= width:
        return text
    while _cells(text) > width - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"
