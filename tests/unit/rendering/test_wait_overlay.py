"""The overlay of waits: the longest wait is the hottest, what cannot be told looks different, the drawing stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprint import analyze, render
from blueprint.api import arrange
from blueprint.layout.quality import measure_quality
from blueprint.layout.wording import WORDINGS
from blueprint.rendering.overlays import HEAVIEST
from blueprint.rendering.wait_overlay import overlay_of_waits
from blueprint.rendering.wait_words import wait_words

EXAMPLES = {path.stem: path for path in sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))}

DESK = """\
title: Desk
arrivals: {arrivals}
resources:
  clerk: {{}}
  boss: {{capacity: 2}}
steps:
  - customer: Come in
    service_time: 0 s
  - onstage: Ask
    resource: clerk
    service_time: exponential(3 min)
    wait_points: [{{wait: Queue, announced: false}}]
  - onstage: Sign
    resource: boss
    service_time: exponential(3 min)
flows: [come-in >> ask >> sign]
"""


def test_the_figure_is_the_mean_wait_and_the_longest_is_the_hottest() -> None:
    overlay = overlay_of_waits(analyze(DESK.format(arrivals="10 per hour")))
    assert {name: overlay.badge_of[name].text for name in ("ask", "sign")} == {"ask": "3 min", "sign": "12 s"}
    assert overlay.shade["ask"].weight == HEAVIEST
    assert overlay.shade["sign"].weight < HEAVIEST
    assert "come-in" not in overlay.shade
    assert "50 % busy: clerk" in overlay.badge_of["ask"].title


def test_bars_tell_how_busy_everybody_is_the_busiest_first() -> None:
    overlay = overlay_of_waits(analyze(DESK.format(arrivals="10 per hour")))
    bars = [(entry.label, entry.level) for entry in overlay.legend if entry.level is not None]
    assert [label for label, _ in bars] == sorted((label for label, _ in bars), reverse=True)
    assert bars[0] == ("50 % busy: clerk", pytest.approx(0.5))
    busy = overlay_of_waits(analyze(DESK.format(arrivals="40 per hour")))
    assert busy.legend[-1].shade is not None
    assert any(entry.level and entry.level > 1 and entry.shade and entry.shade.lined for entry in busy.legend)


def test_who_cannot_keep_up_has_an_exclamation_mark_in_place_of_a_wait() -> None:
    overlay = overlay_of_waits(analyze(DESK.format(arrivals="30 per hour")))
    assert overlay.badge_of["ask"].text == "!"
    assert overlay.shade["ask"].lined
    assert "150 % busy: clerk" in overlay.badge_of["ask"].title


def test_an_unknown_wait_is_a_question_and_no_zero() -> None:
    text = DESK.format(arrivals="10 per hour").replace("    service_time: exponential(3 min)\n    wait", "    wait")
    overlay = overlay_of_waits(analyze(text))
    assert overlay.badge_of["ask"].text == "?"
    assert overlay.shade["ask"].dashed


def test_a_wait_point_says_how_long_it_feels_in_its_tooltip() -> None:
    overlay = overlay_of_waits(analyze(DESK.format(arrivals="10 per hour")))
    assert "feels long: pre-process, uncertain" in overlay.badge_of["ask/queue"].title


def test_where_nobody_waits_nothing_is_drawn() -> None:
    overlay = overlay_of_waits(analyze("title: Alone\nsteps: [{customer: Go}]\n"))
    assert not overlay.badges
    assert not overlay.legend


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("fold", [None, 1400.0])
def test_an_example_is_drawn_without_a_defect(name: str, fold: float | None) -> None:
    drawing = arrange(EXAMPLES[name], overlay="wait", fold=fold, show=["register"])
    assert measure_quality(drawing.layout, drawing.blueprint).defects == 0


def test_the_drawing_has_the_same_bytes_each_time() -> None:
    first, second = (render(EXAMPLES["restaurant"], overlay="wait").text for _ in range(2))
    assert first == second


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.language)
def test_each_language_has_all_words(wording: object) -> None:
    words = wait_words(wording.language)  # type: ignore[attr-defined]
    for text, gaps in ((words.mean, 1), (words.chance, 1), (words.busy, 2), (words.beyond, 1), (words.feels, 1)):
        assert text.count("{}") == gaps
