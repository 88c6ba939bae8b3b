"""Plain data of a blueprint: nothing that is as it is by default, chains joined again."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.io.plain import plain_blueprint
from blueprint.io.yaml import parse_yaml


def plain(text: str) -> dict[str, Any]:
    return plain_blueprint(parse_yaml(f"title: T\n{text}").blueprint)


def step(text: str) -> Any:
    found = plain(
        f"resources: [a, b]\nclasses: [{{class: vip}}, {{class: crew}}]\nsteps:\n  - customer: Go\n    {text}\n"
    )
    return {word: value for word, value in found["steps"][0].items() if word not in ("customer", "id")}


def test_defaults_are_not_written_but_the_schema_is() -> None:
    assert plain("language: en\n") == {"schema": 1, "title": "T"}


def test_words_follow_each_other_as_on_the_page_of_the_format() -> None:
    text = "sources: [S]\nflows: [go >> end]\nsteps: [{customer: Go}]\nresources: [a]\ncustomer: C\nid: x\n"
    assert list(plain(text)) == ["schema", "title", "id", "customer", "resources", "steps", "flows", "sources"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("resource: a", {"resource": "a"}),
        ("resource: a | b", {"resource": "a | b"}),
        ("resources: [a, b]", {"resources": ["a", "b"]}),
        ("resource: {a: 2}", {"resources": {"a": 2}}),
        ("resources: [a, {b: 2}]", {"resources": {"a": 1, "b": 2}}),
        ("seizes: [a]", {"seizes": "a"}),
        ("standard: [5 min]", {"standard": "5 min"}),
        ("standard: {vip: 5 min}", {"standard": {"vip": "5 min"}}),
        ("standard: [be nice, {vip: 5 min}]", {"standard": ["be nice", {"vip": "5 min"}]}),
        ("service_time: {vip: 60 s, crew: 2 min}", {"service_time": {"vip": "1 min", "crew": "2 min"}}),
        ("evidence: {evidence: Menu, id: go/menu}", {"evidence": ["Menu"]}),
        (
            "evidence: [Menu, {evidence: App, medium: digital}]",
            {"evidence": ["Menu", {"evidence": "App", "medium": "digital"}]},
        ),
        ("fail_points: [{fail: Lost, id: lost}]", {"fail_points": [{"fail": "Lost", "id": "lost"}]}),
        ("fail_points: [{fail: Lost, probability: 0.02}]", {"fail_points": [{"fail": "Lost", "probability": "2%"}]}),
        (
            "fail_points: [{fail: Lost, probability: 0.123456789}]",
            {"fail_points": [{"fail": "Lost", "probability": 0.123456789}]},
        ),
        ("emotion: -1", {"emotion": -1}),
        ("emotion: 0.5", {"emotion": 0.5}),
        ("moment_of_truth: true", {"moment_of_truth": True}),
        ("customer_cost: {}", {"customer_cost": {}}),
        ("owner: ''", {"owner": ""}),
    ],
)
def test_a_word_of_a_step_is_written_in_its_shortest_form(written: str, expected: object) -> None:
    assert step(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["a >> b >> c"], ["a >> b >> c"]),
        (["a >> b", "b >> c"], ["a >> b >> c"]),
        (["a >> b", "c >> b"], ["a >> b", "c >> b"]),
        (["a >> b", "{needs: b >> c}", "b >> c"], ["a >> b", {"needs": "b >> c"}, "b >> c"]),
        (["a >> b", "{flow: b >> c, probability: 5%}"], ["a >> b", {"flow": "b >> c", "probability": "5%"}]),
        (["a >> b", "{flow: b >> c, id: x}"], ["a >> b", {"flow": "b >> c", "id": "x"}]),
        (["a >> b", "{flow: b >> c, id: b>>c}"], ["a >> b >> c"]),
        (["a >> b", "a >> b"], ["a >> b", "a >> b"]),
        (["a >> a", "a >> end"], ["a >> a >> end"]),
    ],
)
def test_flows_are_joined_to_chains(written: list[str], expected: object) -> None:
    lines = "".join(f"  - {item}\n" for item in written)
    text = f"steps: [{{customer: A}}, {{customer: B}}, {{customer: C}}]\nflows:\n{lines}"
    assert plain(text)["flows"] == expected


def test_a_chain_is_no_longer_than_a_line_is_wide() -> None:
    names = [f"step-number-{number}" for number in range(30)]
    steps = "".join(f"  - {{customer: A, id: {name}}}\n" for name in names)
    chains = plain(f"steps:\n{steps}flows: ['{' >> '.join(names)}']\n")["flows"]
    assert max(map(len, chains)) <= 100 < len(chains[0]) + len(" >> step-number-9")
    assert [chain.split(" >> ")[0] for chain in chains[1:]] == [chain.split(" >> ")[-1] for chain in chains[:-1]]


def test_the_usual_lanes_are_not_written() -> None:
    assert "lanes" not in plain("lanes: [evidence, customer, onstage, backstage, support]\n")
    assert plain("lanes: [onstage, customer]\n")["lanes"] == ["onstage", "customer"]
    assert plain("lanes: {customer: {}, nurse: {kind: onstage}}\n")["lanes"] == {
        "customer": {},
        "nurse": {"kind": "onstage"},
    }


def test_a_single_phase_without_a_name_is_written_as_steps() -> None:
    assert plain("steps: []\n")["steps"] == []
    assert plain("phases: []\n") == {"schema": 1, "title": "T"}
    assert plain("phases: [{id: x}]\n")["phases"] == [{"id": "x"}]
    assert plain("phases: [{phase: Arrive, id: arrive}]\n")["phases"] == [{"phase": "Arrive"}]


@pytest.mark.parametrize(
    "written",
    [
        "24 per hour",
        "every 10 min",
        {"09:00-11:00": "40 per hour", "mon-fri 11:00-17:00": "every 2 min"},
        {"interarrival": "gamma(10 min, 5 min)"},
        {"appointments": "every 15 min", "early": "5 min", "late": "exponential(4 min)", "no_show": "8%"},
    ],
)
def test_arrivals_are_written_in_the_form_they_have(written: object) -> None:
    import json

    assert plain(f"arrivals: {json.dumps(written)}\n")["arrivals"] == written
