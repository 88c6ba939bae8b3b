"""Line: who comes to a resource and who serves there; and what is known of the queue before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from blueprint.analysis.waiting.wait_law import WaitLaw
from blueprint.analysis.waiting.work import Work, mixed_work
from blueprint.units import Distribution


@dataclass(frozen=True, slots=True)
class Customers:
    """Visits of one class to a resource.

    Parameters
    ----------
    name : str
        Of the class.
    rate : float  [1/s]
        How many come.
    work : Work
        What each takes.
    priority : int or None
        1 is served first; without, as the last.
    patience : Distribution or None
        Longest wait; None if it has no end.
    """

    name: str
    rate: float
    work: Work
    priority: int | None = None
    patience: Distribution | None = None


@dataclass(frozen=True)
class Line:
    """Who comes to a resource and who serves there.

    Parameters
    ----------
    servers : int
        How many there are.
    customers : tuple of Customers
        By class.
    is_poisson : bool
        Whether visits come independently of each other.
    variation : float
        Squared coefficient of variation of the times between visits.
    interval : Distribution or None
        Law of these, where they are independent of each other.
    room : int or None
        Customers that can wait; None is any number.
    by_priority : bool
        Whether classes of higher priority are served before others.
    """

    servers: int
    customers: tuple[Customers, ...]
    is_poisson: bool = False
    variation: float = 1.0
    interval: Distribution | None = None
    room: int | None = None
    by_priority: bool = False

    @cached_property
    def rate(self) -> float:
        """Visits in a second."""
        return sum(item.rate for item in self.customers)

    @cached_property
    def work(self) -> Work:
        """Work of a visit."""
        return mixed_work([(item.rate, item.work) for item in self.customers])

    @property
    def load(self) -> float:
        """Work that comes [erlang]."""
        return self.rate * self.work.mean

    @property
    def is_exponential(self) -> bool:
        """Whether all work has one exponential law."""
        return self.work.law is not None and self.work.law.kind == "exponential"

    @property
    def is_impatient(self) -> bool:
        """Whether anybody leaves the queue."""
        return any(item.patience is not None and item.rate for item in self.customers)

    @cached_property
    def ranks(self) -> tuple[tuple[Customers, ...], ...]:
        """Classes in the order in which they are served; those that are equal together."""
        if not self.by_priority:
            return (self.customers,)
        last = 1 + max((item.priority or 0 for item in self.customers), default=0)
        numbers = sorted({item.priority or last for item in self.customers})
        return tuple(tuple(item for item in self.customers if (item.priority or last) == rank) for rank in numbers)

    def at_load(self, factor: float) -> Line:
        """Return the same with so many times as many customers."""
        return replace(self, customers=tuple(replace(item, rate=item.rate * factor) for item in self.customers))


@dataclass(frozen=True)
class Queue:
    """What is known of the queue at a resource.

    Parameters
    ----------
    waits : mapping
        Law of the wait by class.
    leaving : mapping
        Share of each class that leaves the queue, or is turned away [0..1].
    utilization : float  [0..1]
        Share of the servers that is busy.
    is_exact : bool
        Whether the means are exact for the line as it is given.
    method : str
        By which model.
    error : float or None  [0..1]
        Typical error of an approximation, where one is known.
    """

    waits: Mapping[str, WaitLaw]
    leaving: Mapping[str, float]
    utilization: float
    is_exact: bool
    method: str
    error: float | None = None
    turned_away: float = field(default=0.0)
