"""Turns: the order in which the steps of parallel branches are walked, one behind the other.

A step comes after all that lead to it, so that where branches meet, all of them have arrived; and a branch is walked
as a whole before the next, the shortest first, so that little has to be remembered.
"""

from __future__ import annotations

from functools import cached_property

from blueprint.graph import ServiceGraph


class Turns:
    """The order of a service, and which step must be passed before which."""

    def __init__(self, graph: ServiceGraph) -> None:
        self._graph = graph
        self._back = {(flow.source, flow.target) for flow in graph.rework}
        self.place = {step: place for place, step in enumerate(self._order())}

    def _order(self) -> list[str]:
        """Return the steps so that each comes before all that it leads to, rework set aside."""
        done: list[str] = []
        seen: set[str] = set()
        for start in self._graph.in_time_order:
            if start in seen:
                continue
            seen.add(start)
            path = [(start, self._ahead(start))]
            while path:
                here, ahead = path[-1]
                if not ahead:
                    done.append(here)
                    path.pop()
                    continue
                step = ahead.pop()
                if step not in seen:
                    seen.add(step)
                    path.append((step, self._ahead(step)))
        return done[::-1]

    def _ahead(self, step: str) -> list[str]:
        """Return what a step leads to; what goes on longest last, and of equals what is declared first."""
        ahead = [other for other in self._graph.successors(step) if (step, other) not in self._back]
        return sorted(ahead, key=lambda other: self._lengths[other])

    @cached_property
    def _lengths(self) -> dict[str, int]:
        """How many steps follow each at most."""
        lengths: dict[str, int] = {}
        for step in reversed(self._graph.in_time_order):
            ahead = (other for other in self._graph.successors(step) if (step, other) not in self._back)
            lengths[step] = 1 + max((lengths[other] for other in ahead), default=0)
        return lengths

    def starts_before(self, step: str, other: str) -> bool:
        """Tell whether every way to another step passes this one: what begins here again does the other again.

        So it is taken to be where no customer comes, and nothing is known of what begins where.
        """
        try:
            return step == other or step in self._graph.dominators(other)
        except KeyError:
            return True
