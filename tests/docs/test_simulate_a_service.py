"""The guide to simulation shows what is really said."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import terminal as terminal  # the fixture
from tests.unit.cli.terminal import Terminal

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import record_guides  # noqa: E402 - a tool, not a package

GUIDE = (ROOT / "docs/how-to/simulate-a-service.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def stand(terminal: Terminal) -> Terminal:
    """A terminal in a folder with the coffee stand."""
    text, named, grid = blocks("yaml")
    terminal.write("coffee.yaml", text)
    terminal.write("scenarios.yaml", named)
    terminal.write("grid.yaml", grid)
    return terminal


@pytest.mark.parametrize("block", blocks("console"))
def test_the_text_is_what_is_said(block: str, stand: Terminal) -> None:
    command, _, said = block.partition("\n")
    assert command.startswith("$ blueprint simulate")
    assert stand(*shlex.split(command)[2:]).out == said


def test_the_pictures_are_what_is_drawn() -> None:
    for name, svg in record_guides.pictures():
        assert (ROOT / "docs/images" / name).read_text("utf-8") == svg, "python tools/record_guides.py"


def test_the_scenarios_make_a_page(stand: Terminal) -> None:
    assert stand("simulate", "coffee.yaml", "--scenarios", "scenarios.yaml", "-o", "coffee.html").code == 0
    assert "What customers wait" in stand.read("coffee.html")


def test_the_python_runs_and_tells_what_the_command_tells(stand: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    exec(compile(code, "guide", "exec"), {})
    mean, late = map(int, re.findall(r"(\d+) s", capsys.readouterr().out))
    assert 30 < mean < 70 and mean < late < 300


def test_the_promise_that_is_broken_fails_a_build(stand: Terminal) -> None:
    assert stand("simulate", "coffee.yaml", "--set", "barista.capacity=1", "--fail-on-standard").code == 1
    assert stand("simulate", "coffee.yaml", "--set", "barista.capacity=4", "--fail-on-standard").code == 0
