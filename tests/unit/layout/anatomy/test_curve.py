"""Customer curve: how customers feel from step to step."""

from __future__ import annotations

from typing import Any

from blueprint.api import arrange
from blueprint.layout.result import Layout
from tests.unit.layout.services import layout, service, step

WAY = "customer:a customer:b customer:c"


def feel(**emotions: float) -> dict[str, dict[str, Any]]:
    return {name: {"emotion": value} for name, value in emotions.items()}


def points(drawing: Layout) -> list[tuple[str, float | None, bool]]:
    return [(point.step, point.emotion, point.is_known) for curve in drawing.curves for point in curve.points]


def test_without_emotions_there_is_no_curve() -> None:
    assert layout(WAY, "a >> b >> c").curves == ()


def test_the_curve_goes_through_every_step_with_an_emotion() -> None:
    drawing = layout(WAY, "a >> b >> c", steps=feel(a=1, b=0, c=-2))
    assert points(drawing) == [("a", 1, True), ("b", 0, True), ("c", -2, True)]
    (curve,) = drawing.curves
    assert [point.x for point in curve.points] == [step(drawing, name).rect.center[0] for name in "abc"]


def test_good_is_above_the_line_of_zero_and_bad_below() -> None:
    (curve,) = layout(WAY, "a >> b >> c", steps=feel(a=2, b=0, c=-2)).curves
    good, neither, bad = (point.y for point in curve.points)
    assert good < neither == curve.zero < bad
    assert curve.good.center[1] == good
    assert curve.bad.center[1] == bad


def test_a_step_without_an_emotion_is_passed_over_and_not_taken_for_zero() -> None:
    drawing = layout(WAY, "a >> b >> c", steps=feel(a=1, c=1))
    assert points(drawing) == [("a", 1, True), ("c", 1, False)]
    assert {item.symbol for item in drawing.legend} >= {"curve", "no_emotion"}


def test_customers_of_two_lanes_have_a_curve_each_with_the_name_of_the_lane() -> None:
    lanes = [{"id": "guest", "kind": "customer", "label": "Guest"}, {"id": "host", "kind": "customer", "label": "Host"}]
    drawing = layout("guest:a host:b", "a >> b", lanes=lanes, steps=feel(a=1, b=-1))
    assert [curve.name.text for curve in drawing.curves] == ["Emotion: Guest", "Emotion: Host"]
    one, other = drawing.curves
    assert one.rect.bottom <= other.rect.y


def test_a_folded_curve_leaves_one_row_at_the_height_at_which_it_enters_the_next() -> None:
    script = " | ".join(f"customer:s{number}" for number in range(8))
    steps = feel(**{f"s{number}": (-1) ** number * 2 for number in range(8)})
    drawing = arrange(service(script, " >> ".join(f"s{n}" for n in range(8)), steps=steps), fold=800).layout
    assert len(drawing.curves) > 1
    ends = [curve.points[-1].y - curve.zero for curve in drawing.curves[:-1]]
    begins = [curve.points[0].y - curve.zero for curve in drawing.curves[1:]]
    assert ends == begins
    assert all(curve.points[-1].x == curve.x2 for curve in drawing.curves[:-1])


def test_a_row_that_no_customer_passes_has_no_curve() -> None:
    script = "backstage:p1 backstage:p2 backstage:p3 | customer:a | customer:b | customer:c"
    drawing = arrange(service(script, "p1 >> p2 >> p3", "a >> b >> c", steps=feel(a=1, b=1)), fold=700).layout
    rows = len({band.rect.y for band in drawing.bands if band.kind == "customer"})
    assert rows > len(drawing.curves) > 0
