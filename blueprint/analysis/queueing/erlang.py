"""Erlang B and C: the share that is turned away, or that must wait, by recursion and never by factorials."""

from __future__ import annotations

import math

from blueprint.analysis.queueing.load import check_numbers, check_servers, refuse_overload

_LONGEST_RECURSION = 20_000  # servers; beyond, the incomplete gamma function says the same


def erlang_b(servers: int, offered_load: float) -> float:
    """Return the probability that all servers are busy where nobody can wait.

    Parameters
    ----------
    servers : int
        At least 0; with none, everybody is turned away.
    offered_load : float  [erlang]
        Arrival rate times mean service.

    Returns
    -------
    float  [0..1]

    Raises
    ------
    ValueError
        If a number is negative or none.

    References
    ----------
    Erlang, A. K. (1917). Solution of some problems in the theory of probabilities of significance in automatic
    telephone exchanges. Elektroteknikeren 13. Cooper, R. B. (1981). Introduction to Queueing Theory, eq. 3.3, for the
    recursion.

    Examples
    --------
    >>> round(erlang_b(3, 2), 6)  # 4/19
    0.210526
    """
    check_numbers(servers=servers, offered_load=offered_load)
    if not servers or not offered_load:
        return 0.0 if servers else 1.0
    if servers > _LONGEST_RECURSION:
        return _erlang_b_of_many(servers, offered_load)
    inverse = 1.0  # of the blocking, which falls below the smallest float long before its inverse overflows
    for count in range(1, servers + 1):
        inverse = 1.0 + inverse * count / offered_load
    return 1.0 / inverse


def _erlang_b_of_many(servers: int, offered_load: float) -> float:
    from scipy.special import gammaincc

    logarithm = servers * math.log(offered_load) - offered_load - math.lgamma(servers + 1)
    below = float(gammaincc(servers + 1, offered_load))
    return min(1.0, math.exp(logarithm) / below) if below > 0 else 1.0 - servers / offered_load


def erlang_c(servers: int, offered_load: float) -> float:
    """Return the probability that a customer must wait, where everybody waits.

    Parameters
    ----------
    servers : int
        At least 1.
    offered_load : float  [erlang]
        Arrival rate times mean service; below `servers`.

    Returns
    -------
    float  [0..1]

    Raises
    ------
    AnalysisError
        BP620 if the load is at or above the number of servers.

    References
    ----------
    Erlang (1917), as for `erlang_b`; C = B / (1 - rho (1 - B)).

    Examples
    --------
    >>> round(erlang_c(3, 2), 6)  # 4/9
    0.444444
    """
    check_servers(servers)
    refuse_overload(offered_load, servers)
    blocking = erlang_b(servers, offered_load)
    return blocking / (1 - offered_load / servers * (1 - blocking))


def load_for_blocking(servers: int, blocking: float) -> float:
    """Return the offered load [erlang] at which a share of customers is turned away.

    Parameters
    ----------
    servers : int
        At least 1.
    blocking : float  [0..1]
        More than 0 and less than 1.

    Examples
    --------
    >>> round(load_for_blocking(10, 0.01), 2)  # tables of Erlang B
    4.46
    """
    check_servers(servers)
    if not 0 < blocking < 1:
        raise ValueError(f"blocking must lie between 0 and 1, got {blocking}")
    low, high = 0.0, float(servers)
    while erlang_b(servers, high) < blocking:
        low, high = high, 2 * high
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if erlang_b(servers, middle) < blocking else (low, middle)
    return low


def servers_for_wait(arrival_rate: float, mean_service: float, share: float, within: float) -> int:
    """Return the fewest servers with which a share of customers waits no longer than a time.

    Parameters
    ----------
    arrival_rate : float
        Customers in a unit of time.
    mean_service : float
        Time of a service.
    share : float  [0..1]
        Of the customers; below 1.
    within : float
        Longest wait of these.

    Returns
    -------
    int

    References
    ----------
    Gans, N., Koole, G. and Mandelbaum, A. (2003). Telephone call centers. MSOM 5(2), 79-141, section 3.2.

    Examples
    --------
    >>> servers_for_wait(30, 5 / 60, 0.9, 0)  # 30 calls an hour, 5 min, 90 % not delayed
    6
    """
    check_numbers(arrival_rate=arrival_rate, mean_service=mean_service, within=within)
    if not 0 <= share < 1:
        raise ValueError(f"share must lie between 0 and 1, got {share}")
    load = arrival_rate * mean_service
    low, high = math.floor(load), math.floor(load) + 1  # low never does: a load of its own size

    def is_kept(servers: int) -> bool:
        return share_within(arrival_rate, mean_service, servers, within) >= share

    while not is_kept(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_kept(middle) else (middle, high)
    return high


def share_within(arrival_rate: float, mean_service: float, servers: int, within: float) -> float:
    """Return the share of customers who wait no longer than a time.

    Examples
    --------
    >>> round(share_within(2, 3, 9, 1 / 3), 4)
    0.8596
    """
    load = arrival_rate * mean_service
    if not load:
        return 1.0
    return 1 - erlang_c(servers, load) * math.exp(-(servers - load) / mean_service * within)
