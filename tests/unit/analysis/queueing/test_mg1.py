"""M/G/1 and M/D/c: against each other, and against exponential service."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.queueing.mg1 import MG1, MDc
from blueprint.analysis.queueing.mmc import MMc
from blueprint.errors import AnalysisError


@given(st.floats(0.01, 0.98))
def test_exponential_service_is_a_law_like_others(load: float) -> None:
    queue, exponential = MG1(load, 1.0, 2.0, 6.0), MMc(load, 1.0, 1)
    assert queue.mean_wait == pytest.approx(exponential.mean_wait)
    assert queue.wait_variance == pytest.approx(exponential.wait_variance)
    assert queue.mean_present == pytest.approx(load * queue.mean_time)


@settings(deadline=None, max_examples=30)
@given(st.floats(0.05, 0.95))
def test_one_server_who_always_takes_equally_long_is_both(load: float) -> None:
    steady, general = MDc(load, 1.0, 1), MG1(load, 1.0, 1.0, 1.0)
    assert steady.mean_wait == pytest.approx(general.mean_wait, rel=1e-8)
    assert steady.probability_of_wait == pytest.approx(load, rel=1e-8)
    assert steady.idle == pytest.approx(1 - load, rel=1e-8)


@settings(deadline=None, max_examples=30)
@given(st.floats(0.1, 0.95), st.integers(1, 20))
def test_the_mean_wait_is_the_area_under_its_tail(load: float, servers: int) -> None:
    queue = MDc(load * servers, 1.0, servers)
    step = (2 + 20 / servers / (1 - load)) / 4000
    area = step * sum(queue.wait_over((place + 0.5) * step) for place in range(4000))
    assert area == pytest.approx(queue.mean_wait, rel=5e-3, abs=1e-5)


@settings(deadline=None, max_examples=30)
@given(st.floats(0.7, 0.95), st.integers(2, 8))
def test_service_that_does_not_vary_lets_wait_about_half_as_long(load: float, servers: int) -> None:
    steady, random = MDc(load * servers, 1.0, servers).mean_wait, MMc(load * servers, 1.0, servers).mean_wait
    assert 0.49 * random < steady < 0.7 * random


def test_states_one_service_apart_stay_what_they_are() -> None:
    queue, load = MDc(2.4, 1.0, 3), 2.4
    states = queue.states[:200]
    came = np.exp(np.arange(200) * np.log(load) - load - np.cumsum(np.log(np.maximum(np.arange(200), 1))))
    left = np.concatenate([[states[:4].sum()], states[4:], np.zeros(3)])  # who is in service now has left
    again = np.convolve(left, came)[:200]
    assert again == pytest.approx(states, abs=1e-12)


def test_waits_before_the_begin_and_without_customers_are_told() -> None:
    assert MDc(0.5, 1.0, 1).wait_over(-1.0) == 1.0
    assert MDc(0.0, 1.0, 2).wait_over(0.0) == 0.0
    assert MDc(0.0, 1.0, 2).mean_wait == 0.0
    assert MDc(0.5, 1.0, 1).wait_over(1e6) == 0.0


def test_near_saturation_the_numbers_are_still_numbers() -> None:
    queue = MDc(9.99, 1.0, 10)
    assert queue.states.sum() == pytest.approx(1.0, abs=1e-6)
    assert queue.mean_wait == pytest.approx(MMc(9.99, 1.0, 10).mean_wait / 2, rel=0.05)


def test_too_many_servers_and_overload_are_refused() -> None:
    with pytest.raises(ValueError, match="300"):
        MDc(1.0, 1.0, 301)
    with pytest.raises(AnalysisError, match="BP620"):
        MG1(2.0, 1.0, 1.0)
    assert MG1(0.5, 1.0, 1.0).wait_variance is None
