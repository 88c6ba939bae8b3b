"""`Drawing`: everything that a drawing format may read."""

from __future__ import annotations

from dataclasses import dataclass

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
    """

    blueprint: Blueprint
    layout: Layout
    theme: Theme
    scale: float = 2.0

    @property
    def lane_names(self) -> dict[str, str]:
        """Names of lanes by id; evidence has a lane even if none was declared."""
        names = {lane.id: clean(lane_name(lane, self.wording)) for lane in self.blueprint.lanes}
        return {"evidence": self.wording.lanes["evidence"]} | names

    @property
    def wording(self) -> Wording:
        """Words in the language of the blueprint."""
        return wording_for(self.blueprint.language)
