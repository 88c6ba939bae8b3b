"""Documents: a blueprint with its places; and how problems get theirs."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.diagnostics import Location, NoSource, TextMap
from blueprint.errors import ModelError
from blueprint.model import Blueprint, Document, FailPoint, Problem, build_blueprint
from blueprint.model.problems import describe, locate_problems, model_at, words_of

LINES = ("title: T", "steps: []", "flows: [a >> b >> c]")
SOURCE = TextMap(
    "a.yaml",
    LINES,
    {
        ("title",): (1, 8, 1),
        ("flows", 0): (3, 9, 6),
        ("flows", 0, "target"): (3, 14, 1),
        ("flows", 1, "source"): (3, 14, 1),
    },
    {("title",): (1, 1, 5)},
)


def raised(data: dict[str, Any], *, by_alias: bool = True) -> ModelError:
    with pytest.raises(ModelError) as found:
        build_blueprint(data, SOURCE, by_alias=by_alias)
    return found.value


def test_keys_are_the_words_of_the_format_or_the_names_of_the_fields() -> None:
    words = {"title": "T", "phases": [{"phase": "P", "steps": []}]}
    fields = {"title": "T", "phases": [{"label": "P", "steps": []}]}
    assert build_blueprint(words, SOURCE, by_alias=True) == build_blueprint(fields, SOURCE, by_alias=False)
    assert [item.code for item in raised(fields).diagnostics] == ["BP007"]
    assert [item.code for item in raised(words, by_alias=False).diagnostics] == ["BP007"]


def test_a_faulty_field_is_told_at_its_place() -> None:
    (found,) = raised({"title": ""}).diagnostics
    assert found.location == Location("a.yaml", 1, 8, 1, "title: T")


def test_an_unknown_key_is_told_at_the_key() -> None:
    (found,) = raised({"title": "T", "flows": [{"source": "a", "target": "b", "probabillity": 1}]}).diagnostics
    assert found.code == "BP007"
    assert found.location == Location("a.yaml", 3, 9, 6, LINES[2])


def test_a_contradiction_is_told_at_its_place() -> None:
    found = raised({"title": "T", "flows": [{"source": "end", "target": "b"}]}).diagnostics
    assert [(item.code, str(item.location)) for item in found] == [("BP311", "a.yaml:3:9"), ("BP104", "a.yaml:3:14")]


def test_what_is_said_of_one_place_twice_is_said_once() -> None:
    problems = [
        Problem("BP104", "unknown-reference", "there is no step 'b'", ("flows", 0, "target"), element="a>>b"),
        Problem("BP104", "unknown-reference", "there is no step 'b'", ("flows", 1, "source"), element="b>>c"),
    ]
    assert len(locate_problems(problems, SOURCE)) == 1
    assert len(locate_problems(problems, NoSource())) == 2


def test_a_document_knows_where_its_elements_stand() -> None:
    blueprint = Blueprint.model_validate({"title": "T", "flows": []})
    source = TextMap("a.yaml", LINES, {("lanes", 1): (2, 1, 5)})
    assert Document(blueprint, source).place_of("customer") == Location("a.yaml", 2, 1, 5, "steps: []")
    assert Document(blueprint).place_of("customer") is None
    assert Document(blueprint, source) == Document(blueprint)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "nothing"),
        ("", "nothing"),
        (True, "true"),
        (False, "false"),
        ("abc", "the text 'abc'"),
        ("x" * 100, f"the text '{'x' * 39}…'"),
        (3, "the number 3"),
        pytest.param(10**5000, "a number of too many digits", id="huge"),
        (2.5, "the number 2.5"),
        ({}, "keys with values"),
        ([], "a list"),
        ((), "a list"),
        (3j, "a complex"),
    ],
)
def test_what_stands_there_is_said_in_plain_words(value: object, words: str) -> None:
    assert describe(value) == words


def test_the_model_at_a_path_knows_its_words() -> None:
    path = ("phases", 3, "steps", 0, "fail_points", 1)
    assert model_at(Blueprint, path) is FailPoint
    assert words_of(FailPoint)[:4] == ["fail", "id", "cause", "effect"]
    assert words_of(model_at(Blueprint, ("title",))) == []
    assert model_at(Blueprint, ("nosuch", "path")) is None
