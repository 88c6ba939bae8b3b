"""M/M/c: laws that hold for all of them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.mmc import MMc
from blueprint.errors import AnalysisError

queues = st.builds(
    lambda load, rate, servers: MMc(load * servers * rate, rate, servers),
    st.floats(0.01, 0.98),
    st.floats(0.01, 100),
    st.integers(1, 200),
)


@given(queues)
def test_time_and_number_follow_littles_law(queue: MMc) -> None:
    assert queue.mean_present == pytest.approx(queue.arrival_rate * queue.mean_time)


@given(queues, st.floats(0, 0.999))
def test_a_quantile_is_not_exceeded_by_its_share(queue: MMc, share: float) -> None:
    assert queue.wait_over(queue.wait_quantile(share)) <= 1 - share + 1e-9


@given(queues)
def test_the_mean_wait_is_the_area_under_its_tail(queue: MMc) -> None:
    step = 20 / queue.spare_rate / 4000
    area = step * sum(queue.wait_over((place + 0.5) * step) for place in range(4000))
    assert area == pytest.approx(queue.mean_wait, rel=1e-4)


@given(queues)
def test_nobody_is_faster_than_his_service_alone_in_the_mean(queue: MMc) -> None:
    for time in (0.0, 0.5 / queue.service_rate, 2 / queue.service_rate):
        assert queue.time_over(time) >= math.exp(-queue.service_rate * time) - 1e-12


@given(queues)
def test_one_more_server_never_lets_wait_longer(queue: MMc) -> None:
    more = MMc(queue.arrival_rate, queue.service_rate, queue.servers + 1)
    assert more.mean_wait <= queue.mean_wait
    assert more.probability_of_wait <= queue.probability_of_wait


def test_without_customers_nobody_waits() -> None:
    queue = MMc(0.0, 1.0, 2)
    assert (queue.mean_wait, queue.idle, queue.wait_quantile(0.99)) == (0.0, 1.0, 0.0)


def test_a_large_pool_is_hardly_ever_empty_and_says_so_in_a_number() -> None:
    assert MMc(480, 1, 500).idle == pytest.approx(math.exp(-480), rel=0.1)
    assert MMc(1.0, 1.0, 500).idle == pytest.approx(math.exp(-1.0))


def test_service_that_never_ends_is_refused() -> None:
    with pytest.raises(ValueError, match="service_rate"):
        MMc(1, 0, 1)
    with pytest.raises(AnalysisError, match="BP620"):
        MMc(4, 1, 3)
