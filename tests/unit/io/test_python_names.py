"""Variables are made of ids: valid, told apart, and never in the way of another word."""

from __future__ import annotations

import pytest

from blueprint.io.python_names import Names


@pytest.mark.parametrize(
    ("element", "name"),
    [
        ("greet-guest", "greet_guest"),
        ("迎接客人", "迎接客人"),
        ("24h", "step_24h"),
        ("list", "list_step"),
        ("import", "import_step"),
        ("O", "O_step"),
        ("--", "step_7"),
        ("__", "step_7"),
        ("_", "step_7"),
        ("__name__", "step_name"),
        ("ﬁn", "fin"),
        ("draft", "draft_step"),
    ],
)
def test_an_id_gives_a_name(element: str, name: str) -> None:
    assert Names(["draft"]).take(element, "step", 7) == name


def test_ids_that_python_reads_as_one_word_are_told_apart() -> None:
    names = Names(())
    found = [
        names.take(element, "step", number)
        for number, element in enumerate(("fin", "ﬁn", "f-in", "f_in", "é", "e\u0301"))
    ]
    assert found == ["fin", "fin_step", "f_in", "f_in_step", "é", "é_step"]


def test_names_that_are_taken_again_and_again_are_numbered() -> None:
    names = Names(())
    assert [names.take("a", noun, 1) for noun in ("step", "step", "step")] == ["a", "a_step", "a_step_2"]


def test_long_ids_give_names_of_forty_columns() -> None:
    names = Names(())
    assert (
        names.take("take-the-order-of-every-guest-at-the-long-table", "step", 1)
        == "take_the_order_of_every_guest_at_the_lon"
    )
    assert names.take("迎" * 60, "step", 2) == "迎" * 20
