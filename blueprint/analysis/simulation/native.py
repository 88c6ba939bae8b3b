"""Native: the calendar as machine code, from a file where it was compiled before, else compiled by numba and put there.

What is kept is an object file, as a C compiler would write it: one function of an address and a number. Loading it
takes llvmlite alone, a few hundredths of a second; numba takes half a second to get ready even where nothing is to be
compiled. The name of a file tells source, versions and processor, so what was compiled of something else is not found.
Where nothing can be written, code is compiled anew in each process.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

FUNCTION = "calendar_advance"
"""Its name in the object file."""
_SUFFIX = ".calendar"
_KEPT = 4
"""Files of other versions that stay where a new one is written."""

Advance = Callable[[int, int], int]


def file_name(source: Iterable[bytes]) -> str:
    """Return the name of the file for a source, the versions of its compilers and this processor."""
    import llvmlite.binding as llvm

    parts = [
        *source,
        *(version(name).encode() for name in ("numba", "llvmlite", "numpy")),
        sys.version.encode(),
        llvm.get_process_triple().encode(),
        llvm.get_host_cpu_name().encode(),
        llvm.get_host_cpu_features().flatten().encode(),
    ]
    digest = hashlib.blake2b(b"".join(len(part).to_bytes(8, "little") + part for part in parts), digest_size=12)
    return f"{digest.hexdigest()}{_SUFFIX}"


def folders() -> Iterator[Path]:
    """Yield where compiled code may be: where numba is told to keep its own, beside the byte code, with the user."""
    if told := os.environ.get("NUMBA_CACHE_DIR"):
        yield Path(told) / "service-blueprint"
    yield Path(__file__).parent / "__pycache__"
    if sys.platform == "win32":
        own = os.environ.get("LOCALAPPDATA", "")
    else:
        own = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111 - Path raises without a home
    if own and Path(own).is_absolute():
        yield Path(own) / "service-blueprint"


def find(name: str) -> bytes | None:
    """Return compiled code that is kept; None if there is none that could be read."""
    for folder in folders():
        with suppress(OSError):
            content = (folder / name).read_bytes()
            code, check = content[:-_CHECK], content[-_CHECK:]
            if check == _check(code):
                return code
    return None


def keep(name: str, code: bytes) -> Path | None:
    """Keep compiled code in the first place that can be written to; return where, or None if there is none."""
    for folder in folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write(folder / name, code + _check(code))
        except OSError:
            continue
        _forget(folder, name)
        return folder / name
    return None


_CHECK = 16


def _check(code: bytes) -> bytes:
    """Return what tells a file that was cut short or spoiled, which would crash the interpreter."""
    return hashlib.blake2b(code, digest_size=_CHECK).digest()


def _write(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)  # others may load what was compiled with the package
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _forget(folder: Path, name: str) -> None:
    """Remove what other versions have left, but for the latest few."""
    with suppress(OSError):
        others = [path for path in folder.glob(f"*{_SUFFIX}") if path.name != name]
        for path in sorted(others, key=lambda path: path.stat().st_mtime)[:-_KEPT]:
            path.unlink()


_loaded: dict[str, Any] = {}
"""Engines of LLVM, for code lives as long as its engine."""


def load(name: str, code: bytes) -> Advance:
    """Return the function of an object file; it lets other threads run while it does.

    Raises
    ------
    ValueError
        If this is no code for this machine.
    """
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    machine = llvm.Target.from_triple(llvm.get_process_triple()).create_target_machine()
    engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), machine)
    engine.add_object_file(llvm.ObjectFileRef.from_data(code))
    engine.finalize_object()
    address = engine.get_function_address(FUNCTION)
    if not address:
        raise ValueError(f"'{FUNCTION}' is not in the compiled code")
    _loaded[name] = engine
    call = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64)(address)

    def advance(world: int, budget: int) -> int:
        reason, error = ctypes.c_int64(), ctypes.c_void_p()
        status = call(ctypes.addressof(reason), ctypes.addressof(error), world, budget)
        if status:
            raise AssertionError(f"compiled code stopped with status {status}")
        return reason.value

    return advance
