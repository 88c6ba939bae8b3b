"""Random times and the heap of events, as the compiled calendar has them; `plain` has the same for Python.

Plain functions of numbers and rows; `engine` compiles them.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from blueprint.analysis.simulation.distributions import BY_CLASS
from blueprint.analysis.simulation.laws import law_value


def draw(draws: Any, numbers: Any, token: Any, slot: int) -> float:
    """Return the time, or the random number, that a customer draws at a visit for a purpose."""
    d = draws[slot]
    if d.code == BY_CLASS:
        d = draws[d.table + token.klass]
    z = token.key + d.salt + np.uint64(token.visit) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    u = float(z >> np.uint64(12)) * 2.220446049250313e-16 + 1.1102230246251565e-16
    if d.code == 1:
        return -d.a * math.log(1.0 - u)  # type: ignore[no-any-return]
    return law_value(d, numbers, u)


redraw = draw


def choose(world: Any, token: Any, step: Any) -> int:
    """Return the branch that a customer takes out of a step; the step it leads to, where that is simple."""
    route = world.routes[world.index[step.routes + token.klass]]
    branch = route.first
    last = branch + route.count - 1
    if branch < last:
        u = draw(world.draws, world.numbers, token, step.choice)
        while branch < last and u >= world.branches[branch].share:
            branch += 1
    if step.simple:
        return world.branches[branch].step  # type: ignore[no-any-return]
    return branch  # type: ignore[no-any-return]


def seat(world: Any, token: Any, number: int) -> None:
    """Give a token the identity of a customer who comes."""
    token.key = world.keys[number]


def inherit(token: Any, child: Any) -> None:
    """Give a token of another branch, or one who carries others, the identity of a customer."""
    child.key = token.key


def heappush(calendar: Any, item: tuple[float, int, int]) -> None:
    """Put an event into the calendar; its first row tells how many there are."""
    head = calendar[0]
    head.order += 1
    rise(calendar, head.order, item)


def rise(calendar: Any, place: int, item: tuple[float, int, int]) -> None:
    """Put an event into an empty place of the heap, or as far above it as it belongs."""
    time, order, what = item
    while place > 1:
        above = place >> 1
        other = calendar[above]
        if other.time < time or (other.time == time and other.order < order):
            break
        move(calendar, above, place)
        place = above
    here = calendar[place]
    here.time = time
    here.order = order
    here.what = what


def move(calendar: Any, source: int, target: int) -> None:
    """Move an event to another place."""
    event = calendar[source]
    here = calendar[target]
    here.time = event.time
    here.order = event.order
    here.what = event.what


def heappop(calendar: Any) -> tuple[float, int, int]:
    """Take the next event out of the calendar.

    The empty place sinks to the bottom, and the last event of the heap rises from there: it came from the bottom, so it
    seldom rises far. Which of two comes first is a matter of chance, and a processor guesses a jump wrong half of the
    time; so the place is computed.
    """
    head = calendar[0]
    count = head.order
    head.order = count - 1
    top = calendar[1]
    found_time, found_order, found_what = top.time, top.order, top.what
    last = calendar[count]
    time, order, what = last.time, last.order, last.what
    place = 1
    below = 2
    while below < count:
        one = calendar[below]
        beside = calendar[below + 1]  # where nothing is beside, this is the last event, which is to move in any case
        if beside.time == one.time:
            below += beside.order < one.order
        else:
            below += beside.time < one.time
        move(calendar, below, place)
        place = below
        below = place << 1
    rise(calendar, place, (time, order, what))
    return found_time, found_order, found_what
