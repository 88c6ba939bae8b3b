"""Certainty: how surely each figure of an analysis is known, by what method, and what is missing where it is not."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.analysis.economics import EconomicFigures
from blueprint.analysis.expected_time import ExpectedTime
from blueprint.analysis.reliability import Reliability
from blueprint.analysis.results import FailureFigures, TimeFigures
from blueprint.analysis.status import Status, StatusKind
from blueprint.analysis.structure import Structure
from blueprint.graph import ServiceGraph

_NO_TIME = "steps or waits without a time"
_LONGEST = "longest way over standard times"
_NORMAL = "normal law along the longest way"
_CHAIN = "absorbing chain"
_NO_MONEY = "nothing is said of what the service costs"


def structure_status(structure: Structure, branching: float | None) -> Iterator[Status]:
    """Yield how surely the figures of the structure are known."""
    yield Status("structure", "exact", "counted in the drawing")
    yield Status("structure.regions", "approximation", "first guess from lanes and flows")
    if structure.divergence is None:
        yield Status("structure.divergence", "unknown", "no step states its 'discretion'")
    if branching is None:
        yield Status("structure.branching", "unknown", "ways without a share, or other ways for each class")


# --- time ------------------------------------------------------------------------------------------------------------


def time_status(graph: ServiceGraph, time: TimeFigures) -> Iterator[Status]:
    """Yield how surely the times are known."""
    yield from _standard_status(graph, time)
    yield Status("timeline.least_time", "exact", "longest way over the times that are known")
    line = time.timeline
    if line.waiting_time is None:
        blocked = tuple(name for name, step in line.steps.items() if step.wait is None)
        yield Status("timeline.waiting_time", "unknown", "wait points without a standard time", None, blocked)
    else:
        yield Status("timeline.waiting_time", "exact", "usual waits on the longest way")
    yield from _expected_status(time.expected)
    if time.acceptable_time is None:
        yield Status("timeline.acceptable_time", "unknown", "the service does not say what customers tolerate")
    else:
        yield Status("timeline.acceptable_time", "exact", "as the service says")


def without_time(graph: ServiceGraph, time: TimeFigures) -> tuple[str, ...]:
    """Return the elements that leave the customer's time unknown."""
    return () if time.timeline.standard_time is not None else time.timeline.blocked_by(*_visible(graph, time))


def _visible(graph: ServiceGraph, time: TimeFigures) -> list[str]:
    return [step.id for step in graph.steps_of("customer", "onstage") if step.id in time.timeline.steps]


def _standard_status(graph: ServiceGraph, time: TimeFigures) -> Iterator[Status]:
    """Yield how surely the longest way is known, and what is told along it."""
    line, law = time.timeline, time.critical_path.law
    blocked = without_time(graph, time)
    if line.standard_time is None:
        method = _NO_TIME if _visible(graph, time) else "no step that customers see"
        yield Status("timeline.standard_time", "unknown", method, None, blocked)
        yield Status("timeline.critical_path", "unknown", _NO_TIME, None, blocked)
    else:
        yield Status("timeline.standard_time", "exact", _LONGEST)
        yield Status("timeline.critical_path", "exact", _LONGEST)
    if line.dark_time is None:
        yield Status("timeline.dark_time", "unknown", _NO_TIME, None, blocked)
    else:
        yield Status("timeline.dark_time", "exact", _LONGEST)
    if law is None:
        yield Status("timeline.standard_deviation", "unknown", _NO_TIME, None, blocked)
    else:
        yield Status("timeline.standard_deviation", "approximation", _NORMAL)
    if law is None or time.acceptable_time is None:
        method = _NO_TIME if law is None else "the service does not say what customers tolerate"
        yield Status("timeline.share_within_acceptable", "unknown", method, None, blocked)
    else:
        yield Status("timeline.share_within_acceptable", "approximation", _NORMAL)


def _expected_status(expected: ExpectedTime) -> Iterator[Status]:
    for figure in ("timeline.expected_time", "timeline.expected_deviation"):
        if expected.mean is not None:
            yield Status(figure, "exact", _CHAIN)
        elif expected.is_parallel:
            yield Status(figure, "unknown", "branches run in parallel; only simulation tells the mean")
        else:
            method = "steps without a time, or ways and failures without a share"
            yield Status(figure, "unknown", method, None, expected.blocked_by)


# --- failures --------------------------------------------------------------------------------------------------------


def failure_status(failures: FailureFigures) -> Iterator[Status]:
    """Yield how surely it is known how customers fare."""
    fares = failures.reliability
    kind: StatusKind = "exact" if fares.is_exact else "approximation"
    chain = _CHAIN if fares.is_exact else "absorbing chain, parallel branches one behind the other"
    blocked = fares.blocked_by or fares.trapped
    if fares.steps:
        yield Status("fail_points.steps", kind, chain)
    else:
        yield Status("fail_points.steps", "unknown", _why_unknown(fares), None, blocked)
    if fares.success is None:
        yield Status("fail_points.success", "unknown", _why_unknown(fares), None, blocked)
    else:
        yield Status("fail_points.success", kind, chain)
    for figure, value, lacking, lacks in (
        ("failure_cost", fares.failure_cost, fares.cost_blocked_by, "fail points without a cost"),
        ("rework_time", fares.rework_time, fares.time_blocked_by, "steps without a time"),
    ):
        if value is not None:
            yield Status(f"fail_points.{figure}", kind, chain)
        else:
            method = lacks if lacking else _why_unknown(fares)
            yield Status(f"fail_points.{figure}", "unknown", method, None, lacking or blocked)
    if failures.tree is None:
        yield Status("fail_points.cut_sets", "unknown", "too many failures depend on each other")
    elif failures.cut_sets.is_complete:
        yield Status("fail_points.cut_sets", "exact", "binary decision diagram")
    else:
        yield Status("fail_points.cut_sets", "approximation", f"cut off after {len(failures.cut_sets.sets)} sets")


def _why_unknown(fares: Reliability) -> str:
    """Return why nobody knows how customers fare."""
    if fares.trapped:
        return "customers never leave"
    if fares.blocked_by:
        return "fail points, ways or classes without a probability or share"
    return "no fail point is declared"


# --- money -----------------------------------------------------------------------------------------------------------


def money_status(found: EconomicFigures, no_time: tuple[str, ...]) -> Iterator[Status]:
    """Yield how surely it is known what a customer costs, pays and takes.

    Parameters
    ----------
    no_time : tuple of str
        Elements that leave the customer's time unknown.
    """
    yield from _burden_status(found, no_time)
    if found.cost is None:
        method = "steps without a time" if found.blocked_by else _NO_MONEY
        for figure in ("cost", "profit", "time_cost", "working_time", "fixed_cost", "failure_cost"):
            yield Status(f"economics.{figure}", "unknown", method, None, found.blocked_by)
    else:
        yield from _cost_status(found)
    if found.price is None:
        yield Status("economics.price", "unknown", "no price is given")
    else:
        yield Status("economics.price", "exact", "as the service says")
    if found.break_even_time is None:
        yield Status("economics.break_even_time", "unknown", "no price, no cost of time, or a price below other costs")
    else:
        yield Status("economics.break_even_time", "exact", "price less other costs, over the cost of time")


def _cost_status(found: EconomicFigures) -> Iterator[Status]:
    once = "one passing of the standard way"
    kind: StatusKind = "exact" if found.is_expected else "approximation"
    for figure in ("time_cost", "working_time", "fixed_cost"):
        yield Status(f"economics.{figure}", kind, _CHAIN if found.is_expected else once)
    whole: StatusKind = "exact" if found.is_expected and not found.left_out else "approximation"
    method = f"{once}; what failures cost is unknown"
    if found.is_expected:
        method = "without what mending costs" if found.left_out else _CHAIN
    yield Status("economics.failure_cost", whole, method, None, found.left_out)
    yield Status("economics.cost", whole, method, None, found.left_out)
    if found.price is None:
        yield Status("economics.profit", "unknown", "no price is given")
    else:
        told = "price less cost" if whole == "exact" else "price less the cost, which is one"
        yield Status("economics.profit", whole, told, None, found.left_out)


def _burden_status(found: EconomicFigures, no_time: tuple[str, ...]) -> Iterator[Status]:
    burden = found.customer
    kind: StatusKind = "exact" if found.is_expected else "approximation"
    yield Status("economics.customer_cost", kind, _CHAIN if found.is_expected else "one passing of the standard way")
    for word, value in (("money", burden.money), ("effort", burden.effort), ("worry", burden.worry)):
        if value is None:
            yield Status(f"economics.customer_cost.{word}", "unknown", "no step states it in its 'customer_cost'")
    if burden.time is None:
        yield Status("economics.customer_cost.time", "unknown", _NO_TIME, None, no_time)
