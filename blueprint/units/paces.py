"""Paces: a rate, or evenly spaced."""

from __future__ import annotations

import re
from dataclasses import dataclass

from blueprint.units.errors import quoted, refuse
from blueprint.units.quantities import Rate, Seconds
from blueprint.units.rates import parse_rate, read_rate
from blueprint.units.targets import is_time
from blueprint.units.text import folded_text, quantity_text
from blueprint.units.times import UNIT_SECONDS, bounded_time, parse_time


@dataclass(frozen=True, slots=True)
class Every:
    """One after the other in even steps.

    Parameters
    ----------
    interval : Seconds  [s]
        From one to the next; longer than 0.

    Raises
    ------
    QuantityError
        If `interval` is 0 or no time.

    Examples
    --------
    >>> print(Every(Seconds(600)))
    every 10 min
    """

    interval: Seconds

    def __post_init__(self) -> None:
        """Refuse an interval of 0."""
        object.__setattr__(self, "interval", bounded_time(self.interval))
        if self.interval == 0:
            refuse("an interval must be longer than 0", "write it such as 'every 10 min'")

    def __str__(self) -> str:
        """Write as read: ``every 10 min``."""
        return f"every {self.interval}"


_EVERY = re.compile(r"(?:every\b|每隔?)\s*(.+)", re.DOTALL)
_EVERY_START = re.compile(r"every\b|每隔|每\s*[0-9]")


def read_every(value: object) -> Every:
    """Read an even spacing.

    Parameters
    ----------
    value : Every or str
        Such as ``every 10 min``, ``every hour``, ``每 10 分钟``.

    Returns
    -------
    Every
        The spacing.

    Raises
    ------
    QuantityError
        If `value` is none.

    Examples
    --------
    >>> read_every("every 10 min")
    Every(interval=Seconds(600.0))
    """
    if isinstance(value, Every):
        return value
    hint = "write it such as 'every 10 min'"
    text = folded_text(value, "a spacing such as 'every 10 min'", hint)
    match = _EVERY.fullmatch(text)
    if match is None:
        refuse(f"{quoted(text)} is not 'every' and a time", hint)
    span = match[1]
    return Every(Seconds(float(UNIT_SECONDS[span])) if span in UNIT_SECONDS else parse_time(span))


def read_pace(value: object) -> Rate | Every:
    """Read how fast something comes: at random by a rate, or evenly spaced.

    Parameters
    ----------
    value : Rate, Every or str
        Such as ``24 per hour`` or ``every 10 min``.

    Returns
    -------
    Rate or Every
        The pace.

    Raises
    ------
    QuantityError
        If `value` is neither.

    Examples
    --------
    >>> print(read_pace("24 per hour"), read_pace("every 10 min"), sep="; ")
    24 per hour; every 10 min
    """
    if isinstance(value, Every):
        return value
    if isinstance(value, Rate):
        return read_rate(value)
    text = quantity_text(value, Rate)
    if _EVERY_START.match(text):
        return read_every(text)
    if is_time(text):
        refuse(f"{quoted(text)} is a time", f"write 'every {text}', or a rate such as '24 per hour'")
    return parse_rate(text)
