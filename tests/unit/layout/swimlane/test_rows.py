"""Rows of lanes."""

from __future__ import annotations

from typing import Any

from blueprint.layout.swimlane.columns import assign_columns
from blueprint.layout.swimlane.rows import Rows, assign_rows
from tests.unit.layout.services import graph


def rows(script: str, *flows: str, **words: Any) -> Rows:
    service = graph(script, *flows, **words)
    return assign_rows(service, assign_columns(service))


def lanes(found: Rows) -> list[str]:
    """Return the lane of each row."""
    return [found.lanes[lane].id for lane in found.lane_of_row]


def test_lanes_stand_in_the_order_of_their_kinds_and_empty_ones_are_left_out() -> None:
    assert lanes(rows("support:store customer:enter onstage:greet")) == ["customer", "onstage", "support"]


def test_lanes_of_one_kind_stand_as_declared() -> None:
    declared = [
        {"id": name, "kind": kind, "label": name}
        for name, kind in (("kitchen", "backstage"), ("waiter", "onstage"), ("kiosk", "onstage"))
    ]
    assert lanes(rows("kitchen:cook kiosk:show waiter:serve", lanes=declared)) == ["waiter", "kiosk", "kitchen"]


def test_evidence_has_a_lane_on_top_though_none_is_declared() -> None:
    declared = [{"id": "onstage", "kind": "onstage"}]
    found = rows("onstage:greet", steps={"greet": {"evidence": ["Sign", "Smile"]}}, lanes=declared)
    assert lanes(found) == ["evidence", "evidence", "onstage"]
    assert found.of_step == {"greet/sign": 0, "greet/smile": 1, "greet": 2}


def test_a_declared_evidence_lane_keeps_its_name() -> None:
    declared = [{"id": "things", "kind": "evidence", "label": "Things"}, {"id": "onstage", "kind": "onstage"}]
    assert lanes(rows("onstage:greet", steps={"greet": {"evidence": ["Sign"]}}, lanes=declared)) == [
        "things",
        "onstage",
    ]


def test_evidence_is_stacked_in_the_order_of_the_script() -> None:
    words = {"enter": {"evidence": ["Sign", "Door"]}, "greet": {"evidence": ["Smile"]}}
    found = rows("customer:enter onstage:greet", steps=words)
    assert [found.of_step[name] for name in ("enter/sign", "enter/door", "greet/smile")] == [0, 1, 2]


def test_steps_of_one_lane_and_moment_are_stacked_those_that_talk_upwards_on_top() -> None:
    found = rows("customer:order onstage:note onstage:ask support:store", "note .. store", "order <> ask")
    assert (found.of_step["ask"], found.of_step["note"]) == (1, 2)


def test_a_step_alone_in_its_column_goes_on_in_the_row_where_its_flow_comes_from() -> None:
    found = rows("customer:a onstage:b onstage:c onstage:d", "a >> b", "a >> c", "c >> d")
    assert found.of_step["c"] != found.of_step["b"]
    assert found.of_step["d"] == found.of_step["c"]


def test_no_two_share_a_cell() -> None:
    found = rows(
        "customer:a onstage:b onstage:c onstage:d customer:e onstage:f", "a >> b", "a >> c", "a >> d", "d >> f"
    )
    assert len(found.cells) == len(found.of_step) == 6


def test_a_service_without_steps_has_no_rows() -> None:
    assert rows("").lane_of_row == ()
