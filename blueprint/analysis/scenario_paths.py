"""Paths of scenarios: which value is meant by ``waiter.capacity``, ``take>>choose.probability`` or ``arrivals``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from blueprint.diagnostics import SourcePath, did_you_mean, nearest, shorten
from blueprint.model import Blueprint, CustomerClass, FailPoint, Flow, Problem, Resource, Standard, Step, WaitPoint
from blueprint.model.problems import model_at, words_of

_NOUNS: dict[type[BaseModel], str] = {
    Step: "a step", FailPoint: "a fail point", WaitPoint: "a wait point", Resource: "a resource",
    CustomerClass: "a class", Flow: "a flow", Standard: "a standard",
}  # fmt: skip
_EXAMPLES: dict[type[BaseModel], str] = {
    Step: "service_time", FailPoint: "probability", WaitPoint: "acceptable_time", Resource: "capacity",
    CustomerClass: "share", Flow: "probability", Standard: "standard",
}  # fmt: skip
_GROUPS = ("resources", "classes", "standards", "flows", "steps")
_POINTS = ("evidence", "fail_points", "wait_points")
_FIXED: dict[type[BaseModel], frozenset[str]] = {
    Blueprint: frozenset(("schema", "id", "lanes", "phases", "steps", *_GROUPS)),
    Step: frozenset(("id", *_POINTS)),
    Flow: frozenset(("id", "source", "target", "kind")),
}
"""Words that make up the service: a scenario leaves them as they are."""

_ABSOLUTE = frozenset(("emotion", "measures", "standard"))
"""Words whose values may begin with a sign, so that ``-1`` is a value and not one less."""

_CHAIN = re.compile(r"\s*>>\s*")


@dataclass(frozen=True, slots=True)
class Target:
    """The value that a path means; an element as a whole where it names no word.

    Parameters
    ----------
    path : tuple
        Where its element stands in the blueprint; empty for the blueprint itself.
    model : type
        What the element is.
    word : str
        The word of the format; empty for the element as a whole.
    written : str
        How the element is written.
    whole : Target or None
        For a part that there is one of, such as the calendar: the same as a word of what it belongs to.
    """

    path: SourcePath
    model: type[BaseModel]
    word: str
    written: str = ""
    whole: Target | None = None

    @property
    def field(self) -> str:
        """Name of the field."""
        found = (name for name, info in self.model.model_fields.items() if self.word in (info.alias or name, name))
        return next(found)

    @property
    def info(self) -> FieldInfo:
        """What the model says of the field."""
        return self.model.model_fields[self.field]

    @property
    def takes_text(self) -> bool:
        """Whether its values are text, in which a sign means nothing."""
        return set(_leaves(self.info.annotation)) == {str}

    @property
    def takes_relative(self) -> bool:
        """Whether ``+1`` is one more."""
        return not self.takes_text and self.word not in _ABSOLUTE

    @property
    def noun(self) -> str:
        """What the element is, with its article."""
        return _NOUNS.get(self.model, "a part of the service")

    def example(self) -> str:
        """Return the path of a value of this element."""
        return f"{self.written}.{_EXAMPLES.get(self.model) or words_of(self.model)[0]}"


def _leaves(annotation: Any) -> Iterator[Any]:
    """Yield what the values of a field may be."""
    if get_origin(annotation) is Annotated:
        annotation = annotation.__origin__
    if get_origin(annotation) in (Union, UnionType):
        for part in get_args(annotation):
            yield from _leaves(part)
    elif annotation is not type(None):
        yield annotation


class Paths:
    """Finds the values of a blueprint by their paths.

    Parameters
    ----------
    blueprint : Blueprint
        The service.
    """

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint

    def find(self, written: str) -> Target | Problem:
        """Return what a path means, or why it means nothing."""
        path = written.strip()
        found = self._find(path)
        if isinstance(found, Problem) and (joined := _CHAIN.sub(">>", path)) != path:
            return self._find(joined)
        return found

    def _find(self, path: str) -> Target | Problem:
        found = self._element(path)
        if found is not None:
            return found
        head, dot, word = path.rpartition(".")
        if not dot:
            return self._word(Target((), Blueprint, ""), path) or self._unknown_word(path)
        boxes = self._boxes(head)
        targets = [target for box in boxes if (target := self._word(box, word)) is not None]
        if len(targets) > 1:
            return _ambiguous(path, targets)
        if targets:
            return targets[0]
        return _no_word(boxes[0], word) if boxes else self._no_element(head, word)

    def _element(self, path: str) -> Target | None:
        """Return the element that a path names as a whole; a word of the blueprint goes before an id."""
        if path in Blueprint.model_fields and path not in self._sections:
            return None
        boxes = self._boxes(path)
        return boxes[0] if len(boxes) == 1 else None

    def _boxes(self, head: str) -> list[Target]:
        """Return what may have words and is called like this."""
        if found := self._elements(head):
            return found
        outer, _, word = head.rpartition(".")
        inner = ((box, _section(box.model, word)) for box in self._elements(outer))
        return [
            Target((*box.path, word), model, "", head, Target(box.path, box.model, word, box.written))
            for box, model in inner
            if model is not None
        ]

    def _elements(self, head: str) -> list[Target]:
        if head in self._sections:
            return [Target((head,), self._sections[head], "", head, Target((), Blueprint, head))]
        group, dot, name = head.partition(".")
        if dot and group in _GROUPS:
            return [box for box in self._by_name.get(name, []) if _group(box) == group]
        return self._by_name.get(head) or self._by_ends.get(head, [])

    @cached_property
    def _sections(self) -> dict[str, type[BaseModel]]:
        """Parts of the blueprint that there is one of: the calendar and the economics."""
        fields = Blueprint.model_fields
        return {name: model for name in fields if (model := _section(Blueprint, name)) is not None}

    @cached_property
    def _by_name(self) -> dict[str, list[Target]]:
        found: dict[str, list[Target]] = defaultdict(list)
        for path, element in _elements(self.blueprint):
            found[element.id].append(Target(path, type(element), "", element.id))
        return dict(found)

    @cached_property
    def _by_ends(self) -> dict[str, list[Target]]:
        """Flows with an id of their own by their two steps."""
        found: dict[str, list[Target]] = defaultdict(list)
        for index, flow in enumerate(self.blueprint.flows):
            found[f"{flow.source}>>{flow.target}"].append(Target(("flows", index), Flow, "", flow.id))
        return dict(found)

    def _word(self, box: Target, word: str) -> Target | None:
        if box.model is Step and word == "resource":
            word = "resources"
        return Target(box.path, box.model, word, box.written) if word in _changeable(box.model) else None

    # --- refusals ----------------------------------------------------------------------------------------------------

    def _unknown_word(self, path: str) -> Problem:
        if path in _FIXED[Blueprint]:
            return _fixed(path)
        near = nearest(path, [*_changeable(Blueprint), *self._by_name])
        message = f"there is neither a word nor an element '{shorten(path, 60)}'"
        figures = ", ".join(("arrivals", *(f"{name}.{_EXAMPLES[box[0].model]}" for name, box in self._first())))
        hint = f"did you mean '{near}'?" if near else f"write it such as {figures}"
        return Problem("BP104", "unknown-reference", message, (), hint)

    def _first(self) -> list[tuple[str, list[Target]]]:
        return [(name, boxes) for name, boxes in self._by_name.items()][:2]

    def _no_element(self, head: str, word: str) -> Problem:
        inner = head.rpartition(".")[0]
        if inner and self._boxes(inner):
            message = f"'{shorten(head, 60)}' has no parts that can be changed one by one"
            hint = f"write all of it: '{shorten(head, 40)}={{{shorten(word, 20)}: …}}'"
            return Problem("BP026", "bad-change", message, (), hint)
        message = f"there is no element '{shorten(head, 60)}'"
        near = nearest(head, [*self._by_name, *self._sections])
        if near is None:
            fitting = [name for name, boxes in self._by_name.items() if any(self._word(box, word) for box in boxes)]
            return Problem("BP104", "unknown-reference", message, (), did_you_mean(head, fitting or self._by_name))
        return Problem("BP104", "unknown-reference", message, (), f"did you mean '{near}.{shorten(word, 40)}'?")


def _section(model: type[BaseModel], word: str) -> type[BaseModel] | None:
    """Return the model of a field that holds one part, and no list of parts."""
    info = model.model_fields.get(word)
    inner = model_at(model, (word,))
    return inner if info is not None and set(_leaves(info.annotation)) == {inner} else None


def _elements(blueprint: Blueprint) -> Iterator[tuple[SourcePath, Any]]:
    for group in ("resources", "classes", "standards", "flows"):
        for index, item in enumerate(getattr(blueprint, group)):
            yield (group, index), item
    for number, phase in enumerate(blueprint.phases):
        for index, step in enumerate(phase.steps):
            at: SourcePath = ("phases", number, "steps", index)
            yield at, step
            for inside, point in step.located_points():
                if isinstance(point, FailPoint | WaitPoint):
                    yield (*at, *inside), point


def _group(box: Target) -> str:
    return "steps" if box.path[0] == "phases" else str(box.path[0])


def _ambiguous(path: str, targets: list[Target]) -> Problem:
    kinds = " and ".join(target.noun for target in targets[:2])
    message = f"'{shorten(path, 60)}' is said of two elements: {kinds}"
    if len({_group(target) for target in targets}) == 1:
        hint = f"name it by its id: {' or '.join(repr(f'{target.written}.{target.word}') for target in targets[:2])}"
    else:
        hint = f"write '{_group(targets[0])}.{path}' or '{_group(targets[1])}.{path}'"
    return Problem("BP026", "bad-change", message, (), hint)


def _fixed(word: str) -> Problem:
    message = f"a scenario changes values, and no '{shorten(word, 60)}'"
    hint = "steps, flows and ids stay as they are; write a second blueprint for another service"
    return Problem("BP026", "bad-change", message, (), hint)


def _no_word(box: Target, word: str) -> Problem:
    if box.model is Step and word in _POINTS[1:]:
        message = f"a scenario changes values, and no '{word}'"
        hint = f"name the one that you mean by its id, such as '{box.written}/….probability'"
        return Problem("BP026", "bad-change", message, (), hint)
    if word in _FIXED.get(box.model, _ID):
        return _fixed(word)
    owner = _NOUNS.get(box.model, f"'{box.written}'")
    message = f"{owner} has no word '{shorten(word, 60)}'"
    return Problem("BP007", "unknown-key", message, (), did_you_mean(word, _changeable(box.model)))


_ID = frozenset(("id",))


def _changeable(model: type[BaseModel]) -> list[str]:
    """Return the words of an element that a scenario may change."""
    fixed = _FIXED.get(model, _ID)
    return [word for word in words_of(model) if word not in fixed]
