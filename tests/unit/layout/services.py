"""Small services in a line or two, for tests of the layout."""

from __future__ import annotations

import re
from typing import Any

from blueprint.graph import ServiceGraph, to_graph
from blueprint.layout.result import Layout, PlacedStep, RoutedFlow
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.model import Blueprint
from blueprint.themes import load_theme

METRICS = load_theme("light").metrics
_KINDS = {">>": "flow", "..": "needs", "<>": "exchange", "~~": "influences"}
_JOINT = re.compile(r"\s*(>>|\.\.|<>|~~)\s*")


def service(script: str, *flows: str, steps: dict[str, dict[str, Any]] | None = None, **words: Any) -> Blueprint:
    """Return a service.

    The script tells its steps as ``lane:id`` with phases divided by bars; flows are chains such as ``a >> b >> c``
    (``..`` needs, ``<>`` exchange, ``~~`` influences), with a condition after a colon. `steps` adds words to steps by id.
    """
    parts = [part.split() for part in script.split("|")]
    named = len(parts) > 1
    phases = [
        {
            **({"label": f"Phase {n}", "id": f"p{n}"} if named else {}),
            "steps": [_step(text, steps or {}) for text in part],
        }
        for n, part in enumerate(parts, 1)
    ]
    data = {"title": "Service", "phases": phases, "flows": [f for text in flows for f in _flows(text)], **words}
    return Blueprint.model_validate(data)


def _step(text: str, words: dict[str, dict[str, Any]]) -> dict[str, Any]:
    lane, _, name = text.partition(":")
    return {"lane": lane, "label": name.replace("-", " ").capitalize(), "id": name, **words.get(name, {})}


def _flows(text: str) -> list[dict[str, Any]]:
    chain, _, condition = text.partition(":")
    names = _JOINT.split(chain.strip())
    words = {"condition": condition.strip()} if condition else {}
    return [
        {"source": source, "target": target, "kind": _KINDS[joint], **words}
        for source, joint, target in zip(names[::2], names[1::2], names[2::2], strict=False)
    ]


def graph(script: str, *flows: str, **words: Any) -> ServiceGraph:
    """Return the graph of a small service."""
    return to_graph(service(script, *flows, **words))


def layout(script: str, *flows: str, **words: Any) -> Layout:
    """Return a small service laid out."""
    return arrange(graph(script, *flows, **words), METRICS)


def step(drawing: Layout, name: str) -> PlacedStep:
    """Return a step of a drawing."""
    return next(placed for placed in drawing.steps if placed.id == name)


def flow(drawing: Layout, name: str) -> RoutedFlow:
    """Return a line of a drawing."""
    return next(line for line in drawing.flows if line.id == name)
