r"""Text that may be drawn, and where its lines break.

Lines are filled, then made even; a word that is too wide is broken; what does not fit ends in an ellipsis.

>>> label = Font(13)
>>> wrap("Confirm the order and send an invoice", label, 140).lines
('Confirm the order', 'and send an invoice')
>>> wrap("入住手续办理完毕", label, 80).lines
('入住手续', '办理完毕')
>>> wrap("Kundenzufriedenheitsbefragung", label, 130).lines
('Kundenzufrieden-', 'heitsbefragung')
>>> wrap("first\nsecond", label, 140).lines, wrap(" ", label, 140).lines
(('first', 'second'), ('',))
>>> wrap("Confirm the order and send an invoice", label, 140, max_lines=1)
Wrapped(lines=('Confirm the order…',), width=114.14990234375, truncated=True)

Controls never reach a drawing: they would make it unreadable or turn the order of letters around.

>>> clean("a\x00b\u202ec")
'a�bc'
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from blueprint.layout.widths import LONGEST_CACHED, UNITS_PER_EM, Font, measure, pen_steps, width_units

__all__ = ["Font", "Wrapped", "clean", "measure", "wrap"]

_ELLIPSIS = "…"
_HYPHEN = "-"
_SOFT_HYPHEN = "\u00ad"
_NO_WIDTH = "\u200b"  # says where a line may end, and is needed no more when it has ended
_NEEDLESS = re.compile("\u00ad+(?=[-\\s\u00ad]|$)")  # a blank or a hyphen breaks by itself, without one more hyphen
_REPLACEMENT = "\ufffd"
_DEEPEST_STACK = 8  # marks on one letter; more would leave the line, and no language needs them
_BALANCED_LINES, _BALANCED_PIECES = 12, 400  # beyond, lines are only filled: nobody sees the difference


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Text set in lines.

    Parameters
    ----------
    lines : tuple of str
        At least one; nothing is to be added or stripped when they are drawn.
    width : float
        Measured width of the widest line, without slack [px].
    truncated : bool
        Whether the last line ends in an ellipsis because there was more text.
    """

    lines: tuple[str, ...]
    width: float
    truncated: bool


# --- what may be drawn ---

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(chr((plane << 16) + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u206f\ufeff]")
_UNDRAWABLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff{_NONCHARACTERS}]")


def clean(text: str) -> str:
    r"""Return what may be drawn of a text.

    Every kind of line break becomes a newline; tabs stay. Other control characters, lone surrogates and noncharacters
    become U+FFFD, so that their presence is seen and the XML stays legal. Bidirectional overrides, embeddings and
    isolates are dropped, because a line that is drawn alone cannot balance them; the plain marks (U+200E, U+200F,
    U+061C) stay. Stacks of more than eight marks on one letter are cut.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Text without characters that XML 1.0 forbids.

    Examples
    --------
    >>> clean("one\r\ntwo\tthree\x07")
    'one\ntwo\tthree�'
    >>> clean("\u2067abc"), len(clean("e" + "\u0301" * 500))
    ('abc', 9)
    """
    if text.isascii() and text.isprintable():
        return text
    text = _UNDRAWABLE.sub(_REPLACEMENT, _TURNING.sub("", _BREAKS.sub("\n", text)))
    return text if text.isascii() else _cut_stacks(text)


def _cut_stacks(text: str) -> str:
    kept: list[str] = []
    depth = 0
    for char in text:
        depth = depth + 1 if char >= "\u0300" and unicodedata.category(char) in _STACKING else 0
        if depth <= _DEEPEST_STACK:
            kept.append(char)
    return "".join(kept)


_STACKING = frozenset(("Mn", "Mc", "Me", "Cf"))

# --- where its lines break ---

# Latin, Greek, Cyrillic, punctuation, currencies, letterlike signs, arrows: they break at spaces, hyphens and slashes.
_PLAIN = re.compile(r"[ -~\u00a0-\u052f\u1e00-\u1fff\u2010-\u2027\u202f-\u205e\u2070-\u20bf\u2100-\u22ff]*")
# No line begins with closing punctuation; what stands at either side of a hyphen or slash has two letters or more.
_PLAIN_BREAK = re.compile(r" (?![?!:;»%)\]])|(?<=\w\w[-/\u2010\u2013\u2014])(?=[^\W\d]\w)")
# Each of these is a letter of its own: Latin, Greek, Cyrillic, kana, ideographs, hangul.
_SINGLE = re.compile(
    r"[ -\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027"
    r"\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uac00-\ud7a3]*"
)
_CODE = re.compile(r"[\d@_\\=&#]|//|\w\.\w")  # an address or a number must not grow a hyphen
_BLANKS = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000\u200b"
_TAIL = _BLANKS + ",;:.-/(\u2013\u2014\u3001\u3002\uff0c\uff1a\uff1b"  # looks odd before an ellipsis
_VOWELS = frozenset("aeiouyæøœıаеиоуыэюяєіαεηιουω")
_NEVER_FIRST = frozenset("ьъ")
# fmt: off
_ONSETS = frozenset((
    "bl", "br", "ch", "ck", "cl", "cr", "dr", "fl", "fr", "gl", "gr", "kl", "kr", "ph", "pl", "pr", "sh", "th", "tr",
    "бл", "бр", "вл", "вр", "гл", "гр", "др", "кл", "кр", "пл", "пр", "тр",
))
# fmt: on


class _Piece(NamedTuple):
    """A stretch of a paragraph that stays on one line."""

    start: int
    end: int  # without the spaces that follow
    hyphen: int  # width of the hyphen that appears when a line ends here; 0 if none does
    cost: int  # how much worse than a space it is to end a line here: 0 to 3


class _Paragraph:
    """A text between two newlines, measured, with the places where its lines may end.

    Parameters
    ----------
    text : str
        Collapsed text; soft hyphens may be in it.
    bold : bool
        The face.
    limit : float
        Room of a line [1/2048 em].
    """

    def __init__(self, text: str, bold: bool, limit: float) -> None:
        soft: set[int] = set()
        if _SOFT_HYPHEN in text:
            parts = text.split(_SOFT_HYPHEN)
            soft = set(accumulate(len(part) for part in parts[:-1]))
            text = "".join(parts)
        self.text, self.limit = text, limit
        steps, self.kerning = pen_steps(text, bold)
        self.kerning.append(0)
        self.pen = [0, *accumulate(steps)]
        self.hyphen = width_units(_HYPHEN, bold)
        self.unmarked: Sequence[int] = ()  # where lines may end if marked ends are too far apart
        self.pieces = list(self._fitted(self._cut(soft)))

    def width(self, start: int, end: int) -> int:
        """Return the width of a stretch [1/2048 em]."""
        return self.pen[end] - self.pen[start] - self.kerning[start] if end > start else 0

    def origin(self, first: int) -> int:
        """Return the place of the pen where a line begins that starts with a piece."""
        start = self.pieces[first].start
        return self.pen[start] + self.kerning[start]

    def line_width(self, first: int, last: int) -> int:
        """Return the width of a line from one piece to another, with the hyphen at its end."""
        return self.width(self.pieces[first].start, self.pieces[last].end) + self.pieces[last].hyphen

    def line(self, first: int, last: int) -> str:
        """Return the text of a line from one piece to another."""
        piece = self.pieces[last]
        text = self.text[self.pieces[first].start : piece.end].strip(_BLANKS).replace(_NO_WIDTH, "")
        return text + (_HYPHEN if piece.hyphen else "")

    def _cut(self, soft: set[int]) -> Iterator[_Piece]:
        text = self.text
        plain = _PLAIN.fullmatch(text) is not None
        ends = {found.end() for found in _PLAIN_BREAK.finditer(text)} if plain else set(_opportunities(text))
        if _NO_WIDTH in text:  # somebody has said where lines may end
            marked = {at for at in ends if text[at - 1] in _BLANKS + _NO_WIDTH}
            self.unmarked, ends = sorted(ends - marked), marked
        cost = _plain_cost if plain else _wide_cost
        start = 0
        for stop in sorted(ends | soft | {len(text)}):
            end = start + len(text[start:stop].rstrip(_BLANKS))
            if end > start:
                hyphen = self.hyphen if stop in soft and stop not in ends else 0
                yield _Piece(start, end, hyphen, cost(text, end, stop))
                start = stop
            elif stop < len(text):
                start = stop

    def _fitted(self, pieces: Iterator[_Piece]) -> Iterator[_Piece]:
        for piece in pieces:
            if self.width(piece.start, piece.end) > self.limit:
                yield from self._broken(piece)
            elif self.width(piece.start, piece.end) + piece.hyphen > self.limit:
                yield piece._replace(hyphen=0)
            else:
                yield piece

    def _broken(self, piece: _Piece) -> Iterator[_Piece]:
        """Break a stretch that is wider than a line into even parts, between letters as people see them."""
        text = self.text[piece.start : piece.end]
        ends = self._ends_within(piece)
        latin = _PLAIN.fullmatch(text) is not None and not _CODE.search(text)
        hyphen = self.hyphen if latin and self.limit > 4 * self.hyphen else 0
        start = 0
        at = piece.start
        while start < len(ends) - 1 and self.width(at, piece.end) > self.limit:
            start = self._next_end(at, ends, start, self.limit - hyphen, bool(hyphen))
            end = ends[start]
            between = self.text[end - 1].isalpha() and self.text[end].isalpha()
            yield _Piece(at, end, hyphen if between and self.width(at, end) + hyphen <= self.limit else 0, 3)
            at, start = end, start + 1
        fits = self.width(at, piece.end) + piece.hyphen <= self.limit
        yield _Piece(at, piece.end, piece.hyphen if fits else 0, piece.cost)

    def _ends_within(self, piece: _Piece) -> Sequence[int]:
        """Return where a stretch may be broken: a marked phrase as Unicode allows if that suffices; else any letter."""
        first, last = bisect_right(self.unmarked, piece.start), bisect_left(self.unmarked, piece.end)
        ends = [*self.unmarked[first:last], piece.end]
        if all(self.width(start, end) <= self.limit for start, end in pairwise((piece.start, *ends))):
            return ends
        return _cluster_ends(self.text[piece.start : piece.end], piece.start)

    def _next_end(self, at: int, ends: Sequence[int], first: int, room: float, syllables: bool) -> int:
        """Return the index of the end of the next part of a broken word that starts at a place."""
        rest = self.width(at, ends[-1])
        origin = self.pen[at] + self.kerning[at]
        last = len(ends) - 2  # something remains, or nothing was too wide
        farthest = min(max(first, bisect_right(ends, origin + room, key=self.pen.__getitem__) - 1), last)
        if room <= 0 or farthest == first:
            return first
        even = rest / math.ceil(rest / room)
        ideal = min(max(first, bisect_right(ends, origin + even, key=self.pen.__getitem__)), farthest)
        if not syllables:
            return ideal
        near = (*range(ideal, min(ideal + 3, farthest) + 1), *range(ideal - 1, max(ideal - 3, first + 1), -1))
        return next((index for index in near if _opens_syllable(self.text, ends[index])), ideal)


def _opens_syllable(text: str, at: int) -> bool:
    """Tell a likely syllable border: one consonant, or two that belong together, and a vowel after it."""
    if not 1 < at < len(text) - 1:
        return False
    before, here, after, later = (_base(char) for char in f"{text[at - 1 : at + 3]} "[:4])
    if not here.isalpha() or here in _VOWELS or here in _NEVER_FIRST:
        return False
    opens = after in _VOWELS or (here + after in _ONSETS and later in _VOWELS)
    return opens and before.isalpha() and before + here not in _ONSETS


def _base(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0].lower()


def _plain_cost(text: str, end: int, stop: int) -> int:
    """Rate a line end in alphabetic text: a number should stay with its unit, and words in one piece."""
    if stop == end:
        return 2 if end < len(text) else 0
    return 1 if text[end - 1].isdigit() else 0


def _wide_cost(text: str, end: int, stop: int) -> int:
    """Rate a line end between ideographs: Japanese phrases end in hiragana, katakana words stay in one piece."""
    if stop > end or end == len(text):
        return 0
    before, after = text[end - 1], text[end]
    if _is_katakana(before) and _is_katakana(after):
        return 3
    if _is_hiragana(after):
        return 2
    return 0 if _is_hiragana(before) or not before.isalnum() else 1


def _is_hiragana(char: str) -> bool:
    return "\u3041" <= char <= "\u309f"


def _is_katakana(char: str) -> bool:
    return "\u30a0" <= char <= "\u30ff" or "\uff66" <= char <= "\uff9f"


def _is_hangul(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"


@lru_cache(maxsize=1024)
def _opportunities(text: str) -> tuple[int, ...]:
    """Return where Unicode lets lines end in a text; Korean words stay in one piece, as Koreans set them."""
    from uniseg.linebreak import line_break_breakables  # type: ignore[import-untyped, unused-ignore]

    return tuple(
        at
        for at, breakable in enumerate(line_break_breakables(text))
        if breakable and at and not (_is_hangul(text[at - 1]) and _is_hangul(text[at]))
    )


def _cluster_ends(text: str, offset: int) -> Sequence[int]:
    """Return where letters as people see them end."""
    if text.isascii() or _SINGLE.fullmatch(text):
        return range(offset + 1, offset + len(text) + 1)
    from wcwidth import iter_graphemes

    return list(accumulate(map(len, iter_graphemes(text)), initial=offset))[1:]


def wrap(text: str, font: Font, max_width: float, max_lines: int | None = None, slack: float = 1.08) -> Wrapped:
    r"""Set a text in lines.

    Alphabetic text breaks at spaces, after hyphens and slashes and at soft hyphens, other scripts where Unicode allows
    it. Among the ways to break into the fewest lines the most even one is taken. A word wider than a line is broken
    between letters, with a hyphen if it is a word and no address or number. Spaces collapse; a newline is a break,
    several are one.

    Parameters
    ----------
    text : str
        Any text; it is cleaned.
    font : Font
        Its font.
    max_width : float
        Room of a line [px].
    max_lines : int, optional
        What exceeds it is cut and marked with an ellipsis; None for no bound.
    slack : float
        How much wider than measured a line may turn out.

    Returns
    -------
    Wrapped
        At least one line; an empty text has one empty line.

    Examples
    --------
    >>> wrap("Pick-up and/or drop-off", Font(13), 60).lines
    ('Pick-up', 'and/or', 'drop-off')
    >>> wrap("Wait about 15 min", Font(13), 100).lines
    ('Wait about', '15 min')
    >>> wrap("サービスの予約を確認する", Font(13), 100).lines
    ('サービスの', '予約を確認する')
    >>> wrap("Zahlungs\u00adbestätigung", Font(13), 100).lines
    ('Zahlungs-', 'bestätigung')
    """
    room = max_width * UNITS_PER_EM / (font.size * slack) if font.size * slack > 0 else math.inf
    set_lines = _set_lines if len(text) <= LONGEST_CACHED else _set_lines.__wrapped__
    lines, width, truncated = set_lines(text, font.bold, room, max_lines)
    return Wrapped(lines, width * font.size / UNITS_PER_EM, truncated)


@lru_cache(maxsize=8192)
def _set_lines(text: str, bold: bool, room: float, max_lines: int | None) -> tuple[tuple[str, ...], int, bool]:
    most = None if max_lines is None else max(1, max_lines)
    lines: list[str] = []
    for source in filter(None, map(_collapse, clean(text).split("\n"))):
        if most is not None and len(lines) == most:
            lines[-1] = _end_with_ellipsis(lines[-1], bold, room)
            return _result(lines, bold, truncated=True)
        source = source if most is None else _enough(source, bold, room * (most - len(lines) + 2))
        if _SOFT_HYPHEN not in source and width_units(source, bold) <= room:
            lines.append(source.replace(_NO_WIDTH, ""))
            continue
        paragraph = _Paragraph(source, bold, room)
        ends = _fill(paragraph)
        if most is not None and len(lines) + len(ends) > most:
            kept = ends[: most - len(lines)]
            lines += [paragraph.line(*bounds) for bounds in _bounds(kept[:-1])]
            start = paragraph.pieces[kept[-2] + 1 if len(kept) > 1 else 0].start
            lines.append(_cut_short(paragraph, start, bold))
            return _result(lines, bold, truncated=True)
        ends = _balance(paragraph, ends)
        lines += [paragraph.line(*bounds) for bounds in _bounds(ends)]
    return _result(lines or [""], bold, truncated=False)


def _result(lines: list[str], bold: bool, truncated: bool) -> tuple[tuple[str, ...], int, bool]:
    return tuple(lines), max(width_units(line, bold) for line in lines), truncated


def _collapse(text: str) -> str:
    text = _NEEDLESS.sub("", text)
    return " ".join(filter(None, text.replace("\t", " ").split(" "))).strip(_BLANKS)


def _enough(text: str, bold: bool, room: float) -> str:
    """Return the beginning of a text that certainly fills the room: what follows would be cut anyway."""
    if len(text) <= LONGEST_CACHED:
        return text
    pens = accumulate(pen_steps(text, bold)[0])
    return text[: next((at + 1 for at, pen in enumerate(pens) if pen > room and at >= LONGEST_CACHED), len(text))]


def _bounds(ends: Sequence[int]) -> Iterator[tuple[int, int]]:
    return zip([0, *(end + 1 for end in ends)], ends, strict=False)


def _fill(paragraph: _Paragraph) -> list[int]:
    """Return the last piece of every line when each line takes as much as it holds."""
    pieces, pen, limit = paragraph.pieces, paragraph.pen, paragraph.limit
    ends: list[int] = []
    first = 0
    while first < len(pieces):
        origin, last = paragraph.origin(first), first
        for probe in range(first + 1, len(pieces)):
            width = pen[pieces[probe].end] - origin
            if width > limit:
                break
            if width + pieces[probe].hyphen <= limit:
                last = probe
        ends.append(last)
        first = last + 1
    return ends


def _balance(paragraph: _Paragraph, filled: list[int]) -> list[int]:
    """Return the last piece of every line for the most even lines, no more than the filled ones."""
    count = len(paragraph.pieces)
    if not 1 < len(filled) <= _BALANCED_LINES or count > _BALANCED_PIECES or count == len(filled):
        return filled
    unit = (max(paragraph.line_width(*bounds) for bounds in _bounds(filled)) // 4) ** 2
    # best[i]: fewest lines, then least cost, of the pieces from i on; and the end of its first line
    best: list[tuple[int, int, int]] = [(0, 0, count)] * (count + 1)
    for first in range(count - 1, -1, -1):
        best[first] = min(_first_lines(paragraph, first, best, unit))
    ends, first = [], 0
    while first < count:
        ends.append(best[first][2])
        first = ends[-1] + 1
    return ends


def _first_lines(
    paragraph: _Paragraph, first: int, best: Sequence[tuple[int, int, int]], unit: int
) -> Iterator[tuple[int, int, int]]:
    """Yield every first line that fits with what is best after it: number of lines, cost, last piece."""
    pieces, pen, limit = paragraph.pieces, paragraph.pen, paragraph.limit
    origin = paragraph.origin(first)
    final = len(pieces) - 1
    for last in range(first, len(pieces)):
        _, end, hyphen, rating = pieces[last]
        width = pen[end] - origin
        if last > first and width > limit:
            return
        width += hyphen
        if last == first or width <= limit:
            lines, cost, _ = best[last + 1]
            yield lines + 1, cost + width * width + (rating * unit if last < final else 0), last


def _cut_short(paragraph: _Paragraph, start: int, bold: bool) -> str:
    """Return the last line of a text that goes on: as many words as fit, or letters, and an ellipsis."""
    text = paragraph.text
    stop = bisect_right(paragraph.pen, paragraph.pen[start] + paragraph.kerning[start] + max(0.0, paragraph.limit)) - 1
    return _end_with_ellipsis(text[start : max(start + 1, stop)], bold, paragraph.limit, text[stop : stop + 1])


def _end_with_ellipsis(line: str, bold: bool, room: float, following: str = "") -> str:
    """Shorten a line until an ellipsis fits behind it; between words if that costs less than a third of it."""
    line = line.replace(_NO_WIDTH, "")
    ends = _cluster_ends(line, 0)
    shortened = ((end, line[:end].rstrip(_TAIL) + _ELLIPSIS) for end in reversed(ends))
    letters = next((end for end, short in shortened if width_units(short, bold) <= room), 0)
    words = line.rfind(" ", 0, letters + 1)
    whole = letters == len(line) and following in ("", " ")
    end = words if not whole and words * 3 > letters * 2 else letters
    return line[:end].rstrip(_TAIL) + _ELLIPSIS
