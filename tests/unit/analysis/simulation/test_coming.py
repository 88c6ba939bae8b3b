"""How customers come: by the hour, evenly, with gaps of a distribution, by appointment; and for how long."""

from __future__ import annotations

import pytest

from tests.unit.analysis.simulation.services import HOUR, MINUTE, counter, often, once, read


def test_customers_come_evenly_at_the_pace_of_each_hour() -> None:
    found = once(counter('{"08:00-09:00": every 20 min, "09:00-10:00": every 30 min}', "1 min"))
    assert (found.start, found.horizon) == (8 * HOUR, 2 * HOUR)
    assert sum(found.fates.values()) == 5
    inside = {time / MINUTE for time, count in found.inside if count.mean}
    assert inside == {1, 21, 41, 61, 91}  # who comes at the instant of a look is not seen yet


def test_gaps_of_a_distribution_begin_with_a_gap() -> None:
    assert sum(once(counter("{interarrival: 5 min}", "1 min"), horizon=HOUR).fates.values()) == 11


def test_nobody_comes_while_the_service_is_closed() -> None:
    more = 'calendar: {open: ["08:00-09:00", "10:00-11:00"]}'
    found = once(counter("every 10 min", "1 min", more=more))
    assert found.horizon == 3 * HOUR
    assert sum(found.fates.values()) == 12


def test_appointments_are_kept_early_late_or_not_at_all() -> None:
    arrivals = '{appointments: {"08:00-12:00": every 30 min}, early: 5 min, late: 2 min}'
    found = once(counter(arrivals, "20 min"))
    seen = [time / MINUTE for time, count in found.inside if count.mean]
    assert sum(found.fates.values()) == 8
    assert seen[:3] == [5, 10, 15]  # who is early for the first slot comes at its opening
    assert 30 in seen and 25 not in seen  # the second one, 3 minutes before his
    missed = once(counter('{appointments: {"08:00-12:00": every 30 min}, no_show: 99.9%}', "1 min"), seed=3)
    assert sum(missed.fates.values()) < 8


def test_a_late_customer_is_served_after_one_who_was_there_before() -> None:
    arrivals = '{appointments: {"08:00-09:00": every 30 min}, late: "uniform(0 s, 20 min)"}'
    found = often(counter(arrivals, "25 min"), 50)
    assert sum(found.fates.values()) == 100
    assert 0 < (found.waiting_time.times.mean.mean or 0) < 15 * MINUTE


def test_each_class_may_come_by_its_own_arrivals_and_the_rest_share_those_of_the_service() -> None:
    graph = read("""\
arrivals: every 10 min
classes:
  - {class: A, id: a, share: 25%}
  - {class: B, id: b, share: 75%}
  - {class: C, id: c, arrivals: every 30 min}
phases: [{phase: P, steps: [{customer: Look, id: look, service_time: {a: 1 min, b: 2 min, c: 3 min}}]}]
""")
    found = often(graph, 40, horizon=10 * HOUR)
    counts = {item.id: sum(item.fates.values()) for item in found.classes}
    assert counts["c"] == 40 * 20
    assert counts["a"] + counts["b"] == 40 * 60
    assert abs(counts["a"] / 2400 - 0.25) < 4 * (0.25 * 0.75 / 2400) ** 0.5
    for item, minutes in zip(found.classes, (1, 2, 3), strict=True):
        assert item.time_in_system.times.mean.mean == pytest.approx(minutes * MINUTE)


def test_without_hours_a_day_has_eight_of_them_and_a_horizon_is_kept() -> None:
    graph = counter("every 1 h", "1 min")
    assert once(graph).horizon == 8 * HOUR
    assert sum(once(graph).fates.values()) == 8
    assert sum(once(graph, horizon=2.5 * HOUR).fates.values()) == 3


def test_a_run_may_begin_on_another_day_and_go_on_over_midnight_of_sunday() -> None:
    graph = counter('{"sun 22:00-24:00": every 1 h, "mon 00:00-02:00": every 30 min}', "1 min")
    found = once(graph)
    assert found.start == (6 * 24 + 22) * HOUR
    assert found.horizon == 4 * HOUR
    assert sum(found.fates.values()) == 6
