"""Pools: the resources that customers need in a run, who of them is on duty, and which are plain.

A plain resource is one that the loop of the calendar serves by itself: always the same number on duty, one line of
customers who need one of it, first come first served, with room for all of them and patience without end.
"""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.analysis.simulation.day import Duty, duty_of
from blueprint.analysis.simulation.moves import Moves
from blueprint.analysis.simulation.needs import Need, needs_of
from blueprint.analysis.simulation.run import Run
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.errors import AnalysisError
from blueprint.model import Resource, Step


@dataclass(frozen=True)
class Pools:
    """The resources of a run.

    Parameters
    ----------
    resources : tuple of Resource
        Those that steps on the way of customers need.
    duties : tuple of Duty
        Who is on duty.
    needs : dict
        What each step needs, by its id.
    seized, plain, ranked : frozenset of int
        Resources that are held over several steps; that are plain; that serve by rank.
    is_calm : bool
        Whether steps may be plain at all.
    """

    resources: tuple[Resource, ...]
    duties: tuple[Duty, ...]
    needs: dict[str, tuple[Need, ...]]
    seized: frozenset[int]
    plain: frozenset[int]
    ranked: frozenset[int]
    is_calm: bool

    @property
    def number(self) -> dict[str, int]:
        """Places of the resources by id."""
        return {resource.id: place for place, resource in enumerate(self.resources)}


def find_pools(moves: Moves, run: Run, start: float, horizon: float, impatient: frozenset[str]) -> Pools:
    """Find the resources that customers need.

    Parameters
    ----------
    impatient : frozenset of str
        Steps at which customers of some class lose patience.

    Raises
    ------
    AnalysisError
        BP612 if a step needs more than there are, BP614 if nobody of a resource is ever on duty, BP648 for steps that
        take several customers together and hold resources over other steps.
    """
    blueprint = moves.graph.blueprint
    steps = [blueprint.step_by_id[step] for step in moves.steps]
    used = {
        name for step in steps for need in (*step.resources, *step.seizes, *step.releases) for name in need.alternatives
    }
    resources = tuple(item for item in blueprint.resources if item.id in used)
    number = {item.id: place for place, item in enumerate(resources)}
    duties = tuple(duty_of(blueprint, item, start, horizon, stay=run.closing == "stay") for item in resources)
    needs = {step.id: needs_of(step, number) for step in steps}
    if problems := list(_problems(steps, resources, duties, needs)):
        raise AnalysisError(problems)
    seized = frozenset(pool for found in needs.values() for need in found if need.kept for pool in need.pools)
    ranked = frozenset(place for place, item in enumerate(resources) if _is_ranked(moves, item))
    sends_back = run.shift_end != "finish" and any(duty.changes for duty in duties)
    is_calm = not moves.is_parallel and not sends_back and not any((step.batch or 1) > 1 for step in steps)
    plain = frozenset(
        place
        for place, (item, duty) in enumerate(zip(resources, duties, strict=True))
        if is_calm
        and not duty.changes
        and item.room is None
        and place not in seized | ranked
        and all(
            _is_plain(needs[step.id]) and step.id not in impatient
            for step in steps
            if any(place in need.pools for need in needs[step.id])
        )
    )
    return Pools(resources, duties, needs, seized, plain, ranked, is_calm)


def _is_plain(needs: tuple[Need, ...]) -> bool:
    return len(needs) == 1 and needs[0].amount == 1 and len(needs[0].pools) == 1


def _is_ranked(moves: Moves, resource: Resource) -> bool:
    priorities = {item.priority for item in moves.classes if item is not None}
    is_asked = resource.discipline == "priority" or (resource.discipline is None and priorities - {None})
    return bool(is_asked) and len(priorities) > 1


def ranks_of(moves: Moves) -> list[int]:
    """Return the rank of each class: 0 is served first, those without a priority last."""
    priorities = [item.priority if item is not None else None for item in moves.classes]
    order = sorted({priority for priority in priorities if priority is not None})
    return [len(order) if priority is None else order.index(priority) for priority in priorities]


def _problems(
    steps: list[Step], resources: tuple[Resource, ...], duties: tuple[Duty, ...], needs: dict[str, tuple[Need, ...]]
) -> list[Diagnostic]:
    found = []
    for step in steps:
        for need in needs[step.id]:
            most = max(duties[pool].most for pool in need.pools)
            names = " or ".join(resources[pool].name for pool in need.pools)
            if not most:
                message = f"'{step.label}' needs {names}, and nobody of it is ever on duty"
                hint = "give the schedule a number above 0 for some hours, or leave it out"
                found.append(_error("BP614", "nobody-on-duty", message, step, hint))
            elif need.amount > most:
                message = f"'{step.label}' needs {need.amount} of {names} at once, and there are {most}"
                hint = f"need fewer, or write 'capacity: {need.amount}' if there are as many"
                found.append(_error("BP612", "more-than-there-are", message, step, hint))
        if (step.batch or 1) > 1 and step.seizes:
            message = f"'{step.label}' takes {step.batch} customers together and seizes resources for later"
            hint = "name what the step itself needs under 'resources', or let each customer seize in a step before"
            found.append(_error("BP648", "held-in-batch", message, step, hint))
    return found


def _error(code: str, rule: str, message: str, step: Step, hint: str) -> Diagnostic:
    return Diagnostic(code, rule, Severity.ERROR, message, element=step.id, hint=hint)
