"""Staffing: the fewest people, systems and places that keep every standard, and what less waiting would cost.

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> steps = [{"lane": "customer", "label": "Call", "service_time": "0 s"}]
>>> wait = {"label": "Queue", "resource": "agent", "standard": "90% within 0 s"}
>>> steps += [{"lane": "onstage", "label": "Answer", "resources": "agent", "service_time": "exponential(5 min)"}]
>>> steps[1]["wait_points"] = [wait]
>>> words = {"resources": [{"id": "agent"}], "arrivals": "30 per hour"}
>>> flows = [{"source": "call", "target": "answer"}]
>>> plan = staff_service(to_graph(Blueprint(title="Hotline", phases=[{"steps": steps}], flows=flows, **words)))
>>> plan.resources[0].needed  # 30 calls an hour of 5 min, 90 % not delayed
6
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from blueprint.analysis.status import Status
from blueprint.analysis.waiting.frontier import FrontierPoint, cost_of, frontier_from, mean_on_duty, point_of, with_more
from blueprint.analysis.waiting.pools import PoolState
from blueprint.analysis.waiting.promises import Kept
from blueprint.analysis.waiting.rosters import Roster
from blueprint.analysis.waiting.staffer import Staffer, Verify
from blueprint.analysis.waiting.state import State
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.graph import ServiceGraph
from blueprint.model import Resource
from blueprint.units import Seconds, write_time

__all__ = ["StaffedHour", "StaffedResource", "Staffing", "Verify", "staff_service"]

_BUSY = 0.95  # of their time: with more, waits that nobody has promised anything about grow long


@dataclass(frozen=True, slots=True)
class StaffedHour:
    """How many are needed in one piece of the week.

    Parameters
    ----------
    window : str
        When, such as ``mon 09:00-10:00``.
    now, needed : int
        How many are on duty today, and how many it takes.
    """

    window: str
    now: int
    needed: int


@dataclass(frozen=True, slots=True)
class StaffedResource:
    """How many of a resource it takes.

    Parameters
    ----------
    id, label : str
        Of the resource.
    kind : str
        people, system or space.
    now : int
        How many there are, at most at any time.
    needed : int or None
        How many it takes, at most at any time; None if unknown.
    offered_load : float or None  [erlang]
        Work that comes, in the mean.
    utilization : float or None  [0..1]
        Share that would be busy.
    hours : tuple of StaffedHour
        The same by the hour; empty where nothing changes.
    binding : tuple of str
        Standards that one less would break; empty where that is the work itself, or not known.
    cost : float or None
        Of those who are needed, for an open hour, in the currency of the service; None without a cost rate.
    """

    id: str
    label: str
    kind: str
    now: int
    needed: int | None
    offered_load: float | None
    utilization: float | None
    hours: tuple[StaffedHour, ...]
    binding: tuple[str, ...]
    cost: float | None


@dataclass(frozen=True)
class Staffing:
    """Who it takes.

    Parameters
    ----------
    resources : tuple of StaffedResource
        As declared.
    standards : tuple of Kept
        As they would be kept.
    cost : float or None
        For an open hour; None where people have no cost rate.
    frontier : tuple of FrontierPoint
        From the fewest who can do the work on, each with one more.
    proposed, today : FrontierPoint
        What it takes, and what there is.
    is_verified : bool or None
        Whether `verify` confirmed all standards; None without it, or where it could not tell.
    graph : ServiceGraph
        The service with what it takes.
    status : tuple of Status
        How surely each figure is known.
    diagnostics : tuple of Diagnostic
        Standards that no number of people keeps, and waits about which nothing is promised.
    """

    resources: tuple[StaffedResource, ...]
    standards: tuple[Kept, ...]
    cost: float | None
    frontier: tuple[FrontierPoint, ...]
    proposed: FrontierPoint
    today: FrontierPoint
    is_verified: bool | None
    graph: ServiceGraph
    status: tuple[Status, ...]
    diagnostics: tuple[Diagnostic, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return plain data: times in seconds, costs for an open hour, null where unknown."""
        return {
            "resources": [asdict(item) for item in self.resources],
            "standards": [
                {
                    "element": item.element,
                    "target": str(item.target),
                    "share_required": float(item.target.share),
                    "share_met": None if item.share is None else {"mean": item.share, "half_width": item.half_width},
                    "met": item.is_met,
                }
                for item in self.standards
            ],
            "cost": self.cost,
            "proposed": asdict(self.proposed),
            "today": asdict(self.today),
            "frontier": [asdict(item) for item in self.frontier],
            "verified": self.is_verified,
            "status": [asdict(item) for item in self.status],
            "diagnostics": [item.as_json() for item in self.diagnostics],
        }


def staff_service(graph: ServiceGraph, verify: Verify | None = None) -> Staffing:
    """Return the fewest of each resource that keep every standard and have work for less than all of their time.

    Resources that serve one queue are staffed by its standards. Where a standard spans several, one is added after the
    other where it helps most for its cost; then each that is not needed is taken away again, so that any one less would
    break a standard or overload somebody. By the hour, standards of single queues are kept in every hour.

    Parameters
    ----------
    graph : ServiceGraph
        The service; how many there are today plays no part but where it cannot be told how many it takes.
    verify : callable, optional
        Confirms a proposal, by simulation say; where it finds a standard broken, more are added.

    Returns
    -------
    Staffing

    References
    ----------
    Jennings, O. B., Mandelbaum, A., Massey, W. A. and Whitt, W. (1996). Server staffing to meet time-varying demand.
    Management Science 42, 1383-1394. Fox, B. (1966). Discrete optimization via marginal analysis. Management Science
    13, 210-216.
    """
    staffer = Staffer(graph)
    roster, is_verified = staffer.fewest(), None
    if verify is not None:
        roster, is_verified = staffer.confirmed(roster, verify)
    return _describe(staffer, roster, is_verified)


def _describe(staffer: Staffer, roster: Roster, is_verified: bool | None) -> Staffing:
    """Return all that is told of a roster."""
    network, today, least = staffer.network, staffer.today, staffer.least()
    state, kept = staffer.solve(roster)
    return Staffing(
        resources=tuple(_resource(staffer, item, roster) for item in staffer.graph.blueprint.resources),
        standards=kept,
        cost=cost_of(network, roster)[0],
        frontier=frontier_from(network, staffer.solve(least)[0], least),
        proposed=point_of(network, state, roster, staffer.keeps(roster)),
        today=point_of(network, staffer.solve(today)[0], today, staffer.keeps(today)),
        is_verified=is_verified,
        graph=staffer.staffed(roster),
        status=tuple(_status(staffer, roster, state)),
        diagnostics=(*_hopeless(staffer), *_unpromised(state)),
    )


def _resource(staffer: Staffer, resource: Resource, roster: Roster) -> StaffedResource:
    hours, counts, today = staffer.network.hours, roster[resource.id], staffer.today[resource.id]
    demand = staffer.solve(roster)[0].pool_of[resource.id].demand
    is_known = demand.has_load
    cost = None
    if resource.cost_rate is not None and is_known:
        cost = mean_on_duty(staffer.network, counts) * float(resource.cost_rate) * 3600
    by_hour = tuple(
        StaffedHour(str(piece), now, count)
        for piece, now, count in zip(hours.pieces, today, counts, strict=True)
        if (now or count) and is_known and not hours.is_constant
    )
    return StaffedResource(
        id=resource.id,
        label=resource.name,
        kind=resource.kind,
        now=max(today),
        needed=max(counts) if is_known else None,
        offered_load=demand.offered_load,
        utilization=demand.utilization,
        hours=by_hour,
        binding=_binding(staffer, resource.id, roster) if is_known else (),
        cost=cost,
    )


def _binding(staffer: Staffer, name: str, roster: Roster) -> tuple[str, ...]:
    """Return the standards that one less of a resource, at all times, would break."""
    if max(roster[name], default=0) <= 1:
        return ()
    less = with_more(roster, staffer.graph.blueprint.resource_by_id[name], -1)
    return tuple(dict.fromkeys(item.element for item in staffer.broken(less)))


def _hopeless(staffer: Staffer) -> Iterator[Diagnostic]:
    """Yield standards that are broken though nobody waits."""
    for item in staffer.at_ease:
        if item.is_met is False:
            message = (
                f"no number of people keeps '{item.target}' at '{item.element}': even if nobody waited, "
                f"{item.share or 0.0:.0%} of the customers would be done in time"
            )
            hint = "shorten the work itself, or promise what can be kept"
            yield Diagnostic("BP630", "hopeless-standard", Severity.WARNING, message, element=item.element, hint=hint)


def _unpromised(state: State) -> Iterator[Diagnostic]:
    """Yield resources that are just enough for the work, with long waits about which nothing is promised."""
    for pool in state.pools:
        wait = pool.mean_wait
        if wait and (pool.demand.utilization or 0.0) >= _BUSY and wait > pool.demand.mean_work:
            yield _unpromised_wait(pool, wait)


def _unpromised_wait(pool: PoolState, wait: float) -> Diagnostic:
    demand = pool.demand
    message = (
        f"{demand.capacity} of {demand.name} just do the work, and customers wait about "
        f"{_about(wait)} for them: no standard says that this is too long"
    )
    hint = "add a standard to the wait, such as '90% within 20 min', or take a point of the frontier"
    return Diagnostic(
        "BP631", "wait-without-standard", Severity.WARNING, message, element=demand.pool.members[0], hint=hint
    )


def _about(time: float) -> str:
    """Write a time with as many digits as an approximation has."""
    grain = next(grain for limit, grain in ((600, 10), (3600, 60), (math.inf, 300)) if time < limit)
    return write_time(Seconds(max(grain, round(time / grain) * grain)))


def _status(staffer: Staffer, roster: Roster, state: State) -> Iterator[Status]:
    for pool in state.pools:
        for name in pool.demand.pool.members:
            key = f"staffing.resources.{name}"
            if not pool.demand.has_load:
                yield Status(key, "unknown", pool.method, None, pool.demand.blocked_by[:12])
            elif pool.is_exact:
                yield Status(key, "exact", pool.method)
            else:
                yield Status(key, "approximation", pool.method, pool.error)
    cost, unknown = cost_of(staffer.network, roster)
    if cost is None:
        yield Status("staffing.cost", "unknown", "people without a cost rate", None, unknown)
    else:
        yield Status("staffing.cost", "exact", "cost rates of those who are needed")
    yield Status("staffing.frontier", "approximation", "one more where it saves most waiting, queues one by one")
