"""What was computed of a graph once is not computed again as long as the graph lives."""

from __future__ import annotations

from weakref import finalize

from blueprint.analysis.timeline import Timeline, compute_timeline
from blueprint.graph import ServiceGraph

_timelines: dict[int, Timeline] = {}


def timeline_of(graph: ServiceGraph) -> Timeline:
    """Return the time line of a service, computed once however many ask for it."""
    key = id(graph)  # by identity: to compare or hash a graph is to read the whole blueprint
    if key not in _timelines:
        _timelines[key] = compute_timeline(graph)
        finalize(graph, _timelines.pop, key, None).atexit = False
    return _timelines[key]
