"""Relative values: ``*1.2``, ``+1``, ``-10%`` of what is there.

>>> from blueprint.units import per_hour, read_distribution
>>> relative("*1.5").of(per_hour(24), "arrivals")
Rate(0.01)
>>> relative("+1").of(3, "waiter.capacity"), relative("-10%").of(20.0, "economics.price")
(4, 18.0)
>>> print(relative("*2").of(read_distribution("triangular(1 min, 2 min, 4 min)"), "take.service_time"))
triangular(2 min, 4 min, 8 min)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from blueprint.diagnostics import shorten
from blueprint.model import Arrivals
from blueprint.units import Distribution, Every, QuantityError, Rate, Seconds, Share, Window, read_rate, read_time
from blueprint.units.text import NUMBER, fold

_RELATIVE = re.compile(rf"([*×+−-])\s*({NUMBER})\s*(.*)", re.DOTALL)
_LONGEST = 60  # characters; no relative value needs more
_NO_TIMES = {"hyperexponential": 1, "erlang": 1}  # parameters of a distribution before its times


class RelativeError(ValueError):
    """A change that cannot be made.

    Parameters
    ----------
    message : str
        Why not.
    hint : str
        What to write instead.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Relative:
    """What is done with the value that is there.

    Parameters
    ----------
    text : str
        As it was written.
    sign : str
        ``*``, ``+`` or ``-``.
    number : Fraction
        As it was written, before its unit.
    unit : str
        What follows the number: nothing, ``%``, or a unit.
    """

    text: str
    sign: str
    number: Fraction
    unit: str

    def of(self, value: Any, name: str) -> Any:
        """Return the new value.

        Parameters
        ----------
        value : object
            What is there.
        name : str
            How people write which value it is, for messages.

        Raises
        ------
        RelativeError
            If nothing is there, or it is nothing that can be multiplied or added to.
        """
        shown = shorten(name, 60)
        if value is None or value == ():
            message = f"'{shown}' is not known, and '{shorten(self.text, 40)}' needs a value to begin with"
            raise RelativeError(message, "write the value itself")
        try:
            return self._of(value, shown)
        except (QuantityError, OverflowError) as error:
            message = error.message if isinstance(error, QuantityError) else "the result is too large"
            raise RelativeError(message, f"'{shown}' is {_written(value)} now; write the value itself") from None

    def _of(self, value: Any, name: str) -> Any:
        for kinds, change in _CHANGES:
            if isinstance(value, kinds) and not isinstance(value, bool):
                return change(self, value, name)
        if isinstance(value, tuple) and all(_is_pair(item) for item in value):
            return tuple((key, self._of(item, name)) for key, item in value)
        raise RelativeError(f"'{name}' has no relative values", f"it is {_written(value)} now; write the value itself")

    @property
    def factor(self) -> Fraction | None:
        """What to multiply by; None if something is added."""
        if self.sign == "*":
            return self.number / 100 if self.unit == "%" else self.number if not self.unit else None
        if self.unit == "%":
            return 1 + (self.number if self.sign == "+" else -self.number) / 100
        return None

    def added(self, read: Callable[[object], float], noun: str) -> Fraction:
        """Return what is added, with its sign."""
        if self.sign == "*":
            raise RelativeError(f"'{shorten(self.text, 40)}' is no factor", "write it such as '*1.2' or '*120%'")
        try:
            amount = Fraction(float(read(self.text[1:].strip())))
        except QuantityError as error:
            message = f"'{shorten(self.text, 40)}' adds no {noun}: {error.message}"
            raise RelativeError(message, error.hint) from None
        return amount if self.sign == "+" else -amount


def find_relative(text: str) -> Relative | None:
    """Return the relative value that is written, if it is one."""
    if len(text) > _LONGEST or (found := _RELATIVE.fullmatch(fold(text))) is None:
        return None
    sign, number, unit = found.groups()
    return Relative(text.strip(), {"×": "*", "−": "-"}.get(sign, sign), Fraction(number), unit)


def relative(text: str) -> Relative:
    """Return the relative value that is written.

    Raises
    ------
    RelativeError
        If it is none.
    """
    found = find_relative(text)
    if found is None:
        raise RelativeError(f"'{shorten(text, 40)}' is no relative value", "write it such as '*1.2', '+1' or '-10%'")
    return found


def _written(value: Any) -> str:
    return f"'{shorten(str(value), 40)}'" if not isinstance(value, tuple | Arrivals) else "written otherwise"


def _is_pair(item: object) -> bool:
    return isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], Window | str)


# --- by kind of value ------------------------------------------------------------------------------------------------


def _plain(text: object) -> float:
    try:
        return float(str(text))
    except ValueError:
        raise QuantityError(f"'{shorten(str(text), 40)}' is no plain number", "write the number alone") from None


def _result(change: Relative, value: float, read: Callable[[object], float], noun: str) -> Fraction:
    factor = change.factor
    return Fraction(value) + change.added(read, noun) if factor is None else Fraction(value) * factor


def _count(change: Relative, value: int, name: str) -> int | float:
    found = _result(change, value, _plain, "number")
    return int(found) if found.denominator == 1 else float(found)  # refused where only whole numbers are wanted


def _number(change: Relative, value: float, name: str) -> float:
    exact = Fraction(str(value))  # as it was written: 0.1 is a tenth
    factor = change.factor
    if factor is not None:
        return float(exact * factor)
    change.added(_plain, "number")
    return float(exact + (change.number if change.sign == "+" else -change.number))


def _share(change: Relative, value: Share, name: str) -> float:
    if change.sign != "*" and change.unit == "%":
        more, factor = change.text.strip(), change.factor or Fraction(1)
        points = float(change.number / 100) if change.sign == "+" else -float(change.number / 100)
        hint = f"write '*{float(factor):g}' for a share of the share, or '{points:+g}' for percentage points"
        raise RelativeError(f"'{shorten(more, 40)}' of a share can be meant in two ways", hint)
    return _number(change, float(value), name)


def _time(change: Relative, value: Seconds, name: str) -> Seconds:
    return read_time(Seconds(float(_result(change, float(value), read_time, "time"))))


def _rate(change: Relative, value: Rate, name: str) -> Rate:
    return read_rate(Rate(float(_result(change, float(value), read_rate, "rate"))))


def _every(change: Relative, value: Every, name: str) -> Every:
    return Every(Seconds(float(Fraction(float(value.interval)) / _factor(change, value, name))))


def _distribution(change: Relative, value: Distribution, name: str) -> Distribution:
    if change.factor is None and value.kind == "fixed":
        return Distribution("fixed", (_time(change, value.mean, name),))
    return _stretched(value, _factor(change, value, name))


def _stretched(value: Distribution, factor: Fraction) -> Distribution:
    kept = _NO_TIMES.get(value.kind, 0)
    times = (float(Fraction(time) * factor) for time in value.parameters[kept:])
    return Distribution(value.kind, (*value.parameters[:kept], *times))


def _arrivals(change: Relative, value: Arrivals, name: str) -> Arrivals:
    """Let more or fewer customers come; how they keep appointments stays as it is."""
    if value.interarrival is not None:
        factor = _factor(change, value.interarrival, name)
        return replace(value, interarrival=_stretched(value.interarrival, 1 / factor))
    word = "pattern" if value.pattern is not None else "appointments"
    return replace(value, **{word: change._of(getattr(value, word), name)})


def _factor(change: Relative, value: object, name: str) -> Fraction:
    factor = change.factor
    if not factor:
        message = f"nothing can be added to '{shorten(str(value), 40)}'" if factor is None else "0 times leaves nothing"
        raise RelativeError(message, f"write '{name}=*1.2', or the value itself")
    return factor


_CHANGES: tuple[tuple[Any, Callable[[Relative, Any, str], Any]], ...] = (
    (Share, _share),
    (Seconds, _time),
    (Rate, _rate),
    (Every, _every),
    (Distribution, _distribution),
    (Arrivals, _arrivals),
    (int, _count),
    (float, _number),
)
