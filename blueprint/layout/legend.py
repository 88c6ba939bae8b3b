"""The legend: the symbols that occur in a drawing, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blueprint.layout.anatomy.penetration import Penetration
from blueprint.layout.geometry import Rect
from blueprint.layout.result import (
    Curve,
    LegendItem,
    PlacedStep,
    RoutedFlow,
    TextBlock,
    TextLine,
    TimeKind,
    TimeRow,
)
from blueprint.layout.text import Font, measure
from blueprint.layout.wording import Wording
from blueprint.model import END, Blueprint
from blueprint.themes import Metrics

_LINE, _MARK = 34.0, 20.0  # width of a symbol
_HEIGHT = 24.0
_MARKS = ("fail", "wait", "truth", "detail")
_TIMES: tuple[TimeKind, ...] = ("service", "visible_wait", "dark_time", "no_time")


def legend_items(
    flows: Sequence[RoutedFlow],
    steps: Sequence[PlacedStep],
    wording: Wording,
    metrics: Metrics,
    width: float,
    top: float,
    more: Sequence[str] = (),
) -> tuple[LegendItem, ...]:
    """Set the legend in lines from the left, below the lanes.

    Parameters
    ----------
    width, top : float
        Width of the drawing, and where the legend begins [px].
    more : sequence of str
        Symbols beside those of flows and steps, from `symbols_of_rows`.
    """
    font = Font(metrics.footer_size)
    x, y = metrics.margin + 2, top
    items = []
    for symbol in (*_symbols(flows, steps), *more):
        text = wording.legend[symbol]
        symbol_width = _MARK if symbol in _MARKS else _LINE
        label_width = measure(text, font) * 1.08
        needed = symbol_width + 8 + label_width + 22
        if x + needed > width - metrics.margin and x > metrics.margin + 2:
            x, y = metrics.margin + 2, y + _HEIGHT
        at = Rect(x + symbol_width + 8, y + 4, label_width, 16)
        label = TextBlock("legend", (TextLine(at.x, y + 16, text),), at, text)
        items.append(LegendItem(symbol, Rect(x, y, symbol_width, _HEIGHT), label))
        x += needed
    return tuple(items)


def _symbols(flows: Sequence[RoutedFlow], steps: Sequence[PlacedStep]) -> Iterator[str]:
    if any(flow.kind == "flow" and not flow.rework for flow in flows):
        yield "flow"
    for kind in ("needs", "influences"):
        if any(flow.kind == kind for flow in flows):
            yield kind
    if any(flow.two_headed for flow in flows):
        yield "exchange"
    if any(flow.rework for flow in flows):
        yield "rework"
    marks = {mark.kind for step in steps for mark in step.marks}
    yield from (kind for kind in _MARKS if kind in marks)
    if any(flow.target == END for flow in flows):
        yield "end"
    if any(flow.connector for flow in flows):
        yield "connector"


def symbols_of_rows(
    blueprint: Blueprint, curves: Sequence[Curve], time_rows: Sequence[TimeRow], penetration: Penetration
) -> Iterator[str]:
    """Yield the symbols of what goes with the lanes, as far as they occur."""
    if any(step.link for step in blueprint.steps):
        yield "link"
    kinds = {segment.kind for row in time_rows for segment in row.segments}
    yield from (kind for kind in _TIMES if kind in kinds)
    stretches = [point.is_known for curve in curves for point in curve.points]
    if stretches:
        yield "curve"
    if not all(stretches):
        yield "no_emotion"
    if penetration.marked:
        yield "independent"
