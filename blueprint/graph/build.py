"""From a blueprint to its graph."""

from __future__ import annotations

from blueprint.graph.service_graph import ServiceGraph
from blueprint.model import Blueprint


def to_graph(blueprint: Blueprint) -> ServiceGraph:
    """Return the blueprint as a graph that answers questions; nothing is computed before it is asked.

    Parameters
    ----------
    blueprint : Blueprint
        A valid blueprint.

    Returns
    -------
    ServiceGraph
    """
    return ServiceGraph(blueprint)
