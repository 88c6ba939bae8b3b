"""What holds for the waits of any service."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.wait_points import find_waits
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Blueprint

LAWS = ("exponential({}  min)", "{} min", "gamma({} min, 1 min)", "lognormal({} min, 4 min)", "uniform(0 min, {} min)")


@st.composite
def services(draw: st.DrawFn, *, law: bool = True, classes: bool = True) -> Blueprint:
    """Return a service of a few steps with rework, alternatives and pools that can do the work."""
    size = draw(st.integers(1, 6))
    names = [f"s{number}" for number in range(size)]
    pools = [f"p{number}" for number in range(draw(st.integers(1, 3)))]
    steps: list[dict[str, Any]] = [{"lane": "customer", "label": "come in", "service_time": "1 min"}]
    for name in names:
        template = draw(st.sampled_from(LAWS)) if law else LAWS[0]
        step = {"lane": "onstage", "label": name, "service_time": template.format(draw(st.integers(1, 9)))}
        steps.append({**step, **({"resources": draw(st.sampled_from(pools))} if draw(st.booleans()) else {})})
    chain = ["come-in", *names]
    flows: list[dict[str, Any]] = [{"source": a, "target": b} for a, b in pairwise(chain)]
    for number, name in enumerate(names[:-1]):
        target = draw(st.sampled_from([None, *names]))
        if target is not None and target != names[number + 1]:
            flows.append({"source": name, "target": target, "probability": draw(st.integers(1, 40)) / 100})
    rate = draw(st.integers(1, 30))
    words: dict[str, Any] = {"arrivals": draw(st.sampled_from([f"{rate} per hour", f"every {rate} min"]))}
    if classes and draw(st.booleans()):
        share = draw(st.integers(1, 99))
        words["classes"] = [
            {"label": "A", "share": f"{share}%", "priority": draw(st.integers(1, 3))},
            {"label": "B", "share": f"{100 - share}%", "priority": draw(st.integers(1, 3))},
        ]
    resources = [{"id": pool, "capacity": draw(st.integers(1, 40))} for pool in pools]
    return Blueprint.model_validate(
        {"title": "T", "phases": [{"steps": steps}], "flows": flows, "resources": resources, **words}
    )


def graph(blueprint: Blueprint, **more: int) -> ServiceGraph:
    """Return a service with so many more of some resources."""
    resources = tuple(
        item.model_copy(update={"capacity": item.capacity + more.get(item.id, 0)}) for item in blueprint.resources
    )
    return to_graph(blueprint.model_copy(update={"resources": resources}))


@settings(deadline=None, max_examples=60)
@given(services())
def test_waits_follow_littles_law_at_each_resource(blueprint: Blueprint) -> None:
    for item in find_waits(graph(blueprint)).resources:
        if item.mean_wait is not None:
            assert item.mean_queue_length == pytest.approx(item.mean_wait * (item.arrival_rate or 0), abs=1e-12)


@settings(deadline=None, max_examples=60)
@given(services())
def test_the_time_of_a_customer_is_his_visits_times_what_each_takes(blueprint: Blueprint) -> None:
    found = find_waits(graph(blueprint))
    if found.customer.waiting_time is None:
        return
    total = sum((step.arrival_rate or 0) * (step.mean_wait or 0) for step in found.steps)
    rate = next(step.arrival_rate for step in found.steps if step.id == "come-in")
    assert found.customer.waiting_time == pytest.approx(total / (rate or 1), rel=1e-6, abs=1e-9)
    parts = (found.customer.service_time or 0) + found.customer.waiting_time
    assert found.customer.time_in_system == pytest.approx(parts)


@settings(deadline=None, max_examples=60)
@given(services())
def test_the_queue_of_a_resource_is_that_of_its_steps(blueprint: Blueprint) -> None:
    found = find_waits(graph(blueprint))
    by_step = {step.id: step for step in found.steps}
    for item in found.resources:
        if item.mean_queue_length is not None:
            steps = [
                by_step[step.id] for step in blueprint.steps if any(item.id in d.alternatives for d in step.resources)
            ]
            queue = sum((step.arrival_rate or 0) * (step.mean_wait or 0) for step in steps)
            assert queue == pytest.approx(item.mean_queue_length, rel=1e-6, abs=1e-12)


@settings(deadline=None, max_examples=40)
@given(services(law=False), st.integers(1, 5))
def test_more_of_a_resource_never_lets_wait_longer_for_it(blueprint: Blueprint, more: int) -> None:
    name = blueprint.resources[0].id
    before, after = (
        next(item for item in find_waits(service).resources if item.id == name)
        for service in (graph(blueprint), graph(blueprint, **{name: more}))
    )
    if before.mean_wait is not None:
        assert after.mean_wait is not None and after.mean_wait <= before.mean_wait + 1e-9


@settings(deadline=None, max_examples=40)
@given(services(classes=False), st.integers(2, 5))
def test_load_is_linear_in_arrivals(blueprint: Blueprint, factor: int) -> None:
    arrivals = blueprint.arrivals
    if arrivals is None or not isinstance(arrivals.pattern, float):
        return
    more = blueprint.model_copy(
        update={"arrivals": type(arrivals)(pattern=type(arrivals.pattern)(factor * arrivals.pattern))}
    )
    for one, other in zip(find_waits(graph(blueprint)).resources, find_waits(graph(more)).resources, strict=True):
        assert other.offered_load == pytest.approx(factor * (one.offered_load or 0))


@settings(deadline=None, max_examples=40)
@given(services())
def test_what_can_be_done_has_a_wait_and_what_cannot_has_none(blueprint: Blueprint) -> None:
    found = find_waits(graph(blueprint))
    for item in found.resources:
        assert (item.mean_wait is None) == ((item.utilization or 0) >= 1)
    assert found.stable is all((item.utilization or 0) < 1 for item in found.resources)


@settings(deadline=None, max_examples=40)
@given(services())
def test_the_order_of_classes_changes_who_waits_and_not_how_much_work_waits(blueprint: Blueprint) -> None:
    plain = blueprint.model_copy(
        update={"classes": tuple(item.model_copy(update={"priority": None}) for item in blueprint.classes)}
    )
    for one, other in zip(find_waits(graph(blueprint)).resources, find_waits(graph(plain)).resources, strict=True):
        if one.mean_queue_length is not None and other.mean_queue_length is not None:
            assert one.utilization == pytest.approx(other.utilization)
            if one.mean_queue_length and len(blueprint.classes) > 1:
                assert 0.3 < one.mean_queue_length / other.mean_queue_length < 3
