"""Badges find a place where they cover nothing; boxes, lines and drawings without an overlay stay as they were."""

from __future__ import annotations

from dataclasses import replace

import pytest

from blueprint.api import arrange
from blueprint.layout.badges import badge_width, lay_badges
from blueprint.layout.geometry import Rect
from blueprint.layout.overlay import Badge, Entry, Overlay, lane_key, phase_key
from blueprint.layout.quality import measure_quality
from blueprint.layout.result import Layout, PlacedBadge
from blueprint.model import Blueprint
from tests.quality.generator import random_service
from tests.unit.layout.services import METRICS, layout, service

STEPS = {"a": {"evidence": ["Menu", "Sign"], "fail_points": ["Fault"], "wait_points": ["Queue"]}}
SMALL = service("customer:a onstage:b | support:c customer:d", "a >> b >> d", "b .. c", "d >> end", steps=STEPS)


def overlay(blueprint: Blueprint, text: str = "+") -> Overlay:
    """Return an overlay with a badge at everything."""
    elements = [step.id for step in blueprint.steps] + [flow.id for flow in blueprint.flows]
    elements += [piece.id for step in blueprint.steps for piece in step.evidence]
    elements += [lane_key(lane.id) for lane in blueprint.lanes] + [phase_key(phase.id) for phase in blueprint.phases]
    return Overlay(tuple(Badge(name, text, "added", "Added") for name in elements))


def laid(found: Layout, *overlays: Overlay) -> Layout:
    return lay_badges(found, overlays, METRICS)


def drawn(blueprint: Blueprint) -> Layout:
    return arrange(blueprint).layout


def test_without_an_overlay_nothing_is_different() -> None:
    found = drawn(SMALL)
    assert laid(found) == laid(found, Overlay()) == found


def test_boxes_and_lines_stay_where_they_are() -> None:
    found = drawn(SMALL)
    assert replace(laid(found, overlay(SMALL)), badges=()) == found


def test_everything_that_is_drawn_has_its_badge() -> None:
    found = laid(drawn(SMALL), overlay(SMALL))
    names = {placed.badge.element for placed in found.badges}
    assert {"a", "b", "c", "d", "a/menu", "a/sign", "a>>b", "b>>d", "b>>c", "d>>end"} <= names
    assert {lane_key("customer"), lane_key("support"), phase_key("p1"), phase_key("p2")} <= names
    assert lane_key("backstage") not in names  # nothing stands in it, so it is not drawn
    assert measure_quality(found, SMALL).wrong == {}


def test_the_badge_of_a_step_sits_on_its_upper_edge_and_that_of_evidence_at_its_side() -> None:
    found = laid(drawn(SMALL), overlay(SMALL))
    place = {placed.badge.element: placed.rect.center for placed in found.badges}
    step = next(step.rect for step in found.steps if step.id == "c")
    assert place["c"] == (step.x + 8 + 9, step.y)
    piece = next(piece.rect for piece in found.evidence if piece.id == "a/menu")
    assert place["a/menu"] == (piece.x, piece.y + piece.h / 2)


def test_the_badge_of_a_flow_sits_on_the_middle_of_its_longest_stretch() -> None:
    found = laid(layout("customer:a customer:b", "a >> b"), Overlay((Badge("a>>b", "+", "added", ""),)))
    (flow,), (placed,) = found.flows, found.badges
    (x1, y1), (x2, y2) = flow.points[0], flow.points[-1]
    assert y1 == y2 == placed.rect.center[1]
    assert abs(placed.rect.center[0] - (x1 + x2) / 2) <= 4


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("text", ["+", "12.5 %"])
def test_badges_everywhere_make_no_defect(seed: int, text: str) -> None:
    blueprint = random_service(seed)
    found = laid(drawn(blueprint), overlay(blueprint, text))
    assert measure_quality(found, blueprint).wrong == {}


def test_of_two_overlays_the_later_one_has_the_badge() -> None:
    first, second = (Overlay((Badge("a", text, "added", text),)) for text in ("1", "2"))
    (placed,) = laid(drawn(SMALL), first, second).badges
    assert placed.badge.text == "2"


def test_what_is_not_drawn_has_no_badge() -> None:
    assert laid(drawn(SMALL), Overlay((Badge("nobody", "+", "added", ""),))).badges == ()


def test_where_lines_run_close_a_badge_is_smaller_and_where_there_is_no_room_it_is_left_out() -> None:
    widths = {placed.rect.w for seed in range(40) for placed in flow_badges(random_service(seed))}
    assert widths == {14.0, 11.0}
    count = sum(len(flow_badges(random_service(seed))) for seed in range(40))
    lines = sum(len({flow.id for flow in drawn(random_service(seed)).flows}) for seed in range(40))
    assert 0.7 < count / lines < 1


def flow_badges(blueprint: Blueprint) -> list[PlacedBadge]:
    found = laid(drawn(blueprint), overlay(blueprint))
    flows = {flow.id for flow in found.flows}
    return [placed for placed in found.badges if placed.badge.element in flows]


def test_quality_sees_a_badge_over_a_text_and_one_off_the_page() -> None:
    found = drawn(SMALL)
    text = next(step.label.rect for step in found.steps if step.id == "b")
    wrong = replace(found, badges=(PlacedBadge(Badge("b", "+", "added", ""), text),))
    assert measure_quality(wrong, SMALL).wrong == {"mark_overlaps": 1}
    off = replace(found, badges=(PlacedBadge(Badge("b", "+", "added", ""), Rect(-50, 0, 18, 18)),))
    assert measure_quality(off, SMALL).wrong == {"off_canvas": 1}


@pytest.mark.parametrize(("text", "width"), [("+", 18), ("~", 18), ("F", 18), ("12.5 %", 42)])
def test_a_badge_is_as_wide_as_its_text(text: str, width: float) -> None:
    assert badge_width(text, 18) == pytest.approx(width, abs=3)


# --- legend ----------------------------------------------------------------------------------------------------------


def test_the_legend_goes_on_below_and_the_page_grows() -> None:
    found = drawn(SMALL)
    more = laid(found, Overlay(legend=(Entry("Added"), Entry("Removed"))))
    added = more.legend[len(found.legend) :]
    assert [item.label.text for item in added] == ["Added", "Removed"]
    assert all(item.rect.y >= max(old.rect.bottom for old in found.legend) for item in added)
    assert more.height == found.height + 24
    assert more.legend[: len(found.legend)] == found.legend


def test_a_long_legend_wraps() -> None:
    more = laid(drawn(SMALL), Overlay(legend=tuple(Entry("An entry with many words " * 2) for _ in range(6))))
    assert all(item.label.rect.right <= more.width for item in more.legend)
    assert len({item.rect.y for item in more.legend if item.entry}) > 1


def test_a_drawing_without_a_legend_gets_one() -> None:
    bare = layout("customer:a")
    assert bare.legend == ()
    more = laid(bare, Overlay(legend=(Entry("Added"),)))
    (item,) = more.legend
    assert max(band.rect.bottom for band in more.bands) < item.rect.y
    assert item.rect.bottom + METRICS.margin == pytest.approx(more.height)


def test_registers_move_down_with_all_that_is_in_them() -> None:
    found = arrange(SMALL, show=["register"]).layout
    more = laid(found, Overlay(legend=(Entry("Added"),)))
    assert measure_quality(more, SMALL).wrong == {}
    for old, new in zip(found.registers, more.registers, strict=True):
        assert new.rect == old.rect.shifted(0, 24)
        assert new.rows[0].cells[0].lines[0].y == old.rows[0].cells[0].lines[0].y + 24
        assert new.rows[0].mark.rect == old.rows[0].mark.rect.shifted(0, 24)
