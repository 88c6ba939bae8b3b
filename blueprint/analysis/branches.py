"""Branches that run in parallel: where they meet, and which steps belong to each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from blueprint.graph import ServiceGraph
from blueprint.model import END


@dataclass(frozen=True, slots=True)
class Block:
    """Branches from one step to where they meet.

    Parameters
    ----------
    join : str
        The step where they meet; ``end`` where none does.
    region : frozenset of str
        The steps between.
    is_clean : bool
        Whether each of them belongs to one branch alone.
    is_any : bool
        Whether one branch is enough.
    """

    join: str
    region: frozenset[str]
    is_clean: bool
    is_any: bool


class Branches:
    """Finds blocks of a service, each once."""

    def __init__(self, graph: ServiceGraph) -> None:
        self._graph = graph
        self._known: dict[tuple[str, ...], Block] = {}

    def block(self, ways: tuple[str, ...]) -> Block:
        """Return the block of branches that begin with these steps."""
        if ways not in self._known:
            self._known[ways] = self._find(ways)
        return self._known[ways]

    def _find(self, ways: tuple[str, ...]) -> Block:
        join = self._meeting(ways)
        owner: dict[str, str] = {}
        is_clean = True
        for way in ways:
            for step in self.between(way, join):
                is_clean &= owner.setdefault(step, way) == way
        is_any = join != END and self._graph.blueprint.step_by_id[join].join == "any"
        return Block(join, frozenset(owner), is_clean, is_any)

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
        graph = self._graph
        back = {(flow.source, flow.target) for flow in graph.rework}
        entries = set(graph.entries)
        found = {}
        for step in graph.steps:
            ahead = [other for other in graph.successors(step.id) if (step.id, other) not in back]
            apart = (point.recovery for point in step.fail_points if point.recovery is not None)
            found[step.id] = ahead + [other for other in apart if not graph.flows_in(other) and other not in entries]
        return found

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
