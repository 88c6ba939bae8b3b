"""Cases with known answers told as services; a unit of time of a case is a second."""

from __future__ import annotations

from typing import Any

from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Arrivals, Blueprint
from blueprint.units import Distribution, Rate, Seconds, Target


def law(described: dict[str, Any]) -> Distribution:
    """Return the distribution of a case."""
    kind, mean = described["dist"], described.get("mean")
    if kind == "deterministic":
        return Distribution("fixed", (described["value"],))
    if kind in ("gamma", "lognormal"):
        cv = described["cv"] if "cv" in described else described["shape"] ** -0.5
        return Distribution(kind, (mean, mean * cv))
    if kind == "hyperexponential":
        share, (first, second) = described["probabilities"][0], described["means"]
        return Distribution(kind, (share, first, second))
    words = {"exponential": ("mean",), "uniform": ("low", "high"), "erlang": ("k", "mean")}
    words["triangular"] = ("low", "mode", "high")
    return Distribution(kind, tuple(described[word] for word in words[kind]))


def exponential(rate: float) -> Distribution:
    """Return the exponential distribution of a rate."""
    return Distribution("exponential", (1.0 / rate,))


def spaced(between: Distribution) -> Arrivals:
    """Let customers come with such times between them."""
    return Arrivals(interarrival=between)


def at_rate(rate: float) -> Arrivals:
    """Let customers come at random."""
    return Arrivals(pattern=Rate(rate))


def queue(
    arrivals: Arrivals | None,
    time: Any,
    servers: int,
    *,
    limit: float | None = None,
    room: int | None = None,
    **more: Any,
) -> ServiceGraph:
    """Return a service of one step with one resource."""
    step: dict[str, Any] = {"lane": "onstage", "label": "Serve", "resources": ["clerk"], "service_time": time}
    if limit is not None:
        step["wait_points"] = [{"label": "Line", "standard": Target(Seconds(limit), 0.9, "")}]
    resource = {"id": "clerk", "capacity": servers, **({} if room is None else {"room": room})}
    return to_graph(
        Blueprint(title="Queue", arrivals=arrivals, resources=[resource], phases=[{"steps": [step]}], **more)
    )


def ranked(rates: list[float], times: list[Distribution], servers: int) -> ServiceGraph:
    """Return a service of one step for classes of which the first is served first."""
    names = [f"class-{place}" for place in range(len(rates))]
    classes = [
        {"label": name, "id": name, "arrivals": at_rate(rate), "priority": place + 1}
        for place, (name, rate) in enumerate(zip(names, rates, strict=True))
    ]
    step = {"lane": "onstage", "label": "Serve", "resources": ["clerk"]}
    step["service_time"] = tuple(zip(names, times, strict=True))
    entry = {"lane": "customer", "label": "Come", "service_time": "0 s"}
    flows = [{"source": "come", "target": "serve"}]
    resources = [{"id": "clerk", "capacity": servers}]
    return to_graph(
        Blueprint(title="Ranks", resources=resources, classes=classes, phases=[{"steps": [entry, step]}], flows=flows)
    )


def flows_between(routing: dict[str, list[tuple[str, float]]]) -> list[dict[str, Any]]:
    """Return flows with their shares; what is missing to 1 leaves."""
    flows = []
    for source, targets in routing.items():
        rest = 1.0 - sum(share for _, share in targets)
        ways = [(target, share) for target, share in targets if share > 0]
        if rest > 1e-9:
            ways.append(("end", rest))
        for target, share in ways:
            shared = {} if share > 1 - 1e-9 else {"probability": share}
            flows.append({"source": source, "target": target, **shared})
    return flows


def network(params: dict[str, Any], arrivals: Arrivals) -> ServiceGraph:
    """Return a service of steps that share pools."""
    means = {name: pool.get("mean_service") for name, pool in params["pools"].items()}
    steps, routing = [], {}
    for name, step in params["steps"].items():
        time = law(step["duration"]) if "duration" in step else exponential(1 / means[step["pool"]])
        steps.append({"lane": "onstage", "label": name, "id": name, "resources": [step["pool"]], "service_time": time})
        routing[name] = [(target, share) for target, share in step["next"] if target != "end"]
    resources = [{"id": name, "capacity": pool["capacity"]} for name, pool in params["pools"].items()]
    return to_graph(
        Blueprint(
            title="Network",
            arrivals=arrivals,
            resources=resources,
            phases=[{"steps": steps}],
            flows=flows_between(routing),
        )
    )


def jackson(params: dict[str, Any]) -> ServiceGraph:
    """Return a service of steps with a resource each, that customers enter at several of them."""
    count = len(params["external_rates"])
    names = [f"node-{place}" for place in range(count)]
    steps = [
        {"lane": "onstage", "label": name, "resources": [f"pool-{place}"], "id": name,
         "service_time": exponential(params["service_rates"][place])}
        for place, name in enumerate(names)
    ]  # fmt: skip
    classes = [
        {"label": f"From {name}", "enters": name, "arrivals": at_rate(rate)}
        for name, rate in zip(names, params["external_rates"], strict=True)
        if rate
    ]
    routing = {
        name: [(names[place], share) for place, share in enumerate(row) if share]
        for name, row in zip(names, params["routing"], strict=True)
    }
    resources = [{"id": f"pool-{place}", "capacity": servers} for place, servers in enumerate(params["servers"])]
    return to_graph(
        Blueprint(
            title="Jackson",
            resources=resources,
            classes=classes,
            phases=[{"steps": steps}],
            flows=flows_between(routing),
        )
    )


def fork(arrival_rate: float, service_rate: float, branches: int) -> ServiceGraph:
    """Return a service whose branches begin together and end when the last one does."""
    names = [f"branch-{place}" for place in range(branches)]
    steps: list[dict[str, Any]] = [{"lane": "customer", "label": "Come", "service_time": "0 s"}]
    steps += [
        {"lane": "onstage", "label": name, "resources": [name], "service_time": exponential(service_rate)}
        for name in names
    ]
    steps.append({"lane": "customer", "label": "Go", "service_time": "0 s"})
    flows = [{"source": "come", "target": name} for name in names] + [
        {"source": name, "target": "go"} for name in names
    ]
    return to_graph(
        Blueprint(
            title="Fork",
            arrivals=at_rate(arrival_rate),
            resources=[{"id": name} for name in names],
            phases=[{"steps": steps}],
            flows=flows,
        )
    )
