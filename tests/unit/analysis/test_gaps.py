"""What customers live through between two things that they do themselves."""

from __future__ import annotations

from typing import Any

from blueprint.analysis.gaps import Gap, find_gaps
from blueprint.analysis.timeline import compute_timeline
from tests.unit.graph.services import graph


def gaps(steps: str, *flows: str, **fields: Any) -> list[tuple[str, str, float | None, float | None, float | None]]:
    """Return the gaps of a service of steps such as ``"c1:5 b1:? c2"``, in minutes: whole, dark, waiting."""
    names = []
    for word in steps.split():
        name, _, amount = word.partition(":")
        names.append(name)
        if amount not in ("", "?"):
            fields[name] = {"service_time": f"{amount} min", **fields.get(name, {})}
    drawn = graph(" ".join(names), *flows, **fields)
    return [_told(gap) for gap in find_gaps(drawn, compute_timeline(drawn))]


def _told(gap: Gap) -> tuple[str, str, float | None, float | None, float | None]:
    times = [None if time is None else time / 60 for time in (gap.duration, gap.dark, gap.waiting)]
    return gap.after, gap.before, times[0], times[1], times[2]


def wait(minutes: float) -> dict[str, Any]:
    return {"wait_points": [{"label": "w", "standard_time": f"{minutes} min"}]}


def test_steps_that_follow_at_once_leave_no_gap() -> None:
    assert gaps("c1:1 c2:1", "c1 >> c2") == []


def test_work_before_the_eyes_of_the_customer_is_not_dark() -> None:
    assert gaps("c1:1 o1:4 c2:1", "c1 >> o1 >> c2") == [("c1", "c2", 4, 0, 0)]


def test_work_out_of_sight_is_dark() -> None:
    assert gaps("c1:1 o1:4 b1:6 s1:2 c2:1", "c1 >> o1 >> b1 >> s1 >> c2") == [("c1", "c2", 12, 8, 0)]


def test_work_out_of_sight_beside_visible_work_is_dark_only_when_it_is_alone() -> None:
    assert gaps("c1:1 o1:4 b1:10 c2:1", "c1 >> o1 >> c2", "c1 >> b1 >> c2") == [("c1", "c2", 10, 6, 0)]


def test_time_at_a_wait_point_is_waiting_and_not_dark() -> None:
    assert gaps("c1:1 b1:10 c2:1", "c1 >> c2", "c1 >> b1 >> c2", c2=wait(4)) == [("c1", "c2", 10, 6, 4)]


def test_a_customer_who_does_something_else_meanwhile_has_two_gaps_side_by_side() -> None:
    found = gaps("c1:1 c2:4 b1:10 c3:1", "c1 >> c2 >> c3", "c1 >> b1 >> c3")
    assert found == [("c2", "c3", 6, 6, 0)]


def test_an_unknown_time_leaves_a_gap_unknown_and_it_is_still_told() -> None:
    assert gaps("c1:1 b1:? c2:1", "c1 >> b1 >> c2") == [("c1", "c2", None, None, None)]


def test_gaps_are_told_in_the_order_of_time() -> None:
    found = gaps("c3:1 c1:1 o1:2 c2:1 b1:3", "c1 >> o1 >> c2 >> b1 >> c3", classes=({"label": "A", "enters": "c1"},))
    assert [(after, before) for after, before, *_ in found] == [("c1", "c2"), ("c2", "c3")]


def test_work_before_the_first_and_after_the_last_customer_step_is_no_gap() -> None:
    assert gaps("c1:1 b1:5", "c1 >> b1") == []
    assert gaps("o1:9 c1:1", "o1 >> c1") == []


def test_after_a_choice_the_way_that_is_longest_counts() -> None:
    assert gaps("c1:1 b1:2 b2:7 c2:1", "c1 >> b1 >> c2", "c1 >> b2 >> c2") == [("c1", "c2", 7, 7, 0)]


def test_with_a_join_of_any_the_gap_ends_with_the_first_branch() -> None:
    found = gaps("c1:1 b1:2 b2:7 c2:1", "c1 >> b1 >> c2", "c1 >> b2 >> c2", c2={"join": "any"})
    assert found == [("c1", "c2", 2, 2, 0)]


def test_services_without_customers_or_steps_have_no_gaps() -> None:
    assert gaps("") == []
    assert gaps("o1:1 b1:2", "o1 >> b1") == []


def test_a_loop_back_makes_no_gap() -> None:
    assert gaps("c1:1 b1:2 c2:1", "c1 >> b1 >> c2", "c2 >> c1") == [("c1", "c2", 2, 2, 0)]
