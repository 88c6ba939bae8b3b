"""Absorbing chains: loops are counted, not summed."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.chain import Chain, chain_of


def test_what_is_done_again_until_it_is_right_has_a_geometric_number_of_passings() -> None:
    chain = Chain(1, [(0, 0, 0.2)])
    assert chain.visits(0) == pytest.approx([1.25])
    assert chain.variance([1.0], [0.0]) == pytest.approx([0.3125])


def test_customers_may_begin_in_several_states() -> None:
    chain = Chain(3, [(0, 2, 1.0), (1, 2, 0.5)])
    assert chain.visits([0.4, 0.6, 0.0]) == pytest.approx([0.4, 0.6, 0.7])
    assert chain.reach([0.4, 0.6, 0.0]) == pytest.approx([0.4, 0.6, 0.7])


def test_a_state_outside_of_loops_is_passed_once_at_most() -> None:
    chain = Chain(3, [(0, 1, 1.0), (1, 0, 0.5), (1, 2, 0.5)])
    assert chain.returns() == pytest.approx([2.0, 2.0, 1.0])
    assert chain.visits(0) == pytest.approx([2.0, 2.0, 1.0])
    assert chain.reach(0) == pytest.approx([1.0, 1.0, 1.0])


def test_a_loop_without_exit_traps() -> None:
    assert Chain(4, [(0, 1, 1.0), (1, 2, 1.0), (2, 1, 1.0)]).trapped() == (0, 1, 2)
    assert Chain(3, [(0, 1, 1.0), (1, 0, 0.9)]).trapped() == ()


def test_an_exit_that_nobody_takes_is_none() -> None:
    assert chain_of(2, [(0, 1, 1.0), (1, 0, 1.0), (1, 1, 0.0)]).trapped() == (0, 1)


def test_without_transitions_each_state_is_passed_by_who_begins_there() -> None:
    chain = Chain(2, [])
    assert chain.visits(1) == pytest.approx([0.0, 1.0])
    assert chain.returns() == pytest.approx([1.0, 1.0])


def test_the_variance_of_times_counts_both_their_spread_and_the_number_of_passings() -> None:
    # one passing or two, each with mean 2 and variance 3: E = 2 (1 + p), by hand for p = 0.5 over a chain of two states
    chain = Chain(2, [(0, 1, 0.5)])
    assert chain.total([2.0, 2.0])[0] == pytest.approx(3.0)
    assert chain.variance([2.0, 2.0], [3.0, 3.0])[0] == pytest.approx(3.0 * 1.5 + 4 * 0.25)


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    size = draw(st.integers(1, 8))
    shares = st.lists(st.floats(0, 1), min_size=size, max_size=size)
    rows = [draw(shares) for _ in range(size)]
    leaving = [draw(st.floats(0.05, 1)) for _ in range(size)]
    scaled = [[share / (sum(row) + left) for share in row] for row, left in zip(rows, leaving, strict=True)]
    return chain_of(size, [(i, j, share) for i, row in enumerate(scaled) for j, share in enumerate(row)])


@given(chains())
def test_a_large_loop_is_solved_as_a_small_one(chain: Chain) -> None:
    inverse = np.linalg.inv(np.eye(chain.size) - chain.matrix)
    assert chain.returns() == pytest.approx(inverse.diagonal())
    with mock.patch("blueprint.analysis.chain._LARGEST_DENSE", 0):
        again = Chain(chain.size, chain.transitions)
        assert again.returns() == pytest.approx(inverse.diagonal())
        assert again.visits(0) == pytest.approx(inverse[0])
        assert again.trapped() == chain.trapped()


@given(chains())
def test_the_way_back_to_a_state_is_a_column_of_the_inverse(chain: Chain) -> None:
    inverse = np.linalg.inv(np.eye(chain.size) - chain.matrix)
    for state in range(chain.size):
        ahead = {other: 0.5 for source, other, _ in chain.transitions if source == state}
        expected = sum(share * inverse[other, state] for other, share in ahead.items())
        assert chain.back_to(state, ahead) == pytest.approx(expected)
        with mock.patch("blueprint.analysis.chain._LARGEST_DENSE", 0):
            assert Chain(chain.size, chain.transitions).back_to(state, ahead) == pytest.approx(expected)


@given(chains())
def test_a_state_is_passed_at_least_as_often_as_it_is_reached(chain: Chain) -> None:
    assert (chain.visits(0) >= chain.reach(0) - 1e-9).all()
    assert chain.reach(0)[0] == pytest.approx(1.0)
