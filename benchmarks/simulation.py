"""Measure our simulation beside SimPy, Ciw and a calendar written in C, on the same workloads in one run.

    python -m benchmarks.simulation --peers /path/to/python     # of an environment with numpy, simpy, ciw; 6 minutes
    python -m benchmarks.simulation --peers … --write           # replaces the tables in benchmarks/README.md
    python -m benchmarks.simulation --rounds 1 --engines simpy

The other engines and the workloads are those of a neutral comparison that is kept beside the project (`--bench`), which
knows nothing of ours: it starts `workload.py` as a command. Ciw belongs in an environment of its own, for it installs a
package named `tests`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.clock import Failure, environment, run
from benchmarks.peers import Target, processor, write

ROOT = Path(__file__).parents[1]
BENCH = ROOT.parent / "shared" / "bench" / "queueing"
FAST, PLAIN = "ours, numba", "ours, Python"
TITLES = {"fast": FAST, "plain": PLAIN, "simpy": "SimPy", "ciw": "Ciw", "c": "C", "numba": "numba prototype"}
TASK = "blueprint12_exp_1e5"
WORKLOADS = {
    "mm3_1e5": "one step, three servers, load 0.9",
    TASK: "12 steps, 4 shared pools, branches, rework; exponential",
    "blueprint12_lognormal_1e5": "the same, lognormal",
    "blueprint12_exp_1e6": "as the second, a million customers",
}
_LARGE = "_1e6"
_SLOW = ("simpy", "ciw", "plain")
"""Engines that are not asked for a million customers."""


@dataclass
class Results:
    """What was found: rows of the comparison by workload and engine, one a round; and processes of our own."""

    rows: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)
    processes: dict[str, list[float]] = field(default_factory=dict)

    def speeds(self, workload: str, engine: str) -> list[float]:
        return [row["customers_per_cpu_s"] for row in self.rows.get((workload, engine), [])]

    def ratio(self, workload: str, ours: str, other: str) -> float:
        """Return how many times as many customers ours had in a second, median over the rounds; NaN if unknown."""
        pairs = list(zip(self.speeds(workload, ours), self.speeds(workload, other), strict=False))
        return median(one / another for one, another in pairs) if pairs else math.nan


# --- beside others ---------------------------------------------------------------------------------------------------


def compare(options: argparse.Namespace, results: Results) -> None:
    """Let the comparison run, round by round: each has all engines, so that what slows one down slows all down."""
    engines = [name for name in options.engines.split(",") if name]
    for number in range(options.rounds):
        for workload in WORKLOADS:
            is_large = workload.endswith(_LARGE)
            if is_large and number:
                continue
            others = [name for name in engines if not (is_large and name in _SLOW)]
            own = [name for name in ("fast", "plain") if not (is_large and name in _SLOW)]
            for row in _compared(options, workload, others, own, 1 + number * (options.repeats + 1)):
                if "error" in row:
                    print(f"{workload}: {row['engine']}: {row['error']}", file=sys.stderr)
                else:
                    results.rows.setdefault((workload, row["engine"]), []).append(row)


def _compared(
    options: argparse.Namespace, workload: str, others: Sequence[str], own: Sequence[str], seed: int
) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.jsonl"
        command = [options.peers, "bench.py", "--workloads", workload, "--out", str(path), "--engines", *others]
        command += ["--repeats", str(options.repeats), "--seed", str(seed)]
        for name in own:
            ours = f"{sys.executable} -m benchmarks.workload {{workload}} --engine {name}"
            command += ["--command", f"{name}={ours} --repeats {{repeats}} --seed {{seed}}"]
        env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        subprocess.run(command, cwd=options.bench, env=env, check=True, stdout=sys.stderr)
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for row, name in zip(rows, [*others, *own], strict=True):  # our own rows name themselves
        row["engine"] = name
    return rows


# --- by ourselves ----------------------------------------------------------------------------------------------------

_READY = "import blueprint.analysis.simulation.compile, blueprint.graph"
_FORGETFUL = """
from blueprint.analysis.simulation import native
native.find = lambda name: None
"""
_ONE_STEP = """
from blueprint.analysis.simulation import Run, simulate_service
from blueprint.graph import to_graph
from blueprint.model import Blueprint
serve = {"lane": "onstage", "label": "Serve", "resources": ["clerk"], "service_time": "exponential(2 min)"}
bank = Blueprint(title="Bank", arrivals="20 per hour", resources=[{"id": "clerk"}], phases=[{"steps": [serve]}])
simulate_service(to_graph(bank), Run(replications=1), engine="ENGINE")
"""
_RESTAURANT = """
from blueprint.analysis.simulation import Run, simulate_service
from blueprint.api import load
from blueprint.graph import to_graph
simulate_service(to_graph(load("FILE").blueprint), Run(replications=100), engine="ENGINE")
"""
_STARTS = (
    "imports alone",
    "first run, Python",
    "first run, numba, compiled before",
    "first run, numba, to be compiled",
)
_DAYS = ("100 days of the restaurant, Python", "100 days of the restaurant, numba")


def measure_processes(runs: int, results: Results) -> None:
    """Fill in the CPU time of whole processes: starts, and days of an example."""
    restaurant = _RESTAURANT.replace("FILE", str(ROOT / "examples" / "restaurant" / "restaurant.yaml"))
    texts = {
        _STARTS[0]: _READY,
        _STARTS[1]: _ONE_STEP.replace("ENGINE", "plain"),
        _STARTS[2]: _ONE_STEP.replace("ENGINE", "fast"),
        _STARTS[3]: _FORGETFUL + _ONE_STEP.replace("ENGINE", "fast"),
        _DAYS[0]: restaurant.replace("ENGINE", "plain"),
        _DAYS[1]: restaurant.replace("ENGINE", "fast"),
    }
    with tempfile.TemporaryDirectory() as folder:
        env = {**environment(Path(folder) / "bytecode"), "PYTHONPATH": str(ROOT), "NUMBA_CACHE_DIR": folder}
        _cpu_times(_STARTS, texts, env, 1)  # byte code and machine code are there from then on
        results.processes |= _cpu_times([_STARTS[3]], texts, env, 1)
        results.processes |= _cpu_times([name for name in texts if name != _STARTS[3]], texts, env, runs)


def _cpu_times(
    names: Iterable[str], texts: Mapping[str, str], env: Mapping[str, str], runs: int
) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(runs):
        for name, times in found.items():
            done = run([sys.executable, "-c", texts[name]], 120, env)
            if isinstance(done, Failure):
                raise SystemExit(f"{name}: {done.why}")
            times.append(done.cpu)
    return found


# --- tables ----------------------------------------------------------------------------------------------------------


def tables(options: argparse.Namespace, results: Results) -> Iterator[str]:
    """Yield all that was found as Markdown."""
    yield from about(options)
    yield ""
    yield from _speed_table(results)
    yield ""
    yield from _process_table(results)
    yield ""
    yield "| what | bound | found | |"
    yield "|---|--:|--:|---|"
    for goal in targets(results):
        yield goal.row()


def about(options: argparse.Namespace) -> Iterator[str]:
    """Yield on what, and when, all of this was measured."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    ours = ", ".join(f"{name} {version(name)}" for name in ("numba", "numpy"))
    yield (
        f"One run on {date.today().isoformat()}: {processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"CPython {platform.python_version()}, {ours}{_peer_versions(options.peers)}; load before the run {load} "
        f"(1, 5, 15 minutes). {options.rounds} rounds of {options.repeats} runs each, medians."
    )


def _peer_versions(python: str) -> str:
    code = "from importlib.metadata import version as v; print(', SimPy', v('simpy') + ', Ciw', v('ciw'), end='')"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout if not done.returncode else ""


def _speed_table(results: Results) -> Iterator[str]:
    yield "| workload | engine | customers a CPU second | numba / it | Python / it | peak memory [MB] | wait / exact |"
    yield "|---|---|--:|--:|--:|--:|--:|"
    for workload, words in WORKLOADS.items():
        for engine, title in TITLES.items():
            rows = results.rows.get((workload, engine))
            if rows:
                cells = [words, title, f"{median(results.speeds(workload, engine)):,.0f}"]
                cells += [_number(results.ratio(workload, ours, engine)) for ours in ("fast", "plain")]
                cells += [f"{max(row['peak_rss_mb'] for row in rows):.0f}", _number(_exactness(rows))]
                yield f"| {' | '.join(cells)} |"


def _exactness(rows: Sequence[Mapping[str, Any]]) -> float:
    """Return the mean wait of all rounds in that of the closed form; NaN where there is none."""
    known = rows[0].get("exact_mean_wait")
    return sum(row["metrics"]["mean_wait"] for row in rows) / len(rows) / known if known else math.nan


def _number(value: float) -> str:
    return "" if math.isnan(value) else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _process_table(results: Results) -> Iterator[str]:
    yield "| process | CPU [s] |"
    yield "|---|--:|"
    for name in (*_STARTS, *_DAYS):
        if name in results.processes:
            yield f"| {name} | {median(results.processes[name]):.2f} |"


@dataclass(frozen=True)
class Goal(Target):
    """A figure that is to stay above a bound."""

    def row(self) -> str:
        turned = Target(self.what, -self.bound, -self.value)
        verdict = turned.row().rsplit("|", 2)[1]
        value = "" if math.isnan(self.value) else self.form.format(self.value)
        return f"| {self.what} | at least {self.form.format(self.bound)} | {value} |{verdict}|"


def targets(results: Results) -> Iterator[Target]:
    """Yield what our simulation is held to."""
    for ours, other, bound in (("fast", "simpy", 50.0), ("fast", "ciw", 150.0), ("plain", "simpy", 4.0)):
        what = f"12 steps: {TITLES[ours]}, x {TITLES[other]}"
        yield Goal(what, bound, results.ratio(TASK, ours, other), "{:.1f}")
    yield Target(f"12 steps: C, x {FAST}", 1.6, results.ratio(TASK, "c", "fast"))
    large = results.rows.get(("blueprint12_exp_1e6", "fast"), [])
    peak = max((row["peak_rss_mb"] for row in large), default=math.nan)
    yield Target("12 steps, a million customers, numba: peak memory [MB]", 250, peak, "{:.0f}")
    times = results.processes
    for name, bound in ((_STARTS[2], 0.5), (_DAYS[1], 2.0)):
        yield Target(f"{name} [CPU s]", bound, median(times[name]) if name in times else math.nan)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, or write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=BENCH, help="folder of the comparison (default: %(default)s)")
    parser.add_argument("--peers", default=sys.executable, help="Python that has numpy, simpy and ciw")
    parser.add_argument("--engines", default="simpy,ciw,c", help="of the comparison (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3, help="runs of each engine in a round (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="replace the tables in README.md")
    options = parser.parse_args(arguments)
    if not (options.bench / "bench.py").exists():
        parser.error(f"there is no bench.py in {options.bench}; give its folder by --bench")
    results = Results()
    measure_processes(max(3, options.repeats), results)
    compare(options, results)
    lines = list(tables(options, results))
    print("\n".join(lines))
    if options.write:
        write(lines, mark="simulation")


if __name__ == "__main__":
    main()
