"""Boxes: what overlaps, and what left its lane, its phase, its column or the page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blueprint.layout.geometry import Rect
from blueprint.layout.result import PhaseBand
from tests.unit.layout.quality.drawings import A, B, band, evidence, flow, mark, measured, step, text


def test_each_pair_of_boxes_that_overlap_counts_once() -> None:
    assert measured(step("a", 200, 100), step("b", 290, 140), step("c", 295, 145)).box_overlaps == 3


def test_boxes_that_touch_do_not_overlap() -> None:
    assert measured(step("a", 200, 100), step("b", 300, 100), step("c", 200, 150)).box_overlaps == 0


def test_evidence_and_end_marks_are_boxes_too() -> None:
    leaving = flow("a", "end", (300, 110), (405, 110))
    assert measured(A, B, evidence=(evidence("menu", 250, 140),), flows=(leaving,)).box_overlaps == 2


def test_a_step_belongs_into_the_band_of_its_lane() -> None:
    bands = (band("customer", 0, 140), band("onstage", 140, 460))
    assert measured(A, step("b", 400, 92), step("c", 600, 20), bands=bands).lane_violations == 2


def test_a_step_whose_lane_is_not_drawn_is_in_no_lane() -> None:
    assert measured(A, step("b", 400, 100, lane="kitchen")).lane_violations == 1


def test_a_step_belongs_under_its_phase() -> None:
    phases = (PhaseBand("p", Rect(150, 0, 140, 20), text(160, 2)), PhaseBand("q", Rect(290, 0, 700, 20), text(300, 2)))
    assert measured(A, step("b", 400, 100, phase="q"), step("c", 500, 200), phases=phases).phase_violations == 2


def test_where_phases_have_no_bands_no_step_can_leave_its_own() -> None:
    assert measured(A, B, phases=()).phase_violations == 0


def test_a_step_that_stands_beside_its_column_is_misaligned() -> None:
    places = {"a": 200, "b": 200, "c": 200, "d": 249, "e": 251}
    steps = [step(name, x, 70 * number) for number, (name, x) in enumerate(places.items())]
    assert measured(*steps, columns=(tuple(places),)).misaligned == 1


@pytest.mark.parametrize("place", [(-30, 100), (950, 100), (200, 560), (200, -20)])
def test_a_box_beyond_an_edge_of_the_page_is_off_the_canvas(place: tuple[float, float]) -> None:
    assert measured(step("a", *place), B).off_canvas == 1


def test_a_mark_and_a_line_beyond_the_page_are_off_the_canvas() -> None:
    quality = measured(
        replace(A, marks=(mark(200, -5),)), B, flows=(flow("a", "b", (250, 100), (250, -3), (450, -3), (450, 100)),)
    )
    assert quality.off_canvas == 2


def test_a_page_without_a_size_is_one_defect() -> None:
    assert measured(width=float("inf")).off_canvas == 1


def test_area_is_told_in_units_of_the_boxes() -> None:
    assert measured().area_per_step == pytest.approx(300 * 50 / (2 * 100 * 50))
