"""JSON: the same words as in YAML, for programs."""

from __future__ import annotations

import json

from blueprint.io.json_tree import build_tree
from blueprint.io.places import PLAIN_BREAKS
from blueprint.io.plain import plain_blueprint
from blueprint.io.reading import read_document
from blueprint.io.source import checked_source
from blueprint.model import Blueprint, Document


def parse_json(text: str, name: str = "<text>") -> Document:
    """Read a blueprint in JSON.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        File name for messages.

    Raises
    ------
    SourceError
        If it is no JSON.
    ModelError
        If it says something that is no blueprint; with every problem of the stage.
    """
    return read_document(build_tree(checked_source(name, text, PLAIN_BREAKS)))


def dump_json(blueprint: Blueprint) -> str:
    """Write a blueprint as indented JSON that reads back to an equal one."""
    return json.dumps(plain_blueprint(blueprint), ensure_ascii=False, indent=2) + "\n"
