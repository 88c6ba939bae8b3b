"""Stages: where the time from text to SVG goes, by the functions that bear each stage.

A stage is the time inside its functions without that of stages called from there. The garbage collector is a stage of
its own, as it strikes wherever it happens to.

    python -m benchmarks.stages FILE       # one command from its start, as JSON: what `benchmarks.peers` calls
"""

from __future__ import annotations

import functools
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

_SWIMLANE = "blueprint.layout.swimlane"
STAGES: Mapping[str, tuple[str, ...]] = {
    "parse YAML": ("blueprint.io.yaml:checked_source", "blueprint.io.yaml:build_tree"),
    "shape": ("blueprint.io.reading:shape_blueprint",),
    "validate": ("blueprint.io.reading:build_blueprint",),
    "graph": ("blueprint.graph.service_graph:ServiceGraph",),
    "check by rules": ("blueprint.api:_check",),
    "measure text": (f"{_SWIMLANE}.pipeline:measure_boxes",),
    "columns": (f"{_SWIMLANE}.pipeline:assign_columns", f"{_SWIMLANE}.pipeline:collect_edges"),
    "rows": (f"{_SWIMLANE}.sheet:assign_rows", f"{_SWIMLANE}.sheet:make_names"),
    "routing": (f"{_SWIMLANE}.sheet:make_grid", f"{_SWIMLANE}.sheet:route_edges"),
    "labels of flows": (f"{_SWIMLANE}.folding:make_sheet",),
    "placement": (f"{_SWIMLANE}.assembly:place", f"{_SWIMLANE}.assembly:draw_lines"),
    "assembly": (f"{_SWIMLANE}.pipeline:assemble",),
    "rows of times and emotions": (f"{_SWIMLANE}.assembly:tell_story", f"{_SWIMLANE}.assembly:set_lane_rows"),
    "write SVG": ("blueprint.rendering.svg:draw_svg",),
    "garbage collector": (),
}
"""Functions of each stage, where they are called: ``module:name``. Of a class, all that it computes once and keeps."""

REST = "all else"
FLOOR = ("yaml", "pydantic", "networkx")
"""What any tool of this kind must import."""


class Stopwatch:
    """CPU time by stage, each without the stages inside of it [s]."""

    def __init__(self) -> None:
        self.times: dict[str, float] = {}
        self._open: list[list[float]] = []
        self.clear()

    def clear(self) -> None:
        self.times = dict.fromkeys((*STAGES, REST), 0.0)

    @contextmanager
    def measuring(self, stage: str) -> Iterator[None]:
        self.begin()
        try:
            yield
        finally:
            self.end(stage)

    def begin(self) -> None:
        self._open.append([time.process_time(), 0.0])

    def end(self, stage: str) -> None:
        start, inside = self._open.pop()
        took = time.process_time() - start
        self.times[stage] += took - inside
        if self._open:
            self._open[-1][1] += took

    def around(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*arguments: Any, **options: Any) -> Any:
            with self.measuring(stage):
                return function(*arguments, **options)

        return timed

    def on_collection(self, phase: str, _: object) -> None:
        if phase == "start":
            self.begin()
        else:
            self.end("garbage collector")


@contextmanager
def instrumented(watch: Stopwatch) -> Iterator[None]:
    """Put a stopwatch around the functions of all stages.

    Raises
    ------
    AttributeError
        If a function is not there any more: the list of stages must follow.
    """
    undo: list[Callable[[], None]] = []
    for stage, names in STAGES.items():
        for name in names:
            module, _, attribute = name.partition(":")
            undo += _wrap(watch, stage, import_module(module), attribute)
    gc.callbacks.append(watch.on_collection)
    try:
        yield
    finally:
        gc.callbacks.remove(watch.on_collection)
        for restore in reversed(undo):
            restore()


def _wrap(watch: Stopwatch, stage: str, module: Any, attribute: str) -> Iterator[Callable[[], None]]:
    before = getattr(module, attribute)
    if not isinstance(before, type):
        setattr(module, attribute, watch.around(stage, before))
        yield functools.partial(setattr, module, attribute, before)
        return
    for kept in [value for value in vars(before).values() if isinstance(value, cached_property)]:
        plain = kept.func
        kept.func = watch.around(stage, plain)
        yield functools.partial(setattr, kept, "func", plain)


def profile_warm(text: str, runs: int) -> dict[str, float]:
    """Return the median time of each stage of `render` in a process that has drawn before [s]."""
    from blueprint.api import render

    watch = Stopwatch()
    found: list[dict[str, float]] = []
    render(text)
    with instrumented(watch):
        for _ in range(runs):
            watch.clear()
            with watch.measuring(REST):
                render(text)
            found.append(watch.times)
    return medians(found)


def medians(found: list[dict[str, float]]) -> dict[str, float]:
    return {stage: median(times[stage] for times in found) for stage in found[0]}


def profile_command(file: str) -> dict[str, float]:
    """Run the command line on a file, in a process that has done nothing else, and return its stages [s].

    The floor comes first, then the modules that bear a stage; what these load on first use counts to the stage that
    needs it.
    """
    for name in FLOOR:
        import_module(name)
    floor = time.process_time()
    from blueprint.cli.main import run

    import_module("blueprint.cli.render")
    watch = Stopwatch()
    gc.disable()  # as the command line does
    with instrumented(watch):
        watch.times |= {"floor": floor, "other imports": time.process_time() - floor}
        with watch.measuring(REST):
            code = run(["render", file, "-o", str(Path(file).with_suffix(".svg"))])
    if code != 0:
        raise SystemExit(code)
    return watch.times


if __name__ == "__main__":
    print(json.dumps(profile_command(sys.argv[1])))  # the last line
