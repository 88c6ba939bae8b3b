"""Times, rates and shares: ordinary floats that know what they are."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Self, overload

from blueprint.units.errors import LARGEST, plain_number, refuse


class Quantity(float):
    """A number that is not negative and knows what it is."""

    __slots__ = ()
    noun: ClassVar[str]
    example: ClassVar[str]
    largest: ClassVar[float] = math.inf

    def __new__(cls, value: float) -> Self:
        """Take a number in the unit of the quantity."""
        if isinstance(value, Quantity) and not isinstance(value, cls):
            refuse(f"expected {cls.noun}, got {described(value)}", f"write it such as '{cls.example}'")
        number = finite_number(value, cls)
        if number > cls.largest:
            hint = f"write it such as '{cls.example}'"
            refuse(f"{cls.noun} is at most {plain_number(cls.largest)}, got {described(value)}", hint)
        return super().__new__(cls, number)

    if TYPE_CHECKING:  # mypy takes `time == 0` for a mistake unless a subclass of float says that it compares

        def __eq__(self, other: object) -> bool: ...
        def __hash__(self) -> int: ...

    def __repr__(self) -> str:
        """Write as made: ``Seconds(120.0)``."""
        return f"{type(self).__name__}({float.__repr__(self)})"


def finite_number(value: float, kind: type[Quantity]) -> float:
    """Take a finite number that is not negative; text is left to the readers, which know its grammar."""
    hint = f"write it such as '{kind.example}'"
    if isinstance(value, bool | str | bytes):
        refuse(f"expected a number for {kind.noun}, got {described(value)}", hint)
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    except (TypeError, ValueError):
        refuse(f"expected a number for {kind.noun}, got {described(value)}", hint)
    if not math.isfinite(number):
        refuse(f"{kind.noun} is a finite number, got {number}", hint)
    if number < 0:
        refuse(f"{kind.noun} cannot be negative, got {plain_number(number)}", hint)
    return number + 0.0  # turns -0.0 into 0.0: one zero, one written form


class Seconds(Quantity):
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
        from blueprint.units.times import write_time

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


class Rate(Quantity):
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
        from blueprint.units.rates import write_rate

        return write_rate(self)


class Share(Quantity):
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
        from blueprint.units.shares import write_share

        return write_share(self)

    @overload
    def __mul__(self, other: Seconds) -> Seconds: ...
    @overload
    def __mul__(self, other: float) -> float: ...
    def __mul__(self, other: float) -> float:
        """Multiply; a share of a time is a time."""
        return other * float(self) if isinstance(other, Seconds) else float.__mul__(self, other)


_NOUNS: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (type(None), "nothing"),
    (str, "text"),
    (dict, "a mapping"),
    (list, "a list"),
    (tuple, "a list"),
)


def described(value: object) -> str:
    """Say what stands where a quantity is expected."""
    if isinstance(value, int | float) and not isinstance(value, bool | Quantity):
        return plain_number(float(value)) if abs(value) <= LARGEST or value != value else "a number out of range"
    if isinstance(value, Quantity):
        return f"{value.noun} ({value})"
    return next((noun for kind, noun in _NOUNS if isinstance(value, kind)), f"a value of type {type(value).__name__}")
