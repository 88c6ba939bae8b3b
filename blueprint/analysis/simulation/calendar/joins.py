"""Joins: where the parallel ways of a customer meet.

Where all are needed, a token waits until no other one of its customer can still come to the step by flows that lead
forward; those that come are one from then on. Where any is enough, the first one begins, and all that could still come
then are late: they end there. What comes back for rework finds nobody else under way, and begins at once.
"""

from __future__ import annotations

from blueprint.analysis.simulation.calendar.clocks import start_waiting
from blueprint.analysis.simulation.calendar.leaving import end_token
from blueprint.analysis.simulation.codes import ANY, JOINING, MOVING
from blueprint.analysis.simulation.records import World


def meets(world: World, t: float, i: int) -> bool:
    """Let a token come to where ways meet; tell whether the step can begin with it."""
    token = world.tokens[i]
    step = world.steps[token.step]
    if step.join == ANY:
        return _is_first(world, t, i)
    if world.customers[token.customer].tokens == 1:
        return True
    j = world.customers[token.customer].first
    while j >= 0:
        other = world.tokens[j]
        if j != i and other.state == JOINING and other.step == token.step:
            _become_one(world, t, i, j)
            return False
        j = other.sister
    if not waits_for_another(world, i):
        return True
    token.state = JOINING
    if token.seen and step.declared:
        start_waiting(world, t, i)
    return False


def _is_first(world: World, t: float, i: int) -> bool:
    joins = world.clock[0].joins
    meeting = world.steps[world.tokens[i].step].joining
    if world.late[i * joins + meeting]:
        end_token(world, t, i)
        return False
    j = world.customers[world.tokens[i].customer].first
    while j >= 0:
        if j != i and can_come(world, j, world.tokens[i].step):
            world.late[j * joins + meeting] = 1
        j = world.tokens[j].sister
    return True


def _become_one(world: World, t: float, i: int, j: int) -> None:
    """Let a token be one with another that waits for it; the customer has come with the last that he came with."""
    token = world.tokens[i]
    other = world.tokens[j]
    if token.seen:
        other.came = t
        other.seen = 1
        if world.steps[token.step].declared:
            start_waiting(world, t, j)
    joins = world.clock[0].joins
    for n in range(joins):
        world.late[j * joins + n] = min(world.late[j * joins + n], world.late[i * joins + n])
    end_token(world, t, i)


def waits_for_another(world: World, i: int) -> bool:
    """Tell whether another token of the customer can still come to the step at which this one is."""
    token = world.tokens[i]
    j = world.customers[token.customer].first
    while j >= 0:
        if j != i and can_come(world, j, token.step):
            return True
        j = world.tokens[j].sister
    return False


def can_come(world: World, j: int, step: int) -> bool:
    """Tell whether a token can still come to a step by flows that lead forward."""
    token = world.tokens[j]
    if token.step == step:
        return token.state == MOVING  # type: ignore[no-any-return]
    clock = world.clock[0]
    row = (token.klass * clock.joins + world.steps[step].joining) * clock.steps
    return world.reach[row + token.step] != 0  # type: ignore[no-any-return]
