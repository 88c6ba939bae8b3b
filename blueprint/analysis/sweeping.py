"""Sweeping: scenarios simulated with the same customers, each compared with the base, replication by replication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from blueprint.analysis.changes import Scenario
from blueprint.analysis.comparing import Comparison, compare_paired
from blueprint.analysis.grids import Axis
from blueprint.analysis.simulation.results import Simulation


@dataclass(frozen=True)
class Compared:
    """A scenario beside the base.

    Parameters
    ----------
    scenario : Scenario
        What is changed.
    simulation : Simulation
        What came of it.
    figures : mapping
        Differences from the base with their intervals, by the keys of `Simulation.by_replication`.
    """

    scenario: Scenario
    simulation: Simulation
    figures: Mapping[str, Comparison]


@dataclass(frozen=True)
class Sweep:
    """Scenarios of a service.

    Parameters
    ----------
    base : Simulation
        What they are compared with.
    scenarios : tuple of Compared
        In the order in which they were given.
    axes : tuple of Axis
        Values of the grid that they go through; empty for scenarios with names.
    level : float
        Confidence of the intervals [0..1]: those of one figure over all scenarios hold together.
    """

    base: Simulation
    scenarios: tuple[Compared, ...]
    axes: tuple[Axis, ...] = field(default=())
    level: float = 0.95

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: the base and each scenario as a simulation has them, with what changed."""
        return {
            "base": self.base.to_dict(),
            "scenarios": [
                {**item.simulation.to_dict(), "compared": {key: _plain(each) for key, each in item.figures.items()}}
                for item in self.scenarios
            ],
            "level": self.level,
        }


def compare_runs(base: Simulation, runs: Sequence[tuple[Scenario, Simulation]], axes: Sequence[Axis] = ()) -> Sweep:
    """Compare simulations of scenarios with that of the base.

    Parameters
    ----------
    base : Simulation
        With as many replications as the others, from the same seed.
    runs : sequence of (Scenario, Simulation)
        The others.
    axes : sequence of Axis
        The grid that they go through.
    """
    count = max(1, len(runs))
    compared = tuple(Compared(scenario, found, _figures(base, found, count)) for scenario, found in runs)
    return Sweep(base, compared, tuple(axes))


def _figures(base: Simulation, found: Simulation, count: int) -> dict[str, Comparison]:
    """Compare what is known of both; where one was interrupted, the replications that both have."""
    both = min(base.replications, found.replications)
    return {
        key: compare_paired(values[:both], found.by_replication[key][:both], comparisons=count)
        for key, values in base.by_replication.items()
        if key in found.by_replication
    }


def _plain(found: Comparison) -> dict[str, Any]:
    return {key: value for key, value in asdict(found).items() if key != "level"} | {"clear": found.is_clear}
