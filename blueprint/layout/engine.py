"""Layout engines by name, and the geometry of a layout as plain data."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from blueprint.diagnostics import did_you_mean, shorten
from blueprint.errors import PluginError
from blueprint.graph import ServiceGraph
from blueprint.layout.options import Options
from blueprint.layout.result import Layout, TextBlock
from blueprint.themes import Metrics

Engine = Callable[[ServiceGraph, Metrics, Options], Layout]

ENGINES = {
    "swimlane": "blueprint.layout.swimlane.pipeline",
    "dot": "blueprint.layout.graphviz",
}
"""Modules whose function ``arrange`` lays a service out, by the name of the engine; each is loaded when it is used."""


def engine_named(name: str) -> Engine:
    """Return a layout engine by name.

    Raises
    ------
    PluginError
        BP905 if there is none of that name.
    """
    if name not in ENGINES:
        message = f"there is no layout engine '{shorten(name, 40)}'"
        raise PluginError.of("BP905", "unknown-engine", message, hint=did_you_mean(name, ENGINES))
    engine: Engine = import_module(ENGINES[name]).arrange
    return engine


def layout_data(layout: Layout) -> dict[str, Any]:
    """Return the geometry with the stable keys of ``blueprint layout`` [px, origin top left].

    Parameters
    ----------
    layout : Layout
        A finished layout.

    Returns
    -------
    dict
        ``width height nodes edges lanes phases lines labels``; evidence boxes are nodes too.
    """
    nodes = [_node(s.id, s.rect, s.lane, s.kind, s.phase) for s in layout.steps]
    nodes += [_node(e.id, e.rect, e.lane, "evidence", e.phase) for e in layout.evidence]
    return {
        "width": _round(layout.width),
        "height": _round(layout.height),
        "nodes": nodes,
        "edges": [
            {
                "id": flow.id,
                "source": flow.source,
                "target": flow.target,
                "kind": flow.kind,
                "points": [[_round(x), _round(y)] for x, y in flow.points],
                **({"connector": flow.connector.number} if flow.connector else {}),
            }
            for flow in layout.flows
        ],
        "lanes": [{"id": b.id, "kind": b.kind, "y": _round(b.rect.y), "h": _round(b.rect.h)} for b in layout.bands],
        "phases": [{"id": p.id, "x": _round(p.rect.x), "w": _round(p.rect.w)} for p in layout.phases],
        "lines": [{"kind": line.kind, "y": _round(line.y)} for line in layout.lines],
        "labels": [_label(flow.label) for flow in layout.flows if flow.label is not None],
    }


def _node(name: str, rect: Any, lane: str, kind: str, phase: str) -> dict[str, Any]:
    return {
        "id": name,
        "x": _round(rect.x),
        "y": _round(rect.y),
        "w": _round(rect.w),
        "h": _round(rect.h),
        "lane": lane,
        "kind": kind,
        "phase": phase or None,
    }


def _label(text: TextBlock) -> dict[str, Any]:
    rect = text.rect
    return {"text": text.text, "x": _round(rect.x), "y": _round(rect.y), "w": _round(rect.w), "h": _round(rect.h)}


def _round(value: float) -> float:
    """Round to what a screen can show; whole px stay whole."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
