"""Rules about evidence and quality: what customers can see, and what is promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import StepStandard, WaitPoint
from blueprint.model.steps import Determinant
from blueprint.rules.base import Finding, rule


@rule("BP720", "moment-of-truth-without-evidence", severity=Severity.INFO)
def moment_of_truth_without_evidence(graph: ServiceGraph) -> Iterator[Finding]:
    """Report customer steps that are moments of truth without evidence, where other steps have some.

    Notes
    -----
    A service cannot be seen; customers judge it by what they can. At a moment of truth that matters most.

    Examples
    --------
    Wrong: ``moment_of_truth: true`` with no evidence, beside steps with evidence. Right: ``evidence: [Receipt]``.

    References
    ----------
    Bitner, M. J. (1993). Managing the evidence of service. In: The Service Quality Handbook, 358-370.
    """
    if not any(step.evidence for step in graph.steps):
        return
    for step in graph.steps_of("customer"):
        if step.moment_of_truth and not step.evidence:
            hint = "say what customers see, hear or hold there: 'evidence: [Receipt]'"
            yield Finding(step.id, f"'{step.label}' is a moment of truth, and customers have nothing to judge by", hint)


@rule("BP721", "customer-step-without-evidence", severity=Severity.INFO, preset="strict")
def customer_step_without_evidence(graph: ServiceGraph) -> Iterator[Finding]:
    """Report customer steps without evidence, where at least half of them have some.

    Notes
    -----
    Evidence is last in drawing a blueprint, and the customer step without any is the one that was forgotten.

    Examples
    --------
    Wrong: ``- customer: Pay`` beside steps with evidence. Right: the same with ``evidence: [Receipt]``.

    References
    ----------
    Bitner, M. J., Ostrom, A. L. and Morgan, F. N. (2008). Service blueprinting. California Management Review 50(3).
    """
    steps = graph.steps_of("customer")
    missing = [step for step in steps if not step.evidence]
    if 2 * len(missing) <= len(steps):
        for step in missing:
            message = f"'{step.label}' has no evidence, and other customer steps have some"
            yield Finding(step.id, message, "add what customers see, hear or hold there: 'evidence: [Receipt]'")


@rule("BP722", "uncovered-determinant", severity=Severity.INFO, preset="strict")
def uncovered_determinant(graph: ServiceGraph) -> Iterator[Finding]:
    """Report determinants of quality that no step serves, in a blueprint that names at least half of them.

    Notes
    -----
    Customers judge by ten determinants; one that no step serves is left to chance. What customers see serves
    ``tangibles``: a step with evidence is enough for that.

    Examples
    --------
    Wrong: steps with nine of the ten. Right: a step with the tenth too, such as ``determinants: [responsiveness]``.

    References
    ----------
    Parasuraman, A., Zeithaml, V. A. and Berry, L. L. (1985). A conceptual model of service quality. J. Marketing 49(4).
    """
    named = {word for step in graph.steps for word in step.determinants}
    known = get_args(Determinant)
    if 2 * len(named) < len(known):
        return
    if any(step.evidence for step in graph.steps):
        named.add("tangibles")
    missing = [word for word in known if word not in named]
    if missing:
        hint = f"ask which step does, and write 'determinants: [{missing[0]}]' there"
        yield Finding(None, f"no step serves {' or '.join(missing)}", hint)


@rule("BP723", "promise-without-measure", severity=Severity.INFO, preset="strict")
def promise_without_measure(graph: ServiceGraph) -> Iterator[Finding]:
    """Report promises of a time at steps and waits that have no time themselves.

    Notes
    -----
    A promise that nothing is compared with is a wish. For a step its own time or the usual time of its wait is enough;
    for the service as a whole the time of any step.

    Examples
    --------
    Wrong: ``standard: 90% within 5 min`` with no ``service_time``. Right: both.

    References
    ----------
    Parasuraman, A., Zeithaml, V. A. and Berry, L. L. (1985). A conceptual model of service quality. J. Marketing 49(4),
    for the gap between standard and delivery.
    """
    hint = "add 'service_time: 3 min', measured or estimated"
    any_time = False
    for step in graph.steps:
        is_timed = step.service_time is not None or any(_is_timed(point) for point in step.wait_points)
        any_time = any_time or is_timed
        if not is_timed and _promises_time(step.standard):
            message = f"'{step.label}' promises a time, and nobody knows how long it takes"
            yield Finding(step.id, message, hint, field="standard")
        for point in step.wait_points:
            if not _is_timed(point) and _promises_time(point.standard):
                message = f"'{point.label}' promises a time, and nobody knows how long customers wait"
                yield Finding(point.id, message, "add 'standard_time: 3 min', measured or estimated", field="standard")
    if not any_time and any(item.target.limit is not None for item in graph.blueprint.standards):
        message = "the service promises a time, and nobody knows how long any step takes"
        yield Finding(None, message, hint, field="standards")


def _is_timed(point: WaitPoint) -> bool:
    return point.standard_time is not None or point.measured is not None


def _promises_time(standards: Sequence[StepStandard]) -> bool:
    return any(item.target.limit is not None for item in standards)
