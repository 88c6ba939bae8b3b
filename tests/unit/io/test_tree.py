"""The source map of a tree finds keys and values, and the nearest place where there is none."""

from __future__ import annotations

import pytest

from blueprint.diagnostics import SourcePath
from blueprint.io.places import YAML_BREAKS
from blueprint.io.source import checked_source
from blueprint.io.tree import TreeMap
from blueprint.io.yaml_tree import build_tree

TEXT = """\
title: T
steps:
  - customer: Enter
    tags: [new, "old"]
    resources: {host: 1, waiter: 2}
  - [a]
"""


def shown(path: SourcePath, *, key: bool = False) -> str:
    source = checked_source("a.yaml", TEXT, YAML_BREAKS)
    place = TreeMap(source, build_tree(source).root).locate(path, key=key)
    assert place is not None
    text = place.source[(place.column or 1) - 1 :][: place.length]
    return f"{place.line}:{place.column} {text}"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("title",), "1:8 T"),
        (("steps", 0, "customer"), "3:15 Enter"),
        (("steps", 0, "tags", 1), '4:17 "old"'),
        (("steps", 0, "tags"), "4:11 ["),
        (("steps", 0, "tags", 1, "more"), '4:17 "old"'),
        (("steps", 0, "resources", 1), "5:26 waiter"),
        (("steps", 0, "resources", 1, "amount"), "5:34 2"),
        (("steps", 0), "3:5 customer"),
        (("steps", 1), "6:5 ["),
        (("steps", 9), "3:5 customer"),
        (("steps", 0, "nothing"), "3:5 customer"),
        (("nothing",), "1:1 title"),
        ((), "1:1 title"),
    ],
)
def test_values_are_found(path: SourcePath, expected: str) -> None:
    assert shown(path) == expected


def test_keys_are_found() -> None:
    assert shown(("steps", 0, "tags"), key=True) == "4:5 tags"
