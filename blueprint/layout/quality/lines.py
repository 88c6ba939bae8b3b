"""Lines: flows through boxes, off their docks, on top of each other and across; their bends, length and ports."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from blueprint.layout.geometry import Point, Rect
from blueprint.layout.quality.scene import RIM, TOUCH, Cell, Scene, Stretch
from blueprint.layout.result import Layout, RoutedFlow
from blueprint.model import Blueprint

_END_RIM, _END_LENGTH = 3.0, 6.0  # how far, and for how long, a flow may run inside its own end boxes
_SHARED = 4.0  # longest stretch on which two flows may lie on top of each other unseen
_NEAR_END = 12.0  # flows with a common end fan out this close to it: no crossing
_PORT = 6.0  # closer than this, a flow that comes and one that goes read as one line


def count_missing_flows(layout: Layout, blueprint: Blueprint) -> int:
    """Count the flows, relations and recoveries that are declared and not drawn."""
    drawn = {flow.id for flow in layout.flows}
    two_headed = {frozenset((flow.source, flow.target)) for flow in layout.flows if flow.two_headed}
    declared = [
        flow.id
        for flow in blueprint.flows
        if not (flow.kind == "exchange" and frozenset((flow.source, flow.target)) in two_headed)
    ]
    declared += [
        f"{point.id}>>{point.recovery}"
        for step in blueprint.steps
        for point in step.fail_points
        if point.recovery is not None and point.recovery != step.id
    ]
    return sum(name not in drawn for name in declared)


# --- flows and boxes -------------------------------------------------------------------------------------------------


def count_through_boxes(scene: Scene) -> tuple[int, int]:
    """Count the pairs of a flow and a box that it runs through, and the flows that run through their own ends."""
    through: set[tuple[int, int]] = set()
    in_end: dict[tuple[int, int], float] = defaultdict(float)
    for stretch in scene.stretches:
        flow = scene.flows[stretch.flow]
        for number in scene.box_at.near(stretch.rect):
            box = scene.boxes[number]
            if box.is_end and box.name == flow.id:
                continue
            if not box.is_end and box.name in (flow.source, flow.target):
                in_end[stretch.flow, number] += stretch.inside(box.rect, _END_RIM)
            elif stretch.inside(box.rect, RIM):
                through.add((stretch.flow, number))
    return len(through), len({flow for (flow, _), length in in_end.items() if length >= _END_LENGTH})


def count_undocked(scene: Scene) -> int:
    """Count the flows that do not begin and end on the border of their own steps."""
    return sum(not _is_docked(flow, scene.steps) for flow in scene.layout.flows)


def _is_docked(flow: RoutedFlow, steps: dict[str, Rect]) -> bool:
    if len(flow.points) < 2:
        return False
    source, target = steps.get(flow.source), steps.get(flow.target)
    leaves = not flow.leaves_step or (source is not None and _on_border(flow.points[0], source))
    arrives = not flow.reaches_step or (target is not None and _on_border(flow.points[-1], target))
    return leaves and arrives


def _on_border(point: Point, rect: Rect) -> bool:
    x, y = point
    at_side = min(abs(x - rect.x), abs(x - rect.right)) <= TOUCH and rect.y - TOUCH <= y <= rect.bottom + TOUCH
    at_edge = min(abs(y - rect.y), abs(y - rect.bottom)) <= TOUCH and rect.x - TOUCH <= x <= rect.right + TOUCH
    return at_side or at_edge


# --- flows and flows -------------------------------------------------------------------------------------------------


def count_meetings(scene: Scene) -> tuple[int, int]:
    """Count the pairs of flows that lie on top of each other, and the points where two flows cross."""
    shared: dict[tuple[int, int], float] = defaultdict(float)
    crossings = 0
    for cell, (along, across) in _by_cell(scene).items():
        for group in (along, across):
            for one, other, length in _on_top(scene, cell, group):
                shared[min(one, other), max(one, other)] += length
        crossings += sum(_cross(scene, cell, a, b) for a in along for b in across)
    return sum(length > _SHARED for length in shared.values()), crossings


def _by_cell(scene: Scene) -> dict[Cell, tuple[list[Stretch], list[Stretch]]]:
    """Return the stretches along and across in each bucket; one that runs beside a bucket's border is in both."""
    found: dict[Cell, tuple[list[Stretch], list[Stretch]]] = defaultdict(lambda: ([], []))
    for stretch in scene.stretches:
        rect = stretch.rect
        for cell in scene.box_at.cells_of(Rect(rect.x - RIM, rect.y - RIM, rect.w + 2 * RIM, rect.h + 2 * RIM)):
            found[cell][stretch.vertical].append(stretch)
    return found


def _on_top(scene: Scene, cell: Cell, group: list[Stretch]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of flows that run on top of each other in one bucket, and for how long in it."""
    if len(group) < 2:
        return
    group.sort(key=lambda stretch: stretch.at)
    low, high = scene.box_at.extent(cell, vertical=group[0].vertical)
    aside = scene.box_at.extent(cell, vertical=not group[0].vertical)
    for number, one in enumerate(group):
        if not aside[0] <= one.at < aside[1]:
            continue  # a pair counts in the bucket of its first stretch alone
        for other in group[number + 1 :]:
            if other.at - one.at >= RIM:
                break
            length = min(one.high, other.high, high) - max(one.low, other.low, low)
            if length > 0 and one.flow != other.flow and not scene.common_ends(one, other):
                yield one.flow, other.flow, length


def _cross(scene: Scene, cell: Cell, along: Stretch, across: Stretch) -> bool:
    x, y = across.at, along.at
    if not (along.low < x < along.high and across.low < y < across.high) or along.flow == across.flow:
        return False
    if scene.box_at.cell(x, y) != cell:
        return False
    return not any(_distance((x, y), scene.steps[end]) <= _NEAR_END for end in scene.common_ends(along, across))


def _distance(point: Point, rect: Rect) -> float:
    x, y = point
    return math.hypot(max(rect.x - x, 0.0, x - rect.right), max(rect.y - y, 0.0, y - rect.bottom))


# --- ports, bends, length --------------------------------------------------------------------------------------------


def count_port_clashes(flows: Sequence[RoutedFlow]) -> int:
    """Count the pairs of an arriving and a leaving flow that touch one box too close to each other."""
    leaving: dict[str, Counter[Point]] = defaultdict(Counter)
    arriving: dict[str, Counter[Point]] = defaultdict(Counter)
    for flow in flows:
        if flow.leaves_step:
            leaving[flow.source][flow.points[0]] += 1
        if flow.reaches_step:
            arriving[flow.target][flow.points[-1]] += 1
    return sum(
        leavers * arrivers
        for step, ports in leaving.items()
        for port, leavers in ports.items()
        for other, arrivers in arriving.get(step, Counter()).items()
        if math.dist(port, other) < _PORT
    )


def bends_per_flow(flows: Sequence[RoutedFlow]) -> float | None:
    """Return the corners for each flow."""
    return sum(len(flow.points) - 2 for flow in flows) / len(flows) if flows else None


def detour(flows: Sequence[RoutedFlow]) -> float | None:
    """Return the length of all flows in units of the shortest orthogonal ways between their ends."""
    length = sum(math.dist(a, b) for flow in flows for a, b in pairwise(flow.points))
    ends = [(flow.points[0], flow.points[-1]) for flow in flows]
    shortest = sum(abs(xb - xa) + abs(yb - ya) for (xa, ya), (xb, yb) in ends)
    return length / shortest if shortest else None
