"""Streaming: from arrivals as they are written to streams of customers on the clock of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.analysis.arrivals import Stretch as Hours
from blueprint.analysis.arrivals import open_stretches, within
from blueprint.analysis.simulation.distributions import law_of
from blueprint.analysis.simulation.random import salt
from blueprint.analysis.simulation.streams import Stream, Stretch
from blueprint.errors import AnalysisError
from blueprint.model import Arrivals, Blueprint
from blueprint.model.times import Pace, Pattern
from blueprint.units import Every
from blueprint.units.errors import WEEK

MOST_CUSTOMERS = 20_000_000
"""Of one replication; more do not fit into the memory of most machines."""

_ALL_WEEK: tuple[Hours, ...] = ((0.0, float(WEEK)),)


def find_streams(blueprint: Blueprint, start: float, horizon: float) -> tuple[Stream, ...]:
    """Return how customers come in a run.

    Parameters
    ----------
    start, horizon : float  [s]
        When the run begins since Monday 00:00, and for how long customers come.

    Raises
    ------
    AnalysisError
        BP640 if nobody comes, BP641 if it is unknown who they are, BP647 if they are too many.
    """
    streams = tuple(_streams(blueprint, start, horizon))
    count = sum(stream.expected for stream in streams)
    if not streams or not count:
        hours = " in these hours" if streams else ""
        message = f"nobody comes{hours}, so there is nothing to simulate"
        hint = "say how customers come, such as 'arrivals: 24 per hour'"
        raise AnalysisError.of("BP640", "nobody-comes", message, hint=hint)
    if count > MOST_CUSTOMERS:
        message = f"some {count:,.0f} customers would come in one replication; the limit is {MOST_CUSTOMERS:,}"
        hint = "shorten the horizon, or check the rate and its unit"
        raise AnalysisError.of("BP647", "too-large-run", message, hint=hint)
    return streams


def _streams(blueprint: Blueprint, start: float, horizon: float) -> Iterator[Stream]:
    sharing = [place for place, item in enumerate(blueprint.classes) if item.arrivals is None]
    if blueprint.arrivals is not None and (sharing or not blueprint.classes):
        classes, shares = _shared(blueprint, sharing) if blueprint.classes else ((0,), (1.0,))
        yield _stream(blueprint, blueprint.arrivals, "", classes, shares, start, horizon)
    for place, item in enumerate(blueprint.classes):
        if item.arrivals is not None:
            yield _stream(blueprint, item.arrivals, item.id, (place,), (1.0,), start, horizon)


def _shared(blueprint: Blueprint, sharing: list[int]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Return the classes that share the arrivals of the service, and the shares of each and those before it."""
    items = [blueprint.classes[place] for place in sharing]
    known = [0.0 if item.share is None else float(item.share) for item in items]
    unknown = [item for item in items if item.share is None]
    if len(items) == 1:
        return tuple(sharing), (1.0,)
    if unknown or not sum(known):
        names = ", ".join(f"'{item.label}'" for item in unknown or items)
        hint = "write the share of each class, such as 'share: 40%', or arrivals of its own"
        message = f"it is unknown how many of the customers are {names}"
        raise AnalysisError.of("BP641", "unknown-class-share", message, hint=hint)
    total, passed = sum(known), 0.0
    shares = []
    for share in known:
        passed += share / total
        shares.append(passed)
    return tuple(sharing), tuple(shares)


def _stream(
    blueprint: Blueprint,
    arrivals: Arrivals,
    name: str,
    classes: tuple[int, ...],
    shares: tuple[float, ...],
    start: float,
    horizon: float,
) -> Stream:
    hours = open_stretches(blueprint.calendar)
    key = salt("arrivals", name)
    if arrivals.interarrival is not None:
        gap = float(arrivals.interarrival.mean)
        if not gap:
            hint = "give the time from one customer to the next, such as 'exponential(4 min)'"
            message = "customers who come one on top of the other have no end"
            raise AnalysisError.of("BP640", "nobody-comes", message, hint=hint)
        spaced = tuple(Stretch(low, high, 1.0, "spaced") for low, high in on_clock(hours, start, horizon))
        return Stream(key, classes, shares, spaced, law_of(arrivals.interarrival), gap)
    pattern = arrivals.pattern if arrivals.pattern is not None else arrivals.appointments
    stretches = tuple(_stretches(pattern or (), hours, start, horizon))
    early = None if arrivals.early is None else law_of(arrivals.early)
    late = None if arrivals.late is None else law_of(arrivals.late)
    return Stream(key, classes, shares, stretches, None, 1.0, early, late, float(arrivals.no_show or 0.0))


def _stretches(pattern: Pattern, hours: tuple[Hours, ...], start: float, horizon: float) -> Iterator[Stretch]:
    paces: Iterable[tuple[Pace, tuple[Hours, ...]]] = (
        [(pace, window.stretches) for window, pace in pattern] if isinstance(pattern, tuple) else [(pattern, _ALL_WEEK)]
    )
    found = []
    for pace, stretches in paces:
        for low, high in on_clock(within(stretches, hours), start, horizon):
            if isinstance(pace, Every):
                found.append(Stretch(low, high, float(pace.interval), "even"))
            elif pace:
                found.append(Stretch(low, high, float(pace), "random"))
    yield from sorted(found, key=lambda item: item.start)


def on_clock(hours: tuple[Hours, ...], start: float, horizon: float) -> Iterator[Hours]:
    """Yield hours of the week as stretches of a run, those that touch as one.

    Examples
    --------
    >>> list(on_clock(((0.0, 100.0), (500_000.0, 604_800.0)), start=600_000.0, horizon=10_000.0))
    [(0.0, 4900.0)]
    """
    found: list[Hours] = []
    for lap in range(int((start + horizon) // WEEK) + 1):
        for low, high in sorted(hours):
            begin, end = low + lap * WEEK - start, high + lap * WEEK - start
            begin, end = max(begin, 0.0), min(end, horizon)
            if begin < end:
                if found and found[-1][1] == begin:
                    found[-1] = (found[-1][0], end)
                else:
                    found.append((begin, end))
    yield from found
