"""Promises: the standards of a service that a run measures, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from blueprint.analysis.simulation.codes import SPAN, STAY, WAIT
from blueprint.analysis.simulation.moves import Moves
from blueprint.model import Step, WaitPoint
from blueprint.units import Target


@dataclass(frozen=True, slots=True)
class Measured:
    """A standard, and where it is measured.

    Parameters
    ----------
    element : str
        Id of the step, wait point or standard.
    target : Target
        What is promised, as a time.
    classes : tuple of str
        Whom it is promised to; empty for all.
    span : int
        STAY or WAIT at steps, or SPAN from one step to another.
    steps : tuple of str
        The steps at which it is measured.
    start, end : str or None
        Steps between which it is measured; None is the coming and the end.
    working : bool
        Whether the clock stops outside of the calendar.
    """

    element: str
    target: Target
    classes: tuple[str, ...]
    span: int
    steps: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    working: bool = False


def find_promises(moves: Moves) -> tuple[Measured, ...]:
    """Return the standards that are times, those of steps and waits first, as declared; those in words are left out."""
    blueprint = moves.graph.blueprint
    found = [item for step in blueprint.steps for item in _of_step(moves, step)]
    found += [
        Measured(item.id, item.target, item.classes, SPAN, (), item.start, item.end, item.working)
        for item in blueprint.standards
    ]
    return tuple(item for item in found if item.target.limit is not None)


def _of_step(moves: Moves, step: Step) -> Iterator[Measured]:
    for item in step.standard:
        classes = () if item.customer_class is None else (item.customer_class,)
        yield Measured(step.id, item.target, classes, STAY, (step.id,))
    for point in step.wait_points:
        steps = waited_at(moves, step, point) if point.standard else ()
        for item in point.standard:
            classes = () if item.customer_class is None else (item.customer_class,)
            yield Measured(point.id, item.target, classes, WAIT, steps)


def waited_at(moves: Moves, step: Step, point: WaitPoint) -> tuple[str, ...]:
    """Return the steps at which those wait who wait at a point: its step, or the next ones that need its resource."""
    if point.resource is None or point.resource in _names(step):
        return (step.id,)
    by_id = moves.graph.blueprint.step_by_id
    seen: set[str] = set()
    found: list[str] = []
    waiting = [step.id]
    while waiting:
        here = waiting.pop(0)
        if here in seen or here not in moves.steps:
            continue
        seen.add(here)
        if point.resource in _names(by_id[here]):
            found.append(here)
            continue
        ways = (moves.forks[here, klass].targets for klass in range(len(moves.classes)) if (here, klass) in moves.forks)
        waiting += [target for targets in ways for target in targets]
    return tuple(found) or (step.id,)


def _names(step: Step) -> set[str]:
    return {name for demand in (*step.resources, *step.seizes) for name in demand.alternatives}
