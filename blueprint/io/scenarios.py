"""Scenarios as people write them: ``waiter.capacity=4`` on the command line, and files with names for them.

A file has scenarios by name, a grid of values, or both; what stands under ``base`` holds for all of them::

    base: {arrivals: 24 per hour}
    scenarios:
      rush hour: {arrivals: "*1.5", waiter.capacity: 4}
    grid:
      waiter.capacity: [2, 3, 4]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from blueprint.analysis.changes import Change, Scenario, Within
from blueprint.analysis.grids import MOST_SCENARIOS, Axis, grid_scenarios
from blueprint.diagnostics import Diagnostic, Location, Severity, SourcePath, did_you_mean, shorten
from blueprint.errors import ModelError
from blueprint.io.places import YAML_BREAKS, EnoughError, Faults, Place
from blueprint.io.source import checked_source
from blueprint.io.tree import Items, Keys, Tree, TreeMap, place_of
from blueprint.io.yaml_tree import build_tree
from blueprint.model.base import LONGEST_LABEL, Unquoted
from blueprint.model.problems import MOST_PROBLEMS, describe

_WORDS = ("base", "scenarios", "grid")
_EXAMPLE = "scenarios: {rush hour: {arrivals: 40 per hour}}"


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """What a file of scenarios holds.

    Parameters
    ----------
    base : Scenario
        What holds for all of them; what they are compared with.
    scenarios : tuple of Scenario
        Those with names, then those of the grid, in the order of the file; each without the changes of the base.
    axes : tuple of Axis
        The values that the grid goes through.
    """

    base: Scenario
    scenarios: tuple[Scenario, ...]
    axes: tuple[Axis, ...] = ()

    def named(self, name: str) -> Scenario:
        """Return the scenario of a name.

        Raises
        ------
        ModelError
            BP104 if there is none.
        """
        for scenario in self.scenarios:
            if str(scenario) == name:
                return scenario
        message = f"there is no scenario '{shorten(name, 60)}'"
        raise ModelError.of(
            "BP104", "unknown-reference", message, hint=did_you_mean(name, [str(known) for known in self.scenarios])
        )


# --- the command line ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _OptionMap:
    """Places of a value on the command line: a plain one is marked as a whole."""

    name: str
    inside: TreeMap | None

    def locate(self, path: SourcePath, *, key: bool = False) -> Location | None:
        if self.inside is None or (key and not path):
            return Location(self.name)
        return self.inside.locate(path, key=key)


def parse_change(text: str, option: str = "--set") -> Change:
    """Read a change as it is written on the command line.

    Parameters
    ----------
    text : str
        ``path=value``. A value that begins with a brace, a bracket or a quote is YAML; any other one is taken as it
        stands.
    option : str
        The option that it belongs to, for messages.

    Raises
    ------
    BlueprintError
        BP026 if it is not of this form; BP003 and others if the value is no YAML.

    Examples
    --------
    >>> parse_change("waiter.capacity=4")
    Change(path='waiter.capacity', value='4')
    >>> parse_change('waiter.schedule={"09:00-12:00": 3}').value
    {'09:00-12:00': '3'}
    """
    path, sign, written = text.partition("=")
    path, written = path.strip(), written.strip()
    name = f"{option} {shorten(path, 60)}".strip()
    if not sign or not path:
        message = f"'{shorten(text, 60)}' does not say {'what to set' if sign or not path else 'to which value'}"
        hint = "write it such as 'waiter.capacity=4'"
        raise ModelError([Diagnostic("BP026", "bad-change", Severity.ERROR, message, Location(option), hint=hint)])
    source = checked_source(name, written, YAML_BREAKS)
    if written[:1] not in ("{", "[", '"', "'"):
        return Change(path, Unquoted(written) if written else None, _OptionMap(name, None))
    tree = build_tree(source)
    inside = TreeMap(source, tree.root) if isinstance(tree.root, Keys | Items) else None
    return Change(path, _plain(tree.root), _OptionMap(name, inside))


_RANGE = re.compile(r"(\d{1,9})\s*\.\.\s*(\d{1,9})")


def find_axis(change: Change) -> Axis | None:
    """Return the whole numbers that a change goes through, if it is a range of them.

    Parameters
    ----------
    change : Change
        As `parse_change` returns it; a range in quotes is text.

    Raises
    ------
    ModelError
        BP026 for a range that goes down, BP027 for one that is too long.

    Examples
    --------
    >>> [str(item) for item in find_axis(parse_change("waiter.capacity=2..4")).changes]
    ['waiter.capacity=2', 'waiter.capacity=3', 'waiter.capacity=4']
    >>> find_axis(parse_change("waiter.capacity=4")), find_axis(parse_change("cook.label='2..4'"))
    (None, None)
    """
    found = _RANGE.fullmatch(change.value) if isinstance(change.value, Unquoted) else None
    if found is None:
        return None
    first, last = int(found[1]), int(found[2])
    if last < first:
        hint = f"write '{shorten(change.path, 40)}={last}..{first}'"
        raise _refused(change, "BP026", "bad-change", f"the range {first}..{last} goes down", hint)
    if last - first >= MOST_SCENARIOS:
        message = f"this range has {last - first + 1:,} values; the limit is {MOST_SCENARIOS:,}"
        hint = "take fewer, or write those that matter in a 'grid:'"
        raise _refused(change, "BP027", "too-large-grid", message, hint)
    values = (Unquoted(str(number)) for number in range(first, last + 1))
    return Axis(change.path, tuple(replace(change, value=value) for value in values))


def _refused(change: Change, code: str, rule: str, message: str, hint: str) -> ModelError:
    return ModelError([Diagnostic(code, rule, Severity.ERROR, message, change.place(), hint=hint)])


def _plain(value: Any) -> Any:
    """Return a value of a tree without its places."""
    if isinstance(value, Keys):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, Items):
        return [_plain(item) for item in value]
    return value


# --- files -----------------------------------------------------------------------------------------------------------


def parse_scenarios(text: str, name: str = "<text>") -> ScenarioFile:
    """Read a file of scenarios.

    Parameters
    ----------
    text : str
        The whole file, in YAML.
    name : str
        File name for messages.

    Raises
    ------
    SourceError
        If it is no YAML, or uses parts of YAML that are not read.
    ModelError
        If it is no file of scenarios, with every problem; BP027 for a grid that is too large. Whether the elements are
        there is seen when a scenario is applied.
    """
    tree = build_tree(checked_source(name, text, YAML_BREAKS))
    reader = _Reader(tree)
    try:
        found = reader.file()
    except EnoughError:
        found = None
    if found is None or reader.faults.found:
        raise ModelError(reader.faults.found)
    return found


class _Reader:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.places = TreeMap(tree.source, tree.root)
        self.faults = Faults(tree.source, MOST_PROBLEMS)

    def file(self) -> ScenarioFile | None:
        root = self.tree.root
        if not isinstance(root, Keys):
            code, rule = ("BP005", "empty-file") if root is None else ("BP008", "wrong-shape")
            what = "there is nothing in this file" if root is None else f"expected scenarios, got {describe(root)}"
            self.faults.add(code, rule, what, place_of(root, self.tree.place), f"write '{_EXAMPLE}'")
            return None
        for key in root:
            if key not in _WORDS:
                hint = did_you_mean(key, _WORDS)
                more = f"; names stand below 'scenarios': '{_EXAMPLE}'" if not hint.startswith("did") else ""
                message = f"unknown key '{shorten(key, 60)}'"
                self.faults.add("BP007", "unknown-key", message, root.key_place(key), f"{hint}{more}")
        base = (
            Scenario("", tuple(self._changes(root, "base", ("base",)))) if root.get("base") is not None else Scenario()
        )
        named = tuple(self._scenarios(root))
        axes = tuple(self._axes(root))
        if not named and not axes and not self.faults.found:
            self.faults.add(
                "BP009", "missing-key", "there are no scenarios in this file", (0, 1), f"write '{_EXAMPLE}'"
            )
        if self.faults.found:
            return None
        return ScenarioFile(base, (*named, *(grid_scenarios(axes) if axes else ())), axes)

    def _scenarios(self, root: Keys) -> Iterator[Scenario]:
        written = self._keys(root, "scenarios", "rush hour: {arrivals: 40 per hour}")
        for name in written:
            if not name.strip() or len(name) > LONGEST_LABEL:
                message = "a scenario has no name" if not name.strip() else "this name is too long"
                self.faults.add(
                    "BP010", "bad-text", message, written.key_place(name), "write a word or two: 'rush hour'"
                )
                continue
            yield Scenario(name, tuple(self._changes(written, name, ("scenarios", name))))

    def _axes(self, root: Keys) -> Iterator[Axis]:
        written = self._keys(root, "grid", "waiter.capacity: [2, 3, 4]")
        for path in written:
            values, at = written[path], ("grid", path)
            if not isinstance(values, Items):
                yield Axis(path, (self._change(path, values, at, written.value_place(path)),))
            elif not values:
                hint = f"write '{shorten(path, 40)}: [2, 3, 4]'"
                self.faults.add("BP009", "missing-key", "there are no values here", written.value_place(path), hint)
            else:
                items = zip(values, values.places, strict=True)
                changes = (self._change(path, value, (*at, n), place) for n, (value, place) in enumerate(items))
                yield Axis(path, tuple(changes))

    def _changes(self, box: Keys, word: str, at: SourcePath) -> Iterator[Change]:
        """Yield the changes that stand under a key; nothing there is a scenario that changes nothing."""
        written = self._keys(box, word, "waiter.capacity: 4")
        for path in written:
            yield self._change(path, written[path], (*at, path), written.value_place(path))

    def _change(self, path: str, value: Any, at: SourcePath, place: Place) -> Change:
        if value is None:
            hint = "write the value, or 'none' to take out what is there"
            self.faults.add("BP009", "missing-key", f"'{shorten(path, 60)}' has no value", place, hint)
        return Change(path.strip(), _plain(value), Within(self.places, at))

    def _keys(self, box: Keys, word: str, example: str) -> Keys:
        value = box.get(word)
        if isinstance(value, Keys):
            return value
        if value is not None:
            message = f"expected keys with values here, got {describe(value)}"
            at = place_of(value, box.value_place(word))
            self.faults.add("BP008", "wrong-shape", message, at, f"write '{shorten(word, 40)}: {{{example}}}'")
        return Keys.empty()
