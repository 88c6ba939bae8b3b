"""Run: what is to be simulated, for how long, how often."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from blueprint.errors import AnalysisError
from blueprint.units import Seconds
from blueprint.units.errors import WEEK

ShiftEnd = Literal["finish", "preempt-resume", "preempt-restart"]
Closing = Literal["stay", "leave"]

SHIFT_ENDS: tuple[ShiftEnd, ...] = ("finish", "preempt-resume", "preempt-restart")
CLOSINGS: tuple[Closing, ...] = ("stay", "leave")
MOST_SEED = 2**63 - 1
MOST_REPLICATIONS = 1_000_000
FIRST_REPLICATIONS = 10
"""With a precision in view, so many are computed before it is looked at."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a service is simulated.

    Parameters
    ----------
    horizon : Seconds or None  [s]
        For how long customers come; the run goes on until those inside have left. By default the opening hours of the
        first day, by calendar, rates or schedules; 8 hours where none are given.
    replications : int
        How many days, or runs, are computed; with `precision` at most so many.
    seed : int
        From 0 to 2^63 - 1. The same seed gives the same customers in every scenario.
    warm_up : None, 'mser5' or Seconds  [s]
        What is cut off at the beginning: nothing, for a day that begins empty; for a steady state a time, or what the
        rule MSER-5 finds.
    precision : float or None  [0..1]
        Replications are added, from 10 on, until the half-width of each interval under ``metrics`` is no more than this
        share of its mean; 0.05 is usual.
    shift_end : {'finish', 'preempt-resume', 'preempt-restart'}
        Whoever is at work when the shift ends: finishes and then leaves; leaves at once, and another goes on with the
        rest; or another begins anew. The customer is the first of the line then.
    closing : {'stay', 'leave'}
        Whoever is on duty when no more customers come: stays until all inside have left, or leaves as scheduled.
    start : Seconds or None  [s]
        When the run begins, since Monday 00:00; by default at the first opening.

    Raises
    ------
    AnalysisError
        BP920 for a value that makes no sense.

    Examples
    --------
    >>> Run(horizon=Seconds(0))
    Traceback (most recent call last):
    blueprint.errors.AnalysisError: BP920 error: a horizon of 0 s leaves no time for customers to come
      hint: give a longer one, such as 8 h, or none for the opening hours
    """

    horizon: Seconds | None = None
    replications: int = 30
    seed: int = 1
    warm_up: Literal["mser5"] | Seconds | None = None
    precision: float | None = None
    shift_end: ShiftEnd = "finish"
    closing: Closing = "stay"
    start: Seconds | None = None

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        for refusal in (
            self._horizon_refusal(),
            self._count_refusal(),
            self._warm_up_refusal(),
            self._precision_refusal(),
            self._word_refusal(),
        ):
            if refusal:
                message, hint = refusal
                raise AnalysisError.of("BP920", "bad-run", message, hint=hint)

    def _horizon_refusal(self) -> tuple[str, str] | None:
        if self.horizon is not None and not 0 < float(self.horizon) < math.inf:
            message = f"a horizon of {float(self.horizon):g} s leaves no time for customers to come"
            return message, "give a longer one, such as 8 h, or none for the opening hours"
        if self.start is not None and not 0 <= float(self.start) < WEEK:
            return "a run begins within the week", "give the time since Monday 00:00, such as 8 h"
        return None

    def _count_refusal(self) -> tuple[str, str] | None:
        if not _is_whole(self.seed) or not 0 <= self.seed <= MOST_SEED:
            return f"a seed is a whole number from 0 to 2^63 - 1, got {self.seed!r:.60}", "give a number such as 1"
        if not _is_whole(self.replications) or not 1 <= self.replications <= MOST_REPLICATIONS:
            message = f"expected a whole number of replications from 1 to {MOST_REPLICATIONS:,}"
            return f"{message}, got {self.replications!r:.60}", "30 are a good beginning"
        return None

    def _warm_up_refusal(self) -> tuple[str, str] | None:
        cut: str | float | None = self.warm_up
        if isinstance(cut, str):
            if cut != "mser5":
                return f"there is no rule '{cut[:60]}' for what to cut off", "give 'mser5', a time, or nothing"
        elif cut is not None and not 0 <= float(cut) < math.inf:
            return "what is cut off at the beginning is a time", "give 'mser5', a time, or nothing"
        elif cut is not None and self.horizon is not None and float(cut) >= float(self.horizon):
            return "all of the run would be cut off", "give a longer horizon, or cut off less"
        return None

    def _precision_refusal(self) -> tuple[str, str] | None:
        if self.precision is not None and not 0 < self.precision < 1:
            return f"a precision is a share above 0 and below 1, got {self.precision!r:.60}", "0.05 is usual"
        return None

    def _word_refusal(self) -> tuple[str, str] | None:
        for words, word in ((SHIFT_ENDS, self.shift_end), (CLOSINGS, self.closing)):
            if word not in words:
                return f"expected one of {', '.join(words)}; got '{word!s:.60}'", "take one of these words"
        return None


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)
