"""Frontier: what less waiting costs, adding one after the other where it helps most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from blueprint.analysis.waiting.demand import Demand
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.pools import solve_pool
from blueprint.analysis.waiting.rosters import Roster
from blueprint.analysis.waiting.state import State
from blueprint.model import Resource

_MOST = 24  # points
_ENOUGH = 0.01  # of the longest wait: shorter ones are not worth a point


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """A roster with what it costs and how long customers wait with it.

    Parameters
    ----------
    counts : mapping
        Most that are on duty at any time, by resource.
    people : float
        Who is on duty in the mean over the open hours; people alone.
    cost : float or None
        Of all that have a cost rate, in the currency of the service, for an open hour; None if people have none.
    mean_wait : float or None  [s]
        Of a customer in all queues; None if unknown.
    keeps_standards : bool or None
        Whether all standards are kept; None where that was not asked.
    """

    counts: Mapping[str, int]
    people: float
    cost: float | None
    mean_wait: float | None
    keeps_standards: bool | None = None


def mean_on_duty(network: Network, counts: Sequence[int]) -> float:
    """Return how many are on duty in the mean over the open hours."""
    lengths = network.hours.lengths
    total = network.hours.open_length or sum(lengths)
    return sum(count * length for count, length in zip(counts, lengths, strict=True)) / total


def cost_of(network: Network, roster: Roster) -> tuple[float | None, tuple[str, ...]]:
    """Return what a roster costs in an open hour, and the people of whom that is unknown."""
    total, unknown = 0.0, []
    for resource in network.graph.blueprint.resources:
        counts = roster.get(resource.id, ())
        if resource.cost_rate is not None:
            total += mean_on_duty(network, counts) * float(resource.cost_rate) * 3600
        elif resource.kind == "people" and any(counts):
            unknown.append(resource.id)
    return (None if unknown else total), tuple(unknown)


def price_of(network: Network, resource: Resource) -> float:
    """Return what one more costs beside others: the cost rate, or the mean of all where it has none."""
    if resource.cost_rate:
        return float(resource.cost_rate)
    rates = [float(item.cost_rate) for item in network.graph.blueprint.resources if item.cost_rate]
    return sum(rates) / len(rates) if rates else 1.0


def point_of(network: Network, state: State, roster: Roster, keeps: bool | None) -> FrontierPoint:
    """Return a roster as a point of the frontier."""
    waits = [pool.mean_queue for pool in state.pools if pool.demand.jobs]
    return _point(network, roster, None if None in waits else sum(wait or 0.0 for wait in waits), keeps)


def _point(network: Network, roster: Roster, queue: float | None, keeps: bool | None) -> FrontierPoint:
    blueprint = network.graph.blueprint
    people = [item.id for item in blueprint.resources if item.kind == "people"]
    rate = sum(stream.mean_rate or 0.0 for stream in network.streams)
    return FrontierPoint(
        {name: max(counts, default=0) for name, counts in roster.items()},
        sum(mean_on_duty(network, roster[name]) for name in people if name in roster),
        cost_of(network, roster)[0],
        queue / rate if queue is not None and rate else None,
        keeps,
    )


def frontier_from(network: Network, state: State, roster: Roster) -> tuple[FrontierPoint, ...]:
    """Return points from a roster on, each with one more of the resource that saves most waiting for its cost.

    Queues are taken one by one, so that what is held is held as long as at the begin.

    Parameters
    ----------
    state : State
        The service with this roster.
    """
    climber = _Climber(network, state)
    current = dict(roster)
    points: list[FrontierPoint] = []
    first = climber.queue(current)
    while first is not None and len(points) < _MOST:
        queue = climber.queue(current)
        points.append(_point(network, current, queue, None))
        step = climber.best_step(current)
        if queue is None or queue <= _ENOUGH * first or step is None:
            break
        current = step
    return tuple(points)


class _Climber:
    """Takes the step that saves most waiting for its cost."""

    def __init__(self, network: Network, state: State) -> None:
        self._network = network
        self._demands = [pool.demand for pool in state.pools if pool.demand.jobs and pool.demand.has_load]
        self._known: dict[tuple[int, tuple[int, ...]], float | None] = {}
        resources = network.graph.blueprint.resources
        self._price = {item.id: price_of(network, item) for item in resources}

    def queue(self, roster: Roster) -> float | None:
        """Return how many customers wait in the mean; None if unknown."""
        found = [self._queue_at(demand, _counts(demand, roster)) for demand in self._demands]
        return None if None in found else sum(item or 0.0 for item in found)

    def _queue_at(self, demand: Demand, counts: tuple[int, ...]) -> float | None:
        key = (id(demand), counts)
        if key not in self._known:
            self._known[key] = solve_pool(replace(demand, capacities=counts)).mean_queue
        return self._known[key]

    def best_step(self, roster: Roster) -> dict[str, tuple[int, ...]] | None:
        """Return the roster with one more of the best resource; None if no step helps."""
        best, gained = None, 0.0
        for demand in self._demands:
            before = self._queue_at(demand, _counts(demand, roster))
            for resource in demand.resources:
                more = with_more(roster, resource, 1)
                after = self._queue_at(demand, _counts(demand, more))
                if before is None or after is None:
                    continue
                price = self._price[resource.id] * mean_on_duty(self._network, [bool(n) for n in roster[resource.id]])
                gain = (before - after) / price if price else 0.0
                if gain > gained:
                    best, gained = more, gain
        return best


def _counts(demand: Demand, roster: Roster) -> tuple[int, ...]:
    rows = [roster[item.id] for item in demand.resources]
    return tuple(sum(column) for column in zip(*rows, strict=True))


def with_more(roster: Roster, resource: Resource, more: int) -> dict[str, tuple[int, ...]]:
    """Return a roster with so many more of a resource whenever it is on duty."""
    counts = tuple(max(0, count + more) if count else 0 for count in roster[resource.id])
    return {**roster, resource.id: counts}
