"""Fonts: the families of a drawing by script, and the face that comes with the library for PNG and PDF.

Browsers find a font for every letter by themselves. The engines of PNG and PDF take the first family of a list that is
there, and then any font with the letter; so they get one list for each script, which ends in the face of our own.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

OWN = "Blueprint Sans"
"""The face that comes with the library: a part of Liberation Sans, with the widths that the layout counts on."""

_LATIN = ("Arial", "Helvetica", "Arimo", "Liberation Sans")
_BY_LANGUAGE = {
    "ja": ("Hiragino Sans", "Yu Gothic", "Noto Sans CJK JP", "Noto Sans JP"),
    "ko": ("Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans CJK KR", "Noto Sans KR"),
    "zh-hant": ("PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", "Noto Sans TC"),
    "zh": ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"),
}
_EMOJI = ("Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji")
_SYMBOLS = ("Segoe UI Symbol", "Apple Symbols", "Noto Sans Symbols 2", "DejaVu Sans")
_EVERYWHERE = ("Segoe UI", "Arial Unicode MS", "Arial", "DejaVu Sans")
_NATIVE = {
    "Arabic": ("Geeza Pro",),
    "Hebrew": ("Arial Hebrew",),
    "Thai": ("Leelawadee UI", "Thonburi"),
    "Devanagari": ("Nirmala UI", "Kohinoor Devanagari"),
}


def font_stack(language: str) -> str:
    """Return font families with the metrics that the layout counts on, then those for other scripts."""
    others = tuple(name for names in _BY_LANGUAGE.values() for name in names[2:3])
    return quote_families((*_LATIN, *_BY_LANGUAGE.get(_key(language), ()), *others, *_EMOJI)) + ", sans-serif"


def _key(language: str) -> str:
    tag = language.lower()
    traditional = tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo"))
    return "zh-hant" if traditional else tag.split("-")[0]


def quote_families(names: tuple[str, ...]) -> str:
    """Write a list of font families, each once."""
    return ", ".join(f"'{name}'" if " " in name else name for name in dict.fromkeys(names))


@lru_cache(maxsize=256)
def families(script: str, language: str) -> str:
    """Return the font families for letters of one script, the best first.

    Parameters
    ----------
    script : str
        What `blueprint.rendering.scripts` calls it: ``own``, ``cjk``, ``hangul``, ``emoji``, ``symbol``, or the name
        of a script such as ``Arabic``.
    language : str
        Tag of the language, which says whose shapes Chinese characters have.
    """
    if script == "own":
        return quote_families((OWN,))
    if script == "emoji":
        return quote_families((*_EMOJI, *_SYMBOLS, OWN))
    if script == "symbol":
        return quote_families((*_SYMBOLS, *_EMOJI, OWN))
    if script in ("cjk", "hangul"):
        first = "ko" if script == "hangul" else _key(language)
        others = tuple(name for names in _BY_LANGUAGE.values() for name in names)
        return quote_families((*_BY_LANGUAGE.get(first, ()), *others, OWN))
    return quote_families((f"Noto Sans {script}", *_NATIVE.get(script, ()), *_EVERYWHERE, OWN))


def faces() -> Path:
    """Return the folder of the face that comes with the library."""
    return Path(__file__).parent / "faces"


def face_files() -> list[str]:
    """Return the files of the face that comes with the library: regular and bold."""
    return [str(faces() / f"BlueprintSans-{weight}.ttf") for weight in ("Regular", "Bold")]
