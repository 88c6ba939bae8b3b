"""Rules about resources: who does it, and whether there are enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import Demand
from blueprint.rules.base import Finding, rule


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
    """Report resources that no step and no wait needs.

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
    for resource in graph.blueprint.resources:
        if resource.id not in used and graph.steps:
            message = f"no step needs '{resource.name}'"
            yield Finding(None, message, f"add 'resource: {resource.id}' to the steps that do, or delete it")


@rule("BP612", "more-than-there-are", severity=Severity.ERROR, preset="draft")
def more_than_there_are(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps that need more of a resource at once than there are.

    Notes
    -----
    Such a step can never begin.

    Examples
    --------
    Wrong: ``resources: {nurse: 2}`` with ``nurse: {capacity: 1}``. Right: ``capacity: 2``, or one nurse.
    """
    by_id = graph.blueprint.resource_by_id
    for step in graph.steps:
        for demand in (*step.resources, *step.seizes):
            most = max(_most(by_id[name]) for name in demand.alternatives)
            if demand.amount > most:
                names = " or ".join(by_id[name].name for name in demand.alternatives)
                message = f"'{step.label}' needs {demand.amount} of {names} at once, and there are {most}"
                yield Finding(step.id, message, "raise the capacity, or need fewer")


def _most(resource: object) -> int:
    """Return how many there are at most at any time."""
    scheduled = [count for _, count in resource.schedule]  # type: ignore[attr-defined]
    return max(scheduled) if scheduled else int(resource.capacity)  # type: ignore[attr-defined]


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
            yield Finding(None, message, "cross-train somebody, or move work to another moment")


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
            yield Finding(None, message, "say how many there are: 'schedule: {\"09:00-12:00\": 2}'")


@rule("BP615", "held-to-the-end", severity=Severity.INFO)
def held_to_the_end(graph: ServiceGraph) -> Iterator[Finding]:
    """Report resources that steps seize and no step releases.

    Notes
    -----
    They are held until the customer leaves. That is right for a table, and wrong for a person.

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
    What is not held cannot be given back; a name or a flow is wrong.

    Examples
    --------
    Wrong: ``releases: table`` and no ``seizes: table`` before it. Right: ``seizes: table`` at the seating.
    """
    holders: dict[str, list[str]] = {}
    for step in graph.steps:
        for name in _named(step.seizes):
            holders.setdefault(name, []).append(step.id)
    reached = {name: graph.reachable(steps) for name, steps in holders.items()}
    for step in graph.steps:
        for name in sorted(_named(step.releases)):
            if step.id not in reached.get(name, ()):
                label = graph.blueprint.resource_by_id[name].name
                message = f"'{step.label}' releases {label}, which nobody holds here"
                yield Finding(step.id, message, f"add 'seizes: {name}' to the step where it is taken", field="releases")


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
