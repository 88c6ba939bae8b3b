"""Texts and marks: what covers what, and what leaves its box."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blueprint.layout.geometry import Rect
from blueprint.layout.result import LegendItem, PhaseBand, TextBlock, TextLine
from tests.unit.layout.quality.drawings import STRAIGHT, A, B, band, flow, line, mark, measured, step, text


def labelled(x: float, y: float) -> int:
    """Count what is wrong where the label of the flow stands at a place."""
    steps = (replace(A, marks=(mark(270, 90),)), B)
    names = {"bands": (band("customer", 0, 600),), "lines": (line("visibility", 300),)}
    return measured(*steps, flows=(replace(STRAIGHT, label=text(x, y)),), **names).label_overlaps


@pytest.mark.parametrize(
    ("place", "expected"),
    [((330, 105), 0), ((270, 130), 1), ((262, 88), 1), ((262, 70), 0), ((20, 15), 1), ((80, 290), 1), ((600, 400), 0)],
    ids=[
        "free",
        "over its step",
        "over a mark",
        "above a mark",
        "over a lane's name",
        "over a line's name",
        "far away",
    ],
)
def test_a_label_stands_over_nothing_else(place: tuple[float, float], expected: int) -> None:
    assert labelled(*place) == expected


def test_two_labels_on_top_of_each_other_are_two_defects() -> None:
    one, other = replace(STRAIGHT, label=text(330, 105)), replace(STRAIGHT, id="x", label=text(350, 110))
    assert measured(A, B, flows=(one, other)).label_overlaps == 2


def test_a_label_over_its_own_end_mark_is_a_defect() -> None:
    leaving = flow("a", "end", (300, 125), (330, 125), label=text(305, 125))
    assert measured(A, B, flows=(leaving,)).label_overlaps == 1


def test_a_flow_through_a_label_is_hard_to_read_but_no_defect() -> None:
    quality = measured(A, B, flows=(replace(STRAIGHT, label=text(330, 118)),))
    assert (quality.crossed_labels, quality.defects) == (1, 0)


@pytest.mark.parametrize(
    ("place", "expected"),
    [((270, 90), 0), ((270, 88), 0), ((270, 110), 0), ((220, 108), 1), ((390, 90), 1)],
    ids=["on the edge", "a bit above", "inside beside the text", "over the text", "over another step"],
)
def test_a_mark_covers_no_text_and_no_other_box(place: tuple[float, float], expected: int) -> None:
    assert measured(replace(A, marks=(mark(*place),)), B).mark_overlaps == expected


def test_two_marks_on_top_of_each_other_are_two_defects() -> None:
    assert measured(replace(A, marks=(mark(270, 90), mark(260, 90))), B).mark_overlaps == 2


def test_an_arrowhead_under_a_mark_is_hidden() -> None:
    down = flow("b", "a", (450, 100), (450, 60), (280, 60), (280, 100))
    assert measured(replace(A, marks=(mark(270, 90),)), B, flows=(down,)).hidden_heads == 1
    assert measured(replace(A, marks=(mark(240, 90),)), B, flows=(down,)).hidden_heads == 0


def test_the_first_end_of_a_flow_has_a_head_only_in_an_exchange() -> None:
    away = flow("a", "b", (280, 100), (280, 60), (450, 60), (450, 100))
    steps = (replace(A, marks=(mark(270, 90),)), B)
    assert measured(*steps, flows=(away,)).hidden_heads == 0
    assert measured(*steps, flows=(replace(away, two_headed=True),)).hidden_heads == 1


def test_a_name_of_a_line_must_not_be_covered_or_run_through() -> None:
    lines = (line("interaction", 140),)
    assert measured(step("a", 60, 100), B, lines=lines, flows=()).covered_names == 1
    through = flow("a", "b", (250, 150), (250, 170), (50, 170), (50, 60), (450, 60), (450, 100))
    assert measured(A, B, lines=lines, flows=(through,)).covered_names == 1
    assert measured(A, B, lines=lines, flows=(STRAIGHT,)).covered_names == 0


def test_names_on_top_of_each_other_are_all_covered() -> None:
    assert measured(A, B, lines=(line("interaction", 300), line("visibility", 305))).covered_names == 2


def test_a_line_must_not_strike_a_name_through_unless_it_stands_on_a_chip() -> None:
    assert measured(A, B, lines=(line("interaction", 300), line("internal_interaction", 290))).covered_names == 2
    far = replace(line("internal_interaction", 290), label=text(10, 400))
    assert measured(A, B, lines=(line("interaction", 300), far)).covered_names == 1
    assert measured(A, B, lines=(line("visibility", 300), far)).covered_names == 0


def test_the_name_of_the_line_of_visibility_needs_room_for_its_chip() -> None:
    beside = step("a", 93, 280)
    assert measured(beside, B, lines=(line("interaction", 300),)).covered_names == 0
    assert measured(beside, B, lines=(line("visibility", 300),)).covered_names == 1


def test_texts_keep_to_their_boxes() -> None:
    too_wide = replace(A, label=text(210, 120, w=95))
    too_low = replace(B, footer=text(410, 140))
    assert measured(too_wide, too_low).text_outside == 2


def test_a_base_line_outside_its_own_text_is_outside() -> None:
    stray = TextBlock("label", (TextLine(210, 180, "Text"),), Rect(210, 120, 40, 14), "Text")
    assert measured(replace(A, label=stray), B).text_outside == 1


def test_names_of_lanes_and_phases_keep_to_their_bands_and_all_else_to_the_page() -> None:
    phases = (PhaseBand("p", Rect(150, 0, 850, 10), text(160, 2)),)
    legend = (LegendItem("flow", Rect(950, 500, 20, 20), text(975, 500)),)
    title = (text(980, 0),)
    label = replace(STRAIGHT, label=text(330, 590))
    quality = measured(
        A, B, bands=(band("customer", 0, 20),), phases=phases, legend=legend, title=title, flows=(label,)
    )
    assert quality.text_outside == 5
