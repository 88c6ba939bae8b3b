"""The JSON Schema of the file format has every word of the model, each explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from blueprint.io.json import dump_json
from blueprint.io.schema import json_schema
from blueprint.io.yaml import parse_yaml
from blueprint.model import Blueprint, CustomerClass, Economics, Evidence, FailPoint, Phase, Resource, Standard, Step, WaitPoint
from blueprint.model.problems import words_of

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))
SCHEMA = json_schema()
PARTS = SCHEMA["$defs"]


def fields(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for word, field in schema.get("properties", {}).items() if isinstance(schema.get("properties"), dict) else ():
            yield f"{path}/{word}", field
        for key, value in schema.items():
            yield from fields(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for item in schema:
            yield from fields(item, path)


def test_every_field_is_explained() -> None:
    found = list(fields(SCHEMA))
    assert len(found) > 120
    assert [path for path, field in found if not field.get("description")] == []


@pytest.mark.parametrize("model", [CustomerClass, Economics, Evidence, FailPoint, Phase, Standard, WaitPoint])
def test_a_part_has_the_words_of_its_model(model: Any) -> None:
    assert list(PARTS[model.__name__]["properties"]) == words_of(model)
    assert PARTS[model.__name__]["additionalProperties"] is False


def test_the_root_has_the_words_of_a_blueprint_and_steps() -> None:
    assert list(SCHEMA["properties"]) == [*words_of(Blueprint), "steps"]
    assert SCHEMA["required"] == ["title"]
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_a_step_has_its_words_and_keys_of_lanes() -> None:
    words = set(words_of(Step)) - {"lane", "label"}
    lanes = {"customer", "onstage", "backstage", "support", "management"}
    assert set(PARTS["Step"]["properties"]) == words | lanes | {"resource"}
    assert PARTS["Step"]["additionalProperties"]["description"]


def test_resources_and_lanes_stand_under_their_ids() -> None:
    assert "id" not in PARTS["Resource"]["properties"]
    assert set(PARTS["NewResource"]["properties"]) == set(words_of(Resource))
    assert SCHEMA["properties"]["resources"]["anyOf"][0]["type"] == "object"


def test_a_flow_is_a_chain_or_has_one_kind() -> None:
    chain, relation = PARTS["Flow"]["anyOf"]
    assert chain["type"] == "string"
    assert set(relation["properties"]) == {
        "flow", "needs", "exchange", "influences", "id", "probability", "condition", "classes",
    }  # fmt: skip
    assert len(relation["oneOf"]) == 4


def test_it_is_json_and_always_the_same() -> None:
    assert json.dumps(json_schema()) == json.dumps(SCHEMA)
    references = {part["$ref"] for part in every(SCHEMA) if "$ref" in part}
    assert {reference.removeprefix("#/$defs/") for reference in references} <= set(PARTS)


def every(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from every(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from every(value)


def test_it_takes_the_examples_and_refuses_what_the_reader_refuses() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema: pip install jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        validator.validate(yaml.safe_load(text))
        validator.validate(json.loads(dump_json(parse_yaml(text).blueprint)))
    for text in (
        "steps: []",
        "title: T\ncolour: red",
        "title: T\nsteps: []\nphases: []",
        "title: T\nsteps: [{customer: A, emotion: 9}]",
        "title: T\nsteps: [{customer: A, join: some}]",
        "title: T\nflows: [a]",
        "title: T\nflows: [{probability: 0.5}]",
        "title: T\nflows: [{flow: a >> b, needs: a >> b}]",
        "title: T\nlanes: {nurse: {kind: onstag}}",
    ):
        assert not validator.is_valid(yaml.safe_load(text)), text
