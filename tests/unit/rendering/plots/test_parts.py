"""Parts of single plots: samples, bars, frontiers, names that move apart."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.rendering.plots.data import Option, Sample, Spot
from blueprint.rendering.plots.frame import _apart
from blueprint.rendering.plots.frontier import frontier_of
from blueprint.rendering.plots.profit import profit_at
from blueprint.rendering.plots.waits import make_bars

# --- samples ----------------------------------------------------------------------------------------------------------


def test_a_sample_of_very_many_waits_has_few_steps_and_the_same_shares() -> None:
    draw = random.Random(1)
    waits = [0.0 if draw.random() < 0.3 else draw.expovariate(1 / 60) for _ in range(100_000)]
    sample = Sample.of("A", waits)
    assert len(sample.steps) < 1_100
    assert sample.share_within(0.0) == sum(wait == 0 for wait in waits) / len(waits)
    for time in (10.0, 60.0, 200.0):
        exact = sum(wait <= time for wait in waits) / len(waits)
        assert sample.share_within(time) == pytest.approx(exact, abs=0.0015)
    assert sample.steps[-1] == (max(waits), 1.0)


def test_a_sample_leaves_out_what_is_no_wait() -> None:
    assert Sample.of("A", [1.0, float("nan"), float("inf"), None]).steps == ((1.0, 1.0),)  # type: ignore[list-item]
    empty = Sample.of("A", [])
    assert (empty.steps, empty.share_within(5), empty.quantile(0.5)) == ((), None, None)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50), st.floats(0, 1))
def test_quantile_and_share_belong_together(waits: list[float], share: float) -> None:
    sample = Sample.of("A", waits)
    found = sample.quantile(share)
    assert found is not None and found in waits
    reached = sample.share_within(found)
    assert reached is not None and reached >= share - 1e-9
    assert sample.share_within(max(waits)) == 1.0 and sample.share_within(-1.0) == 0.0


# --- bars -------------------------------------------------------------------------------------------------------------


@given(
    st.lists(st.floats(0, 1e5), min_size=1, max_size=60),
    st.none() | st.floats(1, 1e5),
)
def test_bars_hold_everybody_who_waits_once(waits: list[float], standard: float | None) -> None:
    sample = Sample.of("A", waits)
    bars = make_bars(sample, max([*waits, 1.2 * (standard or 0.0)]), standard)
    assert 1 <= len(bars) <= 120
    waiting = sum(wait > 0 for wait in waits) / len(waits)
    assert sum(bar.share for bar in bars) == pytest.approx(waiting, abs=1e-9)
    for one, other in pairwise(bars):
        assert one.end == other.start
    if standard is not None:
        assert min(abs(bar.end - standard) for bar in bars) <= 1e-6 * standard
        kept = sum(bar.share for bar in bars if bar.end <= standard * (1 + 1e-9))
        assert kept == pytest.approx(sum(0 < wait <= standard * (1 + 1e-12) for wait in waits) / len(waits), abs=1e-9)


# --- frontier and profit ----------------------------------------------------------------------------------------------

options = st.lists(
    st.builds(Option, st.just("A"), st.integers(0, 9).map(float), st.integers(0, 9).map(float)), max_size=20
)


@given(options)
def test_nothing_beats_an_option_of_the_frontier_and_something_each_other_one(given: list[Option]) -> None:
    best = frontier_of(given)

    def beats(one: Option, other: Option) -> bool:
        waits = (one.wait or 0.0, other.wait or 0.0)
        return (one.cost, waits[0]) != (other.cost, waits[1]) and one.cost <= other.cost and waits[0] <= waits[1]

    assert not any(beats(other, option) for option in best for other in given)
    for option in given:
        assert any(beats(kept, option) or (kept.cost, kept.wait) == (option.cost, option.wait) for kept in best)


def test_profit_is_straight_between_two_times_and_unknown_beyond() -> None:
    spots = [Spot(0, 4.0), Spot(10, 2.0), Spot(20, None), Spot(30, 1.0)]
    assert [profit_at(spots, time) for time in (0, 5, 10, 15, 30, 31, -1)] == [4.0, 3.0, 2.0, None, 1.0, None, None]


# --- names that move apart --------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(-50, 450), st.floats(5, 30)), min_size=1, max_size=12))
def test_names_do_not_overlap_stay_in_order_and_on_the_sheet(wanted: list[tuple[float, float]]) -> None:
    wanted.sort(key=lambda item: item[0])
    middles, heights = [middle for middle, _ in wanted], [height for _, height in wanted]
    top, bottom = 0.0, max(400.0, sum(heights))
    found = _apart(middles, heights, top, bottom)
    edges = [(middle - height / 2, middle + height / 2) for middle, height in zip(found, heights, strict=True)]
    assert edges[0][0] >= top - 1e-6 and edges[-1][1] <= bottom + 1e-6
    assert all(after[0] >= before[1] - 1e-6 for before, after in pairwise(edges))


def test_names_with_room_stay_where_they_belong() -> None:
    assert _apart([50, 100, 300], [20, 20, 20], 0, 400) == [50, 100, 300]
    assert _apart([100, 100], [20, 20], 0, 400) == [90, 110]
