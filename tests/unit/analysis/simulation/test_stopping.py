"""When to stop and what to cut off: warm-up, precision, caps, interrupts, and intervals."""

from __future__ import annotations

import math

import numpy as np
import pytest

from blueprint.analysis.simulation import Estimate, Run, Simulation, simulate_service
from blueprint.analysis.simulation.statistics import estimate, mser5, ratio, t_quantile
from blueprint.errors import AnalysisError
from blueprint.units import Seconds
from tests.unit.analysis.simulation.services import HOUR, MINUTE, counter, often

BUSY = counter("20 per hour", "exponential(2 min)")


@pytest.mark.parametrize(("freedom", "quantile"), [(1, 12.7062), (2, 4.3027), (9, 2.2622), (29, 2.0452), (10**6, 1.96)])
def test_intervals_take_the_quantiles_of_student(freedom: int, quantile: float) -> None:
    assert t_quantile(freedom) == pytest.approx(quantile, abs=5e-5)


def test_an_interval_needs_two_replications_and_leaves_out_those_that_saw_nothing() -> None:
    assert estimate([]) == Estimate(None, None)
    assert estimate([math.nan]) == Estimate(None, None)
    assert estimate([3.0, math.nan]) == Estimate(3.0, None)
    found = estimate([1.0, 3.0])
    assert (found.mean, found.half_width) == (2.0, pytest.approx(12.7062, abs=1e-4))
    assert (found.low, found.high) == (pytest.approx(-10.7062, abs=1e-4), pytest.approx(14.7062, abs=1e-4))


def test_a_mean_over_customers_weighs_replications_by_how_many_came() -> None:
    found = ratio([10.0, 90.0, 20.0], [10, 30, 20])
    assert found.mean == 2.0
    deviations = [10 - 2 * 10, 90 - 2 * 30, 20 - 2 * 20]
    error = math.sqrt(sum(part**2 for part in deviations) / 2 / 3) / 20
    assert found.half_width == pytest.approx(t_quantile(2) * error)
    assert ratio([0.0, 0.0], [0, 0]) == Estimate(None, None)


def test_mser_cuts_where_the_error_of_what_is_left_is_smallest() -> None:
    rng = np.random.default_rng(5)
    for length in (40, 200, 1003):
        series = rng.normal(10, 1, length) - 8 * np.exp(-np.arange(length) / 20)
        means = series[: length // 5 * 5].reshape(-1, 5).mean(axis=1)
        count = len(means)
        errors = [means[cut:].var() / (count - cut) for cut in range(count // 2 + 1)]
        place = int(np.argmin(errors))
        assert mser5(series) == (5 * place, place < count // 2)


def test_a_series_that_rises_to_its_end_or_is_too_short_has_no_steady_part() -> None:
    assert mser5(np.arange(400.0))[1] is False
    assert mser5(np.arange(19.0)) == (0, False)


def _steady(**words: object) -> Simulation:
    run = Run(**{"horizon": Seconds(100 * HOUR), "replications": 12, **words})  # type: ignore[arg-type]
    return simulate_service(BUSY, run, engine="plain")


def test_the_rule_cuts_off_the_empty_beginning_and_says_how_much() -> None:
    found = _steady(warm_up="mser5")
    assert found.warm_up is not None and found.warm_up.rule == "mser5"
    assert 0 <= found.warm_up.cut < 50 * HOUR
    assert found.warm_up.is_enough
    cut = pytest.approx(found.warm_up.cut)
    assert found.to_dict()["run"]["warm_up"] == {"rule": "mser5", "cut": cut, "is_enough": True}


def test_a_run_that_is_too_short_for_the_rule_says_so() -> None:
    found = simulate_service(BUSY, Run(horizon=Seconds(30 * MINUTE), warm_up="mser5"), engine="plain")
    assert "BP921" in {item.code for item in found.diagnostics}


def test_customers_who_come_while_it_warms_up_do_not_count() -> None:
    whole, rest = _steady(), _steady(warm_up=Seconds(50 * HOUR))
    assert sum(rest.fates.values()) / sum(whole.fates.values()) == pytest.approx(0.5, abs=0.05)
    assert rest.resources[0].utilization.mean == pytest.approx(2 / 3, abs=0.05)


def test_replications_are_added_until_the_intervals_are_narrow_enough() -> None:
    found = _steady(precision=0.1, replications=1000)
    assert found.stop == "precision"
    assert 10 <= found.replications < 1000
    for figure in (found.time_in_system, found.waiting_time):
        mean = figure.times.mean
        assert (mean.half_width or math.inf) <= 0.1 / 1.1 * (mean.mean or 0)
    fewer = _steady(replications=found.replications - 1)
    if found.replications > 10:
        assert not fewer.waiting_time.times.mean.is_precise(0.1)


def test_what_is_not_precise_in_time_says_so() -> None:
    found = _steady(precision=0.001)
    assert (found.stop, found.replications, found.is_complete) == ("cap", 12, True)
    assert "BP922" in {item.code for item in found.diagnostics}


def test_where_nobody_waits_any_precision_is_reached_at_once() -> None:
    found = often(counter("every 1 h", "1 min"), 100, precision=0.01)
    assert (found.stop, found.replications) == ("precision", 10)


def test_an_interrupt_gives_the_figures_of_what_is_done_and_before_that_none() -> None:
    def stop_at(number: int) -> Simulation:
        def stop(done: int, most: int) -> None:
            assert most == 30
            if done == number:
                raise KeyboardInterrupt

        return simulate_service(BUSY, Run(), progress=stop, engine="plain")

    found = stop_at(4)
    assert (found.replications, found.stop, found.is_complete) == (4, "interrupted", False)
    assert "4 of 30" in next(item.message for item in found.diagnostics if item.code == "BP923")
    same = often(BUSY, 4)
    assert found.waiting_time == same.waiting_time
    assert found.to_dict()["run"]["complete"] is False


def test_an_interrupt_before_the_first_replication_is_done_leaves_nothing_to_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("blueprint.analysis.simulation.work.replicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        simulate_service(BUSY, Run(), engine="plain")


def test_a_steady_state_that_there_is_not_is_refused_with_who_is_asked_for_too_much() -> None:
    with pytest.raises(AnalysisError, match="'clerk'") as raised:
        often(counter("36 per hour", "exponential(2 min)"), 10, horizon=50 * HOUR, warm_up=Seconds(HOUR))
    assert raised.value.diagnostics[0].code == "BP620"


@pytest.mark.parametrize(
    "words",
    [
        {"more": "classes: [{class: All, patience: exponential(5 min)}]"},
        {"clerk": ", room: 4"},
    ],
)
def test_a_line_that_cannot_grow_for_ever_has_a_steady_state_at_any_load(words: dict[str, str]) -> None:
    found = often(counter("90 per hour", "exponential(2 min)", **words), 10, horizon=5 * HOUR, warm_up=Seconds(HOUR))
    assert (found.resources[0].utilization.mean or 0) > 0.95
    assert found.fates["abandoned"] + found.fates["turned_away"] > 0


def test_a_busy_service_is_not_taken_for_an_overloaded_one() -> None:
    graph = counter("45 per hour", "exponential(1 min)")
    for seed in range(8):
        often(graph, 10, horizon=6 * HOUR, warm_up=Seconds(HOUR), seed=seed)


def test_figures_of_one_run_have_no_interval() -> None:
    found = often(BUSY, 1)
    assert found.waiting_time.times.mean.mean is not None
    assert found.waiting_time.times.mean.half_width is None
    assert found.resources[0].utilization.half_width is None
