"""`blueprint new`: names, titles and files of a first blueprint."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from blueprint import load
from blueprint.cli.main import run
from tests.unit.cli.terminal import Terminal


@pytest.mark.parametrize(
    ("name", "file", "title"),
    [
        ("bar", "bar.yaml", "bar"),
        ("Corner shop", "corner-shop.yaml", "Corner shop"),
        ("咖啡店", "咖啡店.yaml", "咖啡店"),
        ("St. Mary", "st-mary.yaml", "St. Mary"),
        ("end", "end.yaml", "end"),
        ("bar.yaml", "bar.yaml", "Bar"),
        ("my-corner_shop.yml", "my-corner_shop.yml", "My corner shop"),
        ("bar.JSON", "bar.JSON", "Bar"),
        ("McDonald.py", "McDonald.py", "McDonald"),
        ("in/bar", "in/bar.yaml", "bar"),
        ("in/My bar.yaml", "in/My bar.yaml", "My bar"),
        ("a\nb", "a-b.yaml", "a\nb"),
        ("字" * 150, "字" * 66 + ".yaml", "字" * 150),
        ("x" * 300, "x" * 200 + ".yaml", "x" * 300),
        ("007", "007.yaml", "007"),
        ("no", "no.yaml", "no"),
        ("{{ 7*7 }} <script> & \\ ' \"", "7-7-script.yaml", "{{ 7*7 }} <script> & \\ ' \""),
    ],
)
def test_a_name_gives_a_file_and_a_title(terminal: Terminal, name: str, file: str, title: str) -> None:
    (terminal.folder / "in").mkdir()
    said = terminal("new", name)
    assert (said.code, said.err) == (0, "")
    assert load(Path(file)).blueprint.title == title
    assert terminal("check", file).code == 0


@pytest.mark.parametrize("name", ["", "...", "🍺", "..", "/", ".", "___.yaml", "-_-"])
def test_a_name_without_letters_is_none(terminal: Terminal, name: str) -> None:
    said = terminal("new", "--", name)
    assert (said.code, said.out) == (2, "")
    assert "is no name for a service; write one with letters, such as 'bar'" in said.err
    assert terminal.names() == []


@pytest.mark.parametrize("name", ["a\x1b[31mb", "a\x07b", "a\ud800b", "x\x7fy.json"])
def test_a_title_that_no_file_may_hold_is_refused_before_anything_is_written(terminal: Terminal, name: str) -> None:
    said = terminal("new", name)
    assert (said.code, said.out) == (2, "")
    assert "control character" in said.err
    assert "\x1b" not in said.err
    assert terminal.names() == []


def test_a_dash_writes_the_starter_to_standard_output(terminal: Terminal) -> None:
    said = terminal("new", "-")
    assert (said.code, said.err) == (0, "")
    assert load(said.out).blueprint.title == "My service"
    assert "# A starter." in said.out
    assert terminal.names() == []


def test_a_starter_in_yaml_has_comments_for_a_beginner(terminal: Terminal) -> None:
    terminal("new", "bar")
    assert "# the key is the lane" in terminal.read("bar.yaml")


@pytest.mark.parametrize("ending", ["json", "py", "yml"])
def test_a_starter_is_the_same_in_every_notation(terminal: Terminal, ending: str) -> None:
    terminal("new", "bar.yaml")
    terminal("new", f"bar.{ending}")
    assert load(Path("bar.yaml")).blueprint == load(Path(f"bar.{ending}")).blueprint


def test_what_is_said_next_can_be_typed(terminal: Terminal) -> None:
    said = terminal("new", "My bar.yaml")
    command = said.out.partition("draw it with '")[2].strip().removesuffix("'")
    words = shlex.split(command)
    assert words == ["blueprint", "render", "My bar.yaml", "-o", "My bar.svg"]
    assert run(words[1:]) == 0


def test_a_missing_folder_is_to_be_made_first(terminal: Terminal) -> None:
    said = terminal("new", "nowhere/bar")
    assert said.code == 2
    assert "BP020" in said.err and "make the folder first" in said.err


@pytest.mark.parametrize("there", ["file", "folder", "link"])
def test_nothing_that_is_there_is_replaced(terminal: Terminal, there: str) -> None:
    path = terminal.folder / "bar.yaml"
    if there == "file":
        path.write_text("mine", "utf-8")
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to("elsewhere.yaml")
    said = terminal("new", "bar")
    assert said.code == 2
    assert "'bar.yaml' is there already; choose another name, or replace it with --force" in said.err
    assert terminal.names() == ["bar.yaml"]


# --- scripts ---------------------------------------------------------------------------------------------------------


def test_a_script_may_come_from_standard_input(terminal: Terminal) -> None:
    said = terminal("new", "visit", "--from-script", "-", stdin="Enter\nPay\n")
    assert said.code == 0
    assert [step.label for step in load(Path("visit.yaml")).blueprint.steps] == ["Enter", "Pay"]


def test_a_script_may_become_any_notation(terminal: Terminal) -> None:
    for ending in ("yaml", "json", "py"):
        terminal("new", f"visit.{ending}", "--from-script", "-", stdin="Enter\nPay\n")
    assert load(Path("visit.yaml")) == load(Path("visit.yaml"))
    assert load(Path("visit.json")).blueprint == load(Path("visit.py")).blueprint == load(Path("visit.yaml")).blueprint


@pytest.mark.parametrize("script", ["", "\n\n", "# only a comment\n", "1.\n2.\n- \n"])
def test_a_script_without_an_action_is_told_how_one_is_written(terminal: Terminal, script: str) -> None:
    said = terminal("new", "visit", "--from-script", "-", stdin=script)
    assert said.code == 1
    assert "BP005" in said.err and "write one action of the customer a line" in said.err
    assert terminal.names() == []


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"Enter\nPay \x07 now\n", 1, ["<stdin>:2:1: BP010", "control character U+0007"]),
        (b"x" * 10_001, 1, ["BP010", "10,001 characters"]),
        ("Enter\n".encode("utf-16"), 2, ["BP002", "UTF-16"]),
        (b"PK\x03\x04", 2, ["BP002", "ZIP"]),
    ],
)
def test_a_faulty_script_is_told_with_its_place(terminal: Terminal, data: bytes, code: int, words: list[str]) -> None:
    said = terminal("new", "visit", "--from-script", "-", stdin=data)
    assert said.code == code
    for word in words:
        assert word in said.err
    assert terminal.names() == []


def test_a_script_that_is_not_there_is_told(terminal: Terminal) -> None:
    said = terminal("new", "visit", "--from-script", "nope.txt")
    assert said.code == 2
    assert "BP001" in said.err
