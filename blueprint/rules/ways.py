"""Rules about the ways through a service: branches, loops and hand-offs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import END, Flow, LaneKind
from blueprint.rules.base import Finding, rule

_PROVIDERS: tuple[LaneKind, ...] = ("onstage", "backstage", "support", "management")


def _is_marked(flow: Flow) -> bool:
    return flow.probability is not None or flow.condition is not None


@rule("BP320", "lost-order", severity=Severity.INFO, preset="strict")
def lost_order(graph: ServiceGraph) -> Iterator[Finding]:
    """Report work behind the lines that begins for a customer and never comes back to one.

    Notes
    -----
    Work that is done for a customer should reach a customer, unless it is cleaning up. Where it stops, look whether
    the result is handed over.

    Examples
    --------
    Wrong: ``order >> cook``, and nothing after it. Right: ``order >> cook >> serve >> eat``.
    """
    customers = {step.id for step in graph.steps_of("customer")}
    induced = graph.reachable(customers)
    last = graph.steps_of("customer")[-1:]
    final = graph.reachable([last[0].id]) if last else frozenset()
    for step in graph.steps_of("backstage", "support"):
        if step.id in induced and step.id not in final and not graph.flows_out(step.id):
            hint = "draw the flow that brings the result back to the customer"
            yield Finding(step.id, f"what '{step.label}' makes for the customer never comes back", hint)


@rule("BP321", "customer-in-two-places", severity=Severity.WARNING)
def customer_in_two_places(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps after which one customer would be in two places at once, without ever coming together again.

    Notes
    -----
    Flows without a share or a condition all happen. Two of them to steps of the same customer are two ways at once;
    mostly a condition was meant.

    Examples
    --------
    Wrong: ``ask >> buy`` and ``ask >> leave``. Right: ``{flow: ask >> leave, probability: 30%}`` beside ``ask >> buy``.
    """
    for step in graph.steps:
        if step.split in ("one", "any"):
            continue
        plain = [flow.target for flow in graph.flows_out(step.id) if not _is_marked(flow) and flow.target != END]
        lanes = [graph.lane_of(target) for target in dict.fromkeys(plain)]
        customers = [lane.id for lane in lanes if lane.kind == "customer"]
        if len(customers) > len(set(customers)) and graph.meeting(plain) == END:
            hint = "give the flows a condition or a share, or let them meet in a step"
            yield Finding(step.id, f"after '{step.label}' the customer would be in two places at once", hint)


@rule("BP322", "choice-without-condition", severity=Severity.INFO, preset="strict")
def choice_without_condition(graph: ServiceGraph) -> Iterator[Finding]:
    """Report alternatives with a share and no condition.

    Notes
    -----
    A share says how many go this way; a reader also wants to know when.

    Examples
    --------
    Wrong: ``{flow: ask >> leave, probability: 30%}``. Right: the same with ``condition: too expensive``.
    """
    for flow in graph.blueprint.flows:
        if flow.kind == "flow" and flow.probability is not None and flow.condition is None:
            message = f"nobody reads when '{flow.source} >> {flow.target}' is taken"
            yield Finding(flow.source, message, "add a condition in a few words, such as 'condition: sold out'")


@rule("BP323", "same-condition", severity=Severity.WARNING, preset="draft")
def same_condition(graph: ServiceGraph) -> Iterator[Finding]:
    """Report two alternatives out of one step with the same condition.

    Notes
    -----
    Under that condition nobody knows which way to go.

    Examples
    --------
    Wrong: ``ask >> buy: agreed`` and ``ask >> leave: agreed``. Right: ``agreed`` and ``too expensive``.
    """
    for step in graph.steps:
        seen: dict[tuple[str, tuple[str, ...]], str] = {}
        for flow in graph.flows_out(step.id):
            if flow.condition is not None and step.split != "all":
                key = (flow.condition.strip().casefold(), flow.classes)
                if seen.setdefault(key, flow.target) != flow.target:
                    message = f"two ways out of '{step.label}' have the condition '{flow.condition.strip()}'"
                    yield Finding(step.id, message, "tell the conditions apart, or join the ways")


@rule("BP324", "unknown-share", severity=Severity.INFO, preset="strict")
def unknown_share(graph: ServiceGraph) -> Iterator[Finding]:
    """Report alternatives whose share is unknown where other splits have theirs.

    Notes
    -----
    One unknown share leaves the success, the visits and the load of all that follows unknown.

    Examples
    --------
    Wrong: ``{flow: ask >> leave, condition: too expensive}``. Right: the same with ``probability: 30%``.
    """
    if not any(flow.probability is not None for flow in graph.flows):
        return
    for step in graph.steps:
        flows = graph.flows_out(step.id)
        unknown = [flow for flow in flows if flow.condition is not None and flow.probability is None]
        others = [flow for flow in flows if not _is_marked(flow)]
        if unknown and len(unknown) + bool(others) > 1:
            message = f"how many take which way out of '{step.label}' is unknown"
            yield Finding(step.id, message, "add shares, measured or estimated: 'probability: 30%'")


@rule("BP325", "endless-loop", severity=Severity.ERROR, preset="draft")
def endless_loop(graph: ServiceGraph) -> Iterator[Finding]:
    """Report loops that no way leads out of.

    Notes
    -----
    Whoever comes in never comes out, and no time, cost or success can be computed.

    Examples
    --------
    Wrong: ``ask >> wait >> ask``. Right: ``wait >> enter`` beside it, or ``wait >> end``.
    """
    for loop in graph.loops:
        inside = set(loop)
        targets = {flow.target for step in loop for flow in graph.flows_out(step)}
        if not targets - inside:
            names = " and ".join(f"'{graph.blueprint.step_by_id[step].label}'" for step in loop[:2])
            yield Finding(loop[0], f"nobody ever leaves the loop of {names}", "draw the flow that leads out of it")


@rule("BP326", "certain-rework", severity=Severity.WARNING)
def certain_rework(graph: ServiceGraph) -> Iterator[Finding]:
    """Report flows that run back every time: they have no share and no condition.

    Notes
    -----
    Rework without a share would be repeated for ever, or the customer would be in two places at once.

    Examples
    --------
    Wrong: ``test >> repair`` beside ``test >> pay``. Right: ``{flow: test >> repair, probability: 5%}``.
    """
    for flow in graph.rework:
        others = [other for other in graph.flows_out(flow.source) if other is not flow]
        step = graph.blueprint.step_by_id[flow.source]
        rest = any(_is_marked(other) for other in others) or step.split in ("one", "any")
        if others and not rest and not _is_marked(flow):
            message = f"'{flow.source} >> {flow.target}' runs back every time"
            yield Finding(flow.source, message, "say how often or when: 'probability: 5%' or 'condition: dish is cold'")


@rule("BP327", "hand-off-chain", severity=Severity.WARNING)
def hand_off_chain(graph: ServiceGraph, *, limit: int = 3) -> Iterator[Finding]:
    """Report work that is handed from one to the next more often than ``limit`` times before a customer sees anything.

    Notes
    -----
    Every hand-off is a queue and a chance of losing something. It counts where the resource changes, or the owner, or,
    where neither is known, the lane.

    Examples
    --------
    Wrong: clerk, typist, manager, courier, archive, one after another. Right: one who does what the others did.

    References
    ----------
    Bitner, M. J., Ostrom, A. L. and Morgan, F. N. (2008). Service blueprinting. California Management Review 50(3).
    """
    providers = {step.id for step in graph.steps_of(*_PROVIDERS)}
    back = {(flow.source, flow.target) for flow in graph.rework}
    length: dict[str, int] = {}
    for name in graph.in_time_order:
        before = [other for other in graph.predecessors(name) if (other, name) not in back]
        counts = (
            length.get(other, 0) + _is_handed(graph, other, name)
            for other in before
            if name in providers and other in providers
        )
        length[name] = max(counts, default=0)
        ends = not any(other in providers and (name, other) not in back for other in graph.successors(name))
        if ends and length[name] > limit:
            label = graph.blueprint.step_by_id[name].label
            message = f"until '{label}' work is handed on {length[name]} times without a customer seeing anything"
            yield Finding(name, message, "let fewer people do more of it, or tell the customer in between")


def _is_handed(graph: ServiceGraph, one: str, other: str) -> bool:
    """Tell whether somebody else goes on."""
    first, second = graph.blueprint.step_by_id[one], graph.blueprint.step_by_id[other]
    if first.resources and second.resources:
        return not _people(first.resources) & _people(second.resources)
    if first.owner and second.owner:
        return first.owner.strip().casefold() != second.owner.strip().casefold()
    return first.lane != second.lane


def _people(demands: Sequence[object]) -> set[str]:
    return {name for demand in demands for name in demand.alternatives}  # type: ignore[attr-defined]


@rule("BP328", "ping-pong", severity=Severity.INFO, preset="strict")
def ping_pong(graph: ServiceGraph, *, limit: int = 4) -> Iterator[Finding]:
    """Report work that goes to and fro between two lanes of the provider more often than ``limit`` times.

    Notes
    -----
    Going to and fro is asking back: something is missing when the work is handed over.

    Examples
    --------
    Wrong: clerk, manager, clerk, manager, clerk, manager. Right: the clerk decides within a limit.
    """
    back = {(flow.source, flow.target) for flow in graph.rework}
    length: dict[str, int] = {}
    origin: dict[str, str] = {}
    for name in graph.in_time_order:
        lane = graph.lane_of(name)
        best, came = 0, ""
        for other in graph.predecessors(name):
            before = graph.lane_of(other)
            if (other, name) not in back and before.id != lane.id and "customer" not in (before.kind, lane.kind):
                count = length.get(other, 0) + 1 if origin.get(other) in ("", lane.id) else 1
                if count > best:
                    best, came = count, before.id
        length[name], origin[name] = best, came
        if best == limit + 1:
            label = graph.blueprint.step_by_id[name].label
            message = f"up to '{label}' work went to and fro between two lanes {best} times"
            yield Finding(name, message, "hand over all that is needed at once")


@rule("BP330", "pointless-share", severity=Severity.WARNING)
def pointless_share(graph: ServiceGraph) -> Iterator[Finding]:
    """Report alternatives that nobody or everybody takes.

    Notes
    -----
    A share of 0 is a way that is not there, one of 100% leaves nothing for the others.

    Examples
    --------
    Wrong: ``probability: 100%`` beside another way. Right: the share that was measured, or no share.
    """
    for step in graph.steps:
        flows = graph.flows_out(step.id)
        for flow in flows:
            if flow.probability == 0:
                message = f"nobody takes the way '{flow.source} >> {flow.target}'"
                yield Finding(step.id, message, "give it a share, or delete it")
            elif flow.probability == 1 and len(flows) > 1 and step.split != "any":
                message = f"everybody takes the way '{flow.source} >> {flow.target}', and nobody the others"
                yield Finding(step.id, message, "give it the share that is left beside the others")


@rule("BP331", "duplicate-flow", severity=Severity.WARNING, preset="draft")
def duplicate_flow(graph: ServiceGraph) -> Iterator[Finding]:
    """Report flows and relations that were declared twice.

    Notes
    -----
    The second one says nothing new; mostly another step was meant.

    Examples
    --------
    Wrong: ``order >> cook`` in two lines. Right: once; or different conditions or classes.
    """
    seen: set[tuple[object, ...]] = set()
    for flow in graph.blueprint.flows:
        key = (flow.source, flow.target, flow.kind, flow.condition, flow.probability, flow.classes)
        if key in seen:
            message = f"'{flow.source} >> {flow.target}' was declared twice"
            yield Finding(flow.source, message, "delete one of them, or say what is different")
        seen.add(key)


@rule("BP332", "circular-need", severity=Severity.WARNING)
def circular_need(graph: ServiceGraph) -> Iterator[Finding]:
    """Report systems and support that need each other in a circle.

    Notes
    -----
    None of them can begin: what needs what must have a first.

    Examples
    --------
    Wrong: ``{needs: till >> stock}`` and ``{needs: stock >> till}``. Right: one of them, or an exchange.
    """
    needs: dict[str, list[str]] = {}
    for flow in graph.blueprint.flows:
        if flow.kind == "needs":
            needs.setdefault(flow.source, []).append(flow.target)
    done: set[str] = set()
    for start in needs:
        way: dict[str, Iterator[str]] = {start: iter(needs[start])} if start not in done else {}
        while way:
            here = next(reversed(way))
            onward = next(way[here], None)
            if onward is None:
                done.add(here)
                del way[here]
            elif onward in way:
                names = [*way][[*way].index(onward) :]
                labels = " and ".join(f"'{graph.blueprint.step_by_id[name].label}'" for name in names[:2])
                hint = "keep the need that comes first, or draw an exchange"
                yield Finding(onward, f"{labels} need each other", hint)
            elif onward not in done:
                way[onward] = iter(needs.get(onward, ()))


@rule("BP333", "late-entry", severity=Severity.INFO, preset="strict")
def late_entry(graph: ServiceGraph) -> Iterator[Finding]:
    """Report flows that lead back into the first step of the customer from the last one without a condition.

    Notes
    -----
    A circle of the whole service is a relationship over time; as a flow it has no end. Word of mouth and coming back
    are ``influences``.

    Examples
    --------
    Wrong: ``leave >> enter``. Right: ``{influences: leave >> enter}``.
    """
    customers = [step.id for step in graph.steps_of("customer")]
    for one, other in pairwise([*customers[-1:], *customers[:1]]):
        if any(flow.target == other and not _is_marked(flow) for flow in graph.flows_out(one)) and one != other:
            hint = f"write '{{influences: {one} >> {other}}}'"
            yield Finding(one, "the service begins again without an end", hint)
