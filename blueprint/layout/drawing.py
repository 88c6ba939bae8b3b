"""`Drawing`: everything that a drawing format may read."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.layout.overlay import Badge, Overlay, Shade
from blueprint.layout.result import Layout
from blueprint.layout.text import clean
from blueprint.layout.wording import Wording, lane_name, wording_for
from blueprint.model import Blueprint
from blueprint.themes import Theme


@dataclass(frozen=True, slots=True)
class Drawing:
    """A blueprint with its geometry and its theme.

    Parameters
    ----------
    blueprint : Blueprint
        What is drawn.
    layout : Layout
        Where everything stands [px].
    theme : Theme
        Colors and sizes.
    scale : float
        Pixels of a px, in formats that are made of pixels.
    overlays : tuple of Overlay
        What is laid over it; the badges and legend of it stand in the layout already.
    """

    blueprint: Blueprint
    layout: Layout
    theme: Theme
    scale: float = 2.0
    overlays: tuple[Overlay, ...] = ()

    @property
    def lane_names(self) -> dict[str, str]:
        """Names of lanes by id; evidence has a lane even if none was declared."""
        names = {lane.id: clean(lane_name(lane, self.wording)) for lane in self.blueprint.lanes}
        return {"evidence": self.wording.lanes["evidence"]} | names

    @property
    def wording(self) -> Wording:
        """Words in the language of the blueprint."""
        return wording_for(self.blueprint.language)

    def shade_of(self, element: str) -> Shade | None:
        """Return how an element is drawn differently; None if it is not. Of several overlays, the last one counts."""
        return next((found.shade[element] for found in reversed(self.overlays) if element in found.shade), None)

    def badges_of(self, element: str) -> tuple[Badge, ...]:
        """Return what overlays say of an element, one badge each."""
        return tuple(found.badge_of[element] for found in self.overlays if element in found.badge_of)

    def said_of(self, element: str) -> str:
        """Return what overlays say of an element, in full; empty where they say nothing."""
        return "; ".join(badge.title for badge in self.badges_of(element) if badge.title)
