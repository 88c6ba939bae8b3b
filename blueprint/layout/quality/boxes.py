"""Boxes: what is missing, what overlaps, what left its lane, its phase, its column or the page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median

from blueprint.layout.geometry import Rect, bounds
from blueprint.layout.quality.scene import RIM, TOUCH, Scene, is_box
from blueprint.layout.result import Band, Layout, PhaseBand, PlacedEvidence, PlacedStep
from blueprint.model import Blueprint


def count_missing_steps(layout: Layout, blueprint: Blueprint) -> int:
    """Count the steps that are declared and not drawn."""
    drawn = {step.id for step in layout.steps}
    return sum(step.id not in drawn for step in blueprint.steps)


def count_missing_evidence(layout: Layout, blueprint: Blueprint) -> int:
    """Count the pieces of evidence that are declared and not drawn."""
    drawn = {piece.id for piece in layout.evidence}
    return sum(piece.id not in drawn for step in blueprint.steps for piece in step.evidence)


def count_overlaps(scene: Scene) -> int:
    """Count the pairs of boxes that overlap."""
    boxes = scene.boxes
    return sum(
        other > number and boxes[other].rect.overlaps(box.rect, TOUCH)
        for number, box in enumerate(boxes)
        for other in scene.box_at.near(box.rect)
    )


def _placed(layout: Layout) -> tuple[PlacedStep | PlacedEvidence, ...]:
    return (*layout.steps, *layout.evidence)


def count_lane_violations(layout: Layout) -> int:
    """Count the boxes outside their lane."""
    bands = _by_id(layout.bands)

    def is_outside(lane: str, rect: Rect) -> bool:
        return all(rect.y < band.y - RIM or rect.bottom > band.bottom + RIM for band in bands.get(lane, ()))

    return sum(is_outside(item.lane, item.rect) for item in _placed(layout))


def count_phase_violations(layout: Layout) -> int:
    """Count the boxes outside their phase; a service without phases has no bands to keep to."""
    bands = _by_id(layout.phases)

    def is_outside(phase: str, rect: Rect) -> bool:
        above = [band for band in bands.get(phase, ()) if band.y <= rect.y]
        return not above or rect.x < above[-1].x - RIM or rect.right > above[-1].right + RIM

    return sum(is_outside(item.phase, item.rect) for item in _placed(layout)) if bands else 0


def _by_id(bands: Iterable[Band | PhaseBand]) -> dict[str, list[Rect]]:
    """Return the boxes of each lane or phase: a folded drawing has one in each of its rows."""
    found: dict[str, list[Rect]] = defaultdict(list)
    for band in bands:
        found[band.id].append(band.rect)
    return found


def count_misaligned(layout: Layout) -> int:
    """Count the steps that stand beside their column."""
    middle = {step.id: step.rect.center[0] for step in layout.steps}
    half = median([step.rect.w for step in layout.steps]) / 2 if layout.steps else 0.0
    wrong = 0
    for column in layout.columns:
        places = [middle[name] for name in column if name in middle]
        wrong += sum(abs(place - median(places)) > half for place in places)
    return wrong


def count_off_canvas(layout: Layout) -> int:
    """Count what reaches beyond the page, or stands nowhere."""
    canvas = Rect(0, 0, layout.width, layout.height)
    if not is_box(canvas):
        return 1
    rects = [item.rect for item in (*layout.bands, *layout.phases, *_placed(layout))]
    rects += [mark.rect for step in layout.steps for mark in step.marks]
    rects += [placed.rect for placed in layout.badges]
    rects += [Rect(line.x1, line.y, line.x2 - line.x1, 0) for line in layout.lines]
    flows = sum(not all(contains(canvas, Rect(x, y, 0, 0)) for x, y in flow.points) for flow in layout.flows)
    return flows + sum(not contains(canvas, rect) for rect in rects)


def contains(outer: Rect, inner: Rect) -> bool:
    """Tell whether one box holds another one; what is no number is held by none."""
    return (
        inner.x >= outer.x - TOUCH
        and inner.y >= outer.y - TOUCH
        and inner.right <= outer.right + TOUCH
        and inner.bottom <= outer.bottom + TOUCH
    )


def area_per_step(scene: Scene) -> float | None:
    """Return the area that boxes and flows span, in units of the area of the boxes."""
    rects = [box.rect for box in scene.boxes if not box.is_end]
    ink = sum(rect.w * rect.h for rect in rects)
    if not ink:
        return None
    corners = [corner for rect in rects for corner in ((rect.x, rect.y), (rect.right, rect.bottom))]
    span = bounds([*corners, *(point for flow in scene.flows for point in flow.points)])
    return span.w * span.h / ink
