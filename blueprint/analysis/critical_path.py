"""Critical path: which steps make the customer's time what it is, and how much later the others might end.

The longest way counts. Where customers go one way or another, steps of a shorter way may take so much longer until that
way is the longest.

>>> from blueprint.analysis.timeline import compute_timeline
>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> steps = [
...     {"lane": "customer", "label": "Order", "service_time": "2 min"},
...     {"lane": "backstage", "label": "Cook", "service_time": "pert(4 min, 7 min, 16 min)"},
...     {"lane": "backstage", "label": "Lay", "service_time": "3 min"},
...     {"lane": "onstage", "label": "Serve", "service_time": "1 min"},
... ]
>>> pairs = [("order", "cook"), ("order", "lay"), ("cook", "serve"), ("lay", "serve")]
>>> flows = [{"source": one, "target": other} for one, other in pairs]
>>> meal = to_graph(Blueprint(title="Meal", phases=[{"steps": steps}], flows=flows))
>>> found = find_critical_path(meal, compute_timeline(meal))
>>> found.path, found.floats["lay"], round(found.law.deviation / 60, 3), round(found.law.share_within(720), 3)
(('order', 'cook', 'serve'), Seconds(300.0), 2.138, 0.68)
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from blueprint.analysis.timeline import Timeline
from blueprint.graph import ServiceGraph
from blueprint.model import Blueprint
from blueprint.units import Distribution, Seconds

VarianceKind = Literal["distribution", "classic"]
"""What a three-point time varies by: the variance of the distribution itself, or ((high - low) / 6)² of old PERT."""

_CLOSE = 1e-9  # times that differ by less are the same, relative to the longer one


@dataclass(frozen=True, slots=True)
class TimeLaw:
    """How the time of the critical path varies, as a normal law.

    Parameters
    ----------
    mean : Seconds
        Sum of the means [s].
    variance : float
        Sum of the variances [s²]; steps are independent, waits are fixed.
    """

    mean: Seconds
    variance: float

    @property
    def deviation(self) -> Seconds:
        """Standard deviation [s]."""
        return Seconds(math.sqrt(self.variance))

    def share_within(self, limit: float) -> float:
        """Return the share of customers whose time is at most this [s].

        An approximation: other ways that are nearly as long are left out, so the true share is lower or equal.
        """
        if not self.variance:
            return 1.0 if limit >= self.mean * (1 - _CLOSE) else 0.0
        return 0.5 * math.erfc((self.mean - limit) / math.sqrt(2 * self.variance))


@dataclass(frozen=True, slots=True)
class CriticalPath:
    """The longest way through a service and the float of its steps.

    Parameters
    ----------
    path : tuple of str
        Steps of the longest way, in its order; empty where the standard time is unknown.
    floats : mapping
        How much later each step may end without a later end for customers [s], by id; None where that is unknown, and
        where no customer waits for the step.
    law : TimeLaw or None
        How the time of the path varies; None where the standard time is unknown.
    """

    path: tuple[str, ...]
    floats: Mapping[str, Seconds | None]
    law: TimeLaw | None


def find_critical_path(
    graph: ServiceGraph, timeline: Timeline, *, variance: VarianceKind = "distribution"
) -> CriticalPath:
    """Find the longest way through a service.

    Parameters
    ----------
    timeline : Timeline
        Of the same service.
    variance : {'distribution', 'classic'}
        What three-point times vary by.

    References
    ----------
    Kelley, J. E. and Walker, M. R. (1959). Critical-path planning and scheduling. Proc. Eastern Joint Computer
    Conference, 160-173.
    Malcolm, D. G. et al. (1959). Application of a technique for research and development program evaluation.
    Operations Research 7(5), 646-669, for the sum of variances and the normal law.
    """
    if timeline.standard_time is None:
        return CriticalPath((), dict.fromkeys(timeline.steps), None)
    links = _links(graph, timeline)
    floats = _floats(graph, timeline, links)
    path = tuple(_walk_back(graph, timeline, links))
    spread = sum(_variance_of(graph.blueprint, name, variance) for name in path)
    return CriticalPath(path, floats, TimeLaw(timeline.standard_time, spread))


@dataclass(frozen=True, slots=True)
class _Link:
    """A step that another one waits for, and what passes between the two."""

    before: str
    delay: float


def _links(graph: ServiceGraph, timeline: Timeline) -> dict[str, list[_Link]]:
    """Return what each step waits for: a usual wait begins when the customer comes, not when all else has ended."""
    customers = {step.id for step in graph.steps_of("customer")}
    return {name: list(_links_of(graph, timeline, name, customers)) for name in timeline.steps}


def _links_of(graph: ServiceGraph, timeline: Timeline, name: str, customers: set[str]) -> Iterator[_Link]:
    before = timeline.before[name]
    coming = [other for other in before if other in customers] or list(before)
    is_any = graph.blueprint.step_by_id[name].join == "any"
    wait = float(timeline.steps[name].wait or 0.0)
    for other in _first(timeline, before) if is_any else before:
        yield _Link(other, 0.0)
    if wait:
        for other in _first(timeline, coming) if is_any else coming:
            yield _Link(other, wait)


def _first(timeline: Timeline, others: tuple[str, ...] | list[str]) -> list[str]:
    """Return what ends first; nothing else is waited for where the first branch is enough."""
    least = min((timeline.steps[other].finish_at_least for other in others), default=0.0)
    return [other for other in others if timeline.steps[other].finish_at_least == least]


def _floats(graph: ServiceGraph, timeline: Timeline, links: Mapping[str, list[_Link]]) -> dict[str, Seconds | None]:
    """Return how much later each step may end, from the last step back to the first."""
    end = timeline.standard_time
    assert end is not None
    visible = {step.id for step in graph.steps_of("customer", "onstage")}
    latest: dict[str, float] = {}
    for name in reversed(tuple(timeline.steps)):
        if name in visible:
            latest[name] = min(latest.get(name, math.inf), end)
        if name not in latest:
            continue
        service = timeline.steps[name].service
        if service is not None:
            for link in links[name]:
                latest[link.before] = min(latest.get(link.before, math.inf), latest[name] - service - link.delay)
    found: dict[str, Seconds | None] = {}
    for name, time in timeline.steps.items():
        is_known = name in latest and time.finish is not None
        found[name] = Seconds(_rounded(latest[name] - float(time.finish or 0.0), end)) if is_known else None
    return found


def _rounded(rest: float, whole: float) -> float:
    return 0.0 if rest <= _CLOSE * whole else rest


def _walk_back(graph: ServiceGraph, timeline: Timeline, links: Mapping[str, list[_Link]]) -> list[str]:
    """Return the way that ends last, found from its end; of several that are equal, the one declared first."""
    visible = [step.id for step in graph.steps_of("customer", "onstage") if step.id in timeline.steps]
    here = max(visible, key=lambda name: timeline.steps[name].finish_at_least, default=None)
    here = _last_of_equals(timeline, visible, here)
    path: list[str] = []
    while here is not None:
        path.append(here)
        start = timeline.steps[here].start_at_least
        here = next(
            (
                link.before
                for link in links[here]
                if abs(timeline.steps[link.before].finish_at_least + link.delay - start) <= _CLOSE * max(start, 1.0)
            ),
            None,
        )
    return path[::-1]


def _last_of_equals(timeline: Timeline, visible: list[str], end: str | None) -> str | None:
    """Of steps that end at the same time, take the last on the way: one that takes no time follows the others."""
    if end is None:
        return None
    latest = timeline.steps[end].finish_at_least
    ending = {name: None for name in visible if timeline.steps[name].finish_at_least == latest}
    followed = {other for name in ending for other in timeline.before[name]}
    return next((name for name in timeline.steps if name in ending and name not in followed), end)


def _variance_of(blueprint: Blueprint, name: str, kind: VarianceKind) -> float:
    """Return the variance of a service time over the classes of customers [s²]."""
    times = blueprint.step_by_id[name].service_time
    if times is None:
        return 0.0
    if isinstance(times, Distribution):
        return _spread(times, kind)
    shares = {item.id: float(item.share or 0.0) for item in blueprint.classes}
    weights = {klass: shares.get(klass, 0.0) for klass, _ in times}
    total = sum(weights.values())
    if not total:
        return max(_spread(time, kind) for _, time in times)
    mean = sum(weights[klass] * time.mean for klass, time in times) / total
    return sum(weights[klass] * (_spread(time, kind) + (time.mean - mean) ** 2) for klass, time in times) / total


def _spread(time: Distribution, kind: VarianceKind) -> float:
    if kind == "classic" and time.kind in ("pert", "triangular"):
        low, _, high = time.parameters
        return ((high - low) / 6) ** 2
    return float(time.variance)
