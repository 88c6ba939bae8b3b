"""Services: how a step begins, and who is next where somebody is free again."""

from __future__ import annotations

from typing import Any

from blueprint.analysis.simulation.calendar.clocks import (
    check_promises,
    mark,
    start_acting,
    stop_waiting,
    wait_class,
)
from blueprint.analysis.simulation.calendar.lines import first_of, give_back, keep, leave_line, take
from blueprint.analysis.simulation.calendar.overtaking import grant_of, overtake
from blueprint.analysis.simulation.codes import MENDED, SERVED, WAIT
from blueprint.analysis.simulation.plain import draw, heappush, redraw
from blueprint.analysis.simulation.records import World


def begin(world: World, t: float, i: int) -> None:
    """Begin a step: all that it needs has been taken."""
    token = world.tokens[i]
    step = world.steps[token.step]
    is_first = not token.begun
    if token.members < 0:
        _leave_wait(world, t, i, t - token.ready if is_first else t - token.asked, is_first)
    j = token.members
    while j >= 0:
        member = world.tokens[j]
        _leave_wait(world, t, j, t - member.ready if is_first else t - token.asked, is_first)
        j = member.next
    if token.granted:
        _book_resources(world, i, is_first)
        if not step.simple:
            if is_first:
                keep(world, i)
            overtake(world, t, i)
    token.begun = 1
    time = token.left
    if time < 0.0:
        if token.mending >= 0:
            time = redraw(world.draws, world.numbers, token, world.failures[token.mending].mend)
        else:
            time = draw(world.draws, world.numbers, token, step.time)
    token.left = -1.0
    start(world, t, i, time, MENDED if token.mending >= 0 else SERVED)


def start(world: World, t: float, i: int, time: float, state: int) -> None:
    """Let something go on at a token for a time."""
    token = world.tokens[i]
    clock = world.clock[0]
    clock.order += 1
    token.state = state
    token.due = clock.order
    token.since = t
    token.until = t + time
    heappush(world.calendar, (t + time, clock.order, i))


def _leave_wait(world: World, t: float, i: int, wait: float, is_first: bool) -> None:
    """End the wait of one customer at a step."""
    token = world.tokens[i]
    step = world.steps[token.step]
    token.timer = 0
    token.waited += wait
    step.waited += wait
    if is_first:
        step.visits += 1
        if wait > 0.0:
            world.histogram[step.histogram + wait_class(wait)] += 1
            step.shortest = min(step.shortest, wait)
            step.longest = max(step.longest, wait)
        if not step.simple:
            check_promises(world, t, i, WAIT)
            if token.customer >= 0:
                mark(world, t, token.customer, step.starts, 0)
    stop_waiting(world, t, i)
    start_acting(world, t, i)


def _book_resources(world: World, i: int, is_first: bool) -> None:
    """Book how long resources were waited for, if the step does not book it for a plain one."""
    token = world.tokens[i]
    if world.steps[token.step].simple:
        token.granted = 0
        return
    for place in range(token.granted):
        pool = world.pools[grant_of(world, i, place)]
        if is_first:
            pool.visits += token.size
            if token.queued > 0.0:
                world.histogram[pool.histogram + wait_class(token.queued)] += token.size
        pool.waited += token.queued * token.size
    token.queued = 0.0


def dispatch(world: World, t: float, p: int) -> None:
    """Hand what is free of a resource to those who wait for it, the first who can be served before all others."""
    pool = world.pools[p]
    if pool.plain:
        while pool.free > 0 and pool.head >= 0:
            if world.steps[world.tokens[pool.head].step].simple:
                _serve_simply(world, t, pool, pool.head)
            else:
                _serve(world, t, pool.head)
        return
    lines = pool.lines
    while pool.free > 0:
        chosen = -1
        for n in range(world.index[lines]):
            i = first_of(world, world.index[lines + 1 + n])
            if i >= 0 and (chosen < 0 or _is_before(world, i, chosen, pool.ranked)) and _can_serve(world, t, i):
                chosen = i
        if chosen < 0:
            return
        _serve(world, t, chosen)


def _serve_simply(world: World, t: float, pool: Any, i: int) -> None:
    """Serve the first of the line of a plain resource whose step is plain as well, as the loop does it."""
    token = world.tokens[i]
    step = world.steps[token.step]
    clock = world.clock[0]
    wait = t - token.asked
    pool.head = token.next
    pool.area += t
    pool.free -= 1
    pool.busy -= t
    token.waited += wait
    step.visits += 1
    step.waited += wait
    if wait > 0.0:
        world.histogram[step.histogram + wait_class(wait)] += 1
    clock.order += 1
    heappush(world.calendar, (t + draw(world.draws, world.numbers, token, step.time), clock.order, i))


def _is_before(world: World, i: int, j: int, ranked: int) -> bool:
    one = world.tokens[i]
    other = world.tokens[j]
    if ranked and one.rank != other.rank:
        return one.rank < other.rank  # type: ignore[no-any-return]
    return one.order < other.order  # type: ignore[no-any-return]


def _can_serve(world: World, t: float, i: int) -> bool:
    """Tell whether all is free that a token waits for."""
    if not take(world, t, world.tokens[i].line, i):
        return False
    _undo(world, t, i)
    return True


def _serve(world: World, t: float, i: int) -> None:
    leave_line(world, t, i)
    take(world, t, world.tokens[i].line, i)
    begin(world, t, i)


def _undo(world: World, t: float, i: int) -> None:
    """Undo what was taken at this instant."""
    give_back(world, t, i)
    world.tokens[i].granted = 0
