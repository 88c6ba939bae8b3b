"""A document: a blueprint together with where everything was written and what was found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from blueprint.diagnostics import Diagnostic, Location, NoSource, SourceMap
from blueprint.errors import ModelError
from blueprint.model.problems import InvariantError, locate_problems, problems_of
from blueprint.model.service import Blueprint


@dataclass(frozen=True, slots=True)
class Document:
    """A blueprint with its source map; places stay outside of the equality of blueprints.

    Parameters
    ----------
    blueprint : Blueprint
        What the source says.
    source : SourceMap
        Where it says it.
    diagnostics : tuple of Diagnostic
        Warnings of the reader; errors are raised instead.
    name : str
        File name as the user wrote it; relative paths of the blueprint start at its folder.
    text : str
        The text that was read; empty for what was never a file.
    """

    blueprint: Blueprint
    source: SourceMap = field(default_factory=NoSource, compare=False, repr=False)
    diagnostics: tuple[Diagnostic, ...] = ()
    name: str = ""
    text: str = field(default="", compare=False, repr=False)

    def place_of(self, element: str) -> Location | None:
        """Return where the element with this id was declared."""
        path = self.blueprint.paths.get(element)
        return None if path is None else self.source.locate(path)


def build_blueprint(data: dict[str, Any], source: SourceMap, *, by_alias: bool) -> Blueprint:
    """Make a blueprint of plain data, or raise once with every problem and its place.

    Parameters
    ----------
    data : dict
        Fields of `Blueprint`, nested.
    source : SourceMap
        Knows the places of the paths in `data`.
    by_alias : bool
        True: keys are the words of the format. False: they are the names of the fields.

    Raises
    ------
    ModelError
        With one diagnostic for each problem; first of all fields, then of the parts together.
    """
    try:
        return Blueprint.model_validate(data, by_alias=by_alias, by_name=not by_alias)
    except ValidationError as error:
        raise ModelError(locate_problems(problems_of(error, Blueprint), source)) from None
    except InvariantError as error:
        raise ModelError(locate_problems(error.problems, source)) from None
