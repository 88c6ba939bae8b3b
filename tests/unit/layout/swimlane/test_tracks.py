"""Tracks in a channel."""

from __future__ import annotations

from blueprint.layout.swimlane.tracks import Net, assign_tracks, crossings


def test_lines_that_run_beside_each_other_get_tracks_of_their_own() -> None:
    assert assign_tracks([Net("a", 0, 10), Net("b", 5, 15)]) == {"a": 0, "b": 1}


def test_lines_that_do_not_meet_share_a_track() -> None:
    assert assign_tracks([Net("a", 0, 4), Net("b", 5, 9), Net("c", 10, 12)]) == {"a": 0, "b": 0, "c": 0}


def test_lines_that_touch_at_one_place_get_tracks_of_their_own() -> None:
    tracks = assign_tracks([Net("a", 0, 5), Net("b", 5, 9)])
    assert tracks["a"] != tracks["b"]


def test_no_lines_need_no_tracks() -> None:
    assert assign_tracks([]) == {}


def test_lines_are_ordered_so_that_they_do_not_cross() -> None:
    outer, inner = Net("outer", 0, 10, before=[0, 10]), Net("inner", 3, 7, before=[3, 7])
    tracks = assign_tracks([outer, inner])
    assert tracks == {"inner": 0, "outer": 1}, "the inner one is nearer to where both come from"


def test_lines_that_are_joined_from_one_side_only_stand_at_that_side() -> None:
    tracks = assign_tracks([Net("below", 0, 10, after=[0, 10]), Net("above", 0, 10, before=[0, 10])])
    assert tracks == {"above": 0, "below": 1}


def test_the_order_of_declaration_breaks_ties() -> None:
    nets = [Net(name, 0, 10, before=[0], after=[10]) for name in "abc"]
    assert assign_tracks(nets) == {"a": 0, "b": 1, "c": 2}


def test_a_crossing_is_a_line_that_is_left_through_another_one() -> None:
    first, second = Net("first", 0, 10, after=[5]), Net("second", 2, 8, before=[4, 9])
    assert crossings(first, second) == 1 + 2
    assert crossings(second, first) == 0


def test_a_net_widens_to_both_sides() -> None:
    net = Net("a", 3, 5)
    net.widen(1, 4)
    net.widen(2, 9)
    assert (net.low, net.high) == (1, 9)
