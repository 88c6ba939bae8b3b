"""Data: what a simulation found as plain data, with the keys of the format, and as rows of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from blueprint.analysis.simulation.statistics import LEVEL, Estimate
from blueprint.diagnostics import counted

if TYPE_CHECKING:
    from blueprint.analysis.simulation.results import (
        ClassFigures,
        Figure,
        ResourceFigures,
        Simulation,
        StandardFigures,
        StepFigures,
        Times,
    )

_DIGITS = 10
"""That are told: both engines agree in them, and no simulation knows more."""


def data_of(found: Simulation) -> dict[str, Any]:
    """Return plain data with the keys of the format; times in seconds, shares from 0 to 1, None where unknown."""
    data: dict[str, Any] = {
        "blueprint": found.blueprint.id,
        "scenario": None if found.scenario is None else found.scenario.as_json(),
        "seed": found.run.seed,
        "replications": found.replications,
        "customers": sum(found.fates.values()),
        **dict(found.fates.items()),
        "metrics": {
            "time_in_system": _figure(found.time_in_system),
            "waiting_time": _figure(found.waiting_time),
        },
        "resources": [_resource(item) for item in found.resources],
        "steps": [_step(item) for item in found.steps],
        "standards": [_standard(item) for item in found.standards],
        "classes": [_class(item) for item in found.classes],
        "inside": _series(found.inside),
        "customers_per_replication": _estimate(found.customers),
        "run": _run(found),
        "left_out": list(found.left_out),
        "status": _statuses(found),
        "diagnostics": [item.as_json() for item in found.diagnostics],
    }
    return {key: _tidy(value) for key, value in data.items()}


def tables_of(found: Simulation) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Return the tables of a simulation, as rows by name."""
    data = data_of(found)
    over_time = {
        name: [
            {"time": point["time"], "id": item["id"], "mean": point["mean"], "half_width": point["half_width"]}
            for item in data["resources"]
            for point in item[name]
        ]
        for name in ("waiting", "busy")
    }
    histogram = [{"id": item["id"], **row} for item in data["steps"] for row in item["histogram"]]
    nested = ("waiting", "busy", "histogram")
    tables = {
        name: [_flat({key: value for key, value in item.items() if key not in nested}) for item in data[name]]
        for name in ("steps", "resources", "standards", "classes")
    }
    return {**tables, **over_time, "histogram": histogram, "status": data["status"]}


def _run(found: Simulation) -> dict[str, Any]:
    return {
        "start": found.start,
        "horizon": found.horizon,
        "stop": found.stop,
        "complete": found.is_complete,
        "level": LEVEL,
        "precision": found.run.precision,
        "shift_end": found.run.shift_end,
        "closing": found.run.closing,
        "warm_up": None if found.warm_up is None else asdict(found.warm_up),
    }


def _statuses(found: Simulation) -> list[dict[str, Any]]:
    """Return how surely each figure is known: simulated, or unknown for want of something."""
    figures: list[tuple[str, tuple[str, ...]]] = [
        ("metrics.time_in_system", found.time_in_system.blocked_by),
        ("metrics.waiting_time", found.waiting_time.blocked_by),
        *((f"steps.{item.id}.mean_wait", item.wait.blocked_by) for item in found.steps if item.wait.blocked_by),
        *((f"standards.{item.element}", item.blocked_by) for item in found.standards if item.blocked_by),
    ]
    least = [(f"resources.{item.id}", item.blocked_by) for item in found.resources if item.blocked_by]
    simulated = f"{counted(found.replications, 'replication')}, seed {found.run.seed}, intervals at {LEVEL:.0%}"
    rows = [
        {
            "figure": figure,
            "kind": "unknown" if blocked else "simulated",
            "method": "a time is missing" if blocked else simulated,
            "error": None,
            "blocked_by": list(blocked),
        }
        for figure, blocked in figures
    ]
    rows += [
        {
            "figure": figure,
            "kind": "simulated",
            "method": f"at least; {simulated}; steps without a time take none",
            "error": None,
            "blocked_by": list(blocked),
        }
        for figure, blocked in least
    ]
    return rows


def _estimate(found: Estimate) -> dict[str, float | None]:
    return {"mean": found.mean, "half_width": found.half_width}


def _times(found: Times) -> dict[str, float | None]:
    quantiles = {"p50": found.p50, "p90": found.p90, "p95": found.p95}
    return {
        **_estimate(found.mean),
        **{name: item.mean for name, item in quantiles.items()},
        **{f"{name}_half_width": item.half_width for name, item in quantiles.items()},
    }


def _figure(found: Figure) -> dict[str, Any]:
    """Return times; where they are unknown, what is known of them stands apart."""
    known = _times(found.times)
    if not found.blocked_by:
        return known
    return {**dict.fromkeys(known), "blocked_by": list(found.blocked_by), "at_least": known}


def _resource(found: ResourceFigures) -> dict[str, Any]:
    return {
        "id": found.id,
        "utilization": _estimate(found.utilization),
        "mean_wait": _times(found.wait),
        "mean_queue_length": _estimate(found.queue),
        "overtime": _estimate(found.overtime),
        "waiting": _series(found.waiting),
        "busy": _series(found.busy),
        "blocked_by": list(found.blocked_by),
    }


def _step(found: StepFigures) -> dict[str, Any]:
    return {
        "id": found.id,
        "visits": _estimate(found.visits),
        "mean_wait": _figure(found.wait),
        "causes": dict(found.causes),
        "abandoned": found.abandoned,
        "turned_away": found.turned_away,
        "histogram": [{"from": low, "to": high, "share": share} for low, high, share in found.histogram],
    }


def _standard(found: StandardFigures) -> dict[str, Any]:
    share = _estimate(found.share_met)
    data = {
        "element": found.element,
        "customer_class": found.customer_class,
        "target": found.target,
        "limit": found.limit,
        "share_required": found.share_required,
        "share_met": dict.fromkeys(share) if found.blocked_by else share,
        "met": found.met,
        "measured": found.measured,
    }
    return {**data, "blocked_by": list(found.blocked_by), "at_most": share} if found.blocked_by else data


def _class(found: ClassFigures) -> dict[str, Any]:
    return {
        "id": found.id,
        "customers": sum(found.fates.values()),
        **dict(found.fates.items()),
        "time_in_system": _figure(found.time_in_system),
        "waiting_time": _figure(found.waiting_time),
    }


def _series(found: Sequence[tuple[float, Estimate]]) -> list[dict[str, float | None]]:
    return [{"time": time, **_estimate(item)} for time, item in found]


def _flat(row: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Return a row without rows inside of it: ``mean_wait.p95``."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat.update(_flat(value, f"{above}{key}."))
        else:
            flat[above + key] = value
    return flat


def _tidy(value: Any) -> Any:
    """Round numbers, in data however deep."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(item) for item in value]
    return value
