"""The DSL is typed so that editors complete words and find mistakes before anything runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DECLARATIONS = Path(__file__).with_name("declarations.py")


def test_right_declarations_pass_the_type_checker_and_wrong_ones_do_not() -> None:
    pytest.importorskip("mypy", reason="needs mypy: pip install 'service-blueprint[dev]'")
    root = DECLARATIONS.parents[2]
    command = [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--follow-imports=silent",
        "--no-error-summary",
        str(DECLARATIONS),
    ]
    # a line that is ignored for nothing fails too: the mistake on it would no longer be found
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert found.stdout == ""
    assert found.returncode == 0, found.stderr
