"""Points: how long customers wait at the wait points that a service declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.service_times import declared_law
from blueprint.analysis.waiting.state import State
from blueprint.analysis.waiting.wait_law import WaitLaw, fixed_wait, mixed
from blueprint.model import Step, WaitPoint
from blueprint.units import Distribution


@dataclass(frozen=True)
class PointWait:
    """The wait at a wait point.

    Parameters
    ----------
    step : str
        Where it is.
    point : WaitPoint
        As it is declared.
    by_class : mapping
        Law of the wait by class; None where unknown.
    weights : mapping
        How many customers of each class wait there.
    method : str
        Where the figure comes from.
    is_exact : bool
        Whether the mean is exact.
    error : float or None  [0..1]
        Typical error of an approximation.
    blocked_by : tuple of str
        What says too little.
    resources : tuple of str
        Who is waited for.
    queues : tuple of (int, str)
        Numbers of the classes that wait in queues, each with the step whose queue it is.
    """

    step: str
    point: WaitPoint
    by_class: Mapping[str, WaitLaw | None]
    weights: Mapping[str, float]
    method: str
    is_exact: bool = False
    error: float | None = None
    blocked_by: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    queues: tuple[tuple[int, str], ...] = ()

    @cached_property
    def law(self) -> WaitLaw | None:
        """Law of the wait over all customers who come there; None if unknown."""
        known = [(self.weights.get(name, 0.0), law) for name, law in self.by_class.items() if law is not None]
        if not known or len(known) < len(self.by_class):
            return None
        return mixed(known) if any(weight for weight, _ in known) else known[0][1]

    @property
    def mean(self) -> float | None:
        """Mean wait [s]."""
        return None if self.law is None else self.law.mean

    @property
    def share_over_acceptable(self) -> float | None:
        """Share of the customers who wait longer than they put up with [0..1]; None if unknown."""
        limit = self.point.acceptable_time
        return None if limit is None or self.law is None else self.law.over(float(limit))


def waits_at_points(network: Network, state: State) -> tuple[PointWait, ...]:
    """Return the waits at all wait points, in the order of the script.

    A wait point that names a resource is the queue for it, at its step or at the next one that needs it. Without,
    it is the queue at its step; where a branch of others is waited for, the time until that has come; else what was
    measured there, or is usual.
    """
    finder = _Finder(network, state)
    return tuple(finder.find(step, point) for step in network.graph.steps for point in step.wait_points)


class _Finder:
    def __init__(self, network: Network, state: State) -> None:
        self._network, self._state = network, state
        self._by_id = network.graph.blueprint.step_by_id

    def find(self, step: Step, point: WaitPoint) -> PointWait:
        queues = dict(self._queues(step, point))
        if queues:
            return self._at_queues(step, point, queues)
        met = self._met(step)
        if met:
            laws = {name: fixed_wait(gap) for name, (gap, _) in met.items()}
            weights = {name: weight for name, (_, weight) in met.items()}
            method = "until the branch of others has come; the mean of the later one is longer"
            return PointWait(step.id, point, laws, weights, method)
        law = declared_law(point)
        if law is None:
            return PointWait(step.id, point, {"": None}, {}, "nothing tells how long it takes", blocked_by=(point.id,))
        method = "measured" if isinstance(point.measured, Distribution) else "usual wait as declared"
        return PointWait(step.id, point, {"": law}, {"": 1.0}, method, is_exact=True)

    def _queues(self, step: Step, point: WaitPoint) -> Iterator[tuple[int, str]]:
        """Yield the class and the step whose queue it is."""
        for number, visits in enumerate(self._state.visits):
            if step.id not in visits.visits and step.id not in visits.unknown:
                continue
            if point.resource is not None:
                found = self._next_use(number, step.id, point.resource)
                if found is not None:
                    yield number, found
            elif self._network.needs_at(number, step.id):
                yield number, step.id

    def _next_use(self, number: int, start: str, resource: str) -> str | None:
        """Return the first step from one on that needs a resource."""
        onward = self._state.clocks[number].onward
        here, seen = [start], {start}
        while here:
            for name in here:
                if any(resource in need.alternatives for need in self._network.needs_at(number, name)):
                    return name
            here = [other for name in here for other in onward.get(name, ()) if other not in seen]
            here = list(dict.fromkeys(here))
            seen.update(here)
        return None

    def _at_queues(self, step: Step, point: WaitPoint, queues: Mapping[int, str]) -> PointWait:
        laws: dict[str, WaitLaw | None] = {}
        weights: dict[str, float] = {}
        errors, blocked, methods = [], dict[str, None](), dict[str, None]()
        names: dict[str, None] = {}
        for number, name in queues.items():
            stream, visits = self._state.streams[number], self._state.visits[number]
            laws[stream.name or ""] = self._state.wait(number, name)
            weights[stream.name or ""] = (stream.share or 1.0) * visits.visits.get(name, 0.0)
            errors.append(self._state.error_at(number, name))
            blocked.update(dict.fromkeys(self._state.blocked_at(number, name)))
            methods.update(dict.fromkeys(self._state.methods_at(name)))
            names.update(dict.fromkeys(self._state.resources_at(name)))
        known = [error for exact, error in errors if not exact and error is not None]
        is_exact = all(exact for exact, _ in errors)
        is_told = len(known) == sum(not exact for exact, _ in errors)
        return PointWait(
            step.id, point, laws, weights, "; ".join(methods), is_exact,
            max(known) if known and is_told else None, tuple(blocked), tuple(names), tuple(queues.items()),
        )  # fmt: skip

    def _met(self, step: Step) -> dict[str, tuple[float, float]]:
        """Return how long customers wait for a branch of others, by class."""
        found = {}
        for stream, clock in zip(self._state.streams, self._state.clocks, strict=True):
            gap = clock.gap(step.id) if step.id in clock.visits.visits else None
            if gap is not None and clock.is_timed(step.id):
                found[stream.name or ""] = (gap, stream.share or 1.0)
        return found
