"""Lines and tables fit their width in cells, whatever is written in them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.reports.content import Figure, Name, table
from blueprint.reports.grid import table_lines
from blueprint.reports.lines import cells, set_lines, width_of
from blueprint.reports.saying import Run, runs

TEXTS = st.text(st.sampled_from("ab c，。看指示牌'é👩\u200d👧שלום-"), max_size=60)


def texts(lines: list[tuple[Run, ...]]) -> list[str]:
    return ["".join(run.text for run in line) for line in lines]


@settings(max_examples=300)
@given(st.lists(st.builds(Run, TEXTS, is_whole=st.booleans()), max_size=5), st.integers(4, 40))
def test_no_line_is_wider_than_it_may_be_and_no_letter_is_lost(parts: list[Run], width: int) -> None:
    lines = set_lines(parts, width)
    assert all(width_of(line) <= width for line in lines)
    before = "".join(run.text for run in parts).replace(" ", "")
    assert "".join(texts(lines)).replace(" ", "") == before


def test_a_figure_is_not_broken_while_a_line_holds_it() -> None:
    line = [Run("takes "), Run("1 h 34 min", is_whole=True)]
    assert texts(set_lines(line, 12)) == ["takes", "1 h 34 min"]
    assert texts(set_lines(line, 6)) == ["takes", "1 h 34", "min"]


@pytest.mark.parametrize("width", [3, 8, 20])
def test_a_word_without_blanks_is_broken(width: int) -> None:
    assert all(cells(text) <= width for text in texts(set_lines([Run("x" * 50)], width)))


def test_no_line_begins_with_a_comma_or_with_the_sign_between_names() -> None:
    assert texts(set_lines([Run("看指示牌，找路")], 8)) == ["看指示", "牌，找路"]
    assert texts(set_lines(runs((Name("一二三"), "\u00a0· ", Name("四五"))), 8)) == ["一二三\u00a0·", "四五"]


def test_runs_keep_their_tone_over_lines() -> None:
    lines = set_lines([Run("one two", "bad"), Run(" three")], 4)
    assert [run.tone for line in lines for run in line] == ["bad", "bad", "plain", "plain"]


def test_columns_of_a_table_stand_under_each_other_with_wide_letters_too() -> None:
    made = table(
        "T", ["Step", ">Time"], [((Name("看指示牌"),), (Figure("time", 60),)), ((Name("Go"),), (Figure("time", 3600),))]
    )
    assert texts(list(table_lines(made, 40))) == [
        "Step       Time",
        "--------  -----",
        "看指示牌  1 min",
        "Go          1 h",
    ]  # fmt: skip


@settings(max_examples=100)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_table_of_words_fits(rows: list[tuple[str, str]]) -> None:
    made = table("T", ["One", ">Figure", "Other"], [((Name(a),), (Figure("share", 0.5),), (Name(b),)) for a, b in rows])
    assert all(width_of(line) <= 40 for line in table_lines(made, 40))
