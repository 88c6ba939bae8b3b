"""Advice: what to do about what was found, each with a lever, a reason and what it would change.

Effects are computed anew for the service as it would be, and never only asserted; advice without a figure has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from blueprint.analysis.critical_path import CriticalPath
from blueprint.analysis.economics import EconomicFigures
from blueprint.analysis.gaps import Gap
from blueprint.analysis.levers import Advice, Effect
from blueprint.analysis.register import RegisteredFailure
from blueprint.analysis.reliability import Reliability, compute_reliability
from blueprint.analysis.structure import Structure
from blueprint.analysis.timeline import Timeline, compute_timeline
from blueprint.analysis.wait_advice import advise_on_waits
from blueprint.analysis.wait_points import WaitPoints
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Blueprint, Flow, Step
from blueprint.units import Seconds, Share, write_time

_MOST = 3  # pieces of advice of one kind: a longer list is not read
_WORTH_IT = 0.05  # of the standard time: less is not worth changing a service for
_TRIED = 12  # changes of the time line that are computed to find the best ones
_TRIED_STEPS = 6_000  # so many steps are computed for that at most


@dataclass(frozen=True, slots=True)
class Findings:
    """What advice is drawn from."""

    graph: ServiceGraph
    structure: Structure
    timeline: Timeline
    critical_path: CriticalPath
    gaps: tuple[Gap, ...]
    register: tuple[RegisteredFailure, ...]
    reliability: Reliability
    economics: EconomicFigures
    waits: WaitPoints
    determinants: Mapping[str, tuple[str, ...]]

    def label(self, step: str) -> str:
        """Return what a step is called."""
        return self.graph.blueprint.step_by_id[step].label


def give_advice(found: Findings) -> tuple[Advice, ...]:
    """Draw advice from what was found: limits first, then failures, waits, people, time, and quality."""
    return (
        *_limits(found),
        *sorted([*_weakest_links(found), *_unnoticed(found)], key=_most_first),
        *advise_on_waits(found.graph, found.waits),
        *_unprevented(found),
        *_stranded(found),
        *_single_hands(found),
        *_parallel(found),
        *_darkness(found),
        *_uncovered(found),
    )


def _most_first(advice: Advice) -> float:
    return -advice.effect.change if advice.effect else 0.0


# --- limits of time and money ----------------------------------------------------------------------------------------


def _limits(found: Findings) -> Iterator[Advice]:
    """Yield what to do where the service takes longer than customers tolerate, or than it pays for."""
    standard, limit = found.timeline.standard_time, found.graph.blueprint.acceptable_time
    if standard is not None and limit is not None and standard > limit:
        step = _longest(found)
        if step is not None:
            over = Seconds(standard - limit)
            message = (
                f"customers tolerate {write_time(limit)} and the service takes {write_time(standard)}: save "
                f"{write_time(over)} on the longest way, of which '{found.label(step)}' takes most"
            )
            yield Advice("shorten", step, message, "design")
    money = found.economics
    if money.profit is not None and money.profit < 0 and money.cost is not None:
        message = f"each customer costs more than they pay ({money.cost:.2f} against {money.price:.2f})"
        if money.break_even_time is not None and money.working_time is not None:
            over = Seconds(money.working_time - money.break_even_time)
            message += f": save {write_time(over)} of work, or raise the price"
        yield Advice("earn", None, message, "design")
    elif money.break_even_time is not None and limit is not None and money.break_even_time < limit:
        message = (
            f"the business stops earning after {write_time(money.break_even_time)} of work, before customers lose "
            f"patience after {write_time(limit)}: watch the work, not only the wait"
        )
        yield Advice("earn", None, message, "design")


def _longest(found: Findings) -> str | None:
    steps = found.timeline.steps
    return max(found.critical_path.path, key=lambda name: float(steps[name].service or 0.0), default=None)


# --- failures --------------------------------------------------------------------------------------------------------


def _weakest_links(found: Findings) -> Iterator[Advice]:
    """Yield the steps of which most would be gained if they never failed."""
    fares = found.reliability
    if fares.success is None or fares.first_time is None:
        return
    losing = [(step.gain, name) for name, step in fares.steps.items() if step.gain is not None and step.gain > 1e-6]
    for gain, name in sorted(losing, key=lambda item: -item[0])[:_MOST]:
        message = (
            f"make '{found.label(name)}' safer first: if it never failed, {_percent(fares.success + gain)} of "
            f"customers would be served in place of {_percent(fares.success)}"
        )
        saving = fares.steps[name].saving
        if saving is not None and saving >= 0.005:
            message += f", and each would cost {_money(found.graph.blueprint, saving)} less in failures"
        effect = Effect("fail_points.success", fares.success, fares.success + gain)
        yield Advice("mend", name, message, "design", effect)
    if losing:
        return
    redone = [(step.first_time_gain or 0.0, name) for name, step in fares.steps.items()]
    for gain, name in sorted(redone, key=lambda item: -item[0])[:1]:
        if gain > 1e-6:
            message = (
                f"'{found.label(name)}' is the weakest link: if it never failed, {_percent(fares.first_time + gain)} "
                f"of customers would be served without anything done again, in place of {_percent(fares.first_time)}"
            )
            effect = Effect("fail_points.success.first_time", fares.first_time, fares.first_time + gain)
            yield Advice("mend", name, message, "design", effect)


def _unnoticed(found: Findings) -> Iterator[Advice]:
    """Yield the failures that most often reach the customer unnoticed, and what a check would change."""
    fares = found.reliability
    if fares.success is None or fares.escaped is None or fares.escaped <= 1e-6:
        return
    escaping = []
    for step in found.graph.steps:
        for point in step.fail_points:
            often = fares.points.get(point.id, 0.0)
            if point.detected is not None and often * (1 - float(point.detected)) > 1e-6:
                escaping.append((often * (1 - float(point.detected)), step, point.id))
    for _, step, name in sorted(escaping, key=lambda item: -item[0])[:1]:
        better = compute_reliability(to_graph(_with_check(found.graph.blueprint, step, name))).success
        if better is not None and better > fares.success:
            label = next(point.label for point in step.fail_points if point.id == name)
            message = (
                f"check for '{label}' before the customer meets it: noticed always, {_percent(better)} of customers "
                f"would be served in place of {_percent(fares.success)}"
            )
            yield Advice("check", name, message, "design", Effect("fail_points.success", fares.success, better))


def _with_check(blueprint: Blueprint, step: Step, name: str) -> Blueprint:
    points = tuple(
        point.model_copy(update={"detected": Share(1.0)}) if point.id == name else point for point in step.fail_points
    )
    return _with_step(blueprint, step.model_copy(update={"fail_points": points}))


def _with_step(blueprint: Blueprint, changed: Step) -> Blueprint:
    phases = tuple(
        phase.model_copy(update={"steps": tuple(changed if s.id == changed.id else s for s in phase.steps)})
        for phase in blueprint.phases
    )
    return blueprint.model_copy(update={"phases": phases})


def _unprevented(found: Findings) -> Iterator[Advice]:
    points = {point.id: point for step in found.graph.steps for point in step.fail_points}
    urgent = [row for row in found.register if row.action_priority == "H" and points[row.id].prevention is None]
    for row in urgent[:_MOST]:
        message = f"'{row.label}' calls for action first, and nothing prevents it: find its cause and a fail-safe"
        yield Advice("prevent", row.id, message, "design")


def _stranded(found: Findings) -> Iterator[Advice]:
    lost = [row for row in found.register if not row.recovery.returns]
    for row in lost[:_MOST]:
        message = f"after '{row.label}' nothing leads back to the customer: say who apologizes, and where it goes on"
        yield Advice("recover", row.id, message, "design")


def _single_hands(found: Findings) -> Iterator[Advice]:
    """Yield who is alone in a role that every customer needs, the role of most such steps."""
    resources = found.graph.blueprint.resource_by_id
    needed: dict[str, list[str]] = {}
    for name in found.structure.single_points_of_failure:
        step = found.graph.blueprint.step_by_id[name]
        for demand in (*step.resources, *step.seizes):
            if len(demand.alternatives) == 1 and demand.alternatives[0] in found.structure.pools_of_one:
                needed.setdefault(demand.alternatives[0], []).append(f"'{step.label}'")
    people = [name for name in needed if resources[name].kind == "people"]
    if people:
        name = max(people, key=lambda name: len(needed[name]))
        message = (
            f"every customer depends on the one '{resources[name].name}': let a second person learn "
            f"{_listed(needed[name])}"
        )
        yield Advice("cross-train", name, message, "supply")


# --- time ------------------------------------------------------------------------------------------------------------


def _parallel(found: Findings) -> Iterator[Advice]:
    """Yield pairs of steps on the longest way that different hands do, and what it would save to do them at once."""
    standard = found.timeline.standard_time
    if standard is None or not standard:
        return
    effects = []
    tried = max(1, min(_TRIED, _TRIED_STEPS // len(found.graph.steps)))
    for before, after in _serial_pairs(found)[:tried]:
        new = compute_timeline(to_graph(_side_by_side(found.graph, before, after))).standard_time
        if new is not None and standard - new > _WORTH_IT * standard:
            effects.append((new, before, after))
    for new, before, after in sorted(effects)[:1]:
        message = (
            f"can '{found.label(after)}' begin together with '{found.label(before)}'? Side by side, the service would "
            f"take {write_time(new)} in place of {write_time(standard)}"
        )
        yield Advice("parallelize", after, message, "design", Effect("timeline.standard_time", standard, new))


def _serial_pairs(found: Findings) -> list[tuple[str, str]]:
    """Return steps of the longest way that others could do at once, those that would save most first.

    Nothing begins before customers come in, so what follows the first step stays behind it.
    """
    steps, blueprint = found.timeline.steps, found.graph.blueprint
    pairs = []
    for before, after in pairwise(found.critical_path.path):
        one, other = blueprint.step_by_id[before], blueprint.step_by_id[after]
        is_hidden = found.graph.lane_of(after).kind in ("backstage", "support")
        saving = min(float(steps[before].service or 0.0), float(steps[after].service or 0.0))
        comes_later = found.graph.predecessors(before) and len(found.graph.predecessors(after)) == 1
        if saving and is_hidden and comes_later and not _shares_hands(one, other):
            pairs.append((saving, before, after))
    return [(before, after) for _, before, after in sorted(pairs, key=lambda pair: -pair[0])]


def _shares_hands(one: Step, other: Step) -> bool:
    hands, others = (
        {name for demand in (*step.resources, *step.seizes) for name in demand.alternatives} for step in (one, other)
    )
    return bool(hands & others) or (one.lane == other.lane and not (hands and others))


def _side_by_side(graph: ServiceGraph, before: str, after: str) -> Blueprint:
    """Return the service with two steps begun together: what follows the second waits for the first as well."""
    flows = [flow for flow in graph.blueprint.flows if (flow.kind, flow.source, flow.target) != ("flow", before, after)]
    sources = graph.predecessors(before)
    flows += [Flow(source=source, target=after, id=f"{source}>>{after}*") for source in sources]
    flows += [Flow(source=before, target=target, id=f"{before}>>{target}*") for target in graph.successors(after)]
    return graph.blueprint.model_copy(update={"flows": tuple(flows)})


def _darkness(found: Findings) -> Iterator[Advice]:
    least = _WORTH_IT * float(found.timeline.standard_time or 0.0)
    dark = [gap for gap in found.gaps if gap.dark and gap.dark > least]
    for gap in sorted(dark, key=lambda gap: -float(gap.dark or 0.0))[:1]:
        message = (
            f"for {write_time(gap.dark or Seconds(0))} after '{found.label(gap.after)}' customers see nothing happen: "
            f"say how long it takes, show progress, or give them something to do"
        )
        yield Advice("inform", gap.after, message, "demand")


# --- quality ---------------------------------------------------------------------------------------------------------


def _uncovered(found: Findings) -> Iterator[Advice]:
    missing = [word for word, steps in found.determinants.items() if not steps]
    if 2 * len(missing) < len(found.determinants) and missing:  # a service that speaks of most of them
        message = f"no step cares for {_listed(missing)}: is there one, or does nobody?"
        yield Advice("cover", None, message, "design")


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _money(blueprint: Blueprint, amount: float) -> str:
    currency = blueprint.economics.currency if blueprint.economics else None
    return f"{currency} {amount:,.2f}" if currency else f"{amount:,.2f}"


def _percent(share: float) -> str:
    """Write a share so that what is not all does not read 100 %."""
    if share > 1 - 1e-9:
        return "100 %"
    for digits in (1, 2, 3, 4):
        text = f"{100 * share:.{digits}f}"
        if float(text) < 100:
            return f"{text} %"
    return "just under 100 %"
