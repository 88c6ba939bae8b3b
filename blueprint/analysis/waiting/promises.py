"""Promises: how many customers a service keeps its standards for, by closed form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from blueprint.analysis.arrivals import Stretch, open_stretches
from blueprint.analysis.waiting.clock import Clock, Span
from blueprint.analysis.waiting.hours import Hours
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.points import PointWait
from blueprint.analysis.waiting.state import State
from blueprint.analysis.waiting.wait_law import NO_WAIT, WaitLaw, share_done_within
from blueprint.graph import ServiceGraph
from blueprint.model import Standard
from blueprint.units import Distribution, Target
from blueprint.units.errors import WEEK

PRACTICALLY_ALL = 0.9995
"""A promise to all customers counts as kept from this share on: no closed form ever comes to 1."""

_TRIES = 168  # moments of the week at which customers are looked at


Part = tuple[float, int, str, Distribution | None]
"""How many customers wait in a queue, number of their class, step, and law of the service that counts as well."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What share of customers keeps a limit, by their waits in queues and the services after them.

    Parameters
    ----------
    limit : float  [s]
        Longest time.
    queues : tuple of Part
        Where they wait.
    """

    limit: float
    queues: tuple[Part, ...]

    def share(self, wait: Callable[[int, str], WaitLaw]) -> float:
        """Return the share of the customers who keep the limit.

        Parameters
        ----------
        wait : callable
            Law of the wait, by number of the class and step.
        """
        total = sum(weight for weight, _, _, _ in self.queues)
        found = 0.0
        for weight, number, step, law in self.queues:
            queue = wait(number, step)
            kept = 1 - queue.over(self.limit) if law is None else share_done_within(queue, [(1.0, law)], self.limit)
            found += weight / total * kept if total else kept / len(self.queues)
        return found


@dataclass(frozen=True, slots=True)
class Kept:
    """How a standard is kept.

    Parameters
    ----------
    element : str
        Id of the step, wait point or standard.
    target : Target
        What is promised.
    classes : tuple of str
        To whom; empty is all.
    share : float or None  [0..1]
        Of the customers for whom it is kept; None if unknown.
    half_width : float or None  [0..1]
        How far that may be off if waits are off by their typical error; 0 where it is exact, None if nobody knows.
    is_exact : bool
        Whether `share` is exact.
    method : str
        How it was computed, or why it is not known.
    blocked_by : tuple of str
        What says too little.
    resources : tuple of str
        On whom it depends.
    trial : Trial or None
        How the share follows from waits; None for stretches.
    """

    element: str
    target: Target
    classes: tuple[str, ...]
    share: float | None
    half_width: float | None
    is_exact: bool
    method: str
    blocked_by: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    trial: Trial | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether it is kept; None if unknown."""
        if self.share is None:
            return None
        return self.share >= min(float(self.target.share), PRACTICALLY_ALL) - 1e-12

    @property
    def is_close(self) -> bool:
        """Whether the error of the figure leaves open whether it is kept."""
        return self.share is not None and abs(self.share - self.target.share) < (self.half_width or 0.0)


def check_promises(network: Network, state: State, points: Sequence[PointWait]) -> tuple[Kept, ...]:
    """Return how each standard with a time is kept: those of steps, of waits, of stretches and of the whole service.

    Parameters
    ----------
    points : sequence of PointWait
        Waits at the wait points of the same service.
    """
    checker = _Checker(network, state)
    return (
        *checker.at_steps(),
        *(kept for point in points for kept in checker.at_point(point)),
        *(checker.of_stretch(item) for item in network.graph.blueprint.standards if item.target.limit is not None),
    )


class _Checker:
    def __init__(self, network: Network, state: State) -> None:
        self._network, self._state = network, state
        self._graph: ServiceGraph = network.graph

    # --- steps and waits ----------------------------------------------------------------------------------------

    def at_steps(self) -> Iterator[Kept]:
        """Yield the standards of steps: from the customer's coming to the end of the service."""
        for step in self._graph.steps:
            for item in step.standard:
                if item.target.limit is not None:
                    yield self._at_step(step.id, item.target, item.customer_class)

    def _at_step(self, name: str, target: Target, only: str | None) -> Kept:
        classes = (only,) if only is not None else ()
        queues: list[Part] = []
        for number in self._numbers(classes):
            visits, stream = self._state.visits[number], self._state.streams[number]
            if name in visits.unknown or visits.trapped:
                return self._unknown(name, target, classes, visits.unknown.get(name, visits.trapped))
            if name not in visits.visits:
                continue
            law = self._network.law(number, name)
            if law is None:
                return self._unknown(name, target, classes, (name,))
            queues.append(((stream.share or 1.0) * visits.visits[name], number, name, law))
        return self._of_queues(name, target, classes, queues)

    def at_point(self, point: PointWait) -> Iterator[Kept]:
        """Yield the standards of a wait: over the wait alone."""
        for item in point.point.standard:
            if item.target.limit is None:
                continue
            classes = (item.customer_class,) if item.customer_class is not None else ()
            chosen: list[Part] = [
                (point.weights.get(self._state.streams[number].name or "", 1.0), number, step, None)
                for number, step in point.queues
                if not classes or self._state.streams[number].name in classes
            ]
            if chosen:
                yield self._of_queues(point.point.id, item.target, classes, chosen)
            elif point.law is None or point.queues:
                yield self._unknown(point.point.id, item.target, classes, point.blocked_by, "the wait is unknown")
            else:
                share = 1 - point.law.over(float(item.target.limit))
                width = 0.0 if point.is_exact else None
                yield Kept(point.point.id, item.target, classes, share, width, point.is_exact, point.method)

    def _of_queues(self, element: str, target: Target, classes: tuple[str, ...], queues: Sequence[Part]) -> Kept:
        """Return how a standard is kept that depends on queues at single steps, and services after them."""
        if not queues:
            return self._unknown(element, target, classes, (), "nobody comes")
        waits = [self._state.wait(number, step) for _, number, step, _ in queues]
        if any(wait is None for wait in waits):
            blocked = [name for _, number, step, _ in queues for name in self._state.blocked_at(number, step)]
            return self._unknown(element, target, classes, tuple(dict.fromkeys(blocked)), "the wait is unknown")
        trial = Trial(float(target.limit or 0.0), tuple(queues))
        errors = [self._state.error_at(number, step) for _, number, step, _ in queues]

        def share(factor: float) -> float:
            return trial.share(lambda number, step: self._scaled(number, step, factor))

        is_exact = all(wait is not None and wait.is_exact for wait in waits) and all(exact for exact, _ in errors)
        resources = dict.fromkeys(name for _, _, step, _ in queues for name in self._state.resources_at(step))
        is_served = any(law is not None for _, _, _, law in queues)
        method = "law of the wait" + (" and of the service time" if is_served else "")
        if not is_exact:
            method += ", as far as it is known"
        return Kept(
            element, target, classes, share(1.0), _half_width(share, errors), is_exact, method,
            resources=tuple(resources), trial=trial,
        )  # fmt: skip

    def _scaled(self, number: int, step: str, factor: float) -> WaitLaw:
        law = self._state.wait(number, step) or NO_WAIT
        return law if factor == 1 else law.scaled(factor)

    # --- stretches ----------------------------------------------------------------------------------------------

    def of_stretch(self, item: Standard) -> Kept:
        """Return how a standard of the service, or of a stretch of it, is kept."""
        spans: list[tuple[float, Span, Clock]] = []
        names: dict[str, None] = {}
        errors = []
        for number in self._numbers(item.classes):
            clock, stream = self._state.clocks[number], self._state.streams[number]
            if clock.visits.trapped:
                return self._unknown(item.id, item.target, item.classes, clock.visits.trapped)
            missing = [name for name in (item.start, item.end) if name in clock.visits.unknown]
            if missing:
                return self._unknown(item.id, item.target, item.classes, clock.visits.unknown[str(missing[0])])
            span = clock.between(item.start, item.end)
            if span is None:
                continue
            if span.mean is None or span.variance is None:
                reason = "steps or waits without a time" if span.blocked_by else _PARALLEL
                return self._unknown(item.id, item.target, item.classes, span.blocked_by, reason)
            weight = (stream.share or 1.0) * min(1.0, clock.visits.visits.get(item.end or "", 1.0))
            spans.append((weight, span, clock))
            passed = clock.passed(item.start, item.end)
            names.update(dict.fromkeys(name for step in passed for name in self._state.resources_at(step)))
            errors += [self._state.error_at(number, step) for step in passed]
        if not spans:
            return self._unknown(item.id, item.target, item.classes, (), "no customer passes this stretch")
        return self._kept(item, spans, tuple(names), errors)

    def _kept(
        self,
        item: Standard,
        spans: list[tuple[float, Span, Clock]],
        resources: tuple[str, ...],
        errors: Sequence[tuple[bool, float | None]],
    ) -> Kept:
        limit = float(item.target.limit or 0.0)
        total = sum(weight for weight, _, _ in spans)
        limits: Sequence[float] = (limit,)
        method = "gamma law by mean and variance of the stretch"
        if not item.working and self._rests():
            if not self._follows_calendar(resources):
                reason = "some work goes on while the service is closed; only simulation tells"
                return self._unknown(item.id, item.target, item.classes, (), reason)
            limits = working_limits(self._network.hours, open_stretches(self._graph.blueprint.calendar), limit)
            method += ", over all hours of the week at which customers come"

        def share(factor: float) -> float:
            found = 0.0
            for weight, span, _ in spans:
                mean, variance = float(span.mean or 0.0) * factor, float(span.variance or 0.0) * factor**2
                within = sum(_gamma_share(mean, variance, time) for time in limits) / len(limits)
                found += weight / total * within
            return found

        return Kept(
            item.id, item.target, item.classes, share(1.0), _half_width(share, errors), False, method,
            resources=resources,
        )  # fmt: skip

    def _rests(self) -> bool:
        """Whether the service is closed at times, so that work stands still."""
        calendar = self._graph.blueprint.calendar
        return calendar is not None and bool(calendar.open) and open_stretches(calendar) != ((0.0, float(WEEK)),)

    def _follows_calendar(self, resources: Sequence[str]) -> bool:
        by_id = self._graph.blueprint.resource_by_id
        return all(not by_id[name].schedule for name in resources)

    # --- all of them --------------------------------------------------------------------------------------------

    def _numbers(self, classes: Sequence[str]) -> list[int]:
        streams = self._state.streams
        return [number for number, stream in enumerate(streams) if not classes or stream.name in classes]

    def _unknown(
        self,
        element: str,
        target: Target,
        classes: tuple[str, ...],
        blocked_by: tuple[str, ...],
        reason: str = "steps without a time, or ways without a share",
    ) -> Kept:
        return Kept(element, target, classes, None, None, False, reason, blocked_by)


_PARALLEL = "branches run in parallel; only simulation tells"


def _half_width(share: Callable[[float], float], errors: Sequence[tuple[bool, float | None]]) -> float | None:
    """Return how far a share may be off, given how far waits may."""
    if all(exact for exact, _ in errors):
        return 0.0
    known = [error for exact, error in errors if not exact and error is not None]
    if len(known) < sum(not exact for exact, _ in errors):
        return None
    error = max(known)
    return abs(share(1 - error) - share(1 + error)) / 2


def _gamma_share(mean: float, variance: float, limit: float) -> float:
    """Return the share below a limit of a gamma law."""
    from scipy.special import gammainc

    if limit <= 0 or not mean:
        return float(limit >= mean)
    if variance <= 1e-12 * mean**2:
        return float(limit >= mean * (1 - 1e-12))
    return float(gammainc(mean**2 / variance, limit * mean / variance))


def working_limits(hours: Hours, opened: Sequence[Stretch], limit: float) -> tuple[float, ...]:
    """Return how much of a limit is working time, for customers who come at moments spread over the open hours.

    Parameters
    ----------
    hours : Hours
        The week, for how many come when.
    opened : sequence of (float, float)
        When the service is open, as seconds since Monday 00:00.
    limit : float  [s]
        Longest time by the clock on the wall.

    Examples
    --------
    >>> from blueprint.model import Blueprint
    >>> office = Hours.of(Blueprint(title="Office", calendar={"open": ["mon 09:00-17:00", "tue 09:00-17:00"]}))
    >>> open_hours = [(9 * 3600.0, 17 * 3600.0), (33 * 3600.0, 41 * 3600.0)]
    >>> limits = working_limits(office, open_hours, 24 * 3600.0)
    >>> round(max(limits) / 3600), round(min(limits) / 3600)
    (8, 0)
    """
    total = sum(end - start for start, end in opened)
    found = []
    for place in range(_TRIES):
        rest = (place + 0.5) / _TRIES * total
        for start, end in opened:
            if rest <= end - start:
                found.append(_open_within(opened, start + rest, limit))
                break
            rest -= end - start
    return tuple(found)


def _open_within(opened: Sequence[Stretch], begin: float, limit: float) -> float:
    """Return the open time in a stretch of the wall clock [s]."""
    weeks, rest = divmod(limit, WEEK)
    found = weeks * sum(end - start for start, end in opened)
    for shift in (0.0, float(WEEK)):
        found += sum(max(0.0, min(end + shift, begin + rest) - max(start + shift, begin)) for start, end in opened)
    return found
