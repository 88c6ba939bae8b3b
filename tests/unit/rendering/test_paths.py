"""Shapes as path data."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.layout.geometry import Point, Rect
from blueprint.rendering.paths import (
    arrowhead,
    chevron,
    hourglass,
    line_path,
    number,
    octagon,
    plus,
    polygon,
    shorten_ends,
    star,
)

BOX = Rect(100, 50, 20, 20)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (24.0, "24"),
        (24, "24"),
        (0.5, "0.5"),
        (10.126, "10.13"),
        (-0.0, "0"),
        (-0.001, "0"),
        (-3.5, "-3.5"),
        (1e7, "10000000"),
        (100, "100"),
    ],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


@given(st.floats(-1e9, 1e9))
def test_numbers_are_plain_decimals(value: float) -> None:
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]{1,2})?", number(value))
    assert number(value) != "-0"
    assert float(number(value)) == pytest.approx(value, abs=0.00501)


def test_a_straight_line_is_one_stretch() -> None:
    assert line_path([(0, 0), (20, 0)], 6) == "M0 0H20"
    assert line_path([(0, 0), (0, 20)], 6) == "M0 0V20"


def test_corners_are_round() -> None:
    assert line_path([(0, 0), (0, 20), (30, 20)], 6) == "M0 0V14Q0 20 6 20H30"


def test_a_corner_between_short_stretches_is_as_round_as_they_allow() -> None:
    assert line_path([(0, 0), (8, 0), (8, 4), (30, 4)], 6) == "M0 0H6Q8 0 8 2V2Q8 4 10 4H30"


def test_a_line_hops_over_another_upwards_whichever_way_it_runs() -> None:
    assert line_path([(0, 0), (40, 0)], 6, [(20, 0)]) == "M0 0H15a5 5 0 0 1 10 0H40"
    assert line_path([(40, 0), (0, 0)], 6, [(20, 0)]) == "M40 0H25a5 5 0 0 0 -10 0H0"


def test_hops_come_in_the_order_of_the_way() -> None:
    hops = [(20, 0), (60, 0), (40, 0)]
    assert line_path([(80, 0), (0, 0)], 6, hops) == "M80 0H65a5 5 0 0 0 -10 0H45a5 5 0 0 0 -10 0H25a5 5 0 0 0 -10 0H0"


def test_a_hop_needs_room_and_belongs_to_its_own_stretch() -> None:
    assert line_path([(0, 0), (40, 0)], 6, [(4, 0), (37, 0), (20, 9)]) == "M0 0H40"


def test_a_line_stops_inside_its_arrowheads() -> None:
    points: list[Point] = [(0, 0), (0, 30), (40, 30)]
    assert shorten_ends(points, head=True, tail=False) == ((0, 0), (0, 30), (33, 30))
    assert shorten_ends(points, head=False, tail=True) == ((0, 7), (0, 30), (40, 30))
    assert shorten_ends(points, head=False, tail=False) == tuple(points)


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ((0, 50), "M40 50L32 53.5L32 46.5Z"),
        ((90, 50), "M40 50L48 46.5L48 53.5Z"),
        ((40, 0), "M40 50L36.5 42L43.5 42Z"),
        ((40, 90), "M40 50L43.5 58L36.5 58Z"),
    ],
    ids=["right", "left", "down", "up"],
)
def test_an_arrowhead_points_where_the_line_goes(before: Point, path: str) -> None:
    assert arrowhead((40, 50), before) == path


def corners(path: str) -> list[Point]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path)]


def test_an_octagon_has_eight_corners_on_its_box() -> None:
    found = corners(octagon(BOX))
    assert len(found) == 8
    assert {x for x, _ in found} >= {BOX.x, BOX.right}
    assert {y for _, y in found} >= {BOX.y, BOX.bottom}


def test_an_hourglass_is_narrower_in_the_middle() -> None:
    by_height: dict[float, list[float]] = {}
    for x, y in corners(hourglass(BOX)):
        by_height.setdefault(y, []).append(x)
    widths = {y: max(xs) - min(xs) for y, xs in by_height.items()}
    assert widths[60] < widths[50] == widths[70]


def test_a_star_has_five_points_and_one_of_them_is_up() -> None:
    found = corners(star(BOX))
    assert len(found) == 10
    far = [point for point in found if math.dist(point, BOX.center) > 8]
    assert len(far) == 5
    assert min(found, key=lambda point: point[1])[0] == pytest.approx(110)


def test_a_plus_is_a_disc_with_one_cross_in_it() -> None:
    assert plus(BOX).count("Z") == 2
    assert plus(BOX).count("a9 9") == 2


def test_the_first_phase_has_a_straight_start_and_all_have_a_tip() -> None:
    first, next_one = (
        corners(chevron(Rect(0, 0, 200, 34), first=True)),
        corners(chevron(Rect(200, 0, 200, 34), first=False)),
    )
    assert (len(first), len(next_one)) == (5, 6)
    assert (197, 17) in first
    assert (211, 17) in next_one


def test_a_polygon_is_closed() -> None:
    assert polygon([(0, 0), (4, 0), (4, 3)]) == "M0 0L4 0L4 3Z"
