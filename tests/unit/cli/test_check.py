"""`blueprint check`: what it says, in which order, and what it returns."""

from __future__ import annotations

import json

import pytest

from tests.unit.cli.terminal import BAR, Terminal

ALONE = "title: T\nsteps:\n  - {customer: A, id: a}\n  - {onstage: B, id: b}\n"
WRONG = BAR.replace("order >> mix >> drink", "order >> mix >> end")


def test_a_sound_file_is_told_in_one_line(terminal: Terminal) -> None:
    terminal.write("bar.yaml")
    said = terminal("check", "bar.yaml")
    assert (said.code, said.out, said.err) == (0, "bar.yaml: nothing to report\n", "")


def test_warnings_and_notes_are_no_errors(terminal: Terminal) -> None:
    terminal.write("bar.yaml", ALONE)
    said = terminal("check", "bar.yaml")
    assert (said.code, said.out) == (0, "bar.yaml: 1 warning, 1 note (1 flow, 1 lanes and lines)\n")
    assert "BP303 warning" in said.err and "BP211 info" in said.err


def test_each_of_several_files_is_told_and_the_worst_counts(terminal: Terminal) -> None:
    terminal.write("good.yaml")
    terminal.write("wrong.yaml", WRONG)
    said = terminal("check", "wrong.yaml", "good.yaml")
    assert (said.code, said.out.splitlines()) == (1, ["wrong.yaml: 1 error", "good.yaml: nothing to report"])
    said = terminal("check", "nope.yaml", "wrong.yaml", "good.yaml")
    assert (said.code, len(said.out.splitlines())) == (2, 3)


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.yaml", b"title: [", 1),
        ("a.yaml", b"", 1),
        ("a.yaml", b"title: T\nnosuch: 1\n", 1),
        ("a.yaml", b"\xff\xfet\0", 2),
        ("a.yaml", b"%PDF-1.7", 2),
        ("a.docx", b"title: T\n", 2),
    ],
)
def test_errors_in_a_file_are_1_and_what_is_no_file_of_ours_is_2(
    terminal: Terminal, name: str, data: bytes, code: int
) -> None:
    terminal.write(name, data)
    assert terminal("check", name).code == code
    assert terminal("render", name, "-o", "a.svg").code == code
    assert terminal("convert", name, "-o", "a.json").code == code
    assert terminal.names() == [name]


def test_json_has_the_findings_of_all_files_and_nothing_else(terminal: Terminal) -> None:
    terminal.write("wrong.yaml", WRONG)
    said = terminal("check", "wrong.yaml", "q.yaml", "--format", "json")
    assert (said.code, said.err) == (2, "")
    assert json.loads(said.out) == [
        {
            "code": "BP301",
            "rule": "unreachable-step",
            "severity": "error",
            "message": "no flow reaches 'Drink'",
            "path": "wrong.yaml",
            "line": 9,
            "column": 5,
            "element": "drink",
            "hint": "draw a flow to it, or delete it",
        },
        {
            "code": "BP001",
            "rule": "unreadable",
            "severity": "error",
            "message": "there is no file 'q.yaml'",
            "path": "q.yaml",
            "line": None,
            "column": None,
            "element": None,
            "hint": "check the name, and the folder you are in",
        },
    ]


def test_no_findings_are_an_empty_list(terminal: Terminal) -> None:
    terminal.write("bar.yaml")
    assert json.loads(terminal("check", "bar.yaml", "--format", "json").out) == []


@pytest.mark.parametrize("stdin", [BAR, '{"title": "T", "steps": [{"customer": "A"}]}'])
def test_standard_input_may_be_yaml_or_json(terminal: Terminal, stdin: str) -> None:
    said = terminal("check", "-", stdin=stdin)
    assert said.code == 0
    assert said.out.startswith("-: ")


def test_faults_of_standard_input_have_places(terminal: Terminal) -> None:
    said = terminal("check", "-", stdin="title: T\nnosuch: 1\n")
    assert said.code == 1
    assert said.err.startswith("<stdin>:2:1: BP007 error: unknown key 'nosuch'")


def test_an_unknown_format_lists_those_that_are_known(terminal: Terminal) -> None:
    said = terminal("check", "--format", "xml", "bar.yaml")
    assert said.code == 2
    assert "'text', 'json'" in said.err


def test_findings_stand_in_the_order_of_the_source(terminal: Terminal) -> None:
    terminal.write(
        "bar.yaml",
        "title: T\nsteps:\n  - {customer: A, id: a}\n  - {customer: B, id: b}\n  - {onstage: C, id: c}\nflows: [a >> c]\n",
    )
    lines = [
        line.split(":")[1:3] for line in terminal("check", "bar.yaml").err.splitlines() if line.startswith("bar.yaml")
    ]
    assert lines == sorted(lines, key=lambda place: [int(part) for part in place])
    assert len(lines) >= 3
