"""Pictures: the plots of a simulation and of scenarios, made of what was found and drawn in the theme of the page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from blueprint.analysis.simulation.results import ResourceFigures, Simulation, StandardFigures, StepFigures
from blueprint.analysis.simulation.statistics import Estimate
from blueprint.analysis.sweeping import Compared, Sweep
from blueprint.diagnostics import counted
from blueprint.rendering.plots import plot_queue_over_day, plot_utilization, plot_waits
from blueprint.rendering.plots.data import (
    Line,
    Measure,
    Outcome,
    QueueOverDay,
    Sample,
    Spot,
    Use,
    Utilization,
    Waits,
)
from blueprint.reports.content import Picture
from blueprint.reports.scenario_pictures import Scene, scene_picture

_LEVEL = 0.95
_DAY = 86_400.0
_MOST_LINES = 4  # queues in one picture
_LEAST_QUEUE = 0.1  # customers, at the worst moment
_MOST_WAITS = 3  # distributions of waits
_LEAST_WAIT = 1.0  # seconds
_GRAINS = 300  # stretches of the longest wait


# --- a simulation ----------------------------------------------------------------------------------------------------


def queue_picture(found: Simulation, names: dict[str, str]) -> Picture | None:
    """Return the queues over the day; None where hardly anybody waits."""
    worst = sorted(found.resources, key=_longest, reverse=True)[:_MOST_LINES]
    lines = tuple(
        Line(names[item.id], tuple(_spot(found.start + time, queue) for time, queue in item.waiting))
        for item in worst
        if _longest(item) >= _LEAST_QUEUE
    )
    if not lines or found.horizon > _DAY:
        return None
    data = QueueOverDay(lines, _LEVEL, note=_runs(found))
    return partial(plot_queue_over_day, data)


def _longest(item: ResourceFigures) -> float:
    return max((queue.mean or 0.0 for _, queue in item.waiting), default=0.0)


def _spot(time: float, estimate: Estimate) -> Spot:
    low = None if estimate.low is None else max(0.0, estimate.low)  # no queue is shorter than nobody
    return Spot(time % _DAY if time != _DAY else time, estimate.mean, low, estimate.high)


def wait_pictures(found: Simulation, labels: dict[str, str]) -> Iterator[Picture]:
    """Yield how long customers wait before the steps where they wait longest, with the standard of that wait."""
    waited = [item for item in found.steps if item.histogram and (item.wait.times.mean.mean or 0.0) >= _LEAST_WAIT]
    waited.sort(key=lambda item: (_standard_of(found, item.id) is None, -(item.wait.times.mean.mean or 0.0)))
    for item in waited[:_MOST_WAITS]:
        yield partial(plot_waits, _waits(found, item, labels[item.id], _standard_of(found, item.id)))


def _standard_of(found: Simulation, step: str) -> StandardFigures | None:
    """Return the standard of a wait before a step; one of the step itself holds for its service as well."""
    points = {point.id for point in found.blueprint.step_by_id[step].wait_points}
    for item in found.standards:
        if item.element in points and item.customer_class is None and not item.blocked_by:
            return item
    return None


def _waits(found: Simulation, item: StepFigures, label: str, standard: StandardFigures | None) -> Waits:
    waits = Waits(
        (Sample(label, tuple(_steps(item))),),
        title=f"How long customers wait before '{label}'",
        note=_runs(found),
    )
    if standard is None:
        return waits
    met = standard.share_met
    return replace(
        waits,
        standard=standard.limit,
        share_required=standard.share_required,
        share_met=met.mean,
        half_width=met.half_width,
    )


def _steps(item: StepFigures) -> Iterator[tuple[float, float]]:
    """Yield waits with the share of those who wait so long or shorter; within a class of length they are even."""
    reached = max(0.0, 1.0 - sum(share for _, _, share in item.histogram))
    grain = item.histogram[-1][1] / _GRAINS
    yield 0.0, reached
    for place, (begin, end, share) in enumerate(item.histogram, 1):
        parts = max(1, math.ceil((end - begin) / grain)) if share else 0
        for part in range(1, parts + 1):
            is_last = place == len(item.histogram) and part == parts
            yield begin + (end - begin) * part / parts, 1.0 if is_last else min(1.0, reached + share * part / parts)
        reached += share


def busy_picture(found: Simulation, names: dict[str, str]) -> Picture | None:
    """Return how busy everybody is."""
    uses = tuple(
        Use(names[item.id], item.utilization.mean, item.utilization.half_width)
        for item in found.resources
        if item.utilization.mean is not None
    )
    if not uses:
        return None
    data = Utilization(uses, note=_runs(found))
    return partial(plot_utilization, data)


def _runs(found: Simulation) -> str:
    return counted(found.replications, "run")


# --- scenarios -------------------------------------------------------------------------------------------------------


def sweep_picture(found: Sweep, base: str) -> Picture | None:
    """Return what customers wait in each scenario; None where that is unknown."""
    if "waiting_time" not in found.base.by_replication:
        return None
    scene = Scene(
        "What customers wait",
        Measure("Mean wait", "time"),
        _outcome(base, found.base),
        tuple(_compared(item) for item in found.scenarios),
        found.axes,
        _LEVEL,
        _runs(found.base),
        f"below: change from '{base}', on the same customers",
    )
    return scene_picture(scene)


def _outcome(label: str, found: Simulation) -> Outcome:
    wait = found.waiting_time.times.mean
    return Outcome(label, wait.mean, wait.low, wait.high)


def _compared(item: Compared) -> Outcome:
    outcome, figure = _outcome(str(item.scenario), item.simulation), item.figures.get("waiting_time")
    return outcome if figure is None else replace(outcome, change=figure.difference, half_width=figure.half_width)
