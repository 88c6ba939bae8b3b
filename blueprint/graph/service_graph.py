"""`ServiceGraph`: what can be asked of the structure of a service.

Steps are vertices and flows are edges of a networkx multigraph. Answers are tuples in the order of declaration, because
several results of networkx follow the hash seed; they are sorted here, in the only module that calls it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from blueprint.graph.ordering import Ordering, find_loops, order_with_loops_set_aside
from blueprint.model import END, Blueprint, Flow, FlowKind, Lane, LaneKind, Step

if TYPE_CHECKING:
    import networkx

LINES: tuple[tuple[str, LaneKind, LaneKind], ...] = (
    ("interaction", "customer", "onstage"),
    ("visibility", "onstage", "backstage"),
    ("internal_interaction", "backstage", "support"),
    ("implementation", "support", "management"),
)
"""The lines of a blueprint, each with the kinds of lanes that it separates, from top to bottom."""


@dataclass(frozen=True, slots=True)
class Crossings:
    """How often flows and relations cross each line."""

    interaction: int
    visibility: int
    internal_interaction: int
    implementation: int


@dataclass(frozen=True)
class ServiceGraph:
    """A blueprint with its structure as a graph.

    Parameters
    ----------
    blueprint : Blueprint
        The service.
    """

    blueprint: Blueprint

    # --- parts --------------------------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Steps in the order of the script."""
        return self.blueprint.steps

    @cached_property
    def flows(self) -> tuple[Flow, ...]:
        """Flows of kind `flow` between two steps: those that move the customer; not those to the end."""
        return tuple(flow for flow in self.blueprint.flows if flow.kind == "flow" and flow.target != END)

    @cached_property
    def number(self) -> dict[str, int]:
        """Place of each step in the script, counted from 0."""
        return {step.id: index for index, step in enumerate(self.steps)}

    @cached_property
    def digraph(self) -> networkx.MultiDiGraph[str]:
        """The service as a networkx multigraph: steps with their data, flows keyed by their id."""
        import networkx

        graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph(title=self.blueprint.title)
        for step in self.steps:
            graph.add_node(step.id, step=step, lane=step.lane, kind=self.lane_of(step.id).kind)
        for flow in self.blueprint.flows:
            if flow.target != END:
                graph.add_edge(flow.source, flow.target, key=flow.id, flow=flow, kind=flow.kind)
        return graph

    def lane_of(self, step: str) -> Lane:
        """Return the lane of a step."""
        return self._lanes[step]

    @cached_property
    def _lanes(self) -> dict[str, Lane]:
        by_id = self.blueprint.lane_by_id
        return {step.id: by_id[step.lane] for step in self.steps}

    def steps_of(self, *kinds: LaneKind) -> tuple[Step, ...]:
        """Return the steps whose lane is of one of these kinds."""
        if kinds not in self._steps_of:
            lanes = {lane.id for lane in self.blueprint.lanes if lane.kind in kinds}
            self._steps_of[kinds] = tuple(step for step in self.steps if step.lane in lanes)
        return self._steps_of[kinds]

    @cached_property
    def _steps_of(self) -> dict[tuple[LaneKind, ...], tuple[Step, ...]]:
        return {}

    # --- neighbors ----------------------------------------------------------------------------------------------

    @cached_property
    def _out(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {step.id: [] for step in self.steps}
        for flow in self.blueprint.flows:
            found[flow.source].append(flow)
        return found

    @cached_property
    def _in(self) -> dict[str, list[Flow]]:
        found: dict[str, list[Flow]] = {step.id: [] for step in self.steps}
        for flow in self.blueprint.flows:
            if flow.target != END:
                found[flow.target].append(flow)
        return found

    def flows_out(self, step: str, kind: FlowKind | None = "flow") -> tuple[Flow, ...]:
        """Return the flows that leave a step, those to the end too; of all kinds with ``kind=None``."""
        if kind == "flow":
            return self._flow_out[step]
        return tuple(flow for flow in self._out[step] if kind in (None, flow.kind))

    def flows_in(self, step: str, kind: FlowKind | None = "flow") -> tuple[Flow, ...]:
        """Return the flows that lead to a step; of all kinds with ``kind=None``."""
        if kind == "flow":
            return self._flow_in[step]
        return tuple(flow for flow in self._in[step] if kind in (None, flow.kind))

    @cached_property
    def _flow_out(self) -> dict[str, tuple[Flow, ...]]:
        return {step: tuple(flow for flow in flows if flow.kind == "flow") for step, flows in self._out.items()}

    @cached_property
    def _flow_in(self) -> dict[str, tuple[Flow, ...]]:
        return {step: tuple(flow for flow in flows if flow.kind == "flow") for step, flows in self._in.items()}

    @cached_property
    def _neighbors(self) -> dict[tuple[str, FlowKind | None, bool], tuple[str, ...]]:
        """What `successors` and `predecessors` have answered; many ask the same."""
        return {}

    @cached_property
    def splits(self) -> tuple[Step, ...]:
        """Steps that several flows leave, those to the end counted, in the order of the script."""
        counts = Counter(flow.source for flow in self.blueprint.flows if flow.kind == "flow")
        return tuple(step for step in self.steps if counts[step.id] > 1)

    def successors(self, step: str, kind: FlowKind | None = "flow") -> tuple[str, ...]:
        """Return the steps that flows lead to, each once, as declared."""
        found = self._neighbors.get((step, kind, True))
        if found is None:
            found = tuple(dict.fromkeys(flow.target for flow in self.flows_out(step, kind) if flow.target != END))
            self._neighbors[step, kind, True] = found
        return found

    def predecessors(self, step: str, kind: FlowKind | None = "flow") -> tuple[str, ...]:
        """Return the steps that flows come from, each once, as declared."""
        found = self._neighbors.get((step, kind, False))
        if found is None:
            found = tuple(dict.fromkeys(flow.source for flow in self.flows_in(step, kind)))
            self._neighbors[step, kind, False] = found
        return found

    # --- lines --------------------------------------------------------------------------------------------------

    def crossed_lines(self, flow: Flow) -> tuple[str, ...]:
        """Return the lines that a flow crosses, from top to bottom; none where it leads to the end."""
        if flow.target == END:
            return ()
        ranks = sorted((self.lane_of(flow.source).rank, self.lane_of(flow.target).rank))
        names = []
        for index, (name, _, _) in enumerate(LINES):
            above = index + 1  # rank of the lanes above this line; evidence is 0
            if ranks[0] <= above < ranks[1]:
                names.append(name)
        return tuple(names)

    @cached_property
    def crossings(self) -> Crossings:
        """How often each line is crossed by flows and relations of any kind."""
        counts = dict.fromkeys((name for name, _, _ in LINES), 0)
        for flow in self.blueprint.flows:
            for name in self.crossed_lines(flow):
                counts[name] += 1
        return Crossings(**counts)

    # --- reachability -------------------------------------------------------------------------------------------

    def reachable(
        self, starts: Iterable[str], kinds: Collection[FlowKind] = frozenset[FlowKind](("flow",))
    ) -> frozenset[str]:
        """Return the steps that can be reached from some, these included.

        A recovery step counts as reached with the step whose fail point leads to it.
        """
        ahead = self._ahead if set(kinds) == {"flow"} else self._ways(kinds)
        return _spread(starts, ahead)

    @cached_property
    def _ahead(self) -> dict[str, list[str]]:
        return self._ways(frozenset[FlowKind](("flow",)))

    def _ways(self, kinds: Collection[FlowKind]) -> dict[str, list[str]]:
        """Return where flows of these kinds lead from each step, and recoveries."""
        found: dict[str, list[str]] = {step.id: [] for step in self.steps}
        for flow in self.blueprint.flows:
            if flow.kind in kinds and flow.target != END:
                found[flow.source].append(flow.target)
        for step, recovery in self._recoveries():
            found[step].append(recovery)
        return found

    def joined_with(self, starts: Iterable[str]) -> frozenset[str]:
        """Return the steps that flows and relations of any kind join with some, in either direction, these included."""
        beside: dict[str, list[str]] = {step.id: [] for step in self.steps}
        relations = ((flow.source, flow.target) for flow in self.blueprint.flows if flow.target != END)
        for one, other in (*relations, *self._recoveries()):
            beside[one].append(other)
            beside[other].append(one)
        return _spread(starts, beside)

    @cached_property
    def entries(self) -> tuple[str, ...]:
        """Steps where customers come in: the first customer step, and those that classes name."""
        customers = self.steps_of("customer")
        named = [item.enters for item in self.blueprint.classes if item.enters is not None]
        default = [] if not customers or (named and len(named) == len(self.blueprint.classes)) else [customers[0].id]
        return self._in_script_order({*named, *default})

    def unreachable_customer_steps(self) -> tuple[Step, ...]:
        """Return customer steps that no entry of customers leads to."""
        found = self.reachable(self.entries)
        return tuple(step for step in self.steps_of("customer") if step.id not in found)

    @cached_property
    def independent(self) -> tuple[str, ...]:
        """Provider steps above the line of order penetration: no customer step leads to them by `flow`.

        References
        ----------
        Fließ, S. and Kleinaltenkamp, M. (2004). Blueprinting the service company. J. Business Research 57, 392-404.
        """
        induced = self.reachable(step.id for step in self.steps_of("customer"))
        providers = self.steps_of("onstage", "backstage", "support", "management")
        return tuple(step.id for step in providers if step.id not in induced)

    # --- order and loops ----------------------------------------------------------------------------------------

    @cached_property
    def ordering(self) -> Ordering:
        """Steps in the order of time, loops set aside."""
        relations = ((self.number[flow.source], self.number[flow.target]) for flow in self.flows)
        return order_with_loops_set_aside(len(self.steps), relations)

    @cached_property
    def in_time_order(self) -> tuple[str, ...]:
        """Ids of the steps in the order of time, loops set aside."""
        return tuple(self.steps[number].id for number in self.ordering.order)

    @cached_property
    def rework(self) -> tuple[Flow, ...]:
        """Flows that run back: they close a loop."""
        back = self.ordering.set_aside
        return tuple(flow for flow in self.flows if (self.number[flow.source], self.number[flow.target]) in back)

    @cached_property
    def loops(self) -> tuple[tuple[str, ...], ...]:
        """Groups of steps that customers can pass again and again, in the order of the script."""
        return self.circles(self.flows) if self.rework else ()

    def circles(self, flows: Iterable[Flow]) -> tuple[tuple[str, ...], ...]:
        """Return the groups of steps that flows or relations lead round in, in the order of the script.

        Parameters
        ----------
        flows : iterable of Flow
            Only these are followed.
        """
        pairs = ((self.number[flow.source], self.number[flow.target]) for flow in flows if flow.target != END)
        groups = find_loops(len(self.steps), pairs)
        return tuple(tuple(self.steps[number].id for number in group) for group in groups)

    def dominators(self, step: str) -> tuple[str, ...]:
        """Return the steps that every way from the entries to a step must pass, the step itself last.

        Raises
        ------
        KeyError
            If no entry leads to the step.
        """
        chain: list[str] = []
        here: str | None = step
        while here is not None:
            chain.append(here)
            here = self._immediate_dominators[here]
        return tuple(reversed(chain))

    def common_dominators(self, steps: Iterable[str]) -> tuple[str, ...]:
        """Return the steps that every way from the entries to any of these must pass, in the order of the way.

        Raises
        ------
        KeyError
            If no entry leads to one of them.
        """
        goals = self._in_script_order(steps)
        chain = self.dominators(goals[0]) if goals else ()
        shared = {name: place for place, name in enumerate(chain, 1)}  # by step: how much of the chain lies above it
        least = len(chain)
        for goal in goals[1:]:
            path: list[str] = []
            here: str | None = goal
            while here is not None and here not in shared:
                path.append(here)
                here = self._immediate_dominators[here]
            found = 0 if here is None else shared[here]
            shared.update(dict.fromkeys(path, found))
            least = min(least, found)
        return chain[:least]

    @cached_property
    def _immediate_dominators(self) -> dict[str, str | None]:
        import networkx

        entry = ("entry",)  # no step id is a tuple, so it cannot clash
        graph: networkx.DiGraph[Any] = networkx.DiGraph()
        graph.add_node(entry)
        graph.add_edges_from((entry, step) for step in self.entries)
        graph.add_edges_from((flow.source, flow.target) for flow in self.flows)
        graph.add_edges_from(self._recoveries())
        found = networkx.immediate_dominators(graph, entry)
        return {step: None if above in (entry, None) else above for step, above in found.items() if step != entry}

    @cached_property
    def post_dominators(self) -> dict[str, str]:
        """The first step after each step that every way forward from it must pass; ``end`` where there is none.

        Rework is set aside.
        """
        import networkx

        back = {(flow.source, flow.target) for flow in self.rework}
        graph: networkx.DiGraph[str] = networkx.DiGraph()
        graph.add_node(END)
        for step in self.steps:
            ahead = [f.target for f in self.flows_out(step.id) if (step.id, f.target) not in back]
            graph.add_edges_from((target, step.id) for target in ahead or [END])
        found = networkx.immediate_dominators(graph, END)
        return {step.id: found[step.id] or END for step in self.steps}

    def may_meet(self, one: str, other: str) -> bool:
        """Tell whether ways from two steps can come to one step, rework set aside; the end is none."""
        return bool(self._outcomes[one] & self._outcomes[other])

    @cached_property
    def _outcomes(self) -> dict[str, int]:
        """The last steps that ways from each step can come to, one bit for each.

        Two ways that share any step share its last steps; so few bits tell what whole sets of steps would.
        """
        found: dict[str, int] = {}
        count = 0
        for step in reversed(self.in_time_order):
            here = self.number[step]
            bits = 0
            for other in self.successors(step):
                if (here, self.number[other]) not in self.ordering.set_aside:
                    bits |= found[other]
            if not bits:
                bits = 1 << count
                count += 1
            found[step] = bits
        return found

    def _recoveries(self) -> Iterator[tuple[str, str]]:
        """Yield the steps of fail points with the steps where things are put right, for these are ways too."""
        for step in self.steps:
            for point in step.fail_points:
                if point.recovery is not None:
                    yield step.id, point.recovery

    def _in_script_order(self, steps: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(steps, key=self.number.__getitem__))

    def pairs(self) -> Iterator[tuple[Step, Step, Flow]]:
        """Yield every flow and relation with the steps at its ends, as declared; not those to the end."""
        by_id = self.blueprint.step_by_id
        for flow in self.blueprint.flows:
            if flow.target != END:
                yield by_id[flow.source], by_id[flow.target], flow


def _spread(starts: Iterable[str], onward: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return what can be reached from some, these included."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(onward[here])
    return frozenset(found)
