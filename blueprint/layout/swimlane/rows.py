"""Rows: every step gets a row of its lane, so that lines can run straight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass

from blueprint.graph import ServiceGraph
from blueprint.layout.anatomy.penetration import NOT_SHOWN, Penetration
from blueprint.layout.swimlane.columns import Columns
from blueprint.model import Lane


@dataclass(frozen=True, slots=True)
class Rows:
    """The lanes that are drawn, from top to bottom, and the rows of each.

    Parameters
    ----------
    lanes : tuple of Lane
        Lanes with content; one that the line of order penetration divides stands here twice.
    lane_of_row : tuple of int
        For each row from top to bottom, the index of its lane.
    of_step : dict
        Row of each step, and of each piece of evidence by its id.
    """

    lanes: tuple[Lane, ...]
    lane_of_row: tuple[int, ...]
    of_step: dict[str, int]
    cells: dict[tuple[int, int], str]
    """Who stands at (row, column)."""
    order_penetration: int | None = None
    """Index of the lane under which the line of order penetration runs."""


EVIDENCE_LANE = Lane(id="evidence", kind="evidence")


def assign_rows(
    graph: ServiceGraph, columns: Columns, kept: Set[str] = frozenset(), penetration: Penetration = NOT_SHOWN
) -> Rows:
    """Put every step into a row of its lane; steps of one column are stacked.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    columns : Columns
        Where the steps stand from left to right; steps that are in no column are left out.
    kept : set of str
        Ids of lanes that are drawn even if nothing stands in them.
    penetration : Penetration
        Which lane the line of order penetration divides, if it is to be shown.

    Returns
    -------
    Rows
    """
    stacks = _stacks(graph, columns, penetration)
    strips = [strip for strip in _strips(graph, penetration) if strip.key in stacks or strip.lane.id in kept]
    lanes = [strip.lane for strip in strips]
    of_step: dict[str, int] = {}
    lane_of_row: list[int] = []
    for index, strip in enumerate(strips):
        height = max((len(stack) for stack in stacks[strip.key].values()), default=1)
        top = len(lane_of_row)
        for name, row in _rows_of_lane(graph, stacks[strip.key], height).items():
            of_step[name] = top + row
        lane_of_row += [index] * height
    column_of = {name: column for stack in stacks.values() for column, names in stack.items() for name in names}
    cells = {(row, column_of[name]): name for name, row in of_step.items()}
    return Rows(tuple(lanes), tuple(lane_of_row), of_step, cells, _line_under(strips, penetration))


@dataclass(frozen=True, slots=True)
class _Strip:
    """A lane, or the part of one over or under the line of order penetration."""

    key: str
    lane: Lane


def _strips(graph: ServiceGraph, penetration: Penetration) -> list[_Strip]:
    found = []
    for lane in _drawn_lanes(graph):
        found.append(_Strip(lane.id, lane))
        steps = (step.id for step in graph.steps if step.lane == lane.id)
        if lane.id == penetration.lane and any(name in penetration.independent for name in steps):
            found.append(_Strip(_under(lane.id), lane))
    return found


def _under(lane: str) -> str:
    return f"{lane} independent"  # ids have no blanks


def _line_under(strips: list[_Strip], penetration: Penetration) -> int | None:
    keys = [strip.key for strip in strips]
    return keys.index(penetration.lane) if penetration.lane in keys else None


def _drawn_lanes(graph: ServiceGraph) -> list[Lane]:
    lanes = sorted(graph.blueprint.lanes, key=lambda lane: lane.rank)
    return lanes if lanes and lanes[0].kind == "evidence" else [EVIDENCE_LANE, *lanes]


def _stacks(graph: ServiceGraph, columns: Columns, penetration: Penetration) -> dict[str, dict[int, list[str]]]:
    """Return, for each lane or part of one, what stands in each column, from top to bottom."""
    evidence_lane = _drawn_lanes(graph)[0].id
    stacks: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    rank = {lane.id: index for index, lane in enumerate(_drawn_lanes(graph))}
    step_by_id, number = graph.blueprint.step_by_id, graph.number
    for place, column in enumerate(columns.columns):
        for name in sorted(column.steps, key=number.__getitem__):
            step = step_by_id[name]
            is_under = step.lane == penetration.lane and name in penetration.independent
            stacks[_under(step.lane) if is_under else step.lane][place].append(name)
            for piece in step.evidence:
                stacks[evidence_lane][place].append(piece.id)
    for lane, stack in stacks.items():
        if lane != evidence_lane:
            for names in stack.values():
                if len(names) > 1:
                    names.sort(key=lambda name: _pull(graph, name, rank))
    return stacks


def _pull(graph: ServiceGraph, step: str, rank: dict[str, int]) -> float:
    """Return how far down the neighbors of a step stand on average; steps that talk upwards stand on top."""
    by_id = graph.blueprint.step_by_id
    own = rank[by_id[step].lane]
    others = [flow.target for flow in graph.flows_out(step, None) if flow.target in by_id]
    others += [flow.source for flow in graph.flows_in(step, None)]
    found = [rank[by_id[other].lane] - own for other in others if by_id[other].lane != by_id[step].lane]
    return sum(found) / len(found) if found else 0.0


def _rows_of_lane(graph: ServiceGraph, stack: dict[int, list[str]], height: int) -> dict[str, int]:
    """Give each name of a lane its row: a full column keeps its order, others go on where a flow comes from."""
    rows: dict[str, int] = {}
    for column in sorted(stack):
        names = stack[column]
        free = list(range(height))
        for place, name in enumerate(names):
            left = len(names) - place - 1
            wish = _wish(graph, name, rows)
            choice = free[: len(free) - left]
            row = min(choice, key=lambda row: (abs(row - wish), row))
            rows[name] = row
            free = [other for other in free if other > row]
    return rows


def _wish(graph: ServiceGraph, name: str, rows: dict[str, int]) -> int:
    if name not in graph.blueprint.step_by_id:
        return 0
    return min((rows[source] for source in graph.predecessors(name) if source in rows), default=0)
