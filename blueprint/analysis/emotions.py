"""Emotions: what customers remember of a journey, from how they feel step by step; waits have no part in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from blueprint.graph import ServiceGraph


@dataclass(frozen=True, slots=True)
class EmotionCurve:
    """What is remembered of a journey, from how customers feel step by step; waits have no part in it.

    Parameters
    ----------
    start, highest, lowest, end : float  [-2..2]
        Feelings at the first step that has one, at their most, their least, and at the last.
    peak : float  [-2..2]
        The strongest feeling, whichever way; the worse one where two are equal.
    peak_step : str
        Where it is.
    slope : float
        Change of feeling from step to step over the last third of the way.
    unknown : tuple of str
        Customer steps of which no feeling is known.
    """

    start: float
    highest: float
    lowest: float
    end: float
    peak: float
    peak_step: str
    slope: float
    unknown: tuple[str, ...]

    @property
    def remembered(self) -> float:
        """Mean of peak and end [-2..2]."""
        return (self.peak + self.end) / 2


def emotion_curve(graph: ServiceGraph) -> EmotionCurve | None:
    """Return what is remembered of a journey; None where the last customer step, or fewer than two, have a feeling.

    References
    ----------
    Kahneman, D., Fredrickson, B. L., Schreiber, C. A. and Redelmeier, D. A. (1993). When more pain is preferred to
    less. Psychological Science 4, 401-405; Redelmeier and Kahneman (1996), as in `perceived_time.STUDIES`.
    """
    reached = graph.reachable(graph.entries)
    customers = {step.id for step in graph.steps_of("customer")}
    by_id = graph.blueprint.step_by_id
    order = [by_id[name] for name in graph.in_time_order if name in customers and name in reached]
    known = [(step, step.emotion) for step in order if step.emotion is not None]
    if len(known) < 2 or order[-1].emotion is None:
        return None
    values = [value for _, value in known]
    step, peak = max(known, key=lambda item: (abs(item[1]), -item[1]))
    return EmotionCurve(
        start=values[0],
        highest=max(values),
        lowest=min(values),
        end=values[-1],
        peak=peak,
        peak_step=step.id,
        slope=_slope(values[-max(2, len(values) // 3) :]),
        unknown=tuple(step.id for step in order if step.emotion is None),
    )


def _slope(values: Sequence[float]) -> float:
    """Return the slope of a straight line through values one step apart."""
    middle, mean = (len(values) - 1) / 2, sum(values) / len(values)
    spread = sum((place - middle) ** 2 for place in range(len(values)))
    return sum((place - middle) * (value - mean) for place, value in enumerate(values)) / spread
