"""SVG of what goes with the lanes: time axis, customer curve, time row and registers.

The three kinds of time differ in pattern, not in color alone; a pattern is a path of its own, because programs draw
those of SVG each in their own way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, get_args

from blueprint.layout.drawing import Drawing
from blueprint.layout.geometry import Point, Rect
from blueprint.layout.result import (
    Curve,
    CurvePoint,
    Mark,
    Register,
    TimeAxis,
    TimeKind,
    TimeRow,
    TimeSegment,
)
from blueprint.rendering.paths import number
from blueprint.rendering.tables import one_line
from blueprint.rendering.texts import text_lines
from blueprint.themes import Palette

MarkView = Callable[[Mark], dict[str, Any]]

_STRIPE, _GRID = 6.0, 4.0  # distance of the lines in a pattern
_TICK_UP = 6.0


def rows_view(drawing: Drawing, mark_view: MarkView, *, told: bool) -> dict[str, Any]:
    """Describe all that goes with the lanes, for the template.

    Parameters
    ----------
    drawing : Drawing
        Blueprint, layout and theme.
    mark_view : callable
        Describes a mark as those of steps are.
    told : bool
        Whether rows say in words what they show.
    """
    layout = drawing.layout
    return {
        "axes": [_axis(axis) for axis in layout.axes],
        "curves": [_curve(curve, drawing, told=told) for curve in layout.curves],
        "time_rows": [_time_row(row, drawing, told=told) for row in layout.time_rows],
        "registers": [_register(register, mark_view) for register in layout.registers],
    }


def _axis(axis: TimeAxis) -> dict[str, Any]:
    ticks = "".join(f"M{number(tick.x)} {number(axis.y - _TICK_UP)}v{number(_TICK_UP)}" for tick in axis.ticks)
    return {
        "path": f"M{number(axis.x1)} {number(axis.y)}H{number(axis.x2)}{ticks}",
        "texts": [text_lines(axis.name), *(text_lines(tick.label) for tick in axis.ticks)],
    }


# --- customer curve --------------------------------------------------------------------------------------------------


def _curve(curve: Curve, drawing: Drawing, *, told: bool) -> dict[str, Any]:
    known, passed = curve_paths(curve.points)
    steps = drawing.blueprint.step_by_id
    points = [point for point in curve.points if point.step]
    return {
        "name": text_lines(curve.name),
        "said": _said(curve.name.text, ((steps[p.step].label, _signed(p)) for p in points)) if told else "",
        "top": number(curve.good.center[1]),
        "zero": number(curve.zero),
        "bottom": number(curve.bad.center[1]),
        "x1": number(curve.x1),
        "x2": number(curve.x2),
        "known": known,
        "passed": passed,
        "points": [
            {"x": number(p.x), "y": number(p.y), "title": f"{one_line(steps[p.step].label)}: {_signed(p)}"}
            for p in points
        ],
        "faces": [face(curve.good, good=True), face(curve.bad, good=False)],
    }


def _signed(point: CurvePoint) -> str:
    value = point.emotion or 0.0
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{number(abs(value))}"


def _said(name: str, parts: Iterable[tuple[str, str]]) -> str:
    return f"{name}: " + "; ".join(f"{one_line(label)} {value}".rstrip() for label, value in parts)


def curve_paths(points: Sequence[CurvePoint]) -> tuple[str, str]:
    """Return the curve as two paths: where it is known, and where it passes over steps without an emotion.

    It is calm: between two points it never rises above or falls below both of them.

    References
    ----------
    Fritsch, F. N. and Butland, J. (1984). A method for constructing local monotone piecewise cubic interpolants.
    SIAM J. Scientific and Statistical Computing 5(2), 300-304.
    """
    slopes = _slopes([(point.x, point.y) for point in points])
    paths: dict[bool, list[str]] = {True: [], False: []}
    last: bool | None = None
    for (one, other), (before, after) in zip(pairwise(points), pairwise(slopes), strict=True):
        third = (other.x - one.x) / 3
        path = paths[other.is_known]
        if last is not other.is_known:
            path.append(f"M{number(one.x)} {number(one.y)}")
        ends = (
            (one.x + third, one.y + before * third),
            (other.x - third, other.y - after * third),
            (other.x, other.y),
        )
        path.append("C" + " ".join(f"{number(x)} {number(y)}" for x, y in ends))
        last = other.is_known
    return "".join(paths[True]), "".join(paths[False])


def _slopes(points: Sequence[Point]) -> list[float]:
    """Return the slope at each point: level at the ends of rises and falls, else between those of its two sides."""
    secants = [(y2 - y1) / (x2 - x1) if x2 != x1 else 0.0 for (x1, y1), (x2, y2) in pairwise(points)]
    inner = [2 * a * b / (a + b) if a * b > 0 else 0.0 for a, b in pairwise(secants)]
    return [0.0, *inner, 0.0][: len(points)]


def face(rect: Rect, *, good: bool) -> dict[str, str]:
    """Return a face that smiles or does not, as a circle, eyes and a mouth."""
    (x, y), radius = rect.center, rect.w / 2 - 0.75
    mouth, bend = (y + 1.8, 3.4) if good else (y + 4.2, -3.4)
    return {
        "x": number(x),
        "y": number(y),
        "r": number(radius),
        "eyes": "".join(f"M{number(x + side)} {number(y - 2.6)}v1.6" for side in (-2.6, 2.6)),
        "mouth": f"M{number(x - 3.4)} {number(mouth)}q3.4 {number(bend)} 6.8 0",
    }


# --- time row --------------------------------------------------------------------------------------------------------


def _time_row(row: TimeRow, drawing: Drawing, *, told: bool) -> dict[str, Any]:
    words = drawing.wording.legend
    said = ((words[part.kind], "" if part.kind == "no_time" else part.label.text) for part in row.segments)
    return {
        "name": text_lines(row.name),
        "said": _said(row.name.text, said) if told else "",
        "segments": [_segment(segment, drawing) for segment in row.segments],
    }


def _segment(segment: TimeSegment, drawing: Drawing) -> dict[str, Any]:
    steps = drawing.blueprint.step_by_id
    kind = drawing.wording.legend[segment.kind]
    return {
        **bar(segment.kind, segment.rect, drawing.theme.palette),
        "text": text_lines(segment.label),
        "title": f"{kind}: {', '.join(one_line(steps[name].label) for name in segment.steps)}",
    }


def bar(kind: TimeKind, rect: Rect, palette: Palette) -> dict[str, Any]:
    """Describe a bar of one kind of time: service is solid, a visible wait striped, dark time a dense grid."""
    inks = {
        "service": palette.service,
        "visible_wait": palette.visible_wait,
        "dark_time": palette.dark_time,
        "no_time": palette.muted,
    }
    inner = Rect(rect.x + 0.5, rect.y + 0.5, max(0.0, rect.w - 1), rect.h - 1)
    patterns = {
        "visible_wait": lambda: hatch(inner, _STRIPE),
        "dark_time": lambda: hatch(inner, _GRID) + hatch(inner, _GRID, falling=True),
    }
    return {
        "x": number(inner.x),
        "y": number(inner.y),
        "w": number(inner.w),
        "h": number(inner.h),
        "ink": inks[kind],
        "solid": kind == "service",
        "dash": "3 3" if kind == "no_time" else "",
        "pattern": patterns[kind]() if kind in patterns else "",
        "weight": "2" if kind == "visible_wait" else "1.5",
    }


def hatch(rect: Rect, distance: float, *, falling: bool = False) -> str:
    """Return slanted lines that fill a box and end at its border.

    Examples
    --------
    >>> hatch(Rect(0, 0, 8, 4), 4)
    'M0 4L4 0M4 4L8 0'
    >>> hatch(Rect(0, 0, 8, 4), 4, falling=True)
    'M0 0L4 4M4 0L8 4'
    """
    lines = []
    for index in range(math.floor(-rect.h / distance) + 1, math.ceil(rect.w / distance)):
        start = rect.x + index * distance  # where the line would leave the lower (or, falling, the upper) edge
        left, right = max(start, rect.x), min(start + rect.h, rect.right)
        if right - left > 0.5:
            y1, y2 = rect.bottom - (left - start), rect.bottom - (right - start)
            if falling:
                y1, y2 = rect.y + (left - start), rect.y + (right - start)
            lines.append(f"M{number(left)} {number(y1)}L{number(right)} {number(y2)}")
    return "".join(lines)


# --- registers -------------------------------------------------------------------------------------------------------


def _register(register: Register, mark_view: MarkView) -> dict[str, Any]:
    rect = register.rect
    tops = [row.rect.y for row in register.rows]
    return {
        "title": text_lines(register.title),
        "heads": [text_lines(head) for head in register.heads],
        "rules": "".join(f"M{number(rect.x)} {number(y)}h{number(rect.w)}" for y in tops),
        "rows": [
            {"mark": mark_view(row.mark), "cells": [text_lines(cell) for cell in row.cells]} for row in register.rows
        ],
    }


# --- legend ----------------------------------------------------------------------------------------------------------


def legend_view(symbol: str, rect: Rect, palette: Palette) -> dict[str, Any] | None:
    """Describe the symbol of a row in the legend; None for a symbol of something else."""
    y = rect.y + rect.h / 2
    view: dict[str, Any] = {"bar": None, "known": "", "passed": "", "box": None, "link": None}
    if symbol in get_args(TimeKind):
        view["bar"] = bar(symbol, Rect(rect.x, y - 6, rect.w, 12), palette)  # type: ignore[arg-type]
    elif symbol in ("curve", "no_emotion"):
        values = ((0.0, 4.0), (0.5, -4.0), (1.0, 2.0))
        points = [CurvePoint(rect.x + rect.w * at, y + value, "", None, symbol == "curve") for at, value in values]
        view["known"], view["passed"] = curve_paths(points)
    elif symbol == "independent":
        view["box"] = {"x": number(rect.x + 3), "y": number(y - 7), "w": number(rect.w - 6), "h": "14"}
    elif symbol == "link":
        view["link"] = {"x": number(rect.x + rect.w / 2), "y": number(y + 4)}
    else:
        return None
    return view
