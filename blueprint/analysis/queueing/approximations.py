"""G/G/c: approximations of the mean wait from means and variations alone.

`arrival_variation` and `service_variation` are squared coefficients of variation: variance over squared mean, of the
times between arrivals and of service times. Against exact models, Allen and Cunneen are mostly within 20 percent.

>>> round(allen_cunneen(1, 2.7, 3, 1, 0), 3)  # M/D/3: exact is 3.720
3.677
"""

from __future__ import annotations

import math

from blueprint.analysis.queueing.load import check_numbers, check_servers, refuse_overload
from blueprint.analysis.queueing.mmc import MMc

TYPICAL_ERROR = 0.2
"""Typical relative error of the approximations for several servers."""


def kingman(arrival_rate: float, mean_service: float, arrival_variation: float, service_variation: float) -> float:
    """Return the mean wait at one server in heavy traffic.

    References
    ----------
    Kingman, J. F. C. (1961). The single server queue in heavy traffic. Proc. Cambridge Phil. Soc. 57, 902-904.

    Examples
    --------
    >>> round(kingman(0.9, 1, 0.5, 0.5), 6)
    4.5
    """
    load = _load_of_one(arrival_rate, mean_service, arrival_variation, service_variation)
    return load / (1 - load) * (arrival_variation + service_variation) / 2 * mean_service


def kingman_bound(
    arrival_rate: float, mean_service: float, arrival_variation: float, service_variation: float
) -> float:
    """Return a time that the mean wait at one server never exceeds.

    References
    ----------
    Kingman, J. F. C. (1962). Some inequalities for the queue GI/G/1. Biometrika 49, 315-324.

    Examples
    --------
    >>> round(kingman_bound(0.8, 1, 1, 1), 6)
    5.125
    """
    load = _load_of_one(arrival_rate, mean_service, arrival_variation, service_variation)
    variance = arrival_variation / arrival_rate**2 + service_variation * mean_service**2
    return arrival_rate * variance / (2 * (1 - load))


def kraemer_langenbach_belz(
    arrival_rate: float, mean_service: float, arrival_variation: float, service_variation: float
) -> float:
    """Return the mean wait at one server, corrected where arrivals vary less than at random.

    References
    ----------
    Kraemer, W. and Langenbach-Belz, M. (1976). Approximate formulae for the delay in the queueing system GI/G/1.
    Proc. 8th International Teletraffic Congress, 235.1-235.8.

    Examples
    --------
    >>> round(kraemer_langenbach_belz(0.7, 1, 0, 1), 4)
    0.8767
    """
    plain = kingman(arrival_rate, mean_service, arrival_variation, service_variation)
    load = arrival_rate * mean_service
    if arrival_variation >= 1 or not plain:
        return plain
    shortfall = 2 * (1 - load) * (1 - arrival_variation) ** 2 / (3 * load * (arrival_variation + service_variation))
    return plain * math.exp(-shortfall)


def allen_cunneen(
    arrival_rate: float, mean_service: float, servers: int, arrival_variation: float, service_variation: float
) -> float:
    """Return the mean wait at several servers: that of M/M/c, times the mean variation.

    References
    ----------
    Allen, A. O. (1990). Probability, Statistics and Queueing Theory, section 5.3.

    Examples
    --------
    >>> round(allen_cunneen(1, 1.6, 2, 0.25, 2.25), 4)
    3.5556
    """
    check_numbers(arrival_variation=arrival_variation, service_variation=service_variation)
    if not mean_service:
        return 0.0
    return MMc(arrival_rate, 1 / mean_service, servers).mean_wait * (arrival_variation + service_variation) / 2


def sakasegawa(
    arrival_rate: float, mean_service: float, servers: int, arrival_variation: float, service_variation: float
) -> float:
    """Return the mean wait at several servers by a formula without Erlang C.

    References
    ----------
    Sakasegawa, H. (1977). An approximation formula Lq = alpha rho^beta / (1 - rho). Ann. Inst. Stat. Math. 29, 67-75.

    Examples
    --------
    >>> round(sakasegawa(1, 8.5, 10, 0.6, 1.8), 4)
    3.7328
    """
    check_servers(servers)
    check_numbers(
        arrival_rate=arrival_rate, mean_service=mean_service, a=arrival_variation, service_variation=service_variation
    )
    load = arrival_rate * mean_service / servers
    refuse_overload(arrival_rate * mean_service, servers)
    power = math.pow(load, math.sqrt(2 * (servers + 1)) - 1)
    return (arrival_variation + service_variation) / 2 * power / (servers * (1 - load)) * mean_service


def _load_of_one(arrival_rate: float, mean_service: float, arrival_variation: float, service_variation: float) -> float:
    check_numbers(arrival_rate=arrival_rate, mean_service=mean_service)
    check_numbers(arrival_variation=arrival_variation, service_variation=service_variation)
    refuse_overload(arrival_rate * mean_service, 1)
    return arrival_rate * mean_service
