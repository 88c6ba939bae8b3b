"""The themes that come with the library, read on first use."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

from blueprint.diagnostics import did_you_mean, shorten
from blueprint.errors import PluginError
from blueprint.themes.reading import theme_of
from blueprint.themes.theme import Theme

_SHIPPED = ("light",)


def theme_names() -> tuple[str, ...]:
    """Return the names of the themes that come with the library."""
    return _SHIPPED


@lru_cache
def load_theme(name: str = "light") -> Theme:
    """Return a theme by name.

    Raises
    ------
    PluginError
        BP901 if there is no such theme.
    """
    if name not in _SHIPPED:
        message = f"there is no theme '{shorten(name, 60)}'"
        raise PluginError.of("BP901", "unknown-name", message, hint=did_you_mean(name, _SHIPPED))
    text = files("blueprint.themes").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return theme_of(name, tomllib.loads(text))
