"""Pools: load, utilization and queue of the resources that stand in one line."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from blueprint.analysis.waiting.hours import Hours
from blueprint.analysis.waiting.needs import Need, Pool
from blueprint.analysis.waiting.queues import Customers, Line, Queue, Work, mixed_work, solve_line
from blueprint.analysis.waiting.shifts import Hour, Shifts, solve_shifts
from blueprint.analysis.waiting.streams import Stream
from blueprint.errors import AnalysisError
from blueprint.model import Resource
from blueprint.units import Distribution

SEVERAL = "several taken at once"
HELD = "held over several steps, waits between them counted"
EITHER = "work that either of several may do is divided between them"
TOGETHER = "taken together with other resources, one wait after the other"


@dataclass(frozen=True)
class Job:
    """What the customers of one class bring to a pool at one step.

    Parameters
    ----------
    need : Need
        What they take.
    stream : Stream
        Who they are.
    rates : tuple of float or None  [1/s]
        How many come in each piece of the week; None if unknown.
    work : Work or None
        For how long it is taken; None if unknown.
    blocked_by : tuple of str
        What says too little.
    notes : tuple of str
        Why a closed form is not exact.
    """

    need: Need
    stream: Stream
    rates: tuple[float, ...] | None
    work: Work | None
    blocked_by: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Id of the class; empty without classes."""
        return self.stream.name or ""


@dataclass(frozen=True)
class Demand:
    """All that comes to a pool, and who is there.

    Parameters
    ----------
    pool : Pool
        The resources.
    resources : tuple of Resource
        The same, with their words.
    hours : Hours
        The week.
    capacities : tuple of int
        How many are on duty in each piece of it.
    jobs : tuple of Job
        What customers bring.
    is_poisson : bool
        Whether they come independently of each other.
    variation : float
        Squared coefficient of variation of the times between visits.
    interval : Distribution or None
        Law of these, where it is known.
    """

    pool: Pool
    resources: tuple[Resource, ...]
    hours: Hours
    capacities: tuple[int, ...]
    jobs: tuple[Job, ...]
    is_poisson: bool = False
    variation: float = 1.0
    interval: Distribution | None = None

    def coming(
        self, *, is_poisson: bool, variation: float = 1.0, interval: Distribution | None = None
    ) -> Demand:
        """Return the same with how evenly customers come."""
        return replace(self, is_poisson=is_poisson, variation=variation, interval=interval)

    @property
    def name(self) -> str:
        """What people call it."""
        return " or ".join(resource.name for resource in self.resources)

    @property
    def capacity(self) -> int:
        """How many there are at most at any time."""
        return max(self.capacities)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Numbers of the pieces in which somebody is on duty or comes."""
        rates = [job.rates for job in self.jobs if job.rates is not None]
        return tuple(
            place for place, count in enumerate(self.capacities) if count or any(found[place] for found in rates)
        )

    @cached_property
    def blocked_by(self) -> tuple[str, ...]:
        """What keeps the load from being known."""
        return tuple(dict.fromkeys(item for job in self.jobs for item in job.blocked_by))

    @property
    def has_rates(self) -> bool:
        """Whether it is known how many come."""
        return all(job.rates is not None for job in self.jobs)

    @property
    def has_load(self) -> bool:
        """Whether it is known how much work they bring."""
        return self.has_rates and all(job.work is not None for job in self.jobs)

    @cached_property
    def length(self) -> float:
        """How long anything goes on [s]."""
        return sum(self.hours.lengths[place] for place in self.places)

    @cached_property
    def arrival_rate(self) -> float | None:
        """Visits in the hours in which the service is open [1/s]."""
        if not self.has_rates:
            return None
        total = self.hours.open_length
        return sum(
            rate * length for job in self.jobs for rate, length in zip(job.rates or (), self.hours.lengths, strict=True)
        ) / total if total else 0.0  # fmt: skip

    @cached_property
    def offered_load(self) -> float | None:
        """Work that comes in the mean over these hours [erlang]."""
        if not self.has_load:
            return None
        return sum(self._load(place) * self.hours.lengths[place] for place in self.places) / (self.length or 1.0)

    def _load(self, place: int) -> float:
        return sum(
            job.rates[place] * job.work.mean * job.need.amount for job in self.jobs if job.rates and job.work
        )

    @cached_property
    def mean_capacity(self) -> float:
        """Who is on duty in the mean over these hours."""
        return sum(self.capacities[place] * self.hours.lengths[place] for place in self.places) / (self.length or 1.0)

    @property
    def utilization(self) -> float | None:
        """Offered load for each who is on duty; above 1 where it cannot be done."""
        load = self.offered_load
        if load is None:
            return None
        return load / self.mean_capacity if self.mean_capacity else math.inf if load else 0.0

    @property
    def notes(self) -> tuple[str, ...]:
        """Why a closed form is not exact."""
        found = [note for job in self.jobs for note in job.notes]
        if any(job.need.amount > 1 for job in self.jobs):
            found.append(SEVERAL)
        return tuple(dict.fromkeys(found))

    @property
    def by_priority(self) -> bool:
        """Whether some classes are served before others."""
        numbers = {job.stream.priority for job in self.jobs}
        return len(numbers) > 1 and not any(resource.discipline == "fifo" for resource in self.resources)

    @property
    def room(self) -> int | None:
        """Customers that can wait; None is any number."""
        rooms = [resource.room for resource in self.resources]
        known = [room for room in rooms if room is not None]
        return sum(known) if len(known) == len(rooms) else None

    def line(self, place: int) -> Line:
        """Return who comes and who serves in a piece of the week."""
        by_class: dict[str, list[tuple[float, Work]]] = {}
        for job in self.jobs:
            if job.rates and job.work is not None:
                by_class.setdefault(job.name, []).append((job.rates[place], job.work))
        streams = {job.name: job.stream for job in self.jobs}
        customers = tuple(
            Customers(
                name,
                sum(rate for rate, _ in parts),
                mixed_work(parts) if any(rate for rate, _ in parts) else mixed_work([(1.0, work) for _, work in parts]),
                streams[name].priority,
                streams[name].patience,
            )
            for name, parts in by_class.items()
        )
        line = Line(
            self.capacities[place], customers, self.is_poisson, self.variation, self.interval, self.room,
            self.by_priority,
        )  # fmt: skip
        return self._in_groups(line, place)

    def _in_groups(self, line: Line, place: int) -> Line:
        """Where several are taken at once, count groups of them in place of single ones, and keep the utilization."""
        if not line.load or line.servers == 0 or all(job.need.amount == 1 for job in self.jobs):
            return line
        load = self._load(place)
        groups = max(1, math.floor(line.servers * line.load / load))
        factor = load / line.servers * groups / line.load
        customers = tuple(replace(item, work=item.work.stretched(factor)) for item in line.customers)
        return replace(line, servers=groups, customers=customers)

    @cached_property
    def shifts(self) -> Shifts:
        """Who comes and who serves over the week."""
        return Shifts(
            tuple(self.hours.lengths[place] for place in self.places),
            tuple(self.line(place) for place in self.places),
            self.places,
        )


@dataclass(frozen=True)
class PoolState:
    """What is known of a pool.

    Parameters
    ----------
    demand : Demand
        What comes to it.
    queue : Queue or None
        None where it is not known.
    hours : tuple of Hour
        What happens in each piece of the week; empty where nothing changes.
    is_overloaded : bool
        Whether more work comes than can be done, so that the queue grows for ever.
    method : str
        How the queue was computed, or why it is not known.
    is_exact : bool
        Whether its means are exact.
    error : float or None  [0..1]
        Typical error of an approximation, where one is known.
    """

    demand: Demand
    queue: Queue | None
    hours: tuple[Hour, ...]
    is_overloaded: bool
    method: str
    is_exact: bool = False
    error: float | None = None

    @property
    def mean_queue(self) -> float | None:
        """Mean number of customers who wait, by Little's law."""
        if self.queue is None:
            return None
        weights = _rates_by_class(self.demand)
        return sum(rate * self.queue.waits[name].mean for name, rate in weights.items() if name in self.queue.waits)

    @property
    def mean_wait(self) -> float | None:
        """Mean wait of a visit [s]."""
        rate, queue = self.demand.arrival_rate, self.mean_queue
        return None if queue is None or rate is None else queue / rate if rate else 0.0

    @property
    def probability_of_wait(self) -> float | None:
        """Share of the visits that wait [0..1]."""
        if self.queue is None:
            return None
        weights = _rates_by_class(self.demand)
        total = sum(weights.values())
        waits = self.queue.waits
        return sum(rate * waits[name].probability for name, rate in weights.items() if name in waits) / total if total else 0.0


def _rates_by_class(demand: Demand) -> dict[str, float]:
    """Return the visits of each class in the mean over open hours [1/s]."""
    found: dict[str, float] = {}
    for job in demand.jobs:
        total = sum(rate * length for rate, length in zip(job.rates or (), demand.hours.lengths, strict=True))
        found[job.name] = found.get(job.name, 0.0) + total / (demand.hours.open_length or 1.0)
    return found


def solve_pool(demand: Demand) -> PoolState:
    """Return what is known of a pool.

    Parameters
    ----------
    demand : Demand
        What comes to it.
    """
    if not demand.has_load:
        reason = "how many customers come is unknown" if not demand.has_rates else "steps without a time"
        return PoolState(demand, None, (), is_overloaded=False, method=reason)
    if not demand.jobs or not demand.offered_load:
        return PoolState(demand, _empty(demand), (), is_overloaded=False, method="nobody comes", is_exact=True)
    if not any(demand.capacities):
        return PoolState(demand, None, (), is_overloaded=True, method="nobody is ever on duty")
    most = max(job.need.amount for job in demand.jobs)
    if most > demand.capacity:
        return PoolState(demand, None, (), is_overloaded=True, method=f"{most} are needed at once")
    shifts = demand.shifts
    try:
        if shifts.is_steady:
            return _steady(demand, shifts)
        queue, hours = solve_shifts(shifts)
    except AnalysisError:
        hours = () if shifts.is_steady else shifts.hours()
        return PoolState(demand, None, hours, is_overloaded=True, method="more work comes than can be done")
    if queue is None:
        reason = "overloaded for hours, and too large to be followed through them; only simulation tells"
        return PoolState(demand, None, hours, is_overloaded=False, method=reason)
    return PoolState(demand, queue, hours, False, _method(queue.method, demand), is_exact=False, error=queue.error)


def _steady(demand: Demand, shifts: Shifts) -> PoolState:
    queue = solve_line(shifts.lines[0])
    is_exact = queue.is_exact and not demand.notes and demand.hours.is_constant
    method = _method(queue.method, demand)
    if not demand.hours.is_constant:
        method += ", as if open hours followed each other"
    error = queue.error if not demand.notes else None
    return PoolState(demand, queue, (), False, method, is_exact, error)


def _method(method: str, demand: Demand) -> str:
    return "; ".join((method, *demand.notes))


def _empty(demand: Demand) -> Queue:
    from blueprint.analysis.waiting.wait_law import NO_WAIT

    names = {job.name for job in demand.jobs}
    return Queue(dict.fromkeys(names, NO_WAIT), dict.fromkeys(names, 0.0), 0.0, is_exact=True, method="nobody comes")
