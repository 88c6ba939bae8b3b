"""The loop over events, with the way of a customer through plain steps inside of it.

A plain step needs one of one resource, or nothing, and nothing else is to be heeded there: no shifts, ranks, patience,
room, failures, promises or branches. That is most of most services, so it is done here without a call. A server that
is free goes at once to whoever waits longest, before his last customer can ask again.
"""

from __future__ import annotations

from math import log2

from blueprint.analysis.simulation.calendar.coming import close_batch, come, count_visit
from blueprint.analysis.simulation.calendar.finishing import finish
from blueprint.analysis.simulation.calendar.leaving import depart
from blueprint.analysis.simulation.calendar.services import dispatch
from blueprint.analysis.simulation.calendar.shifts import change_shift, give_up
from blueprint.analysis.simulation.codes import (
    ARRIVAL,
    BELOW,
    CHOOSE,
    DELAYED,
    DONE,
    FINENESS,
    LATE,
    MENDED,
    MORE,
    PATIENCE,
    PAUSE,
    PAUSED,
    SERVED,
    SHIFT,
    SHORTEST,
    SNAPSHOT,
    STUCK,
    WEEK,
    WELL,
)
from blueprint.analysis.simulation.plain import choose, draw, heappop, heappush, seat
from blueprint.analysis.simulation.records import World

STRIDE = 256
"""Orders that are kept for one event, for what it puts into the calendar."""

UNKNOWN = float("nan")


def advance(world: World, budget: int) -> int:
    """Let so many events happen; return why it stopped."""
    steps, pools, tokens, calendar = world.steps, world.pools, world.tokens, world.calendar
    draws, numbers, histogram, arrivals = world.draws, world.numbers, world.histogram, world.arrivals
    sojourn, waits = world.sojourn, world.waits
    clock = world.clock[0]
    registers, total, begin = clock.registers, clock.total, clock.events
    for event in range(begin + STRIDE, begin + STRIDE * (budget + 1), STRIDE):
        t, order, what = heappop(calendar)
        if what >= 0:
            token = tokens[what]
            step = steps[token.step]
            if not step.simple:
                clock.now = t
                clock.order = max(clock.order, event)
                finish(world, t, order, what)
                if clock.fault:
                    clock.events = event
                    return clock.fault  # type: ignore[no-any-return]
                continue
            if step.pool >= 0:
                pool = pools[step.pool]
                head = pool.head
                if head >= 0:
                    other = tokens[head]
                    its = steps[other.step]
                    if its.simple:
                        pool.head = other.next
                        pool.area += t
                        wait = t - other.asked
                        other.waited += wait
                        its.visits += 1
                        its.waited += wait
                        histogram[its.histogram + int(log2(wait + SHORTEST) * FINENESS + BELOW)] += 1
                        heappush(calendar, (t + draw(draws, numbers, other, its.time), event, head))
                    else:
                        clock.order = max(clock.order, event)
                        pool.free += 1
                        pool.busy += t
                        dispatch(world, t, step.pool)
                else:
                    pool.free += 1
                    pool.busy += t
            if step.commits:
                token.clock = t
                token.committed = token.waited
            target = step.next
            if target == CHOOSE:
                target = choose(world, token, step)
            if target < 0:
                if registers:
                    depart(world, t, what, WELL)
                    continue
                number = token.number
                sojourn[number] = t - token.born
                waits[number] = token.waited
                token.next = clock.spare
                clock.spare = what
                clock.spares += 1
                clock.gone += 1
                continue
        elif what == ARRIVAL:
            number = clock.arrived
            if number == total:
                heappush(calendar, (t, order, ARRIVAL))
                clock.order = max(clock.order, event)
                if clock.spares < clock.tokens and complete_batch(world, clock.now):
                    continue
                clock.events = event
                return DONE if clock.spares == clock.tokens else STUCK
            clock.arrived = number + 1
            heappush(calendar, (arrivals[number + 1], LATE, ARRIVAL))
            what = clock.spare
            token = tokens[what]
            clock.spare = token.next
            clock.spares -= 1
            seat(world, token, number)
            token.number = number
            token.klass = world.classes[number]
            token.born = t
            token.waited = 0.0
            token.state = SERVED
            token.customer = what
            if registers:
                register(world, t, what)
            target = world.index[clock.entries + token.klass]
        else:
            clock.now = t
            clock.order = max(clock.order, event)
            reason = happen(world, t, order, what)
            if reason != MORE:
                clock.events = event
                return reason
            continue
        step = steps[target]
        if not step.simple:
            clock.now = t
            clock.order = max(clock.order, event)
            come(world, t, what, target)
            continue
        token.step = target
        token.visit = count_visit(world, token, step) if step.loop >= 0 else 0
        if step.pool >= 0:
            pool = pools[step.pool]
            if pool.free <= 0:
                token.asked = t
                token.came = t
                token.next = -1
                pool.area -= t
                if pool.head < 0:
                    pool.head = what
                else:
                    tokens[pool.tail].next = what
                pool.tail = what
                continue
            pool.free -= 1
            pool.busy -= t
        step.visits += 1
        heappush(calendar, (t + draw(draws, numbers, token, step.time), event + 1, what))
    clock.events = begin + STRIDE * budget
    return clock.fault  # type: ignore[no-any-return]


def register(world: World, t: float, i: int) -> None:
    """Note what is to be known of a customer who comes, where the service is more than plain."""
    clock = world.clock[0]
    token = world.tokens[i]
    token.rank = world.index[clock.ranks + token.klass]
    token.clock = t
    token.committed = 0.0
    token.overtakes = 0
    token.seen = 0
    token.counted = 0
    token.acts = 0
    c = i
    if clock.parallel:
        c = clock.spare_customer
        customer = world.customers[c]
        clock.spare_customer = customer.next
        clock.spare_customers -= 1
        token.customer = c
        token.sister = -1
        token.brother = -1
        customer.first = i
        customer.last = i
        customer.tokens = 1
        customer.acting = 0
        customer.waiting = 0
        customer.number = token.number
        customer.klass = token.klass
        customer.born = t
        customer.since = t
        customer.clock = t
        customer.waited = 0.0
        customer.committed = 0.0
        for n in range(clock.joins):
            world.late[i * clock.joins + n] = 0
    for n in range(c * clock.ledger, (c + 1) * clock.ledger):
        world.ledger[n] = 0
    for n in range(c * clock.spans, (c + 1) * clock.spans):
        world.marks[n] = UNKNOWN


def happen(world: World, t: float, order: int, what: int) -> int:
    """Let something happen that is none of a customer's: a shift, the end of patience, a look at who is where."""
    clock = world.clock[0]
    if what == PAUSE:
        return PAUSED
    if what == SNAPSHOT:
        take_snapshot(world, t)
    elif what & 1:
        give_up(world, t, order, (PATIENCE - what) >> 1)
    elif clock.arrived < clock.total or clock.spares < clock.tokens:
        change_shift(world, t, (SHIFT - what) >> 1)
        if clock.arrived == clock.total and not is_alive(world) and not complete_batch(world, t):
            return MORE if t - clock.last <= WEEK else STUCK
        clock.last = t
    return MORE


def is_alive(world: World) -> bool:
    """Tell whether anything goes on that will end by itself."""
    for i in range(world.clock[0].tokens):
        token = world.tokens[i]
        if token.timer or token.state == SERVED or token.state == MENDED or token.state == DELAYED:
            return True
    return False


def complete_batch(world: World, t: float) -> bool:
    """Take those together who wait for others when nobody else can come; tell whether there were any."""
    for number in range(world.clock[0].steps):
        if world.steps[number].forming:
            close_batch(world, t, number)
            return True
    return False


def take_snapshot(world: World, t: float) -> None:
    """Note how many wait for each resource, how many of it are at work, and how many customers are inside."""
    clock = world.clock[0]
    row = clock.taken * (2 * clock.pools + 1)
    for p in range(clock.pools):
        pool = world.pools[p]
        waiting = pool.waiting
        i = pool.head if pool.plain else -1
        while i >= 0:
            waiting += 1
            i = world.tokens[i].next
        world.snapshots[row + 2 * p] = waiting
        world.snapshots[row + 2 * p + 1] = pool.capacity - pool.free
    world.snapshots[row + 2 * clock.pools] = clock.arrived - clock.gone
    clock.taken += 1
    if clock.taken * clock.grid <= clock.horizon:
        clock.order += 1
        heappush(world.calendar, (clock.taken * clock.grid, clock.order, SNAPSHOT))
