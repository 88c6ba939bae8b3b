"""Bad input through the command line: one clear coded message with its place, exit code 1 or 2, never a traceback."""

from __future__ import annotations

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
    targets = {"check": [], "render": ["-o", str(out)], "layout": ["-o", str(out)], "convert": ["-o", str(tmp_path / "out.json")]}
    left = run([command, str(file), *targets[command]])
    said = capsys.readouterr().err
    assert code in only_coded(said)
    assert left in (1, 2)
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
