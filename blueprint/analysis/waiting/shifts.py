"""Shifts: the queue at a resource where arrivals or staff change by the hour.

As long as the load of each hour can be carried, each hour is taken as steady, under the load that the hours before it
leave over (modified offered load). Where it cannot, the queue is followed from hour to hour, for it does not end with
the hour in which it arose; services are then taken as exponential.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from itertools import accumulate
from typing import Any

import numpy as np

from blueprint.analysis.queueing.approximations import TYPICAL_ERROR
from blueprint.analysis.queueing.impatience import mixed_patience
from blueprint.analysis.queueing.laws import share_below, shares_below
from blueprint.analysis.queueing.load import refuse_overload
from blueprint.analysis.queueing.time_varying import (
    Followed,
    Load,
    Piece,
    can_be_followed,
    follow_queue,
    modified_loads,
)
from blueprint.analysis.waiting.line import Line, Queue
from blueprint.analysis.waiting.lossy import spread_over_ranks
from blueprint.analysis.waiting.queues import solve_line
from blueprint.analysis.waiting.wait_law import NO_WAIT, WaitLaw, by_tail, mixed
from blueprint.units import Distribution

Array = np.ndarray[Any, np.dtype[np.float64]]

_NEARLY_FULL = 0.85  # of the servers: above, how far an hour is from steady is not known
_STEADY = 0.97  # of the servers: with more load than this an hour is too short to be steady
_IDLE = 1e-3  # erlang; so little work may be left over where nobody is on duty
_ROUNDS = 3  # days that are followed until they are alike
_CHANCES = (np.arange(16) + 0.5) / 16  # at which a wait is looked at
_EXACT = 40  # customers ahead; beyond, an expansion is as good


@dataclass(frozen=True, slots=True)
class Hour:
    """What happens in one piece of the week.

    Parameters
    ----------
    place : int
        Number of the piece.
    arrival_rate : float  [1/s]
        Visits.
    capacity : int
        Who is on duty.
    load : float  [erlang]
        Modified offered load: work that is under way, with what earlier hours leave over.
    mean_wait : float or None  [s]
        Of those who come then; None where nobody comes or it is not known.
    """

    place: int
    arrival_rate: float
    capacity: int
    load: float
    mean_wait: float | None = None


@dataclass(frozen=True)
class Shifts:
    """A resource over the week.

    Parameters
    ----------
    lengths : tuple of float  [s]
        Of the pieces in which somebody comes or is on duty.
    lines : tuple of Line
        Who comes and who serves in each; with nobody on duty, `servers` is 0.
    places : tuple of int
        Their numbers.
    """

    lengths: tuple[float, ...]
    lines: tuple[Line, ...]
    places: tuple[int, ...]

    @cached_property
    def mean_line(self) -> Line:
        """All of it as one, with visits in the mean over the time."""
        total = sum(self.lengths)
        rates: dict[str, float] = {}
        for length, line in zip(self.lengths, self.lines, strict=True):
            for item in line.customers:
                rates[item.name] = rates.get(item.name, 0.0) + item.rate * length / total
        most = max(self.lines, key=lambda line: line.servers)
        return replace(most, customers=tuple(replace(item, rate=rates[item.name]) for item in most.customers))

    @cached_property
    def mean_servers(self) -> float:
        """Who is on duty in the mean over the time."""
        return sum(length * line.servers for length, line in zip(self.lengths, self.lines, strict=True)) / sum(
            self.lengths
        )

    @property
    def is_steady(self) -> bool:
        """Whether nothing changes."""
        first = self.lines[0]
        return all(
            line.servers == first.servers and abs(line.rate - first.rate) <= 1e-9 * first.rate for line in self.lines
        )

    @cached_property
    def loads(self) -> tuple[Load, ...]:
        """Modified offered load of each piece."""
        return modified_loads(self.lengths, [line.rate for line in self.lines], self.mean_line.work.mean)

    @property
    def overloaded(self) -> tuple[int, ...]:
        """Places of the pieces in which more work is under way than can be done."""
        return tuple(
            place
            for place, load, line in zip(self.places, self.loads, self.lines, strict=True)
            if load.mean > max(line.servers, _IDLE) and line.rate
        )

    @property
    def nearly_full(self) -> bool:
        """Whether some hour is so busy that it ends before its queue is what it would be in the long run."""
        return any(
            load.highest > _NEARLY_FULL * line.servers for load, line in zip(self.loads, self.lines, strict=True)
        )

    def hours(self, waits: Sequence[float | None] = ()) -> tuple[Hour, ...]:
        """Return what happens piece by piece."""
        known = waits or [None] * len(self.lines)
        return tuple(
            Hour(place, line.rate, line.servers, load.mean, wait)
            for place, line, load, wait in zip(self.places, self.lines, self.loads, known, strict=True)
        )


def solve_shifts(shifts: Shifts) -> tuple[Queue | None, tuple[Hour, ...]]:
    """Return the queue over all customers, and hour by hour; None where only simulation can tell.

    Raises
    ------
    AnalysisError
        BP620 if more work comes over all hours than can be done, and neither patience nor room ends the queue.

    References
    ----------
    Jennings, O. B., Mandelbaum, A., Massey, W. A. and Whitt, W. (1996). Server staffing to meet time-varying demand.
    Management Science 42, 1383-1394. Green, L. V., Kolesar, P. J. and Whitt, W. (2007). Coping with time-varying demand
    when setting staffing requirements for a service system. Production and Operations Management 16, 13-39.
    """
    line = shifts.mean_line
    is_lossy = line.room is not None or line.is_impatient
    if not is_lossy and line.load:
        refuse_overload(line.load, shifts.mean_servers)
    if line.room is not None or all(_can_be_steady(*item) for item in zip(shifts.lines, shifts.loads, strict=True)):
        return _steady_hours(shifts)
    pieces = [Piece(length, each.rate, each.servers) for length, each in zip(shifts.lengths, shifts.lines, strict=True)]
    if not can_be_followed(pieces, 1 / line.work.mean, rounds=_ROUNDS):
        return (_steady_hours(shifts) if is_lossy and all(each.servers for each in shifts.lines) else
                (None, shifts.hours()))  # fmt: skip
    return _Day(shifts, pieces).solve()


def _can_be_steady(line: Line, load: Load) -> bool:
    if not line.servers:
        return load.highest <= _IDLE and not line.rate
    return not line.rate or load.highest < _STEADY * line.servers


# --- steady hours ----------------------------------------------------------------------------------------------------


def _steady_hours(shifts: Shifts) -> tuple[Queue, tuple[Hour, ...]]:
    """Take each hour as steady under its modified offered load."""
    queues: list[tuple[float, Queue | None]] = []
    for length, line, load in zip(shifts.lengths, shifts.lines, shifts.loads, strict=True):
        if not line.rate:
            queues.append((0.0, None))
        elif not line.servers:
            queues.append((length, _turned_away(line)))
        else:
            factor = load.mean / line.load if line.load else 1.0
            queues.append((length, solve_line(line.at_load(factor))))
    waits: list[float | None] = []
    parts: dict[str, list[tuple[float, WaitLaw, float]]] = {}
    busy = 0.0
    turned_away = 0.0
    for (length, queue), line in zip(queues, shifts.lines, strict=True):
        if queue is None:
            waits.append(None)
            continue
        mean = 0.0
        for item in line.customers:
            parts.setdefault(item.name, []).append(
                (length * item.rate, queue.waits[item.name], queue.leaving[item.name])
            )
            mean += item.rate * queue.waits[item.name].mean
            busy += length * item.rate * (1 - queue.leaving[item.name]) * item.work.mean
        waits.append(mean / line.rate)
        turned_away += length * line.rate * queue.turned_away
    on_duty = shifts.mean_servers * sum(shifts.lengths)
    came = sum(weight for items in parts.values() for weight, _, _ in items)
    known = [queue for _, queue in queues if queue is not None]
    methods = {queue.method for queue in known}
    is_sure = all(queue.is_exact or queue.error is not None for queue in known) and not shifts.nearly_full
    return Queue(
        waits={name: mixed([(weight, law) for weight, law, _ in items]) for name, items in parts.items()},
        leaving={name: _mean([(weight, share) for weight, _, share in items]) for name, items in parts.items()},
        utilization=busy / on_duty if on_duty else 0.0,
        is_exact=False,
        method=f"modified offered load, {' or '.join(sorted(methods))} by the hour",
        error=TYPICAL_ERROR if is_sure else None,
        turned_away=turned_away / came if came else 0.0,
    ), shifts.hours(waits)


def _turned_away(line: Line) -> Queue:
    """Return what happens to customers who find limited room and nobody on duty."""
    names = [item.name for item in line.customers]
    return Queue(dict.fromkeys(names, NO_WAIT), dict.fromkeys(names, 1.0), 0.0, False, "nobody on duty", None, 1.0)


def _mean(parts: Sequence[tuple[float, float]]) -> float:
    total = sum(weight for weight, _ in parts)
    return sum(weight * value for weight, value in parts) / total if total else 0.0


# --- hours that hang together ----------------------------------------------------------------------------------------


class _Day:
    """A queue that is followed from hour to hour."""

    def __init__(self, shifts: Shifts, pieces: Sequence[Piece]) -> None:
        self._shifts, self._pieces = shifts, pieces
        self._pace = 1 / shifts.mean_line.work.mean
        self._patience = mixed_patience([(item.rate, item.patience) for item in shifts.mean_line.customers])
        self._ends = list(accumulate(shifts.lengths))
        self._done = list(accumulate(piece.length * piece.servers for piece in pieces))
        self._known: dict[tuple[int, int], Array] = {}

    def solve(self) -> tuple[Queue, tuple[Hour, ...]]:
        joining = self._joining if self._patience.endless < 1 else None
        followed = follow_queue(self._pieces, self._pace, joining=joining, rounds=_ROUNDS)
        customers = self._shifts.mean_line.customers
        weights = [part.arrivals for part in followed]
        laws = {
            law: [self._law(place, part, law) if part.arrivals else NO_WAIT for place, part in enumerate(followed)]
            for law in {item.patience for item in customers}
        }
        waits = {item.name: mixed(list(zip(weights, laws[item.patience], strict=True))) for item in customers}
        leaving = {item.name: self._leaving(followed, item.patience) for item in customers}
        served = sum(item.rate * (1 - leaving[item.name]) * item.work.mean for item in customers)
        queue = Queue(
            waits=waits,
            leaving=leaving,
            utilization=min(1.0, served / self._shifts.mean_servers) if self._shifts.mean_servers else 0.0,
            is_exact=False,
            method="queue followed from hour to hour, exponential service",
        )
        line = self._shifts.mean_line
        if len(line.ranks) > 1:
            queue = spread_over_ranks(line, queue)
        means = [self._mean_wait(place, laws) if weight else None for place, weight in enumerate(weights)]
        return queue, self._shifts.hours(means)

    def _mean_wait(self, place: int, laws: dict[Distribution | None, list[WaitLaw]]) -> float:
        customers = self._shifts.lines[place].customers
        return _mean([(item.rate, laws[item.patience][place].mean) for item in customers])

    # who stays

    def _joining(self, place: int, size: int) -> Array:
        """Return the shares who are patient enough when they find so many there."""
        found = np.ones(size)
        times = self._times(place, size)
        found[size - len(times) :] = self._patience.staying(times).mean(axis=1)
        return found

    def _leaving(self, followed: Sequence[Followed], law: Distribution | None) -> float:
        if law is None:
            return 0.0
        parts = []
        for place, part in enumerate(followed):
            if part.arrivals:
                times = self._times(place, len(part.mean_states))
                gone = shares_below(law, times).mean(axis=1)
                parts.append((part.arrivals, float(part.mean_states[len(part.mean_states) - len(times) :] @ gone)))
        return _mean(parts)

    # how long it takes

    def _times(self, place: int, size: int) -> Array:
        """Return waits that a customer may have who finds all busy: for each number of customers, at even chances."""
        if (place, size) not in self._known:
            ahead = max(0, size - self._pieces[place].servers)
            work = _erlang_quantiles(ahead) / self._pace
            self._known[place, size] = self._time_for(place, work)
        return self._known[place, size]

    def _time_for(self, place: int, work: Array) -> Array:
        """Return how long it takes from the middle of a piece on until so much work is done, all being busy."""
        total, per_day = self._ends[-1], self._done[-1]
        begin, done = self._middle(place)
        if not per_day:
            return np.full(np.shape(work), np.inf)
        days, rest = np.divmod(done + work, per_day)
        return np.asarray(days * total + np.interp(rest, [0.0, *self._done], [0.0, *self._ends]) - begin)

    def _middle(self, place: int) -> tuple[float, float]:
        """Return the time in the middle of a piece, and the work that can be done up to then."""
        half = self._pieces[place].length / 2
        return self._ends[place] - half, self._done[place] - half * self._pieces[place].servers

    def _work_within(self, place: int, time: float) -> float:
        """Return the work that can be done in a time from the middle of a piece on [s of one server]."""
        total, per_day = self._ends[-1], self._done[-1]
        begin, done = self._middle(place)
        days, rest = divmod(begin + time, total)
        inside = float(np.interp(rest, [0.0, *self._ends], [0.0, *self._done]))
        return days * per_day + inside - done

    def _law(self, place: int, part: Followed, law: Distribution | None) -> WaitLaw:
        """Return the wait of those who come in the middle of a piece."""
        times = self._times(place, len(part.mean_states))
        chances = part.mean_states[len(part.mean_states) - len(times) :]
        kept = chances > 1e-12
        if not kept.any():
            return NO_WAIT
        waited = times if law is None else _until_patience_ends(law, times)
        mean = float(chances[kept] @ waited[kept].mean(axis=1))
        over = partial(self._over, place, chances[kept], np.asarray(np.flatnonzero(kept) + 1.0), law)
        return by_tail(mean, float(chances.sum()), over, is_exact=False)

    def _over(self, place: int, chances: Array, ahead: Array, law: Distribution | None, time: float) -> float:
        from scipy.special import gammaincc

        work = max(0.0, self._work_within(place, time)) * self._pace
        stays = 1.0 if law is None else 1 - share_below(law, time)
        return float(chances @ gammaincc(ahead, work)) * stays


@lru_cache(maxsize=64)
def _erlang_quantiles(count: int) -> Array:
    """Return quantiles of the sum of 1, 2, … exponential times of mean 1, at `_CHANCES`."""
    from scipy.special import gammaincinv, ndtri

    exact = np.arange(1.0, min(count, _EXACT) + 1)[:, None]
    many = np.arange(_EXACT + 1.0, count + 1)[:, None]
    near = many * (1 - 1 / (9 * many) + ndtri(_CHANCES) / (3 * np.sqrt(many))) ** 3  # Wilson and Hilferty (1931)
    return np.concatenate([gammaincinv(exact, _CHANCES), near])


def _until_patience_ends(law: Distribution, times: Array) -> Array:
    """Return the mean time that customers wait who would be served at these times."""
    if law.kind == "fixed":
        return np.minimum(times, law.parameters[0])
    grid = np.linspace(0.0, float(min(times.max(), law.mean + 20 * law.variance**0.5)), 400)
    stays = 1 - shares_below(law, grid)
    waited = np.concatenate([[0.0], np.cumsum((stays[1:] + stays[:-1]) / 2 * np.diff(grid))])
    return np.asarray(np.interp(times, grid, waited))
