"""Queue at one resource: which closed form holds for who comes and who serves, and what it says.

>>> from blueprint.analysis.waiting.line import Customers, Line
>>> from blueprint.analysis.waiting.work import Work
>>> from blueprint.units import Distribution
>>> law = Distribution("exponential", (120.0,))
>>> line = Line(servers=3, customers=(Customers("all", 1 / 60, Work.of(law)),), is_poisson=True)
>>> queue = solve_line(line)
>>> queue.method, round(queue.waits["all"].mean, 1), round(queue.utilization, 3)
('M/M/c', 53.3, 0.667)
"""

from __future__ import annotations

from functools import partial

import numpy as np

from blueprint.analysis.queueing.approximations import TYPICAL_ERROR
from blueprint.analysis.queueing.erlang import erlang_c
from blueprint.analysis.queueing.gimc import GIMc
from blueprint.analysis.queueing.laws import shares_below, transform
from blueprint.analysis.queueing.load import refuse_overload
from blueprint.analysis.queueing.mg1 import MG1, MDc
from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.queueing.priority import spread_by_priority, waits_at_one
from blueprint.analysis.queueing.qna import general_wait
from blueprint.analysis.waiting.line import Line, Queue
from blueprint.analysis.waiting.lossy import solve_lossy
from blueprint.analysis.waiting.wait_law import NO_WAIT, WaitLaw, by_tail, exponential_tail, gamma_tail
from blueprint.analysis.waiting.work import mixed_work
from blueprint.units import Distribution

_ERROR_BY_RANK = 0.3  # of single classes, where service is not exponential
_HARDLY = 1e-3  # of the customers: where no more would leave, all are taken as patient
_MOST_FIXED = 100  # servers for which M/D/c is solved here; beyond, the approximation is as good


def solve_line(line: Line) -> Queue:
    """Return the queue in its steady state.

    Raises
    ------
    AnalysisError
        BP620 if more work comes than can be done, and neither patience nor room ends the queue.
    """
    if not line.load:
        waits = {item.name: NO_WAIT for item in line.customers}
        return Queue(waits, dict.fromkeys(waits, 0.0), 0.0, is_exact=True, method="nothing to do")
    if line.room is not None or (line.is_impatient and not _is_patience_enough(line)):
        return solve_lossy(line)
    refuse_overload(line.load, line.servers)
    law, is_exact, method = _first_come(line)
    is_exact = is_exact and not line.is_impatient
    error = None if is_exact else TYPICAL_ERROR
    nobody = {item.name: 0.0 for item in line.customers}
    waits = {item.name: law for item in line.customers}
    if len(line.ranks) > 1:
        waits, method = _by_rank(line, law), f"{method}, non-preemptive priority"
        is_exact = is_exact and line.is_poisson and (line.is_exponential or line.servers == 1)
        error = None if is_exact else _ERROR_BY_RANK
    return Queue(waits, nobody, line.load / line.servers, is_exact, method, error)


def _first_come(line: Line) -> tuple[WaitLaw, bool, str]:
    """Return the wait of first come, first served; whether its mean is exact; by which model."""
    rate, work, servers = line.rate, line.work, line.servers
    if line.is_poisson and line.is_exponential:
        queue = MMc(rate, 1 / work.mean, servers)
        return exponential_tail(queue.probability_of_wait, queue.mean_wait, is_exact=True), True, "M/M/c"
    if line.is_poisson and work.law is not None and work.law.kind == "fixed" and servers <= _MOST_FIXED:
        steady = MDc(rate, work.mean, servers)
        return by_tail(steady.mean_wait, steady.probability_of_wait, steady.wait_over), True, "M/D/c"
    if line.is_poisson and servers == 1:
        single = MG1(rate, work.mean, work.second, work.third)
        return gamma_tail(single.utilization, single.mean_wait, single.wait_variance or 0.0), True, "M/G/1"
    if line.interval is not None and line.is_exponential:
        renewal = GIMc(partial(transform, line.interval), 1 / rate, work.mean, servers)
        return exponential_tail(renewal.probability_of_wait, renewal.mean_wait, is_exact=True), True, "GI/M/c"
    variation = 1.0 if line.is_poisson else line.variation
    mean = general_wait(rate, work.mean, servers, variation, work.variation)
    method = "Kraemer and Langenbach-Belz" if servers == 1 else "Allen and Cunneen"
    return exponential_tail(erlang_c(servers, line.load), mean), False, method


def _by_rank(line: Line, law: WaitLaw) -> dict[str, WaitLaw]:
    """Return waits by class, where some are served before others."""
    ranks = line.ranks
    rates = [sum(item.rate for item in rank) for rank in ranks]
    works = [mixed_work([(item.rate, item.work) for item in rank]) for rank in ranks]
    if line.is_poisson and line.servers == 1:
        means = waits_at_one(rates, [work.mean for work in works], [work.second for work in works])
    else:
        loads = [rate * work.mean / line.servers for rate, work in zip(rates, works, strict=True)]
        means = spread_by_priority(law.mean, loads)
    return {
        item.name: law.scaled(mean / law.mean) if law.mean else NO_WAIT
        for rank, mean in zip(ranks, means, strict=True)
        for item in rank
    }


# --- patience that plays no part -------------------------------------------------------------------------------------


def _is_patience_enough(line: Line) -> bool:
    """Tell whether hardly anybody would leave a queue of patient customers: then patience plays no part."""
    if line.room is not None or line.load >= 0.99 * line.servers:
        return False
    law, _, _ = _first_come(line)
    waits = {item.name: law for item in line.customers} if len(line.ranks) == 1 else _by_rank(line, law)
    impatient = ((waits[item.name], item.patience) for item in line.customers if item.patience is not None)
    return all(_chance_beyond(wait, patience) < _HARDLY for wait, patience in impatient)


def _chance_beyond(wait: WaitLaw, patience: Distribution) -> float:
    """Return the share of customers whose wait would be longer than their patience."""
    if patience.kind in ("fixed", "empirical"):
        return sum(wait.over(time) for time in patience.parameters) / len(patience.parameters)
    times = np.linspace(0.0, float(patience.mean) + 6 * patience.variance**0.5, 101)
    chances = np.diff(shares_below(patience, times), prepend=0.0)
    return sum(float(chance) * wait.over(float(time)) for chance, time in zip(chances, times, strict=True))
