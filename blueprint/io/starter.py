"""The starter: a small blueprint that shows the words most people need first."""

from __future__ import annotations

import json

from blueprint.model import Blueprint

_TEXT = """\
# yaml-language-server: $schema=blueprint.schema.json
# A starter. Change it, then:  blueprint check FILE  and  blueprint render FILE -o FILE.svg
# 'blueprint schema -o blueprint.schema.json' lets your editor complete and explain every word.
schema: 1
title: {title}
language: en
status: draft
customer: Who comes, and with what in mind
resources:
  clerk: {{label: Clerk, capacity: 2}}
phases:
  - phase: Arrive
    steps:
      - customer: Enter the shop          # the key is the lane: customer, onstage, backstage, support
        id: enter
        evidence: [Sign, Entrance]        # what the customer sees, hears or holds
      - onstage: Greet the customer
        id: greet
        resource: clerk
        service_time: 1 min
        wait_points:
          - wait: Queue at the counter
            standard_time: 3 min
            acceptable_time: 10 min
  - phase: Order
    steps:
      - customer: Ask for the product
        id: ask
        evidence: [Price list]
      - onstage: Take the order
        id: take
        resource: clerk
        service_time: triangular(1 min, 2 min, 4 min)
        fail_points:
          - fail: Wrong product noted
            severity: 5
            occurrence: 3
            detection: 4
      - backstage: Fetch the product
        id: fetch
        resource: clerk
        service_time: 2 min
      - support: Keep the stock list
        id: stock
  - phase: Leave
    steps:
      - customer: Pay and leave
        id: pay
        evidence: [Receipt]
flows:
  - enter >> greet >> ask >> take >> fetch >> pay     # the customer's way, with the work in between
  - {{needs: fetch >> stock}}                           # relies on, without an order in time
"""


def starter_yaml(title: str) -> str:
    """Return the starter as YAML with comments.

    Parameters
    ----------
    title : str
        Title of the service; any text.
    """
    return _TEXT.format(title=json.dumps(title, ensure_ascii=False))


def starter_blueprint(title: str) -> Blueprint:
    """Return the starter as a blueprint."""
    from blueprint.io.yaml import parse_yaml

    return parse_yaml(starter_yaml(title), "<starter>").blueprint
