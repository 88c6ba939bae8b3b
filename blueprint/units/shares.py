"""Shares: ``5%``."""

from __future__ import annotations

import re
from fractions import Fraction

from blueprint.units.errors import plain_number, quoted, refuse
from blueprint.units.quantities import Rate, Seconds, Share
from blueprint.units.rates import shortest_text
from blueprint.units.text import NUMBER, folded_text, refuse_number

_SHARE = re.compile(rf"({NUMBER})\s*(%?)")


def read_share(value: object) -> Share:
    """Read a share.

    Parameters
    ----------
    value : Share, int, float or str
        Such as ``5%`` or ``0.05``.

    Returns
    -------
    Share
        The share.  [0..1]

    Raises
    ------
    QuantityError
        If `value` is no share, or not within 0 and 1.

    Examples
    --------
    >>> [float(read_share(value)) for value in ("5%", "12.5 %", "0.05", 0.05)]
    [0.05, 0.125, 0.05, 0.05]
    """
    if isinstance(value, int | float) and not isinstance(value, bool | Seconds | Rate):
        if 1 < value <= 100:
            number = plain_number(float(value))
            refuse(f"{number} is more than 1, the whole", f"if it is percent, write '{number}%'")
        return value if isinstance(value, Share) else Share(value)
    return parse_share(folded_text(value, Share.noun, "write it as '5%' or 0.05"))


def parse_share(text: str) -> Share:
    """Parse a share from folded text."""
    match = _SHARE.fullmatch(text)
    if match is None:
        refuse_number(text, Share)
    number, percent_sign = match.groups()
    share = Fraction(number) / (100 if percent_sign else 1)
    if share > 1:
        if percent_sign or share > 100:
            refuse(f"{quoted(text)} is more than all of them", "a share is at most 100%; write it such as '5%'")
        refuse(f"{quoted(text)} is more than 1, the whole", f"if it is percent, write '{number}%'")
    return Share(float(share))


def write_share(value: float) -> str:
    """Write a share in percent where that is short, else as a plain number; it reads back as the very same number.

    Parameters
    ----------
    value : float  [0..1]
        The share.

    Returns
    -------
    str
        Such as ``5%``.

    Raises
    ------
    QuantityError
        If `value` is no share.

    Examples
    --------
    >>> [write_share(value) for value in (0, 0.05, 0.125, 1, 1 / 3)]
    ['0%', '5%', '12.5%', '100%', '0.3333333333333333']
    """
    share = Share(value)
    number = shortest_text(share, 100)
    return f"{number}%" if number is not None and len(number) <= 6 else plain_number(share)
