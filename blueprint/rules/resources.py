"""Rules about resources: who does it, and whether there are enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import Arrivals, Demand, Resource, Step
from blueprint.rules.base import Finding, rule
from blueprint.units import Rate, Seconds, Window, hours

_DAY = int(hours(24))
_WEEK = 7 * _DAY


def _named(demands: Iterable[Demand]) -> set[str]:
    return {name for demand in demands for name in demand.alternatives}


@rule("BP610", "step-without-resource", severity=Severity.INFO)
def step_without_resource(graph: ServiceGraph) -> Iterator[Finding]:
    """Report work with a time and nobody who does it, where most other work says who.

    Notes
    -----
    Its load falls on nobody, so everybody looks less busy than they are.

    Examples
    --------
    Wrong: ``- backstage: Cook`` with ``service_time: 10 min`` alone. Right: the same with ``resource: cook``.
    """
    timed = [step for step in graph.steps_of("onstage", "backstage") if step.service_time is not None]
    missing = [step for step in timed if not step.resources and step.owner is None]
    if len(timed) - len(missing) <= len(missing):
        return
    for step in missing:
        names = [resource.id for resource in graph.blueprint.resources] or ["clerk"]
        yield Finding(step.id, f"nobody is said to do '{step.label}'", f"add 'resource: {names[0]}'")


@rule("BP611", "unused-resource", severity=Severity.WARNING)
def unused_resource(graph: ServiceGraph) -> Iterator[Finding]:
    """Report resources that no step and no wait needs, where others are needed.

    Notes
    -----
    Either they cost money for nothing, or the steps that need them do not say so.

    Examples
    --------
    Wrong: ``resources: {porter: {}}`` and no step with ``resource: porter``. Right: a step that needs one, or none.
    """
    used: set[str] = set()
    for step in graph.steps:
        used |= _named((*step.resources, *step.seizes, *step.releases))
        used |= {point.resource for point in step.wait_points if point.resource is not None}
    if not used:
        return  # nobody has said yet who does what
    for resource in graph.blueprint.resources:
        if resource.id not in used:
            message = f"no step needs '{resource.name}'"
            hint = f"add 'resource: {resource.id}' to the steps that do, or delete it"
            yield Finding(None, message, hint, field="resources")


@rule("BP612", "more-than-there-are", severity=Severity.ERROR, preset="draft")
def more_than_there_are(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps that need more of a resource at once than there are.

    Notes
    -----
    Such a step can never begin. With a schedule, the most that are on duty at any time count.

    Examples
    --------
    Wrong: ``resources: {nurse: 2}`` with ``nurse: {capacity: 1}``. Right: ``capacity: 2``, or one nurse.
    """
    by_id = graph.blueprint.resource_by_id
    for step in graph.steps:
        amounts: dict[tuple[str, ...], int] = {}
        for demand in (*step.resources, *step.seizes):  # both are taken at once
            amounts[demand.alternatives] = amounts.get(demand.alternatives, 0) + demand.amount
        for alternatives, amount in amounts.items():
            most = max(_most(by_id[name]) for name in alternatives)
            if amount > most > 0:  # where there is none at all, BP614 says so
                names = " or ".join(by_id[name].name for name in alternatives)
                message = f"'{step.label}' needs {amount} of {names} at once, and there are {most}"
                hint = f"need fewer, or write 'capacity: {amount}' if there are as many"
                yield Finding(step.id, message, hint, field="resources" if step.resources else "seizes")


def _most(resource: Resource) -> int:
    """Return how many there are at most at any time."""
    return max((count for _, count in resource.schedule), default=resource.capacity)


@rule("BP613", "one-for-many", severity=Severity.INFO, preset="strict")
def one_for_many(graph: ServiceGraph, *, steps: int = 4) -> Iterator[Finding]:
    """Report resources of which there is one, and which this many steps before the customer need.

    Notes
    -----
    One pair of hands for many moments is where queues begin, and where all stops when it is ill.

    Examples
    --------
    Wrong: one host who greets, seats, bills and says goodbye. Right: a second one who can do some of it.
    """
    visible = {step.id for step in graph.steps_of("onstage")}
    uses: dict[str, list[str]] = {}
    for step in graph.steps:
        if step.id in visible:
            for demand in step.resources:
                if len(demand.alternatives) == 1:
                    uses.setdefault(demand.alternatives[0], []).append(step.label)
    for resource in graph.blueprint.resources:
        found = uses.get(resource.id, [])
        if resource.kind == "people" and _most(resource) == 1 and len(found) >= steps:
            message = f"there is one {resource.name} for {len(found)} steps that customers see"
            hint = f"let somebody else do some of it: 'resource: {resource.id} | colleague'"
            yield Finding(None, message, hint, field="resources")


@rule("BP614", "nobody-on-duty", severity=Severity.WARNING)
def nobody_on_duty(graph: ServiceGraph) -> Iterator[Finding]:
    """Report resources that are never on duty: all hours of their schedule have nobody.

    Notes
    -----
    Outside its schedule a resource rests; one that always rests serves nobody.

    Examples
    --------
    Wrong: ``schedule: {"09:00-12:00": 0}``. Right: the number of people in these hours.
    """
    for resource in graph.blueprint.resources:
        if resource.schedule and all(count == 0 for _, count in resource.schedule):
            message = f"nobody of '{resource.name}' is ever on duty"
            hint = "say how many there are: 'schedule: {\"09:00-12:00\": 2}'"
            yield Finding(None, message, hint, field="resources")


@rule("BP615", "held-to-the-end", severity=Severity.INFO, preset="strict")
def held_to_the_end(graph: ServiceGraph) -> Iterator[Finding]:
    """Report resources that steps seize and no step releases.

    Notes
    -----
    They are held until the customer leaves. That is right for a table, and seldom for a person. Only people are asked.

    Examples
    --------
    Wrong: ``seizes: porter`` and no ``releases: porter``. Right: ``releases: porter`` where the bags are down.
    """
    released = {name for step in graph.steps for name in _named(step.releases)}
    by_id = graph.blueprint.resource_by_id
    told: set[str] = set()
    for step in graph.steps:
        for name in sorted(_named(step.seizes) - released - told):
            told.add(name)
            if by_id[name].kind == "people":
                message = f"'{by_id[name].name}' is seized at '{step.label}' and never released"
                yield Finding(step.id, message, f"add 'releases: {name}' where it is free again", field="seizes")


@rule("BP616", "release-of-nothing", severity=Severity.ERROR, preset="draft")
def release_of_nothing(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps that release a resource that no step before them seizes.

    Notes
    -----
    What is not held cannot be given back; a name or a flow is wrong. As long as the step has no flow, it is enough
    that some step seizes the resource.

    Examples
    --------
    Wrong: ``releases: table`` and no ``seizes: table`` before it. Right: ``seizes: table`` at the seating.
    """
    seized = {name for step in graph.steps for name in _named(step.seizes)}
    if not any(step.releases for step in graph.steps):
        return
    held = _held(graph)
    for step in graph.steps:
        here = held[step.id] if graph.flows_in(step.id) or graph.flows_out(step.id) else seized
        if (released := _named(step.releases)) and not released & here:
            names = " or ".join(sorted(graph.blueprint.resource_by_id[name].name for name in released))
            message = f"'{step.label}' releases {names}, which nobody holds here"
            hint = f"add 'seizes: {min(released)}' to the step where it is taken"
            yield Finding(step.id, message, hint, field="releases")


def _held(graph: ServiceGraph) -> dict[str, set[str]]:
    """Return what may be held at each step: what it, or any step on a way to it, seizes."""
    held = {step.id: _named(step.seizes) for step in graph.steps}
    ahead: dict[str, list[str]] = {
        step.id: [point.recovery for point in step.fail_points if point.recovery] for step in graph.steps
    }
    for flow in graph.flows:
        ahead[flow.source].append(flow.target)
    waiting = [name for name in reversed(graph.in_time_order) if held[name]]
    while waiting:
        here = waiting.pop()
        for other in ahead[here]:
            if not held[here] <= held[other]:
                held[other] |= held[here]
                waiting.append(other)
    return held


@rule("BP617", "step-without-owner", severity=Severity.INFO, preset="strict")
def step_without_owner(graph: ServiceGraph) -> Iterator[Finding]:
    """Report provider steps without an owner, where most others have one.

    Notes
    -----
    What nobody answers for is nobody's to improve.

    Examples
    --------
    Wrong: ``- backstage: Pack`` beside others with ``owner``. Right: the same with ``owner: Shift lead``.
    """
    steps = graph.steps_of("onstage", "backstage", "support")
    missing = [step for step in steps if step.owner is None]
    if len(steps) - len(missing) > len(missing):
        for step in missing:
            yield Finding(step.id, f"nobody answers for '{step.label}'", "add 'owner: Shift lead'")


@rule("BP618", "unserved-arrivals", severity=Severity.WARNING)
def unserved_arrivals(graph: ServiceGraph) -> Iterator[Finding]:
    """Report hours in which customers come and nobody is on duty of whom they need first.

    Notes
    -----
    They stand before a closed counter. Compared are hours that are written: those of arrivals or of the calendar with
    the schedule of what the first steps need. Who has no schedule is there whenever the service is open.

    Examples
    --------
    Wrong: ``arrivals: {"08:00-18:00": 20 per hour}`` and ``teller: {schedule: {"09:00-17:00": 3}}``. Right: a teller
    from 08:00 on, or arrivals from 09:00.

    References
    ----------
    Green, L. V., Kolesar, P. J. and Whitt, W. (2007). Coping with time-varying demand when setting staffing
    requirements for a service system. Production and Operations Management 16(1), 13-39.
    """
    by_id = graph.blueprint.resource_by_id
    told: set[tuple[str, tuple[str, ...]]] = set()
    for arrivals, entry in _comings(graph):
        coming = _hours_of(graph, arrivals)
        for step in _first_served(graph, entry) if coming else ():
            for demand in (*step.resources, *step.seizes):
                found = [by_id[name] for name in demand.alternatives]
                if (step.id, demand.alternatives) in told or not all(resource.schedule for resource in found):
                    continue
                duty = [window for resource in found for window, count in resource.schedule if count >= demand.amount]
                alone = _without(coming, _hours(duty))
                if alone and duty:  # where there is none at all, BP612 or BP614 says so
                    told.add((step.id, demand.alternatives))
                    names = " or ".join(resource.name for resource in found)
                    times = ", ".join(str(window) for window in _windows(alone))
                    message = f"customers come when '{step.label}' finds nobody of {names} on duty: {times}"
                    hint = f"extend the schedule of '{found[0].id}', or let customers come later"
                    yield Finding(step.id, message, hint, field="resources" if step.resources else "seizes")


def _comings(graph: ServiceGraph) -> Iterator[tuple[Arrivals, str]]:
    """Yield how customers come, with the step where they enter."""
    classes = graph.blueprint.classes
    first = [step.id for step in graph.steps_of("customer")[:1]]
    for item in classes:
        arrivals = item.arrivals or graph.blueprint.arrivals
        for entry in [item.enters] if item.enters is not None else first:
            if arrivals is not None:
                yield arrivals, entry
    if not classes and graph.blueprint.arrivals is not None:
        for entry in first:
            yield graph.blueprint.arrivals, entry


def _first_served(graph: ServiceGraph, entry: str) -> tuple[Step, ...]:
    """Return the steps next to the entry that need somebody."""
    seen, here = {entry}, [entry]
    while here:
        steps = [graph.blueprint.step_by_id[name] for name in here]
        if found := tuple(step for step in steps if step.resources or step.seizes):
            return found
        ahead = dict.fromkeys(other for name in here for other in graph.successors(name))
        here = [name for name in ahead if name not in seen]
        seen.update(here)
    return ()


Hours = list[tuple[int, int]]
"""Stretches of the week from Monday 00:00 [s], in order, none across midnight."""


def _hours_of(graph: ServiceGraph, arrivals: Arrivals) -> Hours:
    """Return when customers come; nothing where no hours are written."""
    opened = graph.blueprint.calendar.open if graph.blueprint.calendar is not None else ()
    pattern = arrivals.pattern if arrivals.pattern is not None else arrivals.appointments
    if not isinstance(pattern, tuple):
        return _hours(opened)
    coming = _hours(window for window, pace in pattern if not (isinstance(pace, Rate) and pace == 0))
    return _without(coming, _without([(0, _WEEK)], _hours(opened))) if opened else coming


def _hours(windows: Iterable[Window]) -> Hours:
    found = []
    for window in windows:
        length = int(window.end - window.start) % _DAY or _DAY
        for day in window.days or range(7):
            start = day * _DAY + int(window.start)
            midnight = (day + 1) * _DAY
            found.append((start, min(start + length, midnight)))
            if start + length > midnight:
                found.append((midnight % _WEEK, midnight % _WEEK + start + length - midnight))
    return sorted(found)


def _without(hours: Hours, others: Hours) -> Hours:
    """Return the parts of some hours that do not lie in others."""
    left: Hours = []
    for start, end in hours:
        for low, high in others:
            if low < end and high > start:
                if low > start:
                    left.append((start, low))
                start = max(start, high)
        if start < end:
            left.append((start, end))
    return left


def _windows(hours: Hours) -> Iterator[Window]:
    """Yield the windows that some hours make, equal hours of several days in one."""
    days: dict[tuple[int, int], list[int]] = {}
    for start, end in hours:
        day = start // _DAY
        days.setdefault((start - day * _DAY, end - day * _DAY), []).append(day)
    for (start, end), found in days.items():
        yield Window(tuple(found), Seconds(start), Seconds(end))
