"""Results: all figures of a service with how surely each is known, as typed values and as plain data.

The plain data have the keys of the format: times in seconds, shares from 0 to 1, null where unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from blueprint.analysis.candidates import Candidate
from blueprint.analysis.changes import Scenario
from blueprint.analysis.critical_path import CriticalPath
from blueprint.analysis.economics import EconomicFigures
from blueprint.analysis.expected_time import ExpectedTime
from blueprint.analysis.failure_tree import FailureTree
from blueprint.analysis.fault_tree import CutSets, Importance
from blueprint.analysis.gaps import Gap
from blueprint.analysis.levers import Advice
from blueprint.analysis.register import RegisteredFailure
from blueprint.analysis.reliability import Reliability
from blueprint.analysis.status import Status
from blueprint.analysis.structure import Structure
from blueprint.analysis.timeline import Timeline
from blueprint.analysis.wait_points import WaitPoints
from blueprint.diagnostics import Diagnostic
from blueprint.errors import PluginError
from blueprint.model import Blueprint
from blueprint.units import Seconds

_NOBODY = 1e-12  # of the customers, by rounding


@dataclass(frozen=True, slots=True)
class ClassTimes:
    """The time line of one class of customers.

    Parameters
    ----------
    id, label : str
        Of the class.
    timeline : Timeline
        Over the steps that the class meets.
    critical_path : CriticalPath
        Likewise.
    """

    id: str
    label: str
    timeline: Timeline
    critical_path: CriticalPath


@dataclass(frozen=True, slots=True)
class TimeFigures:
    """Time line of a service.

    Parameters
    ----------
    timeline : Timeline
        Over all ways, the longest counts.
    critical_path : CriticalPath
        The longest way.
    gaps : tuple of Gap
        Between customer steps.
    expected : ExpectedTime
        Mean over all customers.
    acceptable_time : Seconds or None
        What customers tolerate [s].
    classes : tuple of ClassTimes
        The same for each class, where there are classes with ways or times of their own.
    """

    timeline: Timeline
    critical_path: CriticalPath
    gaps: tuple[Gap, ...]
    expected: ExpectedTime
    acceptable_time: Seconds | None
    classes: tuple[ClassTimes, ...]


@dataclass(frozen=True, slots=True)
class FailureFigures:
    """Fail points of a service.

    Parameters
    ----------
    register : tuple of RegisteredFailure
        The most urgent first.
    candidates : tuple of Candidate
        Where to ask what may go wrong.
    reliability : Reliability
        How customers fare.
    tree : FailureTree or None
        None where it is too large.
    cut_sets : CutSets
        Failures that are enough together.
    importances : mapping
        Of the events of the tree: failures, and that they are missed or make customers give up.
    """

    register: tuple[RegisteredFailure, ...]
    candidates: tuple[Candidate, ...]
    reliability: Reliability
    tree: FailureTree | None
    cut_sets: CutSets
    importances: Mapping[str, Importance]

    def importance_of(self, step: str) -> float | None:
        """Return the share of the lost customers who are lost because of a step.

        None where it is unknown, and where every customer is served.
        """
        gain = self.reliability.steps[step].gain
        success = self.reliability.success
        if success is None or 1.0 - success < _NOBODY:
            return None
        return 0.0 if gain is None else gain / (1.0 - success)


@dataclass(frozen=True)
class Analysis:
    """What follows from a service.

    Parameters
    ----------
    blueprint : Blueprint
        The service.
    structure, time, failures, waits, economics
        The sections.
    branching : float or None
        How uncertain the way of a customer is [bits].
    determinants : mapping
        Steps that serve each determinant of quality, in the order of the format.
    advice : tuple of Advice
        What to do, the most effective first.
    status : tuple of Status
        How surely each figure is known.
    diagnostics : tuple of Diagnostic
        What keeps figures from being computed, and other errors of the service.
    scenario : Scenario or None
        Which values are others than in the blueprint as it was written.
    """

    blueprint: Blueprint
    structure: Structure
    time: TimeFigures
    failures: FailureFigures
    waits: WaitPoints
    economics: EconomicFigures
    branching: float | None
    determinants: Mapping[str, tuple[str, ...]]
    advice: tuple[Advice, ...]
    status: tuple[Status, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    scenario: Scenario | None = None

    def status_of(self, figure: str) -> Status | None:
        """Return how surely a figure is known, by its dotted key, or that of the part that holds it."""
        found = {item.figure: item for item in self.status}
        while figure not in found and "." in figure:
            figure = figure.rpartition(".")[0]
        return found.get(figure)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data with the keys of the format; twelve digits, so that rounding leaves no trace."""
        return {key: _tidy(value) for key, value in self._data().items()}

    def _data(self) -> dict[str, Any]:
        return {
            "blueprint": self.blueprint.id,
            "scenario": None if self.scenario is None else self.scenario.as_json(),
            "structure": _structure(self.structure, self.branching),
            "timeline": _timeline(self.time),
            "fail_points": _failures(self.failures),
            "wait_points": self.waits.to_dict(),
            "economics": _economics(self.blueprint, self.economics),
            "determinants": {word: list(steps) for word, steps in self.determinants.items()},
            "advice": [asdict(item) for item in self.advice],
            "status": [asdict(item) for item in self.status],
            "diagnostics": [item.as_json() for item in self.diagnostics],
        }

    def to_frame(self, section: str = "steps") -> Any:
        """Return a table as a pandas DataFrame.

        Parameters
        ----------
        section : str
            ``steps``, ``gaps``, ``register``, ``candidates``, ``advice`` or ``status``.

        Raises
        ------
        PluginError
            BP912 without such a section, BP803 if pandas is not installed.
        """
        rows = self._rows()
        if section not in rows:
            message = f"there is no table '{section}'"
            raise PluginError.of("BP912", "unknown-table", message, hint=f"take one of: {', '.join(rows)}")
        try:
            import pandas  # type: ignore[import-untyped, unused-ignore]
        except ImportError as error:
            hint = "pip install pandas"
            raise PluginError.of("BP803", "missing-extra", "a table needs pandas", hint=hint) from error
        return pandas.DataFrame(rows[section])

    def _rows(self) -> dict[str, Sequence[Mapping[str, Any]]]:
        data = self.to_dict()
        times = {row["id"]: row for row in data["timeline"]["steps"]}
        fares = {row["id"]: row for row in data["fail_points"]["steps"]}
        steps = [
            {"id": step.id, "label": step.label, "lane": step.lane, **times.get(step.id, {}), **fares.get(step.id, {})}
            for step in self.blueprint.steps
        ]
        return {
            "steps": steps,
            "gaps": data["timeline"]["gaps"],
            "register": data["fail_points"]["register"],
            "candidates": data["fail_points"]["candidates"],
            "advice": data["advice"],
            "status": data["status"],
        }


# --- plain data ------------------------------------------------------------------------------------------------------


def _structure(found: Structure, branching: float | None) -> dict[str, Any]:
    return {
        "steps": dict(found.steps),
        "crossings": asdict(found.crossings),
        "handoffs": len(found.handoffs),
        "touchpoints": len(found.touchpoints),
        "loops": _lists(found.loops),
        "dead_ends": list(found.dead_ends),
        "independent": list(found.independent),
        "moments_of_truth": list(found.moments_of_truth),
        "shared_support": [{"id": item.step, "steps": list(item.customers)} for item in found.shared_support],
        "single_points_of_failure": list(found.single_points_of_failure),
        "pools_of_one": list(found.pools_of_one),
        "support_depth": [{"id": name, "depth": depth} for name, depth in found.support_depth.items()],
        "complexity": asdict(found.complexity),
        "divergence": found.divergence,
        "branching": branching,
        "regions": {word: list(names) for word, names in asdict(found.regions).items()},
    }


def _timeline(found: TimeFigures) -> dict[str, Any]:
    line, path = found.timeline, found.critical_path
    limit = found.acceptable_time
    return {
        **_times(line, path),
        "acceptable_time": limit,
        "expected_time": found.expected.mean,
        "expected_deviation": found.expected.deviation,
        "standard_deviation": path.law.deviation if path.law else None,
        "share_within_acceptable": path.law.share_within(limit) if path.law and limit is not None else None,
        "gaps": [asdict(gap) for gap in found.gaps],
        "classes": [{"id": item.id, **_times(item.timeline, item.critical_path)} for item in found.classes],
    }


def _times(line: Timeline, path: CriticalPath) -> dict[str, Any]:
    return {
        "standard_time": line.standard_time,
        "least_time": line.least_time,
        "waiting_time": line.waiting_time,
        "dark_time": line.dark_time,
        "critical_path": list(path.path),
        "steps": [
            {"id": name, "start": time.start, "finish": time.finish, "float": path.floats.get(name)}
            for name, time in line.steps.items()
        ],
    }


def _failures(found: FailureFigures) -> dict[str, Any]:
    fares = found.reliability
    return {
        "register": [_registered(row) for row in found.register],
        "candidates": [asdict(item) for item in found.candidates],
        "success": {
            "first_time": fares.first_time,
            "after_recovery": fares.after_recovery,
            "gave_up": fares.gave_up,
            "escaped": fares.escaped,
        },
        "failure_cost": fares.failure_cost,
        "rework_time": fares.rework_time,
        "cut_sets": _lists(found.cut_sets.sets),
        "cut_sets_complete": found.cut_sets.is_complete,
        "events": [{"id": name, **asdict(figures)} for name, figures in found.importances.items()],
        "steps": [
            {
                "id": name,
                "visits": step.visits,
                "reach": step.reach,
                "rework_visits": step.rework_visits,
                "importance": found.importance_of(name),
                "gain": step.gain,
                "first_time_gain": step.first_time_gain,
                "saving": step.saving,
                "time_saved": step.time_saved,
            }
            for name, step in fares.steps.items()
        ],
    }


def _registered(row: RegisteredFailure) -> dict[str, Any]:
    data = asdict(row)
    recovery = data.pop("recovery")
    return {**data, "time_to_detect": recovery["time_to_detect"], "time_to_recover": recovery["time_to_recover"],
            "recovery": recovery["begins_at"], "returns": recovery["returns"]}  # fmt: skip


def _economics(blueprint: Blueprint, found: EconomicFigures) -> dict[str, Any]:
    return {
        "cost": found.cost,
        "profit": found.profit,
        "break_even_time": found.break_even_time,
        "price": found.price,
        "fixed_cost": found.fixed_cost if found.cost is not None else None,
        "time_cost": found.time_cost,
        "working_time": found.working_time,
        "failure_cost": found.failure_cost if found.cost is not None else None,
        "cost_by_step": [{"id": name, "cost": cost} for name, cost in found.by_step.items()],
        "cost_by_zone": [{"kind": kind, "cost": cost} for kind, cost in found.by_zone(blueprint).items()],
        "cost_by_phase": [{"id": name, "cost": cost} for name, cost in found.by_phase(blueprint).items()],
        "customer_cost": asdict(found.customer),
    }


def _tidy(value: Any) -> Any:
    """Round numbers to twelve digits, in data however deep."""
    if isinstance(value, float):
        return float(f"{value:.12g}")
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(item) for item in value]
    return value


def _lists(groups: Iterable[Iterable[str]]) -> list[list[str]]:
    return [list(group) for group in groups]
