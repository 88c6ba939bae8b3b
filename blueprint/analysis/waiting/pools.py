"""Pools: load, utilization and queue of the resources that stand in one line."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.analysis.waiting.demand import Demand
from blueprint.analysis.waiting.line import Queue
from blueprint.analysis.waiting.queues import solve_line
from blueprint.analysis.waiting.shifts import Hour, Shifts, solve_shifts
from blueprint.analysis.waiting.wait_law import NO_WAIT
from blueprint.errors import AnalysisError


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
        total, waits = sum(weights.values()), self.queue.waits
        waiting = sum(rate * waits[name].probability for name, rate in weights.items() if name in waits)
        return waiting / total if total else 0.0


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
    names = {job.name for job in demand.jobs}
    return Queue(dict.fromkeys(names, NO_WAIT), dict.fromkeys(names, 0.0), 0.0, is_exact=True, method="nobody comes")
