"""The public tester of rules: it holds rules to their promise, and says what they break."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.rules import Finding, rule
from blueprint.testing import assert_rule, find

STAIRS = {"title": "Stairs", "steps": [{"customer": "Take the stairs"}]}
LIFT = {"title": "Lift", "steps": [{"customer": "Take the lift", "id": "up"}]}


@rule("ACME001", "no-lift", severity=Severity.WARNING, preset="strict")
def no_lift(graph: ServiceGraph, *, word: str = "lift") -> Iterator[Finding]:
    """Report steps that ask for a lift."""
    for step in graph.steps:
        if word in step.label:
            yield Finding(step.id, f"there is no {word}", "let them take the stairs")


def test_a_rule_that_keeps_its_promise_passes() -> None:
    assert_rule(no_lift, passing=[STAIRS], failing=[(LIFT, ["up"])])


def test_a_false_alarm_is_told() -> None:
    with pytest.raises(
        AssertionError, match="ACME001 finds ACME001 up: there is no lift in 'Lift', where nothing is wrong"
    ):
        assert_rule(no_lift, passing=[LIFT])


def test_what_is_not_found_is_told() -> None:
    with pytest.raises(AssertionError, match=r"ACME001 finds nothing in 'Stairs', not \['take-the-stairs'\]"):
        assert_rule(no_lift, failing=[(STAIRS, ["take-the-stairs"])])


def test_a_rule_says_what_to_do_next() -> None:
    @rule("ACME002", "no-way-out", severity=Severity.ERROR)
    def no_way_out(graph: ServiceGraph) -> Iterator[Finding]:
        """Report everything."""
        yield Finding(None, "all is wrong")

    with pytest.raises(AssertionError, match="does not say what to do next"):
        assert_rule(no_way_out, failing=[(STAIRS, [None])])


def test_a_rule_has_documentation() -> None:
    @rule("ACME003", "silent", severity=Severity.INFO)
    def silent(graph: ServiceGraph) -> Iterator[Finding]:
        yield from ()

    with pytest.raises(AssertionError, match="has no docstring"):
        assert_rule(silent)


def test_options_are_passed_on() -> None:
    assert [item.element for item in find(no_lift, STAIRS, word="stairs")] == ["take-the-stairs"]


def test_a_rule_that_raises_is_told_as_such() -> None:
    @rule("ACME004", "broken", severity=Severity.ERROR)
    def broken(graph: ServiceGraph) -> Iterator[Finding]:
        """Report a fault of its own."""
        raise ZeroDivisionError
        yield

    (found,) = find(broken, STAIRS)
    assert found.code == "BP908"


def test_a_text_has_places() -> None:
    (found,) = find(no_lift, "title: T\nsteps:\n  - customer: Take the lift\n")
    assert found.location is not None and (found.location.line, found.location.column) == (3, 5)
