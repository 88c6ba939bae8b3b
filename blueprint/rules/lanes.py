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
