"""Needs: what a step takes that the customer does not hold, and who stands in one line."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.waiting.needs import Need, Needs, Pool, divide, pools_of
from blueprint.analysis.waiting.visits import Follower
from blueprint.graph import ServiceGraph
from tests.unit.graph.services import graph

RESOURCES = [{"id": name, "capacity": 2} for name in ("host", "waiter", "table")]


def needs(steps: str, *flows: str, **words: Any) -> dict[str, tuple[Need, ...]]:
    found = graph(steps, *flows, resources=RESOURCES, **words)
    return Needs(found, Follower(found, steps.split()[0]).follow()).by_step


def test_a_step_takes_all_that_it_names() -> None:
    found = needs("c1 o1", "c1 >> o1", o1={"resources": ["host", {"waiter": 2}]})
    assert [(need.alternatives, need.amount, need.is_held) for need in found["o1"]] == [
        (("host",), 1, False),
        (("waiter",), 2, False),
    ]
    assert "c1" not in found


def test_what_is_seized_and_used_at_once_is_taken_once() -> None:
    found = needs("c1 o1", "c1 >> o1", o1={"resources": "waiter", "seizes": "waiter"})
    assert found["o1"] == (Need("o1", ("waiter",), 1, True),)
    found = needs("c1 o1", "c1 >> o1", o1={"resources": {"waiter": 2}, "seizes": "waiter"})
    assert found["o1"][0].amount == 2


def test_what_is_held_already_serves_for_later_steps() -> None:
    words = {"o1": {"seizes": "table"}, "o2": {"resources": "table"}, "o3": {"resources": {"table": 2}}}
    found = needs("c1 o1 o2 o3", "c1 >> o1 >> o2 >> o3", **words)
    assert "o2" not in found
    assert found["o3"][0].amount == 1


def test_what_was_released_must_be_taken_again() -> None:
    words = {"o1": {"seizes": "table"}, "o2": {"releases": "table"}, "o3": {"resources": "table"}}
    found = needs("c1 o1 o2 o3", "c1 >> o1 >> o2 >> o3", **words)
    assert found["o3"] == (Need("o3", ("table",), 1, False),)


def test_who_comes_round_again_seizes_anew() -> None:
    words = {"o1": {"seizes": "table"}, "c1": {"split": "one"}}
    found = graph("c1 o1 o2", "c1 >> o1 >> o2", resources=RESOURCES, **words)
    again = found.blueprint.model_copy(
        update={"flows": (*found.blueprint.flows, found.blueprint.flows[0].model_copy(
            update={"source": "o2", "target": "o1", "id": "back", "probability": 0.5}))}
    )  # fmt: skip
    looped = ServiceGraph(again)
    assert Needs(looped, Follower(looped, "c1").follow()).by_step["o1"] == (Need("o1", ("table",), 1, True),)


def test_resources_that_always_stand_in_for_each_other_are_one_pool() -> None:
    found = graph("c1", resources=RESOURCES)
    either = Need("c1", ("host", "waiter"), 1, False)
    assert pools_of(found, [either]) == (Pool(("host", "waiter")), Pool(("table",)))
    alone = Need("c1", ("host",), 1, False)
    assert pools_of(found, [either, alone]) == (Pool(("host",)), Pool(("waiter",)), Pool(("table",)))


def test_work_that_either_may_do_goes_to_who_has_less() -> None:
    assert divide({("a", "b"): 1.0}, {"a": 1.5, "b": 0.0}, {"a": 1, "b": 1})["a", "b"] == {"a": 0.0, "b": 1.0}
    assert divide({("a", "b"): 0.0}, {}, {"a": 1, "b": 1})["a", "b"] == {"a": 0.5, "b": 0.5}
    assert divide({("a", "b"): 1.0}, {}, {"a": 0, "b": 2})["a", "b"] == {"a": 0.0, "b": 1.0}


loads = st.floats(0, 10)


@given(loads, loads, loads, loads, loads, st.integers(1, 5), st.integers(1, 5), st.integers(1, 5))
def test_divided_work_is_all_done_and_nobody_with_less_to_do_is_left_out(
    ab: float, bc: float, a: float, b: float, c: float, na: int, nb: int, nc: int
) -> None:
    own, capacity = {"a": a, "b": b, "c": c}, {"a": na, "b": nb, "c": nc}
    shared = {("a", "b"): ab, ("b", "c"): bc}
    parts = divide(shared, own, capacity)
    total = dict(own)
    for names, found in parts.items():
        assert sum(found.values()) == pytest.approx(1.0)
        for name, part in found.items():
            assert part >= 0
            total[name] += part * shared[names]
    for names, found in parts.items():
        for name, part in found.items():
            if part * shared[names] > 1e-6:  # who does some of it is not busier than the other
                assert all(total[name] / capacity[name] <= total[other] / capacity[other] + 1e-3 for other in names)
