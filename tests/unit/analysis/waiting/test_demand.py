"""Demand: rates, loads and lines of a pool, hour by hour."""

from __future__ import annotations

import pytest

from tests.unit.analysis.waiting.services import counter, solve


def test_the_load_is_visits_times_work() -> None:
    (pool,) = solve(counter(3, "exponential(6 min)", "20 per hour")).pools
    demand = pool.demand
    assert (demand.offered_load, demand.utilization) == pytest.approx((2.0, 2 / 3))
    assert demand.arrival_rate == pytest.approx(20 / 3600)
    assert demand.mean_work == pytest.approx(360.0)
    assert demand.name == "clerk"


def test_over_hours_that_differ_work_is_set_against_who_is_on_duty() -> None:
    words = {"schedule": {"09:00-10:00": 1, "10:00-11:00": 3}}
    opened = {"open": "09:00-11:00"}
    found = solve(counter(1, "exponential(6 min)", "10 per hour", clerk=words, calendar=opened))
    (demand,) = (pool.demand for pool in found.pools)
    assert demand.mean_capacity == pytest.approx(2.0)
    assert demand.utilization == pytest.approx(0.5)
    assert demand.capacity == 3


def test_two_at_once_are_counted_in_pairs_with_the_same_utilization() -> None:
    step = {"resources": {"clerk": 2}}
    (pool,) = solve(counter(5, "exponential(6 min)", "10 per hour", step=step)).pools
    line = pool.demand.line(0)
    assert line.servers == 2
    assert line.load / line.servers == pytest.approx(2 * 1.0 / 5)
    assert "several taken at once" in pool.method and not pool.is_exact


def test_putting_right_keeps_busy() -> None:
    point = {"label": "f", "probability": 0.25, "recovery_time": "4 min"}
    (pool,) = solve(counter(1, "2 min", "6 per hour", step={"fail_points": [point]})).pools
    visits = 1 / 0.75
    assert pool.demand.offered_load == pytest.approx(6 / 60 * visits * (2 + 0.25 * 4))


def test_a_step_without_a_time_leaves_the_load_open_and_not_the_visits() -> None:
    found = solve(counter(step={"service_time": None}))
    (pool,) = found.pools
    assert pool.demand.offered_load is None
    assert pool.demand.arrival_rate == pytest.approx(20 / 3600)
    assert pool.demand.blocked_by == ("o1",)


def test_room_and_rank_follow_the_words_of_the_resource() -> None:
    classes = [{"label": "A", "share": "50%", "priority": 1}, {"label": "B", "share": "50%", "priority": 2}]
    (pool,) = solve(counter(classes=classes, clerk={"room": 4})).pools
    assert (pool.demand.room, pool.demand.by_priority) == (4, True)
    (fifo,) = solve(counter(classes=classes, clerk={"discipline": "fifo"})).pools
    assert not fifo.demand.by_priority


def test_practically_the_same_demand_is_known_again() -> None:
    one, other = (solve(counter(rate=rate)).pools[0].demand for rate in ("20 per hour", "20.5 per hour"))
    assert one.is_near(one, 1e-6)
    assert not one.is_near(other, 1e-3)
    assert one.is_near(other, 0.1)
