"""Lines: where they run, dock, meet and bend."""

from __future__ import annotations

import pytest

from blueprint.layout.geometry import Point
from tests.unit.layout.quality.drawings import STRAIGHT, A, B, flow, measured, step

C, D = step("c", 300, 300), step("d", 600, 300)


def test_a_flow_through_a_box_that_is_none_of_its_ends_counts_once_for_each_box() -> None:
    far = step("c", 700, 100)
    through = flow("a", "c", (300, 125), (700, 125))
    back = flow("c", "a", (700, 110), (450, 110), (450, 140), (300, 140))
    assert measured(A, B, far, flows=(through, back)).flow_through_box == 2


@pytest.mark.parametrize(("y", "expected"), [(100, 0), (100.5, 0), (101, 0), (101.5, 1), (125, 1), (150, 0)])
def test_a_flow_may_run_along_a_border_but_not_a_px_inside(y: float, expected: int) -> None:
    far = step("c", 700, 100)
    assert measured(A, B, far, flows=(flow("a", "c", (300, y), (700, y)),)).flow_through_box == expected


def test_a_flow_through_an_end_mark_of_another_flow_runs_through_a_box() -> None:
    leaving = flow("a", "end", (300, 110), (340, 110))
    crossing = flow("a", "b", (300, 140), (340, 140), (340, 60), (420, 60), (420, 100))
    assert measured(A, B, flows=(leaving, crossing)).flow_through_box == 1


def test_a_flow_that_runs_inside_its_own_box_runs_through_its_end() -> None:
    inside = flow("a", "b", (200, 125), (400, 125))
    assert measured(A, B, flows=(inside,)).flow_through_end == 1
    assert measured().flow_through_end == 0


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (((300, 125), (400, 125)), 0),
        (((250, 150), (250, 180), (450, 180), (450, 150)), 0),
        (((303, 125), (400, 125)), 1),
        (((300, 125), (380, 125)), 1),
        (((300, 155), (350, 155), (350, 125), (400, 125)), 1),
        (((250, 125), (400, 125)), 1),
        (((300, 125),), 1),
        ((), 1),
    ],
    ids=[
        "side to side",
        "under both",
        "a gap",
        "too short",
        "below the corner",
        "from the middle",
        "a point",
        "nothing",
    ],
)
def test_a_flow_begins_and_ends_on_the_border_of_its_own_steps(points: tuple[Point, ...], expected: int) -> None:
    assert measured(A, B, flows=(flow("a", "b", *points),)).undocked == expected


def test_a_flow_of_a_step_that_is_not_drawn_is_not_docked() -> None:
    assert measured(A, B, flows=(flow("a", "ghost", (300, 125), (400, 125)),)).undocked == 1


def test_a_flow_to_the_end_only_has_to_begin_at_its_step() -> None:
    assert measured(A, B, flows=(flow("a", "end", (300, 125), (330, 125)),)).undocked == 0


def test_a_stretch_that_is_neither_across_nor_along_is_slanted() -> None:
    assert measured(A, B, flows=(flow("a", "b", (300, 125), (350, 125), (360, 130), (400, 130)),)).slanted == 1


# --- flows that meet -------------------------------------------------------------------------------------------------


def on_top(first: float, second: float, shift: float = 0.0) -> int:
    """Count the overlaps of a-b and c-d, which run along together from x = first to second."""
    one = flow("a", "b", (250, 150), (250, 200), (second, 200), (second, 180), (450, 180), (450, 150))
    other = flow("c", "d", (350, 300), (350, 250), (first, 250), (first, 200 + shift), (650, 200 + shift), (650, 300))
    return measured(A, B, C, D, flows=(one, other)).flow_overlaps


def test_flows_without_a_common_end_must_not_lie_on_top_of_each_other() -> None:
    assert on_top(310, 430) == 1


def test_a_touch_of_four_px_is_not_seen() -> None:
    assert on_top(396, 400) == 0
    assert on_top(395, 400) == 1


@pytest.mark.parametrize(("shift", "expected"), [(0.0, 1), (0.9, 1), (1.1, 0), (8.0, 0)])
def test_flows_on_top_of_each_other_are_less_than_a_px_apart(shift: float, expected: int) -> None:
    assert on_top(310, 430, shift) == expected


def test_overlaps_add_up_over_a_long_way_and_count_once() -> None:
    one = flow("a", "b", (250, 150), (250, 500), (960, 500), (960, 80), (450, 80), (450, 100))
    other = flow("c", "d", (350, 350), (350, 500), (650, 500), (650, 350))
    assert measured(A, B, C, D, flows=(one, other)).flow_overlaps == 1


def test_flows_with_a_common_end_may_share_a_trunk() -> None:
    one = flow("a", "b", (250, 150), (250, 200), (450, 200), (450, 150))
    other = flow("a", "d", (250, 150), (250, 200), (650, 200), (650, 300))
    assert measured(A, B, D, flows=(one, other)).flow_overlaps == 0


def test_the_end_of_the_service_is_no_common_end() -> None:
    one, other = flow("a", "end", (300, 125), (390, 125)), flow("b", "end", (400, 125), (330, 125))
    assert measured(A, B, flows=(one, other)).flow_overlaps == 1


def test_flows_that_cross_are_counted_by_their_crossings() -> None:
    square = flow("c", "d", (350, 300), (350, 80), (650, 80), (650, 300))
    again = flow("a", "d", (300, 140), (600, 140), (600, 320))
    assert measured(A, B, C, D, flows=(STRAIGHT, square)).crossings == 1
    assert measured(A, C, D, flows=(square, again)).crossings == 1


def test_a_flow_that_ends_at_another_one_does_not_cross_it() -> None:
    beside = flow("c", "d", (350, 300), (350, 125), (650, 125), (650, 300))
    assert measured(A, B, C, D, flows=(STRAIGHT, beside)).crossings == 0


def test_flows_that_fan_out_at_a_common_end_do_not_cross_there() -> None:
    down = flow("a", "c", (300, 110), (310, 110), (310, 300))
    assert measured(A, B, C, flows=(STRAIGHT, down)).crossings == 0
    far = flow("a", "c", (300, 110), (313, 110), (313, 300))
    assert measured(A, B, C, flows=(STRAIGHT, far)).crossings == 1


# --- ports, bends, length --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("y", "expected"), [(125, 1), (130.9, 1), (131, 0)])
def test_a_flow_that_comes_too_close_to_one_that_goes_clashes_with_it(y: float, expected: int) -> None:
    back = flow("c", "a", (350, 300), (350, y), (300, y))
    assert measured(A, B, C, flows=(STRAIGHT, back)).port_clashes == expected


def test_two_flows_that_leave_by_one_port_do_not_clash() -> None:
    down = flow("a", "c", (300, 125), (350, 125), (350, 300))
    assert measured(A, B, C, flows=(STRAIGHT, down)).port_clashes == 0


def test_bends_are_corners_for_each_flow() -> None:
    bent = flow("b", "a", (450, 100), (450, 60), (250, 60), (250, 100))
    assert measured(A, B, flows=(STRAIGHT, bent)).bends_per_flow == 1


def test_detour_compares_with_the_shortest_way() -> None:
    bent = flow("b", "a", (450, 100), (450, 60), (250, 60), (250, 100))
    assert measured(A, B, flows=(bent,)).detour == pytest.approx(280 / 200)
