r"""Runs: a line of text cut where its script changes, so that each part can have a font of its own.

>>> [(run.script, run.text) for run in split_runs("Pay 支付 now 💳")]
[('own', 'Pay '), ('cjk', '支付'), ('own', ' now '), ('emoji', '💳')]

What is read from right to left stays whole, with the digits and blanks in it, so that its order can be found.

>>> [run.script for run in split_runs("شحن 12 كغ")]
['Arabic']
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from blueprint.layout.advances import EMOJI, REGULAR_ADVANCES
from blueprint.layout.widths import EMOJI_SEQUENCE

# What the face of our own has beyond the letters that the layout measures.
_OWN = re.compile(
    "[\t\n -\u024f\u0300-\u032f\u0374\u0375\u037a-\u037e\u0384-\u03ce\u03d0-\u0513\u051a-\u051d\u1e00-\u1e9b\u1e9e"
    f"\u1ea0-\u1ef9\u2000-\u2022{re.escape(''.join(REGULAR_ADVANCES.values()))}]*"
)
_CJK = re.compile(
    "[\u2e80-\u30ff\u3105-\u312f\u3190-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff9f\uffe0-\uffef"
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdf]")
_PICTURES = frozenset(EMOJI)
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
_MEASURED = frozenset(("own", "cjk"))  # their widths are known; those of others depend on the font


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a line in one script.

    Parameters
    ----------
    script : str
        ``own`` for what our own face has, ``cjk``, ``hangul``, ``emoji``, ``symbol``, or the name of a script.
    text : str
        Letters in the order in which they are read.
    """

    script: str
    text: str

    @property
    def is_measured(self) -> bool:
        """Whether the width of the run is known without its font."""
        return self.script in _MEASURED

    @property
    def is_written(self) -> bool:
        """Whether the run is in letters of a script, which nobody can do without, and no picture or symbol."""
        return self.script not in ("own", "emoji", "symbol")


def split_runs(text: str) -> tuple[Run, ...]:
    """Cut a line of text where its script changes.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    tuple of Run
        In the order of the text; together they are the text.
    """
    if text.isascii() or _OWN.fullmatch(text):
        return (Run("own", text),) if text else ()
    scripts = _join_neutrals(text, _scripts(text))
    places = groupby(range(len(text)), key=scripts.__getitem__)
    return tuple(Run(script, "".join(text[at] for at in group)) for script, group in places)


def _scripts(text: str) -> list[str]:
    """Return the script of each character; marks and joiners belong to the letter before them."""
    found: list[str] = []
    for char in text:
        found.append(script_of(char) or (found[-1] if found else "own"))
    for sequence in EMOJI_SEQUENCE.finditer(text):
        first, last = sequence.span()
        found[first:last] = ["emoji"] * (last - first)
    return found


@lru_cache(maxsize=4096)
def script_of(char: str) -> str:
    """Return the script of a character; empty for what takes that of the character before it."""
    if _OWN.fullmatch(char):
        return "own"
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Mc", "Cf"):
        return ""
    if char in _PICTURES or 0x1F000 <= ord(char) <= 0x1FAFF:
        return "emoji"
    if _HANGUL.fullmatch(char):
        return "hangul"
    if _CJK.fullmatch(char):
        return "cjk"
    word = re.match("[A-Z]*", unicodedata.name(char, ""))
    said = category[0] in "LN" or unicodedata.bidirectional(char) in _RIGHT_TO_LEFT
    return word[0].capitalize() if said and word and word[0] else "symbol"


def _join_neutrals(text: str, scripts: list[str]) -> list[str]:
    """Let scripts that are set as a whole keep the blanks, digits and signs in and around them."""
    letters = {script: chr(_FIRST_CODE + at) for at, script in enumerate(dict.fromkeys(scripts))}
    codes = "".join(_code(char, script, letters) for char, script in zip(text, scripts, strict=True))
    for found in _WHOLE.finditer(codes):
        first, last = found.span()
        script = next(scripts[at] for at in range(first, last) if codes[at] not in "ns")
        scripts[first:last] = [script] * (last - first)
    return scripts


def _code(char: str, script: str, letters: dict[str, str]) -> str:
    """Return n for what has no direction, s for a picture or symbol, R for a letter that is read from the right."""
    if script == "own":
        return "a" if char.isalpha() else "n"
    if script in ("emoji", "symbol"):
        return "s"
    if script in _MEASURED:
        return "a"
    return "R" if unicodedata.bidirectional(char) in _RIGHT_TO_LEFT else letters[script]


_FIRST_CODE = 0xE000
_WHOLE = re.compile("n*R(?:[ns\ue000-\uf8ff]*R)*n*|n*([\ue000-\uf8ff])(?:n*\\1)*n*")
