"""Drawings put together by hand, small enough to count what is wrong with them.

``page()`` is right in every way: two steps side by side in one lane of one phase, with a flow between them. Tests change
one thing and count.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from blueprint.layout.geometry import Point, Rect
from blueprint.layout.quality import Quality, measure_quality
from blueprint.layout.result import (
    Band,
    Layout,
    Line,
    Mark,
    MarkKind,
    PhaseBand,
    PlacedEvidence,
    PlacedStep,
    RoutedFlow,
    TextBlock,
    TextLine,
)


def text(x: float, y: float, w: float = 40, h: float = 14) -> TextBlock:
    """Return a text whose one line stands in its box."""
    return TextBlock("label", (TextLine(x, y + h - 3, "Text"),), Rect(x, y, w, h), "Text")


def step(
    name: str,
    x: float,
    y: float,
    *,
    w: float = 100,
    h: float = 50,
    lane: str = "customer",
    phase: str = "p",
    **words: Any,
) -> PlacedStep:
    """Return a step with its label inside."""
    plain = PlacedStep(name, Rect(x, y, w, h), lane, "customer", phase, text(x + 10, y + 20), None, ())
    return replace(plain, **words)


def evidence(name: str, x: float, y: float, of: str = "a") -> PlacedEvidence:
    return PlacedEvidence(name, of, Rect(x, y, 100, 30), "customer", "p", text(x + 10, y + 10))


def flow(source: str, target: str, *points: Point, **words: Any) -> RoutedFlow:
    """Return a line; its id is ``source>>target``."""
    return replace(RoutedFlow(f"{source}>>{target}", source, target, "flow", points, False, False, None), **words)


def mark(x: float, y: float, kind: MarkKind = "fail") -> Mark:
    return Mark(kind, Rect(x, y, 20, 20), "F1", ("f",), "Fault")


def band(name: str, y: float, h: float) -> Band:
    return Band(name, "customer", Rect(0, y, 1000, h), text(10, y + 10))


def line(kind: str, y: float) -> Line:
    return Line(kind, y, 0, 1000, text(10, y - 17, 80))


A, B = step("a", 200, 100), step("b", 400, 100)
STRAIGHT = flow("a", "b", (300, 125), (400, 125))


def page(*steps: PlacedStep, **words: Any) -> Layout:
    """Return a drawing of 1000 x 600 px; without steps, the one with nothing wrong."""
    drawn = steps or (A, B)
    plain = Layout(
        width=1000, height=600, title=(), bands=(band("customer", 0, 600),),
        phases=(PhaseBand("p", Rect(150, 0, 850, 20), text(160, 2)),), lines=(), steps=drawn, evidence=(),
        flows=() if steps else (STRAIGHT,), legend=(), columns=tuple((placed.id,) for placed in drawn),
    )  # fmt: skip
    return replace(plain, **words)


def measured(*steps: PlacedStep, **words: Any) -> Quality:
    return measure_quality(page(*steps, **words))
