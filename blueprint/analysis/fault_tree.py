"""Fault trees: which failures together make a service fail, how probable that is, and what each contributes.

A tree is compiled into a binary decision diagram, so an event that occurs in several gates is counted once; multiplying
gate by gate would be wrong.

>>> tree = Gate("and", (Gate("or", ("a", "b")), Gate("or", ("a", "c"))))
>>> faults = compile_tree(tree)
>>> faults.cut_sets().sets, faults.cut_sets().is_complete
((('a',), ('b', 'c')), True)
>>> round(faults.probability({"a": 0.1, "b": 0.2, "c": 0.3}), 6)  # 0.146 were wrong
0.154
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from blueprint.errors import AnalysisError

MOST_NODES = 200_000
"""A tree whose diagram grows beyond this is given up: exact figures would take too long."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A combination of events.

    Parameters
    ----------
    kind : {'or', 'and', 'atleast'}
        Of how many inputs: one, all, or ``least``.
    inputs : tuple of Gate or str
        Gates, and events by name.
    least : int
        For ``atleast`` alone.
    """

    kind: Literal["or", "and", "atleast"]
    inputs: tuple[Gate | str, ...]
    least: int = 0


@dataclass(frozen=True, slots=True)
class CutSets:
    """Sets of events that together are enough, none of them idle.

    Parameters
    ----------
    sets : tuple of tuple of str
        Small ones first, then as the events were declared.
    is_complete : bool
        False where there are more, which were cut off.
    """

    sets: tuple[tuple[str, ...], ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class Importance:
    """What an event contributes.

    Parameters
    ----------
    birnbaum : float
        How much more probable the top is with the event than without it.
    criticality : float or None
        Probability that the event is to blame if the top happens; None where the top never does.
    risk_achievement : float or None
        How many times more probable the top is if the event is certain.

    References
    ----------
    Birnbaum, Z. W. (1969). On the importance of different components in a multicomponent system.
    Vesely, W. E. et al. (1983). Measures of risk importance and their applications. NUREG/CR-3385.
    """

    birnbaum: float
    criticality: float | None
    risk_achievement: float | None


_NEVER = 1 << 30

_Node = tuple[int, int, int]
"""Number of an event, the diagram without it, the diagram with it."""


@dataclass(frozen=True)
class FaultTree:
    """A fault tree as a binary decision diagram.

    Parameters
    ----------
    events : tuple of str
        In the order in which the tree names them.
    nodes : list
        Diagrams by number; 0 is never, 1 is always. Each stands after those that it leads to.
    top : int
        Number of the whole.

    References
    ----------
    Rauzy, A. (1993). New algorithms for fault trees analysis. Reliability Engineering and System Safety 40, 203-211.
    """

    events: tuple[str, ...]
    nodes: list[_Node]
    top: int

    def probability(self, shares: Mapping[str, float]) -> float:
        """Return the probability of the top, given that of each event; events are independent."""
        return self._chances([shares[name] for name in self.events])[self.top]

    def importances(self, shares: Mapping[str, float]) -> dict[str, Importance]:
        """Return what each event contributes, all in one pass through the diagram."""
        p = [shares[name] for name in self.events]
        chances = self._chances(p)
        top = chances[self.top]
        birnbaum = [0.0] * len(p)
        arrives = [0.0] * len(self.nodes)
        arrives[self.top] = 1.0
        for number in range(len(self.nodes) - 1, 1, -1):
            event, without, with_it = self.nodes[number]
            birnbaum[event] += arrives[number] * (chances[with_it] - chances[without])
            arrives[without] += arrives[number] * (1 - p[event])
            arrives[with_it] += arrives[number] * p[event]
        return {name: self._importance(birnbaum[n], p[n], top) for n, name in enumerate(self.events)}

    @staticmethod
    def _importance(birnbaum: float, share: float, top: float) -> Importance:
        if top < sys.float_info.min:  # impossible, or so rare that no figure is left to divide by
            return Importance(birnbaum, None, None)
        return Importance(birnbaum, birnbaum * share / top, (top + birnbaum * (1 - share)) / top)

    def _chances(self, shares: list[float]) -> list[float]:
        chances = [0.0, 1.0]
        for event, without, with_it in self.nodes[2:]:
            chances.append((1 - shares[event]) * chances[without] + shares[event] * chances[with_it])
        return chances

    def cut_sets(self, most: int = 1000) -> CutSets:
        """Return the minimal cut sets, those of few events first.

        Parameters
        ----------
        most : int
            How many at most.
        """
        minimal = _minimal(self)
        total = _count(minimal)
        found: list[tuple[int, ...]] = []
        size = 0
        while len(found) < min(most, total):
            found += islice(_sets_of(minimal, size), most - len(found))
            size += 1
        ordered = sorted(found, key=lambda item: (len(item), item))
        return CutSets(tuple(tuple(self.events[event] for event in item) for item in ordered), len(found) == total)


def compile_tree(top: Gate | str) -> FaultTree:
    """Compile a fault tree.

    Raises
    ------
    AnalysisError
        BP420 if its diagram grows beyond `MOST_NODES`.
    """
    events = tuple(dict.fromkeys(_events(top)))
    compiler = _Compiler(events)
    number = compiler.gate(top)
    return _trimmed(FaultTree(events, compiler.nodes, number))


def _events(top: Gate | str) -> Iterator[str]:
    waiting: list[Gate | str] = [top]
    while waiting:
        here = waiting.pop()
        if isinstance(here, str):
            yield here
        else:
            waiting.extend(reversed(here.inputs))


def _trimmed(tree: FaultTree) -> FaultTree:
    """Leave out what was only needed on the way, and put each diagram after those that it leads to."""
    numbers = {0: 0, 1: 1}
    nodes: list[_Node] = [(-1, 0, 0), (-1, 1, 1)]
    waiting = [tree.top]
    while waiting:
        here = waiting[-1]
        if here in numbers:
            waiting.pop()
            continue
        event, without, with_it = tree.nodes[here]
        missing = [number for number in (without, with_it) if number not in numbers]
        if missing:
            waiting.extend(missing)
        else:
            numbers[here] = len(nodes)
            nodes.append((event, numbers[without], numbers[with_it]))
            waiting.pop()
    return FaultTree(tree.events, nodes, numbers[tree.top])


def _minimal(tree: FaultTree) -> FaultTree:
    """Return the diagram of the minimal cut sets alone: each way to 1 is one of them."""
    compiler = _Compiler(tree.events)
    numbers = [0, 1]
    for event, without, with_it in tree.nodes[2:]:
        low = numbers[without]
        high = _run(compiler.leave_out(numbers[with_it], low))
        numbers.append(compiler.node(event, low, high) if high else low)
    return _trimmed(FaultTree(tree.events, compiler.nodes, numbers[tree.top]))


def _count(tree: FaultTree) -> int:
    counts = [0, 1]
    for _, without, with_it in tree.nodes[2:]:
        counts.append(counts[without] + counts[with_it])
    return counts[tree.top]


def _sets_of(tree: FaultTree, size: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to 1 that take this many events."""
    fewest, most = [_NEVER, 0], [-1, 0]
    for _, without, with_it in tree.nodes[2:]:
        fewest.append(min(fewest[without], 1 + fewest[with_it]))
        most.append(max(most[without], 1 + most[with_it]))
    waiting: list[tuple[int, tuple[int, ...]]] = [(tree.top, ())]
    while waiting:
        number, chosen = waiting.pop()
        rest = size - len(chosen)
        if not fewest[number] <= rest <= most[number]:
            continue
        if number == 1:
            yield chosen
            continue
        event, without, with_it = tree.nodes[number]
        waiting += ((without, chosen), (with_it, (*chosen, event)))


Task = Generator["Task", int, int]
"""A step of a recursion over diagrams; it yields what it needs to know first."""


def _run(task: Task) -> int:
    """Run a recursion on a list of its own: diagrams of large services are deeper than Python's stack."""
    waiting, answer = [task], None
    while waiting:
        try:
            waiting.append(waiting[-1].send(answer) if answer is not None else next(waiting[-1]))
            answer = None
        except StopIteration as done:
            waiting.pop()
            answer = int(done.value)
    assert answer is not None
    return answer


class _Compiler:
    """Builds reduced ordered diagrams, each of which exists once."""

    def __init__(self, events: tuple[str, ...]) -> None:
        self.place = {name: number for number, name in enumerate(events)}
        self.nodes: list[_Node] = [(len(events), 0, 0), (len(events), 1, 1)]
        self._unique: dict[_Node, int] = {}
        self._known: dict[tuple[int, int, int], int] = {}
        self._left: dict[tuple[int, int], int] = {}

    def event(self, number: int) -> int:
        return self.node(number, 0, 1)

    def gate(self, gate: Gate | str) -> int:
        if isinstance(gate, str):
            return self.event(self.place[gate])
        inputs = [self.gate(item) for item in gate.inputs]
        if gate.kind == "atleast":
            return self._at_least(inputs, gate.least)
        result = 0 if gate.kind == "or" else 1
        for number in reversed(inputs):
            result = self.choose(number, 1, result) if gate.kind == "or" else self.both(number, result)
        return result

    def both(self, one: int, other: int) -> int:
        return self.choose(one, other, 0)

    def _at_least(self, inputs: list[int], least: int) -> int:
        """Return the diagram of ``least`` inputs or more, one input after the other."""
        counts = [1] + [0] * least  # counts[k]: at least k of the inputs so far
        for number in inputs:
            counts = [1] + [self.choose(number, counts[k - 1], counts[k]) for k in range(1, least + 1)]
        return counts[least]

    def choose(self, condition: int, yes: int, no: int) -> int:
        """Return the diagram of ``yes`` where the condition holds, else of ``no``."""
        return _run(self._choose(condition, yes, no))

    def _choose(self, condition: int, yes: int, no: int) -> Task:
        if condition == 1 or yes == no:
            return yes
        if condition == 0:
            return no
        if (yes, no) == (1, 0):
            return condition
        key = (condition, yes, no)
        if key not in self._known:
            event = min(self.nodes[number][0] for number in key)
            low = yield self._choose(*(self._part(number, event, 1) for number in key))
            high = yield self._choose(*(self._part(number, event, 2) for number in key))
            self._known[key] = low if low == high else self.node(event, low, high)
        return self._known[key]

    def leave_out(self, sets: int, others: int) -> Task:
        """Return the sets that hold none of the others, both as diagrams of sets."""
        if sets == 0 or others == 1:
            return 0
        if sets == 1 or others == 0:
            return sets
        key = (sets, others)
        if key not in self._left:
            (event, without, with_it), (other, low, high) = self.nodes[sets], self.nodes[others]
            if event < other:
                first = yield self.leave_out(without, others)
                second = yield self.leave_out(with_it, others)
                self._left[key] = self.node(event, first, second) if second else first
            elif event > other:
                self._left[key] = yield self.leave_out(sets, low)
            else:
                first = yield self.leave_out(without, low)
                second = yield self.leave_out(with_it, low)
                second = yield self.leave_out(second, high)
                self._left[key] = self.node(event, first, second) if second else first
        return self._left[key]

    def _part(self, number: int, event: int, side: int) -> int:
        node = self.nodes[number]
        return node[side] if node[0] == event else number

    def node(self, event: int, without: int, with_it: int) -> int:
        key = (event, without, with_it)
        if key not in self._unique:
            if len(self.nodes) >= MOST_NODES:
                raise AnalysisError.of(
                    "BP420",
                    "too-large-tree",
                    "so many failures depend on each other that their combinations cannot be counted",
                    hint="look at one phase at a time",
                )
            self._unique[key] = len(self.nodes)
            self.nodes.append(key)
        return self._unique[key]
