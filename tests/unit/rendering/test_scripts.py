"""Lines of text cut where their script changes."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.rendering.scripts import split_runs


def runs(text: str) -> list[tuple[str, str]]:
    return [(run.script, run.text) for run in split_runs(text)]


@pytest.mark.parametrize(
    "text", ["Check in", "Größe prüfen", "Подтвердить заказ", "Επιβεβαίωση", "Đặt chỗ trước", "5 € – 20 %", "“Yes” / No…", "e\u0301"]
)  # fmt: skip
def test_latin_greek_and_cyrillic_need_no_font_but_our_own(text: str) -> None:
    assert runs(text) == [("own", text)]


def test_an_empty_line_has_no_runs() -> None:
    assert runs("") == []


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("办理入住手续", ["cjk"]),
        ("サービスの予約を確認する", ["cjk"]),
        ("ﾒﾆｭｰ（注文）。", ["cjk"]),
        ("주문 확인 서비스", ["hangul"]),
        ("اطلب الطعام", ["Arabic"]),
        ("שירות לקוחות", ["Hebrew"]),
        ("ऑर्डर की जाँच करें", ["Devanagari"]),
        ("ตรวจสอบคำสั่งซื้อ…", ["Thai"]),
        ("✓", ["symbol"]),
        ("Pay 支付 now", ["own", "cjk", "own"]),
        ("予約 OK", ["cjk", "own"]),
        ("₽ 500", ["symbol", "own"]),
    ],
)
def test_a_line_is_cut_where_the_script_changes(text: str, scripts: list[str]) -> None:
    assert [script for script, _ in runs(text)] == scripts


@pytest.mark.parametrize(
    "picture", ["🍕", "🍕🍺", "👩‍👩‍👧‍👦", "🇩🇪", "1️⃣", "👍🏽", "❤️‍🔥", "☎️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"], ids=lambda text: text.encode("unicode_escape").decode()
)  # fmt: skip
def test_a_picture_of_several_characters_stays_in_one_piece(picture: str) -> None:
    assert runs(f"a {picture} b") == [("own", "a "), ("emoji", picture), ("own", " b")]


def test_a_telephone_is_a_letterlike_sign_or_a_picture_as_the_text_says() -> None:
    assert [script for script, _ in runs("© ©\ufe0f")] == ["own", "emoji"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("שירות 12 now", "שירות 12 "),
        ("now 12 שירות", " 12 שירות"),
        ("ok طلب 🍕 طعام ok", " طلب 🍕 طعام "),
        ("ok ١٢٣ كغ!", " ١٢٣ كغ!"),
    ],
)
def test_what_is_read_from_the_right_keeps_the_digits_and_signs_in_it(text: str, whole: str) -> None:
    assert whole in [part for script, part in runs(text) if script in ("Arabic", "Hebrew")]


def test_latin_between_words_that_are_read_from_the_right_is_a_run_of_its_own() -> None:
    assert [script for script, _ in runs("عربي Wi-Fi عربي")] == ["Arabic", "own", "Arabic"]


def test_only_runs_whose_width_does_not_depend_on_the_font_are_measured() -> None:
    measured = {run.script: run.is_measured for run in split_runs("a 支 주 ا 🍕 ✓")}
    assert measured == {"own": True, "cjk": True, "hangul": False, "Arabic": False, "emoji": False, "symbol": False}


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40) | st.text("a1 !支주اב🍕\u200d\ufe0f🇩️⃣ก́", max_size=20))
def test_together_the_runs_are_the_text_and_neighbors_differ(text: str) -> None:
    found = runs(text)
    assert "".join(part for _, part in found) == text
    assert all(one[0] != other[0] for one, other in pairwise(found))
