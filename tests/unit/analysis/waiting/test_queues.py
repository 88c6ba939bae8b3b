"""Which closed form holds, and that it says what the formula says."""

from __future__ import annotations

import pytest

from blueprint.analysis.queueing.approximations import TYPICAL_ERROR
from blueprint.analysis.queueing.gimc import GIMc
from blueprint.analysis.queueing.laws import transform
from blueprint.analysis.queueing.mg1 import MG1, MDc
from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.queueing.priority import waits_at_one, waits_by_priority
from blueprint.analysis.waiting.line import Customers, Line, Queue
from blueprint.analysis.waiting.queues import solve_line
from blueprint.analysis.waiting.work import NO_WORK, Work
from blueprint.errors import AnalysisError
from blueprint.units import Distribution, read_distribution


def solve(text: str, rate: float, servers: int, **words: object) -> Queue:
    customers = (Customers("a", rate, Work.of(read_distribution(text))),)
    return solve_line(Line(servers, customers, **words))  # type: ignore[arg-type]


def test_independent_arrivals_and_exponential_service_are_exact() -> None:
    found, known = solve("exponential(2 min)", 0.02, 3, is_poisson=True), MMc(0.02, 1 / 120, 3)
    assert (found.method, found.is_exact, found.error) == ("M/M/c", True, None)
    assert found.waits["a"].mean == pytest.approx(known.mean_wait)
    assert found.waits["a"].quantile(0.9) == pytest.approx(known.wait_quantile(0.9), rel=1e-6)


def test_service_of_any_law_at_one_server_has_an_exact_mean() -> None:
    found = solve("lognormal(2 min, 3 min)", 0.005, 1, is_poisson=True)
    known = MG1(0.005, 120.0, 120**2 + 180**2)
    assert (found.method, found.is_exact) == ("M/G/1", True)
    assert found.waits["a"].mean == pytest.approx(known.mean_wait)
    assert not found.waits["a"].is_exact


def test_service_that_never_varies_has_an_exact_law() -> None:
    found, known = solve("2 min", 0.02, 3, is_poisson=True), MDc(0.02, 120.0, 3)
    assert (found.method, found.is_exact) == ("M/D/c", True)
    assert found.waits["a"].over(60.0) == pytest.approx(known.wait_over(60.0))


def test_arrivals_of_any_law_and_exponential_service_are_exact() -> None:
    interval = read_distribution("gamma(1 min, 20 s)")
    found = solve("exponential(2 min)", 1 / 60, 3, interval=interval)
    known = GIMc(lambda rate: transform(interval, rate), 60.0, 120.0, 3)
    assert (found.method, found.is_exact) == ("GI/M/c", True)
    assert found.waits["a"].mean == pytest.approx(known.mean_wait)


def test_all_else_is_an_approximation_with_its_error() -> None:
    several = solve("gamma(2 min, 1 min)", 0.02, 3, is_poisson=True)
    assert (several.method, several.is_exact, several.error) == ("Allen and Cunneen", False, TYPICAL_ERROR)
    assert several.waits["a"].mean == pytest.approx(MMc(0.02, 1 / 120, 3).mean_wait * (1 + 0.25) / 2)
    single = solve("gamma(2 min, 1 min)", 0.005, 1, variation=0.5)
    assert single.method == "Kraemer and Langenbach-Belz"


def test_classes_at_one_server_wait_by_rank() -> None:
    works = [Work.of(read_distribution(text)) for text in ("1 min", "exponential(3 min)")]
    customers = tuple(Customers(str(n), 0.002, work, n) for n, work in enumerate(works, 1))
    found = solve_line(Line(1, customers, is_poisson=True, by_priority=True))
    known = waits_at_one([0.002] * 2, [w.mean for w in works], [w.second for w in works])
    assert [found.waits[name].mean for name in ("1", "2")] == pytest.approx(known)
    assert found.is_exact


def test_classes_at_several_servers_wait_by_rank() -> None:
    work = Work.of(read_distribution("exponential(2 min)"))
    customers = tuple(Customers(str(n), rate, work, n) for n, rate in enumerate((0.004, 0.006, 0.01), 1))
    found = solve_line(Line(3, customers, is_poisson=True, by_priority=True))
    assert [found.waits[n].mean for n in "123"] == pytest.approx(waits_by_priority((0.004, 0.006, 0.01), 1 / 120, 3))
    assert found.is_exact
    uneven = solve_line(Line(3, customers, is_poisson=False, variation=0.5, by_priority=True))
    assert not uneven.is_exact


def test_patience_that_hardly_anybody_needs_plays_no_part() -> None:
    patience = read_distribution("10 h")
    work = Work.of(read_distribution("gamma(2 min, 1 min)"))
    found = solve_line(Line(3, (Customers("a", 0.01, work, None, patience),), is_poisson=True))
    assert found.method == "Allen and Cunneen"
    assert found.leaving["a"] == 0.0
    random = Line(3, (Customers("a", 0.01, work, None, Distribution("exponential", (36_000.0,))),), is_poisson=True)
    assert solve_line(random).method in ("Allen and Cunneen", "Erlang A")


def test_nothing_to_do_is_done_at_once() -> None:
    found = solve_line(Line(1, (Customers("a", 0.1, NO_WORK),), is_poisson=True))
    assert (found.waits["a"].mean, found.utilization) == (0.0, 0.0)


def test_overload_is_refused() -> None:
    with pytest.raises(AnalysisError, match="BP620"):
        solve("exponential(2 min)", 0.03, 3, is_poisson=True)
