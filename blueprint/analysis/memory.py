"""What was computed of a graph once is not computed again as long as the graph lives."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from blueprint.analysis.timeline import Timeline, compute_timeline
from blueprint.graph import ServiceGraph

_timelines: WeakKeyDictionary[ServiceGraph, Timeline] = WeakKeyDictionary()


def timeline_of(graph: ServiceGraph) -> Timeline:
    """Return the time line of a service; several rules and the drawing ask for it."""
    found = _timelines.get(graph)
    if found is None:
        found = _timelines[graph] = compute_timeline(graph)
    return found
