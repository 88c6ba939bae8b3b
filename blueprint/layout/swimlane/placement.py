"""Placement: slots become px. Channels are as wide as lines and labels in them need, rows as high as their boxes."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from blueprint.layout.swimlane.edges import LooseEnd
from blueprint.layout.swimlane.labels import FlowLabel, channel_leg, stands_under
from blueprint.layout.swimlane.measure import BoxText, to_grid
from blueprint.layout.swimlane.ports import CONNECTOR_RADIUS, END_RADIUS, Ports, assign_ports
from blueprint.layout.swimlane.routing import Grid, Leg, Route
from blueprint.layout.swimlane.rows import Rows
from blueprint.layout.swimlane.tracks import Net, assign_tracks
from blueprint.themes import Metrics

END_STUB = 24.0
_EVIDENCE_GAP = 8.0
_PLACE = 1e6  # places within a slot, to compare positions before there are px; more than any channel has
_LABEL_REACH = 2 * _PLACE  # a stretch this long, a column and a channel, is longer than any label
_HEAD = 14.0  # room for an arrowhead beside a box


@dataclass(frozen=True, slots=True)
class Placement:
    """Px of everything that routing left open.

    Parameters
    ----------
    column_x : tuple of float
        Left edge of each column [px].
    box_y : dict
        Top of the box of each step and piece of evidence [px].
    lane_y : tuple of (float, float)
        Top and bottom of each lane [px].
    across, along : dict
        For (route number, leg number): where that stretch runs, x of one across, y of one along [px].
    ports : Ports
        Where lines meet boxes.
    """

    column_x: tuple[float, ...]
    box_y: Mapping[str, float]
    lane_y: tuple[tuple[float, float], ...]
    channel_x: tuple[tuple[float, float], ...]
    across: Mapping[tuple[int, int], float]
    along: Mapping[tuple[int, int], float]
    ports: Ports
    box_height: Mapping[str, float]
    width: float
    height: float

    def moved_down(self, distance: float) -> Placement:
        """Return it with the top of the lanes at ``distance`` instead of 0 [px]."""
        return replace(
            self,
            box_y={name: y + distance for name, y in self.box_y.items()},
            lane_y=tuple((top + distance, bottom + distance) for top, bottom in self.lane_y),
            along={leg: y + distance for leg, y in self.along.items()},
            height=self.height + distance,
        )


@dataclass(slots=True)
class Demand:
    """What one channel must hold."""

    nets: dict[Hashable, Net] = field(default_factory=dict)
    legs: dict[Hashable, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    thick: dict[Hashable, float] = field(default_factory=dict)
    """Height of a track with its label [px]."""
    under: set[Hashable] = field(default_factory=set)
    """Tracks whose label stands under their line."""
    first: float = 0.0
    """Room for labels at the near side [px]."""
    last: float = 0.0
    """Room for labels at the far side [px]."""
    least: float = 0.0
    """Width that a label needs which stands in the channel and beside a box [px]."""


@dataclass(frozen=True, slots=True)
class Task:
    """Everything that placement needs to know."""

    routes: Sequence[Route]
    loose_ends: Sequence[LooseEnd]
    labels: Mapping[str, FlowLabel]
    boxes: Mapping[str, BoxText]
    grid: Grid
    rows: Rows
    cell_of: Mapping[str, tuple[int, int]]
    phase_of_column: Sequence[int]
    least_heights: Sequence[float]
    metrics: Metrics
    left: float


def place(task: Task) -> Placement:
    """Turn slots into px, with the top of the lanes at 0.

    Parameters
    ----------
    task : Task
        Routes, labels, measured boxes and the grid that they stand in.

    Returns
    -------
    Placement
    """
    grid = task.grid
    row_slots = {name: grid.row_slots[row] for name, row in task.rows.of_step.items()}
    ports = assign_ports(task.routes, task.loose_ends, task.labels, row_slots, task.metrics.box_width / 2)
    gaps = _gap_demands(task, ports)
    gap_tracks = {slot: assign_tracks(list(demand.nets.values())) for slot, demand in gaps.items()}
    channels = _channel_demands(task, ports, gaps, gap_tracks)
    channel_tracks = {slot: assign_tracks(list(demand.nets.values())) for slot, demand in channels.items()}

    box_height = {
        name: max(task.boxes[name].height, to_grid(2 * ports.reach[name]) if name in ports.reach else 0.0)
        for name in task.rows.of_step
    }
    across: dict[tuple[int, int], float] = {}
    along: dict[tuple[int, int], float] = {}
    column_x, channel_x, right = _set_columns(task, channels, channel_tracks, across)
    row_h = _row_heights(task, box_height, ports)
    row_y, lane_y, bottom = _set_rows(task, gaps, gap_tracks, row_h, along)
    box_y = _box_tops(task, row_y, row_h, box_height)
    return Placement(column_x, box_y, lane_y, channel_x, across, along, ports, box_height, right, bottom)


# --- what channels must hold -----------------------------------------------------------------------------------------


def _gap_demands(task: Task, ports: Ports) -> dict[int, Demand]:
    """Collect what runs along in the channels between rows."""
    found: dict[int, Demand] = defaultdict(Demand)
    counts = _sharing(task, vertical=False)
    for number, route in enumerate(task.routes):
        label = task.labels.get(route.edge.id)
        if label is not None and label.site == "below":
            upper = min(route.start[0], route.end[0])
            demand = found[upper + 1]
            demand.first = max(demand.first, label.height + 8)
        for index, leg in _inner_legs(route, vertical=False):
            own = label is not None and label.site == "channel" and index == channel_leg(route)
            key = ("own", number, index) if own else _net_key(number, route, index, counts)
            low, high = (_place_of(route, neighbor, ports, number) for neighbor in (index - 1, index + 1))
            net = _join(found[leg.slot], key, number, index, low, high)
            for place, neighbor in ((low, index - 1), (high, index + 1)):
                (net.before if _turns_back(route, index, neighbor) else net.after).append(place)
            if own and label is not None:
                under = stands_under(route)
                found[leg.slot].thick[key] = label.height + (12 if under else 6)
                if under:
                    found[leg.slot].under.add(key)
                if net.high - net.low < _LABEL_REACH:
                    net.widen(net.low - _PLACE, net.high + _PLACE)
    return found


def _channel_demands(
    task: Task,
    ports: Ports,
    gaps: Mapping[int, Demand],
    gap_tracks: Mapping[int, Mapping[Hashable, int]],
) -> dict[int, Demand]:
    """Collect what runs across in the channels between columns."""
    place_of_leg = {
        leg: slot * _PLACE + 10.0 * gap_tracks[slot][key]
        for slot, demand in gaps.items()
        for key, legs in demand.legs.items()
        for leg in legs
    }
    found: dict[int, Demand] = defaultdict(Demand)
    counts = _sharing(task, vertical=True)
    for number, route in enumerate(task.routes):
        label = task.labels.get(route.edge.id)
        if label is not None and label.site in ("stub", "straight"):
            _reserve_beside(found, route, label)
        if label is not None and label.site == "row":
            _reserve_along(found, route, label, ports.at(number, 0), task.metrics.box_width / 2)
        for index, leg in _inner_legs(route, vertical=True):
            own = label is not None and label.site == "stub"
            key = ("own", number, index) if own else _net_key(number, route, index, counts)
            places = [
                place_of_leg.get((number, neighbor), _place_of(route, neighbor, ports, number))
                for neighbor in (index - 1, index + 1)
            ]
            net = _join(found[leg.slot], key, number, index, min(places), max(places))
            for place, neighbor in zip(places, (index - 1, index + 1), strict=True):
                (net.before if _turns_back(route, index, neighbor) else net.after).append(place)
    for end in task.loose_ends:
        needed = END_STUB + connector_width(end.number) + 4
        column = 2 * task.cell_of[end.step][1] + 1
        if end.arrives:
            found[column - 1].last = max(found[column - 1].last, needed)
        else:
            label = task.labels.get(end.edge.id)
            found[column + 1].first = max(found[column + 1].first, needed, (label.width + 6) if label else 0.0)
    return found


def connector_width(number: str) -> float:
    """Return the width of a connector with its number, or of the end mark where there is none [px]."""
    return 2 * CONNECTOR_RADIUS + 6.0 * max(0, len(number) - 2) if number else 2 * END_RADIUS


def _reserve_beside(found: dict[int, Demand], route: Route, label: FlowLabel) -> None:
    column = route.start[1]
    if route.runs_forward(0):
        demand = found[column + 1]
        demand.first = max(demand.first, label.width + 6)
    else:
        demand = found[column - 1]
        demand.last = max(demand.last, label.width + 6)


def _reserve_along(found: dict[int, Demand], route: Route, label: FlowLabel, port: float, half: float) -> None:
    """Keep room for a label over the last stretch, which begins at a port in the column of the source."""
    first, last = route.start[1], route.end[1]
    if abs(last - first) == 2:  # farther away there is room enough
        forward = last > first
        inside = half - port if forward else half + port
        demand = found[first + 1 if forward else first - 1]
        demand.least = max(demand.least, label.width + 8 - inside)


def _inner_legs(route: Route, *, vertical: bool) -> list[tuple[int, Leg]]:
    """Return the stretches that run in channels: not those that begin or end at a box."""
    last = len(route.legs) - 1
    return [(i, leg) for i, leg in enumerate(route.legs) if leg.vertical is vertical and 0 < i < last]


def _sharing(task: Task, *, vertical: bool) -> Counter[Hashable]:
    """Count how many lines could share a trunk with the step they leave, or the one they arrive at."""
    counts: Counter[Hashable] = Counter()
    for route in task.routes:
        for index, leg in _inner_legs(route, vertical=vertical):
            counts.update(_trunks(route, index, leg))
    return counts


def _trunks(route: Route, index: int, leg: Leg) -> list[Hashable]:
    edge, last = route.edge, len(route.legs) - 1
    found: list[Hashable] = []
    if index <= 2:
        found.append(("from", edge.source, leg.slot, index, route.style, route.legs[0]))
    if last - index <= 2:
        found.append(("to", edge.target, leg.slot, last - index, route.style, route.legs[-1]))
    return found


def _net_key(number: int, route: Route, index: int, counts: Counter[Hashable]) -> Hashable:
    shared = [key for key in _trunks(route, index, route.legs[index]) if counts[key] > 1]
    return max(shared, key=lambda key: counts[key]) if shared else ("own", number, index)


def _join(demand: Demand, key: Hashable, number: int, index: int, low: float, high: float) -> Net:
    low, high = min(low, high), max(low, high)
    net = demand.nets.setdefault(key, Net(key, low, high))
    net.widen(low, high)
    demand.legs[key].append((number, index))
    return net


def _place_of(route: Route, neighbor: int, ports: Ports, number: int) -> float:
    """Return where a neighboring stretch runs, in places: by its slot and its distance from the middle of a box."""
    slot = route.legs[neighbor].slot
    return slot * _PLACE + (ports.at(number, neighbor) if neighbor in (0, len(route.legs) - 1) else 0.0)


def _turns_back(route: Route, index: int, neighbor: int) -> bool:
    """Tell whether a neighboring stretch goes off to the side before (left, above)."""
    before, after = route.span(neighbor)
    return (before if neighbor < index else after) < route.legs[index].slot


# --- px --------------------------------------------------------------------------------------------------------------


def _set_columns(
    task: Task,
    channels: Mapping[int, Demand],
    tracks: Mapping[int, Mapping[Hashable, int]],
    track: dict[tuple[int, int], float],
) -> tuple[tuple[float, ...], tuple[tuple[float, float], ...], float]:
    """Set columns and the channels beside them from left to right."""
    metrics = task.metrics
    x = task.left
    column_x: list[float] = []
    channel_x: list[tuple[float, float]] = []
    count = task.grid.columns
    for slot in range(0, 2 * count + 1, 2):
        demand, tracks_here = channels.get(slot), tracks.get(slot, {})
        at_edge = slot in (0, 2 * count)
        width = metrics.column_gap / 2 if at_edge else metrics.column_gap
        if not at_edge and task.phase_of_column[slot // 2] != task.phase_of_column[slot // 2 - 1]:
            width += metrics.phase_gap
        if demand is not None:
            lanes = 1 + max(tracks_here.values(), default=-1)
            needed = 16 + demand.first + max(0, lanes - 1) * metrics.track + demand.last + 18
            needed = needed if lanes else demand.first + demand.last + _HEAD + 6
            width = max(width, needed, demand.least)
            room = width - 34 - demand.first - demand.last - max(0, lanes - 1) * metrics.track
            start = x + 16 + demand.first + max(0.0, room) / 2
            for key, number in tracks_here.items():
                for leg in demand.legs[key]:
                    track[leg] = round(start + number * metrics.track)
        width = round(width)
        channel_x.append((x, x + width))
        x += width
        if slot < 2 * count:
            column_x.append(x)
            x += metrics.box_width
    return tuple(column_x), tuple(channel_x), x


def _row_heights(task: Task, box_height: Mapping[str, float], ports: Ports) -> tuple[float, ...]:
    heights = [0.0] * len(task.rows.lane_of_row)
    for name, row in task.rows.of_step.items():
        heights[row] = max(heights[row], box_height[name])
    for slot, reach in ports.label_reach.items():
        row = task.grid.row_of_slot[slot]
        heights[row] = max(heights[row], 2 * reach)
    heights[: _evidence_rows(task)] = _evidence_heights(task, box_height)
    return tuple(heights)


def _evidence_rows(task: Task) -> int:
    """Return how many rows the evidence lane has, the first ones of the drawing."""
    return sum(task.rows.lanes[lane].kind == "evidence" for lane in task.rows.lane_of_row)


def _evidence_heights(task: Task, box_height: Mapping[str, float]) -> list[float]:
    """Return heights of the evidence rows: they add up to the highest stack, because no line runs there."""
    count, least = _evidence_rows(task), task.metrics.evidence_height
    stacks: dict[int, float] = defaultdict(float)
    for (row, column), name in task.rows.cells.items():
        if row < count:
            stacks[column] += box_height[name] + _EVIDENCE_GAP
    if not stacks:
        return []
    return [least] * (count - 1) + [max(stacks.values()) - _EVIDENCE_GAP - (count - 1) * (least + _EVIDENCE_GAP)]


def _box_tops(
    task: Task, row_y: Sequence[float], row_h: Sequence[float], box_height: Mapping[str, float]
) -> dict[str, float]:
    """Set steps in the middle of their rows, and evidence one piece under the other."""
    count = _evidence_rows(task)
    tops: dict[str, float] = {}
    free: dict[int, float] = {}
    for (row, column), name in sorted(task.rows.cells.items()):
        if row < count:
            tops[name] = free.get(column, row_y[0])
            free[column] = tops[name] + box_height[name] + _EVIDENCE_GAP
        else:
            tops[name] = row_y[row] + (row_h[row] - box_height[name]) / 2
    return tops


def _set_rows(
    task: Task,
    gaps: Mapping[int, Demand],
    tracks: Mapping[int, Mapping[Hashable, int]],
    row_h: Sequence[float],
    track: dict[tuple[int, int], float],
) -> tuple[tuple[float, ...], tuple[tuple[float, float], ...], float]:
    """Set lanes, their rows and the channels between them from top to bottom."""
    y = top = 0.0
    row_y: list[float] = []
    lanes: list[tuple[float, float]] = []
    of_lane = task.grid.lane_of_slot
    for slot, lane in enumerate(of_lane):
        row = task.grid.row_of_slot.get(slot)
        if row is not None:
            row_y.append(y)
            y += row_h[row]
        else:
            y += _set_gap(task, slot, lane, y, gaps.get(slot), tracks.get(slot, {}), track)
        if slot + 1 == len(of_lane) or of_lane[slot + 1] != lane:
            y = max(y, top + math.ceil(task.least_heights[lane]))
            lanes.append((top, y))
            top = y
    return tuple(row_y), tuple(lanes), y


def _set_gap(
    task: Task,
    slot: int,
    lane: int,
    y: float,
    demand: Demand | None,
    tracks: Mapping[Hashable, int],
    track: dict[tuple[int, int], float],
) -> float:
    """Set the tracks of one channel between rows and return its height [px]."""
    metrics = task.metrics
    of_lane = task.grid.lane_of_slot
    edge_above = slot == 0 or of_lane[slot - 1] != lane
    edge_below = slot + 1 == len(of_lane) or of_lane[slot + 1] != lane
    evidence = task.rows.lanes[lane].kind == "evidence"
    if edge_above or edge_below:
        height = 14.0 if evidence else metrics.lane_padding
    else:
        height = _EVIDENCE_GAP if evidence else metrics.row_gap
    if demand is None:
        return height
    count = 1 + max(tracks.values(), default=-1)
    thick = [metrics.track] * count
    for key, number in tracks.items():
        thick[number] = max(thick[number], demand.thick.get(key, 0.0))
    needed = (8.0 if edge_above else _HEAD) + demand.first + sum(thick) - metrics.track + (8.0 if edge_below else _HEAD)
    height = max(height, round(needed if count else demand.first + 10.0))
    start = y + (8.0 if edge_above else _HEAD) + demand.first + max(0.0, height - needed) / 2 - metrics.track
    below = list(accumulate(thick))
    for key, number in tracks.items():
        raised = thick[number] - metrics.track if key in demand.under else 0.0
        for leg in demand.legs[key]:
            track[leg] = round(start + below[number] - raised)
    return height
