"""YAML: the notation that people write; its words are the fields of the model."""

from __future__ import annotations

from blueprint.io.places import YAML_BREAKS
from blueprint.io.plain import plain_blueprint
from blueprint.io.reading import read_document
from blueprint.io.source import checked_source
from blueprint.io.yaml_tree import build_tree
from blueprint.io.yaml_writer import write_yaml
from blueprint.model import Blueprint, Document


def parse_yaml(text: str, name: str = "<text>") -> Document:
    """Read a blueprint in YAML.

    Parameters
    ----------
    text : str
        The whole file.
    name : str
        File name for messages.

    Raises
    ------
    SourceError
        If it is no YAML, or uses parts of YAML that are not read.
    ModelError
        If it says something that is no blueprint; with every problem of the stage.
    """
    return read_document(build_tree(checked_source(name, text, YAML_BREAKS)))


def dump_yaml(blueprint: Blueprint) -> str:
    """Write a blueprint as YAML that reads back to an equal one."""
    return write_yaml(plain_blueprint(blueprint))
