"""Rules about lanes and lines: there is a customer, and somebody serves them."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.rules.base import Finding, rule


@rule("BP210", "no-customer", severity=Severity.ERROR)
def no_customer(graph: ServiceGraph) -> Iterator[Finding]:
    """Report a blueprint without a customer step.

    Notes
    -----
    A blueprint is read from the customer's side; without one it is a process map, and no line can be drawn.

    Examples
    --------
    Wrong: ``- onstage: Greet`` alone. Right: ``- customer: Enter`` before it.

    References
    ----------
    Bitner, M. J., Ostrom, A. L. and Morgan, F. N. (2008). Service blueprinting. California Management Review 50(3).
    """
    if not graph.steps_of("customer"):
        message = "no step is done by a customer" if graph.steps else "there are no steps yet"
        yield Finding(None, message, "begin with what the customer does: '- customer: Enter the bar'")


@rule("BP211", "customer-step-alone", severity=Severity.INFO)
def customer_step_alone(graph: ServiceGraph) -> Iterator[Finding]:
    """Report customer steps with nothing beneath: no provider step meets them, and no evidence.

    Notes
    -----
    Either the customer is left alone here, or somebody serves them and the blueprint does not say who.

    Examples
    --------
    Wrong: ``- customer: Wait for the results`` with no flow to or from a provider step, and no evidence. Right: the
    same with ``evidence: [Text message]``, or with a flow from ``- onstage: Call the patient``.
    """
    provider = {step.id for step in graph.steps_of("onstage", "backstage", "support", "management")}
    if not provider:
        return
    for step in graph.steps_of("customer"):
        met = {*graph.successors(step.id, None), *graph.predecessors(step.id, None)}
        if not met & provider and not step.evidence:
            hint = "draw who serves the customer here, add evidence, or accept it with 'ignore: [BP211]'"
            yield Finding(step.id, f"nobody and nothing meets the customer at '{step.label}'", hint)


@rule("BP212", "onstage-step-unmet", severity=Severity.WARNING)
def onstage_step_unmet(graph: ServiceGraph) -> Iterator[Finding]:
    """Report onstage steps that no flow or relation, however long, joins with a customer.

    Notes
    -----
    Onstage means before the customer's eyes. A step that has nothing to do with any customer belongs backstage, or a
    flow is missing.

    Examples
    --------
    Wrong: ``- onstage: Count the cash`` with no flow. Right: ``- backstage: Count the cash``, or ``pay >> count``.
    """
    customers = [step.id for step in graph.steps_of("customer")]
    if not customers or not graph.flows:
        return
    met = graph.joined_with(customers)
    for step in graph.steps_of("onstage"):
        if step.id not in met:
            hint = "draw how the customer comes to it, or move it backstage"
            yield Finding(step.id, f"'{step.label}' stands onstage, but no customer ever meets it", hint)


@rule("BP213", "jump-to-support", severity=Severity.INFO, preset="strict")
def jump_to_support(graph: ServiceGraph) -> Iterator[Finding]:
    """Report flows from a customer straight to support, past everybody onstage and backstage.

    Notes
    -----
    Support serves those who serve. Where a customer triggers it directly, a step is often missing: what does the
    customer see of it? Self-service is drawn as an onstage step, such as a kiosk.

    Examples
    --------
    Wrong: ``order >> warehouse``. Right: ``order >> web-shop >> warehouse`` with ``- onstage: Web shop``.
    """
    for source, target, flow in graph.pairs():
        kinds = (graph.lane_of(source.id).kind, graph.lane_of(target.id).kind)
        if flow.kind == "flow" and kinds == ("customer", "support"):
            hint = "put the step between that the customer meets, such as a counter, a form or a message"
            yield Finding(source.id, f"'{source.label}' leads straight to support: '{target.label}'", hint)


@rule("BP214", "needlessly-visible", severity=Severity.INFO, preset="strict")
def needlessly_visible(graph: ServiceGraph) -> Iterator[Finding]:
    """Report onstage steps that stand between steps nobody sees.

    Notes
    -----
    What is visible must be right, and costs care. A step that comes from backstage work and leads to backstage work
    might be done out of sight.

    Examples
    --------
    Wrong: ``- onstage: Weigh the parcel`` between two backstage steps. Right: ``- backstage: Weigh the parcel``.

    References
    ----------
    Shostack, G. L. (1984). Designing services that deliver. Harvard Business Review 62(1).
    """
    hidden = {step.id for step in graph.steps_of("backstage", "support", "management")}
    for step in graph.steps_of("onstage"):
        before, after = graph.predecessors(step.id), graph.successors(step.id)
        if before and after and {*before, *after} <= hidden and not _meets_customer(graph, step.id):
            hint = "move it backstage, or say what the customer gets from seeing it"
            yield Finding(step.id, f"'{step.label}' is visible, but stands between steps that nobody sees", hint)


def _meets_customer(graph: ServiceGraph, step: str) -> bool:
    others = {*graph.successors(step, None), *graph.predecessors(step, None)}
    return any(graph.lane_of(other).kind == "customer" for other in others)


@rule("BP215", "empty-lane", severity=Severity.INFO)
def empty_lane(graph: ServiceGraph) -> Iterator[Finding]:
    """Report lanes that were declared and that no step stands in.

    Notes
    -----
    An empty lane is not drawn. Somebody planned work for it, or a step names another lane by mistake.

    Examples
    --------
    Wrong: ``lanes: {guest: {kind: customer}, waiter: {kind: onstage}}`` with steps of the guest alone. Right: a step
    ``- waiter: Greet``, or no lane ``waiter``.
    """
    lanes = graph.blueprint.lanes
    if all(lane.id == lane.kind and lane.label is None for lane in lanes) or not graph.steps:
        return  # the lanes that are there without being declared
    used = {step.lane for step in graph.steps}
    for lane in lanes:
        if lane.id not in used and lane.kind != "evidence" and not (lane.id == lane.kind and lane.label is None):
            yield Finding(None, f"no step stands in the lane '{lane.label or lane.id}'", "add its steps, or delete it")
