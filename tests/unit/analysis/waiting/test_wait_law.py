"""Laws of waits: tails, mixtures, sums, and a service after the wait."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.waiting.wait_law import (
    NO_WAIT,
    exponential_tail,
    fixed_wait,
    gamma_tail,
    measured_law,
    mixed,
    one_after_the_other,
    share_done_within,
)
from blueprint.units import read_distribution

shares, times = st.floats(0.01, 1), st.floats(0.1, 1000)


@given(shares, times, st.floats(0.01, 0.999))
def test_a_quantile_is_where_the_tail_has_its_share(share: float, mean: float, wanted: float) -> None:
    law = exponential_tail(share, mean)
    found = law.quantile(wanted)
    assert law.over(found) <= 1 - wanted + 1e-6
    if found:
        assert law.over(found * 0.999) > 1 - wanted - 1e-6


@given(shares, times)
def test_a_gamma_law_with_the_variance_of_an_exponential_one_is_it(share: float, mean: float) -> None:
    plain = exponential_tail(share, mean)
    found = gamma_tail(share, mean, plain.variance)
    assert found.over(mean) == pytest.approx(plain.over(mean), rel=1e-6)


@given(shares, times, st.floats(0.1, 10))
def test_waits_that_are_so_many_times_as_long(share: float, mean: float, factor: float) -> None:
    law = exponential_tail(share, mean).scaled(factor)
    assert law.mean == pytest.approx(mean * factor)
    assert law.over(factor * mean) == pytest.approx(exponential_tail(share, mean).over(mean))
    assert law.scaled(0.0) is NO_WAIT


def test_customers_of_several_kinds_wait_in_the_mean_of_them() -> None:
    law = mixed([(3, exponential_tail(0.5, 10.0)), (1, NO_WAIT)])
    assert (law.mean, law.probability) == pytest.approx((7.5, 0.375))
    assert law.over(5.0) == pytest.approx(0.75 * exponential_tail(0.5, 10.0).over(5.0))
    assert mixed([]) is NO_WAIT
    assert mixed([(0.0, fixed_wait(3.0)), (1.0, NO_WAIT)]) is NO_WAIT


def test_the_variance_of_a_mixture_counts_how_its_means_differ() -> None:
    assert mixed([(1, fixed_wait(10.0)), (1, fixed_wait(20.0))]).variance == pytest.approx(25.0)


def test_waits_in_a_row_add_up() -> None:
    one, other = exponential_tail(0.5, 10.0), exponential_tail(0.2, 4.0)
    law = one_after_the_other([one, NO_WAIT, other])
    assert law.mean == pytest.approx(14.0)
    assert law.probability == pytest.approx(0.6)
    assert law.variance == pytest.approx(one.variance + other.variance)
    assert one_after_the_other([NO_WAIT]) is NO_WAIT


def test_a_fixed_wait_is_exceeded_by_all_or_nobody() -> None:
    law = fixed_wait(60.0)
    assert (law.over(59.9), law.over(60.0), law.quantile(0.5)) == (1.0, 0.0, pytest.approx(60.0, rel=1e-6))
    assert fixed_wait(0.0) is NO_WAIT


def test_measured_waits_are_as_measured() -> None:
    law = measured_law(read_distribution("empirical(0 s, 2 min, 4 min)"))
    assert law.mean == 120.0
    assert law.probability == pytest.approx(2 / 3)
    assert law.over(180.0) == pytest.approx(1 / 3)


@given(st.floats(0.05, 0.95), st.integers(1, 10), st.floats(0.1, 5))
def test_wait_and_exponential_service_take_as_long_as_in_the_closed_form(
    load: float, servers: int, limit: float
) -> None:
    queue = MMc(load * servers, 1.0, servers)
    wait = exponential_tail(queue.probability_of_wait, queue.mean_wait)
    found = share_done_within(wait, [(1.0, read_distribution("exponential(1 s)"))], limit)
    assert found == pytest.approx(1 - queue.time_over(limit), abs=2e-4)


@pytest.mark.parametrize(
    ("text", "limit", "share"),
    [("2 min", 119.0, 0.0), ("2 min", 120.0, 1.0), ("uniform(1 min, 3 min)", 120.0, 0.5), ("0 s", 0.0, 1.0),
     ("empirical(1 min, 3 min)", 120.0, 0.5), ("triangular(1 min, 2 min, 4 min)", 240.0, 1.0)],
)  # fmt: skip
def test_without_a_wait_the_service_alone_counts(text: str, limit: float, share: float) -> None:
    assert share_done_within(NO_WAIT, [(2.0, read_distribution(text))], limit) == pytest.approx(share, abs=1e-9)


def test_services_of_several_kinds_count_by_their_number() -> None:
    services = [(3.0, read_distribution("1 min")), (1.0, read_distribution("1 h"))]
    assert share_done_within(exponential_tail(1.0, 60.0), services, 120.0) == pytest.approx(0.75 * (1 - math.exp(-1)))
