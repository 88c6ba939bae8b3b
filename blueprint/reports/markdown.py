"""Markdown: a report with all tables, for pull requests and documentation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from blueprint.reports.content import Name, Part, Phrase, Point, Report, Section, Table, Unknown, Words
from blueprint.reports.saying import LONGEST_QUOTED, capitalized, safe_name, write_figure

_MARKUP = re.compile(r"[\\`*_\[\]|~$#<>&]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_RIGHT_TO_LEFT = ("R", "AL", "AN")
_MARKS = {"strong": "**", "bad": "**", "quiet": "*"}


def write_markdown(report: Report) -> str:
    """Write a report as Markdown.

    Parameters
    ----------
    report : Report
        What is told.

    Returns
    -------
    str
        Lines with one final line break; words of the blueprint cannot act in it, and call nobody.
    """
    blocks = [f"# {_escaped(safe_name(report.title))}", _phrase(report.about), *_summary(report)]
    for section in report.sections:
        blocks += _section(section)
    return "\n\n".join(filter(None, blocks)) + "\n"


def _summary(report: Report) -> Iterator[str]:
    told = [section for section in report.sections if section.answer]
    yield "\n".join(f"- **{section.heading}:** {_sentences(section.answer)}" for section in told)
    yield from _points("What to do first", report.points)
    yield from _points("What to ask first", report.questions if len(report.points) < 3 else ())


def _points(title: str, points: tuple[Point, ...], most: int = 3) -> Iterator[str]:
    if points:
        yield f"## {title}"
        yield "\n".join(f"{number}. {_point(point)}" for number, point in enumerate(points[:most], 1))


def _point(point: Point) -> str:
    effect = f" *({_phrase(point.effect)})*" if point.effect else ""
    return f"{_phrase(capitalized(point.message))}{effect}"


def _sentences(answer: Iterable[Phrase]) -> str:
    return ". ".join(_phrase(capitalized(phrase)) for phrase in answer)


def _section(section: Section) -> Iterator[str]:
    if section.tables:
        yield f"## {section.heading}"
    for table in section.tables:
        yield f"### {table.title}"
        yield "\n".join(_table(table))
        if table.note:
            yield _phrase(table.note)


def _table(table: Table) -> Iterator[str]:
    yield _row(column.head for column in table.columns)
    yield _row("---:" if column.is_figure else "---" for column in table.columns)
    for row in table.rows:
        yield _row(_phrase(cell) for cell in row)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _phrase(phrase: Phrase) -> str:
    return "".join(_part(part) for part in phrase)


def _part(part: Part) -> str:
    match part:
        case str():
            return _escaped(part)
        case Words(text, tone):
            mark = _MARKS.get(tone, "")
            return f"{mark}{_escaped(text)}{mark}"
        case Name(text, True):
            return f"'{_name(text, LONGEST_QUOTED)}'"
        case Name(text):
            return _name(text)
        case Unknown(needs):
            return f"unknown: {_phrase(needs)}" if needs else "unknown"
        case _:
            return _escaped(write_figure(part)).replace(" ", "\u00a0")


def _name(text: str, longest: int = 400) -> str:
    """Write words of the blueprint; those that run from the right are isolated from what stands around."""
    said = safe_name(text, longest)
    turned = any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in said)
    return f"\u2068{_escaped(said)}\u2069" if turned else _escaped(said)


def _escaped(text: str) -> str:
    """Return a text in which nothing is markup, and no ``@`` calls anybody."""
    said = _MARKUP.sub(lambda found: _ENTITIES.get(found[0], f"\\{found[0]}"), text)
    return said.replace("@", "@\u2060").replace("://", ":\u2060//")
