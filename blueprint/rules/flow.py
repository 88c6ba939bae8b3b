"""Rules about flow: every step is reached, every way leads on, and shares add up."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import END, Flow, Step
from blueprint.rules.base import Finding, rule

_TOLERANCE = 1e-6


@rule("BP301", "unreachable-step", severity=Severity.ERROR)
def unreachable_step(graph: ServiceGraph) -> Iterator[Finding]:
    """Report customer steps that no entry of customers leads to.

    Notes
    -----
    A step that nobody reaches is either forgotten in the flows or not part of the service.

    Examples
    --------
    Wrong: ``flows: [enter >> order]`` beside a customer step ``pay``. Right: ``flows: [enter >> order >> pay]``.
    """
    if not graph.flows:
        return  # nothing is drawn yet; BP303 would say the same of every step
    for step in graph.unreachable_customer_steps():
        yield Finding(step.id, f"no flow reaches '{step.label}'", "draw a flow to it, or delete it")


@rule("BP302", "dead-end", severity=Severity.WARNING)
def dead_end(graph: ServiceGraph) -> Iterator[Finding]:
    """Report customer steps before the last one where the customer's way stops.

    Notes
    -----
    The last customer step of the script may end the service. Anywhere else, a customer who cannot go on is stuck: say
    where they go, or that they leave.

    Examples
    --------
    Wrong: ``ask`` leads nowhere and is followed by others. Right: ``ask >> pay``, or ``ask >> end``.
    """
    customers = graph.steps_of("customer")
    if not graph.flows or len(customers) < 2:
        return
    leads_on = _leads_to(graph, customers)
    for step in customers[:-1]:
        if step.id not in leads_on:
            hint = f"draw the flow that leads on, or let the customer leave: '{step.id} >> {END}'"
            yield Finding(step.id, f"the customer cannot go on from '{step.label}'", hint)


def _leads_to(graph: ServiceGraph, customers: tuple[Step, ...]) -> set[str]:
    """Return the steps from which the end, or the last customer step, can be reached."""
    goals = {flow.source for flow in graph.blueprint.flows if flow.target == END} | {customers[-1].id}
    sources: dict[str, list[str]] = {}
    for flow in graph.flows:
        sources.setdefault(flow.target, []).append(flow.source)
    found: set[str] = set()
    waiting = list(goals)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(sources.get(here, ()))
    return found


@rule("BP303", "no-flow", severity=Severity.WARNING)
def no_flow(graph: ServiceGraph) -> Iterator[Finding]:
    """Report a service of several steps without any flow.

    Notes
    -----
    Without flows nothing can be followed: not the customer's path, not a wait, not a failure.

    Examples
    --------
    Wrong: steps alone. Right: ``flows: [enter >> order >> pay]``.
    """
    if len(graph.steps) > 1 and not graph.flows:
        yield Finding(None, "no flow connects the steps", "write the customer's path: 'flows: [enter >> order >> pay]'")


@rule("BP304", "split-shares", severity=Severity.ERROR)
def split_shares(graph: ServiceGraph) -> Iterator[Finding]:
    """Report splits whose shares cannot add up to 1.

    Notes
    -----
    Out of a step, flows with a share are alternatives; unmarked flows beside them take the rest together. So the shares
    may not exceed 1, and without an unmarked flow, and with none whose share is unknown, they must be 1. With
    ``split: any`` every branch happens on its own probability, and there is nothing to add up.

    Examples
    --------
    Wrong: ``pay >> card`` 60 %, ``pay >> cash`` 60 %. Right: 60 % and 40 %, or 60 % and no share.
    """
    marked = {flow.source for flow in graph.blueprint.flows if flow.probability is not None}
    for step in graph.steps:
        if step.id in marked and step.split not in ("any", "all"):
            seen: set[str] = set()
            for flows, who in _splits(graph, step):
                message = _fault_of_split(flows)
                if message and message not in seen:
                    seen.add(message)
                    yield Finding(
                        step.id, f"{message}{who}", "let the shares sum to 100%, or leave one flow without a share"
                    )


def _splits(graph: ServiceGraph, step: Step) -> Iterator[tuple[tuple[Flow, ...], str]]:
    """Yield the flows out of a step for each class of customers, and how to name the class."""
    flows = graph.flows_out(step.id)
    if not any(flow.classes for flow in flows):
        yield flows, ""
        return
    for item in graph.blueprint.classes:
        yield tuple(flow for flow in flows if not flow.classes or item.id in flow.classes), f" for {item.label}"


def _fault_of_split(flows: tuple[Flow, ...]) -> str:
    known = [flow.probability for flow in flows if flow.probability is not None]
    if not known:
        return ""
    total = sum(known)
    has_rest = any(flow.probability is None for flow in flows)
    if total > 1 + _TOLERANCE:
        return f"the shares out of here sum to {_percent(total)}, more than 100%"
    if not has_rest and total < 1 - _TOLERANCE:
        return f"the shares out of here sum to {_percent(total)}, less than 100%"
    return ""


def _percent(share: float) -> str:
    return f"{share * 100:.7g}%"
