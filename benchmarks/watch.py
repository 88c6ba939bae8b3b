"""Run one command and print its CPU time, time and peak memory as JSON; a small process, so that its own size is none.

    python watch.py LIMIT COMMAND ...

The kernel counts CPU time and memory of a command and of what it waited for. A browser is not waited for: where the
kernel has less than what was seen of all processes below the command, that is told instead.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

PAUSE = 0.02  # [s] between two looks
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


_PROCESSES = Path("/proc")


def family(first: int) -> dict[int, float]:
    """Return the CPU time of a process and all below it, by id [s]; nothing where there is no /proc."""
    parents: dict[int, int] = {}
    found: dict[int, float] = {}
    for folder in _PROCESSES.glob("[0-9]*"):
        try:
            parts = (folder / "stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
        except (OSError, IndexError):
            continue
        parents[int(folder.name)] = int(parts[1])
        found[int(folder.name)] = (int(parts[11]) + int(parts[12])) / _TICK
    members = {first}
    while more := {pid for pid, parent in parents.items() if parent in members} - members:
        members |= more
    return {pid: found[pid] for pid in members if pid in found}


def size_of(members: Iterable[int]) -> int:
    """Return the memory of some processes [bytes]; pages that they share with files or each other count once."""
    own, shared = 0, 0
    for member in members:
        try:
            _, resident, common, *_ = map(int, (_PROCESSES / str(member) / "statm").read_text().split())
        except (OSError, ValueError):
            continue
        own, shared = own + resident - common, max(shared, common)
    return (own + shared) * _PAGE


def main(limit: float, command: list[str]) -> dict[str, object]:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    assert process.stderr is not None
    os.set_blocking(process.stderr.fileno(), False)
    cpu: dict[int, float] = {}
    together, said, late = 0, b"", False
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            break
        seen = family(process.pid)
        cpu |= seen
        together = max(together, size_of(seen)) if len(seen) > 1 else together
        with contextlib.suppress(OSError):
            said += process.stderr.read() or b""
        if time.perf_counter() - start > limit and not late:
            late = True
            for member in (*seen, process.pid):
                with contextlib.suppress(OSError):
                    os.kill(member, signal.SIGKILL)
        time.sleep(PAUSE if time.perf_counter() - start > 0.2 else 0.002)
    took = time.perf_counter() - start
    with contextlib.suppress(OSError):
        said += process.stderr.read() or b""
    own = usage.ru_utime + usage.ru_stime
    return {
        "code": "late" if late else os.waitstatus_to_exitcode(status),
        "cpu": max(own, sum(cpu.values())),
        "took": took,
        "memory": max(usage.ru_maxrss * 1024, together) / 1e6,
        "said": said[-300:].decode(errors="replace").strip(),
    }


if __name__ == "__main__":
    print(json.dumps(main(float(sys.argv[1]), sys.argv[2:])))
