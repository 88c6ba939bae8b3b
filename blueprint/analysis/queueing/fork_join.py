"""Fork and join: work that is divided among servers with a queue each, and is done when the last part is.

>>> time_until_all_are_done(0.5, 1, 2)
2.875
"""

from __future__ import annotations

from blueprint.analysis.queueing.load import check_numbers, check_servers, refuse_overload


def time_until_all_are_done(arrival_rate: float, service_rate: float, branches: int) -> float:
    """Return the mean time from a customer's coming until the last of his branches is done.

    Poisson arrivals; exponential service at one server in each branch. The branches share their arrivals, so that a
    product of their distributions would be wrong.

    Parameters
    ----------
    arrival_rate : float
        Customers in a unit of time; each has a part in every branch.
    service_rate : float
        Parts that a server does in a unit of time.
    branches : int
        At least 1. Exact up to 2; beyond, within about 5 percent.

    Raises
    ------
    AnalysisError
        BP620 if more customers come than can be served.

    References
    ----------
    Flatto, L. and Hahn, S. (1984). Two parallel queues created by arrivals with two demands. SIAM J. Appl. Math. 44,
    1041-1053. Nelson, R. and Tantawi, A. N. (1988). Approximate analysis of fork/join synchronization in parallel
    queues. IEEE Trans. Computers 37, 739-743, eq. 1.
    """
    check_numbers(arrival_rate=arrival_rate, service_rate=service_rate)
    check_servers(branches)
    load = arrival_rate / service_rate
    refuse_overload(load, 1)
    alone = 1 / (service_rate - arrival_rate)
    if branches == 1:
        return alone
    ratio = sum(1 / place for place in range(1, branches + 1)) / 1.5
    return (ratio + 4 / 11 * (1 - ratio) * load) * (12 - load) / 8 * alone
