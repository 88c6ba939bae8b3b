"""Clocks: the customer's own time, of which he waits some, and the promises that are measured on it.

A customer on one way at a time waits as long as his steps wait. One on several ways waits while something of his waits,
and he neither does anything nor is served before his eyes. What goes on after the last step that he sees is no time of
his, so clocks count from one such step to the next.
"""

from __future__ import annotations

import math
from math import log2
from typing import Any

from blueprint.analysis.simulation.codes import BELOW, FINENESS, SHORTEST, SPAN, WEEK, WELL
from blueprint.analysis.simulation.records import World


def advance_clock(customer: Any, t: float) -> None:
    """Book the time since something last changed for a customer on several ways."""
    if customer.acting == 0 and customer.waiting > 0:
        customer.waited += t - customer.since
    customer.since = t


def start_waiting(world: World, t: float, i: int) -> None:
    """Notice that something of a customer's begins to wait."""
    token = world.tokens[i]
    if world.clock[0].parallel and token.customer >= 0 and not token.counted and world.steps[token.step].awaited:
        customer = world.customers[token.customer]
        advance_clock(customer, t)
        customer.waiting += 1
        token.counted = 1


def stop_waiting(world: World, t: float, i: int) -> None:
    """Notice that it waits no more."""
    token = world.tokens[i]
    if token.counted:
        customer = world.customers[token.customer]
        advance_clock(customer, t)
        customer.waiting -= 1
        token.counted = 0


def start_acting(world: World, t: float, i: int) -> None:
    """Notice that a customer begins to do something, or is served before his eyes."""
    token = world.tokens[i]
    if world.clock[0].parallel and token.customer >= 0 and world.steps[token.step].visible:
        customer = world.customers[token.customer]
        advance_clock(customer, t)
        customer.acting += 1
        token.acts = 1


def stop_acting(world: World, t: float, i: int) -> None:
    """Notice that this is over."""
    token = world.tokens[i]
    if token.acts:
        customer = world.customers[token.customer]
        advance_clock(customer, t)
        customer.acting -= 1
        token.acts = 0


def see_end(world: World, t: float, i: int) -> None:
    """Let the customer's time run up to now: a step that he sees is over."""
    token = world.tokens[i]
    if world.clock[0].parallel:
        customer = world.customers[token.customer]
        advance_clock(customer, t)
        customer.clock = t
        customer.committed = customer.waited
    else:
        token.clock = t
        token.committed = token.waited


def wait_class(wait: float) -> int:
    """Return the class of length of a wait."""
    return int(log2(wait + SHORTEST) * FINENESS + BELOW)


def check_promises(world: World, t: float, i: int, kind: int) -> None:
    """Check the standards of a step: of the wait when it begins, of the whole stay when it ends."""
    token = world.tokens[i]
    at = world.steps[token.step].standards
    for n in range(world.index[at]):
        standard = world.standards[world.index[at + 1 + n]]
        if standard.span == kind and world.index[standard.classes + token.klass]:
            standard.total += 1
            if t - token.came <= standard.limit:
                standard.met += 1


def mark(world: World, t: float, customer: int, at: int, side: int) -> None:
    """Remember when a customer begins (0) or ends (1) the stretch of a standard: its first begin, its last end."""
    row = customer * world.clock[0].spans
    for n in range(world.index[at]):
        place = row + 2 * world.index[at + 1 + n] + side
        if side == 1 or world.marks[place] != world.marks[place]:
            world.marks[place] = t


def check_spans(world: World, customer: int, klass: int, born: float, clock: float, outcome: int) -> None:
    """Check the standards of a customer who has left, from mark to mark."""
    row = customer * world.clock[0].spans
    for n in range(world.clock[0].standards):
        standard = world.standards[n]
        is_meant = standard.span == SPAN and world.index[standard.classes + klass] != 0
        if is_meant and (standard.ends >= 0 or outcome == WELL):
            start = world.marks[row + 2 * n]
            end = world.marks[row + 2 * n + 1]
            if standard.starts < 0:
                start = born
            if standard.ends < 0:
                end = clock
            if start == start and end == end and end >= start:
                took = working_time(world, end) - working_time(world, start) if standard.working else end - start
                standard.total += 1
                if took <= standard.limit:
                    standard.met += 1


def working_time(world: World, t: float) -> float:
    """Return how long the service has been open up to an instant [s], since the beginning of the run's first week."""
    clock = world.clock[0]
    weeks = math.floor((t + clock.monday) / WEEK)
    rest = t + clock.monday - weeks * WEEK
    total = 0.0
    at = clock.hours
    for n in range(world.index[at]):
        low = world.numbers[world.index[at + 1] + 2 * n]
        high = world.numbers[world.index[at + 1] + 2 * n + 1]
        total += max(0.0, min(rest, high) - low)
    return weeks * clock.open_hours + total  # type: ignore[no-any-return]
