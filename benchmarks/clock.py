"""Times: whole commands in processes of their own, and calls in this one; always in turn, so that noise meets all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_WATCH = Path(__file__).with_name("watch.py")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command: CPU time of all its processes [s], time [s], and the peak of its memory [MB]."""

    cpu: float
    took: float
    memory: float


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that did not end well, in a few words."""

    why: str
    is_late: bool = False


def environment(cache: Path) -> dict[str, str]:
    """Return the environment of all commands: byte code is kept, as it is on a user's machine, outside of the tree."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(cache)}


def run(command: list[str], limit: float, env: Mapping[str, str]) -> Run | Failure:
    """Run a command once."""
    watch = [sys.executable, "-S", "-E", str(_WATCH), str(limit), *command]
    done = subprocess.run(watch, capture_output=True, text=True, env=dict(env), check=False)
    if done.returncode:
        return Failure(f"cannot be watched: {done.stderr[-200:].strip()}")
    found = json.loads(done.stdout)
    if found["code"] == "late":
        return Failure(f"more than {limit:.0f} s", is_late=True)
    if found["code"] != 0:
        last = (found["said"].splitlines() or [""])[-1]
        return Failure(f"failed ({found['code']}): {last[:60]}" if last else f"failed ({found['code']})")
    return Run(found["cpu"], found["took"], found["memory"])


def in_turn(calls: Mapping[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    """Return the CPU times of calls made in turn [s], after one that warms up; what fails is left out."""
    working = {name: call for name, call in calls.items() if _works(call)}
    times: dict[str, list[float]] = {name: [] for name in working}
    for turn in range(runs):
        for name in sorted(working, reverse=bool(turn % 2)):
            start = time.process_time()
            working[name]()
            times[name].append(time.process_time() - start)
    return times


def _works(call: Callable[[], object]) -> bool:
    try:
        call()
    except Exception:
        return False
    return True


def ratio(some: list[float], others: list[float]) -> float:
    """Return the median of the ratios within pairs: what slows the machine down slows both of a pair down."""
    return median(one / other for one, other in zip(some, others, strict=True))
