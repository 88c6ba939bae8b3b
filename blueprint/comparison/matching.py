"""Matching: which element of one service is which of another one.

Ids decide. What is left then is told by what people would know it by: the same label at the same place, the same text
elsewhere, and, for a step, a label that is much the same in the same lane and phase. All of it is symmetric: the old
service compared with the new one gives the same pairs as the new one with the old.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from blueprint.comparison.pairs import Key, group_by, much_alike, mutual_best, pair, translated
from blueprint.model import END, Blueprint, Flow, Phase, Standard

ElementKind = Literal[
    "lanes", "phases", "steps", "evidence", "fail_points", "wait_points", "flows", "resources", "classes", "standards"
]
"""The kinds of elements that have an id, by the word of the format that holds them."""

POINTS: tuple[ElementKind, ...] = ("evidence", "fail_points", "wait_points")
"""The kinds of elements that belong to a step."""


@dataclass(frozen=True, slots=True)
class Owned:
    """A step or a point with where it stands.

    Parameters
    ----------
    item : Step, Evidence, FailPoint or WaitPoint
        The element itself.
    home : str
        Id of the phase of a step, of the step of a point.
    """

    item: Any
    home: str

    @property
    def id(self) -> str:
        """Id of the element."""
        found: str = self.item.id
        return found


@dataclass(frozen=True, slots=True)
class Matches:
    """Pairs of elements, by kind: ids of the old service with those of the new one."""

    pairs: Mapping[ElementKind, Mapping[str, str]]

    def new_id(self, kind: ElementKind, old: str) -> str | None:
        """Return the id in the new service of an element of the old one; None if it was removed."""
        return self.pairs[kind].get(old)


def match(old: Blueprint, new: Blueprint) -> Matches:
    """Find out which elements of two services are the same.

    Parameters
    ----------
    old, new : Blueprint
        Before and after.
    """
    steps_old, steps_new = steps_of(old), steps_of(new)
    lanes = _pair_lanes(old, new)
    phases = _pair_phases(old.phases, new.phases)
    steps = _pair_steps(steps_old, steps_new, lanes, phases)
    pairs: dict[ElementKind, Mapping[str, str]] = {"lanes": lanes, "phases": phases, "steps": steps}
    for kind in POINTS:
        pairs[kind] = _pair_points(points_of(old, kind), points_of(new, kind), steps)
    pairs["flows"] = _pair_flows(old.flows, new.flows, steps)
    pairs["resources"] = pair(old.resources, new.resources, lambda item: (item.kind, item.name))
    pairs["classes"] = pair(old.classes, new.classes, lambda item: item.label)
    pairs["standards"] = _pair_standards(old, new, steps, pairs["classes"])
    return Matches(pairs)


def steps_of(blueprint: Blueprint) -> tuple[Owned, ...]:
    """Return all steps, each with its phase, in the order of the script."""
    return tuple(Owned(step, phase.id) for phase in blueprint.phases for step in phase.steps)


def points_of(blueprint: Blueprint, kind: ElementKind) -> tuple[Owned, ...]:
    """Return all evidence, fail points or wait points, each with its step, in the order of the script."""
    return tuple(Owned(point, step.id) for step in blueprint.steps for point in getattr(step, kind))


# --- lanes, phases, steps, points ------------------------------------------------------------------------------------


def _pair_lanes(old: Blueprint, new: Blueprint) -> dict[str, str]:
    """Pair lanes by id, by kind and name, and then those of one kind that hold most of each other's steps."""
    found = pair(old.lanes, new.lanes, lambda lane: (lane.kind, lane.label) if lane.label else None)
    kinds = {lane.id: lane.kind for lane in new.lanes}
    homes = [(step.lane, other.lane) for step in old.steps if (other := new.step_by_id.get(step.id)) is not None]
    return found | _pair_homes(found, (pair for pair in homes if old.lane_by_id[pair[0]].kind == kinds[pair[1]]))


def _pair_phases(old: Sequence[Phase], new: Sequence[Phase]) -> dict[str, str]:
    """Pair phases by id, by name, and then those that hold most of each other's steps."""
    found = pair(old, new, lambda phase: phase.label)
    home = {step.id: phase.id for phase in new for step in phase.steps}
    homes = ((phase.id, home[step.id]) for phase in old for step in phase.steps if step.id in home)
    return found | _pair_homes(found, homes)


def _pair_homes(found: Mapping[str, str], homes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Pair what holds most of each other's steps, given where each step stood and stands."""
    taken = set(found.values())
    return mutual_best(Counter((one, other) for one, other in homes if one not in found and other not in taken))


def _pair_steps(
    old: Sequence[Owned], new: Sequence[Owned], lanes: Mapping[str, str], phases: Mapping[str, str]
) -> dict[str, str]:
    def place(step: Owned) -> tuple[str, str]:
        return (translated(lanes, step.item.lane), translated(phases, step.home))

    found = pair(
        old,
        new,
        lambda step: (step.item.label, step.item.lane, step.home),
        lambda step: (step.item.label, step.item.lane),
        lambda step: (step.item.label, step.home),
        lambda step: step.item.label,
        old_keys=(
            lambda step: (step.item.label, *place(step)),
            lambda step: (step.item.label, place(step)[0]),
            lambda step: (step.item.label, place(step)[1]),
            lambda step: step.item.label,
        ),
    )
    taken = set(found.values())
    rest_old = group_by((step for step in old if step.id not in found), place)
    rest_new = group_by((step for step in new if step.id not in taken), lambda step: (step.item.lane, step.home))
    for key, mine in rest_old.items():
        found.update(much_alike([step.item for step in mine], [step.item for step in rest_new.get(key, [])]))
    return found


def _pair_points(old: Sequence[Owned], new: Sequence[Owned], steps: Mapping[str, str]) -> dict[str, str]:
    """Pair points by id, by their text at the same step, and by their text at another one."""
    return pair(
        old,
        new,
        lambda point: (point.home, point.item.label),
        lambda point: point.item.label,
        old_keys=(
            lambda point: (translated(steps, point.home), point.item.label),
            lambda point: point.item.label,
        ),
    )


# --- flows, standards ------------------------------------------------------------------------------------------------


def has_default_id(flow: Flow) -> bool:
    """Tell whether a flow has the id that its ends give it."""
    return flow.id.partition("#")[0] == f"{flow.source}>>{flow.target}"


def _pair_flows(old: Sequence[Flow], new: Sequence[Flow], steps: Mapping[str, str]) -> dict[str, str]:
    """Pair flows of one pair of steps; of several, those that agree in most come first.

    An id that somebody wrote is kept to; one that follows from the steps says no more than these.
    """
    named = {flow.id for flow in old if not has_default_id(flow)} & {
        flow.id for flow in new if not has_default_id(flow)
    }
    found = {name: name for name in named}
    ends = {step: translated(steps, step) for flow in old for step in (flow.source, flow.target)} | {END: END}

    def old_pair(flow: Flow) -> tuple[str, str]:
        return (ends[flow.source], ends[flow.target])

    def new_pair(flow: Flow) -> tuple[str, str]:
        return (flow.source, flow.target)

    rest_old = group_by((flow for flow in old if flow.id not in named), old_pair)
    rest_new = group_by((flow for flow in new if flow.id not in named), new_pair)
    for key, mine in rest_old.items():
        found.update(_pair_parallel(mine, rest_new.get(key, [])))
    return found


_FLOW_KEYS: tuple[Key, ...] = (
    lambda flow: (flow.kind, flow.condition, flow.probability, flow.classes),
    lambda flow: (flow.kind, flow.condition),
    lambda flow: (flow.kind, flow.probability),
    lambda flow: flow.kind,
    lambda flow: None,
)


def _pair_parallel(old: list[Flow], new: list[Flow]) -> dict[str, str]:
    """Pair flows between the same two steps, key by key, in the order of declaration."""
    found: dict[str, str] = {}
    for key in _FLOW_KEYS:
        taken = set(found.values())
        groups_old = group_by((flow for flow in old if flow.id not in found), key)
        groups_new = group_by((flow for flow in new if flow.id not in taken), key)
        for name, mine in groups_old.items():
            found.update((one.id, other.id) for one, other in zip(mine, groups_new.get(name, []), strict=False))
    return found


def _pair_standards(
    old: Blueprint, new: Blueprint, steps: Mapping[str, str], classes: Mapping[str, str]
) -> dict[str, str]:
    """Pair promises by id, by their text, and then the only ones for a stretch and the same customers."""

    def stretch(item: Standard) -> Hashable:
        return (item.start, item.end, frozenset(item.classes))

    def old_stretch(item: Standard) -> Hashable:
        ends = (None if name is None else translated(steps, name) for name in (item.start, item.end))
        return (*ends, frozenset(translated(classes, name) for name in item.classes))

    found = pair(old.standards, new.standards, lambda item: str(item.target))
    taken = set(found.values())
    rest = [item for item in new.standards if item.id not in taken]
    same = {
        (one.id, other.id): 1.0
        for one in old.standards
        if one.id not in found
        for other in rest
        if old_stretch(one) == stretch(other)
    }
    return found | mutual_best(same)
