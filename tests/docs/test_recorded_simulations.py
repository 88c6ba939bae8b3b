"""What is written down of simulations is what is said now."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import terminal as terminal  # the fixture
from tests.unit.cli.terminal import Terminal

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
from record_simulations import COMMANDS, EXAMPLES  # noqa: E402 - a tool, not a package


@pytest.mark.parametrize("name", COMMANDS)
def test_a_record_is_what_its_command_says_now(name: str, terminal: Terminal) -> None:
    path = EXAMPLES / name
    first, _, rest = path.read_text("utf-8").partition("\n")
    assert first == f"$ blueprint {COMMANDS[name]}"
    terminal.monkeypatch.chdir(path.parent)
    said = terminal(*shlex.split(COMMANDS[name]))
    assert (said.code, said.out) == (0, rest), "look at it, then: python tools/record_simulations.py"


def test_no_record_is_left_over() -> None:
    found = {
        str(path.relative_to(EXAMPLES))
        for kind in ("simulation", "staffing")
        for path in EXAMPLES.glob(f"*/{kind}*.txt")
    }
    assert found == set(COMMANDS)
