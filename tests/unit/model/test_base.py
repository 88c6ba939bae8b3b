"""The kinds of value that fields take: what each reads, and how it refuses the rest."""

from __future__ import annotations

import math
from typing import Any

import pytest

from blueprint.model import Blueprint, FailPoint, Resource, Step, WaitPoint
from blueprint.model.base import Unquoted, as_number
from blueprint.model.steps import CustomerCost
from blueprint.units import minutes, read_distribution
from tests.unit.model.building import problems, refusal, step

A_STEP = step("A")
SAMPLES: list[Any] = [None, [], {}, object(), b"x", 1 + 2j, {1}, lambda: 0]


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [7, True, 1.5, ["a"], {"a": 1}, b"x"])
def test_what_is_no_text_is_no_label(value: object) -> None:
    found = refusal(Step, **{**A_STEP, "label": value})
    assert (found.code, found.rule, found.path) == ("BP010", "bad-text", ("label",))
    assert found.message.startswith("expected text here, got")
    assert found.hint == "put the text into quotes"


@pytest.mark.parametrize("value", ["", "  ", "\n"])
def test_a_label_says_something(value: str) -> None:
    found = refusal(Step, **{**A_STEP, "label": value})
    assert (found.code, found.message) == ("BP010", "this label is empty")


def test_a_label_is_trimmed_and_keeps_its_line_breaks() -> None:
    assert Step(lane="customer", label=" Enter\nthe bar ").label == "Enter\nthe bar"


@pytest.mark.parametrize("character", ["\0", "\x07", "\x1b", "\x7f", "\x9b", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_nobody_sees_is_refused_with_its_place(character: str) -> None:
    found = refusal(Step, **A_STEP, note=f"ab{character}c")
    assert (found.code, found.path) == ("BP010", ("note",))
    assert found.message == f"control character U+{ord(character):04X} at position 3 of the text"


@pytest.mark.parametrize("character", ["\t", "\n", "\r", "\x85", "\u2028", "\u200d", "🍺", "\U0010ffff"])
def test_blanks_and_letters_of_any_script_are_text(character: str) -> None:
    assert Step(lane="customer", label="A", note=f"a{character}b").note == f"a{character}b"


def test_a_label_has_a_limit_and_a_note_a_wide_one() -> None:
    found = refusal(Step, **{**A_STEP, "label": "x" * 10_001})
    assert found.message == "this text has 10,001 characters; the limit is 10,000"
    assert "link" in found.hint
    assert len(Step(lane="customer", label="A", note="x" * 200_000).note or "") == 200_000
    assert refusal(Step, **A_STEP, note="x" * 200_001).code == "BP010"


def test_a_number_without_quotes_is_text_where_text_is_wanted() -> None:
    made = Step(lane="customer", label=Unquoted("007"), id=Unquoted("007"), note=Unquoted("no"))
    assert (made.label, made.id, made.note) == ("007", "007", "no")
    assert {type(made.label), type(made.id), type(made.note)} == {str}


# --- ids and links ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["a b", "a/b", "a>>b", "a.b", "🍺"])
def test_an_id_of_other_signs_is_refused_with_an_example(id: str) -> None:
    found = refusal(Step, **A_STEP, id=id)
    assert (found.code, found.path) == ("BP101", ("id",))
    assert found.message == f"'{id}' is no id"
    assert "'greet-and-seat'" in found.hint


def test_an_id_that_is_too_long_is_told_so_and_not_its_letters() -> None:
    found = refusal(Step, **A_STEP, id="x" * 401)
    assert (found.code, found.message) == ("BP101", "this id has 401 characters; the limit is 400")


def test_end_is_where_the_customer_leaves_and_no_step() -> None:
    assert refusal(Step, **A_STEP, id="end").code == "BP105"
    assert refusal(Step, lane="customer", label="End").code == "BP105"
    assert Resource(id="end").id == "end"


def test_a_label_without_letters_asks_for_an_id() -> None:
    found = refusal(Step, lane="customer", label="…")
    assert (found.code, found.message) == ("BP101", "no id can be made of the label '…'")
    assert "id: start" in found.hint


def test_a_refused_label_is_one_problem_and_not_two() -> None:
    assert [item.path for item in problems(Step, lane="customer", label="")] == [("label",)]


@pytest.mark.parametrize(
    "link",
    ["https://example.org/a?b=c#d", "http://x", "HTTPS://X", "mailto:a@b", "#seat", "detail.yaml", "a/b.svg", "../x"],
)
def test_an_address_a_place_and_a_path_are_links(link: str) -> None:
    assert Step(lane="customer", label="A", link=link).link == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "JaVaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc",
        "//evil.example", "\\\\evil", "https://", "a b", "a\tb", "a<b", 'a"b', "java&#115;cript:x", "", "a\nb", "a`b",
    ],
)  # fmt: skip
def test_no_other_link_gets_into_a_drawing(link: str) -> None:
    found = refusal(Step, **A_STEP, link=link)
    assert (found.code, found.path) == ("BP016", ("link",))
    assert "https://" in found.hint


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [True, False, "3", "", None, [3], {}, "three", float("nan"), 3 + 0j])
def test_a_score_is_no_flag_and_no_quoted_text(value: object) -> None:
    if value is None:
        assert FailPoint(label="x", severity=None).severity is None
        return
    found = refusal(FailPoint, label="x", severity=value)
    assert (found.code, found.rule, found.path) == ("BP401", "bad-score", ("severity",))
    assert found.message.startswith("expected a whole number from 1 to 10, got")


@pytest.mark.parametrize("value", [0, 11, -1, 60, 10**30, math.inf, -math.inf])
def test_a_score_out_of_range_is_told_its_scale(value: float) -> None:
    found = refusal(FailPoint, label="x", severity=value)
    assert (found.code, found.hint) == ("BP401", "use the ten-point FMEA scale: 1 is harmless, 10 the worst")


@pytest.mark.parametrize(("value", "score"), [(1, 1), (10, 10), (6.0, 6), (Unquoted("6"), 6), (Unquoted("6.0"), 6)])
def test_a_score_is_a_whole_number(value: object, score: int) -> None:
    found = FailPoint(label="x", severity=value).severity
    assert found == score and type(found) is int
    assert refusal(FailPoint, label="x", severity=6.5).hint == "write a whole number"


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("3", "write it without quotes"),
        ("2.5", "write it without quotes"),
        (Unquoted("three"), "write the number alone, such as 3"),
        (Unquoted("18 EUR"), "write the number alone, such as 3"),
        (Unquoted("2,50"), "write the number alone, such as 3"),
        (True, "write the number alone, such as 3"),
        (2.5, "write a whole number"),
        (0, "leave it out if it is unknown"),
        (math.inf, "leave it out if it is unknown"),
    ],
)
def test_a_number_is_refused_with_a_way_to_write_it(value: object, hint: str) -> None:
    assert refusal(Resource, id="x", capacity=value).hint == hint


def test_a_bound_that_nobody_meets_is_only_told_to_who_goes_beyond_it() -> None:
    assert refusal(Resource, id="x", capacity=0).message == "expected a whole number of at least 1, got 0"
    assert "from 1 to 1,000,000,000" in refusal(Resource, id="x", capacity=10**10).message


@pytest.mark.parametrize(
    "word", ["nan", ".nan", "NaN", "inf", ".inf", "Infinity", "-inf", "0x10", "0o7", "1_000", "1e", "١"]
)
def test_only_plain_numbers_are_numbers(word: str) -> None:
    assert as_number(Unquoted(word)) is None
    assert refusal(Step, **A_STEP, cost=Unquoted(word)).code == "BP011"


@pytest.mark.parametrize(
    ("word", "number"), [("0", 0), ("-3", -3), ("+3", 3), ("2.50", 2.5), (".5", 0.5), ("1e3", 1000)]
)
def test_plain_numbers_are_read_as_they_stand(word: str, number: float) -> None:
    assert as_number(Unquoted(word)) == number


def test_a_number_with_a_huge_exponent_is_refused_and_no_crash() -> None:
    assert refusal(Step, **A_STEP, cost=Unquoted("1e999")).code == "BP011"
    assert as_number(Unquoted("9" * 10_000)) is None
    assert refusal(Step, **A_STEP, cost=10**400).code == "BP011"


@pytest.mark.parametrize(("field", "low", "high"), [("emotion", -2, 2), ("discretion", 0, 1)])
def test_a_scale_ends_where_the_format_says(field: str, low: float, high: float) -> None:
    for value in (low, high, (low + high) / 2):
        assert getattr(Step(**{**A_STEP, field: value}), field) == value
    for value in (low - 0.001, high + 0.001):
        found = refusal(Step, **A_STEP, **{field: value})
        assert (found.code, found.path) == ("BP011", (field,))
        assert f"from {low} to {high}" in found.message


def test_effort_and_worry_go_from_0_to_5() -> None:
    assert CustomerCost(effort=0, worry=5) == CustomerCost(effort=0.0, worry=5.0)
    assert [item.path for item in problems(CustomerCost, effort=-1, worry=5.1, money=-0.01)] == [
        ("money",), ("effort",), ("worry",)
    ]  # fmt: skip


@pytest.mark.parametrize("value", [-1, -0.001, True, "5"])
def test_money_is_a_number_of_at_least_0(value: object) -> None:
    found = refusal(Step, **A_STEP, cost=value)
    assert (found.code, found.path) == ("BP011", ("cost",))
    assert "a number of at least 0" in found.message


# --- flags and words -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["true", "yes", 1, 0, Unquoted("yes"), Unquoted("on"), Unquoted("TrUe"), [], "false"])
def test_a_flag_is_true_or_false_and_nothing_like_it(value: object) -> None:
    found = refusal(WaitPoint, label="x", fair=value)
    assert (found.code, found.rule, found.path) == ("BP014", "bad-flag", ("fair",))
    assert found.hint == "write true or false; leave it out if unknown"


@pytest.mark.parametrize(
    ("word", "flag"),
    [("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False)],
)
def test_a_flag_without_quotes_is_read(word: str, flag: bool) -> None:
    assert WaitPoint(label="x", fair=Unquoted(word)).fair is flag


def test_what_is_unknown_stays_unknown() -> None:
    point = WaitPoint(label="x")
    assert {point.occupied, point.announced, point.fair, point.anxious, point.standard_time} == {None}


@pytest.mark.parametrize(
    ("word", "hint"), [("onn", "did you mean 'one'?"), ("xyz", "take one of these words, or leave it out")]
)
def test_an_unknown_word_lists_those_that_are_known(word: str, hint: str) -> None:
    found = refusal(Step, **A_STEP, split=word)
    assert (found.code, found.rule, found.path, found.hint) == ("BP013", "unknown-word", ("split",), hint)
    assert found.message == f"expected one of one, all, any; got the text '{word}'"


@pytest.mark.parametrize("value", [1, True, [], "One", "one "])
def test_a_word_is_taken_as_it_is_written(value: object) -> None:
    assert refusal(Step, **A_STEP, split=value).code == "BP013"


# --- quantities ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "field", "value", "code"),
    [
        (WaitPoint, "standard_time", 5, "BP501"),
        (WaitPoint, "standard_time", Unquoted("5"), "BP501"),
        (WaitPoint, "standard_time", "-5 min", "BP501"),
        (WaitPoint, "acceptable_time", True, "BP501"),
        (WaitPoint, "measured", "normal(1 min)", "BP502"),
        (Resource, "cost_rate", "18", "BP503"),
        (FailPoint, "probability", 1.2, "BP012"),
        (FailPoint, "probability", "120%", "BP012"),
        (FailPoint, "probability", -0.1, "BP012"),
        (FailPoint, "detected", math.nan, "BP012"),
        (FailPoint, "gives_up", math.inf, "BP012"),
        (FailPoint, "recovery_time", "fast", "BP502"),
    ],
)
def test_a_quantity_is_refused_with_its_code_and_the_words_of_units(
    model: Any, field: str, value: object, code: str
) -> None:
    found = refusal(model, **{"label" if model is not Resource else "id": "x", field: value})
    assert (found.code, found.path) == (code, (field,))
    assert found.hint


def test_a_bare_number_is_not_a_time() -> None:
    assert refusal(WaitPoint, label="x", standard_time=5).message == "5 has no unit"


def test_a_share_may_stand_without_quotes() -> None:
    assert FailPoint(label="x", probability=Unquoted("0.05")).probability == 0.05
    assert FailPoint(label="x", probability=Unquoted("5%")).probability == 0.05


@pytest.mark.parametrize("value", SAMPLES[1:])
def test_every_field_of_a_step_refuses_what_it_cannot_mean(value: object) -> None:
    for field in Step.model_fields:
        try:
            Step.model_validate({**A_STEP, field: value}, by_name=True, by_alias=False)
        except ValueError:
            continue
        assert value in ([], {}), f"{field} took {value!r}"


# --- elements --------------------------------------------------------------------------------------------------------


def test_an_element_is_frozen() -> None:
    made = Step(lane="customer", label="A")
    with pytest.raises(ValueError, match="frozen"):
        made.label = "B"  # type: ignore[misc]


def test_equal_elements_are_equal_and_may_stand_in_sets() -> None:
    first, second = (Step(lane="customer", label="A", service_time="2 min", resources="waiter") for _ in range(2))
    assert first == second and hash(first) == hash(second)
    assert first != Step(lane="customer", label="A", service_time="3 min", resources="waiter")
    assert len({Blueprint(title="T"), Blueprint(title="T")}) == 1


def test_an_unknown_field_is_told_the_nearest_one() -> None:
    found = refusal(Step, **A_STEP, servicetime="2 min")
    assert (found.code, found.path, found.at_key) == ("BP007", ("servicetime",), True)
    assert (found.message, found.hint) == ("unknown key 'servicetime'", "did you mean 'service_time'?")


def test_quantities_that_are_read_already_are_kept() -> None:
    made = Step(lane="customer", label="A", service_time=minutes(2))
    assert made.service_time == read_distribution("2 min")
    assert Step(lane="customer", label="A", service_time=made.service_time) == made
