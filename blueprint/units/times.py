"""Times: ``2 min``, ``1 h 30 min``, ``PT4M``, ``2分钟``."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from blueprint.units.errors import DAY, LARGEST, WEEK, plain_number, quoted, refuse
from blueprint.units.quantities import Seconds
from blueprint.units.text import NUMBER, nearest, quantity_text, refuse_number

_UNITS: tuple[tuple[Fraction, str], ...] = (
    (Fraction(WEEK), "w wk wks week weeks 周 週 星期 个星期 個星期"),
    (Fraction(DAY), "d day days 天 日"),
    (Fraction(3600), "h hr hrs hour hours 小时 小時 个小时 個小時 时 時"),
    (Fraction(60), "min mins minute minutes m 分钟 分鐘 分"),
    (Fraction(1), "s sec secs second seconds 秒 秒钟 秒鐘"),
    (Fraction(1, 1000), "ms millisecond milliseconds 毫秒"),
)
UNIT_SECONDS = {word: size for size, words in _UNITS for word in words.split()}
_HOUR, _MINUTE = Fraction(3600), Fraction(60)
UNEVEN = re.compile("mo|(?:month|quarter|year|yr)s?|y|[个個]?月|年")


def unit_size(word: str, form: str) -> Fraction:
    """Look a unit of time up; `form` is the text with ``{}`` where the unit stands, for the hint."""
    if (size := UNIT_SECONDS.get(word)) is not None:
        return size
    if UNEVEN.fullmatch(word):
        hint = f"months and years differ in length; write days or weeks, such as '{form.format('d')}'"
        refuse(f"{quoted(word)} is not a unit of time here", hint)
    near = nearest(word, UNIT_SECONDS)
    hint = f"did you mean '{form.format(near)}'?" if near else f"write it such as '{form.format('min')}'."
    refuse(f"{quoted(word)} is not a unit of time", f"{hint} The units are s, min, h, d and w")


_PART = re.compile(rf"({NUMBER})\s*([^\W\d_]*)\s*")
_ISO_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)"
_ISO = re.compile(
    f"p(?=[0-9t])(?:{_ISO_NUMBER}w)?(?:{_ISO_NUMBER}d)?"
    f"(?:t(?=[0-9])(?:{_ISO_NUMBER}h)?(?:{_ISO_NUMBER}m)?(?:{_ISO_NUMBER}s)?)?"
)
_ISO_UNITS = (WEEK, DAY, 3600, 60, 1)


def read_time(value: object) -> Seconds:
    """Read a time.

    Units are s, min, h, d and w (a day has 24 hours, a week 7 days), also as English or Chinese words, from the
    large to the small, each once; ISO 8601 durations are read too. After hours the last number may stand alone and is
    minutes (``1h30``). A bare number is refused, for nobody can know what it means.

    Parameters
    ----------
    value : Seconds or str
        Such as ``90 s``, ``1 h 30 min``, ``2 days``, ``PT2M``, ``2 分钟``; at most 10¹² s.

    Returns
    -------
    Seconds
        The time.  [s]

    Raises
    ------
    QuantityError
        If `value` is no time.

    Examples
    --------
    >>> [float(read_time(text)) for text in ("90 s", "2 min", "1.5 h", "1h30", "3 days", "PT2M", "1小时30分")]
    [90.0, 120.0, 5400.0, 5400.0, 259200.0, 120.0, 5400.0]
    """
    if isinstance(value, Seconds):
        return bounded_time(value)
    return parse_time(quantity_text(value, Seconds))


def parse_time(text: str) -> Seconds:
    """Parse a time from folded text."""
    total = _parse_iso(text) if re.match("p[0-9t]", text) else _parse_parts(text)
    return bounded_time(total, text)


def _parse_iso(text: str) -> Fraction:
    match = _ISO.fullmatch(text)
    if match is None:
        hint = "months and years differ in length; " if re.match("p[0-9.,]+[ym]", text) else ""
        refuse(f"{quoted(text.upper())} is not a time", f"{hint}write it as '2 min', 'PT2M' or 'P1DT2H'")
    parts = zip(match.groups(), _ISO_UNITS, strict=True)
    return sum((Fraction(number.replace(",", ".")) * size for number, size in parts if number), Fraction(0))


def _parse_parts(text: str) -> Fraction:
    if not text:
        refuse("a time is expected, but nothing is written", "write it such as '2 min'")
    if re.match("[0-9]+:[0-9]", text):
        refuse(f"{quoted(text)} may be minutes or hours", "write it with units, such as '1 h 30 min'")
    if re.search("[0-9],[0-9]", text):
        refuse_number(text, Seconds)
    total, previous, position = Fraction(0), None, 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None:
            refuse_number(text, Seconds)
        number, word = match.groups()
        position = match.end()
        if word:
            size = unit_size(word, f"{number} {{}}")
        elif previous == _HOUR and position == len(text) and Fraction(number) < 60:
            size = _MINUTE
        elif previous is None and position == len(text):
            refuse_number(number, Seconds)
        else:
            refuse(f"'{number}' in {quoted(text)} has no unit", "write a unit after each number, such as '1 h 30 min'")
        if previous is not None and size >= previous:
            refuse(f"the units of {quoted(text)} do not go from large to small", "write it such as '1 h 30 min'")
        total, previous = total + Fraction(number) * size, size
    return total


def bounded_time(value: float | Fraction, written: str = "") -> Seconds:
    """Take a time [s] that is not beyond all sense."""
    time = value if isinstance(value, Fraction | Seconds) else Seconds(value)
    if time > LARGEST:
        hint = "check the number and its unit; write it such as '2 min'"
        refuse(f"{quoted(written or str(time))} is longer than any service", hint)
    return time if isinstance(time, Seconds) else Seconds(float(time))


def write_time(value: float) -> str:
    """Write a time so that it reads well and reads back as the very same number.

    Parameters
    ----------
    value : float  [s]
        Finite, at least 0.

    Returns
    -------
    str
        Days, hours, minutes and seconds, those that are not zero.

    Raises
    ------
    QuantityError
        If `value` is no time.

    Examples
    --------
    >>> [write_time(value) for value in (0, 0.5, 90, 120, 5400, 86400)]
    ['0 s', '0.5 s', '1 min 30 s', '2 min', '1 h 30 min', '1 d']
    """
    time = Seconds(value)
    if time < 60:
        return f"{plain_number(time)} s"
    exact = Decimal(float.__repr__(time))
    whole = int(exact)
    fraction = f"{exact - whole:f}"[1:] if exact != whole else ""
    parts = []
    for size, unit in ((DAY, "d"), (3600, "h"), (60, "min")):
        count, whole = divmod(whole, size)
        if count:
            parts.append(f"{count} {unit}")
    if whole or fraction:
        parts.append(f"{whole}{fraction} s")
    return " ".join(parts)
