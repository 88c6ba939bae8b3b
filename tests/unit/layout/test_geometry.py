"""Points, boxes and lines."""

from __future__ import annotations

import pytest

from blueprint.layout.geometry import Rect, bounds, straighten


def test_a_box_knows_its_edges_and_its_middle() -> None:
    box = Rect(10, 20, 30, 40)
    assert (box.right, box.bottom, box.center) == (40, 60, (25, 40))


def test_a_box_moves_without_changing_its_size() -> None:
    assert Rect(1, 2, 3, 4).shifted(10, -2) == Rect(11, 0, 3, 4)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Rect(9, 9, 5, 5), True),
        (Rect(10, 0, 5, 5), False),
        (Rect(9.6, 0, 5, 5), False),
        (Rect(9, 20, 5, 5), False),
        (Rect(2, 2, 1, 1), True),
    ],
    ids=["corner in corner", "edge on edge", "less than half a px", "beside in one direction", "one in the other"],
)
def test_boxes_overlap_when_they_share_more_than_half_a_px_both_ways(other: Rect, expected: bool) -> None:
    assert Rect(0, 0, 10, 10).overlaps(other) is expected
    assert other.overlaps(Rect(0, 0, 10, 10)) is expected


def test_straightening_drops_repeated_points_and_points_on_the_way() -> None:
    assert straighten([(0, 0), (0, 0), (0, 4), (0, 9), (5, 9), (7, 9)]) == ((0, 0), (0, 9), (7, 9))


def test_straightening_keeps_a_point_where_a_line_turns_back() -> None:
    assert straighten([(0, 0), (9, 0), (4, 0)]) == ((0, 0), (9, 0), (4, 0))


def test_bounds_hold_all_points() -> None:
    assert bounds([(3, 9), (-1, 2), (5, 4)]) == Rect(-1, 2, 6, 7)
