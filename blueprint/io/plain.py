"""Plain data of a blueprint in the words of the format: what is as it is by default is left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from blueprint.model import STANDARD_LANES, Arrivals, Blueprint, Demand, Flow, Lane, Phase, Step, slug
from blueprint.model.base import Element
from blueprint.model.times import StepStandard
from blueprint.units import Rate, Seconds, Share

Data = dict[str, Any]
"""Keys with texts, numbers, flags, lists or more keys."""


def plain_blueprint(blueprint: Blueprint) -> Data:
    """Return a blueprint as plain data, in the order of the page that describes the format."""
    fields = _fields(blueprint, skip=("id", "lanes", "resources", "phases", "flows"))
    head: Data = {"schema": blueprint.schema_version, **_own_id(blueprint, blueprint.title)}
    if blueprint.lanes != STANDARD_LANES:
        head["lanes"] = _lanes(blueprint.lanes)
    if blueprint.resources:
        head["resources"] = {item.id: _fields(item, skip=("id",)) for item in blueprint.resources}
    for word, items in (("classes", blueprint.classes), ("standards", blueprint.standards)):
        if items:
            fields[word] = [_with_own_id(item) for item in items]
    body: Data = _phases(blueprint.phases) if blueprint.phases else {}
    if blueprint.flows:
        body["flows"] = list(_flows(blueprint.flows))
    known = {**head, **fields, **body}
    return {word: known[word] for word in _ORDER if word in known}


_ORDER = (
    "schema", "title", "id", "description", "language", "status", "version", "customer", "arrivals", "calendar",
    "acceptable_time", "lanes", "resources", "classes", "standards", "economics", "measures", "phases", "steps",
    "flows", "sources",
)  # fmt: skip


# --- elements --------------------------------------------------------------------------------------------------------


def _fields(element: Element, skip: Iterable[str] = ()) -> Data:
    """Return the fields that differ from their defaults, under the words of the format."""
    left_out = set(skip)
    found: Data = {}
    for name, info in type(element).model_fields.items():
        value = getattr(element, name)
        if name not in left_out and value != info.default:
            found[info.alias or name] = _value(value)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, Share):
        written = str(value)
        return written if written.endswith("%") else float(value)
    if isinstance(value, float) and not isinstance(value, Seconds | Rate):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, Arrivals):
        return _arrivals(value)
    if isinstance(value, Element):
        return _fields(value)
    if isinstance(value, tuple):
        return _collection(value)
    return str(value)


def _collection(items: tuple[Any, ...]) -> Any:
    """Return a list, or keys with values where the model has pairs."""
    if items and isinstance(items[0], tuple):
        return {str(key): _value(value) for key, value in items}
    if items and isinstance(items[0], StepStandard):
        return _step_standards(items)
    if items and isinstance(items[0], Demand):
        return _demands(items)
    return [_value(item) for item in items]


def _own_id(element: Any, label: str) -> Data:
    """Return the id of an element, if it is another than its label gives."""
    return {} if element.id == slug(label) else {"id": element.id}


def _with_own_id(element: Any) -> Data:
    """Return the fields of a class of customers or a standard, its name first."""
    name = next(iter(type(element).model_fields))
    fields = _fields(element, skip=("id",))
    word = next(iter(fields))
    return {word: fields.pop(word), **_own_id(element, str(getattr(element, name))), **fields}


def _lanes(lanes: tuple[Lane, ...]) -> Any:
    if all(lane == Lane(id=lane.kind, kind=lane.kind) for lane in lanes):
        return [lane.id for lane in lanes]
    return {lane.id: _fields(lane, skip=("id", "kind") if lane.id == lane.kind else ("id",)) for lane in lanes}


def _arrivals(arrivals: Arrivals) -> Any:
    if arrivals.pattern is not None:
        return _value(arrivals.pattern)
    words = ((field.name, getattr(arrivals, field.name)) for field in dataclasses.fields(arrivals))
    return {word: _value(value) for word, value in words if value is not None}


_POINTS = ("evidence", "fail_points", "wait_points")


# --- phases and steps ------------------------------------------------------------------------------------------------


def _phases(phases: tuple[Phase, ...]) -> Data:
    if len(phases) == 1 and phases[0] == Phase(steps=phases[0].steps):
        return {"steps": [_step(step) for step in phases[0].steps]}
    return {"phases": [_phase(phase) for phase in phases]}


def _phase(phase: Phase) -> Data:
    found: Data = {"phase": phase.label} if phase.label else {}
    found |= _own_id(phase, phase.label)
    if phase.description is not None:
        found["description"] = phase.description
    if phase.steps:
        found["steps"] = [_step(step) for step in phase.steps]
    return found


def _step(step: Step) -> Data:
    found: Data = {step.lane: step.label, "id": step.id}
    for word, value in _fields(step, skip=("lane", "label", "id")).items():
        if word in _POINTS:
            found[word] = [_point(point, step.id) for point in getattr(step, word)]
        else:
            found["resource" if word == "resources" and isinstance(value, str) else word] = value
    return found


def _point(point: Any, step: str) -> Any:
    """Return evidence, a fail point or a wait point; a lone label where there is no more to say."""
    fields = _fields(point, skip=("id",))
    word = next(iter(fields))
    if point.id != f"{step}/{slug(point.label) or 'point'}":
        fields = {word: fields.pop(word), "id": point.id, **fields}
    return fields[word] if len(fields) == 1 else fields


def _demands(demands: tuple[Demand, ...]) -> Any:
    written = {" | ".join(demand.alternatives): demand.amount for demand in demands}
    if any(amount != 1 for amount in written.values()):
        return written
    return list(written) if len(written) > 1 else next(iter(written))


def _step_standards(standards: tuple[StepStandard, ...]) -> Any:
    classes = [item.customer_class for item in standards]
    if None not in classes and len(set(classes)) == len(classes):
        return {str(item.customer_class): str(item.target) for item in standards}
    written = [
        str(item.target) if item.customer_class is None else {item.customer_class: str(item.target)}
        for item in standards
    ]
    return written if len(written) > 1 else written[0]


# --- flows -----------------------------------------------------------------------------------------------------------


_ARROW = " >> "
_WIDEST_CHAIN = 100  # characters


def _flows(flows: tuple[Flow, ...]) -> Iterator[Any]:
    """Yield flows; those that only lead on from one step to the next are one chain, as long as a line is wide."""
    chain: list[str] = []
    for flow, default in zip(flows, _default_ids(flows), strict=True):
        extra = _fields(flow, skip=("source", "target", "kind", "id"))
        if flow.id != default:
            extra = {"id": flow.id, **extra}
        is_plain = flow.kind == "flow" and not extra
        is_short = sum(map(len, chain)) + len(_ARROW) * len(chain) + len(flow.target) <= _WIDEST_CHAIN
        if is_plain and is_short and chain and chain[-1] == flow.source:
            chain.append(flow.target)
            continue
        if chain:
            yield _ARROW.join(chain)
        chain = [flow.source, flow.target] if is_plain else []
        if not is_plain:
            yield _relation(flow, extra)
    if chain:
        yield _ARROW.join(chain)


def _relation(flow: Flow, extra: Mapping[str, Any]) -> Data:
    return {flow.kind: f"{flow.source} >> {flow.target}", **extra}


def _default_ids(flows: tuple[Flow, ...]) -> Iterator[str]:
    seen: dict[tuple[str, str], int] = {}
    for flow in flows:
        pair = (flow.source, flow.target)
        seen[pair] = number = seen.get(pair, 0) + 1
        yield f"{flow.source}>>{flow.target}" + (f"#{number}" if number > 1 else "")
