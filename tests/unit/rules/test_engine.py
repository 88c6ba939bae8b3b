"""The engine: findings become diagnostics with severity and place."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph, to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.model import Document
from blueprint.rules import Finding, Rule, rule, run_rules, shipped_rules

TEXT = "title: T\nsteps:\n  - customer: Enter\n    id: enter\n  - customer: Pay\n    id: pay\n    ignore: [XX001]\n"


@rule("XX001", "any-step", severity=Severity.INFO)
def any_step(graph: ServiceGraph) -> Iterator[Finding]:
    for step in graph.steps:
        yield Finding(step.id, f"there is '{step.label}'", "look")


@rule("XX002", "whole-service", severity=Severity.WARNING)
def whole_service(graph: ServiceGraph) -> Iterator[Finding]:
    yield Finding(None, "there is a service")


def found(*rules: Rule) -> list[str]:
    document = parse_yaml(TEXT, "a.yaml")
    return [str(item) for item in run_rules(to_graph(document.blueprint), document, rules)]


def test_a_finding_gets_severity_and_place() -> None:
    assert found(any_step) == ["a.yaml:3:5: XX001 info: there is 'Enter'  [enter]"]


def test_a_finding_about_the_whole_stands_where_it_begins() -> None:
    assert found(whole_service, any_step)[0] == "a.yaml:1:1: XX002 warning: there is a service"


def test_rules_run_in_the_order_in_which_they_are_given() -> None:
    assert [line.split()[1] for line in found(whole_service, any_step)] == ["XX002", "XX001"]


def test_a_service_without_a_source_has_findings_without_a_place() -> None:
    blueprint = parse_yaml(TEXT).blueprint
    (item,) = run_rules(to_graph(blueprint), Document(blueprint), [any_step])
    assert item.location is None


def test_without_a_choice_all_shipped_rules_run() -> None:
    document = parse_yaml("title: T\n")
    everything = list(run_rules(to_graph(document.blueprint), document))
    assert everything == list(run_rules(to_graph(document.blueprint), document, shipped_rules()))
    assert [item.code for item in everything] == ["BP210"]
