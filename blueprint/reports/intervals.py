"""Intervals: means of a simulation with their half widths, with as many digits as say something."""

from __future__ import annotations

from blueprint.analysis.simulation.statistics import Estimate
from blueprint.reports.content import Figure, Kind, Phrase, Unknown

_HOUR = 3600.0
_STEPS = (0.001, 0.01, 0.1, 1.0, 10.0, 60.0, 600.0, _HOUR, 10 * _HOUR)


def estimated(kind: Kind, estimate: Estimate) -> Phrase:
    """Return a mean with its interval."""
    if estimate.mean is None:
        return (Unknown(),)
    if not estimate.half_width:
        return (Figure(kind, estimate.mean),)
    step = finest(estimate.half_width) if kind == "time" else 0.0
    return (Figure(kind, rounded(estimate.mean, step)), " ± ", Figure(kind, rounded(estimate.half_width, step)))


def finest(half_width: float) -> float:
    """Return to what a time is rounded whose interval has this half width [s]: more digits would say nothing."""
    return max((step for step in _STEPS if step <= half_width / 10), default=0.0)


def rounded(value: float, step: float) -> float:
    """Round to a multiple of a step; 0 leaves it as it is."""
    return round(round(value / step) * step, 6) if step else value
