"""Hours that differ: what does not change is steady, and what comes is somewhere."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.queueing.time_varying import Piece, can_be_followed, follow_queue, modified_loads

pieces = st.lists(st.tuples(st.floats(0.1, 5), st.floats(0, 20)), min_size=1, max_size=6)


@given(pieces, st.floats(0.01, 10))
def test_over_a_round_the_modified_load_is_the_offered_one(hours: list[tuple[float, float]], mean: float) -> None:
    lengths, rates = [length for length, _ in hours], [rate for _, rate in hours]
    loads = modified_loads(lengths, rates, mean)
    carried = sum(load.mean * length for load, length in zip(loads, lengths, strict=True))
    assert carried == pytest.approx(mean * sum(rate * length for length, rate in hours))
    assert loads[0].start == pytest.approx(loads[-1].end)
    assert all(min(load.start, load.end) <= load.mean + 1e-9 <= load.highest + 2e-9 for load in loads)


def test_services_of_no_length_leave_nothing_over() -> None:
    assert [load.mean for load in modified_loads([1, 1], [5, 0], 0.0)] == [0.0, 0.0]


def test_long_hours_settle_at_the_load_of_their_rate() -> None:
    loads = modified_loads([1000, 1000], [4, 1], 0.5)
    assert loads[0].end == pytest.approx(2.0)
    assert loads[1].end == pytest.approx(0.5)


def test_a_queue_that_does_not_change_becomes_steady() -> None:
    (found,) = follow_queue([Piece(200, 4.0, 5)], 1.0, rounds=2)
    assert found.mean_queue == pytest.approx(MMc(4, 1, 5).mean_queue, rel=1e-6)
    assert found.all_busy == pytest.approx(MMc(4, 1, 5).probability_of_wait, rel=1e-6)
    (impatient,) = follow_queue([Piece(200, 8.0, 5)], 1.0, 0.5, rounds=2)
    assert impatient.mean_queue == pytest.approx(ErlangA(8, 1, 5, 0.5).mean_queue, rel=1e-6)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.floats(0.1, 3), st.floats(0, 10), st.integers(0, 6)), min_size=1, max_size=5))
def test_who_came_is_served_or_there(hours: list[tuple[float, float, int]]) -> None:
    found = follow_queue([Piece(*hour) for hour in hours], 1.0)
    came = sum(part.arrivals for part in found)
    served = sum(
        part.piece.length * float(part.mean_states @ np.minimum(np.arange(len(part.mean_states)), part.piece.servers))
        for part in found
    )
    assert came == pytest.approx(served + found[-1].mean_present, abs=1e-6)


def test_who_would_not_stay_never_counts() -> None:
    def nobody_waits(place: int, size: int) -> np.ndarray:  # type: ignore[type-arg]
        return (np.arange(size) < 2).astype(float)

    (found,) = follow_queue([Piece(100, 3.0, 2)], 1.0, joining=nobody_waits)
    assert found.mean_queue == pytest.approx(0.0)
    assert found.all_busy == pytest.approx(4.5 / (1 + 3 + 4.5), rel=1e-6)  # Erlang B at 3 erlang on 2


def test_too_long_a_day_is_refused() -> None:
    pieces = [Piece(1e6, 10.0, 20)]
    assert not can_be_followed(pieces, 1.0)
    with pytest.raises(ValueError, match="too many"):
        follow_queue(pieces, 1.0)


def test_nothing_happens_while_nobody_comes_and_nobody_works() -> None:
    first, second = follow_queue([Piece(1.0, 2.0, 0), Piece(5.0, 0.0, 0)], 1.0)
    assert first.mean_queue == pytest.approx(2.0)
    assert second.mean_queue == pytest.approx(2.0)
    assert second.queue_time == pytest.approx(10.0)
