"""Gaps: what a service does not say, and which figures cannot be told without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.analysis.simulation.codes import SPAN, STAY
from blueprint.analysis.simulation.joining import Joins
from blueprint.analysis.simulation.moves import Moves
from blueprint.analysis.simulation.program import Gaps
from blueprint.analysis.simulation.promises import Measured
from blueprint.model import WaitPoint
from blueprint.units import Distribution


def find_gaps(moves: Moves, joins: Joins) -> Gaps:
    """Find the elements without a time, and the figures that need it."""
    waits = {step: waits_without_time(moves, joins, step) for step in moves.steps}
    awaited = awaited_steps(moves)
    untimed = [step for step in moves.steps if step in awaited and not is_timed(moves, step)]
    points = [point for step in moves.steps if step in awaited for point in waits[step]]
    by_step = {step: tuple(_of_join(moves, joins, step)) + waits[step] for step in moves.steps}
    left_out = [
        point.id
        for step in moves.steps
        for point in moves.graph.blueprint.step_by_id[step].fail_points
        if point.probability is None
    ]
    return Gaps(
        stay=(*untimed, *points),
        waiting=(*(untimed if moves.is_parallel else ()), *points),
        steps={step: blocked for step, blocked in by_step.items() if blocked},
        left_out=tuple(left_out),
    )


def is_timed(moves: Moves, step: str) -> bool:
    """Tell whether the service time of a step is known for all classes that come to it."""
    time = moves.graph.blueprint.step_by_id[step].service_time
    if time is None or isinstance(time, Distribution):
        return time is not None
    known = {name for name, _ in time}
    return all(
        item is not None and item.id in known
        for item, found in zip(moves.classes, moves.reached, strict=True)
        if step in found
    )


def given_waits(moves: Moves, joins: Joins, step: str) -> tuple[WaitPoint, ...]:
    """Return the waits at a step that nothing in the service explains: it needs no resource, and no ways meet there."""
    found = moves.graph.blueprint.step_by_id[step]
    if found.resources or found.seizes or step in joins.steps:
        return ()
    return tuple(point for point in found.wait_points if point.resource is None)


def waits_without_time(moves: Moves, joins: Joins, step: str) -> tuple[str, ...]:
    """Return the waits of a step that have no time and nothing that explains them."""
    points = given_waits(moves, joins, step)
    return tuple(point.id for point in points if point.measured is None and point.standard_time is None)


def visible_steps(moves: Moves) -> frozenset[str]:
    """Return the steps that customers do or see; all, if they see none."""
    seen = {step.id for step in moves.graph.steps_of("customer", "onstage")}
    return frozenset(seen.intersection(moves.steps) or moves.steps)


def awaited_steps(moves: Moves) -> frozenset[str]:
    """Return the steps that customers wait for: those they see, and those that one may follow which they see."""
    behind: dict[str, set[str]] = {step: set() for step in moves.steps}
    for step, klass in moves.forks:
        for target in moves.targets(step, klass):
            behind[target].add(step)
    found: set[str] = set()
    waiting = list(visible_steps(moves))
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(behind[here])
    return frozenset(found)


def _of_join(moves: Moves, joins: Joins, step: str) -> Iterator[str]:
    """Yield the steps without a time on ways that meet at a step."""
    if step not in joins.steps:
        return
    before = set().union(*(ahead.get(step, frozenset()) for ahead in joins.ahead))
    common = set(moves.graph.dominators(step)) if step in moves.graph.reachable(moves.entries) else set()
    yield from (name for name in moves.steps if name in before - common and not is_timed(moves, name))


def gaps_of(moves: Moves, gaps: Gaps, item: Measured) -> tuple[str, ...]:
    """Return the elements without a time that a standard would need."""
    if item.span == SPAN:
        return tuple(_between(moves, gaps, item.start, item.end))
    waits = tuple(name for step in item.steps for name in gaps.steps.get(step, ()))
    own = tuple(step for step in item.steps if item.span == STAY and step in moves.steps and not is_timed(moves, step))
    return tuple(dict.fromkeys((*own, *waits)))


def _between(moves: Moves, gaps: Gaps, start: str | None, end: str | None) -> Iterable[str]:
    """Return what has no time of the steps that can lie between two."""
    if start is None and end is None:
        return gaps.stay
    ahead: dict[str, set[str]] = {step: set() for step in moves.steps}
    behind: dict[str, set[str]] = {step: set() for step in moves.steps}
    for step, klass in moves.forks:
        for target in moves.targets(step, klass):
            ahead[step].add(target)
            behind[target].add(step)
    from_start = _spread([start] if start in ahead else list(moves.entries), ahead)
    to_end = _spread([end], behind) if end in behind else set(moves.steps)
    found = [step for step in moves.steps if step in from_start & to_end]
    owners = {point.id: step.id for step in moves.graph.steps for point in step.wait_points}
    untimed = [step for step in found if not is_timed(moves, step)]
    return [*untimed, *(name for name in gaps.stay if owners.get(name) in found)]


def _spread(starts: Iterable[str | None], onward: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start for start in starts if start is not None]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(onward[here])
    return found
