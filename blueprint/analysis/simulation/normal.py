"""Quantiles of the normal distribution, for one probability or for many, by the same arithmetic."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from blueprint.analysis.simulation.records import Array

# Numerators and denominators of the rational functions of algorithm AS 241, from the highest power down.
_MIDDLE = (
    (2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457, 13731.693765509461125,
     1971.5909503065514427, 133.14166789178437745, 3.387132872796366608),
    (5226.495278852545925, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867, 5394.1960214247511077,
     687.1870074920579083, 42.313330701600911252, 1.0),
)  # fmt: skip
_OUTER = (
    (7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734),
    (1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0),
)  # fmt: skip
_FAR = (
    (2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772),
    (2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0),
)  # fmt: skip


def normal_quantile(u: float) -> float:
    """Return the quantile of the standard normal distribution.

    References
    ----------
    Wichura, M. J. (1988). Algorithm AS 241: the percentage points of the normal distribution. Applied Statistics 37(3),
    477-484; PPND16, to some 16 digits.

    Examples
    --------
    >>> normal_quantile(0.25), normal_quantile(0.001), normal_quantile(1e-20)  # as printed there, to ten digits
    (-0.674489750196..., -3.09023230616..., -9.26234008979...)
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        middle: float = q * (_polynomial(_MIDDLE[0], r) / _polynomial(_MIDDLE[1], r))
        return middle
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    found: float
    if r <= 5.0:
        found = _polynomial(_OUTER[0], r - 1.6) / _polynomial(_OUTER[1], r - 1.6)
    else:
        found = _polynomial(_FAR[0], r - 5.0) / _polynomial(_FAR[1], r - 5.0)
    return -found if q < 0.0 else found


def normal_quantiles(u: Array) -> Array:
    """Return the same for many probabilities."""
    q = u - 0.5
    is_middle = np.abs(q) <= 0.425
    found = np.empty_like(u)
    middle = q[is_middle]
    r = 0.180625 - middle * middle
    found[is_middle] = middle * (_polynomial(_MIDDLE[0], r) / _polynomial(_MIDDLE[1], r))
    q = q[~is_middle]
    tail = u[~is_middle]
    r = np.sqrt(-np.log(np.where(q < 0.0, tail, 1.0 - tail)))
    outer = _polynomial(_OUTER[0], r - 1.6) / _polynomial(_OUTER[1], r - 1.6)
    far = _polynomial(_FAR[0], r - 5.0) / _polynomial(_FAR[1], r - 5.0)
    found[~is_middle] = np.where(q < 0.0, -1.0, 1.0) * np.where(r <= 5.0, outer, far)
    return found


def _polynomial(coefficients: tuple[float, ...], x: Any) -> Any:
    """Evaluate a polynomial by Horner's rule; of a number, or of an array of numbers."""
    found = coefficients[0]
    for coefficient in coefficients[1:]:
        found = found * x + coefficient
    return found
