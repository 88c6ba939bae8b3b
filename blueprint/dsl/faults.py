"""Faults: problems of the model told at the line that declares them, in the words of Python."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from blueprint.diagnostics import Diagnostic, Location, PlaceMap, Severity, SourcePath
from blueprint.dsl.caller import locate_word
from blueprint.errors import ModelError
from blueprint.model import InvariantError
from blueprint.model.problems import locate_problems, problems_of

M = TypeVar("M", bound=BaseModel)

_HINTS = {
    "BP008": "write one value, a list such as [a, b], or a dict such as {a: 1}",
    "BP014": "write True or False; leave it out if unknown",
    "BP106": 'give each phase a name: visit.phase("Arrive")',
}
_WORDS = {"resources": "resource", "from": "start", "to": "end"}
_KEY_IN_YAML = re.compile(r"'([a-z_]+): ([^']*)'")


def fault(
    code: str, rule: str, message: str, place: Location, hint: str = "", element: str | None = None,
    related: tuple[Location, ...] = (),
) -> ModelError:  # fmt: skip
    """Make the error of one problem at one place."""
    return ModelError([Diagnostic(code, rule, Severity.ERROR, message, place, element, hint, related)])


def check(model: type[M], data: dict[str, Any], place: Location) -> M:
    """Make an element of plain data, or raise at the line that declares it.

    Raises
    ------
    ModelError
        With one diagnostic for each problem of the fields.
    """
    try:
        return model.model_validate(data, by_name=True, by_alias=False)
    except ValidationError as error:
        problems = problems_of(error, model)
    except InvariantError as error:
        problems = list(error.problems)
    raise ModelError(in_python(locate_problems(problems, Declared({(): place}))))


@dataclass(frozen=True, slots=True)
class Declared(PlaceMap):
    """Places of declarations that narrow themselves to the argument at fault."""

    def locate(self, path: SourcePath, *, key: bool = False) -> Location | None:
        """Return the place of the argument that the path leads to, or of the declaration around it."""
        for length in range(len(path), -1, -1):
            if (place := self.places.get(path[:length])) is not None:
                word = next((part for part in path[length:] if isinstance(part, str)), None)
                return _narrow(place, word, key) if word else place
        return None


def _narrow(place: Location, word: str, key: bool) -> Location:
    found = locate_word(place, word, key=key)
    other = _WORDS.get(word)
    return locate_word(place, other, key=key) if found == place and other else found


def in_python(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Say hints that show YAML as they are written in Python, in the order of the lines."""
    return sorted((replace(item, hint=_hint_in_python(item)) for item in diagnostics), key=_rank)


def _rank(item: Diagnostic) -> tuple[str, int, int]:
    place = item.location or Location("")
    return place.path, place.line or 0, place.column or 0


def _hint_in_python(item: Diagnostic) -> str:
    if item.code in _HINTS:
        return _HINTS[item.code]
    return _KEY_IN_YAML.sub(lambda found: f'{found[1]}="{found[2]}"', item.hint)
