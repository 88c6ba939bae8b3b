"""Edits made up at random: another version of a service, as people change services."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from blueprint.model import Blueprint, slug
from blueprint.model.base import Element
from tests.quality.generator import random_service

Data = dict[str, Any]


def edited(blueprint: Blueprint, seed: int) -> Blueprint:
    """Return another version of a service: steps added, removed, renamed, moved, with other words and flows."""
    random = Random(seed)
    data = _data(blueprint)
    for _ in range(random.choice((0, 1, 2, 4, 8, 16))):
        random.choice(EDITS)(data, random)
    return Blueprint.model_validate(data)


def renamed(blueprint: Blueprint, new_id: Callable[[str], str]) -> Blueprint:
    """Return a service whose steps have other ids, and nothing else is different."""
    data = _data(blueprint)
    for step in _steps(data):
        _rename(data, step["id"], new_id(step["id"]))
    return Blueprint.model_validate(data)


def _data(value: Any) -> Any:
    """Return elements as dicts of their fields; all other values are taken over as they are."""
    if isinstance(value, Element):
        return {name: _data(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple) and value and isinstance(value[0], Element):
        return tuple(_data(item) for item in value)
    return value


def _steps(data: Data) -> list[Data]:
    return [step for phase in data["phases"] for step in phase["steps"]]


def _points(data: Data) -> list[Data]:
    return [
        point for step in _steps(data) for kind in ("fail_points", "wait_points", "evidence") for point in step[kind]
    ]


def _any(items: Any, random: Random) -> Any:
    return random.choice(list(items)) if items else None


# --- edits -----------------------------------------------------------------------------------------------------------


def _remove_step(data: Data, random: Random) -> None:
    if (step := _any(_steps(data), random)) is None:
        return
    name = step["id"]
    for phase in data["phases"]:
        phase["steps"] = [other for other in phase["steps"] if other["id"] != name]
    data["flows"] = [flow for flow in data["flows"] if name not in (flow["source"], flow["target"])]
    for other in _steps(data):
        if other["moment"] == name:
            other["moment"] = None
        for point in other["fail_points"]:
            if point["recovery"] == name:
                point["recovery"] = None


def _add_step(data: Data, random: Random) -> None:
    found = _any(_steps(_data(random_service(random.randrange(10**6), 8))), random)
    lanes = [lane["id"] for lane in data["lanes"] if lane["kind"] != "evidence"]
    taken = {step["id"] for step in _steps(data)} | {point["id"] for point in _points(data)}
    if found is None or not lanes or not data["phases"]:
        return
    name = next(f"new-{number}" for number in range(1000) if f"new-{number}" not in taken)
    empty = dict.fromkeys(("fail_points", "wait_points", "evidence", "resources", "seizes", "releases"), ())
    step = {**found, "id": name, "lane": random.choice(lanes), "moment": None, **empty}
    phase = random.choice(data["phases"])
    at = random.randint(0, len(phase["steps"]))
    phase["steps"] = [*phase["steps"][:at], step, *phase["steps"][at:]]
    other = _any(_steps(data), random)
    _connect(data, *random.sample([name, other["id"]], 2))


def _connect(data: Data, source: str, target: str, kind: str = "flow") -> None:
    flow = {
        "source": source,
        "target": target,
        "kind": kind,
        "id": "",
        "probability": None,
        "condition": None,
        "classes": (),
    }
    taken = {item["id"] for item in data["flows"]}
    flow["id"] = next(
        name for n in range(10**4) if (name := f"{source}>>{target}" + (f"#{n + 1}" if n else "")) not in taken
    )
    data["flows"] = [*data["flows"], flow]


def _add_flow(data: Data, random: Random) -> None:
    steps = [step["id"] for step in _steps(data)]
    if len(steps) > 1:
        _connect(data, *random.sample(steps, 2), kind=random.choice(("flow", "needs", "exchange", "influences")))


def _remove_flow(data: Data, random: Random) -> None:
    if flow := _any(data["flows"], random):
        data["flows"] = [other for other in data["flows"] if other is not flow]


def _turn_flow(data: Data, random: Random) -> None:
    flow = _any([item for item in data["flows"] if item["target"] != "end"], random)
    if flow is not None:
        _remove_flow({**data, "flows": [flow]}, random)
        data["flows"] = [other for other in data["flows"] if other is not flow]
        _connect(data, flow["target"], flow["source"], flow["kind"])


def _other_kind(data: Data, random: Random) -> None:
    if flow := _any([item for item in data["flows"] if item["target"] != "end"], random):
        flow["kind"] = random.choice(("flow", "needs", "exchange", "influences"))


def _rename_step(data: Data, random: Random) -> None:
    if step := _any(_steps(data), random):
        taken = {other["id"] for other in (*_steps(data), *_points(data))}
        new = f"{step['id'][:100]}-{random.randint(2, 99)}"
        if new not in taken:
            _rename(data, step["id"], new)


def _rename(data: Data, old: str, new: str) -> None:
    for step in _steps(data):
        if step["id"] == old:
            step["id"] = new
            for point in (*step["fail_points"], *step["wait_points"], *step["evidence"]):
                if point["id"].startswith(f"{old}/"):
                    point["id"] = f"{new}/{point['id'].removeprefix(f'{old}/')}"
        if step["moment"] == old:
            step["moment"] = new
        for point in step["fail_points"]:
            if point["recovery"] == old:
                point["recovery"] = new
    for flow in data["flows"]:
        before = f"{flow['source']}>>{flow['target']}"
        for end in ("source", "target"):
            if flow[end] == old:
                flow[end] = new
        if flow["id"].partition("#")[0] == before:
            flow["id"] = f"{flow['source']}>>{flow['target']}{flow['id'].removeprefix(before)}"


def _relabel(data: Data, random: Random) -> None:
    if step := _any(_steps(data), random):
        step["label"] = random.choice((f"{step['label']} at once", "Do it otherwise", "改为线上办理"))


def _move(data: Data, random: Random) -> None:
    step, phase = _any(_steps(data), random), _any(data["phases"], random)
    if step is not None:
        for other in data["phases"]:
            other["steps"] = [item for item in other["steps"] if item is not step]
        at = random.randint(0, len(phase["steps"]))
        phase["steps"] = [*phase["steps"][:at], step, *phase["steps"][at:]]


def _other_lane(data: Data, random: Random) -> None:
    kinds = {lane["id"]: lane["kind"] for lane in data["lanes"]}
    step = _any([step for step in _steps(data) if kinds[step["lane"]] != "customer"], random)
    lanes = [lane for lane, kind in kinds.items() if kind not in ("evidence", "customer")]
    if step is not None and lanes:
        step["lane"] = random.choice(lanes)


def _shuffle(data: Data, random: Random) -> None:
    if phase := _any(data["phases"], random):
        phase["steps"] = random.sample(list(phase["steps"]), len(phase["steps"]))


def _remove_phase(data: Data, random: Random) -> None:
    phase = _any(data["phases"], random)
    if phase is not None and len(data["phases"]) > 1:
        for step in list(phase["steps"]):
            _remove_step({**data, "phases": [{**phase, "steps": [step]}]}, random)
        gone = {step["id"] for step in phase["steps"]}
        data["phases"] = [other for other in data["phases"] if other is not phase]
        data["flows"] = [flow for flow in data["flows"] if not gone & {flow["source"], flow["target"]}]
        for step in _steps(data):
            step["moment"] = None if step["moment"] in gone else step["moment"]
            for point in step["fail_points"]:
                point["recovery"] = None if point["recovery"] in gone else point["recovery"]


def _rename_phase(data: Data, random: Random) -> None:
    if phase := _any([phase for phase in data["phases"] if phase["label"]], random):
        label = f"{phase['label']} anew"
        if slug(label) not in {other["id"] for other in data["phases"]}:
            phase |= {"label": label, "id": slug(label)}


def _drop_points(data: Data, random: Random) -> None:
    if step := _any(_steps(data), random):
        kind = random.choice(("fail_points", "wait_points", "evidence"))
        step[kind] = step[kind][1:]


def _swap_points(data: Data, random: Random) -> None:
    if (step := _any(_steps(data), random)) and (other := _any(_steps(data), random)) and step is not other:
        other["evidence"] = (*other["evidence"], *step["evidence"])
        step["evidence"] = ()


EDITS = (
    _remove_step, _remove_step, _add_step, _add_step, _add_flow, _remove_flow, _turn_flow, _other_kind, _rename_step,
    _relabel, _move, _other_lane, _shuffle, _remove_phase, _rename_phase, _drop_points, _swap_points,
)  # fmt: skip
