"""JSON Schema of the file format, for editors: it completes words, explains them and marks what is wrong.

It is made of the model, so that no word can be missing or out of date; where a file is built differently from the model
(see `blueprint.io.shape`), the difference is written here.
"""

from __future__ import annotations

from typing import Any

from blueprint.model import FLOW_KINDS, LANE_KINDS, Blueprint

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean"]}  # 'version: 1.2' is text here, and a number for an editor
_STEPS: Schema = {"type": ["array", "null"], "items": {"$ref": "#/$defs/Step"}}
_CHAIN: Schema = {"type": "string", "pattern": ">>", "examples": ["enter >> seat >> choose"]}
_KIND_TEXTS = {
    "flow": "Steps that follow each other: 'a >> b'.",
    "needs": "A step and the system or support that it relies on: 'a >> b'.",
    "exchange": "Two steps in contact with each other: 'a >> b'.",
    "influences": "Word of mouth or learning, back to an earlier phase: 'a >> b'.",
}


def json_schema() -> Schema:
    """Return the JSON Schema (draft 2020-12) of a blueprint in YAML or JSON.

    Examples
    --------
    >>> json_schema()["properties"]["title"]["description"]
    'Name of the service.'
    """
    made = Blueprint.model_json_schema(by_alias=True, mode="validation")
    parts = {name: _object(part) for name, part in made.pop("$defs").items()}
    root = _object(made)
    parts["Step"] = _step(parts["Step"])
    parts["Flow"] = _flow(parts["Flow"])
    parts["NewLane"] = _with_id(parts["Lane"])
    parts["NewResource"] = _with_id(parts["Resource"])
    for name in ("Lane", "Resource"):
        del parts[name]["properties"]["id"]
        parts[name]["required"] = []
    fields = root["properties"]
    fields["schema"] = {"const": 1, "description": fields["schema"]["description"]}
    fields["lanes"] = {**_named("Lane"), **_described(fields["lanes"])}
    fields["resources"] = {**_named("Resource"), **_described(fields["resources"])}
    fields["flows"] = {"type": ["array", "null"], "items": {"$ref": "#/$defs/Flow"}, **_described(fields["flows"])}
    fields["steps"] = {**_STEPS, "description": "Steps of a service without phases, in place of 'phases'."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Service blueprint",
        **root,
        "not": {"required": ["steps", "phases"]},
        "$defs": dict(sorted(parts.items())),
    }


def _object(schema: Schema) -> Schema:
    """Clean what pydantic makes of a model: one paragraph of description, no idle titles and defaults."""
    required = schema.get("required", [])
    properties = {word: _property(field, word in required) for word, field in schema.get("properties", {}).items()}
    return {
        "type": "object",
        "description": " ".join(schema.get("description", "").split("\n\n")[0].split()),
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _property(field: Schema, required: bool) -> Schema:
    """Let a word that may be missing stand without a value, as people leave it while they write."""
    rest = {key: value for key, value in field.items() if key not in ("title", "default", "description")}
    options = [_value(option) for option in rest.pop("anyOf", [rest]) if option != {"type": "null"}]
    if not required:
        options = _or_nothing(options)
    return {**(options[0] if len(options) == 1 else {"anyOf": options}), **_described(field)}


def _or_nothing(options: list[Schema]) -> list[Schema]:
    only = options[0]
    if len(options) > 1 or "type" not in only or "enum" in only:
        return [*options, {"type": "null"}]
    kinds = only["type"] if isinstance(only["type"], list) else [only["type"]]
    return [{**only, "type": [*kinds, "null"]}]


def _value(schema: Schema) -> Schema:
    if schema == {"type": "string"}:
        return dict(_TEXT)
    found = dict(schema)
    for word in ("items", "additionalProperties"):
        if isinstance(found.get(word), dict):
            found[word] = _value(found[word])
    if "anyOf" in found:
        found["anyOf"] = [_value(option) for option in found["anyOf"]]
    return found


def _described(field: Schema) -> Schema:
    return {"description": field["description"]} if "description" in field else {}


def _step(step: Schema) -> Schema:
    """Put the keys of lanes in place of the fields `lane` and `label`."""
    words = {word: field for word, field in step["properties"].items() if word not in ("lane", "label")}
    lanes = {
        kind: {**_TEXT, "description": f"What is done, beginning with a verb; the step stands in the lane '{kind}'."}
        for kind in LANE_KINDS
        if kind != "evidence"
    }
    own = {**_TEXT, "description": "What is done, beginning with a verb; the key is the id of a lane of your own."}
    return {
        **step,
        "properties": {**lanes, **words, "resource": words["resources"]},
        "required": [],
        "minProperties": 1,
        "additionalProperties": own,
        "not": {"required": ["resource", "resources"]},
    }


def _flow(flow: Schema) -> Schema:
    """Put a chain under the key of its kind in place of `source`, `target` and `kind`, or let it stand alone."""
    words = {word: field for word, field in flow["properties"].items() if word not in ("source", "target", "kind")}
    kinds = {kind: {**_CHAIN, "description": _KIND_TEXTS[kind]} for kind in FLOW_KINDS}
    relation = {
        **flow,
        "properties": {**kinds, **words},
        "required": [],
        "oneOf": [{"required": [kind]} for kind in FLOW_KINDS],
    }
    return {"anyOf": [_CHAIN, relation], "description": flow["description"]}


def _with_id(part: Schema) -> Schema:
    return {**part, "properties": dict(part["properties"]), "required": ["id"]}


def _named(name: str) -> Schema:
    """Take elements under their ids, or as a list of ids."""
    part = {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}
    items = {"anyOf": [_TEXT, {"$ref": f"#/$defs/New{name}"}]}
    return {
        "anyOf": [
            {"type": "object", "additionalProperties": part},
            {"type": "array", "items": items},
            {"type": "null"},
        ]
    }
