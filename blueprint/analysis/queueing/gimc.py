"""GI/M/c: times between arrivals of any law, one after the other; exponential service at c servers.

Arrivals exactly one unit apart, at one server that is busy half of the time:

>>> import math
>>> even = GIMc(lambda rate: math.exp(-rate), 1.0, 0.5, 1)
>>> round(even.root, 4)  # of tables
0.2032
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from blueprint.analysis.queueing.load import check_numbers, check_servers, refuse_overload

_BESIDE = 1e-5  # relative change of the service time that leads past a gap; the error is its square


@dataclass(frozen=True)
class GIMc:
    """A queue in its steady state.

    Parameters
    ----------
    transform : callable
        Mean of exp(-rate * time between arrivals), as a function of the rate.
    mean_interval : float
        Mean time between arrivals; more than 0.
    mean_service : float
        Mean time of a service; more than 0.
    servers : int
        At least 1.

    Raises
    ------
    AnalysisError
        BP620 if more customers come than can be served.

    References
    ----------
    Takács, L. (1962). Introduction to the Theory of Queues, section 2.2, theorem 3.
    """

    transform: Callable[[float], float]
    mean_interval: float
    mean_service: float
    servers: int

    def __post_init__(self) -> None:
        """Refuse numbers that are none, and overload."""
        check_numbers(mean_interval=self.mean_interval, mean_service=self.mean_service)
        check_servers(self.servers)
        if not (self.mean_interval and self.mean_service):
            raise ValueError("mean_interval and mean_service must be above 0")
        refuse_overload(self.offered_load, self.servers)

    @property
    def offered_load(self) -> float:
        """Work that comes in a unit of time [erlang]."""
        return self.mean_service / self.mean_interval

    @property
    def utilization(self) -> float:
        """Share of the servers that is busy [0..1]."""
        return self.offered_load / self.servers

    @cached_property
    def root(self) -> float:
        """Root of s = A(c mu (1 - s)) in (0, 1): each customer more in the queue is so much less probable."""
        pace = self.servers / self.mean_service
        low, high = 0.0, 1.0
        while (middle := (low + high) / 2) not in (low, high):
            low, high = (middle, high) if self.transform(pace * (1 - middle)) > middle else (low, middle)
        return low

    @cached_property
    def probability_of_wait(self) -> float:
        """Share of customers who find all servers busy [0..1]."""
        if self.servers == 1:
            return self.root
        if self._is_at_a_gap:
            beside = (replace(self, mean_service=self.mean_service * factor) for factor in (1 - _BESIDE, 1 + _BESIDE))
            return sum(other._sum() for other in beside) / 2
        return self._sum()

    def _sum(self) -> float:
        """Return the probability of a wait by Takács' sum."""
        root, servers = self.root, self.servers
        total = 1 / (1 - root)
        weight = 1.0  # binomial(c, j) / C_j
        for busy in range(1, servers + 1):
            share = self.transform(busy / self.mean_service)
            if not share or not root:
                return 0.0  # services end long before the next customer comes
            weight *= (servers - busy + 1) / busy * (1 - share) / share
            if math.isinf(weight):
                return 0.0
            spare = servers * (1 - root) - busy
            ratio = (servers * (1 - share) - busy) / spare if busy < servers else share / root
            total += weight / (1 - share) * ratio
        return min(1.0, 1 / total / (1 - root)) if total > 0 else 1.0

    @property
    def _is_at_a_gap(self) -> bool:
        """Whether a term of the sum is zero over zero; then the sum has a limit and no value."""
        spare = self.servers * (1 - self.root)
        return round(spare) < self.servers and abs(spare - round(spare)) < _BESIDE / 10

    @property
    def spare_rate(self) -> float:
        """Rate at which the waits of those who wait end."""
        return self.servers / self.mean_service * (1 - self.root)

    @property
    def mean_wait(self) -> float:
        """Mean time in the queue."""
        return self.probability_of_wait / self.spare_rate

    @property
    def mean_queue(self) -> float:
        """Mean number of customers who wait."""
        return self.mean_wait / self.mean_interval

    @property
    def mean_time(self) -> float:
        """Mean time in queue and service."""
        return self.mean_wait + self.mean_service

    def wait_over(self, time: float) -> float:
        """Return the share of customers who wait longer than a time [0..1]."""
        return self.probability_of_wait * math.exp(-self.spare_rate * time)
