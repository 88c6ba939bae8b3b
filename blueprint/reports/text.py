"""Text: a report for terminals, one screen first, all tables on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from blueprint.reports.content import Point, Report, Section, Table, Tone
from blueprint.reports.grid import table_lines
from blueprint.reports.lines import Line, cells, set_lines
from blueprint.reports.saying import Run, capitalized, runs, safe_name

Paint = Callable[[str, Tone], str]
"""Puts color on a text by its tone."""

WIDTH = 80
_MARGIN = 13
_MOST_POINTS = 3


def no_paint(text: str, tone: Tone) -> str:
    """Return a text as it is."""
    return text


def write_text(report: Report, *, details: bool = False, width: int = WIDTH, paint: Paint = no_paint) -> str:
    """Write a report for a terminal.

    Parameters
    ----------
    report : Report
        What is told.
    details : bool
        All tables too.
    width : int
        Cells of a line.
    paint : callable
        Puts color on texts by tone; by default there is none.

    Returns
    -------
    str
        Lines with one final line break.
    """
    lines = [*_head(report, width), *_summary(report, width)]
    if details:
        lines += chain.from_iterable(_details(section, width) for section in report.sections)
    return "".join(f"{_painted(line, paint)}\n" for line in lines)


def _painted(line: Line, paint: Paint) -> str:
    return "".join(paint(run.text, run.tone) if run.tone != "plain" else run.text for run in line).rstrip()


def _head(report: Report, width: int) -> Iterator[Line]:
    yield from set_lines([Run(safe_name(report.title), "strong")], width)
    yield from set_lines((Run(run.text, "quiet") for run in runs(report.about)), width)


# --- the first screen ------------------------------------------------------------------------------------------------


def _summary(report: Report, width: int) -> Iterator[Line]:
    told = [section for section in report.sections if section.answer]
    if told:
        yield ()
    for section in told:
        yield from _verdict(section, width)
    yield from _points("What to do first", report.points, width)
    room = _MOST_POINTS - len(report.points)
    if room > 0:
        yield from _points("What to ask first", report.questions[:room], width)


def _verdict(section: Section, width: int) -> Iterator[Line]:
    """Yield what a section comes to, its heading in the margin."""
    head: Run | None = Run(f"{section.heading:<{_MARGIN}}", "strong")
    for phrase in section.answer:
        for line in set_lines(runs(capitalized(phrase)), width - _MARGIN):
            yield (head or Run(" " * _MARGIN), *line)
            head = None


def _points(title: str, points: tuple[Point, ...], width: int) -> Iterator[Line]:
    if not points:
        return
    yield ()
    yield (Run(title, "strong"),)
    for number, point in enumerate(points[:_MOST_POINTS], 1):
        head = f" {number}. "
        for line in set_lines(runs(capitalized(point.message)), width - len(head)):
            yield (Run(head), *line)
            head = " " * len(head)
        for line in set_lines((Run(run.text, "good", run.is_whole) for run in runs(point.effect)), width - len(head)):
            if point.effect:
                yield (Run(head), *line)


# --- all tables ------------------------------------------------------------------------------------------------------


def _details(section: Section, width: int) -> Iterator[Line]:
    if not section.tables:
        return
    yield ()
    yield ()
    yield (Run(section.heading, "strong"),)
    yield (Run("=" * cells(section.heading), "strong"),)
    for table in section.tables:
        yield ()
        yield from _table(table, width)


def _table(table: Table, width: int) -> Iterator[Line]:
    yield (Run(table.title, "strong"),)
    yield from table_lines(table, width)
    if table.note:
        yield from set_lines((Run(run.text, "quiet") for run in runs(table.note)), width)
