"""Makers: quantities for Python, such as ``minutes(2)``."""

from __future__ import annotations

from fractions import Fraction

from blueprint.units.distributions import Distribution, make_distribution
from blueprint.units.errors import refuse
from blueprint.units.paces import Every
from blueprint.units.quantities import Quantity, Rate, Seconds, Share, described, finite_number
from blueprint.units.rates import bounded_rate
from blueprint.units.times import UNIT_SECONDS, bounded_time, read_time


def _exact(value: float, kind: type[Quantity]) -> Fraction:
    """Take a number as the decimal fraction that it is written as, so that Python and text agree to the last bit."""
    if isinstance(value, Quantity):
        refuse(f"expected a plain number, got {described(value)}", f"write the number alone; it becomes {kind.noun}")
    return Fraction(float.__repr__(finite_number(value, kind)))


def _time_of(value: float, unit: str) -> Seconds:
    return bounded_time(_exact(value, Seconds) * UNIT_SECONDS[unit], f"{value} {unit}")


def _rate_of(value: float, unit: str) -> Rate:
    return bounded_rate(_exact(value, Rate) / UNIT_SECONDS[unit], f"{value} per {unit}")


def seconds(value: float) -> Seconds:
    """Make a time of seconds.

    Parameters
    ----------
    value : float  [s]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> print(seconds(90))
    1 min 30 s
    """
    return _time_of(value, "s")


def minutes(value: float) -> Seconds:
    """Make a time of minutes.

    Parameters
    ----------
    value : float  [min]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> minutes(2)
    Seconds(120.0)
    """
    return _time_of(value, "min")


def hours(value: float) -> Seconds:
    """Make a time of hours.

    Parameters
    ----------
    value : float  [h]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> print(hours(1.5))
    1 h 30 min
    """
    return _time_of(value, "h")


def days(value: float) -> Seconds:
    """Make a time of days of 24 hours.

    Parameters
    ----------
    value : float  [d]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> print(days(3))
    3 d
    """
    return _time_of(value, "d")


def per_second(value: float) -> Rate:
    """Make a rate of a number per second.

    Parameters
    ----------
    value : float  [1/s]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> print(per_second(2))
    2 per second
    """
    return _rate_of(value, "s")


def per_minute(value: float) -> Rate:
    """Make a rate of a number per minute.

    Parameters
    ----------
    value : float  [1/min]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> print(per_minute(0.4))
    24 per hour
    """
    return _rate_of(value, "min")


def per_hour(value: float) -> Rate:
    """Make a rate of a number per hour.

    Parameters
    ----------
    value : float  [1/h]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> print(per_hour(24))
    24 per hour
    """
    return _rate_of(value, "h")


def per_day(value: float) -> Rate:
    """Make a rate of a number per day of 24 hours.

    Parameters
    ----------
    value : float  [1/d]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> print(per_day(5))
    5 per day
    """
    return _rate_of(value, "d")


def percent(value: float) -> Share:
    """Make a share of percent.

    Parameters
    ----------
    value : float  [%]
        0 to 100.

    Raises
    ------
    QuantityError
        If `value` is no such number.

    Examples
    --------
    >>> percent(5)
    Share(0.05)
    """
    share = _exact(value, Share) / 100
    if share > 1:
        refuse(f"{described(value)} percent is more than all of them", "a share is at most percent(100)")
    return Share(float(share))


def every(interval: Seconds | str) -> Every:
    """Make an even spacing.

    Parameters
    ----------
    interval : Seconds or str  [s]
        From one to the next; longer than 0.

    Raises
    ------
    QuantityError
        If `interval` is no such time.

    Examples
    --------
    >>> print(every("10 min"))
    every 10 min
    """
    return Every(read_time(interval))


def exponential(mean: Seconds | str) -> Distribution:
    """Make a time that is mostly short and now and then long.

    Parameters
    ----------
    mean : Seconds or str  [s]
        Above 0.

    Raises
    ------
    QuantityError
        If `mean` is no such time.

    Examples
    --------
    >>> print(exponential("4 min"))
    exponential(4 min)
    """
    return make_distribution("exponential", mean)


def uniform(low: Seconds | str, high: Seconds | str) -> Distribution:
    """Make a time that lies anywhere between two times, all equally likely.

    Parameters
    ----------
    low, high : Seconds or str  [s]
        Shortest and longest time.

    Raises
    ------
    QuantityError
        If these are no times, or `low` is above `high`.

    Examples
    --------
    >>> print(uniform("1 min", "3 min"))
    uniform(1 min, 3 min)
    """
    return make_distribution("uniform", low, high)


def triangular(low: Seconds | str, mode: Seconds | str, high: Seconds | str) -> Distribution:
    """Make a time of three estimates, with straight slopes between them.

    Parameters
    ----------
    low, mode, high : Seconds or str  [s]
        Shortest, most likely and longest time.

    Raises
    ------
    QuantityError
        If these are no times, or not in this order.

    Examples
    --------
    >>> print(triangular("1 min", "2 min", "4 min"))
    triangular(1 min, 2 min, 4 min)
    """
    return make_distribution("triangular", low, mode, high)


def pert(low: Seconds | str, mode: Seconds | str, high: Seconds | str) -> Distribution:
    """Make a time of three estimates, with more weight on the most likely one than `triangular` gives it.

    Parameters
    ----------
    low, mode, high : Seconds or str  [s]
        Shortest, most likely and longest time.

    Raises
    ------
    QuantityError
        If these are no times, or not in this order.

    Examples
    --------
    >>> print(pert("1 min", "2 min", "4 min").mean)
    2 min 10 s
    """
    return make_distribution("pert", low, mode, high)


def hyperexponential(p: float | str, mean1: Seconds | str, mean2: Seconds | str) -> Distribution:
    """Make a time of two kinds of cases, each exponential.

    Parameters
    ----------
    p : float or str  [0..1]
        Share of the first kind.
    mean1, mean2 : Seconds or str  [s]
        Mean of the first and of the other kind, above 0.

    Raises
    ------
    QuantityError
        If `p` is no share or a mean no such time.

    Examples
    --------
    >>> print(hyperexponential("40%", "1 min", "5 min"))
    hyperexponential(0.4, 1 min, 5 min)
    """
    return make_distribution("hyperexponential", p, mean1, mean2)


def normal(mean: Seconds | str, sd: Seconds | str) -> Distribution:
    """Make a normal time cut at 0: what would fall below 0 counts as 0.

    Parameters
    ----------
    mean, sd : Seconds or str  [s]
        Mean and standard deviation before the cut; `sd` above 0.

    Raises
    ------
    QuantityError
        If these are no such times.

    Examples
    --------
    >>> print(normal("5 min", "1 min"))
    normal(5 min, 1 min)
    """
    return make_distribution("normal", mean, sd)


def lognormal(mean: Seconds | str, sd: Seconds | str) -> Distribution:
    """Make a skewed time whose logarithm is normal.

    Parameters
    ----------
    mean, sd : Seconds or str  [s]
        Mean and standard deviation of the time itself, above 0.

    Raises
    ------
    QuantityError
        If these are no such times.

    Examples
    --------
    >>> print(lognormal("5 min", "2 min"))
    lognormal(5 min, 2 min)
    """
    return make_distribution("lognormal", mean, sd)


def gamma(mean: Seconds | str, sd: Seconds | str) -> Distribution:
    """Make a skewed time of the gamma family.

    Parameters
    ----------
    mean, sd : Seconds or str  [s]
        Mean and standard deviation, above 0.

    Raises
    ------
    QuantityError
        If these are no such times.

    Examples
    --------
    >>> print(gamma("10 min", "5 min"))
    gamma(10 min, 5 min)
    """
    return make_distribution("gamma", mean, sd)


def erlang(k: int, mean: Seconds | str) -> Distribution:
    """Make a time of several equal exponential parts, one after the other.

    Parameters
    ----------
    k : int
        Number of parts, from 1.
    mean : Seconds or str  [s]
        Mean of the whole, not of a part; above 0.

    Raises
    ------
    QuantityError
        If `k` is no whole number from 1, or `mean` no such time.

    Examples
    --------
    >>> print(erlang(3, "2 min"))
    erlang(3, 2 min)
    """
    return make_distribution("erlang", k, mean)


def empirical(*times: Seconds | str) -> Distribution:
    """Make a time of observed ones, each equally likely.

    Parameters
    ----------
    *times : Seconds or str  [s]
        One or more times.

    Raises
    ------
    QuantityError
        If there is none, or one is no time.

    Examples
    --------
    >>> print(empirical("2 min", "3 min", "7 min").mean)
    4 min
    """
    return make_distribution("empirical", *times)
