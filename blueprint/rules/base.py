"""What a rule is: a function from the graph of a service to findings, with a code, a name and options.

>>> from blueprint.rules import Finding, rule
>>> from blueprint.diagnostics import Severity
>>> @rule("XX001", "too-many-phases", severity=Severity.INFO)
... def too_many_phases(graph, *, limit: int = 7):
...     '''Report a blueprint with more phases than anybody remembers.'''
...     if len(graph.blueprint.phases) > limit:
...         yield Finding(None, f"there are more than {limit} phases", "join some of them")
>>> too_many_phases.options
{'limit': 7}
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph

PresetName = Literal["draft", "recommended", "strict"]
PRESETS: tuple[PresetName, ...] = ("draft", "recommended", "strict")
"""From few rules to all of them: each preset holds those before it."""

FAMILIES = {
    "1": "identity",
    "2": "lanes and lines",
    "3": "flow",
    "4": "fail points",
    "5": "times and wait points",
    "6": "resources",
    "7": "wording and evidence",
    "9": "configuration",
}
"""Families of rules by the first digit of their codes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found at an element; the engine adds severity and place.

    Parameters
    ----------
    element : str or None
        Id of the element; None for the blueprint as a whole.
    message : str
        What is wrong, in one sentence.
    hint : str
        What to do next.
    field : str
        Word of the element that the finding is about, such as ``severity``: the place is there if it is written.
    fix : str, optional
        What to write there instead; only where it is safe to mend without asking.
    """

    element: str | None
    message: str
    hint: str = ""
    field: str = ""
    fix: str | None = None


Check = Callable[..., Iterable[Finding]]
"""From a `ServiceGraph`, and keyword-only options with defaults, to findings."""


@dataclass(frozen=True)
class Rule:
    """A check with its code, its name and its usual severity; the docstring of the check is its documentation."""

    code: str
    name: str
    severity: Severity
    preset: PresetName
    check: Check

    @cached_property
    def options(self) -> Mapping[str, Any]:
        """Options of the check with their defaults, by name."""
        parameters = inspect.signature(self.check).parameters.values()
        return {item.name: item.default for item in parameters if item.kind is item.KEYWORD_ONLY}

    @property
    def text(self) -> str:
        """Its documentation: the docstring of the check."""
        return inspect.getdoc(self.check) or ""

    @property
    def summary(self) -> str:
        """What it finds, in one sentence."""
        return " ".join(self.text.partition("\n\n")[0].split())

    @property
    def reason(self) -> str:
        """Why that matters: its notes."""
        return self.section("Notes")

    def section(self, name: str) -> str:
        """Return a section of the documentation, such as ``Examples``; empty where it has none."""
        found = re.search(rf"^{name}\n-+\n(.*?)(?=\n\n\w+\n-+\n|\Z)", self.text, re.DOTALL | re.MULTILINE)
        return " ".join(found[1].split()) if found else ""

    @property
    def family(self) -> str:
        """The family that its code says; ``of your own`` for a rule that did not come with the library."""
        return FAMILIES.get(self.code[2:3], "") if self.code.startswith("BP") else "of your own"

    def find(self, graph: ServiceGraph, options: Mapping[str, Any] | None = None) -> Iterable[Finding]:
        """Run the check over a service."""
        return self.check(graph, **(options or {}))


def rule(code: str, name: str, *, severity: Severity, preset: PresetName = "recommended") -> Callable[[Check], Rule]:
    """Make a rule of a function.

    Parameters
    ----------
    code : str
        ``BPnnn``, for ever; a team's own rules have letters of their own, such as ``ACME001``.
    name : str
        Name of the fault, such as ``unreachable-step``.
    severity : Severity
        Usual severity.
    preset : {'draft', 'recommended', 'strict'}
        The first preset that holds it: ``draft`` for what is wrong even in an early sketch, ``strict`` for what only a
        finished blueprint should be asked.
    """
    return lambda check: Rule(code, name, severity, preset, check)
