"""What is written as Python reads back as an equal blueprint, whatever it says, and does nothing but declare."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from blueprint import units
from blueprint.dsl import Draft, PhaseDraft, StepHandle
from blueprint.io.python import dump_python, parse_python
from blueprint.model import Blueprint
from tests.properties.strategies import blueprints

CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
MAKERS = {name for name in dir(units) if not name.startswith("_")} | {"draft"}
METHODS = {name for kind in (Draft, PhaseDraft, StepHandle) for name in dir(kind) if not name.startswith("_")}


@settings(max_examples=60, deadline=None, suppress_health_check=CHECKS)
@given(blueprints())
def test_python_reads_back_equal(blueprint: Blueprint) -> None:
    written = dump_python(blueprint)
    again = parse_python(written).blueprint
    assert again == blueprint
    assert dump_python(again) == written


@settings(max_examples=60, deadline=None, suppress_health_check=CHECKS)
@given(blueprints())
def test_a_written_file_only_declares(blueprint: Blueprint) -> None:
    tree = ast.parse(dump_python(blueprint))
    first, *others = tree.body
    assert isinstance(first, ast.ImportFrom)
    assert first.module == "blueprint"
    assert {alias.name for alias in first.names} <= MAKERS
    assert all(isinstance(statement, ast.Assign | ast.Expr | ast.With) for statement in others)
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Import | ast.Lambda | ast.JoinedStr)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id in MAKERS
        elif isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Attribute)
            assert isinstance(node.func.value, ast.Name)
            assert node.func.attr in METHODS


# to shrink a failure would start the formatter thousands of times
@settings(max_examples=25, deadline=None, suppress_health_check=CHECKS, phases=(Phase.explicit, Phase.generate))
@given(blueprints())
def test_a_written_file_needs_no_formatter_and_no_linter(blueprint: Blueprint) -> None:
    pytest.importorskip("ruff", reason="needs ruff: pip install 'service-blueprint[dev]'")
    written = dump_python(blueprint)
    options = ["--isolated", "--no-cache", "--line-length=120", "-"]
    for command in (["format", "--check"], ["check", "--select=E,F,I,UP,W", "--ignore=E501"]):
        found = subprocess.run(
            [sys.executable, "-m", "ruff", *command, *options],
            input=written,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert found.returncode == 0, found.stdout
