"""The overlay of failures: heat and figures follow the shares, letters the priority, and the drawing stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprint import analyze, render
from blueprint.api import arrange
from blueprint.errors import PluginError
from blueprint.layout.quality import measure_quality
from blueprint.layout.wording import WORDINGS
from blueprint.rendering.failure_overlay import overlay_of_failures
from blueprint.rendering.failure_words import failure_words
from blueprint.rendering.overlays import HEAVIEST
from blueprint.themes import theme_names

EXAMPLES = {path.stem: path for path in sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))}
REPAIR, RESTAURANT, CLAIM = EXAMPLES["process_repair"], EXAMPLES["restaurant"], EXAMPLES["insurance_claim"]

SCORED = """\
title: Scored
steps:
  - customer: Ask
    fail_points: [{fail: A, severity: 9, occurrence: 9, detection: 9}, {fail: B, severity: 2, occurrence: 2, detection: 2}]
  - onstage: Answer
    fail_points: [{fail: C, severity: 6, occurrence: 6, detection: 4}, {fail: D}]
  - onstage: Go
    fail_points: [E]
flows: [ask >> answer >> go]
"""


def test_shares_add_up_to_all_failures_and_the_largest_is_the_hottest() -> None:
    found = analyze(REPAIR)
    overlay = overlay_of_failures(found)
    steps = found.failures.reliability.steps
    total = sum(item.failures for item in steps.values())
    badges = {name: overlay.badge_of[name].text for name in steps if name in overlay.badge_of}
    assert badges == {
        "book": "12 %", "dispatch": "8.6 %", "diagnose": "38 %", "repair": "23 %", "test": "13 %", "pay": "5.2 %"
    }  # fmt: skip
    assert sum(steps[name].failures for name in badges) == pytest.approx(total)
    heat = {name: overlay.shade[name].weight for name in badges}
    assert sorted(heat, key=heat.__getitem__) == sorted(heat, key=lambda name: steps[name].failures)
    assert heat["diagnose"] == HEAVIEST


def test_a_strong_outline_tells_where_customers_are_lost() -> None:
    overlay = overlay_of_failures(analyze(RESTAURANT))
    assert {name for name in ("take", "serve", "care", "bill") if overlay.shade[name].lined} == {"take"}
    assert "在此失去顾客" in [entry.label for entry in overlay.legend]


def test_letters_tell_the_action_priority_and_marks_differ_in_shape() -> None:
    overlay = overlay_of_failures(analyze(SCORED))
    assert {name: overlay.badge_of[name].text for name in ("ask", "answer", "go")} == {
        "ask": "H",
        "answer": "M",
        "go": "?",
    }
    assert (overlay.shade["ask/a"].lined, overlay.shade["ask/b"].faint) == (True, True)
    assert "answer/c" not in overlay.shade  # a medium one is drawn as always
    assert overlay.shade["go"].dashed and not overlay.shade["go"].weight
    assert overlay.shade["ask"].weight > overlay.shade["answer"].weight > 0


def test_the_worst_point_of_a_step_gives_its_letter_in_any_order() -> None:
    turned = SCORED.replace(
        "{fail: A, severity: 9, occurrence: 9, detection: 9}, {fail: B, severity: 2", "{fail: A, severity: 2"
    )
    turned = turned.replace(
        "occurrence: 2, detection: 2}]",
        "occurrence: 2, detection: 2}, {fail: Z, severity: 9, occurrence: 9, detection: 9}]",
    )
    assert overlay_of_failures(analyze(turned)).badge_of["ask"].text == "H"


def test_what_is_unknown_is_shown_as_unknown_and_never_as_heat() -> None:
    overlay = overlay_of_failures(analyze(CLAIM))
    assert {badge.text for badge in overlay.badges} == {"?"}
    assert all(shade.dashed and not shade.weight for shade in overlay.shade.values())
    assert [entry.label for entry in overlay.legend] == ["How often it fails is unknown"]


def test_a_service_without_fail_points_has_nothing_laid_over_it() -> None:
    text = "title: T\nsteps:\n  - customer: Ask\n  - onstage: Answer\nflows: [ask >> answer]\n"
    assert overlay_of_failures(analyze(text)).legend == ()
    assert render(text, overlay="fail").text == render(text).text


def test_figures_of_an_approximation_are_told_as_about() -> None:
    overlay = overlay_of_failures(analyze(RESTAURANT))
    assert "≈" in overlay.badge_of["care"].title and "≈" in overlay.legend[0].label
    assert "≈" not in overlay_of_failures(analyze(REPAIR)).badge_of["diagnose"].title


def test_a_badge_says_its_figures_in_full() -> None:
    title = overlay_of_failures(analyze(REPAIR)).badge_of["diagnose"].title
    assert title == (
        "38 % of all failures; 133 times for 1,000 customers; if it never failed: served 89.0 % → 94.6 %; "
        "without a failure 70.2 % → 79.8 %"
    )


def test_the_register_gains_columns_with_the_overlay_alone() -> None:
    plain, laid = (render(RESTAURANT, show="register", overlay=name).text for name in ("none", "fail"))
    assert ">每千人</text>" in laid and ">优先级</text>" in laid and "≈ 30.8</text>" in laid
    assert ">每千人</text>" not in plain and plain == render(RESTAURANT, show="register").text
    assert ">优先级</text>" not in render(REPAIR, show="register", overlay="fail").text  # nobody scored anything


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize(
    "options", [{}, {"fold": 1200.0}, {"show": ("register",)}], ids=["plain", "folded", "register"]
)
def test_a_drawing_with_the_overlay_has_no_defect(name: str, options: dict[str, object]) -> None:
    drawing = arrange(EXAMPLES[name], overlay="fail", **options)  # type: ignore[arg-type]
    assert measure_quality(drawing.layout, drawing.blueprint).wrong == {}


@pytest.mark.parametrize("name", EXAMPLES)
def test_boxes_and_lines_stay_where_they_are(name: str) -> None:
    plain, laid = (arrange(EXAMPLES[name], overlay=overlay).layout for overlay in ("none", "fail"))
    assert (laid.steps, laid.flows, laid.bands, laid.width) == (plain.steps, plain.flows, plain.bands, plain.width)


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("format", ["svg", "html", "txt"])
def test_every_format_and_theme_draws_it(theme: str, format: str) -> None:
    text = render(RESTAURANT, overlay="fail", theme=theme, format=format).text
    assert "L 40 %" in text


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.language)
def test_every_language_has_all_words_and_their_places(wording: object) -> None:
    words = failure_words(wording.language)  # type: ignore[attr-defined]
    assert [text.count("{}") for text in (words.share, words.often, words.served, words.flawless, words.rank)] == [
        1,
        1,
        2,
        2,
        1,
    ]
    assert all((words.heat, words.lost, words.unknown, words.priority, words.of_1000, words.order))


def test_an_unknown_overlay_is_refused() -> None:
    with pytest.raises(PluginError, match="BP914"):
        render(REPAIR, overlay="wiat")
