"""Network: product form where it holds, and everything that disturbs it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.state import State
from blueprint.graph import to_graph
from tests.unit.analysis.waiting.services import by, counter, solve
from tests.unit.graph.services import graph

DESKS = [{"id": "a", "capacity": 2}, {"id": "b", "capacity": 2}]


def row(*flows: str, rate: str = "20 per hour", **words: Any) -> State:
    steps = {"c1": {"service_time": "0 s"}, "o1": by("a", "exponential(4 min)"), "o2": by("b", "exponential(3 min)")}
    found = graph(
        "c1 o1 o2", *(flows or ("c1 >> o1 >> o2",)), **{**steps, "resources": DESKS, "arrivals": rate, **words}
    )
    return solve(found)


def test_queues_in_a_row_are_exact_each_by_itself() -> None:
    found = row()
    for name, mean in (("a", 240), ("b", 180)):
        pool = found.pool_of[name]
        assert (pool.is_exact, pool.method) == (True, "M/M/c")
        assert pool.mean_wait == pytest.approx(MMc(20 / 3600, 1 / mean, 2).mean_wait)


def test_service_of_another_law_disturbs_what_follows_and_not_itself() -> None:
    found = row(o1=by("a", "gamma(4 min, 1 min)"), resources=[{"id": "a", "capacity": 2}, {"id": "b", "capacity": 2}])
    assert not found.pool_of["a"].is_exact and found.pool_of["a"].demand.is_poisson
    assert not found.pool_of["b"].demand.is_poisson
    assert found.pool_of["b"].demand.variation < 1


def test_steps_of_one_pool_with_one_mean_are_exact_together() -> None:
    found = row(o2=by("a", "exponential(4 min)"), rate="10 per hour")
    pool = found.pool_of["a"]
    assert pool.is_exact
    assert pool.mean_wait == pytest.approx(MMc(20 / 3600, 1 / 240, 2).mean_wait)


def test_steps_of_one_pool_with_different_means_are_not() -> None:
    pool = row(o2=by("a", "exponential(1 min)"), rate="10 per hour").pool_of["a"]
    assert not pool.is_exact
    assert pool.demand.line(0).work.variation > 1


def test_even_arrivals_at_the_first_step_are_a_queue_with_its_own_law() -> None:
    found = row(rate="every 3 min")
    assert found.pool_of["a"].method == "GI/M/c"
    assert not found.pool_of["b"].demand.is_poisson


def test_branches_are_no_product_form() -> None:
    found = row("c1 >> o1", "c1 >> o2")
    assert not found.pool_of["a"].is_exact and not found.pool_of["b"].is_exact


def test_customers_who_give_up_do_not_come_to_what_follows() -> None:
    classes = [{"label": "A", "patience": "exponential(2 min)"}]
    found = row(classes=classes, rate="60 per hour")
    leaving = found.pool_of["a"].queue.leaving["a"]  # type: ignore[union-attr]
    assert leaving > 0.2
    assert found.pool_of["b"].demand.arrival_rate == pytest.approx((1 - leaving) * 60 / 3600, rel=1e-3)
    assert found.has_settled


def test_what_is_held_is_held_through_the_waits_in_between() -> None:
    steps = {"c1": {"service_time": "0 s"}, "o1": by([], "1 min", seizes="room"), "o2": by("a", "exponential(4 min)")}
    resources = [{"id": "room", "capacity": 10, "kind": "space"}, {"id": "a", "capacity": 1}]
    flows = "c1 >> o1 >> o2 >> o3"
    found = solve(graph("c1 o1 o2 o3", flows, **steps, o3={"service_time": "1 min", "releases": "room"},
                        resources=resources, arrivals="10 per hour"))  # fmt: skip
    room, desk = found.pool_of["room"], found.pool_of["a"]
    assert room.demand.offered_load == pytest.approx(10 / 3600 * (60 + (desk.mean_wait or 0) + 240 + 60), rel=1e-3)
    assert not room.is_exact
    assert any("held" in note for note in room.demand.notes)


def test_whoever_is_free_first_is_one_queue_for_both() -> None:
    found = row(o1=by("a | b", "exponential(4 min)"), o2={"service_time": "1 min"})
    assert found.pool_of["a"] is found.pool_of["b"]
    assert found.pool_of["a"].mean_wait == pytest.approx(MMc(20 / 3600, 1 / 240, 4).mean_wait)


def test_who_helps_out_gets_work_until_all_are_equally_busy() -> None:
    found = row(o1=by("a", "exponential(4 min)"), o2=by("a | b", "exponential(3 min)"))
    loads = [found.pool_of[name].demand.utilization for name in ("a", "b")]
    assert loads[0] == pytest.approx(20 / 60 * 4 / 2)  # it has most of its own
    assert loads[1] == pytest.approx(20 / 60 * 3 / 2)
    both = row(o1=by("a", "exponential(2 min)"), o2=by("a | b", "exponential(4 min)"))
    busy = [both.pool_of[name].demand.utilization for name in ("a", "b")]
    assert busy == pytest.approx([0.5, 0.5])


def test_two_resources_at_once_are_waited_for_one_after_the_other() -> None:
    found = row("c1 >> o1", o1=by(["a", "b"], "exponential(4 min)"))
    law = found.wait(0, "o1")
    assert law is not None
    assert law.mean == pytest.approx(sum(found.pool_of[name].mean_wait or 0 for name in ("a", "b")))
    assert found.error_at(0, "o1") == (False, None)


def test_a_batch_waits_until_it_is_full_and_comes_as_one() -> None:
    found = row("c1 >> o1", o1=by("a", "exponential(4 min)", batch=4))
    law = found.wait(0, "o1")
    assert found.pool_of["a"].demand.arrival_rate == pytest.approx(5 / 3600)
    assert law is not None and law.mean == pytest.approx((found.pool_of["a"].mean_wait or 0) + 3 / 2 * 180)


def test_unknown_shares_leave_the_other_resources_known() -> None:
    flows = ("c1 >> o1", "o1 >> o2")
    steps = {"c1": {"service_time": "0 s"}, "o1": by("a", "exponential(4 min)"), "o2": by("b", "exponential(3 min)")}
    base = graph("c1 o1 o2 c2", *flows, "o1 >> c2", **steps, resources=DESKS, arrivals="10 per hour").blueprint
    changed = tuple(flow.model_copy(update={"condition": "?"}) if flow.id == "o1>>o2" else flow for flow in base.flows)
    found = solve(to_graph(base.model_copy(update={"flows": changed})))
    assert found.pool_of["a"].mean_wait is not None
    assert found.pool_of["b"].queue is None
    assert found.blocked_at(0, "o2") == ("o1>>o2",)


def test_another_number_of_people_is_another_wait() -> None:
    network = Network(counter(1))
    one, two = network.solve(), network.solve({"clerk": (2,)})
    assert (one.pools[0].mean_wait or 0) > (two.pools[0].mean_wait or 0)
    assert network.solve().pools[0].mean_wait == one.pools[0].mean_wait


@settings(deadline=None, max_examples=30)
@given(st.floats(1, 25), st.floats(0.5, 2.3), st.integers(3, 6))
def test_utilization_is_linear_in_arrivals(rate: float, mean: float, capacity: int) -> None:
    words = {"capacity": capacity, "time": f"exponential({mean} min)"}
    one, two = (solve(counter(rate=f"{r} per hour", **words)).pools[0].demand for r in (rate, 2 * rate))  # type: ignore[arg-type]
    assert two.utilization == pytest.approx(2 * (one.utilization or 0), rel=1e-6)
