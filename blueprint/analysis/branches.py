"""Branches that run in parallel: where they meet, and which steps belong to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from blueprint.graph import ServiceGraph
from blueprint.model import END

_PATIENCE = 50  # times the steps of the service: so much is walked to find out whether branches share steps


@dataclass(frozen=True, slots=True)
class Block:
    """Branches from one step to where they meet.

    Parameters
    ----------
    join : str
        The step where they meet; ``end`` where none does.
    last : str
        The branch that goes on longest, by the step where it begins. It is walked last: nothing is to be remembered
        then, so that a service with many branches that lead nowhere has few states.
    region : frozenset of str
        The steps between; those of the last branch only where one branch is enough.
    is_clean : bool
        Whether each of them belongs to one branch alone.
    is_any : bool
        Whether one branch is enough.
    """

    join: str
    last: str
    region: frozenset[str]
    is_clean: bool
    is_any: bool


class Branches:
    """Finds blocks of a service, each once."""

    def __init__(self, graph: ServiceGraph) -> None:
        self._graph = graph
        self._known: dict[tuple[str, ...], Block] = {}
        self._walked = 0

    def block(self, ways: tuple[str, ...]) -> Block:
        """Return the block of branches that begin with these steps."""
        if ways not in self._known:
            self._known[ways] = self._find(ways)
        return self._known[ways]

    def _find(self, ways: tuple[str, ...]) -> Block:
        join = self._meeting(ways)
        last = max(reversed(ways), key=lambda way: -1 if way == join else self._lengths.get(way, 0))
        is_any = join != END and self._graph.blueprint.step_by_id[join].join == "any"
        regions = {way: list(self.between(way, join)) for way in dict.fromkeys(ways) if is_any or way != last}
        region = frozenset(step for steps in regions.values() for step in steps)
        is_clean = len(region) == sum(len(steps) for steps in regions.values())
        if is_clean and not is_any:
            is_clean = not self._may_be_entered(regions, ways) or self._is_apart(region, last, join)
        return Block(join, last, region, is_clean, is_any)

    def _may_be_entered(self, regions: Mapping[str, Sequence[str]], ways: tuple[str, ...]) -> bool:
        """Tell whether flows lead into branches, but at their beginning: only then two of them may share steps."""
        for way, steps in regions.items():
            inside = {*steps, *(flow.source for other in ways for flow in self._graph.flows_in(other))}
            for step in steps:
                if step != way and any(before not in inside for before in self._behind(step)):
                    return True
        return False

    def _behind(self, step: str) -> Iterator[str]:
        return (flow.source for flow in self._graph.flows_in(step) if (flow.source, step) not in self._back)

    def _is_apart(self, region: frozenset[str], last: str, join: str) -> bool:
        """Tell whether the last branch keeps out of the others; False where that would take too long to find out."""
        for step in self.between(last, join):
            self._walked += 1
            if step in region or self._walked > _PATIENCE * len(self._graph.steps):
                return False
        return True

    def between(self, way: str, join: str) -> Iterator[str]:
        """Yield the steps from the beginning of a branch up to where it meets others, recoveries with them."""
        seen = {join, END}
        waiting = [way]
        while waiting:
            here = waiting.pop()
            if here in seen:
                continue
            seen.add(here)
            yield here
            waiting.extend(other for other in self._ahead[here] if other not in seen)

    @cached_property
    def _ahead(self) -> dict[str, list[str]]:
        """Where flows lead on from each step; and recoveries, where neither flows nor customers lead to them."""
        graph, back = self._graph, self._back
        entries = set(graph.entries)
        found = {}
        for step in graph.steps:
            ahead = [other for other in graph.successors(step.id) if (step.id, other) not in back]
            apart = (point.recovery for point in step.fail_points if point.recovery is not None)
            found[step.id] = ahead + [other for other in apart if not graph.flows_in(other) and other not in entries]
        return found

    @cached_property
    def _back(self) -> frozenset[tuple[str, str]]:
        return frozenset((flow.source, flow.target) for flow in self._graph.rework)

    @cached_property
    def _lengths(self) -> dict[str, int]:
        """How many steps follow each at most, rework set aside."""
        lengths: dict[str, int] = {}
        for step in reversed(self._graph.in_time_order):
            ahead = (other for other in self._graph.successors(step) if (step, other) not in self._back)
            lengths[step] = 1 + max((lengths.get(other, 0) for other in ahead), default=0)
        return lengths

    def _meeting(self, ways: tuple[str, ...]) -> str:
        """Return the first step that all branches must come to."""
        here = ways[0]
        for other in ways[1:]:
            while here != other:
                if self._depth(here) >= self._depth(other):
                    here = self._graph.post_dominators[here]
                else:
                    other = self._graph.post_dominators[other]
        return here

    def _depth(self, step: str) -> int:
        return 0 if step == END else self._depths[step]

    @cached_property
    def _depths(self) -> dict[str, int]:
        """How many steps follow each on the chain of steps that must be passed."""
        above = self._graph.post_dominators
        depths: dict[str, int] = {}
        for step in above:
            chain = []
            here = step
            while here != END and here not in depths:
                chain.append(here)
                here = above[here]
            depth = depths.get(here, 0)
            for item in reversed(chain):
                depth += 1
                depths[item] = depth
        return depths
