"""One service told in Python and in YAML is one equal blueprint."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprint.io.python import dump_python, parse_python
from blueprint.io.yaml import dump_yaml, parse_yaml
from blueprint.model import Blueprint

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.py"))


def from_python(path: Path) -> Blueprint:
    return parse_python(path.read_text(encoding="utf-8"), str(path)).blueprint


def from_yaml(path: Path) -> Blueprint:
    file = path.with_suffix(".yaml")
    return parse_yaml(file.read_text(encoding="utf-8"), str(file)).blueprint


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_says_the_same_in_both_notations(path: Path) -> None:
    assert from_python(path) == from_yaml(path)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_goes_from_python_to_yaml_and_back(path: Path) -> None:
    told = from_python(path)
    in_yaml = parse_yaml(dump_yaml(told)).blueprint
    assert in_yaml == told
    assert parse_python(dump_python(in_yaml)).blueprint == told
