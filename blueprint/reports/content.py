"""What a report says, before any format: headings, answers and tables, made of typed parts.

Writers turn parts into text: a figure knows what it is and how surely it is known, and words of the blueprint are told
apart from words of the report, so that each writer can make both safe and readable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from blueprint.themes import Theme

Picture = Callable[["Theme"], str]
"""A plot: draws itself in a theme, as SVG."""

Kind = Literal["time", "money", "share", "count"]
"""What a figure is: seconds, an amount, a share of 1, or a plain number."""

Surety = Literal["exact", "about", "least"]
"""How surely a figure is known: as declared, by an approximation, or only the least that it can be."""

Tone = Literal["plain", "strong", "quiet", "good", "bad"]
"""How words are said; a tone never says more than the words do."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the report that are said in a tone."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Name:
    """Words of the blueprint: a label, or a sentence that holds some.

    Parameters
    ----------
    text : str
        As written there; it may hold anything.
    quoted : bool
        Whether it stands in quotes, as labels within a sentence do.
    """

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it is and how surely it is known.

    Parameters
    ----------
    kind : Kind
        What it is.
    value : float
        In seconds, in the currency, as a share of 1, or plain.
    surety : Surety
        How surely it is known.
    currency : str
        Of money; empty where the blueprint names none.
    """

    kind: Kind
    value: float
    surety: Surety = "exact"
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A figure that is not known, and what it needs; empty where that is said elsewhere."""

    needs: Phrase = ()


Part = str | Words | Name | Figure | Unknown
"""A piece of a phrase; a plain `str` is words in the plain tone."""

Phrase = tuple[Part, ...]
"""Parts one after the other, with the blanks that they hold themselves."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; figures stand at its right edge."""

    head: str
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row names it.

    Parameters
    ----------
    title : str
        What it shows.
    columns : tuple of Column
        From the left.
    rows : tuple of tuple of Phrase
        A phrase for each column; empty where nothing is to be said.
    note : Phrase
        What to know about it; empty if nothing.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    note: Phrase = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a report.

    Parameters
    ----------
    name : str
        How it is asked for.
    heading : str
        What people call it.
    answer : tuple of Phrase
        What it comes to, in a few sentences; empty where it has nothing to say.
    tables : tuple of Table
        The details.
    pictures : tuple of Picture
        Plots that show them, for pages.
    """

    name: str
    heading: str
    answer: tuple[Phrase, ...]
    tables: tuple[Table, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Something to do or to ask, with what comes of it; both are phrases."""

    message: Phrase
    effect: Phrase = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Parameters
    ----------
    title : str
        Name of the service, in words of the blueprint.
    about : Phrase
        Status, customer and size.
    language : str
        Of the words of the blueprint, as BCP 47; those of the report are English.
    sections : tuple of Section
        In the order in which they are read.
    points : tuple of Point
        What to do first.
    questions : tuple of Point
        What to ask first, where there is little to do yet.
    """

    title: str
    about: Phrase
    language: str
    sections: tuple[Section, ...]
    points: tuple[Point, ...] = ()
    questions: tuple[Point, ...] = ()


def listed(items: Sequence[Part], most: int = 2) -> Phrase:
    """Return names as people list them, those beyond the first few counted.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c", "d"])
    (('a',), ('a', ' and ', 'b'), ('a', ', ', 'b', ' and 2 more'))
    """
    if len(items) > most + 1:
        return (*joined(items[:most], ", "), f" and {len(items) - most} more")
    if len(items) < 2:
        return tuple(items)
    return (*joined(items[:-1], ", "), " and ", items[-1])


def joined(items: Iterable[Part], between: str = "\u00a0· ") -> Phrase:
    r"""Return parts with something between them; not a comma, which labels may hold.

    Examples
    --------
    >>> joined(["a", "b", "c"])
    ('a', '\xa0· ', 'b', '\xa0· ', 'c')
    """
    found: list[Part] = []
    for item in items:
        found += [between, item] if found else [item]
    return tuple(found)


def without_repeats(rows: Iterable[tuple[Phrase, ...]]) -> list[tuple[Phrase, ...]]:
    """Return rows whose last cell says something new only; unknown figures that need the same are told once.

    Examples
    --------
    >>> chain, lack = ("a chain",), ("needs a price",)
    >>> rows = [(("One",), (Figure("share", 0.5),), chain), (("Two",), (Figure("share", 0.5),), chain)]
    >>> rows += [((word,), (Unknown(),), lack) for word in ("Three", "Four")]
    >>> [(row[0], row[2]) for row in without_repeats(rows)]
    [(('One',), ('a chain',)), (('Two',), ()), (('Three',), ('needs a price',))]
    """
    found: list[tuple[Phrase, ...]] = []
    last: Phrase = ()
    for row in rows:
        *cells, said = row
        if not said or said != last:
            found.append(row)
        elif not any(isinstance(part, Unknown) for cell in cells for part in cell):
            found.append((*cells, ()))
        last = said or last
    return found


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[Phrase]], note: Phrase = ()) -> Table:
    """Make a table; a head that begins with ``>`` is that of figures, and columns of which no row says anything go.

    Examples
    --------
    >>> made = table("Cost", ["Step", ">Cost", "Note"], [(("Cook",), (Figure("money", 2.0),), ())])
    >>> [(column.head, column.is_figure) for column in made.columns], made.rows
    ([('Step', False), ('Cost', True)], ((('Cook',), (Figure(kind='money', value=2.0, surety='exact', currency=''),)),))
    """
    cells = [tuple(row) for row in rows]
    kept = [at for at in range(len(heads)) if not cells or any(row[at] for row in cells)]
    columns = tuple(Column(heads[at].removeprefix(">"), heads[at].startswith(">")) for at in kept)
    return Table(title, columns, tuple(tuple(row[at] for at in kept) for row in cells), note)
