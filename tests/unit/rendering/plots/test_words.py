"""Words of plots: complete in every language, numbers as people write them there."""

from __future__ import annotations

import string

import pytest

from blueprint.layout.wording import WORDINGS
from blueprint.rendering.plots.data import Measure
from blueprint.rendering.plots.words import words_for

LANGUAGES = [wording.language for wording in WORDINGS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_of_the_drawings_has_all_words(language: str) -> None:
    words, english = words_for(language).texts, words_for("en").texts
    assert words.keys() == english.keys()
    assert all(word.strip() == word and word for word in words.values())
    for name, word in words.items():
        fields = [field for _, field, _, _ in string.Formatter().parse(word) if field is not None]
        assert fields == [field for _, field, _, _ in string.Formatter().parse(english[name]) if field is not None]


def test_no_language_repeats_english() -> None:
    english = words_for("en").texts
    for language in LANGUAGES[1:]:
        same = [name for name, word in words_for(language).texts.items() if word == english[name]]
        assert len(same) <= 4, same


def test_an_unknown_language_is_english() -> None:
    assert words_for("tlh")["wait"] == "Wait"
    assert words_for("pt-BR")["wait"] == "Espera"
    assert words_for("zh-TW")["standard"] == "標準"


@pytest.mark.parametrize(
    ("language", "value", "digits", "expected"),
    [
        ("en", 1234.5, 1, "1,234.5"),
        ("de", 1234.5, 1, "1\xa0234,5"),
        ("ja", 1234.5, 0, "1,234"),
        ("en", -0.001, 1, "0"),
        ("en", -3, 0, "−3"),
        ("en", 1e15, 2, "1e+15"),
        ("en", -1e300, 2, "−1e+300"),
    ],
)
def test_numbers(language: str, value: float, digits: int, expected: str) -> None:
    assert words_for(language).number(value, digits) == expected


def test_values_are_said_by_what_they_measure() -> None:
    words = words_for("en")
    assert words.value(Measure("", "time"), 150) == "2 min 30 s"
    assert words.value(Measure("", "clock"), 34200) == "09:30"
    assert words.value(Measure("", "share"), 0.955) == "95.5%"
    assert words.value(Measure("", "money", "EUR"), 2.5) == "2.50 EUR"
    assert words.value(Measure("", "number"), 2.346) == "2.35"
    assert words.value(Measure("", "time"), float("nan")) == "unknown"
