"""All figures of one drawing."""

from __future__ import annotations

import dataclasses

import pytest

from blueprint.layout.quality import WRONG, Quality, measure_quality
from tests.unit.layout.quality.drawings import STRAIGHT, flow, measured, page, step
from tests.unit.layout.services import layout, service


def test_a_drawing_with_nothing_wrong_has_no_defects() -> None:
    quality = measured()
    assert quality.defects == 0
    assert quality.wrong == {}
    assert (quality.steps, quality.flows, quality.crossings, quality.bends_per_flow, quality.detour) == (2, 1, 0, 0, 1)


def test_defects_are_the_sum_of_what_is_wrong_and_nothing_else() -> None:
    quality = measured(step("a", 200, 100), step("b", 250, 120), flows=(STRAIGHT,))
    assert quality.wrong == {"box_overlaps": 1, "undocked": 1, "flow_through_end": 1}
    assert quality.defects == 3


def test_every_figure_that_is_wrong_is_a_field() -> None:
    assert set(WRONG) < {field.name for field in dataclasses.fields(Quality)}


def test_an_empty_drawing_has_no_figures_rather_than_zeros() -> None:
    quality = measure_quality(layout(""))
    assert quality.defects == 0
    assert (quality.bends_per_flow, quality.detour, quality.area_per_step) == (None, None, None)


def test_without_the_blueprint_nobody_can_tell_what_is_missing() -> None:
    quality = measured()
    assert (quality.missing_steps, quality.missing_evidence, quality.missing_flows) == (None, None, None)


def test_what_the_blueprint_declares_and_the_drawing_lacks_is_missing() -> None:
    declared = service(
        "customer:a customer:b onstage:c", "a >> b >> c", "b >> end", "a <> c",
        steps={"c": {"evidence": ["Menu", "Bill"], "fail_points": [{"label": "Fault", "recovery": "a"}]}},
    )  # fmt: skip
    quality = measure_quality(page(), declared)
    assert (quality.missing_steps, quality.missing_evidence, quality.missing_flows) == (1, 2, 4)


def test_an_exchange_that_became_one_line_with_a_flow_is_there_while_the_line_has_two_heads() -> None:
    declared = service("customer:a customer:b", "a >> b", "b <> a")
    assert measure_quality(page(), declared).missing_flows == 1
    two_headed = dataclasses.replace(STRAIGHT, two_headed=True)
    assert measure_quality(page(flows=(two_headed,)), declared).missing_flows == 0


def test_doing_the_same_step_again_after_a_fault_is_no_line() -> None:
    declared = service(
        "customer:a customer:b", "a >> b", steps={"a": {"fail_points": [{"label": "Fault", "recovery": "a"}]}}
    )
    assert measure_quality(page(), declared).missing_flows == 0


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1e300])
def test_a_point_that_is_no_place_is_one_defect_and_does_not_stop_the_measuring(number: float) -> None:
    quality = measured(flows=(STRAIGHT, flow("b", "a", (450, 100), (450, number), (250, number), (250, 100))))
    assert quality.off_canvas == 1


def test_a_box_that_is_no_place_does_not_stop_the_measuring() -> None:
    quality = measured(step("a", float("nan"), 100), step("b", 400, 100), flows=(STRAIGHT,))
    assert quality.off_canvas == 1
    assert quality.undocked == 1
