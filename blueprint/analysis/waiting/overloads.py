"""Overloads: who has more work than can be done, by how much, and when; told before any wait is."""

from __future__ import annotations

from collections.abc import Iterator

from blueprint.analysis.queueing.load import excess
from blueprint.analysis.waiting.demand import Demand
from blueprint.analysis.waiting.pools import PoolState
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.model import Resource
from blueprint.units.errors import DAY

_LEAVE = 0.05  # of the customers: from here on the queue lives on those who leave it


def find_overloads(pools: tuple[PoolState, ...]) -> Iterator[Diagnostic]:
    """Yield what is overloaded, in the order in which resources are declared."""
    for state in pools:
        if state.is_overloaded:
            yield _overload(state)
        elif state.queue is not None and state.demand.has_load:
            yield from _carried_by_loss(state)
            yield from _hours(state)


def _overload(state: PoolState) -> Diagnostic:
    demand = state.demand
    name = demand.name
    most = max((job.need.amount for job in demand.jobs), default=0)
    if not any(demand.capacities):
        message, hint = f"customers need {name}, and nobody of them is ever on duty", "say when they are: 'schedule: …'"
    elif most > demand.capacity:
        step = next(job.need.step for job in demand.jobs if job.need.amount == most)
        message = f"'{step}' needs {most} of {name} at once, and there are {demand.capacity}: it never begins"
        hint = "need fewer, or write the capacity that there is"
    else:
        message, hint = _shortage(demand), _way_out(demand)
    return Diagnostic("BP620", "overload", Severity.ERROR, message, element=demand.pool.members[0], hint=hint)


def _shortage(demand: Demand) -> str:
    """Say who lacks how much."""
    load, capacity = demand.offered_load or 0.0, demand.mean_capacity
    over = excess(load, capacity)
    told = f"{over:.0%} over" if over >= 0.005 else "no more than they can just do" if over > -0.005 else ""
    if len(set(demand.capacities)) == 1:
        people = _noun(demand.resources[0], demand.capacity)
        return f"{demand.name} would need {load:.3g}{people}, {_there(demand.capacity)}: {told}"
    period = "a day" if demand.hours.period <= DAY else "a week"
    needed, given = load * demand.length / 3600, capacity * demand.length / 3600
    return f"{demand.name} would need {needed:.3g} hours {period}, {given:.3g} are on duty: {told}"


def _noun(resource: Resource, count: int) -> str:
    return " people" if resource.kind == "people" else ""


def _there(count: int) -> str:
    return "there is 1" if count == 1 else f"there are {count}"


def _way_out(demand: Demand) -> str:
    least = int(demand.offered_load or 0.0) + 1
    more = f"{least} can keep up" if len(set(demand.capacities)) == 1 else "put more people on duty"
    others = f"'{demand.pool.members[0]} | colleague'"
    return f"{more}; or let fewer come, shorten what they do, or let others help: {others}"


def _carried_by_loss(state: PoolState) -> Iterator[Diagnostic]:
    """Yield where there is more work than can be done, and only those who give up keep the queue from growing."""
    demand, queue = state.demand, state.queue
    assert queue is not None
    load = demand.utilization or 0.0
    rates = {job.name: sum(job.rates or ()) for job in demand.jobs}
    total = sum(rates.values())
    lost = sum(rate * queue.leaving.get(name, 0.0) for name, rate in rates.items()) / total if total else 0.0
    if load >= 1 and lost >= _LEAVE:
        message = f"{_shortage(demand)}; it goes on only because {lost:.0%} of the customers leave the queue unserved"
        yield Diagnostic(
            "BP621", "overload-carried-by-loss", Severity.WARNING, message,
            element=demand.pool.members[0], hint=_way_out(demand),
        )  # fmt: skip


def _hours(state: PoolState) -> Iterator[Diagnostic]:
    """Yield hours in which more work comes than can be done, though over all hours it can."""
    demand = state.demand
    if not state.hours or (demand.utilization or 0.0) >= 1:
        return
    heavy = [hour for hour in state.hours if hour.load > max(hour.capacity, 1e-3) * 1.005]
    if not heavy:
        return
    worst = max(heavy, key=lambda hour: hour.load - hour.capacity)
    pieces = [demand.hours.pieces[hour.place] for hour in heavy]
    times = ", ".join(_merged([(str(piece), piece.start, piece.end) for piece in pieces])[:4])
    people = _noun(demand.resources[0], worst.capacity)
    message = (
        f"{demand.name} has more work than can be done at {times}: up to {worst.load:.3g}{people} would be needed, "
        f"and {_there(worst.capacity)}"
    )
    hint = "move people to these hours, or let customers come at others"
    yield Diagnostic("BP622", "overloaded-hours", Severity.WARNING, message, element=demand.pool.members[0], hint=hint)


def _merged(stretches: list[tuple[str, float, float]]) -> list[str]:
    """Write stretches that follow each other as one."""
    found: list[list[tuple[str, float, float]]] = []
    for item in stretches:
        if found and found[-1][-1][2] == item[1] and item[1] % DAY:
            found[-1].append(item)
        else:
            found.append([item])
    return [group[0][0].rpartition("-")[0] + "-" + group[-1][0].rpartition("-")[2] for group in found]
