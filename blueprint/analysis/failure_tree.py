"""The fault tree of a service: which failures together are enough that a customer is not served.

A service fails when any step that it needs fails: those on the way, all branches of a parallel split, and what they
rely on by ``needs``. Failures must come together only where something stands in: in each of the branches of a
``join: any``, and in a failure that is noticed as a rule and is missed this time, or at which the customer gives up.
Alternative ways are no redundancy: each is weighed by the share of customers who go there.

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> ask = {"lane": "customer", "label": "Ask"}
>>> silent = {"label": "no answer", "probability": 0.3, "detected": 0}
>>> bot = {"lane": "onstage", "label": "Chat bot", "fail_points": [silent]}
>>> call = {"lane": "onstage", "label": "Call", "fail_points": [{"label": "busy", "probability": 0.1, "detected": 0}]}
>>> read = {"lane": "customer", "label": "Read", "join": "any"}
>>> pairs = [("ask", "chat-bot"), ("ask", "call"), ("chat-bot", "read"), ("call", "read")]
>>> flows = [{"source": one, "target": other} for one, other in pairs]
>>> service = to_graph(Blueprint(title="Help", phases=[{"steps": [ask, bot, call, read]}], flows=flows))
>>> tree = grow_failure_tree(service)
>>> tree.cut_sets(), round(tree.probability({}), 3)
(CutSets(sets=(('chat-bot/no-answer', 'call/busy'),), is_complete=True), 0.03)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from blueprint.analysis.branches import Block, Branches
from blueprint.analysis.fault_tree import CutSets, FaultTree, Gate, Importance, compile_tree
from blueprint.analysis.routes import route_from
from blueprint.graph import ServiceGraph
from blueprint.model import FailPoint, Step

MISSED, GIVES_UP = "missed", "gives-up"
"""What is added to the id of a fail point, after a colon, for its not being noticed and for a customer's giving up."""


@dataclass(frozen=True)
class FailureTree:
    """A fault tree over the fail points of a service.

    Parameters
    ----------
    tree : FaultTree or None
        None where nothing can fail.
    shares : mapping
        Probability of each event by its name, for a customer who comes there; None where unknown.
    steps : mapping
        Step of each event.
    """

    tree: FaultTree | None
    shares: Mapping[str, float | None]
    steps: Mapping[str, str]

    @property
    def unknown(self) -> tuple[str, ...]:
        """Events without a probability."""
        return tuple(name for name, share in self.shares.items() if share is None)

    def cut_sets(self, most: int = 100) -> CutSets:
        """Return the sets of events that are enough together, none of them idle; those of few events first.

        Parameters
        ----------
        most : int
            How many at most; `CutSets.is_complete` tells whether there are more.
        """
        return self.tree.cut_sets(most) if self.tree else CutSets((), True)

    def probability(self, reach: Mapping[str, float]) -> float | None:
        """Return the probability that a customer is not served at the first try, failures being independent.

        Parameters
        ----------
        reach : mapping
            Share of customers who come to each step, by id; 1 where it says nothing.
        """
        weighed = self._weighed(reach)
        if weighed is None:
            return None
        return self.tree.probability(weighed) if self.tree else 0.0

    def importances(self, reach: Mapping[str, float]) -> dict[str, Importance]:
        """Return what each event contributes, by name; empty where a probability is unknown."""
        weighed = self._weighed(reach)
        return self.tree.importances(weighed) if self.tree and weighed is not None else {}

    def _weighed(self, reach: Mapping[str, float]) -> dict[str, float] | None:
        """Return the probabilities for any customer; a second event of one failure is weighed with the first."""
        if self.unknown:
            return None
        return {
            name: float(share or 0.0) * (1.0 if ":" in name else reach.get(self.steps[name], 1.0))
            for name, share in self.shares.items()
        }


def grow_failure_tree(graph: ServiceGraph) -> FailureTree:
    """Make the fault tree of a service.

    Raises
    ------
    AnalysisError
        BP420 if failures depend on each other in too many ways.

    References
    ----------
    Vesely, W. E. et al. (1981). Fault Tree Handbook. NUREG-0492.
    """
    grower = _Grower(graph)
    gate = grower.gate_of(grower.executed)
    return FailureTree(compile_tree(gate) if gate is not None else None, grower.shares, grower.steps)


class _Grower:
    def __init__(self, graph: ServiceGraph) -> None:
        self._graph = graph
        self._branches = Branches(graph)
        self.shares: dict[str, float | None] = {}
        self.steps: dict[str, str] = {}
        entries = graph.entries or tuple(step.id for step in graph.steps if not graph.flows_in(step.id))
        reached = graph.reachable(entries)
        self.executed = [step.id for step in graph.steps if step.id in reached]
        self._may_stand_in = any(step.join == "any" for step in graph.steps)
        self._standing_in = self._blocks_where_one_is_enough()

    def _blocks_where_one_is_enough(self) -> list[tuple[Block, tuple[str, ...]]]:
        """Return the blocks whose branches stand in for each other, the largest first."""
        found = []
        for name in self.executed:
            route = route_from(self._graph, name)
            ways = tuple(dict.fromkeys(target for branch in route.branches for target in branch.targets))
            if route.kind == "one" or len(ways) < 2:
                continue
            block = self._branches.block(ways) if self._may_stand_in else None
            if block is not None and block.is_any and block.is_clean:
                found.append((block, ways))
        return sorted(found, key=lambda item: -len(item[0].region))

    def gate_of(self, steps: Iterable[str]) -> Gate | str | None:
        """Return the gate of steps that are all needed, those left out whose failure another branch makes good."""
        within = dict.fromkeys(steps)
        inputs: list[Gate | str] = []
        spared: set[str] = set()
        for block, ways in self._standing_in:
            if block.region <= within.keys() and not block.region & spared and len(block.region) < len(within):
                spared |= block.region
                inputs += self._all_branches(block, ways)
        plain = [event for name in within if name not in spared for event in self._events_with_needs(name)]
        inputs = [*plain, *inputs]
        return Gate("or", tuple(dict.fromkeys(inputs))) if inputs else None

    def _all_branches(self, block: Block, ways: tuple[str, ...]) -> Iterator[Gate]:
        """Yield the gate of branches that all must fail; none if one of them cannot."""
        gates = []
        for way in ways:
            gate = self.gate_of(self._branches.between(way, block.join)) if way != block.join else None
            if gate is None:
                return
            gates.append(gate)
        yield Gate("and", tuple(gates))

    def _events_with_needs(self, name: str) -> Iterator[Gate | str]:
        """Yield what may go wrong at a step, and at all that it relies on."""
        waiting, seen = [name], set[str]()
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            yield from self._events(self._graph.blueprint.step_by_id[here])
            waiting.extend(self._graph.successors(here, "needs"))

    def _events(self, step: Step) -> Iterator[Gate | str]:
        for point in step.fail_points:
            share = None if point.probability is None else float(point.probability)
            yield self._failure(step.id, point, share)

    def _failure(self, step: str, point: FailPoint, share: float | None) -> Gate | str:
        """Return a failure with its slipping through: unnoticed, or noticed by a customer who gives up.

        Where nothing is said of noticing, all is noticed, as in the process; that it is not remains possible, at 0.
        """
        happens = self._event(point.id, step, share)
        missed = 1.0 - (1.0 if point.detected is None else float(point.detected))
        if missed == 1.0:
            return happens
        ways: list[Gate | str] = []
        if missed or not point.gives_up:
            ways.append(self._event(f"{point.id}:{MISSED}", step, missed))
        if point.gives_up:
            ways.append(self._event(f"{point.id}:{GIVES_UP}", step, float(point.gives_up)))  # of those not missed
        return Gate("and", (happens, ways[0] if len(ways) == 1 else Gate("or", tuple(ways))))

    def _event(self, name: str, step: str, share: float | None) -> str:
        self.shares[name], self.steps[name] = share, step
        return name
