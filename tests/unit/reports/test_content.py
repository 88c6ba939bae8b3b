"""Content: tables leave out what says nothing, and tell what repeats once."""

from __future__ import annotations

from blueprint.reports.content import Figure, Phrase, Unknown, listed, table, without_repeats


def test_a_column_of_which_no_row_says_anything_is_left_out() -> None:
    made = table("T", ["Step", ">Cost", "Note"], [(("a",), (), ("x",)), (("b",), (), ())])
    assert [column.head for column in made.columns] == ["Step", "Note"]
    assert made.rows == ((("a",), ("x",)), (("b",), ()))


def test_a_table_without_rows_keeps_its_heads() -> None:
    assert len(table("T", ["Step", ">Cost"], []).columns) == 2


def test_how_figures_are_known_is_told_once() -> None:
    known: Phrase = (Figure("share", 0.5),)
    rows = [(("a",), known, ("chain",)), (("b",), known, ("chain",)), (("c",), known, ("other",))]
    assert [row[2] for row in without_repeats(rows)] == [("chain",), (), ("other",)]


def test_unknown_figures_that_need_the_same_are_one_row() -> None:
    rows = [((name,), (Unknown(),), ("needs x",)) for name in "abc"]
    assert [row[0] for row in without_repeats(rows)] == [("a",)]


def test_three_names_are_all_told_and_of_four_two_are_counted() -> None:
    assert "".join(str(part) for part in listed(["a", "b", "c"])) == "a, b and c"
    assert "".join(str(part) for part in listed(["a", "b", "c", "d"])) == "a, b and 2 more"
