"""Expected time: what the service takes a customer in the mean, with all ways, rework and recoveries weighed.

Two minutes, and in one case of five a second try:

>>> from blueprint.analysis.ways import solve
>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> polish = {"lane": "onstage", "label": "Polish", "service_time": "2 min"}
>>> polish["fail_points"] = [{"label": "Wrong color", "probability": 0.2, "recovery_time": "1 min"}]
>>> graph = to_graph(Blueprint(title="Shoeshine", phases=[{"steps": [polish]}]))
>>> found = compute_expected_time(graph, solve(graph))
>>> round(found.mean / 60, 3), round(found.deviation / 60, 3)
(2.75, 1.677)
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from blueprint.analysis.process import Failure, Node, State
from blueprint.analysis.timeline import standard_time, usual_wait
from blueprint.analysis.ways import Solved, Ways
from blueprint.graph import ServiceGraph
from blueprint.model import Blueprint, CustomerClass, Step
from blueprint.units import Distribution, Seconds


@dataclass(frozen=True, slots=True)
class ExpectedTime:
    """A customer's time in the mean over all customers, those who are lost too.

    Parameters
    ----------
    mean, deviation : Seconds or None
        Mean and standard deviation [s]; None where unknown.
    blocked_by : tuple of str
        What has no time, share or probability.
    is_parallel : bool
        Whether branches run in parallel: then sums tell nothing, and only simulation does.
    """

    mean: Seconds | None = None
    deviation: Seconds | None = None
    blocked_by: tuple[str, ...] = ()
    is_parallel: bool = False


def compute_expected_time(graph: ServiceGraph, ways: Ways) -> ExpectedTime:
    """Return what a service takes a customer in the mean.

    Parameters
    ----------
    ways : Ways
        What `solve` found for the same service.

    References
    ----------
    Kemeny, J. G. and Snell, J. L. (1960). Finite Markov Chains, chapter 3, for the mean; its second moment follows from
    (T' + T)², T' the time of one step and T what follows it.
    """
    if not ways.groups:
        return ExpectedTime(blocked_by=ways.blocked_by or ways.trapped)
    if any(not solved.process.is_serial for _, solved in ways.groups):
        return ExpectedTime(is_parallel=True)
    counted = _on_the_clock(graph)
    classes = graph.blueprint.classes or (None,)
    moments, blocked = [], []
    for (weight, solved), klass in zip(ways.groups, classes, strict=True):
        clock = _Clock(graph.blueprint, klass, counted)
        blocked += [name for name in solved.places if not clock.is_known(name)]
        if not blocked:
            moments.append((weight, *_moments(solved, clock)))
    if blocked:
        return ExpectedTime(blocked_by=tuple(dict.fromkeys(blocked)))
    mean = sum(weight * first for weight, first, _ in moments)
    square = sum(weight * second for weight, _, second in moments)
    return ExpectedTime(Seconds(mean), Seconds(math.sqrt(max(0.0, square - mean * mean))))


def _on_the_clock(graph: ServiceGraph) -> set[str]:
    """Return the steps that customers wait for: those they see, and those from which one that they see may follow."""
    behind: dict[str, list[str]] = {}
    for flow in graph.flows:
        behind.setdefault(flow.target, []).append(flow.source)
    for step in graph.steps:
        for point in step.fail_points:
            if point.recovery is not None:
                behind.setdefault(point.recovery, []).append(step.id)
    found: set[str] = set()
    waiting = [step.id for step in graph.steps_of("customer", "onstage")]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(behind.get(here, ()))
    return found


class _Clock:
    """What steps take the customers of one class."""

    def __init__(self, blueprint: Blueprint, klass: CustomerClass | None, counted: set[str]) -> None:
        self._steps, self._counted = blueprint.step_by_id, counted
        self._of_class = blueprint.model_copy(update={"classes": (klass,)}) if klass else blueprint
        self._class = klass

    def is_known(self, name: str) -> bool:
        step = self._steps[name]
        is_told = standard_time(self._of_class, step) is not None and usual_wait(step) is not None
        return name not in self._counted or is_told

    def moments(self, name: str) -> tuple[float, float]:
        """Return mean [s] and variance [s²] of what one execution takes; waits are fixed."""
        step = self._steps[name]
        if name not in self._counted:
            return 0.0, 0.0
        mean = float(standard_time(self._of_class, step) or 0.0) + float(usual_wait(step) or 0.0)
        return mean, self._variance(step)

    def _variance(self, step: Step) -> float:
        if step.service_time is None:
            return 0.0
        if isinstance(step.service_time, Distribution):
            return float(step.service_time.variance)
        return next(float(time.variance) for name, time in step.service_time if self._class and name == self._class.id)


_Part = tuple[float, float, float, State | None]
"""Share, mean time [s], mean square of the time [s²], and the state that follows."""


def _moments(solved: Solved, clock: _Clock) -> tuple[float, float]:
    """Return the first two moments of the time from the entry to the end [s, s²]."""
    nodes, number = solved.process.nodes, solved.process.number
    times = {node.state[0]: clock.moments(node.state[0]) for node in nodes}
    parts = [list(_parts(node, solved, times[node.state[0]])) for node in nodes]
    mean = solved.chain.total([sum(share * first for share, first, _, _ in part) for part in parts])
    rewards = []
    for part in parts:
        total = 0.0
        for share, first, second, onward in part:
            total += share * (second + (2 * first * mean[number[onward]] if onward is not None else 0.0))
        rewards.append(total)
    return float(mean[0]), float(solved.chain.total(rewards)[0])


def _parts(node: Node, solved: Solved, time: tuple[float, float]) -> Iterator[_Part]:
    """Yield what may happen in a state: its share, mean and mean square of the time that it takes, and what follows."""
    mean, variance = time
    failures = solved.process.failures[node.state[0]]
    right = 1.0 - sum(failure.share for failure in failures)
    for onward, share in node.exits:
        yield right * share, mean, variance + mean * mean, onward
    for failure, redone in zip(failures, node.redone, strict=False):
        more, spread = _recovery(failure)
        longer = mean + more
        for onward, share in redone:
            yield failure.mended * share, longer, variance + spread + longer * longer, onward
        lost = failure.share * (failure.escapes + failure.gives_up)
        yield lost, mean, variance + mean * mean, None  # nobody is spared where no branches run in parallel


def _recovery(failure: Failure) -> tuple[float, float]:
    time = failure.point.recovery_time
    return (float(time.mean), float(time.variance)) if isinstance(time, Distribution) else (0.0, 0.0)
