"""Figures of resources, steps, classes and the journey."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.waiting.figures import classes_of, journey_of, resources_of, steps_of
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.points import waits_at_points
from blueprint.graph import ServiceGraph
from tests.unit.analysis.waiting.services import by, counter
from tests.unit.graph.services import graph


def figures(found: ServiceGraph) -> dict[str, Any]:
    network = Network(found)
    state = network.solve()
    steps = steps_of(network, state, waits_at_points(network, state))
    classes, customer = classes_of(state)
    return {
        "resources": resources_of(network, state),
        "steps": {step.id: step for step in steps},
        "classes": classes,
        "customer": customer,
        "journey": journey_of(found, state, steps, customer),
    }


def test_customers_who_wait_are_counted_by_littles_law() -> None:
    (clerk,) = figures(counter())["resources"]
    assert clerk.mean_queue_length == pytest.approx(clerk.arrival_rate * clerk.mean_wait)
    assert clerk.p90_wait > clerk.p50_wait > 0


def test_resources_of_one_pool_share_its_load_by_their_number() -> None:
    words = {"others": [{"id": "help", "capacity": 3}], "step": {"resources": "clerk | help"}}
    clerk, helper = figures(counter(1, "exponential(6 min)", **words))["resources"]
    assert (clerk.offered_load, helper.offered_load) == pytest.approx((0.5, 1.5))
    assert clerk.utilization == helper.utilization == pytest.approx(0.5)
    assert clerk.shared_with == ("help",)


def test_who_leaves_keeps_nobody_busy() -> None:
    classes = [{"label": "A", "patience": "exponential(5 min)"}]
    (clerk,) = figures(counter(1, "exponential(6 min)", classes=classes))["resources"]
    assert clerk.utilization < 1 < clerk.offered_load
    assert clerk.leaving == pytest.approx(1 - clerk.utilization / clerk.offered_load)


def test_the_hours_of_a_resource_are_told_by_their_windows() -> None:
    (clerk,) = figures(counter(2, "2 min", {"09:00-11:00": "20 per hour", "11:00-12:00": "9 per hour"}))["resources"]  # type: ignore[arg-type]
    assert [hour.window for hour in clerk.hours] == ["09:00-10:00", "10:00-11:00", "11:00-12:00"]
    assert [round(3600 * hour.arrival_rate) for hour in clerk.hours] == [20, 20, 9]


def test_a_step_waits_in_the_mean_over_all_who_come() -> None:
    classes = [{"label": "A", "share": "75%", "priority": 1}, {"label": "B", "share": "25%", "priority": 2}]
    found = figures(counter(classes=classes))
    assert found["steps"]["o1"].mean_wait == pytest.approx(240.0)  # whatever the order
    assert found["steps"]["o1"].arrival_rate == pytest.approx(20 / 3600)
    assert found["steps"]["c1"].mean_wait == 0.0


def test_a_step_that_nobody_comes_to_has_no_wait() -> None:
    found = figures(
        graph(
            "c1 b1", c1={"service_time": "1 min"}, b1=by("a", "1 min"), resources=[{"id": "a"}], arrivals="1 per hour"
        )
    )
    assert (found["steps"]["b1"].arrival_rate, found["steps"]["b1"].mean_wait) == (0.0, None)


def test_time_is_service_and_waiting() -> None:
    customer = figures(counter(come={"service_time": "1 min"}))["customer"]
    assert customer.time_in_system == pytest.approx(60 + 240 + 120)
    assert customer.waiting_time == pytest.approx(240)
    assert customer.service_time == pytest.approx(180)


def test_all_customers_are_the_classes_by_their_shares() -> None:
    classes = [{"label": "A", "share": "75%"}, {"label": "B", "share": "25%"}]
    step = {"service_time": {"a": "exponential(1 min)", "b": "exponential(2 min)"}}
    found = figures(counter(9, step=step, classes=classes))
    a, b = (item.service_time for item in found["classes"])
    assert (a, b) == pytest.approx((60, 120))
    assert found["customer"].service_time == pytest.approx(75)


def test_unknown_shares_of_classes_leave_the_whole_open() -> None:
    found = figures(counter(classes=[{"label": "A", "share": "75%"}, {"label": "B"}]))
    assert found["customer"].time_in_system is None
    assert "a" in found["customer"].blocked_by


def test_the_journey_tells_the_longest_wait_and_how_much_of_it_is_waiting() -> None:
    journey = figures(counter(come={"service_time": "1 min"}))["journey"]
    assert (journey.longest_wait_at, journey.longest_wait) == ("o1", pytest.approx(240))
    assert journey.share_waiting == pytest.approx(240 / 420)
    assert journey.wait_before_first_contact == pytest.approx(240)


def test_a_service_without_anybody_onstage_has_no_first_contact() -> None:
    assert figures(graph("c1", c1={"service_time": "1 min"}))["journey"].wait_before_first_contact is None
