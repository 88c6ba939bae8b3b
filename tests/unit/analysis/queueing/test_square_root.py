"""Square root: limits of large services, and how they are turned round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.erlang import erlang_c
from blueprint.analysis.queueing.square_root import (
    probability_of_wait,
    probability_of_wait_with_patience,
    reserve_for,
    servers_by_square_root,
)


@given(st.floats(0.001, 0.999))
def test_the_reserve_for_a_wait_gives_this_wait(wait: float) -> None:
    assert probability_of_wait(reserve_for(wait)) == pytest.approx(wait, rel=1e-9)


@given(st.floats(0.2, 2))
def test_large_services_come_near_to_the_limit(reserve: float) -> None:
    load = 1e6
    servers = servers_by_square_root(load, reserve)
    actual = (servers - load) / load**0.5
    assert erlang_c(servers, load) == pytest.approx(probability_of_wait(actual), rel=0.01)


@given(st.floats(-1.5, 1.5), st.floats(0.2, 4))
def test_large_services_with_patience_come_near_to_their_limit(reserve: float, leaving: float) -> None:
    servers = servers_by_square_root(10_000, reserve)
    actual = (servers - 10_000) / 100
    exact = ErlangA(10_000, 1.0, servers, leaving).probability_of_wait
    assert exact == pytest.approx(probability_of_wait_with_patience(actual, 1.0, leaving), rel=0.05)


def test_without_reserve_and_patience_everybody_waits() -> None:
    assert probability_of_wait(0.0) == probability_of_wait(-1.0) == 1.0
    assert servers_by_square_root(0.0, 2.0) == 1


def test_far_out_the_numbers_are_still_numbers() -> None:
    assert 0 <= probability_of_wait_with_patience(50.0, 1.0, 1.0) < 1e-6
    assert probability_of_wait_with_patience(-50.0, 1.0, 1.0) == pytest.approx(1.0)


def test_a_wait_of_nobody_or_all_has_no_reserve() -> None:
    with pytest.raises(ValueError, match="wait"):
        reserve_for(1.0)
