"""What is written down of analyses is what is said now."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import terminal as terminal  # the fixture
from tests.unit.cli.terminal import Terminal

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import record_analyses  # noqa: E402 - a tool, not a package

MADE = dict(record_analyses.records())


@pytest.mark.parametrize("path", MADE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_record_is_as_it_would_be_written_now(path: Path) -> None:
    assert path.read_text("utf-8") == MADE[path], "look at it, then: python tools/record_analyses.py"


@pytest.mark.parametrize("path", [path for path in MADE if path.suffix == ".txt"], ids=lambda path: path.parent.name)
def test_the_command_at_the_top_says_the_rest(path: Path, terminal: Terminal) -> None:
    first, _, rest = path.read_text("utf-8").partition("\n")
    dollar, program, *arguments = first.split()
    assert (dollar, program) == ("$", "blueprint")
    terminal.monkeypatch.chdir(path.parent)
    said = terminal(*arguments)
    assert (said.code, said.out) == (0, rest)


def test_no_record_is_left_over() -> None:
    assert set(record_analyses.GOLDENS.iterdir()) | set(record_analyses.EXAMPLES.glob("*/analysis*.txt")) == set(MADE)
