"""Distributions for the event calendar: a code with parameters, by which a random number becomes a time.

Each is sampled by the inverse of its distribution function, so that a larger random number is a longer time (but for
the hyperexponential one) and scenarios that share random numbers stay comparable. What has no inverse in closed form is
a table of 2^12 exact quantiles, dense in both tails: 64 in each halving of the probability that is left, down to 2^-33.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from blueprint.analysis.simulation.normal import normal_quantiles
from blueprint.analysis.simulation.records import Array
from blueprint.units import Distribution

FIXED = 0
EXPONENTIAL = 1
UNIFORM = 2
TRIANGULAR = 3
HYPEREXPONENTIAL = 4
NORMAL = 5
LOGNORMAL = 6
EMPIRICAL = 7
TABLE = 8
EVEN = 9
"""The random number itself."""
BY_CLASS = 10
"""One of several draws, by the class of the customer."""
CHOICE = 11
"""A way out of a step."""

CELLS = 64
LAST = 32 * CELLS
"""Cells of one half of a table, from its middle outwards."""


@dataclass(frozen=True, slots=True)
class Law:
    """A distribution as the calendar knows it.

    Parameters
    ----------
    code : int
        Family.
    a, b, c : float
        Its parameters.
    table : tuple of float
        Times [s], where the family has some.
    """

    code: int
    a: float = 0.0
    b: float = 0.0
    c: float = 0.0
    table: tuple[float, ...] = ()


def law_of(distribution: Distribution) -> Law:
    """Return the code and the parameters of a distribution."""
    return _LAWS[distribution.kind](*distribution.parameters)


def _triangular(low: float, mode: float, high: float) -> Law:
    return Law(TRIANGULAR, low, mode, high) if low < high else Law(FIXED, low)


def _lognormal(mean: float, sd: float) -> Law:
    spread = math.log1p((sd / mean) ** 2)
    return Law(LOGNORMAL, math.log(mean) - spread / 2, math.sqrt(spread))


def _gamma(mean: float, sd: float) -> Law:
    from scipy.special import gammainccinv, gammaincinv

    shape = (mean / sd) ** 2
    return _tabulated(lambda p: gammaincinv(shape, p), lambda p: gammainccinv(shape, p), mean / shape)


def _erlang(k: float, mean: float) -> Law:
    return Law(EXPONENTIAL, mean) if k == 1 else _gamma(mean, mean / math.sqrt(k))


def _pert(low: float, mode: float, high: float) -> Law:
    if low == high:
        return Law(FIXED, low)
    from scipy.special import betainccinv, betaincinv

    rise, fall = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    return _tabulated(lambda p: betaincinv(rise, fall, p), lambda p: betainccinv(rise, fall, p), high - low, low)


def _tabulated(lower: Callable[[Array], Array], upper: Callable[[Array], Array], scale: float, low: float = 0.0) -> Law:
    """Tabulate the quantiles of a distribution: those of the lower half, then those of the upper one."""
    places = np.arange(LAST + 1)
    tails = (1.0 - (places % CELLS) / (2 * CELLS)) * 0.5 ** (places // CELLS + 1)
    return Law(TABLE, table=tuple((low + np.concatenate([lower(tails), upper(tails)]) * scale).tolist()))


_LAWS: dict[str, Callable[..., Law]] = {
    "fixed": lambda time: Law(FIXED, time),
    "exponential": lambda mean: Law(EXPONENTIAL, mean),
    "uniform": lambda low, high: Law(UNIFORM, low, high),
    "triangular": _triangular,
    "pert": _pert,
    "hyperexponential": lambda p, mean1, mean2: Law(HYPEREXPONENTIAL, p, mean1, mean2),
    "normal": lambda mean, sd: Law(NORMAL, mean, sd),
    "lognormal": _lognormal,
    "gamma": _gamma,
    "erlang": _erlang,
    "empirical": lambda *times: Law(EMPIRICAL, table=tuple(sorted(times))),
}


def sample(law: Law, u: Array) -> Array:
    """Return the times [s] that random numbers stand for.

    Examples
    --------
    >>> half = np.array([0.5])
    >>> [round(float(sample(law_of(Distribution(kind, (60.0, 30.0))), half)[0]), 4) for kind in ("lognormal", "gamma")]
    [53.6656, 55.0809]
    """
    return _SAMPLERS[law.code](law, u)


def _sample_triangular(law: Law, u: Array) -> Array:
    low, mode, high = law.a, law.b, law.c
    rising = low + np.sqrt(u * ((high - low) * (mode - low)))
    falling = high - np.sqrt((1.0 - u) * ((high - low) * (high - mode)))
    return np.where(u * (high - low) < mode - low, rising, falling)


def _sample_hyperexponential(law: Law, u: Array) -> Array:
    is_first = u < law.a
    part = np.where(is_first, u, u - law.a) / np.where(is_first, law.a, 1.0 - law.a)
    return -np.where(is_first, law.b, law.c) * np.log(1.0 - part)


def _sample_table(law: Law, u: Array) -> Array:
    table = np.asarray(law.table)
    fraction, exponent = np.frexp(np.where(u < 0.5, u, 1.0 - u))
    place = (-exponent - 1.0) * CELLS + (1.0 - fraction) * (2 * CELLS)
    cell = np.minimum(place.astype(np.int64), LAST - 1)
    part = np.minimum(place - cell, 1.0)
    cell = np.where(u < 0.5, cell, cell + LAST + 1)
    found: Array = table[cell] + (table[cell + 1] - table[cell]) * part
    return found


_SAMPLERS: dict[int, Callable[[Law, Array], Array]] = {
    FIXED: lambda law, u: np.full(len(u), law.a),
    EXPONENTIAL: lambda law, u: -law.a * np.log(1.0 - u),
    UNIFORM: lambda law, u: law.a + (law.b - law.a) * u,
    TRIANGULAR: _sample_triangular,
    HYPEREXPONENTIAL: _sample_hyperexponential,
    NORMAL: lambda law, u: np.maximum(0.0, law.a + law.b * normal_quantiles(u)),
    LOGNORMAL: lambda law, u: np.exp(law.a + law.b * normal_quantiles(u)),
    EMPIRICAL: lambda law, u: np.asarray(law.table)[(u * len(law.table)).astype(np.int64)],
    TABLE: _sample_table,
    EVEN: lambda law, u: u,
}
