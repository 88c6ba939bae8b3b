"""Square root: staffing of large services, where a reserve grows with the root of the load only.

>>> servers_by_square_root(400, 1), round(probability_of_wait(1), 4)
(420, 0.2234)
"""

from __future__ import annotations

import math

from blueprint.analysis.queueing.load import check_numbers


def servers_by_square_root(offered_load: float, reserve: float) -> int:
    """Return servers by the rule of the square root: load + reserve * sqrt(load), rounded up.

    Parameters
    ----------
    offered_load : float  [erlang]
        Arrival rate times mean service.
    reserve : float
        In roots of the load: 0 is none, 1 is comfortable; below 0 patience must help.

    References
    ----------
    Erlang, A. K. (1924); Whitt, W. (1992). Understanding the efficiency of multi-server service systems. Management
    Science 38, 708-723.
    """
    check_numbers(offered_load=offered_load)
    return max(1, math.ceil(offered_load + reserve * math.sqrt(offered_load) - 1e-9))


def probability_of_wait(reserve: float) -> float:
    """Return the probability of a wait at a very large load, for a reserve above 0.

    References
    ----------
    Halfin, S. and Whitt, W. (1981). Heavy-traffic limits for queues with many exponential servers. Operations Research
    29, 567-588, eq. 2.3.
    """
    if reserve <= 0:
        return 1.0
    return 1 / (1 + reserve * _below(reserve) / _density(reserve))


def reserve_for(wait: float) -> float:
    """Return the reserve with which a share of customers must wait.

    Parameters
    ----------
    wait : float  [0..1]
        Probability of a wait; more than 0 and less than 1.

    Examples
    --------
    >>> round(reserve_for(0.2), 4)
    1.0615
    """
    if not 0 < wait < 1:
        raise ValueError(f"wait must lie between 0 and 1, got {wait}")
    low, high = 0.0, 1.0
    while probability_of_wait(high) > wait:
        high *= 2
    while (middle := (low + high) / 2) not in (low, high):
        low, high = (middle, high) if probability_of_wait(middle) > wait else (low, middle)
    return low


def probability_of_wait_with_patience(reserve: float, service_rate: float, abandon_rate: float) -> float:
    """Return the probability of a wait at a very large load, where patience ends; the reserve may be below 0.

    Parameters
    ----------
    reserve : float
        In roots of the load.
    service_rate, abandon_rate : float
        One over mean service, and one over mean patience.

    References
    ----------
    Garnett, O., Mandelbaum, A. and Reiman, M. (2002). Designing a call center with impatient customers. MSOM 4(3),
    208-227, eq. 3.2.

    Examples
    --------
    >>> round(probability_of_wait_with_patience(0.5, 1, 0.5), 4)
    0.3572
    """
    ratio = abandon_rate / service_rate
    if not _hazard(-reserve):
        return 0.0  # so large a reserve that nobody waits
    return 1 / (1 + math.sqrt(ratio) * _hazard(reserve / math.sqrt(ratio)) / _hazard(-reserve))


def _density(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def _below(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def _hazard(z: float) -> float:
    """Return density over what lies above; far out, by its expansion."""
    above = _below(-z)
    return _density(z) / above if above > 1e-300 else z + 1 / z
