"""The service as one class of customers meets it."""

from __future__ import annotations

import pytest

from blueprint.analysis.classes import for_class
from blueprint.analysis.timeline import compute_timeline
from tests.unit.graph.services import read

CLUB = """\
title: Club
classes: [{class: member, share: 25%, enters: door}, {class: guest, share: 75%}]
steps:
  - {customer: desk, service_time: 3 min}
  - {customer: door, service_time: 1 min}
  - {onstage: serve, service_time: {member: 2 min, guest: 4 min}}
  - {onstage: greet, service_time: 7 min}
flows:
  - desk >> serve
  - door >> serve
  - {flow: serve >> greet, classes: member}
"""


def test_a_class_has_its_own_entry_and_times() -> None:
    drawn = read(CLUB)
    times = {name: compute_timeline(for_class(drawn, name)).standard_time for name in ("member", "guest")}
    assert times == {"member": 600, "guest": 420}


def test_a_class_meets_the_flows_for_it_and_those_for_all() -> None:
    drawn = read(CLUB)
    assert [flow.id for flow in for_class(drawn, "guest").flows] == ["desk>>serve", "door>>serve"]
    assert len(for_class(drawn, "member").flows) == 3


def test_it_is_the_only_class_left() -> None:
    assert [item.id for item in for_class(read(CLUB), "guest").blueprint.classes] == ["guest"]


def test_a_class_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        for_class(read(CLUB), "stranger")


def test_the_service_itself_stays_as_it_is() -> None:
    drawn = read(CLUB)
    for_class(drawn, "guest")
    assert len(drawn.blueprint.classes) == 2 and len(drawn.flows) == 3


def test_classes_may_be_named_in_any_script() -> None:
    drawn = read(
        "title: T\nclasses: [{class: 会员, share: 1}]\nsteps: [{customer: 到店, service_time: {会员: 2 min}}]\n"
    )
    assert compute_timeline(for_class(drawn, "会员")).standard_time == 120
