"""Pages of rules are as they would be written now, and what guides show works."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest

from blueprint.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import make_rule_pages  # noqa: E402 - a tool, not a package

MADE = dict(make_rule_pages.pages())


@pytest.mark.parametrize("name", [name for name in MADE if name.endswith(".md")])
def test_a_page_is_as_it_would_be_written_now(name: str) -> None:
    hint = "python tools/make_rule_pages.py writes it anew"
    assert (make_rule_pages.TARGET / name).read_text("utf-8") == MADE[name], hint


def test_pictures_are_as_they_would_be_drawn_now() -> None:
    for name in MADE:
        if name.endswith(".svg"):
            assert (make_rule_pages.TARGET / name).read_text("utf-8") == MADE[name], "python tools/make_rule_pages.py"


def test_no_page_is_left_over() -> None:
    assert {path.name for path in make_rule_pages.TARGET.iterdir()} == set(MADE)


def test_the_rule_and_the_test_of_the_guide_work() -> None:
    guide = (ROOT / "docs" / "how-to" / "write-a-rule.md").read_text("utf-8")
    rule, test = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    names: dict[str, Any] = {}
    exec(rule, names)
    exec(test.replace("from acme_blueprints.rules import too_many_phases\n", ""), names)
    names["test_too_many_phases"]()


def test_the_hook_calls_a_command_that_is_there() -> None:
    import yaml

    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    program, command = hook["entry"].split()
    assert program == "blueprint" and command in COMMANDS
    assert re.search(hook["files"], "a/blueprints/bar.yaml") and re.search(hook["files"], "bar.blueprint.yml")
    assert not re.search(hook["files"], "docker-compose.yaml")
