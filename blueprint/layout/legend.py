"""The legend: the symbols that occur in a drawing, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blueprint.layout.geometry import Rect
from blueprint.layout.result import LegendItem, PlacedStep, RoutedFlow, TextBlock, TextLine
from blueprint.layout.text import Font, measure
from blueprint.layout.wording import Wording
from blueprint.model import END
from blueprint.themes import Metrics

_LINE, _MARK = 34.0, 20.0  # width of a symbol
_HEIGHT = 24.0
_MARKS = ("fail", "wait", "truth", "detail")


def legend_items(
    flows: Sequence[RoutedFlow],
    steps: Sequence[PlacedStep],
    wording: Wording,
    metrics: Metrics,
    width: float,
    top: float,
) -> tuple[LegendItem, ...]:
    """Set the legend in lines from the left, below the lanes.

    Parameters
    ----------
    width, top : float
        Width of the drawing, and where the legend begins [px].
    """
    font = Font(metrics.footer_size)
    x, y = metrics.margin + 2, top
    items = []
    for symbol in _symbols(flows, steps):
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
