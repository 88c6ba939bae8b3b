"""Needs: which resources a visit to a step takes, for how long, and which of them stand in one line.

Resources that may always stand in for each other (`teller | adviser` wherever either is named) are one pool. Where each
has work of its own as well, the work that either may do is divided so that all are equally busy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from blueprint.analysis.waiting.visits import Visits
from blueprint.graph import ServiceGraph
from blueprint.model import Demand, Step

_EVEN = 50  # rounds in which work is divided


@dataclass(frozen=True, slots=True)
class Need:
    """What a step takes when it begins.

    Parameters
    ----------
    step : str
        Id.
    alternatives : tuple of str
        Resources of which one is enough.
    amount : int
        How many of it.
    is_held : bool
        Whether it is kept after the step; else it is free again at its end.
    """

    step: str
    alternatives: tuple[str, ...]
    amount: int
    is_held: bool


@dataclass(frozen=True, slots=True)
class Pool:
    """Resources with one queue.

    Parameters
    ----------
    members : tuple of str
        Ids.
    """

    members: tuple[str, ...]


class Needs:
    """The needs of all steps for customers of one class."""

    def __init__(self, graph: ServiceGraph, visits: Visits) -> None:
        self._graph, self._visits = graph, visits
        self._holds = any(step.seizes for step in graph.steps)

    @cached_property
    def by_step(self) -> dict[str, tuple[Need, ...]]:
        """What each step takes that the customer does not hold already."""
        steps = self._graph.blueprint.step_by_id
        names = [*self._visits.visits, *self._visits.unknown]
        found = {name: tuple(self._needs_of(steps[name])) for name in names}
        return {name: needs for name, needs in found.items() if needs}

    def _needs_of(self, step: Step) -> Iterable[Need]:
        held = self._held.get(step.id, {})
        seized = {demand.alternatives for demand in step.seizes}
        for demand in step.seizes:
            used = max((item.amount for item in step.resources if _overlap(item, demand)), default=0)
            missing = max(demand.amount, used) - _amount_of(held, demand)
            if missing > 0:
                yield Need(step.id, demand.alternatives, missing, is_held=True)
        for demand in step.resources:
            if not any(set(names) & set(demand.alternatives) for names in seized):
                missing = demand.amount - _amount_of(held, demand)
                if missing > 0:
                    yield Need(step.id, demand.alternatives, missing, is_held=False)

    @cached_property
    def _held(self) -> dict[str, dict[tuple[str, ...], int]]:
        """What a customer may hold who comes to each step: what is seized before it and not released."""
        if not self._holds:
            return {}
        onward: dict[str, list[str]] = {}
        for source, target in self._visits.flows:
            onward.setdefault(source, []).append(target)
        steps = self._graph.blueprint.step_by_id
        found: dict[str, dict[tuple[str, ...], int]] = {}
        waiting = list(self._visits.visits)
        while waiting:
            name = waiting.pop()
            leaving = _after(steps[name], found.get(name, {}))
            for other in onward.get(name, ()):
                if other in steps and self._adds(found.setdefault(other, {}), leaving, steps[other]):
                    waiting.append(other)
        return found

    @staticmethod
    def _adds(held: dict[tuple[str, ...], int], more: Mapping[tuple[str, ...], int], step: Step) -> bool:
        """Add what is brought along, and tell whether that changes anything; a step that seizes it begins anew."""
        own = {names for demand in step.seizes for names in demand.alternatives}
        is_new = False
        for names, amount in more.items():
            if held.get(names, 0) < amount and not own & set(names):
                held[names] = amount
                is_new = True
        return is_new

    def releases(self, need: Need) -> frozenset[str]:
        """Return the steps at the end of which something held is given back."""
        names = set(need.alternatives)
        return frozenset(
            step.id for step in self._graph.steps if any(names & set(demand.alternatives) for demand in step.releases)
        )


def _after(step: Step, held: Mapping[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Return what a customer holds after a step."""
    found = dict(held)
    for demand in step.seizes:
        found[demand.alternatives] = max(found.get(demand.alternatives, 0), demand.amount)
    for demand in step.releases:
        for names in [names for names in found if set(names) & set(demand.alternatives)]:
            del found[names]
    return found


def _overlap(one: Demand, other: Demand) -> bool:
    return bool(set(one.alternatives) & set(other.alternatives))


def _amount_of(held: Mapping[tuple[str, ...], int], demand: Demand) -> int:
    return sum(amount for names, amount in held.items() if set(names) & set(demand.alternatives))


# --- pools -----------------------------------------------------------------------------------------------------------


def pools_of(graph: ServiceGraph, needs: Iterable[Need]) -> tuple[Pool, ...]:
    """Return the pools of a service, in the order in which resources are declared.

    Parameters
    ----------
    needs : iterable of Need
        Of all steps, for all classes.
    """
    groups = {need.alternatives for need in needs}
    joined = {
        names for names in groups if len(names) > 1 and all(not set(names) & set(other) for other in groups - {names})
    }
    of_member = {name: names for names in joined for name in names}
    order = [item.id for item in graph.blueprint.resources]
    found: dict[tuple[str, ...], None] = {}
    for name in order:
        names = of_member.get(name, (name,))
        found[tuple(item for item in order if item in names)] = None
    return tuple(Pool(members) for members in found)


def divide(
    shared: Mapping[tuple[str, ...], float], own: Mapping[str, float], capacities: Mapping[str, float]
) -> dict[tuple[str, ...], dict[str, float]]:
    """Divide work that one of several resources may do, so that all are as equally busy as can be.

    Parameters
    ----------
    shared : mapping
        Load by the resources of which one is enough [erlang].
    own : mapping
        Load that belongs to each resource alone [erlang].
    capacities : mapping
        How many there are of each.

    Returns
    -------
    dict
        For each of `shared`, the share that each resource does.

    Examples
    --------
    >>> divide({("a", "b"): 2.0}, {"a": 1.0, "b": 0.0}, {"a": 2, "b": 2})
    {('a', 'b'): {'a': 0.25, 'b': 0.75}}
    """
    loads = dict(own)
    parts: dict[tuple[str, ...], dict[str, float]] = {names: dict.fromkeys(names, 0.0) for names in shared}
    for _ in range(_EVEN if len(shared) > 1 else 1):
        for names, load in shared.items():
            for name in names:
                loads[name] = loads.get(name, 0.0) - parts[names][name]
            parts[names] = _filled(load, {name: (loads[name], capacities.get(name, 0.0)) for name in names})
            for name in names:
                loads[name] += parts[names][name]
    totals = {names: sum(found.values()) for names, found in parts.items()}
    return {
        names: {name: part / totals[names] if totals[names] else 1 / len(names) for name, part in found.items()}
        for names, found in parts.items()
    }


def _filled(load: float, members: Mapping[str, tuple[float, float]]) -> dict[str, float]:
    """Fill a load into those that are least busy first."""
    able = {name: item for name, item in members.items() if item[1] > 0} or {
        name: (taken, 1.0) for name, (taken, _) in members.items()
    }
    order = sorted(able, key=lambda name: able[name][0] / able[name][1])
    level = 0.0
    for count in range(1, len(order) + 1):
        chosen = [able[name] for name in order[:count]]
        level = (load + sum(taken for taken, _ in chosen)) / sum(capacity for _, capacity in chosen)
        if count == len(order) or level <= able[order[count]][0] / able[order[count]][1]:
            break
    found = dict.fromkeys(members, 0.0)
    for name, (taken, capacity) in able.items():
        found[name] = max(0.0, level * capacity - taken)
    return found
