"""HTML: a report as a page of its own, with the drawing on top."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from blueprint.layout.drawing import Drawing
from blueprint.rendering.report_page import draw_report_page
from blueprint.reports.content import Name, Part, Phrase, Point, Report, Section, Table, Unknown, Words
from blueprint.reports.saying import LONGEST_QUOTED, capitalized, safe_name, write_figure
from blueprint.themes import Theme

_MOST_POINTS = 3
_WHOLE = 16  # letters of a name that lines of a cell do not break


def write_html(report: Report, drawing: Drawing) -> str:
    """Write a report as one page that works without a network.

    Parameters
    ----------
    report : Report
        What is told.
    drawing : Drawing
        Blueprint, layout and theme.

    Returns
    -------
    str
        A whole document with one final line break.
    """
    return draw_report_page(drawing, _view(report, drawing.theme))


def _view(report: Report, theme: Theme) -> dict[str, Any]:
    asked = report.questions[: _MOST_POINTS - len(report.points)] if len(report.points) < _MOST_POINTS else ()
    lists = (("What to do first", report.points[:_MOST_POINTS]), ("What to ask first", asked))
    return {
        "title": safe_name(report.title),
        "language": report.language,
        "about": _phrase(report.about),
        "verdicts": [_section(section, theme) for section in report.sections if section.answer],
        "lists": [{"title": title, "points": [_point(item) for item in points]} for title, points in lists if points],
        "sections": [_section(section, theme) for section in report.sections if section.tables],
    }


def _section(section: Section, theme: Theme) -> dict[str, Any]:
    return {
        "name": section.name,
        "heading": section.heading,
        "answer": [_phrase(capitalized(phrase)) for phrase in section.answer],
        "plots": [draw(theme).strip() for draw in section.pictures],
        "tables": [_table(table, f"{section.name}-{number}") for number, table in enumerate(section.tables, 1)],
    }


def _table(table: Table, name: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": table.title,
        "columns": [{"head": column.head, "figure": column.is_figure} for column in table.columns],
        "rows": [[_phrase(cell) for cell in row] for row in table.rows],
        "note": _phrase(table.note),
    }


def _point(point: Point) -> dict[str, Any]:
    return {"message": _phrase(capitalized(point.message)), "effect": _phrase(point.effect)}


def _phrase(phrase: Iterable[Part]) -> list[dict[str, str]]:
    return [{"kind": kind, "text": text} for part in phrase for kind, text in _pieces(part)]


def _pieces(part: Part) -> Iterator[tuple[str, str]]:
    """Yield what a part is and what it says."""
    match part:
        case str():
            yield "plain", part
        case Words(text, tone):
            yield tone, text
        case Name(text, True):
            yield "quoted", safe_name(text, LONGEST_QUOTED)
        case Name(text):
            said = safe_name(text)
            yield "name" if len(said) > _WHOLE else "short", said
        case Unknown(needs):
            yield "quiet", "unknown: " if needs else "unknown"
            yield from _all(needs)
        case _:
            yield "figure", write_figure(part)


def _all(phrase: Phrase) -> Iterator[tuple[str, str]]:
    for part in phrase:
        yield from _pieces(part)
