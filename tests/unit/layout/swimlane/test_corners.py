"""Marks on the edges of steps."""

from __future__ import annotations

from blueprint.layout.geometry import Rect
from blueprint.layout.marks import StepMark
from blueprint.layout.result import Mark, MarkKind, RoutedFlow, TextBlock
from blueprint.layout.swimlane.corners import Edges, place_marks, taken_edges
from tests.unit.layout.services import METRICS

BOX = Rect(100, 200, 168, 48)


def points(kind: MarkKind, *numbers: int) -> list[StepMark]:
    letter = {"fail": "F", "wait": "W"}.get(kind, "")
    return [StepMark(kind, f"{letter}{n}" if letter else "", f"{kind}-{n}", f"Point {n}") for n in numbers]


def placed(marks: list[StepMark], *lines: float, lower: tuple[float, ...] = ()) -> list[Mark]:
    edges = Edges([(x - 7, x + 7) for x in lines], [(x - 7, x + 7) for x in lower])
    return list(place_marks(BOX, marks, edges, METRICS))


def texts(marks: list[Mark]) -> list[str]:
    return [mark.text or mark.kind for mark in marks]


def test_a_step_without_points_has_no_marks() -> None:
    assert placed([]) == []


def test_marks_sit_across_the_upper_edge_near_the_right_corner() -> None:
    (mark,) = placed(points("fail", 1))
    assert (mark.rect.right, mark.rect.center[1], mark.rect.h) == (BOX.right - 8, BOX.y, METRICS.mark)


def test_marks_read_from_left_to_right_as_numbered() -> None:
    marks = placed([*points("fail", 1, 2), *points("wait", 1), *points("truth", 1)])
    by_place = sorted(marks, key=lambda mark: mark.rect.x)
    assert texts(by_place) == ["W1", "F1", "F2", "truth"]


def test_marks_never_overlap() -> None:
    marks = placed([*points("fail", 8, 9, 10), *points("wait", 11), *points("truth", 1), *points("detail", 1)])
    rects = [mark.rect for mark in marks]
    assert not any(a.overlaps(b, 0) for n, a in enumerate(rects) for b in rects[n + 1 :])


def test_points_that_do_not_fit_become_one_mark_that_tells_the_first_and_the_last() -> None:
    marks = placed(points("fail", *range(1, 10)))
    assert texts(marks) == ["F1–9"]
    assert marks[0].elements == tuple(f"fail-{n}" for n in range(1, 10))
    assert marks[0].title.startswith("Point 1; Point 2")


def test_wait_points_are_drawn_together_before_fail_points_are() -> None:
    assert texts(placed([*points("fail", 1, 2), *points("wait", 1, 2, 3, 4, 5)])) == ["F2", "F1", "W1–5"]
    assert texts(placed([*points("fail", *range(1, 8)), *points("wait", 1)])) == ["F1–7", "W1"]


def test_no_mark_covers_a_line_that_comes_from_above() -> None:
    for x in range(105, 265, 5):
        for mark in placed([*points("fail", 1, 2, 3), *points("wait", 1)], x):
            assert not mark.rect.x - 6 < x < mark.rect.right + 6


def test_where_lines_leave_no_room_above_marks_move_to_the_lower_edge() -> None:
    lines = tuple(range(105, 270, 20))
    marks = placed([*points("fail", 1), *points("truth", 1)], *lines)
    assert {mark.rect.center[1] for mark in marks} == {BOX.bottom}


def test_where_hardly_any_room_is_left_only_the_first_number_is_told() -> None:
    everywhere = tuple(x for x in range(105, 270, 20) if x not in (225, 245))
    marks = placed(points("fail", 100, 101, 102), *everywhere, lower=tuple(range(105, 270, 20)))
    assert texts(marks) == ["F100…"]
    assert len(marks[0].elements) == 3


def test_a_step_keeps_its_marks_though_no_room_is_left_at_all() -> None:
    full = tuple(range(100, 270, 10))
    assert sorted(texts(placed([*points("fail", 1), *points("wait", 1, 2)], *full, lower=full))) == ["F1", "W1…"]


def test_lines_and_labels_take_what_they_touch_of_an_edge() -> None:
    label = TextBlock("flow", (), Rect(155, 252, 40, 14), "asked")
    down = RoutedFlow("x", "a", "b", "flow", ((150, 248), (150, 300)), False, False, label)
    beside = RoutedFlow(
        "y", "a", "b", "flow", ((268, 220), (300, 220), (300, 300), (160, 300), (160, 320)), False, False, None
    )
    taken = taken_edges([down, beside], METRICS)
    assert taken["a"].lower == [(143, 157), (152, 198)]
    assert taken["a"].upper == []
    assert taken["b"].upper == [(143, 157), (153, 167)]
