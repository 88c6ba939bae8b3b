"""Classes of customers: the service as one of them meets it."""

from __future__ import annotations

from blueprint.graph import ServiceGraph, to_graph


def for_class(graph: ServiceGraph, name: str) -> ServiceGraph:
    """Return the service of one class: its entry, its service times, the flows for it and for all.

    Parameters
    ----------
    name : str
        Id of the class.

    Raises
    ------
    KeyError
        If there is no such class.
    """
    blueprint = graph.blueprint
    for item in blueprint.classes:
        if item.id == name:
            flows = tuple(flow for flow in blueprint.flows if not flow.classes or name in flow.classes)
            return to_graph(blueprint.model_copy(update={"flows": flows, "classes": (item,)}))
    raise KeyError(name)
