"""Patience of any law: where another model tells the same, and where it differs between customers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.erlang import erlang_b
from blueprint.analysis.queueing.impatience import ImpatientQueue, Patience, mixed_patience
from blueprint.analysis.queueing.mmc import MMc
from blueprint.units import Distribution


def fixed(time: float) -> Distribution:
    return Distribution("fixed", (time,))


@settings(deadline=None, max_examples=40)
@given(st.floats(0.5, 30), st.integers(1, 15), st.floats(0.1, 20))
def test_exponential_patience_is_erlang_a(rate: float, servers: int, mean: float) -> None:
    patience = Patience(((1.0, Distribution("exponential", (mean,))),))
    queue, known = ImpatientQueue(rate, 1.0, servers, patience), ErlangA(rate, 1.0, servers, 1 / mean)
    assert queue.abandoned == pytest.approx(known.abandoned, rel=1e-5, abs=1e-9)
    assert queue.mean_wait == pytest.approx(known.mean_wait, rel=1e-5, abs=1e-9)
    assert queue.wait_over(mean / 2) == pytest.approx(known.wait_over(mean / 2), rel=1e-2, abs=1e-4)


def test_no_patience_at_all_is_erlang_b() -> None:
    queue = ImpatientQueue(6.0, 2.0, 3, Patience(((1.0, fixed(0.0)),)))
    assert queue.abandoned == pytest.approx(erlang_b(3, 3.0))
    assert queue.mean_wait == pytest.approx(0.0)


@settings(deadline=None, max_examples=30)
@given(st.floats(0.1, 0.95), st.integers(1, 15))
def test_endless_patience_is_no_patience_to_speak_of(load: float, servers: int) -> None:
    queue = ImpatientQueue(load * servers, 1.0, servers, Patience(((1.0, None),)))
    known = MMc(load * servers, 1.0, servers)
    assert queue.mean_wait == pytest.approx(known.mean_wait, rel=1e-6)
    assert queue.wait_over(0.7) == pytest.approx(known.wait_over(0.7), rel=1e-3, abs=1e-6)
    assert queue.abandoned == 0.0


@settings(deadline=None, max_examples=30)
@given(st.floats(5, 40), st.integers(1, 15), st.floats(0.1, 3), st.floats(0.05, 0.95))
def test_losses_of_the_kinds_add_up(rate: float, servers: int, time: float, share: float) -> None:
    laws = fixed(time), Distribution("exponential", (2.0,))
    patience = mixed_patience([(share, laws[0]), (1 - share, laws[1])])
    queue = ImpatientQueue(rate, 1.0, servers, patience)
    parts = share * queue.abandoned_of(laws[0]) + (1 - share) * queue.abandoned_of(laws[1])
    assert parts == pytest.approx(queue.abandoned, rel=1e-6)
    assert queue.utilization <= 1 + 1e-6
    assert queue.mean_wait_of(laws[0]) <= time + 1e-9
    assert queue.mean_wait_of(None) == queue.mean_offered_wait >= queue.mean_wait_of(laws[0]) - 1e-12


def test_a_large_overload_lets_everybody_wait_as_long_as_he_can() -> None:
    queue = ImpatientQueue(400.0, 1.0, 100, Patience(((1.0, fixed(2.0)),)))
    assert queue.abandoned == pytest.approx(0.75, rel=1e-3)
    assert queue.mean_wait == pytest.approx(2.0, rel=0.01)
    assert queue.utilization == pytest.approx(1.0, rel=1e-3)


def test_too_many_who_never_leave_are_refused() -> None:
    with pytest.raises(ValueError, match="endless"):
        ImpatientQueue(10.0, 1.0, 4, mixed_patience([(1.0, None), (1.0, fixed(1.0))]))
    assert mixed_patience([(1.0, None), (3.0, fixed(2.0))]).mean == pytest.approx(2.0)
