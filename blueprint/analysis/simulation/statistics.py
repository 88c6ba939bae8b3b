"""Statistics over replications: means with their intervals, when to stop, and what to cut off at the beginning.

Ten numbers with mean 3.33 and an interval at 95 %:

>>> found = estimate([1.2, 4.1, 3.3, 2.8, 5.0, 3.9, 2.2, 4.4, 3.1, 3.3])
>>> round(found.mean, 2), round(found.half_width, 3)
(3.33, 0.791)
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from blueprint.analysis.simulation.records import Array

LEVEL = 0.95
"""Probability with which an interval covers the true mean."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over replications.

    Parameters
    ----------
    mean : float or None
        None where nothing was observed.
    half_width : float or None
        Of the interval around it; None with fewer than two replications.
    """

    mean: float | None
    half_width: float | None

    @property
    def low(self) -> float | None:
        """Lower end of the interval."""
        return None if self.mean is None or self.half_width is None else self.mean - self.half_width

    @property
    def high(self) -> float | None:
        """Upper end of the interval."""
        return None if self.mean is None or self.half_width is None else self.mean + self.half_width

    def is_precise(self, precision: float) -> bool:
        """Tell whether the true mean is within a share of this one.

        References
        ----------
        Law, A. M. (2015). Simulation Modeling and Analysis, 5th ed., section 9.4.1: the half-width relative to the
        estimate is held to g / (1 + g), so that the error relative to the true mean is at most g.
        """
        if self.mean is None or self.half_width is None:
            return self.mean is None
        return self.half_width <= precision / (1 + precision) * abs(self.mean)


def estimate(values: Iterable[float]) -> Estimate:
    """Return the mean of the replications that observed something, with its t-interval."""
    known = [float(value) for value in values if not math.isnan(value)]
    if not known:
        return Estimate(None, None)
    mean = math.fsum(known) / len(known)
    if len(known) < 2:
        return Estimate(mean, None)
    variance = math.fsum((value - mean) ** 2 for value in known) / (len(known) - 1)
    return Estimate(mean, t_quantile(len(known) - 1) * math.sqrt(variance / len(known)))


def ratio(parts: Sequence[float], wholes: Sequence[float]) -> Estimate:
    """Return a mean over customers, of whom each replication has another number, with its interval.

    The mean is that of all customers of all replications; its variance follows from the deviations of the sums from
    what the mean would give.

    References
    ----------
    Law, A. M. (2015). Simulation Modeling and Analysis, 5th ed., section 9.5.2, on ratios of means.

    Examples
    --------
    >>> found = ratio([10.0, 30.0], [1, 3])
    >>> found.mean, found.half_width
    (10.0, 0.0)
    """
    whole = math.fsum(wholes)
    if not whole:
        return Estimate(None, None)
    mean, count = math.fsum(parts) / whole, len(wholes)
    if count < 2:
        return Estimate(mean, None)
    deviations = math.fsum((part - mean * number) ** 2 for part, number in zip(parts, wholes, strict=True))
    error = math.sqrt(deviations / (count - 1) / count) / (whole / count)
    return Estimate(mean, t_quantile(count - 1) * error)


@cache
def t_quantile(freedom: int) -> float:
    """Return the quantile of Student's distribution that a two-sided interval needs."""
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + LEVEL) / 2))


_BATCH = 5


def mser5(series: Array) -> tuple[int, bool]:
    """Return how many observations to cut off at the beginning, and whether the rule found enough of them after it.

    The cut that minimizes the standard error of what is left, over batches of five; in the last half it has no meaning.

    References
    ----------
    White, K. P., Cobb, M. J. and Spratt, S. C. (2000). A comparison of five steady-state truncation heuristics for
    simulation. Proc. Winter Simulation Conference, 755-760.

    Examples
    --------
    >>> mser5(np.concatenate([np.linspace(0, 10, 100), 10 + np.sin(np.arange(900))]))
    (95, True)
    """
    batches = series[: len(series) // _BATCH * _BATCH].reshape(-1, _BATCH).mean(axis=1)
    if len(batches) < 4:
        return 0, False
    left = np.arange(len(batches), 0, -1.0)
    sums = np.cumsum(batches[::-1])[::-1]
    squares = np.cumsum(((batches - batches.mean()) ** 2)[::-1])[::-1]
    spread = squares - left * (sums / left - batches.mean()) ** 2
    half = len(batches) // 2
    errors = np.maximum(0.0, spread[: half + 1]) / left[: half + 1] ** 2
    place = int(np.argmin(errors))
    return place * _BATCH, place < half
