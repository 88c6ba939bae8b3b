"""The whole analysis of a service, section by section, each figure with its status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from blueprint.analysis.advice import Findings, give_advice
from blueprint.analysis.candidates import find_candidates
from blueprint.analysis.classes import for_class
from blueprint.analysis.critical_path import find_critical_path
from blueprint.analysis.economics import EconomicFigures, compute_economics
from blueprint.analysis.expected_time import ExpectedTime, compute_expected_time
from blueprint.analysis.failure_tree import FailureTree, grow_failure_tree
from blueprint.analysis.fault_tree import CutSets, Importance
from blueprint.analysis.gaps import find_gaps
from blueprint.analysis.memory import timeline_of
from blueprint.analysis.register import make_register
from blueprint.analysis.reliability import Reliability, compute_reliability
from blueprint.analysis.results import Analysis, ClassTimes, FailureFigures, TimeFigures
from blueprint.analysis.status import Status
from blueprint.analysis.structure import Structure, branching_entropy, describe_structure
from blueprint.analysis.timeline import compute_timeline
from blueprint.analysis.wait_points import find_waits
from blueprint.analysis.ways import Ways, solve
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.errors import AnalysisError
from blueprint.graph import ServiceGraph
from blueprint.model.steps import Determinant

_NOTHING_SAID = "no fail point is declared"

CUT_SETS = 100
"""So many sets of failures are listed at most."""


def analyze_service(graph: ServiceGraph) -> Analysis:
    """Compute all that follows from a service in closed form."""
    structure = describe_structure(graph)
    ways = solve(graph)
    reliability = _as_far_as_said(graph, compute_reliability(graph, ways))
    time = _time(graph, ways)
    failures, faults = _failures(graph, structure, reliability)
    economics = compute_economics(graph, time.timeline, reliability, time.expected)
    waits = find_waits(graph)
    determinants = _determinants(graph)
    findings = Findings(
        graph=graph,
        structure=structure,
        timeline=time.timeline,
        critical_path=time.critical_path,
        gaps=time.gaps,
        register=failures.register,
        reliability=reliability,
        economics=economics,
        determinants=determinants,
    )
    return Analysis(
        blueprint=graph.blueprint,
        structure=structure,
        time=time,
        failures=failures,
        waits=waits,
        economics=economics,
        branching=branching_entropy(graph, {name: step.visits for name, step in reliability.steps.items()})
        if reliability.steps
        else None,
        determinants=determinants,
        advice=give_advice(findings),
        status=(*_status(graph, structure, time, failures, economics), *waits.status),
        diagnostics=(*_no_way_out(graph, ways), *faults, *waits.diagnostics),
    )


def _as_far_as_said(graph: ServiceGraph, found: Reliability) -> Reliability:
    """Take back that all customers are served, where nobody has said yet what may go wrong."""
    if any(step.fail_points for step in graph.steps):
        return found
    unknown: dict[str, Any] = dict.fromkeys(("first_time", "after_recovery", "gave_up", "escaped", "failure_cost"))
    return replace(found, **unknown)


def _time(graph: ServiceGraph, ways: Ways) -> TimeFigures:
    timeline = timeline_of(graph)
    return TimeFigures(
        timeline=timeline,
        critical_path=find_critical_path(graph, timeline),
        gaps=find_gaps(graph, timeline),
        expected=compute_expected_time(graph, ways),
        acceptable_time=graph.blueprint.acceptable_time,
        classes=tuple(_classes(graph)),
    )


def _classes(graph: ServiceGraph) -> Iterator[ClassTimes]:
    """Yield the time lines of classes, where they differ in way, entry or service time."""
    classes = graph.blueprint.classes
    differ = (
        any(flow.classes for flow in graph.flows)
        or len({item.enters for item in classes}) > 1
        or any(isinstance(step.service_time, tuple) for step in graph.steps)
    )
    if len(classes) > 1 and differ:
        for item in classes:
            own = for_class(graph, item.id)
            timeline = compute_timeline(own)
            yield ClassTimes(item.id, item.label, timeline, find_critical_path(own, timeline))


def _failures(
    graph: ServiceGraph, structure: Structure, reliability: Reliability
) -> tuple[FailureFigures, tuple[Diagnostic, ...]]:
    register = make_register(graph, reliability)
    reach = _reach_with_needs(graph, reliability)
    tree: FailureTree | None = None
    importances: dict[str, Importance] = {}
    cut_sets = CutSets((), False)
    faults: tuple[Diagnostic, ...] = ()
    try:
        tree = grow_failure_tree(graph)
        cut_sets = _of_steps_that_are_reached(tree.cut_sets(CUT_SETS), tree, reach)
        importances = tree.importances(reach) if reach else {}
    except AnalysisError as error:
        faults = error.diagnostics
    candidates = find_candidates(graph, structure, register)
    return FailureFigures(register, candidates, reliability, tree, cut_sets, importances), faults


def _reach_with_needs(graph: ServiceGraph, reliability: Reliability) -> dict[str, float]:
    """Return the share of customers who come to each step; to what is only needed, at most of those who need it."""
    if not reliability.steps:
        return {}
    reach = {step.id: 0.0 for step in graph.steps} | {name: step.reach for name, step in reliability.steps.items()}
    waiting = sorted(reliability.steps, key=lambda name: -reach[name])
    while waiting:
        here = waiting.pop(0)
        for other in graph.successors(here, "needs"):
            if reach[other] < reach[here]:
                reach[other] = reach[here]
                waiting.append(other)
    return reach


def _of_steps_that_are_reached(found: CutSets, tree: FailureTree, reach: Mapping[str, float]) -> CutSets:
    """Leave out sets with a failure that no customer can meet."""
    sets = tuple(one for one in found.sets if all(reach.get(tree.steps[event], 1.0) > 0 for event in one))
    return CutSets(sets, found.is_complete)


def _determinants(graph: ServiceGraph) -> dict[str, tuple[str, ...]]:
    return {word: tuple(step.id for step in graph.steps if word in step.determinants) for word in get_args(Determinant)}


def _no_way_out(graph: ServiceGraph, ways: Ways) -> Iterator[Diagnostic]:
    """Report the loops that customers never leave: with them, no mean exists."""
    if ways.trapped:
        labels = ", ".join(f"'{graph.blueprint.step_by_id[name].label}'" for name in ways.trapped[:3])
        more = f" and {len(ways.trapped) - 3} more" if len(ways.trapped) > 3 else ""
        yield Diagnostic(
            "BP421",
            "no-way-out",
            Severity.ERROR,
            f"customers who come to {labels}{more} never leave the service again",
            element=ways.trapped[0],
            hint="give a flow out of the loop a probability, or let the customer leave: 'step >> end'",
        )


# --- how surely ------------------------------------------------------------------------------------------------------


def _status(
    graph: ServiceGraph,
    structure: Structure,
    time: TimeFigures,
    failures: FailureFigures,
    economics: EconomicFigures,
) -> Iterator[Status]:
    yield Status("structure", "exact", "counted in the drawing")
    yield Status("structure.regions", "approximation", "first guess from lanes and flows")
    if structure.divergence is None:
        yield Status("structure.divergence", "unknown", "no step states its 'discretion'")
    yield from _time_status(graph, time)
    yield from _failure_status(failures)
    yield from _money_status(economics)


def _time_status(graph: ServiceGraph, time: TimeFigures) -> Iterator[Status]:
    line = time.timeline
    if line.standard_time is None:
        visible = [step.id for step in graph.steps_of("customer", "onstage") if step.id in line.steps]
        blocked = line.blocked_by(*visible)
        if visible:
            yield Status("timeline.standard_time", "unknown", "steps or waits without a time", None, blocked)
        else:
            yield Status("timeline.standard_time", "unknown", "no step that customers see")
        yield Status("timeline.critical_path", "unknown", "steps or waits without a time", None, blocked)
    else:
        yield Status("timeline.standard_time", "exact", "longest way over standard times")
        yield Status("timeline.critical_path", "exact", "longest way over standard times")
        yield Status("timeline.standard_deviation", "approximation", "normal law along the longest way")
        if time.acceptable_time is not None:
            yield Status("timeline.share_within_acceptable", "approximation", "normal law along the longest way")
    if line.waiting_time is None:
        blocked = tuple(name for name, step in line.steps.items() if step.wait is None)
        yield Status("timeline.waiting_time", "unknown", "wait points without a standard time", None, blocked)
    else:
        yield Status("timeline.waiting_time", "exact", "usual waits on the longest way")
    yield from _expected_status(time.expected)
    if time.acceptable_time is None:
        yield Status("timeline.acceptable_time", "unknown", "the service does not say what customers tolerate")


def _expected_status(expected: ExpectedTime) -> Iterator[Status]:
    if expected.mean is not None:
        yield Status("timeline.expected_time", "exact", "absorbing chain")
    elif expected.is_parallel:
        yield Status("timeline.expected_time", "unknown", "branches run in parallel; only simulation tells the mean")
    else:
        method = "steps without a time, or ways and failures without a share"
        yield Status("timeline.expected_time", "unknown", method, None, expected.blocked_by)


def _failure_status(failures: FailureFigures) -> Iterator[Status]:
    fares = failures.reliability
    if fares.success is None:
        blocked = fares.blocked_by or fares.trapped
        figures = ("success", "failure_cost") if fares.steps else ("success", "failure_cost", "rework_time", "steps")
        for figure in figures:
            yield Status(f"fail_points.{figure}", "unknown", _why_unknown(fares), None, blocked)
    else:
        chain = "absorbing chain" if fares.is_exact else "absorbing chain, parallel branches one behind the other"
        kind = "exact" if fares.is_exact else "approximation"
        yield Status("fail_points.success", kind, chain)  # type: ignore[arg-type]
        for figure, blocked, lacks in (
            ("failure_cost", fares.cost_blocked_by, "fail points without a cost"),
            ("rework_time", fares.time_blocked_by, "steps without a time"),
        ):
            if blocked:
                yield Status(f"fail_points.{figure}", "unknown", lacks, None, blocked)
            else:
                yield Status(f"fail_points.{figure}", kind, chain)  # type: ignore[arg-type]
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
    return "fail points, ways or classes without a probability or share" if fares.blocked_by else _NOTHING_SAID


def _money_status(found: EconomicFigures) -> Iterator[Status]:
    if found.is_expected:
        yield Status("economics.customer_cost", "exact", "absorbing chain")
    else:
        yield Status("economics.customer_cost", "approximation", "one passing of the standard way")
    if found.cost is None:
        method = "steps without a time" if found.blocked_by else "nothing is said of what the service costs"
        yield Status("economics.cost", "unknown", method, None, found.blocked_by)
        yield Status("economics.profit", "unknown", method, None, found.blocked_by)
        return
    if not found.is_expected:
        method = "one passing of the standard way; what failures cost is unknown"
        yield Status("economics.cost", "approximation", method, None, found.left_out)
    elif found.left_out:
        yield Status("economics.cost", "approximation", "without what mending costs", None, found.left_out)
    else:
        yield Status("economics.cost", "exact", "absorbing chain")
    if found.price is None:
        yield Status("economics.profit", "unknown", "no price is given")
    elif not found.is_expected or found.left_out:
        yield Status("economics.profit", "approximation", "price less the cost, which is one", None, found.left_out)
    else:
        yield Status("economics.profit", "exact", "price less cost")
    if found.break_even_time is None:
        yield Status("economics.break_even_time", "unknown", "no price, no cost of time, or a price below other costs")
    else:
        yield Status("economics.break_even_time", "exact", "price less other costs, over the cost of time")
