"""Laws of times: moments, distribution functions, limited means and transforms of the distributions of a service.

>>> from blueprint.units import read_distribution
>>> time = read_distribution("exponential(2 min)")
>>> third_moment(time), round(transform(time, 1 / 120), 3), round(share_below(time, 120.0), 4)
(10368000.0, 0.5, 0.6321)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np

from blueprint.units import Distribution

Array = np.ndarray[Any, np.dtype[np.float64]]

_NODES = 64  # of quadratures over one distribution; twice as many change no digit that is shown
_EDGE = 1e-13  # what is cut off at the ends of a distribution without end


def squared_variation(law: Distribution) -> float:
    """Return the squared coefficient of variation: variance over squared mean; 0 for a time of 0."""
    return law.variance / float(law.mean) ** 2 if law.mean else 0.0


def second_moment(law: Distribution) -> float:
    """Return the mean of the square [s²]."""
    return law.variance + float(law.mean) ** 2


def third_moment(law: Distribution) -> float:
    """Return the mean of the cube [s³]."""
    kind, values = law.kind, law.parameters
    if kind == "empirical":
        return math.fsum(value**3 for value in values) / len(values)
    if kind == "hyperexponential":
        p, one, other = values
        return 6 * (p * one**3 + (1 - p) * other**3)
    if kind == "lognormal":
        return float(law.mean) ** 3 * (1 + squared_variation(law)) ** 3
    if kind in ("exponential", "gamma", "erlang"):
        shape, scale = _gamma(law)
        return shape * (shape + 1) * (shape + 2) * scale**3
    if kind == "normal":
        return _cut_third_moment(*values)
    mean = float(law.mean)
    return mean**3 + 3 * mean * law.variance + _skew(law)


def _gamma(law: Distribution) -> tuple[float, float]:
    """Return shape and scale of the laws that are gamma laws."""
    if law.kind == "exponential":
        return 1.0, law.parameters[0]
    if law.kind == "erlang":
        return law.parameters[0], law.parameters[1] / law.parameters[0]
    return float(law.mean) ** 2 / law.variance, law.variance / float(law.mean)


def _skew(law: Distribution) -> float:
    """Return the third central moment of the laws between two ends."""
    if law.kind == "triangular":
        low, mode, high = law.parameters
        return (low + high - 2 * mode) * (2 * low - high - mode) * (low - 2 * high + mode) / 270
    if law.kind == "pert":
        low, mode, high = law.parameters
        if high == low:
            return 0.0
        alpha, beta = _beta(low, mode, high)
        skewness = 2 * (beta - alpha) * math.sqrt(alpha + beta + 1) / (alpha + beta + 2) / math.sqrt(alpha * beta)
        return float(skewness * law.variance**1.5)
    return 0.0


def _beta(low: float, mode: float, high: float) -> tuple[float, float]:
    return 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)


def _cut_third_moment(mean: float, sd: float) -> float:
    """Return the mean cube of max(0, X) for normal X."""
    z = mean / sd
    density = math.exp(-z * z / 2) / math.sqrt(2 * math.pi)
    return sd**3 * ((z**3 + 3 * z) * math.erfc(-z / math.sqrt(2)) / 2 + (z * z + 2) * density)


# --- distribution functions ------------------------------------------------------------------------------------------


def share_below(law: Distribution, time: float) -> float:
    """Return the probability that a time is not exceeded [0..1]."""
    return float(shares_below(law, np.asarray([time]))[0])


def shares_below(law: Distribution, times: Array) -> Array:
    """Return the probabilities that times are not exceeded, in the shape of `times`."""
    at = np.asarray(times, dtype=float)
    found = _distribution_function(law, np.maximum(at, 0.0))
    return np.where(at < 0, 0.0, np.clip(found, 0.0, 1.0))


def _distribution_function(law: Distribution, at: Array) -> Array:
    kind, values = law.kind, law.parameters
    if kind == "fixed" or (kind in ("uniform", "triangular", "pert") and values[0] == values[-1]):
        return np.asarray(at >= values[0], dtype=float)
    if kind == "empirical":
        return np.asarray(np.searchsorted(np.sort(values), at, side="right") / len(values))
    if kind == "uniform":
        return np.asarray((at - values[0]) / (values[1] - values[0]))
    if kind == "triangular":
        return _triangular(at, *values)
    if kind == "hyperexponential":
        p, one, other = values
        return np.asarray(1 - p * np.exp(-at / one) - (1 - p) * np.exp(-at / other))
    return _special(law, at)


def _triangular(at: Array, low: float, mode: float, high: float) -> Array:
    inside = np.clip(at, low, high)
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = (inside - low) ** 2 / ((high - low) * (mode - low)) if mode > low else np.zeros_like(inside)
        falling = 1 - (high - inside) ** 2 / ((high - low) * (high - mode)) if high > mode else np.ones_like(inside)
    return np.where(inside < mode, rising, falling)


def _special(law: Distribution, at: Array) -> Array:
    """Return the distribution function of the laws that need a special function."""
    from scipy.special import betainc, gammainc, ndtr

    if law.kind == "pert":
        low, mode, high = law.parameters
        return np.asarray(betainc(*_beta(low, mode, high), np.clip((at - low) / (high - low), 0.0, 1.0)))
    if law.kind == "normal":
        mean, sd = law.parameters
        return np.asarray(ndtr((at - mean) / sd))
    if law.kind == "lognormal":
        spread = math.log1p(squared_variation(law))
        with np.errstate(divide="ignore"):
            return np.asarray(ndtr((np.log(at / float(law.mean)) + spread / 2) / math.sqrt(spread)))
    shape, scale = _gamma(law)
    return np.asarray(gammainc(shape, at / scale))


def kinks(law: Distribution) -> tuple[float, ...]:
    """Return the times at which the distribution function has a corner or a jump."""
    if law.kind in ("fixed", "uniform", "triangular", "pert", "empirical"):
        return tuple(dict.fromkeys(law.parameters))
    return ()


# --- transforms ------------------------------------------------------------------------------------------------------


def transform(law: Distribution, rate: float) -> float:
    """Return the mean of exp(-rate * time): the probability that nothing that comes at this rate comes in the time.

    Parameters
    ----------
    rate : float  [1/s]
        At least 0.
    """
    kind, values = law.kind, law.parameters
    if kind in ("fixed", "empirical"):
        return _mean_of([math.exp(-rate * value) for value in values])
    if kind == "hyperexponential":
        p, one, other = values
        return p / (1 + rate * one) + (1 - p) / (1 + rate * other)
    if kind in ("exponential", "gamma", "erlang"):
        shape, scale = _gamma(law)
        return math.exp(-shape * math.log1p(rate * scale))
    if kind == "uniform":
        low, high = values
        width = rate * (high - low)
        return math.exp(-rate * low) * (-math.expm1(-width) / width if width > 1e-12 else 1.0)
    return _transform_by_parts(law, rate)


def _mean_of(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _transform_by_parts(law: Distribution, rate: float) -> float:
    """Integrate rate * exp(-rate t) F(t), which needs the distribution function alone."""
    if not rate:
        return 1.0
    ends = (0.0, *sorted(kinks(law)), _far(law))
    end = max(ends)
    inner = sum(
        float(weights @ (rate * np.exp(-rate * times) * shares_below(law, times)))
        for low, high in pairwise(ends)
        for times, weights in _pieces(low, high, rate)
    )
    return inner + math.exp(-rate * end)


def _pieces(low: float, high: float, rate: float) -> list[tuple[Array, Array]]:
    """Cut a stretch so that neither the law nor the exponential changes much in one piece."""
    count = min(200, 1 + math.ceil(rate * (high - low) / 8)) * 4
    edges = np.linspace(low, high, count + 1)
    return [nodes_between(one, other, 16) for one, other in pairwise(edges) if other > one]


def _far(law: Distribution) -> float:
    """Return a time that is practically never exceeded [s]."""
    far = float(law.mean) + 10 * math.sqrt(law.variance)
    while far and 1 - share_below(law, far) > _EDGE and far < 1e4 * float(law.mean):
        far *= 1.5
    return far


def nodes_between(low: float, high: float, count: int = _NODES) -> tuple[Array, Array]:
    """Return times and weights of Gauss and Legendre for an integral from `low` to `high`."""
    nodes, weights = _legendre(count)
    half = (high - low) / 2
    return np.asarray(low + half * (nodes + 1)), np.asarray(half * weights)


@lru_cache(maxsize=4)
def _legendre(count: int) -> tuple[Array, Array]:
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return np.asarray(nodes), np.asarray(weights)
