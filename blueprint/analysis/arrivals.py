"""Arrivals: how many customers come, over the hours of a week."""

from __future__ import annotations

from collections.abc import Iterable

from blueprint.model import Blueprint
from blueprint.model.times import Arrivals, Calendar, Pace, Pattern
from blueprint.units import Every
from blueprint.units.errors import WEEK

Stretch = tuple[float, float]
"""From and to, as seconds since Monday 00:00."""


def class_shares(blueprint: Blueprint) -> dict[str, float | None]:
    """Return the share of all customers that each class makes up, by id; None where it is unknown.

    Classes with arrivals of their own count by how many come in a week; the others divide the arrivals of the service
    by their shares, which may be any numbers that say how they relate.

    Examples
    --------
    >>> classes = [{"label": "Walk-in", "share": "100%"}, {"label": "Booked", "arrivals": "2 per hour"}]
    >>> class_shares(Blueprint(title="Clinic", arrivals="6 per hour", classes=classes))
    {'walk-in': 0.75, 'booked': 0.25}
    """
    classes = blueprint.classes
    if len(classes) == 1:
        return {classes[0].id: 1.0}
    sharing = [item for item in classes if item.arrivals is None]
    total = sum(float(item.share or 0.0) for item in sharing)
    is_told = bool(total) and all(item.share is not None for item in sharing)
    if len(sharing) == len(classes):
        return {item.id: float(item.share or 0.0) / total if is_told else None for item in classes}
    common = mean_rate(blueprint.arrivals, blueprint.calendar) if sharing else 0.0
    rates: dict[str, float | None] = {}
    for item in classes:
        if item.arrivals is not None:
            rates[item.id] = mean_rate(item.arrivals, blueprint.calendar)
        else:
            rates[item.id] = common * float(item.share or 0.0) / total if is_told and common is not None else None
    known = [rate for rate in rates.values() if rate is not None]
    if len(known) < len(rates) or not sum(known):
        return dict.fromkeys(rates)
    return {name: (rate or 0.0) / sum(known) for name, rate in rates.items()}


def mean_rate(arrivals: Arrivals | None, calendar: Calendar | None = None) -> float | None:
    """Return how many customers come in the mean over a week [1/s]; None if nothing is said.

    Parameters
    ----------
    calendar : Calendar, optional
        Nobody comes outside of its hours; dates on which it is closed are left out of account.

    Examples
    --------
    >>> from blueprint.model.times import read_arrivals
    >>> round(3600 * 24 * mean_rate(read_arrivals({"09:00-12:00": "10 per hour", "14:00-16:00": "5 per hour"})))
    40
    """
    if arrivals is None:
        return None
    hours = open_stretches(calendar)
    if arrivals.interarrival is not None:
        return _length(hours) / WEEK / arrivals.interarrival.mean if arrivals.interarrival.mean else None
    pattern = arrivals.pattern if arrivals.pattern is not None else arrivals.appointments
    if pattern is None:
        return None
    comes = 1.0 - float(arrivals.no_show or 0.0)
    return comes * sum(_rate(pace) * _length(within(stretches, hours)) for pace, stretches in _paces(pattern)) / WEEK


def open_stretches(calendar: Calendar | None) -> tuple[Stretch, ...]:
    """Return when the service is open; all the week if no hours are given."""
    if calendar is None or not calendar.open:
        return ((0.0, float(WEEK)),)
    return merged(stretch for window in calendar.open for stretch in window.stretches)


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in order, those that touch as one."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def within(stretches: Iterable[Stretch], others: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return what lies in both."""
    limits = tuple(others)
    return tuple(
        (max(start, low), min(end, high))
        for start, end in stretches
        for low, high in limits
        if max(start, low) < min(end, high)
    )


def _paces(pattern: Pattern) -> Iterable[tuple[Pace, tuple[Stretch, ...]]]:
    if isinstance(pattern, tuple):
        return ((pace, window.stretches) for window, pace in pattern)
    return ((pattern, ((0.0, float(WEEK)),)),)


def _rate(pace: Pace) -> float:
    return 1.0 / float(pace.interval) if isinstance(pace, Every) else float(pace)


def _length(stretches: Iterable[Stretch]) -> float:
    return sum(end - start for start, end in stretches)
