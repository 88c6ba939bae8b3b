"""Problems: faults of the model with the path where they stand, before anybody knows the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from blueprint.diagnostics import Diagnostic, NoSource, Severity, SourceMap, SourcePath, did_you_mean, shorten
from blueprint.errors import ModelError

MOST_PROBLEMS = 100
"""Problems that are told at once; a file with more of them is not mended in one go."""

_MOST_BITS = 200  # of a whole number that is shown; Python itself refuses to write very long ones


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of the model and the path of the value that is at fault."""

    code: str
    rule: str
    message: str
    path: SourcePath
    hint: str = ""
    element: str | None = None
    at_key: bool = False
    related: tuple[SourcePath, ...] = ()


class InvariantError(ModelError):
    """The parts of a blueprint do not fit together.

    Parameters
    ----------
    problems : iterable of Problem
        Every contradiction that was found.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(locate_problems(self.problems, NoSource()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Let an error pass from one process to another: it is made again of its problems."""
        return type(self), (self.problems,)


def refuse(code: str, rule: str, message: str, hint: str = "") -> NoReturn:
    """Refuse the value that a pydantic validator is looking at, with a code and a way out."""
    raise PydanticCustomError("blueprint", "{message}", {"code": code, "rule": rule, "message": message, "hint": hint})


def locate_problems(problems: Iterable[Problem], source: SourceMap) -> list[Diagnostic]:
    """Turn problems into diagnostics with places; what is said of one place twice is said once."""
    found = []
    said = set()
    for item in problems:
        place = source.locate(item.path, key=item.at_key)
        if place is not None and place.line is not None:
            if (item.code, item.message, place) in said:
                continue  # a name inside a chain belongs to two flows
            said.add((item.code, item.message, place))
        related = tuple(at for path in item.related if (at := source.locate(path)) is not None)
        found.append(
            Diagnostic(item.code, item.rule, Severity.ERROR, item.message, place, item.element, item.hint, related)
        )
    return found


def problems_of(error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Translate pydantic's errors into coded problems, each once and not more than `MOST_PROBLEMS`."""
    found = [_problem(item, model) for item in error.errors(include_url=False)[:MOST_PROBLEMS]]
    return list(dict.fromkeys(found))


def _problem(item: Any, model: type[BaseModel]) -> Problem:
    path: SourcePath = tuple(part for part in item["loc"] if part != "[key]")
    context = item.get("ctx", {})
    if item["type"] == "blueprint":
        return Problem(context["code"], context["rule"], context["message"], path, context["hint"])
    if item["type"] == "extra_forbidden":
        known = words_of(model_at(model, path[:-1]))
        message = f"unknown key '{shorten(str(path[-1]), 60)}'"
        return Problem("BP007", "unknown-key", message, path, did_you_mean(str(path[-1]), known), at_key=True)
    if item["type"] == "missing":
        return Problem("BP009", "missing-key", f"'{path[-1]}' is missing", path, f"add '{path[-1]}: …'")
    if item["type"] in ("model_type", "model_attributes_type", "dict_type"):
        message = f"expected keys with values here, got {describe(item['input'])}"
        word = next(iter(words_of(model_at(model, path))), "key")
        return Problem("BP008", "wrong-shape", message, path, f"write '{word}: …', one key a line, indented below")
    if item["type"] in ("tuple_type", "list_type"):
        message = f"expected a list here, got {describe(item['input'])}"
        return Problem("BP008", "wrong-shape", message, path, "write one item a line, each beginning with '- '")
    return Problem("BP008", "wrong-shape", f"{item['msg']}, got {describe(item['input'])}", path)


def model_at(model: type[BaseModel], path: SourcePath) -> type[BaseModel] | None:
    """Follow a path through the fields of nested models to the model that stands there."""
    here: type[BaseModel] | None = model
    for part in path:
        if isinstance(part, int) or here is None:
            continue
        field = next((f for name, f in here.model_fields.items() if part in (name, f.alias)), None)
        here = None if field is None else _inner_model(field.annotation)
    return here


def _inner_model(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part)) is not None), None)


def words_of(model: type[BaseModel] | None) -> list[str]:
    """Return the keys that may be written for a model, in their order."""
    if model is None:
        return []
    return [info.alias or name for name, info in model.model_fields.items()]


def describe(value: object) -> str:
    """Say in plain words what stands there: ``a list``, ``the text 'abc'``, ``nothing``."""
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text '{shorten(value, 40)}'"
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return "a number of too many digits"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, dict):
        return "keys with values"
    if isinstance(value, list | tuple | set):
        return "a list"
    return f"a {type(value).__name__}"
