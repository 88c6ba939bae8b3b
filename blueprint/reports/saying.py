"""How parts are said: figures as people read them, words of the blueprint in one line and without what acts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from blueprint.layout.text import clean
from blueprint.layout.wording import wording_for, write_duration
from blueprint.rendering.figures import MINUS, estimated, write_count, write_money, write_share
from blueprint.rendering.tables import one_line
from blueprint.reports.content import Figure, Name, Part, Phrase, Tone, Unknown, Words

_ENGLISH = wording_for("en")
LONGEST, LONGEST_QUOTED = 400, 60
"""Letters of a label or message that are told by itself, and of a label within a sentence."""

_UNBROKEN = re.compile(r"('[^']+'|\d[\d.,]* (?:%|(?:s|min|h|d)\b))")
"""What lines do not break within words of the blueprint: names in quotes, and figures."""

_LONGEST_CURRENCY = 12
_WHOLE = 24  # letters of a name that lines do not break, as far as they hold it
_SIGNS = {"exact": "", "about": "≈ ", "least": "≥ "}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one tone.

    Parameters
    ----------
    text : str
        One line, of which nothing acts on a terminal.
    tone : Tone
        How it is said.
    is_whole : bool
        Whether a line must not end within it.
    """

    text: str
    tone: Tone = "plain"
    is_whole: bool = False


def runs(phrase: Phrase) -> Iterator[Run]:
    """Yield the stretches of a phrase, those of unknown figures in the quiet tone."""
    for part in phrase:
        yield from _runs(part)


def plain(phrase: Phrase) -> str:
    """Return a phrase as plain text."""
    return "".join(run.text for run in runs(phrase))


def capitalized(phrase: Phrase) -> Phrase:
    """Return a phrase as a sentence of its own, which begins with a capital.

    Examples
    --------
    >>> capitalized(("customers take ", Figure("time", 60)))[0]
    'Customers take '
    """
    if not phrase:
        return phrase
    first, *rest = phrase
    match first:
        case str():
            return (first[:1].upper() + first[1:], *rest)
        case Words(text, tone):
            return (Words(text[:1].upper() + text[1:], tone), *rest)
        case Name(text, False):
            return (Name(text[:1].upper() + text[1:]), *rest)
        case Unknown(needs) if needs:
            return ("Unknown: ", *needs, *rest)
    return phrase


def safe_name(text: str, longest: int = LONGEST) -> str:
    """Return words of the blueprint in one line, cut where they are endless, without controls of any kind."""
    line = one_line(clean(text))
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def write_figure(figure: Figure) -> str:
    """Write a figure as people read it, with how surely it is known.

    Examples
    --------
    >>> write_figure(Figure("time", 200)), write_figure(Figure("share", 0.024, "about"))
    ('3 min 20 s', '≈ 2.4 %')
    >>> write_figure(Figure("money", 0.18, currency="EUR")), write_figure(Figure("time", 90, "least"))
    ('EUR 0.18', '≥ 1 min 30 s')
    """
    return _SIGNS[figure.surety] + _number(figure)


def _named(text: str) -> Iterator[Run]:
    """Yield words of the blueprint; short names stay in one line, and in a sentence those in quotes."""
    if len(text) <= _WHOLE:
        yield Run(text, is_whole=True)
        return
    for place, piece in enumerate(_UNBROKEN.split(text)):
        if piece:
            yield Run(piece, is_whole=place % 2 == 1 and len(piece) <= _WHOLE)


def _number(figure: Figure) -> str:
    if figure.kind == "time":
        value = estimated(abs(figure.value)) if figure.surety == "about" else abs(figure.value)
        return f"{MINUS if figure.value < 0 else ''}{write_duration(value, _ENGLISH)}"
    if figure.kind == "money":
        return write_money(figure.value, safe_name(figure.currency, _LONGEST_CURRENCY))
    return write_share(figure.value) if figure.kind == "share" else write_count(figure.value)


def _runs(part: Part) -> Iterator[Run]:
    match part:
        case str():
            yield Run(part)
        case Words(text, tone):
            yield Run(text, tone)
        case Name(text, True):
            yield from _named(f"'{safe_name(text, LONGEST_QUOTED)}'")
        case Name(text):
            yield from _named(safe_name(text))
        case Figure():
            yield Run(write_figure(part), is_whole=True)
        case Unknown(needs):
            yield Run("unknown: " if needs else "unknown", "quiet")
            yield from runs(needs)
