"""Gaps: what customers live through between two things that they do themselves.

A gap runs from the end of one customer step to the begin of the next one. What a customer sees of it is work onstage;
what remains, waits at wait points set aside, is dark: nothing happens before his eyes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from blueprint.analysis.timeline import Stretch, Timeline
from blueprint.graph import ServiceGraph
from blueprint.units import Seconds


@dataclass(frozen=True, slots=True)
class Gap:
    """The time between two customer steps that follow each other.

    Parameters
    ----------
    after, before : str
        The step that ends it begins after, and the one that ends it.
    duration : Seconds or None
        From the end of the one to the begin of the other [s]; None where that is unknown.
    dark : Seconds or None
        Part of it in which the customer sees nothing [s].
    waiting : Seconds or None
        Part of it spent at wait points [s].
    """

    after: str
    before: str
    duration: Seconds | None
    dark: Seconds | None
    waiting: Seconds | None


def find_gaps(graph: ServiceGraph, timeline: Timeline) -> tuple[Gap, ...]:
    """Find the gaps between customer steps, in the order of time; those that take no time are left out.

    Parameters
    ----------
    timeline : Timeline
        Of the same service.
    """
    dark, waits = (_Measure(timeline.stretches, kind) for kind in ("dark", "wait"))
    found = []
    for after, before in _pairs(graph, timeline):
        end, begin = timeline.steps[after].finish, timeline.steps[before].start
        if end is None or begin is None:
            found.append(Gap(after, before, None, None, None))
        elif begin > end:
            shares = (Seconds(measure.between(end, begin)) for measure in (dark, waits))
            found.append(Gap(after, before, Seconds(begin - end), *shares))
    return tuple(sorted(found, key=lambda gap: timeline.steps[gap.before].start_at_least))


def _pairs(graph: ServiceGraph, timeline: Timeline) -> Iterator[tuple[str, str]]:
    """Yield customer steps with the last one before them, found through the provider steps between."""
    customers = {step.id for step in graph.steps_of("customer")}
    last: dict[str, str | None] = {}
    for name, before in timeline.before.items():
        came = [other if other in customers else last[other] for other in before]
        known = [other for other in came if other is not None]
        last[name] = max(known, key=lambda other: timeline.steps[other].finish_at_least, default=None)
        earlier = last[name]
        if name in customers and earlier is not None:
            yield earlier, name


class _Measure:
    """How much of a stretch of time is of one kind."""

    def __init__(self, stretches: tuple[Stretch, ...], kind: str) -> None:
        parts = [(part.start, part.duration) for part in stretches if part.kind == kind and part.duration]
        self._starts = [float(start) for start, _ in parts]
        self._durations = [float(duration) for _, duration in parts]
        self._sums = [0.0, *accumulate(self._durations)]

    def between(self, low: float, high: float) -> float:
        """Return the length of this kind between two times [s]; the parts do not overlap."""
        first = bisect_right(self._starts, low) - 1
        last = bisect_left(self._starts, high)
        total = self._sums[last] - self._sums[max(first, 0)]
        if first >= 0:
            total -= min(low - self._starts[first], self._durations[first])
        if last > 0:
            total -= max(0.0, self._starts[last - 1] + self._durations[last - 1] - high)
        return max(0.0, total)
