"""The command `blueprint` itself: help, unknown commands, exit codes, and the way out of every fault."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import blueprint
from blueprint.cli.main import COMMANDS, main
from tests.unit.cli.terminal import BAR, ROOT, Terminal, start

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs a shell, pipes and signals as POSIX has them")


# --- help ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_every_command_with_what_it_does(terminal: Terminal, option: str) -> None:
    said = terminal(option)
    assert (said.code, said.err) == (0, "")
    for name, purpose in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(purpose)}$", said.out, re.MULTILINE)
    assert "Begin with: blueprint new" in said.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_its_own(terminal: Terminal, name: str) -> None:
    said = terminal(name, "--help")
    assert said.code == 0
    assert said.out.startswith(f"Usage: blueprint {name} ")


def test_help_is_instant() -> None:
    script = (
        "import sys\nfrom blueprint.cli.main import run\nrun(['--help'])\n"
        "import json; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert loaded & {"pydantic", "networkx", "jinja2", "yaml", "wcwidth", "uniseg", "numpy", "scipy"} == set()


def test_without_anything_the_help_is_shown_as_an_error(terminal: Terminal) -> None:
    said = terminal()
    assert (said.code, said.out) == (2, "")
    assert "Usage: blueprint" in said.err


def test_the_version_is_told(terminal: Terminal) -> None:
    said = terminal("--version")
    assert (said.code, said.out) == (0, f"blueprint {blueprint.__version__}\n")


# --- wrong usage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("chekc", "did you mean 'check'?"),
        ("draw", "the commands are new, check, render, analyze, "),
        ("help", "write 'blueprint --help'"),
        ("bar.yaml", "say what to do with the file: 'blueprint check bar.yaml'"),
        ("", "the commands are new, check, render, analyze, "),
        ("x" * 1000, "the commands are"),
        ("\x1b[31m", "the commands are"),
    ],
)
def test_an_unknown_command_is_told_the_nearest_one(terminal: Terminal, word: str, hint: str) -> None:
    said = terminal(word)
    assert (said.code, said.out) == (2, "")
    assert "there is no command '" in said.err and hint in said.err
    assert "\x1b" not in said.err and len(said.err) < 400


def test_an_unknown_option_is_told_the_nearest_one(terminal: Terminal) -> None:
    said = terminal("render", "bar.yaml", "--them", "light")
    assert said.code == 2
    assert "--theme" in said.err


def test_a_name_with_blanks_is_to_be_quoted(terminal: Terminal) -> None:
    said = terminal("new", "My", "coffee", "bar")
    assert said.code == 2
    assert "hint: a name with blanks must stand in quotes: 'My service'" in said.err
    assert terminal.names() == []


@pytest.mark.parametrize("arguments", [["check"], ["render"], ["layout"], ["new"], ["convert", "a.yaml"]])
def test_what_is_missing_is_named(terminal: Terminal, arguments: list[str]) -> None:
    said = terminal(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "Missing" in said.err and "--help" in said.err


@pytest.mark.parametrize("arguments", [["check", ""], ["render", ""], ["convert", "", "-o", "a.py"], ["layout", ""]])
def test_an_empty_name_of_a_file_is_named_as_such(terminal: Terminal, arguments: list[str]) -> None:
    said = terminal(*arguments)
    assert said.code == 2
    assert "the name of a file is empty" in said.err


# --- faults of ours --------------------------------------------------------------------------------------------------


@pytest.fixture
def broken(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("half\nof \x1b nothing" + "x" * 5000)

    monkeypatch.setattr("blueprint.api.check", fail)
    terminal.write("bar.yaml")
    return terminal


def test_a_fault_of_ours_is_told_as_one(broken: Terminal) -> None:
    said = broken("check", "bar.yaml")
    assert (said.code, said.out) == (3, "")
    head, hint = said.err.splitlines()
    assert head.startswith(
        "blueprint: this is a fault of the program, not of your file: ZeroDivisionError: half\ufffdof"
    )
    assert len(head) < 600
    assert hint == "   hint: please report it; BLUEPRINT_TRACEBACK=1 shows where it happened"


def test_who_wants_to_see_where_it_happened_sees_it(broken: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLUEPRINT_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        broken("check", "bar.yaml")


@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError(), AssertionError("no"), KeyError("x")])
def test_every_fault_of_ours_has_exit_code_3(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    monkeypatch.setattr("blueprint.api.check", fail)
    terminal.write("bar.yaml")
    assert terminal("check", "bar.yaml").code == 3


def test_what_the_system_refuses_is_no_fault_of_ours(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("blueprint.api.check", fail)
    terminal.write("bar.yaml")
    said = terminal("check", "bar.yaml")
    assert (said.code, said.err) == (2, "blueprint: the input or output cannot be used: Input/output error\n")


def test_an_interrupt_is_told_in_one_word(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("blueprint.api.check", interrupt)
    terminal.write("bar.yaml")
    said = terminal("check", "bar.yaml")
    assert (said.code, said.err.strip()) == (130, "interrupted")


def test_the_program_ends_with_the_exit_code(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gc.disable", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main(["check", "nope.yaml"])
    assert ended.value.code == 2


# --- as a process ----------------------------------------------------------------------------------------------------


def test_the_module_is_the_command(tmp_path: Path) -> None:
    (tmp_path / "bar.yaml").write_text(BAR, "utf-8")
    done = start("check", "bar.yaml", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"bar.yaml: nothing to report\n", b"")


def test_output_is_utf_8_wherever_it_runs(tmp_path: Path) -> None:
    (tmp_path / "酒吧.yaml").write_text(BAR.replace("Mix the drink", "调酒"), "utf-8")
    done = start(
        "render", "酒吧.yaml", "-o", "-", folder=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"
    )
    assert done.returncode == 0, done.stderr
    assert "调酒" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("environment", "colored"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_color_is_for_terminals_and_for_who_asks(tmp_path: Path, environment: dict[str, Any], colored: bool) -> None:
    done = start("check", "nope.yaml", folder=tmp_path, **environment)
    assert (b"\x1b[" in done.stderr) is colored


@on_posix
def test_a_name_that_is_no_utf_8_is_told_without_a_crash(tmp_path: Path) -> None:
    for arguments in (("check",), ("check", "--format", "json"), ("render",)):
        done = start(*arguments, os.fsdecode(b"\xff\x1b[31m.yaml"), folder=tmp_path)
        assert done.returncode == 2
        assert b"\x1b" not in done.stderr and b"Traceback" not in done.stderr
        assert b"BP001" in done.stdout + done.stderr


@on_posix
@pytest.mark.parametrize(
    "command",
    ["schema", "--help", "check bar.yaml", "render bar.yaml -o -", "layout bar.yaml", "check --format json x"],
)
def test_who_reads_no_further_ends_the_program_quietly(tmp_path: Path, command: str) -> None:
    (tmp_path / "bar.yaml").write_text(BAR, "utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "blueprint", *command.split()],
            cwd=tmp_path,
            stdout=writer,
            stderr=subprocess.PIPE,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    finally:
        os.close(writer)
    assert done.returncode == 141
    assert done.stderr == b""


@on_posix
@pytest.mark.parametrize("unbuffered", ["1", ""])
@pytest.mark.parametrize("command", ["schema", "--help", "check bar.yaml", "render bar.yaml -o -"])
def test_a_full_output_is_told_once(tmp_path: Path, command: str, unbuffered: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    (tmp_path / "bar.yaml").write_text(BAR, "utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "blueprint", *command.split()],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
        )
    assert done.returncode == 2
    assert done.stderr == b"blueprint: the input or output cannot be used: No space left on device\n"


@on_posix
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("--help >&-", 0),
        ("check bar.yaml >&-", 0),
        ("render bar.yaml -o - >&-", 2),
        ("check - <&-", 2),
        ("check x 2>&-", 2),
    ],
)
def test_a_stream_that_is_closed_from_the_beginning_is_no_crash(tmp_path: Path, command: str, code: int) -> None:
    (tmp_path / "bar.yaml").write_text(BAR, "utf-8")
    done = subprocess.run(
        f'"{sys.executable}" -m blueprint {command}',
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr and b"Exception" not in done.stderr


_WAITING = """
import blueprint.cli.output as output
from blueprint.cli.main import main

def read(stream, name, read_stream=output.read_stream):
    print("waiting", flush=True)
    return read_stream(stream, name)

output.read_stream = read
main(["check", "-"])
"""


@on_posix
def test_control_c_while_waiting_for_input_is_an_interrupt(tmp_path: Path) -> None:
    waiting = subprocess.Popen(
        [sys.executable, "-c", _WAITING],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == b"waiting\n"
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate(timeout=60)
    assert (waiting.returncode, out, err.strip()) == (130, b"", b"interrupted")
