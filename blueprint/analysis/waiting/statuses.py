"""Statuses: how surely each figure of the waits is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blueprint.analysis.status import Status
from blueprint.analysis.waiting.figures import ClassWaits
from blueprint.analysis.waiting.points import PointWait
from blueprint.analysis.waiting.pools import PoolState
from blueprint.analysis.waiting.promises import Kept
from blueprint.analysis.waiting.state import State

_MOST_NAMED = 12
_LEFT_OUT = "without the rework of fail points that have no probability"


def statuses_of(
    state: State, points: Sequence[PointWait], standards: Sequence[Kept], customer: ClassWaits
) -> Iterator[Status]:
    """Yield how surely each figure of the waits is known."""
    left_out = tuple(dict.fromkeys(item for visits in state.visits for item in visits.left_out))[:_MOST_NAMED]
    trapped = tuple(dict.fromkeys(item for visits in state.visits for item in visits.trapped))
    if trapped:
        yield Status("wait_points", "unknown", "customers never leave", None, trapped)
        return
    if not state.has_settled:
        yield Status("wait_points", "approximation", "waits and held resources did not agree in the end")
    yield _stable(state)
    for pool in state.pools:
        yield from _pool(pool, left_out, is_exact=all(visits.is_exact for visits in state.visits))
    yield from _steps(state)
    for point in points:
        yield _point(point, left_out)
    yield from _customer(customer, state, left_out)
    for kept in standards:
        yield _standard(kept)
    yield Status("wait_points.aggravators", "exact", "as declared, and by the place of the wait in the service")


def _stable(state: State) -> Status:
    unknown = [pool for pool in state.pools if not pool.demand.has_load]
    if any(pool.is_overloaded for pool in state.pools) or not unknown:
        return Status("wait_points.stable", "exact", "work that comes against work that can be done")
    blocked = tuple(dict.fromkeys(item for pool in unknown for item in pool.demand.blocked_by))
    return Status("wait_points.stable", "unknown", unknown[0].method, None, blocked[:_MOST_NAMED])


def _pool(pool: PoolState, left_out: tuple[str, ...], *, is_exact: bool) -> Iterator[Status]:
    demand = pool.demand
    for name in demand.pool.members:
        key = f"wait_points.resources.{name}"
        blocked = demand.blocked_by[:_MOST_NAMED]
        if not demand.has_load:
            yield Status(key, "unknown", pool.method, None, blocked)
            if demand.has_rates:
                yield Status(f"{key}.arrival_rate", "exact", "absorbing chain")
            continue
        loads_exact = is_exact and demand.hours.is_constant and not demand.notes and not left_out
        if not demand.jobs:
            loads_exact = True
        method = "absorbing chain" if loads_exact else _with("; ".join(("absorbing chain", *demand.notes)), left_out)
        if demand.utilization is None:
            yield Status(f"{key}.utilization", "unknown", "nobody is ever on duty", None, (name,))
        for figure in ("arrival_rate", "offered_load", "utilization")[: 2 if demand.utilization is None else 3]:
            if loads_exact:
                yield Status(f"{key}.{figure}", "exact", method)
            else:
                yield Status(f"{key}.{figure}", "approximation", method, None, left_out)
        if pool.queue is None:
            yield Status(key, "unknown", pool.method, None, (name,) if pool.is_overloaded else blocked)
        elif pool.is_exact and not left_out:
            yield Status(key, "exact", pool.method)
            if not all(law.is_exact for law in pool.queue.waits.values()):
                for figure in ("p50_wait", "p90_wait", "p95_wait"):
                    yield Status(f"{key}.{figure}", "approximation", "law by mean and variance of the wait")
        else:
            yield Status(key, "approximation", _with(pool.method, left_out), pool.error, left_out)


def _with(method: str, left_out: tuple[str, ...]) -> str:
    return f"{method}; {_LEFT_OUT}" if left_out else method


def _steps(state: State) -> Iterator[Status]:
    """Yield what is known of steps: as of the resources that they need, but for those of unknown visits."""
    yield Status("wait_points.steps", "approximation", "as the resources that a step needs; nobody else is waited for")
    unknown: dict[str, tuple[str, ...]] = {}
    for visits in state.visits:
        unknown.update(visits.unknown)
    for name, blocked in unknown.items():
        yield Status(f"wait_points.steps.{name}", "unknown", "ways without a share", None, blocked)


def _point(point: PointWait, left_out: tuple[str, ...]) -> Status:
    key = f"wait_points.wait_points.{point.point.id}"
    if point.law is None:
        return Status(key, "unknown", point.method, None, point.blocked_by[:_MOST_NAMED])
    if point.is_exact and (not left_out or not point.resources):
        return Status(key, "exact", point.method)
    return Status(key, "approximation", point.method, point.error)


def _customer(customer: ClassWaits, state: State, left_out: tuple[str, ...]) -> Iterator[Status]:
    for figure in ("time_in_system", "service_time", "waiting_time"):
        key = f"wait_points.customer.{figure}"
        if getattr(customer, figure) is None:
            method = "steps or waits without a time"
            yield Status(key, "unknown", method, None, customer.blocked_by[:_MOST_NAMED])
            continue
        pools = [pool for pool in state.pools if pool.demand.jobs] if figure != "service_time" else []
        errors = [pool.error for pool in pools if not pool.is_exact]
        known = [error for error in errors if error is not None]
        if customer.is_exact and not errors and not left_out:
            yield Status(key, "exact", "absorbing chain")
        else:
            method = "absorbing chain" if customer.is_exact else "longest of parallel branches, by their means"
            error = max(known) if known and len(known) == len(errors) and customer.is_exact else None
            yield Status(key, "approximation", _with(method, left_out), error, left_out)


def _standard(kept: Kept) -> Status:
    key = f"wait_points.standards.{kept.element}"
    if kept.share is None:
        return Status(key, "unknown", kept.method, None, kept.blocked_by[:_MOST_NAMED])
    if kept.is_exact:
        return Status(key, "exact", kept.method)
    if kept.is_close:
        doubt = "; too close to tell, simulate"
    else:
        doubt = "; how far it is off is unknown, simulate to be sure" if kept.half_width is None else ""
    return Status(key, "approximation", kept.method + doubt)
