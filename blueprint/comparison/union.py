"""The union of two services: the new one with what was removed at its old place, to be drawn once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import count
from typing import Any

from blueprint.comparison.difference import Difference
from blueprint.comparison.matching import POINTS, ElementKind
from blueprint.comparison.union_graph import UnionGraph
from blueprint.graph import to_graph
from blueprint.model import END, Blueprint, Demand, Flow, Phase, Step


@dataclass(frozen=True, slots=True)
class Union:
    """Both services in one.

    Parameters
    ----------
    blueprint : Blueprint
        The new service, with what was removed.
    names : mapping
        By kind, ids of removed elements in the old service with those that they have here.
    carried : mapping
        Ids in the old service of flows and exchanges that were removed from a line that is still there, with the id of
        that line: the two are drawn as one.
    quiet : frozenset of str
        Ids of removed flows that order nothing.
    """

    blueprint: Blueprint
    names: Mapping[ElementKind, Mapping[str, str]]
    carried: Mapping[str, str]
    quiet: frozenset[str]

    @property
    def graph(self) -> UnionGraph:
        """The union as a graph, to be laid out."""
        return UnionGraph(self.blueprint, self.quiet)


def unite(difference: Difference) -> Union:
    """Put what was removed back into the new service: each element behind the one that it stood behind.

    Parameters
    ----------
    difference : Difference
        What changed.

    Returns
    -------
    Union
        Its blueprint is for drawing alone; figures of it would mean nothing.
    """
    return _Uniting(difference).union()


def merge(old: Iterable[str], new: Sequence[str], lost: Set[str]) -> list[str]:
    """Return the new names with the lost ones among the old, each behind what it stood behind.

    Examples
    --------
    >>> merge("abcd", "adc", {"b"})
    ['a', 'b', 'd', 'c']
    >>> merge("xab", "ba", {"x"})
    ['x', 'b', 'a']
    """
    here = set(new)
    behind: dict[str, list[str]] = {"": []}
    last = ""  # no name is empty
    for name in old:
        if name in here:
            last = name
        elif name in lost:
            behind.setdefault(last, []).append(name)
    return behind[""] + [found for name in new for found in (name, *behind.get(name, ()))]


class _Uniting:
    """Unites two services, part by part; old ids become those of the union first."""

    def __init__(self, difference: Difference) -> None:
        self.old, self.new = difference.old, difference.new
        self.pairs = difference.matches.pairs
        self.lost = {kind: self._free_names(kind) for kind in self.pairs}

    def union(self) -> Union:
        """Return the union."""
        flows, carried = self._lost_flows()
        steps = self._lost_steps()
        lanes = {step.lane for step in steps.values()}
        lost_lanes = tuple(
            lane.model_copy(update={"id": name})
            for lane in self.old.lanes
            if (name := self.lost["lanes"].get(lane.id)) in lanes
        )
        lost_resources = tuple(
            item.model_copy(update={"id": self.lost["resources"][item.id], "label": item.name})
            for item in self.old.resources
            if item.id in self.lost["resources"]
        )
        blueprint = self.new.model_copy(
            update={
                "lanes": (*self.new.lanes, *lost_lanes),
                "resources": (*self.new.resources, *lost_resources),
                "phases": tuple(self._phases(steps)),
                "flows": (*self.new.flows, *flows),
            }
        )
        return Union(blueprint, self.lost, carried, self._quiet(blueprint, flows))

    # --- names -------------------------------------------------------------------------------------------------------

    def _free_names(self, kind: ElementKind) -> dict[str, str]:
        """Return the removed elements of a kind, each with an id that is free in the union: its own, if it is."""
        taken = {item.id for item in self._items(self.new, kind)}
        if kind in _SHARED:
            taken = {item.id for shared in _SHARED for item in self._items(self.new, shared)}
        found: dict[str, str] = {}
        for item in self._items(self.old, kind):
            if item.id not in self.pairs[kind]:
                found[item.id] = name = _free(item.id, taken)
                taken.add(name)
        return found

    @staticmethod
    def _items(blueprint: Blueprint, kind: ElementKind) -> Iterable[Any]:
        if kind in POINTS:
            return (point for step in blueprint.steps for point in getattr(step, kind))
        found: Iterable[Any] = getattr(blueprint, kind)
        return found

    def _name(self, kind: ElementKind, name: str) -> str:
        """Return the id that an element of the old service has in the union."""
        found = self.pairs[kind].get(name)
        return self.lost[kind].get(name, name) if found is None else found

    # --- steps and points --------------------------------------------------------------------------------------------

    def _lost_steps(self) -> dict[str, Step]:
        """Return the steps that were removed by their id in the union, in the order of the script."""
        found = (self._translated(step) for step in self.old.steps if step.id in self.lost["steps"])
        return {step.id: step for step in found}

    def _translated(self, step: Step) -> Step:
        demands = {word: self._demands(getattr(step, word)) for word in ("resources", "seizes", "releases")}
        points = {str(kind): tuple(self._lost_points(kind, step).values()) for kind in POINTS}
        moment = None if step.moment is None else self._name("steps", step.moment)
        own = {"id": self.lost["steps"][step.id], "lane": self._name("lanes", step.lane), "moment": moment}
        return step.model_copy(update={**own, **demands, **points})

    def _demands(self, demands: tuple[Demand, ...]) -> tuple[Demand, ...]:
        return tuple(
            demand.model_copy(
                update={"alternatives": tuple(self._name("resources", name) for name in demand.alternatives)}
            )
            for demand in demands
        )

    def _point(self, kind: ElementKind, point: Any) -> Any:
        update: dict[str, Any] = {"id": self._name(kind, point.id)}
        for word, named in _NAMED.items():
            if getattr(point, word, None) is not None:
                update[word] = self._name(named, getattr(point, word))
        return point.model_copy(update=update)

    def _lost_points(self, kind: ElementKind, step: Step) -> dict[str, Any]:
        """Return the points that were removed with or from a step by their id in the union; not those that moved."""
        lost = (point for point in getattr(step, kind) if point.id in self.lost[kind])
        return {self.lost[kind][point.id]: self._point(kind, point) for point in lost}

    def _with_lost_points(self, step: Step, before: Step | None) -> Step:
        """Return a step that is still there with the points that it lost, at their old places."""
        if before is None:
            return step
        update: dict[str, Any] = {}
        for kind in POINTS:
            if lost := self._lost_points(kind, before):
                now = {point.id: point for point in getattr(step, kind)}
                order = merge((self._name(kind, p.id) for p in getattr(before, kind)), list(now), lost.keys())
                update[kind] = tuple(now[name] if name in now else lost[name] for name in order)
        return step.model_copy(update=update) if update else step

    # --- phases ------------------------------------------------------------------------------------------------------

    def _phases(self, lost: Mapping[str, Step]) -> Iterator[Phase]:
        """Yield the phases of both services with their steps; of those that were removed, the ones with lost steps."""
        before = {self._name("steps", step.id): step for step in self.old.steps}
        script = list(before)
        homes = self._homes(lost)
        kept = {phase.id: phase for phase in self.new.phases}
        gone = {name: phase for phase in self.old.phases if (name := self.lost["phases"].get(phase.id)) is not None}
        old_order = [self._name("phases", phase.id) for phase in self.old.phases]
        for name in merge(old_order, list(kept), gone.keys()) or [""]:
            phase = kept.get(name) or gone.get(name) or Phase()
            steps = {step.id: self._with_lost_points(step, before.get(step.id)) for step in phase.steps if name in kept}
            own = {step for step, home in homes.items() if home == name}
            if steps or own or name in kept:
                order = merge(script, list(steps), own)
                found = tuple(steps[step] if step in steps else lost[step] for step in order)
                yield phase.model_copy(update={"id": name, "steps": found})

    def _homes(self, lost: Mapping[str, Step]) -> dict[str, str]:
        """Return the phase in the union of each lost step.

        That is its own one. Where that is gone and has no name to be told by, it is that of the step before it.
        """
        now = {step.id: phase.id for phase in self.new.phases for step in phase.steps}
        named = any(phase.label for phase in self.new.phases)
        here = self.new.phases[0].id if self.new.phases else ""
        homes: dict[str, str] = {}
        for phase in self.old.phases:
            for step in phase.steps:
                name = self._name("steps", step.id)
                here = now.get(name, here)
                if name in lost:
                    stays = phase.id in self.pairs["phases"] or not self.new.phases or (named and phase.label)
                    homes[name] = self._name("phases", phase.id) if stays else here
        return homes

    # --- flows -------------------------------------------------------------------------------------------------------

    def _lost_flows(self) -> tuple[tuple[Flow, ...], dict[str, str]]:
        """Return the flows that were removed, and those that only left a line that is still there."""
        lines: dict[tuple[str, frozenset[str]], str] = {}
        for flow in self.new.flows:
            lines.setdefault((flow.kind, frozenset((flow.source, flow.target))), flow.id)
        flows: list[Flow] = []
        carried: dict[str, str] = {}
        for flow in self.old.flows:
            if (name := self.lost["flows"].get(flow.id)) is None:
                continue
            ends = {word: self._name("steps", getattr(flow, word)) for word in ("source", "target")}
            partner = _PARTNER.get(flow.kind, "")
            if (line := lines.get((partner, frozenset(ends.values())))) is not None:
                carried[flow.id] = line
            else:
                flows.append(flow.model_copy(update={"id": name, **ends}))
        return tuple(flows), carried

    def _quiet(self, blueprint: Blueprint, lost: Sequence[Flow]) -> frozenset[str]:
        """Return the lost flows that order nothing: with them, other flows of the new service would run back."""
        place = self._places()
        against = [f for f in lost if f.kind == "flow" and f.target != END and place[f.target] <= place[f.source]]
        was_rework = {(self._name("steps", f.source), self._name("steps", f.target)) for f in to_graph(self.old).rework}
        some = frozenset(flow.id for flow in against if (flow.source, flow.target) not in was_rework)
        rework = {flow.id for flow in to_graph(self.new).rework} | {flow.id for flow in against}
        if {flow.id for flow in UnionGraph(blueprint, some).rework} <= rework:
            return some
        return frozenset(flow.id for flow in against)

    def _places(self) -> dict[str, int]:
        """Return the place in time of each step of the union."""
        old = (self._name("steps", name) for name in to_graph(self.old).in_time_order)
        order = merge(old, to_graph(self.new).in_time_order, set(self.lost["steps"].values()))
        return {name: number for number, name in enumerate(order)}


_SHARED: tuple[ElementKind, ...] = ("steps", *POINTS)
"""Kinds of elements that have no id in common."""

_NAMED: Mapping[str, ElementKind] = {"recovery": "steps", "resource": "resources"}
"""What words of points name."""

_PARTNER = {"flow": "exchange", "exchange": "flow"}
"""The kinds of which a pair of steps has one line for both."""


def _free(name: str, taken: Set[str]) -> str:
    """Return a name, or one like it, that is not taken."""
    if name not in taken:
        return name
    return next(found for number in count(1) if (found := f"{name}-removed-{number}") not in taken)
