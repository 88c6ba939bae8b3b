"""Overtaking: how long customers wait because somebody who asked later, of a better rank, is being served.

Whoever is overtaken stands before all those of his line who asked later still. So what one who overtakes costs is
booked once, at the last one that he has overtaken, and counts for him and all before him (`lazy`); who leaves the line
reads the sum of what is booked at himself and behind him. Time counts on the clock of the line, which stops off duty.
"""

from __future__ import annotations

from typing import Any

from blueprint.analysis.simulation.records import World


def off_time(line: Any, t: float) -> float:
    """Return for how long nobody was on duty for a line up to now [s]."""
    if line.off:
        return line.off_time + (t - line.since)  # type: ignore[no-any-return]
    return line.off_time  # type: ignore[no-any-return]


def book(world: World, q: int, duty: float) -> None:
    """Book the time since the last booking at those in a queue who are overtaken."""
    queue = world.queues[q]
    if queue.over >= 0:
        i = queue.tail
        while i >= 0 and world.tokens[i].order >= queue.over:
            i = world.tokens[i].prev
        if i >= 0:
            world.tokens[i].lazy += duty - queue.duty
            queue.lazy += duty - queue.duty
    queue.duty = duty


def overtaken_time(world: World, q: int, i: int, duty: float) -> float:
    """Return for how long a token that leaves a queue was overtaken [s], and keep what counts for those before it."""
    book(world, q, duty)
    queue = world.queues[q]
    token = world.tokens[i]
    if token.prev < 0:
        total = queue.lazy
        queue.lazy -= token.lazy
    else:
        total = 0.0
        j = i
        while j >= 0:
            total += world.tokens[j].lazy
            j = world.tokens[j].next
        world.tokens[token.prev].lazy += token.lazy
    return total - token.base  # type: ignore[no-any-return]


def overtake(world: World, t: float, i: int) -> None:
    """Notice whom a token that begins to be served has overtaken."""
    token = world.tokens[i]
    for place in range(token.granted):
        pool = world.pools[grant_of(world, i, place)]
        if pool.ranked:
            first = pool.lines
            for n in range(world.index[first]):
                _overtake_line(world, t, i, world.index[first + 1 + n])


def _overtake_line(world: World, t: float, i: int, number: int) -> None:
    token = world.tokens[i]
    line = world.lines[number]
    for rank in range(token.rank + 1, line.ranks):
        queue = world.queues[line.queue + rank]
        if queue.head >= 0 and world.tokens[queue.head].order < token.order:
            book(world, line.queue + rank, t - off_time(line, t))
            queue.over = max(queue.over, token.order)
            if not token.overtakes:
                _list_overtaker(world, i)


def _list_overtaker(world: World, i: int) -> None:
    token = world.tokens[i]
    zone = world.pools[world.pools[grant_of(world, i, 0)].zone]
    token.overtakes = 1
    token.over_prev = -1
    token.over_next = zone.over
    if zone.over >= 0:
        world.tokens[zone.over].over_prev = i
    zone.over = i


def stop_overtaking(world: World, t: float, i: int) -> None:
    """Notice that a token that has overtaken others is served no more."""
    token = world.tokens[i]
    zone = world.pools[world.pools[grant_of(world, i, 0)].zone]
    if token.over_prev >= 0:
        world.tokens[token.over_prev].over_next = token.over_next
    else:
        zone.over = token.over_next
    if token.over_next >= 0:
        world.tokens[token.over_next].over_prev = token.over_prev
    token.overtakes = 0
    for place in range(token.granted):
        pool = world.pools[grant_of(world, i, place)]
        if pool.ranked:
            first = pool.lines
            for n in range(world.index[first]):
                number = world.index[first + 1 + n]
                line = world.lines[number]
                for rank in range(token.rank + 1, line.ranks):
                    queue = world.queues[line.queue + rank]
                    if queue.over == token.order:
                        book(world, line.queue + rank, t - off_time(line, t))
                        queue.over = _last_overtaker(world, zone.over, number, rank)


def _last_overtaker(world: World, first: int, number: int, rank: int) -> int:
    """Return the order of whoever asked last of those of better rank who are served at a resource of a line."""
    line = world.lines[number]
    found = -1
    i = first
    while i >= 0:
        token = world.tokens[i]
        if token.rank < rank and token.order > found and _shares(world, i, line.pools):
            found = token.order
        i = token.over_next
    return found


def _shares(world: World, i: int, pools: int) -> bool:
    for place in range(world.tokens[i].granted):
        for n in range(world.index[pools]):
            if world.index[pools + 1 + n] == grant_of(world, i, place):
                return True
    return False


def grant_of(world: World, i: int, place: int) -> int:
    """Return the resource that a token has been given for one of its needs."""
    return world.grants[i * world.clock[0].grants + 2 * place]  # type: ignore[no-any-return]
