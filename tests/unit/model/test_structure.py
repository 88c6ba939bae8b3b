"""Lanes, phases, flows, resources, classes, economics: the frame of a service."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.model import LANE_KINDS, STANDARD_LANES, CustomerClass, Economics, Flow, Lane, Phase, Resource
from blueprint.model.base import Unquoted
from blueprint.units import read_rate, read_window
from tests.unit.model.building import blueprint, problems, refusal, step

# --- lanes and phases ------------------------------------------------------------------------------------------------


def test_the_usual_lanes_are_the_first_five_kinds_from_top_to_bottom() -> None:
    assert [lane.id for lane in STANDARD_LANES] == ["evidence", "customer", "onstage", "backstage", "support"]
    assert [Lane(id="x", kind=kind).rank for kind in LANE_KINDS] == [0, 1, 2, 3, 4, 5]


def test_an_unknown_kind_of_lane_is_told_the_nearest_one() -> None:
    found = refusal(Lane, id="x", kind="front stage")
    assert (found.code, found.path) == ("BP013", ("kind",))
    assert refusal(Lane, id="x", kind="on-stage").hint == "did you mean 'onstage'?"


def test_a_phase_has_the_id_of_its_name() -> None:
    assert Phase(label="Order and drink").id == "order-and-drink"
    assert Phase(label="到店").id == "到店"
    assert Phase().id == ""
    assert refusal(Phase, label="…").code == "BP101"


# --- flows -----------------------------------------------------------------------------------------------------------


def test_flows_are_numbered_where_a_pair_has_several() -> None:
    pair = {"source": "a", "target": "b"}
    found = blueprint(step("A"), step("B"), flows=(pair, pair, {**pair, "kind": "needs"}, {**pair, "id": "own"}, pair))
    assert [flow.id for flow in found.flows] == ["a>>b", "a>>b#2", "a>>b#3", "own", "a>>b#5"]


@pytest.mark.parametrize("value", [1.5, -0.1, "150%", True, "x", 5])
def test_a_probability_is_a_share(value: Any) -> None:
    found = refusal(Flow, source="a", target="b", probability=value)
    assert (found.code, found.path) == ("BP012", ("probability",))


def test_an_unknown_kind_of_flow_is_refused() -> None:
    found = refusal(Flow, source="a", target="b", kind="need")
    assert (found.code, found.hint) == ("BP013", "did you mean 'needs'?")


def test_classes_of_a_flow_may_be_one() -> None:
    assert Flow(source="a", target="b", classes="vip").classes == ("vip",)


# --- resources -------------------------------------------------------------------------------------------------------


def test_a_resource_is_one_person_unless_said_otherwise() -> None:
    found = Resource(id="host")
    assert (found.name, found.kind, found.capacity, found.schedule, found.room) == ("host", "people", 1, (), None)


def test_a_label_that_repeats_the_id_says_nothing_more() -> None:
    assert Resource(id="host", label="host") == Resource(id="host")
    assert Resource(id="host", label="Host").name == "Host"


def test_a_schedule_says_how_many_are_there_when() -> None:
    found = Resource(id="host", schedule={"09:00-12:00": 3, "mon-fri 12:00-14:00": Unquoted("5")})
    assert found.schedule == ((read_window("09:00-12:00"), 3), (read_window("mon-fri 12:00-14:00"), 5))
    assert Resource(id="host", schedule=found.schedule) == found


def test_hours_that_overlap_would_say_two_things() -> None:
    found = refusal(Resource, id="host", schedule={"09:00-12:00": 3, "mon 11:00-13:00": 1})
    assert (found.code, found.path) == ("BP504", ("schedule",))
    assert found.hint == "let one end where the other begins"


@pytest.mark.parametrize(
    ("schedule", "code"),
    [
        ({"noon": 3}, "BP504"),
        ({"09:00-25:00": 3}, "BP504"),
        ({"09:00-12:00": -1}, "BP602"),
        ({"09:00-12:00": True}, "BP602"),
        ({"09:00-12:00": "3"}, "BP602"),
        ({"09:00-12:00": 1.5}, "BP602"),
        ("09:00-12:00", "BP008"),
        ([3], "BP008"),
    ],
)
def test_a_faulty_schedule_is_refused(schedule: Any, code: str) -> None:
    found = refusal(Resource, id="host", schedule=schedule)
    assert (found.code, found.path[0]) == (code, "schedule")


def test_nobody_on_duty_is_a_schedule_too() -> None:
    assert Resource(id="host", schedule={"09:00-12:00": 0}).schedule[0][1] == 0


@pytest.mark.parametrize(
    ("field", "value"), [("capacity", 0), ("capacity", 1.5), ("capacity", True), ("room", -1), ("room", "3")]
)
def test_numbers_of_people_are_whole(field: str, value: Any) -> None:
    found = refusal(Resource, id="host", **{field: value})
    assert (found.code, found.path) == ("BP011", (field,))


def test_no_room_at_all_turns_everybody_away() -> None:
    assert Resource(id="host", room=0).room == 0


def test_cost_is_money_per_time() -> None:
    assert Resource(id="host", cost_rate="18 per hour").cost_rate == read_rate("18 per hour")
    found = refusal(Resource, id="host", cost_rate=18)
    assert (found.code, found.hint) == ("BP503", "write '18 per hour'")


# --- classes, economics ----------------------------------------------------------------------------------------------


def test_a_class_has_the_id_of_its_label() -> None:
    assert CustomerClass(label="Business customer").id == "business-customer"
    assert refusal(CustomerClass, label="…").code == "BP101"


def test_faults_of_a_class_stand_at_their_keys() -> None:
    found = problems(CustomerClass, label="A", share=2, priority=0, patience="soon", enters="a b", arrivals=3)
    assert [(item.code, item.path) for item in found] == [
        ("BP012", ("share",)),
        ("BP503", ("arrivals",)),
        ("BP101", ("enters",)),
        ("BP011", ("priority",)),
        ("BP502", ("patience",)),
    ]


@pytest.mark.parametrize("field", ["price", "materials", "overhead"])
@pytest.mark.parametrize("value", [-1, True, "12", float("inf"), float("nan")])
def test_money_is_a_plain_number(field: str, value: Any) -> None:
    found = refusal(Economics, **{field: value})
    assert (found.code, found.path) == ("BP011", (field,))
