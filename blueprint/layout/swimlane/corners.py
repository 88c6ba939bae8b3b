"""Corners: marks sit on the upper edge of their step, from the right, and keep out of the way of arrowheads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from blueprint.layout.geometry import Rect
from blueprint.layout.marks import StepMark
from blueprint.layout.result import Mark, MarkKind, RoutedFlow
from blueprint.layout.text import Font, measure
from blueprint.themes import Metrics

_INSET, _LEAST_INSET = 8.0, 1.0  # from the corners of the box: usually, and where room is scarce
_BETWEEN = 3.0
_BESIDE_LINE = 7.0  # half an arrowhead, and the wider ends of an hourglass
_TEXT_SIZE = 10.0

Span = tuple[float, float]


@dataclass(slots=True)
class Edges:
    """Stretches of the upper and the lower edge of a step where lines and labels leave no room for marks [px]."""

    upper: list[Span] = field(default_factory=list)
    lower: list[Span] = field(default_factory=list)


def taken_edges(flows: Iterable[RoutedFlow], metrics: Metrics) -> dict[str, Edges]:
    """Return what the lines that touch the edges of steps take of them, by step."""
    found: dict[str, Edges] = defaultdict(Edges)
    for flow in flows:
        ends = ((flow.source, flow.points[0], flow.points[1]), (flow.target, flow.points[-1], flow.points[-2]))
        for step, (x, y), (_, beside) in ends:
            if beside != y:
                edge = found[step].upper if beside < y else found[step].lower
                edge.append((x - _BESIDE_LINE, x + _BESIDE_LINE))
                if flow.label is not None and 0 < flow.label.rect.y - y < metrics.mark:
                    edge.append((flow.label.rect.x - _BETWEEN, flow.label.rect.right + _BETWEEN))
    return found


@dataclass(frozen=True, slots=True)
class _Sign:
    """What one mark says: a single point, or the first and last of several."""

    kind: MarkKind
    text: str
    elements: tuple[str, ...]
    title: str
    width: float


@dataclass(frozen=True, slots=True)
class _Gap:
    """A free stretch of an edge."""

    left: float
    right: float
    y: float


def place_marks(box: Rect, marks: Sequence[StepMark], taken: Edges, metrics: Metrics) -> Iterator[Mark]:
    """Yield the marks of a step, from right to left.

    Where they do not all fit beside the lines, the wait points become one mark with the first and the last number,
    then the fail points; then some move to the lower edge; and where even that is full, only the first number is told.

    Parameters
    ----------
    box : Rect
        The step [px].
    marks : sequence of StepMark
        In the order of the script.
    taken : Edges
        What lines take of the edges.
    metrics : Metrics
        Sizes [px].
    """
    if not marks:
        return
    signs: list[_Sign] = []
    for signs, gaps in _attempts(box, marks, taken, metrics):
        if (rects := _rects(signs, gaps, metrics.mark)) is not None:
            break
    else:
        rects = _in_a_row(box, signs, metrics.mark)
    for sign, rect in zip(signs, rects, strict=True):
        yield Mark(sign.kind, rect, sign.text, sign.elements, sign.title)


def _attempts(
    box: Rect, marks: Sequence[StepMark], taken: Edges, metrics: Metrics
) -> Iterator[tuple[list[_Sign], list[_Gap]]]:
    """Yield what could be drawn and where, the best first; where room is scarce, wide marks choose first."""
    free = _gaps(box, box.y, taken.upper, _INSET)
    for fails, waits in product((_singles, _range), repeat=2):
        yield _signs(marks, fails, waits, metrics), free
    tight = _gaps(box, box.y, taken.upper, _LEAST_INSET)
    both = [*tight, *_gaps(box, box.bottom, taken.lower, _LEAST_INSET)]
    for text, gaps in ((_range, tight), (_range, both), (_first, both)):
        yield sorted(_signs(marks, text, text, metrics), key=lambda sign: -sign.width), gaps


# --- what marks say --------------------------------------------------------------------------------------------------


Spelling = Callable[[Sequence[StepMark]], list[tuple[str, Sequence[StepMark]]]]
"""A way to tell several points: each text with the marks that it stands for."""


def _singles(group: Sequence[StepMark]) -> list[tuple[str, Sequence[StepMark]]]:
    return [(mark.text, (mark,)) for mark in reversed(group)]


def _range(group: Sequence[StepMark]) -> list[tuple[str, Sequence[StepMark]]]:
    return [(f"{group[0].text}–{group[-1].text[1:]}", group)] if len(group) > 1 else _singles(group)


def _first(group: Sequence[StepMark]) -> list[tuple[str, Sequence[StepMark]]]:
    return [(f"{group[0].text}…", group)] if len(group) > 1 else _singles(group)


def _signs(marks: Sequence[StepMark], fails: Spelling, waits: Spelling, metrics: Metrics) -> list[_Sign]:
    ways: tuple[tuple[MarkKind, Spelling], ...] = (
        ("truth", _singles), ("detail", _singles), ("fail", fails), ("wait", waits),
    )  # fmt: skip
    return [
        _Sign(
            kind,
            text,
            tuple(mark.element for mark in told),
            "; ".join(mark.title for mark in told),
            _width(kind, text, metrics),
        )
        for kind, spell in ways
        for text, told in spell([mark for mark in marks if mark.kind == kind])
    ]


def _width(kind: MarkKind, text: str, metrics: Metrics) -> float:
    wide = round(measure(text, Font(_TEXT_SIZE, bold=True)) * 1.08 + 9) if text else 0.0
    return max(metrics.mark, wide) + (2 if kind == "wait" else 0)


# --- where they stand ------------------------------------------------------------------------------------------------


def _gaps(box: Rect, y: float, taken: Sequence[Span], inset: float) -> list[_Gap]:
    """Return the free stretches of an edge from right to left."""
    gaps: list[_Gap] = []
    right = box.right - inset
    for low, high in sorted(taken, key=lambda span: span[1], reverse=True):
        gaps.append(_Gap(max(high, box.x + inset), right, y))
        right = min(right, low)
    return [*gaps, _Gap(box.x + inset, right, y)]


def _rects(signs: Sequence[_Sign], gaps: Sequence[_Gap], height: float) -> list[Rect] | None:
    """Return where each mark stands, in the first gap that has room for it; None if one has none."""
    left_over = list(gaps)
    rects: list[Rect] = []
    for sign in signs:
        number = next((n for n, gap in enumerate(left_over) if gap.right - gap.left >= sign.width), None)
        if number is None:
            return None
        gap = left_over[number]
        left = gap.right - sign.width
        rects.append(Rect(left, gap.y - height / 2, sign.width, height))
        left_over[number] = _Gap(gap.left, left - _BETWEEN, gap.y)
    return rects


def _in_a_row(box: Rect, signs: Sequence[_Sign], height: float) -> list[Rect]:
    """Return the places from the right with no regard for lines: there is no better way left."""
    rects: list[Rect] = []
    right = box.right - _LEAST_INSET
    for sign in signs:
        rects.append(Rect(right - sign.width, box.y - height / 2, sign.width, height))
        right -= sign.width + _BETWEEN
    return rects
