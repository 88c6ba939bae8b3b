"""Shifts: who is on duty, and what becomes of those who are served when a shift ends."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.analysis.simulation.services import HOUR, MINUTE, counter, once

BREAK = ', schedule: {"09:00-10:00": 1, "10:10-12:00": 1}'


@pytest.mark.parametrize(
    ("rule", "wait", "stay"), [("finish", 0, 20), ("preempt-resume", 10, 30), ("preempt-restart", 10, 35)]
)
def test_whoever_is_at_work_when_the_shift_ends_does_what_the_rule_says(rule: Any, wait: int, stay: int) -> None:
    """At 9:55 somebody comes for 20 minutes; from 10:00 to 10:10 nobody is on duty."""
    graph = counter('{"09:55-10:00": every 5 min}', "20 min", clerk=BREAK)
    found = once(graph, horizon=2 * HOUR, start=9 * HOUR, shift_end=rule)
    step, resource = found.steps[0], found.resources[0]
    assert step.wait.times.mean.mean == pytest.approx(wait * MINUTE)
    assert step.causes["unavailable"] == pytest.approx(wait * MINUTE)
    assert found.time_in_system.times.mean.mean == pytest.approx(stay * MINUTE)
    assert resource.overtime.mean == pytest.approx(10 * MINUTE if rule == "finish" else 0)
    worked = 20 + (5 if rule == "preempt-restart" else 0) - (10 if rule == "finish" else 0)
    assert resource.utilization.mean == pytest.approx(worked / 110)
    assert step.visits.mean == 1


def test_who_comes_while_nobody_is_on_duty_waits_for_the_shift() -> None:
    found = once(counter('{"10:04-10:08": every 4 min}', clerk=BREAK), horizon=2 * HOUR, start=9 * HOUR)
    assert found.steps[0].causes["unavailable"] == pytest.approx(6 * MINUTE)
    assert found.steps[0].causes["contention"] == 0
    assert [item.code for item in found.diagnostics] == ["BP924"]


def test_two_come_when_the_second_begins_to_work() -> None:
    clerk = ', schedule: {"09:00-10:00": 1, "10:00-12:00": 2}'
    found = once(counter('{"09:50-09:51": every 20 s}', "30 min", clerk=clerk), horizon=2 * HOUR, start=9 * HOUR)
    waits = [0, 10 * MINUTE - 20, 30 * MINUTE - 40]
    assert found.steps[0].wait.times.mean.mean == pytest.approx(sum(waits) / 3)
    assert found.resources[0].utilization.mean == pytest.approx(90 / (60 + 120))


@pytest.mark.parametrize(("closing", "wait"), [("stay", 22 * MINUTE), ("leave", 23 * HOUR + 2 * MINUTE)])
def test_at_closing_people_stay_until_all_have_left_or_they_leave(closing: Any, wait: float) -> None:
    """Three come at 9:00, 9:29 and 9:58 for 40 minutes each; the shift ends at 10:00."""
    graph = counter('{"09:00-10:00": every 29 min}', "40 min", clerk=', schedule: {"09:00-10:00": 1}')
    found = once(graph, closing=closing)
    assert found.horizon == HOUR
    assert found.fates["served"] == 3
    assert found.steps[0].wait.times.mean.mean == pytest.approx((0 + 11 * MINUTE + wait) / 3)
    assert found.steps[0].causes["unavailable"] == pytest.approx(0 if closing == "stay" else 23 * HOUR / 3)


def test_people_without_a_schedule_work_while_the_service_is_open() -> None:
    more = 'calendar: {open: ["mon-fri 08:00-12:00"]}'
    found = once(counter("every 1 h", "30 min", more=more))
    assert (found.start, found.horizon) == (8 * HOUR, 4 * HOUR)
    assert sum(found.fates.values()) == 4
    assert found.resources[0].utilization.mean == pytest.approx(0.5)


def test_who_is_at_work_is_told_over_the_day() -> None:
    found = once(counter('{"09:00-10:00": every 30 min}', "10 min"))
    busy = dict(found.resources[0].busy)
    waiting = {item.mean for _, item in found.resources[0].waiting}
    assert [busy[minute * MINUTE].mean for minute in (5, 15, 35, 45)] == [1, 0, 1, 0]
    assert waiting == {0}
