"""The graph of a union: what was removed is in it, and turns nothing of the new service round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from blueprint.graph import ServiceGraph
from blueprint.model import END, Flow


@dataclass(frozen=True)
class UnionGraph(ServiceGraph):
    """The graph of a union; flows that were removed and run against the time of the new service order nothing.

    Parameters
    ----------
    quiet : frozenset of str
        Ids of these flows.
    """

    quiet: frozenset[str] = frozenset()

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Flows of kind `flow` between two steps that order them in time."""
        return tuple(
            flow
            for flow in self.blueprint.flows
            if flow.kind == "flow" and flow.target != END and flow.id not in self.quiet
        )

    @cached_property
    def _flow_out(self) -> dict[str, tuple[Flow, ...]]:
        return {step: tuple(self._timely(flows)) for step, flows in self._out.items()}

    @cached_property
    def _flow_in(self) -> dict[str, tuple[Flow, ...]]:
        return {step: tuple(self._timely(flows)) for step, flows in self._in.items()}

    def _timely(self, flows: Iterable[Flow]) -> Iterator[Flow]:
        return (flow for flow in flows if flow.kind == "flow" and flow.id not in self.quiet)
