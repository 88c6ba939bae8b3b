"""The blueprint as a graph with typed questions; the only place that knows networkx."""

from __future__ import annotations

from blueprint.graph.build import to_graph
from blueprint.graph.ordering import Ordering, order_with_loops_set_aside
from blueprint.graph.service_graph import Crossings, ServiceGraph

__all__ = ["Crossings", "Ordering", "ServiceGraph", "order_with_loops_set_aside", "to_graph"]
