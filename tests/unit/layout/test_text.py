"""Text: what may be drawn, how wide it is, where its lines break."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from blueprint.layout.text import Font, clean, measure, wrap

LABEL = Font(13)
BOLD = Font(13, bold=True)


def lines(text: str, room: float = 144, **options: object) -> tuple[str, ...]:
    return wrap(text, LABEL, room, **options).lines  # type: ignore[arg-type]


class TestMeasure:
    def test_width_grows_in_proportion_to_the_size(self) -> None:
        assert measure("Check in", Font(26)) == pytest.approx(2 * measure("Check in", LABEL))

    def test_digits_are_all_as_wide_as_in_arial(self) -> None:
        assert {round(measure(digit, Font(1000))) for digit in "0123456789"} == {556}

    def test_bold_is_wider(self) -> None:
        assert measure("Check availability", BOLD) > measure("Check availability", LABEL)

    def test_pairs_are_kerned(self) -> None:
        assert measure("To", LABEL) < measure("T", LABEL) + measure("o", LABEL)
        assert measure("АД", LABEL) > measure("А", LABEL) + measure("Д", LABEL)

    @pytest.mark.parametrize("text", ["入住手续", "サービス", "고객의견", "ＡＢＣＤ", "「、。」"])
    def test_cjk_and_full_width_forms_are_one_em_wide(self, text: str) -> None:
        assert measure(text, Font(10)) == 40

    def test_half_width_kana_are_half_as_wide(self) -> None:
        assert measure("ｶﾅ", Font(10)) == pytest.approx(10.4, abs=0.1)

    @pytest.mark.parametrize(
        "cluster", ["👩‍👩‍👧", "🇩🇪", "1️⃣", "☎️", "👍🏽", "🏴\U000e0067\U000e0062\U000e007f", "✅", "⚙"]
    )
    def test_an_emoji_of_several_characters_is_as_wide_as_one(self, cluster: str) -> None:
        assert measure(cluster, LABEL) == measure("😀", LABEL) == pytest.approx(1.28 * 13, abs=0.01)

    def test_joined_emoji_that_no_font_knows_are_drawn_one_by_one(self) -> None:
        assert measure("\u200d".join("👩" * 40), LABEL) >= 10 * measure("👩", LABEL)

    @pytest.mark.parametrize(
        "mark", ["\u0301", "\u200b", "\u200d", "\u202e", "\u2066", "\u00ad", "\ufeff", "\u200f", "्"]
    )
    def test_marks_and_controls_have_no_width(self, mark: str) -> None:
        assert measure(f"a{mark}b", LABEL) == measure("ab", LABEL)

    def test_a_composed_letter_is_as_wide_as_a_decomposed_one(self) -> None:
        assert measure("é", LABEL) == measure("e\u0301", LABEL)

    def test_letters_of_other_scripts_count_by_rule_and_unknown_ones_one_em(self) -> None:
        assert measure("ש", Font(100)) == pytest.approx(60, abs=0.1)
        assert measure("س", Font(100)) == 100
        assert measure("ᚠ", Font(100)) == 100

    def test_a_vietnamese_letter_is_never_narrower_than_its_base(self) -> None:
        assert measure("ế", LABEL) > measure("e", LABEL)

    def test_an_empty_text_has_no_width(self) -> None:
        assert measure("", LABEL) == 0

    def test_long_texts_are_measured_like_short_ones(self) -> None:
        assert measure("日本" * 1000, Font(10)) == 20_000
        assert measure("ab" * 1000, LABEL) == pytest.approx(1000 * measure("ab", LABEL))


class TestWrap:
    def test_a_text_that_fits_is_one_line(self) -> None:
        found = wrap("Check in", LABEL, 144)
        assert (found.lines, found.truncated) == (("Check in",), False)
        assert found.width == measure("Check in", LABEL)

    @pytest.mark.parametrize("text", ["", " ", "\t", "\n\n", "\u3000", "\u00ad", "\u202e"])
    def test_an_empty_text_gives_one_empty_line(self, text: str) -> None:
        assert wrap(text, LABEL, 144).lines == ("",)
        assert wrap(text, LABEL, 144).width == 0

    def test_spaces_collapse(self) -> None:
        assert lines("  Check \t  in  ") == ("Check in",)

    def test_a_newline_is_a_break_and_several_are_one(self) -> None:
        assert lines("Check in\n\nPay\n") == ("Check in", "Pay")
        assert lines("a\r\nb\u2028c") == ("a", "b", "c")

    def test_a_no_break_space_holds_words_together(self) -> None:
        assert lines("about 15\u00a0minutes", 80) == ("about", "15\u00a0minutes")

    def test_lines_are_as_even_as_possible(self) -> None:
        assert lines("Confirm the order and send an invoice") == ("Confirm the order", "and send an invoice")

    def test_even_lines_are_no_more_lines_than_full_ones(self) -> None:
        text = "Driver hands over the parcel and asks for a signature on the screen"
        assert len(lines(text)) == 4
        assert len(lines(text, 300)) == 2

    def test_breaks_follow_hyphens_and_slashes(self) -> None:
        assert lines("pick-up/drop-off", 70) == ("pick-up/", "drop-off")

    @pytest.mark.parametrize("text", ["Check A/B", "open 24/7", "on 2026-11-03", "new e-mail", "COVID-19 test"])
    def test_short_or_numeric_compounds_stay_whole(self, text: str) -> None:
        assert lines(text, measure(text, LABEL)) == tuple(text.split())

    def test_no_line_begins_with_closing_punctuation(self) -> None:
        assert lines("Prêt à payer ?", measure("Prêt à payer ?", LABEL) * 1.04) == ("Prêt à", "payer ?")

    def test_a_number_stays_with_its_unit_where_it_can(self) -> None:
        assert lines("Wait about 15 min", 100) == ("Wait about", "15 min")

    def test_a_word_wider_than_the_line_breaks_with_hyphens_at_syllables(self) -> None:
        assert lines("Hotelreservierungsbestätigung") == ("Hotelreservierungs-", "bestätigung")
        assert lines("Достопримечательность", 84) == ("Достопри-", "мечатель-", "ность")

    @pytest.mark.parametrize(
        "text", ["https://example.com/services/quick", "someone@example.com", "4711471147114711471147"]
    )
    def test_addresses_and_numbers_break_without_a_hyphen(self, text: str) -> None:
        found = lines(text, 84)
        assert len(found) > 1
        assert "".join(found) == text

    def test_a_soft_hyphen_shows_only_where_a_line_ends(self) -> None:
        assert lines("Zahlungs\u00adbestätigung", 100) == ("Zahlungs-", "bestätigung")
        assert lines("Zahlungs\u00adbestätigung", 200) == ("Zahlungsbestätigung",)

    def test_chinese_breaks_between_characters_but_never_before_punctuation(self) -> None:
        assert lines("顾客到达前台，办理入住", 84) == ("顾客到", "达前台，", "办理入住")
        assert lines("办理入住手续，", 6 * 13 * 1.08) == ("办理入", "住手续，")

    def test_japanese_prefers_to_break_after_phrases(self) -> None:
        assert lines("サービスの予約を確認する", 100) == ("サービスの", "予約を確認する")

    def test_korean_words_stay_whole(self) -> None:
        assert lines("고객이 자리를 안내받기를 기다립니다", 84) == ("고객이", "자리를", "안내받기를", "기다립니다")

    def test_letters_with_their_marks_are_never_torn_apart(self) -> None:
        assert lines("👩‍👩‍👧" * 4, 40) == ("👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧👩‍👩‍👧")
        assert all(line[0] != "\u0301" for line in lines("e\u0301" * 40, 60))

    def test_too_many_lines_end_in_an_ellipsis_between_words(self) -> None:
        found = wrap("Greets the customer and takes the order for food and drinks", LABEL, 120, max_lines=2)
        assert found.lines == ("Greets the", "customer and…")
        assert found.truncated
        assert len(found.lines) == 2

    def test_an_ellipsis_follows_no_comma(self) -> None:
        assert lines("Yes, certainly", 50, max_lines=1) == ("Yes…",)

    def test_a_line_that_is_followed_by_another_paragraph_gets_the_ellipsis_too(self) -> None:
        assert lines("one\ntwo\nthree", max_lines=2) == ("one", "two…")

    def test_exactly_as_many_lines_as_allowed_are_not_truncated(self) -> None:
        assert not wrap("one\ntwo", LABEL, 144, max_lines=2).truncated

    @pytest.mark.parametrize("room", [0, -5, 1, float("nan"), float("inf")])
    @pytest.mark.parametrize("text", ["Check in", "入住手续", "👩‍👩‍👧 ok"])
    def test_any_room_gives_lines(self, text: str, room: float) -> None:
        assert "".join(lines(text, room)).replace(" ", "") == text.replace(" ", "")
        assert wrap(text, LABEL, room, max_lines=1).lines[-1]

    def test_slack_narrows_the_lines(self) -> None:
        room = measure("Confirm the order", LABEL)
        assert wrap("Confirm the order", LABEL, room, slack=1).lines == ("Confirm the order",)
        assert len(wrap("Confirm the order", LABEL, room).lines) == 2

    @pytest.mark.parametrize(
        "text", ["a", "ab ", "你好", "e\u0301", "\u0301", "\u200d", "👩\u200d", "a\u00ad", "\u3000", "(", "ab-", "\n"]
    )
    def test_ten_thousand_letters_take_no_time(self, text: str) -> None:
        source = text * (10_000 // len(text)) + "!"
        begin = time.process_time()
        wrap(source, LABEL, 144, 8)
        assert time.process_time() - begin < 1

    def test_the_first_lines_of_a_long_text_do_not_depend_on_its_end(self) -> None:
        text = "Confirm the order and send an invoice. " * 40
        assert lines(text, max_lines=3)[:2] == lines(text * 20, max_lines=3)[:2]


class TestClean:
    def test_ordinary_text_is_left_alone(self) -> None:
        text = "Größe: 日本語 👩‍👩‍👧 שלום\u200f\tok\n"
        assert clean(text) == text

    @pytest.mark.parametrize(
        "char", ["\x00", "\x1b", "\x7f", "\x9b", "\ud800", "\udfff", "\ufffe", "\uffff", "\ufdd0", "\U0001ffff"]
    )
    def test_what_xml_forbids_becomes_visible(self, char: str) -> None:
        assert clean(f"a{char}b") == "a\ufffdb"

    @pytest.mark.parametrize(
        "char", ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff"]
    )
    def test_controls_that_turn_the_order_of_letters_are_dropped(self, char: str) -> None:
        assert clean(f"a{char}b") == "ab"

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
    def test_every_line_end_is_a_newline(self, end: str) -> None:
        assert clean(f"a{end}b") == "a\nb"

    def test_a_tower_of_marks_is_cut(self) -> None:
        assert clean("e" + "\u0301" * 100 + "x") == "e" + "\u0301" * 8 + "x"


ROOT = Path(__file__).parents[3]


def run(code: str, *arguments: str, **environment: str) -> str:
    """Run a program in an interpreter of its own and return what it prints."""
    command = [sys.executable, "-X", "utf8", "-c", code, *arguments]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=True, cwd=ROOT, env={**os.environ, **environment}
    )
    return done.stdout.strip()


def test_measuring_and_wrapping_latin_text_loads_no_line_breaker() -> None:
    code = (
        "import sys; from blueprint.layout.text import *;"
        "wrap('Größe – Kundenzufriedenheitsbefragung Достопримечательность', Font(13), 60, 3);"
        "print({'uniseg', 'wcwidth', 'numpy', 'pydantic'} & set(sys.modules))"
    )
    assert run(code) == "set()"


def test_results_do_not_depend_on_what_was_measured_before() -> None:
    code = (
        "from blueprint.layout.text import *; import sys;"
        "texts = ['日本 ok', 'Größe', '👩‍👩‍👧', 'שלום', 'AVA'][:: int(sys.argv[1])];"
        "print(sorted((text, measure(text, Font(13)), wrap(text, Font(13), 20).lines) for text in texts))"
    )
    assert run(code, "1", PYTHONHASHSEED="1") == run(code, "-1", PYTHONHASHSEED="2")


@pytest.mark.parametrize(
    "text", ["wait\u00adlist wait\u00adlist end", "a soft\u00adly bro\u00adken word", "er\u00adle\u00addi\u00adgen"]
)
def test_the_hyphen_at_the_end_of_a_line_has_its_room_too(text: str) -> None:
    for quarter in range(120, 480):
        assert all(measure(line, LABEL) * 1.08 <= quarter / 4 for line in lines(text, quarter / 4))
