"""Lines: who waits for which resources, and taking and giving back all that a step needs at once.

A line is made of all who need the same; so if its first cannot be served, nobody in it can. Those of one rank stand in
the order of asking. A plain resource has one line alone, of customers who need one of it each.
"""

from __future__ import annotations

from typing import Any

from blueprint.analysis.simulation.calendar.overtaking import off_time, overtaken_time
from blueprint.analysis.simulation.codes import QUEUED
from blueprint.analysis.simulation.records import World


def line_of(world: World, token: Any, step: Any) -> int:
    """Return the line in which a token waits for what it needs and does not hold yet; -1 if it needs nothing."""
    if step.needs < 0:
        return -1
    code = 0
    at = step.needs
    row = token.customer * world.clock[0].ledger + world.clock[0].holds
    for _ in range(world.index[step.needs]):
        amount = world.index[at + 1]
        options = world.index[at + 2]
        several = world.index[at + 3]
        state = 0
        if options > 1 and token.customer >= 0:
            for n in range(several):
                held = world.ledger[row + world.index[at + 4 + n]]
                if several == 1:
                    state = min(held, amount)
                elif held >= amount:
                    state = 1
        code = code * options + state
        at += 3 + several
    return world.index[step.line + code]  # type: ignore[no-any-return]


def take(world: World, t: float, number: int, i: int) -> bool:
    """Take all that a line waits for, for one token; or nothing, if something is missing."""
    line = world.lines[number]
    token = world.tokens[i]
    row = i * world.clock[0].grants
    if line.pool >= 0:
        pool = world.pools[line.pool]
        if pool.free <= 0:
            return False
        pool.free -= 1
        pool.busy -= t
        token.granted = 1
        world.grants[row] = line.pool
        world.grants[row + 1] = 1
        return True
    count = world.index[line.needs]
    at = line.needs
    for place in range(count):
        amount = world.index[at + 1]
        several = world.index[at + 3]
        found = -1
        for n in range(several):
            if found < 0 and world.pools[world.index[at + 4 + n]].free >= amount:
                found = world.index[at + 4 + n]
        if found < 0:
            for before in range(place):
                change_free(world, t, world.grants[row + 2 * before], world.grants[row + 2 * before + 1])
            return False
        change_free(world, t, found, -amount)
        world.grants[row + 2 * place] = found
        world.grants[row + 2 * place + 1] = amount
        at += 3 + several
    token.granted = count
    return True


def change_free(world: World, t: float, p: int, amount: int) -> None:
    """Give or take so many of a resource; more than are on duty at work is overtime."""
    pool = world.pools[p]
    before = max(0, -pool.free)
    pool.free += amount
    pool.busy += t * amount
    pool.overtime += t * (before - max(0, -pool.free))


def keep(world: World, i: int) -> None:
    """Let a customer hold on to what a step seizes: it is not given back at the end of the step."""
    token = world.tokens[i]
    line = world.lines[token.line]
    held = token.customer * world.clock[0].ledger + world.clock[0].holds
    at = line.needs
    for place in range(token.granted):
        row = i * world.clock[0].grants + 2 * place
        kept = world.index[at + 2]
        if kept > 0:
            world.grants[row + 1] -= kept
            world.ledger[held + world.grants[row]] += kept
        at += 3 + world.index[at + 3]


def give_back(world: World, t: float, i: int) -> None:
    """Give back what a token was given for its step alone."""
    token = world.tokens[i]
    for place in range(token.granted):
        row = i * world.clock[0].grants + 2 * place
        if world.grants[row + 1]:
            change_free(world, t, world.grants[row], world.grants[row + 1])


def is_full(world: World, number: int, size: int) -> bool:
    """Tell whether there is no room left to wait."""
    line = world.lines[number]
    if line.pool >= 0:
        return False
    at = line.needs
    for _ in range(world.index[line.needs]):
        is_one = True
        for n in range(world.index[at + 3]):
            pool = world.pools[world.index[at + 4 + n]]
            if pool.room < 0 or pool.waiting + size <= pool.room:
                is_one = False
        if is_one:
            return True
        at += 3 + world.index[at + 3]
    return False


def append(world: World, place: Any, i: int) -> None:
    """Put a token at the end of a chain."""
    token = world.tokens[i]
    token.next = -1
    token.prev = place.tail
    if place.tail >= 0:
        world.tokens[place.tail].next = i
    else:
        place.head = i
    place.tail = i


def remove(world: World, place: Any, i: int) -> None:
    """Take a token out of a chain, wherever it stands."""
    token = world.tokens[i]
    if token.prev >= 0:
        world.tokens[token.prev].next = token.next
    else:
        place.head = token.next
    if token.next >= 0:
        world.tokens[token.next].prev = token.prev
    else:
        place.tail = token.prev


def wait_in_line(world: World, t: float, i: int, at_head: bool) -> None:
    """Let a token wait; at the head of its line if it was served before and sent back."""
    token = world.tokens[i]
    line = world.lines[token.line]
    token.state = QUEUED
    token.asked = t
    if line.pool >= 0:
        pool = world.pools[line.pool]
        pool.area -= t
        if pool.head < 0:
            pool.tail = -1
        append(world, pool, i)
        return
    token.off_asked = off_time(line, t)
    token.lazy = 0.0
    token.base = 0.0
    queue = world.queues[line.queue + min(token.rank, line.ranks - 1)]
    if queue.head < 0:
        queue.tail = -1
        queue.over = -1
        queue.lazy = 0.0
        queue.duty = t - token.off_asked
    if at_head and queue.head >= 0:
        token.base = queue.lazy
        token.prev = -1
        token.next = queue.head
        world.tokens[queue.head].prev = i
        queue.head = i
    else:
        append(world, queue, i)
    count_waiting(world, t, line, token.size)


def count_waiting(world: World, t: float, line: Any, size: int) -> None:
    """Count so many more customers as waiting for the resources of a line."""
    line.waiting += size
    for n in range(world.index[line.pools]):
        pool = world.pools[world.index[line.pools + 1 + n]]
        pool.waiting += size
        pool.area -= t * size


def leave_line(world: World, t: float, i: int) -> None:
    """Take a token out of its line, and book its wait by causes."""
    token = world.tokens[i]
    line = world.lines[token.line]
    if line.pool >= 0:
        pool = world.pools[line.pool]
        pool.area += t
        if pool.head == i:
            pool.head = token.next
            if pool.head >= 0:
                world.tokens[pool.head].prev = -1
        else:
            remove(world, pool, i)
        if not world.steps[token.step].simple:
            world.clock[0].queued += t - token.asked
        book_wait(world, i, t - token.asked, 0.0, 0.0)
        return
    q = line.queue + min(token.rank, line.ranks - 1)
    off = off_time(line, t)
    overtaken = overtaken_time(world, q, i, t - off) if line.ranks > 1 else 0.0
    remove(world, world.queues[q], i)
    count_waiting(world, t, line, -token.size)
    world.clock[0].queued += (t - token.asked) * token.size * world.index[line.pools]
    book_wait(world, i, t - token.asked, off - token.off_asked, overtaken)


def book_wait(world: World, i: int, wait: float, off: float, overtaken: float) -> None:
    """Book a wait for resources by causes, for all customers whom a token stands for; what is left is contention."""
    token = world.tokens[i]
    step = world.steps[token.step]
    if token.customer >= 0 or token.members >= 0:  # who has left already has no wait that could have causes
        step.unavailable += off * token.size
        step.prioritized += overtaken * token.size
    token.queued += wait


def first_of(world: World, number: int) -> int:
    """Return who is the next of a line; -1 if nobody waits."""
    line = world.lines[number]
    for rank in range(line.ranks):
        if world.queues[line.queue + rank].head >= 0:
            return world.queues[line.queue + rank].head  # type: ignore[no-any-return]
    return -1
