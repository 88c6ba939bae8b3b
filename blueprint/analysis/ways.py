"""Ways: how customers of each class go through a service, failures and rework counted, as absorbing chains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from blueprint.analysis.arrivals import class_shares
from blueprint.analysis.chain import Chain, Transition, chain_of
from blueprint.analysis.process import Exit, Node, Process, build_process
from blueprint.graph import ServiceGraph


@dataclass(frozen=True)
class Ways:
    """The ways of all customers through a service, each class with its weight; empty where something is unknown.

    Parameters
    ----------
    groups : list of (float, Solved)
        Share of all customers, and their process with its figures.
    blocked_by, trapped : tuple of str
        As in `Reliability`.
    """

    groups: list[tuple[float, Solved]]
    blocked_by: tuple[str, ...] = ()
    trapped: tuple[str, ...] = ()


def solve(graph: ServiceGraph) -> Ways:
    """Follow the customers of each class."""
    groups = list(customer_groups(graph))
    unknown = tuple(name or "" for name, _, share in groups if share is None)
    if unknown:
        return Ways([], blocked_by=unknown)
    processes = [build_process(graph, start, name) for name, start, _ in groups]
    blocked = tuple(dict.fromkeys(item for process in processes for item in process.blocked_by))
    if blocked:
        return Ways([], blocked_by=blocked)
    solved = [Solved(process) for process in processes]
    trapped = tuple(dict.fromkeys(step for item in solved for step in item.trapped))
    if trapped:
        return Ways([], trapped=trapped)
    shares = [share for _, _, share in groups if share is not None]
    return Ways(list(zip(shares, solved, strict=True)))


def customer_groups(graph: ServiceGraph) -> Iterator[tuple[str | None, str, float | None]]:
    """Yield who comes: class of customers, step where they enter, share of all (None if unknown)."""
    classes = graph.blueprint.classes
    starts = graph.entries or tuple(step.id for step in graph.steps if not graph.flows_in(step.id))[:1]
    if not starts:
        return
    if not classes:
        yield None, starts[0], 1.0
        return
    customers = graph.steps_of("customer")
    first = customers[0].id if customers else starts[0]
    shares = class_shares(graph.blueprint)
    for item in classes:
        yield item.id, item.enters or first, shares[item.id]


class Solved:
    """A process with the figures of its chain."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.chain = chain_of(len(process.nodes), self._transitions())
        self.trapped = [process.nodes[place].state[0] for place in self.chain.trapped()]
        if self.trapped:
            return
        self.visits = self.chain.visits(0)
        self.served = self.chain.total(self._ends())
        self.success = float(self.served[0])
        self.first_time = self._first_time()
        self.gave_up, self.escaped = self._lost()
        self.reach = self._reach()

    def _transitions(self) -> Iterator[Transition]:
        for place, node in enumerate(self.process.nodes):
            yield from ((place, target, share) for target, share in self.row(node).items())

    def row(self, node: Node, *, perfect: bool = False) -> dict[int, float]:
        """Return where a state leads, with shares; what is missing to 1 leaves."""
        number, row = self.process.number, defaultdict[int, float](float)
        failures = () if perfect else self.process.failures[node.state[0]]
        right = 1.0 - sum(failure.share for failure in failures)
        for onward, share in node.exits:
            if onward is not None:
                row[number[onward]] += right * share
        for failure, redone in zip(failures, node.redone, strict=False):
            for onward, share in redone:
                if onward is not None:
                    row[number[onward]] += failure.mended * share
            for onward, share in node.spared:
                if onward is not None:
                    row[number[onward]] += failure.share * (failure.escapes + failure.gives_up) * share
        return row

    def _ends(self) -> list[float]:
        return [self.end(node) for node in self.process.nodes]

    def end(self, node: Node, perfect: bool = False) -> float:
        """Return the probability that the service ends well in a state."""
        failures = () if perfect else self.process.failures[node.state[0]]
        right = 1.0 - sum(failure.share for failure in failures)
        lost = sum(failure.share * (failure.escapes + failure.gives_up) for failure in failures)
        return right * _to_the_end(node.exits) + lost * _to_the_end(node.spared)

    def _first_time(self) -> float:
        """Return the share of customers who meet no failure at all."""
        self.clean = self.clean_chain(frozenset())
        self.clean_served = self.clean.total(self.clean_ends(frozenset()))
        return float(self.clean_served[0])

    def right(self, node: Node) -> float:
        """Return the probability that nothing goes wrong in one passing of a state."""
        return 1.0 - sum(failure.share for failure in self.process.failures[node.state[0]])

    def clean_chain(self, perfect: frozenset[int]) -> Chain:
        """Return the chain of customers who meet no failure; who meets one leaves it."""
        number = self.process.number
        transitions = [
            (place, number[onward], (1.0 if place in perfect else self.right(node)) * share)
            for place, node in enumerate(self.process.nodes)
            for onward, share in node.exits
            if onward is not None
        ]
        return chain_of(len(self.process.nodes), transitions)

    def clean_ends(self, perfect: frozenset[int]) -> list[float]:
        """Return the probability that the service ends in each state, with no failure there."""
        return [
            (1.0 if place in perfect else self.right(node)) * _to_the_end(node.exits)
            for place, node in enumerate(self.process.nodes)
        ]

    def _lost(self) -> tuple[float, float]:
        gave_up = escaped = 0.0
        for place, node in enumerate(self.process.nodes):
            lost = float(self.visits[place]) * (1.0 - sum(share for _, share in node.spared))
            for failure in self.process.failures[node.state[0]]:
                gave_up += lost * failure.share * failure.gives_up
                escaped += lost * failure.share * failure.escapes
        return float(gave_up), float(escaped)

    def _reach(self) -> dict[str, float]:
        """Return the share of customers who pass each step; steps walked in several turns are reached by any."""
        reached = self.chain.reach(0)
        found: dict[str, float] = {}
        for step, places in self.places.items():
            found[step] = float(reached[places[0]]) if len(places) == 1 else self.chain.reach_any(places, self.visits)
        return found

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Numbers of the states in which each step is walked."""
        found: dict[str, list[int]] = {}
        for place, node in enumerate(self.process.nodes):
            found.setdefault(node.state[0], []).append(place)
        return found


def _to_the_end(exits: Iterable[Exit]) -> float:
    return sum(share for onward, share in exits if onward is None)
