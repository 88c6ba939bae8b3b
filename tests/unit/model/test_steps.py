"""Steps: evidence, resources, points with ids of their own, times and standards."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.model import Demand, Evidence, FailPoint, Step, StepStandard, WaitPoint
from blueprint.model.base import Unquoted
from blueprint.units import read_distribution, read_target
from tests.unit.model.building import problems, refusal, step


def made(**fields: Any) -> Step:
    return Step.model_validate(step("Seat the guests", "onstage", **fields), by_name=True, by_alias=True)


# --- ids -------------------------------------------------------------------------------------------------------------


def test_a_step_has_the_id_of_its_label_unless_it_is_written() -> None:
    assert made().id == "seat-the-guests"
    assert made(id="seat").id == "seat"


def test_points_and_evidence_have_ids_below_their_step() -> None:
    found = made(id="seat", evidence=["Menu"], fail_points=["Wrong table"], wait_points=["Queue at the door"])
    assert [point.id for _, point in found.located_points()] == [
        "seat/menu",
        "seat/wrong-table",
        "seat/queue-at-the-door",
    ]


def test_a_written_id_of_a_point_is_kept() -> None:
    found = made(evidence=[{"label": "Menu", "id": "card"}, "Sign"])
    assert [piece.id for piece in found.evidence] == ["card", "seat-the-guests/sign"]


def test_a_point_whose_label_has_no_letters_gets_an_id_too() -> None:
    assert made(id="seat", evidence=["🍺"]).evidence[0].id == "seat/point"


def test_points_are_told_with_their_place_inside_of_the_step() -> None:
    found = made(evidence=["A", "B"], fail_points=["C"], wait_points=["D"])
    assert [(path, point.label) for path, point in found.located_points()] == [
        (("evidence", 0), "A"),
        (("evidence", 1), "B"),
        (("fail_points", 0), "C"),
        (("wait_points", 0), "D"),
    ]


# --- lone labels -----------------------------------------------------------------------------------------------------


def test_a_lone_label_is_a_point_with_nothing_but_its_label() -> None:
    assert made(evidence="Menu").evidence == made(evidence=[{"label": "Menu"}]).evidence
    assert made(fail_points="X").fail_points == (FailPoint(label="X", id="seat-the-guests/x"),)
    assert made(wait_points=["X"]).wait_points == (WaitPoint(label="X", id="seat-the-guests/x"),)


def test_nothing_written_is_no_points() -> None:
    assert made(evidence=None, fail_points=None, wait_points=[]) == made()


def test_evidence_may_say_its_medium() -> None:
    assert made(evidence=[{"label": "App", "medium": "digital"}]).evidence[0].medium == "digital"
    found = refusal(Evidence, label="App", medium="paper")
    assert (found.code, found.path) == ("BP013", ("medium",))


@pytest.mark.parametrize(
    ("field", "word"), [("evidence", "evidence"), ("fail_points", "fail"), ("wait_points", "wait")]
)
def test_what_is_no_point_is_told_how_one_is_written(field: str, word: str) -> None:
    found = refusal(Step, lane="customer", label="A", **{field: [[]]})
    assert (found.code, found.path) == ("BP008", (field, 0))
    assert found.hint == f"write '{word}: …', one key a line, indented below"


# --- resources -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("waiter", [(("waiter",), 1)]),
        ("teller | adviser", [(("teller", "adviser"), 1)]),
        (["host", "waiter"], [(("host",), 1), (("waiter",), 1)]),
        ({"waiter": 2}, [(("waiter",), 2)]),
        ({"waiter": Unquoted("2"), "room": 1}, [(("waiter",), 2), (("room",), 1)]),
        (["host", {"waiter": 2}], [(("host",), 1), (("waiter",), 2)]),
        (["waiter", "waiter"], [(("waiter",), 2)]),
        ([], []),
        (None, []),
    ],
)
@pytest.mark.parametrize("field", ["resources", "seizes", "releases"])
def test_resources_may_be_one_a_list_or_amounts(field: str, written: Any, read: list[Any]) -> None:
    assert [(demand.alternatives, demand.amount) for demand in getattr(made(**{field: written}), field)] == read


@pytest.mark.parametrize(
    ("written", "code", "message"),
    [
        (3, "BP601", "expected a resource, got the number 3"),
        ([3], "BP601", "expected a resource id, got the number 3"),
        ([["a"]], "BP601", "expected a resource id, got a list"),
        ("two waiters", "BP101", "'two waiters' is no resource id"),
        ("a | ", "BP101", "'' is no resource id"),
        ("", "BP101", "'' is no resource id"),
        ({"waiter": 0}, "BP011", "expected a whole number of at least 1, got 0"),
        ({"waiter": True}, "BP011", "expected a whole number of at least 1, got true"),
        ({"waiter": "2"}, "BP011", "expected a whole number of at least 1, got the text '2'"),
    ],
)
def test_what_is_no_resource_is_refused_with_an_example(written: Any, code: str, message: str) -> None:
    found = refusal(Step, lane="customer", label="A", resources=written)
    assert (found.code, found.message) == (code, message)
    assert found.path[0] == "resources" and found.hint


def test_a_demand_names_at_least_one_resource() -> None:
    assert problems(Demand, alternatives=())[0].path == ("alternatives",)


# --- times and standards ---------------------------------------------------------------------------------------------


def test_a_service_time_is_one_or_one_a_class() -> None:
    assert made(service_time="2 min").service_time == read_distribution("2 min")
    found = made(service_time={"new": "5 min", "known": "exponential(2 min)"}).service_time
    assert found == (("new", read_distribution("5 min")), ("known", read_distribution("exponential(2 min)")))


@pytest.mark.parametrize("value", [2, Unquoted("2"), "fast", "-2 min", {}, {"new": 2}, True, [], float("nan")])
def test_what_is_no_time_is_refused(value: Any) -> None:
    found = refusal(Step, lane="customer", label="A", service_time=value)
    assert (found.code, found.rule, found.path) == ("BP502", "bad-distribution", ("service_time",))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("90% within 5 min", [("90% within 5 min", None)]),
        (["5 min", "greet aloud"], [("5 min", None), ("greet aloud", None)]),
        ({"vip": "1 min"}, [("1 min", "vip")]),
        (["greet aloud", {"vip": "1 min"}], [("greet aloud", None), ("1 min", "vip")]),
        (None, []),
    ],
)
def test_a_standard_may_be_one_a_list_or_one_a_class(written: Any, read: list[Any]) -> None:
    assert made(standard=written).standard == tuple(
        StepStandard(target=read_target(target), customer_class=name) for target, name in read
    )


@pytest.mark.parametrize("value", [5, "90% within 5 minuts", "120% within 5 min", [[]], True])
def test_what_is_nearly_a_standard_does_not_pass_for_words(value: Any) -> None:
    assert refusal(Step, lane="customer", label="A", standard=value).code == "BP505"


def test_words_of_a_standard_are_text_like_any_other() -> None:
    assert refusal(Step, lane="customer", label="A", standard="greet\x1b aloud").code == "BP010"
    assert refusal(Step, lane="customer", label="A", standard="greet " * 5000).code in ("BP010", "BP505")


# --- the rest --------------------------------------------------------------------------------------------------------


def test_lists_of_words_may_be_one_word() -> None:
    found = made(determinants="courtesy", tags="late", ignore="BP302")
    assert (found.determinants, found.tags, found.ignore) == (("courtesy",), ("late",), ("BP302",))


def test_an_unknown_determinant_is_told_where_it_stands() -> None:
    found = refusal(Step, lane="customer", label="A", determinants=["courtesy", "reliabillity"])
    assert (found.code, found.path, found.hint) == ("BP013", ("determinants", 1), "did you mean 'reliability'?")


@pytest.mark.parametrize("value", [0, -1, 2.5, True, "3"])
def test_a_batch_has_at_least_one_customer(value: Any) -> None:
    assert refusal(Step, lane="customer", label="A", batch=value).code == "BP011"


def test_what_must_be_there_is_asked_for() -> None:
    found = problems(Step, lane="customer")
    assert [(item.code, item.path, item.message) for item in found] == [("BP009", ("label",), "'label' is missing")]


def test_a_risk_priority_number_needs_all_three_scores() -> None:
    assert FailPoint(label="x", severity=6, occurrence=4, detection=3).rpn == 72
    assert FailPoint(label="x", severity=6, occurrence=4).rpn is None
