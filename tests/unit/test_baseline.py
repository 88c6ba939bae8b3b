"""A baseline: what was there before is not told again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from blueprint.baseline import only_new, write_baseline
from blueprint.diagnostics import Diagnostic, Location, Severity
from blueprint.errors import SourceError

OLD = Diagnostic(
    "BP301", "unreachable-step", Severity.ERROR, "no flow reaches 'Pay'", Location("a.yaml", 3, 5), "pay", "draw one"
)


def test_what_is_written_down_is_not_told_again_even_if_its_line_has_moved(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    assert write_baseline(path, [OLD]) == 1
    assert only_new(path, [replace(OLD, location=Location("a.yaml", 9, 1))]) == []


def test_what_is_new_is_told(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    write_baseline(path, [OLD])
    others = [replace(OLD, element="eat"), replace(OLD, code="BP302"), replace(OLD, location=Location("b.yaml", 3, 5))]
    assert only_new(path, [OLD, *others]) == others


def test_one_entry_stands_for_one_finding(tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    write_baseline(path, [OLD])
    assert only_new(path, [OLD, OLD]) == [OLD]


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    other = replace(OLD, code="BP210", element=None, location=None)
    write_baseline(tmp_path / "a.json", [OLD, other])
    write_baseline(tmp_path / "b.json", [other, OLD])
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"findings": 1}', '{"findings": [1]}', '{"findings": [{"path": 1}]}', "\xff"]
)
def test_what_is_no_baseline_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "old.json"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(SourceError) as raised:
        only_new(path, [OLD])
    (found,) = raised.value.diagnostics
    assert found.code == "BP911"
    assert "--write-baseline" in found.hint


def test_a_missing_baseline_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as raised:
        only_new(tmp_path / "nothing.json", [])
    assert raised.value.diagnostics[0].code == "BP001"
