"""Lossy queues: customers leave them when their patience ends, or are turned away where there is no room."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.finite import FiniteRoom
from blueprint.analysis.queueing.impatience import ImpatientQueue, mixed_patience
from blueprint.analysis.queueing.laws import share_below
from blueprint.analysis.queueing.load import refuse_overload
from blueprint.analysis.queueing.priority import spread_by_priority
from blueprint.analysis.waiting.line import Line, Queue
from blueprint.analysis.waiting.wait_law import by_tail
from blueprint.units import Distribution


def solve_lossy(line: Line) -> Queue:
    """Return a queue that is left by who has no patience, or has no room for all.

    Raises
    ------
    AnalysisError
        BP620 if more customers with endless patience come than can be served.
    """
    rate, pace = line.rate, 1 / line.work.mean
    if not line.is_impatient:
        assert line.room is not None
        queue = FiniteRoom(rate, pace, line.servers, line.servers + line.room)
        law = by_tail(queue.mean_wait, queue.probability_of_wait, queue.wait_over)
        leaving = {item.name: queue.turned_away for item in line.customers}
        found = Queue({item.name: law for item in line.customers}, leaving, queue.utilization, is_exact=True,
                      method="M/M/c/K", turned_away=queue.turned_away)  # fmt: skip
    elif line.room is None and not _is_palm(line):
        found = _impatient(line)
    else:
        found = _palm(line)
    is_exact = line.is_poisson and line.is_exponential and found.is_exact
    found = replace(found, is_exact=is_exact)
    return spread_over_ranks(line, found) if len(line.ranks) > 1 else found


def _is_palm(line: Line) -> bool:
    laws = {item.patience for item in line.customers if item.rate}
    law = next(iter(laws))
    return len(laws) == 1 and law is not None and law.kind == "exponential"


def _palm(line: Line) -> Queue:
    """Return Erlang A; where patience is none of one exponential law, with the mean over all."""
    parts = [(item.rate, item.patience) for item in line.customers if item.rate]
    patience = mixed_patience(parts)
    abandon_rate = (1 - patience.endless) / patience.mean if patience.mean else 1e6 / line.work.mean
    queue = ErlangA(line.rate, 1 / line.work.mean, line.servers, abandon_rate, line.room)
    law = by_tail(queue.mean_wait, queue.probability_of_wait - queue.turned_away, queue.wait_over)
    share = queue.abandoned + queue.turned_away
    is_exact = _is_palm(line)
    method = "Erlang A" if line.room is None else "Erlang A with limited room"
    waits = {item.name: law for item in line.customers}
    return Queue(waits, dict.fromkeys(waits, share), queue.utilization, is_exact, method, turned_away=queue.turned_away)


def _impatient(line: Line) -> Queue:
    parts = [(item.rate, item.patience) for item in line.customers if item.rate]
    patience = mixed_patience(parts)
    if line.rate * patience.endless * line.work.mean >= line.servers:
        refuse_overload(line.rate * patience.endless * line.work.mean, line.servers)
    queue = ImpatientQueue(line.rate, 1 / line.work.mean, line.servers, patience)
    waits = {}
    for item in line.customers:
        mean = queue.mean_wait_of(item.patience)
        waits[item.name] = by_tail(mean, queue.probability_of_wait, partial(_over, queue, item.patience))
    leaving = {item.name: queue.abandoned_of(item.patience) for item in line.customers}
    return Queue(waits, leaving, queue.utilization, is_exact=True, method="M/M/c+G")


def _over(queue: ImpatientQueue, patience: Distribution | None, time: float) -> float:
    stays = 1.0 if patience is None else 1.0 - share_below(patience, time)
    return queue.offered_wait_over(time) * stays


def spread_over_ranks(line: Line, found: Queue) -> Queue:
    """Divide waits and losses of a queue by priority, so that their means over all classes stay."""
    busy = [
        sum(item.rate * (1 - found.leaving[item.name]) * item.work.mean for item in rank) / line.servers
        for rank in line.ranks
    ]
    weights = spread_by_priority(1.0, [share * min(1.0, 0.999 / sum(busy)) for share in busy]) if sum(busy) else ()
    of_class = {item.name: weight for rank, weight in zip(line.ranks, weights, strict=True) for item in rank}
    total = sum(item.rate * found.waits[item.name].mean for item in line.customers)
    weighed = sum(item.rate * found.waits[item.name].mean * of_class[item.name] for item in line.customers)
    scale = total / weighed if weighed else 0.0
    waits, leaving = {}, {}
    for item in line.customers:
        factor = of_class[item.name] * scale
        waits[item.name] = found.waits[item.name].scaled(factor)
        leaving[item.name] = min(1.0, found.leaving[item.name] * factor)
    return replace(found, waits=waits, leaving=leaving, is_exact=False, method=f"{found.method}, spread by priority")
