"""Lanes, phases, lines, and their names."""

from __future__ import annotations

from itertools import pairwise

import pytest

from blueprint.graph import to_graph
from blueprint.layout.quality import measure_quality
from blueprint.layout.result import Layout
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.model import Blueprint
from tests.unit.layout.services import METRICS, layout, step

LANGUAGES = ("en", "de", "fr", "es", "pt", "ja", "zh-Hans")


def lines(drawing: Layout) -> list[str]:
    return [line.kind for line in drawing.lines]


def test_each_line_with_a_lane_on_both_of_its_sides_is_drawn() -> None:
    assert lines(layout("customer:a onstage:b backstage:c support:d")) == [
        "interaction",
        "visibility",
        "internal_interaction",
    ]
    assert lines(layout("customer:a onstage:b")) == ["interaction"]
    assert lines(layout("customer:a")) == []
    assert lines(layout("backstage:a support:b")) == ["internal_interaction"]


def test_a_kind_that_is_missing_takes_no_line_away() -> None:
    drawing = layout("customer:a support:d")
    assert lines(drawing) == ["interaction", "visibility", "internal_interaction"]
    ys = [line.y for line in drawing.lines]
    assert [b - a for a, b in pairwise(ys)] == [5, 5]
    assert ys[1] == drawing.bands[0].rect.bottom


def test_a_lane_of_management_stands_below_the_line_of_implementation() -> None:
    lanes = [{"id": kind, "kind": kind} for kind in ("support", "management")]
    assert lines(layout("support:a management:b", lanes=lanes)) == ["implementation"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "script", ["customer:a support:d", "onstage:a support:b", "customer:a backstage:b", "customer:a management:b"]
)
def test_names_stand_clear_of_each_other_in_every_language(script: str, language: str) -> None:
    lanes = [{"id": kind, "kind": kind} for kind in ("customer", "onstage", "backstage", "support", "management")]
    drawing = layout(script, "a >> a", lanes=lanes, language=language)
    assert measure_quality(drawing).covered_names == 0
    rects = [line.label.rect for line in drawing.lines] + [band.label.rect for band in drawing.bands]
    assert not any(one.overlaps(other, 0) for number, one in enumerate(rects) for other in rects[number + 1 :])


def test_names_of_lines_that_coincide_stand_in_the_order_of_the_lines() -> None:
    drawing = layout("customer:a support:d")
    ys = [line.label.rect.y for line in drawing.lines]
    assert ys == sorted(ys)


def test_the_name_of_the_line_of_visibility_stands_on_it_and_those_after_it_below() -> None:
    drawing = layout("customer:a support:d")
    interaction, visibility, internal = drawing.lines
    assert interaction.label.rect.bottom < interaction.y
    assert visibility.label.rect.y < visibility.y < visibility.label.rect.bottom
    assert internal.label.rect.y > internal.y


def test_names_of_lines_are_never_cut() -> None:
    for language in LANGUAGES:
        drawing = layout("customer:a onstage:b backstage:c support:d", language=language)
        assert all("…" not in line.label.text for line in drawing.lines)


def test_a_lane_has_the_name_of_its_kind_or_its_own() -> None:
    lanes = [
        {"id": "customer", "kind": "customer"},
        {"id": "kiosk", "kind": "onstage"},
        {"id": "x", "kind": "backstage", "label": "Kitchen"},
    ]
    drawing = layout("customer:a kiosk:b x:c", lanes=lanes)
    assert [band.label.text for band in drawing.bands] == ["Customer actions", "kiosk", "Kitchen"]


def test_a_lane_grows_with_its_name() -> None:
    names = ("Kitchen", "People who answer the phone, the mail and the door on weekdays and on holidays too")
    short, long = (
        layout(
            "onstage:a support:b",
            lanes=[{"id": "onstage", "kind": "onstage", "label": name}, {"id": "support", "kind": "support"}],
        ).bands[0]
        for name in names
    )
    assert long.rect.h > short.rect.h
    assert long.rect.y <= long.label.rect.y
    assert long.label.rect.bottom <= long.rect.bottom


def test_the_gutter_grows_so_that_no_word_of_a_usual_name_is_broken() -> None:
    drawing = layout("customer:a onstage:b backstage:c support:d", language="de")
    said = [line.text for band in drawing.bands for line in band.label.lines]
    assert said == ["Kundenaktivitäten", "Onstage", "Backstage", "Unterstützende", "Prozesse"]
    word = "Donaudampfschifffahrtsgesellschaft"
    wide = layout("customer:a", lanes=[{"id": "customer", "kind": "customer", "label": word}])
    assert wide.steps[0].rect.x - layout("customer:a").steps[0].rect.x <= 40
    assert wide.bands[0].label.text == word


def test_a_phase_spans_its_columns_and_phases_meet() -> None:
    drawing = layout("customer:a customer:b | customer:c | | customer:d")
    first, second, third, fourth = drawing.phases
    assert first.rect.x <= step(drawing, "a").rect.x
    assert step(drawing, "b").rect.right <= first.rect.right == second.rect.x <= step(drawing, "c").rect.x
    assert second.rect.right == third.rect.x
    assert third.rect.right == fourth.rect.x
    assert fourth.rect.right == drawing.width - METRICS.margin


def test_a_service_without_phases_has_no_band_of_phases() -> None:
    with_phase, without = layout("customer:a | customer:b"), layout("customer:a")
    assert without.phases == ()
    assert without.bands[0].rect.y < with_phase.bands[0].rect.y


def test_the_band_of_phases_grows_with_a_long_name() -> None:
    long = layout("customer:a | customer:b")
    name = "The guest looks for a place to stay and compares"
    phases = [{"label": name, "steps": [{"lane": "customer", "label": "A"}]}, {"label": "B", "steps": []}]
    grown = arrange(to_graph(Blueprint.model_validate({"title": "T", "phases": phases})), METRICS)
    assert grown.phases[0].rect.h > long.phases[0].rect.h
    assert len(grown.phases[0].label.lines) == 2
