"""Reliability: how many customers are served at once, after a recovery, or lost, and what failures cost.

A step that is done until it is right, with one failure in five:

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> polish = {"lane": "customer", "label": "Polish", "fail_points": [{"label": "Wrong color", "probability": 0.2}]}
>>> found = compute_reliability(to_graph(Blueprint(title="Shoeshine", phases=[{"steps": [polish]}])))
>>> round(found.first_time, 3), round(found.after_recovery, 3), round(found.steps["polish"].visits, 3)
(0.8, 0.2, 1.25)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from blueprint.analysis.gains import Gain, gains_of
from blueprint.analysis.process import Failure
from blueprint.analysis.timeline import standard_time
from blueprint.analysis.ways import Solved, Ways, solve
from blueprint.graph import ServiceGraph
from blueprint.model import Blueprint
from blueprint.units import Distribution


@dataclass(frozen=True, slots=True)
class StepReliability:
    """What failures do at a step.

    Parameters
    ----------
    visits : float
        How often a customer passes it in the mean.
    reach : float  [0..1]
        Share of customers who pass it at all.
    failures : float
        How often it fails for a customer in the mean.
    gain : float or None  [0..1]
        How much more customers would be served if it never failed; None where it never fails.
    first_time_gain : float or None  [0..1]
        How much more customers would be served at once, without any failure, if it never failed; likewise.
    saving : float or None
        How much less failures would cost a customer in the mean; likewise, and where a cost is unknown.
    time_saved : float or None  [s]
        How much less time all steps would take together; below 0 where more customers stay to the end.
    """

    visits: float
    reach: float
    failures: float
    gain: float | None
    first_time_gain: float | None = None
    saving: float | None = None
    time_saved: float | None = None

    @property
    def rework_visits(self) -> float:
        """How often a customer passes it again in the mean."""
        return max(0.0, self.visits - self.reach)


@dataclass(frozen=True, slots=True)
class Reliability:
    """How customers fare; shares add up to 1.

    Parameters
    ----------
    first_time, after_recovery, gave_up, escaped : float or None  [0..1]
        Served without a failure; served all the same; left because of a noticed one; got an unnoticed one. None where
        unknown.
    failure_cost : float or None
        Of a customer in the mean, in the currency of the service.
    rework_time : float or None  [s]
        Work that is done again, and put right, for a customer in the mean.
    steps : mapping
        By id, in the order in which they are passed.
    points : mapping
        How often each fail point happens to a customer in the mean, by id.
    blocked_by : tuple of str
        What has no probability; then nothing is known.
    cost_blocked_by, time_blocked_by : tuple of str
        Fail points without a cost, and steps or fail points without a time.
    trapped : tuple of str
        Steps from which nobody ever leaves.
    is_exact : bool
        False where failures end the service, or lead back to before it parted, while parallel branches are under way:
        visits then depend on which branch is walked first.
    """

    first_time: float | None = None
    after_recovery: float | None = None
    gave_up: float | None = None
    escaped: float | None = None
    failure_cost: float | None = None
    rework_time: float | None = None
    steps: Mapping[str, StepReliability] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    blocked_by: tuple[str, ...] = ()
    cost_blocked_by: tuple[str, ...] = ()
    time_blocked_by: tuple[str, ...] = ()
    trapped: tuple[str, ...] = ()
    is_exact: bool = True

    @property
    def success(self) -> float | None:
        """Share of customers who are served."""
        if self.first_time is None or self.after_recovery is None:
            return None
        return self.first_time + self.after_recovery


def compute_reliability(graph: ServiceGraph, ways: Ways | None = None) -> Reliability:
    """Follow customers through failures, recoveries and rework.

    Parameters
    ----------
    ways : Ways, optional
        What `solve` found for the same service, where it is known already.

    References
    ----------
    Kemeny, J. G. and Snell, J. L. (1960). Finite Markov Chains, chapter 3.
    """
    ways = ways or solve(graph)
    if not ways.groups:
        return Reliability(blocked_by=ways.blocked_by, trapped=ways.trapped)
    return _mixed(graph.blueprint, ways.groups)


# --- all customers ---------------------------------------------------------------------------------------------------

_NOTHING = Gain(0.0, 0.0, 0.0, 0.0)


def _mixed(blueprint: Blueprint, groups: list[tuple[float, Solved]]) -> Reliability:
    """Put the figures of all classes of customers together."""
    visits, reach, failures = (defaultdict[str, float](float) for _ in range(3))
    points: dict[str, float] = defaultdict(float)
    gains: dict[str, Gain | None] = {}
    for weight, solved in groups:
        for step, places in solved.places.items():
            passed = weight * float(sum(solved.visits[place] for place in places))
            visits[step] += passed
            reach[step] += weight * solved.reach[step]
            for failure in solved.process.failures[step]:
                failures[step] += passed * failure.share
                points[failure.point.id] += passed * failure.share
        for step, gain in gains_of(solved, blueprint).items():
            before = gains.get(step, _NOTHING)
            gains[step] = None if gain is None or before is None else before + gain.weighed(weight)
    known = {
        item.point.id: item for _, solved in groups for items in solved.process.failures.values() for item in items
    }
    cost, no_cost = _cost(points, known)
    time, no_time = _rework_time(blueprint, visits, reach, points, known)
    first, success = (
        sum(weight * getattr(item, name) for weight, item in groups) for name in ("first_time", "success")
    )
    return Reliability(
        first_time=first,
        after_recovery=max(0.0, success - first),
        gave_up=sum(weight * item.gave_up for weight, item in groups),
        escaped=sum(weight * item.escaped for weight, item in groups),
        failure_cost=cost,
        rework_time=time,
        steps={step: _step_figures(visits[step], reach[step], failures[step], gains.get(step)) for step in visits},
        points=dict(points),
        cost_blocked_by=no_cost,
        time_blocked_by=no_time,
        is_exact=all(item.process.is_exact for _, item in groups),
    )


def _step_figures(visits: float, reach: float, failures: float, gain: Gain | None) -> StepReliability:
    if gain is None:
        return StepReliability(visits, reach, failures, None)
    return StepReliability(visits, reach, failures, gain.success, gain.first_time, gain.saving, gain.time)


def _cost(points: Mapping[str, float], known: Mapping[str, Failure]) -> tuple[float | None, tuple[str, ...]]:
    """Return what failures cost a customer in the mean, and the fail points of which that is unknown."""
    total, blocked = 0.0, []
    for name, often in points.items():
        point, escapes = known[name].point, known[name].escapes
        for share, cost in ((1 - escapes, point.cost), (escapes, point.escape_cost)):
            if often * share > 0 and cost is None:
                blocked.append(name)
            total += often * share * float(cost or 0.0)
    return (None if blocked else total), tuple(dict.fromkeys(blocked))


def _rework_time(
    blueprint: Blueprint,
    visits: Mapping[str, float],
    reach: Mapping[str, float],
    points: Mapping[str, float],
    known: Mapping[str, Failure],
) -> tuple[float | None, tuple[str, ...]]:
    """Return the work that is done again for a customer in the mean [s], and what has no time."""
    total, blocked = 0.0, []
    for step, often in visits.items():
        again = often - reach[step]
        if again > 1e-12:
            time = standard_time(blueprint, blueprint.step_by_id[step])
            if time is None:
                blocked.append(step)
            total += again * float(time or 0.0)
    for name, often in points.items():
        failure = known[name]
        if isinstance(failure.point.recovery_time, Distribution) and failure.share:
            total += often * failure.mended / failure.share * failure.point.recovery_time.mean
    return (None if blocked else total), tuple(blocked)
