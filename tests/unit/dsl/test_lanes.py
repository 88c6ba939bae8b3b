"""Which lanes a blueprint has, and which one a step method means."""

from __future__ import annotations

from blueprint.dsl.lanes import arrange_lanes, lanes_for
from blueprint.model import STANDARD_LANES, Lane

NURSE, DOCTOR = Lane(id="nurse", kind="onstage"), Lane(id="doctor", kind="onstage")
KITCHEN = Lane(id="kitchen", kind="backstage")


def test_the_usual_five_stay_while_nothing_else_is_needed() -> None:
    assert arrange_lanes((), ("customer", "onstage")) == STANDARD_LANES


def test_lanes_are_ordered_by_kind_and_then_as_declared() -> None:
    lanes = arrange_lanes((KITCHEN, DOCTOR, NURSE), ("support", "customer"))
    assert [lane.id for lane in lanes] == ["customer", "doctor", "nurse", "kitchen", "support"]


def test_a_declared_lane_takes_the_place_of_the_usual_one() -> None:
    front = Lane(id="onstage", kind="onstage", label="Front")
    assert arrange_lanes((front,), ("onstage",)) == (front,)


def test_a_lane_named_like_a_kind_is_meant_before_others_of_the_kind() -> None:
    front = Lane(id="onstage", kind="onstage")
    assert lanes_for("onstage", (NURSE, front)) == [front]
    assert lanes_for("onstage", (NURSE, DOCTOR)) == [NURSE, DOCTOR]
    assert lanes_for("support", (NURSE,)) == []
