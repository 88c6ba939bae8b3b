"""Advice for waits: who to add, what to even out, and what to tell; each change is solved again before it is told.

One more person shortens the queue in which customers wait most; where they then wait somewhere else instead, the advice
says so. Arrivals spread over the day, and work that always takes the same time, show what the same people could do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from blueprint.analysis.levers import Advice, Effect
from blueprint.analysis.wait_points import WaitPoints
from blueprint.analysis.waiting.figures import classes_of
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.pools import PoolState
from blueprint.analysis.waiting.state import State
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Blueprint, Resource, Step
from blueprint.units import Distribution, write_time

_MOST = 2  # queues for which something is tried, those in which most customers stand first
_MOST_FELT = 2
_WORTH_IT = 0.05  # of the wait: what saves less is not told
_LEAST_WAIT = 30.0  # seconds in the mean: who waits less needs no advice
_MOST_ADDED = 20  # people that are added to who is overloaded, to see from when on they keep up
_TRIED_STEPS = 4_000  # larger services are solved once, and not again for advice
_MOVED = 0.5  # of what one queue loses: if all lose less than that, the rest waits somewhere else


def advise_on_waits(graph: ServiceGraph, found: WaitPoints) -> Iterator[Advice]:
    """Yield what to do about waits: overload first, then the longest queues, then how waits feel.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    found : WaitPoints
        What is known of its waits.
    """
    if any(item.arrival_rate for item in found.resources) and len(graph.steps) <= _TRIED_STEPS:
        yield from _Trials(graph).advice()
    yield from _felt(graph, found)


@dataclass(frozen=True, slots=True)
class _Wait:
    """What is compared before and after a change: the wait of a customer, and that for one resource."""

    whole: float | None
    own: float | None
    queues: float | None


class _Trials:
    """A service whose resources, arrivals and work are changed, one at a time."""

    def __init__(self, graph: ServiceGraph) -> None:
        self._graph = graph
        self._network = Network(graph)
        self._state = self._network.solve()
        self._by_id = graph.blueprint.resource_by_id

    def advice(self) -> Iterator[Advice]:
        over = [pool for pool in self._state.pools if pool.is_overloaded and any(pool.demand.capacities)]
        for pool in over[:_MOST]:
            yield from self._relieve(pool)
        busy = [pool for pool in self._state.pools if not pool.is_overloaded and (pool.mean_wait or 0) >= _LEAST_WAIT]
        for pool in sorted(busy, key=lambda pool: -(pool.mean_queue or 0.0))[:_MOST]:
            yield from self._add(pool)
            yield from self._steady(pool)
        if busy and not over:
            yield from self._spread()

    # --- supply ------------------------------------------------------------------------------------------------------

    def _with_more(self, pool: PoolState, more: int) -> State:
        """Return the state with more of a resource, wherever somebody of it is on duty."""
        resource = self._resource(pool)
        now = self._network.hours.capacities(resource)
        return self._network.solve({resource.id: tuple(count + more if count else 0 for count in now)})

    def _relieve(self, pool: PoolState) -> Iterator[Advice]:
        """Yield how many more keep up with the work that comes."""
        load, there = pool.demand.offered_load, pool.demand.mean_capacity
        if load is None or not there:
            return
        resource, first = self._resource(pool), max(1, int(load - there))
        for more in range(first, first + _MOST_ADDED):
            after = self._with_more(pool, more).pool_of[resource.id]
            if not after.is_overloaded:
                yield from _kept_up(resource, more, pool, after)
                return

    def _add(self, pool: PoolState) -> Iterator[Advice]:
        resource = self._resource(pool)
        effect, is_moved = self._compared(resource.id, self._with_more(pool, 1))
        if effect is None:
            return
        message = (
            f"{_people(resource, 1)} more for '{resource.name}': {_of_whom(effect)} wait {_time(effect.new)} in place "
            f"of {_time(effect.old)}"
        )
        if is_moved:
            message += "; most of it moves to the next queue, so look at both"
        yield Advice("add", resource.id, message, "supply", effect)

    def _resource(self, pool: PoolState) -> Resource:
        return self._by_id[pool.demand.pool.members[0]]

    # --- design ------------------------------------------------------------------------------------------------------

    def _steady(self, pool: PoolState) -> Iterator[Advice]:
        """Yield what it would bring if the work of a resource always took its mean time."""
        members = set(pool.demand.pool.members)
        blueprint = _always_the_same(self._graph.blueprint, members)
        if blueprint is None:
            return
        resource = self._resource(pool)
        effect, _ = self._compared(resource.id, Network(to_graph(blueprint)).solve())
        if effect is not None:
            message = (
                f"let the work of '{resource.name}' take more nearly the same time each time (prepare, sort cases, a "
                f"fixed routine): at best {_of_whom(effect)} wait {_time(effect.new)} in place of {_time(effect.old)}"
            )
            yield Advice("steady", resource.id, message, "design", effect)

    # --- demand ------------------------------------------------------------------------------------------------------

    def _spread(self) -> Iterator[Advice]:
        """Yield what it would bring if as many customers came in each hour."""
        if all(stream.rates is None or len(set(_open_rates(self._network, stream.rates))) < 2
               for stream in self._state.streams):  # fmt: skip
            return
        network = Network(self._graph)
        open_now = [piece.is_open for piece in network.hours.pieces]
        network.streams = tuple(
            stream
            if stream.rates is None or stream.mean_rate is None
            else replace(stream, rates=tuple((stream.mean_rate or 0.0) * is_open for is_open in open_now))
            for stream in network.streams
        )
        worst = max(self._state.pools, key=lambda pool: pool.mean_queue or 0.0)
        effect, _ = self._compared(self._resource(worst).id, network.solve())
        if effect is not None:
            message = (
                f"let customers come more evenly (appointments, off-peak prices, telling when it is quiet): at best "
                f"{_of_whom(effect)} wait {_time(effect.new)} in place of {_time(effect.old)}, with the same people"
            )
            yield Advice("spread", None, message, "demand", effect)

    # --- before and after --------------------------------------------------------------------------------------------

    def _compared(self, resource: str, after: State) -> tuple[Effect | None, bool]:
        """Return what a change does to waits, if it is worth it, and whether most of the wait only moves."""
        one, other = _wait(self._state, resource), _wait(after, resource)
        figure, old, new = "wait_points.customer.waiting_time", one.whole, other.whole
        if old is None or new is None:
            figure, old, new = f"wait_points.resources.{resource}.mean_wait", one.own, other.own
        if old is None or new is None or old - new < _WORTH_IT * old:
            return None, False
        return Effect(figure, old, new), self._is_moved(resource, one, after, other)

    def _is_moved(self, resource: str, one: _Wait, after: State, other: _Wait) -> bool:
        if one.queues is None or other.queues is None:
            return False
        own = (self._state.pool_of[resource].mean_queue or 0.0) - (after.pool_of[resource].mean_queue or 0.0)
        return one.queues - other.queues < _MOVED * own


def _kept_up(resource: Resource, more: int, before: PoolState, after: PoolState) -> Iterator[Advice]:
    old, new = before.demand.utilization, after.demand.utilization
    verb = "lets" if more == 1 else "let"
    message = f"{_people(resource, more)} more {verb} '{resource.name}' keep up with the work"
    if after.mean_wait is not None:
        message += f"; customers then wait {_time(after.mean_wait)} for them"
    if old is not None and new is not None:
        effect = Effect(f"wait_points.resources.{resource.id}.utilization", old, new)
        yield Advice("relieve", resource.id, message, "supply", effect)


def _wait(state: State, resource: str) -> _Wait:
    queues = [pool.mean_queue for pool in state.pools]
    known = [queue for queue in queues if queue is not None]
    total = sum(known) if len(known) == len(queues) else None
    return _Wait(classes_of(state)[1].waiting_time, state.pool_of[resource].mean_wait, total)


def _open_rates(network: Network, rates: tuple[float, ...]) -> list[float]:
    return [rate for rate, piece in zip(rates, network.hours.pieces, strict=True) if piece.is_open]


def _always_the_same(blueprint: Blueprint, members: set[str]) -> Blueprint | None:
    """Return a service in which what a resource does always takes its mean time; None if it does so already."""
    changed = {step.id: made for step in blueprint.steps if (made := _steady_step(step, members)) is not None}
    if not changed:
        return None
    phases = tuple(
        phase.model_copy(update={"steps": tuple(changed.get(step.id, step) for step in phase.steps)})
        for phase in blueprint.phases
    )
    return blueprint.model_copy(update={"phases": phases})


def _steady_step(step: Step, members: set[str]) -> Step | None:
    times = step.service_time
    uses = {name for demand in (*step.resources, *step.seizes) for name in demand.alternatives}
    if times is None or not uses & members:
        return None
    if isinstance(times, Distribution):
        same: Distribution | tuple[tuple[str, Distribution], ...] = _mean_of(times)
    else:
        same = tuple((name, _mean_of(law)) for name, law in times)
    return None if same == times else step.model_copy(update={"service_time": same})


def _mean_of(law: Distribution) -> Distribution:
    return Distribution("fixed", (law.mean,))


# --- how waits feel --------------------------------------------------------------------------------------------------


def _felt(graph: ServiceGraph, found: WaitPoints) -> Iterator[Advice]:
    """Yield what eases the waits that have most reasons to feel long."""
    points = {point.id: point.label for step in graph.steps for point in step.wait_points}
    known = {item.id: item.mean_wait for item in found.steps}
    known |= {item.point.id: None if item.law is None else item.law.mean for item in found.points}
    long = [felt for felt in found.felt if (known.get(felt.point or felt.step) or _LEAST_WAIT) >= _LEAST_WAIT]
    for felt in long[:_MOST_FELT]:
        first = felt.aggravators[0].principle
        label = points.get(felt.point or "", graph.blueprint.step_by_id[felt.step].label)
        words = (
            " and ".join(felt.words) if len(felt.words) < 3 else f"{', '.join(felt.words[:-1])} and {felt.words[-1]}"
        )
        message = f"the wait '{label}' feels longer than it is ({words}): {first.remedy}"
        yield Advice("ease", felt.point or felt.step, message, "design")


# --- words -----------------------------------------------------------------------------------------------------------


def _people(resource: Resource, count: int) -> str:
    noun = ("person" if count == 1 else "people") if resource.kind == "people" else ""
    return f"{count} {noun}".strip()


def _of_whom(effect: Effect) -> str:
    return "customers" if effect.figure.startswith("wait_points.customer") else "those who need them"


def _time(seconds: float) -> str:
    """Write a wait as surely as a formula knows it: two digits."""
    step = next((step for step in (3600.0, 600.0, 60.0, 10.0, 1.0) if step <= seconds / 10), 1.0)
    return write_time(round(seconds / step) * step)
