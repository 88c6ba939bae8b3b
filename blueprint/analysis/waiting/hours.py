"""Hours: the week cut into pieces in which neither arrivals nor staff change.

>>> from blueprint.model import Blueprint
>>> shop = Blueprint(title="Shop", arrivals={"09:00-11:00": "6 per hour", "11:00-12:00": "9 per hour"})
>>> hours = Hours.of(shop)
>>> [str(piece) for piece in hours.pieces if piece.is_open]
['09:00-10:00', '10:00-11:00', '11:00-12:00']
>>> [round(3600 * rate) for rate in hours.rates(shop.arrivals) if rate]
[6, 6, 9]
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from blueprint.analysis.arrivals import Stretch, merged, open_stretches
from blueprint.model import Arrivals, Blueprint, Resource
from blueprint.model.times import Pace
from blueprint.units import Every, Seconds, Window
from blueprint.units.errors import DAY, LARGEST, WEEK

_HOUR = 3600.0
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of time in which nothing changes.

    Parameters
    ----------
    start, end : float  [s]
        Since Monday 00:00, or since midnight where all days are alike.
    is_open : bool
        Whether customers may come.
    day : str
        Day of the week; empty where all days are alike.
    """

    start: float
    end: float
    is_open: bool
    day: str = ""

    @property
    def length(self) -> float:
        """How long it is [s]."""
        return self.end - self.start

    def __str__(self) -> str:
        """Write as a window: ``mon 09:00-10:00``."""
        start, end = self.start % DAY, (self.end - 1) % DAY + 1
        return f"{self.day} {_clock(start)}-{_clock(end)}".strip()


def _clock(time: float) -> str:
    minutes, second = divmod(round(time), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{second:02}" if second else "")


@dataclass(frozen=True)
class Hours:
    """The pieces of a week, or of a day where all days are alike.

    Parameters
    ----------
    pieces : tuple of Piece
        One after the other; one alone where nothing ever changes.
    days : tuple of int
        Days of the week that the pieces stand for, 0 is Monday; empty where each piece has its own, or stands for all.
    """

    pieces: tuple[Piece, ...]
    days: tuple[int, ...] = ()

    @classmethod
    def of(cls, blueprint: Blueprint) -> Hours:
        """Cut the week of a service; where all days on which anything goes on are alike, one of them is enough."""
        windows = list(_windows(blueprint))
        if all(merged(window.stretches) == ((0.0, float(WEEK)),) for window in windows):
            return cls((Piece(0.0, float(DAY), is_open=True),))
        period = float(WEEK if any(window.days for window in windows) else DAY)
        cuts = {edge for window in windows for stretch in window.stretches for edge in stretch if edge < period}
        edges = [*sorted(cuts | {hour * _HOUR for hour in range(int(period / _HOUR))}), period]
        opened = open_stretches(blueprint.calendar)
        pieces = (Piece(start, end, _holds(opened, start), _DAYS[int(start // DAY)]) for start, end in pairwise(edges))
        hours = cls(tuple(pieces))
        if blueprint.calendar is None or not blueprint.calendar.open:
            hours = _open_where_anything_goes_on(hours, blueprint)
        return _one_day_of(hours, blueprint)

    @property
    def is_constant(self) -> bool:
        """Whether nothing ever changes."""
        return len(self.pieces) == 1

    def window(self, place: int) -> Window:
        """Return a piece as a window of a schedule."""
        piece = self.pieces[place]
        days = (_DAYS.index(piece.day),) if piece.day and self.period > DAY else self.days
        start = piece.start % DAY
        return Window(days, Seconds(start), Seconds(start + piece.length))

    @property
    def period(self) -> float:
        """After how long all pieces come round again [s]."""
        return self.pieces[-1].end - self.pieces[0].start

    @cached_property
    def lengths(self) -> tuple[float, ...]:
        """Length of each piece [s]."""
        return tuple(piece.length for piece in self.pieces)

    @cached_property
    def open_length(self) -> float:
        """How long the service is open in all pieces [s]."""
        return sum(piece.length for piece in self.pieces if piece.is_open)

    def rates(self, arrivals: Arrivals) -> tuple[float, ...] | None:
        """Return how many customers come in each piece [1/s]; None where an interval of 0 says nothing."""
        if arrivals.interarrival is not None:
            mean = float(arrivals.interarrival.mean)
            return tuple(_often(mean) if piece.is_open else 0.0 for piece in self.pieces) if mean else None
        pattern = arrivals.pattern if arrivals.pattern is not None else arrivals.appointments
        comes = 1 - float(arrivals.no_show or 0.0) if arrivals.pattern is None else 1.0
        if not isinstance(pattern, tuple):
            always = comes * _rate(pattern) if pattern is not None else 0.0
            return tuple(always if piece.is_open else 0.0 for piece in self.pieces)
        found = [0.0] * len(self.pieces)
        for window, pace in pattern:
            for place in self._within(window):
                if self.pieces[place].is_open:
                    found[place] = comes * _rate(pace)
        return tuple(found)

    def later(self, rates: Sequence[float], lag: float) -> tuple[float, ...]:
        """Return rates of what follows so much later [1/s]; while the service is closed its clock stands."""
        opened = [place for place, piece in enumerate(self.pieces) if piece.is_open]
        total = self.open_length
        edges = [0.0, *accumulate(self.lengths[place] for place in opened)]
        done = [0.0, *accumulate(rates[place] * self.lengths[place] for place in opened)]

        def came(time: float) -> float:
            days, rest = divmod(time, total)
            place = min(bisect_right(edges, rest), len(opened)) - 1
            inside = done[place] + (rest - edges[place]) * rates[opened[place]]
            return days * done[-1] + inside

        found = [0.0] * len(self.pieces)
        for number, place in enumerate(opened):
            start, end = edges[number] - lag, edges[number + 1] - lag
            found[place] = max(0.0, came(end) - came(start)) / (end - start)
        return tuple(found)

    def capacities(self, resource: Resource) -> tuple[int, ...]:
        """Return how many there are in each piece; without a schedule they rest while the service is closed."""
        if not resource.schedule:
            return tuple(resource.capacity if piece.is_open else 0 for piece in self.pieces)
        found = [0] * len(self.pieces)
        for window, count in resource.schedule:
            for place in self._within(window):
                found[place] = count
        return tuple(found)

    def _within(self, window: Window) -> Iterator[int]:
        """Yield the numbers of the pieces that lie in a window."""
        for start, end in window.stretches:
            place = max(0, bisect_right(self._starts, start) - 1)
            while place < len(self.pieces) and self.pieces[place].start < end:
                if self.pieces[place].start >= start or self.is_constant:
                    yield place
                place += 1

    @cached_property
    def _starts(self) -> list[float]:
        return [piece.start for piece in self.pieces]


def _windows(blueprint: Blueprint) -> Iterator[Window]:
    """Yield all windows of time that a service names."""
    for resource in blueprint.resources:
        yield from (window for window, _ in resource.schedule)
    for arrivals in (blueprint.arrivals, *(item.arrivals for item in blueprint.classes)):
        for pattern in (arrivals.pattern, arrivals.appointments) if arrivals is not None else ():
            if isinstance(pattern, tuple):
                yield from (window for window, _ in pattern)
    if blueprint.calendar is not None:
        yield from blueprint.calendar.open


def _figures(hours: Hours, blueprint: Blueprint) -> list[tuple[float, ...]]:
    """Return how many come by each of the arrivals, and how many are on duty of each resource, by piece."""
    comings = (blueprint.arrivals, *(item.arrivals for item in blueprint.classes))
    rates = [hours.rates(arrivals) for arrivals in comings if arrivals is not None]
    return [found for found in rates if found] + [hours.capacities(resource) for resource in blueprint.resources]


def _open_where_anything_goes_on(hours: Hours, blueprint: Blueprint) -> Hours:
    """Return hours that are open where customers come or somebody has duty, as no calendar says it."""
    on_duty = blueprint.model_copy(update={"resources": [item for item in blueprint.resources if item.schedule]})
    figures = _figures(hours, on_duty)
    goes_on = [any(found[place] for found in figures) for place in range(len(hours.pieces))]
    if not any(goes_on):
        return hours
    return Hours(tuple(replace(piece, is_open=on) for piece, on in zip(hours.pieces, goes_on, strict=True)))


def _one_day_of(hours: Hours, blueprint: Blueprint) -> Hours:
    """Return the pieces of one day if all days are alike, those set aside on which nobody comes and nobody works."""
    figures = _figures(hours, blueprint)
    days: dict[str, list[tuple[object, ...]]] = {}
    is_active: dict[str, bool] = {}
    for place, piece in enumerate(hours.pieces):
        values = tuple(figure[place] for figure in figures)
        days.setdefault(piece.day, []).append((piece.start % DAY, piece.length, piece.is_open, values))
        is_active[piece.day] = is_active.get(piece.day, False) or any(values)
    active = [day for day in days if is_active[day]] or list(days)[:1]
    if any(days[day] != days[active[0]] for day in active):
        return hours
    stands_for = tuple(_DAYS.index(day) for day in active) if len(days) > 1 and len(active) < len(_DAYS) else ()
    return Hours(tuple(replace(piece, day="") for piece in hours.pieces if piece.day == active[0]), stands_for)


def _holds(stretches: tuple[Stretch, ...], time: float) -> bool:
    return any(start <= time < end for start, end in stretches)


def _rate(pace: Pace) -> float:
    return _often(float(pace.interval)) if isinstance(pace, Every) else float(pace)


def _often(interval: float) -> float:
    """Return how often something comes that comes after so much time, but for what is beyond all sense."""
    return min(1 / interval, float(LARGEST)) if interval * LARGEST > 1 else float(LARGEST)
