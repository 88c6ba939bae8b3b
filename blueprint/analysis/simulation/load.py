"""Load: refuse a steady state where there is none, because more work comes than can be done.

What is asked of a resource is what it does, and what its line grows by. A line that whoever is in it leaves after a
while, or that has no room, does not grow for ever: it is not looked at.
"""

from __future__ import annotations

import numpy as np

from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.records import Array
from blueprint.analysis.simulation.statistics import Estimate, estimate
from blueprint.analysis.simulation.tally import Tally
from blueprint.errors import AnalysisError
from blueprint.model import Blueprint, Step

_FULL = 0.999  # of all that a resource can do: with as much, queues grow without end too
_DOUBT = 0.97  # of it, which the interval must lie above: short runs of a busy service are not taken for an overload
_PART = 5  # of the run: the first fifth of it is compared with the last one


def refuse_overload(blueprint: Blueprint, program: Program, tallies: list[Tally], cut: float) -> None:
    """Refuse a run in which resources are asked for more than they can do.

    Parameters
    ----------
    cut : float  [s]
        What was cut off at the beginning.

    Raises
    ------
    AnalysisError
        BP620 with all such resources.
    """
    over = []
    for place, name in enumerate(program.pool_ids):
        load = asked(program, tallies, place, cut)
        is_full = load.mean is not None and load.mean >= _FULL and (load.low is None or load.low >= _DOUBT)
        if load.mean is not None and is_full and not _has_end(blueprint, program, place):
            over.append((name, load.mean))
    if not over:
        return
    names = [f"'{blueprint.resource_by_id[name].name}' ({load:.0%})" for name, load in over]
    message = f"there is no steady state: {', '.join(names)} of what they can do is asked for, so queues grow for ever"
    hint = "add some of it, let fewer come, make the work shorter, or simulate a day instead: leave the warm-up out"
    raise AnalysisError.of("BP620", "overload", message, hint=hint)


def asked(program: Program, tallies: list[Tally], place: int, cut: float) -> Estimate:
    """Return the work that is asked of a resource, as a share of what it can do."""
    on_duty = program.duties[place].on_duty(cut, program.horizon)
    if not on_duty:
        return Estimate(None, None)
    loads = []
    for tally in tallies:
        requests, used, late = (float(tally.pools[place, column]) for column in (0, 5, 6))
        of_each = (used + late / on_duty) / max(1.0, requests)
        loads.append(used + _growth(program, tally.looks[:, 2 * place], cut) * of_each)
    return estimate(loads)


def _growth(program: Program, waiting: Array, cut: float) -> float:
    """Return by how many customers a line grew, from the mean of the first part of a run to that of the last one."""
    first = int(np.ceil(cut / program.grid))
    looks = waiting[first : int(program.horizon / program.grid) + 1]
    part = len(looks) // _PART
    if not part:
        return 0.0
    return float(looks[-part:].mean() - looks[:part].mean()) * _PART / (_PART - 1)


def _has_end(blueprint: Blueprint, program: Program, place: int) -> bool:
    """Tell whether there is no room in the line for a resource, or everybody in it loses patience sooner or later."""
    name = program.pool_ids[place]
    if blueprint.resource_by_id[name].room is not None:
        return True
    rows = [
        row
        for step, row in zip(program.step_ids, program.steps, strict=True)
        if name in _names(blueprint.step_by_id[step])
    ]
    slots = [
        int(program.index[row["patience"] + klass]) if row["patience"] >= 0 else -1
        for row in rows
        for klass in range(len(program.classes))
    ]
    return all(slot >= 0 for slot in slots)


def _names(step: Step) -> set[str]:
    return {name for demand in (*step.resources, *step.seizes) for name in demand.alternatives}
