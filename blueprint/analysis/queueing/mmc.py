"""M/M/c: Poisson arrivals, exponential service, c servers, room for everybody, first come first served.

The eye clinic of Gross and Harris: 6 patients an hour, 20 min each, 3 doctors.

>>> clinic = MMc(6, 3, 3)
>>> round(clinic.mean_queue, 3), round(60 * clinic.mean_wait, 1), round(clinic.idle, 4)
(0.889, 8.9, 0.1111)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from blueprint.analysis.queueing.erlang import erlang_c
from blueprint.analysis.queueing.load import check_numbers, check_servers, refuse_overload


@dataclass(frozen=True)
class MMc:
    """A queue in its steady state.

    Parameters
    ----------
    arrival_rate : float
        Customers in a unit of time.
    service_rate : float
        Services that one server does in a unit of time; more than 0.
    servers : int
        At least 1.

    Raises
    ------
    AnalysisError
        BP620 if more customers come than can be served.

    References
    ----------
    Gross, D. and Harris, C. M. (1998). Fundamentals of Queueing Theory, section 2.3.
    """

    arrival_rate: float
    service_rate: float
    servers: int

    def __post_init__(self) -> None:
        """Refuse numbers that are none, and overload."""
        check_numbers(arrival_rate=self.arrival_rate, service_rate=self.service_rate)
        check_servers(self.servers)
        if not self.service_rate:
            raise ValueError("service_rate must be above 0")
        refuse_overload(self.offered_load, self.servers)

    @property
    def offered_load(self) -> float:
        """Work that comes in a unit of time [erlang]."""
        return self.arrival_rate / self.service_rate

    @property
    def utilization(self) -> float:
        """Share of the servers that is busy [0..1]."""
        return self.offered_load / self.servers

    @cached_property
    def probability_of_wait(self) -> float:
        """Share of customers who find all servers busy [0..1]."""
        return erlang_c(self.servers, self.offered_load)

    @property
    def idle(self) -> float:
        """Probability that nobody is there [0..1]."""
        load = self.offered_load
        if not load:
            return 1.0
        weight = math.lgamma(self.servers + 1) - self.servers * math.log(load)
        waits = self.probability_of_wait
        return math.exp(weight + math.log(waits) + math.log(1 - self.utilization)) if waits else math.exp(-load)

    @property
    def spare_rate(self) -> float:
        """Services that could be done beyond those that are needed, in a unit of time."""
        return self.servers * self.service_rate - self.arrival_rate

    @property
    def mean_wait(self) -> float:
        """Mean time in the queue."""
        return self.probability_of_wait / self.spare_rate

    @property
    def mean_wait_of_waiting(self) -> float:
        """Mean time in the queue of those who wait at all."""
        return 1 / self.spare_rate

    @property
    def wait_variance(self) -> float:
        """Variance of the time in the queue."""
        waits = self.probability_of_wait
        return waits * (2 - waits) / self.spare_rate**2

    @property
    def mean_queue(self) -> float:
        """Mean number of customers who wait."""
        return self.arrival_rate * self.mean_wait

    @property
    def mean_time(self) -> float:
        """Mean time in queue and service."""
        return self.mean_wait + 1 / self.service_rate

    @property
    def mean_present(self) -> float:
        """Mean number of customers who wait or are served."""
        return self.mean_queue + self.offered_load

    def wait_over(self, time: float) -> float:
        """Return the share of customers who wait longer than a time [0..1]."""
        return self.probability_of_wait * math.exp(-self.spare_rate * time)

    def wait_quantile(self, share: float) -> float:
        """Return the wait that a share of customers does not exceed.

        Examples
        --------
        >>> round(60 * MMc(48, 1, 50).wait_quantile(0.9), 1)  # Garnett, Mandelbaum and Reiman: 58.1 s
        58.1
        """
        if not 0 <= share < 1:
            raise ValueError(f"share must lie between 0 and 1, got {share}")
        over = self.probability_of_wait / (1 - share)
        return math.log(over) / self.spare_rate if over > 1 else 0.0

    def time_over(self, time: float) -> float:
        """Return the share of customers who spend longer than a time in queue and service [0..1]."""
        gap = self.servers - 1 - self.offered_load  # 0 where service and queue end at one pace
        pace = self.service_rate * time
        spread = pace if abs(gap * pace) < 1e-9 else -math.expm1(-pace * gap) / gap
        return min(1.0, math.exp(-pace) * (1 + self.probability_of_wait * spread))
