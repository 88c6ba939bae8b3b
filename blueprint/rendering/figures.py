"""Figures as people read them: shares, amounts of money and plain numbers, without a digit that means nothing."""

from __future__ import annotations

MINUS = "−"
_ALL, _NOTHING = 1 - 1e-9, 1e-9
_MOST_DIGITS = 3  # behind the point, of what is nearly all or nearly nothing


def write_share(share: float) -> str:
    """Write a share in percent; what is not all never reads 100 %, and what is not nothing never reads 0 %.

    Parameters
    ----------
    share : float  [0..1]
        The share.

    Examples
    --------
    >>> [write_share(share) for share in (0, 0.12, 0.89037, 0.99959, 0.000004, 1)]
    ['0 %', '12 %', '89.0 %', '99.96 %', 'under 0.001 %', '100 %']
    """
    if not _NOTHING < abs(share) < _ALL:
        return f"{round(100 * share)} %" if share >= 0 else f"{MINUS}{write_share(-share)}"
    if share < 0:
        return f"{MINUS}{write_share(-share)}"
    percent = 100 * share
    if abs(percent - round(percent)) < 100 * _NOTHING:
        return f"{round(percent)} %"
    for digits in range(1, _MOST_DIGITS + 1):
        text = f"{percent:.{digits}f}"
        if 0 < float(text) < 100:
            return f"{text} %"
    return "over 99.999 %" if share > 0.5 else "under 0.001 %"


def write_money(amount: float, currency: str = "") -> str:
    """Write an amount of money with two digits, and with three where it is small and two would spoil it.

    Examples
    --------
    >>> [write_money(amount, "EUR") for amount in (0.18, -0.02, 0.075, 1234.5, 0.0001, 0)], write_money(630)
    (['EUR 0.18', 'EUR −0.02', 'EUR 0.075', 'EUR 1,234.50', 'under EUR 0.001', 'EUR 0.00'], '630.00')
    """
    sign, size = f"{currency} " if currency else "", abs(amount)
    if size < _NOTHING:
        return f"{sign}0.00"
    if size < 0.0005:
        return f"under {sign}0.001" if amount > 0 else f"over {sign}{MINUS}0.001"
    is_small = size < 0.1 and abs(100 * size - round(100 * size)) > 1e-6
    return f"{sign}{MINUS if amount < 0 else ''}{size:,.{3 if is_small else 2}f}"


def write_count(number: float) -> str:
    """Write a plain number with three digits that count; whole numbers as they are.

    Examples
    --------
    >>> [write_count(number) for number in (7, 12345, 30.9278, 1.027, 0.01626, 1234.56, 0.00001, -2.5)]
    ['7', '12,345', '30.9', '1.03', '0.0163', '1,235', 'under 0.001', '−2.5']
    """
    if number < 0:
        return f"{MINUS}{write_count(-number)}"
    if abs(number - round(number)) < 1e-9:
        return f"{round(number):,}"
    if number < 0.001:
        return "under 0.001"
    if number >= 100:
        return f"{number:,.0f}"
    return f"{float(f'{number:.3g}'):.10f}".rstrip("0").rstrip(".")


_GRAINS = ((60, 1), (600, 10), (6_000, 60), (36_000, 600), (864_000, 3_600))


def estimated(seconds: float) -> float:
    """Round an estimate of a time to what can be meant by it: about two digits of its largest unit.

    Examples
    --------
    >>> [estimated(seconds) for seconds in (1.15, 46.4, 375, 979, 8_255)]
    [1, 46, 380, 960, 8400]
    """
    grain = next((grain for limit, grain in _GRAINS if seconds < limit), 86_400)
    return round(seconds / grain) * grain if seconds >= 1 else seconds
