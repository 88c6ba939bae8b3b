"""Priority: classes that are served before others; the first in a list is served first.

>>> [round(wait, 3) for wait in waits_by_priority((0.2, 0.6, 1.2), 3, 2)]  # Hillier and Lieberman, two doctors
[0.029, 0.033, 0.048]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from blueprint.analysis.queueing.load import check_numbers, refuse_overload
from blueprint.analysis.queueing.mmc import MMc


def waits_by_priority(arrival_rates: Sequence[float], service_rate: float, servers: int) -> tuple[float, ...]:
    """Return mean waits by class at M/M/c, where a service that has begun is ended.

    Parameters
    ----------
    arrival_rates : sequence of float
        By class.
    service_rate : float
        Services that one server does in a unit of time, equal for all classes.
    servers : int
        At least 1.

    Raises
    ------
    AnalysisError
        BP620 if more customers come than can be served.

    References
    ----------
    Cobham, A. (1954). Priority assignment in waiting line problems. Operations Research 2, 70-76.
    """
    queue = MMc(sum(arrival_rates), service_rate, servers)
    loads = [rate / service_rate / servers for rate in arrival_rates]
    return spread_by_priority(queue.mean_wait, loads)


def spread_by_priority(mean_wait: float, utilizations: Sequence[float]) -> tuple[float, ...]:
    """Return mean waits by class, given the mean wait of all without classes.

    Exact for M/M/c with equal service, and for M/G/1 if `mean_wait` is its mean wait; an approximation for others.

    Parameters
    ----------
    mean_wait : float
        Of all classes together, first come first served.
    utilizations : sequence of float
        Share of the servers that each class keeps busy.

    References
    ----------
    Cobham (1954), as above; Bolch, G. et al. (2006). Queueing Networks and Markov Chains, section 6.15.
    """
    check_numbers(**{f"utilization_{place}": value for place, value in enumerate(utilizations)})
    refuse_overload(sum(utilizations), 1)
    remainder = mean_wait * (1 - sum(utilizations))
    return tuple(remainder / ((1 - before) * (1 - behind)) for before, behind in _sums(utilizations))


def waits_at_one(
    arrival_rates: Sequence[float], mean_services: Sequence[float], second_moments: Sequence[float]
) -> tuple[float, ...]:
    """Return mean waits by class at M/G/1, where a service that has begun is ended.

    Parameters
    ----------
    arrival_rates, mean_services, second_moments : sequence of float
        By class; second moments are mean squares of the service times.

    References
    ----------
    Cobham (1954), as above; Kleinrock, L. (1976). Queueing Systems II, eq. 3.31.

    Examples
    --------
    >>> [round(wait, 9) for wait in waits_at_one((0.2, 0.3), (1, 2), (2, 4))]
    [1.0, 5.0]
    """
    loads = [rate * mean for rate, mean in zip(arrival_rates, mean_services, strict=True)]
    refuse_overload(sum(loads), 1)
    residual = sum(rate * second for rate, second in zip(arrival_rates, second_moments, strict=True)) / 2
    return tuple(residual / ((1 - before) * (1 - behind)) for before, behind in _sums(loads))


def preemptive_times_at_one(
    arrival_rates: Sequence[float], mean_services: Sequence[float], second_moments: Sequence[float]
) -> tuple[float, ...]:
    """Return mean times in queue and service by class at M/G/1, where a service is broken off and resumed later.

    References
    ----------
    Kleinrock (1976), as above, eq. 3.39.

    Examples
    --------
    >>> [round(time, 9) for time in preemptive_times_at_one((0.2, 0.3), (1, 2), (2, 4))]
    [1.25, 7.5]
    """
    loads = [rate * mean for rate, mean in zip(arrival_rates, mean_services, strict=True)]
    refuse_overload(sum(loads), 1)
    residuals = accumulate(rate * second / 2 for rate, second in zip(arrival_rates, second_moments, strict=True))
    return tuple(
        mean / (1 - before) + residual / ((1 - before) * (1 - behind))
        for mean, residual, (before, behind) in zip(mean_services, residuals, _sums(loads), strict=True)
    )


def preemptive_waits(arrival_rates: Sequence[float], service_rate: float, servers: int) -> tuple[float, ...]:
    """Return mean waits by class at M/M/c, where a service is broken off and resumed later; all time not in service.

    References
    ----------
    Hillier, F. S. and Lieberman, G. J. (2001). Introduction to Operations Research, section 17.8: the first classes
    alone are an M/M/c, whatever comes behind them.

    Examples
    --------
    >>> [round(wait, 3) for wait in preemptive_waits((0.2, 0.6, 1.2), 3, 2)]
    [0.0, 0.008, 0.065]
    """
    queues = [MMc(rate, service_rate, servers).mean_queue for rate in accumulate(arrival_rates)]
    before = (0.0, *queues[:-1])
    return tuple(
        (queue - above) / rate if rate else 0.0
        for queue, above, rate in zip(queues, before, arrival_rates, strict=True)
    )


def _sums(loads: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Yield the load of all classes before each, and with it."""
    behind = 0.0
    for load in loads:
        before, behind = behind, behind + load
        yield before, behind
