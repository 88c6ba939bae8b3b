"""The engine: runs rules over a graph and turns findings into diagnostics with a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module

from blueprint.diagnostics import Diagnostic, Location, Severity
from blueprint.graph import ServiceGraph
from blueprint.model import Document
from blueprint.rules.base import Finding, Rule
from blueprint.rules.ignores import read_ignores
from blueprint.rules.settings import DEFAULT, Settings

MODULES = ("lanes", "flow", "choices", "ways", "fail_points", "wait_points", "resources", "evidence", "wording")
"""The modules of this package that hold rules."""


@lru_cache
def shipped_rules() -> tuple[Rule, ...]:
    """Return the rules that come with the library, by code."""
    modules = [import_module(f"blueprint.rules.{name}") for name in MODULES]
    found = {item.code: item for module in modules for item in vars(module).values() if isinstance(item, Rule)}
    return tuple(found[code] for code in sorted(found))


def run_rules(
    graph: ServiceGraph, document: Document, rules: Sequence[Rule] | None = None, settings: Settings = DEFAULT
) -> Iterator[Diagnostic]:
    """Yield what the rules find, and what was ignored without need.

    A rule that fails is told as a fault of its own (BP908); the others run all the same.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    document : Document
        Knows where elements were declared, and what is ignored there.
    rules : sequence of Rule, optional
        By default all that come with the library.
    settings : Settings
        Which of them run, and how.
    """
    known = shipped_rules() if rules is None else tuple(rules)
    ignores = read_ignores(document)
    ran = set()
    for rule in known:
        severity = settings.severity_of(rule)
        if severity is None:
            continue
        ran.add(rule.code)
        for found in _findings(rule, severity, graph, document, settings):
            if not ignores.accepts(found):
                yield found
    yield from ignores.leftovers(ran, {rule.code for rule in (*shipped_rules(), *known)})


def _findings(
    rule: Rule, severity: Severity, graph: ServiceGraph, document: Document, settings: Settings
) -> Iterable[Diagnostic]:
    try:
        return [
            _diagnostic(rule, severity, finding, document) for finding in rule.find(graph, settings.options_of(rule))
        ]
    except Exception as error:  # a rule may be anybody's; one that fails must not take the others with it
        message = f"rule {rule.code} ({rule.name}) failed: {type(error).__name__}: {error}"
        hint = f'please report it; until then set {rule.code} to "off"'
        return [Diagnostic("BP908", "rule-failed", Severity.ERROR, message, None, None, hint)]


def _diagnostic(rule: Rule, severity: Severity, finding: Finding, document: Document) -> Diagnostic:
    place = _place(finding, document)
    return Diagnostic(
        rule.code, rule.name, severity, finding.message, place, finding.element, finding.hint, fix=finding.fix
    )


def _place(finding: Finding, document: Document) -> Location | None:
    """Return where the field of an element stands, or the element itself."""
    path = document.blueprint.paths.get(finding.element) if finding.element is not None else ()
    if path is None:
        return None
    return document.source.locate((*path, finding.field) if finding.field else path)
