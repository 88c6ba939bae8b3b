"""The README tells the truth: its snippets run, its messages are what is printed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from blueprint import ModelError, load, render
from blueprint.api import load_text

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def declared() -> Any:
    namespace: dict[str, Any] = {}
    exec(compile(blocks("python")[0], "README.md", "exec"), namespace)
    return namespace


def test_the_yaml_and_the_python_snippet_read_to_equal_blueprints() -> None:
    assert load_text(blocks("yaml")[0]).blueprint == load(declared()["visit"]).blueprint


def test_the_second_python_snippet_saves_a_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile(blocks("python")[1], "README.md", "exec"), declared())
    assert (tmp_path / "coffee.svg").read_text(encoding="utf-8") == render(declared()["visit"]).text


def test_the_message_in_the_readme_is_what_is_printed() -> None:
    (shown,) = blocks("text")
    text = blocks("yaml")[0].replace("order >> brew >> drink", "order >> brwe >> drink")
    with pytest.raises(ModelError) as caught:
        load_text(text, name="coffee.yaml")
    assert shown.strip() in str(caught.value)


@pytest.mark.parametrize("marker", ["main-command", "test-command"])
def test_each_command_stands_alone_in_the_block_after_its_marker(marker: str) -> None:
    found = re.findall(rf"^<!-- {marker} -->\n```\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    assert len(found[0].strip().splitlines()) == 1


def test_links_of_the_pages_lead_somewhere() -> None:
    pages = [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").rglob("*.md")),
        *(ROOT / "examples").glob("*.md"),
    ]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} links to {target}"
