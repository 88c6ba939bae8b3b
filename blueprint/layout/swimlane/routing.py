"""Routing: every line finds its way through the grid of rows, columns and the channels between them.

The grid alternates: column slot ``2c + 1`` is column c, even slots are the channels beside it; a lane is channel, row,
channel, row, …, channel. A way is a chain of legs, in turn along and across; a leg keeps to one slot. Legs may pass
cells where nothing stands, never a box. Sizes come later: routing only knows slots, so that channels can be made as
wide as their lines need.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from blueprint.layout.swimlane.edges import Edge
from blueprint.layout.swimlane.rows import Rows

BEND = 46.0
CROSSING = 110.0
NARROW = 5.0  # for each line that already runs in a channel
_BLOCK = 32
_SAMPLES = 32
MOST_TWINS = 3
"""How many lines may run straight down between the same two steps; with labels, one less."""

_COLUMN_SLOT, _ROW_SLOT = 104.0, 38.0  # usual distance of neighboring slots, to compare lengths [px]


class Leg(NamedTuple):
    """A straight stretch: across (in a column slot) or along (in a row slot)."""

    vertical: bool
    slot: int


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one line: from the cell of its source to the cell of its target."""

    edge: Edge
    start: tuple[int, int]
    end: tuple[int, int]
    legs: tuple[Leg, ...]

    def span(self, index: int) -> tuple[int, int]:
        """Return the slots where a leg begins and ends."""
        legs, place = self.legs, 0 if self.legs[index].vertical else 1
        before = legs[index - 1].slot if index else self.start[place]
        after = legs[index + 1].slot if index + 1 < len(legs) else self.end[place]
        return before, after

    def spans(self) -> Iterator[tuple[Leg, int, int]]:
        """Yield each leg with the slots where it begins and ends."""
        for index, leg in enumerate(self.legs):
            yield leg, *self.span(index)

    def runs_forward(self, index: int) -> bool:
        """Tell whether a leg runs to the right or down."""
        before, after = self.span(index)
        return after > before

    @property
    def runs_back(self) -> bool:
        """Tell whether a line is rework: it closes a loop, mends a failure, or leads to an earlier column."""
        return self.edge.rework or (self.edge.kind == "flow" and self.end[1] < self.start[1])

    @property
    def style(self) -> tuple[str, bool, bool]:
        """What tells lines of one step apart: only those of one style share a trunk."""
        return (self.edge.kind, self.runs_back, self.edge.two_headed)

    @property
    def is_straight(self) -> bool:
        """Tell whether it runs straight from box to box."""
        return len(self.legs) == 1


@dataclass(frozen=True, slots=True)
class Grid:
    """Slots of the drawing, and where boxes stand.

    Positions are (column slot, row slot).
    """

    columns: int
    row_slots: tuple[int, ...]
    lane_of_slot: tuple[int, ...]
    row_of_slot: dict[int, int]
    filled_in_row: tuple[tuple[int, ...], ...]
    filled_in_column: tuple[tuple[int, ...], ...]
    across: tuple[Leg, ...]
    """A leg in each column slot."""
    along: tuple[Leg, ...]
    """A leg in each row slot."""
    rows: tuple[Leg, ...]
    """A leg in each row."""

    def row_is_clear(self, row: int, first: int, last: int) -> bool:
        """Tell whether nothing stands in a row from column ``first`` to ``last``, both included."""
        sums = self.filled_in_row[row]
        return last < first or sums[last + 1] == sums[first]

    def column_is_clear(self, column: int, first: int, last: int) -> bool:
        """Tell whether nothing stands in a column from row ``first`` to ``last``, both included."""
        sums = self.filled_in_column[column]
        return last < first or sums[last + 1] == sums[first]


def make_grid(columns: int, rows: Rows) -> Grid:
    """Lay out the slots: each lane is a channel, then its rows with a channel after each."""
    row_slots: list[int] = []
    lane_of_slot: list[int] = []
    lane = -1
    for row_lane in rows.lane_of_row:
        if row_lane != lane:
            lane_of_slot.append(row_lane)
            lane = row_lane
        row_slots.append(len(lane_of_slot))
        lane_of_slot += [row_lane, row_lane]
    count = len(row_slots)
    by_row = tuple(
        tuple(accumulate(((row, column) in rows.cells for column in range(columns)), initial=0)) for row in range(count)
    )
    by_column = tuple(
        tuple(accumulate(((row, column) in rows.cells for row in range(count)), initial=0)) for column in range(columns)
    )
    places = {slot: row for row, slot in enumerate(row_slots)}
    across = tuple(Leg(True, slot) for slot in range(2 * columns + 1))
    along = tuple(Leg(False, slot) for slot in range(len(lane_of_slot)))
    in_rows = tuple(along[slot] for slot in row_slots)
    return Grid(columns, tuple(row_slots), tuple(lane_of_slot), places, by_row, by_column, across, along, in_rows)


def route_edges(edges: Sequence[Edge], cell_of: dict[str, tuple[int, int]], grid: Grid) -> tuple[Route, ...]:
    """Route every line that leads from step to step, the short ones first, and all of them a second time.

    The second time each line knows all others, and takes another way where that crosses less.

    Parameters
    ----------
    edges : sequence of Edge
        Lines to draw.
    cell_of : dict
        (row, column) of each step.
    grid : Grid
        Where boxes stand.

    Returns
    -------
    tuple of Route
        In the order of `edges`; lines to the end of the service are left out.
    """
    traffic = Traffic()
    routes: dict[int, Route] = {}
    numbers = [number for number, edge in enumerate(edges) if edge.target in cell_of]
    numbers.sort(key=lambda number: (*_extent(edges[number], cell_of), number))
    for number in numbers:
        routes[number] = _best(edges[number], cell_of, grid, traffic)
        traffic.add(routes[number])
    for number in numbers:
        if not routes[number].is_straight:
            traffic.remove(routes[number])
            routes[number] = _best(edges[number], cell_of, grid, traffic)
            traffic.add(routes[number])
    return tuple(routes[number] for number in sorted(routes))


def _extent(edge: Edge, cell_of: dict[str, tuple[int, int]]) -> tuple[int, int]:
    (r1, c1), (r2, c2) = cell_of[edge.source], cell_of[edge.target]
    return (abs(c2 - c1) + abs(r2 - r1) + (3 if c2 < c1 else 0), edge.rework)


class Traffic:
    """How many lines pass each place across and along, how many use each channel there, and what only one can have."""

    def __init__(self) -> None:
        self.across: dict[tuple[int, int], int] = {}
        self.along: dict[tuple[int, int], int] = {}
        self.across_blocks: dict[tuple[int, int], int] = {}
        """Sums of `across` over blocks of columns, so that long lines are judged fast."""
        self.claims: set[Hashable] = set()

    def add(self, route: Route) -> None:
        """Count a route in."""
        self._count(route, 1)
        if (claim := _claim(route)) is not None:
            self.claims.add(claim)

    def remove(self, route: Route) -> None:
        """Count a route out."""
        self._count(route, -1)
        self.claims.discard(_claim(route))

    def _count(self, route: Route, count: int) -> None:
        for leg, before, after in route.spans():
            table = self.across if leg.vertical else self.along
            low, high = (before, after) if before < after else (after, before)
            for other in range(low + 1, high):
                place = (leg.slot, other)
                table[place] = table.get(place, 0) + count
                if leg.vertical:
                    block = (leg.slot // _BLOCK, other)
                    self.across_blocks[block] = self.across_blocks.get(block, 0) + count

    def is_free(self, route: Route) -> bool:
        """Tell whether nobody else has what only one line can have."""
        if route.is_straight and route.legs[0].vertical:
            return route.edge.twin < MOST_TWINS - bool(route.edge.label)
        claim = _claim(route)
        return claim is None or claim not in self.claims

    def crossings(self, leg: Leg, low: int, high: int) -> float:
        """Count the lines that a leg would cross between two slots; where it turns, it crosses one in two."""
        table = self.along if leg.vertical else self.across
        if not table:
            return 0
        slot, get = leg.slot, table.get
        turns = (get((low, slot), 0) + get((high, slot), 0)) / 2
        if leg.vertical or high - low < 2 * _BLOCK:
            return turns + sum(get((other, slot), 0) for other in range(low + 1, high))
        first, last = low // _BLOCK + 1, high // _BLOCK  # the blocks that lie between as a whole
        ends = (*range(low + 1, first * _BLOCK), *range(last * _BLOCK, high))
        blocks = sum(self.across_blocks.get((block, slot), 0) for block in range(first, last))
        return turns + blocks + sum(get((other, slot), 0) for other in ends)

    def company(self, leg: Leg, low: int, high: int) -> int:
        """Count the most lines that already run in the slot of a leg, beside it; long legs are judged by samples."""
        table = self.across if leg.vertical else self.along
        places = range(low + 1, high, max(1, (high - low) // _SAMPLES))
        return max((table.get((leg.slot, other), 0) for other in places), default=0)


def _claim(route: Route) -> Hashable:
    """Return what only one line can have, if a route needs it.

    That is the straight way along from one step to another, and the place for a label over the stretch that leads into
    a step from a column. Down, there is room for more (see `MOST_TWINS`); channels are made as wide as needed.
    """
    if route.legs[0].vertical:
        by_row = len(route.legs) == 2 and route.edge.label
        return ("label", route.edge.target, route.legs[0].slot) if by_row else None
    return frozenset((route.edge.source, route.edge.target)) if route.is_straight else None


def _best(edge: Edge, cell_of: dict[str, tuple[int, int]], grid: Grid, traffic: Traffic) -> Route:
    (r1, c1), (r2, c2) = cell_of[edge.source], cell_of[edge.target]
    start, end = (grid.row_slots[r1], 2 * c1 + 1), (grid.row_slots[r2], 2 * c2 + 1)
    best: tuple[float, Route] | None = None
    ways: list[tuple[float, tuple[Leg, ...]]] = []
    for legs, extra in _ways(edge, r1, c1, r2, c2, grid):
        if len(legs) == 1:
            straight = Route(edge, start, end, legs)
            if traffic.is_free(straight) and _traffic_cost(straight, traffic) <= 2 * BEND:
                return straight  # whatever does not run straight here has two bends at least
        ways.append((_plain_cost(legs, start, end) + extra, legs))
    ways.sort(key=itemgetter(0))
    for cost, legs in ways:
        if best is not None and cost >= best[0]:
            break
        route = Route(edge, start, end, legs)
        if not traffic.is_free(route):
            continue
        total = cost + _traffic_cost(route, traffic)
        if best is None or total < best[0] - 1e-9:
            best = (total, route)
    assert best is not None, "there is always a way through the channels"
    return best[1]


def _plain_cost(legs: tuple[Leg, ...], start: tuple[int, int], end: tuple[int, int]) -> float:
    """Return what length and bends of a way cost, before anything else runs there."""
    (row, column), last = start, len(legs) - 1
    length = 0.0
    for index, (vertical, _) in enumerate(legs):
        if vertical:
            after = legs[index + 1].slot if index < last else end[0]
            length += abs(after - row) * _ROW_SLOT
            row = after
        else:
            after = legs[index + 1].slot if index < last else end[1]
            length += abs(after - column) * _COLUMN_SLOT
            column = after
    return length + BEND * last


def _traffic_cost(route: Route, traffic: Traffic) -> float:
    cost = 0.0
    for leg, before, after in route.spans():
        low, high = (before, after) if before < after else (after, before)
        cost += CROSSING * traffic.crossings(leg, low, high)
        if leg.slot % 2 == 0 or not leg.vertical:
            cost += NARROW * traffic.company(leg, low, high)
    return cost


Way = tuple[tuple[Leg, ...], float]
"""Legs, and what the way costs beside its length and its bends."""


def _ways(edge: Edge, r1: int, c1: int, r2: int, c2: int, grid: Grid) -> Iterator[Way]:
    """Yield the ways that are free of boxes; the last ones, through channels alone, always are."""
    if edge.source == edge.target:
        column = grid.across[2 * c1 + 1]
        yield (column, grid.along[grid.row_slots[r1] + 1], column), 0.0
        return
    if c1 == c2:
        yield from _ways_in_a_column(r1, r2, c1, grid)
        return
    if c2 > c1:
        yield from _ways_forward(r1, c1, r2, c2, grid)
    else:
        yield from _ways_back(r1, c1, r2, c2, grid)
    yield from _ways_by_a_channel(r1, c1, r2, c2, grid)


def _ways_in_a_column(r1: int, r2: int, c: int, grid: Grid) -> Iterator[Way]:
    if grid.column_is_clear(c, min(r1, r2) + 1, max(r1, r2) - 1):
        yield (grid.across[2 * c + 1],), 0.0
    for channel, extra in ((2 * c + 2, 20.0), (2 * c, 24.0)):
        yield (grid.rows[r1], grid.across[channel], grid.rows[r2]), extra


def _ways_forward(r1: int, c1: int, r2: int, c2: int, grid: Grid) -> Iterator[Way]:
    if r1 == r2 and grid.row_is_clear(r1, c1 + 1, c2 - 1):
        yield (grid.rows[r1],), 0.0
    if r1 == r2:
        return
    for channel in dict.fromkeys((2 * c2, 2 * c1 + 2)):
        middle = channel // 2
        if grid.row_is_clear(r1, c1 + 1, middle - 1) and grid.row_is_clear(r2, middle, c2 - 1):
            yield (grid.rows[r1], grid.across[channel], grid.rows[r2]), 0.0
    low, high = min(r1, r2) + 1, max(r1, r2) - 1
    if grid.row_is_clear(r2, c1, c2 - 1) and grid.column_is_clear(c1, low, high):
        yield (grid.across[2 * c1 + 1], grid.rows[r2]), 0.0 if r2 > r1 else 12.0
    if grid.row_is_clear(r1, c1 + 1, c2) and grid.column_is_clear(c2, low, high):
        yield (grid.rows[r1], grid.across[2 * c2 + 1]), 10.0


def _ways_back(r1: int, c1: int, r2: int, c2: int, grid: Grid) -> Iterator[Way]:
    """Yield the ways that leave to the left: against time, so they cost more."""
    if r1 == r2:
        return
    for channel in dict.fromkeys((2 * c2 + 2, 2 * c1)):
        middle = channel // 2
        if grid.row_is_clear(r1, middle, c1 - 1) and grid.row_is_clear(r2, c2 + 1, middle - 1):
            yield (grid.rows[r1], grid.across[channel], grid.rows[r2]), 60.0


def _ways_by_a_channel(r1: int, c1: int, r2: int, c2: int, grid: Grid) -> Iterator[Way]:
    s1, s2 = grid.row_slots[r1], grid.row_slots[r2]
    backwards = c2 < c1
    for channel in dict.fromkeys((s1 - 1, s1 + 1, s2 - 1, s2 + 1)):
        leaves = _column_reaches(grid, c1, r1, channel)
        enters = _column_reaches(grid, c2, r2, channel)
        along = grid.along[channel]
        up_first = 8.0 if channel < s1 and not backwards else 0.0
        if leaves and enters:
            yield (grid.across[2 * c1 + 1], along, grid.across[2 * c2 + 1]), 6.0 + up_first
        sides_out = (2 * c1 + 2, 2 * c1) if backwards else (2 * c1 + 2,)
        sides_in = (2 * c2, 2 * c2 + 2) if backwards else (2 * c2,)
        for out in sides_out:
            if enters:
                yield (grid.rows[r1], grid.across[out], along, grid.across[2 * c2 + 1]), 8.0
            for into in sides_in:
                if out != into:
                    yield (grid.rows[r1], grid.across[out], along, grid.across[into], grid.rows[r2]), 0.0
        if leaves:
            for into in sides_in:
                yield (grid.across[2 * c1 + 1], along, grid.across[into], grid.rows[r2]), 8.0 + up_first


def _column_reaches(grid: Grid, column: int, row: int, channel: int) -> bool:
    """Tell whether a box can be left straight up or down to a channel between rows."""
    if channel > grid.row_slots[row]:
        return grid.column_is_clear(column, row + 1, bisect_left(grid.row_slots, channel) - 1)
    return grid.column_is_clear(column, bisect_left(grid.row_slots, channel), row - 1)
