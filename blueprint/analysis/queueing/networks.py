"""Networks with product form: each pool of servers is an M/M/c of its own, however customers come back to it.

>>> rates = traffic((1, 4, 3), ((0, 0.6, 0.3), (0.1, 0, 0.3), (0.4, 0.4, 0)))  # Hillier and Lieberman
>>> [round(rate, 6) for rate in rates]
[5.0, 10.0, 7.5]
>>> network = Jackson((1, 4, 3), rates, (10, 10, 10), (1, 2, 1))
>>> round(3 * network.mean_present), round(network.mean_time, 4)  # 16/3 customers, 2/3 hours
(16, 0.6667)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from blueprint.analysis.queueing.mmc import MMc


def traffic(external_rates: Sequence[float], routing: Sequence[Sequence[float]]) -> tuple[float, ...]:
    """Return how many customers come to each pool in a unit of time, those who come back counted each time.

    Parameters
    ----------
    external_rates : sequence of float
        Who comes from outside, by pool.
    routing : sequence of sequence of float, shape (pools, pools)
        Shares of those who leave one pool that go to another; the rest leaves the service.

    Returns
    -------
    tuple of float

    References
    ----------
    Jackson, J. R. (1957). Networks of waiting lines. Operations Research 5, 518-521.
    """
    shares = np.asarray(routing, dtype=float)
    found = np.linalg.solve(np.eye(len(external_rates)) - shares.T, np.asarray(external_rates, dtype=float))
    return tuple(float(rate) for rate in found)


@dataclass(frozen=True)
class Jackson:
    """A network with Poisson arrivals, exponential service with one mean a pool, first come first served.

    Steps that share a pool need no pool each: what counts is how often customers come to the pool (BCMP type 1).

    Parameters
    ----------
    external_rates : tuple of float
        Who comes from outside in a unit of time, by pool.
    arrival_rates : tuple of float
        Who comes at all, by pool; see `traffic`.
    service_rates : tuple of float
        Services that one server does in a unit of time.
    servers : tuple of int
        By pool.

    Raises
    ------
    AnalysisError
        BP620 if more customers come to a pool than can be served.

    References
    ----------
    Jackson (1957), as for `traffic`. Baskett, F., Chandy, K. M., Muntz, R. R. and Palacios, F. G. (1975). Open, closed
    and mixed networks of queues with different classes of customers. J. ACM 22, 248-260.
    """

    external_rates: tuple[float, ...]
    arrival_rates: tuple[float, ...]
    service_rates: tuple[float, ...]
    servers: tuple[int, ...]

    @cached_property
    def pools(self) -> tuple[MMc, ...]:
        """The queue at each pool."""
        return tuple(map(MMc, self.arrival_rates, self.service_rates, self.servers))

    @property
    def mean_present(self) -> float:
        """Mean number of customers in all pools."""
        return sum(pool.mean_present for pool in self.pools)

    @property
    def mean_time(self) -> float:
        """Mean time of a customer in all pools, by Little's law."""
        return self.mean_present / sum(self.external_rates)

    @property
    def mean_wait(self) -> float:
        """Mean time of a customer in all queues."""
        return sum(pool.mean_queue for pool in self.pools) / sum(self.external_rates)
