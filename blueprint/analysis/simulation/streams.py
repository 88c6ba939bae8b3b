"""Streams: how customers come, and when in one replication.

Random arrivals are those of a process of rate 1, put on the clock by how many are expected up to each moment. So who
comes as the n-th is the same customer at any rate, only sooner or later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from blueprint.analysis.simulation.distributions import Law, sample
from blueprint.analysis.simulation.random import customer_keys, salt, uniforms
from blueprint.analysis.simulation.records import Array

_GAP, _CLASS = salt("arrivals", "gap"), salt("arrivals", "class")
_EARLY, _LATE, _NO_SHOW = salt("arrivals", "early"), salt("arrivals", "late"), salt("arrivals", "no show")

Kind = Literal["random", "even", "spaced"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the run in which customers come at one pace.

    Parameters
    ----------
    start, end : float  [s]
        Since the run began.
    pace : float
        Customers a second where they come at random; time from one to the next [s] where they come evenly; else 1.
    kind : {'random', 'even', 'spaced'}
        At random, evenly, or with times between them of a distribution.
    """

    start: float
    end: float
    pace: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Stream:
    """Customers who come by one rule.

    Parameters
    ----------
    key : int
        Of its random numbers.
    classes : tuple of int
        Who they are.
    shares : tuple of float  [0..1]
        Of each class and those before it.
    stretches : tuple of Stretch
        When they come.
    interarrival : Law or None
        Time from one to the next.
    gap : float  [s]
        Its mean; 1 where there is none.
    early, late : Law or None
        How long before or after the slot customers come.
    no_show : float  [0..1]
        Share of slots to which nobody comes.
    """

    key: int
    classes: tuple[int, ...]
    shares: tuple[float, ...]
    stretches: tuple[Stretch, ...]
    interarrival: Law | None = None
    gap: float = 1.0
    early: Law | None = None
    late: Law | None = None
    no_show: float = 0.0

    @property
    def expected(self) -> float:
        """How many come in the mean, but for no-shows."""
        even = sum((item.end - item.start) / item.pace for item in self.stretches if item.kind == "even")
        return (
            even + sum((item.end - item.start) * item.pace for item in self.stretches if item.kind != "even") / self.gap
        )


def customers_of(streams: tuple[Stream, ...], seed: int, replication: int) -> tuple[Array, Array, Array]:
    """Return when customers come [s], their classes and their keys, in the order of time."""
    parts = [_customers(stream, seed, replication) for stream in streams]
    if len(parts) == 1:
        times, classes, keys = parts[0]
    else:
        times, classes, keys = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    if len(parts) > 1 or any(stream.early or stream.late for stream in streams):
        order = np.argsort(times, kind="stable")
        times, classes, keys = times[order], classes[order], keys[order]
    return times, classes, keys


def _customers(stream: Stream, seed: int, replication: int) -> tuple[Array, Array, Array]:
    times, keys = _slots(stream, seed, replication)
    if stream.no_show:
        comes = uniforms(keys, _NO_SHOW) >= stream.no_show
        times, keys = times[comes], keys[comes]
    if stream.early is not None:
        times = times - sample(stream.early, uniforms(keys, _EARLY))
    if stream.late is not None:
        times = times + sample(stream.late, uniforms(keys, _LATE))
    if stream.early is not None or stream.late is not None:
        times = np.maximum(times, 0.0)  # who is early for the first slot comes when it opens
    return times, _classes(stream, keys), keys


def _classes(stream: Stream, keys: Array) -> Array:
    if len(stream.classes) == 1:
        return np.full(len(keys), stream.classes[0], np.int8)
    chosen = np.searchsorted(stream.shares[:-1], uniforms(keys, _CLASS), side="right")
    return np.asarray(stream.classes, np.int8)[chosen]


def _slots(stream: Stream, seed: int, replication: int) -> tuple[Array, Array]:
    even = [item for item in stream.stretches if item.kind == "even"]
    if even:
        slots = [np.arange(item.start, item.end - 1e-9 * item.pace, item.pace) for item in even]
        times = np.concatenate(slots)
        keys = customer_keys(seed, replication, stream.key, 0, len(times))
        rest = tuple(item for item in stream.stretches if item.kind != "even")
        if not rest:
            return times, keys
        others, other_keys = _at_random(stream, rest, seed, replication)
        order = np.argsort(np.concatenate([times, others]), kind="stable")
        return np.concatenate([times, others])[order], np.concatenate([keys, ~other_keys])[order]
    return _at_random(stream, stream.stretches, seed, replication)


def _at_random(stream: Stream, stretches: tuple[Stretch, ...], seed: int, replication: int) -> tuple[Array, Array]:
    """Put a process of rate 1, or one with given gaps, on the clock of the stretches."""
    clock, amount = [0.0], [0.0]
    for item in stretches:
        clock += [item.start, item.end]
        amount += [amount[-1], amount[-1] + (item.end - item.start) * item.pace]
    total, reached = amount[-1], 0.0
    sums, all_keys = [], []
    first = 0
    while reached < total:
        left = (total - reached) / stream.gap
        count = int(min(left + 4 * left**0.5 + 16, 1 << 20))
        keys = customer_keys(seed, replication, stream.key, first, count)
        u = uniforms(keys, _GAP)
        gaps = -np.log(1.0 - u) if stream.interarrival is None else sample(stream.interarrival, u)
        part = reached + np.cumsum(gaps)
        sums.append(part)
        all_keys.append(keys)
        reached = float(part[-1])
        first += count
    if not sums:
        return np.empty(0), np.empty(0, np.uint64)
    when, keys = np.concatenate(sums), np.concatenate(all_keys)
    inside = when < total
    return np.interp(when[inside], amount, clock), keys[inside]
