"""Scales: round ticks in the units of people, as many as there is room for."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.rendering.plots.data import Kind, Line, Spot
from blueprint.rendering.plots.scales import Axis, Fit, capped, is_known, known, make_axis, usable
from blueprint.rendering.plots.words import words_for

ENGLISH = words_for("en")
KINDS: tuple[Kind, ...] = ("number", "time", "clock", "share", "money")


def axis(
    kind: Kind, low: float, high: float, room: float = 600.0, *, inside: bool = False, language: str = "en"
) -> Axis:
    fit = Fit(room, 24.0, lambda label: 6.0 * len(label))
    return make_axis(kind, low, high, fit, words_for(language), inside=inside)


def labels(found: Axis) -> list[str]:
    return [tick.label for tick in found.ticks]


@pytest.mark.parametrize(
    ("kind", "low", "high", "expected"),
    [
        ("number", 0, 0, ["0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"]),
        ("number", 0, 3.3, ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5"]),
        ("number", -2, 7, ["−2", "−1", "0", "1", "2", "3", "4", "5", "6", "7"]),
        ("number", 0, 12345, ["0", "2,000", "4,000", "6,000", "8,000", "10,000", "12,000", "14,000"]),
        ("time", 0, 45, ["0", "5", "10", "15", "20", "25", "30", "35", "40", "45"]),
        ("time", 0, 1300, ["0", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20", "22"]),
        ("time", 0, 5 * 3600, ["0", "0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"]),
        ("time", 0, 9 * 86400, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]),
        ("clock", 8 * 3600, 14 * 3600, ["08:00", "09:00", "10:00", "11:00", "12:00", "13:00", "14:00"]),
        ("clock", 0, 86400, ["00:00", "03:00", "06:00", "09:00", "12:00", "15:00", "18:00", "21:00", "24:00"]),
        ("share", 0, 0.93, ["0%", "10%", "20%", "30%", "40%", "50%", "60%", "70%", "80%", "90%", "100%"]),
    ],
)
def test_ticks_are_round(kind: Kind, low: float, high: float, expected: list[str]) -> None:
    assert labels(axis(kind, low, high)) == expected


def test_less_room_gives_fewer_ticks() -> None:
    assert labels(axis("time", 0, 1300, 200)) == ["0", "5", "10", "15", "20", "25"]
    assert labels(axis("time", 0, 1300, 100)) == ["0", "15", "30"]
    assert labels(axis("clock", 8 * 3600, 14 * 3600, 150)) == ["08:00", "12:00", "16:00"]


@pytest.mark.parametrize(
    ("high", "unit"), [(1, "s"), (119, "s"), (120, "min"), (7199, "min"), (7200, "h"), (2 * 86400, "d")]
)
def test_times_are_counted_in_a_unit_that_keeps_numbers_small(high: float, unit: str) -> None:
    assert axis("time", 0, high).unit == unit


def test_units_follow_the_language() -> None:
    assert axis("time", 0, 600, language="zh-Hans").unit == "分钟"
    assert labels(axis("number", 0, 3.3, language="de"))[1] == "0,5"


def test_an_axis_inside_of_a_range_ends_with_it() -> None:
    found = axis("number", 1.2, 8.7, inside=True)
    assert (found.low, found.high) == (1.2, 8.7)
    assert (labels(found)[0], labels(found)[-1]) == ("1.5", "8.5")


@given(
    st.sampled_from(KINDS),
    st.floats(-1e18, 1e18),
    st.floats(-1e18, 1e18),
    st.floats(60, 2000),
    st.booleans(),
)
def test_labels_never_touch_and_the_range_is_covered(
    kind: Kind, one: float, other: float, room: float, inside: bool
) -> None:
    low, high = sorted((abs(one), abs(other)) if kind in ("time", "clock", "share") else (one, other))
    found = axis(kind, low, high, room, inside=inside)
    assert found.low <= low and found.high >= high and found.low < found.high
    assert len(found.ticks) <= 60
    places = [found.scale(0, room).at(tick.value) for tick in found.ticks]
    assert places == sorted(places)
    if len(places) > 3:
        assert all(
            after - before >= 3.0 * (len(first.label) + len(second.label)) + 24 - 1e-6
            for (before, first), (after, second) in pairwise(zip(places, found.ticks, strict=True))
        )


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(-20, 20))
def test_places_keep_the_order_of_values_and_stay_on_the_axis(low: float, high: float, value: float) -> None:
    found = axis("number", *sorted((low, high))).scale(10.0, 110.0)
    assert 10.0 <= found.at(value) <= 110.0
    assert found.at(value) <= found.at(value + 1)


def test_what_cannot_be_shown_is_unknown() -> None:
    assert known([1.0, None, math.nan, math.inf, -math.inf, 1e308, -2]) == [1.0, -2.0]
    assert not is_known(math.nan) and not is_known(None) and is_known(0.0)


def test_lines_without_any_value_are_left_out() -> None:
    lines = [
        Line("a", (Spot(1, None),)),
        Line("b", (Spot(math.nan, 2.0), Spot(1, math.inf, 0.5, 2.0), Spot(2, 1.0, math.nan, 2.0))),
        Line("c", ()),
    ]
    assert usable(lines) == [Line("b", (Spot(1, None, 0.5, 2.0), Spot(2, 1.0)))]


def test_an_axis_of_waits_may_end_far_above_their_limit() -> None:
    assert capped(100, 5000, [5000, 90, 80]) == 400
    assert capped(100, 5000, [5000, 4000, 80]) == 5000
    assert capped(100, 300, [300, 20]) == 300
    assert capped(0, 300, [300, 20, 1]) == 300
