"""One random number as a time: the arithmetic of `distributions` for a single customer, compiled or not."""

from __future__ import annotations

import math
from typing import Any

from blueprint.analysis.simulation.distributions import (
    CELLS,
    EMPIRICAL,
    EXPONENTIAL,
    FIXED,
    HYPEREXPONENTIAL,
    LAST,
    LOGNORMAL,
    NORMAL,
    TABLE,
    TRIANGULAR,
    UNIFORM,
)
from blueprint.analysis.simulation.normal import normal_quantile


def law_value(draw: Any, numbers: Any, u: float) -> float:
    """Return the time [s] that a random number stands for; the number itself where no time is drawn."""
    code = draw.code
    if code == FIXED:
        return draw.a  # type: ignore[no-any-return]
    if code == EXPONENTIAL:
        return -draw.a * math.log(1.0 - u)  # type: ignore[no-any-return]
    if code == LOGNORMAL:
        return math.exp(draw.a + draw.b * normal_quantile(u))
    if code == TABLE:
        return table_value(numbers, draw.table, u)
    if code == TRIANGULAR:
        return triangular_value(draw.a, draw.b, draw.c, u)
    if code == UNIFORM:
        return draw.a + (draw.b - draw.a) * u  # type: ignore[no-any-return]
    if code == NORMAL:
        return max(0.0, draw.a + draw.b * normal_quantile(u))  # type: ignore[no-any-return]
    if code == HYPEREXPONENTIAL:
        if u < draw.a:
            return -draw.b * math.log(1.0 - u / draw.a)  # type: ignore[no-any-return]
        return -draw.c * math.log(1.0 - (u - draw.a) / (1.0 - draw.a))  # type: ignore[no-any-return]
    if code == EMPIRICAL:
        return numbers[draw.table + int(u * draw.count)]  # type: ignore[no-any-return]
    return u


def triangular_value(low: float, mode: float, high: float, u: float) -> float:
    """Return a quantile of the triangular distribution."""
    if u * (high - low) < mode - low:
        return low + math.sqrt(u * ((high - low) * (mode - low)))
    return high - math.sqrt((1.0 - u) * ((high - low) * (high - mode)))


def table_value(numbers: Any, table: int, u: float) -> float:
    """Return a quantile from the table that begins there."""
    fraction = u if u < 0.5 else 1.0 - u
    halvings = -1.0
    while fraction < 0.5:  # as math.frexp has it, for which compiled code would need a library; two turns in the mean
        fraction *= 2.0
        halvings += 1.0
    place = halvings * CELLS + (1.0 - fraction) * (2 * CELLS)
    cell = min(int(place), LAST - 1)
    part = min(place - cell, 1.0)
    if u >= 0.5:
        cell += LAST + 1
    low = numbers[table + cell]
    return low + (numbers[table + cell + 1] - low) * part  # type: ignore[no-any-return]
