"""All rules that can run: those of the library, and those that packages of a team add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from blueprint.diagnostics import Diagnostic, Severity, shorten
from blueprint.plugins import Plugin, plugins
from blueprint.rules.base import Rule
from blueprint.rules.engine import shipped_rules

GROUP = "blueprint.rules"


@lru_cache
def all_rules() -> tuple[Rule, ...]:
    """Return the rules of the library, then those of plugins, by code."""
    own = shipped_rules()
    taken = {code for rule in own for code in (rule.code, rule.name)}
    added = {rule.code: rule for rule in _added() if not taken & {rule.code, rule.name}}
    return (*own, *(added[code] for code in sorted(added)))


def plugin_faults() -> tuple[Diagnostic, ...]:
    """Return what plugins cannot be used, and why (BP910)."""
    found = [_fault(plugin.name, plugin.fault) for plugin in plugins(GROUP) if plugin.fault]
    found += [_fault(plugin.name, "there are no rules in it") for plugin in plugins(GROUP) if _is_empty(plugin)]
    taken = {code for rule in shipped_rules() for code in (rule.code, rule.name)}
    found += [
        _fault(rule.code, "the library has a rule of that code or name")
        for rule in _added()
        if taken & {rule.code, rule.name}
    ]
    return tuple(found)


def _is_empty(plugin: Plugin) -> bool:
    return not plugin.fault and not list(_rules_in(plugin.value))


def _added() -> Iterator[Rule]:
    for plugin in plugins(GROUP):
        if not plugin.fault:
            yield from _rules_in(plugin.value)


def _rules_in(value: object) -> Iterator[Rule]:
    """Yield the rules of a module, of a list, or the one that it is."""
    if isinstance(value, Rule):
        yield value
    elif isinstance(value, Iterable) and not isinstance(value, str):
        yield from (item for item in value if isinstance(item, Rule))
    else:
        yield from (item for item in getattr(value, "__dict__", {}).values() if isinstance(item, Rule))


def _fault(name: str, reason: str) -> Diagnostic:
    message = f"the plugin '{shorten(name, 60)}' cannot be used: {shorten(reason, 160)}"
    return Diagnostic("BP910", "broken-plugin", Severity.ERROR, message, None, None, "mend or uninstall its package")
