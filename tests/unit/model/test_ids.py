"""Ids: how a label becomes one, and which may be written."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.model import slug
from blueprint.model.ids import LONGEST_ID, is_id, longest_id


@pytest.mark.parametrize(
    ("label", "id"),
    [
        ("Greet and seat", "greet-and-seat"),
        ("迎接客人", "迎接客人"),
        ("  Ça va?  ", "ça-va"),
        ("Pay (by card)", "pay-by-card"),
        ("A/B -- C", "a-b-c"),
        ("under_score", "under-score"),
        ("Straße", "strasse"),
        ("ＡＢＣ１", "abc1"),
        ("ﬁsh", "fish"),
        ("Step 1.5", "step-1-5"),
        ("สวัสดี", "สวัสดี"),
        ("नमस्ते", "नमस्ते"),
        ("٣ steps", "٣-steps"),
        ("x²", "x2"),
        ("…", ""),
        ("", ""),
        ("🍺", ""),
        ("-_-", ""),
    ],
)
def test_a_label_gives_an_id_that_people_can_read(label: str, id: str) -> None:
    assert slug(label) == id


@given(st.text())
def test_what_a_label_gives_is_an_id_or_nothing(label: str) -> None:
    made = slug(label)
    assert made == "" or is_id(made)


@given(st.text())
def test_an_id_gives_itself(label: str) -> None:
    made = slug(label)
    assert slug(made) == made or unicodedata.normalize("NFKC", made) != made


@given(st.text())
def test_composed_and_decomposed_labels_give_one_id(label: str) -> None:
    assert slug(unicodedata.normalize("NFD", label)) == slug(unicodedata.normalize("NFC", label))


def test_a_long_label_gives_an_id_of_bounded_length() -> None:
    assert len(slug("word " * 1000)) <= LONGEST_ID
    assert not slug("x" * (LONGEST_ID - 1) + " y" * 50).endswith("-")
    assert len(slug("迎" * 1000)) == LONGEST_ID


@pytest.mark.parametrize("text", ["seat", "Seat_1", "a-b", "007", "迎接", "नमस्ते", "é"])
def test_letters_marks_digits_and_two_signs_make_an_id(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "a b", "a/b", "a.b", "a>>b", "a\n", "🍺", "a:b", "x²", "a#2", " a"])
def test_nothing_else_does(text: str) -> None:
    assert not is_id(text)


def test_only_points_have_slashes() -> None:
    assert is_id("seat/menu", slashes=True)
    assert not is_id("/", slashes=True)


def test_an_id_of_a_point_has_room_for_that_of_its_step() -> None:
    step = "x" * longest_id()
    assert is_id(step) and not is_id(step + "x")
    assert is_id(f"{step}/{'y' * LONGEST_ID}", slashes=True)
    assert not is_id("y" * (longest_id(slashes=True) + 1), slashes=True)
