"""Reading and writing JSON: the same words, the same places, the same refusals."""

from __future__ import annotations

import json

import pytest

from blueprint.io.json import dump_json, parse_json
from blueprint.io.yaml import parse_yaml
from tests.unit.io.faults import assert_json_fault, marked
from tests.unit.io.test_yaml import PAGE


def test_json_and_yaml_say_the_same() -> None:
    blueprint = parse_yaml(PAGE).blueprint
    assert parse_json(dump_json(blueprint)).blueprint == blueprint


def test_json_is_written_for_people_too() -> None:
    written = dump_json(
        parse_yaml("title: 餐厅\nsteps:\n  - customer: 到店\n    emotion: 1\n    cost: 0.5\n").blueprint
    )
    assert written.startswith('{\n  "schema": 1,\n  "title": "餐厅",\n  "steps": [\n    {\n      "customer": "到店",\n')
    assert json.loads(written)["steps"][0] == {"customer": "到店", "id": "到店", "emotion": 1, "cost": 0.5}


def test_numbers_flags_and_null_are_read_as_in_yaml() -> None:
    text = '{"title": 7, "version": 1.20, "customer": null, "steps": [{"customer": "A", "emotion": 1, "moment_of_truth": true}]}'
    blueprint = parse_json(text).blueprint
    assert (blueprint.title, blueprint.version, blueprint.customer) == ("7", "1.20", None)
    assert blueprint.steps[0].emotion == 1 and blueprint.steps[0].moment_of_truth is True


def test_escapes_are_read() -> None:
    assert parse_json('{"title": "\\u00c9\\n\\ud83d\\ude00"}').blueprint.title == "É\n😀"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{"title": "T", "title": "U"}', "1:16 BP006", ("'title'", "twice")),
        ('{"title": "T",\n "x": 1}', "2:2 BP007", ("'x'",)),
        ('{"title": "T",}', "1:14 BP003", ("comma", "delete")),
        ('{"title": "T", "sources": ["a",]}', "1:31 BP003", ("comma", "delete")),
        ("{'title': 1}", "1:2 BP003", ("double quotes",)),
        ("{title: 1}", "1:2 BP003", ("double quotes",)),
        ('{"title": T}', "1:11 BP003", ("'T'", "double quotes")),
        ('{"title": "T" "id": "t"}', "1:15 BP003", ("comma is missing",)),
        ('{"title" "T"}', "1:10 BP003", ("':' is missing",)),
        ('{"title": "T}', "1:11 BP003", ("never closed",)),
        ('{"title": "T"', "1:13 BP003", ("ends too early",)),
        ('{"title": "T\nU"}', "1:13 BP003", ("end of its line",)),
        ('{"title": "\\q"}', "1:12 BP003", ("backslash",)),
        ('{"title": "T"} x', "1:16 BP003", ("after the end",)),
        ('{"title": "T", "steps": [{"customer": "A", "cost": NaN}]}', "1:52 BP011", ("'NaN'",)),
        ('{"title": "T", "steps": [{"customer": "A", "cost": -Infinity}]}', "1:52 BP011", ("'-Infinity'",)),
        ('{"title": "T", "steps": [{"customer": "A", "cost": 1e400}]}', "1:52 BP011", ("expected a number",)),
        ('{"title": "T", "steps": [{"customer": "A", "cost": "1"}]}', "1:52 BP011", ("without quotes",)),
        ('{"title": "T", "steps": [{"customer": "A", "moment_of_truth": "true"}]}', "1:63 BP014", ("true or false",)),
        ('{"title": "\\ud800"}', "1:11 BP010", ("U+D800",)),
        ('{"title": "T", "steps": [{"customer": "A"}], "flows": ["a >> \\u00e9"]}', "1:56 BP104", ("no step 'é'",)),
        ("", "1:1 BP005", ("nothing",)),
        ("null", "1:1 BP005", ("nothing",)),
        ("[]", "1:1 BP008", ("a list", "title")),
        ('"T"', "1:1 BP008", ("the text 'T'",)),
        ("5", "1:1 BP008", ("the text '5'",)),
    ],
)
def test_a_fault_of_json_is_told_in_plain_words(text: str, place: str, words: tuple[str, ...]) -> None:
    assert_json_fault(text, place, *words)


def test_a_name_in_a_chain_is_marked_in_json_too() -> None:
    found = assert_json_fault(
        '{"title": "T", "steps": [{"customer": "A"}],\n "flows": ["a >> bb"]}', "2:18 BP104", "'bb'"
    )
    assert marked(found) == "bb"
