"""Service times: how long steps take the customers of one class, and what they declare of waits."""

from __future__ import annotations

from dataclasses import dataclass, field

from blueprint.analysis.process import failures_of
from blueprint.analysis.waiting.clock import Moments
from blueprint.analysis.waiting.visits import Visits
from blueprint.analysis.waiting.wait_law import WaitLaw, fixed_wait, measured_law, one_after_the_other
from blueprint.analysis.waiting.work import NO_WORK, Work
from blueprint.graph import ServiceGraph
from blueprint.model import Step, WaitPoint
from blueprint.units import Distribution


@dataclass
class ServiceTimes:
    """Times of steps for the customers of one class."""

    graph: ServiceGraph
    customer_class: str | None
    _works: dict[str, Work | None] = field(default_factory=dict)
    _usual: dict[str, WaitLaw] = field(default_factory=dict)

    def law(self, name: str) -> Distribution | None:
        """Return the law of the service time; None if it is unknown."""
        time = self.graph.blueprint.step_by_id[name].service_time
        if isinstance(time, tuple):
            return next((law for item, law in time if item == self.customer_class), None)
        return time

    def work(self, name: str) -> Work | None:
        """Return the time of a step, putting right of failures counted; None if it is unknown."""
        if name not in self._works:
            law = self.law(name)
            self._works[name] = None if law is None else Work.of(law).followed_by(self._recovery(name))
        return self._works[name]

    def _recovery(self, name: str) -> Work:
        found = NO_WORK
        for failure in failures_of(self.graph.blueprint.step_by_id[name]):
            time = failure.point.recovery_time
            if isinstance(time, Distribution) and failure.mended:
                found = found.followed_by(Work.of(time).sometimes(failure.mended))
        return found

    def moments(self, visits: Visits) -> dict[str, Moments | None]:
        """Return mean and variance of the time of each step."""
        works = {name: self.work(name) for name in visits.visits}
        return {name: None if work is None else Moments(work.mean, work.variance) for name, work in works.items()}

    def usual(self, name: str) -> WaitLaw:
        """Return the wait that a step declares: measured, or else usual; none without either."""
        if name not in self._usual:
            self._usual[name] = declared_wait(self.graph.blueprint.step_by_id[name])
        return self._usual[name]


def declared_wait(step: Step) -> WaitLaw:
    """Return the waits that a step declares, one after the other; none without any."""
    laws = (declared_law(point) for point in step.wait_points)
    return one_after_the_other([law for law in laws if law is not None])


def declared_law(point: WaitPoint) -> WaitLaw | None:
    """Return the wait that a wait point declares: measured, or else usual; None without either."""
    if isinstance(point.measured, Distribution):
        return measured_law(point.measured)
    return fixed_wait(float(point.standard_time)) if point.standard_time is not None else None
