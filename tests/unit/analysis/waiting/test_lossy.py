"""Queues that customers leave: patience, limited room, and both by rank."""

from __future__ import annotations

import pytest

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.finite import FiniteRoom
from blueprint.analysis.queueing.impatience import ImpatientQueue, Patience
from blueprint.analysis.waiting.line import Customers, Line
from blueprint.analysis.waiting.queues import solve_line
from blueprint.analysis.waiting.work import Work
from blueprint.errors import AnalysisError
from blueprint.units import read_distribution

WORK = Work.of(read_distribution("exponential(2 min)"))


def customers(*patience: str | None, rate: float = 0.03) -> tuple[Customers, ...]:
    return tuple(
        Customers(str(n), rate / len(patience), WORK, n, read_distribution(text) if text else None)
        for n, text in enumerate(patience, 1)
    )


def test_limited_room_turns_away() -> None:
    found = solve_line(Line(3, customers(None), is_poisson=True, room=4))
    known = FiniteRoom(0.03, 1 / 120, 3, 7)
    assert (found.method, found.is_exact) == ("M/M/c/K", True)
    assert found.leaving["1"] == found.turned_away == pytest.approx(known.turned_away)
    assert found.waits["1"].mean == pytest.approx(known.mean_wait)
    assert found.utilization == pytest.approx(known.utilization)


def test_exponential_patience_is_erlang_a() -> None:
    found = solve_line(Line(3, customers("exponential(5 min)"), is_poisson=True))
    known = ErlangA(0.03, 1 / 120, 3, 1 / 300)
    assert (found.method, found.is_exact) == ("Erlang A", True)
    assert found.leaving["1"] == pytest.approx(known.abandoned)
    assert found.waits["1"].over(60.0) == pytest.approx(known.wait_over(60.0))


def test_patience_of_any_law_differs_by_class() -> None:
    found = solve_line(Line(3, customers("2 min", "20 min"), is_poisson=True))
    laws = [read_distribution(text) for text in ("2 min", "20 min")]
    known = ImpatientQueue(0.03, 1 / 120, 3, Patience(((0.5, laws[0]), (0.5, laws[1]))))
    assert found.method == "M/M/c+G"
    assert found.leaving["1"] == pytest.approx(known.abandoned_of(laws[0]))
    assert found.leaving["1"] > found.leaving["2"]
    assert found.waits["1"].over(120.0) == 0.0
    assert found.utilization == pytest.approx(known.utilization)


def test_patience_in_limited_room_loses_both_ways() -> None:
    found = solve_line(Line(3, customers("exponential(5 min)"), is_poisson=True, room=2))
    known = ErlangA(0.03, 1 / 120, 3, 1 / 300, 2)
    assert found.leaving["1"] == pytest.approx(known.abandoned + known.turned_away)
    assert found.turned_away == pytest.approx(known.turned_away)
    assert found.is_exact


def test_service_that_is_not_exponential_is_an_approximation() -> None:
    work = Work.of(read_distribution("2 min"))
    found = solve_line(Line(3, (Customers("1", 0.03, work),), is_poisson=True, room=2))
    assert not found.is_exact
    assert found.error is None


def test_by_rank_the_last_wait_and_leave_most_and_the_mean_stays() -> None:
    plain = solve_line(Line(3, customers("5 min", "5 min"), is_poisson=True))
    ranked = solve_line(Line(3, customers("5 min", "5 min"), is_poisson=True, by_priority=True))
    assert ranked.waits["1"].mean < plain.waits["1"].mean < ranked.waits["2"].mean
    assert ranked.leaving["1"] < plain.leaving["1"] < ranked.leaving["2"]
    means = [sum(queue.waits[name].mean for name in "12") for queue in (plain, ranked)]
    assert means[0] == pytest.approx(means[1])


def test_too_many_who_never_leave_are_an_overload() -> None:
    with pytest.raises(AnalysisError, match="BP620"):
        solve_line(Line(1, customers(None, "5 min"), is_poisson=True))
