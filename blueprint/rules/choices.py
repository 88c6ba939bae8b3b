"""Rules about choices: where ways divide, who takes which, and when."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import pairwise

from blueprint.analysis.routes import Route, route_from
from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import END, Flow, Step
from blueprint.rules.base import Finding, rule


def _routes(graph: ServiceGraph, step: Step) -> Iterator[Route]:
    """Yield what may follow a step, once for each class of customers where these have ways of their own."""
    if any(flow.classes for flow in graph.flows_out(step.id)):
        for item in graph.blueprint.classes:
            yield route_from(graph, step.id, item.id)
    else:
        yield route_from(graph, step.id)


@rule("BP321", "customer-in-two-places", severity=Severity.WARNING)
def customer_in_two_places(graph: ServiceGraph) -> Iterator[Finding]:
    """Report customer steps after which one customer would be in two places at once, never to come together again.

    Notes
    -----
    Flows without a share or a condition all happen. Two of them from a customer step to steps of the same customer are
    two ways at once, and one of them to ``end`` lets the customer leave and go on; mostly a condition was meant. Ways
    that can still meet in a step are fine: customers may do two things and then go on. (BP326 tells of ways back.)

    Examples
    --------
    Wrong: ``ask >> buy`` and ``ask >> leave``. Right: ``{flow: ask >> leave, probability: 30%}`` beside ``ask >> buy``.
    """
    customers = {step.id: step.lane for step in graph.steps_of("customer")}
    back = {flow.id for flow in graph.rework}
    for step in graph.splits:
        if step.id in customers and step.split in (None, "all"):
            ahead = [flow.target for flow in graph.flows_out(step.id) if flow.id not in back]
            mine = {name for name in ahead if name == END or customers.get(name) == step.lane}
            if len(mine) > 1:
                faults = (_two_places(graph, mine, route) for route in _routes(graph, step))
                if fault := next(filter(None, faults), ""):
                    hint = "say who goes which way, by 'probability: 30%' or a 'condition', or let the ways meet again"
                    yield Finding(step.id, f"after '{step.label}' the customer {fault}", hint)


def _two_places(graph: ServiceGraph, mine: Set[str], route: Route) -> str:
    """Return what is wrong with what follows a step, regarding some steps and the end; empty if nothing is."""
    together = [branch.targets for branch in route.branches]
    for targets in together if route.kind == "one" else [tuple(target for group in together for target in group)]:
        here = [target for target in targets if target in mine and target != END]
        if here and END in targets:
            return "would leave and go on at once"
        if any(not graph.may_meet(one, other) for one, other in pairwise(here)):
            return "would be in two places at once"
    return ""


@rule("BP322", "choice-without-condition", severity=Severity.INFO, preset="strict")
def choice_without_condition(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps that ways leave by shares, where a reader does not learn when which way is taken.

    Notes
    -----
    A share says how many go this way; a reader also wants to know when. One way may do without a condition: it is
    taken otherwise. Where each way happens for itself (``split: any``), each needs its own.

    Examples
    --------
    Wrong: ``{flow: ask >> leave, probability: 30%}`` beside ``ask >> buy``. Right: the same with
    ``condition: too expensive``.
    """
    for step in graph.splits:
        flows = graph.flows_out(step.id)
        untold = [flow for flow in flows if flow.probability is not None and flow.condition is None]
        is_told_otherwise = any(flow.condition is None and flow.probability is None for flow in flows)
        needed = 1 if step.split == "any" else 2
        if untold and step.split != "all" and len(untold) + (needed > 1 and is_told_otherwise) >= needed:
            message = f"nobody reads when '{untold[0].source} >> {untold[0].target}' is taken"
            yield Finding(untold[0].id, message, "add a condition in a few words, such as 'condition: sold out'")


@rule("BP323", "same-condition", severity=Severity.WARNING, preset="draft")
def same_condition(graph: ServiceGraph) -> Iterator[Finding]:
    """Report two alternatives out of one step with the same condition for the same customers.

    Notes
    -----
    Under that condition nobody knows which way to go. With ``split: all`` and ``split: any`` both happen, and that is
    fine.

    Examples
    --------
    Wrong: ``{flow: ask >> buy, condition: agreed}`` and ``{flow: ask >> leave, condition: agreed}``. Right: ``agreed``
    and ``too expensive``.
    """
    for step in graph.splits:
        if step.split in ("all", "any"):
            continue
        seen: dict[str, dict[tuple[object, ...], Flow]] = {}
        for flow in graph.flows_out(step.id):
            if flow.condition is not None:
                condition = " ".join(flow.condition.split())
                others = seen.setdefault(condition.casefold(), {})
                if any(other.target != flow.target and _share_customers(other, flow) for other in others.values()):
                    message = f"two ways out of '{step.label}' have the condition '{condition}'"
                    hint = "tell the conditions apart; if both ways are taken then, write 'split: any' at the step"
                    yield Finding(flow.id, message, hint, field="condition")
                else:
                    others[flow.target, flow.classes] = flow


def _share_customers(one: Flow, other: Flow) -> bool:
    return not one.classes or not other.classes or not set(one.classes).isdisjoint(other.classes)


@rule("BP324", "unknown-share", severity=Severity.INFO, preset="strict")
def unknown_share(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps after which it is unknown how many go which way, where other splits have their shares.

    Notes
    -----
    One unknown share leaves the success, the visits and the load of all that follows unknown. A single way without a
    share takes what the others leave.

    Examples
    --------
    Wrong: ``{flow: ask >> leave, condition: too expensive}`` beside ``ask >> buy``. Right: the same with
    ``probability: 30%``.
    """
    if not any(flow.probability is not None for flow in graph.blueprint.flows):
        return
    for step in graph.splits:
        if any(not route.is_known for route in _routes(graph, step)):
            message = f"how many take which way out of '{step.label}' is unknown"
            yield Finding(step.id, message, "add shares, measured or estimated: 'probability: 30%'")


@rule("BP330", "pointless-share", severity=Severity.WARNING)
def pointless_share(graph: ServiceGraph) -> Iterator[Finding]:
    """Report alternatives that nobody or everybody takes.

    Notes
    -----
    A share of 0 is a way that is not there, one of 100% leaves nothing for the others. For one class of customers a way
    may be sure that others do not take, and with ``split: any`` it may happen each time.

    Examples
    --------
    Wrong: ``{flow: ask >> buy, probability: 100%}`` beside another way. Right: the share that was measured, or none.
    """
    for step in graph.steps:
        flows = graph.flows_out(step.id)
        for flow in flows:
            if flow.probability == 0:
                message = f"nobody takes the way '{flow.source} >> {flow.target}'"
                hint = "give it the share that was measured, or delete it"
                yield Finding(flow.id, message, hint, field="probability")
            elif flow.probability == 1 and not flow.classes and len(flows) > 1 and step.split not in ("any", "all"):
                message = f"everybody takes the way '{flow.source} >> {flow.target}', and nobody the others"
                yield Finding(flow.id, message, "leave the others a share, or delete them", field="probability")
