"""Each figure says how surely it is known."""

from __future__ import annotations

from blueprint.analysis.status import Status
from blueprint.analysis.wait_points import find_waits
from blueprint.graph import ServiceGraph
from tests.unit.analysis.waiting.services import counter
from tests.unit.graph.services import graph


def statuses(found: ServiceGraph) -> dict[str, Status]:
    return {item.figure: item for item in find_waits(found).status}


def test_product_form_is_exact_throughout() -> None:
    found = statuses(counter(step={"standard": "90% within 10 min"}))
    for figure in ("stable", "resources.clerk", "resources.clerk.utilization", "customer.waiting_time", "standards.o1"):
        assert found[f"wait_points.{figure}"].kind == "exact", figure


def test_an_approximation_names_itself_and_its_error() -> None:
    found = statuses(counter(2, "gamma(4 min, 1 min)"))
    clerk = found["wait_points.resources.clerk"]
    assert (clerk.kind, clerk.method, clerk.error) == ("approximation", "Allen and Cunneen", 0.2)
    assert found["wait_points.resources.clerk.offered_load"].kind == "exact"


def test_an_exact_mean_may_have_quantiles_that_are_not() -> None:
    found = statuses(counter(1, "gamma(2 min, 1 min)"))
    assert found["wait_points.resources.clerk"].kind == "exact"
    assert found["wait_points.resources.clerk.p90_wait"].kind == "approximation"


def test_what_is_unknown_names_what_says_too_little() -> None:
    found = statuses(counter(step={"service_time": None}))
    clerk = found["wait_points.resources.clerk"]
    assert (clerk.kind, clerk.blocked_by) == ("unknown", ("o1",))
    assert found["wait_points.resources.clerk.arrival_rate"].kind == "exact"
    assert found["wait_points.customer.time_in_system"].blocked_by == ("o1",)
    assert found["wait_points.stable"].kind == "unknown"


def test_an_overload_is_surely_none_to_be_waited_out() -> None:
    found = statuses(counter(1, "exponential(9 min)"))
    assert found["wait_points.stable"].kind == "exact"
    assert found["wait_points.resources.clerk"].kind == "unknown"
    assert found["wait_points.resources.clerk.utilization"].kind == "exact"


def test_risks_without_a_probability_are_told_to_be_left_out() -> None:
    found = statuses(counter(step={"fail_points": [{"label": "f"}]}))
    clerk = found["wait_points.resources.clerk"]
    assert (clerk.kind, clerk.blocked_by) == ("approximation", ("o1/f",))
    assert "no probability" in clerk.method


def test_customers_who_never_leave_leave_all_open() -> None:
    found = find_waits(graph("c1 c2", "c1 >> c2", "c2 >> c1", arrivals="1 per hour"))
    assert [item.figure for item in found.status] == ["wait_points"]
    assert found.customer.time_in_system is None


def test_a_standard_that_is_close_asks_for_simulation() -> None:
    point = {"label": "w", "standard": "75% within 3 min"}
    found = statuses(counter(2, "gamma(4 min, 2 min)", step={"wait_points": [point]}))
    assert "simulate" in found["wait_points.standards.o1/w"].method
