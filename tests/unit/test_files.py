"""Files: read whole, written whole or not at all."""

from __future__ import annotations

import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from blueprint import files
from blueprint.diagnostics import Diagnostic
from blueprint.errors import SourceError
from blueprint.files import is_file, read_bytes, write_bytes

ROOT = Path(__file__).parents[2]
NOBODY = 65534
on_posix = pytest.mark.skipif(os.name != "posix", reason="needs links, pipes and rights as POSIX has them")


def fault(action: Any, *arguments: Any) -> Diagnostic:
    with pytest.raises(SourceError) as raised:
        action(*arguments)
    (found,) = raised.value.diagnostics
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- reading ---------------------------------------------------------------------------------------------------------


def test_a_file_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\x00\xff\r\n")
    assert read_bytes(tmp_path / "a") == b"\x00\xff\r\n"


def test_a_missing_file_is_named_with_the_one_that_was_probably_meant(tmp_path: Path) -> None:
    (tmp_path / "restaurant.yaml").touch()
    found = fault(read_bytes, tmp_path / "restuarant.yaml")
    assert (found.code, found.hint) == ("BP001", "did you mean 'restaurant.yaml'?")
    assert "there is no file" in found.message
    assert found.location is not None and found.location.path == str(tmp_path / "restuarant.yaml")


@pytest.mark.parametrize("name", ["bar.yml", "bar", "Bar.yaml", "bar.pdf"])
def test_an_ending_that_was_mistaken_is_no_matter(tmp_path: Path, name: str) -> None:
    (tmp_path / "bar.yaml").touch()
    (tmp_path / "unlike.yaml").touch()
    assert fault(read_bytes, tmp_path / f"x{name}").hint == "did you mean 'bar.yaml'?"


def test_of_files_of_one_name_the_one_with_the_same_ending_is_meant(tmp_path: Path) -> None:
    for ending in ("json", "svg", "yaml"):
        (tmp_path / f"restaurant.{ending}").touch()
    assert fault(read_bytes, tmp_path / "restuarant.json").hint == "did you mean 'restaurant.json'?"


def test_a_common_ending_alone_is_no_likeness(tmp_path: Path) -> None:
    (tmp_path / "wrong.yaml").touch()
    assert "did you mean" not in fault(read_bytes, tmp_path / "q.yaml").hint


def test_a_missing_file_far_from_all_others_lists_none_of_them(tmp_path: Path) -> None:
    (tmp_path / "private.key").touch()
    found = fault(read_bytes, tmp_path / "bar.yaml")
    assert found.hint == "check the name, and the folder you are in"


def test_a_missing_folder_is_named_too(tmp_path: Path) -> None:
    found = fault(read_bytes, tmp_path / "nowhere" / "bar.yaml")
    assert found.hint == f"the folder '{tmp_path / 'nowhere'}' is not there either"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    found = fault(read_bytes, tmp_path)
    assert (found.code, found.message) == ("BP001", f"'{tmp_path}' is a folder")


@pytest.mark.parametrize("name", ["a\0b.yaml", "x" * 5000 + ".yaml"])
def test_a_name_that_no_file_can_have_is_unreadable(tmp_path: Path, name: str) -> None:
    assert fault(read_bytes, tmp_path / name).code == "BP001"


def test_a_file_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 1024 * 1024)
    (tmp_path / "a.yaml").write_bytes(b"x" * (1024 * 1024))
    assert len(read_bytes(tmp_path / "a.yaml")) == 1024 * 1024
    (tmp_path / "a.yaml").write_bytes(b"x" * (1024 * 1024 + 1))
    found = fault(read_bytes, tmp_path / "a.yaml")
    assert found.code == "BP004"
    assert "1 MiB" in found.message and "detail" in found.hint


@on_posix
def test_a_device_that_never_ends_is_given_up_at_the_limit() -> None:
    assert fault(read_bytes, Path("/dev/zero")).code == "BP004"


@on_posix
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").touch()

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    found = fault(read_bytes, tmp_path / "a.yaml")
    assert found.code == "BP001"
    assert "Permission denied" in found.message and found.hint


def test_what_cannot_be_a_file_is_none(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert is_file(tmp_path / "a")
    assert not is_file(tmp_path)
    assert not is_file(tmp_path / ("x" * 5000))
    assert not is_file(tmp_path / "a\0b")


# --- writing ---------------------------------------------------------------------------------------------------------


def test_a_new_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a.svg", b"new")
    assert (tmp_path / "a.svg").read_bytes() == b"new"
    assert names(tmp_path) == ["a.svg"]


def test_an_old_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(b"old and longer")
    write_bytes(tmp_path / "a.svg", b"new")
    assert (tmp_path / "a.svg").read_bytes() == b"new"
    assert names(tmp_path) == ["a.svg"]


def test_the_longest_name_that_a_file_may_have_can_be_written(tmp_path: Path) -> None:
    name = "x" * 251 + ".svg"
    write_bytes(tmp_path / name, b"new")
    assert names(tmp_path) == [name]


def test_a_name_with_signs_of_patterns_is_written(tmp_path: Path) -> None:
    write_bytes(tmp_path / "[a]*?.svg", b"new")
    assert names(tmp_path) == ["[a]*?.svg"]


@pytest.mark.parametrize("place", ["os.fdopen", "os.fsync", "pathlib.Path.chmod", "pathlib.Path.replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), MemoryError()])
def test_whatever_fails_the_old_file_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, error: BaseException
) -> None:
    (tmp_path / "a.svg").write_bytes(b"old")

    def fail(*arguments: Any, **_: Any) -> None:
        if place == "os.fdopen":
            os.close(arguments[0])
        raise error

    monkeypatch.setattr(place, fail)
    with pytest.raises(SourceError if isinstance(error, OSError) else type(error)):
        write_bytes(tmp_path / "a.svg", b"new")
    monkeypatch.undo()
    assert (tmp_path / "a.svg").read_bytes() == b"old"
    assert names(tmp_path) == ["a.svg"]


def test_a_full_disk_is_told_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    found = fault(write_bytes, tmp_path / "a.svg", b"new")
    assert (found.code, found.hint) == ("BP020", "choose another place")
    assert "No space left on device" in found.message
    assert names(tmp_path) == []


def test_a_missing_folder_is_to_be_made_first(tmp_path: Path) -> None:
    found = fault(write_bytes, tmp_path / "nowhere" / "a.svg", b"new")
    assert (found.code, found.hint) == ("BP020", "make the folder first, or choose another one")
    assert names(tmp_path) == []


def test_a_folder_cannot_be_written_over(tmp_path: Path) -> None:
    found = fault(write_bytes, tmp_path, b"new")
    assert (found.code, found.message) == ("BP020", f"'{tmp_path}' is a folder")


@pytest.mark.parametrize("name", ["a\0b.svg", "x" * 5000, "x" * 300 + "/" + "y" * 5000])
def test_a_name_that_no_file_can_have_is_unwritable(tmp_path: Path, name: str) -> None:
    assert fault(write_bytes, tmp_path / name, b"new").code == "BP020"
    assert names(tmp_path) == []


@on_posix
def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.svg").write_bytes(b"old")
    (tmp_path / "link.svg").symlink_to(Path("real", "a.svg"))
    write_bytes(tmp_path / "link.svg", b"new")
    assert (tmp_path / "link.svg").is_symlink()
    assert (tmp_path / "real" / "a.svg").read_bytes() == b"new"


@on_posix
def test_a_link_to_nothing_yet_makes_the_file_it_names(tmp_path: Path) -> None:
    (tmp_path / "link.svg").symlink_to("a.svg")
    write_bytes(tmp_path / "link.svg", b"new")
    assert (tmp_path / "link.svg").is_symlink()
    assert (tmp_path / "a.svg").read_bytes() == b"new"


@on_posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_replaced_file_keeps_its_rights(tmp_path: Path, mode: int) -> None:
    (tmp_path / "a.svg").write_bytes(b"old")
    (tmp_path / "a.svg").chmod(mode)
    write_bytes(tmp_path / "a.svg", b"new")
    assert stat.S_IMODE((tmp_path / "a.svg").stat().st_mode) == mode


@on_posix
def test_a_new_file_has_the_rights_that_any_new_file_gets(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_bytes(tmp_path / "a.svg", b"new")
    assert (tmp_path / "a.svg").stat().st_mode == (tmp_path / "usual").stat().st_mode


@on_posix
def test_a_device_is_written_to_directly() -> None:
    before = Path("/dev/null").stat().st_rdev
    write_bytes(Path("/dev/null"), b"new")
    assert Path("/dev/null").stat().st_rdev == before


@on_posix
def test_a_full_device_is_an_error_and_stays_a_device() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    assert fault(write_bytes, Path("/dev/full"), b"new").code == "BP020"
    assert Path("/dev/full").is_char_device()


@on_posix
def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_bytes(tmp_path / "pipe", b"new")
        assert os.read(reader, 10) == b"new"
    finally:
        os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_a_file_that_is_protected_against_writing_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.svg").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    found = fault(write_bytes, tmp_path / "a.svg", b"new")
    assert found.code == "BP020"
    assert "protected" in found.message
    assert (tmp_path / "a.svg").read_bytes() == b"old"


@on_posix
@pytest.mark.parametrize("protect", ["file", "folder"])
def test_somebody_without_the_rights_changes_nothing(tmp_path: Path, protect: str) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    (folder / "a.svg").write_bytes(b"old")
    (folder / "a.svg").chmod(0o444 if protect == "file" else 0o666)
    folder.chmod(0o777 if protect == "file" else 0o555)
    script = (
        f"import os; os.getuid() or os.setuid({NOBODY})\n"
        "from pathlib import Path\n"
        "from blueprint.files import write_bytes\n"
        "from blueprint.errors import SourceError\n"
        "try: write_bytes(Path('a.svg'), b'new')\n"
        "except SourceError as error: print(error)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", f"import blueprint.files, blueprint.errors\n{script}"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    folder.chmod(0o777)
    assert done.stderr == ""
    assert "BP020" in done.stdout
    assert (folder / "a.svg").read_bytes() == b"old"
    assert names(folder) == ["a.svg"]


# --- what a killed run leaves ----------------------------------------------------------------------------------------


def leave(folder: Path, name: str, age: float) -> Path:
    left = folder / name
    left.touch()
    os.utime(left, (time.time() - age, time.time() - age))
    return left


def test_what_a_killed_run_left_is_swept_by_the_next_one(tmp_path: Path) -> None:
    leave(tmp_path, ".a.svg.k3j2h1.blueprint-tmp", 3600)
    write_bytes(tmp_path / "a.svg", b"new")
    assert names(tmp_path) == ["a.svg"]


def test_what_may_belong_to_a_run_that_lives_is_left_alone(tmp_path: Path) -> None:
    leave(tmp_path, ".a.svg.k3j2h1.blueprint-tmp", 5)
    write_bytes(tmp_path / "a.svg", b"new")
    assert names(tmp_path) == [".a.svg.k3j2h1.blueprint-tmp", "a.svg"]


def test_what_belongs_to_another_file_is_left_alone(tmp_path: Path) -> None:
    kept = [leave(tmp_path, name, 3600).name for name in (".b.svg.k3.blueprint-tmp", "a.svg.bak", ".a.svg.swp")]
    write_bytes(tmp_path / "a.svg", b"new")
    assert names(tmp_path) == sorted([*kept, "a.svg"])


_WRITER = """
import sys
from pathlib import Path
from blueprint.files import write_bytes
print("ready", flush=True)
while True:
    for letter in b"ab":
        write_bytes(Path(sys.argv[1]), bytes([letter]) * 300_000)
"""


@on_posix
def test_a_killed_run_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    target = tmp_path / "a.svg"
    target.write_bytes(b"a" * 300_000)
    for number in range(12):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(target)],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.003 * number)
        writer.send_signal(signal.SIGKILL)
        writer.wait(timeout=60)
        writer.stdout.close()
        assert re.fullmatch(rb"a{300000}|b{300000}", target.read_bytes())
    for left in tmp_path.glob(".*"):
        os.utime(left, (0, 0))
    write_bytes(target, b"last")
    assert names(tmp_path) == ["a.svg"]
