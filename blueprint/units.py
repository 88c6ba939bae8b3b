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
blueprint.units.QuantityError: '5' has no unit
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self, overload

_LONGEST_TEXT = 200  # characters; no time, rate, share or window needs more
_LONGEST_LIST = 500_000  # characters; an empirical distribution may list many times
_MOST_VALUES = 10_000
_LARGEST = 10**12  # seconds, or per second; more is a slip of the pen and would spoil sums
_LARGEST_COUNT = 1_000_000
_LARGEST_RATIO = 1e6  # between mean and standard deviation; beyond it shapes of distributions leave the floats
_DAY = 86_400
_WEEK = 7 * _DAY


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


def _refuse(message: str, hint: str) -> NoReturn:
    raise QuantityError(message, hint)


_UNPRINTABLE = "\N{REPLACEMENT CHARACTER}"


def _shown(text: str) -> str:
    """Quote text of strangers: short, and without characters that would act on a terminal."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return f"'{''.join(c if c.isprintable() else _UNPRINTABLE for c in short)}'"


_NOUNS: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (type(None), "nothing"),
    (str, "text"),
    (dict, "a mapping"),
    (list, "a list"),
    (tuple, "a list"),
)


def _described(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool | _Quantity):
        return _plain(float(value)) if abs(value) <= _LARGEST or value != value else "a number out of range"
    if isinstance(value, _Quantity):
        return f"{value.noun} ({value})"
    return next((noun for kind, noun in _NOUNS if isinstance(value, kind)), f"a value of type {type(value).__name__}")


def _plain(number: float) -> str:
    """Write the shortest decimal that reads back as this float, without an idle ``.0``."""
    return float.__repr__(float(number)).removesuffix(".0")


# --- times, rates and shares -----------------------------------------------------------------------------------------


class _Quantity(float):
    __slots__ = ()
    noun: ClassVar[str]
    example: ClassVar[str]
    largest: ClassVar[float] = math.inf

    def __new__(cls, value: float) -> Self:
        if isinstance(value, _Quantity) and not isinstance(value, cls):
            _refuse(f"expected {cls.noun}, got {_described(value)}", f"write it such as '{cls.example}'")
        number = _number(value, cls)
        if number > cls.largest:
            hint = f"write it such as '{cls.example}'"
            _refuse(f"{cls.noun} is at most {_plain(cls.largest)}, got {_described(value)}", hint)
        return super().__new__(cls, number)

    if TYPE_CHECKING:  # mypy takes `time == 0` for a mistake unless a subclass of float says that it compares

        def __eq__(self, other: object) -> bool: ...
        def __hash__(self) -> int: ...

    def __repr__(self) -> str:
        """Write as made: ``Seconds(120.0)``."""
        return f"{type(self).__name__}({float.__repr__(self)})"


def _number(value: float, kind: type[_Quantity]) -> float:
    """Take a finite number that is not negative; text is left to the readers, which know its grammar."""
    hint = f"write it such as '{kind.example}'"
    if isinstance(value, bool | str | bytes):
        _refuse(f"expected a number for {kind.noun}, got {_described(value)}", hint)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    except (TypeError, ValueError):
        _refuse(f"expected a number for {kind.noun}, got {_described(value)}", hint)
    if not math.isfinite(number):
        _refuse(f"{kind.noun} is a finite number, got {number}", hint)
    if number < 0:
        _refuse(f"{kind.noun} cannot be negative, got {_plain(number)}", hint)
    return number + 0.0  # turns -0.0 into 0.0: one zero, one written form


class Seconds(_Quantity):
    """A span of time, never negative.

    Sums of times, and times multiplied or divided by a number, are times again; a difference is one as long as it is
    not negative, else a plain ``float``. A time by a time or by a rate is a plain ``float``.

    Parameters
    ----------
    value : float  [s]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is negative, infinite, NaN or no number.

    Examples
    --------
    >>> print(Seconds(90), 3 * Seconds(90), Seconds(90) / 2)
    1 min 30 s 4 min 30 s 45 s
    >>> Seconds(60) - Seconds(90)
    -30.0
    """

    __slots__ = ()
    noun = "a time"
    example = "2 min"

    def __str__(self) -> str:
        """Write as read: ``2 min``."""
        return write_time(self)

    @overload
    def __add__(self, other: Seconds) -> Seconds: ...
    @overload
    def __add__(self, other: float) -> float: ...
    def __add__(self, other: float) -> float:
        """Add a time."""
        total = float.__add__(self, other)
        return Seconds(total) if isinstance(other, Seconds) else total

    def __radd__(self, other: float) -> float:
        """Let ``sum`` of times, which begins with 0, be a time."""
        total = float.__radd__(self, other)
        return Seconds(total) if other == 0 else total

    def __sub__(self, other: float) -> float:
        """Subtract a time; below zero the result is a plain number."""
        rest = float.__sub__(self, other)
        return Seconds(rest) if isinstance(other, Seconds) and rest >= 0 else rest

    @overload
    def __mul__(self, other: Seconds | Rate) -> float: ...  # type: ignore[overload-overlap]
    @overload
    def __mul__(self, other: float) -> Seconds: ...
    def __mul__(self, other: float) -> float:
        """Multiply by a number."""
        product = float.__mul__(self, other)
        return product if product is NotImplemented or isinstance(other, Seconds | Rate) else Seconds(product)

    def __rmul__(self, other: float) -> Seconds:
        """Multiply a number by a time."""
        product = float.__rmul__(self, other)
        return product if product is NotImplemented else Seconds(product)

    @overload
    def __truediv__(self, other: Seconds | Rate) -> float: ...  # type: ignore[overload-overlap]
    @overload
    def __truediv__(self, other: float) -> Seconds: ...
    def __truediv__(self, other: float) -> float:
        """Divide by a number, or by a time for their ratio."""
        quotient = float.__truediv__(self, other)
        return quotient if quotient is NotImplemented or isinstance(other, Seconds | Rate) else Seconds(quotient)


class Rate(_Quantity):
    """How often something happens, or money per time; never negative.

    Parameters
    ----------
    value : float  [1/s]
        Finite, at least 0.

    Raises
    ------
    QuantityError
        If `value` is negative, infinite, NaN or no number.

    Examples
    --------
    >>> print(Rate(1 / 60))
    1 per min
    """

    __slots__ = ()
    noun = "a rate"
    example = "24 per hour"

    def __str__(self) -> str:
        """Write as read: ``24 per hour``."""
        return write_rate(self)


class Share(_Quantity):
    """A share or probability.

    Parameters
    ----------
    value : float  [0..1]
        1 is all of them.

    Raises
    ------
    QuantityError
        If `value` is below 0, above 1, NaN or no number.

    Examples
    --------
    >>> print(Share(0.125))
    12.5%
    """

    __slots__ = ()
    noun = "a share"
    example = "5%"
    largest = 1.0

    def __str__(self) -> str:
        """Write as read: ``5%``."""
        return write_share(self)

    @overload
    def __mul__(self, other: Seconds) -> Seconds: ...
    @overload
    def __mul__(self, other: float) -> float: ...
    def __mul__(self, other: float) -> float:
        """Multiply; a share of a time is a time."""
        return other * float(self) if isinstance(other, Seconds) else float.__mul__(self, other)


# --- text ------------------------------------------------------------------------------------------------------------

_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]{1,3}(?![0-9]))?"
_A_NUMBER = re.compile(_NUMBER)
_MINUS = "-\N{MINUS SIGN}"


def _fold(text: str) -> str:
    """Bring text to one spelling: full-width forms to ASCII, no capitals, no space around.

    Signs such as a superscript two are left alone: they would become digits of the number before them.
    """
    if text.isascii():
        return text.casefold().strip()
    folded = (c if c.isnumeric() and not c.isdecimal() else unicodedata.normalize("NFKC", c) for c in text)
    return "".join(folded).casefold().strip()


def _text(value: object, kind: type[_Quantity], longest: int = _LONGEST_TEXT) -> str:
    """Give the folded text where a quantity is expected, or say what stands there instead."""
    hint = f"write it such as '{kind.example}'"
    if isinstance(value, int | float) and not isinstance(value, bool | _Quantity):
        number = _plain(_number(value, kind))
        _refuse(f"{number} has no unit", f"write '{_with_unit(number, kind)}'")
    return _folded(value, kind.noun, hint, longest)


def _folded(value: object, noun: str, hint: str, longest: int = _LONGEST_TEXT) -> str:
    if not isinstance(value, str):
        _refuse(f"expected {noun}, got {_described(value)}", hint)
    if len(value) > longest:
        _refuse(f"{noun} cannot be {len(value)} characters long", hint)
    text = _fold(value)
    if not text:
        _refuse(f"{noun} is expected, but nothing is written", hint)
    return text


def _with_unit(number: str, kind: type[_Quantity]) -> str:
    return f"{number} per hour" if kind is Rate else f"{number} min"


def _refuse_number(text: str, kind: type[_Quantity]) -> NoReturn:
    """Refuse text that is no quantity, with the most likely reason."""
    example = kind.example
    if _A_NUMBER.fullmatch(text):
        _refuse(f"{_shown(text)} has no unit", f"write '{_with_unit(text, kind)}'")
    if text[0] in _MINUS and text[1:].lstrip()[:1] in tuple("0123456789.p"):
        _refuse(f"{kind.noun} cannot be negative, got {_shown(text)}", f"write it such as '{example}'")
    if re.search("[0-9],[0-9]", text):
        decimal, whole = re.sub("([0-9]),([0-9])", r"\1.\2", text), re.sub("([0-9]),([0-9])", r"\1\2", text)
        hint = f"decimals take a point, thousands nothing: {_shown(decimal)} or {_shown(whole)}"
        _refuse(f"{_shown(text)} has a comma in its number", hint)
    _refuse(f"{_shown(text)} is not {kind.noun}", f"write it such as '{example}'")


def _nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    known = list(known)
    if longer := next((name for name in known if len(word) > 2 and name.startswith(word)), None):
        return longer
    return next(iter(difflib.get_close_matches(word[:40], known, 1, cutoff)), None)


# --- units of time ---------------------------------------------------------------------------------------------------

_UNITS: tuple[tuple[Fraction, str], ...] = (
    (Fraction(_WEEK), "w wk wks week weeks 周 週 星期 个星期 個星期"),
    (Fraction(_DAY), "d day days 天 日"),
    (Fraction(3600), "h hr hrs hour hours 小时 小時 个小时 個小時 时 時"),
    (Fraction(60), "min mins minute minutes m 分钟 分鐘 分"),
    (Fraction(1), "s sec secs second seconds 秒 秒钟 秒鐘"),
    (Fraction(1, 1000), "ms millisecond milliseconds 毫秒"),
)
_UNIT_SECONDS = {word: size for size, words in _UNITS for word in words.split()}
_HOUR, _MINUTE = Fraction(3600), Fraction(60)
_UNEVEN = re.compile("mo|(?:month|quarter|year|yr)s?|y|[个個]?月|年")


def _unit(word: str, form: str) -> Fraction:
    """Look a unit of time up; `form` is the text with ``{}`` where the unit stands, for the hint."""
    if (size := _UNIT_SECONDS.get(word)) is not None:
        return size
    if _UNEVEN.fullmatch(word):
        hint = f"months and years differ in length; write days or weeks, such as '{form.format('d')}'"
        _refuse(f"{_shown(word)} is not a unit of time here", hint)
    near = _nearest(word, _UNIT_SECONDS)
    hint = f"did you mean '{form.format(near)}'?" if near else f"write it such as '{form.format('min')}'."
    _refuse(f"{_shown(word)} is not a unit of time", f"{hint} The units are s, min, h, d and w")


# --- times -----------------------------------------------------------------------------------------------------------

_PART = re.compile(rf"({_NUMBER})\s*([^\W\d_]*)\s*")
_ISO_NUMBER = r"([0-9]+(?:[.,][0-9]+)?)"
_ISO = re.compile(
    f"p(?=[0-9t])(?:{_ISO_NUMBER}w)?(?:{_ISO_NUMBER}d)?"
    f"(?:t(?=[0-9])(?:{_ISO_NUMBER}h)?(?:{_ISO_NUMBER}m)?(?:{_ISO_NUMBER}s)?)?"
)
_ISO_UNITS = (_WEEK, _DAY, 3600, 60, 1)


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
        return _bounded_time(value)
    return _parse_time(_text(value, Seconds))


def _parse_time(text: str) -> Seconds:
    total = _parse_iso(text) if re.match("p[0-9t]", text) else _parse_parts(text)
    return _bounded_time(total, text)


def _parse_iso(text: str) -> Fraction:
    match = _ISO.fullmatch(text)
    if match is None:
        hint = "months and years differ in length; " if re.match("p[0-9.,]+[ym]", text) else ""
        _refuse(f"{_shown(text.upper())} is not a time", f"{hint}write it as '2 min', 'PT2M' or 'P1DT2H'")
    parts = zip(match.groups(), _ISO_UNITS, strict=True)
    return sum((Fraction(number.replace(",", ".")) * size for number, size in parts if number), Fraction(0))


def _parse_parts(text: str) -> Fraction:
    if not text:
        _refuse("a time is expected, but nothing is written", "write it such as '2 min'")
    if re.match("[0-9]+:[0-9]", text):
        _refuse(f"{_shown(text)} may be minutes or hours", "write it with units, such as '1 h 30 min'")
    if re.search("[0-9],[0-9]", text):
        _refuse_number(text, Seconds)
    total, previous, position = Fraction(0), None, 0
    while position < len(text):
        match = _PART.match(text, position)
        if match is None:
            _refuse_number(text, Seconds)
        number, word = match.groups()
        position = match.end()
        if word:
            size = _unit(word, f"{number} {{}}")
        elif previous == _HOUR and position == len(text) and Fraction(number) < 60:
            size = _MINUTE
        elif previous is None and position == len(text):
            _refuse_number(number, Seconds)
        else:
            _refuse(f"'{number}' in {_shown(text)} has no unit", "write a unit after each number, such as '1 h 30 min'")
        if previous is not None and size >= previous:
            _refuse(f"the units of {_shown(text)} do not go from large to small", "write it such as '1 h 30 min'")
        total, previous = total + Fraction(number) * size, size
    return total


def _bounded_time(value: float | Fraction, written: str = "") -> Seconds:
    time = value if isinstance(value, Fraction | Seconds) else Seconds(value)
    if time > _LARGEST:
        hint = "check the number and its unit; write it such as '2 min'"
        _refuse(f"{_shown(written or str(time))} is longer than any service", hint)
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
        return f"{_plain(time)} s"
    exact = Decimal(float.__repr__(time))
    whole = int(exact)
    fraction = f"{exact - whole:f}"[1:] if exact != whole else ""
    parts = []
    for size, unit in ((_DAY, "d"), (3600, "h"), (60, "min")):
        count, whole = divmod(whole, size)
        if count:
            parts.append(f"{count} {unit}")
    if whole or fraction:
        parts.append(f"{whole}{fraction} s")
    return " ".join(parts)


# --- rates -----------------------------------------------------------------------------------------------------------

_RATE = re.compile(rf"({_NUMBER})\s*(?:per\b|/)\s*([^\W\d_]+)")
_RATE_ZH = re.compile(rf"每\s*([^\W\d_]+)\s*({_NUMBER})|({_NUMBER})\s*每\s*([^\W\d_]+)")
_RATE_PER_SPAN = re.compile(rf"{_NUMBER}\s*(?:per\b|/)\s*{_NUMBER}\s*[^\W\d_]+")


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
        return _bounded_rate(value, str(value))
    return _parse_rate(_text(value, Rate))


def _parse_rate(text: str) -> Rate:
    if match := _RATE.fullmatch(text):
        number, word = match.groups()
    elif match := _RATE_ZH.fullmatch(text):
        number, word = match[2] or match[3], match[1] or match[4]
    else:
        if text.startswith("every") or _RATE_PER_SPAN.fullmatch(text):
            hint = "write the number for one unit, such as '6 per hour'"
            _refuse(f"{_shown(text)} is not a number per unit of time", hint)
        _refuse_number(text, Rate)
    return _bounded_rate(Fraction(number) / _unit(word, f"{number} per {{}}"), text)


def _bounded_rate(value: float | Fraction, written: str) -> Rate:
    if value > _LARGEST:
        hint = "check the number and its unit; write it such as '24 per hour'"
        _refuse(f"{_shown(written)} is more than any service can meet", hint)
    return Rate(float(value))


_RATE_UNITS = ((3600, "hour"), (60, "min"), (1, "second"), (_DAY, "day"), (_WEEK, "week"))


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
    best, shortest = f"{_plain(rate)} per second", math.inf
    for size, unit in _RATE_UNITS:
        number = _shortest(rate, size)
        if number is None:
            continue
        length = len(number.replace(".", "")) + (2 if size > 3600 and rate * 3600 >= 1 else 0)
        if length < shortest:
            best, shortest = f"{number} per {unit}", length
    return best


def _shortest(value: float, scale: int) -> str | None:
    """Find the shortest decimal that gives `value` when divided by `scale`, if a float of 17 digits can."""
    if value > _LARGEST:
        return _plain(value) if scale == 1 else None
    scaled = float(Fraction(float(value)) * scale)
    for digits in range(1, 18):
        number = _plain(float(f"{scaled:.{digits}g}"))
        if float(Fraction(number) / scale) == value:
            return number
    return None


# --- shares ----------------------------------------------------------------------------------------------------------

_SHARE = re.compile(rf"({_NUMBER})\s*(%?)")


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
            number = _plain(float(value))
            _refuse(f"{number} is more than 1, the whole", f"if it is percent, write '{number}%'")
        return value if isinstance(value, Share) else Share(value)
    return _parse_share(_folded(value, Share.noun, "write it as '5%' or 0.05"))


def _parse_share(text: str) -> Share:
    match = _SHARE.fullmatch(text)
    if match is None:
        _refuse_number(text, Share)
    number, percent_sign = match.groups()
    share = Fraction(number) / (100 if percent_sign else 1)
    if share > 1:
        if percent_sign or share > 100:
            _refuse(f"{_shown(text)} is more than all of them", "a share is at most 100%; write it such as '5%'")
        _refuse(f"{_shown(text)} is more than 1, the whole", f"if it is percent, write '{number}%'")
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
    number = _shortest(share, 100)
    return f"{number}%" if number is not None and len(number) <= 6 else _plain(share)


# --- evenly spaced ---------------------------------------------------------------------------------------------------


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
        object.__setattr__(self, "interval", _bounded_time(self.interval))
        if self.interval == 0:
            _refuse("an interval must be longer than 0", "write it such as 'every 10 min'")

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
    text = _folded(value, "a spacing such as 'every 10 min'", hint)
    match = _EVERY.fullmatch(text)
    if match is None:
        _refuse(f"{_shown(text)} is not 'every' and a time", hint)
    span = match[1]
    return Every(Seconds(float(_UNIT_SECONDS[span])) if span in _UNIT_SECONDS else _parse_time(span))


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
    text = _text(value, Rate)
    if _EVERY_START.match(text):
        return read_every(text)
    if _is_time(text):
        _refuse(f"{_shown(text)} is a time", f"write 'every {text}', or a rate such as '24 per hour'")
    return _parse_rate(text)


# --- distributions ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Family:
    """What is to be known of one family of distributions; ``p`` is a share, ``k`` a count, all else is a time."""

    names: tuple[str, ...]
    example: str
    mean: Callable[..., float]
    variance: Callable[..., float]
    fault: Callable[..., str] = lambda *parameters: ""
    repeats: bool = False

    def names_of(self, count: int) -> tuple[str, ...]:
        return self.names * count if self.repeats else self.names


def _out_of_order(*bounds: float) -> str:
    names = ("low", "high") if len(bounds) == 2 else ("low", "mode", "high")
    for place in range(1, len(bounds)):
        if bounds[place - 1] > bounds[place]:
            before, after = write_time(bounds[place - 1]), write_time(bounds[place])
            return f"{names[place - 1]} ({before}) is above {names[place]} ({after})"
    return ""


def _no_mean(*means: float) -> str:
    return "" if all(means) else "a mean of 0 leaves no time to vary"


def _no_spread(mean: float, sd: float) -> str:
    if not sd:
        return "without spread (sd is 0) the mean alone says it"
    return "the spread (sd) is too small beside the mean" if mean > _LARGEST_RATIO * sd else ""


def _no_shape(mean: float, sd: float) -> str:
    too_wide = "the spread (sd) is too large beside the mean" if sd > _LARGEST_RATIO * mean else ""
    return _no_mean(mean) or _no_spread(mean, sd) or too_wide


def _cut_normal(mean: float, sd: float) -> tuple[float, float]:
    """Mean and variance of max(0, X) for normal X, in a form that does not cancel.

    With z = mean / sd, f and F the density and distribution of the standard normal, and d = f(z) - z F(-z) the rise of
    the mean by the cut: mean = sd (z + d), variance = sd² (F(z) - d (z + d)).
    """
    z = mean / sd
    rise = math.exp(-z * z / 2) / math.sqrt(2 * math.pi) - z * math.erfc(z / math.sqrt(2)) / 2
    below = math.erfc(-z / math.sqrt(2)) / 2
    return mean + sd * rise, max(0.0, sd * sd * (below - rise * (z + rise)))


def _average(*values: float) -> float:
    return math.fsum(values) / len(values)


def _pert_mean(low: float, mode: float, high: float) -> float:
    return (low + 4 * mode + high) / 6


def _scatter(*values: float) -> float:
    mean = _average(*values)
    return _average(*((value - mean) * (value - mean) for value in values))


_FAMILIES = {
    "fixed": _Family(("time",), "2 min", mean=lambda time: time, variance=lambda time: 0.0),
    "exponential": _Family(
        ("mean",),
        "exponential(4 min)",
        mean=lambda mean: mean,
        variance=lambda mean: mean * mean,
        fault=_no_mean,
    ),
    "uniform": _Family(
        ("low", "high"),
        "uniform(1 min, 3 min)",
        mean=lambda low, high: (low + high) / 2,
        variance=lambda low, high: (high - low) * (high - low) / 12,
        fault=_out_of_order,
    ),
    "triangular": _Family(
        ("low", "mode", "high"),
        "triangular(1 min, 2 min, 4 min)",
        mean=lambda low, mode, high: (low + mode + high) / 3,
        variance=lambda low, mode, high: ((high - low) * (high - mode) + (mode - low) * (mode - low)) / 18,
        fault=_out_of_order,
    ),
    "pert": _Family(
        ("low", "mode", "high"),
        "pert(1 min, 2 min, 4 min)",
        mean=_pert_mean,
        variance=lambda low, mode, high: (4 * (mode - low) + high - low) * (4 * (high - mode) + high - low) / 252,
        fault=_out_of_order,
    ),
    "hyperexponential": _Family(
        ("p", "mean1", "mean2"),
        "hyperexponential(0.4, 1 min, 5 min)",
        mean=lambda p, mean1, mean2: p * mean1 + (1 - p) * mean2,
        variance=lambda p, mean1, mean2: (
            p * mean1 * mean1 + (1 - p) * mean2 * mean2 + p * (1 - p) * (mean1 - mean2) * (mean1 - mean2)
        ),
        fault=lambda p, mean1, mean2: _no_mean(mean1, mean2),
    ),
    "normal": _Family(
        ("mean", "sd"),
        "normal(5 min, 1 min)",
        mean=lambda mean, sd: _cut_normal(mean, sd)[0],
        variance=lambda mean, sd: _cut_normal(mean, sd)[1],
        fault=_no_spread,
    ),
    "lognormal": _Family(
        ("mean", "sd"),
        "lognormal(5 min, 2 min)",
        mean=lambda mean, sd: mean,
        variance=lambda mean, sd: sd * sd,
        fault=_no_shape,
    ),
    "gamma": _Family(
        ("mean", "sd"),
        "gamma(10 min, 5 min)",
        mean=lambda mean, sd: mean,
        variance=lambda mean, sd: sd * sd,
        fault=_no_shape,
    ),
    "erlang": _Family(
        ("k", "mean"),
        "erlang(3, 2 min)",
        mean=lambda k, mean: mean,
        variance=lambda k, mean: mean * mean / k,
        fault=lambda k, mean: _no_mean(mean),
    ),
    "empirical": _Family(
        ("time",),
        "empirical(2 min, 3 min, 7 min)",
        mean=_average,
        variance=_scatter,
        repeats=True,
    ),
}


@dataclass(frozen=True, slots=True)
class Distribution:
    """How long something takes, when it does not always take the same time.

    ===================================== =============================================================================
    ``2 min``                             fixed: always this time
    ``exponential(mean)``                 mostly short, now and then long
    ``uniform(low, high)``                all times between equally likely
    ``triangular(low, mode, high)``       least, most likely and longest time
    ``pert(low, mode, high)``             the same, with more weight on the mode: a beta whose mean is
                                          (low + 4 mode + high) / 6
    ``hyperexponential(p, mean1, mean2)`` exponential with `mean1` for the share `p`, with `mean2` for the others
    ``normal(mean, sd)``                  cut at 0: what would fall below 0 counts as 0, so the time is max(0, X);
                                          its `mean` and `variance` here are those after the cut
    ``lognormal(mean, sd)``               mean and standard deviation of the time itself, not of its logarithm
    ``gamma(mean, sd)``                   likewise
    ``erlang(k, mean)``                   `k` equal exponential parts, which together take `mean`
    ``empirical(t1, t2, …)``              each of the observed times equally likely
    ===================================== =============================================================================

    Parameters
    ----------
    kind : str
        Name of the family; a bare time is ``fixed``.
    parameters : tuple of float
        In the order of the notation: times [s], `p` [0..1], `k` a whole number from 1. `low`, `mode` and `high` may
        coincide; `sd` and, but for the normal one, means are above 0.

    Raises
    ------
    QuantityError
        If the family is unknown or its parameters do not make sense.

    Examples
    --------
    >>> time = Distribution("triangular", (60, 120, 240))
    >>> print(time, "with mean", time.mean)
    triangular(1 min, 2 min, 4 min) with mean 2 min 20 s
    """

    kind: str
    parameters: tuple[float, ...]

    def __post_init__(self) -> None:
        """Refuse an unknown family and parameters that make no sense."""
        family = _family(self.kind)
        kind, values = str(self.kind), tuple(self.parameters)
        _refuse_count(kind, values)
        checked = tuple(
            _in_context(kind, name, _check_parameter, value)
            for name, value in zip(family.names_of(len(values)), values, strict=True)
        )
        if fault := family.fault(*checked):
            _refuse(f"{kind}: {fault}", f"write it such as '{family.example}', or a single time, such as '2 min'")
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "parameters", checked)

    def __str__(self) -> str:
        """Write as read: ``exponential(4 min)``, or the time alone if it is fixed."""
        names = _FAMILIES[self.kind].names_of(len(self.parameters))
        written = [
            _plain(value) if name in ("p", "k") else write_time(value)
            for name, value in zip(names, self.parameters, strict=True)
        ]
        return written[0] if self.kind == "fixed" else f"{self.kind}({', '.join(written)})"

    @property
    def mean(self) -> Seconds:
        """Mean time [s]."""
        return Seconds(_FAMILIES[self.kind].mean(*self.parameters))

    @property
    def variance(self) -> float:
        """Variance of the time [s²]."""
        return float(_FAMILIES[self.kind].variance(*self.parameters))


def _family(kind: str) -> _Family:
    if family := _FAMILIES.get(kind):
        return family
    near = _nearest(str(kind), _FAMILIES, 0.7)
    hint = f"did you mean '{_FAMILIES[near].example}'?" if near else f"write a time or one of {', '.join(_FAMILIES)}"
    _refuse(f"{_shown(str(kind))} is not a distribution", hint)


def _refuse_count(kind: str, values: Sequence[object]) -> None:
    family = _FAMILIES[kind]
    hint = f"write it such as '{family.example}'"
    if family.repeats:
        if not 1 <= len(values) <= _MOST_VALUES:
            _refuse(f"{kind} takes 1 to {_MOST_VALUES} times, not {len(values)}", hint)
    elif len(values) != len(family.names):
        numeral = {1: "one value", 2: "two values", 3: "three values"}[len(family.names)]
        _refuse(f"{kind} takes {numeral} ({', '.join(family.names)}), not {len(values)}", hint)


def _in_context(kind: str, name: str, read: Callable[[str, Any], float], value: object) -> float:
    """Read one parameter; a refusal says which one it is."""
    try:
        return read(name, value)
    except QuantityError as error:
        where = "" if kind == "fixed" else f"{name} of {kind}: "
        raise QuantityError(where + error.message, error.hint) from None


def _check_parameter(name: str, value: float) -> float:
    if name == "k":
        return _read_count(value)
    return float(Share(value)) if name == "p" else float(_bounded_time(value))


def _read_parameter(name: str, value: object) -> float:
    if name == "k":
        return _read_count(value)
    return float(read_share(value) if name == "p" else read_time(value))


def _read_count(value: object) -> float:
    if isinstance(value, str) and re.fullmatch("[0-9]{1,7}", text := _fold(value)):
        value = int(text)
    if isinstance(value, int | float) and not isinstance(value, bool | _Quantity) and 1 <= value <= _LARGEST_COUNT:
        count = float(value)
        if count.is_integer():
            return count
    shown = _shown(value) if isinstance(value, str) else _described(value)
    _refuse(f"expected a whole number from 1 to {_LARGEST_COUNT}, got {shown}", "write it such as 'erlang(3, 2 min)'")


def _make(kind: str, *values: object) -> Distribution:
    """Make a distribution of parameters that may be text."""
    family = _family(kind)
    _refuse_count(kind, values)
    names = family.names_of(len(values))
    read = (_in_context(kind, name, _read_parameter, value) for name, value in zip(names, values, strict=True))
    return Distribution(kind, tuple(read))


_CALL = re.compile(r"([^\W\d_]+)\s*\(([^()]*)\)")


def read_distribution(value: object) -> Distribution:
    """Read how long something takes: a time, or a distribution of it.

    Parameters
    ----------
    value : Distribution, Seconds or str
        Such as ``2 min`` or ``triangular(1 min, 2 min, 4 min)``; see `Distribution` for all.

    Returns
    -------
    Distribution
        The distribution; a bare time is a fixed one.

    Raises
    ------
    QuantityError
        If `value` is none.

    Examples
    --------
    >>> read_distribution("2 min")
    Distribution(kind='fixed', parameters=(120.0,))
    >>> print(read_distribution("gamma(10 min, 300 s)"))
    gamma(10 min, 5 min)
    """
    if isinstance(value, Distribution):
        return value
    if isinstance(value, Seconds):
        return Distribution("fixed", (value,))
    text = _text(value, Seconds, _LONGEST_LIST)
    if match := _CALL.fullmatch(text):
        kind, inside = match.groups()
        return _make(kind, *inside.split(","))
    if (word := re.match(r"[^\W\d_]+", text)) and (word[0] in _FAMILIES or "(" in text):
        hint = f"write it such as '{_family(word[0]).example}'"
        _refuse(f"{_shown(text)} is not a complete distribution, with its values in parentheses", hint)
    return Distribution("fixed", (read_time(text),))


# --- windows of the week ---------------------------------------------------------------------------------------------

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY_WORDS = {
    word: day
    for day, words in enumerate(
        (
            "mon monday 周一 週一 星期一",
            "tue tues tuesday 周二 週二 星期二",
            "wed wednesday 周三 週三 星期三",
            "thu thur thurs thursday 周四 週四 星期四",
            "fri friday 周五 週五 星期五",
            "sat saturday 周六 週六 星期六",
            "sun sunday 周日 週日 星期日 周天 週天 星期天",
        )
    )
    for word in words.split()
}
_CLOCK = "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
_HOURS = re.compile(rf"{_CLOCK}\s*-\s*{_CLOCK}")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212~\u301c至到", "-") | {"、": ","})
_WINDOW_HINT = "write it such as 'mon-fri 09:00-12:00', on the 24-hour clock"


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A stretch of the day, on some days of the week or on all.

    Parameters
    ----------
    days : tuple of int
        0 is Monday; empty is every day, and so are all seven. Kept in the order of the week.
    start : Seconds  [s]
        Since midnight, whole seconds.
    end : Seconds  [s]
        Since midnight, up to 24:00; an end before the start is on the next day, an end at 00:00 is 24:00.

    Raises
    ------
    QuantityError
        If a day or time is none, or the window has no length.

    Examples
    --------
    >>> print(Window((0, 1, 2, 3, 4), hours(9), hours(12)))
    mon-fri 09:00-12:00
    """

    days: tuple[int, ...]
    start: Seconds
    end: Seconds

    def __post_init__(self) -> None:
        """Refuse what is no window, and give equal windows one form."""
        if any(isinstance(day, bool) or day not in range(7) for day in self.days):
            _refuse("a day of the week is a number from 0 (Monday) to 6 (Sunday)", _WINDOW_HINT)
        days = tuple(sorted({int(day) for day in self.days}))
        start, end = Seconds(self.start), Seconds(self.end)
        if start >= _DAY or end > _DAY:
            _refuse("a time of day lies between 00:00 and 24:00", _WINDOW_HINT)
        if not (start.is_integer() and end.is_integer()):
            _refuse("a time of day is kept in whole seconds", _WINDOW_HINT)
        if start == end:
            hint = "write '00:00-24:00' for the whole day"
            _refuse(f"the window begins and ends at {_clock(start)}, so it has no length", hint)
        object.__setattr__(self, "days", () if len(days) == 7 else days)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end if end else Seconds(_DAY))

    def __str__(self) -> str:
        """Write as read: ``mon-fri 09:00-12:00``."""
        stretch = f"{_clock(self.start)}-{_clock(self.end)}"
        return f"{_write_days(self.days)} {stretch}" if self.days else stretch

    def overlaps(self, other: Window) -> bool:
        """Tell whether some moment of the week lies in both windows.

        Examples
        --------
        >>> read_window("sun 22:00-06:00").overlaps(read_window("mon 05:00-09:00"))
        True
        """
        return any(
            (theirs - ours) % _WEEK < self._length or (ours - theirs) % _WEEK < other._length
            for ours in self._starts
            for theirs in other._starts
        )

    @property
    def _length(self) -> float:
        return (self.end - self.start) % _DAY or float(_DAY)

    @property
    def _starts(self) -> list[float]:
        return [day * _DAY + float(self.start) for day in self.days or range(7)]


def _clock(time: float) -> str:
    minutes, second = divmod(int(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{second:02}" if second else "")


def _write_days(days: tuple[int, ...]) -> str:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    written = ([f"{_DAYS[run[0]]}-{_DAYS[run[-1]]}"] if len(run) > 2 else [_DAYS[day] for day in run] for run in runs)
    return ",".join(name for names in written for name in names)


def read_window(value: object) -> Window:
    """Read a window of the week.

    Parameters
    ----------
    value : Window or str
        Such as ``09:00-12:00``, ``mon-fri 09:00-12:00``, ``mon,wed 08:00-10:00``, ``sat 22:00-06:00`` (past
        midnight), ``周一至周五 09:00-12:00``.

    Returns
    -------
    Window
        The window.

    Raises
    ------
    QuantityError
        If `value` is none.

    Examples
    --------
    >>> print(read_window("Monday-Wednesday,Friday 9:00-24:00"))
    mon-wed,fri 09:00-24:00
    """
    if isinstance(value, Window):
        return value
    text = _folded(value, "a window of time", _WINDOW_HINT).translate(_DASHES)
    match = _HOURS.search(text)
    if match is None or match.end() != len(text):
        _refuse(f"{_shown(text)} is not a window of time", _WINDOW_HINT)
    days = text[: match.start()].strip()
    start, end = _read_clock(*match.group(1, 2, 3)), _read_clock(*match.group(4, 5, 6))
    return Window(_read_days(days) if days else (), start, end)


def _read_clock(hour: str, minute: str, second: str | None) -> Seconds:
    if int(minute) > 59 or int(second or 0) > 59:
        _refuse(f"{hour}:{minute}{':' + second if second else ''} is not a time of day", _WINDOW_HINT)
    return Seconds(int(hour) * 3600 + int(minute) * 60 + int(second or 0))


def _read_days(text: str) -> tuple[int, ...]:
    days: list[int] = []
    for part in text.split(","):
        first, dash, last = part.partition("-")
        begin = _read_day(first)
        length = (_read_day(last) - begin) % 7 + 1 if dash else 1
        days.extend((begin + step) % 7 for step in range(length))
    return tuple(days)


def _read_day(text: str) -> int:
    word = text.strip()
    if (day := _DAY_WORDS.get(word)) is not None:
        return day
    near = _nearest(word, _DAY_WORDS, 0.75)
    _refuse(f"{_shown(word)} is not a day of the week", f"did you mean '{near}'?" if near else _WINDOW_HINT)


# --- standards -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Target:
    """A standard: a time that all or a share must keep, or words.

    Parameters
    ----------
    limit : Seconds or None  [s]
        The time to keep; None if the standard is in words.
    share : Share  [0..1]
        Who must keep it; 1 for a standard in words.
    words : str
        The standard as it is said, if it is no time; else empty.

    Raises
    ------
    QuantityError
        If both or neither of `limit` and `words` are given, or the words would be read as a time.

    Examples
    --------
    >>> print(Target(Seconds(300), Share(0.9), ""))
    90% within 5 min
    """

    limit: Seconds | None
    share: Share
    words: str

    def __post_init__(self) -> None:
        """Refuse a standard that is both a time and words, or neither."""
        hint = "write it as '90% within 5 min', '5 min' or in words"
        words = str(self.words).strip()
        if (self.limit is None) != bool(words):
            _refuse("a standard is either a time or words", hint)
        if self.limit is None and self.share != 1:
            _refuse("a standard in words holds for all", hint)
        if words and _parse_limit(words) is not None:
            _refuse(f"{_shown(words)} is a time, not words", hint)
        object.__setattr__(self, "limit", None if self.limit is None else _bounded_time(self.limit))
        object.__setattr__(self, "share", Share(self.share))
        object.__setattr__(self, "words", words)

    def __str__(self) -> str:
        """Write as read: ``90% within 5 min``, ``5 min`` or the words."""
        if self.limit is None:
            return self.words
        return str(self.limit) if self.share == 1 else f"{self.share} within {self.limit}"


_FIGURE = r"[+\-\u2212]?(?:[0-9.][0-9.,:+-]*|nan\b|inf\b|infinity\b|\u221e)"
_SHARE_SHAPED = re.compile(rf"{_FIGURE}(?:e[+-]?[0-9]+)?\s*%?")
_TOKEN = re.compile(rf"({_FIGURE})|([^\W\d_]+)|\S")


def read_target(value: object) -> Target:
    """Read a standard.

    The rule, in this order:

    1. ``SHARE within TIME`` and a time alone are targets.
    2. ``SHARE within`` before figures with one word each, and before nothing at all, is meant as a target: if it
       cannot be read it is refused, so that ``90% within 5 fortnights`` does not pass for words.
    3. Figures with one word each, and nothing else, are refused if a word is a unit of time or nearly one
       (``5 minuts``, ``3 months``); a figure or share without any word says nothing and is refused too.
    4. All other text is words, even if it begins like a target: ``95% within 6 hours of the order``, ``3 waiters``.

    Parameters
    ----------
    value : Target, Seconds or str
        Such as ``90% within 5 min``, ``5 min`` or ``Greet with a smile``.

    Returns
    -------
    Target
        The standard.

    Raises
    ------
    QuantityError
        If `value` is none, or is a target with a fault by rules 2 and 3.

    Examples
    --------
    >>> read_target("90% within 5 min")
    Target(limit=Seconds(300.0), share=Share(0.9), words='')
    >>> read_target("95% within 6 hours of the order").words
    '95% within 6 hours of the order'
    """
    if isinstance(value, Target):
        return value
    if isinstance(value, Seconds):
        return Target(value, Share(1), "")
    hint = "write it as '90% within 5 min', '5 min' or in words"
    if isinstance(value, int | float) and not isinstance(value, bool):
        _refuse(f"{_described(value)} is not a standard", hint)
    if not isinstance(value, str):
        _refuse(f"expected a standard, got {_described(value)}", hint)
    words = str(value).strip()
    if not words:
        _refuse("a standard is expected, but nothing is written", hint)
    return _parse_limit(words) or Target(None, Share(1), words)


def _parse_limit(words: str) -> Target | None:
    """Read text as a share and a time; None if it is meant as words."""
    if len(words) > _LONGEST_TEXT:
        return None
    text = _fold(words)
    head, within, tail = (part.strip() for part in text.partition("within"))
    if within and _SHARE_SHAPED.fullmatch(head):
        if tail and not (_is_time_shaped(tail) or _is_time(tail)):
            return None
        return Target(_parse_time(tail), _parse_share(head), "")
    if _is_time(text):
        return Target(_parse_time(text), Share(1), "")
    if _SHARE_SHAPED.fullmatch(text) and text.endswith("%"):
        _refuse(f"{_shown(text)} does not say of what", "write it as '90% within 5 min'")
    if _is_time_shaped(text) and not _has_foreign_words(text):
        _parse_time(text)
    return None


def _is_time(text: str) -> bool:
    try:
        _parse_time(text)
    except QuantityError:
        return False
    return True


def _is_time_shaped(text: str) -> bool:
    """Tell whether text is figures with at most one word after each, or begins an ISO 8601 duration."""
    shape = "".join("f" if token[1] else "w" if token[2] else "x" for token in _TOKEN.finditer(text))
    return re.fullmatch("(?:fw?)+", shape) is not None or re.fullmatch("p[0-9t][0-9a-z.,]*", text) is not None


def _has_foreign_words(text: str) -> bool:
    words = [token[2] for token in _TOKEN.finditer(text) if token[2]]
    return bool(words) and not any(_UNEVEN.fullmatch(word) or _nearest(word, _UNIT_SECONDS, 0.75) for word in words)


# --- makers ----------------------------------------------------------------------------------------------------------


def _exact(value: float, kind: type[_Quantity]) -> Fraction:
    """Take a number as the decimal fraction that it is written as, so that Python and text agree to the last bit."""
    if isinstance(value, _Quantity):
        _refuse(f"expected a plain number, got {_described(value)}", f"write the number alone; it becomes {kind.noun}")
    return Fraction(float.__repr__(_number(value, kind)))


def _time_of(value: float, unit: str) -> Seconds:
    return _bounded_time(_exact(value, Seconds) * _UNIT_SECONDS[unit], f"{value} {unit}")


def _rate_of(value: float, unit: str) -> Rate:
    return _bounded_rate(_exact(value, Rate) / _UNIT_SECONDS[unit], f"{value} per {unit}")


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
        _refuse(f"{_described(value)} percent is more than all of them", "a share is at most percent(100)")
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
    return _make("exponential", mean)


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
    return _make("uniform", low, high)


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
    return _make("triangular", low, mode, high)


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
    return _make("pert", low, mode, high)


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
    return _make("hyperexponential", p, mean1, mean2)


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
    return _make("normal", mean, sd)


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
    return _make("lognormal", mean, sd)


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
    return _make("gamma", mean, sd)


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
    return _make("erlang", k, mean)


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
    return _make("empirical", *times)
