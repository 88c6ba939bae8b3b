"""Saying: words of the blueprint never act, and figures read well."""

from __future__ import annotations

import pytest

from blueprint.reports.content import Figure, Name, Unknown, Words
from blueprint.reports.saying import capitalized, plain, safe_name, write_figure


@pytest.mark.parametrize("control", ["\x1b[31m", "\x07", "\x9b31m", "\x7f", "\u202e", "\u2067", "\r", "\x00"])
def test_controls_never_reach_a_terminal(control: str) -> None:
    text = safe_name(f"Pay{control}now")
    assert control[0] not in text and "\n" not in text
    assert text.startswith("Pay") and text.endswith("now")


def test_a_label_of_several_lines_is_one_line() -> None:
    assert safe_name("Take\n\tthe  order") == "Take the order"


def test_endless_labels_are_cut_and_in_a_sentence_sooner() -> None:
    assert len(safe_name("x" * 5000)) == 400
    assert len(plain((Name("x" * 5000, quoted=True),))) == 62


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure("time", 5824.7), "1 h 37 min"),
        (Figure("time", -90), "−1 min 30 s"),
        (Figure("time", 0), "0 s"),
        (Figure("share", 0.99996, "about"), "≈ 99.996 %"),
        (Figure("money", 3, "least", "EUR"), "≥ EUR 3.00"),
        (Figure("money", 0.5, currency="E\x1b[31mUR"), "E�[31mUR 0.50"),
        (Figure("count", 30.9278), "30.9"),
    ],
)
def test_a_figure_says_what_it_is_and_how_surely(figure: Figure, text: str) -> None:
    assert write_figure(figure) == text


def test_an_unknown_figure_says_what_it_needs() -> None:
    assert plain((Unknown(("needs ", Name("Cook", quoted=True))),)) == "unknown: needs 'Cook'"
    assert plain((Unknown(),)) == "unknown"


def test_sentences_begin_with_a_capital_and_labels_stay_as_they_are() -> None:
    assert plain(capitalized(("customers pay",))) == "Customers pay"
    assert plain(capitalized((Words("too long", "bad"), "!"))) == "Too long!"
    assert plain(capitalized((Name("iPhone", quoted=True), " breaks"))) == "'iPhone' breaks"
    assert plain(capitalized((Figure("share", 0.5), " stay"))) == "50 % stay"
    assert plain(capitalized((Unknown(("needs x",)),))) == "Unknown: needs x"
