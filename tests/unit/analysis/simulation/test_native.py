from __future__ import annotations

import stat
from pathlib import Path

import pytest

from blueprint.analysis.simulation import is_fast_installed, native

CODE = b"\x7fELF and so on"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place for compiled code."""
    own = tmp_path / "own"
    monkeypatch.setattr(native, "folders", lambda: iter([own]))
    return own


def test_what_is_kept_is_found_again(folder: Path) -> None:
    assert native.find("a.calendar") is None
    assert native.keep("a.calendar", CODE) == folder / "a.calendar"
    assert native.find("a.calendar") == CODE


def test_others_may_read_what_is_kept(folder: Path) -> None:
    path = native.keep("a.calendar", CODE)
    assert path is not None and stat.S_IMODE(path.stat().st_mode) & 0o044 == 0o044


@pytest.mark.parametrize("spoiled", [b"", b"short", CODE, CODE + bytes(16)])
def test_a_spoiled_file_is_not_taken_for_code(folder: Path, spoiled: bytes) -> None:
    folder.mkdir()
    (folder / "a.calendar").write_bytes(spoiled)
    assert native.find("a.calendar") is None


def test_a_file_that_was_cut_short_is_not_taken_for_code(folder: Path) -> None:
    path = native.keep("a.calendar", CODE)
    assert path is not None
    path.write_bytes(path.read_bytes()[:-1])
    assert native.find("a.calendar") is None


def test_the_next_place_is_taken_where_one_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    places = [tmp_path / "file" / "below", tmp_path / "own"]
    monkeypatch.setattr(native, "folders", lambda: iter(places))
    assert native.keep("a.calendar", CODE) == places[1] / "a.calendar"
    assert native.find("a.calendar") == CODE


def test_nothing_is_kept_and_nothing_fails_where_no_place_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(native, "folders", lambda: iter([tmp_path / "file" / "below"]))
    assert native.keep("a.calendar", CODE) is None
    assert native.find("a.calendar") is None


def test_a_few_files_of_other_versions_stay(folder: Path) -> None:
    for number in range(9):
        native.keep(f"{number}.calendar", CODE)
    assert "8.calendar" in {path.name for path in folder.iterdir()}
    assert len(list(folder.iterdir())) == 5


def test_no_half_written_file_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, target: Path) -> Path:
        raise PermissionError(target)

    monkeypatch.setattr(Path, "replace", fail)
    assert native.keep("a.calendar", CODE) is None
    assert list(folder.iterdir()) == []


def test_the_user_may_say_where_and_a_home_is_not_needed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert next(native.folders()) == tmp_path / "service-blueprint"
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", "not absolute")
    assert [path.name for path in native.folders()] == ["__pycache__"]


@pytest.mark.skipif(not is_fast_installed(), reason="numba is not installed")
def test_another_source_has_another_name() -> None:
    assert native.file_name([b"ab", b"c"]) == native.file_name([b"ab", b"c"])
    assert len({native.file_name(parts) for parts in ([b"ab", b"c"], [b"a", b"bc"], [b"abc"])}) == 3
