"""Figures of two services side by side: what they state themselves, and what follows from them in closed form."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from blueprint.analysis.status import Status
from blueprint.comparison.difference import Figure, Unit, tidy
from blueprint.comparison.matching import ElementKind, Matches
from blueprint.graph import ServiceGraph
from blueprint.model import Blueprint


@dataclass(frozen=True, slots=True)
class Value:
    """A figure of one service.

    Parameters
    ----------
    name : str
        Dotted key of the results of the analysis.
    label : str
        Its name for people.
    """

    name: str
    label: str
    value: float | None
    unit: Unit


Section = Callable[[Analysis], Iterator[Value]]


def compare_figures(old: ServiceGraph, new: ServiceGraph, matches: Matches) -> tuple[Figure, ...]:
    """Return all figures of two services, in the order of the new one; what only the old one has comes last.

    Parameters
    ----------
    old, new : ServiceGraph
        Before and after.
    matches : Matches
        Which lanes are the same.
    """
    before, after = analyze_service(old), analyze_service(new)
    was = {_renamed(value.name, matches): value for value in _values(before)}
    now = {value.name: value for value in _values(after)}
    statuses = (_Statuses(before), _Statuses(after))
    return tuple(_figure(name, was.get(name), now.get(name), statuses) for name in {**now, **was})


_LANE, _RESOURCE = "structure.steps.", "wait_points.resources."


def _renamed(name: str, matches: Matches) -> str:
    """Return the name that a figure of the old service has in the new one: it goes with its lane or resource."""
    for prefix, kind in _OF_ELEMENTS:
        if name.startswith(prefix):
            element, dot, word = name.removeprefix(prefix).partition(".")
            return f"{prefix}{matches.new_id(kind, element) or element}{dot}{word}"
    return name


_OF_ELEMENTS: tuple[tuple[str, ElementKind], ...] = ((_LANE, "lanes"), (_RESOURCE, "resources"))


def _figure(name: str, was: Value | None, now: Value | None, statuses: tuple[_Statuses, _Statuses]) -> Figure:
    shown = now or was
    assert shown is not None  # it came from one of the two
    old, new = _number(was), _number(now)
    if shown.name.startswith(_LANE):
        old, new = old or 0.0, new or 0.0  # a lane that is not there has no steps
    old_status = statuses[0].of(was.name) if was else None
    return Figure(name, shown.label, old, new, shown.unit, old_status, statuses[1].of(name) if now else None)


def _number(value: Value | None) -> float | None:
    """Return a figure without a trace of rounding; None where it is unknown, or beyond all numbers."""
    known = value is not None and value.value is not None and math.isfinite(value.value)
    return tidy(value.value) if known else None  # type: ignore[union-attr, arg-type]


class _Statuses:
    """How surely the figures of one service are known."""

    def __init__(self, analysis: Analysis) -> None:
        self._found = {item.figure: item for item in analysis.status}

    def of(self, figure: str) -> Status | None:
        """Return the status of a figure, or of the part that holds it; None for a measure."""
        while figure not in self._found and "." in figure:
            figure = figure.rpartition(".")[0]
        return self._found.get(figure)


# --- sections --------------------------------------------------------------------------------------------------------


def _values(analysis: Analysis) -> Iterator[Value]:
    for section in _SECTIONS:
        yield from section(analysis)


def _measures(analysis: Analysis) -> Iterator[Value]:
    for name, value in analysis.blueprint.measures:
        yield Value(f"measures.{name}", name, value, "number")


def _timeline(analysis: Analysis) -> Iterator[Value]:
    line, expected = analysis.time.timeline, analysis.time.expected
    yield Value("timeline.standard_time", "standard time", line.standard_time, "time")
    yield Value("timeline.expected_time", "expected time", expected.mean, "time")
    yield Value("timeline.waiting_time", "waiting time", line.waiting_time, "time")
    yield Value("timeline.dark_time", "dark time", line.dark_time, "time")


def _wait_points(analysis: Analysis) -> Iterator[Value]:
    names = {item.id: item.name for item in analysis.blueprint.resources}
    for item in analysis.waits.resources:
        at, name = _RESOURCE + item.id, names[item.id]
        yield Value(f"{at}.utilization", f"utilization of {name}", item.utilization, "share")
        yield Value(f"{at}.mean_wait", f"mean wait for {name}", item.mean_wait, "time")


def _structure(analysis: Analysis) -> Iterator[Value]:
    found = analysis.structure
    crossings = found.crossings
    for line, count in (
        ("interaction", crossings.interaction),
        ("visibility", crossings.visibility),
        ("internal_interaction", crossings.internal_interaction),
        ("implementation", crossings.implementation),
    ):
        name = line.replace("_", " ")
        yield Value(f"structure.crossings.{line}", f"crossings of the line of {name}", float(count), "count")
    yield Value("structure.handoffs", "hand-offs", float(len(found.handoffs)), "count")
    yield Value("structure.touchpoints", "touchpoints", float(len(found.touchpoints)), "count")
    names = _lane_names(analysis.blueprint)
    for lane, count in found.steps.items():
        yield Value(_LANE + lane, f"steps in lane {names[lane]}", float(count), "count")


def _lane_names(blueprint: Blueprint) -> Mapping[str, str]:
    return {lane.id: lane.label or lane.id for lane in blueprint.lanes}


def _failures(analysis: Analysis) -> Iterator[Value]:
    fares = analysis.failures.reliability
    yield Value("fail_points.success.first_time", "success the first time", fares.first_time, "share")
    yield Value("fail_points.success.after_recovery", "success after recovery", fares.after_recovery, "share")
    yield Value("fail_points.success.gave_up", "customers who give up", fares.gave_up, "share")
    yield Value("fail_points.success.escaped", "failures that escape", fares.escaped, "share")
    yield Value("fail_points.failure_cost", "cost of failures", fares.failure_cost, "money")
    yield Value("fail_points.rework_time", "time of rework", fares.rework_time, "time")


def _economics(analysis: Analysis) -> Iterator[Value]:
    found = analysis.economics
    yield Value("economics.cost", "cost", found.cost, "money")
    yield Value("economics.profit", "profit", found.profit, "money")
    yield Value("economics.customer_cost.money", "customer pays", found.customer.money, "money")
    yield Value("economics.customer_cost.time", "customer's time", found.customer.time, "time")
    yield Value("economics.customer_cost.effort", "customer's effort", found.customer.effort, "score")
    yield Value("economics.customer_cost.worry", "customer's worry", found.customer.worry, "score")


_SECTIONS: tuple[Section, ...] = (_measures, _timeline, _wait_points, _failures, _structure, _economics)
"""The sections in the order in which people ask; another one of the analysis joins by its function and a name here."""
