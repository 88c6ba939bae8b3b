"""Finishing: what follows when the time of a token is up, and where its customer goes then."""

from __future__ import annotations

from blueprint.analysis.simulation.calendar.clocks import check_promises, mark, see_end, stop_acting
from blueprint.analysis.simulation.calendar.coming import come, gather, settle
from blueprint.analysis.simulation.calendar.leaving import end_token, free_token, lose
from blueprint.analysis.simulation.calendar.lines import change_free, give_back
from blueprint.analysis.simulation.calendar.overtaking import grant_of, stop_overtaking
from blueprint.analysis.simulation.calendar.services import dispatch, start
from blueprint.analysis.simulation.codes import ANY, DELAYED, END, FAILED, LOST, MENDED, MOVING, ONE, SERVED, STAY
from blueprint.analysis.simulation.plain import choose, draw, inherit, redraw
from blueprint.analysis.simulation.records import World


def finish(world: World, t: float, order: int, i: int) -> None:
    """Go on with a token whose time is up, unless it was stopped before."""
    token = world.tokens[i]
    if token.due != order:
        return
    token.due = 0
    customer = token.customer
    if token.state == DELAYED:
        gather(world, t, i)
    elif token.members >= 0:
        _finish_batch(world, t, i)
        return
    else:
        if token.overtakes:
            stop_overtaking(world, t, i)
        if token.state == SERVED and _fails(world, t, i):
            return
        _end_step(world, t, i)
        _free_resources(world, t, i)
        _go_on(world, t, i)
    if customer >= 0 and world.clock[0].parallel:
        settle(world, t, customer)


def _finish_batch(world: World, t: float, i: int) -> None:
    """Let those go on who were taken together."""
    carrier = world.tokens[i]
    if carrier.overtakes:
        stop_overtaking(world, t, i)
    j = carrier.members
    carrier.members = -1
    _free_resources(world, t, i)
    free_token(world, i)
    while j >= 0:
        member = world.tokens[j]
        following = member.next
        customer = member.customer
        member.granted = 0
        member.state = SERVED
        if not _fails(world, t, j):
            _end_step(world, t, j)
            _free_resources(world, t, j)
            _go_on(world, t, j)
        if customer >= 0 and world.clock[0].parallel:
            settle(world, t, customer)
        j = following


def _fails(world: World, t: float, i: int) -> bool:
    """Draw whether a step fails, and how; tell whether putting it right takes time now."""
    token = world.tokens[i]
    step = world.steps[token.step]
    token.mending = -1
    if step.failures == 0 or token.customer < 0:
        return False
    u = draw(world.draws, world.numbers, token, step.fail)
    for n in range(step.failures):
        failure = world.failures[step.failure + n]
        u -= failure.share
        if u < 0.0:
            token.mending = step.failure + n
            break
    if token.mending < 0:
        return False
    failure = world.failures[token.mending]
    if redraw(world.draws, world.numbers, token, step.notice) < failure.escapes + failure.gives_up:
        token.mending = FAILED
        return False
    if failure.mend < 0:
        return False
    start(world, t, i, redraw(world.draws, world.numbers, token, failure.mend), MENDED)
    return True


def _end_step(world: World, t: float, i: int) -> None:
    """End a step for one customer: clocks and promises."""
    token = world.tokens[i]
    step = world.steps[token.step]
    stop_acting(world, t, i)
    if token.customer < 0:
        return
    check_promises(world, t, i, STAY)
    mark(world, t, token.customer, step.ends, 1)
    if step.visible:
        see_end(world, t, i)


def _free_resources(world: World, t: float, i: int) -> None:
    """Give back what the step needed and what it releases, and hand it over at once to who waits for it."""
    token = world.tokens[i]
    give_back(world, t, i)
    releases = world.steps[token.step].releases
    if token.customer >= 0 and world.index[releases]:
        _release(world, t, token.customer, releases)
    for place in range(token.granted):
        dispatch(world, t, grant_of(world, i, place))
    if token.customer >= 0:
        at = releases + 1
        for _ in range(world.index[releases]):
            for n in range(world.index[at + 1]):
                dispatch(world, t, world.index[at + 2 + n])
            at += 2 + world.index[at + 1]
    token.granted = 0


def _release(world: World, t: float, customer: int, releases: int) -> None:
    """Give back what a customer has held until here."""
    clock = world.clock[0]
    row = customer * clock.ledger + clock.holds
    at = releases + 1
    for _ in range(world.index[releases]):
        amount = world.index[at]
        for n in range(world.index[at + 1]):
            p = world.index[at + 2 + n]
            given = min(amount, world.ledger[row + p])
            if given > 0:
                world.ledger[row + p] -= given
                change_free(world, t, p, given)
                amount -= given
        at += 2 + world.index[at + 1]


def _go_on(world: World, t: float, i: int) -> None:
    """Let a token go where it goes after its step: on, back to put things right, or out of the service."""
    token = world.tokens[i]
    step = world.steps[token.step]
    token.state = MOVING
    if token.customer < 0:
        free_token(world, i)
        return
    token.seen = step.own
    if token.mending == FAILED:
        lose(world, t, i, LOST)
        return
    if token.mending >= 0:
        come(world, t, i, world.failures[token.mending].recovery)
        return
    route = world.routes[world.index[step.routes + token.klass]]
    if route.kind == ONE:
        branch = route.first if route.count == 1 else choose(world, token, step)
        if world.branches[branch].count <= 1:
            if world.branches[branch].step == END:
                end_token(world, t, i)
            else:
                come(world, t, i, world.branches[branch].step)
            return
    _split(world, t, i, route.kind, route.first, route.count)


def _split(world: World, t: float, i: int, kind: int, first: int, count: int) -> None:
    """Let a token go several ways at once: the first way itself, others by tokens of their own."""
    token = world.tokens[i]
    customer = token.customer
    last = -1
    low = first
    high = first + count
    if kind == ONE:
        low = choose(world, token, world.steps[token.step]) if count > 1 else first
        high = low + 1
    for branch in range(low, high):
        way = world.branches[branch]
        if kind == ANY and way.choice >= 0 and draw(world.draws, world.numbers, token, way.choice) >= way.share:
            continue
        for n in range(way.count):
            target = world.index[way.targets + n]
            if last < 0:
                last = i
            else:
                child = _second_way(world, i)
                world.tokens[last].next = child
                last = child
            world.tokens[last].due = -1 - target
            world.tokens[last].next = -1
    if last < 0:
        end_token(world, t, i)
        return
    j = i
    while j >= 0:
        world.tokens[j].state = MOVING
        target = -1 - world.tokens[j].due
        following = world.tokens[j].next
        world.tokens[j].due = 0
        world.tokens[j].step = target
        j = following
    j = i
    while j >= 0 and world.customers[customer].tokens > 0:
        following = world.tokens[j].next
        come(world, t, j, world.tokens[j].step)
        j = following


def _second_way(world: World, i: int) -> int:
    """Make a token for another way of the same customer."""
    clock = world.clock[0]
    parent = world.tokens[i]
    customer = world.customers[parent.customer]
    j = clock.spare
    child = world.tokens[j]
    clock.spare = child.next
    clock.spares -= 1
    inherit(parent, child)
    child.customer = parent.customer
    child.klass = parent.klass
    child.rank = parent.rank
    child.number = parent.number
    child.visit = parent.visit
    child.seen = parent.seen
    child.state = MOVING
    child.overtakes = 0
    child.counted = 0
    child.acts = 0
    child.brother = customer.last
    child.sister = -1
    world.tokens[customer.last].sister = j
    customer.last = j
    customer.tokens += 1
    for n in range(clock.joins):
        world.late[j * clock.joins + n] = world.late[i * clock.joins + n]
    return j  # type: ignore[no-any-return]
