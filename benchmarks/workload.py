"""Simulate one neutral workload as a user would, and print what it took as a line of JSON.

    python -m benchmarks.workload WORKLOAD.json --repeats 5 --seed 1 --engine fast

A workload is a file of arrivals, pools of equal servers and steps that need one of a pool each, with shares of the ways
that lead on: no words of ours, so that every engine can read it. Here it becomes a blueprint by the public model, and
is run by the public simulation, with all the figures that a user gets. A repeat is a run of one replication.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from blueprint.analysis.simulation import Simulation
    from blueprint.model import Blueprint

_UNITS = {"second": ("s", 1.0), "minute": ("min", 60.0), "hour": ("h", 3600.0)}


def blueprint_of(workload: Mapping[str, Any]) -> Blueprint:
    """Return a workload as a service: its steps are on the stage, its pools are resources."""
    from blueprint.model import Blueprint

    unit, _ = _UNITS[workload["time_unit"]]
    names = [workload["start"], *(name for name in workload["steps"] if name != workload["start"])]
    steps = [
        {"lane": "onstage", "label": name, "id": name, "resources": [item["pool"]], "service_time": law}
        for name in names
        for item in [workload["steps"][name]]
        for law in [law_of(item["duration"], unit)]
    ]
    return Blueprint.model_validate(
        {
            "title": workload["name"],
            "arrivals": {"interarrival": law_of(workload["arrivals"]["interarrival"], unit)},
            "resources": [{"id": name, "capacity": pool["capacity"]} for name, pool in workload["pools"].items()],
            "phases": [{"steps": steps}],
            "flows": list(_flows(workload["steps"])),
        }
    )


def law_of(described: Mapping[str, Any], unit: str) -> str:
    """Return a distribution as it is written in a blueprint."""
    kind = described["dist"]
    if kind == "deterministic":
        return f"{described['value']:.12g} {unit}"
    if kind == "exponential":
        return f"exponential({described['mean']:.12g} {unit})"
    return f"{kind}({described['mean']:.12g} {unit}, {described['mean'] * described['cv']:.12g} {unit})"


def _flows(steps: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for name, step in steps.items():
        for target, share in step["next"]:
            yield {"source": name, "target": target, **({"probability": share} if share < 1 else {})}


def figures(found: Simulation, unit: float) -> dict[str, float]:
    """Return the figures that are compared, in the unit of the workload."""
    wait, stay = found.waiting_time.times, found.time_in_system.times
    estimates = {
        "mean_wait": wait.mean,
        "mean_sojourn": stay.mean,
        "p50_wait": wait.p50,
        "p95_wait": wait.p95,
        "p95_sojourn": stay.p95,
    }
    return {name: estimate.mean / unit for name, estimate in estimates.items() if estimate.mean is not None}


def measure(path: Path, repeats: int, seed: int, engine: str) -> dict[str, Any]:
    """Run a workload once to get ready and then so many times; return what the last runs took, and what they found."""
    import numpy  # noqa: F401 - nobody's import is charged with it

    started = time.process_time()
    from blueprint.analysis.simulation import Run, simulate_service
    from blueprint.graph import to_graph
    from blueprint.units import Seconds

    imported = time.process_time() - started
    workload = json.loads(path.read_text(encoding="utf-8"))
    _, unit = _UNITS[workload["time_unit"]]
    graph = to_graph(blueprint_of(workload))
    between = workload["arrivals"]["interarrival"]
    horizon = Seconds(workload["customers"] * between.get("mean", between.get("value")) * unit)
    took, cpu, came, metrics = [], [], [], []
    for number in range(repeats + 1):
        start, before = time.perf_counter(), time.process_time()
        run = Run(horizon=horizon, replications=1, seed=seed + number)
        found = simulate_service(graph, run, engine=engine)  # type: ignore[arg-type]
        took.append(time.perf_counter() - start)
        cpu.append(time.process_time() - before)
        came.append(sum(found.fates.values()))
        metrics.append(figures(found, unit))
    first, took, cpu, came, metrics = cpu[0], took[1:], cpu[1:], came[1:], metrics[1:]
    return {
        "engine": f"blueprint {engine}",
        "workload": workload["name"],
        "customers": round(fmean(came)),
        "median_s": round(median(took), 5),
        "median_cpu_s": round(median(cpu), 5),
        "customers_per_s": round(median(count / time for count, time in zip(came, took, strict=True))),
        "customers_per_cpu_s": round(median(count / time for count, time in zip(came, cpu, strict=True))),
        "first_run_cpu_s": round(first, 4),
        "import_s": round(imported, 4),
        "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "metrics": {name: fmean(item[name] for item in metrics) for name in metrics[0]},
    }


def main() -> None:
    """Print the line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("workload", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("fast", "plain"), default="fast")
    given = parser.parse_args()
    print(json.dumps(measure(given.workload, max(1, given.repeats), given.seed, given.engine)))


if __name__ == "__main__":
    main()
