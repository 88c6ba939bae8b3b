"""Tally: what was counted in a replication, from readings of all counters at its beginning, at closing, at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from blueprint.analysis.simulation.codes import BINS, WELL
from blueprint.analysis.simulation.lengths import SHARES, quantiles_of, summary_of
from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.records import Array, World
from blueprint.analysis.simulation.world import column_of, field_of

Customers = tuple[Array, Array, Array]
"""When they come [s], their classes, their keys."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in a replication, after what was cut off.

    Parameters
    ----------
    number : int
        Of the replication.
    fates : array, shape (classes, 4)
        Customers of each class who were served, gave up, were turned away, and were lost.
    stays, waits : array, shape (classes + 1, 4)
        Time in the system and wait of those served [s]: mean and quantiles; of each class, and of all. NaN without any.
    steps : array, shape (steps, 12)
        Of each step: visits, wait, its causes, abandoned, turned away, quantiles.
    pools : array, shape (resources, 8)
        Of each resource: requests, wait, quantiles, utilization, overtime, mean number waiting.
    promises : array, shape (standards, 2)
        How often each was kept, and how often it was measured.
    looks : array, shape (looks, 2 x resources + 1)
        How many wait and are at work, of each resource, and how many customers are inside.
    histogram : tuple of array
        Step and class of length, and how many waits there were of it.
    series : array or None, shape (2, customers)
        When customers came, and their waits [s].
    """

    number: int
    fates: Array
    stays: Array
    waits: Array
    steps: Array
    pools: Array
    promises: Array
    looks: Array
    histogram: tuple[Array, Array]
    series: Array | None = None


@dataclass(frozen=True)
class Reading:
    """All counters at one moment [s]; what goes on then is counted up to it."""

    time: float
    steps: Array
    pools: Array
    promises: Array
    histogram: Array


_STEPS = ("visits", "waited", "unavailable", "prioritized", "batched", "other", "abandoned", "turned_away")


def read(world: World, time: float) -> Reading:
    """Read all counters of a world at a moment [s]."""
    in_use = column_of(world.pools, "capacity") - column_of(world.pools, "free")
    over = np.maximum(0.0, -column_of(world.pools, "free"))
    pools = [
        column_of(world.pools, "visits"),
        column_of(world.pools, "waited"),
        column_of(world.pools, "busy") + in_use * time,
        column_of(world.pools, "overtime") + over * time,
        column_of(world.pools, "area") + _waiting(world) * time,
    ]
    promises = [column_of(world.standards, "met"), column_of(world.standards, "total")]
    steps = [column_of(world.steps, name) for name in _STEPS]
    return Reading(time, np.stack(steps, 1), np.stack(pools, 1), np.stack(promises, 1), np.array(world.histogram))


def _waiting(world: World) -> Array:
    """Return how many wait for each resource; before plain ones they are counted in the chain."""
    found = column_of(world.pools, "waiting")
    plain, heads = column_of(world.pools, "plain"), column_of(world.pools, "head")
    for place in np.nonzero(plain)[0]:
        token = int(heads[place])
        while token >= 0:
            found[place] += 1
            token = int(field_of(world.tokens[token], "next"))
    return found


def tally(
    program: Program,
    world: World,
    customers: Customers,
    number: int,
    cut: float,
    readings: tuple[Reading, Reading, Reading],
) -> Tally:
    """Return what was counted in a replication.

    Parameters
    ----------
    number : int
        Of the replication.
    cut : float  [s]
        Customers who came before do not count.
    readings : tuple of Reading
        When it begins to count, when no more customers come, when all have left.
    """
    start, closing, end = readings
    times, classes, _ = customers
    counted = times >= cut
    outcome = np.asarray(world.outcome, np.int8)
    histogram = (end.histogram - start.histogram).reshape(-1, BINS)
    steps = histogram[: len(program.steps)]
    filled = np.nonzero(steps)
    looks = np.asarray(world.snapshots, np.float64).reshape(-1, 2 * len(program.pools) + 1)
    groups = list(_groups(counted & (outcome == WELL), classes, len(program.classes)))
    return Tally(
        number,
        _fates(classes[counted], outcome[counted], len(program.classes)),
        _summaries(np.asarray(world.sojourn, np.float64), groups),
        _summaries(np.asarray(world.waits, np.float64), groups),
        _steps(end.steps - start.steps, steps, _limits(program, world)),
        _pools(program, start, closing, end, histogram),
        (end.promises - start.promises)[: len(program.promises)],
        looks[: int(field_of(world.clock[0], "taken"))],
        (np.stack(filled, 1).astype(np.int32), steps[filled].astype(np.int64)),
    )


def series_of(world: World, customers: Customers) -> Array:
    """Return when customers came, and their waits [s]."""
    return np.stack([customers[0], np.asarray(world.waits, np.float64)]).astype(np.float32)


def _fates(classes: Array, outcome: Array, count: int) -> Array:
    """Return how many customers of each class left in each way."""
    return np.bincount(classes.astype(np.int64) * 4 + outcome, minlength=4 * count).reshape(count, 4).astype(np.float64)


def _groups(served: Array, classes: Array, count: int) -> Iterator[Array]:
    """Yield who of each class was served, where there are several, and then who was served at all."""
    if count > 1:
        for klass in range(count):
            yield served & (classes == klass)
    yield served


def _summaries(values: Array, groups: list[Array]) -> Array:
    """Return mean and quantiles of each class, and of all customers."""
    found = [summary_of(values[group]) for group in groups]
    return np.array(found if len(found) > 1 else 2 * found)


def _steps(counts: Array, histogram: Array, limits: Array) -> Array:
    """Return visits, wait, its five causes, who gave up and was turned away, and quantiles of the wait."""
    visits, waited, unavailable, prioritized, batched, other, abandoned, turned_away = counts.T
    contention = waited - unavailable - prioritized - batched - other
    quantiles = np.array([quantiles_of(row, count) for row, count in zip(histogram, visits + abandoned, strict=True)])
    quantiles = np.where(quantiles > 0, np.clip(quantiles, limits[:, :1], limits[:, 1:]), quantiles)
    columns = (visits, waited, contention, unavailable, prioritized, batched, other, abandoned, turned_away)
    return np.column_stack([*columns, quantiles])


def _limits(program: Program, world: World) -> Array:
    """Return the shortest and the longest wait at each step where they were noted [s]."""
    simple = program.steps["simple"].astype(bool)
    shortest = np.where(simple, 0.0, column_of(world.steps, "shortest"))
    return np.stack([shortest, np.where(simple, np.inf, column_of(world.steps, "longest"))], 1)


def _pools(program: Program, start: Reading, closing: Reading, end: Reading, histogram: Array) -> Array:
    """Return requests, wait, quantiles, utilization, overtime and mean queue of each resource."""
    counts = end.pools - start.pools
    lines = histogram[len(program.steps) :].copy()
    simple = program.steps["simple"].astype(bool) & (program.steps["pool"] >= 0)
    visits, waited = counts[:, 0], counts[:, 1]
    for place in np.nonzero(simple)[0].tolist():
        pool = int(program.steps["pool"][place])
        visits[pool] += end.steps[place, 0] - start.steps[place, 0]
        waited[pool] += end.steps[place, 1] - start.steps[place, 1]
        lines[pool] += histogram[place]
    span = closing.pools - start.pools
    rows = []
    for place, duty in enumerate(program.duties):
        on_duty = duty.on_duty(start.time, closing.time)
        used = (span[place, 2] - span[place, 3]) / on_duty if on_duty else float("nan")
        late = span[place, 3] + end.pools[place, 2] - closing.pools[place, 2]
        queue = span[place, 4] / (closing.time - start.time)
        rows.append([visits[place], waited[place], *quantiles_of(lines[place], visits[place]), used, late, queue])
    return np.array(rows).reshape(-1, 5 + len(SHARES))
