"""Rules about lanes and lines: there is a customer, and somebody serves them."""

from __future__ import annotations

from collections.abc import Iterator, Set

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import LaneKind
from blueprint.rules.base import Finding, rule

_PROVIDERS: tuple[LaneKind, ...] = ("onstage", "backstage", "support", "management")


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
    same with ``evidence: [Text message]``, with a flow from ``- onstage: Call the patient``, or with that step drawn in
    the same moment: ``moment: wait``.
    """
    provider = graph.steps_of(*_PROVIDERS)
    if not provider:
        return
    met = _partners(graph, {step.id for step in provider}) | {step.moment for step in provider}
    for step in graph.steps_of("customer"):
        if step.id not in met and not step.evidence:
            hint = "draw who serves the customer here, add evidence, or accept it with 'ignore: [BP211]'"
            yield Finding(step.id, f"nobody and nothing meets the customer at '{step.label}'", hint)


def _partners(graph: ServiceGraph, steps: Set[str]) -> set[str]:
    """Return the steps that a flow or relation joins with one of these."""
    found = {flow.target for flow in graph.blueprint.flows if flow.source in steps}
    found.update(flow.source for flow in graph.blueprint.flows if flow.target in steps)
    return found


@rule("BP212", "onstage-step-unmet", severity=Severity.WARNING)
def onstage_step_unmet(graph: ServiceGraph) -> Iterator[Finding]:
    """Report onstage steps that no flow or relation, however long, joins with a customer.

    Notes
    -----
    Onstage means before the customer's eyes. A step that has nothing to do with any customer belongs backstage, or a
    flow is missing. A step with a ``moment`` is drawn with its customer, and meets them.

    Examples
    --------
    Wrong: ``- onstage: Count the cash`` with no flow. Right: ``- backstage: Count the cash``, or ``pay >> count``.
    """
    customers = {step.id for step in graph.steps_of("customer")}
    if not customers or not graph.flows:
        return
    met = _partners(graph, customers)
    apart = [step for step in graph.steps_of("onstage") if step.id not in met]
    if apart:
        met |= graph.joined_with([*customers, *(step.id for step in graph.steps if step.moment is not None)])
    for step in apart:
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
    customers = {step.id: step for step in graph.steps_of("customer")}
    support = {step.id: step for step in graph.steps_of("support")}
    for flow in graph.flows:
        if flow.source in customers and flow.target in support:
            labels = f"'{customers[flow.source].label}' leads straight to support: '{support[flow.target].label}'"
            hint = "put the step between that the customer meets, such as a counter, a form or a message"
            yield Finding(flow.id, labels, hint)


@rule("BP214", "needlessly-visible", severity=Severity.INFO, preset="strict")
def needlessly_visible(graph: ServiceGraph) -> Iterator[Finding]:
    """Report onstage steps that stand between steps nobody sees.

    Notes
    -----
    What is visible must be right, and costs care. A step that comes from backstage work and leads to backstage work
    might be done out of sight, unless the customer takes part in it or gets evidence of it.

    Examples
    --------
    Wrong: ``- onstage: Weigh the parcel`` between two backstage steps. Right: ``- backstage: Weigh the parcel``.

    References
    ----------
    Shostack, G. L. (1984). Designing services that deliver. Harvard Business Review 62(1).
    """
    hidden = {step.id for step in graph.steps_of("backstage", "support", "management")}
    customers = {step.id for step in graph.steps_of("customer")}
    induced: set[str] = set()
    followed: set[str] = set()
    seen = _partners(graph, customers)
    for flow in graph.blueprint.flows:
        if flow.kind == "flow":
            (induced if flow.source in hidden else seen).add(flow.target)
            (followed if flow.target in hidden else seen).add(flow.source)
    for step in graph.steps_of("onstage"):
        is_between = step.id in induced and step.id in followed and step.id not in seen
        if is_between and step.moment is None and not step.evidence:
            hint = "move it backstage, or say what the customer gets from seeing it: 'evidence: [Scale]'"
            yield Finding(step.id, f"'{step.label}' is visible, but stands between steps that nobody sees", hint)


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
            message = f"no step stands in the lane '{lane.label or lane.id}'"
            yield Finding(None, message, f"add its steps, such as '- {lane.id}: …', or delete it", field="lanes")


@rule("BP216", "no-provider", severity=Severity.INFO, preset="strict")
def no_provider(graph: ServiceGraph) -> Iterator[Finding]:
    """Report a blueprint in which only customers do something.

    Notes
    -----
    A row of customer steps is a journey map: it shows what is felt, and not what makes it happen. Self-service has a
    provider too: the app, the kiosk, the machine.

    Examples
    --------
    Wrong: ``- customer: Buy a ticket`` and other customer steps alone. Right: ``- onstage: Ticket machine`` beside it.

    References
    ----------
    Bitner, M. J., Ostrom, A. L. and Morgan, F. N. (2008). Service blueprinting. California Management Review 50(3).
    """
    if graph.steps_of("customer") and not graph.steps_of(*_PROVIDERS):
        hint = "add who or what serves them, even a machine: '- onstage: Ticket machine'"
        yield Finding(None, "customers do everything here, and nobody serves them", hint)
