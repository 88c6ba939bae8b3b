"""Figures: what is told of the waits of a service, by resource, by step, by class, and of the journey as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from blueprint.analysis.waiting.clock import Span
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.points import PointWait
from blueprint.analysis.waiting.pools import PoolState
from blueprint.analysis.waiting.state import State
from blueprint.analysis.waiting.streams import weights_of
from blueprint.analysis.waiting.wait_law import WaitLaw, mixed
from blueprint.graph import ServiceGraph


@dataclass(frozen=True, slots=True)
class HourWaits:
    """A resource in one piece of the week.

    Parameters
    ----------
    window : str
        When, such as ``mon 09:00-10:00``.
    arrival_rate : float  [1/s]
        Visits.
    capacity : int
        Who is on duty.
    offered_load : float  [erlang]
        Work that is under way, with what earlier hours leave over.
    mean_wait : float or None  [s]
        Of those who come then.
    """

    window: str
    arrival_rate: float
    capacity: int
    offered_load: float
    mean_wait: float | None


@dataclass(frozen=True, slots=True)
class ResourceWaits:
    """The queue for a resource; None where unknown.

    Parameters
    ----------
    id : str
        Of the resource.
    kind : str
        people, system or space.
    capacity : int
        How many there are, at most at any time.
    arrival_rate : float or None  [1/s]
        Visits, in the hours in which the service is open.
    offered_load : float or None  [erlang]
        Work that comes.
    utilization : float or None
        Share that is busy; above 1 where more comes than can be done.
    mean_wait : float or None  [s]
        Of a visit.
    probability_of_wait : float or None  [0..1]
        Share of the visits that wait.
    mean_queue_length : float or None
        Customers who wait, in the mean over the hours in which the service is open.
    p50_wait, p90_wait, p95_wait : float or None  [s]
        Waits that so many percent of the visits do not exceed.
    leaving : float or None  [0..1]
        Share of the visits that leave the queue unserved, or are turned away.
    shared_with : tuple of str
        Resources with which it has one queue.
    hours : tuple of HourWaits
        The same by the hour; empty where nothing changes.
    """

    id: str
    kind: str
    capacity: int
    arrival_rate: float | None
    offered_load: float | None
    utilization: float | None
    mean_wait: float | None
    probability_of_wait: float | None
    mean_queue_length: float | None
    p50_wait: float | None = None
    p90_wait: float | None = None
    p95_wait: float | None = None
    leaving: float | None = None
    shared_with: tuple[str, ...] = ()
    hours: tuple[HourWaits, ...] = ()


def resources_of(network: Network, state: State) -> tuple[ResourceWaits, ...]:
    """Return the queue for each resource, as declared."""
    return tuple(_resource(network, state, item.id) for item in network.graph.blueprint.resources)


def _resource(network: Network, state: State, name: str) -> ResourceWaits:
    pool = state.pool_of[name]
    demand, resource = pool.demand, network.graph.blueprint.resource_by_id[name]
    capacity = max(network.hours.capacities(resource)) if len(demand.pool.members) > 1 else demand.capacity
    part = capacity / demand.capacity if demand.capacity else 1.0
    law, leaving = _all_visits(pool)
    return ResourceWaits(
        id=name,
        kind=resource.kind,
        capacity=capacity,
        arrival_rate=None if demand.arrival_rate is None else part * demand.arrival_rate,
        offered_load=None if demand.offered_load is None else part * demand.offered_load,
        utilization=_utilization(pool),
        mean_wait=pool.mean_wait,
        probability_of_wait=pool.probability_of_wait,
        mean_queue_length=pool.mean_queue,
        p50_wait=None if law is None else law.quantile(0.5),
        p90_wait=None if law is None else law.quantile(0.9),
        p95_wait=None if law is None else law.quantile(0.95),
        leaving=leaving,
        shared_with=tuple(other for other in demand.pool.members if other != name),
        hours=tuple(
            HourWaits(
                str(network.hours.pieces[hour.place]), hour.arrival_rate, hour.capacity, hour.load, hour.mean_wait
            )
            for hour in pool.hours
        ),
    )


def _utilization(pool: PoolState) -> float | None:
    """Return the share that is busy; where customers leave, their work is none."""
    if pool.queue is None or not any(pool.queue.leaving.values()):
        return pool.demand.utilization
    return pool.queue.utilization


def _all_visits(pool: PoolState) -> tuple[WaitLaw | None, float | None]:
    """Return the law of the wait over all visits, and the share that leaves."""
    queue = pool.queue
    if queue is None:
        return None, None
    parts = [(sum(job.rates or ()), job.name) for job in pool.demand.jobs if job.name in queue.waits]
    total = sum(rate for rate, _ in parts)
    if not total:
        return mixed([]), 0.0
    leaving = sum(rate * queue.leaving[name] for rate, name in parts) / total
    return mixed([(rate, queue.waits[name]) for rate, name in parts]), leaving


# --- steps -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StepWaits:
    """The wait before a step; None where unknown.

    Parameters
    ----------
    id : str
        Of the step.
    arrival_rate : float or None  [1/s]
        Customers who come to it, in the hours in which the service is open.
    mean_wait : float or None  [s]
        Of those.
    probability_of_wait : float or None  [0..1]
        Share of them that waits.
    """

    id: str
    arrival_rate: float | None
    mean_wait: float | None
    probability_of_wait: float | None


def steps_of(network: Network, state: State, points: Sequence[PointWait]) -> tuple[StepWaits, ...]:
    """Return the wait before each step, in the order of the script."""
    met = {point.step: point for point in points if not point.resources and point.law is not None}
    return tuple(_step(state, step.id, met.get(step.id)) for step in network.graph.steps)


def _step(state: State, name: str, point: PointWait | None) -> StepWaits:
    rate: float | None = 0.0
    parts: list[tuple[float, WaitLaw]] = []
    is_known, is_passed = True, False
    for number, (stream, visits) in enumerate(zip(state.streams, state.visits, strict=True)):
        if name in visits.unknown or visits.trapped:
            rate, is_known = None, False
        often = visits.visits.get(name)
        if often is None:
            continue
        is_passed = True
        rate = None if rate is None or stream.mean_rate is None else rate + stream.mean_rate * often
        law = state.wait(number, name)
        is_known = is_known and law is not None
        if law is not None:
            parts.append(((stream.share or 1.0) * often, law))
    if not is_known or not is_passed:
        return StepWaits(name, rate, None, None)
    law = mixed(parts)
    if not law.mean and point is not None and point.law is not None:
        law = point.law
    return StepWaits(name, rate, law.mean, law.probability)


# --- customers -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClassWaits:
    """Times of customers; None where unknown.

    Parameters
    ----------
    id : str
        Of the class; empty for all customers.
    time_in_system : float or None  [s]
        From the entry to the end of the last step that they see or wait for.
    service_time : float or None  [s]
        The same without queues.
    waiting_time : float or None  [s]
        What queues add to it.
    blocked_by : tuple of str
        Steps of unknown time or wait.
    is_exact : bool
        Whether the sums are exact, given the waits.
    """

    id: str
    time_in_system: float | None
    service_time: float | None
    waiting_time: float | None
    blocked_by: tuple[str, ...] = ()
    is_exact: bool = True


def classes_of(state: State) -> tuple[tuple[ClassWaits, ...], ClassWaits]:
    """Return the times of each class, and of all customers."""
    found = []
    for stream, clock in zip(state.streams, state.clocks, strict=True):
        if clock.visits.trapped:
            found.append(ClassWaits(stream.name or "", None, None, None, clock.visits.trapped))
        else:
            found.append(_class(stream.name or "", clock.whole(), clock.whole(with_waits=False)))
    weights = weights_of(state.streams)
    if not found or weights is None or any(item.time_in_system is None for item in found):
        blocked = tuple(dict.fromkeys(name for item in found for name in item.blocked_by))
        if weights is None:
            blocked = tuple(item.id for item in found) + blocked
        everybody = ClassWaits("", None, None, None, blocked)
    else:
        total, service, waiting = (
            sum(weight * (getattr(item, word) or 0.0) for weight, item in zip(weights, found, strict=True))
            for word in ("time_in_system", "service_time", "waiting_time")
        )
        everybody = ClassWaits("", total, service, waiting, is_exact=all(item.is_exact for item in found))
    has_classes = any(stream.customer_class is not None for stream in state.streams)
    return tuple(found) if has_classes else (), everybody


def _class(name: str, whole: Span, service: Span) -> ClassWaits:
    if whole.mean is None or service.mean is None:
        return ClassWaits(name, None, service.mean, None, whole.blocked_by, whole.is_exact)
    waiting = max(0.0, whole.mean - service.mean)
    return ClassWaits(name, whole.mean, service.mean, waiting, (), whole.is_exact)


# --- the journey -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Journey:
    """What can be measured of the waits of a journey; None where unknown.

    Parameters
    ----------
    longest_wait : float or None  [s]
        Longest of the mean waits at single steps, of those that are known.
    longest_wait_at : str or None
        Where that is.
    share_waiting : float or None  [0..1]
        Part of the time in the service that queues take.
    wait_before_first_contact : float or None  [s]
        Until somebody onstage first serves the customer.
    """

    longest_wait: float | None
    longest_wait_at: str | None
    share_waiting: float | None
    wait_before_first_contact: float | None


def journey_of(graph: ServiceGraph, state: State, steps: Sequence[StepWaits], customer: ClassWaits) -> Journey:
    """Return what can be measured of the waits of a journey."""
    counted = {step.id for step in graph.steps_of("customer", "onstage")}
    waits = [(item.mean_wait, item.id) for item in steps if item.mean_wait and item.id in counted]
    longest = max(waits, key=lambda item: item[0] or 0.0, default=(None, None))
    share = None
    if customer.time_in_system and customer.waiting_time is not None:
        share = customer.waiting_time / customer.time_in_system
    return Journey(longest[0], longest[1], share, _before_contact(graph, state))


def _before_contact(graph: ServiceGraph, state: State) -> float | None:
    contacts = frozenset(step.id for step in graph.steps_of("onstage"))
    weights = weights_of(state.streams)
    if weights is None or not contacts or not state.clocks:
        return None
    total = 0.0
    for weight, clock in zip(weights, state.clocks, strict=True):
        span = clock.waiting_before(contacts) if not clock.visits.trapped else Span(None)
        if span.mean is None:
            return None
        total += weight * span.mean
    return total
