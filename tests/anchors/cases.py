"""Cases with known answers, kept beside the project; without them their tests are skipped by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "queueing"


def cases(topic: str) -> list[Any]:
    """Return the cases of a topic as parameters of a test."""
    path = FOLDER / f"{topic}.json"
    if not path.exists():
        reason = f"needs the cases '{topic}' in {FOLDER}"
        return [pytest.param(None, id=topic, marks=pytest.mark.skip(reason=reason))]
    return [pytest.param(case, id=case["id"]) for case in json.loads(path.read_text("utf-8"))["cases"]]


def case(topic: str, name: str) -> Any:
    """Return one case; skip the test that asks where there is none."""
    for found in cases(topic):
        if found.id == name:
            return found.values[0]
    pytest.skip(f"needs the case '{name}' of '{topic}' in {FOLDER}")
