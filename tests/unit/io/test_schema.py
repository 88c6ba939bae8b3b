"""The JSON Schema of the file format has every word of the model, each explained."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from blueprint.errors import BlueprintError
from blueprint.io.json import dump_json
from blueprint.io.schema import json_schema
from blueprint.io.yaml import parse_yaml
from blueprint.model import (
    Blueprint,
    CustomerClass,
    Economics,
    Evidence,
    FailPoint,
    Phase,
    Resource,
    Standard,
    Step,
    WaitPoint,
)
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


# --- what it takes and refuses ---------------------------------------------------------------------------------------

TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "number": (int, float), "integer": int,
}  # fmt: skip


def holds(schema: dict[str, Any], value: Any) -> bool:
    """Check a value by the few words of JSON Schema that the schema uses; any other word is an error of this test."""
    return all(word_holds(word, schema, value) for word in schema)


def word_holds(word: str, schema: dict[str, Any], value: Any) -> bool:
    wanted = schema[word]
    match word:
        case "$schema" | "$defs" | "title" | "description" | "examples" | "format":
            return True
        case "$ref":
            return holds(PARTS[wanted.removeprefix("#/$defs/")], value)
        case "type":
            kinds = wanted if isinstance(wanted, list) else [wanted]
            return any(isinstance(value, TYPES[kind]) and (kind == "boolean" or value is not True) for kind in kinds)
        case "const":
            return bool(value == wanted)
        case "enum":
            return value in wanted
        case "anyOf" | "oneOf":
            count = sum(holds(option, value) for option in wanted)
            return count > 0 if word == "anyOf" else count == 1
        case "not":
            return not holds(wanted, value)
        case "pattern":
            return not isinstance(value, str) or wanted in value
        case "minimum":
            return not isinstance(value, int | float) or value >= wanted
        case "maximum":
            return not isinstance(value, int | float) or value <= wanted
        case "required":
            return not isinstance(value, dict) or all(name in value for name in wanted)
        case "minProperties":
            return not isinstance(value, dict) or len(value) >= wanted
        case "items":
            return not isinstance(value, list) or all(holds(wanted, item) for item in value)
        case "propertyNames":
            return not isinstance(value, dict) or all(holds(wanted, name) for name in value)
        case "properties":
            return not isinstance(value, dict) or all(
                holds(wanted[name], value[name]) for name in wanted if name in value
            )
        case "additionalProperties":
            rest = (
                [item for name, item in value.items() if name not in schema.get("properties", {})]
                if isinstance(value, dict)
                else []
            )
            return not rest if wanted is False else all(holds(wanted, item) for item in rest)
    raise AssertionError(f"the schema uses a word that this test does not know: {word}")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_takes_the_examples(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert holds(SCHEMA, yaml.safe_load(text))
    assert holds(SCHEMA, json.loads(dump_json(parse_yaml(text).blueprint)))


TAKEN = [
    "title: T",
    "title: 5\nversion: 1.2\ncustomer:",
    "title: T\nlanes: [customer, {id: nurse, kind: onstage}]",
    "title: T\nlanes: {customer: {}, nurse: {kind: onstage}}\nsteps: [{nurse: Wake up}]",
    "title: T\nresources: {host: , waiter: {capacity: 3, schedule: {'09:00-12:00': 3}}}",
    "title: T\nsteps: [{customer: A, resource: [a, {b: 2}], standard: [5 min, {vip: 3 min}], evidence: Menu}]",
    "title: T\nflows: [a >> b, {needs: a >> b, classes: vip}]",
    "title: T\narrivals: {appointments: every 15 min, no_show: 8%}",
]
REFUSED = [
    "steps: []",
    "title: T\ncolour: red",
    "title: T\nsteps: []\nphases: []",
    "title: T\nsteps: [{customer: A, emotion: 9}]",
    "title: T\nsteps: [{customer: A, join: some}]",
    "title: T\nsteps: [{customer: A, resource: a, resources: b}]",
    "title: T\nsteps: [{customer: A, fail_points: [{fail: x, severity: 11}]}]",
    "title: T\nflows: [a]",
    "title: T\nflows: [{probability: 0.5}]",
    "title: T\nflows: [{flow: a >> b, needs: a >> b}]",
    "title: T\nlanes: {nurse: {kind: onstag}}",
]


@pytest.mark.parametrize("text", TAKEN)
def test_it_takes_what_the_reader_takes(text: str) -> None:
    assert holds(SCHEMA, yaml.safe_load(text))


@pytest.mark.parametrize("text", REFUSED)
def test_it_refuses_what_the_reader_refuses(text: str) -> None:
    assert not holds(SCHEMA, yaml.safe_load(text))
    with pytest.raises(BlueprintError):
        parse_yaml(text)


def test_it_is_a_valid_schema() -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema: pip install jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for text in TAKEN + REFUSED:
        assert validator.is_valid(yaml.safe_load(text)) == holds(SCHEMA, yaml.safe_load(text))


def test_the_copy_beside_the_examples_is_up_to_date() -> None:
    written = (EXAMPLES[0].parents[1] / "blueprint.schema.json").read_text(encoding="utf-8")
    assert written == json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n", (
        "blueprint schema -o examples/blueprint.schema.json"
    )
