"""Small services with waits."""

from __future__ import annotations

from typing import Any

from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.state import State
from blueprint.graph import ServiceGraph
from tests.unit.graph.services import graph

MINUTE, HOUR = 60.0, 3600.0


def by(
    resource: str | list[str] | dict[str, int], time: str | None = "exponential(2 min)", **words: Any
) -> dict[str, Any]:
    """Return the words of a step that needs a resource."""
    return {"resources": resource, **({"service_time": time} if time else {}), **words}


def counter(
    capacity: int = 1, time: str = "exponential(2 min)", rate: str = "20 per hour", **words: Any
) -> ServiceGraph:
    """Return a service with one counter: customers come in and are served."""
    resources = [{"id": "clerk", "capacity": capacity, **words.pop("clerk", {})}, *words.pop("others", ())]
    step = by("clerk", time, **words.pop("step", {}))
    come = {"service_time": "0 s", **words.pop("come", {})}
    return graph("c1 o1", "c1 >> o1", c1=come, o1=step, resources=resources, arrivals=rate, **words)


def solve(found: ServiceGraph) -> State:
    """Return what is known of the waits of a service."""
    return Network(found).solve()
