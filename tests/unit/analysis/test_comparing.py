"""Paired comparisons: what they say, what they leave out, and how often they are right."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.comparing import compare_all, compare_paired

figures = st.floats(-1e6, 1e6)


def test_nothing_is_said_without_pairs() -> None:
    for base, scenario in (([], []), ([None], [1.0]), ([math.nan, 2.0], [1.0, None])):
        found = compare_paired(base, scenario)
        assert (found.difference, found.half_width, found.relative, found.pairs) == (None, None, None, 0)
        assert found.interval is None and not found.is_clear
    assert compare_paired([None, 2.0], [1.0, None]).left_out == 2


def test_one_pair_has_a_difference_and_no_interval() -> None:
    found = compare_paired([4.0], [5.0])
    assert (found.difference, found.relative, found.half_width, found.variance_reduction) == (1.0, 0.25, None, None)
    assert not found.is_clear


def test_replications_in_which_the_figure_is_unknown_are_left_out_on_both_sides() -> None:
    found = compare_paired([1.0, None, 3.0, 4.0], [2.0, 9.0, math.nan, 6.0])
    assert found == compare_paired([1.0, 4.0], [2.0, 6.0]).__class__(
        2.5, 4.0, 1.5, found.half_width, 0.95, 0.6, found.variance_reduction, 2, 2
    )
    assert found.half_width == pytest.approx(12.706205 * 0.5)


def test_the_relative_change_of_nothing_is_unknown() -> None:
    assert compare_paired([0.0, 0.0], [1.0, 2.0]).relative is None
    assert compare_paired([-2.0, -2.0], [-1.0, -1.0]).relative == 0.5


def test_equal_runs_differ_by_nothing() -> None:
    found = compare_paired([1.0, 2.0, 4.0], [1.0, 2.0, 4.0])
    assert (found.difference, found.half_width, found.variance_reduction) == (0.0, 0.0, None)
    assert not found.is_clear


def test_a_constant_shift_is_clear_and_its_reduction_no_number() -> None:
    found = compare_paired([0.1, 0.2, 0.4, 0.7], [1.1, 1.2, 1.4, 1.7])
    assert found.difference == pytest.approx(1.0) and found.is_clear and found.variance_reduction is None


@pytest.mark.parametrize("level", [0.0, 1.0, 95, -1, math.nan])
def test_a_level_is_a_share(level: float) -> None:
    with pytest.raises(ValueError, match="level"):
        compare_paired([1.0], [1.0], level=level)


def test_what_cannot_be_paired_is_refused() -> None:
    with pytest.raises(ValueError, match="2 of the base, 1 of the scenario"):
        compare_paired([1.0, 2.0], [1.0])
    with pytest.raises(ValueError, match="at least"):
        compare_paired([1.0], [1.0], comparisons=0)


def test_several_comparisons_share_the_error() -> None:
    base, after = [4.0, 5.0, 7.0, 6.0], [3.0, 4.5, 5.0, 6.5]
    one = compare_all(base, {"a": after})["a"]
    three = compare_all(base, {"a": after, "b": base, "c": after})
    assert one == compare_paired(base, after)
    assert list(three) == ["a", "b", "c"]
    assert three["a"].level == 0.95
    assert three["a"].half_width == compare_paired(base, after, level=1 - 0.05 / 3).half_width
    assert three["a"].half_width is not None and one.half_width is not None
    assert three["a"].half_width > one.half_width
    assert compare_all(base, {}) == {}


@given(st.lists(st.tuples(figures, figures), min_size=2, max_size=30))
def test_turned_round_the_difference_turns_its_sign(pairs: list[tuple[float, float]]) -> None:
    base, after = [a for a, _ in pairs], [b for _, b in pairs]
    there, back = compare_paired(base, after), compare_paired(after, base)
    assert there.difference == pytest.approx(-(back.difference or 0.0))
    assert there.half_width == pytest.approx(back.half_width)


@given(st.lists(st.tuples(figures, figures), min_size=2, max_size=30), st.randoms())
def test_the_order_of_replications_does_not_matter(pairs: list[tuple[float, float]], random: object) -> None:
    shuffled = random.sample(pairs, len(pairs))  # type: ignore[attr-defined]
    one = compare_paired([a for a, _ in pairs], [b for _, b in pairs])
    other = compare_paired([a for a, _ in shuffled], [b for _, b in shuffled])
    assert one.difference == pytest.approx(other.difference, abs=1e-9)
    assert one.half_width == pytest.approx(other.half_width, abs=1e-6)


# --- how often intervals are right ------------------------------------------------------------------------------------

RUNS, PAIRS = 4_000, 8


def draws(shift: float, correlation: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return base and scenario of many runs, normal, with a known difference and correlation."""
    shared, own, other = np.random.default_rng(seed).standard_normal((3, RUNS, PAIRS))
    part = math.sqrt(correlation)
    rest = math.sqrt(1 - correlation)
    return part * shared + rest * own, part * shared + rest * other + shift


def z_of(hits: int, share: float) -> float:
    return (hits - RUNS * share) / math.sqrt(RUNS * share * (1 - share))


@pytest.mark.parametrize("correlation", [0.0, 0.9])
def test_intervals_hold_the_true_difference_as_often_as_they_say(correlation: float) -> None:
    base, after = draws(0.5, correlation, seed=7)
    ends = (compare_paired(a, b, level=0.9).interval for a, b in zip(base, after, strict=True))
    hits = sum(low <= 0.5 <= high for low, high in (end for end in ends if end is not None))
    assert abs(z_of(hits, 0.9)) < 4


def test_intervals_of_five_comparisons_hold_together_at_least_as_often_as_they_say() -> None:
    scenarios = [draws(0.5, 0.5, seed=20 + n)[1] for n in range(5)]
    base = draws(0.0, 0.5, seed=20)[0]
    hits = 0
    for run in range(RUNS):
        found = compare_all(base[run], {str(n): one[run] for n, one in enumerate(scenarios)}, level=0.9)
        hits += all(
            item.interval is not None and item.interval[0] <= 0.5 <= item.interval[1] for item in found.values()
        )
    assert z_of(hits, 0.9) > -4
    alone = sum(
        all(
            (end := compare_paired(base[run], one[run], level=0.9).interval) is not None and end[0] <= 0.5 <= end[1]
            for one in scenarios
        )
        for run in range(RUNS)
    )
    assert z_of(alone, 0.9) < -4


def test_common_numbers_spare_as_many_replications_as_their_correlation_says() -> None:
    base, after = draws(0.5, 0.9, seed=11)
    found = compare_paired(base.ravel(), after.ravel())
    assert found.variance_reduction == pytest.approx(1 / (1 - 0.9), rel=0.05)
    base, after = draws(0.5, 0.0, seed=11)
    assert compare_paired(base.ravel(), after.ravel()).variance_reduction == pytest.approx(1, rel=0.05)
