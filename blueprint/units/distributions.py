"""Distributions of times by name, each with a mean."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from blueprint.units.errors import (
    LARGEST_COUNT,
    LARGEST_RATIO,
    LONGEST_LIST,
    MOST_VALUES,
    QuantityError,
    plain_number,
    quoted,
    refuse,
)
from blueprint.units.quantities import Quantity, Seconds, Share, described
from blueprint.units.shares import read_share
from blueprint.units.text import fold, nearest, quantity_text
from blueprint.units.times import bounded_time, read_time, write_time


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
    return "the spread (sd) is too small beside the mean" if mean > LARGEST_RATIO * sd else ""


def _no_shape(mean: float, sd: float) -> str:
    too_wide = "the spread (sd) is too large beside the mean" if sd > LARGEST_RATIO * mean else ""
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
            refuse(f"{kind}: {fault}", f"write it such as '{family.example}', or a single time, such as '2 min'")
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "parameters", checked)

    def __str__(self) -> str:
        """Write as read: ``exponential(4 min)``, or the time alone if it is fixed."""
        names = _FAMILIES[self.kind].names_of(len(self.parameters))
        written = [
            plain_number(value) if name in ("p", "k") else write_time(value)
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
    near = nearest(str(kind), _FAMILIES, 0.7)
    hint = f"did you mean '{_FAMILIES[near].example}'?" if near else f"write a time or one of {', '.join(_FAMILIES)}"
    refuse(f"{quoted(str(kind))} is not a distribution", hint)


def _refuse_count(kind: str, values: Sequence[object]) -> None:
    family = _FAMILIES[kind]
    hint = f"write it such as '{family.example}'"
    if family.repeats:
        if not 1 <= len(values) <= MOST_VALUES:
            refuse(f"{kind} takes 1 to {MOST_VALUES} times, not {len(values)}", hint)
    elif len(values) != len(family.names):
        numeral = {1: "one value", 2: "two values", 3: "three values"}[len(family.names)]
        refuse(f"{kind} takes {numeral} ({', '.join(family.names)}), not {len(values)}", hint)


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
    return float(Share(value)) if name == "p" else float(bounded_time(value))


def _read_parameter(name: str, value: object) -> float:
    if name == "k":
        return _read_count(value)
    return float(read_share(value) if name == "p" else read_time(value))


def _read_count(value: object) -> float:
    if isinstance(value, str) and re.fullmatch("[0-9]{1,7}", text := fold(value)):
        value = int(text)
    if isinstance(value, int | float) and not isinstance(value, bool | Quantity) and 1 <= value <= LARGEST_COUNT:
        count = float(value)
        if count.is_integer():
            return count
    shown = quoted(value) if isinstance(value, str) else described(value)
    refuse(f"expected a whole number from 1 to {LARGEST_COUNT}, got {shown}", "write it such as 'erlang(3, 2 min)'")


def make_distribution(kind: str, *values: object) -> Distribution:
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
    text = quantity_text(value, Seconds, LONGEST_LIST)
    if match := _CALL.fullmatch(text):
        kind, inside = match.groups()
        return make_distribution(kind, *inside.split(","))
    if (word := re.match(r"[^\W\d_]+", text)) and (word[0] in _FAMILIES or "(" in text):
        hint = f"write it such as '{_family(word[0]).example}'"
        refuse(f"{quoted(text)} is not a complete distribution, with its values in parentheses", hint)
    return Distribution("fixed", (read_time(text),))
