"""Moves: where customers of each class enter, and where they go from each step that they can come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from blueprint.analysis.process import Failure, failures_of
from blueprint.analysis.routes import Route, route_from
from blueprint.analysis.simulation.codes import ALL, ANY, ONE
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.errors import AnalysisError
from blueprint.graph import ServiceGraph
from blueprint.graph.ordering import find_loops
from blueprint.model import END, CustomerClass

KINDS = {"one": ONE, "all": ALL, "any": ANY}


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a step.

    Parameters
    ----------
    share : float  [0..1]
        Of the customers who go it.
    targets : tuple of str
        Steps; several begin in parallel, and none is the end.
    """

    share: float
    targets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """All ways out of a step: one of them is taken, all are, or each by its own share."""

    kind: int
    ways: tuple[Way, ...]

    @property
    def is_parallel(self) -> bool:
        """Whether several steps can begin at once."""
        return any(len(way.targets) > 1 for way in self.ways) or self.kind != ONE

    @property
    def targets(self) -> tuple[str, ...]:
        """The steps that it can lead to."""
        return tuple(dict.fromkeys(target for way in self.ways for target in way.targets))


@dataclass(frozen=True)
class Moves:
    """Where customers go.

    Parameters
    ----------
    classes : tuple of CustomerClass or None
        Who comes; one None where there are no classes.
    entries : tuple of str
        Step where each class enters.
    reached : tuple of frozenset of str
        Steps that each class can come to.
    forks : dict
        Ways by step and number of class.
    failures : dict
        What may go wrong at each step that customers come to.
    """

    graph: ServiceGraph
    classes: tuple[CustomerClass | None, ...]
    entries: tuple[str, ...]
    reached: tuple[frozenset[str], ...]
    forks: dict[tuple[str, int], Fork]
    failures: dict[str, tuple[Failure, ...]]

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """Steps that customers can come to, in the order of the script."""
        return tuple(step.id for step in self.graph.steps if any(step.id in found for found in self.reached))

    @cached_property
    def is_parallel(self) -> bool:
        """Whether a customer may be on several ways at once."""
        return any(fork.is_parallel for fork in self.forks.values())

    def targets(self, step: str, klass: int) -> tuple[str, ...]:
        """Return the steps that a class can come to after a step, recoveries included."""
        back = tuple(failure.recovery for failure in self.failures[step] if failure.mended > 0)
        return tuple(dict.fromkeys((*self.forks[step, klass].targets, *back)))

    @cached_property
    def loops(self) -> tuple[str, ...]:
        """Steps that a customer may come to again."""
        number = {step: place for place, step in enumerate(self.steps)}
        pairs = {
            (number[step], number[target])
            for klass, found in enumerate(self.reached)
            for step in found
            for target in self.targets(step, klass)
        }
        return tuple(self.steps[place] for loop in find_loops(len(number), sorted(pairs)) for place in loop)


def find_moves(graph: ServiceGraph) -> Moves:
    """Follow each class of customers from where it enters.

    Raises
    ------
    AnalysisError
        BP640 if nobody can enter, BP324 for shares that are unknown, BP421 for loops that nobody leaves.
    """
    classes: tuple[CustomerClass | None, ...] = graph.blueprint.classes or (None,)
    entries = tuple(_entry(graph, item) for item in classes)
    walk = _Walk(graph)
    reached = tuple(walk.follow(entries[klass], item, klass) for klass, item in enumerate(classes))
    if walk.problems:
        raise AnalysisError(walk.problems)
    moves = Moves(graph, classes, entries, reached, walk.forks, walk.failures)
    if problems := list(_traps(moves)):
        raise AnalysisError(problems)
    return moves


def _entry(graph: ServiceGraph, item: CustomerClass | None) -> str:
    if item is not None and item.enters is not None:
        return item.enters
    customers = graph.steps_of("customer")
    if customers:
        return customers[0].id
    starts = [step.id for step in graph.steps if not graph.flows_in(step.id)]
    if not starts:
        hint = "add a customer step, or name the step where a class enters"
        raise AnalysisError.of("BP640", "nobody-comes", "customers have no step to enter", hint=hint)
    return starts[0]


class _Walk:
    """Follows customers and notes what is unknown on their way."""

    def __init__(self, graph: ServiceGraph) -> None:
        self._graph = graph
        self.forks: dict[tuple[str, int], Fork] = {}
        self.failures: dict[str, tuple[Failure, ...]] = {}
        self.problems: list[Diagnostic] = []
        self._told: set[str] = set()

    def follow(self, entry: str, item: CustomerClass | None, klass: int) -> frozenset[str]:
        """Return the steps that a class can come to."""
        seen: set[str] = set()
        waiting = [entry]
        while waiting:
            step = waiting.pop()
            if step in seen:
                continue
            seen.add(step)
            if step not in self.failures:
                self.failures[step] = failures_of(self._graph.blueprint.step_by_id[step])
            fork = self._fork(step, item)
            self.forks[step, klass] = fork
            waiting += [*fork.targets, *(item.recovery for item in self.failures[step] if item.mended > 0)]
        return frozenset(seen)

    def _fork(self, step: str, item: CustomerClass | None) -> Fork:
        route = route_from(self._graph, step, item.id if item is not None else None)
        if not route.is_known and route.branches:
            self._refuse(step, route)
        return _tidied(KINDS[route.kind], route)

    def _refuse(self, step: str, route: Route) -> None:
        if step in self._told:
            return
        self._told.add(step)
        label = self._graph.blueprint.step_by_id[step].label
        flows = self._graph.flows_out(step)
        unknown = [flow for flow in flows if flow.probability is None and flow.condition is not None]
        if unknown:
            message = f"after '{label}' it is unknown how many customers take '{unknown[0].id}'"
            hint = f"write its share, such as 'probability: 30%'; a guess that is marked as one will do ('{step}')"
        else:
            message = f"the shares of the ways after '{label}' do not add up to 1"
            hint = "let them add up to 100%, or leave one way without a share: it takes the rest"
        element = unknown[0].id if unknown else step
        self.problems.append(Diagnostic("BP324", "unknown-share", Severity.ERROR, message, element=element, hint=hint))


def _tidied(kind: int, route: Route) -> Fork:
    """Leave out ways that nobody goes, and say the simple simply."""
    ways = [
        Way(0.0 if branch.share is None else branch.share, tuple(target for target in branch.targets if target != END))
        for branch in route.branches
    ]
    ways = [way for way in ways if way.share > 0]
    if kind == ALL:
        return Fork(ONE, (Way(1.0, tuple(dict.fromkeys(target for way in ways for target in way.targets))),))
    if kind == ANY:
        ways = [way for way in ways if way.targets]
        if len(ways) == 1:
            rest = (Way(1.0 - ways[0].share, ()),) if ways[0].share < 1 else ()
            return Fork(ONE, (ways[0], *rest))
    return Fork(kind, tuple(ways)) if ways else Fork(ONE, (Way(1.0, ()),))


def _traps(moves: Moves) -> Iterator[Diagnostic]:
    """Yield the steps from which customers of some class never leave."""
    for klass, found in enumerate(moves.reached):
        ends = [step for step in found if _may_end(moves, step, klass)]
        behind: dict[str, list[str]] = {step: [] for step in found}
        for step in found:
            for target in moves.targets(step, klass):
                behind[target].append(step)
        leads_out = set(ends)
        while ends:
            for step in behind[ends.pop()]:
                if step not in leads_out:
                    leads_out.add(step)
                    ends.append(step)
        trapped = [step for step in moves.steps if step in found and step not in leads_out]
        sure = trapped or _certain_loop(moves, klass)
        if sure:
            label = moves.graph.blueprint.step_by_id[sure[0]].label
            way_out = f"where customers leave: '{sure[-1]} >> {END}'"
            hint = f"say how often it is done again, such as 'probability: 5%', or {way_out}"
            message = f"customers never leave the loop that begins with '{label}'"
            yield Diagnostic("BP421", "no-way-out", Severity.ERROR, message, element=sure[0], hint=hint)
            return


def _may_end(moves: Moves, step: str, klass: int) -> bool:
    fork = moves.forks[step, klass]
    if fork.kind == ANY and all(way.share < 1 for way in fork.ways):
        return True
    return _may_lose(moves, step) or any(not way.targets for way in fork.ways)


def _may_lose(moves: Moves, step: str) -> bool:
    return any(failure.share * (failure.escapes + failure.gives_up) > 0 for failure in moves.failures[step])


def _certain_loop(moves: Moves, klass: int) -> list[str]:
    """Return steps of a loop that customers go round for sure, in one of several ways at once."""
    found = moves.reached[klass]
    number = {step: place for place, step in enumerate(step for step in moves.steps if step in found)}
    names = list(number)
    pairs = []
    for step in names:
        fork = moves.forks[step, klass]
        if len(fork.ways) == 1 or fork.kind != ONE:
            pairs += [(number[step], number[target]) for way in fork.ways if way.share == 1 for target in way.targets]
    for loop in find_loops(len(names), pairs):
        steps = [names[place] for place in loop]
        if not any(_may_lose(moves, step) for step in steps):
            return steps
    return []
