"""Erlang B and C: by the sums that define them, and in services that are too large for sums."""

from __future__ import annotations

import math
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.erlang import erlang_b, erlang_c, load_for_blocking, servers_for_wait, share_within
from blueprint.errors import AnalysisError


@given(st.integers(1, 60), st.floats(0.01, 80))
def test_blocking_is_the_last_term_of_its_sum(servers: int, load: float) -> None:
    terms = [math.exp(count * math.log(load) - math.lgamma(count + 1)) for count in range(servers + 1)]
    assert erlang_b(servers, load) == pytest.approx(terms[-1] / sum(terms), rel=1e-9)


def test_without_load_nobody_is_blocked_and_without_servers_everybody() -> None:
    assert erlang_b(3, 0.0) == 0.0
    assert erlang_b(0, 2.0) == 1.0
    assert erlang_c(3, 0.0) == 0.0


def test_more_servers_than_a_factorial_can_count_are_no_trouble() -> None:
    assert erlang_c(1000, 990) == pytest.approx(0.67, abs=0.02)
    assert 0 < erlang_b(1000, 1200) < 1


def test_the_recursion_and_the_incomplete_gamma_function_agree_where_one_takes_over() -> None:
    for load in (1_900.0, 1_990.0, 2_500.0):
        with mock.patch("blueprint.analysis.queueing.erlang._LONGEST_RECURSION", 1):
            by_gamma = erlang_b(2_000, load)
        assert by_gamma == pytest.approx(erlang_b(2_000, load), rel=1e-9)
    assert erlang_b(1_000_000_000, 5.0) == 0.0


def test_a_load_at_the_number_of_servers_is_refused_with_both_numbers() -> None:
    with pytest.raises(AnalysisError, match=r"BP620.*4\.2 erlang on 3 servers is 40% over"):
        erlang_c(3, 4.2)
    with pytest.raises(AnalysisError, match="all that they can do"):
        erlang_c(3, 3)


@given(st.integers(1, 200), st.floats(0.001, 0.9))
def test_the_load_for_a_blocking_gives_this_blocking(servers: int, blocking: float) -> None:
    assert erlang_b(servers, load_for_blocking(servers, blocking)) == pytest.approx(blocking, rel=1e-9)


@given(st.floats(0.1, 50), st.floats(0.1, 5), st.floats(0, 0.99), st.floats(0, 2))
def test_one_server_less_than_needed_breaks_the_promise(rate: float, mean: float, share: float, within: float) -> None:
    servers = servers_for_wait(rate, mean, share, within)
    assert share_within(rate, mean, servers, within) >= share
    if servers - 1 > rate * mean:
        assert share_within(rate, mean, servers - 1, within) < share


@pytest.mark.parametrize("blocking", [0.0, 1.0, -0.1])
def test_a_blocking_of_nobody_or_all_has_no_load(blocking: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        load_for_blocking(3, blocking)


def test_a_promise_to_all_has_no_number_of_servers() -> None:
    with pytest.raises(ValueError, match="share"):
        servers_for_wait(1, 1, 1.0, 5)


@pytest.mark.parametrize("load", [math.nan, math.inf, -1.0])
def test_a_load_that_is_none_is_refused(load: float) -> None:
    with pytest.raises(ValueError, match="offered_load"):
        erlang_b(3, load)
