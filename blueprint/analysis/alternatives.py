"""Alternatives: a service under other values, analyzed by closed form one beside the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blueprint.analysis.grids import Axis
from blueprint.analysis.results import Analysis


@dataclass(frozen=True)
class Alternatives:
    """What follows from a service in several scenarios.

    Parameters
    ----------
    base : Analysis
        What they are compared with.
    scenarios : tuple of Analysis
        In the order in which they were given; each knows its scenario.
    axes : tuple of Axis
        Values of the grid that they go through; empty for scenarios with names.
    """

    base: Analysis
    scenarios: tuple[Analysis, ...]
    axes: tuple[Axis, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: the base and each scenario as an analysis has them."""
        return {"base": self.base.to_dict(), "scenarios": [item.to_dict() for item in self.scenarios]}
