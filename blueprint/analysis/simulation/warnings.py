"""Warnings: what is odd about a service that is to be simulated, told before it runs."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.analysis.simulation.moves import Moves
from blueprint.analysis.simulation.pools import Pools
from blueprint.analysis.simulation.streams import Stream
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.units import Distribution


def find_warnings(moves: Moves, pools: Pools, streams: tuple[Stream, ...]) -> Iterator[Diagnostic]:
    """Yield what a designer probably did not mean."""
    yield from _classes(moves, streams)
    yield from _times(moves, pools)
    calendar = moves.graph.blueprint.calendar
    if calendar is not None and calendar.closed:
        hint = "compare with a scenario without the day, or leave it: figures are those of an open week"
        message = "dates on which the service is closed are left out: a run has days of the week, and no dates"
        yield _told("BP646", "closed-dates-left-out", message, None, hint, Severity.INFO)


def _classes(moves: Moves, streams: tuple[Stream, ...]) -> Iterator[Diagnostic]:
    expected: dict[int, float] = {}
    for stream in streams:
        before = 0.0
        for klass, share in zip(stream.classes, stream.shares, strict=True):
            expected[klass] = expected.get(klass, 0.0) + stream.expected * (share - before)
            before = share
    for place, item in enumerate(moves.classes):
        if item is None:
            continue
        if not expected.get(place):
            hint = "give it a share above 0 or arrivals of its own, or delete it"
            yield _told("BP642", "class-of-nobody", f"nobody belongs to the class '{item.label}'", item.id, hint)
        if item.patience is not None and not item.patience.mean:
            hint = "write the longest wait that they put up with, such as 'patience: 10 min'"
            message = f"'{item.label}' has no patience: whoever is not served at once leaves"
            yield _told("BP643", "no-patience", message, item.id, hint)


def _times(moves: Moves, pools: Pools) -> Iterator[Diagnostic]:
    by_id = moves.graph.blueprint.step_by_id
    for name in moves.steps:
        step = by_id[name]
        times = step.service_time
        laws = () if times is None else (times,) if isinstance(times, Distribution) else [time for _, time in times]
        if pools.needs[name] and laws and not any(law.mean for law in laws) and not step.seizes:
            hint = "write how long it keeps them busy, or leave the resource out"
            message = f"'{step.label}' takes no time, so nobody ever waits for its resources"
            yield _told("BP644", "no-service-time", message, name, hint)


def _told(
    code: str, rule: str, message: str, element: str | None, hint: str, severity: Severity = Severity.WARNING
) -> Diagnostic:
    return Diagnostic(code, rule, severity, message, element=element, hint=hint)
