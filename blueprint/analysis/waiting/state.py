"""State: a service as far as its waits are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from blueprint.analysis.waiting.clock import Clock
from blueprint.analysis.waiting.needs import Need
from blueprint.analysis.waiting.pools import PoolState
from blueprint.analysis.waiting.streams import Stream
from blueprint.analysis.waiting.visits import Visits
from blueprint.analysis.waiting.wait_law import NO_WAIT, WaitLaw, mixed


@dataclass(frozen=True)
class State:
    """A service as far as its waits are known.

    Parameters
    ----------
    streams, visits, clocks : tuple
        Who comes, where, and how long they are under way; class by class.
    pools : tuple of PoolState
        In the order in which resources are declared.
    queues : tuple of mapping
        By class: law of the wait at each step that needs somebody; None where unknown.
    declared : tuple of mapping
        By class: law of the wait at other steps that declare one.
    needs : tuple of mapping
        By class: what each step takes.
    has_settled : bool
        Whether waits and visits agree.
    """

    streams: tuple[Stream, ...]
    visits: tuple[Visits, ...]
    clocks: tuple[Clock, ...]
    pools: tuple[PoolState, ...]
    queues: tuple[Mapping[str, WaitLaw | None], ...]
    declared: tuple[Mapping[str, WaitLaw], ...]
    needs: tuple[Mapping[str, tuple[Need, ...]], ...]
    has_settled: bool = True

    @cached_property
    def pool_of(self) -> dict[str, PoolState]:
        """Pool of each resource, by its id."""
        return {name: state for state in self.pools for name in state.demand.pool.members}

    def wait(self, number: int, step: str) -> WaitLaw | None:
        """Return the law of the wait of a class at a step; None if unknown."""
        if step in self.queues[number]:
            return self.queues[number][step]
        return self.declared[number].get(step, NO_WAIT)

    def _pools_at(self, step: str) -> list[PoolState]:
        """Return the pools that any class needs at a step."""
        names = dict.fromkeys(
            name for by_step in self.needs for need in by_step.get(step, ()) for name in need.alternatives
        )
        found = {id(self.pool_of[name]): self.pool_of[name] for name in names}
        return list(found.values())

    def resources_at(self, step: str) -> tuple[str, ...]:
        """Return the resources that any class needs at a step."""
        return tuple(name for state in self._pools_at(step) for name in state.demand.pool.members)

    def error_at(self, number: int, step: str) -> tuple[bool, float | None]:
        """Return whether the wait of a class at a step is exact, and else its typical error, where it is known."""
        pools = self._pools_at(step)
        is_exact = all(state.is_exact for state in pools) and self.visits[number].is_exact
        errors = [state.error for state in pools if not state.is_exact]
        known = [error for error in errors if error is not None]
        return is_exact, max(known) if known and len(known) == len(errors) else None

    def methods_at(self, step: str) -> tuple[str, ...]:
        """Return how the waits at a step were computed, or why they are not known."""
        return tuple(dict.fromkeys(state.method for state in self._pools_at(step)))

    def blocked_at(self, number: int, step: str) -> tuple[str, ...]:
        """Return what keeps the wait of a class at a step from being known."""
        unknown = self.visits[number].unknown.get(step, self.visits[number].trapped)
        found = [*unknown, *(item for state in self._pools_at(step) for item in state.demand.blocked_by)]
        found += [name for state in self._pools_at(step) if state.is_overloaded for name in state.demand.pool.members]
        return tuple(dict.fromkeys(found))


class Queues:
    """Finds the queue for a need."""

    def __init__(self, pools: Sequence[PoolState]) -> None:
        self._by_member = {name: state for state in pools for name in state.demand.pool.members}
        self._rates: dict[tuple[int, Need, str], float] = {}
        for state in pools:
            for job in state.demand.jobs:
                key = (id(state), job.need, job.name)
                self._rates[key] = self._rates.get(key, 0.0) + sum(job.rates or ())

    def queue_at(self, need: Need, name: str) -> tuple[WaitLaw, float] | None:
        """Return the wait of a class for a need, and the share that leaves; None if unknown."""
        parts = []
        for state in dict.fromkeys(map(self._state, need.alternatives)):
            rate = self._rates.get((state, need, name))
            queue = self._by_state[state].queue
            if rate is None and len(need.alternatives) > 1:
                continue  # it does none of this work
            if queue is None or name not in queue.waits:
                return None
            parts.append((rate or 0.0, queue.waits[name], queue.leaving[name]))
        if len(parts) < 2:
            return (parts[0][1], parts[0][2]) if parts else None
        total = sum(rate for rate, _, _ in parts)
        share = sum(rate * share for rate, _, share in parts) / total if total else 0.0
        return mixed([(rate, law) for rate, law, _ in parts]), share

    def _state(self, member: str) -> int:
        return id(self._by_member[member])

    @cached_property
    def _by_state(self) -> dict[int, PoolState]:
        return {id(state): state for state in self._by_member.values()}
