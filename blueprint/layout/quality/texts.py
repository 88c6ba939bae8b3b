"""Texts and marks: what covers what, and what leaves its box."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from blueprint.layout.geometry import Point, Rect, bounds
from blueprint.layout.quality.boxes import contains
from blueprint.layout.quality.scene import RIM, TOUCH, Buckets, Scene, has_chip, is_box, texts_of_rows
from blueprint.layout.result import Layout, PlacedStep, RoutedFlow, TextBlock

_HEAD = 8.0  # length and width of an arrowhead


def count_label_overlaps(scene: Scene) -> int:
    """Count the labels of flows that stand over something."""

    def is_over(number: int, label: Rect) -> bool:
        others = [scene.labels[found] for found in scene.label_at.near(label) if found != number]
        return _covers(label, (*others, *_boxes(scene, label), *_marks(scene, label), *_names(scene, label)))

    return sum(is_over(number, label) for number, label in enumerate(scene.labels))


def count_mark_overlaps(scene: Scene) -> int:
    """Count the marks and badges that stand over something other than the border of their step, or their flow."""
    texts = {step.id: _texts(step) for step in scene.layout.steps}
    texts |= {piece.id: [piece.label.rect] for piece in scene.layout.evidence}

    def is_over(number: int) -> bool:
        step, rect = scene.marks[number].name, scene.marks[number].rect
        marks = [scene.marks[found].rect for found in scene.mark_at.near(rect) if found != number]
        boxes = [box.rect for found in scene.box_at.near(rect) if (box := scene.boxes[found]).name != step]
        return _covers(rect, (*marks, *boxes, *texts.get(step, ())))

    return sum(is_over(number) for number in range(len(scene.marks)))


def _texts(step: PlacedStep) -> list[Rect]:
    return [text.rect for text in (step.label, step.footer) if text is not None]


def count_hidden_heads(scene: Scene) -> int:
    """Count the flows with an arrowhead under a mark."""
    return sum(any(_covers(head, _marks(scene, head)) for head in heads_of(flow)) for flow in scene.flows)


def heads_of(flow: RoutedFlow) -> Iterator[Rect]:
    """Yield the room of the arrowheads of a flow."""
    if flow.reaches_step:
        yield _head(flow.points[-1], flow.points[-2])
    if flow.two_headed and flow.leaves_step:
        yield _head(flow.points[0], flow.points[1])


def _head(tip: Point, before: Point) -> Rect:
    share = _HEAD / (math.dist(tip, before) or _HEAD)
    back = (tip[0] + (before[0] - tip[0]) * share, tip[1] + (before[1] - tip[1]) * share)
    span = bounds((tip, back))
    wide, high = (_HEAD / 2, 0.0) if span.w < span.h else (0.0, _HEAD / 2)
    return Rect(span.x - wide, span.y - high, span.w + 2 * wide, span.h + 2 * high)


def count_covered_names(scene: Scene) -> int:
    """Count the names of lanes and lines, and the texts of rows, that something stands over or runs through."""
    run_through = _run_through(scene, scene.names, scene.name_at)
    chips = sum(has_chip(line) for line in scene.layout.lines)
    bare = len(scene.names) - chips

    def is_covered(number: int, name: Rect) -> bool:
        others = [scene.names[found] for found in scene.name_at.near(name) if found != number]
        struck = number < bare and any(name.y + RIM < line.y < name.bottom - RIM for line in scene.layout.lines)
        return struck or _covers(name, (*others, *_boxes(scene, name), *_marks(scene, name)))

    return sum(number in run_through or is_covered(number, name) for number, name in enumerate(scene.names))


def count_crossed_labels(scene: Scene) -> int:
    """Count the labels that a flow runs through."""
    return len(_run_through(scene, scene.labels, scene.label_at))


def _run_through(scene: Scene, rects: tuple[Rect, ...], at: Buckets) -> set[int]:
    return {
        number for stretch in scene.stretches for number in at.near(stretch.rect) if stretch.inside(rects[number], RIM)
    }


def _covers(rect: Rect, others: Iterable[Rect]) -> bool:
    return any(rect.overlaps(other, TOUCH) for other in others)


def _boxes(scene: Scene, rect: Rect) -> list[Rect]:
    return [scene.boxes[number].rect for number in scene.box_at.near(rect)]


def _marks(scene: Scene, rect: Rect) -> list[Rect]:
    return [scene.marks[number].rect for number in scene.mark_at.near(rect)]


def _names(scene: Scene, rect: Rect) -> list[Rect]:
    return [scene.names[number] for number in scene.name_at.near(rect)]


def count_outside(layout: Layout) -> int:
    """Count the texts that leave what they belong to."""
    return sum(text is not None and not _keeps_to(text, box) for text, box in _with_room(layout))


def _with_room(layout: Layout) -> Iterator[tuple[TextBlock | None, Rect]]:
    """Yield each text with the box that it belongs to."""
    canvas = Rect(0, 0, layout.width, layout.height)
    for block in layout.title:
        yield block, canvas
    yield from ((band.label, band.rect) for band in layout.bands)
    yield from ((phase.label, phase.rect) for phase in layout.phases)
    yield from ((piece.label, piece.rect) for piece in layout.evidence)
    for step in layout.steps:
        yield step.label, step.rect
        yield step.footer, step.rect
    yield from ((line.label, canvas) for line in layout.lines)
    yield from ((flow.label, canvas) for flow in layout.flows)
    yield from ((item.label, canvas) for item in layout.legend)
    yield from texts_of_rows(layout)


def _keeps_to(text: TextBlock, box: Rect) -> bool:
    """Tell whether a text stays in its box, and its base lines in the room that it says it needs."""
    own = text.rect
    lines = all(own.y <= line.y <= own.bottom and own.x - TOUCH <= line.x <= own.right + TOUCH for line in text.lines)
    return is_box(own) and lines and contains(box, own)
