"""Compile: from the graph of a service to flat arrays for the event calendar.

What the calendar does not do is not compiled but refused, with a code and a way out.
"""

from __future__ import annotations

from blueprint.analysis.arrivals import open_stretches
from blueprint.analysis.simulation.codes import FINISH, RESTART, RESUME, SPAN
from blueprint.analysis.simulation.compiled_pools import compile_pools
from blueprint.analysis.simulation.compiled_steps import StepRows, compile_steps
from blueprint.analysis.simulation.day import day_of
from blueprint.analysis.simulation.gaps import awaited_steps, find_gaps, gaps_of, visible_steps
from blueprint.analysis.simulation.joining import Joins, find_joins
from blueprint.analysis.simulation.moves import Moves, find_moves
from blueprint.analysis.simulation.needs import Lines
from blueprint.analysis.simulation.pools import Pools, find_pools, ranks_of
from blueprint.analysis.simulation.program import Gaps, Program, Promise
from blueprint.analysis.simulation.promises import Measured, find_promises
from blueprint.analysis.simulation.records import CLOCK, STANDARD, Array
from blueprint.analysis.simulation.run import Run
from blueprint.analysis.simulation.streaming import find_streams
from blueprint.analysis.simulation.tables import Tables
from blueprint.analysis.simulation.warnings import find_warnings
from blueprint.graph import ServiceGraph
from blueprint.units.errors import WEEK

LOOKS = 120
"""Looks at who is where, at most."""
_GRIDS = (1.0, 5.0, 10.0, 15.0, 30.0, 60.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 28800.0, 86400.0)
_SHIFT_ENDS = {"finish": FINISH, "preempt-resume": RESUME, "preempt-restart": RESTART}


def compile_program(graph: ServiceGraph, run: Run) -> Program:
    """Compile a service for a run.

    Raises
    ------
    AnalysisError
        BP640, BP641 or BP647 if it is unknown who comes, nobody does, or too many; BP324 for unknown shares of ways;
        BP421 for loops that nobody leaves; BP612 or BP614 for steps that could never begin; BP648 for what cannot be
        held.
    """
    blueprint = graph.blueprint
    day = day_of(blueprint, None if run.start is None else float(run.start))
    horizon = day.end - day.start if run.horizon is None else float(run.horizon)
    moves = find_moves(graph)
    streams = find_streams(blueprint, day.start, horizon)
    joins = find_joins(moves)
    awaited = awaited_steps(moves)
    pools = find_pools(moves, run, day.start, horizon, _impatient(moves, awaited))
    gaps = find_gaps(moves, joins)
    promises = find_promises(moves)
    tables = Tables()
    lines = Lines(tables, pools.seized)
    standards = _standards(tables, moves, promises)
    steps = compile_steps(tables, lines, moves, joins, pools, promises, awaited)
    rows = compile_pools(tables, lines, pools, moves)
    draws = tables.draws()
    clock = _clock(tables, moves, joins, pools, promises, steps, day.start, horizon, run)
    index, numbers = tables.arrays()
    return Program(
        step_ids=moves.steps,
        pool_ids=tuple(resource.id for resource in pools.resources),
        classes=tuple(item.id if item is not None else None for item in moves.classes),
        clock=clock,
        steps=steps.steps,
        pools=rows.pools,
        lines=rows.lines,
        queues=rows.queues,
        routes=steps.routes,
        branches=steps.branches,
        failures=steps.failures,
        standards=standards,
        index=index,
        numbers=numbers,
        draws=draws,
        reach=joins.reach(),
        streams=streams,
        duties=pools.duties,
        start=day.start,
        horizon=horizon,
        grid=float(clock[0]["grid"]),
        spread=_spread(moves, joins),
        seed=run.seed,
        promises=tuple(_promise(moves, gaps, item) for item in promises),
        gaps=gaps,
        diagnostics=tuple(find_warnings(moves, pools, streams)),
    )


def _impatient(moves: Moves, awaited: frozenset[str]) -> frozenset[str]:
    """Return the steps at which customers may lose patience."""
    impatient = [item is not None and item.patience is not None for item in moves.classes]
    return frozenset(
        step for step in awaited if any(is_so and step in moves.reached[klass] for klass, is_so in enumerate(impatient))
    )


def _standards(tables: Tables, moves: Moves, promises: tuple[Measured, ...]) -> Array:
    number = {step: place for place, step in enumerate(moves.steps)}
    rows = STANDARD.rows(max(1, len(promises)), span=-1)
    for row, item in zip(rows, promises, strict=False):
        ids = [klass.id if klass is not None else None for klass in moves.classes]
        row["classes"] = tables.put(int(not item.classes or name in item.classes) for name in ids)
        row["span"] = item.span
        row["starts"] = -1 if item.start is None else number.get(item.start, len(number))
        row["ends"] = -1 if item.end is None else number.get(item.end, len(number))
        row["working"] = item.working
        row["limit"] = float(item.target.limit or 0.0)
    return rows


def _clock(
    tables: Tables,
    moves: Moves,
    joins: Joins,
    pools: Pools,
    promises: tuple[Measured, ...],
    steps: StepRows,
    start: float,
    horizon: float,
    run: Run,
) -> Array:
    number = {step: place for place, step in enumerate(moves.steps)}
    visible = visible_steps(moves)
    holds = len(moves.loops)
    hours = open_stretches(moves.graph.blueprint.calendar)
    row = CLOCK.rows(1)
    clock = row[0]
    clock["holds"], clock["ledger"] = holds, holds + (len(pools.resources) if pools.seized else 0)
    clock["spans"] = 2 * len(promises) if any(item.span == SPAN for item in promises) else 0
    clock["grants"] = 2 * max([len(needs) for needs in pools.needs.values()], default=1) or 2
    clock["joins"] = len(joins.steps)
    clock["parallel"] = moves.is_parallel
    clock["unseen"] = any(step not in visible for step in moves.steps)
    is_plain = bool(steps.steps["simple"].all())
    clock["registers"] = not is_plain or clock["ledger"] or clock["spans"] or clock["unseen"]
    clock["steps"], clock["pools"] = len(moves.steps), max(1, len(pools.resources))
    clock["standards"] = len(promises)
    clock["classes"] = len(moves.classes)
    clock["entries"] = tables.put(number[entry] for entry in moves.entries)
    clock["ranks"] = tables.put(ranks_of(moves))
    clock["hours"] = tables.put([len(hours), tables.put_times(bound for stretch in hours for bound in stretch)])
    clock["open_hours"] = sum(high - low for low, high in hours)
    clock["monday"] = start % WEEK
    clock["shift_end"] = _SHIFT_ENDS[run.shift_end]
    clock["stays"] = run.closing == "stay"
    clock["horizon"] = horizon
    clock["grid"] = next((grid for grid in _GRIDS if horizon / grid <= LOOKS), horizon / LOOKS)
    return row


def _spread(moves: Moves, joins: Joins) -> int:
    """Return how many tokens one event can make at most."""
    ways = max(sum(len(way.targets) for way in fork.ways) for fork in moves.forks.values())
    together = max(moves.graph.blueprint.step_by_id[step].batch or 1 for step in moves.steps)
    carriers = len(joins.steps) + ways if together > 1 else 0
    return max(1, ways - 1 + carriers) * together


def _promise(moves: Moves, gaps: Gaps, item: Measured) -> Promise:
    klass = item.classes[0] if len(item.classes) == 1 and item.span != SPAN else None
    limit = float(item.target.limit or 0.0)
    share = float(item.target.share)
    return Promise(item.element, klass, str(item.target), limit, share, gaps_of(moves, gaps, item))
