"""Services with people, shifts, classes, patience, alternatives, rework, branches and failures: small, but all at once."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Blueprint

TIMES = [
    "3 min",
    "exponential(4 min)",
    "uniform(1 min, 5 min)",
    "gamma(4 min, 2 min)",
    "lognormal(3 min, 3 min)",
    "0 s",
]
SCHEDULES = [
    {"00:00-24:00": 2},
    {"00:10-02:00": 1, "02:00-24:00": 2},
    {"00:00-01:00": 2, "01:00-01:30": 0, "01:30-24:00": 1},
]
POOLS = ("ann", "bob")


@st.composite
def resources(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw people: some always there, some by the hour, some with little room before them."""
    found: list[dict[str, Any]] = []
    for name in POOLS:
        words: dict[str, Any] = {"id": name, "capacity": draw(st.integers(1, 3))}
        if draw(st.integers(0, 3)) == 0:
            words["schedule"] = draw(st.sampled_from(SCHEDULES))
        if draw(st.integers(0, 4)) == 0:
            words["room"] = draw(st.integers(0, 3))
        if draw(st.integers(0, 3)) == 0:
            words["discipline"] = draw(st.sampled_from(["fifo", "priority"]))
        found.append(words)
    return found


@st.composite
def classes(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw who comes: nobody of note, or two classes that differ in rank and patience."""
    if draw(st.booleans()):
        return []
    found: list[dict[str, Any]] = []
    for name in ("gold", "plain"):
        words: dict[str, Any] = {"label": name, "id": name, "share": 0.5}
        if draw(st.booleans()):
            words["priority"] = draw(st.integers(1, 2))
        if draw(st.booleans()):
            words["patience"] = draw(st.sampled_from(["2 min", "exponential(10 min)", "uniform(0 s, 20 min)"]))
        found.append(words)
    return found


@st.composite
def steps(draw: st.DrawFn, number: int, *, are_simple: bool) -> dict[str, Any]:
    """Draw a step with who does it, how long it takes, and what may go wrong."""
    words: dict[str, Any] = {"lane": draw(st.sampled_from(["customer", "onstage", "backstage"])), "label": f"s{number}"}
    words["service_time"] = draw(st.sampled_from(TIMES))
    words["resources"] = draw(
        st.sampled_from([[], ["ann"], ["bob"], ["ann", "bob"], ["ann" if are_simple else "ann | bob"]])
    )
    if not are_simple and draw(st.integers(0, 4)) == 0:
        words["batch"] = draw(st.integers(2, 3))
    if draw(st.integers(0, 3)) == 0:
        words["fail_points"] = [
            {"label": "f", "probability": 0.3, "detected": 0.9, "gives_up": 0.2, "recovery_time": "1 min"}
        ]
    if draw(st.integers(0, 3)) == 0:
        words["standard"] = "90% within 10 min"
    return words


@st.composite
def services(draw: st.DrawFn, *, are_simple: bool = False) -> ServiceGraph:
    """Draw a service that customers come to for an hour; all leave long before the day is over.

    Simple ones do without groups, of which the last waits for the end of the day, and without a choice of people.
    """
    count = draw(st.integers(1, 5))
    script = [{"lane": "customer", "label": "come", "service_time": "0 s"}]
    script += [draw(steps(number, are_simple=are_simple)) for number in range(1, count + 1)]
    names = ["come", *(f"s{number}" for number in range(1, count + 1))]
    flows: list[dict[str, Any]] = [{"source": a, "target": b} for a, b in pairwise(names)]
    shape = draw(st.sampled_from(["chain", "rework", "skip", "branches"]))
    if shape == "rework":
        flows += [{"source": names[-1], "target": names[1], "probability": 0.3}, {"source": names[-1], "target": "end"}]
    if shape == "skip" and count > 2:
        flows.append({"source": names[1], "target": names[3], "probability": 0.4})
    if shape == "branches" and count > 3:
        flows = [flow for flow in flows if flow["source"] != "s2"]
        flows += [{"source": "s1", "target": "s3"}, {"source": "s2", "target": "s4"}]
    rate = draw(st.sampled_from(["10 per hour", "25 per hour", "every 4 min"]))
    return to_graph(
        Blueprint.model_validate(
            {
                "title": "Busy",
                "arrivals": {"00:00-01:00": rate},
                "resources": draw(resources()),
                "classes": draw(classes()),
                "phases": [{"steps": script}],
                "flows": flows,
            },
            by_name=True,
            by_alias=True,
        )
    )
