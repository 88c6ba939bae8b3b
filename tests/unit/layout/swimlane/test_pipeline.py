"""The whole engine."""

from __future__ import annotations

import pytest

from blueprint.graph import to_graph
from blueprint.layout.quality import measure_quality
from blueprint.layout.swimlane.pipeline import arrange
from tests.unit.layout.services import METRICS, layout, service


def test_a_service_without_steps_is_a_title_on_a_page() -> None:
    drawing = layout("")
    assert (drawing.steps, drawing.flows, drawing.bands, drawing.legend) == ((), (), (), ())
    assert drawing.title[0].text == "Service"
    assert drawing.width > 0 < drawing.height


def test_the_title_block_tells_customer_status_and_version() -> None:
    drawing = layout("customer:a", customer="A guest", status="to-be", version="2")
    assert [block.text for block in drawing.title] == ["Service", "A guest · To-be · 2"]


def test_a_page_is_wide_enough_for_its_title() -> None:
    drawing = layout("customer:a", title="A very long name of a service that goes on and on for quite a while " * 3)
    assert max(block.rect.right for block in drawing.title) <= drawing.width - METRICS.margin


def test_steps_are_read_column_by_column_and_from_front_to_back() -> None:
    drawing = layout("support:d onstage:b customer:a backstage:c | onstage:f customer:e")
    assert [placed.id for placed in drawing.steps] == ["b", "d", "a", "c", "f", "e"]
    assert drawing.columns == (("d", "b"), ("a", "c"), ("f",), ("e",))


def test_evidence_stands_in_the_column_of_its_step() -> None:
    drawing = layout("customer:a customer:b", steps={"b": {"evidence": ["Menu"]}})
    (menu,) = drawing.evidence
    assert (menu.step, menu.lane, menu.rect.x) == ("b", "evidence", drawing.steps[1].rect.x)


def test_a_cut_label_is_told_whole() -> None:
    text = "Explain to the guest how the booking works and what it costs " * 5
    drawing = layout("customer:a", steps={"a": {"label": text}})
    assert drawing.steps[0].label.full == text.strip()
    assert drawing.steps[0].label.lines[-1].text.endswith("…")


def test_many_lines_between_few_boxes_are_still_drawn_right() -> None:
    names = "abcdef"
    flows = [f"{one} >> {other}: {one}{other}" for one in names for other in names]
    blueprint = service("customer:a onstage:b backstage:c | customer:d onstage:e support:f", *flows)
    assert measure_quality(arrange(to_graph(blueprint), METRICS), blueprint).wrong == {}


@pytest.mark.parametrize("language", ["en", "zh-Hans", "de", "xx"])
def test_names_of_lanes_follow_the_language(language: str) -> None:
    names = {"en": "Customer actions", "zh-Hans": "顾客行为", "de": "Kundenaktivitäten", "xx": "Customer actions"}
    assert layout("customer:a", language=language).bands[0].label.text == names[language]
