"""Words and units by language."""

from __future__ import annotations

import pytest

from blueprint.graph.service_graph import LINES
from blueprint.layout.wording import WORDINGS, Wording, who_and_how_long, wording_for, write_duration
from blueprint.model import LANE_KINDS
from tests.unit.layout.services import service


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: wording.language)
def test_every_language_has_a_word_for_everything_a_drawing_may_name(wording: Wording) -> None:
    assert set(wording.lanes) == set(LANE_KINDS)
    assert set(wording.lines) == {name for name, _, _ in LINES} | {"order_penetration"}
    assert set(wording.legend) == {
        "flow", "needs", "exchange", "influences", "rework", "fail", "wait", "truth", "detail", "end", "connector",
        "link", "service", "visible_wait", "dark_time", "no_time", "curve", "no_emotion", "independent",
    }  # fmt: skip
    assert set(wording.rows) == {"axis", "curve", "time"}
    assert set(wording.status) == {"as-is", "to-be", "draft"}
    assert all(
        word.strip() == word and word
        for words in (wording.lanes, wording.lines, wording.legend, wording.rows)
        for word in words.values()
    )


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en"), ("en-GB", "en"), ("zh", "zh-Hans"), ("zh-CN", "zh-Hans"), ("zh-TW", "zh-Hant"), ("zh-Hant-HK", "zh-Hant"),
     ("ja-JP", "ja"), ("PT-br", "pt"), ("nl", "en")],
)  # fmt: skip
def test_a_language_tag_finds_its_words_and_english_stands_in_for_others(tag: str, language: str) -> None:
    assert wording_for(tag).language == language


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (0.5, "0.5 s"),
        (59, "59 s"),
        (60, "1 min"),
        (90, "1 min 30 s"),
        (59.7, "1 min"),
        (3599.6, "1 h"),
        (86399, "1 d"),
        (9.999, "10 s"),
        (0.00001, "0 s"),
        (3600, "1 h"),
        (86400, "1 d"),
        (90061, "1 d 1 h"),
    ],
)
def test_a_time_is_told_in_its_two_largest_units(seconds: float, text: str) -> None:
    assert write_duration(seconds, wording_for("en")) == text


def test_units_follow_the_language() -> None:
    assert write_duration(150, wording_for("zh-Hans")) == "2 分钟 30 秒"
    assert write_duration(150, wording_for("ja")) == "2分 30秒"


FOOTERS = [
    ({}, ""),
    ({"owner": "Host"}, "Host"),
    ({"service_time": "2 min"}, "2 min"),
    ({"service_time": "exponential(2 min)"}, "≈ 2 min"),
    ({"resources": {"waiter": 2}, "service_time": "90 s"}, "2 × Waiter · 1 min 30 s"),
    ({"resources": "waiter | host"}, "Waiter / host"),
    ({"resources": "waiter", "owner": "Host", "channel": "phone"}, "Waiter · Host · phone"),
    ({"resources": "waiter", "owner": "Waiter"}, "Waiter"),
]


@pytest.mark.parametrize(("words", "text"), FOOTERS, ids=[text or "nothing" for _, text in FOOTERS])
def test_the_footer_of_a_step_says_who_and_how_long(words: dict[str, object], text: str) -> None:
    resources = [{"id": "waiter", "label": "Waiter"}, {"id": "host"}]
    blueprint = service("onstage:serve", steps={"serve": words}, resources=resources)
    assert who_and_how_long(blueprint, blueprint.steps[0], wording_for("en")) == text


def test_times_by_class_are_told_from_the_shortest_to_the_longest() -> None:
    classes = [{"label": "Walk-in", "id": "walk-in"}, {"label": "Member", "id": "member"}]
    words = {"serve": {"service_time": {"walk-in": "4 min", "member": "2 min"}}}
    blueprint = service("onstage:serve", steps=words, classes=classes)
    assert who_and_how_long(blueprint, blueprint.steps[0], wording_for("en")) == "2 min–4 min"
