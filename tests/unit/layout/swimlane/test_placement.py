"""Px of columns, rows and channels."""

from __future__ import annotations

from itertools import pairwise

import pytest

from blueprint.layout.geometry import Rect
from tests.unit.layout.services import METRICS, flow, layout, step

# --- columns, rows and channels --------------------------------------------------------------------------------------


def test_columns_stand_the_same_gap_apart_while_nothing_runs_between_them() -> None:
    drawing = layout("customer:a customer:b customer:c", "a >> b >> c")
    xs = [step(drawing, name).rect.x for name in "abc"]
    assert xs[1] - xs[0] == xs[2] - xs[1] == METRICS.box_width + METRICS.column_gap


def test_a_border_of_phases_has_more_air() -> None:
    drawing = layout("customer:a | customer:b", "a >> b")
    assert step(drawing, "b").rect.x - step(drawing, "a").rect.right == METRICS.column_gap + METRICS.phase_gap


def test_a_channel_is_as_wide_as_its_lines_need() -> None:
    script = "customer:a onstage:b backstage:c support:d customer:e onstage:f backstage:g support:h"
    few = layout(script, "a >> f")
    many = layout(script, "d >> e", "c >> e", "b >> g", "a >> h", "c >> f", "d >> f", "b >> e")
    assert step(many, "e").rect.x >= step(few, "e").rect.x


def test_a_label_on_a_straight_line_makes_its_channel_wide_enough() -> None:
    plain, labelled = (
        layout("customer:a customer:b", f"a >> b{text}") for text in ("", ": if there is a table for two")
    )
    label = flow(labelled, "a>>b").label
    assert label is not None
    gap = step(labelled, "b").rect.x - step(labelled, "a").rect.right
    assert gap > step(plain, "b").rect.x - step(plain, "a").rect.right
    assert label.rect.right < step(labelled, "b").rect.x


def test_a_row_is_as_high_as_its_highest_box_and_boxes_stand_in_its_middle() -> None:
    long = "Explain to the guest how the booking works and what happens when nobody comes in time"
    drawing = layout("customer:a customer:b", steps={"a": {"label": long}})
    a, b = step(drawing, "a").rect, step(drawing, "b").rect
    assert a.h > b.h == METRICS.box_height
    assert a.center[1] == b.center[1]


def test_evidence_is_stacked_without_gaps_whatever_stands_in_other_columns() -> None:
    long = "Receipt with the names of all ingredients, allergens and the baker"
    words = {"a": {"evidence": ["Sign", "Door", "Light"]}, "b": {"evidence": [long, "Bag"]}}
    drawing = layout("customer:a customer:b", steps=words)
    by_step: dict[str, list[Rect]] = {}
    for piece in drawing.evidence:
        by_step.setdefault(piece.step, []).append(piece.rect)
    gaps = [lower.y - upper.bottom for stack in by_step.values() for upper, lower in pairwise(stack)]
    assert gaps == [8, 8, 8]
    assert by_step["a"][0].y == by_step["b"][0].y
    assert max(stack[-1].bottom for stack in by_step.values()) == drawing.bands[0].rect.bottom - 14


def test_lanes_lie_on_each_other_without_a_gap() -> None:
    drawing = layout(
        "customer:a onstage:b backstage:c support:d", "a >> b >> c", "c .. d", steps={"a": {"evidence": ["Menu"]}}
    )
    for upper, lower in pairwise(drawing.bands):
        assert upper.rect.bottom == lower.rect.y


@pytest.mark.parametrize("flows", [["a >> c", "c >> a"], ["a >> c", "a >> d", "d >> a", "c >> a", "b >> d"]])
def test_stretches_in_a_channel_stand_a_track_apart(flows: list[str]) -> None:
    drawing = layout("customer:a customer:b customer:c customer:d", "a >> b >> c >> d", *flows)
    ys: dict[float, set[str]] = {}
    for line in drawing.flows:
        for (x1, y1), (x2, y2) in pairwise(line.points[1:-1]):
            if y1 == y2 and x1 != x2:
                ys.setdefault(y1, set()).add(line.id)
    places = sorted(ys)
    assert all(second - first >= METRICS.track for first, second in pairwise(places))


def test_coordinates_are_the_same_on_every_run() -> None:
    script, flows = "customer:a onstage:b customer:c", ["a >> b >> c", "c >> a: again"]
    assert layout(script, *flows) == layout(script, *flows)
