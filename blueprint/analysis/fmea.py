"""Failure mode and effects analysis: what scores of fail points say about which to mend first.

>>> action_priority(9, 2, 4), action_priority(9, 2, 5), action_priority(9, 2, 7)
('L', 'M', 'H')
>>> occurrence_of(0.03), occurrence_of(0)
(8, 1)
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Literal

ActionPriority = Literal["H", "M", "L"]

_SCORES = (2, 4, 7, 9)
"""Where the groups of severity begin, from the second on: 1, 2-3, 4-6, 7-8, 9-10."""
_OCCURRENCES = (2, 4, 6, 8)
"""Of occurrence: 1, 2-3, 4-5, 6-7, 8-10."""
_DETECTIONS = (2, 5, 7)
"""Of detection: 1, 2-4, 5-6, 7-10."""

_PRIORITIES: tuple[tuple[str, ...], ...] = (
    ("LLLL", "LLLL", "LLLL", "LLLL", "LLLL"),
    ("LLLL", "LLLL", "LLLL", "LLLL", "LLMM"),
    ("LLLL", "LLLL", "LLLM", "LMMM", "MMHH"),
    ("LLLL", "LLMM", "MMMH", "MHHH", "HHHH"),
    ("LLLL", "LLMH", "MHHH", "HHHH", "HHHH"),
)
"""By group of severity, then of occurrence; the letters are the groups of detection."""

_LIMITS = (1 / 100_000, 1 / 10_000, 1 / 2_000, 1 / 500, 1 / 100, 1 / 50, 1 / 20, 1 / 10)
"""Shares from which an occurrence is rated 3, 4, … 10."""


def action_priority(severity: int, occurrence: int, detection: int) -> ActionPriority:
    """Return how urgent it is to act: high, medium or low.

    Severity counts first, then occurrence, then detection; that is why it is a table and no product.

    Parameters
    ----------
    severity, occurrence, detection : int  [1..10]
        Scores; 10 is worst.

    References
    ----------
    AIAG and VDA (2019). Failure Mode and Effects Analysis Handbook, table of action priorities (as recalled; compared
    cell by cell with an independent table: 318 high, 214 medium, 468 low).
    """
    group = _PRIORITIES[bisect_right(_SCORES, severity)][bisect_right(_OCCURRENCES, occurrence)]
    return group[bisect_right(_DETECTIONS, detection)]  # type: ignore[return-value]


def occurrence_of(share: float) -> int:
    """Return the occurrence score that fits a probability; 1 only for what never happens.

    Parameters
    ----------
    share : float  [0..1]
        Share of executions in which it happens.

    References
    ----------
    AIAG (2008). Potential Failure Mode and Effects Analysis, fourth edition, table of incidents per thousand. It lists
    points; they are read as lower limits here.
    """
    return 1 if share == 0 else 2 + bisect_right(_LIMITS, share * (1 + 1e-12))
