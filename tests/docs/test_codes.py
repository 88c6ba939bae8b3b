"""Codes are for ever: each has one name in the code, and a line in the reference."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = dict(
    re.findall(r"^\| (BP\d{3}) \| ([a-z-]+) \|", (ROOT / "docs/reference/codes.md").read_text("utf-8"), re.MULTILINE)
)


def used() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for path in (ROOT / "blueprint").rglob("*.py"):
        text = re.sub(r">>>.*", "", path.read_text("utf-8"))
        for code in re.findall(r'"(BP\d{3})"', text):
            found[code]
        for code, name in re.findall(r'"(BP\d{3})",\s*(?:rule=)?"([a-z-]+)"', text):
            found[code].add(name)
    return found


def test_every_code_is_in_the_reference_and_no_other() -> None:
    assert sorted(used()) == sorted(PAGE)


def test_every_code_has_the_name_that_the_reference_gives() -> None:
    for code, names in used().items():
        assert names <= {PAGE[code]}, code
