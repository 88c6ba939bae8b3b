"""Numbers of fail points and wait points."""

from __future__ import annotations

from blueprint.layout.marks import StepMark, marks_of, number_points
from tests.unit.layout.services import service

POINTS = {
    "enter": {"wait_points": ["Queue"], "moment_of_truth": True, "detail": "inside.yaml"},
    "order": {"fail_points": ["Wrong dish", "Wrong table"]},
    "eat": {"fail_points": ["Cold food"], "wait_points": ["Kitchen"]},
}


def test_points_are_numbered_in_the_order_of_the_script_each_kind_by_itself() -> None:
    numbers = number_points(service("customer:enter onstage:order | customer:eat", steps=POINTS))
    assert numbers == {
        "enter/queue": "W1", "order/wrong-dish": "F1", "order/wrong-table": "F2", "eat/cold-food": "F3", "eat/kitchen": "W2",
    }  # fmt: skip


def test_a_step_carries_its_points_then_the_star_then_the_plus() -> None:
    marks = marks_of(service("customer:enter onstage:order | customer:eat", steps=POINTS))
    assert [mark.text or mark.kind for mark in marks["enter"]] == ["W1", "truth", "detail"]
    assert [mark.text for mark in marks["eat"]] == ["F3", "W2"]
    assert marks["order"][0] == StepMark("fail", "F1", "order/wrong-dish", "Wrong dish")


def test_a_step_without_points_carries_nothing() -> None:
    assert marks_of(service("customer:enter")) == {"enter": ()}
