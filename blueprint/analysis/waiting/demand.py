"""Demand: all that customers bring to the resources of one line, and who is there for it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from blueprint.analysis.waiting.hours import Hours
from blueprint.analysis.waiting.line import Customers, Line
from blueprint.analysis.waiting.needs import Need, Pool
from blueprint.analysis.waiting.shifts import Shifts
from blueprint.analysis.waiting.streams import Stream
from blueprint.analysis.waiting.work import Work, mixed_work
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

    def coming(self, *, is_poisson: bool, variation: float = 1.0, interval: Distribution | None = None) -> Demand:
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
        return sum(job.rates[place] * job.work.mean * job.need.amount for job in self.jobs if job.rates and job.work)

    @cached_property
    def mean_capacity(self) -> float:
        """Who is on duty in the mean over these hours."""
        return sum(self.capacities[place] * self.hours.lengths[place] for place in self.places) / (self.length or 1.0)

    @property
    def mean_work(self) -> float:
        """For how long a visit takes one of them [s]; 0 if unknown."""
        rate = sum(sum(job.rates or ()) for job in self.jobs)
        total = sum(sum(job.rates or ()) * job.work.mean for job in self.jobs if job.work is not None)
        return total / rate if rate else 0.0

    @property
    def utilization(self) -> float | None:
        """Offered load for each who is on duty; above 1 where it cannot be done, None if unknown or nobody ever is."""
        load = self.offered_load
        if load is None or (load and not self.mean_capacity):
            return None
        return load / self.mean_capacity if load else 0.0

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

    def is_near(self, other: Demand, tolerance: float) -> bool:
        """Tell whether another demand of the same pool is practically the same."""
        if self.capacities != other.capacities or len(self.jobs) != len(other.jobs):
            return False
        if self.is_poisson != other.is_poisson or abs(self.variation - other.variation) > 10 * tolerance:
            return False
        return all(_is_near(*pair, tolerance) for pair in zip(self.jobs, other.jobs, strict=True))

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


def _is_near(one: Job, other: Job, tolerance: float) -> bool:
    """Tell whether two jobs are practically the same."""
    if (one.work is None) != (other.work is None) or (one.rates is None) != (other.rates is None):
        return False
    if one.need != other.need or one.blocked_by != other.blocked_by:
        return False
    if one.work is not None and other.work is not None:
        if abs(one.work.mean - other.work.mean) > tolerance * one.work.mean:
            return False
        if abs(one.work.second - other.work.second) > 4 * tolerance * one.work.second:
            return False
    rates, others = one.rates or (), other.rates or ()
    highest = max(rates, default=0.0)
    return all(abs(rate - more) <= tolerance * highest for rate, more in zip(rates, others, strict=True))
