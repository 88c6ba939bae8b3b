"""Abandonment: customers who leave the queue when their patience ends. Such a queue is stable under any load.

A call center of Garnett, Mandelbaum and Reiman: 48 calls a minute of 1 min, 50 agents, patience of 2 min.

>>> center = ErlangA(48, 1, 50, 0.5)
>>> round(100 * center.abandoned, 1), round(60 * center.mean_wait, 1), round(100 * center.utilization)
(3.1, 3.7, 93)
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from blueprint.analysis.queueing.erlang import erlang_b
from blueprint.analysis.queueing.load import check_numbers, check_servers

Array = np.ndarray[Any, np.dtype[np.float64]]

_MOST_WAITING = 2_000_000  # customers; patience that lets longer queues come about is no patience


@dataclass(frozen=True)
class ErlangA:
    """M/M/c+M: exponential patience, in the steady state; with `room`, who finds it full is turned away.

    Parameters
    ----------
    arrival_rate : float
        Customers in a unit of time.
    service_rate : float
        Services that one server does in a unit of time; more than 0.
    servers : int
        At least 1.
    abandon_rate : float
        One over mean patience; more than 0.
    room : int, optional
        Customers that can wait; default: any number.

    References
    ----------
    Palm, C. (1957). Research on telephone traffic carried by full availability groups. Tele 1.
    Garnett, O., Mandelbaum, A. and Reiman, M. (2002). Designing a call center with impatient customers. MSOM 4(3),
    208-227.
    """

    arrival_rate: float
    service_rate: float
    servers: int
    abandon_rate: float
    room: int | None = None

    def __post_init__(self) -> None:
        """Refuse numbers that are none."""
        check_numbers(arrival_rate=self.arrival_rate, service_rate=self.service_rate, abandon_rate=self.abandon_rate)
        check_servers(self.servers)
        if not (self.service_rate and self.abandon_rate):
            raise ValueError("service_rate and abandon_rate must be above 0")

    @cached_property
    def _waiting(self) -> Array:
        """Probability that all are busy and 0, 1, … customers wait."""
        pace = self.servers * self.service_rate
        most = _MOST_WAITING if self.room is None else min(self.room, _MOST_WAITING)
        size = min(most, self._queue_that_matters(pace))
        leaving = pace + self.abandon_rate * np.arange(1, size + 1)
        with np.errstate(divide="ignore"):
            steps = np.log(self.arrival_rate / leaving)
        logarithms = np.concatenate([[0.0], np.cumsum(steps)])
        highest = float(logarithms.max())
        weights = np.exp(logarithms - highest)
        blocking = erlang_b(self.servers, self.arrival_rate / self.service_rate)
        if not blocking:
            return np.zeros(size + 1)
        total = float(weights.sum()) + (1 / blocking - 1) * math.exp(-highest)
        return np.asarray(weights / total)

    def _queue_that_matters(self, pace: float) -> int:
        """Return a length of the queue that is practically never exceeded."""
        surplus = max(0.0, (self.arrival_rate - pace) / self.abandon_rate)
        spread = math.sqrt((self.arrival_rate + pace) / self.abandon_rate) + 1
        steady = 40 / math.log(pace / self.arrival_rate) if 0 < self.arrival_rate < pace else math.inf
        return math.ceil(min(surplus + 14 * spread, steady) + 50)

    @property
    def probability_of_wait(self) -> float:
        """Share of customers who find all servers busy, those who are turned away too [0..1]."""
        return float(self._waiting.sum())

    @property
    def turned_away(self) -> float:
        """Share of customers who find the room full [0..1]."""
        return float(self._waiting[-1]) if self.room is not None and len(self._waiting) == self.room + 1 else 0.0

    @cached_property
    def mean_queue(self) -> float:
        """Mean number of customers who wait."""
        return float(self._waiting @ np.arange(len(self._waiting)))

    @property
    def mean_wait(self) -> float:
        """Mean time in the queue over all customers, until service or leaving."""
        return self.mean_queue / self.arrival_rate if self.arrival_rate else 0.0

    @property
    def abandoned(self) -> float:
        """Share of customers who leave before their service [0..1]."""
        return self.abandon_rate * self.mean_wait

    @property
    def served(self) -> float:
        """Share of customers who are served [0..1]."""
        return 1 - self.abandoned - self.turned_away

    @property
    def throughput(self) -> float:
        """Customers who are served in a unit of time."""
        return self.arrival_rate * self.served

    @property
    def utilization(self) -> float:
        """Share of the servers that is busy [0..1]."""
        return self.throughput / self.service_rate / self.servers

    @property
    def _entering(self) -> Array:
        """Probability that a customer comes in and finds all busy and so many waiting."""
        return self._waiting[:-1] if self.turned_away else self._waiting

    @cached_property
    def mean_wait_of_served(self) -> float:
        """Mean time in the queue of those who are served."""
        pace = self.servers * self.service_rate
        places = pace + self.abandon_rate * np.arange(1, len(self._entering) + 1)
        waits = self._entering * (pace / places) * np.cumsum(1 / places)
        return float(waits.sum()) / self.served

    @property
    def mean_wait_of_abandoning(self) -> float:
        """Mean time in the queue of those who leave before their service."""
        if not self.abandoned:
            return 0.0
        return (self.mean_wait - self.served * self.mean_wait_of_served) / self.abandoned

    def offered_wait_over(self, time: float) -> float:
        """Return the share of customers who would wait longer than a time if they had endless patience [0..1]."""
        from scipy.special import betainc

        ahead = np.arange(len(self._entering)) + 1.0
        pace = self.servers * self.service_rate / self.abandon_rate
        return float(self._entering @ (1 - betainc(ahead, pace, -math.expm1(-self.abandon_rate * time))))

    def wait_over(self, time: float) -> float:
        """Return the share of customers who wait longer than a time, until service or leaving [0..1]."""
        return self.offered_wait_over(time) * math.exp(-self.abandon_rate * time)
