"""Load: refuse a steady state where there is none, because more work comes than can be done."""

from __future__ import annotations

import numpy as np

from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.tally import Tally
from blueprint.errors import AnalysisError
from blueprint.model import Blueprint

_FULL = 0.999  # of all that a resource can do: with as much, queues grow without end too


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
    pools = np.stack([tally.pools for tally in tallies])
    over = []
    for place, duty in enumerate(program.duties):
        on_duty = duty.on_duty(cut, program.horizon)
        if on_duty:
            load = float(np.mean(pools[:, place, 5] + pools[:, place, 6] / on_duty))
            if load >= _FULL:
                over.append((place, load))
    if not over:
        return
    names = [f"'{blueprint.resource_by_id[program.pool_ids[place]].name}' ({load:.0%})" for place, load in over]
    message = f"there is no steady state: {', '.join(names)} of what they can do is asked for, so queues grow for ever"
    hint = "add some of it, let fewer come, make the work shorter, or simulate a day instead: leave the warm-up out"
    raise AnalysisError.of("BP620", "overload", message, hint=hint)
