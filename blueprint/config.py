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

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from blueprint.diagnostics import Diagnostic, Location, Severity
from blueprint.errors import PluginError
from blueprint.files import is_file, read_bytes
from blueprint.rules import Rule, SettingError, Settings, read_settings, shipped_rules
from blueprint.rules.settings import DEFAULT
from blueprint.toml import TomlError, parse_toml, place_of

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
        data: Any = parse_toml(text, name)
    except TomlError as error:
        raise _fault(error.message, error.place) from None
    table: tuple[str, ...] = ()
    if Path(name).name == SHARED:
        table = _TABLE
        data = data.get("tool", {}).get("blueprint", {}) if isinstance(data.get("tool", {}), Mapping) else {}
    try:
        if not isinstance(data, Mapping):
            raise SettingError((), "'blueprint' must be a table", "write [tool.blueprint] on a line of its own")
        return read_settings(data, shipped_rules() if rules is None else rules)
    except SettingError as error:
        place = place_of((*table, *error.key), name, text)
        raise _fault(error.message, place, error.hint) from None


def _fault(message: str, place: Location, hint: str = "") -> PluginError:
    return PluginError([Diagnostic("BP909", "bad-configuration", Severity.ERROR, message, place, None, hint)])
