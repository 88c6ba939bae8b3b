"""Every rule has a fixture: blueprints that pass, and blueprints that fail at the named elements."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from blueprint.diagnostics import Diagnostic, Severity
from blueprint.graph import to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.rules import Rule, run_rules, shipped_rules
from blueprint.rules.settings import Settings

FOLDER = Path(__file__).parent
FIXTURES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("BP*.yaml"))}
RULES = {rule.code: rule for rule in shipped_rules()}


def findings(rule: Rule, blueprint: dict[str, Any]) -> list[Diagnostic]:
    document = parse_yaml(yaml.safe_dump(blueprint, sort_keys=False, allow_unicode=True), "fixture.yaml")
    return list(run_rules(to_graph(document.blueprint), document, [rule], Settings(preset="strict")))


def found_by(rule: Rule, blueprint: dict[str, Any]) -> list[str | None]:
    return [found.element for found in findings(rule, blueprint) if found.code == rule.code]


def cases(kind: str) -> list[Any]:
    return [
        pytest.param(code, case, id=f"{code}-{(case if kind == 'pass' else case['blueprint'])['title']}")
        for code, fixture in FIXTURES.items()
        for case in fixture[kind]
    ]


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    assert sorted(FIXTURES) == sorted(RULES)


@pytest.mark.parametrize(("code", "blueprint"), cases("pass"))
def test_nothing_is_found(code: str, blueprint: dict[str, Any]) -> None:
    assert found_by(RULES[code], blueprint) == []


@pytest.mark.parametrize(("code", "case"), cases("fail"))
def test_the_named_elements_are_found(code: str, case: dict[str, Any]) -> None:
    assert found_by(RULES[code], case["blueprint"]) == case["elements"]


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_cases_of_both_kinds(code: str) -> None:
    assert FIXTURES[code]["pass"] and FIXTURES[code]["fail"]


@pytest.mark.parametrize(("code", "case"), cases("fail"))
def test_a_finding_says_what_to_do_and_carries_the_name_of_its_rule(code: str, case: dict[str, Any]) -> None:
    rule = RULES[code]
    for found in findings(rule, case["blueprint"]):
        assert (found.code, found.rule, found.severity) == (rule.code, rule.name, rule.severity)
        assert found.hint
        assert found.location is not None and found.location.line is not None


@pytest.mark.parametrize("code", RULES)
def test_a_rule_explains_itself(code: str) -> None:
    text = RULES[code].check.__doc__ or ""
    assert re.match(r"Report [^\n]+\.\n", text)
    for section in ("Notes", "Examples"):
        assert re.search(rf"\n +{section}\n +-{{{len(section)}}}\n +\S", text), f"{code} has no {section}"
    assert "Wrong: " in text and "Right: " in text


@pytest.mark.parametrize("code", RULES)
def test_a_rule_has_a_code_and_the_name_of_a_fault(code: str) -> None:
    rule = RULES[code]
    assert re.fullmatch(r"BP[1-7]\d\d", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.check.__name__ == rule.name.replace("-", "_")


def test_codes_and_names_of_rules_are_their_own() -> None:
    rules = shipped_rules()
    assert [rule.code for rule in rules] == sorted({rule.code for rule in rules})
    assert len({rule.name for rule in rules}) == len(rules)


def test_shares_are_told_as_people_write_them() -> None:
    messages = [
        found.message for case in FIXTURES["BP304"]["fail"] for found in findings(RULES["BP304"], case["blueprint"])
    ]
    assert messages == [
        "the shares out of here sum to 120%, more than 100%",
        "the shares out of here sum to 90%, less than 100%",
        "the shares out of here sum to 120%, more than 100%",
        "the shares out of here sum to 99.9%, less than 100%",
        "the shares out of here sum to 90%, less than 100% for New",
    ]


@pytest.mark.parametrize(("code", "case"), cases("fail"))
def test_a_step_can_be_excused_from_a_rule(code: str, case: dict[str, Any]) -> None:
    steps = case["blueprint"].get("steps", [])
    excused = {**case["blueprint"], "steps": [{**step, "ignore": [code]} for step in steps]}
    about_the_whole = [element for element in case["elements"] if element is None]
    assert found_by(RULES[code], excused) == about_the_whole


def test_findings_have_the_place_of_their_element() -> None:
    document = parse_yaml(
        "title: T\nsteps:\n  - customer: A\n  - customer: B\n  - customer: C\nflows: [a >> b]\n", "x.yaml"
    )
    found = list(run_rules(to_graph(document.blueprint), document, [RULES["BP301"]]))
    assert [(item.element, item.severity, str(item.location)) for item in found] == [
        ("c", Severity.ERROR, "x.yaml:5:5")
    ]
