"""Register: the fail points of a service in the order in which they call for action.

Priority comes first, from the table of severity, occurrence and detection; the product of the scores (RPN) is shown
beside it, because many ask for it, and orders nothing: it takes 10 x 1 x 1 for as urgent as 1 x 1 x 10.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from blueprint.analysis.detection import Recovery, find_recoveries
from blueprint.analysis.fmea import ActionPriority, action_priority
from blueprint.analysis.reliability import Reliability
from blueprint.graph import ServiceGraph
from blueprint.model import FailPoint

_ORDER: Mapping[ActionPriority | None, int] = {"H": 0, "M": 1, "L": 2, None: 3}


@dataclass(frozen=True, slots=True)
class RegisteredFailure:
    """A fail point with what is known of it.

    Parameters
    ----------
    id, step : str
        Of the fail point, and of its step.
    label : str
        What goes wrong.
    severity, occurrence, detection : int or None  [1..10]
        Scores; 10 is worst.
    rpn : int or None
        Their product.
    action_priority : {'H', 'M', 'L'} or None
        How urgent it is to act; None without all three scores.
    expected_per_1000 : float or None
        How often it happens to 1,000 customers, rework counted; None where unknown.
    recovery : Recovery
        How it is found and put right.
    """

    id: str
    step: str
    label: str
    severity: int | None
    occurrence: int | None
    detection: int | None
    rpn: int | None
    action_priority: ActionPriority | None
    expected_per_1000: float | None
    recovery: Recovery


def make_register(graph: ServiceGraph, reliability: Reliability) -> tuple[RegisteredFailure, ...]:
    """List the fail points of a service, the most urgent first.

    Of one priority, those of greater severity come first, then those of the greater product of severity and
    occurrence, then as declared.
    """
    recoveries = find_recoveries(graph)
    rows = [
        _row(step.id, point, reliability, recoveries[point.id]) for step in graph.steps for point in step.fail_points
    ]
    return tuple(sorted(rows, key=_urgency))


def _row(step: str, point: FailPoint, reliability: Reliability, recovery: Recovery) -> RegisteredFailure:
    scores = (point.severity, point.occurrence, point.detection)
    known = [score for score in scores if score is not None]
    often = reliability.points.get(point.id)
    return RegisteredFailure(
        id=point.id,
        step=step,
        label=point.label,
        severity=point.severity,
        occurrence=point.occurrence,
        detection=point.detection,
        rpn=known[0] * known[1] * known[2] if len(known) == 3 else None,
        action_priority=action_priority(*known) if len(known) == 3 else None,
        expected_per_1000=None if often is None else 1000 * often,
        recovery=recovery,
    )


def _urgency(row: RegisteredFailure) -> tuple[int, int, int]:
    severity = row.severity or 0
    return _ORDER[row.action_priority], -severity, -severity * (row.occurrence or 0)
