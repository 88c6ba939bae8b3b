"""`blueprint convert`, `layout` and `schema`: one blueprint in another notation, and data for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from blueprint import load
from tests.unit.cli.terminal import BAR, Terminal


@pytest.mark.parametrize("target", ["yaml", "yml", "json", "py", "python", "YAML"])
def test_standard_output_takes_a_notation_by_name(terminal: Terminal, target: str) -> None:
    terminal.write("bar.yaml")
    said = terminal("convert", "bar.yaml", "-o", "-", "--to", target)
    assert (said.code, said.err) == (0, "")
    assert load(said.out, format=target).blueprint == load(BAR).blueprint
    assert terminal.names() == ["bar.yaml"]


def test_the_notation_of_a_file_without_ending_can_be_said(terminal: Terminal) -> None:
    terminal.write("bar")
    said = terminal("convert", "bar", "--from", "yaml", "-o", "out", "--to", "json")
    assert (said.code, said.out) == (0, "out: 3 steps\n")
    assert json.loads(terminal.read("out"))["title"] == "A visit to a bar"


def test_standard_input_can_be_python(terminal: Terminal) -> None:
    source = "from blueprint import draft\nvisit = draft('T')\nvisit.customer('Enter')\n"
    said = terminal("convert", "-", "--from", "py", "-o", "-", "--to", "yaml", stdin=source)
    assert said.code == 0, said.err
    assert load(said.out).blueprint.steps[0].label == "Enter"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bar.yaml", "-o", "out"], "the name 'out' has no ending; say the notation: --to yaml, json or py"),
        (["bar.yaml", "-o", "-"], "standard output has no ending; say the notation: --to yaml, json or py"),
        (["bar.yaml", "-o", "out.svg"], "BP902"),
        (["bar.yaml", "-o", "out", "--to", "jsn"], "did you mean 'json'?"),
        (["bar.yaml", "-o", "out.json", "--from", "ymal"], "did you mean 'yml'?"),
        (["bar.yaml", "-o", "bar.yaml"], "'bar.yaml' is the file that is read"),
        (["bar.yaml", "-o", "in/../bar.yaml"], "is the file that is read"),
        (["bar.yaml", "-o", "in", "--to", "json"], "'in' is a folder"),
        (["bar.yaml", "-o", "nowhere/bar.json"], "make the folder first"),
        (["nope.yaml", "-o", "out.json"], "there is no file 'nope.yaml'"),
    ],
)
def test_what_cannot_be_converted_leaves_everything_as_it_was(
    terminal: Terminal, arguments: list[str], words: str
) -> None:
    terminal.write("bar.yaml")
    (terminal.folder / "in").mkdir()
    said = terminal("convert", *arguments)
    assert (said.code, said.out) == (2, "")
    assert words in said.err
    assert terminal.names() == ["bar.yaml", "in"]
    assert terminal.read("bar.yaml") == BAR


def test_one_step_is_one_step(terminal: Terminal) -> None:
    said = terminal("convert", "-", "-o", "out.json", stdin="title: T\nsteps: [{customer: A}]\n")
    assert said.out == "out.json: 1 step\n"


# --- layout ----------------------------------------------------------------------------------------------------------


def test_the_layout_of_a_file_can_be_written_to_another(terminal: Terminal) -> None:
    terminal.write("bar.yaml")
    said = terminal("layout", "bar.yaml", "-o", "bar.json")
    assert (said.code, said.out) == (0, "")
    assert json.loads(terminal.read("bar.json")) == json.loads(terminal("layout", "bar.yaml").out)


def test_the_layout_has_the_keys_that_are_promised(terminal: Terminal) -> None:
    text = BAR.replace(
        "  - order >> mix", "  - {flow: mix >> drink, probability: 60%}\n  - {needs: mix >> stock}\n  - order >> mix"
    )
    text = text.replace("flows:", "  - support: Keep stock\n    id: stock\nflows:")
    text = text.replace("steps:\n", "phases:\n- phase: Visit\n  steps:\n")
    found = json.loads(terminal("layout", "-", stdin=text).out)
    assert list(found) == ["width", "height", "nodes", "edges", "lanes", "phases", "lines", "labels"]
    keys = {
        "nodes": ["id", "x", "y", "w", "h", "lane", "kind", "phase"],
        "edges": ["id", "source", "target", "kind", "points"],
        "lanes": ["id", "kind", "y", "h"],
        "phases": ["id", "x", "w"],
        "lines": ["kind", "y"],
        "labels": ["text", "x", "y", "w", "h"],
    }
    for name, expected in keys.items():
        assert found[name], name
        assert [list(item) for item in found[name]] == [expected] * len(found[name])
    assert {edge["kind"] for edge in found["edges"]} == {"flow", "needs"}


def test_the_source_is_never_written_over_by_its_layout(terminal: Terminal) -> None:
    terminal.write("bar.yaml")
    said = terminal("layout", "bar.yaml", "-o", "./bar.yaml")
    assert said.code == 2
    assert "is the file that is read" in said.err
    assert terminal.read("bar.yaml") == BAR


def test_an_unknown_theme_has_no_layout(terminal: Terminal) -> None:
    terminal.write("bar.yaml")
    said = terminal("layout", "bar.yaml", "--theme", "nosuch")
    assert (said.code, said.out) == (2, "")
    assert "BP901" in said.err


# --- schema ----------------------------------------------------------------------------------------------------------


def test_the_schema_can_be_written_to_a_file(terminal: Terminal) -> None:
    assert terminal("schema", "-o", "blueprint.schema.json").code == 0
    assert terminal.read("blueprint.schema.json") == terminal("schema").out


def test_a_schema_has_no_place_in_a_folder(terminal: Terminal) -> None:
    Path("folder").mkdir()
    said = terminal("schema", "-o", "folder")
    assert said.code == 2
    assert "BP020" in said.err
