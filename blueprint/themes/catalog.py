"""The themes that come with the library, read on first use, and those of files."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.resources import files

from blueprint.diagnostics import Diagnostic, Location, Severity, did_you_mean, shorten
from blueprint.errors import PluginError, SourceError
from blueprint.themes.reading import Bases, theme_of
from blueprint.themes.theme import Theme
from blueprint.toml import TomlError, parse_toml, place_of

LARGEST = 64 * 1024
"""Largest file of a theme [bytes]."""

_SHIPPED = ("light", "dark", "auto", "print", "clear")


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes that come with the library."""
    return _SHIPPED


@lru_cache
def load_theme(name: str = "light") -> Theme:
    """Return a theme that comes with the library.

    Raises
    ------
    PluginError
        BP901 if there is no such theme.
    """
    if name not in _SHIPPED:
        message = f"there is no theme '{shorten(name, 60)}'"
        hint = did_you_mean(name, _SHIPPED)
        more = "" if hint.startswith("did you mean") else ", or the path of a theme of your own, such as brand.toml"
        raise PluginError.of("BP901", "unknown-name", message, hint=hint + more)
    text = files("blueprint.themes").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return theme_of(name, parse_toml(text, name), bases=_BASES)


_BASES = Bases(_SHIPPED, load_theme)


def is_theme_file(name: str | os.PathLike[str]) -> bool:
    """Tell whether this names a file with a theme: by its ending, or as a path with folders.

    Examples
    --------
    >>> is_theme_file("light"), is_theme_file("brand.toml"), is_theme_file("themes/brand")
    (False, True, True)
    """
    if not isinstance(name, str):
        return True
    return name.lower().endswith(".toml") or "/" in name or os.sep in name


def parse_theme(data: bytes, name: str) -> Theme:
    """Return the theme of a file; what it does not name comes from its base, or else from ``light``.

    Parameters
    ----------
    data : bytes
        What the file holds: TOML, in UTF-8.
    name : str
        Its path, for messages.

    Raises
    ------
    SourceError
        BP002 if it is no text, BP004 if it is too large.
    PluginError
        BP903 for what is no TOML, an unknown key, or a value that no drawing can have.
    """
    text = _decode(data, name)
    try:
        found = parse_toml(text, name)
    except TomlError as error:
        problem = Diagnostic("BP903", "bad-theme", Severity.ERROR, error.message, error.place, hint=_EXAMPLE)
        raise PluginError([problem]) from None
    return theme_of(name, found, load_theme(), bases=_BASES, locate=lambda key: place_of(key, name, text))


_EXAMPLE = 'a theme has tables with one value a line, such as [palette] and, below it, ink = "#1f2933"'


def _decode(data: bytes, name: str) -> str:
    place = Location(name)
    if len(data) > LARGEST:
        message = f"this file has more than {LARGEST // 1024} KiB, the limit of a theme"
        raise SourceError([Diagnostic("BP004", "too-large", Severity.ERROR, message, place, hint=_EXAMPLE)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message, hint = "a theme is text in UTF-8, and this file is not", "save it as UTF-8 in a text editor"
        found = Diagnostic("BP002", "not-text", Severity.ERROR, message, Location(name, line), hint=hint)
        raise SourceError([found]) from None
