"""Time: arrivals and staff that change by the hour.

With a server for each customer the mean number in service follows the arrivals with a lag; what it would be is the load
that the servers of a limited pool must carry (modified offered load). Rates of a day like a sine, service of 2 hours:

>>> import math
>>> round(sine_load(10, 8, 2 * math.pi / 24, 0.5, 6), 3), 18 / 0.5  # at the peak of arrivals; by their rate alone
(32.557, 36.0)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from blueprint.analysis.queueing.load import check_numbers

Array = np.ndarray[Any, np.dtype[np.float64]]

_MOST_STATES = 20_000
_NOTHING = 1e-12  # changes: so few are none
MOST_TERMS = 300_000
"""So many changes of a queue are followed at most: arrivals and services that could happen in all pieces."""


def sine_load(mean_rate: float, amplitude: float, frequency: float, service_rate: float, time: float) -> float:
    """Return the mean number in service with a server for each, for arrivals mean + amplitude * sin(frequency t).

    References
    ----------
    Eick, S. G., Massey, W. A. and Whitt, W. (1993). Mt/G/inf queues with sinusoidal arrival rates. Management Science
    39, 241-252, eq. 15.
    """
    swing = service_rate * math.sin(frequency * time) - frequency * math.cos(frequency * time)
    return mean_rate / service_rate + amplitude * swing / (service_rate**2 + frequency**2)


@dataclass(frozen=True, slots=True)
class Load:
    """The modified offered load of a stretch of time.

    Parameters
    ----------
    start, mean, end : float  [erlang]
        When the stretch begins, over it, and when it ends; in between it lies between start and end.
    """

    start: float
    mean: float
    end: float

    @property
    def highest(self) -> float:
        """The most that it comes to [erlang]."""
        return max(self.start, self.end)


def modified_loads(lengths: Sequence[float], rates: Sequence[float], mean_service: float) -> tuple[Load, ...]:
    """Return the mean number in service with a server for each, over stretches that come round again and again.

    Parameters
    ----------
    lengths : sequence of float
        Of the stretches, one after the other; the first follows the last again.
    rates : sequence of float
        Arrivals in a unit of time in each.
    mean_service : float
        Mean time of a service, taken as exponential.

    Returns
    -------
    tuple of Load

    References
    ----------
    Jennings, O. B., Mandelbaum, A., Massey, W. A. and Whitt, W. (1996). Server staffing to meet time-varying demand.
    Management Science 42, 1383-1394.

    Examples
    --------
    >>> morning, night = modified_loads((12, 12), (10, 0), 2)
    >>> round(morning.mean, 2), round(morning.end, 2), round(night.mean, 2)
    (16.68, 19.95, 3.32)
    """
    check_numbers(mean_service=mean_service, **{f"length_{place}": item for place, item in enumerate(lengths)})
    if not mean_service:
        return tuple(Load(0.0, 0.0, 0.0) for _ in lengths)
    here, kept = 0.0, 1.0
    for length, rate in zip(lengths, rates, strict=True):
        left = math.exp(-length / mean_service)
        here, kept = here * left + rate * mean_service * (1 - left), kept * left
    here = here / (1 - kept) if kept < 1 else 0.0
    found = []
    for length, rate in zip(lengths, rates, strict=True):
        begin, settled = here, rate * mean_service
        here = settled + (begin - settled) * math.exp(-length / mean_service)
        mean = settled + (begin - here) * mean_service / length if length else begin
        found.append(Load(begin, mean, here))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of time in which nothing changes.

    Parameters
    ----------
    length : float
        How long it is.
    arrival_rate : float
        Customers in a unit of time.
    servers : int
        Who is there; may be 0.
    """

    length: float
    arrival_rate: float
    servers: int


@dataclass(frozen=True)
class Followed:
    """A queue over one piece.

    Parameters
    ----------
    piece : Piece
        The piece.
    mean_states : array
        Probability of each number of customers, in the mean over the piece.
    states : array
        Likewise just before its end.
    """

    piece: Piece
    mean_states: Array
    states: Array

    @cached_property
    def _waiting(self) -> Array:
        return np.maximum(np.arange(len(self.states)) - self.piece.servers, 0)

    @property
    def mean_present(self) -> float:
        """Mean number of customers who wait or are served, at the end."""
        return float(self.states @ np.arange(len(self.states)))

    @property
    def mean_queue(self) -> float:
        """Mean number of customers who wait, at the end."""
        return float(self.states @ self._waiting)

    @property
    def all_busy(self) -> float:
        """Probability that a customer who comes at the end must wait [0..1]."""
        return float(self.states[self.piece.servers :].sum())

    @property
    def queue_time(self) -> float:
        """Time that all customers together wait in the piece."""
        return self.piece.length * float(self.mean_states @ self._waiting)

    @property
    def arrivals(self) -> float:
        """Customers who come in the piece."""
        return self.piece.length * self.piece.arrival_rate


def follow_queue(
    pieces: Sequence[Piece],
    service_rate: float,
    abandon_rate: float = 0.0,
    *,
    joining: Callable[[int, int], Array] | None = None,
    rounds: int = 1,
) -> tuple[Followed, ...]:
    """Follow M(t)/M/s(t)+M through pieces of time, exactly; it begins empty.

    Where servers leave, they stop at once and their customers return to the head of the queue.

    Parameters
    ----------
    pieces : sequence of Piece
        One after the other.
    service_rate : float
        Services that one server does in a unit of time.
    abandon_rate : float
        One over mean patience; 0 is endless patience.
    joining : callable, optional
        For the number of a piece and a number of states: the shares of customers who stay when they find so many
        there. With it, patience of any law is followed: who would leave before his service never counts as waiting.
    rounds : int
        How often the pieces come round; the last round is returned.

    Returns
    -------
    tuple of Followed

    Raises
    ------
    ValueError
        If more than `MOST_TERMS` changes would have to be followed; `can_be_followed` tells.

    References
    ----------
    Kolmogorov's forward equations, solved by uniformization: Grassmann, W. K. (1977). Transient solutions in Markovian
    queueing systems. Computers and Operations Research 4, 47-53.

    Examples
    --------
    >>> shop = follow_queue([Piece(1, 6, 4), Piece(1, 6, 4)], 2)
    >>> [round(part.mean_present, 4) for part in shop]
    [2.7272, 3.4523]
    """
    check_numbers(service_rate=service_rate, abandon_rate=abandon_rate)
    if not can_be_followed(pieces, service_rate, rounds=rounds):
        raise ValueError("too many changes to follow")
    states = np.zeros(_states_that_matter(pieces, service_rate, rounds) + 1)
    states[0] = 1.0
    found: list[Followed] = []
    for number in range(rounds):
        for place, piece in enumerate(pieces):
            shares = joining(place, len(states)) if joining is not None else np.ones(len(states))
            mean, states = _advance(states, piece, service_rate, abandon_rate, shares)
            if number == rounds - 1:
                found.append(Followed(piece, mean, states))
    return tuple(found)


def can_be_followed(pieces: Sequence[Piece], service_rate: float, *, rounds: int = 1) -> bool:
    """Tell whether `follow_queue` can follow a queue in reasonable time."""
    terms = sum(piece.length * (piece.arrival_rate + piece.servers * service_rate) for piece in pieces) * rounds
    return terms <= MOST_TERMS and _states_that_matter(pieces, service_rate, rounds) <= _MOST_STATES


def _states_that_matter(pieces: Sequence[Piece], service_rate: float, rounds: int) -> int:
    """Return a number of customers that is practically never exceeded: what is left over at each time, and chance."""
    backlog = highest = came = 0.0
    for piece in tuple(pieces) * rounds:
        backlog = max(0.0, backlog + piece.length * (piece.arrival_rate - piece.servers * service_rate))
        highest = max(highest, backlog)
        came += piece.length * piece.arrival_rate
    most = max((piece.servers for piece in pieces), default=0)
    load = max((piece.arrival_rate / service_rate for piece in pieces), default=0.0)
    steady = 200 + most + highest + 12 * math.sqrt(highest + load + 1)
    return math.ceil(min(steady, came + 12 * math.sqrt(came) + 50))


def _advance(
    states: Array, piece: Piece, service_rate: float, abandon_rate: float, joining: Array
) -> tuple[Array, Array]:
    """Return the states in the mean over a piece, and at its end."""
    from scipy.special import gammaln

    here = np.arange(len(states))
    up = piece.arrival_rate * joining
    up[-1] = 0.0
    down = np.minimum(here, piece.servers) * service_rate + np.maximum(here - piece.servers, 0) * abandon_rate
    pace = float((up + down).max())
    terms = pace * piece.length
    if terms < _NOTHING:
        return states, states
    count = np.arange(math.ceil(terms + 10 * math.sqrt(terms) + 30))
    chances = np.exp(count * math.log(terms) - terms - gammaln(count + 1))
    later = np.maximum(1 - np.cumsum(chances), 0.0)
    up, down = up / pace, down / pace
    stay = 1 - up - down
    now, end, total = states, np.zeros_like(states), np.zeros_like(states)
    for chance, rest in zip(chances, later, strict=True):
        if chance > 1e-18:
            end = end + chance * now
        total = total + rest * now
        after = stay * now
        after[1:] += (up * now)[:-1]
        after[:-1] += (down * now)[1:]
        now = after
    return total / total.sum(), end / end.sum()
