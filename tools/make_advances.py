"""Make ``blueprint/layout/advances.py`` from installed fonts; needs fontTools and is run by hand, never by users.

Run it as ``python tools/make_advances.py [FOLDER_OF_LIBERATION_SANS [NOTO_COLOR_EMOJI]]``. It takes facts only: how
wide each character is, which pairs are set closer or wider, and which characters an emoji font draws. Arial, Helvetica,
Arimo and Liberation Sans agree in the first two.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

_LIBERATION = Path("/usr/share/fonts/truetype/liberation")
_EMOJI = Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf")
_TARGET = Path(__file__).parents[1] / "blueprint" / "layout" / "advances.py"
_UNITS_PER_EM = 2048
_FIRST_EMOJI_PLANE = 0x1F000  # from here on a rule decides, no list
_HEAD = '''\
"""Facts of Arial-metric fonts: how wide characters are, which pairs are set closer. Made by tools/make_advances.py.

The unit is 1/2048 em. ``*_ADVANCES`` maps a width to the characters that have it; ``*_KERNING`` maps a correction to
the pairs, written one after the other, that get it. ``EMOJI`` holds the characters below U+1F000 that emoji fonts draw.
"""

from __future__ import annotations

from typing import Final

UNITS_PER_EM: Final = 2048

'''


def _characters(font: TTFont) -> dict[str, str]:
    """Return the glyph of every character that the tables are to know."""
    skipped = {"Co", "Cf", "Cc"}  # private use has no meaning; format characters are invisible whatever the font says
    found = {chr(code): glyph for code, glyph in sorted(font.getBestCmap().items())}
    return {char: glyph for char, glyph in found.items() if unicodedata.category(char) not in skipped}


def _advances(font: TTFont, glyphs: dict[str, str]) -> dict[int, str]:
    groups: defaultdict[int, str] = defaultdict(str)
    for char, glyph in glyphs.items():
        groups[font["hmtx"][glyph][0]] += char
    return dict(sorted(groups.items()))


def _kerning(font: TTFont, glyphs: dict[str, str]) -> dict[int, str]:
    chars: defaultdict[str, list[str]] = defaultdict(list)
    for char, glyph in glyphs.items():
        chars[glyph].append(char)
    pairs = {
        (left, right): value
        for (first, second), value in font["kern"].kernTables[0].kernTable.items()
        for left in chars[first]
        for right in chars[second]
    }
    groups: defaultdict[int, str] = defaultdict(str)
    for (left, right), value in sorted(pairs.items()):
        groups[value] += left + right
    return dict(sorted(groups.items()))


def _emoji(path: Path, known: Iterable[str]) -> str:
    codes = sorted(code for code in TTFont(path).getBestCmap() if 0x2000 <= code < _FIRST_EMOJI_PLANE)
    visible = (chr(code) for code in codes if unicodedata.category(chr(code))[0] == "S")
    return "".join(char for char in visible if char not in known)


def _literal(text: str, indent: str) -> Iterator[str]:
    chunks = [text[at : at + 76] for at in range(0, len(text), 76)]
    if len(chunks) == 1:
        yield repr(text)
        return
    yield "("
    yield from (f"\n{indent}    {chunk!r}" for chunk in chunks)
    yield f"\n{indent})"


def _table(name: str, groups: dict[int, str]) -> str:
    rows = "".join(f"    {value}: {''.join(_literal(text, '    '))},\n" for value, text in groups.items())
    return f"{name}: Final[dict[int, str]] = {{\n{rows}}}\n"


def make_module(folder: Path = _LIBERATION, emoji: Path = _EMOJI) -> str:
    """Return the text of the module.

    Parameters
    ----------
    folder : Path
        Where LiberationSans-Regular.ttf and LiberationSans-Bold.ttf lie.
    emoji : Path
        The file of an emoji font.
    """
    parts = [_HEAD]
    known: dict[str, str] = {}
    for face in ("Regular", "Bold"):
        font = TTFont(folder / f"LiberationSans-{face}.ttf")
        if (units := font["head"].unitsPerEm) != _UNITS_PER_EM:
            raise SystemExit(f"LiberationSans-{face}.ttf has {units} units per em, not {_UNITS_PER_EM}")
        known = _characters(font)
        parts.append(_table(f"{face.upper()}_ADVANCES", _advances(font, known)))
        parts.append(_table(f"{face.upper()}_KERNING", _kerning(font, known)))
    parts.append(f"EMOJI: Final[str] = {''.join(_literal(_emoji(emoji, known), ''))}\n")
    return "".join(parts)


if __name__ == "__main__":
    _TARGET.write_text(make_module(*map(Path, sys.argv[1:3])), encoding="utf-8", newline="\n")
