"""Rules about fail points: what goes wrong is noticed, prevented, and put right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.analysis.fmea import occurrence_of
from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import END, FailPoint, Step
from blueprint.rules.base import Finding, rule
from blueprint.units import Distribution, write_time


def _points(graph: ServiceGraph) -> Iterator[tuple[Step, FailPoint]]:
    for step in graph.steps:
        for point in step.fail_points:
            yield step, point


@rule("BP410", "unplanned-recovery", severity=Severity.INFO, preset="strict")
def unplanned_recovery(graph: ServiceGraph, *, severity: int = 7) -> Iterator[Finding]:
    """Report fail points of at least this severity that do not say where things are put right.

    Notes
    -----
    Without a word, the step is simply done again. For a failure that hurts, somebody should have thought of more.

    Examples
    --------
    Wrong: ``{fail: Wrong tooth, severity: 10}``. Right: the same with ``recovery: apologize``.
    """
    for _, point in _points(graph):
        if point.severity is not None and point.severity >= severity and point.recovery is None:
            message = f"nobody has planned what happens after '{point.label}'"
            yield Finding(point.id, message, "name the step where it is put right: 'recovery: apologize'")


@rule("BP411", "mostly-unnoticed", severity=Severity.WARNING)
def mostly_unnoticed(graph: ServiceGraph, *, share: float = 0.5) -> Iterator[Finding]:
    """Report fail points of which the customer gets more than this share, because the step does not notice them.

    Notes
    -----
    What is noticed in the step costs minutes; what escapes costs customers.

    Examples
    --------
    Wrong: ``{fail: Wrong part packed, probability: 2%, detected: 10%}``. Right: a check that finds most of them, and
    ``detected: 95%``.

    References
    ----------
    Chase, R. B. and Stewart, D. M. (1994). Make your service fail-safe. Sloan Management Review 35(3), 35-44.
    """
    for _, point in _points(graph):
        if point.detected is not None and point.detected < 1 - share and point.probability != 0:
            escapes = f"{(1 - point.detected) * 100:.3g}%"
            message = f"{escapes} of '{point.label}' reach the customer unnoticed"
            hint = "add a check before the customer gets it, and write what it finds: 'detected: 95%'"
            yield Finding(point.id, message, hint, field="detected")


@rule("BP412", "unprevented-harm", severity=Severity.WARNING)
def unprevented_harm(graph: ServiceGraph, *, severity: int = 8) -> Iterator[Finding]:
    """Report fail points of at least this severity without prevention.

    Notes
    -----
    What would hurt a customer badly must not depend on somebody being careful.

    Examples
    --------
    Wrong: ``{fail: Wrong tooth, severity: 10}``. Right: the same with ``prevention: Mark the tooth on the photo``.

    References
    ----------
    Chase, R. B. and Stewart, D. M. (1994). Make your service fail-safe. Sloan Management Review 35(3), 35-44.
    """
    for _, point in _points(graph):
        if point.severity is not None and point.severity >= severity and not (point.prevention or point.fail_safe):
            message = f"'{point.label}' has severity {point.severity}, and nothing prevents it"
            hint = "say what keeps it from happening: 'prevention: Mark the tooth on the photo'"
            yield Finding(point.id, message, hint, field="severity")


@rule("BP413", "half-scored", severity=Severity.INFO, preset="strict")
def half_scored(graph: ServiceGraph) -> Iterator[Finding]:
    """Report fail points with some of the three scores and not all of them.

    Notes
    -----
    The risk priority number and the action priority need severity, occurrence and detection.

    Examples
    --------
    Wrong: ``{fail: Wrong dish, severity: 6, occurrence: 4}``. Right: the same with ``detection: 3``.
    """
    for _, point in _points(graph):
        scores = {"severity": point.severity, "occurrence": point.occurrence, "detection": point.detection}
        missing = [name for name, score in scores.items() if score is None]
        if 0 < len(missing) < 3:
            message = f"'{point.label}' has no score for {' and '.join(missing)}"
            yield Finding(point.id, message, f"give it from 1 to 10: '{missing[0]}: 3'")


@rule("BP414", "recovery-without-return", severity=Severity.WARNING)
def recovery_without_return(graph: ServiceGraph) -> Iterator[Finding]:
    """Report recoveries from which no flow leads back to a customer or out of the service.

    Notes
    -----
    Whoever was failed must hear of it. A recovery that ends behind the lines leaves the customer waiting. Work that no
    customer starts, such as restocking, is recovered without one.

    Examples
    --------
    Wrong: ``recovery: rebook`` with ``- backstage: Rebook`` that leads nowhere. Right: ``rebook >> call-customer``.
    """
    if not graph.flows or not graph.steps_of("customer"):
        return  # nothing is drawn yet; BP303 and BP210 say so
    settled, independent = _leading_to_customers(graph), set(graph.independent)
    for step, point in _points(graph):
        if point.recovery is not None and point.recovery not in settled and step.id not in independent:
            settled.add(point.recovery)  # two fail points may share it
            label = graph.blueprint.step_by_id[point.recovery].label
            message = f"after '{point.label}' the recovery '{label}' never comes back to the customer"
            hint = f"draw the flow back to a customer, or let them leave: '{point.recovery} >> {END}'"
            yield Finding(point.id, message, hint, field="recovery")


def _leading_to_customers(graph: ServiceGraph) -> set[str]:
    """Return the steps that customers see, and those from which such a step or the end can be reached."""
    sources: dict[str, list[str]] = {}
    for flow in graph.flows:
        sources.setdefault(flow.target, []).append(flow.source)
    for step, point in _points(graph):
        if point.recovery is not None:
            sources.setdefault(point.recovery, []).append(step.id)
    found: set[str] = set()
    waiting = [step.id for step in graph.steps_of("customer", "onstage")]
    waiting += [flow.source for flow in graph.blueprint.flows if flow.target == END]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(sources.get(here, ()))
    return found


@rule("BP415", "single-point-of-failure", severity=Severity.INFO, preset="strict")
def single_point_of_failure(graph: ServiceGraph, *, severity: int = 8) -> Iterator[Finding]:
    """Report steps that every customer must pass and that may fail with at least this severity.

    Notes
    -----
    If the step fails, nobody is served; there is no way around it. Every customer passes what lies on every way from
    the entries to the last customer step and to each place where customers leave, recoveries included.

    Examples
    --------
    Wrong: one card terminal that all must pass. Right: a second way, such as ``pay >> cash``.
    """
    severe = {step.id: _worst(step.fail_points) for step in graph.steps if _worst(step.fail_points) >= severity}
    customers = graph.steps_of("customer")
    if not severe or not customers or not graph.flows:
        return
    reached = graph.reachable(graph.entries)
    if customers[-1].id not in reached:
        return  # the way is not drawn to its end yet; BP301 says so
    leaving = {flow.source for flow in graph.blueprint.flows if flow.target == END}
    for name in graph.common_dominators((leaving & reached) | {customers[-1].id}):
        if name in severe:
            label = graph.blueprint.step_by_id[name].label
            message = f"every customer must pass '{label}', which may fail with severity {severe[name]}"
            hint = f"keep a stand-in ready, or draw a second way past it: '{{flow: … >> …, condition: no {name}}}'"
            yield Finding(name, message, hint)


def _worst(points: Iterable[FailPoint]) -> int:
    return max((point.severity or 0 for point in points), default=0)


@rule("BP416", "unguarded-moment-of-truth", severity=Severity.INFO, preset="strict")
def unguarded_moment_of_truth(graph: ServiceGraph) -> Iterator[Finding]:
    """Report moments of truth of which nobody has asked what may go wrong, where other steps have fail points.

    Notes
    -----
    A moment of truth decides what customers think of the service; it deserves the first question, not the last.

    Examples
    --------
    Wrong: ``moment_of_truth: true`` without ``fail_points`` beside others that have some. Right: with them.

    References
    ----------
    Normann, R. (1984). Service Management. Wiley.
    """
    if not any(step.fail_points for step in graph.steps):
        return
    for step in graph.steps:
        if step.moment_of_truth and not step.fail_points:
            message = f"'{step.label}' is a moment of truth, and nothing is said of what may go wrong"
            yield Finding(step.id, message, "ask what customers would never forgive here, and add it as a fail point")


@rule("BP417", "occurrence-contradicts-probability", severity=Severity.INFO, preset="strict")
def occurrence_contradicts_probability(graph: ServiceGraph, *, tolerance: int = 5) -> Iterator[Finding]:
    """Report fail points whose score of occurrence is far from their probability.

    Notes
    -----
    One of the two is wrong, and either the ranking or the figures follow it. The usual scale has 10 for one in ten and
    7 for one in a hundred. It was made for factories; services score more mildly, and so ``tolerance`` is wide.

    Examples
    --------
    Wrong: ``{fail: Wrong dish, occurrence: 2, probability: 10%}``. Right: ``occurrence: 10``, or what was measured.

    References
    ----------
    AIAG (2008). Potential Failure Mode and Effects Analysis, fourth edition.
    """
    for _, point in _points(graph):
        if point.occurrence is not None and point.probability is not None:
            fits = occurrence_of(float(point.probability))
            if abs(fits - point.occurrence) > tolerance:
                message = f"'{point.label}' has occurrence {point.occurrence}, but its probability speaks for {fits}"
                yield Finding(point.id, message, "correct the one that was guessed", field="occurrence")


@rule("BP418", "recovery-takes-too-long", severity=Severity.WARNING)
def recovery_takes_too_long(graph: ServiceGraph) -> Iterator[Finding]:
    """Report recoveries that take longer than customers tolerate for the whole service.

    Notes
    -----
    A recovery that comes too late is none.

    Examples
    --------
    Wrong: ``acceptable_time: 5 min`` and ``recovery_time: 20 min``. Right: a faster recovery, or none and a refund.
    """
    most = graph.blueprint.acceptable_time
    for _, point in _points(graph):
        if most is not None and isinstance(point.recovery_time, Distribution) and point.recovery_time.mean > most:
            message = (
                f"putting '{point.label}' right takes {write_time(round(point.recovery_time.mean))}, "
                f"and customers accept {write_time(most)} for the whole service"
            )
            hint = f"find a recovery that fits into {write_time(most)}, or offer a refund and let customers go"
            yield Finding(point.id, message, hint, field="recovery_time")


@rule("BP419", "occurrence-out-of-order", severity=Severity.INFO)
def occurrence_out_of_order(graph: ServiceGraph, *, ratio: float = 2.0) -> Iterator[Finding]:
    """Report fail points that are scored as rarer than another one and happen more often by their probability.

    Notes
    -----
    Whatever the scale, one of the two orders is wrong, and with it the list of what to mend first. Scores that lie one
    apart, and probabilities within ``ratio``, are taken as equal.

    Examples
    --------
    Wrong: ``{fail: Cold, occurrence: 2, probability: 10%}`` beside ``{fail: Late, occurrence: 6, probability: 1%}``.
    Right: ``occurrence: 8`` for the cold dish.

    References
    ----------
    AIAG and VDA (2019). Failure Mode and Effects Analysis Handbook.
    """
    rarest: dict[int, FailPoint] = {}
    shares = {point.id: float(point.probability) for _, point in _points(graph) if point.probability is not None}
    known = [point for _, point in _points(graph) if point.id in shares and point.occurrence is not None]
    for point in known:
        for score in range(1, (point.occurrence or 0) - 1):  # for all scores that are lower by two or more
            if score not in rarest or shares[point.id] < shares[rarest[score].id]:
                rarest[score] = point
    for point in known:
        other = rarest.get(point.occurrence or 0)
        if other is not None and shares[point.id] > ratio * shares[other.id]:
            message = (
                f"'{point.label}' is scored as rarer than '{other.label}' ({point.occurrence} against "
                f"{other.occurrence}), and happens more often ({point.probability} against {other.probability})"
            )
            hint = "correct the score or the probability that was guessed"
            yield Finding(point.id, message, hint, field="occurrence")
