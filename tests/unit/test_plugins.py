"""Plugins: a team's rules run beside ours, and a broken package takes nothing with it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pytest

from blueprint import check
from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.plugins import plugins
from blueprint.rules import Finding, rule
from blueprint.rules.catalog import all_rules, plugin_faults

BAR = "title: Bar\nsteps:\n  - {customer: Enter, id: enter, evidence: [Sign]}\n"


@rule("ACME001", "no-bar", severity=Severity.WARNING)
def no_bar(graph: ServiceGraph) -> Iterator[Finding]:
    """Report bars."""
    yield Finding(None, "this is a bar", "open a library")


class Entry:
    """An entry point that gives what it is told to."""

    def __init__(self, name: str, value: Any) -> None:
        self.name, self.value, self.dist, self._given = name, name, None, value

    def load(self) -> Any:
        if isinstance(self._given, Exception):
            raise self._given
        return self._given


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    def put(*entries: Entry | EntryPoint) -> None:
        monkeypatch.setattr("blueprint.plugins.entry_points", lambda group: entries)
        _forget()

    yield put
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    plugins.cache_clear()
    all_rules.cache_clear()


def codes() -> list[str]:
    return [item.code for item in check(BAR)]


def module(*rules: object) -> ModuleType:
    found = ModuleType("acme")
    for number, item in enumerate(rules):
        setattr(found, f"rule{number}", item)
    return found


@pytest.mark.parametrize("value", [no_bar, [no_bar], module(no_bar, 7)], ids=["a rule", "a list", "a module"])
def test_rules_of_a_package_run_beside_ours(install: Any, value: object) -> None:
    install(Entry("acme", value))
    assert "ACME001" in codes()
    assert plugin_faults() == ()


def test_a_package_that_cannot_be_loaded_is_told_and_all_else_runs(install: Any) -> None:
    install(Entry("broken", ImportError("no module named 'acme'")), Entry("good", no_bar))
    assert sorted(codes()) == ["ACME001", "BP910"]
    (fault,) = plugin_faults()
    assert fault.message == "the plugin 'broken' cannot be used: ImportError: no module named 'acme'"


def test_a_package_without_rules_is_told(install: Any) -> None:
    install(Entry("empty", module()))
    assert [fault.message for fault in plugin_faults()] == [
        "the plugin 'empty' cannot be used: there are no rules in it"
    ]


def test_no_package_can_replace_a_rule_of_ours(install: Any) -> None:
    install(Entry("thief", rule("BP301", "mine", severity=Severity.INFO)(lambda graph: ())))
    assert [item.name for item in all_rules() if item.code == "BP301"] == ["unreachable-step"]
    assert [fault.code for fault in plugin_faults()] == ["BP910"]


def test_without_packages_there_are_our_rules_alone(install: Any) -> None:
    install()
    assert all(item.code.startswith("BP") for item in all_rules())
