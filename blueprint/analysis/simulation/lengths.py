"""Lengths: waits as they are counted, by classes of length, and what quantiles follow from that."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from blueprint.analysis.simulation.codes import BELOW, BINS, FINENESS, SHORTEST
from blueprint.analysis.simulation.records import Array

SHARES = (0.5, 0.9, 0.95)
"""Of the customers, whose longest wait is told."""


def summary_of(values: Array) -> list[float]:
    """Return the mean of some times and their quantiles; NaN of nothing.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. The American Statistician 50(4),
    361-365, definition 7, as numpy has it; one quantile after the other, for numpy is faster with one place at a time.

    Examples
    --------
    >>> summary_of(np.array([4.0, 1.0, 2.0, 3.0, 5.0]))
    [3.0, 3.0, 4.6, 4.8]
    """
    if not len(values):
        return [float("nan")] * (1 + len(SHARES))
    found = [float(values.mean())]
    ordered = values.copy()
    first = 0
    for share in SHARES:
        goal = share * (len(values) - 1)
        place = int(goal)
        ordered[first:].partition(place - first)
        low = float(ordered[place])
        high = float(ordered[place + 1 :].min()) if place + 1 < len(ordered) else low
        found.append(low + (high - low) * (goal - place))
        first = place
    return found


def quantiles_of(histogram: Array, count: float) -> list[float]:
    """Return quantiles of waits of which the longer ones are counted by classes of length [s]; NaN of nothing.

    Examples
    --------
    >>> waits = np.zeros(BINS, int)
    >>> waits[int(np.log2(60 + SHORTEST) * FINENESS + BELOW)] = 50  # of 100 customers, 50 waited a minute
    >>> [round(wait, 1) for wait in quantiles_of(waits, 100)]
    [0.0, 61.0, 61.2]
    """
    if not count:
        return [float("nan")] * len(SHARES)
    rising = np.cumsum(histogram) + (count - histogram.sum())
    found = []
    for share in SHARES:
        goal = share * count
        place = int(np.searchsorted(rising, goal))
        before = rising[place - 1] if place else count - histogram.sum()
        if goal <= before or place == len(rising):
            found.append(0.0 if place < len(rising) else _edge(BINS))
            continue
        part = (goal - before) / (rising[place] - before)
        found.append(_edge(place) + (_edge(place + 1) - _edge(place)) * float(part))
    return found


def _edge(place: int) -> float:
    """Return the shortest wait of a class of length [s]."""
    return max(0.0, math.exp2((place - BELOW) / FINENESS) - SHORTEST)


def edges_of(places: Sequence[int]) -> list[float]:
    """Return the shortest waits of classes of length [s]."""
    return [_edge(place) for place in places]
