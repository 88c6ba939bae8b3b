"""What cannot be read, said with a way out; and the limits of what is read at all."""

from __future__ import annotations

from typing import NoReturn

LONGEST_TEXT = 200  # characters; no time, rate, share or window needs more
LONGEST_LIST = 500_000  # characters; an empirical distribution may list many times
MOST_VALUES = 10_000
LARGEST = 10**12  # seconds, or per second; more is a slip of the pen and would spoil sums
LARGEST_COUNT = 1_000_000
LARGEST_RATIO = 1e6  # between mean and standard deviation; beyond it shapes of distributions leave the floats
DAY = 86_400
WEEK = 7 * DAY


class QuantityError(ValueError):
    """A quantity cannot be read or does not make sense.

    Parameters
    ----------
    message : str
        What is wrong, in one sentence.
    hint : str
        A way out, with an example of the right form.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def refuse(message: str, hint: str) -> NoReturn:
    """Refuse a quantity, with a way out."""
    raise QuantityError(message, hint)


_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def quoted(text: str) -> str:
    """Quote text of strangers: short, and without characters that would act on a terminal."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return f"'{''.join(c if c.isprintable() else _UNPRINTABLE for c in short)}'"


def plain_number(number: float) -> str:
    """Write the shortest decimal that reads back as this float, without an idle ``.0``."""
    return float.__repr__(float(number)).removesuffix(".0")
