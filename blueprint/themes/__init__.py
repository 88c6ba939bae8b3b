"""Themes: colors, type and metrics of a drawing as typed data."""

from __future__ import annotations

from blueprint.themes.catalog import is_theme_file, load_theme, parse_theme, theme_names
from blueprint.themes.theme import Metrics, Palette, Theme, Zone

__all__ = ["Metrics", "Palette", "Theme", "Zone", "is_theme_file", "load_theme", "parse_theme", "theme_names"]
