"""What changed, as Markdown for a pull request: a table of figures, and what changed in parts that fold.

Words of a blueprint are shown as they are: signs that Markdown or HTML would act on are escaped, and nothing of them
becomes a link, a mention of somebody or a reference to an issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from blueprint.comparison import Difference
from blueprint.diagnostics import counted
from blueprint.rendering.difference_figures import currency_of, figure_label, unknowns, write_change, write_sides
from blueprint.rendering.difference_words import (
    Line,
    added_lines,
    changed_lines,
    heading,
    removed_lines,
    summary,
)
from blueprint.rendering.tables import one_line

_LONGEST = 1000  # characters of a cell
_MOST_LINES = 200  # of a part; hosts refuse comments without end


def write_markdown(difference: Difference, *, everything: bool = False) -> str:
    """Return what changed as Markdown.

    Parameters
    ----------
    difference : Difference
        What changed.
    everything : bool
        All figures, those that are as they were too, and all lines.

    Returns
    -------
    str
        With one final line break.
    """
    return "\n".join(_lines(difference, everything)) + "\n"


def _lines(difference: Difference, everything: bool) -> Iterator[str]:
    yield f"### {escape(heading(difference))}"
    yield ""
    yield f"{escape(summary(difference))}."
    yield from _figures(difference, everything)
    parts = (
        ("Added", "Where", added_lines(difference)),
        ("Removed", "Where", removed_lines(difference)),
        ("Changed", "What", changed_lines(difference)),
    )
    for title, column, lines in parts:
        yield from _part(title, column, lines, None if everything else _MOST_LINES)


def _figures(difference: Difference, everything: bool) -> Iterator[str]:
    shown = difference.figures if everything else difference.changed_figures
    if not shown:
        return
    currency = currency_of(difference)
    yield ""
    yield "| Figure | Before | After | Change |"
    yield "|---|--:|--:|--:|"
    for figure in shown:
        yield _row(figure_label(difference, figure), *write_sides(figure, currency), write_change(figure))
    notes = list(unknowns(difference, shown))
    if notes:
        yield ""
        yield from (f"- {escape(note)}" for note in notes)


def _part(title: str, column: str, lines: Sequence[Line], most: int | None) -> Iterator[str]:
    """Yield a part that folds; a short one is open."""
    if not lines:
        return
    yield ""
    yield f"<details{' open' if len(lines) <= _OPEN else ''}><summary>{title} ({len(lines)})</summary>"
    yield ""
    yield f"| | Name | {column} |"
    yield "|---|---|---|"
    for line in lines[:most]:
        details = "<br>".join(escape(detail) for detail in _details(line))
        yield f"| {line.kind} | {escape(line.name)} | {details} |"
    if most is not None and len(lines) > most:
        yield f"| | … and {counted(len(lines) - most, 'more line')} | |"
    yield ""
    yield "</details>"


_OPEN = 8


def _details(line: Line) -> Iterator[str]:
    yield from line.details
    for inner in line.inner:
        sign = f"{inner.sign} " if inner.sign != "~" else ""
        said = f": {'; '.join(inner.details)}" if inner.details else ""
        yield f"{sign}{inner.kind} {inner.name}{said}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(escape(cell) for cell in cells)} |"


_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SIGNS = re.compile(r"([\\`*_{}\[\]!|~$])")
_LINKS = re.compile(r"(?i)(:)(?=//)|(?<=\bwww)(\.)|(?<=\bmailto)(:)|(?<=\bxmpp)(:)")
_REFERENCES = re.compile(r"([@#])(?=\w)|(?<=\bGH)(-)(?=\d)")
_JOINER = "\u2060"  # of no width; keeps hosts from reading a mention or a reference


def escape(text: str) -> str:
    r"""Return a text of strangers for a line or a cell of Markdown: it is shown as it is, and does nothing.

    Examples
    --------
    >>> escape("<b>Pay | *now*</b>")
    '&lt;b&gt;Pay \\| \\*now\\*&lt;/b&gt;'
    >>> escape("https://example.com")
    'https&#58;//example.com'
    """
    plain = one_line(text)
    if len(plain) > _LONGEST:
        plain = f"{plain[: _LONGEST - 1]}…"
    plain = "".join(char for char in plain if char.isprintable())
    safe = "".join(_HTML.get(char, char) for char in plain)
    safe = _SIGNS.sub(r"\\\1", safe)
    safe = _REFERENCES.sub(lambda found: f"{found[0]}{_JOINER}", safe)
    return _LINKS.sub(lambda found: "&#58;" if ":" in found[0] else "&#46;", safe)
