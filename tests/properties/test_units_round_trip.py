"""What is written reads back as the very same value, whatever the value."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from blueprint.units import (
    Distribution,
    Every,
    QuantityError,
    Rate,
    Seconds,
    Share,
    Target,
    Window,
    days,
    hours,
    minutes,
    per_day,
    per_hour,
    per_minute,
    percent,
    read_distribution,
    read_every,
    read_pace,
    read_rate,
    read_share,
    read_target,
    read_time,
    read_window,
    write_rate,
    write_share,
    write_time,
)

LARGEST = 1e12
amounts = st.floats(0, LARGEST)
human = st.one_of(st.integers(0, 100_000).map(float), st.decimals(0, 10_000, places=2).map(float), amounts)
shares = st.floats(0, 1)
times = human.map(Seconds)
usual = st.floats(0.001, 100_000)
READERS = [read_time, read_rate, read_share, read_every, read_pace, read_distribution, read_window, read_target]


@given(human)
@example(5e-324)
@example(59.99999999999999)
@example(60.00000000000001)
@example(999999999999.9999)
def test_times_round_trip(value: float) -> None:
    assert read_time(write_time(value)) == value


@given(human)
@example(5e-324)
@example(2.2250738585072014e-308)
def test_rates_round_trip(value: float) -> None:
    assert read_rate(write_rate(value)) == value
    assert read_pace(str(Rate(value))) == value


@given(shares)
@example(5e-324)
@example(0.9999999999999999)
def test_shares_round_trip(value: float) -> None:
    assert read_share(write_share(value)) == value


@given(st.integers(0, 10_000).map(lambda number: number / 100))
def test_a_share_of_whole_hundredths_of_a_percent_is_written_in_percent(value: float) -> None:
    assert str(percent(value)).endswith("%")


@given(human, st.sampled_from([(minutes, "min"), (hours, "h"), (days, "d")]))
def test_makers_of_times_agree_with_text(value: float, unit: tuple[object, str]) -> None:
    make, word = unit
    try:
        expected = read_time(f"{value!r} {word}")
    except QuantityError:
        with pytest.raises(QuantityError):
            make(value)  # type: ignore[operator]
    else:
        assert make(value) == expected  # type: ignore[operator]


@given(human, st.sampled_from([(per_minute, "min"), (per_hour, "hour"), (per_day, "day")]))
def test_makers_of_rates_agree_with_text(value: float, unit: tuple[object, str]) -> None:
    make, word = unit
    assert make(value) == read_rate(f"{value!r} per {word}")  # type: ignore[operator]


@given(amounts.filter(bool))
def test_spacings_round_trip(value: float) -> None:
    spacing = Every(Seconds(value))
    assert read_every(str(spacing)) == read_pace(str(spacing)) == spacing


def ordered(count: int) -> st.SearchStrategy[tuple[float, ...]]:
    return st.lists(human, min_size=count, max_size=count).map(lambda values: tuple(sorted(values)))


distributions = st.one_of(
    st.builds(Distribution, st.just("fixed"), st.tuples(human)),
    st.builds(Distribution, st.just("exponential"), st.tuples(amounts.filter(bool))),
    st.builds(Distribution, st.just("uniform"), ordered(2)),
    st.builds(Distribution, st.sampled_from(["triangular", "pert"]), ordered(3)),
    st.builds(Distribution, st.just("hyperexponential"), st.tuples(shares, usual, usual)),
    st.builds(Distribution, st.sampled_from(["normal", "lognormal", "gamma"]), st.tuples(st.floats(1, 1000), usual)),
    st.builds(Distribution, st.just("erlang"), st.tuples(st.integers(1, 1_000_000), usual)),
    st.builds(Distribution, st.just("empirical"), st.lists(human, min_size=1, max_size=20).map(tuple)),
)


@given(distributions)
def test_distributions_round_trip(distribution: Distribution) -> None:
    assert read_distribution(str(distribution)) == distribution


@given(distributions)
def test_a_distribution_has_a_mean_within_its_reach_and_a_variance_not_below_zero(distribution: Distribution) -> None:
    assert distribution.variance >= 0
    if distribution.kind in ("fixed", "uniform", "triangular", "pert", "empirical"):
        low, high = min(distribution.parameters), max(distribution.parameters)
        assert low * (1 - 1e-15) <= distribution.mean <= high * (1 + 1e-15)


moments = st.integers(0, 86_399)
windows = st.builds(
    lambda chosen, start, length: Window(tuple(chosen), Seconds(start), Seconds((start + length) % 86_400)),
    st.lists(st.integers(0, 6), max_size=7),
    moments,
    st.integers(1, 86_399),
)


@given(windows)
def test_windows_round_trip(window: Window) -> None:
    assert read_window(str(window)) == window


@given(windows, windows)
def test_overlap_is_mutual_and_every_window_overlaps_itself(first: Window, second: Window) -> None:
    assert first.overlaps(second) == second.overlaps(first)
    assert first.overlaps(first)


@given(times, shares.map(Share))
def test_targets_round_trip(limit: Seconds, share: Share) -> None:
    target = Target(limit, share, "")
    assert read_target(str(target)) == target


near_targets = st.text("0123456789 .%-+:eEPTmhinswtdu分钟", max_size=30) | st.from_regex(
    r"\A[0-9]{1,3}% within [0-9]{1,2} [a-z]{1,8}( [a-z]{1,4})?\Z"
)


@given(st.text(max_size=60) | near_targets)
def test_whatever_reads_as_a_standard_reads_back_from_what_it_writes(text: str) -> None:
    try:
        target = read_target(text)
    except QuantityError:
        return
    assert read_target(str(target)) == target


@pytest.mark.parametrize("read", READERS)
@given(text=st.text(max_size=80) | near_targets)
def test_any_text_is_read_or_refused_with_a_way_out(read: object, text: str) -> None:
    try:
        value = read(text)  # type: ignore[operator]
    except QuantityError as error:
        assert error.message
        assert error.hint
    else:
        assert read(str(value)) == value  # type: ignore[operator]


junk = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.binary(), st.lists(st.integers()), st.builds(object)
)


@pytest.mark.parametrize("read", READERS)
@given(value=junk)
def test_anything_else_is_refused_and_never_a_traceback(read: object, value: object) -> None:
    is_share = read is read_share and isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if is_share:
        assert read_share(value) == value
    else:
        with pytest.raises(QuantityError):
            read(value)  # type: ignore[operator]
