"""Rules about the ways through a service: loops, hand-offs and work that stops."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence, Set

from blueprint.diagnostics import Severity
from blueprint.graph import ServiceGraph
from blueprint.model import END, Flow, Step
from blueprint.model.steps import Demand
from blueprint.rules.base import Finding, rule


@rule("BP320", "lost-order", severity=Severity.INFO, preset="strict")
def lost_order(graph: ServiceGraph) -> Iterator[Finding]:
    """Report work behind the lines that begins for a customer and never comes back to one.

    Notes
    -----
    Work that is done for a customer should reach a customer, unless it is cleaning up after the last customer step.
    Where it stops, look whether the result is handed over. An exchange, and a step that ``needs`` it, hand it over too.

    Examples
    --------
    Wrong: ``order >> cook``, and nothing after it. Right: ``order >> cook >> serve >> eat``.
    """
    customers = graph.steps_of("customer")
    induced = graph.reachable(step.id for step in customers)
    final = graph.reachable(step.id for step in customers[-1:])
    told = {step for flow in graph.blueprint.flows if flow.kind == "exchange" for step in (flow.source, flow.target)}
    told.update(flow.target for flow in graph.blueprint.flows if flow.kind == "needs")
    for step in graph.steps_of("backstage", "support"):
        is_stopped = step.id in induced and step.id not in final and not graph.flows_out(step.id)
        if is_stopped and step.id not in told:
            hint = f"draw the flow that brings the result back to the customer, or let them leave: '{step.id} >> {END}'"
            yield Finding(step.id, f"what '{step.label}' makes for the customer never comes back", hint)


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
    for loop in _entered_loops(graph, graph.loops):
        if not _has_exit(graph, loop):
            yield Finding(loop[0], f"nobody ever leaves the loop of {_names(graph, loop)}", _way_out(graph, loop))


def _entered_loops(graph: ServiceGraph, loops: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield loops that customers come into, and that they do not leave by giving up or for a recovery."""
    entered = graph.reachable(graph.entries) if loops else frozenset()
    for loop in loops:
        inside = set(loop)
        points = (point for step in loop for point in graph.blueprint.step_by_id[step].fail_points)
        ends = any(point.gives_up or point.recovery not in (None, *inside) for point in points)
        if loop[0] in entered and not ends:
            yield loop


def _has_exit(graph: ServiceGraph, loop: Sequence[str]) -> bool:
    inside = set(loop)
    return any(flow.target not in inside for step in loop for flow in graph.flows_out(step))


def _names(graph: ServiceGraph, loop: Sequence[str]) -> str:
    return " and ".join(f"'{graph.blueprint.step_by_id[step].label}'" for step in loop[:2])


def _way_out(graph: ServiceGraph, loop: Sequence[str]) -> str:
    """Return what to do about a loop: customers who come back some day are an influence, and no flow."""
    first, last = graph.steps_of("customer")[0].id, graph.steps_of("customer")[-1].id
    if first != last and first in loop and last in loop:
        return f"draw where customers leave; that they come back some day is '{{influences: {last} >> {first}}}'"
    return f"draw the flow that leads out of it, or let the customer leave: '{loop[-1]} >> {END}'"


@rule("BP326", "certain-rework", severity=Severity.WARNING)
def certain_rework(graph: ServiceGraph) -> Iterator[Finding]:
    """Report loops that are run through for ever, because no flow in them has a share or a condition.

    Notes
    -----
    Flows without a share or a condition happen every time; a loop of these never ends, even if another way leads out
    of it. Mostly a share was forgotten, or question and answer were drawn as two flows: they are an ``exchange``.

    Examples
    --------
    Wrong: ``test >> repair`` beside ``test >> pay``. Right: ``{flow: test >> repair, probability: 5%}``.
    """
    loops = graph.loops
    inside = {step for loop in loops for step in loop}
    sure = [flow for step in graph.steps if step.id in inside for flow in _sure_flows(graph, step)]
    circles = [loop for loop in _entered_loops(graph, graph.circles(sure)) if _has_exit(graph, loop)]
    group_of = {step: loop for loop in circles for step in loop}
    back = {(flow.source, flow.target) for flow in graph.rework}
    told: set[tuple[str, ...]] = set()
    for flow in sure:
        loop = group_of.get(flow.source)
        if loop and loop not in told and (flow.source, flow.target) in back and flow.target in loop:
            told.add(loop)
            message = f"'{flow.source} >> {flow.target}' runs back every time: {_names(graph, loop)} never end"
            hint = "say how often or when: 'probability: 5%' or 'condition: dish is cold'; or draw an exchange"
            yield Finding(flow.id, message, hint)


def _sure_flows(graph: ServiceGraph, step: Step) -> tuple[Flow, ...]:
    """Return the flows out of a step that every customer takes each time."""
    flows = tuple(flow for flow in graph.flows_out(step.id) if not flow.classes)
    if step.split == "all":
        return flows
    marked = any(flow.probability is not None or flow.condition is not None for flow in graph.flows_out(step.id))
    if step.split == "any":
        return tuple(flow for flow in flows if flow.probability is None and flow.condition is None)
    return flows if not marked and (step.split is None or len(flows) == 1) else ()


@rule("BP327", "hand-off-chain", severity=Severity.WARNING)
def hand_off_chain(graph: ServiceGraph, *, limit: int = 3) -> Iterator[Finding]:
    """Report work that is handed from one to the next more often than ``limit`` times before a customer sees anything.

    Notes
    -----
    Every hand-off is a queue and a chance of losing something. Between two steps that no customer sees it counts where
    other people go on, or another owner, or, where neither is known, where the lane changes.

    Examples
    --------
    Wrong: clerk, typist, manager, courier, archive, one after another. Right: one who does what the others did.

    References
    ----------
    Bitner, M. J., Ostrom, A. L. and Morgan, F. N. (2008). Service blueprinting. California Management Review 50(3).
    """
    hidden = {step.id for step in graph.steps_of("backstage", "support", "management")}
    before = _steps_before(graph, hidden)
    goes_on = {other for others in before.values() for other in others}
    people = {item.id for item in graph.blueprint.resources if item.kind == "people"}
    length: dict[str, int] = {}
    for name in graph.in_time_order if before else ():
        if name in before:
            length[name] = max(length.get(other, 0) + _is_handed(graph, other, name, people) for other in before[name])
            if name not in goes_on and length[name] > limit:
                label = graph.blueprint.step_by_id[name].label
                message = f"until '{label}' work is handed on {length[name]} times without a customer seeing anything"
                yield Finding(name, message, "let fewer people do more of it, or tell the customer in between")


def _is_handed(graph: ServiceGraph, one: str, other: str, people: Set[str]) -> bool:
    """Tell whether somebody else goes on."""
    first, second = graph.blueprint.step_by_id[one], graph.blueprint.step_by_id[other]
    those, these = _names_of(first.resources) & people, _names_of(second.resources) & people
    if those and these:
        return not those & these
    if first.owner and second.owner:
        return first.owner.strip().casefold() != second.owner.strip().casefold()
    return first.lane != second.lane


def _names_of(demands: Sequence[Demand]) -> set[str]:
    return {name for demand in demands for name in demand.alternatives}


@rule("BP328", "ping-pong", severity=Severity.INFO, preset="strict")
def ping_pong(graph: ServiceGraph, *, limit: int = 4) -> Iterator[Finding]:
    """Report work that goes to and fro between two lanes of the provider more often than ``limit`` times.

    Notes
    -----
    Going to and fro is asking back: something is missing when the work is handed over. Several steps of one lane after
    each other are one turn, and whatever passes a customer begins anew.

    Examples
    --------
    Wrong: clerk, manager, clerk, manager, clerk, manager. Right: the clerk decides within a limit.
    """
    lanes = {step.id: step.lane for step in graph.steps_of("onstage", "backstage", "support", "management")}
    before = _steps_before(graph, lanes)
    turns: dict[str, dict[str, int]] = {}  # by step, by the lane that the work came from last: how often it changed
    for name in graph.in_time_order if before else ():
        mine = turns[name] = dict[str, int]()
        for other in before.get(name, ()):
            if lanes[other] == lanes[name]:
                passed = turns[other]
            else:
                passed = {lanes[other]: turns[other].get(lanes[name], 0) + 1}
                if passed[lanes[other]] == limit + 1 and mine.get(lanes[other], 0) <= limit:
                    label = graph.blueprint.step_by_id[name].label
                    message = f"up to '{label}' work went to and fro between two lanes {limit + 1} times"
                    yield Finding(name, message, "hand over all that is needed at once, or let one of the two decide")
            for lane, count in passed.items():
                mine[lane] = max(mine.get(lane, 0), count)


def _steps_before(graph: ServiceGraph, steps: Container[str]) -> dict[str, list[str]]:
    """Return, for those of some steps that follow others of them by a flow, these; rework set aside."""
    back = {(flow.source, flow.target) for flow in graph.rework}
    found: dict[str, list[str]] = {}
    for flow in graph.flows:
        if flow.source in steps and flow.target in steps and (flow.source, flow.target) not in back:
            found.setdefault(flow.target, []).append(flow.source)
    return found


@rule("BP331", "duplicate-flow", severity=Severity.WARNING, preset="draft")
def duplicate_flow(graph: ServiceGraph) -> Iterator[Finding]:
    """Report flows and relations that were declared twice.

    Notes
    -----
    The second one says nothing new; mostly another step was meant.

    Examples
    --------
    Wrong: ``order >> cook`` in two lines. Right: once; or different conditions, shares or classes.
    """
    seen: set[tuple[object, ...]] = set()
    for flow in graph.blueprint.flows:
        key = (flow.source, flow.target, flow.kind, flow.condition, flow.probability, flow.classes)
        if key in seen:
            message = f"'{flow.source} >> {flow.target}' was declared twice"
            yield Finding(flow.id, message, "delete one of them, or say what is different, such as a condition")
        seen.add(key)


@rule("BP332", "circular-need", severity=Severity.WARNING)
def circular_need(graph: ServiceGraph) -> Iterator[Finding]:
    """Report steps that need each other in a circle, or themselves.

    Notes
    -----
    None of them can begin: what needs what must have a first.

    Examples
    --------
    Wrong: ``{needs: till >> stock}`` and ``{needs: stock >> till}``. Right: one of them, or an exchange.
    """
    needs = [flow for flow in graph.blueprint.flows if flow.kind == "needs"]
    for circle in graph.circles(needs) if needs else ():
        hint = "keep the need that comes first, or draw an exchange"
        verb = "need each other" if len(circle) > 1 else "needs itself"
        yield Finding(circle[0], f"{_names(graph, circle)} {verb}", hint)


@rule("BP333", "late-entry", severity=Severity.INFO, preset="strict")
def late_entry(graph: ServiceGraph) -> Iterator[Finding]:
    """Report flows by which those that no other way takes come from the last step back into the first one.

    Notes
    -----
    That customers come back is a relationship over time. As a flow it makes one long visit of all visits, and times and
    waits are computed for that. Word of mouth and coming back are ``influences``. Who must begin again at once goes
    back under a condition, such as a form that was refused. (BP325 and BP326 tell of circles that never end.)

    Examples
    --------
    Wrong: ``{flow: leave >> end, probability: 40%}`` and ``leave >> enter``.
    Right: ``{influences: leave >> enter}``.
    """
    customers = graph.steps_of("customer")
    if len(customers) < 2:
        return
    first, last = customers[0].id, customers[-1].id
    for flow in graph.flows_out(last):
        is_rest = flow.condition is None and len(graph.flows_out(last)) > 1
        if flow.target == first and is_rest and flow not in _sure_flows(graph, customers[-1]):
            message = f"'{customers[-1].label}' leads back to '{customers[0].label}': the service begins again"
            yield Finding(flow.id, message, f"if they come back another day, write '{{influences: {last} >> {first}}}'")
