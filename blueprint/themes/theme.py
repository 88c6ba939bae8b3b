"""What a theme is: the colors of a drawing by what they are for, and the sizes that a layout needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


def _px(usual: float, least: float, most: float) -> Any:
    """Declare a size with its default and the range in which every drawing stays valid [px]."""
    return field(default=usual, metadata={"least": least, "most": most})


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes of a drawing; all in px.

    Text sizes are font sizes; ``*_leading`` is the distance of two base lines. The outlines of boxes are as wide as
    `stroke`; flows and lines are wider than that, each by its own share.
    """

    box_width: float = _px(168, 144, 480)
    box_height: float = _px(48, 40, 240)
    box_padding: float = _px(12, 4, 24)
    box_radius: float = _px(8, 0, 20)
    evidence_height: float = _px(32, 24, 120)
    label_size: float = _px(13, 8, 24)
    label_leading: float = _px(17, 10, 28)
    footer_size: float = _px(11, 8, 16)
    footer_leading: float = _px(14, 10, 20)
    phase_size: float = _px(14, 8, 24)
    phase_height: float = _px(34, 24, 120)
    title_size: float = _px(20, 8, 48)
    column_gap: float = _px(40, 40, 240)
    phase_gap: float = _px(16, 0, 240)
    row_gap: float = _px(24, 24, 240)
    lane_padding: float = _px(20, 12, 120)
    gutter: float = _px(148, 80, 480)
    margin: float = _px(24, 0, 240)
    track: float = _px(10, 6, 16)
    corner: float = _px(6, 0, 20)
    mark: float = _px(20, 16, 20)
    stroke: float = _px(1, 0.5, 2)


@dataclass(frozen=True, slots=True)
class Zone:
    """Colors of one kind of lane: its tint, and the ink of its outlines and name."""

    tint: str
    ink: str


@dataclass(frozen=True, slots=True)
class Palette:
    """Colors of a drawing by what they are for, each as ``#rrggbb``."""

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
    service: str
    visible_wait: str
    dark_time: str
    curve: str
    added: str
    removed: str
    changed: str
    zones: Mapping[str, Zone]

    def zone(self, kind: str) -> Zone:
        """Return the colors of a kind of lane."""
        return self.zones[kind]

    @property
    def is_dark(self) -> bool:
        """Whether this is light text on a dark ground."""
        return _brightness(self.canvas) < _brightness(self.ink)


def _brightness(color: str) -> int:
    """Return how bright a color is, near enough to tell light from dark."""
    red, green, blue = bytes.fromhex(color[1:])
    return 2 * red + 5 * green + blue


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme.

    Parameters
    ----------
    name : str
        Its name, or the path of its file.
    palette : Palette
        Its colors.
    metrics : Metrics
        Its sizes.
    dark : Palette or None
        Colors where the reader's screen is dark; None if the drawing looks the same everywhere. Pictures that cannot
        ask for it, such as PNG and PDF, have the colors of `palette`.
    """

    name: str
    palette: Palette
    metrics: Metrics = field(default_factory=Metrics)
    dark: Palette | None = None
