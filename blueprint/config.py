"""Configuration: ``blueprint.toml``, or ``[tool.blueprint]`` in ``pyproject.toml``, found from a file's folder upwards.

>>> text = '''
... [tool.blueprint]
... preset = "strict"
... [tool.blueprint.rules]
... dead-end = "off"
... BP514 = { severity = "error", limit = "2 h" }
... '''
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from blueprint.diagnostics import Diagnostic, Location, Severity, shorten
from blueprint.errors import PluginError
from blueprint.files import is_file, read_bytes
from blueprint.rules import Rule, SettingError, Settings, read_settings, shipped_rules
from blueprint.rules.settings import DEFAULT

OWN, SHARED = "blueprint.toml", "pyproject.toml"
_TABLE = ("tool", "blueprint")


def find_settings(folder: Path, rules: Sequence[Rule] | None = None) -> Settings:
    """Return the settings for the files of a folder: of the nearest configuration at it or above it.

    Parameters
    ----------
    folder : Path
        Where to begin.
    rules : sequence of Rule, optional
        The rules that can be set; by default those that come with the library.

    Raises
    ------
    PluginError
        BP909 for a configuration that cannot be used, with its line.
    """
    for place in (folder, *folder.absolute().parents):
        if is_file(place / OWN):
            return load_settings(place / OWN, rules)
        if is_file(place / SHARED) and b"[tool.blueprint" in (data := read_bytes(place / SHARED)):
            return parse_settings(data.decode("utf-8", "replace"), str(place / SHARED), rules)
    return DEFAULT


def load_settings(path: Path, rules: Sequence[Rule] | None = None) -> Settings:
    """Read settings from a file.

    Raises
    ------
    SourceError
        BP001 if it cannot be read.
    PluginError
        BP909 if it cannot be used.
    """
    return parse_settings(read_bytes(path).decode("utf-8", "replace"), str(path), rules)


def parse_settings(text: str, name: str, rules: Sequence[Rule] | None = None) -> Settings:
    """Read settings from TOML: of a file of our own, or of the table ``[tool.blueprint]`` of another.

    Raises
    ------
    PluginError
        BP909 for what is no TOML, an unknown key, rule or option, or a value of the wrong kind.
    """
    try:
        data: Any = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _no_toml(error, name, text) from None
    table: tuple[str, ...] = ()
    if Path(name).name == SHARED:
        table = _TABLE
        data = data.get("tool", {}).get("blueprint", {}) if isinstance(data.get("tool", {}), Mapping) else {}
    try:
        if not isinstance(data, Mapping):
            raise SettingError((), "'blueprint' must be a table", "write [tool.blueprint] on a line of its own")
        return read_settings(data, shipped_rules() if rules is None else rules)
    except SettingError as error:
        place = _place((*table, *error.key), name, text)
        raise _fault(error.message, place, error.hint) from None


def _no_toml(error: Exception, name: str, text: str) -> PluginError:
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    what = str(error).partition(" (at ")[0] or "nested too deep"
    return _fault(f"this is no TOML: {shorten(what, 80)}", _location(name, text, line, column, 1))


def _place(key: Sequence[str], name: str, text: str) -> Location:
    """Return where a key is written: its own line, or that of the table or inline table around it."""
    at, found = 0, (1, 1, 1)
    lines = text.splitlines()
    for index in range(len(key)):
        own = re.compile(rf"""(?:^\s*\[+[^\]]*?|^\s*|[{{,.]\s*)(?P<key>["']?{re.escape(key[index])}["']?)\s*[\].=]""")
        for number in range(at, len(lines)):
            match = own.search(lines[number])
            if match:
                at, found = number, (number + 1, match.start("key") + 1, len(match["key"]))
                break
    return _location(name, text, *found)


def _location(name: str, text: str, line: int, column: int, length: int) -> Location:
    lines = text.splitlines()
    return Location(name, line, column, length, lines[line - 1] if 0 < line <= len(lines) else "")


def _fault(message: str, place: Location, hint: str = "") -> PluginError:
    return PluginError([Diagnostic("BP909", "bad-configuration", Severity.ERROR, message, place, None, hint)])
