"""Frontier: each point costs more and lets wait less."""

from __future__ import annotations

import pytest

from blueprint.analysis.waiting.frontier import cost_of, frontier_from, mean_on_duty, price_of, with_more
from blueprint.analysis.waiting.network import Network
from tests.unit.analysis.waiting.services import by, counter
from tests.unit.graph.services import graph

STEPS = {"c1": {"service_time": "0 s"}, "o1": by("a", "exponential(5 min)"), "o2": by("b", "exponential(4 min)")}


def network(**rates: str) -> Network:
    resources = [{"id": name, **({"cost_rate": rates[name]} if name in rates else {})} for name in "ab"]
    return Network(graph("c1 o1 o2", "c1 >> o1 >> o2", **STEPS, resources=resources, arrivals="10 per hour"))


def test_points_cost_more_and_wait_less_one_after_the_other() -> None:
    found = network(a="20 per hour", b="20 per hour")
    points = frontier_from(found, found.solve(), {"a": (1,), "b": (1,)})
    costs, waits = [point.cost for point in points], [point.mean_wait for point in points]
    assert costs == sorted(costs) and len(set(costs)) == len(costs)  # type: ignore[type-var]
    assert waits == sorted(waits, reverse=True)  # type: ignore[type-var]
    assert points[0].cost == pytest.approx(40.0)
    assert points[0].mean_wait == pytest.approx(sum(pool.mean_wait or 0 for pool in found.solve().pools), rel=1e-9)


def test_the_cheaper_help_comes_first() -> None:
    dear = network(a="200 per hour", b="20 per hour")
    first, second = frontier_from(dear, dear.solve(), {"a": (1,), "b": (1,)})[:2]
    assert (dict(first.counts), dict(second.counts)) == ({"a": 1, "b": 1}, {"a": 1, "b": 2})


def test_people_without_a_cost_rate_leave_the_cost_open() -> None:
    found = network(a="20 per hour")
    assert cost_of(found, {"a": (1,), "b": (1,)}) == (None, ("b",))
    assert cost_of(found, {"a": (2,), "b": (0,)}) == (pytest.approx(40.0), ())
    assert price_of(found, found.graph.blueprint.resources[1]) == pytest.approx(20 / 3600)


def test_over_the_day_only_hours_on_duty_cost() -> None:
    found = Network(counter(1, "1 min", {"09:00-11:00": "5 per hour", "11:00-12:00": "6 per hour"}))  # type: ignore[arg-type]
    counts = tuple(2 if piece.is_open else 0 for piece in found.hours.pieces)
    assert mean_on_duty(found, counts) == pytest.approx(2.0)
    clerk = found.graph.blueprint.resources[0]
    assert max(with_more({"clerk": counts}, clerk, 1)["clerk"]) == 3
    assert with_more({"clerk": counts}, clerk, 1)["clerk"][0] == 0


def test_a_queue_that_is_unknown_leaves_the_wait_open() -> None:
    found = Network(counter(1, "exponential(9 min)"))
    assert [point.mean_wait for point in frontier_from(found, found.solve(), {"clerk": (1,)})] == []
