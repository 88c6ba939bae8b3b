"""Leaving: how a token ends, and how a customer leaves, well or lost."""

from __future__ import annotations

from blueprint.analysis.simulation.calendar.clocks import (
    advance_clock,
    check_spans,
    stop_acting,
    stop_waiting,
    wait_class,
)
from blueprint.analysis.simulation.calendar.lines import change_free, count_waiting, leave_line, remove
from blueprint.analysis.simulation.calendar.services import dispatch
from blueprint.analysis.simulation.codes import (
    CARRIED,
    FORMING,
    FREE,
    LOST,
    MENDED,
    QUEUED,
    SERVED,
    WELL,
)
from blueprint.analysis.simulation.records import World


def free_token(world: World, i: int) -> None:
    """Let the place of a token be used again."""
    clock = world.clock[0]
    token = world.tokens[i]
    token.state = FREE
    token.timer = 0
    token.due = 0
    token.members = -1
    token.size = 1
    token.next = clock.spare
    clock.spare = i
    clock.spares += 1


def end_token(world: World, t: float, i: int) -> None:
    """End a way of a customer; with his last one he leaves."""
    token = world.tokens[i]
    if not world.clock[0].parallel:
        depart(world, t, i, WELL)
        return
    customer = token.customer
    unlink(world, i)
    free_token(world, i)
    if world.customers[customer].tokens == 0:
        depart_whole(world, t, customer, WELL)


def unlink(world: World, i: int) -> None:
    """Take a token from its customer."""
    token = world.tokens[i]
    customer = world.customers[token.customer]
    if token.brother >= 0:
        world.tokens[token.brother].sister = token.sister
    else:
        customer.first = token.sister
    if token.sister >= 0:
        world.tokens[token.sister].brother = token.brother
    else:
        customer.last = token.brother
    customer.tokens -= 1
    token.customer = -1


def lose(world: World, t: float, i: int, outcome: int) -> None:
    """Let a customer leave without being served; or end this way alone, where another one may be enough."""
    if not world.clock[0].parallel:
        depart(world, t, i, outcome)
    elif outcome == LOST and is_spared(world, i):
        end_token(world, t, i)
    else:
        depart_whole(world, t, world.tokens[i].customer, outcome)


def is_spared(world: World, i: int) -> bool:
    """Tell whether the customer is served all the same by another way, which arrives or has arrived."""
    token = world.tokens[i]
    meeting = world.steps[token.step].meeting
    if meeting < 0:
        return False
    joins = world.clock[0].joins
    if world.late[i * joins + meeting]:
        return True
    leads = (world.clock[0].classes * joins + meeting) * world.clock[0].steps
    j = world.customers[token.customer].first
    while j >= 0:
        if j != i and world.reach[leads + world.tokens[j].step]:
            return True
        j = world.tokens[j].sister
    return False


def depart(world: World, t: float, i: int, outcome: int) -> None:
    """Let a customer leave who is on one way at a time."""
    token = world.tokens[i]
    if not world.clock[0].unseen or outcome != WELL:
        token.clock = t
        token.committed = token.waited
    record(world, token.number, token.klass, token.born, token.clock, token.committed, i, outcome)
    let_go(world, t, i)
    free_token(world, i)


def depart_whole(world: World, t: float, c: int, outcome: int) -> None:
    """Let a customer leave with all his ways: who waits for him stops; who works for him ends that step and no more."""
    customer = world.customers[c]
    if outcome != WELL:
        advance_clock(customer, t)
        customer.clock = t
        customer.committed = customer.waited
    i = customer.first
    while i >= 0:
        following = world.tokens[i].sister
        stop_token(world, t, i)
        i = following
    customer.tokens = 0
    customer.first = -1
    customer.last = -1
    record(world, customer.number, customer.klass, customer.born, customer.clock, customer.committed, c, outcome)
    let_go(world, t, c)
    clock = world.clock[0]
    customer.next = clock.spare_customer
    clock.spare_customer = c
    clock.spare_customers += 1


def stop_token(world: World, t: float, i: int) -> None:
    """Stop one way of a customer who leaves."""
    token = world.tokens[i]
    stop_waiting(world, t, i)
    stop_acting(world, t, i)
    token.timer = 0
    token.customer = -1
    if token.state == SERVED or token.state == MENDED:
        return
    if token.state == CARRIED and world.tokens[token.carrier].state != QUEUED:
        return
    if token.state == QUEUED:
        leave_line(world, t, i)
        book_in_vain(world, token.line, token.queued, token.begun)
    elif token.state == FORMING:
        step = world.steps[token.step]
        remove(world, step, i)
        step.forming -= 1
    elif token.state == CARRIED:
        world.steps[token.step].batched -= world.tokens[token.carrier].came - token.asked
        leave_batch(world, t, i)
    free_token(world, i)


def leave_batch(world: World, t: float, i: int) -> None:
    """Leave those who wait to be taken together; the last one takes their place in the line with him."""
    token = world.tokens[i]
    carrier = world.tokens[token.carrier]
    book_in_vain(world, carrier.line, t - carrier.asked, carrier.begun)
    if carrier.size == 1:
        carrier.members = -1
        leave_line(world, t, token.carrier)
        free_token(world, token.carrier)
        return
    if token.prev >= 0:
        world.tokens[token.prev].next = token.next
    else:
        carrier.members = token.next
    if token.next >= 0:
        world.tokens[token.next].prev = token.prev
    carrier.size -= 1
    line = world.lines[carrier.line]
    count_waiting(world, t, line, -1)
    world.clock[0].queued += (t - carrier.asked) * world.index[line.pools]


def book_in_vain(world: World, number: int, wait: float, begun: int) -> None:
    """Book how long a customer waited for resources who leaves their line unserved; of alternatives, for the first."""
    at = world.lines[number].needs
    count = world.index[at]
    for _ in range(count):
        pool = world.pools[world.index[at + 4]]
        pool.waited += wait
        if not begun:
            pool.visits += 1
            if wait > 0.0:
                world.histogram[pool.histogram + wait_class(wait)] += 1
        at += 3 + world.index[at + 3]


def record(
    world: World, number: int, klass: int, born: float, clock: float, waited: float, row: int, outcome: int
) -> None:
    """Record how a customer fared."""
    world.sojourn[number] = clock - born
    world.waits[number] = waited
    world.outcome[number] = outcome
    world.clock[0].gone += 1
    world.clock[0].last = max(world.clock[0].last, world.clock[0].now)
    if world.clock[0].spans:
        check_spans(world, row, klass, born, clock, outcome)


def let_go(world: World, t: float, c: int) -> None:
    """Give back all that a customer holds."""
    clock = world.clock[0]
    if clock.holds == clock.ledger:
        return
    row = c * clock.ledger + clock.holds
    for p in range(clock.ledger - clock.holds):
        if world.ledger[row + p]:
            change_free(world, t, p, world.ledger[row + p])
    for p in range(clock.ledger - clock.holds):
        if world.ledger[row + p]:
            world.ledger[row + p] = 0
            dispatch(world, t, p)
