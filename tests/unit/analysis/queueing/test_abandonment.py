"""Erlang A: between a queue without room and one without end."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.erlang import erlang_b
from blueprint.analysis.queueing.finite import FiniteRoom, stationary
from blueprint.analysis.queueing.mmc import MMc

rates, servers = st.floats(0.1, 40), st.integers(1, 20)


@given(rates, servers, st.floats(0.01, 10))
def test_it_has_the_figures_of_its_chain(rate: float, count: int, leaving: float) -> None:
    queue = ErlangA(rate, 1.0, count, leaving)
    size = 12_000
    here = np.arange(size + 1)
    deaths = np.minimum(here[1:], count) + leaving * np.maximum(here[1:] - count, 0)
    states = stationary([rate] * size, deaths)
    assert queue.mean_queue == pytest.approx(states @ np.maximum(here - count, 0), rel=1e-8, abs=1e-10)
    assert queue.probability_of_wait == pytest.approx(states[count:].sum(), rel=1e-8)


@given(rates, servers, st.floats(0.01, 10))
def test_who_comes_is_served_or_leaves(rate: float, count: int, leaving: float) -> None:
    queue = ErlangA(rate, 1.0, count, leaving)
    assert queue.served + queue.abandoned == pytest.approx(1.0)
    assert queue.throughput == pytest.approx(queue.utilization * count)
    mean = queue.served * queue.mean_wait_of_served + queue.abandoned * queue.mean_wait_of_abandoning
    assert mean == pytest.approx(queue.mean_wait)


@given(st.floats(0.1, 0.9), servers)
def test_endless_patience_and_none_are_its_ends(load: float, count: int) -> None:
    rate = load * count
    assert ErlangA(rate, 1.0, count, 1e-7).mean_wait == pytest.approx(MMc(rate, 1.0, count).mean_wait, rel=1e-3)
    assert ErlangA(rate, 1.0, count, 1e9).abandoned == pytest.approx(erlang_b(count, rate), rel=1e-3)


@given(rates, servers, st.integers(0, 10))
def test_limited_room_turns_away_and_patience_still_ends(rate: float, count: int, room: int) -> None:
    queue = ErlangA(rate, 1.0, count, 0.5, room)
    assert queue.served + queue.abandoned + queue.turned_away == pytest.approx(1.0)
    patient = ErlangA(rate, 1.0, count, 1e-9, room)
    assert patient.turned_away == pytest.approx(FiniteRoom(rate, 1.0, count, count + room).turned_away, rel=1e-5)


@settings(deadline=None, max_examples=40)
@given(rates, servers, st.floats(0.05, 5))
def test_waits_end_with_patience(rate: float, count: int, leaving: float) -> None:
    queue = ErlangA(rate, 1.0, count, leaving)
    assert queue.wait_over(0.0) == pytest.approx(queue.probability_of_wait)
    times = np.concatenate([[0.0], np.geomspace(1e-4, 30 / leaving, 400)])
    over = np.asarray([queue.wait_over(float(time)) for time in times])
    area = float(((over[1:] + over[:-1]) / 2 * np.diff(times)).sum())
    assert area == pytest.approx(queue.mean_wait, rel=1e-2, abs=1e-6)


def test_nobody_comes_nobody_waits() -> None:
    queue = ErlangA(0.0, 1.0, 2, 0.5)
    assert (queue.mean_wait, queue.probability_of_wait, queue.mean_wait_of_abandoning) == (0.0, 0.0, 0.0)


def test_patience_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="abandon_rate"):
        ErlangA(1, 1, 1, 0.0)
