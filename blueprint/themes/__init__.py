"""Themes: colors, type and metrics of a drawing as typed data."""

from __future__ import annotations

from blueprint.themes.catalog import load_theme, theme_names
from blueprint.themes.theme import Metrics, Palette, Theme, Zone

__all__ = ["Metrics", "Palette", "Theme", "Zone", "load_theme", "theme_names"]
