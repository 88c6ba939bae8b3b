"""Bad input through the command line: one clear coded message with its place, exit code 1 or 2, never a traceback."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from blueprint.cli.main import run

HEAD = "title: T\nsteps:\n"
STEP = HEAD + "  - customer: Enter\n    id: enter\n"


def bomb() -> str:
    names = "abcdefghi"
    rows = [f"a: &a [{', '.join('x' * 9)}]"]
    rows += [f"{name}: &{name} [{', '.join([f'*{above}'] * 9)}]" for above, name in pairwise(names)]
    return "\n".join(rows)


CASES: dict[str, tuple[bytes, str, int | None]] = {
    "unknown key": ((HEAD + "  - customer: Enter\n    servce_time: 2 min\n").encode(), "BP007", 4),
    "wrong type": ((HEAD + "  - customer: Enter\n    emotion: happy\n").encode(), "BP011", 4),
    "duplicate key": (b"title: T\ntitle: U\n", "BP006", 2),
    "two lanes on a step": ((HEAD + "  - customer: Enter\n    onstage: Greet\n").encode(), "BP202", 4),
    "dangling flow": ((STEP + "flows: [enter >> pay]\n").encode(), "BP104", 5),
    "not a number": ((HEAD + "  - customer: Enter\n    cost: .nan\n").encode(), "BP011", 4),
    "infinite": ((HEAD + "  - customer: Enter\n    cost: .inf\n").encode(), "BP011", 4),
    "negative": ((HEAD + "  - customer: Enter\n    cost: -1\n").encode(), "BP011", 4),
    "negative time": ((HEAD + "  - customer: Enter\n    service_time: -2 min\n").encode(), "BP502", 4),
    "probability above 1": ((STEP + "flows:\n  - {flow: enter >> end, probability: 1.2}\n").encode(), "BP012", 6),
    "empty file": (b"", "BP005", 1),
    "a list where keys are expected": (b"- a\n- b\n", "BP008", 1),
    "keys where a list is expected": (b"title: T\nsteps: {a: b}\n", "BP008", 2),
    "binary": (bytes(range(256)) * 8, "BP002", None),
    "UTF-16": ("title: T".encode("utf-16"), "BP002", None),
    "nested brackets": (b"title: T\nsteps: " + b"[" * 100_000, "BP004", 2),
    "nested braces": (b"title: " + b"{a: " * 100_000, "BP004", 1),
    "billion laughs": (bomb().encode(), "BP004", None),
    "a label of 1 MB": ((HEAD + f"  - customer: {'x' * 1_000_000}\n").encode(), "BP010", 3),
    "control characters": (b'title: T\nsteps:\n  - customer: "a\\x07b"\n', "BP010", 3),
    "probability that is not a number": (
        (STEP + "flows:\n  - {flow: enter >> end, probability: .nan}\n").encode(),
        "BP012",
        6,
    ),
    "probability of infinity": ((STEP + "flows:\n  - {flow: enter >> end, probability: .inf}\n").encode(), "BP012", 6),
    "negative probability": ((STEP + "flows:\n  - {flow: enter >> end, probability: -0.1}\n").encode(), "BP012", 6),
    "time that is not a number": ((HEAD + "  - customer: Enter\n    service_time: .nan\n").encode(), "BP502", 4),
    "endless time": ((HEAD + "  - customer: Enter\n    service_time: 1e999 h\n").encode(), "BP502", 4),
    "number of a thousand digits": ((HEAD + f"  - customer: Enter\n    cost: {'9' * 1000}\n").encode(), "BP011", 4),
    "endless exponent": ((HEAD + "  - customer: Enter\n    cost: 1e999999\n").encode(), "BP011", 4),
    "blanks only": (b"  \n\n \t\n", "BP003", 3),
    "a comment only": (b"# nothing\n", "BP005", 1),
    "one word": (b"blueprint", "BP008", 1),
    "UTF-16 without a mark": ("title: T\nsteps: []\n".encode("utf-16-le"), "BP002", None),
    "UTF-32": ("title: T".encode("utf-32"), "BP002", None),
    "Latin 1": ("title: Caf\xe9\n".encode("latin-1"), "BP002", None),
    "half a character": ("title: 酒吧".encode()[:-1], "BP002", None),
    "zero bytes": (b"title: T\0\n", "BP002", None),
    "a word processor's file": (b"PK\x03\x04" + bytes(100), "BP002", None),
    "a tag that makes objects": (b"title: !!python/object/apply:os.system [true]\n", "BP018", 1),
    "an alias inside of itself": (b"title: T\nsteps: &a [*a]\n", "BP018", 2),
    "two documents": (b"title: T\n---\ntitle: U\n", "BP018", 2),
    "a link that runs": ((HEAD + "  - customer: Enter\n    link: javascript:alert(1)\n").encode(), "BP016", 4),
    "a step named end": ((HEAD + "  - customer: Enter\n    id: end\n").encode(), "BP105", 4),
    "an id of 1 MB": ((HEAD + f"  - customer: Enter\n    id: {'x' * 1_000_000}\n").encode(), "BP010", 4),
    "a key of 1 MB": ((HEAD + f"  - customer: Enter\n    {'x' * 100_000}: 1\n").encode(), "BP003", 4),
    "a chain of 1 MB": ((STEP + f"flows: [enter {'>> ' * 300_000}]\n").encode(), "BP310", 5),
    "another version": (b"schema: 2\ntitle: T\n", "BP015", 1),
    "raw control characters": (b"title: T\nsteps:\n  - customer: a\x07b\n", "BP010", 3),
}


def only_coded(said: str) -> list[str]:
    """Return the codes of the messages, and refuse what no user should see."""
    assert "Traceback" not in said
    assert "fault of the program" not in said
    assert len(said) < 20_000
    return re.findall(r"(BP\d{3}) (?:error|warning|info):", said)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("command", ["check", "render", "layout", "convert"])
def test_bad_files_get_one_coded_message_with_its_place(
    name: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, code, line = CASES[name]
    file, out = tmp_path / "bad.yaml", tmp_path / "out.svg"
    file.write_bytes(data)
    targets = {
        "check": [],
        "render": ["-o", str(out)],
        "layout": ["-o", str(out)],
        "convert": ["-o", str(tmp_path / "out.json")],
    }
    left = run([command, str(file), *targets[command]])
    said = capsys.readouterr().err
    assert only_coded(said) == [code]
    assert "hint: " in said
    assert left == (2 if code in ("BP002", "BP004") else 1)
    place = f"bad.yaml:{line}:" if line else "bad.yaml"
    assert place in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.yaml"]


def missing(folder: Path) -> Path:
    return folder / "missing.yaml"


def a_folder(folder: Path) -> Path:
    return folder


def a_folder_named_like_a_file(folder: Path) -> Path:
    (folder / "x.yaml").mkdir()
    return folder / "x.yaml"


@pytest.mark.parametrize("make", [missing, a_folder, a_folder_named_like_a_file])
def test_files_that_cannot_be_read_are_named(
    make: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = make(tmp_path)
    assert run(["check", str(path)]) == 2
    said = capsys.readouterr().err
    assert only_coded(said) == ["BP001"]
    assert str(path) in said


def test_a_missing_file_that_nearly_exists_is_suggested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "restaurant.yaml").write_text(STEP)
    assert run(["check", str(tmp_path / "restuarant.yaml")]) == 2
    assert "did you mean 'restaurant.yaml'?" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["nowhere/out.svg", "out.gif", "out", "folder.svg"])
def test_output_that_cannot_be_written_leaves_nothing_behind(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(STEP)
    (tmp_path / "folder.svg").mkdir()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert run(["render", str(file), "-o", str(tmp_path / target)]) == 2
    assert only_coded(capsys.readouterr().err)[-1] in ("BP020", "BP902")
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "good.yaml"
    file.write_text(STEP)
    (tmp_path / "locked").mkdir(mode=0o500)
    assert run(["render", str(file), "-o", str(tmp_path / "locked" / "out.svg")]) == 2
    assert only_coded(capsys.readouterr().err) == ["BP020"]


def test_an_old_drawing_survives_a_blueprint_that_cannot_be_read(tmp_path: Path) -> None:
    file, out = tmp_path / "bad.yaml", tmp_path / "out.svg"
    file.write_text("title: T\ntitle: U\n")
    out.write_text("the old one")
    assert run(["render", str(file), "-o", str(out)]) == 1
    assert out.read_text() == "the old one"


@pytest.mark.parametrize("name", ["nested brackets", "billion laughs", "binary", "a label of 1 MB"])
def test_a_whole_process_survives_too(name: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_bytes(CASES[name][0])
    command = [sys.executable, "-m", "blueprint", "check", str(file)]
    found = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert found.returncode in (1, 2)
    assert CASES[name][1] in only_coded(found.stderr)


# --- JSON, Python, standard input ------------------------------------------------------------------------------------

JSON: dict[str, tuple[bytes, str]] = {
    "duplicate key": (b'{"title": "T", "title": "U"}', "1:16: BP006"),
    "not a number": (b'{"title": "T", "economics": {"price": NaN}}', "1:39: BP011"),
    "infinite": (b'{"title": "T", "economics": {"price": -Infinity}}', "1:39: BP011"),
    "endless exponent": (b'{"title": "T", "economics": {"price": 1e999}}', "1:39: BP011"),
    "unknown key": (b'{"title": "T", "tilte": 1}', "1:16: BP007"),
    "half a file": (b'{"title": "T"', "1:13: BP003"),
    "half a character": (b'{"title": "\\ud800"}', "1:11: BP010"),
    "escaped control character": (b'{"title": "a\\u0007b"}', "1:11: BP010"),
    "a list": (b"[1, 2]", "1:1: BP008"),
    "nothing": (b"", "1:1: BP005"),
    "empty": (b"{}", "1:1: BP009"),
    "UTF-16": ('{"title": "T"}'.encode("utf-16"), "BP002"),
    "nested brackets": (b'{"title": ' + b"[" * 100_000, "BP004"),
    "nested braces": (b'{"title": ' * 100_000, "BP004"),
    "a label of 1 MB": (b'{"title": "' + b"x" * 1_000_000 + b'"}', "1:11: BP010"),
}


@pytest.mark.parametrize("name", JSON)
def test_bad_json_gets_one_coded_message_with_its_place(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, place = JSON[name]
    (tmp_path / "bad.json").write_bytes(data)
    left = run(["render", str(tmp_path / "bad.json"), "-o", str(tmp_path / "out.svg")])
    said = capsys.readouterr().err
    assert only_coded(said) == [place.split()[-1]]
    assert f"bad.json:{place}" in said or (" " not in place and "bad.json" in said)
    assert left == (2 if place in ("BP002", "BP004") else 1)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.json"]


PYTHON = {
    "no Python": ("x = (\n", "BP003", 1),
    "nothing": ("", "BP024", 1),
    "no draft": ("x = 1\n", "BP024", None),
    "an error": ("from blueprint import draft\nv = draft('T')\n1 / 0\n", "BP023", 3),
    "endless recursion": ("def f():\n    f()\nf()\n", "BP023", None),
    "an exit": ("import sys\nsys.exit(0)\n", "BP023", 2),
    "an unknown word": (
        "from blueprint import draft\nv = draft('T')\nv.customer('A', servce_time='2 min')\n",
        "BP007",
        3,
    ),
    "a bare number": ("from blueprint import draft\nv = draft('T')\nv.customer('A', service_time=5)\n", "BP502", 3),
    "not a number": ("from blueprint import draft\nv = draft('T')\nv.customer('A', cost=float('nan'))\n", "BP011", 3),
    "too large a number": ("from blueprint import draft\nv = draft('T')\nv.customer('A', cost=10**400)\n", "BP011", 3),
    "zero bytes": ("v = 1\0\n", "BP002", None),
}


@pytest.mark.parametrize("name", PYTHON)
def test_bad_python_gets_one_coded_message_with_its_place(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text, code, line = PYTHON[name]
    (tmp_path / "bad.py").write_text(text, "utf-8")
    left = run(["render", str(tmp_path / "bad.py"), "-o", str(tmp_path / "out.svg")])
    said = capsys.readouterr().err
    assert only_coded(said) == [code]
    assert (f"bad.py:{line}:" if line else "bad.py") in said
    assert left == (2 if code == "BP002" else 1)
    assert not (tmp_path / "out.svg").exists()


@pytest.mark.parametrize("name", CASES)
def test_standard_input_is_read_as_carefully_as_a_file(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data, code, line = CASES[name]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    left = run(["render", "-", "-o", "-"])
    said = capsys.readouterr()
    assert said.out == ""
    assert only_coded(said.err) == [code]
    assert (f"<stdin>:{line}:" if line else "<stdin>") in said.err
    assert left in (1, 2)


@pytest.mark.parametrize("command", ["render", "layout", "convert", "new", "schema"])
@pytest.mark.parametrize("target", ["nowhere/out.json", "folder", "x" * 300, "x" * 300 + "/" + "y" * 5000])
def test_no_command_leaves_a_part_of_a_file(
    command: str, target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.yaml").write_text(STEP, "utf-8")
    target += {"render": ".svg", "convert": ".json", "new": ".yaml"}.get(command, "") if target != "folder" else ""
    arguments = {
        "new": ["new", "folder/" if target == "folder" else target, "--force"],
        "schema": ["schema", "-o", target],
        "convert": ["convert", "good.yaml", "--to", "json", "-o", target],
    }.get(command, [command, "good.yaml", "-o", target])
    if arguments[:2] == ["new", "folder/"]:
        (tmp_path / "folder.yaml").mkdir()
    before = sorted(path.name for path in tmp_path.rglob("*"))
    assert run(arguments) == 2
    assert only_coded(capsys.readouterr().err) == ["BP020"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == before
