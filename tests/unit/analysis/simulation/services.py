"""Small services whose runs can be followed by hand."""

from __future__ import annotations

from typing import Any

from blueprint.analysis.simulation import Run, Simulation, simulate_service
from blueprint.graph import ServiceGraph, to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.units import Seconds

MINUTE, HOUR = 60.0, 3600.0


def read(text: str) -> ServiceGraph:
    """Return the graph of a service in YAML, without its title."""
    return to_graph(parse_yaml(f"title: T\n{text}").blueprint)


def counter(arrivals: str, time: str = "10 min", *, step: str = "", clerk: str = "", more: str = "") -> ServiceGraph:
    """Return a service with one counter, written in YAML; words of its parts follow a comma."""
    return read(f"""\
arrivals: {arrivals}
resources: {{clerk: {{{clerk.removeprefix(", ")}}}}}
{more}
phases:
  - phase: Only
    steps: [{{onstage: Serve, id: serve, resource: clerk, service_time: {time}{step}}}]
""")


def once(graph: ServiceGraph, *, horizon: float | None = None, **more: Any) -> Simulation:
    """Run a service once."""
    time = None if horizon is None else Seconds(horizon)
    return simulate_service(graph, Run(horizon=time, replications=1, **more), engine="plain")


def often(graph: ServiceGraph, replications: int, *, horizon: float | None = None, **more: Any) -> Simulation:
    """Run a service so many times."""
    time = None if horizon is None else Seconds(horizon)
    return simulate_service(graph, Run(horizon=time, replications=replications, **more), engine="plain")
