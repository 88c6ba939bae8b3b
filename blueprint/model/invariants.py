"""Invariants: what must hold between the parts of a blueprint; opinions are rules, and stand elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING

from blueprint.diagnostics import SourcePath, did_you_mean
from blueprint.model.ids import END
from blueprint.model.problems import MOST_PROBLEMS, Problem
from blueprint.model.steps import Demand, Step

if TYPE_CHECKING:
    from blueprint.model.service import Blueprint

WORDS_OF_STEP = (*(word for word in Step.model_fields if word not in ("lane", "label")), "resource")
"""Keys of a step in a file, beside the key of its lane."""

Check = Callable[["Blueprint"], Iterable[Problem]]


def find_problems(blueprint: Blueprint) -> list[Problem]:
    """Return the contradictions between the parts in the order of the checks, not more than `MOST_PROBLEMS`."""
    checks: tuple[Check, ...] = (
        _lanes,
        _phases,
        _lanes_of_steps,
        _unique_ids,
        _flows,
        _steps_that_steps_name,
        _resources_that_steps_name,
        _classes_that_are_named,
        _steps_that_the_service_names,
    )
    return list(islice((problem for check in checks for problem in check(blueprint)), MOST_PROBLEMS))


def _located_steps(blueprint: Blueprint) -> Iterator[tuple[SourcePath, Step]]:
    for number, phase in enumerate(blueprint.phases):
        for index, step in enumerate(phase.steps):
            yield ("phases", number, "steps", index), step


def _dangling(kind: str, name: str, known: Iterable[str], path: SourcePath, element: str | None = None) -> Problem:
    candidates = list(known)
    way_out = did_you_mean(name, _likely(name, candidates)) or f"declare it, or take it out: no {kind} is declared yet"
    return Problem("BP104", "unknown-reference", f"there is no {kind} '{name}'", path, way_out, element)


_MANY = 100


def _likely(name: str, known: list[str]) -> list[str]:
    """Keep those of many names that share most pairs of letters, for comparing closely takes long."""
    if len(known) <= _MANY:
        return known
    pairs = _pairs(name)
    return nlargest(_MANY // 4, known, key=lambda item: len(pairs & _pairs(item)))


def _pairs(name: str) -> set[str]:
    text = name[:100].casefold()
    return {text[index : index + 2] for index in range(len(text))}


def _lanes(blueprint: Blueprint) -> Iterator[Problem]:
    if not blueprint.lanes:
        yield Problem(
            "BP201", "unknown-lane", "no lane is declared", ("lanes",), "leave 'lanes' out for the usual five"
        )
    evidence = [index for index, lane in enumerate(blueprint.lanes) if lane.kind == "evidence"]
    for index in evidence[1:]:
        message = "there is a second lane of kind evidence"
        yield Problem(
            "BP205",
            "second-evidence-lane",
            message,
            ("lanes", index),
            "keep one: evidence belongs to steps",
            related=(("lanes", evidence[0]),),
        )
    for index, lane in enumerate(blueprint.lanes):
        if lane.id in WORDS_OF_STEP and (lane.id, lane.kind) != ("evidence", "evidence"):
            message = f"'{lane.id}' is a word of a step and cannot be the id of a lane"
            hint = f"choose another id, such as '{lane.id}-lane', and keep '{lane.id}' as its label"
            yield Problem("BP204", "lane-named-like-a-key", message, ("lanes", index, "id"), hint, lane.id)


def _phases(blueprint: Blueprint) -> Iterator[Problem]:
    for index, phase in enumerate(blueprint.phases):
        if not phase.label and len(blueprint.phases) > 1:
            hint = "write 'phase: Arrive' above its steps"
            yield Problem("BP106", "unnamed-phase", "this phase has no name", ("phases", index), hint)


def _lanes_of_steps(blueprint: Blueprint) -> Iterator[Problem]:
    for path, step in _located_steps(blueprint):
        lane = blueprint.lane_by_id.get(step.lane)
        if lane is None:
            hint = did_you_mean(step.lane, blueprint.lane_by_id)
            if step.lane == "management":
                hint = "add the lane: 'lanes: {customer: {}, onstage: {}, backstage: {}, support: {}, management: {}}'"
            yield Problem("BP201", "unknown-lane", f"there is no lane '{step.lane}'", (*path, "lane"), hint, step.id)
        elif lane.kind == "evidence":
            hint = "write it as 'evidence: [Menu]' at the step where the customer meets it"
            message = "the evidence lane has no steps of its own"
            yield Problem("BP203", "step-in-evidence-lane", message, (*path, "lane"), hint, step.id)


def _unique_ids(blueprint: Blueprint) -> Iterator[Problem]:
    steps = [(step.id, (*path, "id")) for path, step in _located_steps(blueprint)]
    points = [
        (point.id, (*path, *inside))
        for path, step in _located_steps(blueprint)
        for inside, point in step.located_points()
    ]
    yield from _repeated([*steps, *points])
    for word in ("lanes", "phases", "resources", "classes", "standards", "flows"):
        yield from _repeated([(item.id, (word, index, "id")) for index, item in enumerate(getattr(blueprint, word))])


def _repeated(space: Iterable[tuple[str, SourcePath]]) -> Iterator[Problem]:
    first: dict[str, SourcePath] = {}
    for name, path in space:
        if name and name in first:  # an unnamed phase has no id, and is reported as unnamed
            hint = "give one of the two an id of its own: 'id: …'"
            message = f"the id '{name}' is used twice"
            yield Problem("BP103", "duplicate-id", message, path, hint, name, related=(first[name],))
        first.setdefault(name, path)


def _flows(blueprint: Blueprint) -> Iterator[Problem]:
    known = blueprint.step_by_id
    for index, flow in enumerate(blueprint.flows):
        path: SourcePath = ("flows", index)
        if flow.source == END:
            hint = "turn it round: 'pay >> end' lets the customer leave after paying"
            yield Problem("BP311", "flow-from-end", "nothing flows out of 'end'", (*path, "source"), hint, flow.id)
        elif flow.source not in known:
            yield _dangling("step", flow.source, known, (*path, "source"), flow.id)
        if flow.target == END and flow.kind != "flow":
            message = f"only a flow may lead to 'end', not '{flow.kind}'"
            hint = f"write it as a flow: '{flow.source} >> {END}'"
            yield Problem("BP312", "relation-to-end", message, (*path, "target"), hint, flow.id)
        elif flow.target != END and flow.target not in known:
            yield _dangling("step", flow.target, (*known, END), (*path, "target"), flow.id)


def _steps_that_steps_name(blueprint: Blueprint) -> Iterator[Problem]:
    known = blueprint.step_by_id
    for path, step in _located_steps(blueprint):
        if step.moment is not None:
            if step.moment not in known:
                yield _dangling("step", step.moment, known, (*path, "moment"), step.id)
            elif _kind(blueprint, known[step.moment]) != "customer":
                message = f"'{step.moment}' is no customer step"
                hint = "name the customer step that it is drawn with, or leave 'moment' out"
                yield Problem("BP107", "moment-is-no-customer-step", message, (*path, "moment"), hint, step.id)
        for index, point in enumerate(step.fail_points):
            if point.recovery is not None and point.recovery not in known:
                yield _dangling("step", point.recovery, known, (*path, "fail_points", index, "recovery"), point.id)


def _kind(blueprint: Blueprint, step: Step) -> str | None:
    lane = blueprint.lane_by_id.get(step.lane)
    return lane.kind if lane else None


def _resources_that_steps_name(blueprint: Blueprint) -> Iterator[Problem]:
    known = blueprint.resource_by_id
    for path, step in _located_steps(blueprint):
        demands: tuple[tuple[str, tuple[Demand, ...]], ...] = (
            ("resources", step.resources),
            ("seizes", step.seizes),
            ("releases", step.releases),
        )
        for word, found in demands:
            for index, demand in enumerate(found):
                for name in demand.alternatives:
                    if name not in known:
                        yield _dangling("resource", name, known, (*path, word, index), step.id)
        for index, point in enumerate(step.wait_points):
            if point.resource is not None and point.resource not in known:
                yield _dangling("resource", point.resource, known, (*path, "wait_points", index, "resource"), point.id)


def _classes_that_are_named(blueprint: Blueprint) -> Iterator[Problem]:
    known = [item.id for item in blueprint.classes]
    for name, path, element in _class_references(blueprint):
        if name not in known:
            yield _dangling("class", name, known, path, element)


def _class_references(blueprint: Blueprint) -> Iterator[tuple[str, SourcePath, str]]:
    for path, step in _located_steps(blueprint):
        if isinstance(step.service_time, tuple):
            for name, _ in step.service_time:
                yield name, (*path, "service_time", name), step.id
        for standard in step.standard:
            if standard.customer_class is not None:
                yield standard.customer_class, (*path, "standard", standard.customer_class), step.id
    for index, flow in enumerate(blueprint.flows):
        for place, name in enumerate(flow.classes):
            yield name, ("flows", index, "classes", place), flow.id
    for index, promise in enumerate(blueprint.standards):
        for place, name in enumerate(promise.classes):
            yield name, ("standards", index, "classes", place), promise.id


def _steps_that_the_service_names(blueprint: Blueprint) -> Iterator[Problem]:
    known = blueprint.step_by_id
    for index, item in enumerate(blueprint.classes):
        if item.enters is not None and item.enters not in known:
            yield _dangling("step", item.enters, known, ("classes", index, "enters"), item.id)
    for index, promise in enumerate(blueprint.standards):
        for word, name in (("from", promise.start), ("to", promise.end)):
            if name is not None and name not in known:
                yield _dangling("step", name, known, ("standards", index, word), promise.id)
