"""The guide to staffing shows what is really said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.cli.conftest import terminal as terminal  # the fixture
from tests.unit.cli.terminal import Terminal

GUIDE = (Path(__file__).parents[2] / "docs/how-to/staff-a-service.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def hotline(terminal: Terminal) -> Terminal:
    """A terminal in a folder with the hotline."""
    (text,) = blocks("yaml")
    terminal.write("hotline.yaml", text)
    return terminal


def test_the_text_is_what_is_said(hotline: Terminal) -> None:
    command, _, said = blocks("console")[0].partition("\n")
    assert command == "$ blueprint staff hotline.yaml"
    assert hotline("staff", "hotline.yaml").out == said


def test_the_python_tells_the_same(hotline: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    exec(compile(code, "guide", "exec"), {})
    told = capsys.readouterr().out
    needed = re.findall(r"agent +\d+ +(\d+)", hotline("staff", "hotline.yaml", "--quick").out)[0]
    assert told.startswith(f"{{'agent': {needed}}} ")


def test_twice_the_calls_take_more(hotline: Terminal) -> None:
    assert "agent: 4 →" in hotline("staff", "hotline.yaml", "--quick", "--set", "arrivals=*2").out
