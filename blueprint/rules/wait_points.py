"""Rules about waits and times: customers know why and how long, and nobody waits in the dark."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from blueprint.analysis import Stretch, standard_time, timeline_of
from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import Blueprint, Standard, Step, StepStandard, WaitPoint
from blueprint.rules.base import Finding, rule
from blueprint.units import Distribution, Seconds, minutes, write_time

_LONG = minutes(2)
_DARK = minutes(15)
_PAYING = {
    "en": re.compile(r"(?:pay|pays|paying|payment|settle the bill|check ?out)\b", re.IGNORECASE),
    "de": re.compile(r"(?:.*\s)?(?:be)?zahl(?:en|t)\b", re.IGNORECASE),
    "zh": re.compile(".*(?:付款|结账|缴费|支付|买单|付费|結帳|繳費)"),
    "ja": re.compile(".*(?:支払|会計を)"),
}
_MOST = 0.8
"""A promise to so many is a promise to most: hardly any time is so skewed that four in five stay below its mean."""


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
            hint = "tell them the reason, on a sign or by a word, and write 'explained: true'"
            yield Finding(point.id, message, hint, field="explained")


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
            hint = "announce it by a sign, a number or a message, and write 'announced: true'"
            yield Finding(point.id, message, hint, field="announced")


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
            hint = "serve in one queue, or show the rule that decides, and write 'fair: true'"
            yield Finding(point.id, f"customers find this wait unfair: '{point.label}'", hint, field="fair")


@rule("BP513", "wait-above-acceptable", severity=Severity.WARNING, preset="draft")
def wait_above_acceptable(graph: ServiceGraph) -> Iterator[Finding]:
    """Report waits that are usually longer than customers put up with.

    Notes
    -----
    The blueprint itself says that customers leave, or wish they could. Measured waits count before the usual time.

    Examples
    --------
    Wrong: ``{wait: Queue, standard_time: 20 min, acceptable_time: 10 min}``. Right: a wait of 10 minutes or less.
    """
    for _, point in _waits(graph):
        field = "standard_time" if point.measured is None else "measured"
        usual = point.standard_time if point.measured is None else point.measured.mean
        most = point.acceptable_time
        if usual is not None and most is not None and usual > most:
            message = f"'{point.label}' usually takes {_shown(usual)}, and customers accept {write_time(most)}"
            yield Finding(point.id, message, "shorten it, or let customers wait elsewhere and call them", field=field)


def _shown(time: float) -> str:
    """Write a time to whole seconds; nobody wants to read more of a mean."""
    return write_time(round(time) if time >= 1 else time)


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
def dark_gap(graph: ServiceGraph, *, limit: Seconds = _DARK, share: float = 0.1) -> Iterator[Finding]:
    """Report work behind the lines that a customer waits for longer than ``limit`` without a wait point that says so.

    Notes
    -----
    In dark time the customer sees nothing happen, and thinks that nothing happens. Dark steps in a row are one gap. A
    gap of less than ``share`` of the time of the whole service is no news: an hour within a week.

    Examples
    --------
    Wrong: ``order >> cook >> eat`` with 40 minutes of cooking. Right: a wait point at ``eat``, with something to do.

    References
    ----------
    Maister, D. H. (1985). The psychology of waiting lines, proposition 1.
    """
    timeline = timeline_of(graph)
    named = _named_waits(graph)
    last: Stretch | None = None
    for is_dark, group in groupby(timeline.stretches, lambda part: part.kind == "dark"):
        parts = list(group)
        time = sum(part.duration or 0.0 for part in parts)
        is_long = time > limit and time > share * timeline.least_time
        if is_dark and is_long and named.isdisjoint(part.step for part in parts):
            step = max(parts, key=lambda part: part.duration or 0.0).step
            if last is not None and last.kind == "wait" and parts[-1].step in timeline.before[last.step]:
                yield _longer_than_said(graph, last.step, step, time)
            else:
                label = graph.blueprint.step_by_id[step].label
                message = f"customers wait {_shown(time)} for '{label}' and see nothing of it"
                hint = "show its progress, or name the wait where it ends: 'wait_points: [The food comes]'"
                yield Finding(step, message, hint)
        last = parts[-1]


def _named_waits(graph: ServiceGraph) -> set[str]:
    """Return the work with a wait point of its own, and that before a wait of unknown length: it may cover the work."""
    timeline = timeline_of(graph)
    own = {step.id for step, _ in _waits(graph)}
    return own.union(*(timeline.before[name] for name, time in timeline.steps.items() if time.wait is None))


def _longer_than_said(graph: ServiceGraph, waiting: str, step: str, time: float) -> Finding:
    """Return what is found where the work takes longer than the wait that stands for it."""
    by_id = graph.blueprint.step_by_id
    said = " and ".join(f"'{point.label}'" for point in by_id[waiting].wait_points)
    message = f"customers wait {_shown(time)} longer for '{by_id[step].label}' than {said} says"
    return Finding(step, message, "correct 'standard_time' of the wait, or the times of the work behind it")


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
            message = f"the service takes {_shown(least)} at least, and customers accept {write_time(most)}"
            yield Finding(None, message, "leave steps out, or do them at the same time", field="acceptable_time")


@rule("BP517", "unknown-time", severity=Severity.INFO)
def unknown_time(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps on the customer's way without a time, where most others have one.

    Notes
    -----
    One unknown time leaves the duration of the whole service unknown. Steps of support and management are not asked:
    a system often takes no time that a customer would notice. Nor are waits: they follow from who comes and who serves.

    Examples
    --------
    Wrong: five steps with ``service_time`` and one without. Right: all with it, measured or estimated.
    """
    timeline = timeline_of(graph)
    if timeline.standard_time is not None:
        return
    visible = (step.id for step in graph.steps_of("customer", "onstage") if step.id in timeline.steps)
    known = sum(time.service is not None for time in timeline.steps.values())
    missing = [
        step
        for step in map(graph.blueprint.step_by_id.__getitem__, timeline.blocked_by(*visible))
        if step.service_time is None and not _is_system(graph, step.id)
    ]
    if known > 2 * len(missing):
        for step in missing:
            message = f"'{step.label}' has no time, so nobody knows how long the service takes"
            yield Finding(step.id, message, "add 'service_time: 2 min'; 0 s if it takes none")


def _is_system(graph: ServiceGraph, step: str) -> bool:
    return graph.lane_of(step).kind in ("support", "management")


@rule("BP518", "mixed-time-grain", severity=Severity.INFO, preset="strict")
def mixed_time_grain(graph: ServiceGraph, *, ratio: float = 1_000) -> Iterator[Finding]:
    """Report services whose longest step takes ``ratio`` times as long as the shortest one.

    Notes
    -----
    Seconds beside days are two services in one drawing: the one hides in the other.

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
            message = f"'{label}' takes {_shown(most)}, another step {_shown(least)}"
            yield Finding(step, message, "put the fine part into a blueprint of its own: 'detail: approval.yaml'")


@rule("BP519", "wait-after-payment", severity=Severity.INFO, preset="strict")
def wait_after_payment(graph: ServiceGraph) -> Iterator[Finding]:
    """Report waits after customers have paid.

    Notes
    -----
    The end is what is remembered, and after paying customers want to be gone. What belongs to the payment, up to the
    next customer step, does not count. Payments are found by the words of labels in English, German, Chinese and
    Japanese; in other languages the rule keeps quiet.

    Examples
    --------
    Wrong: ``pay >> wait for the car``. Right: the car waits before the bill comes.

    References
    ----------
    Lovelock, C. and Wirtz, J. (2011). Services Marketing, chapter 9, on post-process waits.
    """
    language = graph.blueprint.language.split("-")[0].lower()
    words = [_PAYING[name] for name in dict.fromkeys((language, "zh", "ja")) if name in _PAYING]
    paying = [step.id for step in graph.steps_of("customer") if any(item.match(step.label) for item in words)]
    after = _after(graph, paying) if paying else set()
    for step, point in _waits(graph):
        if step.id in after:
            message = f"customers wait after they have paid: '{point.label}'"
            yield Finding(point.id, message, "move the wait before the payment, or tell them when it ends")


def _after(graph: ServiceGraph, steps: Iterable[str]) -> set[str]:
    """Return the next customer steps after some, and all that follows them on the standard way."""
    customers = {step.id for step in graph.steps_of("customer")}
    near, past = set(steps), set[str]()
    for name, before in timeline_of(graph).before.items():  # in the order of time
        if not past.isdisjoint(before):
            past.add(name)
        elif not near.isdisjoint(before):
            (past if name in customers else near).add(name)
    return past


@rule("BP520", "impossible-promise", severity=Severity.WARNING)
def impossible_promise(graph: ServiceGraph) -> Iterator[Finding]:
    """Report promises to most customers that are shorter than the usual time of what they promise.

    Notes
    -----
    On a usual day the promise is broken. A step is promised with the wait for it, a wait alone, and the service, or a
    stretch of it, from the first step to the last one.

    Examples
    --------
    Wrong: ``standard: 5 min`` with a wait of 4 minutes and a service of 3. Right: ``standard: 10 min``, or be faster.
    """
    for step in graph.steps:
        waits = [point.standard_time for point in step.wait_points]
        for standard in step.standard:
            service = _service_time(graph.blueprint, step, standard)
            if service is not None:
                usual = service + sum(time or 0.0 for time in waits)  # unknown waits make it longer still
                yield from _broken(step.id, step.label, usual, standard)
        for point in step.wait_points:
            for standard in point.standard:
                if point.standard_time is not None:
                    yield from _broken(point.id, point.label, point.standard_time, standard)
    yield from _broken_promises_of_the_service(graph)


def _broken(element: str | None, label: str, usual: float, standard: StepStandard | Standard) -> Iterator[Finding]:
    limit = standard.target.limit
    if limit is not None and standard.target.share >= _MOST and usual > limit:
        message = f"'{label}' usually takes {_shown(usual)}, and {standard.target} is promised"
        hint = f"promise what can be kept, such as '{write_time(_rounded_up(usual))}', or be faster"
        yield Finding(element, message, hint, field="standard" if element is not None else "standards")


def _rounded_up(time: float) -> float:
    """Return the next time that somebody would promise: half as much again, in whole minutes where it is that long."""
    grain = 60 if time >= 60 else 1
    return -(-time * 1.5 // grain) * grain


def _service_time(blueprint: Blueprint, step: Step, standard: StepStandard) -> Seconds | None:
    """Return the usual time of a step for those that a promise is made to."""
    time = step.service_time
    if standard.customer_class is None or time is None or isinstance(time, Distribution):
        return standard_time(blueprint, step)
    own = dict(time).get(standard.customer_class)
    return None if own is None else own.mean


def _broken_promises_of_the_service(graph: ServiceGraph) -> Iterator[Finding]:
    for standard in graph.blueprint.standards:
        if standard.target.limit is None or standard.working or standard.classes:
            continue  # words; a clock that stops; times of one class, which may differ from the mean
        timeline = timeline_of(graph)
        first = timeline.steps.get(standard.start or "")
        last = timeline.steps.get(standard.end or "")
        if (standard.start and not first) or (standard.end and not last):
            continue  # off the usual way
        end = timeline.standard_time if last is None else last.finish
        if first is None:
            end = timeline.least_time if last is None else last.finish_at_least
        if end is not None and (first is None or first.start is not None):
            start = 0.0 if first is None or first.start is None else first.start
            yield from _broken(None, str(standard.target), end - start, standard)


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
        if point.standard_time is not None and point.standard_time >= least and not any(_feelings(point)):
            message = f"nobody has asked how it feels to wait: '{point.label}'"
            yield Finding(point.id, message, "add what is known, such as 'occupied: false' or 'announced: true'")


def _feelings(point: WaitPoint) -> Iterator[bool]:
    """Yield for each thing that shapes how a wait feels whether it is known."""
    for word in ("occupied", "announced", "explained", "fair", "comfortable", "accompanied", "familiar", "anxious"):
        yield getattr(point, word) is not None
    yield point.valued is not None


@rule("BP522", "mostly-waiting", severity=Severity.INFO, preset="strict")
def mostly_waiting(graph: ServiceGraph, *, share: float = 0.5) -> Iterator[Finding]:
    """Report services in which customers wait for more than this share of their time, named waits and dark time alike.

    Notes
    -----
    Most of what customers will remember is waiting. Nothing is said while a time on their way is unknown.

    Examples
    --------
    Wrong: an hour in the waiting room for ten minutes with the doctor. Right: fewer waits, or something to do in them.

    References
    ----------
    Davis, M. M. and Heineke, J. (1994). Understanding the roles of the customer and the operation for better queue
    management. International Journal of Operations and Production Management 14(5), 21-34.
    """
    timeline = timeline_of(graph)
    total = timeline.standard_time
    if total:
        waiting = sum(part.duration or 0.0 for part in timeline.stretches if part.kind != "service")
        if waiting > share * total:
            message = f"customers wait for {_shown(waiting)} of {_shown(total)}"
            yield Finding(None, message, "begin with the longest wait: shorten it, or give customers something to do")
