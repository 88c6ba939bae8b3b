"""What a theme is: a palette of checked colors, and the metrics that a layout needs."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from blueprint.diagnostics import did_you_mean, shorten
from blueprint.errors import PluginError

_COLOR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes of a drawing; all in px.

    Text sizes are font sizes; ``*_leading`` is the distance of two base lines.
    """

    box_width: float = 168
    box_height: float = 48
    box_padding: float = 12
    box_radius: float = 8
    evidence_height: float = 32
    label_size: float = 13
    label_leading: float = 17
    footer_size: float = 11
    footer_leading: float = 14
    phase_size: float = 14
    phase_height: float = 34
    title_size: float = 20
    column_gap: float = 40
    phase_gap: float = 16
    row_gap: float = 24
    lane_padding: float = 20
    gutter: float = 148
    margin: float = 24
    track: float = 10
    corner: float = 6
    mark: float = 20


@dataclass(frozen=True, slots=True)
class Zone:
    """Colors of one kind of lane: its tint, and the ink of its outlines and name."""

    tint: str
    ink: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors of a drawing, each as ``#rrggbb``."""

    canvas: str
    ink: str
    muted: str
    box: str
    phase: str
    phase_ink: str
    flow: str
    rework: str
    relation: str
    fail: str
    wait: str
    truth: str
    detail: str
    on_mark: str
    zones: Mapping[str, Zone]

    def zone(self, kind: str) -> Zone:
        """Return the colors of a kind of lane."""
        return self.zones[kind]


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme: its name, palette and metrics."""

    name: str
    palette: Palette
    metrics: Metrics = field(default_factory=Metrics)


def theme_of(name: str, data: Mapping[str, Any]) -> Theme:
    """Make a theme of plain data; every value is checked, none reaches a drawing as it stands.

    Raises
    ------
    PluginError
        BP903 for an unknown key, a color that is no ``#rrggbb``, a size that is no number from 1 to 1000.
    """
    sections = {"palette", "zones", "metrics"}
    _known(name, data, sections)
    colors = _section(name, data, "palette")
    wanted = [f.name for f in fields(Palette) if f.name != "zones"]
    _known(name, colors, wanted)
    palette = {key: _color(name, key, colors.get(key)) for key in wanted}
    kinds = ("evidence", "customer", "onstage", "backstage", "support", "management")
    zones = _section(name, data, "zones")
    _known(name, zones, kinds)
    return Theme(
        name,
        Palette(**palette, zones={kind: _zone(name, kind, zones.get(kind)) for kind in kinds}),
        _metrics(name, data),
    )


def _section(name: str, data: Mapping[str, Any], section: str) -> Mapping[str, Any]:
    found = data.get(section, {})
    if not isinstance(found, Mapping):
        raise _fault(
            f"theme '{name}': '{section}' must be a table, got {shorten(repr(found), 40)}", f"write [{section}]"
        )
    return found


def _metrics(name: str, data: Mapping[str, Any]) -> Metrics:
    sizes = _section(name, data, "metrics")
    _known(name, sizes, [f.name for f in fields(Metrics)])
    for key, value in sizes.items():
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
            or not 1 <= value <= 1000
        ):
            raise _fault(f"theme '{name}': {key} must be a number of px from 1 to 1000, got {shorten(repr(value), 40)}")
    return Metrics(**{key: float(value) for key, value in sizes.items()})


def _zone(name: str, kind: str, data: object) -> Zone:
    if not isinstance(data, Mapping):
        raise _fault(f"theme '{name}': zone '{kind}' needs a tint and an ink")
    _known(name, data, ("tint", "ink"))
    return Zone(_color(name, f"{kind}.tint", data.get("tint")), _color(name, f"{kind}.ink", data.get("ink")))


def _color(name: str, key: str, value: object) -> str:
    if not isinstance(value, str) or _COLOR.fullmatch(value.lower()) is None:
        raise _fault(f"theme '{name}': {key} must be a color such as #1f2933, got {shorten(repr(value), 40)}")
    return value.lower()


def _known(name: str, data: Mapping[str, Any], known: Any) -> None:
    for key in data:
        if key not in known:
            raise _fault(f"theme '{name}': unknown key '{shorten(str(key), 40)}'", did_you_mean(str(key), known))


def _fault(message: str, hint: str = "") -> PluginError:
    return PluginError.of("BP903", "bad-theme", message, hint=hint)
