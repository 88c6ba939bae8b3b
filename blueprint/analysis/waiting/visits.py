"""Visits: how often a customer of one class comes to each step, and goes from each to each.

Fail points without a probability are left out: a risk that is noted says nothing of how often work is done again. A
share that is unknown makes the steps unknown whose visits it changes, and no others; they are found by following the
customers twice, with different shares in its place.

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> steps = [{"lane": "customer", "label": label} for label in ("Ask", "Buy", "Leave")]
>>> flows = [{"source": "ask", "target": "buy", "condition": "likes it"}, {"source": "ask", "target": "leave"}]
>>> flows += [{"source": "buy", "target": "leave"}]
>>> found = Follower(to_graph(Blueprint(title="Shop", phases=[{"steps": steps}], flows=flows)), "ask").follow()
>>> found.visits["ask"], found.visits["leave"], found.unknown
(1.0, 1.0, {'buy': ('ask>>buy',)})
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from blueprint.analysis.chain import Chain
from blueprint.analysis.process import Failure, Node, Process, build_process
from blueprint.analysis.routes import Branch, Route, route_from
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import END, Flow
from blueprint.units import Share

Array = np.ndarray[Any, np.dtype[np.float64]]
NOBODY: Mapping[str, float] = {}

_SAME = 1e-9  # relative difference of visits that is none
_MOST_NAMED = 12  # elements that are named as the reason why one figure is unknown
_TRIES = (0.37, 0.71)  # shares that are tried in place of unknown ones


@dataclass(frozen=True)
class Visits:
    """Where customers of one class come.

    Parameters
    ----------
    visits : mapping
        How often one comes to each step in the mean, by id.
    flows : mapping
        How often one goes from a step to another, recoveries too; to ``end`` who leaves the service there.
    unknown : mapping
        Steps of which that is not known, with what says too little.
    left_out : tuple of str
        Fail points without a probability at these steps.
    trapped : tuple of str
        Steps from which nobody ever leaves; then nothing else is known.
    is_serial : bool
        Whether no branches run in parallel.
    is_exact : bool
        Whether visits do not depend on which of parallel branches is walked first.
    chain, steps
        States of the way, and the step of each.
    failures : mapping
        What may go wrong at each step.
    """

    visits: Mapping[str, float]
    flows: Mapping[tuple[str, str], float]
    unknown: Mapping[str, tuple[str, ...]]
    left_out: tuple[str, ...]
    trapped: tuple[str, ...]
    is_serial: bool
    is_exact: bool
    chain: Chain
    steps: tuple[str, ...]
    failures: Mapping[str, tuple[Failure, ...]] = field(default_factory=dict)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Numbers of the states in which each step is walked."""
        found: dict[str, list[int]] = {}
        for place, name in enumerate(self.steps):
            found.setdefault(name, []).append(place)
        return found

    @cached_property
    def ways(self) -> dict[int, list[tuple[int, float]]]:
        """States that follow each, with shares."""
        found: dict[int, list[tuple[int, float]]] = {}
        for source, target, share in self.chain.transitions:
            found.setdefault(source, []).append((target, share))
        return found

    @cached_property
    def passings(self) -> Array:
        """How often each state is passed."""
        return self.chain.visits(0) if self.chain.size else np.zeros(0)


class Follower:
    """Follows customers of one class; once built, again and again with other shares who leave the queues."""

    def __init__(self, graph: ServiceGraph, start: str, customer_class: str | None = None) -> None:
        self._graph, self._start, self._class = graph, start, customer_class
        self._last: tuple[dict[str, float], Visits] | None = None  # classes with equal ways ask for the same
        self._unknown = self._unknown_routes(graph)
        known = [to_graph_with(graph, flows) for flows in self._assumed()] if self._unknown else [graph]
        self._walks = [_Walk(each, start, customer_class) for each in known]

    def follow(self, leaving: Mapping[str, float] = NOBODY) -> Visits:
        """Return where customers come.

        Parameters
        ----------
        leaving : mapping
            Share of those who come to a step that leave the service from its queue.
        """
        if self._last is None or self._last[0] != leaving:
            self._last = dict(leaving), self._follow(leaving)
        return self._last[1]

    def _follow(self, leaving: Mapping[str, float]) -> Visits:
        first, *others = [walk.solve(leaving) for walk in self._walks]
        if first.trapped:
            return first
        if first.too_tangled:
            return first.with_unknown(dict.fromkeys(self._reachable, first.too_tangled))
        differing = {
            name
            for other in others
            for name in first.visits.keys() | other.visits.keys()
            if abs(first.visits.get(name, 0.0) - other.visits.get(name, 0.0)) > _SAME
        }
        return first.with_unknown(self._reasons(differing)) if differing else first

    @cached_property
    def _reachable(self) -> list[str]:
        found = self._graph.reachable([self._start])
        return [step.id for step in self._graph.steps if step.id in found]

    def _unknown_routes(self, graph: ServiceGraph) -> dict[str, Route]:
        routes = ((step.id, route_from(graph, step.id, self._class)) for step in graph.steps)
        return {name: route for name, route in routes if route.branches and not route.is_known}

    def _flows_of(self, step: str) -> list[Flow]:
        flows = self._graph.flows_out(step)
        return [flow for flow in flows if not flow.classes or self._class in (None, *flow.classes)]

    def _assumed(self) -> Iterator[dict[str, Flow]]:
        """Yield flows with shares in place of the unknown ones, by id, two times."""
        for number, begin in enumerate(_TRIES):
            found: dict[str, Flow] = {}
            for place, (name, route) in enumerate(self._unknown.items()):
                fraction = (begin + 0.618034 * place) % 0.8 + 0.1
                for flow, share in self._shares(name, route, fraction, number):
                    found[flow.id] = flow.model_copy(update={"probability": Share(min(1.0, share))})
            yield found

    def _shares(self, name: str, route: Route, fraction: float, number: int) -> Iterator[tuple[Flow, float]]:
        """Yield shares for flows out of a step such that all is known."""
        flows = self._flows_of(name)
        marked = [flow for flow in flows if flow.probability is not None or flow.condition is not None]
        lacking = [flow for flow in marked if flow.probability is None]
        known = sum(float(flow.probability or 0.0) for flow in marked)
        if route.kind == "any":
            yield from ((flow, (fraction + 0.13 * place) % 1.0) for place, flow in enumerate(lacking))
            return
        plain = [flow for flow in flows if flow not in marked]
        split_each = self._graph.blueprint.step_by_id[name].split == "one"
        open_flows = [*lacking, *plain] if split_each else lacking
        if not open_flows and not plain:  # all are told, and add up to something else than 1
            scale = (1.0 if number else 0.5) / known if known else 0.0
            yield from ((flow, scale * float(flow.probability or 0.0)) for flow in marked)
            return
        rest = max(0.0, 1.0 - known)
        for place, flow in enumerate(open_flows):
            last = place == len(open_flows) - 1 and (split_each or not plain)
            share = rest if last else rest * ((fraction + 0.17 * place) % 1.0)
            share = min(share, rest)
            rest -= share
            yield flow, share

    def _reasons(self, steps: set[str]) -> dict[str, tuple[str, ...]]:
        """Return why the visits of some steps are unknown: the flows with unknown shares from which ways lead there."""
        found: dict[str, dict[str, None]] = {name: {} for name in steps}
        ahead = self._ahead()
        for _ in range(2):  # a second time for what comes round by a loop
            for name in self._graph.in_time_order:
                own = self._names_of(name) if name in self._unknown else {}
                for other in ahead.get(name, ()):
                    if other in found and len(found[other]) < _MOST_NAMED:
                        found[other].update({**own, **found.get(name, {})})
        every = {item: None for name in self._unknown for item in self._names_of(name)}
        return {
            name: tuple(list(found[name] or every)[:_MOST_NAMED])
            for name in (step.id for step in self._graph.steps)
            if name in steps
        }

    def _names_of(self, name: str) -> dict[str, None]:
        flows = self._flows_of(name)
        lacking = [flow.id for flow in flows if flow.probability is None and flow.condition is not None]
        return dict.fromkeys(lacking or [flow.id for flow in flows])

    def _ahead(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for step in self._graph.steps:
            found[step.id] = [flow.target for flow in self._flows_of(step.id) if flow.target != END]
            found[step.id] += [point.recovery for point in step.fail_points if point.recovery is not None]
        return found


def to_graph_with(graph: ServiceGraph, flows: Mapping[str, Flow]) -> ServiceGraph:
    """Return a service in which some flows are others, by id."""
    changed = tuple(flows.get(flow.id, flow) for flow in graph.blueprint.flows)
    return to_graph(graph.blueprint.model_copy(update={"flows": changed}))


@dataclass(frozen=True)
class _Solved(Visits):
    too_tangled: tuple[str, ...] = ()

    def with_unknown(self, unknown: Mapping[str, tuple[str, ...]]) -> Visits:
        """Return the same with the visits of some steps unknown."""
        visits = {name: often for name, often in self.visits.items() if name not in unknown}
        flows = {pair: often for pair, often in self.flows.items() if pair[0] not in unknown}
        return Visits(
            visits, flows, unknown, self.left_out, (), self.is_serial, self.is_exact, self.chain, self.steps,
            self.failures,
        )  # fmt: skip


class _Walk:
    """The states of one class in a service of which all shares are known."""

    def __init__(self, graph: ServiceGraph, start: str, customer_class: str | None) -> None:
        self._graph, self._class = graph, customer_class
        self._process = build_process(graph, start, customer_class)
        self._steps = tuple(node.state[0] for node in self._process.nodes)
        self._rows = self._transitions()
        splits = {step.id for step in graph.splits}
        self._tangled = tuple(name for name in self._process.blocked_by if name in splits)
        self._routes: dict[str, Route] = {}

    def _transitions(self) -> tuple[Sequence[int], Sequence[int], Array]:
        rows, columns, values = [], [], []
        for place, node in enumerate(self._process.nodes):
            for target, share in _ways_on(self._process, node):
                rows.append(place)
                columns.append(target)
                values.append(share)
        return rows, columns, np.asarray(values, dtype=float)

    def solve(self, leaving: Mapping[str, float]) -> _Solved:
        rows, columns, values = self._rows
        staying = np.asarray([1.0 - leaving.get(name, 0.0) for name in self._steps])
        if leaving and len(rows):
            values = values * staying[list(rows)]
        kept = [(row, column, value) for row, column, value in zip(rows, columns, values, strict=True) if value > 0]
        chain = Chain(len(self._steps), kept)
        trapped = tuple(dict.fromkeys(self._steps[place] for place in chain.trapped()))
        visits: dict[str, float] = {}
        if not trapped and not self._tangled:
            for name, often in zip(self._steps, chain.visits(0), strict=True):
                visits[name] = visits.get(name, 0.0) + float(often)
        return _Solved(
            visits=visits,
            flows=self._flows(visits, leaving),
            unknown={},
            left_out=self._left_out(visits),
            trapped=trapped,
            is_serial=self._process.is_serial,
            is_exact=self._process.is_exact,
            chain=chain,
            steps=self._steps,
            failures=self._process.failures,
            too_tangled=self._tangled,
        )

    def _left_out(self, visits: Mapping[str, float]) -> tuple[str, ...]:
        by_id = self._graph.blueprint.step_by_id
        return tuple(point.id for name in visits for point in by_id[name].fail_points if point.probability is None)

    def _flows(self, visits: Mapping[str, float], leaving: Mapping[str, float]) -> dict[tuple[str, str], float]:
        """Return how often a customer goes from step to step."""
        found: dict[tuple[str, str], float] = {}

        def go(source: str, target: str, often: float) -> None:
            if often > 0:
                found[source, target] = found.get((source, target), 0.0) + often

        for name, often in visits.items():
            done = often * (1.0 - leaving.get(name, 0.0))
            failures = self._process.failures.get(name, ())
            right = 1.0 - sum(failure.share for failure in failures)
            for target, share in self._targets(name):
                go(name, target, done * right * share)
            for failure in failures:
                go(name, failure.recovery, done * failure.mended)
                go(name, END, done * (failure.share - failure.mended))
            go(name, END, often - done)
        return found

    def _targets(self, name: str) -> Iterator[tuple[str, float]]:
        if name not in self._routes:
            self._routes[name] = route_from(self._graph, name, self._class)
        branches: Sequence[Branch] = self._routes[name].branches or (Branch(1.0, (END,)),)
        for branch in branches:
            for target in branch.targets:
                yield target, 1.0 if branch.share is None else float(branch.share)


def _ways_on(process: Process, node: Node) -> Iterator[tuple[int, float]]:
    """Yield the states that follow one, with shares; what is missing to 1 leaves the service."""
    number, failures = process.number, process.failures[node.state[0]]
    right = 1.0 - sum(failure.share for failure in failures)
    for onward, share in node.exits:
        if onward is not None:
            yield number[onward], right * share
    for failure, redone in zip(failures, node.redone, strict=False):
        for onward, share in redone:
            if onward is not None:
                yield number[onward], failure.mended * share
        for onward, share in node.spared:
            if onward is not None:
                yield number[onward], failure.share * (failure.escapes + failure.gives_up) * share
