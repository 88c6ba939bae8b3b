"""Time line: when each step begins and ends on the customer's clock, and what the customer's time is made of.

The clock starts where customers enter and stops at the end of the last customer or onstage step. On it count standard
times: the mean of service times, and the usual waits of wait points. Loops and recoveries are no part of the standard
way; where ways meet, the longest counts, with ``join: any`` the first. What is unknown stays unknown, and so does what
follows from it; then there is still a least time, which counts the unknown as nothing.

>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> steps = [
...     {"lane": "customer", "label": "Order", "service_time": "2 min"},
...     {"lane": "backstage", "label": "Cook", "service_time": "10 min"},
...     {"lane": "onstage", "label": "Serve"},
...     {"lane": "customer", "label": "Eat", "service_time": "20 min"},
... ]
>>> flows = [{"source": a, "target": b} for a, b in [("order", "cook"), ("cook", "serve"), ("serve", "eat")]]
>>> meal = compute_timeline(to_graph(Blueprint(title="Meal", phases=[{"steps": steps}], flows=flows)))
>>> meal.steps["cook"].finish, meal.steps["serve"].start, meal.steps["serve"].finish, meal.steps["eat"].finish_at_least
(Seconds(720.0), Seconds(720.0), None, Seconds(1920.0))
>>> meal.standard_time, meal.least_time, meal.blocked_by("eat")
(None, Seconds(1920.0), ('serve',))
>>> [(part.step, part.kind, part.duration) for part in meal.stretches]  # doctest: +NORMALIZE_WHITESPACE
[('order', 'service', Seconds(120.0)), ('cook', 'dark', Seconds(600.0)), ('serve', 'service', None),
 ('eat', 'service', Seconds(1200.0))]
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Literal

from blueprint.analysis.arrivals import class_shares
from blueprint.graph import ServiceGraph
from blueprint.model import END, Blueprint, Step
from blueprint.units import Distribution, Seconds

_NOTHING = Seconds(0)

StretchKind = Literal["service", "wait", "dark"]
"""What a customer's time is: service while the customer acts or is served before his eyes; wait at a wait point; dark
time while he waits for work that he cannot see."""


@dataclass(frozen=True, slots=True)
class StepTime:
    """When a step begins and ends on the customer's clock.

    Parameters
    ----------
    service : Seconds, optional
        Standard time of the step itself [s]; None where it is unknown.
    wait : Seconds, optional
        Usual wait before it, of all its wait points [s]; 0 without any, None where one is unknown.
    start, finish : Seconds, optional
        Earliest begin and end of the service [s]; None where they follow from something unknown.
    start_at_least, finish_at_least : Seconds
        The same with the unknown counted as nothing [s].
    """

    step: str
    service: Seconds | None
    wait: Seconds | None
    start: Seconds | None
    finish: Seconds | None
    start_at_least: Seconds
    finish_at_least: Seconds


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the customer's time.

    Parameters
    ----------
    step : str
        The step that fills it: what the customer does, is served with, or waits for.
    kind : StretchKind
        What it is to the customer.
    duration : Seconds, optional
        How long it is [s]; None where that is unknown.
    start : Seconds
        When it begins on the clock, the unknown counted as nothing [s].
    """

    step: str
    kind: StretchKind
    duration: Seconds | None
    start: Seconds = _NOTHING


@dataclass(frozen=True, slots=True)
class Timeline:
    """The customer's clock over a service.

    Parameters
    ----------
    steps : mapping
        Times by id, of the steps on the standard way alone: not of recoveries, rework and customer-independent work.
    stretches : tuple of Stretch
        The customer's time in the order of time. Their durations add up to `least_time`, but for stretches in which
        a step of unknown length may run.
    standard_time : Seconds, optional
        When the last customer or onstage step ends [s]; None where that is unknown.
    least_time : Seconds
        The same with the unknown counted as nothing [s].
    before : mapping
        The steps that each step follows, both on the standard way.
    """

    steps: Mapping[str, StepTime]
    stretches: tuple[Stretch, ...]
    standard_time: Seconds | None
    least_time: Seconds
    before: Mapping[str, tuple[str, ...]]

    @property
    def waiting_time(self) -> Seconds | None:
        """The customer's time at wait points [s]; None where one is unknown."""
        return self._time_of("wait")

    @property
    def dark_time(self) -> Seconds | None:
        """The customer's time in which nothing that he sees goes on [s]; None where it is unknown."""
        return None if self.standard_time is None else self._time_of("dark")

    def _time_of(self, kind: StretchKind) -> Seconds | None:
        durations = [part.duration for part in self.stretches if part.kind == kind]
        known = [duration for duration in durations if duration is not None]
        return Seconds(sum(known)) if len(known) == len(durations) else None

    @property
    def has_times(self) -> bool:
        """Whether anything of the customer's time is known."""
        return any(part.duration is not None for part in self.stretches)

    def blocked_by(self, *ends: str) -> tuple[str, ...]:
        """Return the steps of unknown service or wait that leave the end of some steps unknown, these included."""
        seen: set[str] = set()
        waiting = list(ends)
        while waiting:
            here = waiting.pop()
            if here not in seen and self.steps[here].finish is None:
                seen.add(here)
                waiting.extend(self.before[here])
        found = (time for name, time in self.steps.items() if name in seen)
        return tuple(time.step for time in found if time.service is None or time.wait is None)


def compute_timeline(graph: ServiceGraph) -> Timeline:
    """Put a service on the customer's clock.

    Parameters
    ----------
    graph : ServiceGraph
        The service.

    Returns
    -------
    Timeline

    References
    ----------
    Shostack, G. L. (1984). Designing services that deliver. Harvard Business Review 62(1), for standard times.
    Kelley, J. E. and Walker, M. R. (1959). Critical-path planning and scheduling. Proc. Eastern Joint Computer
    Conference, 160-173, for the earliest start and finish.
    """
    way = _standard_way(graph)
    back = {(flow.source, flow.target) for flow in graph.rework}
    before = {
        name: tuple(other for other in graph.predecessors(name) if other in way and (other, name) not in back)
        for name in graph.in_time_order
        if name in way
    }
    customers = frozenset(step.id for step in graph.steps_of("customer"))
    steps: dict[str, StepTime] = {}
    for name in before:
        steps[name] = _time_of(graph.blueprint, name, before[name], steps, customers)
    visible = frozenset(step.id for step in graph.steps_of("customer", "onstage"))
    seen = [time for name, time in steps.items() if name in visible]
    ends = [time.finish for time in seen]
    return Timeline(
        steps=steps,
        stretches=tuple(_stretches(graph, steps, before, customers, visible)),
        standard_time=_latest(ends) if ends else None,
        least_time=max((time.finish_at_least for time in seen), default=Seconds(0)),
        before=before,
    )


def standard_time(blueprint: Blueprint, step: Step) -> Seconds | None:
    """Return the mean service time of a step over the classes of customers [s].

    Returns
    -------
    Seconds or None
        None without a time, and where classes differ and their shares, or one of their times, are unknown.

    Examples
    --------
    >>> serve = {"lane": "onstage", "label": "Serve", "service_time": {"member": "2 min", "guest": "4 min"}}
    >>> classes = [{"label": "Member", "share": "75%"}, {"label": "Guest", "share": "25%"}]
    >>> club = Blueprint(title="Club", phases=[{"steps": [serve]}], classes=classes)
    >>> standard_time(club, club.steps[0])
    Seconds(150.0)
    """
    if step.service_time is None:
        return None
    if isinstance(step.service_time, Distribution):
        return Seconds(step.service_time.mean)
    names = {item.id for item in blueprint.classes}
    means = {name: time.mean for name, time in step.service_time if name in names}
    if means.keys() != names:
        return None
    if len(set(means.values())) == 1:
        return Seconds(next(iter(means.values())))
    parts = [None if share is None else share * means[name] for name, share in class_shares(blueprint).items()]
    known = [part for part in parts if part is not None]
    return Seconds(sum(known)) if len(known) == len(parts) else None


# --- the standard way ------------------------------------------------------------------------------------------------


def _standard_way(graph: ServiceGraph) -> set[str]:
    """Return the steps that customers pass or wait for when nothing goes wrong and nothing is done again.

    Rework is what leads back only: from there no flow goes on to an end.
    """
    back = {(flow.source, flow.target) for flow in graph.rework}
    ahead = {
        step.id: [other for other in graph.successors(step.id) if (step.id, other) not in back] for step in graph.steps
    }
    reached = _reach(_entries(graph), ahead.__getitem__)
    ends = [name for name in reached if _may_end(graph, name)]
    behind: dict[str, list[str]] = {name: [] for name in ahead}
    for name, others in ahead.items():
        for other in others:
            behind[other].append(name)
    return reached & _reach(ends, behind.__getitem__) if ends else reached


def _entries(graph: ServiceGraph) -> Iterable[str]:
    if graph.entries:
        return graph.entries
    recoveries = {point.recovery for step in graph.steps for point in step.fail_points}
    return [step.id for step in graph.steps if not graph.flows_in(step.id) and step.id not in recoveries]


def _may_end(graph: ServiceGraph, step: str) -> bool:
    """Tell whether a way stops at a step: nothing follows, or customers may leave here."""
    flows = graph.flows_out(step)
    return not flows or any(flow.target == END for flow in flows)


def _reach(starts: Iterable[str], ahead: Callable[[str], Iterable[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(ahead(here))
    return found


# --- begin and end of steps ------------------------------------------------------------------------------------------


def _time_of(
    blueprint: Blueprint,
    name: str,
    before: Iterable[str],
    known: Mapping[str, StepTime],
    customers: frozenset[str],
) -> StepTime:
    """Return when a step begins and ends, from the times of those before it."""
    step, earlier = blueprint.step_by_id[name], [known[other] for other in before]
    work, coming = _meet(step, earlier), _comes(step, earlier, customers)
    service, wait = standard_time(blueprint, step), usual_wait(step)
    if step.wait_points:
        start = _latest((work.exact, _sum(coming.exact, wait)))
        at_least = max(work.at_least, _plus(coming.at_least, wait))
    else:
        start, at_least = work.exact, work.at_least
    finish_at_least = _plus(at_least, service)
    return StepTime(name, service, wait, start, _sum(start, service), at_least, finish_at_least)


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time on the clock, and the least that it can be."""

    exact: Seconds | None
    at_least: Seconds


def _meet(step: Step, earlier: list[StepTime]) -> _Clock:
    """Return when all that a step follows has ended; with ``join: any``, when the first of it has."""
    if not earlier:
        return _Clock(_NOTHING, _NOTHING)
    if step.join == "all":
        return _Clock(_latest(time.finish for time in earlier), max(time.finish_at_least for time in earlier))
    least = min(time.finish_at_least for time in earlier)
    is_known = any(time.finish == least for time in earlier)
    return _Clock(least if is_known else None, least)


def _comes(step: Step, earlier: list[StepTime], customers: frozenset[str]) -> _Clock:
    """Return when the customer comes to a step: a wait begins then, not when all is ready for him."""
    return _meet(step, [time for time in earlier if time.step in customers] or earlier)


def usual_wait(step: Step) -> Seconds | None:
    """Return the usual wait at a step [s], over its wait points; 0 without any, None where one is unknown."""
    times = [point.standard_time for point in step.wait_points]
    if not times:
        return _NOTHING
    known = [time for time in times if time is not None]
    return Seconds(sum(known)) if len(known) == len(times) else None


def _latest(times: Iterable[Seconds | None]) -> Seconds | None:
    found = _NOTHING
    for time in times:
        if time is None:
            return None
        found = max(found, time)
    return found


def _sum(one: Seconds | None, other: Seconds | None) -> Seconds | None:
    return None if one is None or other is None else _plus(one, other)


def _plus(one: Seconds, other: Seconds | None) -> Seconds:
    """Add times that are known to be good, without checking the sum as one from outside would be."""
    return float.__new__(Seconds, float.__add__(one, other or 0.0))


# --- the customer's time ---------------------------------------------------------------------------------------------

_ACTS, _WAITS, _SERVED, _MAYBE, _HIDDEN = range(5)  # what counts first where several things go on
_KIND: Mapping[int, StretchKind] = {_ACTS: "service", _WAITS: "wait", _SERVED: "service", _HIDDEN: "dark"}


def _waited_for(
    graph: ServiceGraph, steps: Mapping[str, StepTime], before: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    """Return what each step waits for: all that it follows; with ``join: any``, what ends first."""
    return {
        name: others if len(others) < 2 or graph.blueprint.step_by_id[name].join == "all" else _first(others, steps)
        for name, others in before.items()
    }


def _first(others: tuple[str, ...], steps: Mapping[str, StepTime]) -> tuple[str, ...]:
    least = min(steps[other].finish_at_least for other in others)
    return tuple(other for other in others if steps[other].finish_at_least == least)


@dataclass(frozen=True, slots=True)
class _Activity:
    """Something that goes on for a while on the clock."""

    rank: int
    step: str
    start: float
    finish: float


def _stretches(
    graph: ServiceGraph,
    steps: Mapping[str, StepTime],
    before: Mapping[str, tuple[str, ...]],
    customers: frozenset[str],
    visible: frozenset[str],
) -> Iterator[Stretch]:
    """Yield the customer's time from the entry to the end, unknown stretches where they begin."""
    waited_for = _waited_for(graph, steps, before)
    needed = _reach((name for name in steps if name in visible), waited_for.__getitem__)
    awaited = tuple(name for name in steps if name in needed)
    found: list[tuple[float, int, Stretch]] = []
    for at, rank, name, duration in _sweep(_activities(graph, steps, before, customers, visible, awaited)):
        if rank != _MAYBE:
            found.append((at, graph.number[name], Stretch(name, _KIND[rank], Seconds(duration), Seconds(at))))
    told = {part.step for _, _, part in found}
    for name in awaited:
        time, number = steps[name], graph.number[name]
        if time.wait is None:
            found.append((time.start_at_least, number, Stretch(name, "wait", None, time.start_at_least)))
        if time.service is None:
            kind: StretchKind = "service" if name in visible else "dark"
            found.append((time.start_at_least, number, Stretch(name, kind, None, time.start_at_least)))
        elif not time.service and name in visible and name not in told and time.wait is not None:
            instant = Stretch(name, "service", Seconds(0), time.start_at_least)
            found.append((time.start_at_least, number, instant))
    for _, _, part in sorted(found, key=lambda item: (item[0], item[1], item[2].kind == "service")):
        yield part


def _activities(
    graph: ServiceGraph,
    steps: Mapping[str, StepTime],
    before: Mapping[str, tuple[str, ...]],
    customers: frozenset[str],
    visible: frozenset[str],
    awaited: tuple[str, ...],
) -> Iterator[_Activity]:
    """Yield what goes on while the customer is there, the unknown counted as nothing."""
    end = max((steps[name].finish_at_least for name in steps if name in visible), default=Seconds(0))
    next_start: dict[str, float] = {}
    for name in awaited:
        for other in before[name]:
            next_start[other] = min(next_start.get(other, end), steps[name].start_at_least)
    for name in awaited:
        time = steps[name]
        if time.wait:
            coming = _comes(graph.blueprint.step_by_id[name], [steps[other] for other in before[name]], customers)
            yield _Activity(_WAITS, name, coming.at_least, coming.at_least + time.wait)
        if time.service:
            rank = _ACTS if name in customers else _SERVED if name in visible else _HIDDEN
            yield _Activity(rank, name, time.start_at_least, time.finish_at_least)
        elif time.service is None and name in visible:
            yield _Activity(_MAYBE, name, time.start_at_least, next_start.get(name, end))


def _sweep(activities: Iterable[_Activity]) -> Iterator[tuple[float, int, str, float]]:
    """Yield (begin, rank, step, duration) of the stretches of time, each filled by what counts most in it.

    Of several things of one rank, the one that began last counts.
    """
    order = sorted((item for item in activities if item.finish > item.start), key=lambda item: (item.start, item.rank))
    places = sorted({item.start for item in order} | {item.finish for item in order})
    going_on: dict[int, list[tuple[float, int, _Activity]]] = {rank: [] for rank in range(5)}
    upcoming, begin, filler = 0, 0.0, None
    for low, _ in pairwise(places):
        while upcoming < len(order) and order[upcoming].start <= low:
            heappush(going_on[order[upcoming].rank], (-order[upcoming].start, upcoming, order[upcoming]))
            upcoming += 1
        found = next(filter(None, (_top(going_on[rank], low) for rank in range(5))), None)
        if found is not filler:
            if filler is not None:
                yield begin, filler.rank, filler.step, low - begin
            begin, filler = low, found
    if filler is not None:
        yield begin, filler.rank, filler.step, places[-1] - begin


def _top(heap: list[tuple[float, int, _Activity]], now: float) -> _Activity | None:
    while heap and heap[0][2].finish <= now:
        heappop(heap)
    return heap[0][2] if heap else None
