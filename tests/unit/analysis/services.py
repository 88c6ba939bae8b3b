"""The restaurant that scenarios are tried on."""

from __future__ import annotations

from blueprint.io.yaml import parse_yaml
from blueprint.model import Blueprint

RESTAURANT = """\
title: Restaurant visit
arrivals: 24 per hour
resources:
  host: {}
  waiter: {capacity: 3, cost_rate: 18 per hour}
  kitchen: {schedule: {"10:00-14:00": 2, "14:00-18:00": 4}}
classes:
  - {class: Regular, share: 60%, patience: 10 min}
  - {class: Tourist, share: 40%}
standards:
  - {standard: 90% within 1 h, id: promise}
phases:
  - phase: Arrive
    steps:
      - {customer: Enter, id: enter, emotion: 1}
      - onstage: Greet and seat
        id: seat
        resource: host
        service_time: triangular(1 min, 2 min, 4 min)
        standard: 90% within 5 min
        wait_points: [{wait: Queue for a table, standard_time: 5 min, acceptable_time: 15 min}]
  - phase: Order
    steps:
      - {customer: Choose dishes, id: choose, service_time: 8 min}
      - onstage: Take the order
        id: take
        resource: waiter
        service_time: {regular: 3 min, tourist: 5 min}
        fail_points: [{fail: Wrong dish noted, probability: 2%, recovery: take}]
flows:
  - enter >> seat >> choose >> take
  - {flow: take >> choose, probability: 5%, id: sold-out}
"""


def restaurant() -> Blueprint:
    """Return the restaurant as it is."""
    return parse_yaml(RESTAURANT).blueprint
