"""Process: a service as a chain of doing, failing, noticing, doing again, giving up and not noticing.

A step may fail at each of its fail points, independently; the one declared first counts. What is noticed in the step is
put right at the step of recovery, or the customer gives up; what is not noticed escapes to the customer. Giving up and
escaping end the service as lost. Branches that run in parallel are all mandatory, so they are walked one behind the
other; where one of them is enough (``join: any``), a loss in one is none if another arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from blueprint.analysis.routes import Route, route_from
from blueprint.analysis.turns import Turns
from blueprint.graph import ServiceGraph
from blueprint.model import END, FailPoint, Step

MOST_TURNS = 20
"""In the mean, steps are not walked in more turns than this; where branches are more tangled, figures are given up."""


Beside = tuple[tuple[str, float], ...]
"""Steps that are still to be walked in parallel, each with the probability that it is, in the order of their turns."""

State = tuple[str, Beside]
"""A step that is walked now, and what is still to be walked beside it."""

Exit = tuple[State | None, float]
"""Where a way leads, and with which share; None is the end of the service."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a fail point does in one execution of its step.

    Parameters
    ----------
    share : float  [0..1]
        That it happens, and none that was declared before it.
    escapes, gives_up : float  [0..1]
        Of those where it happens; the rest is put right.
    recovery : str
        Step where that begins.
    """

    point: FailPoint
    share: float
    escapes: float
    gives_up: float
    recovery: str

    @property
    def mended(self) -> float:
        """Share of executions in which it happens and is put right."""
        return self.share * max(0.0, 1 - self.escapes - self.gives_up)


@dataclass(frozen=True)
class Node:
    """A state with all that may follow.

    Parameters
    ----------
    exits : tuple of Exit
        Where it leads when nothing goes wrong; shares of these.
    redone : tuple of (tuple of Exit)
        Where each failure of the step is put right.
    spared : tuple of Exit
        Where it leads when the step is lost, because another branch may still arrive; what is missing to 1 is lost.
    """

    state: State
    exits: tuple[Exit, ...]
    redone: tuple[tuple[Exit, ...], ...]
    spared: tuple[Exit, ...]


@dataclass(frozen=True)
class Process:
    """A service as states with what may follow each.

    Parameters
    ----------
    nodes : tuple of Node
        The first one is where customers enter; none if there are too many to count.
    failures : dict
        What may go wrong at each step, by its id.
    blocked_by : tuple of str
        Elements whose share or probability is unknown, or steps where ways part if there are too many ways to count;
        while there are any, no figure can be told.
    is_serial : bool
        Whether no branches run in parallel.
    is_exact : bool
        Whether figures do not depend on which of parallel branches is walked first.
    """

    nodes: tuple[Node, ...]
    failures: dict[str, tuple[Failure, ...]]
    blocked_by: tuple[str, ...]
    is_serial: bool
    is_exact: bool

    @cached_property
    def number(self) -> dict[State, int]:
        """Place of each state."""
        return {node.state: place for place, node in enumerate(self.nodes)}


def failures_of(step: Step) -> tuple[Failure, ...]:
    """Return what may go wrong at a step; fail points of unknown probability are left out."""
    found = []
    none_before = 1.0
    for point in step.fail_points:
        if point.probability is not None:
            share = none_before * float(point.probability)
            none_before *= 1 - float(point.probability)
            detected = 1.0 if point.detected is None else float(point.detected)
            gives_up = detected * (0.0 if point.gives_up is None else float(point.gives_up))
            found.append(Failure(point, share, 1 - detected, gives_up, point.recovery or step.id))
    return tuple(found)


def build_process(graph: ServiceGraph, start: str, customer_class: str | None = None) -> Process:
    """Make the states of a service that customers can come to.

    Parameters
    ----------
    start : str
        Step where customers enter.
    customer_class : str, optional
        Class of customers whose way it is.
    """
    return _Builder(graph, customer_class).build(start)


class _Builder:
    def __init__(self, graph: ServiceGraph, customer_class: str | None) -> None:
        self._graph, self._class = graph, customer_class
        self._turns = Turns(graph)
        self._failures: dict[str, tuple[Failure, ...]] = {}
        self._blocked: dict[str, None] = {}
        self._is_serial, self._is_exact = True, True

    def build(self, start: str) -> Process:
        nodes: dict[State, Node] = {}
        waiting: list[State] = [(start, ())]
        most = MOST_TURNS * len(self._graph.steps) + 1000
        while waiting and len(nodes) < most:
            state = waiting.pop()
            if state not in nodes:
                nodes[state] = node = self._node(state)
                ahead = [onward for onward, _ in (*node.exits, *node.spared) if onward is not None]
                waiting.extend(reversed([*ahead, *(state for exits in node.redone for state, _ in exits if state)]))
        if any(state not in nodes for state in waiting):
            return Process((), self._failures, tuple(step.id for step in self._graph.splits), False, False)
        blocked = tuple(self._blocked)
        return Process(tuple(nodes.values()), self._failures, blocked, self._is_serial, self._is_exact)

    def _node(self, state: State) -> Node:
        name, beside = state
        if name not in self._failures:
            step = self._graph.blueprint.step_by_id[name]
            self._failures[name] = failures_of(step)
            self._blocked.update((point.id, None) for point in step.fail_points if point.probability is None)
        failures = self._failures[name]
        redone = tuple(tuple(self._go_on(name, [(failure.recovery, 1.0)], beside)) for failure in failures)
        spared = self._spared(name, beside) if _loses(failures) else ()
        return Node(state, tuple(self._exits(name, beside)), redone, spared)

    def _exits(self, name: str, beside: Beside) -> Iterator[Exit]:
        route = route_from(self._graph, name, self._class)
        if not route.branches:
            yield from self._go_on(name, [], beside)
            return
        self._is_serial = self._is_serial and not route.is_parallel
        if not route.is_known:
            self._blocked.update((name, None) for name in self._unknown(name))
        for share, ways in _forks(route):
            for onward, part in self._go_on(name, ways, beside):
                if share * part > 0:
                    yield onward, share * part

    def _unknown(self, name: str) -> list[str]:
        flows = self._graph.flows_out(name)
        unknown = [flow.id for flow in flows if flow.probability is None and flow.condition is not None]
        return unknown or [flow.id for flow in flows if flow.probability is not None] or [name]

    def _go_on(self, name: str, ways: Iterable[tuple[str, float]], beside: Beside) -> Iterator[Exit]:
        """Yield where it goes on after a step, when it leads to these steps; where ways meet, they are one."""
        chances = dict(beside)
        for step, chance in ways:
            if step != END:
                self._notice_redo(name, step, beside)
                chances[step] = 1 - (1 - chances.get(step, 0.0)) * (1 - chance)
        place = self._turns.place
        yield from _next_turn(tuple(sorted(chances.items(), key=lambda item: place[item[0]])))

    def _notice_redo(self, name: str, step: str, beside: Beside) -> None:
        """Notice where branches are left for a step before they began: what is done again follows from their order."""
        if beside and self._is_exact and self._turns.place[step] <= self._turns.place[name] and step != name:
            self._is_exact = not any(self._turns.starts_before(step, other) for other, _ in beside)

    def _spared(self, name: str, beside: Beside) -> tuple[Exit, ...]:
        """Return where it goes on if a step is lost, because another branch is enough; what is missing to 1 is lost.

        What waits for a lost branch is lost as well, and so are the branches that lead there and nowhere else.
        """
        exits: list[Exit] = []
        rest = 1.0
        left = beside
        meeting = self._graph.post_dominators[name]
        while meeting != END and left and rest > 0:
            arriving = [item for item in left if self._leads_to(item[0], meeting)]
            if arriving and self._graph.blueprint.step_by_id[meeting].join == "any":
                for place, (step, chance) in enumerate(arriving):
                    kept = [item for item in left if item not in arriving[: place + 1]]
                    exits += [
                        (onward, rest * chance * share)
                        for onward, share in self._go_on(name, [(step, 1.0)], tuple(kept))
                        if chance > 0
                    ]
                    rest *= 1 - chance
            left = tuple(item for item in left if item not in arriving)
            meeting = self._graph.post_dominators[meeting]
        if beside and (rest > 0 or len(left) < len(beside)):
            self._is_exact = False  # how much of the other branches was done before follows from their order
        return tuple(exits)

    def _leads_to(self, step: str, meeting: str) -> bool:
        after = self._graph.post_dominators
        while step not in (meeting, END):
            step = after[step]
        return step == meeting


def _loses(failures: tuple[Failure, ...]) -> bool:
    return any(failure.share * (failure.escapes + failure.gives_up) > 0 for failure in failures)


def _forks(route: Route) -> list[tuple[float, list[tuple[str, float]]]]:
    """Return alternatives with their shares, each as the branches that happen together with their probabilities."""
    if route.kind == "one":
        even = 1 / len(route.branches)
        return [
            (even if branch.share is None else branch.share, [(target, 1.0) for target in branch.targets])
            for branch in route.branches
        ]
    ways = [
        (target, 1.0 if branch.share is None else branch.share)
        for branch in route.branches
        for target in branch.targets
    ]
    return [(1.0, ways)]


def _next_turn(waiting: Beside) -> Iterator[Exit]:
    """Yield whose turn it is: the first step that is walked for sure, or one before it that may be."""
    rest = 1.0
    for place, (step, chance) in enumerate(waiting):
        if rest * chance > 0:
            yield (step, waiting[place + 1 :]), rest * chance
        rest *= 1 - chance
    if rest > 0:
        yield None, rest
