"""Reading themes: plain data becomes a `Theme`, value by value; none reaches a drawing as it stands."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from blueprint.diagnostics import did_you_mean, shorten
from blueprint.errors import PluginError
from blueprint.themes.theme import Metrics, Palette, Theme, Zone

_COLOR = re.compile(r"#[0-9a-f]{6}")
_COLORS = tuple(f.name for f in fields(Palette) if f.name != "zones")
_ZONES = ("evidence", "customer", "onstage", "backstage", "support", "management")
_SIZES = {f.name: (f.metadata["least"], f.metadata["most"]) for f in fields(Metrics)}


def theme_of(name: str, data: Mapping[str, Any], base: Theme | None = None) -> Theme:
    """Make a theme of plain data.

    Parameters
    ----------
    data : mapping
        Tables ``palette``, ``zones``, ``metrics``, and ``dark`` with a palette and zones of its own.
    base : Theme, optional
        Where everything comes from that the data does not name.

    Raises
    ------
    PluginError
        BP903 for an unknown key, a color that is no ``#rrggbb``, a size that leaves no room for a drawing.
    """
    _known(name, data, ("palette", "zones", "metrics", "dark"))
    dark = base.dark if base else None
    if "dark" in data:
        section = _section(name, data, "dark")
        _known(name, section, ("palette", "zones"))
        dark = _palette(name, section, dark, "dark.")
    return Theme(name, _palette(name, data, base.palette if base else None), _metrics(name, data, base), dark)


def _palette(name: str, data: Mapping[str, Any], base: Palette | None, prefix: str = "") -> Palette:
    colors = _section(name, data, "palette")
    _known(name, colors, _COLORS)
    values = {
        key: getattr(base, key) if base and key not in colors else _color(name, prefix + key, colors.get(key))
        for key in _COLORS
    }
    zones = _section(name, data, "zones")
    _known(name, zones, _ZONES)
    of_kind = {
        kind: base.zones[kind] if base and kind not in zones else _zone(name, prefix + kind, zones.get(kind))
        for kind in _ZONES
    }
    return Palette(**values, zones=of_kind)


def _section(name: str, data: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    found = data.get(section, {})
    if not isinstance(found, Mapping):
        message = f"theme '{name}': '{section}' must be a table, got {shorten(repr(found), 40)}"
        raise _fault(message, f"write [{section}]")
    return found


def _metrics(name: str, data: Mapping[str, Any], base: Theme | None) -> Metrics:
    sizes = _section(name, data, "metrics")
    _known(name, sizes, _SIZES)
    values = {key: getattr(base.metrics, key) for key in _SIZES} if base else {}
    return Metrics(**values | {key: _size(name, key, value) for key, value in sizes.items()})


def _size(name: str, key: str, value: object) -> float:
    least, most = _SIZES[key]
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if not (isinstance(value, int | float) and is_number and least <= value <= most):
        message = f"theme '{name}': {key} must be a number of px from {least:g} to {most:g}"
        raise _fault(f"{message}, got {shorten(repr(value), 40)}")
    return float(value)


def _zone(name: str, kind: str, data: object) -> Zone:
    if not isinstance(data, Mapping):
        raise _fault(f"theme '{name}': zone '{kind}' needs a tint and an ink")
    _known(name, data, ("tint", "ink"))
    return Zone(_color(name, f"{kind}.tint", data.get("tint")), _color(name, f"{kind}.ink", data.get("ink")))


def _color(name: str, key: str, value: object) -> str:
    if not isinstance(value, str) or _COLOR.fullmatch(value.lower()) is None:
        raise _fault(f"theme '{name}': {key} must be a color such as #1f2933, got {shorten(repr(value), 40)}")
    return value.lower()


def _known(name: str, data: Mapping[str, Any], known: Iterable[str]) -> None:
    for key in data:
        if key not in known:
            raise _fault(f"theme '{name}': unknown key '{shorten(str(key), 40)}'", did_you_mean(str(key), tuple(known)))


def _fault(message: str, hint: str = "") -> PluginError:
    return PluginError.of("BP903", "bad-theme", message, hint=hint)
