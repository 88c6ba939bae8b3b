r"""Widths of text without a browser: Arial-metric advances with kerning from a table, other scripts by rule.

The metrics are those of Arial and its twins (Helvetica, Arimo, Liberation Sans). CJK, emoji and scripts that these
fonts lack go by rule, rather too wide than too narrow: their width depends on the fonts of the reader's machine.
Characters that are newer than the Unicode of this Python count 1 em.

>>> round(measure("Check in", Font(13)), 2), round(measure("Check in", Font(13, bold=True)), 2)
(50.58, 54.18)
>>> measure("入住手续", Font(13)), measure("👩\u200d👩\u200d👧", Font(13)) == measure("🇩🇪", Font(13))
(52.0, True)
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Final, NamedTuple

from blueprint.layout import advances as facts

UNITS_PER_EM: Final = facts.UNITS_PER_EM
LONGEST_CACHED: Final = 256  # characters; what is longer is measured anew, so that caches stay small


@dataclass(frozen=True, slots=True)
class Font:
    """Size and weight of text in the font stack of the drawing.

    Parameters
    ----------
    size : float
        Font size [px].
    bold : bool
        Bold or semibold.
    """

    size: float
    bold: bool = False


# 1.25 em, snapped to whole pixels by browsers; with the slack of a line also the widest emoji font
_EMOJI_WIDTH = round(1.28 * UNITS_PER_EM)
# a letter that another font must draw because of its accents may be wider than its base
_ACCENT = UNITS_PER_EM // 16

_SCRIPTS: tuple[tuple[int, int, float], ...] = (
    # first, last, mean width of a letter [em] in the widest common font; scripts not named count 1 em
    (0x00180, 0x002FF, 0.68),  # Latin additions, phonetic letters
    (0x00370, 0x003FF, 0.75),  # Greek additions
    (0x00400, 0x0052F, 0.80),  # Cyrillic additions
    (0x00530, 0x0058F, 0.78),  # Armenian
    (0x00590, 0x005FF, 0.60),  # Hebrew
    (0x00600, 0x0077F, 0.60),  # Arabic
    (0x00900, 0x0097F, 0.60),  # Devanagari
    (0x00980, 0x009FF, 0.60),  # Bengali
    (0x00A00, 0x00A7F, 0.65),  # Gurmukhi
    (0x00A80, 0x00AFF, 0.58),  # Gujarati
    (0x00B00, 0x00B7F, 0.80),  # Oriya
    (0x00C00, 0x00C7F, 0.80),  # Telugu
    (0x00C80, 0x00CFF, 0.75),  # Kannada
    (0x00E00, 0x00EFF, 0.62),  # Thai, Lao
    (0x01000, 0x0109F, 0.82),  # Myanmar
    (0x010A0, 0x010FF, 0.68),  # Georgian
    (0x01160, 0x011FF, 0.00),  # Hangul vowels and finals join the syllable before
    (0x01200, 0x0137F, 0.68),  # Ethiopic
    (0x01780, 0x017FF, 0.64),  # Khmer
    (0x01E00, 0x01EFF, 0.68),  # Latin additions
    (0x02070, 0x0209F, 0.60),  # superscripts and subscripts
    (0x020A0, 0x020CF, 0.80),  # currencies
    (0x027F5, 0x027FF, 1.45),  # long arrows
    (0x02C60, 0x02C7F, 0.72),  # Latin additions
    (0x02E3A, 0x02E3B, 2.50),  # dashes of two and three em
    (0x0A720, 0x0A7FF, 0.72),  # Latin additions
    (0x0FDFD, 0x0FDFD, 9.00),  # a whole sentence in one character
    (0x0FF61, 0x0FFDC, 0.52),  # half-width kana and hangul
    (0x12000, 0x1254F, 2.50),  # cuneiform
)
_SCRIPT_STARTS = [first for first, _, _ in _SCRIPTS]
_WIDE_ARABIC = frozenset("سشصضۺۻښڛڜڝڞ")
_SPACES = {"\t": 0.278, "\u2000": 0.5, "\u2002": 0.5, "\u2004": 0.34, "\u2005": 0.25, "\u2006": 0.17, "\u2007": 0.56}
_SPACES |= {"\u2008": 0.28, "\u2009": 0.2, "\u200a": 0.1, "\u202f": 0.25, "\u205f": 0.23}
_EMOJI = frozenset(facts.EMOJI)

_JOINED = re.compile("[\u200d\ufe0f\u20e3\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FACE = "(?:[\U0001f000-\U0001faff]|[\u00a9\u00ae\u203c-\u3299](?=[\ufe0f\u200d\U0001f3fb-\U0001f3ff]))"
_FACE += "\ufe0f?[\U0001f3fb-\U0001f3ff]?[\U000e0020-\U000e007f]*"
EMOJI_SEQUENCE = re.compile(f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_FACE}(?:\u200d{_FACE}){{0,3}}")


class _Advances(dict[str, int]):
    """Widths of characters by table [1/2048 em], and by rule for those that the table lacks."""

    def __missing__(self, char: str) -> int:
        width = _rule(char, self)
        if len(self) < 20_000:
            self[char] = width
        return width


class _Face(NamedTuple):
    advances: _Advances
    kerning: dict[tuple[str, str], int]


@lru_cache(maxsize=2)
def _face(bold: bool) -> _Face:
    groups = facts.BOLD_ADVANCES if bold else facts.REGULAR_ADVANCES
    pairs = facts.BOLD_KERNING if bold else facts.REGULAR_KERNING
    advances = _Advances({char: width for width, chars in groups.items() for char in chars})
    kerning = {pair: value for value, text in pairs.items() for pair in zip(text[::2], text[1::2], strict=True)}
    return _Face(advances, kerning)


def _rule(char: str, known: dict[str, int]) -> int:
    code, category = ord(char), unicodedata.category(char)
    if char in _SPACES:
        return round(_SPACES[char] * UNITS_PER_EM)
    if category in ("Mn", "Me", "Cc", "Cf"):
        return 0
    if char in _EMOJI or 0x1F000 <= code <= 0x1FAFF:
        return _EMOJI_WIDTH
    base = unicodedata.normalize("NFD", char)[0]
    if base != char and base in known and category in ("Ll", "Lu"):
        # capitals of polytonic Greek carry their marks in front
        return UNITS_PER_EM if 0x1F00 <= code <= 0x1FFF and category == "Lu" else known[base] + _ACCENT
    return round(_script_width(char, code) * UNITS_PER_EM)


def _script_width(char: str, code: int) -> float:
    if char in _WIDE_ARABIC:
        return 1.0
    index = bisect_right(_SCRIPT_STARTS, code) - 1
    if index >= 0 and code <= _SCRIPTS[index][1]:
        return _SCRIPTS[index][2]
    return 1.0


def measure(text: str, font: Font) -> float:
    r"""Return the width of one line of text.

    Parameters
    ----------
    text : str
        Text without newlines.
    font : Font
        Its font.

    Returns
    -------
    float
        Width [px], without slack.

    Examples
    --------
    >>> measure("", Font(13)), measure("日本", Font(20)), measure("e\u0301", Font(20)) == measure("e", Font(20))
    (0.0, 40.0, True)
    >>> measure("AV", Font(16)) < measure("A", Font(16)) + measure("V", Font(16))
    True
    """
    if len(text) > LONGEST_CACHED:
        return width_units(text, font.bold) * font.size / UNITS_PER_EM
    return _cached_width(text, font.bold) * font.size / UNITS_PER_EM


def width_units(text: str, bold: bool) -> int:
    """Return the width of one line of text [1/2048 em]; whole numbers add up the same on every machine."""
    advances, kerning = _face(bold)
    if text.isascii() or not _JOINED.search(text):
        return sum(map(advances.__getitem__, text)) + sum(map(kerning.get, pairwise(text), repeat(0)))
    return sum(pen_steps(text, bold)[0])


_cached_width = lru_cache(maxsize=16_384)(width_units)


def pen_steps(text: str, bold: bool) -> tuple[list[int], list[int]]:
    """Return by how much each character moves the pen, and how much of that is kerning with the one before."""
    advances, kerning = _face(bold)
    corrections = [0, *map(kerning.get, pairwise(text), repeat(0))][: len(text)]
    steps = [advances[char] + correction for char, correction in zip(text, corrections, strict=True)]
    if not text.isascii() and _JOINED.search(text):
        for found in EMOJI_SEQUENCE.finditer(text):
            first, last = found.span()
            steps[first:last] = [_EMOJI_WIDTH + corrections[first], *repeat(0, last - first - 1)]
    return steps, corrections
