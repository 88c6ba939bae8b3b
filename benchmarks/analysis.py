"""The closed-form analysis from 100 to 10,000 steps: CPU time, growth and memory, section by section.

    python -m benchmarks.analysis

Every step has a time, every fail point a probability, so that no figure is left out because it is unknown.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.services import make_yaml
from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.candidates import find_candidates
from blueprint.analysis.critical_path import find_critical_path
from blueprint.analysis.failure_tree import grow_failure_tree
from blueprint.analysis.gaps import find_gaps
from blueprint.analysis.register import make_register
from blueprint.analysis.reliability import compute_reliability
from blueprint.analysis.structure import describe_structure
from blueprint.analysis.timeline import compute_timeline
from blueprint.analysis.ways import solve
from blueprint.api import load_text
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Blueprint, FailPoint, Step
from blueprint.units import Share, read_distribution

SIZES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000)


def told(blueprint: Blueprint) -> Blueprint:
    """Return a service with times and probabilities everywhere, and a fail point at one step in four."""
    phases = tuple(
        phase.model_copy(update={"steps": tuple(_told(step, number) for number, step in enumerate(phase.steps))})
        for phase in blueprint.phases
    )
    goes_on = {flow.source for flow in blueprint.flows if flow.condition is None}
    flows = tuple(flow for flow in blueprint.flows if flow.source in goes_on)  # 5 % alone leave 95 % unknown
    return blueprint.model_copy(update={"phases": phases, "flows": flows})


def _told(step: Step, number: int) -> Step:
    time_of_it = step.service_time or read_distribution(f"{1 + number % 7} min")
    wrong = FailPoint(label="Wrong", id=f"{step.id}/wrong", probability=Share(0.01), detected=Share(0.9))
    return step.model_copy(update={"service_time": time_of_it, "fail_points": (wrong,) if number % 4 == 0 else ()})


def make_graph(steps: int) -> ServiceGraph:
    """Return the graph of a service of this size."""
    return to_graph(told(load_text(make_yaml(steps)).blueprint))


def sections(graph: ServiceGraph) -> Iterator[tuple[str, float]]:
    """Yield the CPU time of each section [s]."""

    def timed(name: str, work: Callable[[], Any]) -> tuple[str, float]:
        start = time.process_time()
        found[name] = work()
        return name, time.process_time() - start

    found: dict[str, Any] = {}
    yield timed("structure", lambda: describe_structure(graph))
    yield timed("time line", lambda: compute_timeline(graph))
    yield timed("critical path", lambda: find_critical_path(graph, found["time line"]))
    yield timed("gaps", lambda: find_gaps(graph, found["time line"]))
    yield timed("chain", lambda: solve(graph))
    yield timed("reliability", lambda: compute_reliability(graph, found["chain"]))
    yield timed("register", lambda: make_register(graph, found["reliability"]))
    yield timed("candidates", lambda: find_candidates(graph, found["structure"], found["register"]))
    yield timed("fault tree", lambda: grow_failure_tree(graph).cut_sets(100))


def main() -> None:
    """Print the growth, each size in a process of its own; or the sections of one size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, help="one size, by section")
    options = parser.parse_args()
    if options.steps:
        graph = make_graph(options.steps)
        for name, seconds in sections(graph):
            print(f"{name:15} {seconds:7.3f} s")
        start = time.process_time()
        analyze_service(make_graph(options.steps)).to_dict()
        print(f"{'all, fresh':15} {time.process_time() - start:7.3f} s")
        return
    print("| steps | analysis, CPU [s] | ms a step | peak memory [MB] |\n|---|---|---|---|", flush=True)
    for size in SIZES:
        subprocess.run([sys.executable, "-m", __spec__.name, "--of", str(size)], check=True)


def one(size: int) -> None:
    """Print the row of one size; without reading the file."""
    graph = make_graph(size)
    start = time.process_time()
    analyze_service(graph).to_dict()
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {size:,} | {seconds:.2f} | {1000 * seconds / size:.2f} | {memory:.0f} |")


if __name__ == "__main__":
    if "--of" in sys.argv:
        one(int(sys.argv[-1]))
    else:
        main()
