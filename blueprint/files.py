"""Files: read whole, written whole or not at all; the only place that opens any, for `api`."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import time
from pathlib import Path

from blueprint.diagnostics import Diagnostic, Location, Severity, did_you_mean
from blueprint.errors import SourceError

LARGEST = 32 * 1024 * 1024
"""Largest file that is read [bytes]."""

_SUFFIX = ".blueprint-tmp"
_STALE = 60.0  # a temporary file this old belongs to nobody any more [s]


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
        if path.is_file() and path.stat().st_size > LARGEST:
            size = path.stat().st_size / 1024 / 1024
            message = f"this file has {size:.0f} MiB; the limit is {LARGEST // 1024 // 1024} MiB"
            raise _fault(path, "BP004", "too-large", message, "divide it into several blueprints and link them by 'detail'")
        return path.read_bytes()
    except FileNotFoundError:
        raise _fault(path, "BP001", "unreadable", f"there is no file '{path}'", _beside(path)) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _fault(path, "BP001", "unreadable", f"'{path}' cannot be read: {reason}") from None


def _beside(path: Path) -> str:
    try:
        names = sorted(entry.name for entry in path.parent.iterdir() if entry.is_file())[:500]
    except OSError:
        return f"the folder '{path.parent}' is not there either" if not path.parent.is_dir() else ""
    hint = did_you_mean(path.name, names)
    return hint if hint.startswith("did you mean") else "check the name, and the folder you are in"


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
        if path.is_dir():
            raise _fault(path, "BP020", "unwritable", f"'{path}' is a folder", "name a file inside it")
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        _replace(Path(os.path.realpath(path)), data)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "make the folder first, or choose another one" if not path.parent.is_dir() else "choose another place"
        raise _fault(path, "BP020", "unwritable", f"'{path}' cannot be written: {reason}", hint) from None


def _replace(path: Path, data: bytes) -> None:
    _sweep(path)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_SUFFIX, dir=path.parent)
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


def _sweep(path: Path) -> None:
    """Delete temporary files of this file that are old enough to belong to a run that was killed."""
    with contextlib.suppress(OSError):
        for left in path.parent.glob(f".{_literal(path.name)}.*{_SUFFIX}"):
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


def _fault(path: Path, code: str, rule: str, message: str, hint: str = "") -> SourceError:
    place = Location(str(path))
    return SourceError([Diagnostic(code, rule, Severity.ERROR, message, place, hint=hint)])
