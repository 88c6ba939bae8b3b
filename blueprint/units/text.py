"""Text of people, brought to one spelling, and what is said when it is no quantity."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import NoReturn

from blueprint.units.errors import LONGEST_TEXT, plain_number, quoted, refuse
from blueprint.units.quantities import Quantity, Rate, described, finite_number

NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]{1,3}(?![0-9]))?"
_A_NUMBER = re.compile(NUMBER)
_MINUS = "-\N{MINUS SIGN}"


def fold(text: str) -> str:
    """Bring text to one spelling: full-width forms to ASCII, no capitals, no space around.

    Signs such as a superscript two are left alone: they would become digits of the number before them.
    """
    if text.isascii():
        return text.casefold().strip()
    folded = (c if c.isnumeric() and not c.isdecimal() else unicodedata.normalize("NFKC", c) for c in text)
    return "".join(folded).casefold().strip()


def quantity_text(value: object, kind: type[Quantity], longest: int = LONGEST_TEXT) -> str:
    """Give the folded text where a quantity is expected, or say what stands there instead."""
    hint = f"write it such as '{kind.example}'"
    if isinstance(value, int | float) and not isinstance(value, bool | Quantity):
        number = plain_number(finite_number(value, kind))
        refuse(f"{number} has no unit", f"write '{_with_unit(number, kind)}'")
    return folded_text(value, kind.noun, hint, longest)


def folded_text(value: object, noun: str, hint: str, longest: int = LONGEST_TEXT) -> str:
    """Return text in one spelling, or refuse what is none, nothing, or too long."""
    if not isinstance(value, str):
        refuse(f"expected {noun}, got {described(value)}", hint)
    if len(value) > longest:
        refuse(f"{noun} cannot be {len(value)} characters long", hint)
    text = fold(value)
    if not text:
        refuse(f"{noun} is expected, but nothing is written", hint)
    return text


def _with_unit(number: str, kind: type[Quantity]) -> str:
    return f"{number} per hour" if kind is Rate else f"{number} min"


def refuse_number(text: str, kind: type[Quantity]) -> NoReturn:
    """Refuse text that is no quantity, with the most likely reason."""
    example = kind.example
    if _A_NUMBER.fullmatch(text):
        refuse(f"{quoted(text)} has no unit", f"write '{_with_unit(text, kind)}'")
    if text[0] in _MINUS and text[1:].lstrip()[:1] in tuple("0123456789.p"):
        refuse(f"{kind.noun} cannot be negative, got {quoted(text)}", f"write it such as '{example}'")
    if re.search("[0-9],[0-9]", text):
        decimal, whole = re.sub("([0-9]),([0-9])", r"\1.\2", text), re.sub("([0-9]),([0-9])", r"\1\2", text)
        hint = f"decimals take a point, thousands nothing: {quoted(decimal)} or {quoted(whole)}"
        refuse(f"{quoted(text)} has a comma in its number", hint)
    refuse(f"{quoted(text)} is not {kind.noun}", f"write it such as '{example}'")


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that was probably meant."""
    known = list(known)
    if longer := next((name for name in known if len(word) > 2 and name.startswith(word)), None):
        return longer
    return next(iter(difflib.get_close_matches(word[:40], known, 1, cutoff)), None)
