"""Economics: what a customer costs, what he pays in money, time, effort and worry, and when the business stops earning.

The corner shoeshine of 1984: two minutes of work at 10 cents a minute, 3 cents of wax, 9 cents of other expenses.

>>> from blueprint.analysis.expected_time import ExpectedTime
>>> from blueprint.analysis.reliability import Reliability
>>> from blueprint.analysis.timeline import compute_timeline
>>> from blueprint.graph import to_graph
>>> from blueprint.model import Blueprint
>>> shine = {"lane": "onstage", "label": "Shine", "service_time": "2 min"}
>>> money = {"price": 0.50, "materials": 0.03, "overhead": 0.09, "time_rate": "0.10 per min"}
>>> stand = to_graph(Blueprint(title="Shoeshine", phases=[{"steps": [shine]}], economics=money))
>>> found = compute_economics(stand, compute_timeline(stand), Reliability(), ExpectedTime())
>>> round(found.cost, 2), round(found.profit, 2), round(found.profit_at(180), 2), found.break_even_time
(0.32, 0.18, 0.08, Seconds(228.0))
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from blueprint.analysis.expected_time import ExpectedTime
from blueprint.analysis.reliability import Reliability
from blueprint.analysis.timeline import Timeline, standard_time
from blueprint.graph import ServiceGraph
from blueprint.model import LANE_KINDS, Blueprint, Demand, Step
from blueprint.units import Seconds

_ENDLESS = 1e12  # seconds; work that costs so little is as good as free


@dataclass(frozen=True, slots=True)
class CustomerBurden:
    """What a service costs a customer; the four are never added up.

    Parameters
    ----------
    money : float or None
        In the currency of the service, over the steps that state it.
    time : Seconds or None
        From the entry to the end [s].
    effort, worry : float or None
        Scores of the steps added up; to be compared with those of another version of the same service.
    """

    money: float | None
    time: Seconds | None
    effort: float | None
    worry: float | None


@dataclass(frozen=True, slots=True)
class EconomicFigures:
    """Money for one customer in the mean, in the currency of the service.

    Parameters
    ----------
    cost, profit : float or None
        None where unknown, and where nothing is said of money.
    price : float or None
        What the customer pays.
    fixed_cost : float
        Materials, overhead and costs of steps: what does not follow from time.
    time_cost : float or None
        Cost of working time.
    failure_cost : float
        Of mending failures and of those that escape, as far as fail points state it.
    working_time : Seconds or None
        Time that is paid for [s].
    break_even_time : Seconds or None
        Working time at which the profit is 0 [s].
    is_expected : bool
        Whether rework, shares and failures are weighed; else one passing of each step on the standard way is counted.
    by_step : mapping
        Cost of each step, by id; by lane and phase are sums of it.
    customer : CustomerBurden
        What customers pay.
    blocked_by : tuple of str
        Steps and words without which the cost is unknown.
    left_out : tuple of str
        Fail points that do not say what they cost.
    """

    cost: float | None = None
    profit: float | None = None
    price: float | None = None
    fixed_cost: float = 0.0
    time_cost: float | None = None
    failure_cost: float = 0.0
    working_time: Seconds | None = None
    break_even_time: Seconds | None = None
    is_expected: bool = False
    by_step: Mapping[str, float] = field(default_factory=dict)
    customer: CustomerBurden = field(default_factory=lambda: CustomerBurden(None, None, None, None))
    blocked_by: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def profit_at(self, working_time: float) -> float | None:
        """Return the profit if the work took this time [s], at the mean cost of time."""
        if self.price is None or self.time_cost is None or not self.working_time:
            return None
        rate = self.time_cost / self.working_time
        return self.price - self.fixed_cost - self.failure_cost - rate * working_time

    def by_zone(self, blueprint: Blueprint) -> dict[str, float]:
        """Return the cost of the steps in lanes of each kind, in the order of the drawing."""
        kinds = {lane.id: lane.kind for lane in blueprint.lanes}
        return _sums(self.by_step, {step.id: kinds[step.lane] for step in blueprint.steps}, LANE_KINDS)

    def by_phase(self, blueprint: Blueprint) -> dict[str, float]:
        """Return the cost of the steps of each phase, by id."""
        phases = {step.id: phase.id for phase in blueprint.phases for step in phase.steps}
        return _sums(self.by_step, phases, tuple(phase.id for phase in blueprint.phases))


def _sums(costs: Mapping[str, float], group_of: Mapping[str, str], groups: Sequence[str]) -> dict[str, float]:
    """Add costs up by group, in the order of these; groups without any are left out."""
    found = dict.fromkeys(groups, 0.0)
    for name, cost in costs.items():
        found[group_of[name]] += cost
    return {group: cost for group, cost in found.items() if cost}


def compute_economics(
    graph: ServiceGraph, timeline: Timeline, reliability: Reliability, expected: ExpectedTime
) -> EconomicFigures:
    """Compute cost and profit of a customer, and what customers pay.

    Parameters
    ----------
    timeline, reliability, expected
        Of the same service.

    References
    ----------
    Shostack, G. L. (1984). Designing services that deliver. Harvard Business Review 62(1), 133-139.
    Kaplan, R. S. and Anderson, S. R. (2004). Time-driven activity-based costing. Harvard Business Review 82(11).
    """
    books = _Books(graph, timeline, reliability)
    customer = _burden(graph, timeline, expected, books.visits)
    if not books.has_money:
        return EconomicFigures(customer=customer, is_expected=books.is_expected)
    failure, left_out = _failure_cost(graph, reliability)
    economics = graph.blueprint.economics
    price = None if economics is None or economics.price is None else float(economics.price)
    fixed = books.fixed_cost
    time_cost, working = (None, None) if books.blocked_by else (books.time_cost, Seconds(books.working_time))
    cost = None if time_cost is None else fixed + time_cost + failure
    return EconomicFigures(
        cost=cost,
        profit=None if cost is None or price is None else price - cost,
        price=price,
        fixed_cost=fixed,
        time_cost=time_cost,
        failure_cost=failure,
        working_time=working,
        break_even_time=_break_even(price, fixed + failure, books.rate),
        is_expected=books.is_expected,
        by_step=books.by_step,
        customer=customer,
        blocked_by=books.blocked_by,
        left_out=left_out,
    )


def _break_even(price: float | None, fixed: float, rate: float | None) -> Seconds | None:
    """Return the working time at which the price is used up; None where time costs nothing or the price is too low."""
    if price is None or not rate or price <= fixed:
        return None
    time = (price - fixed) / rate
    return Seconds(round(time, 9)) if time <= _ENDLESS else None


def _failure_cost(graph: ServiceGraph, reliability: Reliability) -> tuple[float, tuple[str, ...]]:
    """Return what failures cost as far as it is stated, and the fail points that do not state it."""
    total, left_out = 0.0, []
    for step in graph.steps:
        for point in step.fail_points:
            often = reliability.points.get(point.id)
            if often is None:
                if point.probability != 0:
                    left_out.append(point.id)
                continue
            detected = 1.0 if point.detected is None else float(point.detected)
            for share, cost in ((detected, point.cost), (1 - detected, point.escape_cost)):
                if often * share > 0 and cost is None:
                    left_out.append(point.id)
                total += often * share * float(cost or 0.0)
    return total, tuple(dict.fromkeys(left_out))


class _Books:
    """What each step costs, times how often it is done for a customer."""

    def __init__(self, graph: ServiceGraph, timeline: Timeline, reliability: Reliability) -> None:
        self._graph, self._timeline = graph, timeline
        self._economics = graph.blueprint.economics
        self.is_expected = bool(reliability.steps)
        executed = (
            {name: figures.visits for name, figures in reliability.steps.items()}
            if self.is_expected
            else dict.fromkeys(timeline.steps, 1.0)
        )
        self._executed = executed
        self.visits = self._with_needs(executed)
        self._held = dict(self._holdings())

    def _with_needs(self, executed: Mapping[str, float]) -> dict[str, float]:
        """Add what steps rely on: it is used as often as they are done, unless flows lead to it as well."""
        visits = dict(executed)
        used: set[str] = set()
        waiting = list(executed)
        while waiting:
            here = waiting.pop(0)
            for flow in self._graph.flows_out(here, "needs"):
                if flow.target not in executed and flow.id not in used:
                    used.add(flow.id)
                    visits[flow.target] = visits.get(flow.target, 0.0) + visits[here]
                    waiting.append(flow.target)
        return visits

    @property
    def has_money(self) -> bool:
        """Whether anything is said of what the service costs."""
        blueprint = self._graph.blueprint
        money = self._economics
        is_stated = money is not None and any(
            value is not None for value in (money.price, money.materials, money.overhead, money.time_rate)
        )
        is_step = any(step.cost is not None for step in blueprint.steps)
        return is_stated or is_step or any(resource.cost_rate is not None for resource in blueprint.resources)

    @property
    def fixed_cost(self) -> float:
        money = self._economics
        frame = 0.0 if money is None else float(money.materials or 0.0) + float(money.overhead or 0.0)
        return frame + sum(often * self._own_cost(name) for name, often in self.visits.items())

    def _own_cost(self, name: str) -> float:
        """Return what a step costs by itself for one customer; those who are taken together share it."""
        step = self._graph.blueprint.step_by_id[name]
        return float(step.cost or 0.0) / (step.batch or 1)

    @cached_property
    def _times(self) -> dict[str, tuple[float, float]]:
        """Cost and paid time of one execution of each step [money, s]; those of unknown time are left out.

        What is only needed is not done for each customer: its own cost counts by use, its time does not.
        """
        found = {}
        for name in self._executed:
            cost = self._time_cost_of(self._graph.blueprint.step_by_id[name])
            if cost is not None:
                found[name] = cost
        return found

    @cached_property
    def blocked_by(self) -> tuple[str, ...]:
        """Steps of unknown time that is paid for."""
        return tuple(name for name in self._executed if name not in self._times)

    @property
    def time_cost(self) -> float:
        return sum(self.visits[name] * cost for name, (cost, _) in self._times.items())

    @property
    def working_time(self) -> float:
        return sum(self.visits[name] * time for name, (_, time) in self._times.items())

    @property
    def rate(self) -> float | None:
        """Cost of working time: as stated, else the mean over the work."""
        if self.blocked_by or not self.working_time:
            return None if self._economics is None or self._economics.time_rate is None else self._economics.time_rate
        return self.time_cost / self.working_time

    @property
    def by_step(self) -> dict[str, float]:
        return {
            name: self.visits[name] * (self._own_cost(name) + self._times.get(name, (0.0, 0.0))[0])
            for name in self.visits
            if self._own_cost(name) or self._times.get(name, (0.0, 0.0))[0]
        }

    def _time_cost_of(self, step: Step) -> tuple[float, float] | None:
        """Return cost and paid time of one execution; None where time is paid for and unknown."""
        rates = [rate for rate in self._rates(step) if rate]
        held_cost, held_time = 0.0, 0.0
        for rate, held in self._held.get(step.id, ()):
            if held is None:
                return None
            held_cost, held_time = held_cost + rate * held, held_time + held
        if not rates:
            return held_cost, held_time
        time = standard_time(self._graph.blueprint, step)
        if time is None:
            return None
        alone = float(time) / (step.batch or 1)
        return held_cost + sum(rates) * alone, held_time + len(rates) * alone

    def _rates(self, step: Step) -> Iterator[float]:
        """Yield what time at a step costs, for each unit of resources that it needs [money a second]."""
        held = {name for demand in step.seizes for name in demand.alternatives}
        for demand in step.resources:
            if demand.alternatives[0] not in held:
                yield from [self._rate_of(demand)] * demand.amount
        has_hands = step.resources or step.seizes
        is_work = self._graph.lane_of(step.id).kind in ("onstage", "backstage")
        if not has_hands and is_work and self._economics is not None and not self._is_within_holding(step.id):
            yield float(self._economics.time_rate or 0.0)

    def _is_within_holding(self, name: str) -> bool:
        """Tell whether somebody who is held anyway does a step that names nobody."""
        lanes = {self._graph.lane_of(seizing).id for seizing in self._held}
        return self._graph.lane_of(name).id in lanes

    def _rate_of(self, demand: Demand) -> float:
        """Return the cost of one unit; of alternatives, of the one that is preferred."""
        resource = self._graph.blueprint.resource_by_id[demand.alternatives[0]]
        if resource.cost_rate is not None:
            return float(resource.cost_rate)
        if resource.kind == "people" and self._economics is not None:
            return float(self._economics.time_rate or 0.0)
        return 0.0

    def _holdings(self) -> Iterator[tuple[str, list[tuple[float, float | None]]]]:
        """Yield the steps that seize resources, with the cost of these and how long they are held [s], if known."""
        released: dict[str, list[str]] = defaultdict(list)
        for step in self._graph.steps:
            for demand in step.releases:
                released[demand.alternatives[0]].append(step.id)
        for step in self._graph.steps:
            held = []
            for demand in step.seizes:
                rate = self._rate_of(demand) * demand.amount
                if rate:
                    held.append((rate, self._held_for(step.id, released[demand.alternatives[0]])))
            if held:
                yield step.id, held

    def _held_for(self, seized_at: str, released_at: list[str]) -> float | None:
        """Return how long a resource is held on the standard way [s], to the end if nothing releases it."""
        start = self._timeline.steps.get(seized_at)
        if start is None or start.start is None:
            return None
        ends = [self._timeline.steps[name].finish for name in released_at if name in self._timeline.steps]
        known = [end for end in ends if end is not None and end >= start.start]
        if released_at and len(known) < len(ends):
            return None
        end = min(known) if known else self._timeline.standard_time
        return None if end is None else float(end) - float(start.start)


def _burden(
    graph: ServiceGraph, timeline: Timeline, expected: ExpectedTime, visits: Mapping[str, float]
) -> CustomerBurden:
    """Return what customers pay: what is stated at the steps that they pass, times how often they do."""
    sums: dict[str, float] = {}
    for step in graph.steps:
        cost, often = step.customer_cost, visits.get(step.id, 0.0)
        if cost is not None and often:
            for word in ("money", "effort", "worry"):
                value = getattr(cost, word)
                if value is not None:
                    sums[word] = sums.get(word, 0.0) + often * float(value)
    time = expected.mean if expected.mean is not None else timeline.standard_time
    return CustomerBurden(sums.get("money"), time, sums.get("effort"), sums.get("worry"))
