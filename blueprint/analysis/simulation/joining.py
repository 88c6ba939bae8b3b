"""Joining: which steps parallel ways meet at, and from where each of them can still be reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from blueprint.analysis.simulation.moves import Moves
from blueprint.analysis.simulation.records import Array
from blueprint.model import END


@dataclass(frozen=True)
class Joins:
    """Where parallel ways meet.

    Parameters
    ----------
    steps : tuple of str
        The steps.
    ahead : tuple of dict
        For each class, the steps that lead forward to each of them, by its id.
    """

    moves: Moves
    steps: tuple[str, ...]
    ahead: tuple[dict[str, frozenset[str]], ...]

    @property
    def number(self) -> dict[str, int]:
        """Place of each."""
        return {step: place for place, step in enumerate(self.steps)}

    def is_any(self, step: str) -> bool:
        """Tell whether the first that comes begins the step."""
        return self.moves.graph.blueprint.step_by_id[step].join == "any"

    def meeting(self, step: str) -> str | None:
        """Return the next step after one that every way must pass where any branch is enough."""
        after = self.moves.graph.post_dominators
        here = after[step]
        while here != END and not (here in self.steps and self.is_any(here)):
            here = after[here]
        return None if here == END else here

    def leads_to(self, step: str, meeting: str) -> bool:
        """Tell whether every way from a step passes another, or it is that one."""
        after = self.moves.graph.post_dominators
        while step not in (meeting, END):
            step = after[step]
        return step == meeting

    def reach(self) -> Array:
        """Return from which steps each class can reach each join; then for each join which steps lead to it."""
        steps = self.moves.steps
        rows = [[step in ahead.get(join, ()) for step in steps] for ahead in self.ahead for join in self.steps]
        rows += [[self.leads_to(step, join) for step in steps] for join in self.steps]
        return np.asarray(rows or [[False]], np.int8).ravel()


def find_joins(moves: Moves) -> Joins:
    """Find where parallel ways meet."""
    if not moves.is_parallel:
        return Joins(moves, (), tuple({} for _ in moves.classes))
    ahead = [_ancestors(moves, klass) for klass in range(len(moves.classes))]
    found = {step for steps in ahead for step in steps}
    return Joins(moves, tuple(step for step in moves.steps if step in found), tuple(ahead))


def _ancestors(moves: Moves, klass: int) -> dict[str, frozenset[str]]:
    """Return what leads forward to each step that several steps lead to."""
    behind = _behind(moves, klass)
    found = {}
    for step, before in behind.items():
        if len(before) > 1:
            seen: set[str] = set()
            waiting = list(before)
            while waiting:
                here = waiting.pop()
                if here not in seen:
                    seen.add(here)
                    waiting.extend(behind[here])
            found[step] = frozenset(seen)
    return found


def _behind(moves: Moves, klass: int) -> dict[str, list[str]]:
    """Return the steps right before each; rework aside, but with ways that only a recovery begins."""
    graph = moves.graph
    back = {(flow.source, flow.target) for flow in graph.rework}
    found: dict[str, list[str]] = {step: [] for step in moves.steps if step in moves.reached[klass]}
    for step in found:
        for target in moves.forks[step, klass].targets:
            if (step, target) not in back:
                found[target].append(step)
    for step, recovery in _recoveries(moves, klass):
        if not _leads(found, recovery, step):
            found[recovery].append(step)
    return found


def _recoveries(moves: Moves, klass: int) -> Iterator[tuple[str, str]]:
    entries = set(moves.entries)
    for step in moves.steps:
        if step in moves.reached[klass]:
            for failure in moves.failures[step]:
                target = failure.recovery
                if failure.mended > 0 and not moves.graph.flows_in(target) and target not in entries:
                    yield step, target


def _leads(behind: dict[str, list[str]], first: str, last: str) -> bool:
    """Tell whether ways lead from one step to another, or it is the same."""
    seen: set[str] = set()
    waiting = [last]
    while waiting:
        here = waiting.pop()
        if here == first:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(behind[here])
    return False
