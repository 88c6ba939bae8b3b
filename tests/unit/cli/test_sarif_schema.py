"""SARIF against the schema of the standard, where that is at hand."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from tests.unit.cli.terminal import Terminal

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "service-blueprint" / "node_modules"
SCHEMA = Path(
    os.environ.get("BLUEPRINT_SARIF_SCHEMA") or _CACHE / "@microsoft" / "sarif-multitool-linux" / "sarif-2.1.0.json"
)
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))


def test_what_is_found_in_the_examples_is_valid_sarif(terminal: Terminal) -> None:
    if not SCHEMA.exists():
        pytest.skip(f"needs the schema of SARIF at {SCHEMA}; set BLUEPRINT_SARIF_SCHEMA to its path")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8-sig"))
    terminal.write("bad.yaml", "title: T\nnosuch: 1\n")
    said = terminal("check", *map(str, EXAMPLES), "bad.yaml", "--preset", "strict", "--format", "sarif")
    data = json.loads(said.out)
    jsonschema.validators.validator_for(schema)(schema).validate(data)
    assert len(data["runs"][0]["results"]) > 20
