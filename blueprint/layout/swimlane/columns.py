"""Columns: every step gets the moment it belongs to, and moments stand in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from blueprint.graph import ServiceGraph, order_with_loops_set_aside
from blueprint.model import Step


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the drawing: a moment, or a part of one that needs more room."""

    phase: int
    steps: tuple[str, ...]
    begins_moment: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns from left to right, and the column of each step."""

    columns: tuple[Column, ...]
    of_step: dict[str, int]

    def stretch(self, first: int, last: int) -> Columns:
        """Return the columns from ``first`` up to, but without, ``last``, counted from 0."""
        here = self.columns[first:last]
        places = {step: place for place, column in enumerate(here) for step in column.steps}
        return Columns(here, places)


def assign_columns(graph: ServiceGraph) -> Columns:
    """Put every step into a column.

    A moment is a customer step with all that is declared for it before the next one, in one phase. Inside a phase,
    moments stand in the order of the flows (loops set aside); the script decides where flows do not. A moment in which
    a lane is met twice in sequence takes several columns.

    Parameters
    ----------
    graph : ServiceGraph
        The service.

    Returns
    -------
    Columns
    """
    columns: list[Column] = []
    of_step: dict[str, int] = {}
    for number, phase in enumerate(graph.blueprint.phases):
        moments = _moments(graph, phase.steps)
        for index in _order_of_moments(graph, moments):
            for place, part in enumerate(_parts(graph, moments[index])):
                of_step.update(dict.fromkeys(part, len(columns)))
                columns.append(Column(number, part, place == 0))
        if not moments:
            columns.append(Column(number, ()))
    return Columns(tuple(columns), of_step)


def _moments(graph: ServiceGraph, steps: Iterable[Step]) -> list[list[Step]]:
    """Divide the steps of a phase into moments, in the order of the script."""
    kinds = {lane.id: lane.kind for lane in graph.blueprint.lanes}
    moments: list[list[Step]] = []
    of_customer_step: dict[str, int] = {}
    waiting: list[Step] = []  # steps that name the customer step they are drawn with
    for step in steps:
        is_customer = kinds[step.lane] == "customer"
        if step.moment is not None and step.moment != step.id:
            waiting.append(step)
            continue
        if not moments or (is_customer and not _joins(graph, moments[-1], step, kinds)):
            moments.append([])
        moments[-1].append(step)
        if is_customer:
            of_customer_step[step.id] = len(moments) - 1
    for step in waiting:
        at = of_customer_step.get(step.moment or "")
        if at is None:  # named in another phase: a phase is one stretch, so the step keeps to its own
            moments.append([step])
        else:
            moments[at].append(step)
    return moments


def _joins(graph: ServiceGraph, moment: list[Step], step: Step, kinds: Mapping[str, str]) -> bool:
    """Tell whether a customer step shares the moment of another customer whom it meets there."""
    others = [other for other in moment if kinds[other.lane] == "customer"]
    if not others:
        return False  # work declared before the first customer step has a moment of its own
    if any(other.lane == step.lane for other in others):
        return False
    own = set(_neighbors(graph, step.id))
    return any(other.id in own or own & set(_neighbors(graph, other.id)) - {step.id} for other in others)


def _neighbors(graph: ServiceGraph, step: str) -> tuple[str, ...]:
    meets = ("flow", "exchange")
    out = [flow.target for flow in graph.flows_out(step, None) if flow.kind in meets]
    return (*out, *(flow.source for flow in graph.flows_in(step, None) if flow.kind in meets))


def _order_of_moments(graph: ServiceGraph, moments: list[list[Step]]) -> tuple[int, ...]:
    moment_of = {step.id: index for index, moment in enumerate(moments) for step in moment}
    relations = [
        (first, second)
        for step, first in moment_of.items()
        for target in graph.successors(step)
        if (second := moment_of.get(target, first)) != first
    ]
    return order_with_loops_set_aside(len(moments), relations).order


def _parts(graph: ServiceGraph, moment: list[Step]) -> list[tuple[str, ...]]:
    """Divide a moment into columns: a flow runs down within one, and on to the next where it would have to run up."""
    number = {step.id: index for index, step in enumerate(moment)}
    ranks = {lane.id: index for index, lane in enumerate(sorted(graph.blueprint.lanes, key=lambda lane: lane.rank))}
    relations = [(number[s.id], number[t]) for s in moment for t in graph.successors(s.id) if t in number]
    ordering = order_with_loops_set_aside(len(moment), relations)
    part = [0] * len(moment)
    for first in ordering.order:
        for target in graph.successors(moment[first].id):
            second = number.get(target)
            if second is None or (first, second) in ordering.set_aside:
                continue
            down = ranks[moment[second].lane] > ranks[moment[first].lane]
            part[second] = max(part[second], part[first] + (0 if down else 1))
    parts: list[list[str]] = [[] for _ in range(max(part) + 1)]
    for index, step in enumerate(moment):
        parts[part[index]].append(step.id)
    return [tuple(found) for found in parts]
