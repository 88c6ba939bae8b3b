"""Services that no designer would draw: any flows, any joins, rework out of branches, relations, classes, unknown shares."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from blueprint.model import Blueprint

Draw = Callable[[st.SearchStrategy[Any]], Any]

LANES = ("customer", "onstage", "backstage", "support", "management")
RESOURCES = ("clerk", "van", "system")
_TIMES = (None, "0 min", "1 min", "2.5 min", "exponential(7 min)", "pert(1 min, 2 min, 9 min)", "uniform(1 min, 2 min)")
_SHARES = st.sampled_from((None, 0.0, 0.05, 0.3, 1.0))


@st.composite
def points(draw: Draw, names: list[str]) -> dict[str, Any]:
    """Return a fail point, mostly with a probability."""
    return {
        "label": "fault",
        "probability": draw(st.sampled_from((0.0, 0.1, 0.5, 0.1, 0.5, 1.0, None))),
        "detected": draw(_SHARES),
        "gives_up": draw(_SHARES),
        "recovery": draw(st.none() | st.sampled_from(names)),
        "recovery_time": draw(st.sampled_from((None, "3 min", "exponential(1 min)"))),
        "cost": draw(st.sampled_from((None, 2.0))),
        "escape_cost": draw(st.sampled_from((None, 50.0))),
        "severity": draw(st.none() | st.integers(1, 10)),
        "occurrence": draw(st.none() | st.integers(1, 10)),
        "detection": draw(st.none() | st.integers(1, 10)),
    }


@st.composite
def steps(draw: Draw, names: list[str], name: str, with_points: bool) -> dict[str, Any]:
    """Return a step with what the analysis reads of it."""
    needs = st.lists(st.sampled_from(RESOURCES), max_size=2, unique=True)
    found = {
        "lane": draw(st.sampled_from(LANES)),
        "label": name,
        "id": name,
        "service_time": draw(st.sampled_from(_TIMES)),
        "join": draw(st.sampled_from(("all", "all", "any"))),
        "split": draw(st.sampled_from((None, None, None, "one", "all", "any"))),
        "resources": draw(needs),
        "cost": draw(st.sampled_from((None, None, 4.0))),
        "owner": draw(st.sampled_from((None, "Ann", "ben"))),
        "discretion": draw(st.sampled_from((None, 0.25, 1.0))),
        "batch": draw(st.sampled_from((None, None, 3))),
        "customer_cost": draw(st.sampled_from((None, {"money": 1.0, "worry": 2}, {"effort": 0.5}))),
        "wait_points": draw(st.sampled_from(([], [], [{"label": "w", "standard_time": "4 min"}], [{"label": "w"}]))),
    }
    if with_points and draw(st.booleans()):
        several = draw(st.lists(points(names), min_size=1, max_size=2))
        found["fail_points"] = [{**point, "id": f"{name}/f{place}"} for place, point in enumerate(several)]
    return found


@st.composite
def flows(draw: Draw, names: list[str]) -> dict[str, Any]:
    """Return a flow or relation, mostly forward and mostly unmarked."""
    kind = draw(st.sampled_from(("flow", "flow", "flow", "flow", "needs", "exchange", "influences")))
    source, target = draw(st.sampled_from(names)), draw(st.sampled_from(names))
    if draw(st.integers(0, 3)):  # three of four lead forward
        source, target = sorted((source, target), key=names.index)
    if kind == "flow" and draw(st.integers(0, 7)) == 0:
        target = "end"
    mark = draw(st.sampled_from(({}, {}, {}, {"probability": 0.2}, {"probability": 0.5}, {"condition": "late"})))
    classes = draw(st.sampled_from(([], [], [], ["member"], ["guest"]))) if kind == "flow" else []
    return {"source": source, "target": target, "kind": kind, "classes": classes, **(mark if kind == "flow" else {})}


@st.composite
def services(draw: Draw, most: int = 8) -> Blueprint:
    """Return any service of a few steps."""
    names = [f"s{place}" for place in range(draw(st.integers(0, most)))]
    with_points = draw(st.booleans())
    script = [draw(steps(names, name, with_points)) for name in names]
    chain = [{"source": one, "target": other} for one, other in pairwise(names)]
    relations = draw(st.sampled_from(([], chain)))
    relations = relations + (draw(st.lists(flows(names), max_size=12)) if names else [])
    entry = st.none() | st.sampled_from(names) if names else st.none()
    resources = [
        {"id": "clerk", "cost_rate": "18 per hour"},
        {"id": "van", "capacity": 2},
        {"id": "system", "kind": "system"},
    ]
    return Blueprint.model_validate(
        {
            "title": "T",
            "lanes": [{"id": lane, "kind": lane} for lane in LANES],
            "phases": [{"steps": script}],
            "flows": relations,
            "resources": resources,
            "classes": [
                {"label": "member", "share": 0.25, "enters": draw(entry)},
                {"label": "guest", "share": draw(st.sampled_from((0.75, 0.75, None)))},
            ],
            "acceptable_time": draw(st.sampled_from((None, "10 min"))),
            "economics": draw(st.sampled_from((None, {"price": 5.0, "materials": 1.0, "time_rate": "1 per min"}))),
        }
    )
