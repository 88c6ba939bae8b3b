"""The drawing as a text outline."""

from __future__ import annotations

from typing import Any

from blueprint.graph import to_graph
from blueprint.layout.drawing import Drawing
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.model import Blueprint
from blueprint.rendering.text import draw_text
from blueprint.themes import load_theme
from tests.unit.layout.services import service


def outline(blueprint: Blueprint) -> str:
    theme = load_theme("light")
    return draw_text(Drawing(blueprint, arrange(to_graph(blueprint), theme.metrics), theme))


def lines(script: str, *flows: str, **words: Any) -> list[str]:
    return [line.strip() for line in outline(service(script, *flows, **words)).splitlines() if line.strip()]


def test_the_outline_tells_title_lanes_phases_steps_and_where_they_lead() -> None:
    words = {
        "enter": {"evidence": ["Sign", "Door"], "service_time": "30 s"},
        "take": {
            "owner": "Waiter", "moment_of_truth": True, "wait_points": [{"label": "Queue", "standard_time": "2 min", "acceptable_time": "5 min"}],
            "fail_points": [{"label": "Wrong dish", "cause": "Noise", "effect": "Guest is angry", "severity": 6, "occurrence": 4, "detection": 3, "recovery": "enter"}],
        },
    }  # fmt: skip
    blueprint = service(
        "customer:enter | onstage:take backstage:cook", "enter >> take: hungry", "enter <> take", "take >> cook >> take", "cook .. enter", "cook ~~ enter",
        "take >> end", steps=words, customer="A guest", status="as-is",
    )  # fmt: skip
    assert (
        outline(blueprint)
        == """\
Service
=======
A guest · As-is

Physical evidence
Customer actions
~ Line of interaction ~
Onstage
~ Line of visibility ~
Backstage

Phase 1
-------
* Customer actions: Enter (30 s)
    Physical evidence: Sign, Door
    <-> Take (hungry)

Phase 2
-------
* Onstage: Take (Waiter) [F1] [W1] *
    -> Cook
    => Enter
    -> (Customer leaves)
* Backstage: Cook
    -> Take
    ..> Enter
    ~> Enter

Fail point
  F1 Wrong dish (Take): Noise; -> Guest is angry; RPN 6 x 4 x 3 = 72

Wait point
  W1 Queue (Take): 2 min / 5 min
"""
    )


def test_a_blueprint_without_phases_is_one_list() -> None:
    assert lines("customer:enter") == ["Service", "=======", "Customer actions", "* Customer actions: Enter"]


def test_a_blueprint_without_steps_is_its_title() -> None:
    assert outline(service("")) == "Service\n=======\n"


def test_lines_that_coincide_stand_between_the_lanes_that_they_divide() -> None:
    assert lines("customer:a support:b")[2:7] == [
        "Customer actions", "~ Line of interaction ~", "~ Line of visibility ~", "~ Line of internal interaction ~", "Support processes",
    ]  # fmt: skip


def test_labels_of_several_lines_take_one_line_each() -> None:
    found = lines("customer:a", steps={"a": {"label": "Read\n  the\tmenu", "evidence": ["A\nB"]}})
    assert "* Customer actions: Read the menu" in found
    assert "Physical evidence: A B" in found


def test_words_are_those_of_the_language() -> None:
    found = lines("customer:a", "a >> end", steps={"a": {"label": "点菜"}}, language="zh-Hans")
    assert "* 顾客行为: 点菜" in found
    assert "-> (顾客离开)" in found


def test_points_without_details_are_told_by_their_names() -> None:
    found = lines("customer:a", steps={"a": {"fail_points": ["Fault"], "wait_points": ["Queue"]}})
    assert found[-4:] == ["Fail point", "F1 Fault (A)", "Wait point", "W1 Queue (A)"]


def test_how_a_customer_feels_is_told_where_it_is_known() -> None:
    found = lines("customer:a customer:b", steps={"a": {"emotion": -1}})
    assert found[-3:] == ["* Customer actions: A", "Emotion: −1", "* Customer actions: B"]


def test_no_line_ends_in_a_blank() -> None:
    assert all(line == line.rstrip() for line in outline(service("customer:a customer:b", "a >> b")).splitlines())
