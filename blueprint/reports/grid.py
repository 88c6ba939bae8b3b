"""Grid: a table in a width of terminal cells; columns of words give way to each other, figures never break."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from blueprint.reports.content import Table
from blueprint.reports.lines import Line, cells, set_lines, width_of
from blueprint.reports.saying import Run, runs

_BETWEEN = 2
_NARROWEST = 8


def table_lines(table: Table, width: int) -> Iterator[Line]:
    """Yield the lines of a table: heads, a rule, and its rows.

    Parameters
    ----------
    table : Table
        What is told.
    width : int
        Cells of a line.
    """
    content = [[tuple(runs(cell)) for cell in row] for row in table.rows]
    heads = [(Run(column.head, "quiet"),) for column in table.columns]
    widths = _widths(table, content, width)
    if any(column.head for column in table.columns):
        yield from _row(table, heads, widths)
    yield (Run((" " * _BETWEEN).join("-" * size for size in widths), "quiet"),)
    for row in content:
        yield from _row(table, row, widths)


def _widths(table: Table, content: Sequence[Sequence[Line]], width: int) -> list[int]:
    """Return the cells of each column: what it wants, or a fair part of what there is."""
    wanted, least = [], []
    for at, column in enumerate(table.columns):
        size = max([0, *(width_of(row[at]) for row in content)])
        word = max((cells(word) for word in column.head.split()), default=0)
        wanted.append(max(size, word if column.is_figure else cells(column.head)))
        least.append(max(size, word) if column.is_figure else min(wanted[at], max(_NARROWEST, word)))
    return _shared(wanted, least, width - _BETWEEN * (len(wanted) - 1))


def _shared(wanted: list[int], least: list[int], room: int) -> list[int]:
    """Take from the widest columns until all have room; none becomes narrower than it can be."""
    found = list(wanted)
    while sum(found) > room:
        able = [at for at in range(len(found)) if found[at] > least[at]]
        if not able:
            break
        widest = max(able, key=lambda at: (found[at], -at))
        found[widest] -= 1
    return found


def _row(table: Table, row: Sequence[Line], widths: Sequence[int]) -> Iterator[Line]:
    blocks = [set_lines(cell, size) for cell, size in zip(row, widths, strict=True)]
    for parts in zip_longest(*blocks, fillvalue=()):
        line: list[Run] = []
        for at, (part, size) in enumerate(zip(parts, widths, strict=True)):
            gap = Run(" " * max(0, size - width_of(part)))
            line += [Run(" " * _BETWEEN)] if at else []
            line += [gap, *part] if table.columns[at].is_figure else [*part, gap]
        yield tuple(line)
