"""Work: for how long a resource is busy with a visit, by its first three moments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from blueprint.analysis.queueing.laws import second_moment, third_moment
from blueprint.units import Distribution


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
