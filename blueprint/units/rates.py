"""Rates: ``24 per hour``."""

from __future__ import annotations

import math
import re
from fractions import Fraction

from blueprint.units.errors import DAY, LARGEST, WEEK, plain_number, quoted, refuse
from blueprint.units.quantities import Rate
from blueprint.units.text import NUMBER, quantity_text, refuse_number
from blueprint.units.times import unit_size

_RATE = re.compile(rf"({NUMBER})\s*(?:per\b|/)\s*([^\W\d_]+)")
_RATE_ZH = re.compile(rf"每\s*([^\W\d_]+)\s*({NUMBER})|({NUMBER})\s*每\s*([^\W\d_]+)")
_RATE_PER_SPAN = re.compile(rf"{NUMBER}\s*(?:per\b|/)\s*{NUMBER}\s*[^\W\d_]+")


def read_rate(value: object) -> Rate:
    """Read a rate: a number for each unit of time.

    Parameters
    ----------
    value : Rate or str
        Such as ``24 per hour``, ``24/h``, ``0.5 per min``, ``每小时 24``.

    Returns
    -------
    Rate
        The rate.  [1/s]

    Raises
    ------
    QuantityError
        If `value` is no rate.

    Examples
    --------
    >>> print(read_rate("24/h"), read_rate("0.5 per minute"), sep="; ")
    24 per hour; 30 per hour
    """
    if isinstance(value, Rate):
        return bounded_rate(value, str(value))
    return parse_rate(quantity_text(value, Rate))


def parse_rate(text: str) -> Rate:
    """Parse a rate from folded text."""
    if match := _RATE.fullmatch(text):
        number, word = match.groups()
    elif match := _RATE_ZH.fullmatch(text):
        number, word = match[2] or match[3], match[1] or match[4]
    else:
        if text.startswith("every") or _RATE_PER_SPAN.fullmatch(text):
            hint = "write the number for one unit, such as '6 per hour'"
            refuse(f"{quoted(text)} is not a number per unit of time", hint)
        refuse_number(text, Rate)
    return bounded_rate(Fraction(number) / unit_size(word, f"{number} per {{}}"), text)


def bounded_rate(value: float | Fraction, written: str) -> Rate:
    """Take a rate [1/s] that is not beyond all sense."""
    if value > LARGEST:
        hint = "check the number and its unit; write it such as '24 per hour'"
        refuse(f"{quoted(written)} is more than any service can meet", hint)
    return Rate(float(value))


_RATE_UNITS = ((3600, "hour"), (60, "min"), (1, "second"), (DAY, "day"), (WEEK, "week"))


def write_rate(value: float) -> str:
    """Write a rate in the unit that gives the shortest number; it reads back as the very same number.

    Hours are preferred where numbers are equally short, and days and weeks are left to what is rarer than hourly unless
    they are much shorter, for a wage of 18.75 per hour is not 450 per day.

    Parameters
    ----------
    value : float  [1/s]
        Finite, at least 0.

    Returns
    -------
    str
        Such as ``24 per hour``.

    Raises
    ------
    QuantityError
        If `value` is no rate.

    Examples
    --------
    >>> [write_rate(value) for value in (0, 24 / 3600, 1 / 60, 2, 5 / 86400)]
    ['0 per hour', '24 per hour', '1 per min', '2 per second', '5 per day']
    """
    rate = Rate(value)
    best, shortest = f"{plain_number(rate)} per second", math.inf
    for size, unit in _RATE_UNITS:
        number = shortest_text(rate, size)
        if number is None:
            continue
        length = len(number.replace(".", "")) + (2 if size > 3600 and rate * 3600 >= 1 else 0)
        if length < shortest:
            best, shortest = f"{number} per {unit}", length
    return best


def shortest_text(value: float, scale: int) -> str | None:
    """Find the shortest decimal that gives `value` when divided by `scale`, if a float of 17 digits can."""
    if value > LARGEST:
        return plain_number(value) if scale == 1 else None
    scaled = float(Fraction(float(value)) * scale)
    for digits in range(1, 18):
        number = plain_number(float(f"{scaled:.{digits}g}"))
        if float(Fraction(number) / scale) == value:
            return number
    return None
