"""The guide to reviewing a change shows what is really said."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
import yaml

from tests.unit.cli.conftest import terminal as terminal  # the fixture
from tests.unit.cli.terminal import Terminal

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/how-to/review-a-change.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def shop(terminal: Terminal) -> Terminal:
    """A terminal in a folder with the coffee shop before and after."""
    before, after, _ = blocks("yaml")
    terminal.write("coffee.yaml", before)
    terminal.write("coffee_to_be.yaml", after)
    return terminal


def test_the_text_is_what_is_said(shop: Terminal) -> None:
    command, _, said = blocks("console")[0].partition("\n")
    assert command == "$ blueprint diff coffee.yaml coffee_to_be.yaml"
    assert shop(*command.split()[2:]).out == said


def test_the_picture_is_what_is_drawn(shop: Terminal) -> None:
    command = blocks("console")[1].strip()
    assert shop(*command.split()[2:]).code == 0
    hint = "blueprint diff coffee.yaml coffee_to_be.yaml -o docs/images/change.svg"
    assert (ROOT / "docs/images/change.svg").read_text("utf-8") == shop.read("change.svg"), hint


def test_the_markdown_is_how_it_begins(shop: Terminal) -> None:
    (shown,) = blocks("markdown")
    said = shop("diff", "coffee.yaml", "coffee_to_be.yaml", "--format", "markdown").out
    assert said.startswith(shown)
    assert "blueprint diff - $file --format markdown" in GUIDE


def test_the_python_runs(shop: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("python")
    exec(compile(code, "guide", "exec"), {})
    assert capsys.readouterr().out == "profit: 1.52 -> 1.93\n"


def test_the_workflow_is_yaml_with_a_job() -> None:
    workflow = yaml.safe_load(blocks("yaml")[2])
    assert workflow["jobs"]["diff"]["steps"][-1]["run"].count("blueprint diff") == 1


def test_the_workflow_comments_on_what_changed(shop: Terminal) -> None:
    """The loop of the workflow, on a repository with two commits."""
    import subprocess

    script = yaml.safe_load(blocks("yaml")[2])["jobs"]["diff"]["steps"][-1]["run"]
    script = script.replace("$(git merge-base origin/${{ github.base_ref }} HEAD)", "HEAD~1")
    script = re.sub(r"test ! -s review\.md .*", "", script)
    commit = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "x"]
    (shop.folder / "services").mkdir()
    shop.write("services/coffee.yaml", blocks("yaml")[0])
    try:
        for command in (["git", "init", "-q"], ["git", "add", "."], commit):
            subprocess.run(command, cwd=shop.folder, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git")
    shop.write("services/coffee.yaml", blocks("yaml")[1])
    subprocess.run(commit, cwd=shop.folder, check=True, capture_output=True)
    commands = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(["bash", "-e", "-c", script], cwd=shop.folder, check=True, capture_output=True, env=commands)
    assert shop.read("review.md").startswith(blocks("markdown")[0])
