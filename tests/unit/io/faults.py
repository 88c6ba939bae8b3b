"""What tests of readers say about an error: code, line, column, and words of its message and hint."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blueprint.diagnostics import Diagnostic
from blueprint.errors import BlueprintError
from blueprint.io.json import parse_json
from blueprint.io.yaml import parse_yaml

Parse = Callable[[str, str], object]


def faults_of(text: str, parse: Parse = parse_yaml) -> list[Diagnostic]:
    """Return the problems that a text has."""
    with pytest.raises(BlueprintError) as raised:
        parse(text, "a.yaml")
    return list(raised.value.diagnostics)


def assert_fault(text: str, place: str, *words: str, parse: Parse = parse_yaml) -> Diagnostic:
    """Assert that a text has exactly one problem: its place is ``line:column code``, its message and hint say words."""
    found = faults_of(text, parse)
    assert [described(item) for item in found] == [place], [str(item) for item in found]
    for word in words:
        assert word in f"{found[0].message} / {found[0].hint}"
    return found[0]


def assert_json_fault(text: str, place: str, *words: str) -> Diagnostic:
    """Assert the one problem of a JSON text."""
    return assert_fault(text, place, *words, parse=parse_json)


def described(item: Diagnostic) -> str:
    """Return ``line:column code``."""
    place = item.location
    return f"{place.line}:{place.column} {item.code}" if place else item.code


def marked(item: Diagnostic) -> str:
    """Return what the carets of a message stand under."""
    place = item.location
    assert place is not None and place.column is not None
    return place.source[place.column - 1 : place.column - 1 + place.length]
