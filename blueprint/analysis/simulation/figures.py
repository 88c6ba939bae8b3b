"""Figures: what the replications counted, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from blueprint.analysis.simulation.lengths import edges_of
from blueprint.analysis.simulation.program import Gaps, Program
from blueprint.analysis.simulation.records import Array
from blueprint.analysis.simulation.results import (
    CAUSES,
    FATES,
    ClassFigures,
    Fate,
    Figure,
    ResourceFigures,
    Simulation,
    StandardFigures,
    StepFigures,
    Stop,
    Times,
    WarmUp,
    standard_key,
)
from blueprint.analysis.simulation.run import Run
from blueprint.analysis.simulation.statistics import Estimate, estimate, ratio
from blueprint.analysis.simulation.tally import Tally
from blueprint.diagnostics import Diagnostic
from blueprint.model import Blueprint

_VISITS, _WAITED, _ABANDONED, _TURNED_AWAY, _QUANTILES = 0, 1, 7, 8, 9
_UTILIZATION, _OVERTIME, _QUEUE = 5, 6, 7
_COARSE = 8
"""Classes of length that are shown as one: four of them in each doubling."""


@dataclass(frozen=True)
class _Tallies:
    """Counts of all replications, stacked."""

    fates: Array
    stays: Array
    waits: Array
    steps: Array
    pools: Array
    promises: Array
    looks: Array

    @classmethod
    def of(cls, tallies: list[Tally]) -> _Tallies:
        looks = min(len(tally.looks) for tally in tallies)
        return cls(
            fates=np.stack([tally.fates for tally in tallies]),
            stays=np.stack([tally.stays for tally in tallies]),
            waits=np.stack([tally.waits for tally in tallies]),
            steps=np.stack([tally.steps for tally in tallies]),
            pools=np.stack([tally.pools for tally in tallies]),
            promises=np.stack([tally.promises for tally in tallies]),
            looks=np.stack([tally.looks[:looks] for tally in tallies]),
        )


def figures_of(
    blueprint: Blueprint,
    program: Program,
    run: Run,
    tallies: list[Tally],
    engine: Literal["fast", "plain"],
    warm_up: WarmUp | None,
    stop: Stop,
    diagnostics: Iterable[Diagnostic] = (),
) -> Simulation:
    """Return what the replications found.

    Parameters
    ----------
    tallies : list of Tally
        In the order of the replications.
    stop : str
        Why there are no more.
    """
    counts = _Tallies.of(tallies)
    total = counts.fates.sum(axis=(0, 1))
    stay, waiting = customer_figures(program.gaps, counts.fates, counts.stays, counts.waits, -1)
    return Simulation(
        blueprint=blueprint,
        run=run,
        start=program.start,
        horizon=program.horizon,
        replications=len(tallies),
        stop=stop,
        engine=engine,
        warm_up=warm_up,
        fates=_fates(total),
        customers=estimate(counts.fates.sum(axis=(1, 2))),
        time_in_system=stay,
        waiting_time=waiting,
        resources=tuple(_resources(program, counts, blueprint)),
        steps=tuple(_steps(program, counts, _histogram(program, tallies))),
        standards=tuple(_standards(program, counts)),
        classes=tuple(_classes(program, counts)),
        inside=_series(program, counts.looks[:, :, -1]),
        diagnostics=(*program.diagnostics, *diagnostics),
        left_out=program.gaps.left_out,
        by_replication=dict(_by_replication(program, counts)),
    )


def _by_replication(program: Program, counts: _Tallies) -> Iterator[tuple[str, tuple[float | None, ...]]]:
    """Yield figures of each replication, to be compared with those of another run on the same customers."""
    fates = counts.fates.sum(axis=1)
    yield "served", _ratios(fates[:, 0], fates.sum(axis=1))
    if not program.gaps.stay:
        yield "time_in_system", _known(counts.stays[:, -1, 0])
    if not program.gaps.waiting:
        yield "waiting_time", _known(counts.waits[:, -1, 0])
    for place, name in enumerate(program.pool_ids):
        rows = counts.pools[:, place]
        yield f"resources.{name}.utilization", _known(rows[:, _UTILIZATION])
        yield f"resources.{name}.mean_wait", _ratios(rows[:, 1], rows[:, 0])
    for place, promise in enumerate(program.promises):
        if not promise.blocked_by:
            shares = _ratios(counts.promises[:, place, 0], counts.promises[:, place, 1])
            yield standard_key(promise.element, promise.customer_class), shares


def _known(values: Array) -> tuple[float | None, ...]:
    return tuple(float(value) if np.isfinite(value) else None for value in values)


def _ratios(parts: Array, wholes: Array) -> tuple[float | None, ...]:
    return tuple(float(part) / float(whole) if whole else None for part, whole in zip(parts, wholes, strict=True))


def customer_figures(gaps: Gaps, fates: Array, stays: Array, waits: Array, group: int) -> tuple[Figure, Figure]:
    """Return time in the system and wait of the customers served of a class, by its number; -1 is all of them."""
    served = fates[:, :, 0].sum(axis=1) if group < 0 else fates[:, group, 0]
    return (
        Figure(_customer_times(stays[:, group], served), gaps.stay),
        Figure(_customer_times(waits[:, group], served), gaps.waiting),
    )


def _customer_times(summaries: Array, served: Array) -> Times:
    sums = np.where(served > 0, np.nan_to_num(summaries[:, 0]) * served, 0.0)
    return Times(ratio(sums.tolist(), served.tolist()), *(estimate(column) for column in summaries[:, 1:].T))


def _fates(counts: Array) -> dict[Fate, int]:
    return {fate: int(count) for fate, count in zip(FATES, counts, strict=True)}


def _times(sums: Array, counts: Array, quantiles: Array) -> Times:
    return Times(ratio(sums.tolist(), counts.tolist()), *(estimate(column) for column in quantiles.T))


def _resources(program: Program, counts: _Tallies, blueprint: Blueprint) -> Iterable[ResourceFigures]:
    for place, name in enumerate(program.pool_ids):
        rows = counts.pools[:, place]
        users = [
            step
            for step in program.step_ids
            if step in program.gaps.stay or blueprint.step_by_id[step].service_time is None
        ]
        untimed = tuple(
            step for step in users if any(name in need.alternatives for need in blueprint.step_by_id[step].resources)
        )
        yield ResourceFigures(
            id=name,
            utilization=estimate(rows[:, _UTILIZATION]),
            wait=_times(rows[:, 1], rows[:, 0], rows[:, 2:5]),
            queue=estimate(rows[:, _QUEUE]),
            overtime=estimate(rows[:, _OVERTIME]),
            waiting=_series(program, counts.looks[:, :, 2 * place]),
            busy=_series(program, counts.looks[:, :, 2 * place + 1]),
            blocked_by=untimed,
        )


def _series(program: Program, values: Array) -> tuple[tuple[float, Estimate], ...]:
    """Return the mean over replications at each look."""
    return tuple((place * program.grid, estimate(column)) for place, column in enumerate(values.T))


def _steps(program: Program, counts: _Tallies, histograms: dict[int, Array]) -> Iterable[StepFigures]:
    for place, name in enumerate(program.step_ids):
        rows = counts.steps[:, place]
        asked = rows[:, _VISITS] + rows[:, _ABANDONED]
        total = float(asked.sum())
        wait = Figure(_times(rows[:, _WAITED], asked, rows[:, _QUANTILES:]), program.gaps.steps.get(name, ()))
        causes = {
            cause: float(rows[:, 2 + number].sum()) / total if total and not wait.blocked_by else None
            for number, cause in enumerate(CAUSES)
        }
        yield StepFigures(
            id=name,
            visits=estimate(rows[:, _VISITS]),
            wait=wait,
            causes=causes,
            abandoned=int(rows[:, _ABANDONED].sum()),
            turned_away=int(rows[:, _TURNED_AWAY].sum()),
            histogram=tuple(_shares(histograms.get(place), total)),
        )


def _histogram(program: Program, tallies: list[Tally]) -> dict[int, Array]:
    """Return how many waits there were of each class of length, coarsely, by number of the step."""
    found: dict[int, Array] = {}
    for tally in tallies:
        places, counts = tally.histogram
        for step in np.unique(places[:, 0]):
            mine = places[:, 0] == step
            row = found.setdefault(int(step), np.zeros(0, np.int64))
            more = np.bincount(places[mine, 1] // _COARSE, weights=counts[mine]).astype(np.int64)
            longest = max(len(row), len(more))
            found[int(step)] = np.pad(row, (0, longest - len(row))) + np.pad(more, (0, longest - len(more)))
    return found


def _shares(counts: Array | None, total: float) -> Iterable[tuple[float, float, float]]:
    """Yield from, to and share of waits of each class of length, from the first to the last that there are."""
    if counts is None or not total:
        return
    filled = np.nonzero(counts)[0]
    for place in range(int(filled[0]), int(filled[-1]) + 1):
        low, high = edges_of((place * _COARSE, (place + 1) * _COARSE))
        yield low, high, float(counts[place]) / total


def _standards(program: Program, counts: _Tallies) -> Iterable[StandardFigures]:
    for place, promise in enumerate(program.promises):
        met, measured = counts.promises[:, place, 0], counts.promises[:, place, 1]
        yield StandardFigures(
            element=promise.element,
            customer_class=promise.customer_class,
            target=promise.target,
            limit=promise.limit,
            share_required=promise.share,
            share_met=ratio(met.tolist(), measured.tolist()),
            measured=int(measured.sum()),
            blocked_by=promise.blocked_by,
        )


def _classes(program: Program, counts: _Tallies) -> Iterable[ClassFigures]:
    for place, name in enumerate(program.classes):
        if name is not None:
            stay, waiting = customer_figures(program.gaps, counts.fates, counts.stays, counts.waits, place)
            yield ClassFigures(name, _fates(counts.fates[:, place].sum(axis=0)), stay, waiting)
