"""Detection and recovery: how long until somebody notices a failure, and until the customer is back on the way.

Both are shortest ways over standard times. What has no time leaves the result unknown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

from blueprint.analysis.timeline import standard_time
from blueprint.graph import ServiceGraph
from blueprint.model import END, FailPoint, Step
from blueprint.units import Distribution, Seconds


@dataclass(frozen=True, slots=True)
class Recovery:
    """How a failure is found and put right.

    Parameters
    ----------
    seen_at : str or None
        The first step, at which customer or contact people can notice it: the step itself if they see it or if all
        failures are noticed in it; None if nobody ever sees it.
    time_to_detect : Seconds or None
        From the end of the failing step to the begin of that one [s]; None where unknown or never.
    begins_at : str
        Step where it is put right.
    returns : bool
        Whether a way leads from there back to a customer or to the end.
    time_to_recover : Seconds or None
        From its being noticed until the failing step is done again, or until the customer's way goes on [s]; None
        where unknown, or where no way leads back.
    """

    seen_at: str | None
    time_to_detect: Seconds | None
    begins_at: str
    returns: bool
    time_to_recover: Seconds | None


def find_recoveries(graph: ServiceGraph) -> dict[str, Recovery]:
    """Tell for each fail point how it is found and put right, by its id."""
    if not any(step.fail_points for step in graph.steps):
        return {}
    times = {step.id: standard_time(graph.blueprint, step) for step in graph.steps}
    seen = _first_seen(graph, times)
    back = _leads_back(graph)
    return {
        point.id: _recovery(graph, step, point, times, seen, back) for step in graph.steps for point in step.fail_points
    }


def _recovery(
    graph: ServiceGraph,
    step: Step,
    point: FailPoint,
    times: Mapping[str, Seconds | None],
    seen: Mapping[str, tuple[float, bool, str]],
    back: set[str],
) -> Recovery:
    begins_at = point.recovery or step.id
    visible = graph.lane_of(step.id).kind in ("customer", "onstage")
    seen_at: str | None
    detect: Seconds | None
    if visible or point.detected == 1:
        seen_at, detect = step.id, Seconds(0)
    elif step.id in seen:
        duration, is_known, seen_at = seen[step.id]
        detect = Seconds(duration) if is_known else None
    else:
        seen_at, detect = None, None
    returns = begins_at in back
    return Recovery(seen_at, detect, begins_at, returns, _time_to_recover(graph, step, point, times, returns))


def _first_seen(graph: ServiceGraph, times: Mapping[str, Seconds | None]) -> dict[str, tuple[float, bool, str]]:
    """Return the way from each step behind the line of visibility to the first one before it, all in one pass.

    Returns
    -------
    dict
        Time between the two [s], whether it is known, and the step that is seen, by the step behind the line.
    """
    visible = {step.id for step in graph.steps_of("customer", "onstage")}
    behind: dict[str, list[str]] = {}
    for flow in graph.flows:
        behind.setdefault(flow.target, []).append(flow.source)
    for flow in graph.blueprint.flows:
        if flow.kind == "needs":  # what support does wrong shows at the step that relies on it
            behind.setdefault(flow.source, []).append(flow.target)
    number = graph.number
    waiting = [(0.0, number[name], name, name, True) for name in visible]
    waiting.sort()
    done: dict[str, tuple[float, bool, str]] = {}
    while waiting:
        duration, _, name, seen_at, is_known = heappop(waiting)
        if name in done:
            continue
        done[name] = (duration, is_known, seen_at)
        through = None if name in visible else times[name]
        known = is_known and (name in visible or through is not None)
        for other in behind.get(name, ()):
            if other not in done and other not in visible:
                heappush(waiting, (duration + float(through or 0.0), number[other], other, seen_at, known))
    return {name: found for name, found in done.items() if name not in visible}


def _leads_back(graph: ServiceGraph) -> set[str]:
    """Return the steps from which a way leads to a customer, or out of the service."""
    behind: dict[str, list[str]] = {}
    for flow in graph.flows:
        behind.setdefault(flow.target, []).append(flow.source)
    waiting = [step.id for step in graph.steps_of("customer", "onstage")]
    waiting += [flow.source for flow in graph.blueprint.flows if flow.target == END]
    found: set[str] = set()
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(behind.get(here, ()))
    return found


_FARTHEST = 2000  # steps that a way back may pass; a longer one is no recovery, and looking for it takes long


def _time_to_recover(
    graph: ServiceGraph, step: Step, point: FailPoint, times: Mapping[str, Seconds | None], returns: bool
) -> Seconds | None:
    """Return what putting right takes: the time said, and the way from the step of recovery until the work goes on."""
    said = point.recovery_time
    extra = float(said.mean) if isinstance(said, Distribution) else 0.0
    begins_at = point.recovery or step.id
    if begins_at == step.id:
        again = times[step.id]
        return None if again is None else Seconds(extra + again)
    if not returns:
        return None
    goals = {step.id, *graph.successors(step.id)}
    way = _shortest(graph, begins_at, goals, times)
    if way is None:
        return None
    duration, goal = way
    redone = times[step.id] if goal == step.id else Seconds(0)
    return None if duration is None or redone is None else Seconds(extra + duration + redone)


def _shortest(
    graph: ServiceGraph, start: str, goals: Iterable[str], times: Mapping[str, Seconds | None]
) -> tuple[float | None, str] | None:
    """Return the time from the begin of a step to that of the first goal, None where unknown, and the goal."""
    wanted = set(goals)
    waiting: list[tuple[float, int, str, bool]] = [(0.0, graph.number[start], start, True)]
    done: set[str] = set()
    while waiting and len(done) < _FARTHEST:
        duration, _, name, is_known = heappop(waiting)
        if name in done:
            continue
        if name in wanted:
            return (duration if is_known else None), name
        done.add(name)
        time = times[name]
        for other in graph.successors(name):
            heappush(
                waiting, (duration + float(time or 0.0), graph.number[other], other, is_known and time is not None)
            )
    return None


def latest_detection(recoveries: Mapping[str, Recovery]) -> Iterator[tuple[str, Recovery]]:
    """Yield the fail points that are noticed after a while, those noticed last first."""
    late = [(name, item) for name, item in recoveries.items() if item.time_to_detect]
    yield from sorted(late, key=lambda pair: -float(pair[1].time_to_detect or math.inf))
