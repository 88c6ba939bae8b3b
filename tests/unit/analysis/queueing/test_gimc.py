"""GI/M/c: exponential arrivals are a law like others, and gaps of the formula are passed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.gimc import GIMc
from blueprint.analysis.queueing.mmc import MMc
from blueprint.errors import AnalysisError


def exponential(rate: float) -> float:
    return 1 / (1 + rate)


def even(rate: float) -> float:
    return math.exp(-rate)


@given(st.floats(0.05, 0.97), st.integers(1, 40))
def test_independent_arrivals_are_a_law_like_others(load: float, servers: int) -> None:
    queue, known = GIMc(exponential, 1.0, load * servers, servers), MMc(1.0, 1 / (load * servers), servers)
    assert queue.probability_of_wait == pytest.approx(known.probability_of_wait, rel=1e-5, abs=1e-12)
    assert queue.mean_wait == pytest.approx(known.mean_wait, rel=1e-5, abs=1e-12)
    assert queue.wait_over(1.0) == pytest.approx(known.wait_over(1.0), rel=1e-4, abs=1e-12)


@given(st.floats(0.05, 0.97), st.integers(1, 20))
def test_even_arrivals_wait_less_than_random_ones(load: float, servers: int) -> None:
    assert GIMc(even, 1.0, load * servers, servers).mean_wait < MMc(1.0, 1 / (load * servers), servers).mean_wait


@pytest.mark.parametrize(("servers", "load"), [(3, 1.0), (3, 2.0), (5, 4.0), (10, 7.0)])
def test_a_whole_number_of_spare_servers_is_no_gap(servers: int, load: float) -> None:
    found = GIMc(exponential, 1.0, load, servers).probability_of_wait
    assert found == pytest.approx(MMc(1.0, 1 / load, servers).probability_of_wait, rel=1e-8)


def test_so_many_servers_that_nobody_waits() -> None:
    assert GIMc(even, 1.0, 1.0, 400).probability_of_wait == pytest.approx(0.0, abs=1e-12)


def test_overload_and_arrivals_without_a_gap_are_refused() -> None:
    with pytest.raises(AnalysisError, match="BP620"):
        GIMc(even, 1.0, 2.0, 2)
    with pytest.raises(ValueError, match="mean_interval"):
        GIMc(even, 0.0, 1.0, 1)
