"""Standards to keep: ``95% within 6 h``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blueprint.units.errors import LONGEST_TEXT, QuantityError, quoted, refuse
from blueprint.units.quantities import Seconds, Share, described
from blueprint.units.shares import parse_share
from blueprint.units.text import fold, nearest
from blueprint.units.times import UNEVEN, UNIT_SECONDS, bounded_time, parse_time


@dataclass(frozen=True, slots=True)
class Target:
    """A standard: a time that all or a share must keep, or words.

    Parameters
    ----------
    limit : Seconds or None  [s]
        The time to keep; None if the standard is in words.
    share : Share  [0..1]
        Who must keep it; 1 for a standard in words.
    words : str
        The standard as it is said, if it is no time; else empty.

    Raises
    ------
    QuantityError
        If both or neither of `limit` and `words` are given, or the words would be read as a time.

    Examples
    --------
    >>> print(Target(Seconds(300), Share(0.9), ""))
    90% within 5 min
    """

    limit: Seconds | None
    share: Share
    words: str

    def __post_init__(self) -> None:
        """Refuse a standard that is both a time and words, or neither."""
        hint = "write it as '90% within 5 min', '5 min' or in words"
        words = str(self.words).strip()
        if (self.limit is None) != bool(words):
            refuse("a standard is either a time or words", hint)
        if self.limit is None and self.share != 1:
            refuse("a standard in words holds for all", hint)
        if words and _parse_limit(words) is not None:
            refuse(f"{quoted(words)} is a time, not words", hint)
        object.__setattr__(self, "limit", None if self.limit is None else bounded_time(self.limit))
        object.__setattr__(self, "share", Share(self.share))
        object.__setattr__(self, "words", words)

    def __str__(self) -> str:
        """Write as read: ``90% within 5 min``, ``5 min`` or the words."""
        if self.limit is None:
            return self.words
        return str(self.limit) if self.share == 1 else f"{self.share} within {self.limit}"


_FIGURE = r"[+\-\u2212]?(?:[0-9.][0-9.,:+-]*|nan\b|inf\b|infinity\b|\u221e)"
_SHARE_SHAPED = re.compile(rf"{_FIGURE}(?:e[+-]?[0-9]+)?\s*%?")
_TOKEN = re.compile(rf"({_FIGURE})|([^\W\d_]+)|\S")


def read_target(value: object) -> Target:
    """Read a standard.

    The rule, in this order:

    1. ``SHARE within TIME`` and a time alone are targets.
    2. ``SHARE within`` before figures with one word each, and before nothing at all, is meant as a target: if it
       cannot be read it is refused, so that ``90% within 5 fortnights`` does not pass for words.
    3. Figures with one word each, and nothing else, are refused if a word is a unit of time or nearly one
       (``5 minuts``, ``3 months``); a figure or share without any word says nothing and is refused too.
    4. All other text is words, even if it begins like a target: ``95% within 6 hours of the order``, ``3 waiters``.

    Parameters
    ----------
    value : Target, Seconds or str
        Such as ``90% within 5 min``, ``5 min`` or ``Greet with a smile``.

    Returns
    -------
    Target
        The standard.

    Raises
    ------
    QuantityError
        If `value` is none, or is a target with a fault by rules 2 and 3.

    Examples
    --------
    >>> read_target("90% within 5 min")
    Target(limit=Seconds(300.0), share=Share(0.9), words='')
    >>> read_target("95% within 6 hours of the order").words
    '95% within 6 hours of the order'
    """
    if isinstance(value, Target):
        return value
    if isinstance(value, Seconds):
        return Target(value, Share(1), "")
    hint = "write it as '90% within 5 min', '5 min' or in words"
    if isinstance(value, int | float) and not isinstance(value, bool):
        refuse(f"{described(value)} is not a standard", hint)
    if not isinstance(value, str):
        refuse(f"expected a standard, got {described(value)}", hint)
    words = str(value).strip()
    if not words:
        refuse("a standard is expected, but nothing is written", hint)
    return _parse_limit(words) or Target(None, Share(1), words)


def _parse_limit(words: str) -> Target | None:
    """Read text as a share and a time; None if it is meant as words."""
    if len(words) > LONGEST_TEXT:
        return None
    text = fold(words)
    head, within, tail = (part.strip() for part in text.partition("within"))
    if within and _SHARE_SHAPED.fullmatch(head):
        if tail and not (_is_time_shaped(tail) or is_time(tail)):
            return None
        return Target(parse_time(tail), parse_share(head), "")
    if is_time(text):
        return Target(parse_time(text), Share(1), "")
    if _SHARE_SHAPED.fullmatch(text) and text.endswith("%"):
        refuse(f"{quoted(text)} does not say of what", "write it as '90% within 5 min'")
    if _is_time_shaped(text) and not _has_foreign_words(text):
        parse_time(text)
    return None


def is_time(text: str) -> bool:
    """Tell whether a text reads as a time."""
    try:
        parse_time(text)
    except QuantityError:
        return False
    return True


def _is_time_shaped(text: str) -> bool:
    """Tell whether text is figures with at most one word after each, or begins an ISO 8601 duration."""
    shape = "".join("f" if token[1] else "w" if token[2] else "x" for token in _TOKEN.finditer(text))
    return re.fullmatch("(?:fw?)+", shape) is not None or re.fullmatch("p[0-9t][0-9a-z.,]*", text) is not None


def _has_foreign_words(text: str) -> bool:
    words = [token[2] for token in _TOKEN.finditer(text) if token[2]]
    return bool(words) and not any(UNEVEN.fullmatch(word) or nearest(word, UNIT_SECONDS, 0.75) for word in words)
