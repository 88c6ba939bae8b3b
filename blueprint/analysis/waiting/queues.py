"""Queue at one resource: which closed form holds for who comes and who serves, and what it says.

>>> from blueprint.units import Distribution
>>> law = Distribution("exponential", (120.0,))
>>> line = Line(servers=3, customers=(Customers("all", 1 / 60, Work.of(law)),), is_poisson=True)
>>> queue = solve_line(line)
>>> queue.method, round(queue.waits["all"].mean, 1), round(queue.utilization, 3)
('M/M/c', 53.3, 0.667)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial

import numpy as np

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.approximations import TYPICAL_ERROR
from blueprint.analysis.queueing.erlang import erlang_c
from blueprint.analysis.queueing.finite import FiniteRoom
from blueprint.analysis.queueing.gimc import GIMc
from blueprint.analysis.queueing.impatience import ImpatientQueue, mixed_patience
from blueprint.analysis.queueing.laws import second_moment, share_below, shares_below, third_moment, transform
from blueprint.analysis.queueing.load import refuse_overload
from blueprint.analysis.queueing.mg1 import MG1, MDc
from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.queueing.priority import spread_by_priority, waits_at_one
from blueprint.analysis.queueing.qna import general_wait
from blueprint.analysis.waiting.wait_law import NO_WAIT, WaitLaw, by_tail, exponential_tail, gamma_tail
from blueprint.units import Distribution

_HARDLY = 1e-3  # of the customers: where no more would leave, all are taken as patient
_MOST_FIXED = 100  # servers for which M/D/c is solved here; beyond, the approximation is as good


@dataclass(frozen=True, slots=True)
class Work:
    """How long a resource is busy with one visit.

    Parameters
    ----------
    mean, second, third : float  [s, s², s³]
        Mean of the time, of its square and of its cube.
    law : Distribution or None
        The law, where it is a plain one.
    """

    mean: float
    second: float
    third: float
    law: Distribution | None = None

    @classmethod
    def of(cls, law: Distribution) -> Work:
        """Return the work of a service time."""
        return _work_of(law)

    @property
    def variation(self) -> float:
        """Squared coefficient of variation."""
        return max(0.0, self.second / self.mean**2 - 1) if self.mean else 0.0

    @property
    def variance(self) -> float:
        """Variance [s²]."""
        return max(0.0, self.second - self.mean**2)

    def followed_by(self, other: Work) -> Work:
        """Return this work with other work after it, independent of it."""
        return Work(
            self.mean + other.mean,
            self.second + 2 * self.mean * other.mean + other.second,
            self.third + 3 * self.second * other.mean + 3 * self.mean * other.second + other.third,
            self.law if not other.mean else None,
        )

    def sometimes(self, share: float) -> Work:
        """Return work that is done for a share of the visits only."""
        return Work(share * self.mean, share * self.second, share * self.third)

    def stretched(self, factor: float) -> Work:
        """Return work that takes so many times as long."""
        return Work(self.mean * factor, self.second * factor**2, self.third * factor**3)


@lru_cache(maxsize=4096)
def _work_of(law: Distribution) -> Work:
    return Work(float(law.mean), second_moment(law), third_moment(law), law)


NO_WORK = Work(0.0, 0.0, 0.0)
"""Nothing to do."""


def mixed_work(parts: Sequence[tuple[float, Work]]) -> Work:
    """Return the work of visits of several kinds, given how many there are of each."""
    total = sum(weight for weight, _ in parts)
    if not total:
        return NO_WORK
    laws = {work.law for weight, work in parts if weight}
    return Work(
        sum(weight * work.mean for weight, work in parts) / total,
        sum(weight * work.second for weight, work in parts) / total,
        sum(weight * work.third for weight, work in parts) / total,
        laws.pop() if len(laws) == 1 else None,
    )


@dataclass(frozen=True, slots=True)
class Customers:
    """Visits of one class to a resource.

    Parameters
    ----------
    name : str
        Of the class.
    rate : float  [1/s]
        How many come.
    work : Work
        What each takes.
    priority : int or None
        1 is served first; without, as the last.
    patience : Distribution or None
        Longest wait; None if it has no end.
    """

    name: str
    rate: float
    work: Work
    priority: int | None = None
    patience: Distribution | None = None


@dataclass(frozen=True)
class Line:
    """Who comes to a resource and who serves there.

    Parameters
    ----------
    servers : int
        How many there are.
    customers : tuple of Customers
        By class.
    is_poisson : bool
        Whether visits come independently of each other.
    variation : float
        Squared coefficient of variation of the times between visits.
    interval : Distribution or None
        Law of these, where they are independent of each other.
    room : int or None
        Customers that can wait; None is any number.
    by_priority : bool
        Whether classes of higher priority are served before others.
    """

    servers: int
    customers: tuple[Customers, ...]
    is_poisson: bool = False
    variation: float = 1.0
    interval: Distribution | None = None
    room: int | None = None
    by_priority: bool = False

    @cached_property
    def rate(self) -> float:
        """Visits in a second."""
        return sum(item.rate for item in self.customers)

    @cached_property
    def work(self) -> Work:
        """Work of a visit."""
        return mixed_work([(item.rate, item.work) for item in self.customers])

    @property
    def load(self) -> float:
        """Work that comes [erlang]."""
        return self.rate * self.work.mean

    @property
    def is_exponential(self) -> bool:
        """Whether all work has one exponential law."""
        return self.work.law is not None and self.work.law.kind == "exponential"

    @property
    def is_impatient(self) -> bool:
        """Whether anybody leaves the queue."""
        return any(item.patience is not None and item.rate for item in self.customers)

    @cached_property
    def ranks(self) -> tuple[tuple[Customers, ...], ...]:
        """Classes in the order in which they are served; those that are equal together."""
        if not self.by_priority:
            return (self.customers,)
        last = 1 + max((item.priority or 0 for item in self.customers), default=0)
        numbers = sorted({item.priority or last for item in self.customers})
        return tuple(tuple(item for item in self.customers if (item.priority or last) == rank) for rank in numbers)

    def at_load(self, factor: float) -> Line:
        """Return the same with so many times as many customers."""
        return replace(self, customers=tuple(replace(item, rate=item.rate * factor) for item in self.customers))


@dataclass(frozen=True)
class Queue:
    """What is known of the queue at a resource.

    Parameters
    ----------
    waits : mapping
        Law of the wait by class.
    leaving : mapping
        Share of each class that leaves the queue, or is turned away [0..1].
    utilization : float  [0..1]
        Share of the servers that is busy.
    is_exact : bool
        Whether the means are exact for the line as it is given.
    method : str
        By which model.
    error : float or None  [0..1]
        Typical error of an approximation, where one is known.
    """

    waits: Mapping[str, WaitLaw]
    leaving: Mapping[str, float]
    utilization: float
    is_exact: bool
    method: str
    error: float | None = None
    turned_away: float = field(default=0.0)


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
        return _lossy(line)
    refuse_overload(line.load, line.servers)
    law, is_exact, method = _first_come(line)
    is_exact = is_exact and not line.is_impatient
    error = None if is_exact else TYPICAL_ERROR
    nobody = {item.name: 0.0 for item in line.customers}
    waits = {item.name: law for item in line.customers}
    if len(line.ranks) > 1:
        waits, method = _by_rank(line, law), f"{method}, non-preemptive priority"
        is_exact = is_exact and line.is_poisson and (line.is_exponential or line.servers == 1)
        error = None if is_exact else TYPICAL_ERROR
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


# --- queues that customers leave -------------------------------------------------------------------------------------


def _lossy(line: Line) -> Queue:
    """Return a queue that is left by who has no patience, or has no room for all."""
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


def _is_patience_enough(line: Line) -> bool:
    """Tell whether hardly anybody would leave a queue of patient customers: then patience plays no part."""
    if line.room is not None or line.load >= 0.99 * line.servers:
        return False
    law, _, _ = _first_come(line)
    waits = {item.name: law for item in line.customers} if len(line.ranks) == 1 else _by_rank(line, law)
    return all(
        _chance_beyond(waits[item.name], item.patience) < _HARDLY for item in line.customers if item.patience is not None
    )


def _chance_beyond(wait: WaitLaw, patience: Distribution) -> float:
    """Return the share of customers whose wait would be longer than their patience."""
    if patience.kind in ("fixed", "empirical"):
        return sum(wait.over(time) for time in patience.parameters) / len(patience.parameters)
    times = np.linspace(0.0, float(patience.mean) + 6 * patience.variance**0.5, 101)
    chances = np.diff(shares_below(patience, times), prepend=0.0)
    return sum(float(chance) * wait.over(float(time)) for chance, time in zip(chances, times, strict=True))


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
    return Queue(
        waits, dict.fromkeys(waits, share), queue.utilization, is_exact, method, turned_away=queue.turned_away
    )


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
