"""Staffer: looks for the roster that keeps every standard, and that would not with one less."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from blueprint.analysis.waiting.frontier import price_of, with_more
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.points import waits_at_points
from blueprint.analysis.waiting.promises import Kept, check_promises
from blueprint.analysis.waiting.rosters import Planner, Roster
from blueprint.analysis.waiting.state import State
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Resource

Verify = Callable[[ServiceGraph], Mapping[str, bool | None]]
"""Tells for a service which of its standards are kept, by the element that makes them; None where it cannot tell."""

_MOST_STEPS = 200  # people who are added one by one
_MOST_CHECKS = 20  # rosters that are shown to `Verify`

Promise = tuple[str, str, tuple[str, ...]]
"""A standard, by its element, its target and the classes to whom it is promised."""


class Staffer:
    """Tries rosters for a service, and remembers what it tried."""

    def __init__(self, graph: ServiceGraph) -> None:
        self.graph = graph
        self.network = Network(graph)
        self._planner = Planner(self.network)
        self._by_id = graph.blueprint.resource_by_id
        self._solved: dict[tuple[tuple[str, tuple[int, ...]], ...], tuple[State, tuple[Kept, ...]]] = {}

    # --- what is asked ------------------------------------------------------------------------------------------

    @cached_property
    def at_ease(self) -> tuple[Kept, ...]:
        """Standards as they are kept where nobody ever waits."""
        return self._promises(self._planner.at_ease)

    @cached_property
    def asked(self) -> frozenset[Promise]:
        """Standards that enough people can keep."""
        return frozenset(promise_of(item) for item in self.at_ease if item.is_met)

    @property
    def today(self) -> Roster:
        """Who is on duty as the service declares it."""
        return {item.id: self.network.hours.capacities(item) for item in self.graph.blueprint.resources}

    # --- trying rosters -----------------------------------------------------------------------------------------

    def solve(self, roster: Roster) -> tuple[State, tuple[Kept, ...]]:
        """Return waits and standards with a roster."""
        key = tuple(roster.items())
        if key not in self._solved:
            state = self.network.solve(roster)
            self._solved[key] = state, self._promises(state)
        return self._solved[key]

    def _promises(self, state: State) -> tuple[Kept, ...]:
        return check_promises(self.network, state, waits_at_points(self.network, state))

    def broken(self, roster: Roster) -> list[Kept]:
        """Return the standards that a roster breaks, of those that can be kept at all."""
        _, kept = self.solve(roster)
        return [item for item in kept if promise_of(item) in self.asked and not item.is_met]

    def keeps(self, roster: Roster) -> bool | None:
        """Tell whether a roster keeps all standards that can be kept; None if there are none."""
        return not self.broken(roster) if self.asked else None

    def _overloaded(self, roster: Roster) -> list[str]:
        """Return the resources that would have work for all of their time, or more."""
        state, _ = self.solve(roster)
        return [
            name
            for pool in state.pools
            for name in pool.demand.pool.members
            if pool.is_overloaded or (pool.demand.utilization or 0.0) >= 1
        ]

    def _is_enough(self, roster: Roster) -> bool:
        return not self.broken(roster) and not self._overloaded(roster)

    # --- searching ----------------------------------------------------------------------------------------------

    def least(self) -> Roster:
        """Return the fewest who can do the work, whatever is promised."""
        return self._planner.fewest([])

    def fewest(self) -> Roster:
        """Return the fewest who keep every standard."""
        return self._without_spare(self._with_enough(self._planner.fewest(self.at_ease)))

    def _with_enough(self, roster: Roster) -> Roster:
        """Add where it helps most, until every standard that spans several resources is kept."""
        for _ in range(_MOST_STEPS):
            if heavy := self._overloaded(roster):
                roster = with_more(roster, self._by_id[heavy[0]], 1)
                continue
            broken = self.broken(roster)
            better = self._best(roster, broken) if broken else None
            if better is None:
                break
            roster = better
        return roster

    def _best(self, roster: Roster, broken: Sequence[Kept]) -> Roster | None:
        """Return the roster with more of what brings broken standards nearest to being kept for its cost."""
        names = dict.fromkeys(name for item in broken for name in item.resources)
        if not names:  # where a wait is unknown, so is on whom it depends
            names = dict.fromkeys(name for name, counts in roster.items() if any(counts))
        promises = {promise_of(item) for item in broken}
        before = _shortfall(broken)
        best, gained = None, 1e-12
        for name in names:
            more = with_more(roster, self._by_id[name], max(1, max(roster[name], default=0) // 50))
            after = _shortfall([item for item in self.solve(more)[1] if promise_of(item) in promises])
            gain = (before - after) / price_of(self.network, self._by_id[name])
            if gain > gained:
                best, gained = more, gain
        return best

    def _without_spare(self, roster: Roster) -> Roster:
        """Take away whatever is not needed, the most expensive first; the roster must be enough to begin with."""
        if not self._is_enough(roster):
            return roster
        order = sorted(roster, key=lambda name: -price_of(self.network, self._by_id[name]))
        has_changed = True
        while has_changed:
            has_changed = False
            for name in order:
                less = self.with_less(roster, name)
                if less is not None and self._is_enough(less):
                    roster, has_changed = less, True
        return roster

    def with_less(self, roster: Roster, name: str) -> Roster | None:
        """Return a roster with one less of a resource; None where it is the last, or its number follows from hours."""
        state, _ = self.solve(roster)
        if not self.network.hours.is_constant or max(roster[name], default=0) <= 1:
            return None
        return with_more(roster, self._by_id[name], -1) if state.pool_of[name].demand.has_load else None

    # --- asking somebody else -----------------------------------------------------------------------------------

    def confirmed(self, roster: Roster, verify: Verify) -> tuple[Roster, bool | None]:
        """Add until somebody else finds all standards kept; return whether they are in the end, None if untold."""
        answer: Mapping[str, bool | None] = {}
        for _ in range(_MOST_CHECKS):
            answer = verify(self.staffed(roster))
            _, kept = self.solve(roster)
            broken = [item for item in kept if answer.get(item.element) is False and promise_of(item) in self.asked]
            better = self._relieved(roster, broken) if broken else None
            if better is None:
                break
            roster = better
        told = [answer.get(element) for element, _, _ in self.asked]
        return roster, False if False in told else None if None in told else True

    def _relieved(self, roster: Roster, broken: Sequence[Kept]) -> Roster | None:
        """Return the roster with one more of what lets most customers keep broken standards for its cost."""
        promises = {promise_of(item) for item in broken}
        before = sum(item.share or 0.0 for item in broken)
        best, gained = None, -1.0
        for name in dict.fromkeys(name for item in broken for name in item.resources):
            more = with_more(roster, self._by_id[name], 1)
            after = sum(item.share or 0.0 for item in self.solve(more)[1] if promise_of(item) in promises)
            gain = (after - before) / price_of(self.network, self._by_id[name])
            if gain > gained:
                best, gained = more, gain
        return best

    def staffed(self, roster: Roster) -> ServiceGraph:
        """Return the service with a roster."""
        resources = tuple(self._with(item, roster[item.id]) for item in self.graph.blueprint.resources)
        return to_graph(self.graph.blueprint.model_copy(update={"resources": resources}))

    def _with(self, resource: Resource, counts: tuple[int, ...]) -> Resource:
        hours = self.network.hours
        if hours.is_constant:
            return resource.model_copy(update={"capacity": max(1, counts[0]), "schedule": ()})
        schedule = tuple((hours.window(place), count) for place, count in enumerate(counts) if count)
        return resource.model_copy(update={"schedule": schedule, "capacity": max(1, *counts)})


def promise_of(item: Kept) -> Promise:
    """Return what tells a standard from others."""
    return item.element, str(item.target), item.classes


def _shortfall(items: Sequence[Kept]) -> float:
    """Return how much is missing to the shares that are required, over all standards."""
    return sum(1.0 if item.share is None else max(0.0, float(item.target.share) - item.share) for item in items)
