"""Shifts: who is on duty changes, and what becomes of services then; and customers whose patience ends."""

from __future__ import annotations

from blueprint.analysis.simulation.calendar.clocks import start_waiting, stop_acting, wait_class
from blueprint.analysis.simulation.calendar.leaving import book_in_vain, leave_batch, lose
from blueprint.analysis.simulation.calendar.lines import give_back, leave_line, remove, wait_in_line
from blueprint.analysis.simulation.calendar.overtaking import grant_of, off_time, stop_overtaking
from blueprint.analysis.simulation.calendar.services import dispatch
from blueprint.analysis.simulation.codes import (
    ABANDONED,
    CARRIED,
    FINISH,
    FORMING,
    MENDED,
    MOVING,
    QUEUED,
    RESUME,
    SERVED,
    SHIFT,
    WEEK,
)
from blueprint.analysis.simulation.plain import heappush
from blueprint.analysis.simulation.records import World


def change_shift(world: World, t: float, p: int) -> None:
    """Change how many of a resource are on duty."""
    clock = world.clock[0]
    pool = world.pools[p]
    level = world.index[pool.levels + pool.change]
    schedule_next(world, p)
    if level < pool.capacity and clock.stays and t >= clock.horizon:
        return
    before = max(0, -pool.free)
    pool.free += level - pool.capacity
    pool.capacity = level
    pool.overtime += t * (before - max(0, -pool.free))
    for n in range(world.index[pool.lines]):
        update_line(world, t, world.index[pool.lines + 1 + n])
    if clock.shift_end != FINISH and pool.free < 0:
        send_back(world, t, p)
    dispatch(world, t, p)


def schedule_next(world: World, p: int) -> None:
    """Put the next change of a resource into the calendar; changes return every week."""
    pool = world.pools[p]
    pool.change += 1
    if pool.change == pool.changes:
        pool.change = 0
        pool.lap += 1
    clock = world.clock[0]
    clock.order += 1
    time = world.numbers[pool.times + pool.change] + pool.lap * WEEK
    heappush(world.calendar, (time, clock.order, SHIFT - 2 * p))


def update_line(world: World, t: float, number: int) -> None:
    """Notice whether enough are on duty for what a line waits for."""
    line = world.lines[number]
    is_off = False
    at = line.needs
    for _ in range(world.index[line.needs]):
        is_met = False
        for n in range(world.index[at + 3]):
            if world.pools[world.index[at + 4 + n]].capacity >= world.index[at + 1]:
                is_met = True
        if not is_met:
            is_off = True
        at += 3 + world.index[at + 3]
    if is_off and not line.off:
        line.off = 1
        line.since = t
    elif line.off and not is_off:
        line.off = 0
        line.off_time += t - line.since


def send_back(world: World, t: float, p: int) -> None:
    """Stop services of a resource until no more than are on duty go on, the latest first; customers wait in front."""
    while world.pools[p].free < 0:
        chosen = -1
        for i in range(world.clock[0].tokens):
            token = world.tokens[i]
            is_better = chosen < 0 or token.since > world.tokens[chosen].since
            if (token.state == SERVED or token.state == MENDED) and is_better and _has(world, i, p):
                chosen = i
        if chosen < 0:
            return
        stop(world, t, chosen, p)


def _has(world: World, i: int, p: int) -> bool:
    for place in range(world.tokens[i].granted):
        if grant_of(world, i, place) == p and world.grants[i * world.clock[0].grants + 2 * place + 1] > 0:
            return True
    return False


def stop(world: World, t: float, i: int, p: int) -> None:
    """Stop a service, give back what it needed, and send its customer back to the head of the line."""
    token = world.tokens[i]
    token.left = token.until - t if world.clock[0].shift_end == RESUME else -1.0
    token.due = 0
    if token.overtakes:
        stop_overtaking(world, t, i)
    give_back(world, t, i)
    granted = token.granted
    token.granted = 0
    wait_in_line(world, t, i, True)
    j = token.members if token.members >= 0 else i
    while j >= 0:
        stop_acting(world, t, j)
        start_waiting(world, t, j)
        j = world.tokens[j].next if token.members >= 0 else -1
    for place in range(granted):
        if grant_of(world, i, place) != p:
            dispatch(world, t, grant_of(world, i, place))


def give_up(world: World, t: float, order: int, i: int) -> None:
    """Let a customer leave whose patience is at its end, if he still waits."""
    token = world.tokens[i]
    if token.timer != order:
        return
    token.timer = 0
    step = world.steps[token.step]
    wait = t - token.ready
    if token.state == QUEUED:
        leave_line(world, t, i)
        book_in_vain(world, token.line, token.queued, token.begun)
    elif token.state == FORMING:
        remove(world, step, i)
        step.forming -= 1
        step.batched += t - token.asked
    elif token.state == CARRIED:
        carrier = world.tokens[token.carrier]
        step.unavailable += off_time(world.lines[carrier.line], t) - carrier.off_asked
        leave_batch(world, t, i)
    token.state = MOVING
    step.abandoned += 1
    step.waited += wait
    token.waited += wait
    if wait > 0.0:
        world.histogram[step.histogram + wait_class(wait)] += 1
        step.shortest = min(step.shortest, wait)
        step.longest = max(step.longest, wait)
    lose(world, t, i, ABANDONED)
