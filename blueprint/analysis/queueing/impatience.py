"""M/M/c+G: customers who leave the queue when their patience ends, which may have any law, and differ between them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from blueprint.analysis.queueing.erlang import erlang_b
from blueprint.analysis.queueing.laws import kinks, shares_below
from blueprint.analysis.queueing.load import check_numbers, check_servers
from blueprint.units import Distribution

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Patience:
    """How long customers wait before they leave, mixed of laws; a law of None is endless patience.

    Parameters
    ----------
    parts : tuple of (float, Distribution or None)
        Share of the customers, and how long they wait.
    """

    parts: tuple[tuple[float, Distribution | None], ...]

    @property
    def endless(self) -> float:
        """Share of customers who never leave [0..1]."""
        return sum(share for share, law in self.parts if law is None)

    @property
    def mean(self) -> float:
        """Mean patience of those who have an end of it."""
        total = sum(share * float(law.mean) for share, law in self.parts if law is not None)
        return total / (1 - self.endless) if self.endless < 1 else math.inf

    def staying(self, times: Array) -> Array:
        """Return the shares who are still ready to wait after these times."""
        found = np.full(np.shape(times), self.endless)
        for share, law in self.parts:
            if law is not None:
                found = found + share * (1 - shares_below(law, times))
        return found

    @property
    def corners(self) -> tuple[float, ...]:
        """Times at which the shares have a corner or a jump."""
        return tuple(sorted({at for _, law in self.parts if law is not None for at in kinks(law)}))


@dataclass(frozen=True)
class ImpatientQueue:
    """M/M/c+G: patience of any law, in the steady state.

    Parameters
    ----------
    arrival_rate : float
        Customers in a unit of time; more than 0.
    service_rate : float
        Services that one server does in a unit of time; more than 0.
    servers : int
        At least 1. Customers with endless patience must be fewer than these can serve.
    patience : Patience
        Of customers as they come.

    References
    ----------
    Baccelli, F. and Hebuterne, G. (1981). On queues with impatient customers. Performance '81, 159-179.
    Zeltyn, S. and Mandelbaum, A. (2005). Call centers with impatient customers: many-server asymptotics of the M/M/n+G
    queue. Queueing Systems 51, 361-402, section 3.

    Examples
    --------
    >>> from blueprint.units import Distribution
    >>> center = ImpatientQueue(10, 1, 10, Patience(((1.0, Distribution("fixed", (0.5,))),)))
    >>> round(center.abandoned, 5), round(center.mean_wait, 5)
    (0.10352, 0.18116)
    """

    arrival_rate: float
    service_rate: float
    servers: int
    patience: Patience

    def __post_init__(self) -> None:
        """Refuse numbers that are none, and a queue that patience does not end."""
        check_numbers(arrival_rate=self.arrival_rate, service_rate=self.service_rate)
        check_servers(self.servers)
        if not (self.arrival_rate and self.service_rate):
            raise ValueError("arrival_rate and service_rate must be above 0")
        if self.arrival_rate * self.patience.endless >= self._pace:
            raise ValueError("too many customers have endless patience")

    @property
    def _pace(self) -> float:
        return self.servers * self.service_rate

    @cached_property
    def _grid(self) -> Grid:
        """Offered waits up to those that never happen."""
        end = 40 / self._pace
        while self.arrival_rate * self._held(end) - self._pace * end > -40:
            end *= 2
        return Grid.of(end, self.patience.corners, 400)

    def _held(self, time: float) -> float:
        """Return the mean patience up to a time."""
        grid = Grid.of(time, self.patience.corners, 60)
        return float(grid.weights.ravel() @ self.patience.staying(grid.times.ravel()))

    @cached_property
    def _density(self) -> tuple[Array, float]:
        """Density of the offered wait but for a factor, times weights, and the logarithm of that factor."""
        grid = self._grid
        logarithm = self.arrival_rate * grid.primitive(self.patience.staying) - self._pace * grid.times
        highest = max(0.0, float(logarithm.max()))
        return np.exp(logarithm - highest) * grid.weights, highest

    @cached_property
    def _total(self) -> float:
        """Weight of all customers, by the factor of the density."""
        area, highest = self._density
        blocking = erlang_b(self.servers - 1, self.arrival_rate / self.service_rate)
        free = math.exp(-highest) / blocking if blocking else math.inf
        return free + self.arrival_rate * float(area.sum())

    def _mean(self, values: Array) -> float:
        """Return the mean of a function of the offered wait, over those who wait; 0 for all others."""
        return self.arrival_rate * float((self._density[0] * values).sum()) / self._total

    @cached_property
    def probability_of_wait(self) -> float:
        """Share of customers who find all servers busy [0..1]."""
        return self._mean(np.ones_like(self._grid.times))

    @cached_property
    def abandoned(self) -> float:
        """Share of customers who leave before their service [0..1]."""
        return self._mean(1 - self.patience.staying(self._grid.times))

    def abandoned_of(self, law: Distribution | None) -> float:
        """Return the share of the customers with one law of patience who leave before their service [0..1]."""
        return 0.0 if law is None else self._mean(shares_below(law, self._grid.times))

    @cached_property
    def mean_offered_wait(self) -> float:
        """Mean time that customers would wait if they had endless patience."""
        return self._mean(self._grid.times)

    @cached_property
    def mean_wait(self) -> float:
        """Mean time in the queue over all customers, until service or leaving."""
        return sum(share * self.mean_wait_of(law) for share, law in self.patience.parts)

    def mean_wait_of(self, law: Distribution | None) -> float:
        """Return the mean time in the queue of the customers with one law of patience."""
        if law is None:
            return self.mean_offered_wait
        return self._mean(self._grid.primitive(lambda times: 1 - shares_below(law, times)))

    @property
    def mean_queue(self) -> float:
        """Mean number of customers who wait."""
        return self.arrival_rate * self.mean_wait

    @property
    def utilization(self) -> float:
        """Share of the servers that is busy [0..1]."""
        return self.arrival_rate * (1 - self.abandoned) / self._pace

    def offered_wait_over(self, time: float) -> float:
        """Return the share of customers who would wait longer than a time if they had endless patience [0..1]."""
        reached = np.cumsum(self._density[0].ravel())
        below = float(np.interp(time, self._grid.times.ravel(), reached - self._density[0].ravel() / 2, left=0.0))
        return self.arrival_rate * max(0.0, float(reached[-1]) - below) / self._total

    def wait_over(self, time: float) -> float:
        """Return the share of customers who wait longer than a time, until service or leaving [0..1]."""
        return self.offered_wait_over(time) * float(self.patience.staying(np.asarray([time]))[0])


@dataclass(frozen=True)
class Grid:
    """Times for integrals over a stretch that is cut into pieces, with nodes of Gauss and Legendre in each.

    Parameters
    ----------
    times, weights : array, shape (pieces, nodes)
        Where functions are taken, and what they weigh.
    """

    times: Array
    weights: Array

    @classmethod
    def of(cls, end: float, corners: Sequence[float], pieces: int) -> Grid:
        """Cut the stretch from 0 to `end`, at corners too, and finer at its begin."""
        step = end / pieces
        cuts = np.concatenate([np.linspace(0.0, end, pieces + 1), np.geomspace(step / 1000, step, 8), corners])
        edges = np.unique(cuts[cuts <= end])
        nodes, weights, _ = _gauss()
        half = np.diff(edges)[:, None] / 2
        return cls(edges[:-1, None] + half * (nodes + 1), half * weights)

    def primitive(self, values: Callable[[Array], Array]) -> Array:
        """Return the integral of a function from 0 up to each time; it is smooth inside of pieces."""
        _, weights, inner = _gauss()
        found = values(self.times)
        half = self.weights[:, :1] / weights[0]
        whole = (found * self.weights).sum(axis=1)
        before = np.concatenate([[0.0], np.cumsum(whole)[:-1]])
        return np.asarray(before[:, None] + half * (found @ inner.T))


@lru_cache(maxsize=1)
def _gauss() -> tuple[Array, Array, Array]:
    """Return nodes and weights on [-1, 1], and the matrix that integrates from -1 up to each node."""
    nodes, weights = np.polynomial.legendre.leggauss(8)
    power = np.arange(8)
    primitives = (nodes[:, None] ** (power + 1) - (-1.0) ** (power + 1)) / (power + 1)
    return nodes, weights, primitives @ np.linalg.inv(nodes[:, None] ** power)


def mixed_patience(parts: Sequence[tuple[float, Distribution | None]]) -> Patience:
    """Return the patience of customers of several kinds, given how many come of each.

    Examples
    --------
    >>> mixed_patience([(3.0, None), (1.0, None)]).endless
    1.0
    """
    total = sum(weight for weight, _ in parts)
    return Patience(tuple((weight / total, law) for weight, law in parts if weight))
