"""M/G/1 and M/D/c: Poisson arrivals, service of any law at one server, or always as long at several.

>>> steady = MG1(0.8, 1.0, 1.0, 1.0)  # always one unit of time: half the queue of exponential service
>>> round(steady.mean_wait, 12), round(steady.mean_queue, 12)
(2.0, 1.6)
>>> round(MDc(9, 1, 10).mean_queue, 4)
3.1012
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from blueprint.analysis.queueing.load import check_numbers, check_servers, refuse_overload

Array = np.ndarray[Any, np.dtype[np.float64]]

_MOST_SERVERS = 300  # for which M/D/c is solved; its roots take time
_MOST_STATES = 2**20


@dataclass(frozen=True)
class MG1:
    """A queue at one server in its steady state.

    Parameters
    ----------
    arrival_rate : float
        Customers in a unit of time.
    mean_service : float
        Mean time of a service.
    second_moment : float
        Mean square of it.
    third_moment : float, optional
        Mean cube of it; only the variance of the wait needs it.

    Raises
    ------
    AnalysisError
        BP620 if more customers come than can be served.

    References
    ----------
    Pollaczek, F. (1930) and Khintchine, A. (1932); Kleinrock, L. (1975). Queueing Systems I, eqs. 5.105 and 5.113;
    E[W²] = 2 E[W]² + arrival rate E[S³] / (3 (1 - load)).
    """

    arrival_rate: float
    mean_service: float
    second_moment: float
    third_moment: float | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that are none, and overload."""
        check_numbers(arrival_rate=self.arrival_rate, mean_service=self.mean_service, second_moment=self.second_moment)
        refuse_overload(self.utilization, 1)

    @property
    def utilization(self) -> float:
        """Share of time in which the server is busy [0..1]; so many customers wait, too."""
        return self.arrival_rate * self.mean_service

    @property
    def mean_wait(self) -> float:
        """Mean time in the queue."""
        return self.arrival_rate * self.second_moment / (2 * (1 - self.utilization))

    @property
    def wait_variance(self) -> float | None:
        """Variance of the time in the queue; None without the third moment."""
        if self.third_moment is None:
            return None
        return self.mean_wait**2 + self.arrival_rate * self.third_moment / (3 * (1 - self.utilization))

    @property
    def mean_queue(self) -> float:
        """Mean number of customers who wait."""
        return self.arrival_rate * self.mean_wait

    @property
    def mean_time(self) -> float:
        """Mean time in queue and service."""
        return self.mean_wait + self.mean_service

    @property
    def mean_present(self) -> float:
        """Mean number of customers who wait or are served."""
        return self.mean_queue + self.utilization


@dataclass(frozen=True)
class MDc:
    """A queue at servers who always take equally long, in its steady state.

    Parameters
    ----------
    arrival_rate : float
        Customers in a unit of time.
    service_time : float
        Time of each service; more than 0.
    servers : int
        From 1 to 300.

    Raises
    ------
    AnalysisError
        BP620 if more customers come than can be served.

    References
    ----------
    Crommelin, C. D. (1932). Delay probability formulae when the holding times are constant. P.O. Electrical Engineers
    Journal 25, 41-50, for the states one service apart; Franx, G. J. (2001). A simple solution for the M/D/c waiting
    time distribution. Operations Research Letters 29, 221-229, eq. 2, for the wait, in which nothing cancels.
    """

    arrival_rate: float
    service_time: float
    servers: int

    def __post_init__(self) -> None:
        """Refuse numbers that are none, and overload."""
        check_numbers(arrival_rate=self.arrival_rate, service_time=self.service_time)
        check_servers(self.servers)
        if not self.service_time or self.servers > _MOST_SERVERS:
            raise ValueError(f"service_time must be above 0, and servers at most {_MOST_SERVERS}")
        refuse_overload(self.offered_load, self.servers)

    @property
    def offered_load(self) -> float:
        """Work that comes in a unit of time [erlang]."""
        return self.arrival_rate * self.service_time

    @property
    def utilization(self) -> float:
        """Share of the servers that is busy [0..1]."""
        return self.offered_load / self.servers

    @cached_property
    def states(self) -> Array:
        """Probability of each number of customers in service and waiting, as far as it matters.

        One service later, all who are served now have left, and who came in the meantime is there: the generating
        function of the states is a quotient of which the numerator has the zeros of the denominator in the unit disk.
        """
        load, servers = self.offered_load, self.servers
        size = _states_that_matter(load, servers)
        at = np.exp(2j * np.pi * np.arange(size) / size)
        numerator = at - 1
        scale = complex(servers - load)
        for zero in _zeros(load, servers):
            numerator = numerator * (at - zero) / (1 - zero)  # scaled at once: the product stays in range
        with np.errstate(divide="ignore", invalid="ignore"):
            values = scale * numerator / (at**servers * np.exp(load * (1 - at)) - 1)
        values[0] = 1.0
        found = np.fft.fft(values).real / size
        return np.asarray(np.maximum(found, 0.0))

    @property
    def idle(self) -> float:
        """Probability that nobody is there [0..1]."""
        return float(self.states[0])

    @property
    def probability_of_wait(self) -> float:
        """Share of customers who find all servers busy [0..1]."""
        return float(1 - self.states[: self.servers].sum())

    @property
    def mean_queue(self) -> float:
        """Mean number of customers who wait."""
        waiting = self.states[self.servers :]
        return float(waiting @ np.arange(len(waiting)))

    @property
    def mean_wait(self) -> float:
        """Mean time in the queue."""
        return self.mean_queue / self.arrival_rate if self.arrival_rate else 0.0

    @property
    def mean_time(self) -> float:
        """Mean time in queue and service."""
        return self.mean_wait + self.service_time

    @property
    def mean_present(self) -> float:
        """Mean number of customers who wait or are served."""
        return self.mean_queue + self.offered_load

    @cached_property
    def _at_most(self) -> Array:
        """Probability that at most so many customers wait."""
        return np.minimum(np.cumsum(self.states)[self.servers - 1 :], 1.0)[1:]

    def wait_over(self, time: float) -> float:
        """Return the share of customers who wait longer than a time [0..1].

        Examples
        --------
        >>> round(MDc(0.8, 1, 1).wait_over(2.5), 6)
        0.295148
        """
        if time < 0 or not self.arrival_rate:
            return 1.0 if time < 0 else 0.0
        from scipy.special import gammaln

        rounds = math.floor(time / self.service_time) + 1
        last = rounds * self.servers - 1
        if last >= len(self._at_most) - 1:
            return 0.0  # nobody waits so long, as far as it matters
        load = self.arrival_rate * (rounds * self.service_time - time)
        came = np.arange(last + 1)
        if not load:
            return float(1 - self._at_most[last])
        chances = np.exp(came * math.log(load) - load - gammaln(came + 1))
        return float(np.clip(1 - chances @ self._at_most[last - came], 0.0, 1.0))


def _zeros(load: float, servers: int) -> Array:
    """Return the zeros of z^c = exp(load (z - 1)) inside of the unit disk, but for that at 1."""
    roots = np.exp(2j * np.pi * np.arange(1, servers) / servers)
    found = np.zeros_like(roots)
    for _ in range(100_000):
        again = roots * np.exp(load * (found - 1) / servers)
        if not len(found) or np.abs(again - found).max() < 1e-15:
            break
        found = again
    return np.asarray(found)


def _states_that_matter(load: float, servers: int) -> int:
    """Return a power of two beyond which states weigh less than rounding does.

    Far states weigh a factor less from each to the next: the root above 1 of the equation of `_zeros`.
    """
    low = servers / load if load else math.inf
    if load * (low - 1) / servers > 200 or math.isinf(low):
        return int(2 ** math.ceil(math.log2(servers + 64)))
    high = 2 * low
    while load * (high - 1) < servers * math.log(high):
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if load * (middle - 1) > servers * math.log(middle) else (middle, high)
    size = servers + 40 / math.log(low) + 64
    return min(_MOST_STATES, int(2 ** math.ceil(math.log2(size))))
