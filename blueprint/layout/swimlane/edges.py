"""Edges: what is drawn as a line, after relations of one pair have become one line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from blueprint.graph import ServiceGraph
from blueprint.layout.result import EdgeKind
from blueprint.model import END, Flow
from blueprint.units import write_share

JOINT = " · "
"""Between the condition of a flow and its share."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line to draw from a step to another one, or to the end of the service."""

    id: str
    source: str
    target: str
    kind: EdgeKind
    label: str = ""
    two_headed: bool = False
    rework: bool = False
    twin: int = 0
    """How many lines between these two steps were declared before."""


@dataclass(frozen=True, slots=True)
class LooseEnd:
    """A short line at one step: out of the service, or to and from a connector where the drawing is folded.

    Parameters
    ----------
    edge : Edge
        The line that it stands for.
    step : str
        The step that it touches.
    arrives : bool
        It comes from a connector; else it leaves.
    number : str
        Number of the connector; empty where the customer leaves the service.
    rework : bool
        It runs back in time.
    """

    edge: Edge
    step: str
    arrives: bool = False
    number: str = ""
    rework: bool = False

    @property
    def key(self) -> tuple[str, bool]:
        """What tells it apart from all others."""
        return (self.edge.id, self.arrives)


def collect_edges(graph: ServiceGraph) -> tuple[Edge, ...]:
    """Return the lines of a service, as declared; recoveries of fail points last.

    A pair with a flow and an exchange is one line with two heads. A recovery that does the same step again is told by
    its mark, not by a line.
    """
    twins: dict[frozenset[str], int] = {}
    back = graph.ordering.set_aside
    edges = []
    for edge in (*_of_flows(graph), *_of_recoveries(graph)):
        pair = frozenset((edge.source, edge.target))
        number = twins.get(pair, 0)
        twins[pair] = number + 1
        rework = edge.kind == "recovery" or (
            edge.kind == "flow"
            and edge.target != END
            and (graph.number[edge.source], graph.number[edge.target]) in back
        )
        edges.append(Edge(edge.id, edge.source, edge.target, edge.kind, edge.label, edge.two_headed, rework, number))
    return tuple(edges)


def _of_flows(graph: ServiceGraph) -> Iterator[Edge]:
    flows = [flow for flow in graph.blueprint.flows if flow.kind == "flow"]
    first_flow: dict[frozenset[str], str] = {}
    for flow in flows:
        first_flow.setdefault(frozenset((flow.source, flow.target)), flow.id)
    exchanged = {
        first_flow[pair]
        for flow in graph.blueprint.flows
        if flow.kind == "exchange" and (pair := frozenset((flow.source, flow.target))) in first_flow
    }
    for flow in graph.blueprint.flows:
        merged = flow.kind == "exchange" and frozenset((flow.source, flow.target)) in first_flow
        if not merged:
            both = flow.kind == "exchange" or flow.id in exchanged
            yield Edge(flow.id, flow.source, flow.target, flow.kind, _label(flow), both)


def _of_recoveries(graph: ServiceGraph) -> Iterator[Edge]:
    for step in graph.steps:
        for point in step.fail_points:
            if point.recovery is not None and point.recovery != step.id:
                yield Edge(f"{point.id}>>{point.recovery}", step.id, point.recovery, "recovery")


def _label(flow: Flow) -> str:
    share = "" if flow.probability is None else write_share(flow.probability)
    return JOINT.join(part for part in (flow.condition or "", share) if part)
