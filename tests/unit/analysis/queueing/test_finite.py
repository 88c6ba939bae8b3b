"""Limited room and limited populations: against the chains of states that define them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.erlang import erlang_b
from blueprint.analysis.queueing.finite import FinitePopulation, FiniteRoom, stationary
from blueprint.analysis.queueing.mmc import MMc


@given(st.floats(0.1, 30), st.integers(1, 8), st.integers(0, 30))
def test_limited_room_has_the_figures_of_its_chain(rate: float, servers: int, room: int) -> None:
    queue = FiniteRoom(rate, 1.0, servers, servers + room)
    here = np.arange(servers + room + 1)
    states = stationary([rate] * (servers + room), np.minimum(here[1:], servers))
    assert queue.turned_away == pytest.approx(states[-1])
    assert queue.idle == pytest.approx(states[0])
    assert queue.mean_queue == pytest.approx(states @ np.maximum(here - servers, 0), abs=1e-12)
    assert queue.mean_present == pytest.approx(states @ here)
    accepted = states[:-1].sum()
    assert queue.probability_of_wait == pytest.approx(states[servers:-1].sum() / accepted, abs=1e-12)


@given(st.floats(0.1, 30), st.integers(1, 8), st.integers(1, 30))
def test_the_mean_wait_is_the_area_under_its_tail(rate: float, servers: int, room: int) -> None:
    queue = FiniteRoom(rate, 1.0, servers, servers + room)
    step = (room + 30) / servers / 2000
    area = step * sum(queue.wait_over((place + 0.5) * step) for place in range(2000))
    assert area == pytest.approx(queue.mean_wait, rel=1e-3, abs=1e-9)


def test_without_room_it_is_erlang_b() -> None:
    assert FiniteRoom(6, 2, 3, 3).turned_away == pytest.approx(erlang_b(3, 3.0))
    assert FiniteRoom(6, 2, 3, 3).wait_over(0.0) == 0.0


def test_with_much_room_it_is_as_without_limit() -> None:
    for capacity in (200, 1_000_000_000):
        queue, endless = FiniteRoom(4, 1, 5, capacity), MMc(4, 1, 5)
        assert queue.mean_wait == pytest.approx(endless.mean_wait)
        assert queue.wait_over(1.0) == pytest.approx(endless.wait_over(1.0))


def test_in_overload_the_room_is_full_and_the_servers_busy() -> None:
    queue = FiniteRoom(100, 1, 2, 2_000)
    assert queue.utilization == pytest.approx(1.0)
    assert queue.turned_away == pytest.approx(0.98)
    assert queue.mean_wait == pytest.approx(1998 / 2, rel=1e-3)
    assert queue.wait_over(900) == pytest.approx(1.0, abs=0.01)


@given(st.integers(1, 40), st.floats(0.01, 5), st.integers(1, 5))
def test_customers_of_a_population_are_away_or_there(population: int, away: float, servers: int) -> None:
    queue = FinitePopulation(population, away, 1.0, servers)
    assert queue.accepted_rate == pytest.approx(away * (population - queue.mean_present))
    assert queue.mean_present == pytest.approx(queue.accepted_rate * queue.mean_time)
    assert 0 <= queue.utilization <= 1 + 1e-12


def test_a_server_for_each_customer_lets_nobody_wait() -> None:
    assert FinitePopulation(5, 1, 1, 5).mean_wait == pytest.approx(0.0)


def test_room_that_does_not_hold_the_servers_is_refused() -> None:
    with pytest.raises(ValueError, match="capacity"):
        FiniteRoom(1, 1, 3, 2)
