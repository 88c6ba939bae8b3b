"""Pools: what is known of a queue, and what keeps it from being known."""

from __future__ import annotations

import pytest

from blueprint.analysis.queueing.mmc import MMc
from blueprint.graph import to_graph
from tests.unit.analysis.waiting.services import counter, solve


def test_an_exact_queue_says_so() -> None:
    (pool,) = solve(counter(2, "exponential(4 min)", "20 per hour")).pools
    known = MMc(20 / 3600, 1 / 240, 2)
    assert (pool.is_exact, pool.method) == (True, "M/M/c")
    assert pool.mean_wait == pytest.approx(known.mean_wait)
    assert pool.mean_queue == pytest.approx(known.mean_queue)
    assert pool.probability_of_wait == pytest.approx(known.probability_of_wait)


def test_a_queue_that_grows_for_ever_has_no_wait() -> None:
    (pool,) = solve(counter(1, "exponential(4 min)", "20 per hour")).pools
    assert pool.is_overloaded
    assert (pool.mean_wait, pool.mean_queue, pool.probability_of_wait) == (None, None, None)


def test_patience_makes_sense_of_an_overload() -> None:
    classes = [{"label": "A", "patience": "exponential(5 min)"}]
    (pool,) = solve(counter(1, "exponential(4 min)", "20 per hour", classes=classes)).pools
    assert not pool.is_overloaded
    assert pool.method == "Erlang A"
    assert pool.queue is not None and pool.queue.leaving["a"] > 0.25


def test_nobody_on_duty_and_too_few_for_one_step_are_overloads() -> None:
    (never,) = solve(counter(clerk={"schedule": {"09:00-10:00": 0}})).pools
    assert never.is_overloaded and "nobody" in never.method
    (few,) = solve(counter(2, step={"resources": {"clerk": 3}})).pools
    assert few.is_overloaded and "3 are needed" in few.method


def test_a_resource_that_nobody_comes_to_is_idle() -> None:
    found = solve(counter(others=[{"id": "spare"}]))
    spare = found.pool_of["spare"]
    assert (spare.mean_wait, spare.demand.utilization, spare.is_exact) == (0.0, 0.0, True)


def test_opening_hours_alone_leave_a_steady_queue_that_is_not_exact() -> None:
    (pool,) = solve(counter(calendar={"open": "mon-fri 09:00-17:00"})).pools
    assert not pool.is_exact
    assert "as if open hours followed each other" in pool.method
    assert pool.mean_wait == pytest.approx(MMc(20 / 3600, 1 / 120, 1).mean_wait)


def test_without_arrivals_nothing_is_known() -> None:
    blueprint = counter().blueprint.model_copy(update={"arrivals": None})
    (pool,) = solve(to_graph(blueprint)).pools
    assert pool.queue is None
    assert pool.method == "how many customers come is unknown"
