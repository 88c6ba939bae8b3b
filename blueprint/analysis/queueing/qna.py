"""QNA: how much arrivals vary at each place of a general network, from one place to the next.

Departures of a busy server vary like its service, those of an idle one like its arrivals; streams that are divided and
brought together become more random. Two servers in a row, the first with service that varies half as much:

>>> places = (Place(0.8, 1, 0.5), Place(0.6, 1, 1.0))
>>> [round(v, 2) for v in arrival_variations(places, (1, 1), [Stream(None, 0, 1, 1), Stream(0, 1, 1)])]
[1.0, 0.68]
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from blueprint.analysis.chain import Chain
from blueprint.analysis.queueing.approximations import allen_cunneen, kraemer_langenbach_belz

_LEAST_VARIATION = 0.2  # of service, as it shows in departures


@dataclass(frozen=True, slots=True)
class Place:
    """Where customers are served.

    Parameters
    ----------
    utilization : float  [0..1]
        Share of the servers that is busy; 0 where nobody ever waits.
    servers : int
        How many there are.
    service_variation : float
        Squared coefficient of variation of the service times.
    """

    utilization: float
    servers: int
    service_variation: float


@dataclass(frozen=True, slots=True)
class Stream:
    """Customers who come to a place.

    Parameters
    ----------
    source : int or None
        Place that they come from; None from outside.
    target : int
        Place that they come to.
    rate : float
        So many in a unit of time.
    variation : float
        Squared coefficient of variation of the times between them; only of those from outside.
    """

    source: int | None
    target: int
    rate: float
    variation: float = 1.0


def arrival_variations(
    places: Sequence[Place], arrival_rates: Sequence[float], streams: Sequence[Stream]
) -> tuple[float, ...]:
    """Return the squared coefficient of variation of the times between arrivals, by place.

    Parameters
    ----------
    places : sequence of Place
        All places.
    arrival_rates : sequence of float
        Who comes to each in a unit of time.
    streams : sequence of Stream
        Who comes to each from where; at most one stream from one place to another.

    Returns
    -------
    tuple of float
        1 where nobody comes.

    References
    ----------
    Whitt, W. (1983). The queueing network analyzer. Bell System Technical Journal 62, 2779-2815, eqs. 24 and 33.
    """
    size = len(places)
    coming = [0.0] * size  # where branches meet, more come than go on together
    for stream in streams:
        coming[stream.target] += stream.rate
    weights = _superposition_weights(places, coming, streams)
    constant = np.ones(size)
    entries: list[tuple[int, int, float]] = []
    for stream in streams:
        target = stream.target
        weight = weights[target] * stream.rate / coming[target] if coming[target] else 0.0
        if stream.source is None:
            constant[target] += weight * (stream.variation - 1)
        elif stream.rate:
            place = places[stream.source]
            weight *= min(1.0, stream.rate / arrival_rates[stream.source])
            busy = min(1.0, place.utilization) ** 2
            spread = 1 + (max(place.service_variation, _LEAST_VARIATION) - 1) / math.sqrt(place.servers)
            constant[target] += weight * (busy * spread - 1)
            entries.append((target, stream.source, weight * (1 - busy)))
    return tuple(float(value) for value in Chain(size, entries).total(constant))  # of the same form as visits


def _superposition_weights(places: Sequence[Place], coming: Sequence[float], streams: Sequence[Stream]) -> list[float]:
    """Return how much the variation of its streams counts at each place; the more of them there are, the less."""
    squares = [0.0] * len(places)
    for stream in streams:
        if coming[stream.target]:
            squares[stream.target] += (stream.rate / coming[stream.target]) ** 2
    return [
        1 / (1 + 4 * (1 - min(1.0, place.utilization)) ** 2 * (1 / square - 1)) if square else 1.0
        for place, square in zip(places, squares, strict=True)
    ]


def general_wait(
    arrival_rate: float, mean_service: float, servers: int, arrival_variation: float, service_variation: float
) -> float:
    """Return the mean wait at a place of a general network.

    References
    ----------
    Whitt (1983), as above, eqs. 44 to 48 at one server; Allen and Cunneen at several.

    Examples
    --------
    >>> round(general_wait(1, 0.6, 1, 0.68, 1), 4)
    0.7358
    """
    if servers == 1:
        return kraemer_langenbach_belz(arrival_rate, mean_service, arrival_variation, service_variation)
    return allen_cunneen(arrival_rate, mean_service, servers, arrival_variation, service_variation)
