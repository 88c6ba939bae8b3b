"""Resources of a program: who is on duty, and the lines before them, as rows."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.analysis.simulation.codes import BINS
from blueprint.analysis.simulation.day import Duty
from blueprint.analysis.simulation.moves import Moves
from blueprint.analysis.simulation.needs import Line, Lines
from blueprint.analysis.simulation.pools import Pools, ranks_of
from blueprint.analysis.simulation.records import LINE, POOL, QUEUE, Array
from blueprint.analysis.simulation.tables import Tables


@dataclass(frozen=True)
class PoolRows:
    """Resources, the lines before them, and the queues of each line by rank, as rows."""

    pools: Array
    lines: Array
    queues: Array


def compile_pools(tables: Tables, lines: Lines, pools: Pools, moves: Moves) -> PoolRows:
    """Compile the resources that customers need."""
    ranks = max(ranks_of(moves)) + 1
    rows = LINE.rows(max(1, len(lines.lines)), pool=-1)
    queues = 0
    for row, line in zip(rows, lines.lines, strict=False):
        is_ranked = bool(pools.ranked.intersection(line.pools))
        row["pool"] = line.pools[0] if line.pools[0] in pools.plain else -1
        row["needs"] = line.place
        row["pools"] = tables.put_list(line.pools)
        row["ranks"] = ranks if is_ranked else 1
        row["queue"] = queues
        row["off"] = _is_off(line, pools.duties)
        queues += int(row["ranks"])
    found = POOL.rows(max(1, len(pools.resources)))
    zones = _zones(len(pools.resources), lines.lines)
    for place, resource in enumerate(pools.resources):
        row, duty = found[place], pools.duties[place]
        row["plain"] = place in pools.plain
        row["free"] = row["capacity"] = duty.first
        row["head"] = row["tail"] = row["over"] = -1
        row["room"] = -1 if resource.room is None else resource.room
        row["lines"] = tables.put_list(number for number, line in enumerate(lines.lines) if place in line.pools)
        row["ranked"] = place in pools.ranked
        row["zone"] = zones[place]
        row["changes"] = len(duty.changes)
        row["change"], row["lap"] = len(duty.changes) - 1, -1
        row["times"] = tables.put_times(time for time, _ in duty.changes)
        row["levels"] = tables.put(count for _, count in duty.changes)
        row["histogram"] = (len(moves.steps) + place) * BINS
    return PoolRows(found, rows, QUEUE.rows(max(1, queues), head=-1, tail=-1, over=-1))


def _is_off(line: Line, duties: tuple[Duty, ...]) -> bool:
    """Tell whether too few are on duty at the beginning for what a line waits for."""
    return any(all(duties[pool].first < need.amount for pool in need.pools) for need in line.needs)


def _zones(count: int, lines: list[Line]) -> list[int]:
    """Return for each resource the first one of those that lines connect it with."""
    zones = list(range(count))
    for line in lines:
        joined = {zones[pool] for pool in line.pools}
        first = min(joined)
        zones = [first if zone in joined else zone for zone in zones]
    return zones
