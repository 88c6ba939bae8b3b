"""Time axis: the standard time so far."""

from __future__ import annotations

from itertools import pairwise

from tests.unit.layout.services import layout

TIMES = {"a": {"service_time": "2 min"}, "b": {"service_time": "3 min"}, "c": {"service_time": "1 h"}}


def ticks(script: str, *flows: str, **words: object) -> list[str]:
    return [tick.label.full or tick.label.text for axis in layout(script, *flows, **words).axes for tick in axis.ticks]


def test_the_time_so_far_stands_at_the_end_of_each_phase() -> None:
    assert ticks("customer:a customer:b | customer:c", "a >> b >> c", steps=TIMES) == ["5 min", "1 h 5 min"]


def test_without_phases_it_stands_at_the_end_of_each_moment() -> None:
    assert ticks("customer:a customer:b customer:c", "a >> b >> c", steps=TIMES) == ["2 min", "5 min", "1 h 5 min"]


def test_a_time_after_something_unknown_is_told_as_the_least_that_it_can_be() -> None:
    times = {"a": TIMES["a"], "c": TIMES["c"]}
    assert ticks("customer:a | customer:b | customer:c", "a >> b >> c", steps=times) == [
        "2 min",
        "≥ 2 min",
        "≥ 1 h 2 min",
    ]


def test_before_anything_is_known_the_time_is_a_question_mark() -> None:
    assert ticks("customer:b | customer:c", "b >> c", steps={"c": TIMES["c"]}) == ["?", "≥ 1 h"]


def test_work_before_the_first_customer_is_not_on_the_clock() -> None:
    times = {**TIMES, "prepare": {"service_time": "1 h"}}
    assert ticks("backstage:prepare | customer:a", steps=times) == ["2 min"]


def test_without_times_there_is_no_axis() -> None:
    assert layout("customer:a | customer:b", "a >> b").axes == ()


def test_ticks_stand_at_the_edges_of_phases_from_left_to_right() -> None:
    drawing = layout("customer:a customer:b | customer:c", "a >> b >> c", steps=TIMES)
    (axis,) = drawing.axes
    first, second = drawing.phases
    assert [tick.x for tick in axis.ticks] == sorted(tick.x for tick in axis.ticks)
    assert first.rect.right - 16 <= axis.ticks[0].x <= second.rect.x + 16
    assert axis.ticks[-1].x == axis.x2


def test_no_two_times_touch_each_other() -> None:
    names = [f"s{number}" for number in range(12)]
    times = {name: {"service_time": "11 h 59 min"} for name in names}
    drawing = layout(" ".join(f"customer:{name}" for name in names), " >> ".join(names), steps=times)
    labels = [tick.label.rect for tick in drawing.axes[0].ticks]
    assert all(one.right < other.x for one, other in pairwise(labels))
