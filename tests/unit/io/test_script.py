"""Scripts: plain lines become the steps of a first blueprint."""

from __future__ import annotations

import pytest

from blueprint.errors import BlueprintError
from blueprint.io.script import parse_script
from blueprint.model import Blueprint


def read(text: str) -> Blueprint:
    return parse_script(text, "a.txt", title="T").blueprint


def labels(text: str) -> list[str]:
    return [step.label for step in read(text).steps]


@pytest.mark.parametrize(
    "text",
    ["Enter\nPay\n", "1. Enter\n2. Pay", "1) Enter\n2) Pay", "- Enter\n* Pay\n", "1 Enter\n2 Pay\n", "• Enter\n  · Pay",
     "1、Enter\r\n2、Pay\r\n", "\n# first\nEnter\n\n  # second\nPay\n\n", " 1：Enter\n 2：Pay"],
)  # fmt: skip
def test_numbers_bullets_and_comments_are_no_part_of_an_action(text: str) -> None:
    assert labels(text) == ["Enter", "Pay"]


def test_a_number_that_does_not_count_the_actions_belongs_to_its_action() -> None:
    assert labels("Enter\n24 hours later, phone\n3 Pay\n") == ["Enter", "24 hours later, phone", "Pay"]


def test_all_steps_are_the_customers_and_in_one_chain() -> None:
    found = read("Enter\nSit\nPay\n")
    assert {step.lane for step in found.steps} == {"customer"}
    assert [flow.id for flow in found.flows] == ["enter>>sit", "sit>>pay"]
    assert (found.status, [phase.label for phase in found.phases]) == ("draft", [""])


def test_one_action_has_no_flow() -> None:
    assert read("Enter").flows == ()


def test_equal_actions_get_ids_of_their_own() -> None:
    found = read("Wait\nWait\nWait 2\nWait\nEnd\n…\n" + "Very long " * 20)
    assert [step.id for step in found.steps] == ["wait", "wait-2", "wait-2-2", "wait-3", "step-5", "step-6", "step-7"]


def test_many_equal_actions_are_read_in_time() -> None:
    assert len({step.id for step in read("Wait\n" * 3000).steps}) == 3000


@pytest.mark.parametrize(
    ("text", "language"), [("Enter", "en"), ("进门", "zh-Hans"), ("店に入る", "ja"), ("Entrée", "en")]
)
def test_the_language_is_guessed_by_the_letters(text: str, language: str) -> None:
    assert read(text).language == language


def test_steps_know_their_lines() -> None:
    found = parse_script("# x\n\n 1. Enter\n", "a.txt", title="T").place_of("enter")
    assert found is not None
    assert (str(found), found.length, found.source) == ("a.txt:3:5", 5, " 1. Enter")


def test_a_faulty_line_is_told_with_its_place() -> None:
    with pytest.raises(BlueprintError, match=r"a\.txt:2:4: BP010 error: control character U\+0007"):
        read("Enter\n2. P\x07y\n")
