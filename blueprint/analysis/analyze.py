"""The whole analysis of a service, section by section, each figure with its status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from blueprint.analysis.advice import Findings, give_advice
from blueprint.analysis.candidates import find_candidates
from blueprint.analysis.certainty import (
    failure_status,
    money_status,
    structure_status,
    time_status,
    without_time,
)
from blueprint.analysis.classes import for_class
from blueprint.analysis.critical_path import find_critical_path
from blueprint.analysis.economics import compute_economics
from blueprint.analysis.expected_time import compute_expected_time
from blueprint.analysis.exposure import find_exposure
from blueprint.analysis.failure_tree import FailureTree, grow_failure_tree
from blueprint.analysis.fault_tree import CutSets, Importance
from blueprint.analysis.gaps import find_gaps
from blueprint.analysis.memory import timeline_of
from blueprint.analysis.register import make_register
from blueprint.analysis.reliability import Reliability, compute_reliability
from blueprint.analysis.results import Analysis, ClassTimes, FailureFigures, TimeFigures
from blueprint.analysis.structure import Structure, branching_entropy, describe_structure
from blueprint.analysis.timeline import compute_timeline
from blueprint.analysis.wait_points import find_waits
from blueprint.analysis.ways import Ways, solve
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.errors import AnalysisError
from blueprint.graph import ServiceGraph
from blueprint.model.steps import Determinant

CUT_SETS = 100
"""So many sets of failures are listed at most."""


def analyze_service(graph: ServiceGraph) -> Analysis:
    """Compute all that follows from a service in closed form."""
    structure = describe_structure(graph)
    ways = solve(graph)
    reliability = _as_far_as_said(graph, compute_reliability(graph, ways))
    time = _time(graph, ways)
    failures, faults = _failures(graph, structure, ways, reliability)
    economics = compute_economics(graph, time.timeline, reliability, time.expected)
    waits = find_waits(graph)
    determinants = _determinants(graph)
    passed = {name: step.visits for name, step in reliability.steps.items()}
    branching = branching_entropy(graph, passed) if passed else None
    findings = Findings(
        graph=graph,
        structure=structure,
        timeline=time.timeline,
        critical_path=time.critical_path,
        gaps=time.gaps,
        register=failures.register,
        reliability=reliability,
        economics=economics,
        waits=waits,
        determinants=determinants,
    )
    return Analysis(
        blueprint=graph.blueprint,
        structure=structure,
        time=time,
        failures=failures,
        waits=waits,
        economics=economics,
        branching=branching,
        determinants=determinants,
        advice=give_advice(findings),
        status=(
            *structure_status(structure, branching),
            *time_status(graph, time),
            *failure_status(failures),
            *money_status(economics, without_time(graph, time)),
            *waits.status,
        ),
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
    graph: ServiceGraph, structure: Structure, ways: Ways, reliability: Reliability
) -> tuple[FailureFigures, tuple[Diagnostic, ...]]:
    register = make_register(graph, reliability)
    reach = find_exposure(graph, ways)
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
