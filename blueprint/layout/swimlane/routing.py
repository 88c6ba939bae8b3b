"""Routing: every line finds its way through the grid of rows, columns and the channels between them.

The grid alternates: column slot ``2c + 1`` is column c, even slots are the channels beside it; a lane is channel, row,
channel, row, …, channel. A way is a chain of legs, in turn along and across; a leg keeps to one slot. Legs may pass
cells where nothing stands, never a box. Sizes come later: routing only knows slots, so that channels can be made as
wide as their lines need.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
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

    spans: tuple[tuple[Leg, int, int], ...] = field(init=False, repr=False, compare=False)
    """Each leg with the slots where it begins and ends."""

    def __post_init__(self) -> None:
        last = len(self.legs) - 1
        (row, column), spans = self.start, []
        for index, leg in enumerate(self.legs):
            if leg.vertical:
                after = self.legs[index + 1].slot if index < last else self.end[0]
                spans.append((leg, row, after))
                row = after
            else:
                after = self.legs[index + 1].slot if index < last else self.end[1]
                spans.append((leg, column, after))
                column = after
        object.__setattr__(self, "spans", tuple(spans))

    def span(self, index: int) -> tuple[int, int]:
        """Return the slots where a leg begins and ends."""
        return self.spans[index][1:]

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

    The second time each line that crosses others knows all of them, and takes another way where that costs less.

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
        known = routes[number]
        if not known.is_straight and traffic.crosses(known):
            traffic.remove(known)
            routes[number] = _best(edges[number], cell_of, grid, traffic)
            traffic.add(routes[number])
    return tuple(routes[number] for number in sorted(routes))


def _extent(edge: Edge, cell_of: dict[str, tuple[int, int]]) -> tuple[int, int]:
    (r1, c1), (r2, c2) = cell_of[edge.source], cell_of[edge.target]
    return (abs(c2 - c1) + abs(r2 - r1) + (3 if c2 < c1 else 0), edge.rework)


Counts = dict[int, int]
"""How many lines run in each slot."""


class Traffic:
    """How many lines pass each place across and along, how many use each channel there, and what only one can have.

    A long line is counted by whole blocks of the places that it passes, so that its cost does not grow with its length.
    """

    def __init__(self) -> None:
        self._across: dict[int, Counts] = {}
        """Lines across, by row slot, then by the column slot that they run in."""
        self._along: dict[int, Counts] = {}
        """Lines along, by column slot, then by the row slot that they run in."""
        self._long_across: dict[int, Counts] = {}
        self._long_along: dict[int, Counts] = {}
        """The same by blocks of slots that lines pass from end to end."""
        self._across_blocks: dict[int, Counts] = {}
        """Sums of lines across over blocks of columns, so that long lines are judged fast."""
        self._long_across_blocks: dict[int, Counts] = {}
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
        for (vertical, slot), before, after in route.spans:
            low, high = (before, after) if before < after else (after, before)
            first, last = low // _BLOCK + 1, high // _BLOCK
            if last - first < 2:
                self._count_in(self._across if vertical else self._along, range(low + 1, high), slot, count)
                if vertical:
                    self._count_in(self._across_blocks, range(low + 1, high), slot // _BLOCK, count)
                continue
            ends = (*range(low + 1, first * _BLOCK), *range(last * _BLOCK, high))
            self._count_in(self._across if vertical else self._along, ends, slot, count)
            self._count_in(self._long_across if vertical else self._long_along, range(first, last), slot, count)
            if vertical:
                self._count_in(self._across_blocks, ends, slot // _BLOCK, count)
                self._count_in(self._long_across_blocks, range(first, last), slot // _BLOCK, count)

    @staticmethod
    def _count_in(table: dict[int, Counts], places: Iterable[int], slot: int, count: int) -> None:
        for place in places:
            found = table.setdefault(place, {})
            found[slot] = found.get(slot, 0) + count

    def is_free(self, route: Route) -> bool:
        """Tell whether nobody else has what only one line can have."""
        if route.is_straight and route.legs[0].vertical:
            return route.edge.twin < MOST_TWINS - bool(route.edge.label)
        claim = _claim(route)
        return claim is None or claim not in self.claims

    def crossings(self, leg: Leg, low: int, high: int) -> float:
        """Count the lines that a leg would cross between two slots; where it turns, it crosses one in two."""
        vertical, slot = leg
        count = 0.0
        if found := (self._along if vertical else self._across).get(slot):
            count = _between(found, low, high, None if vertical else self._across_blocks[slot])
        long, block = self._long_along if vertical else self._long_across, slot // _BLOCK
        if long and (found := long.get(block)):
            count += _between(found, low, high, None if vertical else self._long_across_blocks[block])
        return count

    def crosses(self, route: Route) -> bool:
        """Tell whether a line crosses another one, as far as slots tell."""
        return any(self.crossings(leg, min(first, last), max(first, last)) for leg, first, last in route.spans)

    def company(self, leg: Leg, low: int, high: int) -> int:
        """Count the most lines that already run in the slot of a leg, beside it; long legs are judged by samples."""
        vertical, slot = leg
        table, long = (self._across, self._long_across) if vertical else (self._along, self._long_along)
        most = 0
        for other in range(low + 1, high, max(1, (high - low) // _SAMPLES)):
            count = found.get(slot, 0) if (found := table.get(other)) else 0
            if long and (found := long.get(other // _BLOCK)):
                count += found.get(slot, 0)
            most = max(most, count)
        return most


def _between(found: Counts, low: int, high: int, blocks: Counts | None) -> float:
    """Count the lines between two slots; those in the outermost slots count half."""
    count = (found.get(low, 0) + found.get(high, 0)) / 2
    if len(found) < high - low:  # fewer lines than slots
        return count + sum(lines for other, lines in found.items() if low < other < high)
    if blocks is None or high - low < 2 * _BLOCK:
        for other in range(low + 1, high):
            count += found.get(other, 0)
        return count
    first, last = low // _BLOCK + 1, high // _BLOCK  # the blocks that lie between as a whole
    ends = (*range(low + 1, first * _BLOCK), *range(last * _BLOCK, high))
    count += sum(blocks.get(block, 0) for block in range(first, last))
    return count + sum(found.get(other, 0) for other in ends)


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
    """Return the way that costs least: the near ones are tried first, the others only if they could cost less."""
    (r1, c1), (r2, c2) = cell_of[edge.source], cell_of[edge.target]
    start, end = (grid.row_slots[r1], 2 * c1 + 1), (grid.row_slots[r2], 2 * c2 + 1)
    # a way through a channel has two bends at least, and is no shorter than the way from cell to cell
    least = abs(end[0] - start[0]) * _ROW_SLOT + abs(end[1] - start[1]) * _COLUMN_SLOT + 2 * BEND
    best: Route | None = None
    lowest = math.inf
    for found in (_near_ways(edge, r1, c1, r2, c2, grid), _ways_by_a_channel(r1, c1, r2, c2, grid)):
        ways = sorted(((_plain_cost(legs, start, end) + extra, legs) for legs, extra in found), key=itemgetter(0))
        for cost, legs in ways:
            if cost >= lowest:
                break
            route = Route(edge, start, end, legs)
            if traffic.is_free(route):
                total = cost + _traffic_cost(route, traffic, lowest - cost)
                if total < lowest - 1e-9:
                    lowest, best = total, route
        if lowest <= least:
            break
    assert best is not None, "there is always a way through the channels"
    return best


def _plain_cost(legs: tuple[Leg, ...], start: tuple[int, int], end: tuple[int, int]) -> float:
    """Return what length and bends of a way cost, before anything else runs there."""
    (row, column), (last_row, last_column) = start, end
    first, last = legs[0], legs[-1]
    length = 0.0
    for vertical, slot in legs[not first.vertical :]:  # the first leg along keeps to the row of its box
        if vertical:
            length += abs(slot - column) * _COLUMN_SLOT
            column = slot
        else:
            length += abs(slot - row) * _ROW_SLOT
            row = slot
    if last.vertical:
        length += abs(last_row - row) * _ROW_SLOT
    else:
        length += abs(last_column - column) * _COLUMN_SLOT
    return length + BEND * (len(legs) - 1)


def _traffic_cost(route: Route, traffic: Traffic, limit: float = math.inf) -> float:
    """Return what other lines make a way cost; beyond the limit it does not matter how much."""
    cost = 0.0
    for leg, before, after in route.spans:
        low, high = (before, after) if before < after else (after, before)
        cost += CROSSING * traffic.crossings(leg, low, high)
        if cost > limit:
            break
        if leg.slot % 2 == 0 or not leg.vertical:
            cost += NARROW * traffic.company(leg, low, high)
    return cost


Way = tuple[tuple[Leg, ...], float]
"""Legs, and what the way costs beside its length and its bends."""


def _near_ways(edge: Edge, r1: int, c1: int, r2: int, c2: int, grid: Grid) -> Iterator[Way]:
    """Yield the ways through free cells, and those of lines that have no others."""
    if edge.source == edge.target:
        column = grid.across[2 * c1 + 1]
        yield (column, grid.along[grid.row_slots[r1] + 1], column), 0.0
    elif c1 == c2:
        yield from _ways_in_a_column(r1, r2, c1, grid)
    elif c2 > c1:
        yield from _ways_forward(r1, c1, r2, c2, grid)
    else:
        yield from _ways_back(r1, c1, r2, c2, grid)


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
    """Yield the ways through channels between rows, from column to column; there always is one."""
    if c1 == c2:
        return
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
