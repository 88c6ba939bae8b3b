"""What must hold between the parts of a blueprint, each with its code and its path."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.model import Blueprint, InvariantError, Problem
from tests.unit.model.building import blueprint, contradictions, step

A, B = step("A"), step("B", "onstage")
STEP_A = ("phases", 0, "steps", 0)
STEP_B = ("phases", 0, "steps", 1)
VIP = {"label": "VIP", "id": "vip"}
HOST = {"id": "host"}


def only(found: tuple[Problem, ...]) -> Problem:
    (problem,) = found
    assert problem.hint, "a contradiction says what to do"
    return problem


def flow(source: str, target: str, **fields: Any) -> dict[str, Any]:
    return {"source": source, "target": target, **fields}


def lanes(*kinds: str) -> tuple[dict[str, str], ...]:
    return tuple({"id": f"{kind}-{index}", "kind": kind} for index, kind in enumerate(kinds))


# --- lanes and phases ------------------------------------------------------------------------------------------------


def test_a_step_stands_in_a_lane_that_is_there() -> None:
    found = only(contradictions(A, step("C", "onstge")))
    assert (found.code, found.path, found.element) == ("BP201", (*STEP_B, "lane"), "c")
    assert (found.message, found.hint) == ("there is no lane 'onstge'", "did you mean 'onstage'?")


def test_management_is_to_be_declared_first() -> None:
    found = only(contradictions(step("Decide", "management")))
    assert found.code == "BP201"
    assert "management: {}" in found.hint


def test_the_evidence_lane_has_no_steps() -> None:
    found = only(contradictions(step("Menu", "evidence")))
    assert (found.code, found.path) == ("BP203", (*STEP_A, "lane"))
    assert "evidence: [Menu]" in found.hint


@pytest.mark.parametrize("id", ["resource", "resources", "id", "service_time", "fail_points", "note", "evidence"])
def test_a_lane_is_not_named_like_a_word_of_steps(id: str) -> None:
    found = only(contradictions(lanes=({"id": id, "kind": "onstage"},)))
    assert (found.code, found.path, found.element) == ("BP204", ("lanes", 0, "id"), id)


def test_the_evidence_lane_may_be_named_evidence() -> None:
    assert blueprint(lanes=({"id": "evidence", "kind": "evidence"},)).lanes[0].id == "evidence"


def test_there_is_one_evidence_lane() -> None:
    found = only(contradictions(lanes=lanes("evidence", "customer", "evidence")))
    assert (found.code, found.path, found.related) == ("BP205", ("lanes", 2), (("lanes", 0),))


def test_other_kinds_may_have_several_lanes() -> None:
    assert len(blueprint(lanes=lanes("customer", "customer", "onstage", "onstage")).lanes) == 4


def test_no_lane_at_all_is_no_blueprint() -> None:
    found = only(contradictions(lanes=()))
    assert (found.code, found.path) == ("BP201", ("lanes",))


def test_of_several_phases_each_has_a_name() -> None:
    with pytest.raises(InvariantError) as raised:
        Blueprint.model_validate({"title": "T", "phases": [{"label": "P"}, {}, {}]})
    assert [(item.code, item.path) for item in raised.value.problems] == [
        ("BP106", ("phases", 1)),
        ("BP106", ("phases", 2)),
    ]


# --- ids -------------------------------------------------------------------------------------------------------------


def test_an_id_is_used_once_and_both_places_are_told() -> None:
    found = only(contradictions(A, B, step("Other", id="a")))
    assert (found.code, found.element, found.path) == ("BP103", "a", ("phases", 0, "steps", 2, "id"))
    assert found.related == ((*STEP_A, "id"),)


def test_an_id_three_times_is_two_problems() -> None:
    assert [item.code for item in contradictions(A, A, A)] == ["BP103", "BP103"]


def test_the_same_evidence_twice_at_a_step_asks_for_an_id() -> None:
    found = only(contradictions(step("A", evidence=[{"label": "Menu"}, {"label": "Menu"}])))
    assert (found.code, found.element, found.path) == ("BP103", "a/menu", (*STEP_A, "evidence", 1))


def test_the_same_evidence_may_stand_at_two_steps() -> None:
    menu = [{"label": "Menu"}]
    assert blueprint(step("A", evidence=menu), step("B", evidence=menu)).steps[1].evidence[0].id == "b/menu"


def test_points_and_steps_share_their_ids() -> None:
    found = only(contradictions(A, step("B", wait_points=[{"label": "W", "id": "a"}])))
    assert (found.code, found.path) == ("BP103", (*STEP_B, "wait_points", 0))


@pytest.mark.parametrize(
    ("field", "items"),
    [
        ("lanes", [{"id": "x", "kind": "customer"}] * 2),
        ("resources", [HOST, HOST]),
        ("classes", [VIP, VIP]),
        ("standards", [{"target": "5 min"}] * 2),
        ("flows", [flow("end", "end", id="x")] * 2),
    ],
)
def test_each_kind_of_element_has_ids_of_its_own(field: str, items: list[Any]) -> None:
    found = [item for item in contradictions(**{field: items}) if item.code == "BP103"]
    assert [(item.path, item.related) for item in found] == [((field, 1, "id"), ((field, 0, "id"),))]


def test_a_step_and_a_resource_may_have_one_name() -> None:
    assert blueprint(step("Host"), resources=(HOST,)).resource_by_id["host"].capacity == 1


def test_two_phases_of_one_name_ask_for_an_id() -> None:
    with pytest.raises(InvariantError) as raised:
        Blueprint.model_validate({"title": "T", "phases": [{"label": "Wait"}, {"label": "Wait"}]})
    assert [(item.code, item.path) for item in raised.value.problems] == [("BP103", ("phases", 1, "id"))]


# --- flows -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pair", "end"), [(("x", "b"), "source"), (("a", "x"), "target")])
def test_a_flow_leads_from_a_step_to_a_step(pair: tuple[str, str], end: str) -> None:
    found = only(contradictions(A, B, flows=(flow(*pair),)))
    assert (found.code, found.path, found.element) == ("BP104", ("flows", 0, end), ">>".join(pair))
    assert found.message == "there is no step 'x'"


def test_a_dangling_flow_is_told_the_nearest_step() -> None:
    found = only(contradictions(step("Greet the guest"), B, flows=(flow("greet-the-gest", "b"),)))
    assert found.hint == "did you mean 'greet-the-guest'?"


def test_a_misspelled_end_is_told() -> None:
    assert only(contradictions(A, B, flows=(flow("a", "ende"),))).hint == "did you mean 'end'?"


def test_a_dangling_flow_of_a_service_without_steps_says_so() -> None:
    found = contradictions(flows=(flow("a", "b"),))
    assert found[0].hint == "declare it, or take it out: no step is declared yet"


def test_the_nearest_of_many_steps_is_found() -> None:
    steps = [step(f"Step number {number}") for number in range(400)]
    found = only(contradictions(*steps, flows=(flow("step-numbr-237", "step-number-1"),)))
    assert found.hint == "did you mean 'step-number-237'?"


def test_nothing_flows_out_of_the_end() -> None:
    found = only(contradictions(A, flows=(flow("end", "a"),)))
    assert (found.code, found.path, found.element) == ("BP311", ("flows", 0, "source"), "end>>a")


@pytest.mark.parametrize("kind", ["needs", "exchange", "influences"])
def test_only_a_flow_leads_to_the_end(kind: str) -> None:
    found = only(contradictions(A, flows=(flow("a", "end", kind=kind),)))
    assert (found.code, found.path) == ("BP312", ("flows", 0, "target"))
    assert found.hint == "write it as a flow: 'a >> end'"


def test_a_flow_to_the_end_and_rework_of_one_step_are_fine() -> None:
    assert len(blueprint(A, flows=(flow("a", "end"), flow("a", "a"))).flows) == 2


# --- what names what -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["resources", "seizes", "releases"])
def test_a_step_needs_resources_that_are_there(field: str) -> None:
    found = only(contradictions({**step("A"), field: ["host", "hots"]}, resources=(HOST,)))
    assert (found.code, found.path, found.element) == ("BP104", (*STEP_A, field, 1), "a")
    assert (found.message, found.hint) == ("there is no resource 'hots'", "did you mean 'host'?")


def test_each_alternative_must_be_there() -> None:
    found = contradictions(step("A", resources="host | b | c"), resources=(HOST,))
    assert [item.message for item in found] == ["there is no resource 'b'", "there is no resource 'c'"]


CASES: list[tuple[dict[str, Any], dict[str, Any], tuple[str | int, ...], str]] = [
    ({"wait_points": [{"label": "W", "resource": "x"}]}, {}, (*STEP_A, "wait_points", 0, "resource"), "resource"),
    ({"fail_points": [{"label": "F", "recovery": "x"}]}, {}, (*STEP_A, "fail_points", 0, "recovery"), "step"),
    ({"moment": "x"}, {}, (*STEP_A, "moment"), "step"),
    ({"service_time": {"x": "5 min"}}, {"classes": (VIP,)}, (*STEP_A, "service_time", "x"), "class"),
    ({"standard": {"x": "5 min"}}, {"classes": (VIP,)}, (*STEP_A, "standard", "x"), "class"),
    ({}, {"flows": (flow("a", "a", classes=["x"]),)}, ("flows", 0, "classes", 0), "class"),
    ({}, {"standards": ({"target": "5 min", "classes": ["x"]},)}, ("standards", 0, "classes", 0), "class"),
    ({}, {"standards": ({"target": "5 min", "start": "x"},)}, ("standards", 0, "from"), "step"),
    ({}, {"standards": ({"target": "5 min", "end": "x"},)}, ("standards", 0, "to"), "step"),
    ({}, {"classes": ({**VIP, "enters": "x"},)}, ("classes", 0, "enters"), "step"),
]


@pytest.mark.parametrize(("fields", "others", "path", "kind"), CASES)
def test_whatever_is_named_is_there(
    fields: dict[str, Any], others: dict[str, Any], path: tuple[str | int, ...], kind: str
) -> None:
    found = only(contradictions(step("A", **fields), **others))
    assert (found.code, found.rule, found.path) == ("BP104", "unknown-reference", path)
    assert found.message == f"there is no {kind} 'x'"


def test_whatever_is_there_may_be_named() -> None:
    found = blueprint(
        step(
            "A",
            service_time={"vip": "5 min"},
            standard={"vip": "6 min"},
            resources="host",
            fail_points=[{"label": "F", "recovery": "a"}],
            wait_points=[{"label": "W", "resource": "host"}],
        ),
        step("B", "onstage", moment="a"),
        classes=({**VIP, "enters": "a"},),
        resources=(HOST,),
        standards=({"target": "5 min", "start": "a", "end": "b", "classes": ["vip"]},),
    )
    assert len(found.steps) == 2


def test_a_moment_is_that_of_a_customer() -> None:
    found = only(contradictions(A, B, step("C", "backstage", moment="b")))
    assert (found.code, found.path, found.element) == ("BP107", ("phases", 0, "steps", 2, "moment"), "c")


def test_all_contradictions_are_told_at_once() -> None:
    found = contradictions(A, step("A"), step("C", "nowhere"), flows=(flow("x", "y"),))
    assert [item.code for item in found] == ["BP201", "BP103", "BP104", "BP104"]


def test_a_service_full_of_contradictions_tells_a_hundred_of_them() -> None:
    assert len(contradictions(A, flows=[flow("a", f"x{number}") for number in range(500)])) == 100
