"""Coming: a customer at a step, from his coming to where it begins or he waits."""

from __future__ import annotations

from typing import Any

from blueprint.analysis.simulation.calendar.clocks import start_waiting
from blueprint.analysis.simulation.calendar.joins import meets, waits_for_another
from blueprint.analysis.simulation.calendar.leaving import free_token, lose
from blueprint.analysis.simulation.calendar.lines import append, is_full, line_of, take, wait_in_line
from blueprint.analysis.simulation.calendar.services import begin, start
from blueprint.analysis.simulation.codes import (
    CARRIED,
    DELAYED,
    ENDLESS,
    FORMING,
    JOINING,
    MOST_VISITS,
    MOVING,
    PATIENCE,
    TURNED_AWAY,
)
from blueprint.analysis.simulation.plain import heappush, inherit, redraw
from blueprint.analysis.simulation.records import World


def come(world: World, t: float, i: int, number: int) -> None:
    """Let a token come to a step."""
    token = world.tokens[i]
    step = world.steps[number]
    token.step = number
    token.state = MOVING
    token.visit = count_visit(world, token, step) if step.loop >= 0 else 0
    token.came = t
    token.ready = t
    token.begun = 0
    token.granted = 0
    token.mending = -1
    token.queued = 0.0
    token.left = -1.0
    if step.join and not meets(world, t, i):
        return
    ready(world, t, i)


def count_visit(world: World, token: Any, step: Any) -> int:
    """Return how often the customer has come to a step before, and count this time."""
    place = token.customer * world.clock[0].ledger + step.loop
    visit = world.ledger[place]
    world.ledger[place] = visit + 1
    if visit > MOST_VISITS:
        world.clock[0].fault = ENDLESS
        world.clock[0].place = token.step
    return visit  # type: ignore[no-any-return]


def ready(world: World, t: float, i: int) -> None:
    """Go on where all that the step follows is done: to a wait that is given, or to who does the step."""
    token = world.tokens[i]
    step = world.steps[token.step]
    if token.state == JOINING:
        if not token.seen:
            token.came = t
        if step.declared:
            token.ready = token.came
            step.other += t - token.came
        else:
            token.ready = t
        token.state = MOVING
    if step.delays == 0:
        gather(world, t, i)
        return
    time = 0.0
    for n in range(step.delays):
        time += redraw(world.draws, world.numbers, token, step.delay + n)
    step.other += time
    start_waiting(world, t, i)
    start(world, t, i, time, DELAYED)


def gather(world: World, t: float, i: int) -> None:
    """Wait for others where customers are taken together; the last of a batch makes it whole."""
    token = world.tokens[i]
    step = world.steps[token.step]
    if step.batch <= 1:
        ask(world, t, i)
        return
    token.state = FORMING
    token.asked = t
    if step.head < 0:
        step.tail = -1
    append(world, step, i)
    step.forming += 1
    start_waiting(world, t, i)
    if step.forming >= step.batch:
        close_batch(world, t, token.step)
    elif step.patience >= 0:
        wait_patiently(world, t, i)


def close_batch(world: World, t: float, number: int) -> None:
    """Take those together who are there; one token carries them."""
    step = world.steps[number]
    clock = world.clock[0]
    first = step.head
    i = clock.spare
    carrier = world.tokens[i]
    clock.spare = carrier.next
    clock.spares -= 1
    leader = world.tokens[first]
    inherit(leader, carrier)
    carrier.step = number
    carrier.state = MOVING
    carrier.klass = leader.klass
    carrier.rank = leader.rank
    carrier.number = leader.number
    carrier.visit = leader.visit
    carrier.customer = -1
    carrier.members = first
    carrier.size = step.forming
    carrier.begun = 0
    carrier.granted = 0
    carrier.mending = -1
    carrier.overtakes = 0
    carrier.counted = 0
    carrier.acts = 0
    carrier.queued = 0.0
    carrier.left = -1.0
    carrier.came = t
    carrier.ready = t
    j = first
    while j >= 0:
        member = world.tokens[j]
        member.state = CARRIED
        member.carrier = i
        step.batched += t - member.asked
        j = member.next
    step.head = -1
    step.tail = -1
    step.forming = 0
    ask(world, t, i)


def ask(world: World, t: float, i: int) -> None:
    """Ask for what the step needs: take it and begin, wait for it, or be turned away."""
    token = world.tokens[i]
    step = world.steps[token.step]
    clock = world.clock[0]
    clock.order += 1
    token.order = clock.order
    token.line = line_of(world, token, step)
    if token.line < 0 or take(world, t, token.line, i):
        begin(world, t, i)
    elif is_full(world, token.line, token.size):
        turn_away(world, t, i)
    else:
        wait_in_line(world, t, i, False)
        start_waiting(world, t, i)
        if step.patience >= 0:
            _wait_patiently_all(world, t, i)


def _wait_patiently_all(world: World, t: float, i: int) -> None:
    """Set the times at which those give up whom a token stands for, unless they are set already."""
    if world.tokens[i].members < 0:
        if world.tokens[i].timer == 0:
            wait_patiently(world, t, i)
        return
    j = world.tokens[i].members
    while j >= 0:
        if world.tokens[j].timer == 0:
            wait_patiently(world, t, j)
        j = world.tokens[j].next


def turn_away(world: World, t: float, i: int) -> None:
    """Turn customers away: there is no room to wait."""
    token = world.tokens[i]
    step = world.steps[token.step]
    step.turned_away += token.size
    if token.members < 0:
        lose(world, t, i, TURNED_AWAY)
        return
    j = token.members
    token.members = -1
    while j >= 0:
        following = world.tokens[j].next
        world.tokens[j].state = MOVING
        step.batched -= token.came - world.tokens[j].asked
        lose(world, t, j, TURNED_AWAY)
        j = following
    free_token(world, i)


def wait_patiently(world: World, t: float, i: int) -> None:
    """Set the time at which a customer gives up waiting, if his class ever does."""
    token = world.tokens[i]
    step = world.steps[token.step]
    slot = world.index[step.patience + token.klass]
    if slot < 0:
        return
    clock = world.clock[0]
    clock.order += 1
    token.timer = clock.order
    time = redraw(world.draws, world.numbers, token, slot)
    heappush(world.calendar, (t + time, clock.order, PATIENCE - 2 * i))


def settle(world: World, t: float, c: int) -> None:
    """Let the ways of a customer go on that have nobody to wait for any more where they meet."""
    customer = world.customers[c]
    i = customer.first
    while i >= 0 and customer.tokens > 0:
        token = world.tokens[i]
        following = token.sister
        if token.state == JOINING and not waits_for_another(world, i):
            ready(world, t, i)
        i = following
