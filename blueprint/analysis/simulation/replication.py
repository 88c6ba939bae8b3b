"""Replication: one run of a service from empty to empty.

The calendar runs until nobody is left. It stops on the way where a reading of all counters is due, and where there must
be room for more customers at a time; then it goes on where it was.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NoReturn

from blueprint.analysis.simulation.codes import DONE, ENDLESS, MORE, PAUSED, STUCK
from blueprint.analysis.simulation.engine import Engine, engine_named
from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.records import World
from blueprint.analysis.simulation.streams import customers_of
from blueprint.analysis.simulation.stuck import endless_error, stuck_error
from blueprint.analysis.simulation.tally import Reading, Tally, read, series_of, tally
from blueprint.analysis.simulation.world import budget_of, field_of, grow, make_world

_LEAST_BUDGET = 64
_CLOSE = 1e-6  # relative difference of sums of times over a long run


def replicate(
    program: Program, name: Literal["fast", "plain"], number: int, cut: float = 0.0, *, with_series: bool = False
) -> Tally:
    """Run a service once.

    Parameters
    ----------
    name : {'fast', 'plain'}
        Engine.
    number : int
        Of the replication, from 0.
    cut : float  [s]
        What is cut off at the beginning.
    with_series : bool
        Whether the waits of all customers are wanted.

    Raises
    ------
    AnalysisError
        BP645 if customers hold resources and wait for others in a circle, BP421 if somebody never leaves a loop.
    """
    engine = engine_named(name)
    customers = customers_of(program.streams, program.seed, number)
    pauses = (cut, program.horizon) if cut else (program.horizon,)
    world, readings = _run(make_world(program, engine, customers, pauses), program, engine, pauses)
    _check(program, world, readings[-1], len(customers[0]))
    start = readings[-3] if cut else readings[0]
    found = tally(program, world, customers, number, cut, (start, readings[-2], readings[-1]))
    return replace(found, series=series_of(world, customers)) if with_series else found


def _run(world: World, program: Program, engine: Engine, pauses: tuple[float, ...]) -> tuple[World, list[Reading]]:
    """Let everything happen; return the world then, and readings at the beginning, at all pauses and at the end."""
    readings = [read(world, 0.0)]
    while True:
        world, reason = _advance(world, program, engine)
        if reason == DONE:
            readings.append(read(world, float(field_of(world.clock[0], "now"))))
            return world, readings
        if reason != PAUSED:
            _refuse(world, program, reason)
        readings.append(read(world, pauses[len(readings) - 1]))


def _advance(world: World, program: Program, engine: Engine) -> tuple[World, int]:
    """Let events happen until the calendar stops for another reason than room."""
    while True:
        budget = budget_of(world, program, engine)
        if budget < _LEAST_BUDGET:
            world = grow(world, program, engine)
            continue
        reason = engine.advance(world, budget)
        if reason != MORE:
            return world, reason


def _refuse(world: World, program: Program, reason: int) -> NoReturn:
    if reason == STUCK:
        raise stuck_error(program, world)
    if reason == ENDLESS:
        raise endless_error(program, world)
    raise AssertionError(f"the calendar stopped for no reason that is known: {reason}")


def _check(program: Program, world: World, last: Reading, customers: int) -> None:
    """Check that nobody got lost, and Little's law: time spent waiting, counted by customers and by the clock."""
    gone = int(field_of(world.clock[0], "gone"))
    if gone != customers:
        raise AssertionError(f"{customers} customers came and {gone} left")
    simple = program.steps["simple"].astype(bool)
    by_customers = float(field_of(world.clock[0], "queued")) + float(last.steps[simple, 1].sum())
    by_clock = float(last.pools[:, 4].sum())
    if abs(by_customers - by_clock) > _CLOSE * max(1.0, by_customers, last.time):
        raise AssertionError(f"customers waited {by_customers} s, and lines were {by_clock} s long")
