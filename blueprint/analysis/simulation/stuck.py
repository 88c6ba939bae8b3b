"""Stuck: what to say when a run cannot go on."""

from __future__ import annotations

from typing import Any

import numpy as np

from blueprint.analysis.simulation.codes import MOST_VISITS, QUEUED
from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.records import World
from blueprint.analysis.simulation.world import field_of
from blueprint.errors import AnalysisError


def stuck_error(program: Program, world: World) -> AnalysisError:
    """Return the error of customers who wait for each other for ever."""
    waited_for = _waited_for(program, world)
    held = _held(program, world)
    names = " and ".join(f"'{name}'" for name in waited_for) or "nobody"
    if not held:
        message = f"customers wait for {names}, and there are never enough at once"
        hint = "give more of it, or let the step need fewer"
        return AnalysisError.of("BP612", "more-than-there-are", message, hint=hint)
    holding = " and ".join(f"'{name}'" for name in held)
    message = f"customers hold {holding} and wait for {names} in a circle, so that nobody can go on"
    hint = "seize all that is needed in one step, give something back before, or have one more of it"
    return AnalysisError.of("BP645", "hold-and-wait", message, hint=hint)


def endless_error(program: Program, world: World) -> AnalysisError:
    """Return the error of a customer who goes round and round."""
    step = program.step_ids[int(field_of(world.clock[0], "place"))]
    message = f"a customer has come to '{step}' {MOST_VISITS:,} times and goes on"
    hint = "let fewer of them come back, such as 'probability: 5%', or let them leave"
    return AnalysisError.of("BP421", "no-way-out", message, hint=hint)


def _waited_for(program: Program, world: World) -> list[str]:
    """Return the resources for which somebody waits and of which too few are free."""
    found = set()
    for token in _tokens(world):
        if field_of(token, "state") == QUEUED:
            line = world.lines[int(field_of(token, "line"))]
            at = int(field_of(line, "needs"))
            count = int(world.index[at])
            for _ in range(count):
                pools = [int(world.index[at + 4 + n]) for n in range(int(world.index[at + 3]))]
                if all(field_of(world.pools[pool], "free") < world.index[at + 1] for pool in pools):
                    found.update(pools)
                at += 3 + len(pools)
    return [program.pool_ids[pool] for pool in sorted(found)]


def _held(program: Program, world: World) -> list[str]:
    ledger, holds = int(program.clock[0]["ledger"]), int(program.clock[0]["holds"])
    if ledger == holds:
        return []
    rows = np.asarray(world.ledger).reshape(-1, ledger)[:, holds:]
    return [program.pool_ids[pool] for pool in np.nonzero(rows.any(axis=0))[0]]


def _tokens(world: World) -> Any:
    return (world.tokens[place] for place in range(len(world.tokens)))
