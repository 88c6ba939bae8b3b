r"""Testing of rules: a team's own rules are held to what they promise, as those of the library are.

>>> from blueprint.diagnostics import Severity
>>> from blueprint.rules import Finding, rule
>>> @rule("ACME001", "no-lift", severity=Severity.WARNING)
... def no_lift(graph):
...     '''Report steps that ask for a lift.'''
...     for step in graph.steps:
...         if "lift" in step.label.casefold():
...             yield Finding(step.id, f"'{step.label}': there is no lift", "let them take the stairs")
>>> assert_rule(
...     no_lift,
...     passing=["title: T\nsteps:\n  - customer: Take the stairs\n"],
...     failing=[("title: T\nsteps:\n  - {customer: Take the lift, id: up}\n", ["up"])],
... )
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from blueprint.api import Source, load
from blueprint.diagnostics import Diagnostic
from blueprint.graph import to_graph
from blueprint.model import Blueprint, Document
from blueprint.rules import Rule, run_rules
from blueprint.rules.settings import Settings

Case = Source | Mapping[str, Any]  # type: ignore[operator, unused-ignore]
"""A blueprint in any form that `blueprint.load` takes, or as plain data."""


def find(rule: Rule, blueprint: Case, **options: Any) -> tuple[Diagnostic, ...]:
    """Return what a rule finds in a blueprint, with places, in any preset.

    Parameters
    ----------
    rule : Rule
        The rule.
    blueprint : str, path, Draft, Blueprint or mapping
        What to check.
    **options
        Options of the rule.
    """
    document = _document(blueprint)
    settings = Settings("strict", {rule.code: rule.severity}, {rule.code: options})
    return tuple(
        item for item in run_rules(to_graph(document.blueprint), document, [rule], settings) if item.code != "BP907"
    )


def _document(blueprint: Case) -> Document:
    if isinstance(blueprint, Mapping):
        import json

        return load(json.dumps(blueprint), format="json")
    return load(blueprint)


def assert_rule(
    rule: Rule,
    *,
    passing: Iterable[Case] = (),
    failing: Iterable[tuple[Case, Sequence[str | None]]] = (),
    **options: Any,
) -> None:
    """Hold a rule to its promise.

    Parameters
    ----------
    rule : Rule
        The rule.
    passing : iterable of blueprints
        In which it must find nothing.
    failing : iterable of (blueprint, ids)
        In which it must find exactly these elements, in this order; None is the blueprint as a whole.
    **options
        Options of the rule.

    Raises
    ------
    AssertionError
        Where it finds something else, says no way out, or has no documentation.
    """
    assert rule.text, f"{rule.code} has no docstring, so nobody can look up what it means"
    for case in passing:
        found = find(rule, case, **options)
        assert not found, f"{rule.code} finds {_told(found)} in {_title(case)}, where nothing is wrong"
    for case, elements in failing:
        found = find(rule, case, **options)
        mine = [item.element for item in found if item.code == rule.code]
        assert mine == list(elements), f"{rule.code} finds {_told(found)} in {_title(case)}, not {list(elements)}"
        assert all(item.hint for item in found), f"{rule.code} does not say what to do next"


def _told(found: Sequence[Diagnostic]) -> str:
    return "; ".join(f"{item.code} {item.element}: {item.message}" for item in found) or "nothing"


def _title(case: Case) -> str:
    if isinstance(case, Blueprint):
        return f"'{case.title}'"
    return f"'{case['title']}'" if isinstance(case, Mapping) and "title" in case else "a case"
