"""Graphviz as a second engine, to compare with: columns are spelled out, all else is left to `dot`.

`dot` knows no lanes that run through a drawing, so there are none, and no lines between them; phases are left out for
the same reason. It keeps boxes apart and steps of a moment in one column. That lines run through no box is no promise.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from blueprint.diagnostics import shorten
from blueprint.errors import LayoutError
from blueprint.graph import ServiceGraph
from blueprint.layout.geometry import Point, Rect
from blueprint.layout.legend import legend_items
from blueprint.layout.options import DEFAULT, Options
from blueprint.layout.result import Layout, PlacedEvidence, PlacedStep, RoutedFlow, TextBlock
from blueprint.layout.swimlane.columns import Columns, assign_columns
from blueprint.layout.swimlane.corners import place_marks, taken_edges
from blueprint.layout.swimlane.edges import Edge, collect_edges
from blueprint.layout.swimlane.measure import BoxText, Fonts, measure_boxes, set_box_text, set_text
from blueprint.layout.text import wrap
from blueprint.layout.title import set_title
from blueprint.layout.wording import wording_for
from blueprint.model import END
from blueprint.themes import Metrics

SECONDS = 60
"""Longest time that `dot` may take [s]."""

_INCH = 72.0
_ABOVE_LEGEND = 18.0


def arrange(graph: ServiceGraph, metrics: Metrics, options: Options = DEFAULT) -> Layout:
    """Lay a service out by `dot`.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    metrics : Metrics
        Sizes of boxes and text [px].
    options : Options
        Not kept: `dot` does not fold, and draws steps and lines alone.

    Returns
    -------
    Layout
        Final geometry [px, origin top left], without lanes, lines and phases.

    Raises
    ------
    LayoutError
        BP808 if there is no `dot`, and none as an extra; BP809 if it fails or takes longer than `SECONDS`.
    """
    wording = wording_for(graph.blueprint.language)
    boxes, columns, edges = (
        measure_boxes(graph.blueprint, metrics, wording),
        assign_columns(graph),
        collect_edges(graph),
    )
    placed = run_dot(write_dot(graph, boxes, columns, edges, metrics))
    title, bottom = set_title(graph.blueprint, metrics, wording, max(420.0, _width(placed)))
    rects, shapes = read_geometry(placed, (metrics.margin, bottom))
    flows = tuple(_flows(edges, rects, shapes, metrics))
    steps, evidence = _boxes(graph, columns, boxes, rects, flows, metrics)
    right = max([metrics.margin + _width(placed), *(block.rect.right for block in title)])
    lowest = bottom + _height(placed)
    legend = legend_items(flows, steps, wording, metrics, right + metrics.margin, lowest + _ABOVE_LEGEND)
    return Layout(
        width=right + metrics.margin,
        height=max([lowest, *(item.rect.bottom for item in legend)]) + metrics.margin,
        title=title,
        bands=(),
        phases=(),
        lines=(),
        steps=steps,
        evidence=evidence,
        flows=flows,
        legend=legend,
        columns=tuple(column.steps for column in columns.columns),
    )


# --- what dot is asked -----------------------------------------------------------------------------------------------


def write_dot(
    graph: ServiceGraph, boxes: Mapping[str, BoxText], columns: Columns, edges: Sequence[Edge], metrics: Metrics
) -> str:
    """Return DOT with boxes of fixed sizes, moments as ranks, and lines; names are numbers, so nothing is escaped."""
    number = {name: place for place, name in enumerate(boxes)}
    lines = [
        "digraph {",
        "graph [rankdir=LR splines=ortho]",
        f"graph [ranksep={metrics.column_gap / _INCH:.3f} nodesep={metrics.row_gap / _INCH:.3f}]",
        'node [shape=box fixedsize=true label=""]',
    ]
    for name, text in boxes.items():
        height = max(text.height, metrics.evidence_height)
        lines.append(f"n{number[name]} [width={metrics.box_width / _INCH:.3f} height={height / _INCH:.3f}]")
    lines += _ranks(graph, columns, number)
    for place, edge in enumerate(edges):
        target = f"n{number[edge.target]}" if edge.target != END else f"e{place}"
        if edge.target == END:
            lines.append(f"e{place} [width=0.17 height=0.17]")
        lines.append(f'n{number[edge.source]} -> {target} [id="{place}" constraint=false]')
    return "\n".join([*lines, "}"])


def _ranks(graph: ServiceGraph, columns: Columns, number: Mapping[str, int]) -> Iterator[str]:
    """Yield one rank for each moment, from front to back, and a spine that keeps moments in order."""
    rank = {lane.id: lane.rank for lane in graph.blueprint.lanes}
    for place, column in enumerate(columns.columns):
        steps = sorted(column.steps, key=lambda name: (rank[graph.blueprint.step_by_id[name].lane], graph.number[name]))
        pieces = [piece.id for name in steps for piece in graph.blueprint.step_by_id[name].evidence]
        members = " ".join(f"n{number[name]}" for name in (*pieces, *steps))
        yield f"{{rank=same s{place} [width=0.01 height=0.01 style=invis] {members}}}"
        if place:
            yield f"s{place - 1} -> s{place} [style=invis]"


# --- dot -------------------------------------------------------------------------------------------------------------


def find_dot() -> tuple[str, ...]:
    """Return the programs that can be asked: the `dot` of the system, then that of the extra.

    Raises
    ------
    LayoutError
        BP808 if there is none.
    """
    beside = Path(sys.executable).with_name("graphviz-pure")
    extra = shutil.which("graphviz-pure") or (str(beside) if beside.exists() else None)
    found = tuple(program for program in (shutil.which("dot"), extra) if program)
    if found:
        return found
    message = "the engine 'dot' needs Graphviz, which is not installed here"
    hint = 'install it: pip install "service-blueprint[dot]" (or the Graphviz of your system)'
    raise LayoutError.of("BP808", "missing-engine", message, hint=hint)


class _TimeoutError(LayoutError):
    """`dot` was ended; asking another one would only make people wait twice."""


def run_dot(source: str) -> dict[str, Any]:
    """Let `dot` place everything, and return its answer as data; where one program breaks, the next one is asked.

    Raises
    ------
    LayoutError
        BP808 and BP809, as `arrange`.
    """
    programs = find_dot()
    for program in programs[:-1]:
        try:
            return _ask(program, source)
        except _TimeoutError:
            raise
        except LayoutError:
            continue
    return _ask(programs[-1], source)


def _ask(program: str, source: str) -> dict[str, Any]:
    command = [program, "-Tjson0"]
    try:
        done = subprocess.run(command, input=source.encode(), capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise _failed(f"it took longer than {SECONDS} s", _TimeoutError) from None
    except OSError as error:
        raise _failed(str(error)) from None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        raise _failed(done.stderr.decode(errors="replace").strip() or f"it ended with {done.returncode}") from None
    if not isinstance(answer, dict) or "bb" not in answer:
        raise _failed("its answer has no geometry")
    return answer


def _failed(reason: str, kind: type[LayoutError] = LayoutError) -> LayoutError:
    hint = "draw with the engine 'swimlane', which has no such limits"
    return kind.of("BP809", "dot-failed", f"Graphviz cannot lay this service out: {shorten(reason, 160)}", hint=hint)


# --- what dot answers ------------------------------------------------------------------------------------------------


def _extent(placed: Mapping[str, Any]) -> tuple[float, float]:
    left, low, right, high = map(float, str(placed["bb"]).split(","))
    return right - left, high - low


def _width(placed: Mapping[str, Any]) -> float:
    return _extent(placed)[0]


def _height(placed: Mapping[str, Any]) -> float:
    return _extent(placed)[1]


def read_geometry(placed: Mapping[str, Any], origin: Point) -> tuple[dict[str, Rect], dict[int, tuple[Point, ...]]]:
    """Return boxes by their name in DOT, and lines by number, with the y axis downward [px].

    Parameters
    ----------
    origin : Point
        Upper left of the drawing [px].
    """
    height = _height(placed)

    def at(x: str, y: str) -> Point:
        return (round(origin[0] + float(x), 1), round(origin[1] + height - float(y), 1))

    rects = {}
    for item in placed.get("objects", ()):
        if "pos" in item:
            x, y = at(*item["pos"].split(","))
            w, h = float(item["width"]) * _INCH, float(item["height"]) * _INCH
            rects[item["name"]] = Rect(round(x - w / 2, 1), round(y - h / 2, 1), round(w, 1), round(h, 1))
    shapes = {}
    for item in placed.get("edges", ()):
        if str(item.get("id", "")).isdigit() and "pos" in item:
            shapes[int(item["id"])] = tuple(_points(item["pos"], at))
    return rects, shapes


def _points(spline: str, at: Any) -> Iterator[Point]:
    """Yield the corners of a line: every third point of its curve, then the tip of the arrow."""
    tip: Point | None = None
    curve: list[Point] = []
    for part in spline.split(";")[0].split():
        if part.startswith("e,"):
            tip = at(*part[2:].split(","))
        elif not part.startswith("s,"):
            curve.append(at(*part.split(",")))
    corners = curve[::3] + ([tip] if tip else [])
    kept: list[Point] = []
    for x, y in corners:
        if kept and abs(kept[-1][0] - x) < 1.5:
            x = kept[-1][0]
        if kept and abs(kept[-1][1] - y) < 1.5:
            y = kept[-1][1]
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == x or kept[-2][1] == kept[-1][1] == y):
            kept.pop()
        if not kept or kept[-1] != (x, y):
            kept.append((x, y))
    yield from kept


def _flows(
    edges: Sequence[Edge], rects: dict[str, Rect], shapes: Mapping[int, tuple[Point, ...]], metrics: Metrics
) -> Iterator[RoutedFlow]:
    for place, edge in enumerate(edges):
        points = shapes.get(place, ())
        if len(points) < 2:
            continue
        yield RoutedFlow(
            edge.id,
            edge.source,
            edge.target,
            edge.kind,
            points,
            edge.two_headed,
            edge.rework,
            _label(edge, points, metrics),
        )


def _label(edge: Edge, points: Sequence[Point], metrics: Metrics) -> TextBlock | None:
    """Set the label of a line beside its beginning; `dot` does not place labels of orthogonal lines."""
    if not edge.label:
        return None
    text = wrap(edge.label, Fonts.of(metrics).footer, metrics.box_width, 2)
    (x, y), _ = points[0], points[1]
    return set_text("flow", text, x + 4, y + 2, metrics.footer_leading, edge.label)


def _boxes(
    graph: ServiceGraph,
    columns: Columns,
    boxes: Mapping[str, BoxText],
    rects: Mapping[str, Rect],
    flows: Sequence[RoutedFlow],
    metrics: Metrics,
) -> tuple[tuple[PlacedStep, ...], tuple[PlacedEvidence, ...]]:
    """Set the texts of boxes, column by column."""
    blueprint, taken = graph.blueprint, taken_edges(flows, metrics)
    name_of = {name: f"n{place}" for place, name in enumerate(boxes)}
    phase_of = {step.id: phase.id for phase in blueprint.phases for step in phase.steps}
    evidence_lane = next((lane.id for lane in blueprint.lanes if lane.kind == "evidence"), "evidence")
    steps, evidence = [], []
    for column in columns.columns:
        for name in column.steps:
            step, text, rect = blueprint.step_by_id[name], boxes[name], rects[name_of[name]]
            label, footer = set_box_text(rect, text, metrics)
            marks = tuple(place_marks(rect, text.marks, taken[name], metrics))
            kind = blueprint.lane_by_id[step.lane].kind
            steps.append(PlacedStep(name, rect, step.lane, kind, phase_of[name], label, footer, marks))
            for piece in step.evidence:
                rect = rects[name_of[piece.id]]
                label, _ = set_box_text(rect, boxes[piece.id], metrics)
                evidence.append(PlacedEvidence(piece.id, name, rect, evidence_lane, phase_of[name], label))
    return tuple(steps), tuple(evidence)
