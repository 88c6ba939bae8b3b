"""Structure: what the drawing alone tells, without a figure.

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> steps = [
...     {"lane": "customer", "label": "Order"},
...     {"lane": "onstage", "label": "Note"},
...     {"lane": "backstage", "label": "Cook"},
...     {"lane": "onstage", "label": "Serve"},
...     {"lane": "backstage", "label": "Restock"},
... ]
>>> flows = [{"source": a, "target": b} for a, b in [("order", "note"), ("note", "cook"), ("cook", "serve")]]
>>> found = describe_structure(to_graph(Blueprint(title="Meal", phases=[{"steps": steps}], flows=flows)))
>>> found.independent, found.support_depth, len(found.touchpoints), found.complexity.cyclomatic
(('restock',), {'order': 3}, 1, 2)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log2

from blueprint.analysis.routes import route_from
from blueprint.graph import Crossings, ServiceGraph, order_with_loops_set_aside
from blueprint.model import END, Flow, LaneKind, Step

_PROVIDERS: tuple[LaneKind, ...] = ("onstage", "backstage", "support", "management")


@dataclass(frozen=True, slots=True)
class SharedSupport:
    """A step behind the lines that several customer steps rely on.

    Parameters
    ----------
    step : str
        Its id.
    customers : tuple of str
        The customer steps.
    """

    step: str
    customers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Complexity:
    """How much there is to a service.

    Parameters
    ----------
    steps, flows : int
        How many; flows and relations of all kinds, those to the end too.
    parts : int
        Groups of steps that nothing joins.
    isolated : int
        Steps that nothing joins with any other.
    cyclomatic : int
        Independent ways through: flows between steps - steps + 2 for each part.
    depth : int
        Longest chain of provider steps beneath a customer step.
    lane_changes : int
        Flows and relations between two lanes.
    owner_changes : int
        Those between two steps of which at least one has an owner, and not the same one.
    looping : int
        Those that lead round in loops.

    References
    ----------
    Shostack, G. L. (1987). Service positioning through structural change. Journal of Marketing 51(1), 34-43.
    McCabe, T. J. (1976). A complexity measure. IEEE Trans. Software Engineering 2(4), 308-320.
    """

    steps: int
    flows: int
    parts: int
    isolated: int
    cyclomatic: int
    depth: int
    lane_changes: int
    owner_changes: int
    looping: int


@dataclass(frozen=True, slots=True)
class Regions:
    """Where work is done between the parties, as a first guess from the drawing alone.

    Parameters
    ----------
    direct : tuple of str
        Steps of two parties at once: a customer step and an onstage step that meet.
    surrogate : tuple of str
        Steps that act on what belongs to the other party, without that party: work for a customer out of his sight,
        a customer with a system or with evidence.
    independent : tuple of str
        Steps without the other party.

    References
    ----------
    Sampson, S. E. (2012). Visualizing service operations. Journal of Service Research 15(2), 182-198.
    """

    direct: tuple[str, ...]
    surrogate: tuple[str, ...]
    independent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """What the drawing alone tells.

    Parameters
    ----------
    steps : mapping
        How many steps each lane has, by its id; lanes without steps too.
    crossings : Crossings
        How often flows and relations cross each line.
    touchpoints : tuple of (str, str)
        Customer step and provider step of each encounter: what crosses the line of interaction, each pair once.
    moments_of_truth : tuple of str
        Steps that are marked so.
    handoffs : tuple of str
        Flows by which work goes from one to another behind the customer's contact: who does it changes (owner, else
        resources), or the line of internal interaction is crossed.
    loops : tuple of tuple of str
        Steps that customers can pass again and again.
    dead_ends : tuple of str
        Customer steps before the last one from which no way leads to the end.
    independent : tuple of str
        Provider steps that no customer step leads to: what is done without an order.
    shared_support : tuple of SharedSupport
        Steps beyond the line of internal interaction that several customer steps rely on.
    single_points_of_failure : tuple of str
        Provider steps that every customer passes, without a way around them, all branches of a parallel split too.
    pools_of_one : tuple of str
        Resources with one unit that such a step needs, without an alternative.
    support_depth : mapping
        Longest chain of provider steps beneath each customer step that has any, by its id.
    complexity : Complexity
        How much there is.
    divergence : float or None  [0..1]
        Freedom of the performers: mean of the steps that state theirs.
    regions : Regions
        Where work is done between the parties.
    """

    steps: Mapping[str, int]
    crossings: Crossings
    touchpoints: tuple[tuple[str, str], ...]
    moments_of_truth: tuple[str, ...]
    handoffs: tuple[str, ...]
    loops: tuple[tuple[str, ...], ...]
    dead_ends: tuple[str, ...]
    independent: tuple[str, ...]
    shared_support: tuple[SharedSupport, ...]
    single_points_of_failure: tuple[str, ...]
    pools_of_one: tuple[str, ...]
    support_depth: Mapping[str, int]
    complexity: Complexity
    divergence: float | None
    regions: Regions


def describe_structure(graph: ServiceGraph) -> Structure:
    """Tell what follows from the drawing alone."""
    depth = _support_depth(graph)
    touchpoints = tuple(dict.fromkeys(_touchpoints(graph)))
    mandatory = _mandatory(graph)
    return Structure(
        steps=_steps_by_lane(graph),
        crossings=graph.crossings,
        touchpoints=touchpoints,
        moments_of_truth=tuple(step.id for step in graph.steps if step.moment_of_truth),
        handoffs=tuple(flow.id for flow in graph.flows if _changes_hands(graph, flow)),
        loops=graph.loops,
        dead_ends=tuple(_dead_ends(graph)),
        independent=graph.independent,
        shared_support=tuple(_shared_support(graph)),
        single_points_of_failure=mandatory,
        pools_of_one=tuple(_pools_of_one(graph, mandatory)),
        support_depth=depth,
        complexity=_complexity(graph, max(depth.values(), default=0)),
        divergence=_freedom(graph.steps),
        regions=_regions(graph, touchpoints),
    )


def branching_entropy(graph: ServiceGraph, visits: Mapping[str, float]) -> float | None:
    """Return how uncertain the way of a customer is [bits].

    The entropy of the shares at each split, times the visits of the step, summed; None where a share is unknown, or
    where classes of customers go different ways.

    Parameters
    ----------
    visits : mapping
        How often a customer passes each step in the mean, by id.

    Examples
    --------
    >>> from blueprint.graph import to_graph
    >>> from blueprint.model import Blueprint
    >>> steps = [{"lane": "customer", "label": label} for label in ("Ask", "Buy", "Leave")]
    >>> flows = [{"source": "ask", "target": "buy"}, {"source": "ask", "target": "leave", "probability": 0.5}]
    >>> shop = to_graph(Blueprint(title="Shop", phases=[{"steps": steps}], flows=flows))
    >>> branching_entropy(shop, {"ask": 2.0})
    2.0

    References
    ----------
    Shannon, C. E. (1948). A mathematical theory of communication. Bell System Technical Journal 27.
    """
    if any(flow.classes for flow in graph.flows):
        return None
    total = 0.0
    for step, often in visits.items():
        route = route_from(graph, step)
        shares = [branch.share for branch in route.branches]
        if len(shares) < 2 or route.kind == "all":
            continue
        known = [share for share in shares if share is not None]
        if len(known) < len(shares):
            return None
        each = (_bits(share) + (_bits(1 - share) if route.kind == "any" else 0.0) for share in known)
        total += often * sum(each)
    return total


def _bits(share: float) -> float:
    return -share * log2(share) if 0 < share < 1 else 0.0


# --- encounters and hands --------------------------------------------------------------------------------------------


def _steps_by_lane(graph: ServiceGraph) -> dict[str, int]:
    counts = {lane.id: 0 for lane in graph.blueprint.lanes if lane.kind != "evidence"}
    for step in graph.steps:
        counts[step.lane] += 1
    return counts


def _touchpoints(graph: ServiceGraph) -> Iterator[tuple[str, str]]:
    """Yield customer step and provider step of each flow or relation between the two."""
    customers = {step.id for step in graph.steps_of("customer")}
    for flow in graph.blueprint.flows:
        if flow.target == END:
            continue
        if flow.source in customers and flow.target not in customers:
            yield flow.source, flow.target
        elif flow.target in customers and flow.source not in customers:
            yield flow.target, flow.source


def _changes_hands(graph: ServiceGraph, flow: Flow) -> bool:
    """Tell whether a flow hands work from one to another on the provider's side."""
    if "customer" in (graph.lane_of(flow.source).kind, graph.lane_of(flow.target).kind):
        return False
    one, other = (graph.blueprint.step_by_id[name] for name in (flow.source, flow.target))
    return _differ(one, other) or "internal_interaction" in graph.crossed_lines(flow)


def _differ(one: Step, other: Step) -> bool:
    """Tell whether somebody else does the other step: another owner, else none of the same resources."""
    if one.owner is not None and other.owner is not None:
        return _folded(one.owner) != _folded(other.owner)
    hands, others = (
        {name for demand in (*step.resources, *step.seizes) for name in demand.alternatives} for step in (one, other)
    )
    return bool(hands and others) and not hands & others


def _folded(owner: str | None) -> str | None:
    return None if owner is None else owner.strip().casefold()


def _dead_ends(graph: ServiceGraph) -> Iterator[str]:
    customers = graph.steps_of("customer")
    if not graph.flows or len(customers) < 2:
        return
    behind: dict[str, list[str]] = {}
    for flow in graph.flows:
        behind.setdefault(flow.target, []).append(flow.source)
    goals = [flow.source for flow in graph.blueprint.flows if flow.target == END] + [customers[-1].id]
    found: set[str] = set()
    while goals:
        here = goals.pop()
        if here not in found:
            found.add(here)
            goals.extend(behind.get(here, ()))
    yield from (step.id for step in customers[:-1] if step.id not in found)


# --- what lies beneath customer steps --------------------------------------------------------------------------------


def _downward(graph: ServiceGraph) -> dict[str, list[str]]:
    """Return what each step sets going or relies on, on the provider's side; what runs back is left out."""
    customers = {step.id for step in graph.steps_of("customer")}
    back = {(flow.source, flow.target) for flow in graph.rework}
    ahead: dict[str, list[str]] = {step.id: [] for step in graph.steps}
    for flow in graph.blueprint.flows:
        if flow.target == END or flow.kind == "influences" or (flow.source, flow.target) in back:
            continue
        source, target = flow.source, flow.target
        if flow.kind == "exchange" and target in customers:
            source, target = target, source
        if target not in customers:
            ahead[source].append(target)
    return ahead


def _order(graph: ServiceGraph, ahead: Mapping[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield steps with what they lead to, each before those; loops are set aside."""
    number = graph.number
    pairs = [(number[name], number[other]) for name, others in ahead.items() for other in others]
    ordering = order_with_loops_set_aside(len(graph.steps), pairs)
    for place in ordering.order:
        name = graph.steps[place].id
        yield name, [other for other in ahead[name] if (place, number[other]) not in ordering.set_aside]


def _support_depth(graph: ServiceGraph) -> dict[str, int]:
    """Return the longest chain of provider steps beneath each customer step."""
    depth: dict[str, int] = {}
    for name, others in reversed(list(_order(graph, _downward(graph)))):
        depth[name] = max((1 + depth[other] for other in others), default=0)
    return {step.id: depth[step.id] for step in graph.steps_of("customer") if depth[step.id]}


def _shared_support(graph: ServiceGraph) -> Iterator[SharedSupport]:
    """Yield support steps that several customer steps lead to without another customer step between.

    What others need supports them, in whatever lane it stands. Customer steps are bits of a number, so that thousands
    of steps are told in one pass.
    """
    customers = [step.id for step in graph.steps_of("customer")]
    bit = {name: 1 << place for place, name in enumerate(customers)}
    relying: dict[str, int] = dict.fromkeys(graph.number, 0)
    for name, others in _order(graph, _downward(graph)):
        for other in others:
            relying[other] |= bit.get(name, relying[name])
    for step in graph.steps:
        found = relying[step.id]
        supports = graph.lane_of(step.id).kind in ("support", "management") or graph.flows_in(step.id, "needs")
        if supports and found & (found - 1):  # more than one bit
            yield SharedSupport(step.id, tuple(name for name in customers if found & bit[name]))


# --- what every customer passes --------------------------------------------------------------------------------------


def _mandatory(graph: ServiceGraph) -> tuple[str, ...]:
    """Return the provider steps that every customer passes, as in `ServiceGraph.common_dominators`, and branches.

    Where all branches of a split happen, each of them is passed as well; there those steps count that nothing on the
    branch leads around.
    """
    customers = graph.steps_of("customer")
    if not customers or not graph.flows:
        return ()
    reached = graph.reachable(graph.entries)
    goals = {flow.source for flow in graph.blueprint.flows if flow.target == END} & reached
    if customers[-1].id in reached:
        goals.add(customers[-1].id)
    found: set[str] = set()
    waiting = list(graph.common_dominators(goals)) if goals else []
    back = {(flow.source, flow.target) for flow in graph.rework}
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(_sure_to_follow(graph, here, back))
    providers = graph.steps_of(*_PROVIDERS)
    return tuple(step.id for step in providers if step.id in found)


def _sure_to_follow(graph: ServiceGraph, step: str, back: set[tuple[str, str]]) -> Iterator[str]:
    """Yield what every customer passes after a step: where all ways lead through, and branches that all happen."""
    after = graph.post_dominators[step]
    if after != END:
        yield after
    route = route_from(graph, step)
    for branch in route.branches:
        if route.kind != "one" and branch.share == 1.0:
            for target in branch.targets:
                is_spared = target == END or (step, target) in back
                if not is_spared and not _may_be_late(graph, target):
                    yield target


def _may_be_late(graph: ServiceGraph, branch: str) -> bool:
    """Tell whether another branch may stand in, because where they meet the first one is enough."""
    meeting = graph.post_dominators[branch]
    return meeting != END and graph.blueprint.step_by_id[meeting].join == "any"


def _pools_of_one(graph: ServiceGraph, steps: Iterable[str]) -> Iterator[str]:
    found: set[str] = set()
    for name in steps:
        step = graph.blueprint.step_by_id[name]
        for demand in (*step.resources, *step.seizes):
            if len(demand.alternatives) == 1:
                found.add(demand.alternatives[0])
    for resource in graph.blueprint.resources:
        most = max((number for _, number in resource.schedule), default=resource.capacity)
        if resource.id in found and most == 1:
            yield resource.id


# --- amount, freedom, regions ----------------------------------------------------------------------------------------


def _complexity(graph: ServiceGraph, depth: int) -> Complexity:
    flows = [flow for flow in graph.blueprint.flows if flow.target != END]
    parts, isolated = _parts(graph, flows)
    step_by_id = graph.blueprint.step_by_id
    inside = {name: place for place, loop in enumerate(graph.loops) for name in loop}
    return Complexity(
        steps=len(graph.steps),
        flows=len(graph.blueprint.flows),
        parts=parts,
        isolated=isolated,
        cyclomatic=len(flows) - len(graph.steps) + 2 * parts,
        depth=depth,
        lane_changes=sum(graph.lane_of(flow.source) is not graph.lane_of(flow.target) for flow in flows),
        owner_changes=sum(
            _folded(step_by_id[flow.source].owner) != _folded(step_by_id[flow.target].owner) for flow in flows
        ),
        looping=sum(
            flow.source in inside and inside[flow.source] == inside.get(flow.target, -1) for flow in graph.flows
        ),
    )


def _parts(graph: ServiceGraph, flows: Iterable[Flow]) -> tuple[int, int]:
    """Return how many groups of steps nothing joins, and how many of them are one step alone."""
    root = {step.id: step.id for step in graph.steps}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = name = root[root[name]]
        return name

    for flow in flows:
        root[find(flow.source)] = find(flow.target)
    sizes: dict[str, int] = {}
    for name in root:
        sizes[find(name)] = sizes.get(find(name), 0) + 1
    return len(sizes), sum(size == 1 for size in sizes.values())


def _freedom(steps: Iterable[Step]) -> float | None:
    known = [float(step.discretion) for step in steps if step.discretion is not None]
    return sum(known) / len(known) if known else None


def _regions(graph: ServiceGraph, touchpoints: Iterable[tuple[str, str]]) -> Regions:
    onstage = {step.id for step in graph.steps_of("onstage") if not _is_by_system(graph, step)}
    meets: set[str] = set()
    touches: set[str] = set()
    for customer, provider in touchpoints:
        (meets if provider in onstage else touches).update((customer, provider))
    apart = set(graph.independent)
    direct: list[str] = []
    surrogate: list[str] = []
    independent: list[str] = []
    for step in graph.steps:
        if step.id in meets:
            direct.append(step.id)
        elif graph.lane_of(step.id).kind == "customer":
            (surrogate if step.id in touches or step.evidence else independent).append(step.id)
        else:
            (independent if step.id in apart else surrogate).append(step.id)
    return Regions(tuple(direct), tuple(surrogate), tuple(independent))


def _is_by_system(graph: ServiceGraph, step: Step) -> bool:
    """Tell whether systems alone do a step."""
    names = [name for demand in (*step.resources, *step.seizes) for name in demand.alternatives]
    return bool(names) and all(graph.blueprint.resource_by_id[name].kind == "system" for name in names)
