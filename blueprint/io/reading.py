"""Reading: from the tree of a file to a document, with every problem told at once."""

from __future__ import annotations

from pydantic import ValidationError

from blueprint.diagnostics import Diagnostic
from blueprint.errors import ModelError
from blueprint.io.places import in_order
from blueprint.io.shape import shape_blueprint
from blueprint.io.tree import Keys, Tree, TreeMap
from blueprint.model import Blueprint, Document, InvariantError, build_blueprint
from blueprint.model.problems import locate_problems, problems_of


def read_document(tree: Tree) -> Document:
    """Return the document that a tree says.

    Raises
    ------
    ModelError
        With the problems of shape and fields in the order of the file; if there are none, with those between the parts.
        Of each not more than `MOST_PROBLEMS`.
    """
    data, problems = shape_blueprint(tree)
    places = TreeMap(tree.source, data)
    if problems:
        if data:
            problems += _problems_of_fields(data, places)
        raise ModelError(in_order(problems))
    try:
        blueprint = build_blueprint(data, places, by_alias=True)
    except ModelError as error:
        raise ModelError(in_order(error.diagnostics)) from None
    return Document(blueprint, places, tree.warnings, tree.source.name)


def _problems_of_fields(data: Keys, places: TreeMap) -> list[Diagnostic]:
    """Check the fields of a blueprint that is incomplete: how its parts fit together would only mislead."""
    try:
        Blueprint.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        return locate_problems(problems_of(error, Blueprint), places)
    except InvariantError:
        pass
    return []
