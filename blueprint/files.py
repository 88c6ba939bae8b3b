"""Files: read whole, written whole or not at all; the only place that opens any, for `api`."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from blueprint.diagnostics import Diagnostic, Location, Severity, nearest
from blueprint.errors import SourceError

LARGEST = 32 * 1024 * 1024
"""Largest file that is read [bytes]."""

_SUFFIX = ".blueprint-tmp"
_STALE = 60.0  # a temporary file this old belongs to nobody any more [s]
_LONGEST_PREFIX = 40  # of a temporary name, so that it is no longer than the file system allows [characters]
_MOST_NAMES = 500  # of a folder, that are compared with one that is not there
_RIGHTS = "see whether it may be read, and whether the name is right"


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises
    ------
    SourceError
        BP001 if it is missing, a folder, or may not be read; BP004 if it is too large.
    """
    try:
        if path.is_dir():
            raise _fault(path, "BP001", "unreadable", f"'{path}' is a folder", "name the file inside it")
        with path.open("rb") as file:
            return read_stream(file, str(path))
    except FileNotFoundError:
        raise _fault(path, "BP001", "unreadable", f"there is no file '{path}'", _beside(path)) from None
    except (OSError, ValueError) as error:
        raise _fault(path, "BP001", "unreadable", f"'{path}' cannot be read: {_reason(error)}", _RIGHTS) from None


def read_stream(stream: BinaryIO, name: str) -> bytes:
    """Return what a stream holds, such as standard input; one that does not end is given up at the limit.

    Raises
    ------
    SourceError
        BP004 if it is too large.
    """
    data = stream.read(LARGEST + 1)
    if len(data) <= LARGEST:
        return data
    message = f"this file has more than {LARGEST // 1024 // 1024} MiB, the limit"
    hint = "divide it into several blueprints and link them by 'detail'"
    raise _fault(Path(name), "BP004", "too-large", message, hint)


def is_file(path: Path) -> bool:
    """Tell whether there is such a file; a path that cannot be is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # too long, or with a zero byte
        return False


def _beside(path: Path) -> str:
    """Name the file of the same folder that was probably meant; its ending may have been forgotten or mistaken."""
    try:
        names = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())[:_MOST_NAMES]
    except OSError:
        return "" if _is_folder(path.parent) else f"the folder '{path.parent}' is not there either"
    names.sort(key=lambda name: Path(name).suffix == path.suffix)  # of equal ones, that with the same ending counts
    stems = {Path(name).stem: name for name in names}
    found = nearest(path.stem, stems)
    return "check the name, and the folder you are in" if found is None else f"did you mean '{stems[found]}'?"


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that there is always the old one or the new one, never a part.

    A link is followed; pipes and devices are written to directly. Temporary files that a killed run left behind are
    swept.

    Raises
    ------
    SourceError
        BP020 if it cannot be written.
    """
    try:
        refuse_folder(path)
        if path.exists() and not os.access(path, os.W_OK):
            message = f"'{path}' cannot be written: it is protected against writing"
            raise _fault(path, "BP020", "unwritable", message, "choose another name, or take the protection away")
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:
        hint = "choose another place" if _is_folder(path.parent) else "make the folder first, or choose another one"
        raise _fault(path, "BP020", "unwritable", f"'{path}' cannot be written: {_reason(error)}", hint) from None


def refuse_folder(path: Path) -> None:
    """Refuse to write where a folder is.

    Raises
    ------
    SourceError
        BP020.
    """
    if _is_folder(path):
        raise _fault(path, "BP020", "unwritable", f"'{path}' is a folder", "name a file inside it")


def _replace(path: Path, data: bytes) -> None:
    prefix = f".{path.name[:_LONGEST_PREFIX]}."
    _sweep(path.parent, prefix)
    handle, name = tempfile.mkstemp(prefix=prefix, suffix=_SUFFIX, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _sweep(folder: Path, prefix: str) -> None:
    """Delete temporary files of this file that are old enough to belong to a run that was killed."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_literal(prefix)}*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                if time.time() - left.stat().st_mtime > _STALE:
                    left.unlink()


def _literal(name: str) -> str:
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _mode(path: Path) -> int:
    """Return the rights of the file that is replaced, or those that a new file would get."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)


def _fault(path: Path, code: str, rule: str, message: str, hint: str = "") -> SourceError:
    place = Location(str(path))
    return SourceError([Diagnostic(code, rule, Severity.ERROR, message, place, hint=hint)])
