"""Measure start-up, reading and drawing against a floor taken in the same run.

    python -m benchmarks.run            # about a minute; prints a table in Markdown
    python -m benchmarks.run --runs 9

Machines are noisy, so every figure is a median and comes with its ratio to a floor: the interpreter alone, the imports
that any such tool needs, or the YAML loader alone. Nothing is asserted here.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.clock import environment
from benchmarks.services import make_yaml

FLOOR = [sys.executable, "-c", "import yaml, pydantic, networkx"]
BARE = [sys.executable, "-c", "pass"]
COMMAND = [sys.executable, "-m", "blueprint"]


def of_process(*commands: list[str], runs: int, env: dict[str, str]) -> list[tuple[float, float]]:
    """Return the median wall and CPU time of whole processes, run in turn [s]."""
    found: list[list[tuple[float, float]]] = [[] for _ in commands]
    for turn in range(runs + 1):
        for command, times in zip(commands, found, strict=True):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
            wall = time.perf_counter() - start
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            if turn:
                times.append((wall, cpu))
    return [(statistics.median(w for w, _ in times), statistics.median(c for _, c in times)) for times in found]


def in_process(work: Callable[[], object], runs: int) -> float:
    """Return the median time of a call, after one that warms up [s]."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def row(name: str, value: float, ratio: float, target: str) -> str:
    """Return one line of the table."""
    return f"| {name} | {value * 1000:.0f} | {ratio:.2f} | {target} |"


def start_up(folder: Path, runs: int) -> list[str]:
    """Measure whole commands."""
    file = folder / "s20.yaml"
    file.write_text(make_yaml(20), encoding="utf-8")
    draw = [*COMMAND, "render", str(file), "-o", str(folder / "s20.svg")]
    check = [*COMMAND, "check", str(file)]
    env = environment(folder / "bytecode")
    bare, floor, helped, drawn, checked = of_process(BARE, FLOOR, [*COMMAND, "--help"], draw, check, runs=runs, env=env)
    return [
        row("interpreter alone", bare[0], bare[0] / floor[0], ""),
        row("floor: import yaml, pydantic, networkx", floor[0], 1.0, ""),
        row("`blueprint --help` (CPU)", helped[1], helped[1] / floor[1], "100 ms CPU"),
        row("`blueprint check`, 20 steps", checked[0], checked[0] / floor[0], ""),
        row("`blueprint render`, 20 steps", drawn[0], drawn[0] / floor[0], "3 x the floor"),
    ]


def reading(runs: int) -> list[str]:
    """Measure reading against the C loader of PyYAML alone."""
    import yaml

    from blueprint.io.yaml import parse_yaml

    text = make_yaml(2000)
    loader = in_process(lambda: yaml.load(text, Loader=yaml.CSafeLoader), runs)
    ours = in_process(lambda: parse_yaml(text, "s2000.yaml"), runs)
    return [
        row("PyYAML's C loader alone, 2,000 steps", loader, 1.0, ""),
        row("read and validate, 2,000 steps", ours, ours / loader, "4 x the loader"),
    ]


def growth(runs: int) -> list[str]:
    """Measure drawing over sizes, per step."""
    from blueprint.api import arrange
    from blueprint.io.yaml import parse_yaml
    from blueprint.rendering.svg import draw_svg

    lines = []
    first = 0.0
    for steps in (100, 200, 500, 1000, 2000):
        document = parse_yaml(make_yaml(steps), "s.yaml")
        whole = in_process(lambda document=document: draw_svg(arrange(document)), max(3, runs // 2))
        first = first or whole / steps
        cost = whole / steps / first
        lines.append(row(f"lay out and draw, {steps:,} steps, warm", whole, cost, "cost per step, first row = 1"))
    return lines


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        lines = ["| what | median ms | ratio | target |", "|---|---|---|---|"]
        lines += start_up(Path(folder), runs)
    lines += reading(runs)
    lines += growth(runs)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
