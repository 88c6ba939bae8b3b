"""Network: visits, work, queues and waits of a service, computed again and again until they agree.

Waits lengthen the time for which resources are held, and customers who leave a queue do not come to the steps after
it; each depends on the others. Without held resources and without patience, one round is enough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from blueprint.analysis.waiting.clock import Clock, Moments, awaited_steps
from blueprint.analysis.waiting.demand import EITHER, HELD, TOGETHER, Demand, Job
from blueprint.analysis.waiting.hours import Hours
from blueprint.analysis.waiting.needs import Need, Needs, Pool, divide, pools_of
from blueprint.analysis.waiting.pools import PoolState, solve_pool
from blueprint.analysis.waiting.service_times import ServiceTimes
from blueprint.analysis.waiting.state import Queues, State
from blueprint.analysis.waiting.streams import Stream, streams_of
from blueprint.analysis.waiting.variability import Server, disturbed_steps, interval_of, variations_of
from blueprint.analysis.waiting.visits import Follower, Visits
from blueprint.analysis.waiting.wait_law import NO_WAIT, WaitLaw, fixed_wait, one_after_the_other
from blueprint.analysis.waiting.work import Work, mixed_work
from blueprint.graph import ServiceGraph
from blueprint.units import Distribution

_MOST_ROUNDS = 20
_LAGS = 3  # rounds after which customers come to a step when they did before: else hour and wait chase each other
_AGREES = 1e-4  # relative change of waits and losses that is none


@dataclass(frozen=True)
class _Round:
    """What one round found."""

    visits: tuple[Visits, ...]
    clocks: tuple[Clock, ...]
    pools: tuple[PoolState, ...]
    waits: tuple[dict[str, WaitLaw | None], ...]
    leaving: tuple[dict[str, float], ...]
    lags: tuple[Mapping[str, float], ...] = ()


class Network:
    """A service as a network of queues; what does not depend on who is on duty is computed once."""

    def __init__(self, graph: ServiceGraph) -> None:
        self.graph = graph
        self.hours = Hours.of(graph.blueprint)
        self.streams = streams_of(graph, self.hours)
        self._followers = tuple(self._followed(stream) for stream in self.streams)
        self._counted = awaited_steps(graph)
        self._laws = tuple(ServiceTimes(graph, stream.name) for stream in self.streams)

    @cached_property
    def _known_followers(self) -> dict[tuple[str, str | None], Follower]:
        return {}

    def _followed(self, stream: Stream) -> Follower:
        """Return who follows the customers of a class; classes that go the same ways are followed once."""
        has_own_ways = any(flow.classes for flow in self.graph.blueprint.flows)
        key = (stream.start, stream.name if has_own_ways else None)
        if key not in self._known_followers:
            self._known_followers[key] = Follower(self.graph, *key)
        return self._known_followers[key]

    def solve(self, capacities: Mapping[str, Sequence[int]] | None = None) -> State:
        """Return what is known of waits.

        Parameters
        ----------
        capacities : mapping, optional
            How many are on duty in each piece of the week, by resource; else as the service declares it.
        """
        on_duty = {
            resource.id: tuple((capacities or {}).get(resource.id) or self.hours.capacities(resource))
            for resource in self.graph.blueprint.resources
        }
        leaving: tuple[dict[str, float], ...] = tuple({} for _ in self.streams)
        waits: tuple[dict[str, WaitLaw | None], ...] = tuple({} for _ in self.streams)
        found = self._round(on_duty, leaving, waits, visits=None)
        has_settled = not self._needs_rounds(found)
        for number in range(_MOST_ROUNDS if not has_settled else 0):
            again = self._round(
                on_duty, found.leaving, found.waits, self._same_visits(found, leaving),
                found if number >= _LAGS else replace(found, lags=()),
            )  # fmt: skip
            leaving = found.leaving
            has_settled = _agree(found, again)
            found = again
            if has_settled:
                break
        declared = tuple(
            {
                name: laws.usual(name)
                for name in clock.visits.visits
                if laws.usual(name) is not NO_WAIT and not clock.is_met(name)
            }
            for laws, clock in zip(self._laws, found.clocks, strict=True)
        )
        return State(
            self.streams, found.visits, found.clocks, found.pools, found.waits, declared, self._needs, has_settled
        )

    def law(self, number: int, step: str) -> Distribution | None:
        """Return the law of the service time of a class at a step; None if it is unknown."""
        return self._laws[number].law(step)

    def needs_at(self, number: int, step: str) -> tuple[Need, ...]:
        """Return what a class takes at a step."""
        return self._needs[number].get(step, ())

    def _needs_rounds(self, found: _Round) -> bool:
        holds = any(need.is_held for state in found.pools for need in (job.need for job in state.demand.jobs))
        return (
            holds
            or any(share > 0 for shares in found.leaving for share in shares.values())
            or (
                not self.hours.is_constant  # when customers come to a step depends on how long they waited before it
            )
        )

    def _same_visits(self, found: _Round, leaving: tuple[dict[str, float], ...]) -> tuple[Visits, ...] | None:
        return found.visits if found.leaving == leaving else None

    # --- one round ----------------------------------------------------------------------------------------------

    def _round(
        self,
        on_duty: Mapping[str, tuple[int, ...]],
        leaving: tuple[dict[str, float], ...],
        waits: tuple[dict[str, WaitLaw | None], ...],
        visits: tuple[Visits, ...] | None,
        before: _Round | None = None,
    ) -> _Round:
        if visits is None:
            visits = tuple(follower.follow(shares) for follower, shares in zip(self._followers, leaving, strict=True))
        clocks = tuple(self._clock(*item) for item in zip(visits, self._laws, waits, leaving, strict=True))
        lags = (before.lags if before is not None else ()) or tuple(clock.lags for clock in clocks)
        demands = self._demands(visits, clocks, lags, on_duty)
        known = {state.demand.pool: state for state in before.pools} if before is not None else {}
        pools = tuple(_solve_again(demand, known.get(demand.pool)) for demand in demands)
        new_waits, new_leaving = self._after(visits, pools)
        clocks = tuple(self._clock(*item) for item in zip(visits, self._laws, new_waits, new_leaving, strict=True))
        return _Round(visits, clocks, pools, new_waits, new_leaving, lags)

    def _clock(
        self, visits: Visits, laws: ServiceTimes, waits: Mapping[str, WaitLaw | None], leaving: Mapping[str, float]
    ) -> Clock:
        known = {name: _moments(waits.get(name, laws.usual(name))) for name in visits.visits}
        declared = frozenset(name for name in visits.visits if name not in waits and laws.usual(name) is not NO_WAIT)
        return Clock(self.graph, visits, laws.moments(visits), known, leaving, self._counted, declared)

    @cached_property
    def _needs(self) -> tuple[dict[str, tuple[Need, ...]], ...]:
        """What each step takes, by class; it does not change with waits."""
        found = []
        for follower in self._followers:
            needs = Needs(self.graph, follower.follow())
            found.append(needs.by_step)
        return tuple(found)

    @cached_property
    def _pools(self) -> tuple[Pool, ...]:
        return pools_of(self.graph, [need for by_step in self._needs for needs in by_step.values() for need in needs])

    def _demands(
        self,
        visits: tuple[Visits, ...],
        clocks: tuple[Clock, ...],
        lags: tuple[Mapping[str, float], ...],
        on_duty: Mapping[str, tuple[int, ...]],
    ) -> list[Demand]:
        jobs = self._jobs(visits, clocks, lags, on_duty)
        by_id = self.graph.blueprint.resource_by_id
        demands = [
            Demand(
                pool,
                tuple(by_id[name] for name in pool.members),
                self.hours,
                tuple(map(sum, zip(*(on_duty[name] for name in pool.members), strict=True))),
                tuple(jobs.get(pool, ())),
            )
            for pool in self._pools
        ]
        return self._with_arrivals(demands, visits)

    # --- what customers bring -----------------------------------------------------------------------------------

    def _jobs(
        self,
        visits: tuple[Visits, ...],
        clocks: tuple[Clock, ...],
        lags: tuple[Mapping[str, float], ...],
        on_duty: Mapping[str, tuple[int, ...]],
    ) -> dict[Pool, list[Job]]:
        pool_of = {name: pool for pool in self._pools for name in pool.members}
        found: dict[Pool, list[Job]] = {}
        shared: list[Job] = []
        for number, stream in enumerate(self.streams):
            for job in self._jobs_of(number, stream, visits[number], clocks[number], lags[number]):
                pools = {pool_of[name] for name in job.need.alternatives}
                if len(pools) > 1:
                    shared.append(job)
                else:
                    found.setdefault(pools.pop(), []).append(job)
        for job, name in self._divided(shared, found, on_duty):
            found.setdefault(pool_of[name], []).append(job)
        return found

    def _jobs_of(
        self, number: int, stream: Stream, visits: Visits, clock: Clock, lags: Mapping[str, float]
    ) -> Iterator[Job]:
        by_id = self.graph.blueprint.step_by_id
        laws = self._laws[number]
        for name, needs in self._needs[number].items():
            together = (TOGETHER,) if len(needs) > 1 else ()
            blocked = visits.unknown.get(name, ()) or (visits.trapped if visits.trapped else ())
            for need in needs:
                if name not in visits.visits:
                    yield Job(need, stream, None, None, blocked, together)
                    continue
                often = visits.visits[name] / (by_id[name].batch or 1)
                work = laws.work(name)
                lacking: tuple[str, ...] = () if work is not None else (name,)
                notes = together
                if need.is_held:
                    work, passed, lacking = self._held(number, need, visits, clock)
                    often, notes = often / passed, (HELD, *together)
                rates = self._rates(stream, often, lags.get(name, 0.0))
                nobody = (stream.name,) if rates is None and stream.name is not None else ()
                yield Job(need, stream, rates, work, (*nobody, *lacking), notes)

    def _held(
        self, number: int, need: Need, visits: Visits, clock: Clock
    ) -> tuple[Work | None, float, tuple[str, ...]]:
        """Return for how long something is held, and how often the step is passed meanwhile."""
        releases = self._releases(need)
        span, passed = clock.held(need.step, releases)
        if span.mean is None:
            return None, 1.0, span.blocked_by
        spread = span.variance or 0.0
        second = span.mean**2 + spread
        ratio = spread / span.mean**2 if span.mean else 0.0
        return Work(span.mean, second, span.mean**3 * (1 + ratio) * (1 + 2 * ratio)), passed or 1.0, ()

    def _releases(self, need: Need) -> frozenset[str]:
        names = set(need.alternatives)
        return frozenset(
            step.id for step in self.graph.steps if any(names & set(item.alternatives) for item in step.releases)
        )

    def _rates(self, stream: Stream, often: float, lag: float) -> tuple[float, ...] | None:
        """Return how many come to a step in each piece, so much later than they came in; time stands when closed."""
        if stream.rates is None:
            return None
        if self.hours.is_constant or not lag:
            return tuple(often * rate for rate in stream.rates)
        return tuple(often * rate for rate in self.hours.later(stream.rates, lag))

    def _divided(
        self, shared: Sequence[Job], alone: Mapping[Pool, Sequence[Job]], on_duty: Mapping[str, tuple[int, ...]]
    ) -> Iterator[tuple[Job, str]]:
        """Yield work that either of several resources may do, with the one that does it."""
        if not shared:
            return
        lengths = self.hours.lengths
        own: dict[str, float] = {}
        for pool, jobs in alone.items():
            own[pool.members[0]] = sum(_load(job, lengths) for job in jobs)
        loads: dict[tuple[str, ...], float] = {}
        for job in shared:
            loads[job.need.alternatives] = loads.get(job.need.alternatives, 0.0) + _load(job, lengths)
        duty = {name: sum(c * t for c, t in zip(counts, lengths, strict=True)) for name, counts in on_duty.items()}
        parts = divide(loads, own, duty)
        for job in shared:
            for name, part in parts[job.need.alternatives].items():
                if part > 0:
                    rates = None if job.rates is None else tuple(part * rate for rate in job.rates)
                    yield Job(job.need, job.stream, rates, job.work, job.blocked_by, (EITHER, *job.notes)), name

    # --- how they come ------------------------------------------------------------------------------------------

    def _with_arrivals(self, demands: Sequence[Demand], visits: tuple[Visits, ...]) -> list[Demand]:
        """Return demands with how evenly customers come to each."""
        disturbing = [job.need.step for demand in demands if not _is_quiet(demand) for job in demand.jobs]
        disturbing += [step.id for step in self.graph.steps if (step.batch or 1) > 1]
        disturbed = disturbed_steps(self.graph, self.streams, visits, disturbing)
        batched = {step.id for step in self.graph.steps if (step.batch or 1) > 1}
        is_poisson = [
            not any(job.need.step in disturbed or job.need.step in batched for job in demand.jobs) for demand in demands
        ]
        if all(is_poisson):
            return [demand.coming(is_poisson=True) for demand in demands]
        servers = [
            Server(
                frozenset(job.need.step for job in demand.jobs),
                min(demand.utilization or 0.0, 1.0),
                max(1, demand.capacity),
                _work_of(demand).variation,
            )
            for demand in demands
        ]
        variations = variations_of(self.streams, visits, servers)
        return [
            demand.coming(
                is_poisson=calm,
                variation=variation,
                interval=interval_of(self.graph, self.streams, visits, server.steps),
            )
            for demand, calm, variation, server in zip(demands, is_poisson, variations, servers, strict=True)
        ]

    # --- what follows -------------------------------------------------------------------------------------------

    def _after(
        self, visits: tuple[Visits, ...], pools: tuple[PoolState, ...]
    ) -> tuple[tuple[dict[str, WaitLaw | None], ...], tuple[dict[str, float], ...]]:
        """Return waits and losses by step, for each class."""
        finder = Queues(pools)
        waits: list[dict[str, WaitLaw | None]] = []
        leaving: list[dict[str, float]] = []
        for number, stream in enumerate(self.streams):
            mine: dict[str, WaitLaw | None] = {}
            lost: dict[str, float] = {}
            for name, needs in self._needs[number].items():
                found = [finder.queue_at(need, stream.name or "") for need in needs]
                known = [item for item in found if item is not None]
                if name in visits[number].visits and len(known) == len(needs):
                    batch = self._filling(name, visits)
                    mine[name] = one_after_the_other([*(law for law, _ in known), *([batch] if batch else [])])
                    stays = math.prod(1 - share for _, share in known)
                    if stays < 1:
                        lost[name] = 1 - stays
                else:
                    mine[name] = None
            waits.append(mine)
            leaving.append(lost)
        return tuple(waits), tuple(leaving)

    def _filling(self, name: str, visits: tuple[Visits, ...]) -> WaitLaw | None:
        """Return the wait until a batch is full."""
        size = self.graph.blueprint.step_by_id[name].batch or 1
        if size == 1:
            return None
        rate = sum(
            (stream.mean_rate or 0.0) * found.visits.get(name, 0.0)
            for stream, found in zip(self.streams, visits, strict=True)
        )
        return fixed_wait((size - 1) / (2 * rate)) if rate else None


def _solve_again(demand: Demand, known: PoolState | None) -> PoolState:
    """Return what is known of a pool; what was found before, where practically nothing has changed."""
    if known is not None and known.demand.is_near(demand, _AGREES):
        return known
    return solve_pool(demand)


def _is_quiet(demand: Demand) -> bool:
    """Tell whether customers leave a pool as independently of each other as they come."""
    laws = {job.work.law if job.work is not None else None for job in demand.jobs}
    law = next(iter(laws), None)
    is_exponential = len(laws) == 1 and law is not None and law.kind == "exponential"
    is_patient = all(job.stream.patience is None for job in demand.jobs)
    is_constant = len(set(demand.capacities)) == 1
    is_plain = not demand.by_priority and demand.room is None and not demand.notes
    return not demand.jobs or (is_exponential and is_patient and is_constant and is_plain)


def _work_of(demand: Demand) -> Work:
    parts = [(sum(job.rates), job.work) for job in demand.jobs if job.rates and job.work is not None]
    return mixed_work(parts)


def _load(job: Job, lengths: Sequence[float]) -> float:
    """Return the work of a job over the week [s]."""
    if job.rates is None or job.work is None:
        return 0.0
    return job.need.amount * job.work.mean * sum(rate * t for rate, t in zip(job.rates, lengths, strict=True))


def _moments(law: WaitLaw | None) -> Moments | None:
    return None if law is None else Moments(law.mean, law.variance)


def _agree(one: _Round, other: _Round) -> bool:
    """Tell whether two rounds found the same waits and losses."""
    for mine, theirs in zip(one.waits, other.waits, strict=True):
        for name in mine.keys() | theirs.keys():
            first, second = mine.get(name), theirs.get(name)
            if (first is None) != (second is None):
                return False
            if first and second and abs(first.mean - second.mean) > _AGREES * max(first.mean, 1.0):
                return False
    return all(
        abs(mine.get(name, 0.0) - theirs.get(name, 0.0)) <= _AGREES
        for mine, theirs in zip(one.leaving, other.leaving, strict=True)
        for name in mine.keys() | theirs.keys()
    )
