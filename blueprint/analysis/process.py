"""Process: a service as a chain of doing, failing, noticing, doing again, giving up and not noticing.

A step may fail at each of its fail points, independently; the one declared first counts. What is noticed in the step is
put right at the step of recovery, or the customer gives up; what is not noticed escapes to the customer. Giving up and
escaping end the service as lost. Branches that run in parallel are all mandatory, so they are walked one behind the
other; where one of them is enough (``join: any``), a loss in one is none if another arrives.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from blueprint.analysis.branches import Block, Branches
from blueprint.analysis.routes import Route, route_from
from blueprint.graph import ServiceGraph
from blueprint.model import END, FailPoint, Step

MOST_TURNS = 20
"""In the mean, steps are not walked in more turns than this; where branches are more tangled, figures are given up."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Branches of which one is being walked.

    Parameters
    ----------
    later : tuple of (str, float)
        Branches still to walk, each with the probability that it is.
    has_arrived : bool
        Whether one of those before came through.
    """

    block: Block
    later: tuple[tuple[str, float], ...]
    has_arrived: bool = False


State = tuple[str, tuple[Frame, ...]]
"""A step, and the branches in which it is walked, the innermost last."""

Exit = tuple[State | None, float]
"""Where a way leads, and with which share; None is the end of the service."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a fail point does in one execution of its step.

    Parameters
    ----------
    share : float  [0..1]
        That it happens, and none that was declared before it.
    escapes, gives_up : float  [0..1]
        Of those where it happens; the rest is put right.
    recovery : str
        Step where that begins.
    """

    point: FailPoint
    share: float
    escapes: float
    gives_up: float
    recovery: str

    @property
    def mended(self) -> float:
        """Share of executions in which it happens and is put right."""
        return self.share * (1 - self.escapes - self.gives_up)


@dataclass(frozen=True)
class Node:
    """A state with all that may follow.

    Parameters
    ----------
    exits : tuple of Exit
        Where it leads when nothing goes wrong; shares of these.
    redone : tuple of State
        Where each failure of the step is put right.
    spared : tuple of Exit or None
        Where it leads when the step is lost, because another branch may still arrive; None if the service is lost then.
    """

    state: State
    exits: tuple[Exit, ...]
    redone: tuple[State, ...]
    spared: tuple[Exit, ...] | None


@dataclass(frozen=True)
class Process:
    """A service as states with what may follow each.

    Parameters
    ----------
    nodes : tuple of Node
        The first one is where customers enter.
    failures : dict
        What may go wrong at each step, by its id.
    blocked_by : tuple of str
        Elements whose share or probability is unknown, or steps whose branches are tangled beyond counting; while there
        are any, no figure can be told.
    is_serial : bool
        Whether no branches run in parallel.
    tangled : tuple of str
        Steps whose parallel branches share steps before they meet: these are walked more than once.
    """

    nodes: tuple[Node, ...]
    failures: dict[str, tuple[Failure, ...]]
    blocked_by: tuple[str, ...]
    is_serial: bool
    tangled: tuple[str, ...]

    @cached_property
    def number(self) -> dict[State, int]:
        """Place of each state."""
        return {node.state: place for place, node in enumerate(self.nodes)}


def failures_of(step: Step) -> tuple[Failure, ...]:
    """Return what may go wrong at a step; fail points of unknown probability are left out."""
    found = []
    none_before = 1.0
    for point in step.fail_points:
        if point.probability is not None:
            share = none_before * float(point.probability)
            none_before *= 1 - float(point.probability)
            detected = 1.0 if point.detected is None else float(point.detected)
            gives_up = detected * (0.0 if point.gives_up is None else float(point.gives_up))
            found.append(Failure(point, share, 1 - detected, gives_up, point.recovery or step.id))
    return tuple(found)


def build_process(graph: ServiceGraph, start: str, customer_class: str | None = None) -> Process:
    """Make the states of a service that customers can come to.

    Parameters
    ----------
    start : str
        Step where customers enter.
    customer_class : str, optional
        Class of customers whose way it is.
    """
    return _Builder(graph, customer_class).build(start)


class _Builder:
    def __init__(self, graph: ServiceGraph, customer_class: str | None) -> None:
        self._graph, self._class = graph, customer_class
        self._branches = Branches(graph)
        self._failures: dict[str, tuple[Failure, ...]] = {}
        self._blocked: dict[str, None] = {}
        self._tangled: dict[str, None] = {}
        self._is_serial = True

    def build(self, start: str) -> Process:
        nodes: dict[State, Node] = {}
        waiting: list[State] = [(start, ())]
        most = MOST_TURNS * len(self._graph.steps) + 1000
        while waiting and len(nodes) < most:
            state = waiting.pop()
            if state not in nodes:
                nodes[state] = node = self._node(state)
                ahead = [onward for onward, _ in (*node.exits, *(node.spared or ())) if onward is not None]
                waiting.extend(reversed([*ahead, *node.redone]))
        blocked = tuple(self._tangled) if waiting and len(nodes) >= most else tuple(self._blocked)
        return Process(tuple(nodes.values()), self._failures, blocked, self._is_serial, tuple(self._tangled))

    def _node(self, state: State) -> Node:
        name, frames = state
        if name not in self._failures:
            step = self._graph.blueprint.step_by_id[name]
            self._failures[name] = failures_of(step)
            self._blocked.update((point.id, None) for point in step.fail_points if point.probability is None)
        redone = tuple((failure.recovery, _inside(failure.recovery, frames)) for failure in self._failures[name])
        spared = _lose(frames) if self._failures[name] else None
        return Node(state, tuple(self._exits(name, frames)), redone, spared)

    def _exits(self, name: str, frames: tuple[Frame, ...]) -> Iterator[Exit]:
        route = route_from(self._graph, name, self._class)
        if not route.branches:
            yield from _arrive(END, frames)
            return
        self._is_serial = self._is_serial and not route.is_parallel
        if not route.is_known:
            self._blocked.update((name, None) for name in self._unknown(name))
        for share, ways in _forks(route):
            for onward, part in self._begin(name, ways, frames):
                if share * part > 0:
                    yield onward, share * part

    def _unknown(self, name: str) -> list[str]:
        flows = self._graph.flows_out(name)
        unknown = [flow.id for flow in flows if flow.probability is None and flow.condition is not None]
        return unknown or [flow.id for flow in flows if flow.probability is not None] or [name]

    def _begin(self, name: str, ways: Sequence[tuple[str, float]], frames: tuple[Frame, ...]) -> Sequence[Exit]:
        """Return where branches begin that all happen, each with its probability."""
        if len(ways) == 1 and ways[0][1] == 1.0:
            return _arrive(ways[0][0], frames)
        block = self._branches.block(tuple(way for way, _ in ways))
        if not block.is_clean:
            self._tangled[name] = None
        inner = tuple(
            sorted(((way, chance) for way, chance in ways if way != block.join), key=lambda item: item[0] == block.last)
        )
        return _next_way(Frame(block, inner, has_arrived=len(inner) < len(ways)), _before(block, frames))


def _forks(route: Route) -> list[tuple[float, list[tuple[str, float]]]]:
    """Return alternatives with their shares, each as the branches that happen together with their probabilities."""
    if route.kind == "one":
        even = 1 / len(route.branches)
        return [
            (even if branch.share is None else branch.share, [(target, 1.0) for target in branch.targets])
            for branch in route.branches
        ]
    ways = [
        (target, 1.0 if branch.share is None else branch.share)
        for branch in route.branches
        for target in branch.targets
    ]
    return [(1.0, ways)]


def _arrive(target: str, frames: tuple[Frame, ...]) -> list[Exit]:
    """Return where a customer goes who comes to a step on the way of some branches."""
    while frames:
        frame = frames[-1]
        if target == frame.block.join:
            return _next_way(replace(frame, has_arrived=True), frames[:-1])
        if target == END or target in frame.block.region:
            break
        frames = frames[:-1]  # back to before the branches began
    return [(None if target == END else (target, frames), 1.0)]


def _next_way(frame: Frame, outer: tuple[Frame, ...]) -> list[Exit]:
    """Return where it goes on after one branch: to the next one that happens, or to where all meet."""
    exits: list[Exit] = []
    rest = 1.0
    for place, (way, chance) in enumerate(frame.later):
        if chance > 0:
            later = frame.later[place + 1 :]
            frames = (*outer, replace(frame, later=later)) if later or frame.block.is_any else outer
            exits.append(((way, frames), rest * chance))
        rest *= 1 - chance
    if rest > 0:
        exits += [(onward, rest * share) for onward, share in _arrive(frame.block.join, outer)]
    return exits


def _lose(frames: tuple[Frame, ...]) -> tuple[Exit, ...] | None:
    """Return where it goes on if a step is lost, because another branch is enough; None if nothing is left."""
    for depth in range(len(frames) - 1, -1, -1):
        frame = frames[depth]
        if frame.block.is_any and (frame.later or frame.has_arrived):
            return tuple(_next_way(frame, frames[:depth]))
    return None


def _before(block: Block, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the branches around a block; where it begins inside of itself, it begins anew."""
    depth = next((depth for depth, frame in enumerate(frames) if frame.block is block), len(frames))
    return frames[:depth]


def _inside(step: str, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the branches in which a step of recovery is walked: those that it belongs to."""
    while frames and step not in frames[-1].block.region:
        frames = frames[:-1]
    return frames
