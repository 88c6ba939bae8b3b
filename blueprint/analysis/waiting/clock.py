"""Clock: how long customers of one class are under way, from the entry on, with their waits.

Where nothing runs in parallel, sums over the absorbing chain are exact. Where branches do, the later one counts: the
longest of mean times, which is less than the mean of the longest time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from blueprint.analysis.chain import Chain
from blueprint.analysis.waiting.visits import Visits
from blueprint.graph import ServiceGraph
from blueprint.model import END

T = TypeVar("T")
Array = np.ndarray[Any, np.dtype[np.float64]]

_CLOSE = 1e-6  # relative difference of two counts that are meant to be equal


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, with what keeps it from being known.

    Parameters
    ----------
    mean, variance : float or None  [s, s²]
        None where unknown.
    blocked_by : tuple of str
        Steps of unknown time or wait.
    is_exact : bool
        Whether the mean is exact, given the waits.
    """

    mean: float | None
    variance: float | None = None
    blocked_by: tuple[str, ...] = ()
    is_exact: bool = True


@dataclass(frozen=True)
class Moments:
    """Mean and variance of a time [s, s²]."""

    mean: float
    variance: float = 0.0


@dataclass(frozen=True)
class _Part:
    """Some states of a chain, as a chain of their own."""

    states: tuple[int, ...]
    chain: Chain


@dataclass(frozen=True)
class Clock:
    """The clock of the customers of one class.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    visits : Visits
        Where they come.
    services, waits : mapping
        Time of each step, and of the wait before it, by id; None where unknown.
    leaving : mapping
        Share of those who come to a step that leave its queue.
    counted : frozenset of str
        Steps that customers see, or wait for.
    declared : frozenset of str
        Steps whose wait is no queue of ours: it begins when the customer comes, whatever else goes on.
    """

    graph: ServiceGraph
    visits: Visits
    services: Mapping[str, Moments | None]
    waits: Mapping[str, Moments | None]
    leaving: Mapping[str, float] = field(default_factory=dict)
    counted: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()

    # --- all of it ----------------------------------------------------------------------------------------------

    def whole(self, *, with_waits: bool = True) -> Span:
        """Return the time from the entry to the end of the last step that customers see or wait for."""
        blocked = self._blocked(name for name in self.visits.visits if name in self.counted)
        blocked += tuple(name for name in self.visits.unknown if name in self.counted)
        if blocked:
            return Span(None, None, tuple(dict.fromkeys(blocked)))
        if not self.visits.is_serial:
            return Span(self._end(with_waits), None, (), is_exact=False)
        chain, means, variances = self.visits.chain, *self._rewards(self.counted, with_waits)
        if not chain.size:
            return Span(0.0, 0.0)
        return Span(float(chain.total(means)[0]), float(chain.variance(means, variances)[0]))

    def _blocked(self, steps: Iterable[str]) -> tuple[str, ...]:
        return tuple(name for name in steps if self.services.get(name) is None or self.waits.get(name) is None)

    def _rewards(
        self,
        counted: Iterable[str],
        with_waits: bool = True,
        served_at_once: str | None = None,
        states: Sequence[int] | None = None,
    ) -> tuple[Array, Array]:
        """Return mean and variance of the time of each state; of steps that do not count, 0."""
        kept, steps = set(counted), self.visits.steps
        chosen = range(len(steps)) if states is None else states
        means, variances = np.zeros(len(chosen)), np.zeros(len(chosen))
        for place, state in enumerate(chosen):
            name = steps[state]
            service, wait = self.services.get(name), self.waits.get(name)
            if name not in kept or service is None or (wait is None and name != served_at_once):
                continue
            stays = 1 - self.leaving.get(name, 0.0) if name != served_at_once else 1.0
            means[place] = stays * service.mean
            variances[place] = stays * service.variance + stays * (1 - stays) * service.mean**2
            if with_waits and wait is not None and name != served_at_once:
                means[place] += wait.mean
                variances[place] += wait.variance
        return means, variances

    def waiting_before(self, contacts: frozenset[str]) -> Span:
        """Return the time that customers wait until the first of some steps begins.

        Parameters
        ----------
        contacts : frozenset of str
            Steps in which somebody is there for them.
        """
        if not self.visits.steps:
            return Span(None)
        part = self._part([0], contacts)
        often = part.chain.visits(_first(part.states).tolist())
        names = (self.visits.steps[state] for state in part.states)
        met = [(name, float(count)) for name, count in zip(names, often, strict=True) if count > 0]
        blocked = tuple(dict.fromkeys(name for name, _ in met if self.waits.get(name) is None))
        if blocked:
            return Span(None, None, blocked)
        total = sum(count * wait.mean for name, count in met if (wait := self.waits[name]) is not None)
        return Span(total, None, (), self.visits.is_serial)

    # --- when steps begin ---------------------------------------------------------------------------------------

    @cached_property
    def lags(self) -> Mapping[str, float]:
        """Time from the entry until customers come to each step, in the mean over their visits; the unknown is 0."""
        if not self.visits.visits:
            return {}
        if not self.visits.is_serial:
            return {name: begin for name, (begin, _) in self._times(with_waits=True).items()}
        chain = self.visits.chain
        means, _ = self._rewards(self.visits.steps)
        often = self.visits.passings
        passed = chain.matrix.T @ (often * means)
        arrived = chain.visits(np.asarray(passed).ravel().tolist())
        found: dict[str, float] = {}
        for place, name in enumerate(self.visits.steps):
            if often[place] > 0:
                found[name] = float(arrived[place] / often[place])
        return found

    def _times(self, with_waits: bool) -> dict[str, tuple[float, float]]:
        """Return when customers come to each step, and when it ends, the longest of branches."""
        return self._walked(with_waits)[0]

    def _end(self, with_waits: bool) -> float:
        return self._walked(with_waits)[1]

    def _walked(self, with_waits: bool) -> tuple[dict[str, tuple[float, float]], float]:
        if with_waits not in self._walks:
            self._walks[with_waits] = self._walk(with_waits)
        return self._walks[with_waits]

    @cached_property
    def _walks(self) -> dict[bool, tuple[dict[str, tuple[float, float]], float]]:
        return {}

    def _walk(self, with_waits: bool) -> tuple[dict[str, tuple[float, float]], float]:
        """Walk the steps in the order of time, rework set aside, and return their times and the end of the service."""
        back = {(flow.source, flow.target) for flow in self.graph.rework}
        place = {name: number for number, name in enumerate(self.graph.in_time_order)}
        forward: dict[str, list[tuple[str, float]]] = {}
        ends: list[tuple[str, float]] = []
        for (source, target), often in self.visits.flows.items():
            is_end = target == END or (target not in self.counted and source in self.counted)
            if is_end:
                ends.append((source, often))
            if target != END and (source, target) not in back and place[source] < place[target]:
                forward.setdefault(target, []).append((source, often))
        times: dict[str, tuple[float, float]] = {}
        for name in self.graph.in_time_order:
            if name not in self.visits.visits:
                continue
            before = [(times[source][1], often) for source, often in forward.get(name, ()) if source in times]
            step = self.graph.blueprint.step_by_id[name]
            share = min(1.0, self.visits.visits[name])
            begin = _meet(before, share, first=step.join == "any")
            own = [(times[source][1], often) for source, often in forward.get(name, ()) if source in self._customers]
            if with_waits and self.is_met(name) and own:
                self._gaps[name] = max(0.0, begin - _meet(own, share, first=False))
            times[name] = begin, begin + self._duration(name, with_waits)
        seen = [(times[source][1], often) for source, often in ends if source in self.counted and source in times]
        return times, _meet(seen, 1.0, first=False)

    def gap(self, step: str) -> float | None:
        """Return how long a customer who comes to a step waits for a branch of others; None if none meets there."""
        if self.visits.is_serial or not self.is_met(step):
            return None
        self._walked(with_waits=True)
        return self._gaps.get(step)

    @cached_property
    def _gaps(self) -> dict[str, float]:
        return {}

    def is_met(self, name: str) -> bool:
        """Tell whether parallel branches meet at a step."""
        return self._coming.get(name, 0.0) > self.visits.visits[name] * (1 + _CLOSE)

    @cached_property
    def _coming(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for (_, target), often in self.visits.flows.items():
            found[target] = found.get(target, 0.0) + often
        return found

    @cached_property
    def _customers(self) -> frozenset[str]:
        return frozenset(step.id for step in self.graph.steps_of("customer") if step.id in self.visits.visits)

    def _duration(self, name: str, with_waits: bool) -> float:
        """Return the time of a step for who comes to it at all: rework counts where it is done again."""
        service, wait = self.services.get(name), self.waits.get(name)
        once = (1 - self.leaving.get(name, 0.0)) * (service.mean if service else 0.0)
        if with_waits and wait and not (name in self.declared and self.is_met(name)):
            once += wait.mean  # where branches meet, the wait for the later one is no second wait
        return once * max(1.0, self.visits.visits[name])

    # --- from one step to another -------------------------------------------------------------------------------

    def held(self, step: str, releases: frozenset[str]) -> tuple[Span, float]:
        """Return how long what is seized at a step is held, and how often the step is passed in that time.

        Parameters
        ----------
        step : str
            Where it is seized; it is held from the begin of the service on.
        releases : frozenset of str
            Steps at the end of which it is given back; else it is held until the customer leaves.
        """
        stays = 1 - self.leaving.get(step, 0.0)  # who leaves the queue before it holds nothing
        part = self._part(self.visits.places.get(step, []), releases)
        names = dict.fromkeys(self.visits.steps[state] for state in part.states)
        blocked = tuple(name for name in names if self.services.get(name) is None)
        blocked += tuple(name for name in names if name != step and self.waits.get(name) is None)
        if blocked:
            return Span(None, None, tuple(dict.fromkeys(blocked))), 1.0
        own = [place for place, state in enumerate(part.states) if self.visits.steps[state] == step]
        ways = [(a, b, share / stays if a in own else share) for a, b, share in part.chain.transitions]
        chain = Chain(len(part.states), ways)
        begin = self._begin(step, part.states)
        passed = float(chain.visits(begin.tolist())[own].sum())
        means, variances = self._rewards(names, served_at_once=step, states=part.states)
        total = float(begin @ chain.total(means))
        variance = float(begin @ chain.variance(means, variances))
        if self.visits.is_serial:
            return Span(total, variance), passed
        return Span(self._longest(step, releases), variance, (), is_exact=False), passed

    def _part(self, starts: Iterable[int], stops: Collection[str]) -> _Part:
        """Return the states from some on, up to steps after which nothing counts."""
        steps, ways = self.visits.steps, self.visits.ways

        def onward(state: int) -> Iterable[int]:
            return () if steps[state] in stops else (target for target, _ in ways.get(state, ()))

        states = sorted(_spread(starts, onward))
        place = {state: number for number, state in enumerate(states)}
        inside = [
            (place[state], place[target], share)
            for state in states
            if steps[state] not in stops
            for target, share in ways.get(state, ())
        ]
        return _Part(tuple(states), Chain(len(states), inside))

    def _begin(self, step: str, states: Sequence[int]) -> Array:
        """Return in which of some states a step is begun, as shares."""
        begin = np.asarray(
            [self.visits.passings[state] if self.visits.steps[state] == step else 0.0 for state in states]
        )
        return begin / begin.sum() if begin.sum() else begin

    def _longest(self, step: str, releases: frozenset[str]) -> float:
        times, end = self._walked(with_waits=True)
        wait = self.waits.get(step)
        begin = times[step][0] + (wait.mean if wait else 0.0)
        after = [(times[name][1], self.visits.visits[name]) for name in releases if name in times]
        after = [(at, often) for at, often in after if at > begin]
        total = sum(often for _, often in after)
        finish = sum(at * often for at, often in after) / total if total else max(end, times[step][1])
        return max(finish - begin, 0.0)

    def between(self, start: str | None, end: str | None) -> Span | None:
        """Return the time of those who come from the begin of one step to the end of another; None if nobody does.

        Parameters
        ----------
        start : str or None
            None is the entry, with the first wait.
        end : str or None
            None is the end of the last step that customers see or wait for.
        """
        if end is None:
            return self.whole() if start is None else self._until_the_end(start)
        if end not in self.visits.visits or (start is not None and start not in self.visits.visits):
            return None
        steps = self.visits.steps
        part = self._part([0] if start is None else self.visits.places[start], {end})
        chance = part.chain.total([1.0 if steps[state] == end else 0.0 for state in part.states])
        begin = self._begin(start or steps[0], part.states) if start is not None else _first(part.states)
        weights = begin * chance
        if not weights.sum():
            return None
        names = self._path_between(start or steps[0], end)
        blocked = tuple(name for name in names if self.services.get(name) is None)
        blocked += tuple(name for name in names if name != start and self.waits.get(name) is None)
        if blocked:
            return Span(None, None, tuple(dict.fromkeys(blocked)))
        if self._is_divided(names, end):
            return Span(None, None, (), is_exact=False)
        ways = [
            (source, target, share * chance[target] / chance[source])
            for source, target, share in part.chain.transitions
            if chance[source] > 0 and chance[target] > 0
        ]
        sure = Chain(len(part.states), ways)  # of those who come to the end
        means, variances = self._rewards(names, served_at_once=start, states=part.states)
        means, variances = np.where(chance > 0, means, 0.0), np.where(chance > 0, variances, 0.0)
        begin = weights / weights.sum()
        return Span(float(begin @ sure.total(means)), float(begin @ sure.variance(means, variances)))

    def _until_the_end(self, start: str) -> Span | None:
        if start not in self.visits.visits:
            return None
        names = [name for name in self.visits.visits if name in self.counted and name in self._after(start)]
        blocked = tuple(name for name in names if self.services.get(name) is None)
        blocked += tuple(name for name in names if name != start and self.waits.get(name) is None)
        if blocked or not self.visits.is_serial:
            return Span(None, None, blocked, is_exact=False)
        means, variances = self._rewards(names, served_at_once=start)
        chain = self.visits.chain
        begin = self._begin(start, range(chain.size))
        return Span(float(begin @ chain.total(means)), float(begin @ chain.variance(means, variances)))

    @cached_property
    def onward(self) -> dict[str, list[str]]:
        """Steps that customers go to from each."""
        found: dict[str, list[str]] = {}
        for source, target in self.visits.flows:
            if target != END:
                found.setdefault(source, []).append(target)
        return found

    def passed(self, start: str | None, end: str | None) -> tuple[str, ...]:
        """Return the steps that customers pass from the begin of one to the end of another, in the order of the way."""
        first = start or (self.visits.steps[0] if self.visits.steps else None)
        if first is None:
            return ()
        if end is None:
            ahead = self._after(first)
            return tuple(name for name in self.visits.visits if name in ahead and name in self.counted)
        return tuple(self._path_between(first, end))

    def is_timed(self, step: str) -> bool:
        """Tell whether all that is done up to a step has a time."""
        if all(self.services.get(name) is not None for name in self.visits.visits):
            return True
        before = self._path_between(self.visits.steps[0], step) if self.visits.steps else []
        return not any(self.services.get(name) is None for name in before if name != step)

    def _after(self, step: str) -> set[str]:
        return _spread([step], lambda name: self.onward.get(name, ()))

    def _path_between(self, start: str, end: str) -> list[str]:
        """Return the steps that lie on ways from one step to another, which are not passed again."""
        onward = {name: targets for name, targets in self.onward.items() if name != end}
        ahead = _spread([start], lambda name: onward.get(name, ()))
        behind: dict[str, list[str]] = {}
        for source, targets in onward.items():
            for target in targets:
                behind.setdefault(target, []).append(source)
        back = _spread([end], lambda name: behind.get(name, ()))
        return [name for name in self.visits.visits if name in ahead and name in back]

    def _is_divided(self, names: Iterable[str], end: str) -> bool:
        """Tell whether branches run in parallel between the steps of a way."""
        if self.visits.is_serial:
            return False
        inside = set(names)
        for name in inside - {end}:
            executed = self.visits.visits[name] * (1 - self.leaving.get(name, 0.0))
            onward = sum(self.visits.flows[name, target] for target in self.onward.get(name, ()) if target in inside)
            if onward > executed * (1 + _CLOSE):
                return True
        return False


def awaited_steps(graph: ServiceGraph) -> frozenset[str]:
    """Return the steps that customers see, and those from which one that they see may follow."""
    behind: dict[str, list[str]] = {}
    for flow in graph.flows:
        behind.setdefault(flow.target, []).append(flow.source)
    for step in graph.steps:
        for point in step.fail_points:
            if point.recovery is not None:
                behind.setdefault(point.recovery, []).append(step.id)
    seen = [step.id for step in graph.steps_of("customer", "onstage")]
    return frozenset(_spread(seen, lambda name: behind.get(name, ())))


def _meet(before: list[tuple[float, float]], visits: float, *, first: bool) -> float:
    """Return when customers come who come from several sides: alternatives weighed, of branches the latest."""
    if not before:
        return 0.0
    total = sum(often for _, often in before)
    if first:
        return min(time for time, _ in before)
    if len(before) == 1 or total <= visits * (1 + _CLOSE):
        return sum(time * often for time, often in before) / total if total else max(time for time, _ in before)
    sure = [time for time, often in before if often >= visits * (1 - _CLOSE)]
    least = max(sure, default=0.0)
    rest = [(max(time, least), often / visits) for time, often in before if often < visits * (1 - _CLOSE)]
    share = min(1.0, sum(part for _, part in rest))
    weighed = sum(time * part for time, part in rest) / max(1.0, sum(part for _, part in rest))
    return weighed + (1 - share) * least if sure else weighed / share


def _first(states: Sequence[int]) -> Array:
    """Return that all begin in the first state of the service."""
    return np.asarray([1.0 if state == 0 else 0.0 for state in states])


def _spread(starts: Iterable[T], onward: Callable[[T], Iterable[T]]) -> set[T]:
    found: set[T] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(onward(here))
    return found
