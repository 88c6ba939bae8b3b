"""Candidates: steps where something is likely to go wrong, found by structure alone.

They are questions, not findings: each names a step that has no fail point yet, or a fail point that lacks an answer,
and says in words why it is worth to ask. Scores stay with people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from blueprint.analysis.register import RegisteredFailure
from blueprint.analysis.structure import Structure
from blueprint.graph import ServiceGraph
from blueprint.model import Flow
from blueprint.units import write_time

LATE = 1800.0
"""A failure that is noticed later than this after the step [s] is a candidate."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question to ask about a step.

    Parameters
    ----------
    code : str
        Kind of the question: ``crossing``, ``hand-off``, ``join``, ``re-entry``, ``single-point``, ``shared-support``,
        ``no-recovery``, ``late-detection``.
    step : str
        Its id.
    reason : str
        Why it is asked.
    """

    code: str
    step: str
    reason: str


def find_candidates(
    graph: ServiceGraph, structure: Structure, register: Iterable[RegisteredFailure]
) -> tuple[Candidate, ...]:
    """Find where to ask what may go wrong; at most one question of a kind at a step.

    References
    ----------
    Shostack, G. L. (1984). Designing services that deliver. Harvard Business Review 62(1).
    Chuang, P.-T. (2007). Combining service blueprint and FMEA for service design. Service Industries Journal 27(2).
    """
    found = chain(_unasked(graph, structure), _unanswered(register))
    kept: dict[tuple[str, str], Candidate] = {}
    for item in found:
        kept.setdefault((item.code, item.step), item)
    return tuple(sorted(kept.values(), key=lambda item: graph.number[item.step]))


def _unasked(graph: ServiceGraph, structure: Structure) -> Iterator[Candidate]:
    """Yield questions about steps without a fail point."""
    label = {step.id: step.label for step in graph.steps}
    asked = {step.id for step in graph.steps if step.fail_points}
    finders: tuple[Callable[[], Iterator[Candidate]], ...] = (
        lambda: _handoffs(graph, structure, label),
        lambda: _crossings(graph, set(structure.handoffs), label),
        lambda: _joins(graph),
        lambda: _entries(graph, label),
        lambda: _single_points(graph, structure),
        lambda: _shared(structure, label),
    )
    for find in finders:
        yield from (item for item in find() if item.step not in asked)


def _handoffs(graph: ServiceGraph, structure: Structure, label: dict[str, str]) -> Iterator[Candidate]:
    by_id = {flow.id: flow for flow in graph.flows}
    for name in structure.handoffs:
        flow = by_id[name]
        reason = f"work is handed over here from '{label[flow.source]}': what must be passed on, and who checks it?"
        yield Candidate("hand-off", flow.target, reason)


def _crossings(graph: ServiceGraph, handoffs: set[str], label: dict[str, str]) -> Iterator[Candidate]:
    """Yield steps behind the line of visibility that take over from before it, with nobody handing over."""
    for flow in graph.flows:
        goes_back = graph.lane_of(flow.source).rank < graph.lane_of(flow.target).rank
        if goes_back and flow.id not in handoffs and "visibility" in graph.crossed_lines(flow):
            reason = f"the order passes out of sight after '{label[flow.source]}': does anybody read it back?"
            yield Candidate("crossing", flow.target, reason)


def _joins(graph: ServiceGraph) -> Iterator[Candidate]:
    back = {(flow.source, flow.target) for flow in graph.rework}
    for step in graph.steps:
        plain = [flow for flow in graph.flows_in(step.id) if _is_sure(flow) and (flow.source, step.id) not in back]
        sources = {flow.source for flow in plain}
        if len(sources) > 1 and step.join == "all" and not _are_alternatives(graph, sources):
            yield Candidate("join", step.id, f"{len(sources)} inputs meet here: do they fit together, and all arrive?")


def _is_sure(flow: Flow) -> bool:
    return flow.probability is None and flow.condition is None and not flow.classes


def _are_alternatives(graph: ServiceGraph, sources: set[str]) -> bool:
    """Tell whether some of these are reached by a choice, so that customers come by one of them only."""
    return any(
        flow.probability is not None or flow.condition is not None or flow.classes
        for name in sources
        for flow in graph.flows_in(name)
    )


def _entries(graph: ServiceGraph, label: dict[str, str]) -> Iterator[Candidate]:
    """Yield steps that rely on another system than the step before, where nothing joins the two systems."""
    systems: dict[str, set[str]] = {}
    joined: set[frozenset[str]] = set()
    support = {step.id for step in graph.steps_of("support")}
    for flow in graph.blueprint.flows:
        if flow.source in support and flow.target in support:
            joined.add(frozenset((flow.source, flow.target)))
        elif flow.kind == "needs" and flow.target in support:
            systems.setdefault(flow.source, set()).add(flow.target)
    for flow in graph.flows:
        one, other = systems.get(flow.source, set()), systems.get(flow.target, set())
        apart = [(a, b) for a in sorted(one) for b in sorted(other) if frozenset((a, b)) not in joined]
        if one and other and not one & other and len(apart) == len(one) * len(other):
            first, second = apart[0]
            reason = f"data go from '{label[first]}' to '{label[second]}', which nothing joins: are they typed again?"
            yield Candidate("re-entry", flow.target, reason)


def _single_points(graph: ServiceGraph, structure: Structure) -> Iterator[Candidate]:
    scarce = set(structure.pools_of_one)
    for name in structure.single_points_of_failure:
        step = graph.blueprint.step_by_id[name]
        needed = [d.alternatives[0] for d in (*step.resources, *step.seizes) if len(d.alternatives) == 1]
        for resource in needed:
            if resource in scarce:
                person = graph.blueprint.resource_by_id[resource].name
                reason = f"every customer passes here, and there is one '{person}': what if it is not there?"
                yield Candidate("single-point", name, reason)
                break


def _shared(structure: Structure, label: dict[str, str]) -> Iterator[Candidate]:
    for item in structure.shared_support:
        if len(item.customers) > 2:
            reason = f"{len(item.customers)} customer steps rely on '{label[item.step]}': what if it is down?"
            yield Candidate("shared-support", item.step, reason)


def _unanswered(register: Iterable[RegisteredFailure]) -> Iterator[Candidate]:
    """Yield questions about fail points."""
    for row in register:
        recovery = row.recovery
        if not recovery.returns:
            reason = f"after '{row.label}' no way leads back to the customer: who puts it right, and who tells them?"
            yield Candidate("no-recovery", row.step, reason)
        if recovery.time_to_detect is not None and recovery.time_to_detect > LATE:
            late = write_time(recovery.time_to_detect)
            reason = f"'{row.label}' is first seen {late} later, at '{recovery.seen_at}': can it be checked here?"
            yield Candidate("late-detection", row.step, reason)
