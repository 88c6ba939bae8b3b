"""Strokes: gaps where nothing is known, nothing beyond the axis, few points for long lines."""

from __future__ import annotations

import math

from blueprint.rendering.plots.data import Hour, Spot
from blueprint.rendering.plots.scales import Scale
from blueprint.rendering.plots.strokes import band_path, line_path, step_path, thinned, whisker_path

X, Y = Scale(0, 10, 0, 100), Scale(0, 10, 100, 0)


def spots(*values: float | None) -> list[Spot]:
    return [Spot(at, value) for at, value in enumerate(values)]


def test_a_line_has_a_gap_where_a_value_is_unknown() -> None:
    assert line_path(spots(0, 1, None, 3, 4), X, Y) == "M0 100L10 90M30 70L40 60"


def test_a_value_alone_can_be_seen() -> None:
    assert line_path(spots(None, 2, None), X, Y) == "M8 80L12 80"


def test_a_line_leaves_the_plot_where_it_reaches_the_end_of_the_axis() -> None:
    assert line_path(spots(20, 0, 20), X, Y) == "M5 0L10 100L15 0"
    assert line_path(spots(20, 30), X, Y) == ""
    assert line_path(spots(20), X, Y) == ""


def test_a_band_ends_with_the_axis_and_has_gaps() -> None:
    whole = [Spot(0, 1, 0, 2), Spot(1, 1, 0, 2), Spot(2, None), Spot(3, 1, 0, 2)]
    assert band_path(whole, X, Y) == "M0 80L10 80L10 100L0 100Z"
    high = [Spot(0, 8, 6, 14), Spot(2, 8, 6, 14)]
    assert band_path(high, X, Y) == "M0 40L0 0L20 0L20 40Z" or set(band_path(high, X, Y)[1:-1].split("L")) == {
        "0 40", "0 0", "20 0", "20 40",
    }  # fmt: skip
    assert band_path([Spot(0, 20, 15, 25), Spot(1, 20, 15, 25)], X, Y) == ""


def test_an_interval_has_two_ends() -> None:
    assert whisker_path([Spot(5, 5, 4, 6)], X, Y) == "M50 40V60M47 40h6M47 60h6"
    assert whisker_path([Spot(5, 5), Spot(5, 50, 40, 60)], X, Y) == ""


def test_who_is_on_duty_is_a_stair_that_falls_where_nobody_is() -> None:
    hours = [Hour(0, 2, 3), Hour(2, 4, 5), Hour(6, 8, 2)]
    assert step_path(hours, X, Y) == "M0 100V70H20V50H40V100M60 100V80H80V100"
    assert step_path([], X, Y) == ""


def test_a_long_line_keeps_what_can_be_seen() -> None:
    path = [(at / 1000, math.sin(at / 7000) * 50 + (30 if at == 4321 else 0)) for at in range(100_000)]
    kept = thinned(path)
    assert len(kept) <= 4 * 101
    assert kept[0] == path[0] and kept[-1] == path[-1]
    assert max(y for _, y in kept) == max(y for _, y in path)
    assert [x for x, _ in kept] == sorted(x for x, _ in kept)
    assert set(kept) <= set(path)
