"""The engine: runs rules over a graph and turns findings into diagnostics with a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.diagnostics import Diagnostic
from blueprint.graph import ServiceGraph
from blueprint.model import Document
from blueprint.rules import flow, lanes
from blueprint.rules.base import Finding, Rule


def shipped_rules() -> tuple[Rule, ...]:
    """Return the rules that come with the library, by code."""
    found = [item for module in (lanes, flow) for item in vars(module).values() if isinstance(item, Rule)]
    return tuple(sorted(found, key=lambda rule: rule.code))


def run_rules(graph: ServiceGraph, document: Document, rules: Iterable[Rule] | None = None) -> Iterator[Diagnostic]:
    """Yield what the rules find; a step is left alone by the rules that it names under `ignore`.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    document : Document
        Knows where elements were declared.
    rules : iterable of Rule, optional
        By default all that come with the library.
    """
    ignored = {step.id: set(step.ignore) for step in graph.steps if step.ignore}
    for item in shipped_rules() if rules is None else rules:
        for finding in item.check(graph):
            if item.code not in ignored.get(finding.element or "", ()):
                yield _diagnostic(item, finding, document)


def _diagnostic(item: Rule, finding: Finding, document: Document) -> Diagnostic:
    place = document.source.locate(()) if finding.element is None else document.place_of(finding.element)
    return Diagnostic(item.code, item.name, item.severity, finding.message, place, finding.element, finding.hint)
