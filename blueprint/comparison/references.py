"""References: values that name other elements, in the ids of the new service, so that a new id alone is no change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from blueprint.comparison.matching import ElementKind, Matches
from blueprint.comparison.pairs import translated
from blueprint.model import END, Demand, StepStandard

_NAMED: Mapping[str, ElementKind] = {
    "lane": "lanes",
    "moment": "steps",
    "recovery": "steps",
    "enters": "steps",
    "start": "steps",
    "end": "steps",
    "resource": "resources",
    "resources": "resources",
    "seizes": "resources",
    "releases": "resources",
    "classes": "classes",
    "service_time": "classes",
    "standard": "classes",
}
"""Which kind of elements a field names."""

_UNORDERED = frozenset(("classes", "determinants", "ignore", "sources", "tags"))
"""Fields whose order says nothing."""

Rename = Callable[[str], str]


class References:
    """Translates the values of the old service into the ids of the new one, so that they can be compared."""

    def __init__(self, matches: Matches) -> None:
        self._matches = matches

    def new(self, kind: ElementKind, name: str) -> str:
        """Return the id that an element has now; one that nothing has if it was removed."""
        return translated(self._matches.pairs[kind], name)

    def end(self, step: str) -> str:
        """Return the id that an end of a flow has now."""
        return END if step == END else self.new("steps", step)

    def translated(self, field: str, value: Any) -> Any:
        """Return a value of the old service, ready to be compared."""
        kind = _NAMED.get(field)
        if kind is None:
            return self.as_it_is(field, value)
        return _comparable(field, value, lambda name: END if name == END else self.new(kind, name))

    @staticmethod
    def as_it_is(field: str, value: Any) -> Any:
        """Return a value of the new service, ready to be compared."""
        return _comparable(field, value, lambda name: name)


def _comparable(field: str, value: Any, rename: Rename) -> Any:
    """Return a value with the elements that it names renamed, and without an order that says nothing."""
    if isinstance(value, str) and field in _NAMED:
        return rename(value)
    if not isinstance(value, tuple) or not value:
        return value
    if isinstance(value[0], Demand):
        return {tuple(map(rename, demand.alternatives)): demand.amount for demand in value}
    if isinstance(value[0], StepStandard):
        return [(item.target, item.customer_class and rename(item.customer_class)) for item in value]
    if isinstance(value[0], tuple):
        return {rename(key) if field in _NAMED else key: item for key, item in value}
    if field in _UNORDERED:
        return sorted(map(rename, value))
    return value
