"""Scales: from values to places, with round ticks in the units that people count in.

>>> from blueprint.rendering.plots.words import words_for
>>> axis = make_axis("time", 0, 1300, Fit(400, 12, lambda label: 30), words_for("en"))
>>> axis.unit, [tick.label for tick in axis.ticks], axis.high
('min', ['0', '5', '10', '15', '20', '25'], 1500.0)
>>> axis = make_axis("clock", 8.2 * 3600, 17.5 * 3600, Fit(300, 12, lambda label: 30), words_for("en"))
>>> [tick.label for tick in axis.ticks]
['08:00', '10:00', '12:00', '14:00', '16:00', '18:00']
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from blueprint.rendering.plots.data import Kind, Line, Spot
from blueprint.rendering.plots.words import Words

_LARGEST = 1e300  # what is larger is no figure of a service, and would leave the floats
_DAY, _HOUR, _MINUTE = 86400.0, 3600.0, 60.0
_CLOCK_STEPS = (300, 600, 900, 1800, 3600, 7200, 10800, 14400, 21600, 43200, 86400)
_TIME_UNITS: tuple[tuple[float, int, tuple[float, ...]], ...] = (
    (_DAY, 0, ()),
    (_HOUR, 1, (0.25, 0.5, 1, 2, 3, 4, 6, 12, 24)),
    (_MINUTE, 2, (0.25, 0.5, 1, 2, 5, 10, 15, 20, 30, 60)),
    (1.0, 3, (0.25, 0.5, 1, 2, 5, 10, 15, 20, 30, 60)),
)
"""Length of a unit [s], its place in the words for units, and the steps that people take in it."""

_ENOUGH = 2.0  # of a unit, for an axis to be counted in it
_MOST_TICKS = 60


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis that has a label."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: its range, its ticks, and the unit of their labels."""

    low: float
    high: float
    ticks: tuple[Tick, ...]
    unit: str = ""

    def scale(self, start: float, end: float) -> Scale:
        """Return the scale between two places [px]."""
        return Scale(self.low, self.high, start, end)


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight way from values to places [px]."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value; values beyond the ends are at the ends."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Fit:
    """Room for ticks.

    Parameters
    ----------
    room : float
        Length of the axis [px].
    gap : float
        Least distance between two labels [px].
    extent : callable
        Length that a label takes along the axis [px].
    """

    room: float
    gap: float
    extent: Callable[[str], float]


def known(values: Iterable[float | None]) -> list[float]:
    """Return the values that are known and that a plot can show."""
    return [float(value) for value in values if value is not None and abs(value) < _LARGEST]


def usable(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that have a value somewhere, without places that no plot can show."""
    cleaned = (
        replace(line, spots=tuple(_known_spot(spot) for spot in line.spots if is_known(spot.x))) for line in lines
    )
    return [line for line in cleaned if known(spot.y for spot in line.spots)]


def _known_spot(spot: Spot) -> Spot:
    ends = (spot.low, spot.high) if is_known(spot.low) and is_known(spot.high) else (None, None)
    return Spot(spot.x, spot.y if is_known(spot.y) else None, *ends)


def is_known(value: float | None) -> bool:
    """Tell whether a value is known and can be shown."""
    return value is not None and abs(value) < _LARGEST


_FAR = 4.0  # times a limit, where an axis may end


def capped(limit: float, high: float, values: Sequence[float]) -> float:
    """Return where an axis of values with a limit may end.

    Waits grow without end near full load. Far above the limit nobody needs the shape of a line, only its values: an
    axis ends there if at least half of the values lie below.

    Examples
    --------
    >>> capped(120, 3000, [3000, 300, 100, 50]), capped(120, 500, [500, 100]), capped(120, 3000, [3000, 2000, 100])
    (480.0, 480.0, 3000)
    """
    most = _FAR * limit
    if limit <= 0 or high <= most or 2 * sum(value <= most for value in values) < len(values):
        return high
    return most


def make_axis(
    kind: Kind, low: float, high: float, fit: Fit, words: Words, *, inside: bool = False, currency: str = ""
) -> Axis:
    """Return an axis that reaches over a range and whose labels do not touch.

    Parameters
    ----------
    kind : str
        What the values are.
    low, high : float
        Range of the values.
    inside : bool
        Whether the axis ends with the range; else it ends with a tick.
    currency : str
        Of money; it becomes the unit.

    References
    ----------
    Heckbert, P. S. (1990). Nice numbers for graph labels. In Graphics Gems, 61-63, for steps of 1, 2 and 5.
    """
    low, high = _widened(kind, low, high)
    size, unit, steps = _unit(kind, high - low if kind == "clock" else max(abs(low), abs(high)), words)
    found = None
    for step in _steps(steps, (high - low) / size * fit.gap / (2 * max(1.0, fit.room))):
        ticks = _ticks(low, high, step * size)
        if len(ticks) > _MOST_TICKS:
            continue
        if inside:
            ticks = [tick for tick in ticks if low - 1e-9 * abs(low) <= tick <= high + 1e-9 * abs(high)]
        start, end = (low, high) if inside else (min(low, ticks[0]), max(high, ticks[-1]))
        labels = [_label(kind, tick, size, step, words) for tick in ticks]
        if kind == "clock" and ticks and ticks[-1] > 0 and ticks[-1] % _DAY == 0:
            labels[-1] = "24:00"
        found = Axis(start, end, tuple(map(Tick, ticks, labels)), currency if kind == "money" else unit)
        if _fits(found, fit) or len(ticks) <= 2:
            break
    assert found is not None  # steps grow until few ticks are left
    return found if _fits(found, fit) else replace(found, ticks=_thinned(found, fit))


def _widened(kind: Kind, low: float, high: float) -> tuple[float, float]:
    """Return a range of some length."""
    if high - low > 1e-9 * max(abs(low), abs(high)):
        return low, high
    if kind == "clock":
        around = max(_HOUR, 1e-6 * abs(high))
        return low - around, high + around
    if not low:
        return 0.0, {"time": _MINUTE}.get(kind, 1.0)
    return (0.0, high) if low > 0 else (low, 0.0)


def _unit(kind: Kind, largest: float, words: Words) -> tuple[float, str, tuple[float, ...]]:
    """Return the length of the unit, its name, and its usual steps."""
    if kind == "clock":
        return 1.0, "", tuple(float(step) for step in _CLOCK_STEPS)
    if kind == "share":
        return 0.01, "", ()
    if kind != "time":
        return 1.0, "", ()
    size, place, steps = next(
        (unit for unit in _TIME_UNITS if largest >= _ENOUGH * unit[0]), _TIME_UNITS[-1]
    )  # below two seconds there is no smaller unit
    return size, words.wording.units[place], steps if largest >= _ENOUGH * size else ()


def _steps(usual: Sequence[float], least: float) -> Iterator[float]:
    """Yield steps that grow: the usual ones, then 1, 2 and 5 times powers of ten."""
    yield from (step for step in usual if step >= least)
    begin = max(least, usual[-1] if usual else least, 1e-300)
    power = math.floor(math.log10(begin))
    while power < 302:
        for digit in (1.0, 2.0, 5.0):
            step = digit * 10.0**power
            if step >= begin:
                yield step
        power += 1


def _ticks(low: float, high: float, step: float) -> list[float]:
    """Return the multiples of a step from the last one below a range to the first one above it."""
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    if last - first > _MOST_TICKS:
        return [0.0] * (_MOST_TICKS + 1)
    return [count * step for count in range(first, last + 1)]


def _label(kind: Kind, value: float, size: float, step: float, words: Words) -> str:
    if kind == "clock":
        return words.clock(value)
    digits = min(12, max(0, -math.floor(math.log10(step) + 1e-9))) if step < 1 else 0
    digits = max(digits, 2 if step == 0.25 else 0)
    text = words.number(value / size, digits)
    return words.share(value, digits) if kind == "share" else text


def _thinned(axis: Axis, fit: Fit) -> tuple[Tick, ...]:
    """Return as many of the ticks as have room, from the first one on."""
    scale, kept, free = axis.scale(0.0, fit.room), list[Tick](), -math.inf
    for tick in axis.ticks:
        place, half = scale.at(tick.value), fit.extent(tick.label) / 2
        if place - half >= free:
            kept.append(tick)
            free = place + half + fit.gap
    return tuple(kept)


def _fits(axis: Axis, fit: Fit) -> bool:
    scale = axis.scale(0.0, fit.room)
    places = [(scale.at(tick.value), fit.extent(tick.label)) for tick in axis.ticks]
    return all(after - before >= (one + other) / 2 + fit.gap for (before, one), (after, other) in pairwise(places))
