"""Text, whatever is written: lines fit, nothing is lost, widths add up."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from blueprint.layout.text import Font, clean, measure, wrap

SLACK = 1.08
ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")

fonts = st.builds(Font, st.sampled_from([9.0, 11.0, 13.0, 20.0]), st.booleans())
rooms = st.floats(min_value=8, max_value=400)
words = st.text(st.sampled_from("abcdefgHIJTVWAYor.,-/&1290äßéłжДΩ\u00ad\u00ad"), min_size=1, max_size=24)
sentences = st.lists(words, max_size=14).map(" ".join)
scripts = st.text(
    st.sampled_from("ab -/12 äж日本語、。「」サービスの고객👩🇩🇪\u200d\ufe0f\u20e3☎\u0301\u00ad\u200b\u3000ש ต\n"),
    max_size=60,
)
texts = st.one_of(sentences, scripts, st.text(max_size=40))


def cluster_count(line: str) -> int:
    return len(list(iter_graphemes(line.removesuffix("…").removesuffix("-"))))


def drawn(text: str) -> str:
    """Return the characters that must not be lost."""
    return re.sub(r"[\s\u00ad\u200b\u1680\u2000-\u200a\u205f\u3000]", "", clean(text))


def without_added_hyphens(lines: tuple[str, ...], text: str) -> str:
    """Join lines; a hyphen at the end of a line that the text does not have there was added."""
    joined = ""
    for line in map(drawn, lines):
        added = line.endswith("-") and not text.startswith(line, len(joined))
        joined += line[:-1] if added else line
    return joined


@settings(deadline=None)
@given(texts, fonts, rooms)
@example("a\u0301", Font(13), 8)
@example("\u00ad a-b", Font(13), 8)
@example("🇩🇩🇩👩\u200d👩", Font(13), 20)
def test_every_line_fits_unless_one_letter_is_wider(text: str, font: Font, room: float) -> None:
    for line in wrap(text, font, room).lines:
        assert measure(line, font) * SLACK <= room + 1e-6 or cluster_count(line) <= 1


@settings(deadline=None)
@given(texts, fonts, rooms, st.integers(1, 4))
def test_truncated_lines_fit_and_are_few(text: str, font: Font, room: float, most: int) -> None:
    found = wrap(text, font, room, most)
    assert 1 <= len(found.lines) <= most
    assert found.truncated == (len(wrap(text, font, room).lines) > most)
    assert found.lines[-1].endswith("…") or not found.truncated
    for line in found.lines:
        assert measure(line, font) * SLACK <= room + 1e-6 or cluster_count(line) <= 1


@settings(deadline=None)
@given(texts, fonts, rooms)
@example("0\u00ad-0", Font(9), 9)
@example("0\u00ad -0", Font(9), 9)
def test_nothing_is_lost_and_only_hyphens_are_added(text: str, font: Font, room: float) -> None:
    found = wrap(text, font, room)
    assert without_added_hyphens(found.lines, drawn(text)) == drawn(text)
    assert found.width == max(measure(line, font) for line in found.lines)


@given(
    st.lists(st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=9), min_size=1, max_size=12),
    fonts,
)
def test_even_lines_are_as_few_as_filled_lines(parts: list[str], font: Font) -> None:
    room = 120.0
    filled = 1
    line = ""
    for word in parts:
        longer = f"{line} {word}" if line else word
        if line and measure(longer, font) * SLACK > room:
            filled += 1
            line = word
        else:
            line = longer
    fits = all(measure(word, font) * SLACK <= room for word in parts)
    assert not fits or len(wrap(" ".join(parts), font, room).lines) == filled


@given(
    st.text(st.sampled_from("AVTWYLPFRfrvwyo.,-’ 日本고äЖж"), max_size=20),
    st.text(st.sampled_from("AVaoe.,’ 日本ж"), max_size=20),
    fonts,
)
def test_widths_add_up_but_for_the_kerning_between(first: str, second: str, font: Font) -> None:
    apart = measure(first, font) + measure(second, font)
    assert abs(measure(first + second, font) - apart) <= 0.2 * font.size


@given(st.text(), fonts)
def test_widths_are_never_negative_and_grow_with_the_size(text: str, font: Font) -> None:
    assert 0 <= measure(text, font) <= measure(text, Font(font.size * 2, font.bold))


@given(st.text(st.characters(codec=None), max_size=60))
@example("\ud800\udfff\x00\ufffe")
def test_clean_text_is_legal_and_turns_nothing_around(text: str) -> None:
    found = clean(text)
    assert not ILLEGAL.search(found)
    assert not TURNING.search(found)
    assert clean(found) == found
