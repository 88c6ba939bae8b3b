"""Reading themes: plain data becomes a `Theme`, value by value; none reaches a drawing as it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NoReturn

from blueprint.diagnostics import Diagnostic, Location, Severity, did_you_mean, shorten
from blueprint.errors import PluginError
from blueprint.themes.theme import Metrics, Palette, Theme, Zone

LEAST_LEADING = 1.15
"""Distance of two base lines, in font sizes, below which lines of text would touch."""

_COLOR = re.compile(r"#[0-9a-f]{6}")
_COLORS = tuple(f.name for f in fields(Palette) if f.name != "zones")
_ZONES = ("evidence", "customer", "onstage", "backstage", "support", "management")
_SIZES = {f.name: (f.metadata["least"], f.metadata["most"]) for f in fields(Metrics)}
_KINDS = {bool: "true or false", str: "a text", list: "a list", dict: "a table"}

Key = Sequence[str]


@dataclass(frozen=True, slots=True)
class Bases:
    """The themes that another may build on.

    Parameters
    ----------
    names : tuple of str
        Their names.
    find : callable
        Returns the theme of a name.
    """

    names: tuple[str, ...]
    find: Callable[[str], Theme]


def theme_of(
    name: str,
    data: Mapping[str, Any],
    base: Theme | None = None,
    *,
    bases: Bases | None = None,
    locate: Callable[[Key], Location] | None = None,
) -> Theme:
    """Make a theme of plain data.

    Parameters
    ----------
    data : mapping
        Tables ``palette``, ``zones``, ``metrics``, and ``dark`` with a palette and zones of its own; ``base`` names
        the theme where everything comes from that the data does not name, and ``dark.base`` that of the dark colors.
    base : Theme, optional
        The base if the data names none.
    bases : Bases, optional
        The themes that can be named as a base.
    locate : callable, optional
        Tells where a key is written.

    Raises
    ------
    PluginError
        BP903 for an unknown key or base, a color that is no ``#rrggbb``, a size that leaves no room for a drawing.
    """
    return _Reader(name, bases, locate).theme(data, base)


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    bases: Bases | None
    locate: Callable[[Key], Location] | None

    def theme(self, data: Mapping[str, Any], base: Theme | None) -> Theme:
        self.known((), data, ("base", "palette", "zones", "metrics", "dark"))
        base = self.base((), data) or base
        palette = self.palette((), data, base.palette if base else None)
        dark = self.dark(data, base.dark if base else None)
        return Theme(self.name, palette, self.metrics(data, base.metrics if base else Metrics()), dark)

    def base(self, at: Key, data: Mapping[str, Any]) -> Theme | None:
        """Return the theme that the data names as its base."""
        if "base" not in data:
            return None
        name, names = data["base"], self.bases.names if self.bases else ()
        if self.bases is None or not isinstance(name, str) or name not in names:
            hint = did_you_mean(name if isinstance(name, str) else "", names)
            self.fault((*at, "base"), f"base must be the name of a shipped theme, got {_shown(name)}", hint)
        return self.bases.find(name)

    def dark(self, data: Mapping[str, Any], base: Palette | None) -> Palette | None:
        """Return the colors of dark screens; they build on the theme ``dark`` unless a base says otherwise."""
        if "dark" not in data:
            return base
        section = self.section((), data, "dark")
        self.known(("dark",), section, ("base", "palette", "zones"))
        named = self.base(("dark",), section)
        if named is None and base is None and self.bases is not None:
            named = self.bases.find("dark")
        return self.palette(("dark",), section, named.palette if named else base)

    def palette(self, at: Key, data: Mapping[str, Any], base: Palette | None) -> Palette:
        colors, zones = self.section(at, data, "palette"), self.section(at, data, "zones")
        self.known((*at, "palette"), colors, _COLORS)
        self.known((*at, "zones"), zones, _ZONES)
        values = {
            key: getattr(base, key) if base and key not in colors else self.color((*at, "palette"), colors, key)
            for key in _COLORS
        }
        of_kind = {
            kind: base.zones[kind] if base and kind not in zones else self.zone((*at, "zones"), zones, kind)
            for kind in _ZONES
        }
        return Palette(**values, zones=of_kind)

    def zone(self, at: Key, zones: Mapping[str, Any], kind: str) -> Zone:
        data, here = zones.get(kind), (*at, kind)
        if not isinstance(data, Mapping):
            hint = f'write {kind} = {{ tint = "#eef5fe", ink = "#2b64a8" }}'
            self.fault(here if kind in zones else at, f"zone '{kind}' needs a tint and an ink", hint)
        self.known(here, data, ("tint", "ink"))
        return Zone(self.color(here, data, "tint"), self.color(here, data, "ink"))

    def color(self, at: Key, data: Mapping[str, Any], key: str) -> str:
        value = data.get(key)
        if not isinstance(value, str) or _COLOR.fullmatch(value.lower()) is None:
            said = ".".join((*(part for part in at if part not in ("palette", "zones")), key))
            got = _shown(value) if key in data else "none"
            self.fault((*at, key) if key in data else at, f"{said} must be a color such as #1f2933, got {got}")
        return value.lower()

    def metrics(self, data: Mapping[str, Any], base: Metrics) -> Metrics:
        sizes = self.section((), data, "metrics")
        self.known(("metrics",), sizes, _SIZES)
        found = {key: getattr(base, key) for key in _SIZES} | {key: self.size(sizes, key) for key in sizes}
        for text in ("label", "footer"):
            size, leading = found[f"{text}_size"], found[f"{text}_leading"]
            if leading < LEAST_LEADING * size:
                key = f"{text}_leading" if f"{text}_leading" in sizes else f"{text}_size"
                least = f"{LEAST_LEADING * size:g} px for a {text}_size of {size:g} px"
                message = f"{text}_leading must be at least {least}, so that lines of text do not touch"
                self.fault(("metrics", key), f"{message}; it is {leading:g} px")
        return Metrics(**found)

    def size(self, sizes: Mapping[str, Any], key: str) -> float:
        value, (least, most) = sizes[key], _SIZES[key]
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (is_number and least <= value <= most):
            message = f"{key} must be a number of px from {least:g} to {most:g}, got {_shown(value)}"
            self.fault(("metrics", key), message)
        return float(value)

    def section(self, at: Key, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        found = data.get(key, {})
        if not isinstance(found, Mapping):
            table = ".".join((*at, key))
            self.fault((*at, key), f"'{table}' must be a table, got {_shown(found)}", f"write [{table}]")
        return found

    def known(self, at: Key, data: Mapping[str, Any], known: Iterable[str]) -> None:
        for key in data:
            if key not in known:
                hint = did_you_mean(str(key), tuple(known))
                self.fault((*at, str(key)), f"unknown key '{shorten(str(key), 40)}'", hint)

    def fault(self, key: Key, message: str, hint: str = "") -> NoReturn:
        """Refuse a value: at its place if there is one, else with the name of the theme."""
        place = self.locate(key) if self.locate else None
        message = message if place else f"theme '{shorten(self.name, 60)}': {message}"
        raise PluginError([Diagnostic("BP903", "bad-theme", Severity.ERROR, message, place, hint=hint)])


def _shown(value: object) -> str:
    """Say what stands where something else should; what could be without end, by its kind only."""
    if isinstance(value, str):
        return shorten(repr(value[:60]), 40)
    if value is None or isinstance(value, float):
        return repr(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1e12:
        return str(value)
    return _KINDS.get(type(value), "something else")
