"""Exposure: the share of customers who come to each step, and to what it relies on, if nobody is lost before.

A fault tree holds the losses itself: a step that fewer come to, because others were lost on the way, is weighed as if
all had come. Only alternatives, and recoveries that few need, make it weigh less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.analysis.chain import Chain, Transition, chain_of
from blueprint.analysis.ways import Solved, Ways
from blueprint.graph import ServiceGraph

_ALL = 1.0 - 1e-12
_FEW = 40  # states whose visits are solved for side by side; of more, another chain is cheaper


def find_exposure(graph: ServiceGraph, ways: Ways) -> dict[str, float]:
    """Return the share of customers who come to each step or to one that needs it, by id; empty where it is unknown."""
    if not ways.groups:
        return {}
    exposed = dict.fromkeys((step.id for step in graph.steps), 0.0)
    for weight, solved in ways.groups:
        for step, share in _Exposed(graph, solved).shares():
            exposed[step] += weight * share
    return exposed


class _Exposed:
    """Customers of one class, of whom nobody is lost."""

    def __init__(self, graph: ServiceGraph, solved: Solved) -> None:
        self._graph, self._places = graph, solved.places
        chain = chain_of(solved.chain.size, _lossless(solved))
        self._chain = solved.chain if chain.trapped() else chain
        self._visits = self._chain.visits(0)
        self._known: dict[frozenset[int], float] = {}

    def shares(self) -> Iterator[tuple[str, float]]:
        """Yield the share of them who come to each step, and to each that is needed."""
        reached = self._chain.reach(0)
        own = {
            step: float(reached[places[0]]) if len(places) == 1 else self._share_at(places)
            for step, places in self._places.items()
        }
        users = self._users(own)
        yield from ((step, share) for step, share in own.items() if step not in users)
        for needed, names in users.items():
            most = max(own[name] for name in names)
            is_plain = len(names) == 1 or most > _ALL
            yield needed, most if is_plain else self._share_at(p for name in names for p in self._places[name])

    def _users(self, walked: Iterable[str]) -> dict[str, list[str]]:
        """Return the walked steps that rely on each, directly or by others; itself if it is walked too."""
        users: dict[str, list[str]] = {}
        for name in walked:
            waiting, seen = [name], {name}
            while waiting:
                for other in self._graph.successors(waiting.pop(), "needs"):
                    if other not in seen:
                        seen.add(other)
                        users.setdefault(other, [other] if other in self._places else []).append(name)
                        waiting.append(other)
        return users

    def _share_at(self, places: Iterable[int]) -> float:
        """Return the share of customers who come to at least one of some states."""
        ends = frozenset(places)
        if ends not in self._known:
            self._known[ends] = self._of_few(sorted(ends)) if len(ends) <= _FEW else self._of_many(sorted(ends))
        return self._known[ends]

    def _of_few(self, ends: list[int]) -> float:
        return self._chain.reach_any(ends, self._visits)

    def _of_many(self, ends: list[int]) -> float:
        """Let customers leave at the first of these states, and count who does."""
        leaving = set(ends)
        ways = [way for way in self._chain.transitions if way[0] not in leaving]
        passed = Chain(self._chain.size, ways).visits(0)
        return min(1.0, float(sum(passed[place] for place in ends)))


def _lossless(solved: Solved) -> Iterator[Transition]:
    """Yield where each state leads if all that goes wrong is put right."""
    number = solved.process.number
    for place, node in enumerate(solved.process.nodes):
        for onward, share in node.exits:
            if onward is not None:
                yield place, number[onward], solved.right(node) * share
        for failure, redone in zip(solved.process.failures[node.state[0]], node.redone, strict=True):
            for onward, share in redone:
                if onward is not None:
                    yield place, number[onward], failure.share * share
