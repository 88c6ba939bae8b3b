"""Finite queues: limited room, where more customers are turned away, and limited populations.

Car emission inspection of Gross and Harris: one car a minute, 6 min each, 3 stalls, room for 7 with those in service.

>>> station = FiniteRoom(1, 1 / 6, 3, 7)
>>> round(station.mean_queue, 2), round(station.mean_present, 2), round(60 * station.turned_away, 1)
(3.09, 6.06, 30.3)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from blueprint.analysis.queueing.erlang import erlang_b
from blueprint.analysis.queueing.load import check_numbers, check_servers

_MOST_WAITING = 100_000  # customers; longer queues than this are not counted one by one
_MOST_CUSTOMERS = 1_000_000


@dataclass(frozen=True)
class FiniteRoom:
    """M/M/c/K: who comes while the room is full is turned away. More may come than can be served.

    Parameters
    ----------
    arrival_rate : float
        Customers in a unit of time, those who are turned away too.
    service_rate : float
        Services that one server does in a unit of time; more than 0.
    servers : int
        At least 1.
    capacity : int
        Customers that can be there, in service and waiting; at least `servers`.

    References
    ----------
    Gross, D. and Harris, C. M. (1998). Fundamentals of Queueing Theory, section 2.4.
    """

    arrival_rate: float
    service_rate: float
    servers: int
    capacity: int

    def __post_init__(self) -> None:
        """Refuse numbers that are none."""
        check_numbers(arrival_rate=self.arrival_rate, service_rate=self.service_rate)
        check_servers(self.servers)
        if not self.service_rate or self.capacity < self.servers:
            raise ValueError("service_rate must be above 0, and capacity at least the number of servers")

    @property
    def offered_load(self) -> float:
        """Work that comes in a unit of time, with that of those who are turned away [erlang]."""
        return self.arrival_rate / self.service_rate

    @property
    def room(self) -> int:
        """Customers that can wait."""
        return self.capacity - self.servers

    @cached_property
    def _tail(self) -> tuple[float, float, float]:
        """Weights of all busy, of full, and of the queue, where the state of all busy and nobody waiting weighs 1."""
        ratio = self.offered_load / self.servers
        if ratio > 1:
            return _powers(1 / ratio, self.room, is_reversed=True)
        return _powers(ratio, self.room, is_reversed=False)

    @cached_property
    def _total(self) -> float:
        busy, _, _ = self._tail
        blocking = erlang_b(self.servers, self.offered_load)
        return (1 / blocking - 1) * self._scale + busy if blocking else math.inf

    @property
    def _scale(self) -> float:
        """What the state of all busy and nobody waiting weighs: in overload, the full room weighs 1."""
        ratio = self.offered_load / self.servers
        return float(ratio ** -min(self.room, 1e6)) if ratio > 1 else 1.0

    @property
    def idle(self) -> float:
        """Probability that nobody is there [0..1]."""
        load = self.offered_load
        if not load:
            return 1.0
        weight = math.lgamma(self.servers + 1) - self.servers * math.log(load)
        return math.exp(weight + math.log(self._scale / self._total)) if self._scale else 0.0

    @property
    def turned_away(self) -> float:
        """Share of customers who find the room full [0..1]."""
        return self._tail[1] / self._total

    @property
    def accepted_rate(self) -> float:
        """Customers who come in, in a unit of time."""
        return self.arrival_rate * (1 - self.turned_away)

    @property
    def mean_queue(self) -> float:
        """Mean number of customers who wait."""
        return self._tail[2] / self._total

    @property
    def utilization(self) -> float:
        """Share of the servers that is busy [0..1]."""
        return self.accepted_rate / self.service_rate / self.servers

    @property
    def mean_present(self) -> float:
        """Mean number of customers who wait or are served."""
        return self.mean_queue + self.utilization * self.servers

    @property
    def mean_wait(self) -> float:
        """Mean time in the queue of those who come in."""
        return self.mean_queue / self.accepted_rate if self.arrival_rate else 0.0

    @property
    def mean_time(self) -> float:
        """Mean time in queue and service of those who come in."""
        return self.mean_wait + 1 / self.service_rate

    @property
    def probability_of_wait(self) -> float:
        """Share of those who come in that find all servers busy [0..1]."""
        busy, full, _ = self._tail
        return (busy - full) / (self._total - full) if self.arrival_rate else 0.0

    def wait_over(self, time: float) -> float:
        """Return the share of those who come in that wait longer than a time [0..1]."""
        from scipy.special import gammaincc

        ratio = self.offered_load / self.servers
        if not self.room or not ratio:
            return 0.0
        ahead = np.arange(min(self.room, _MOST_WAITING), dtype=float)
        if ratio > 1:  # of a long queue the end is full, and the begin is never seen
            ahead += self.room - len(ahead)
            weights = ratio ** (ahead - self.room)
        else:
            weights = ratio**ahead
        found = float(weights @ gammaincc(ahead + 1, self.servers * self.service_rate * time))
        return found / (self._total - self._tail[1])


def _powers(ratio: float, room: int, *, is_reversed: bool) -> tuple[float, float, float]:
    """Sum powers 0 … room of a ratio up to 1: all, that of the full room, and places in the queue times powers."""
    if room <= _MOST_WAITING:
        places = np.arange(room + 1)
        powers = ratio**places
        total, moment, last = float(powers.sum()), float(powers @ places), float(powers[-1])
    else:  # so long a queue is never full, or always
        total, moment, last = 1 / (1 - ratio), ratio / (1 - ratio) ** 2, 0.0
    return (total, 1.0, room * total - moment) if is_reversed else (total, last, moment)


@dataclass(frozen=True)
class FinitePopulation:
    """M/M/c//N: so many customers who come again and again.

    Parameters
    ----------
    population : int
        How many customers there are.
    away_rate : float
        How often one who is away comes, in a unit of time.
    service_rate : float
        Services that one server does in a unit of time; more than 0.
    servers : int
        At least 1.

    References
    ----------
    Gross, D. and Harris, C. M. (1998). Fundamentals of Queueing Theory, section 2.7.

    Examples
    --------
    >>> round(FinitePopulation(6, 0.1, 0.5, 1).mean_queue, 4)
    1.1511
    """

    population: int
    away_rate: float
    service_rate: float
    servers: int

    def __post_init__(self) -> None:
        """Refuse numbers that are none."""
        check_numbers(population=self.population, away_rate=self.away_rate, service_rate=self.service_rate)
        check_servers(self.servers)
        if not self.service_rate or self.population > _MOST_CUSTOMERS:
            raise ValueError(f"service_rate must be above 0, and population at most {_MOST_CUSTOMERS:,}")

    @cached_property
    def _states(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        here = np.arange(self.population + 1)
        return stationary(
            (self.population - here[:-1]) * self.away_rate, np.minimum(here[1:], self.servers) * self.service_rate
        )

    @property
    def idle(self) -> float:
        """Probability that nobody is there [0..1]."""
        return float(self._states[0])

    @property
    def mean_present(self) -> float:
        """Mean number of customers who wait or are served."""
        return float(self._states @ np.arange(self.population + 1))

    @property
    def mean_queue(self) -> float:
        """Mean number of customers who wait."""
        return float(self._states @ np.maximum(np.arange(self.population + 1) - self.servers, 0))

    @property
    def accepted_rate(self) -> float:
        """Customers who come, in a unit of time."""
        return (self.population - self.mean_present) * self.away_rate

    @property
    def mean_wait(self) -> float:
        """Mean time in the queue."""
        return self.mean_queue / self.accepted_rate if self.accepted_rate else 0.0

    @property
    def mean_time(self) -> float:
        """Mean time in queue and service."""
        return self.mean_wait + 1 / self.service_rate

    @property
    def utilization(self) -> float:
        """Share of the servers that is busy [0..1]."""
        return self.accepted_rate / self.service_rate / self.servers


def stationary(births: object, deaths: object) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return how probable each number of customers is in the long run.

    Parameters
    ----------
    births, deaths : sequence of float
        Rates up from 0, 1, …, and down from 1, 2, ….

    Examples
    --------
    >>> stationary([1, 1], [2, 2]).round(3).tolist()
    [0.571, 0.286, 0.143]
    """
    up, down = np.asarray(births, dtype=float), np.asarray(deaths, dtype=float)
    with np.errstate(divide="ignore"):
        logarithms = np.concatenate([[0.0], np.cumsum(np.log(up / down))])
    weights = np.exp(logarithms - logarithms.max())
    return np.asarray(weights / weights.sum())


def unlimited_servers(arrival_rate: float, mean_service: float) -> tuple[float, float]:
    """Return the mean number of customers with a server for each (M/G/inf), and the probability of none.

    Examples
    --------
    >>> unlimited_servers(7, 2)[0]
    14
    """
    check_numbers(arrival_rate=arrival_rate, mean_service=mean_service)
    load = arrival_rate * mean_service
    return load, math.exp(-load)
