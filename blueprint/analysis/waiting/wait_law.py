"""Law of a wait: its mean, the share of customers who wait, and the share who waits longer than a time.

>>> law = exponential_tail(0.5, 60.0)  # half of the customers wait, and these 2 min in the mean
>>> round(law.over(120.0), 3), round(law.quantile(0.9) / 60, 2)
(0.184, 3.22)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from blueprint.analysis.queueing.laws import kinks, shares_below
from blueprint.units import Distribution

_NOTHING = 1e-12  # seconds, or a share: less is no wait
_PARTS = 200  # of a service time, where it is added to a wait


@dataclass(frozen=True)
class WaitLaw:
    """How long customers wait, those who do not wait counted with 0.

    Parameters
    ----------
    mean : float  [s]
        Over all customers.
    probability : float  [0..1]
        Share of the customers who wait at all.
    variance : float  [s²]
        Over all customers.
    over : callable
        Share of the customers who wait longer than a time [s].
    is_exact : bool
        Whether `over` is more than a guess from mean and share.
    """

    mean: float
    probability: float
    variance: float
    over: Callable[[float], float]
    is_exact: bool = False

    def quantile(self, share: float) -> float:
        """Return the wait that a share of customers does not exceed [s]."""
        if self.over(0.0) <= 1 - share or not self.mean:
            return 0.0
        high = self.mean
        while self.over(high) > 1 - share:
            high *= 2
        low = 0.0
        while (middle := (low + high) / 2) not in (low, high) and high - low > 1e-9 * high:
            low, high = (middle, high) if self.over(middle) > 1 - share else (low, middle)
        return high

    def scaled(self, factor: float) -> WaitLaw:
        """Return the law of waits that are so many times as long."""
        if factor <= 0:
            return NO_WAIT
        over = self.over
        return WaitLaw(
            self.mean * factor, self.probability, self.variance * factor**2, lambda time: over(time / factor)
        )


NO_WAIT = WaitLaw(0.0, 0.0, 0.0, lambda time: 0.0, is_exact=True)
"""Nobody ever waits."""


def exponential_tail(probability: float, mean: float, *, is_exact: bool = False) -> WaitLaw:
    """Return a law in which the waits of those who wait are exponential."""
    if probability <= _NOTHING or mean <= _NOTHING:
        return NO_WAIT
    pace = probability / mean
    variance = probability * (2 - probability) / pace**2
    return WaitLaw(mean, probability, variance, lambda time: probability * math.exp(-pace * time), is_exact)


def gamma_tail(probability: float, mean: float, variance: float) -> WaitLaw:
    """Return a law in which the waits of those who wait follow a gamma law, by mean and variance over all."""
    if probability <= _NOTHING or mean <= _NOTHING:
        return NO_WAIT
    own_mean = mean / probability
    own_variance = (variance + mean * mean) / probability - own_mean**2
    if own_variance <= 1e-9 * own_mean**2:
        return exponential_tail(probability, mean)
    shape, scale = own_mean**2 / own_variance, own_variance / own_mean

    def over(time: float) -> float:
        from scipy.special import gammaincc

        return probability * float(gammaincc(shape, time / scale))

    return WaitLaw(mean, probability, variance, over)


def measured_law(law: Distribution) -> WaitLaw:
    """Return the law of waits that were measured."""

    def over(time: float) -> float:
        return 1 - float(shares_below(law, np.asarray([time]))[0])

    return WaitLaw(float(law.mean), over(0.0), law.variance, over, is_exact=True)


def fixed_wait(time: float) -> WaitLaw:
    """Return the law of a wait that is always as long."""
    if time <= 0:
        return NO_WAIT
    return WaitLaw(time, 1.0, 0.0, lambda at: float(at < time), is_exact=True)


def by_tail(mean: float, probability: float, over: Callable[[float], float], *, is_exact: bool = True) -> WaitLaw:
    """Return a law given by its tail; its variance is that of exponential waits."""
    plain = exponential_tail(probability, mean)
    return WaitLaw(mean, probability, plain.variance, over, is_exact) if plain.mean else NO_WAIT


def mixed(parts: Sequence[tuple[float, WaitLaw]]) -> WaitLaw:
    """Return the law of customers of several kinds, given how many there are of each."""
    total = sum(weight for weight, _ in parts)
    kept = [(weight / total, law) for weight, law in parts if weight > 0] if total else []
    if len(kept) < 2:
        return kept[0][1] if kept else NO_WAIT
    mean = sum(weight * law.mean for weight, law in kept)
    second = sum(weight * (law.variance + law.mean**2) for weight, law in kept)
    return WaitLaw(
        mean,
        sum(weight * law.probability for weight, law in kept),
        max(0.0, second - mean * mean),
        lambda time: sum(weight * law.over(time) for weight, law in kept),
        all(law.is_exact for _, law in kept),
    )


def one_after_the_other(laws: Sequence[WaitLaw]) -> WaitLaw:
    """Return the law of several waits in a row, taken as independent of each other."""
    kept = [law for law in laws if law.mean > 0]
    if len(kept) < 2:
        return kept[0] if kept else NO_WAIT
    nobody = math.prod(1 - law.probability for law in kept)
    return gamma_tail(1 - nobody, sum(law.mean for law in kept), sum(law.variance for law in kept))


def share_done_within(wait: WaitLaw, services: Sequence[tuple[float, Distribution]], limit: float) -> float:
    """Return the share of customers whose wait and service together take no longer than a limit [0..1].

    Parameters
    ----------
    wait : WaitLaw
        Before the service, independent of it.
    services : sequence of (float, Distribution)
        Laws of the service time, and how many customers have each.
    limit : float  [s]
        Longest time.
    """
    total = sum(weight for weight, _ in services)
    return sum(weight / total * _share_done(wait, law, limit) for weight, law in services)


def _share_done(wait: WaitLaw, law: Distribution, limit: float) -> float:
    if law.kind in ("fixed", "empirical"):
        left = [limit - value for value in law.parameters]
        return sum(1 - wait.over(time) for time in left if time >= 0) / len(left)
    low, high = _support(law)
    edges = np.unique(np.clip([*np.linspace(low, min(high, limit), _PARTS + 1), *kinks(law)], 0.0, max(limit, 0.0)))
    below = shares_below(law, edges)
    middles, chances = (edges[1:] + edges[:-1]) / 2, np.diff(below)
    within = sum(
        float(chance) * (1 - wait.over(limit - float(at)))
        for chance, at in zip(chances, middles, strict=True)
        if chance > 0
    )
    return within + (float(below[0]) * (1 - wait.over(limit)) if limit >= 0 else 0.0)


def _support(law: Distribution) -> tuple[float, float]:
    """Return times between which nearly all services lie [s]."""
    if law.kind in ("uniform", "triangular", "pert"):
        return law.parameters[0], law.parameters[-1]
    spread = math.sqrt(law.variance)
    return max(0.0, float(law.mean) - 8 * spread), float(law.mean) + 12 * spread
