"""Confirmation: a simulation tells which standards a roster keeps, where the formula is an approximation."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from blueprint.analysis.simulation import Run, simulate_service
from blueprint.errors import AnalysisError
from blueprint.graph import ServiceGraph


@dataclass(frozen=True)
class Confirmation:
    """Simulates a service, always with the same customers.

    Parameters
    ----------
    run : Run
        For how long, how often, from which seed.
    executor : Executor, optional
        Who computes.
    progress : callable, optional
        Is told how many replications are done, and how many there will be.
    """

    run: Run
    executor: Executor | None = None
    progress: Callable[[int, int], None] | None = None

    def __call__(self, graph: ServiceGraph) -> dict[str, bool | None]:
        """Return which standards are kept, by the element that makes them.

        A standard for several classes is kept if it is for all. A service that cannot be simulated tells nothing.
        """
        try:
            found = simulate_service(graph, self.run, executor=self.executor, progress=self.progress)
        except AnalysisError:
            return {}
        answers: dict[str, list[bool | None]] = {}
        for item in found.standards:
            answers.setdefault(item.element, []).append(item.met)
        return {
            element: False if False in each else None if None in each else True for element, each in answers.items()
        }
