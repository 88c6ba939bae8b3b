"""Quantities of a service: times, rates, shares, distributions, windows and standards, read and written as people do.

Everything is kept in one unit (seconds, per second, 0..1) as an ordinary ``float``, so that it can be computed with at
once; the written form returns with ``str``. Reading is exact: a number is taken as the decimal fraction that
was written, so ``0.1 h`` is 360 s and nothing near it, and what a writer here writes reads back as the same ``float``.

>>> read_time("1 h 30 min")
Seconds(5400.0)
>>> print(minutes(90), per_hour(24), percent(5), sep="; ")
1 h 30 min; 24 per hour; 5%
>>> print(read_distribution("triangular(60 s, 2 min, PT4M)"))
triangular(1 min, 2 min, 4 min)
>>> read_time("5")
Traceback (most recent call last):
blueprint.units.errors.QuantityError: '5' has no unit
"""

from __future__ import annotations

from blueprint.units.distributions import Distribution, read_distribution
from blueprint.units.errors import QuantityError
from blueprint.units.makers import (
    days,
    empirical,
    erlang,
    every,
    exponential,
    gamma,
    hours,
    hyperexponential,
    lognormal,
    minutes,
    normal,
    per_day,
    per_hour,
    per_minute,
    per_second,
    percent,
    pert,
    seconds,
    triangular,
    uniform,
)
from blueprint.units.paces import Every, read_every, read_pace
from blueprint.units.quantities import Rate, Seconds, Share
from blueprint.units.rates import read_rate, write_rate
from blueprint.units.shares import read_share, write_share
from blueprint.units.targets import Target, read_target
from blueprint.units.times import read_time, write_time
from blueprint.units.windows import Window, read_window

__all__ = [
    "Distribution",
    "Every",
    "QuantityError",
    "Rate",
    "Seconds",
    "Share",
    "Target",
    "Window",
    "days",
    "empirical",
    "erlang",
    "every",
    "exponential",
    "gamma",
    "hours",
    "hyperexponential",
    "lognormal",
    "minutes",
    "normal",
    "per_day",
    "per_hour",
    "per_minute",
    "per_second",
    "percent",
    "pert",
    "read_distribution",
    "read_every",
    "read_pace",
    "read_rate",
    "read_share",
    "read_target",
    "read_time",
    "read_window",
    "seconds",
    "triangular",
    "uniform",
    "write_rate",
    "write_share",
    "write_time",
]
