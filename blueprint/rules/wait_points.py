"""Rules about waits and times: customers know why and how long, and nobody waits in the dark."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.analysis import timeline_of
from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import Step, WaitPoint
from blueprint.rules.base import Finding, rule
from blueprint.units import Seconds, minutes, write_time

_LONG = minutes(2)
_DARK = minutes(15)
_PAYING = ("pay", "payment", "check out", "checkout", "付款", "结账", "缴费", "支付", "买单", "結帳", "会計", "支払")


def _waits(graph: ServiceGraph) -> Iterator[tuple[Step, WaitPoint]]:
    for step in graph.steps:
        for point in step.wait_points:
            yield step, point


@rule("BP510", "unexplained-wait", severity=Severity.WARNING)
def unexplained_wait(graph: ServiceGraph) -> Iterator[Finding]:
    """Report waits of which customers are not told why.

    Notes
    -----
    A wait without a reason feels longer than one with a reason.

    Examples
    --------
    Wrong: ``{wait: Results, explained: false}``. Right: tell the reason, and write ``explained: true``.

    References
    ----------
    Maister, D. H. (1985). The psychology of waiting lines, proposition 5.
    """
    for _, point in _waits(graph):
        if point.explained is False:
            message = f"nobody says why customers wait: '{point.label}'"
            yield Finding(point.id, message, "tell them the reason", field="explained")


@rule("BP511", "unannounced-wait", severity=Severity.WARNING)
def unannounced_wait(graph: ServiceGraph, *, least: Seconds = _LONG) -> Iterator[Finding]:
    """Report waits of this length or more of which customers are not told how long they take.

    Notes
    -----
    An uncertain wait feels longer than a known, finite one.

    Examples
    --------
    Wrong: ``{wait: Queue, standard_time: 20 min, announced: false}``. Right: a sign that says "about 20 minutes".

    References
    ----------
    Maister, D. H. (1985). The psychology of waiting lines, proposition 4.
    """
    for _, point in _waits(graph):
        if point.announced is False and (point.standard_time is None or point.standard_time >= least):
            message = f"nobody says how long customers wait: '{point.label}'"
            yield Finding(point.id, message, "announce it: a sign, a number, a message", field="announced")


@rule("BP512", "unfair-wait", severity=Severity.WARNING)
def unfair_wait(graph: ServiceGraph) -> Iterator[Finding]:
    """Report waits that customers find unfair.

    Notes
    -----
    Being overtaken without a rule that one understands is what angers waiting people most.

    Examples
    --------
    Wrong: ``{wait: Counter, fair: false}``. Right: one queue for all counters, and ``fair: true``.

    References
    ----------
    Maister, D. H. (1985), proposition 6; Pruyn, A. and Smidts, A. (1993).
    """
    for _, point in _waits(graph):
        if point.fair is False:
            hint = "serve in one queue, or show the rule that decides"
            yield Finding(point.id, f"customers find this wait unfair: '{point.label}'", hint, field="fair")


@rule("BP513", "wait-above-acceptable", severity=Severity.WARNING, preset="draft")
def wait_above_acceptable(graph: ServiceGraph) -> Iterator[Finding]:
    """Report waits that are usually longer than customers put up with.

    Notes
    -----
    The blueprint itself says that customers leave, or wish they could.

    Examples
    --------
    Wrong: ``{wait: Queue, standard_time: 20 min, acceptable_time: 10 min}``. Right: a wait of 10 minutes or less.
    """
    for _, point in _waits(graph):
        usual, most = point.standard_time, point.acceptable_time
        if usual is not None and most is not None and usual > most:
            message = f"'{point.label}' usually takes {write_time(usual)}, and customers accept {write_time(most)}"
            yield Finding(point.id, message, "shorten it, or move the wait out of the line", field="standard_time")


@rule("BP514", "limitless-wait", severity=Severity.INFO, preset="strict")
def limitless_wait(graph: ServiceGraph) -> Iterator[Finding]:
    """Report waits with a usual time and no acceptable one, where other waits have one.

    Notes
    -----
    Without a limit nobody can tell a good day from a bad one.

    Examples
    --------
    Wrong: ``{wait: Queue, standard_time: 5 min}``. Right: the same with ``acceptable_time: 10 min``.
    """
    if not any(point.acceptable_time is not None for _, point in _waits(graph)):
        return
    for _, point in _waits(graph):
        if point.standard_time is not None and point.acceptable_time is None:
            message = f"nobody says how long customers put up with '{point.label}'"
            yield Finding(point.id, message, "ask them, and write 'acceptable_time: 10 min'")


@rule("BP515", "dark-gap", severity=Severity.WARNING)
def dark_gap(graph: ServiceGraph, *, limit: Seconds = _DARK) -> Iterator[Finding]:
    """Report work behind the lines that a customer waits for longer than ``limit`` without a wait point that says so.

    Notes
    -----
    In dark time the customer sees nothing happen, and thinks that nothing happens.

    Examples
    --------
    Wrong: ``order >> cook >> eat`` with 40 minutes of cooking. Right: a wait point at ``eat``, with something to do.

    References
    ----------
    Maister, D. H. (1985). The psychology of waiting lines, proposition 1.
    """
    timeline = timeline_of(graph)
    for part in timeline.stretches:
        if part.kind == "dark" and part.duration is not None and part.duration > limit:
            label = graph.blueprint.step_by_id[part.step].label
            message = f"customers wait {write_time(round(part.duration))} for '{label}' and see nothing of it"
            hint = "show its progress, give them something to do, or name the wait: 'wait_points: [The food comes]'"
            yield Finding(part.step, message, hint)


@rule("BP516", "service-above-acceptable", severity=Severity.WARNING, preset="draft")
def service_above_acceptable(graph: ServiceGraph) -> Iterator[Finding]:
    """Report services that take longer, by their own standard times, than customers tolerate.

    Notes
    -----
    Even if nothing goes wrong, customers are gone before the end.

    Examples
    --------
    Wrong: ``acceptable_time: 5 min`` and steps of 6 minutes. Right: less to do, or more at the same time.

    References
    ----------
    Shostack, G. L. (1984). Designing services that deliver. Harvard Business Review 62(1).
    """
    most = graph.blueprint.acceptable_time
    if most is not None:
        least = timeline_of(graph).least_time
        if least > most:
            message = f"the service takes {write_time(round(least))} at least, and customers accept {write_time(most)}"
            yield Finding(None, message, "leave steps out, or do them at the same time")


@rule("BP517", "unknown-time", severity=Severity.INFO)
def unknown_time(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps on the customer's way without a time, where most others have one.

    Notes
    -----
    One unknown time leaves the duration of the whole service unknown.

    Examples
    --------
    Wrong: five steps with ``service_time`` and one without. Right: all with it, measured or estimated.
    """
    timeline = timeline_of(graph)
    timed = [time for time in timeline.steps.values() if time.service is not None]
    missing = [time for time in timeline.steps.values() if time.service is None and not _is_system(graph, time.step)]
    if len(timed) <= 2 * len(missing):
        return
    for time in missing:
        label = graph.blueprint.step_by_id[time.step].label
        message = f"'{label}' has no time, so nobody knows how long the service takes"
        yield Finding(time.step, message, "add 'service_time: 2 min'; 0 s if it takes none")


def _is_system(graph: ServiceGraph, step: str) -> bool:
    return graph.lane_of(step).kind in ("support", "management")


@rule("BP518", "mixed-time-grain", severity=Severity.INFO, preset="strict")
def mixed_time_grain(graph: ServiceGraph, *, ratio: float = 10_000) -> Iterator[Finding]:
    """Report services whose longest step takes ``ratio`` times as long as the shortest one.

    Notes
    -----
    Seconds beside weeks are two services in one drawing: the one hides in the other.

    Examples
    --------
    Wrong: ``30 s`` at the counter and ``2 weeks`` for the approval. Right: two blueprints, one the detail of the other.
    """
    timeline = timeline_of(graph)
    times = [(time.service, time.step) for time in timeline.steps.values() if time.service]
    if times:
        (least, _), (most, step) = min(times), max(times)
        if most > ratio * least:
            label = graph.blueprint.step_by_id[step].label
            message = f"'{label}' takes {write_time(most)}, another step {write_time(least)}"
            yield Finding(step, message, "put the fine part into a blueprint of its own: 'detail: approval.yaml'")


@rule("BP519", "wait-after-payment", severity=Severity.INFO, preset="strict")
def wait_after_payment(graph: ServiceGraph) -> Iterator[Finding]:
    """Report waits after customers have paid.

    Notes
    -----
    The end is what is remembered, and after paying customers want to be gone.

    Examples
    --------
    Wrong: ``pay >> wait for the car``. Right: the car waits before the bill comes.

    References
    ----------
    Lovelock, C. and Wirtz, J. (2011). Services Marketing, chapter 9, on post-process waits.
    """
    paying = [step.id for step in graph.steps_of("customer") if _pays(step.label)]
    after = graph.reachable(paying) - set(paying)
    back = {flow.target for flow in graph.rework}
    for step, point in _waits(graph):
        if step.id in after and step.id not in back:
            yield Finding(point.id, f"customers wait after they have paid: '{point.label}'", "move the wait before it")


def _pays(label: str) -> bool:
    text = label.casefold()
    return any(text.startswith(word) if word.isascii() else word in text for word in _PAYING)


@rule("BP520", "impossible-promise", severity=Severity.WARNING)
def impossible_promise(graph: ServiceGraph) -> Iterator[Finding]:
    """Report promises of a step that are shorter than its own usual wait and service.

    Notes
    -----
    On a usual day the promise is broken.

    Examples
    --------
    Wrong: ``standard: 5 min`` with a wait of 4 minutes and a service of 3. Right: ``standard: 10 min``, or be faster.
    """
    timeline = timeline_of(graph)
    for name, time in timeline.steps.items():
        if time.service is None or time.wait is None:
            continue
        usual = time.service + time.wait
        for standard in graph.blueprint.step_by_id[name].standard:
            limit = standard.target.limit
            if limit is not None and usual > limit and standard.target.share >= 0.5:
                label = graph.blueprint.step_by_id[name].label
                message = f"'{label}' usually takes {write_time(round(usual))}, and {write_time(limit)} is promised"
                yield Finding(name, message, "promise what is usual, or be faster", field="standard")


@rule("BP521", "bare-wait", severity=Severity.INFO, preset="strict")
def bare_wait(graph: ServiceGraph, *, least: Seconds = _LONG) -> Iterator[Finding]:
    """Report waits of this length or more of which nobody knows how they feel.

    Notes
    -----
    Whether people have something to do, know how long it takes and why, matters as much as the minutes.

    Examples
    --------
    Wrong: ``{wait: Results, standard_time: 20 min}``. Right: the same with ``occupied: true, announced: false``.

    References
    ----------
    Maister, D. H. (1985). The psychology of waiting lines.
    """
    for _, point in _waits(graph):
        known = (point.occupied, point.announced, point.explained, point.fair, point.comfortable)
        if point.standard_time is not None and point.standard_time >= least and all(item is None for item in known):
            message = f"nobody has asked how it feels to wait: '{point.label}'"
            yield Finding(point.id, message, "add what is known, such as 'occupied: false' or 'announced: true'")
