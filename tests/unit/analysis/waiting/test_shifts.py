"""Shifts: hours that differ, hours that are too much, and hours without anybody."""

from __future__ import annotations

import pytest

from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.queueing.time_varying import Piece, follow_queue
from blueprint.analysis.waiting.line import Customers, Line
from blueprint.analysis.waiting.queues import solve_line
from blueprint.analysis.waiting.shifts import Shifts, solve_shifts
from blueprint.analysis.waiting.work import Work
from blueprint.errors import AnalysisError
from blueprint.units import Distribution, read_distribution

WORK = Work.of(read_distribution("exponential(10 min)"))
HOUR = 3600.0


def shifts(rates: list[float], servers: list[int], patience: str | None = None, room: int | None = None) -> Shifts:
    law = read_distribution(patience) if patience else None
    lines = tuple(
        Line(count, (Customers("a", rate / HOUR, WORK, None, law),), is_poisson=True, room=room)
        for rate, count in zip(rates, servers, strict=True)
    )
    return Shifts((HOUR,) * len(rates), lines, tuple(range(len(rates))))


def test_hours_that_are_alike_are_steady() -> None:
    found = shifts([6, 6, 6], [2, 2, 2])
    assert found.is_steady
    queue, _ = solve_shifts(found)
    assert queue is not None
    assert queue.waits["a"].mean == pytest.approx(MMc(6 / HOUR, 1 / 600, 2).mean_wait)


def test_each_hour_is_steady_under_the_load_that_is_under_way() -> None:
    found = shifts([6, 9, 6], [3, 3, 3])
    queue, hours = solve_shifts(found)
    assert queue is not None
    assert hours[1].mean_wait == pytest.approx(MMc(found.loads[1].mean / 600, 1 / 600, 3).mean_wait)
    weights = [6, 9, 6]
    mean = sum(w * (hour.mean_wait or 0) for w, hour in zip(weights, hours, strict=True)) / 21
    assert queue.waits["a"].mean == pytest.approx(mean)
    assert "modified offered load" in queue.method and not queue.is_exact


def test_an_hour_that_is_too_much_is_followed_into_the_next() -> None:
    found = shifts([12, 24, 6, 6], [3, 3, 3, 3])
    queue, hours = solve_shifts(found)
    assert queue is not None and "followed" in queue.method
    assert found.overloaded == (1,)
    followed = follow_queue([Piece(HOUR, rate / HOUR, 3) for rate in (12, 24, 6, 6)], 1 / 600, rounds=3)
    by_little = sum(part.queue_time for part in followed) / sum(part.arrivals for part in followed)
    assert queue.waits["a"].mean == pytest.approx(by_little, rel=0.05)
    assert (hours[2].mean_wait or 0) > (hours[3].mean_wait or 0) > 0


def test_the_tail_of_followed_waits_has_their_mean() -> None:
    queue, _ = solve_shifts(shifts([12, 24, 6, 6], [3, 3, 3, 3]))
    assert queue is not None
    law = queue.waits["a"]
    area = sum(law.over((place + 0.5) * 20.0) * 20.0 for place in range(1500))
    assert area == pytest.approx(law.mean, rel=0.03)


def test_who_comes_while_nobody_is_there_waits_until_somebody_is() -> None:
    queue, hours = solve_shifts(shifts([0, 6, 0, 0], [3, 0, 3, 3]))
    assert queue is not None
    assert hours[1].mean_wait == pytest.approx(1800 + 400, rel=0.25)  # half an hour, then those before him
    assert queue.waits["a"].over(600.0) > 0.95


def test_patience_lets_customers_leave_in_the_hours_that_are_too_much() -> None:
    for patience in ("30 min", "exponential(30 min)"):
        queue, _ = solve_shifts(shifts([12, 30, 12, 6], [3, 3, 3, 3], patience))
        assert queue is not None
        assert 0.05 < queue.leaving["a"] < 0.35
    fixed, _ = solve_shifts(shifts([12, 30, 12, 6], [3, 3, 3, 3], "30 min"))
    assert fixed is not None and fixed.waits["a"].over(1800.0) == 0.0


def test_in_an_overload_without_end_patience_is_the_steady_one() -> None:
    rates, servers = [24.0] * 5 + [24.001], [3] * 6
    queue, _ = solve_shifts(shifts(rates, servers, "20 min"))
    assert queue is not None
    steady = solve_line(shifts([24.0], [3], "20 min").lines[0])
    assert queue.leaving["a"] == pytest.approx(steady.leaving["a"], rel=0.06)
    assert queue.waits["a"].mean == pytest.approx(steady.waits["a"].mean, rel=0.2)  # patience is weighed by number


def test_limited_room_turns_away_by_the_hour() -> None:
    queue, _ = solve_shifts(shifts([6, 30, 6], [2, 2, 0], room=1))
    assert queue is not None
    assert queue.turned_away > 6 / 42  # all of the last hour
    assert queue.leaving["a"] == pytest.approx(queue.turned_away)


def test_more_than_the_day_can_do_is_refused() -> None:
    with pytest.raises(AnalysisError, match="BP620"):
        solve_shifts(shifts([12, 30, 20, 12], [3, 3, 3, 3]))


def test_what_is_too_large_to_be_followed_is_left_to_simulation() -> None:
    work = Work.of(Distribution("exponential", (1.0,)))
    lines = tuple(Line(100, (Customers("a", rate, work),), is_poisson=True) for rate in (50.0, 120.0, 50.0))
    queue, hours = solve_shifts(Shifts((HOUR,) * 3, lines, (0, 1, 2)))
    assert queue is None
    assert [hour.mean_wait for hour in hours] == [None] * 3


def test_by_rank_the_last_wait_longest_in_hours_that_are_too_much() -> None:
    both = tuple(
        Line(3, tuple(Customers(name, rate / 2 / HOUR, WORK, rank) for rank, name in enumerate("ab", 1)),
             is_poisson=True, by_priority=True)
        for rate in (12, 24, 6, 6)
    )  # fmt: skip
    queue, _ = solve_shifts(Shifts((HOUR,) * 4, both, (0, 1, 2, 3)))
    assert queue is not None
    assert queue.waits["a"].mean < queue.waits["b"].mean
