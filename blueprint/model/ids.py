"""Ids: how a label becomes an id, and which ids may be written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST_ID = 200
END = "end"
"""The reserved target of a flow: the customer leaves here."""

_ASCII_REST = re.compile(r"[^a-z0-9]+")
_ASCII_ID = re.compile(r"[A-Za-z0-9_-]+")


@lru_cache(maxsize=4096)
def slug(label: str) -> str:
    """Return the id that a label gives: NFKC, casefold, letters, marks and digits kept, the rest to ``-``.

    Examples
    --------
    >>> slug("Greet and seat"), slug("迎接客人"), slug("  Ça va?  "), slug("…")
    ('greet-and-seat', '迎接客人', 'ça-va', '')
    """
    text = unicodedata.normalize("NFKC", label).casefold()
    if text.isascii():
        return _ASCII_REST.sub("-", text).strip("-")[:LONGEST_ID].strip("-")
    kept = "".join(c if _is_word(c) else "-" for c in text)
    return re.sub("-+", "-", kept).strip("-")[:LONGEST_ID].strip("-")


def longest_id(*, slashes: bool = False) -> int:
    """Return how many characters an id may have; that of a point holds the id of its step and that of its label."""
    return 3 * LONGEST_ID + 1 if slashes else 2 * LONGEST_ID


@lru_cache(maxsize=8192)  # each id is read wherever a flow names it
def is_id(text: str, *, slashes: bool = False) -> bool:
    """Tell whether a written id has only letters, marks, digits, ``-`` and ``_`` (and ``/`` for points of a step)."""
    if not text or len(text) > longest_id(slashes=slashes):
        return False
    plain = text.replace("/", "") if slashes else text
    if plain.isascii():
        return _ASCII_ID.fullmatch(plain) is not None
    return all(c in "-_" or _is_word(c) for c in plain)


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"
