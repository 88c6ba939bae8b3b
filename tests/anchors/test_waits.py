"""Whole services against the cases: exact where product form holds, and near to simulation where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.wait_points import WaitPoints, find_waits
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from tests.anchors.cases import case

ABOUT = 0.2  # what the approximations promise
ABOUT_BY_RANK = 0.3  # and for single classes


def waits(params: Any) -> WaitPoints:
    steps: list[Any] = [{"lane": "customer", "label": "come in", "id": "come-in", "service_time": "0 s"}]
    flows = [{"source": "come-in", "target": params["start"]}]
    for name, step in params["steps"].items():
        steps.append(
            {
                "lane": "onstage",
                "label": name,
                "id": name,
                "resources": step["pool"],
                "service_time": time(params, step),
            }
        )
        for target, share in step["next"]:
            flows.append({"source": name, "target": target, **({"probability": share} if share < 1 else {})})
    resources = [{"id": name, "capacity": pool["capacity"]} for name, pool in params["pools"].items()]
    rate = params.get("arrival_rate", 1.0)
    words = {"phases": [{"steps": steps}], "flows": flows, "resources": resources, "arrivals": f"{rate} per min"}
    return find_waits(to_graph(Blueprint.model_validate({"title": "T", **words})))


def time(params: Any, step: Any) -> str:
    if "duration" not in step:
        return f"exponential({params['pools'][step['pool']]['mean_service']} min)"
    mean = step["duration"]["mean"]
    return f"lognormal({mean} min, {mean * step['duration']['cv']} min)"


@pytest.mark.parametrize("name", ["pools-blueprint12", "pools-2steps"])
def test_a_service_with_product_form_has_the_known_waits(name: str) -> None:
    known = case("networks", name)
    found, expect, near = waits(known["params"]), known["expect"], {"rel": known["rel_tol"]}
    for resource in found.resources:
        figures = {
            "utilisation": resource.utilization,
            "p_wait": resource.probability_of_wait,
            "mean_wait": (resource.mean_wait or 0) / 60,
            "mean_queue": resource.mean_queue_length,
        }
        pool = expect["pools"][resource.id]
        assert figures == pytest.approx({key: pool[key] for key in figures}, **near)
    rates = {step.id: (step.arrival_rate or 0) * 60 / known["params"]["arrival_rate"] for step in found.steps}
    assert {key: rates[key] for key in expect["visits"]} == pytest.approx(expect["visits"], **near)
    assert (found.customer.waiting_time or 0) / 60 == pytest.approx(expect["mean_wait"], **near)
    assert (found.customer.time_in_system or 0) / 60 == pytest.approx(expect["mean_sojourn"], **near)
    assert {item.kind for item in found.status if "resources" in item.figure} == {"exact"}


def test_a_service_without_product_form_is_near_to_what_simulation_tells() -> None:
    known = case("simulated", "blueprint12-lognormal")
    found, expect = waits(known["params"]), known["expect"]
    assert (found.customer.waiting_time or 0) / 60 == pytest.approx(expect["mean_wait"]["mean"], rel=ABOUT)
    assert (found.customer.time_in_system or 0) / 60 == pytest.approx(expect["mean_sojourn"]["mean"], rel=0.05)
    for resource in found.resources:
        mean = expect[f"pools.{resource.id}.mean_wait"]["mean"]
        assert (resource.mean_wait or 0) / 60 == pytest.approx(mean, rel=ABOUT), resource.id


@pytest.mark.parametrize("name", ["e2-lognormal-4", "h2-gamma-5", "m-lognormal-3", "d-uniform-2"])
def test_one_queue_of_any_laws_is_near_to_what_simulation_tells(name: str) -> None:
    known = case("simulated", name)
    params, expect = known["params"], known["expect"]
    steps = [
        {"lane": "customer", "label": "come in", "service_time": "0 s"},
        {"lane": "onstage", "label": "serve", "resources": "desk", "service_time": law(params["service"])},
    ]
    words = {
        "phases": [{"steps": steps}],
        "flows": [{"source": "come-in", "target": "serve"}],
        "resources": [{"id": "desk", "capacity": params["servers"]}],
        "arrivals": {"interarrival": law(params["interarrival"])},
    }
    (desk,) = find_waits(to_graph(Blueprint.model_validate({"title": "T", **words}))).resources
    assert (desk.mean_wait or 0) / 60 == pytest.approx(expect["mean_wait"]["mean"], rel=ABOUT)
    assert (desk.p95_wait or 0) / 60 == pytest.approx(expect["p95_wait"]["mean"], rel=0.3)


def law(written: Any) -> str:
    kind = written["dist"]
    if kind == "hyperexponential":
        one, other = written["means"]
        return f"hyperexponential({written['probabilities'][0]}, {one} min, {other} min)"
    if kind == "deterministic":
        return f"{written['value']} min"
    if kind == "erlang":
        return f"erlang({written['k']}, {written['mean']} min)"
    if kind == "exponential":
        return f"exponential({written['mean']} min)"
    return f"{kind}({written['mean']} min, {written['mean'] * written['cv']} min)"


def test_classes_by_rank_are_near_to_what_simulation_tells() -> None:
    known = case("simulated", "prio-lognormal-4")
    params, expect = known["params"], known["expect"]
    names = [f"class-{place}" for place in range(len(params["services"]))]
    steps = [
        {"lane": "customer", "label": "come in", "service_time": "0 s"},
        {
            "lane": "onstage",
            "label": "serve",
            "resources": "desk",
            "service_time": {name: law(item) for name, item in zip(names, params["services"], strict=True)},
            "wait_points": [{"label": "queue"}],
        },
    ]
    classes = [
        {"label": name, "arrivals": f"{rate} per min", "priority": place + 1}
        for place, (name, rate) in enumerate(zip(names, params["arrival_rates"], strict=True))
    ]
    words = {
        "phases": [{"steps": steps}],
        "flows": [{"source": "come-in", "target": "serve"}],
        "resources": [{"id": "desk", "capacity": params["servers"]}],
        "classes": classes,
    }
    (point,) = find_waits(to_graph(Blueprint.model_validate({"title": "T", **words}))).points
    for place, name in enumerate(names):
        wait = point.by_class[name]
        assert wait is not None
        assert wait.mean / 60 == pytest.approx(expect[f"class_{place}"]["mean"], rel=ABOUT_BY_RANK)
