"""Rosters: the fewest of each resource, hour by hour, that do the work and keep the standards of single queues."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from blueprint.analysis.waiting.demand import Demand
from blueprint.analysis.waiting.line import Queue
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.pools import PoolState, solve_pool
from blueprint.analysis.waiting.promises import PRACTICALLY_ALL, Kept, Trial
from blueprint.analysis.waiting.queues import solve_line
from blueprint.analysis.waiting.shifts import Shifts
from blueprint.analysis.waiting.state import State

Roster = Mapping[str, tuple[int, ...]]
"""How many are on duty in each piece of the week, by resource."""

_AMPLE = 100_000  # of each resource: so many that nobody ever waits
_ROUNDS = 8  # until loads and rosters agree: with fewer people, what is held is held longer
_IDLE = 1e-3  # erlang; for less nobody is called


@dataclass(frozen=True)
class Duty:
    """A standard of one pool.

    Parameters
    ----------
    share_required : float  [0..1]
        Of the customers.
    trial : Trial
        How the share follows from waits.
    """

    share_required: float
    trial: Trial


class Planner:
    """Finds rosters for a service."""

    def __init__(self, network: Network) -> None:
        self.network = network

    @cached_property
    def ample(self) -> Roster:
        """So many of all that nobody ever waits, whenever the service is open or they work today."""
        hours = self.network.hours
        found = {}
        for resource in self.network.graph.blueprint.resources:
            today = hours.capacities(resource)
            found[resource.id] = tuple(
                _AMPLE if piece.is_open or count else 0 for piece, count in zip(hours.pieces, today, strict=True)
            )
        return found

    @cached_property
    def at_ease(self) -> State:
        """The service where nobody ever waits."""
        return self.network.solve(self.ample)

    def fewest(self, kept: Sequence[Kept]) -> dict[str, tuple[int, ...]]:
        """Return the fewest of each resource that keep the standards of single queues, and can do the work.

        Resources of unknown load are as today; those that nobody comes to are none.

        Parameters
        ----------
        kept : sequence of Kept
            Standards as they are kept where nobody waits; those that are broken even then are left out.
        """
        state, roster = self.at_ease, dict(self.ample)
        for _ in range(_ROUNDS):
            found: dict[str, tuple[int, ...]] = {}
            for pool in state.pools:
                found.update(self._members(pool, self._pool(pool.demand, kept, state)))
            if found == roster:
                break
            roster = found
            state = self.network.solve(roster)
        return roster

    def _pool(self, demand: Demand, kept: Sequence[Kept], state: State) -> tuple[int, ...] | None:
        """Return the fewest in each piece; None if their load is unknown."""
        if not demand.has_load:
            return None
        duties = [
            Duty(min(float(item.target.share), PRACTICALLY_ALL), item.trial)
            for item in kept
            if item.trial is not None and item.is_met and set(item.resources) == set(demand.pool.members)
        ]
        names = [stream.name or "" for stream in state.streams]
        least = max((job.need.amount for job in demand.jobs), default=0)
        if not demand.jobs or not demand.offered_load:
            return tuple(0 for _ in demand.capacities)
        if demand.hours.is_constant:
            return (self._search(demand.offered_load, least, self._constant(demand, duties, names)),)
        return self._by_the_hour(demand, duties, names, least)

    def _search(self, load: float, least: int, is_enough: Callable[[int], bool]) -> int:
        """Return the least number above a load that is enough; more are never worse."""
        low = max(math.floor(load + 1e-9), least - 1)
        step, high = 1, low + 1
        while not is_enough(high) and high < _AMPLE:
            low, high, step = high, high + step, 2 * step
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if is_enough(middle) else (middle, high)
        return high

    def _constant(self, demand: Demand, duties: Sequence[Duty], names: Sequence[str]) -> Callable[[int], bool]:
        def is_enough(count: int) -> bool:
            found = solve_pool(replace(demand, capacities=(count,)))
            return found.queue is not None and _keeps(found.queue, duties, names)

        return is_enough

    def _by_the_hour(self, demand: Demand, duties: Sequence[Duty], names: Sequence[str], least: int) -> tuple[int, ...]:
        """Return the fewest in each piece, each taken as steady under its modified offered load."""
        found = [0] * len(demand.capacities)
        for place, load in _loads(demand.shifts):
            if load <= _IDLE:
                continue

            def is_enough(count: int, place: int = place, load: float = load) -> bool:
                line = replace(demand, capacities=(count,) * len(demand.capacities)).line(place)
                if not line.load:
                    return True
                if load >= count and line.room is None and not line.is_impatient:
                    return False
                return _keeps(solve_line(line.at_load(load / line.load)), duties, names)

            found[place] = self._search(load, least, is_enough)
        return tuple(found)

    def _members(self, pool: PoolState, counts: tuple[int, ...] | None) -> Iterator[tuple[str, tuple[int, ...]]]:
        """Yield how many of each member there are; a pool of several is divided as it is today."""
        members = pool.demand.resources
        today = {item.id: self.network.hours.capacities(item) for item in members}
        if counts is None:
            yield from today.items()
            return
        weights = [item.capacity for item in members]
        parts = [_divided(count, weights) for count in counts]
        for place, item in enumerate(members):
            yield item.id, tuple(part[place] for part in parts)


def _loads(shifts: Shifts) -> Iterator[tuple[int, float]]:
    """Yield the number of each piece, and its modified offered load [erlang]."""
    for place, load in zip(shifts.places, shifts.loads, strict=True):
        yield place, load.mean


def _divided(count: int, weights: Sequence[int]) -> list[int]:
    """Divide a number by weights, what is left over to the first ones."""
    total = sum(weights)
    found = [count * weight // total for weight in weights]
    for place in range(count - sum(found)):
        found[place % len(found)] += 1
    return found


def _keeps(queue: Queue, duties: Sequence[Duty], names: Sequence[str]) -> bool:
    """Tell whether a queue keeps all standards that depend on it alone."""
    return all(duty.trial.share(lambda number, _: queue.waits[names[number]]) >= duty.share_required for duty in duties)
