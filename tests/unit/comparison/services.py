"""Pairs of small services, and what is different between them."""

from __future__ import annotations

from typing import Any

from blueprint.api import diff
from blueprint.comparison import Change, Difference

BAR = """
title: Bar
phases:
- phase: Order
  steps:
  - {customer: Order a drink, id: order, service_time: 2 min, evidence: [Menu]}
  - onstage: Take the order
    id: take
    resource: waiter
    service_time: 1 min
    fail_points: [{fail: Misheard, severity: 5}]
    wait_points: [{wait: Queue, standard_time: 2 min, resource: waiter}]
  - {backstage: Mix, id: mix}
- phase: Leave
  steps:
  - {customer: Pay, id: pay}
resources: {waiter: {capacity: 2}}
flows:
- order >> take >> mix
- {flow: mix >> order, probability: 5%}
- mix >> pay
"""


def after(*edits: tuple[str, str], before: str = BAR) -> Difference:
    """Return what is different after texts of a service were replaced."""
    text = before
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return diff(before, text)


def told(changes: tuple[Change, ...]) -> list[tuple[Any, ...]]:
    """Return changes as (element, field, old, new)."""
    return [(change.element, change.field, change.old, change.new) for change in changes]


def names(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    """Return changes as (field, element)."""
    return [(change.field, change.element) for change in changes]
