"""Pictures of an analysis: how busy everybody is, queues over the day, and profit against working time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from blueprint.analysis.waiting.figures import HourWaits, ResourceWaits
from blueprint.rendering.plots import plot_profit, plot_queue_over_day, plot_utilization
from blueprint.rendering.plots.data import Hour, Line, Profit, QueueOverDay, Spot, Use, Utilization
from blueprint.reports.content import Picture
from blueprint.reports.facts import Facts

_BEYOND = 1.25  # of the latest time that is marked
_MOST_RESOURCES = 12
_MOST_LINES = 4  # queues in one picture
_LEAST_QUEUE = 0.1  # customers, at the worst moment
_WINDOW = re.compile(r"(?:([a-z]{3}) )?(\d\d):(\d\d)(?::(\d\d))?-(\d\d):(\d\d)(?::(\d\d))?")


def busy_picture(facts: Facts) -> Picture | None:
    """Return how busy everybody is, the busiest first; None where nobody's load is known."""
    known = [item for item in facts.analysis.waits.resources if item.utilization is not None and item.arrival_rate]
    if not known:
        return None
    known.sort(key=lambda item: -(item.utilization or 0.0))
    day, shown = _worst_day(facts), known[:_MOST_RESOURCES]
    uses = tuple(Use(facts.resource(item.id), item.utilization, hours=tuple(_duty(item, day))) for item in shown)
    return partial(plot_utilization, Utilization(uses, note=_note(day)))


def _duty(item: ResourceWaits, day: str) -> Iterator[Hour]:
    """Yield who is on duty and busy, hour by hour of a day."""
    for start, end, hour in _hours(item, day):
        yield Hour(start, end, hour.capacity, min(hour.offered_load, float(hour.capacity)))


def queue_picture(facts: Facts) -> Picture | None:
    """Return the queues by the hour of the day with the longest one; None where nothing changes or nobody waits."""
    day = _worst_day(facts)
    lines = [
        Line(facts.resource(item.id), tuple(_queue(item, day))) for item in facts.analysis.waits.resources if item.hours
    ]
    seen = [line for line in lines if _longest(line) >= _LEAST_QUEUE]
    if not seen:
        return None
    seen.sort(key=_longest, reverse=True)
    return partial(plot_queue_over_day, QueueOverDay(tuple(seen[:_MOST_LINES]), note=_note(day)))


def _queue(item: ResourceWaits, day: str) -> Iterator[Spot]:
    """Yield how many wait in the middle of each hour.

    References
    ----------
    Little, J. D. C. (1961). A proof for the queuing formula L = λW. Operations Research 9(3), 383-387.
    """
    for start, end, hour in _hours(item, day):
        yield Spot((start + end) / 2, None if hour.mean_wait is None else hour.arrival_rate * hour.mean_wait)


def _longest(line: Line) -> float:
    return max((spot.y or 0.0 for spot in line.spots), default=0.0)


def _worst_day(facts: Facts) -> str:
    """Return the day of the week with the longest queue; empty where all days are alike."""
    hours = [hour for item in facts.analysis.waits.resources for hour in item.hours]
    worst = max(hours, key=lambda hour: hour.arrival_rate * (hour.mean_wait or 0.0), default=None)
    found = None if worst is None else _WINDOW.fullmatch(worst.window)
    return (found[1] or "") if found is not None else ""


def _hours(item: ResourceWaits, day: str) -> Iterator[tuple[float, float, HourWaits]]:
    """Yield begin, end [s since midnight] and figures of each hour of a day."""
    for hour in item.hours:
        found = _WINDOW.fullmatch(hour.window)
        if found is not None and (found[1] or "") == day:
            yield _seconds(*found.group(2, 3, 4)), _seconds(*found.group(5, 6, 7)), hour


def _seconds(hour: str, minute: str, second: str | None) -> float:
    return 3600.0 * int(hour) + 60.0 * int(minute) + int(second or 0)


_DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday", "sat": "Saturday",
    "sun": "Sunday",
}  # fmt: skip


def _note(day: str) -> str:
    return f"by formula; {_DAYS[day]}" if day in _DAYS else "by formula"


def profit_picture(facts: Facts) -> Picture | None:
    """Return the profit against the working time; None where it does not end within times that anybody looks at."""
    money, limit = facts.analysis.economics, facts.analysis.time.acceptable_time
    if money.break_even_time is None or money.working_time is None:
        return None
    latest = _BEYOND * max(money.break_even_time, money.working_time, limit or 0.0)
    ends = [(time, money.profit_at(time)) for time in (0.0, latest)]
    if any(profit is None for _, profit in ends):
        return None
    spots = tuple(Spot(time, profit) for time, profit in ends)
    data = Profit(
        spots,
        money.working_time,
        money.break_even_time,
        limit,
        facts.currency,
        title="How long may the work for a customer take?",
    )
    return partial(plot_profit, data)
