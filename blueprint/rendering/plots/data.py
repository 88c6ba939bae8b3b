"""What plots show: small frozen values that know nothing of where they were computed.

Times are in seconds, shares from 0 to 1, money in the currency that is named. None is unknown: a line has a gap there,
never a zero.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, Self

Kind = Literal["number", "time", "clock", "share", "money"]
"""What an axis measures: counts, spans of time [s], the time of day [s since midnight], shares [0..1], money."""

_MOST_STEPS = 1_000  # of the curve of a sample; a plot is some hundred px wide


@dataclass(frozen=True, slots=True)
class Spot:
    """A value and its interval.

    Parameters
    ----------
    x : float
        Where.
    y : float or None
        How much; None where unknown.
    low, high : float or None
        Ends of the interval around it.
    """

    x: float
    y: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A series of values with a name, in the order of `x`."""

    label: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class QueueOverDay:
    """How many customers wait, over the day.

    Parameters
    ----------
    lines : tuple of Line
        One for each resource: x is the time since midnight [s], y the customers waiting.
    level : float or None
        Confidence of the bands [0..1].
    title, note : str
        Heading; by default what the plot shows. A line below it, such as "30 replications".
    language : str
        BCP 47 tag of the words.
    """

    lines: tuple[Line, ...]
    level: float | None = None
    title: str = ""
    note: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Sample:
    """How long customers wait, as a distribution.

    Parameters
    ----------
    label : str
        Whose waits.
    steps : tuple of (wait, share)
        Share of the customers who wait so long [s] or shorter; both ascending, the last share is 1.
    """

    label: str
    steps: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, label: str, waits: Iterable[float]) -> Self:
        """Make a sample of single waits [s]; of very many, as many steps as a plot can show.

        Examples
        --------
        >>> Sample.of("Bank", [0, 60, 0, 120]).steps
        ((0.0, 0.5), (60.0, 0.75), (120.0, 1.0))
        """
        known = sorted(float(wait) for wait in waits if wait is not None and math.isfinite(wait))
        counted = [(wait, sum(1 for _ in group)) for wait, group in groupby(known)]
        steps, total = [], 0
        for index, (wait, count) in enumerate(counted):
            total += count
            ends_a_step = total * _MOST_STEPS // len(known) > (total - count) * _MOST_STEPS // len(known)
            if ends_a_step or index in (0, len(counted) - 1):
                steps.append((wait, total / len(known)))
        return cls(label, tuple(steps))

    def share_within(self, time: float) -> float | None:
        """Return the share of the customers who wait for at most this time [s]; None if there are none."""
        if not self.steps:
            return None
        index = bisect_right(self.steps, time, key=lambda step: step[0])
        return self.steps[index - 1][1] if index else 0.0

    def quantile(self, share: float) -> float | None:
        """Return the wait that this share of the customers does not exceed [s]; None if there are none."""
        return next((wait for wait, reached in self.steps if reached >= share - 1e-12), None)


@dataclass(frozen=True, slots=True)
class Waits:
    """How long customers wait, and whether a standard is kept.

    Parameters
    ----------
    samples : tuple of Sample
        One is drawn as a histogram, several as curves.
    standard : float or None
        The limit that was promised [s].
    share_required : float or None
        The share of the customers to whom it was promised [0..1].
    share_met, half_width : float or None
        The share that was found for the first sample, with the half-width of its interval; by default, as its steps
        say.
    """

    samples: tuple[Sample, ...]
    standard: float | None = None
    share_required: float | None = None
    share_met: float | None = None
    half_width: float | None = None
    title: str = ""
    note: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Hour:
    """A stretch of the day: who is on duty, and how many of them are busy.

    Parameters
    ----------
    start, end : float
        Time since midnight [s].
    on_duty : float
        How many there are.
    busy : float or None
        How many are busy in the mean; None where unknown.
    """

    start: float
    end: float
    on_duty: float
    busy: float | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """How busy a resource is.

    Parameters
    ----------
    label : str
        Its name.
    utilization : float or None
        Share of the time that is worked; above 1 more is asked for than can be done. None where unknown.
    half_width : float or None
        Of its interval.
    hours : tuple of Hour
        Its day, in order.
    """

    label: str
    utilization: float | None
    half_width: float | None = None
    hours: tuple[Hour, ...] = ()


@dataclass(frozen=True, slots=True)
class Utilization:
    """How busy all resources are."""

    resources: tuple[Use, ...]
    title: str = ""
    note: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Measure:
    """What an axis measures.

    Parameters
    ----------
    name : str
        Its name, such as "Waiters".
    kind : str
        What its values are.
    currency : str
        Of money.
    """

    name: str
    kind: Kind = "number"
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A figure over the values of one input, a line for each value of another one.

    Parameters
    ----------
    lines : tuple of Line
        With intervals; x is a value of the input.
    x, y : Measure
        What is changed, and what follows.
    limit : float or None
        What `y` is to keep below, such as a standard.
    limit_name : str
        What the limit is called; by default the standard.
    level : float or None
        Confidence of the bands [0..1].
    """

    lines: tuple[Line, ...]
    x: Measure
    y: Measure
    limit: float | None = None
    limit_name: str = ""
    level: float | None = None
    title: str = ""
    note: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scenario leads to.

    Parameters
    ----------
    label : str
        The scenario.
    value : float or None
        The figure; None where unknown.
    low, high : float or None
        Ends of its interval.
    change, half_width : float or None
        By how much it differs from the first outcome, with the half-width of the interval of the difference: of
        scenarios that meet the same customers it is much narrower than those of both values.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    change: float | None = None
    half_width: float | None = None


@dataclass(frozen=True, slots=True)
class Scenarios:
    """One figure of several scenarios, one below the other.

    Parameters
    ----------
    outcomes : tuple of Outcome
        The first one is what the others are compared with.
    measure : Measure
        What the figure is.
    limit : float or None
        What it is to keep, such as a standard.
    limit_name : str
        What the limit is called; by default the standard.
    level : float or None
        Confidence of the intervals [0..1].
    """

    outcomes: tuple[Outcome, ...]
    measure: Measure
    limit: float | None = None
    limit_name: str = ""
    level: float | None = None
    title: str = ""
    note: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Option:
    """A way to staff a service: what it costs, and how long customers wait then.

    Parameters
    ----------
    label : str
        What it is, such as "3 waiters".
    cost : float
        Money for the time or customer that `Frontier.cost` names.
    wait : float or None
        Wait [s]; None where it is unknown or without end.
    keeps : bool or None
        Whether every standard is kept; None where unknown.
    chosen : bool
        Whether it is the one that is proposed.
    """

    label: str
    cost: float
    wait: float | None
    keeps: bool | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Frontier:
    """Cost against wait: what more people buy.

    Parameters
    ----------
    options : tuple of Option
        All that were looked at; those that no other one beats in both are joined.
    cost : Measure
        What is paid, with its currency.
    limit : float or None
        Wait that the standard allows [s].
    """

    options: tuple[Option, ...]
    cost: Measure = Measure("", "money")
    limit: float | None = None
    title: str = ""
    note: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Profit:
    """Profit of a customer against the time that the work takes.

    Parameters
    ----------
    spots : tuple of Spot
        x is working time [s], y profit.
    standard_time, break_even_time, acceptable_time : float or None
        Times that are marked [s]: as planned, where nothing is earned any more, and what customers tolerate.
    currency : str
        Of the profit.
    """

    spots: tuple[Spot, ...]
    standard_time: float | None = None
    break_even_time: float | None = None
    acceptable_time: float | None = None
    currency: str = ""
    title: str = ""
    note: str = ""
    language: str = "en"
