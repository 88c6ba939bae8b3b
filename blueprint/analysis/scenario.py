"""Scenarios: what if other values stood in the blueprint; its steps and flows stay as they are.

>>> from blueprint.model import Blueprint
>>> visit = Blueprint(title="Visit", resources=[{"id": "waiter", "capacity": 3}], arrivals="24 per hour")
>>> rush = apply_scenario(visit, Scenario.of({"waiter.capacity": "+1", "arrivals": "*1.5"}, "rush hour"))
>>> rush.resources[0].capacity, str(rush.arrivals.pattern)
(4, '36 per hour')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from blueprint.analysis.changes import NOTHING, Change, Scenario, Within
from blueprint.analysis.relative import RelativeError, find_relative
from blueprint.analysis.scenario_paths import Paths, Target
from blueprint.diagnostics import Diagnostic, Severity, SourcePath, shorten
from blueprint.errors import ModelError
from blueprint.model import Blueprint, InvariantError, Problem
from blueprint.model.base import Element
from blueprint.model.problems import MOST_PROBLEMS, problems_of

__all__ = ["NOTHING", "Change", "Scenario", "Within", "apply_scenario"]


def apply_scenario(blueprint: Blueprint, scenario: Scenario) -> Blueprint:
    """Return the blueprint as it would be.

    Parameters
    ----------
    blueprint : Blueprint
        As it is.
    scenario : Scenario
        What is different.

    Returns
    -------
    Blueprint
        Checked as one that was read from a file; the same one if nothing is changed.

    Raises
    ------
    ModelError
        With every problem: BP104 for an element that is not there, BP007 for an unknown word, BP026 for what a scenario
        cannot change and for relative values where nothing is known; else as the value would be refused in a file.
    """
    if not scenario.changes:
        return blueprint
    work = _Work(blueprint)
    for change in scenario.changes:
        work.make(change)
    return work.finish()


@dataclass(frozen=True, slots=True)
class _Made:
    """A change that was made, and where."""

    change: Change
    target: Target

    @property
    def path(self) -> SourcePath:
        return (*self.target.path, self.target.word)


class _Work:
    """A blueprint while its values change: its parts are checked at once, how they fit together at the end."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.paths = Paths(blueprint)
        self.fields: dict[str, Any] = {name: getattr(blueprint, name) for name in Blueprint.model_fields}
        self.made: list[_Made] = []
        self.found: list[Diagnostic] = []

    def make(self, change: Change) -> None:
        """Make a change, or note why it cannot be made."""
        if len(self.found) >= MOST_PROBLEMS:
            return
        target = self.paths.find(change.path)
        if isinstance(target, Problem):
            self._note(change, target, key=True)
        elif target.word:
            self._set(change, target)
        elif isinstance(change.value, Mapping):
            for word, value in change.value.items():
                self.make(Change(f"{change.path}.{word}", value, Within(change.source, (word,))))
        elif target.whole is not None:
            self._set(change, target.whole)
        else:
            words = target.example()
            message = f"'{shorten(change.path, 60)}' is {target.noun}, and a scenario changes one of its values"
            self._note(change, _refusal(message, f"write which one: '{words}=…'"), key=True)

    def _set(self, change: Change, target: Target) -> None:
        try:
            made = self._checked(change, target)
        except ValidationError as error:
            for problem in problems_of(error, target.model):
                self._note(change, replace(problem, path=problem.path[1:]))
        except RelativeError as error:
            self._note(change, _refusal(error.message, error.hint))
        else:
            self._put(target, made)
            self.made.append(_Made(change, target))

    def _checked(self, change: Change, target: Target) -> Any:
        """Return the element with its new value; of the blueprint itself, the new value."""
        element, alone = self._at(target.path), not target.path
        now = self.fields[target.field] if alone else getattr(element, target.field, None)
        # words of the service stand alone: the rest of it is not read again
        data = {"title": self.blueprint.title, "id": self.blueprint.id} if alone else _words(element)
        data.pop(target.word, None)
        if (value := _value(change, target, now)) is not None:
            data[target.word] = value
        try:
            made = target.model.model_validate(data, by_alias=True, by_name=False)
        except ValidationError as error:
            if value is change.value:
                raise
            (first, *_) = problems_of(error, target.model)
            message = f"'{shorten(str(change.value), 40)}' of {shorten(str(now), 40)}: {first.message}"
            raise RelativeError(message, "write the value itself") from None
        return getattr(made, target.field) if alone else made

    def _at(self, path: SourcePath) -> Any:
        here: Any = self.fields if path else None
        for part in path:
            here = getattr(here, str(part), None) if isinstance(here, BaseModel) else here[part]
        return here

    def _put(self, target: Target, made: Any) -> None:
        path = target.path or (target.field,)
        self.fields[str(path[0])] = _replaced(self.fields[str(path[0])], path[1:], made)

    def _note(self, change: Change, problem: Problem, *, key: bool = False) -> None:
        place = change.place(problem.path, key=key or problem.at_key)
        self.found.append(
            Diagnostic(
                problem.code, problem.rule, Severity.ERROR, problem.message, place, problem.element, problem.hint
            )
        )

    def finish(self) -> Blueprint:
        """Return the blueprint, or raise once with every problem."""
        made = None if self.found else self._whole()
        if made is not None:
            for one in self.made:
                if (problem := _without_effect(self.blueprint, made, one)) is not None:
                    self._note(one.change, problem, key=True)
        if made is None or self.found:
            raise ModelError(dict.fromkeys(self.found))
        return made

    def _whole(self) -> Blueprint | None:
        data = {info.alias or name: self.fields[name] for name, info in Blueprint.model_fields.items()}
        try:
            return Blueprint.model_validate(data, by_alias=True, by_name=False)
        except InvariantError as error:
            for problem in error.problems:
                one = self._cause(problem)
                self._note(one.change, replace(problem, path=problem.path[len(one.path) :]))
        return None

    def _cause(self, problem: Problem) -> _Made:
        """Return the change of the value that is at fault, or else the last one."""
        at = [one for one in self.made if problem.path[: len(one.path)] == one.path]
        return (at or self.made)[-1]


def _value(change: Change, target: Target, now: Any) -> Any:
    """Return what is to stand there; None to take out what is there."""
    value = change.value
    if value is None:
        message = f"'{shorten(change.path, 60)}' has no value"
        raise RelativeError(message, f"write the value, or '{NOTHING}' to take out what is there")
    if not isinstance(value, str) or target.takes_text:
        return value
    if target.takes_relative and (relative := find_relative(value)) is not None:
        return relative.of(now, change.path)
    return None if value == NOTHING else value


def _words(element: Element | None) -> dict[str, Any]:
    """Return the values of an element under the words of the format."""
    if element is None:
        return {}
    return {info.alias or name: getattr(element, name) for name, info in type(element).model_fields.items()}


def _replaced(value: Any, path: SourcePath, made: Any) -> Any:
    """Return a value with another one at a path in it."""
    if not path:
        return made
    part, rest = path[0], path[1:]
    if isinstance(part, int):
        return (*value[:part], _replaced(value[part], rest, made), *value[part + 1 :])
    return value.model_copy(update={part: _replaced(getattr(value, part), rest, made)})


def _refusal(message: str, hint: str) -> Problem:
    return Problem("BP026", "bad-change", message, (), hint)


def _without_effect(before: Blueprint, after: Blueprint, one: _Made) -> Problem | None:
    """Return why a change changes nothing that is computed: it would look like a result."""
    path, group = one.path, one.path[0]
    if group == "resources" and path[-1] == "capacity":
        index = int(path[1])
        old, new = before.resources[index], after.resources[index]
        if new.schedule and new.capacity != old.capacity:
            message = f"'{new.id}' has a schedule, so that its capacity changes nothing"
            return _refusal(message, f"write '{new.id}.schedule=+1', or '{new.id}.schedule={NOTHING}' beside it")
    is_unheard = bool(after.classes) and all(item.arrivals for item in after.classes)
    if path == ("arrivals",) and is_unheard and before.arrivals != after.arrivals:
        message = "every class has arrivals of its own, so that those of the service change nothing"
        return _refusal(message, f"write '{after.classes[0].id}.arrivals=…' for each class")
    return None
