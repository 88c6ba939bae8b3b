"""Day: when a run begins and ends on the clock of the week, and who is on duty in it.

>>> from blueprint.model import Blueprint
>>> bank = Blueprint(title="Bank", calendar={"open": ["tue-fri 09:00-12:00", "tue-fri 14:00-17:00"]})
>>> day_of(bank)
Day(start=118800.0, end=147600.0)
>>> day_of(Blueprint(title="Shop"))
Day(start=0.0, end=28800.0)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from blueprint.analysis.arrivals import Stretch, merged, open_stretches
from blueprint.model import Arrivals, Blueprint, Resource
from blueprint.units import Window
from blueprint.units.errors import DAY, WEEK

USUAL = 8 * 3600.0
"""Length of a day for which no hours are given [s]."""


@dataclass(frozen=True, slots=True)
class Day:
    """The hours in which customers come.

    Parameters
    ----------
    start, end : float  [s]
        Since Monday 00:00.
    """

    start: float
    end: float


def day_of(blueprint: Blueprint, start: float | None = None) -> Day:
    """Return the opening hours of the first day, by the calendar, else by rates, else by schedules; else 8 hours.

    Parameters
    ----------
    start : float, optional  [s]
        When to begin, since Monday 00:00.
    """
    hours = _hours(blueprint)
    if not hours:
        return Day(start or 0.0, (start or 0.0) + USUAL)
    day = (hours[0][0] if start is None else start) // DAY * DAY
    mine = [stretch for stretch in hours if day <= stretch[0] < day + DAY and (start is None or stretch[1] > start)]
    if not mine:
        return Day(start or 0.0, (start or 0.0) + USUAL)
    return Day(mine[0][0] if start is None else start, max(end for _, end in mine))


def _hours(blueprint: Blueprint) -> tuple[Stretch, ...]:
    """Return the hours of the week in which something is said to happen, those over midnight of Sunday at its end."""
    calendar = blueprint.calendar
    if calendar is not None and calendar.open:
        windows: Iterable[Window] = calendar.open
    else:
        windows = [window for arrivals in all_arrivals(blueprint) for window in _windows(arrivals)]
        windows = windows or [window for item in blueprint.resources for window, count in item.schedule if count]
    hours = merged(stretch for window in windows for stretch in window.stretches)
    if hours == ((0.0, float(WEEK)),):
        return ((0.0, float(DAY)),)
    if len(hours) > 1 and hours[0][0] == 0.0 and hours[-1][1] == WEEK:
        return (*hours[1:-1], (hours[-1][0], WEEK + hours[0][1]))
    return hours


def all_arrivals(blueprint: Blueprint) -> Iterator[Arrivals]:
    """Yield how customers come, those of all classes and those of each."""
    if blueprint.arrivals is not None:
        yield blueprint.arrivals
    for item in blueprint.classes:
        if item.arrivals is not None:
            yield item.arrivals


def _windows(arrivals: Arrivals) -> Iterator[Window]:
    for pattern in (arrivals.pattern, arrivals.appointments):
        if isinstance(pattern, tuple):
            yield from (window for window, _ in pattern)


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty in a run.

    Parameters
    ----------
    first : int
        At the beginning.
    changes : tuple of (float, int)
        How many there are from when on [s], since the run began; they return every week.
    """

    first: int
    changes: tuple[tuple[float, int], ...]

    def on_duty(self, start: float, end: float) -> float:
        """Return the working time between two moments of the run [s]."""
        total, t, level = 0.0, 0.0, self.first
        for time, count in self._until(end):
            total += level * max(0.0, time - max(t, start))
            t, level = time, count
        return total + level * max(0.0, end - max(t, start))

    def _until(self, end: float) -> Iterator[tuple[float, int]]:
        lap = 0
        while self.changes:
            for time, count in self.changes:
                if time + lap * WEEK >= end:
                    return
                yield time + lap * WEEK, count
            lap += 1

    @property
    def least(self) -> int:
        """The fewest that are ever on duty."""
        return min([self.first, *(count for _, count in self.changes)])

    @property
    def most(self) -> int:
        """The most that are ever on duty."""
        return max([self.first, *(count for _, count in self.changes)])


def duty_of(blueprint: Blueprint, resource: Resource, start: float, horizon: float, *, stay: bool) -> Duty:
    """Return who of a resource is on duty in a run.

    Parameters
    ----------
    start, horizon : float  [s]
        When the run begins since Monday 00:00, and for how long customers come.
    stay : bool
        Whether people on duty stay after that until all customers have left.
    """
    levels = _levels(blueprint, resource)
    if not levels:
        return Duty(resource.capacity, ())
    bounds = sorted({0.0, *(bound for low, high, _ in levels for bound in (low, high % WEEK))})
    at = {bound: _level(levels, bound) for bound in bounds}
    first = _level(levels, start % WEEK)
    turned = sorted(((bound - start) % WEEK or float(WEEK), count) for bound, count in at.items())
    changes = []
    level = first
    for time, count in turned:
        if count != level:
            changes.append((time, count))
            level = count
    if changes and level != first:
        changes.append((float(WEEK), first))
    if stay and first > 0 and (not changes or changes[0][0] >= horizon):
        return Duty(first, ())  # nobody leaves before the customers
    return Duty(first, tuple(changes))


def _levels(blueprint: Blueprint, resource: Resource) -> list[tuple[float, float, int]]:
    if resource.schedule:
        return [(low, high, count) for window, count in resource.schedule for low, high in window.stretches]
    calendar = blueprint.calendar
    if calendar is None or not calendar.open or resource.kind != "people":
        return []
    return [(low, high, resource.capacity) for low, high in open_stretches(calendar)]


def _level(levels: list[tuple[float, float, int]], time: float) -> int:
    return next((count for low, high, count in levels if low <= time < high), 0)
