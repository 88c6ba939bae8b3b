"""Diagnostics: how a problem is told, with its place, its line and a way out."""

from __future__ import annotations

import pytest

from blueprint.diagnostics import (
    Diagnostic,
    Location,
    NoSource,
    PlaceMap,
    Severity,
    TextMap,
    did_you_mean,
    format_diagnostic,
    nearest,
    shorten,
)


def diagnostic(place: Location | None = None, **fields: object) -> Diagnostic:
    words: dict[str, object] = {"message": "severity must be 1..10", "hint": "", **fields}
    return Diagnostic("BP401", "bad-score", Severity.ERROR, location=place, **words)  # type: ignore[arg-type]


def frame(source: str, column: int, length: int = 1) -> tuple[str, str]:
    """Return the source line and the caret line that are shown, without their margin."""
    lines = format_diagnostic(diagnostic(Location("a.yaml", 3, column, length, source))).split("\n")
    return lines[1].partition("| ")[2], lines[2].partition("| ")[2]


def test_a_location_is_written_as_compilers_do() -> None:
    assert str(Location("a.yaml", 3, 7)) == "a.yaml:3:7"
    assert str(Location("a.yaml", 3)) == "a.yaml:3"
    assert str(Location("a.yaml")) == "a.yaml"


def test_a_diagnostic_without_a_place_is_one_line() -> None:
    assert format_diagnostic(diagnostic()) == "BP401 error: severity must be 1..10"


def test_the_element_stands_behind_the_message() -> None:
    assert str(diagnostic(Location("a.yaml", 3, 7), element="seat/queue")) == (
        "a.yaml:3:7: BP401 error: severity must be 1..10  [seat/queue]"
    )


def test_other_places_and_the_hint_follow_the_line() -> None:
    place = Location("a.yaml", 3, 3, 4, "  name: x")
    found = format_diagnostic(diagnostic(place, hint="delete it", related=(Location("b.yaml", 1, 2),)))
    assert found.split("\n") == [
        "a.yaml:3:3: BP401 error: severity must be 1..10",
        "    3 |   name: x",
        "      |   ^^^^",
        "   see also b.yaml:1:2",
        "   hint: delete it",
    ]


def test_a_place_without_its_line_has_no_frame() -> None:
    assert format_diagnostic(diagnostic(Location("a.yaml", 3, 7, 1, "   "))).count("\n") == 0


def test_the_caret_stands_under_the_fault() -> None:
    source, carets = frame("severity: 60", 11, 2)
    assert source[carets.index("^") : carets.rindex("^") + 1] == "60"


def test_a_tab_before_the_fault_counts_as_one_blank() -> None:
    assert frame("\tseverity: 60", 12, 2) == (" severity: 60", " " * 11 + "^^")


def test_a_chinese_character_takes_two_cells() -> None:
    assert frame("迎接: 60", 5, 2) == ("迎接: 60", " " * 6 + "^^")


def test_carets_under_chinese_text_are_as_wide_as_it_is() -> None:
    assert frame("a: 迎接", 4, 2)[1] == "   ^^^^"


def test_a_long_line_is_shown_as_a_window_around_the_fault() -> None:
    source, carets = frame("x" * 5000 + "FAULT" + "y" * 5000, 5001, 5)
    assert len(source) <= 110
    assert source[carets.index("^") : carets.rindex("^") + 1] == "FAULT"


def test_carets_end_with_the_window() -> None:
    source, carets = frame("z" * 100_000, 1, 100_000)
    assert len(carets) == len(source) == 110


def test_a_fault_behind_the_end_of_its_line_has_a_caret_behind_it() -> None:
    assert frame("title", 6) == ("title", "     ^")


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\u202e", "\x9b", "\u200b"])
def test_what_a_terminal_would_obey_is_shown_as_a_box(character: str) -> None:
    place = Location(f"a{character}.yaml", 1, 1, 1, f"title: {character}[31m")
    found = format_diagnostic(
        diagnostic(
            place,
            message=f"bad {character}",
            hint=f"no {character}",
            element=f"e{character}",
            related=(Location(f"b{character}"),),
        )
    )
    assert character not in found
    assert found.count("\ufffd") == 6


def test_a_message_of_a_stranger_is_not_repeated_without_end() -> None:
    found = format_diagnostic(diagnostic(message="m" * 100_000, hint="h" * 100_000, element="e" * 100_000))
    assert len(found) < 1500


def test_a_message_never_breaks_its_line() -> None:
    assert "\n" not in str(diagnostic(message="one\ntwo"))


def test_shorten_keeps_what_fits_and_marks_what_was_cut() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde…"


def test_json_has_the_stable_keys_in_their_order() -> None:
    found = diagnostic(Location("a.yaml", 3, 7), element="seat", hint="less").as_json()
    assert found == {
        "code": "BP401",
        "rule": "bad-score",
        "severity": "error",
        "message": "severity must be 1..10",
        "path": "a.yaml",
        "line": 3,
        "column": 7,
        "element": "seat",
        "hint": "less",
    }
    assert list(found) == ["code", "rule", "severity", "message", "path", "line", "column", "element", "hint"]


def test_what_is_unknown_is_null_in_json() -> None:
    found = diagnostic().as_json()
    assert [found[key] for key in ("path", "line", "column", "element", "hint")] == [None] * 5


def test_nobody_knows_a_place_without_a_source() -> None:
    assert NoSource().locate(("title",)) is None


def test_a_field_declared_in_python_shares_the_place_of_its_element() -> None:
    step = Location("a.py", 7)
    places = PlaceMap({("phases", 0, "steps", 1): step})
    assert places.locate(("phases", 0, "steps", 1, "fail_points", 0, "severity")) == step
    assert places.locate(("phases", 0, "steps", 2)) is None


def test_a_text_map_finds_value_key_or_what_stands_around() -> None:
    source = TextMap("a.yaml", ("title: Bar",), {("title",): (1, 8, 3)}, {("title",): (1, 1, 5)})
    assert source.locate(("title",)) == Location("a.yaml", 1, 8, 3, "title: Bar")
    assert source.locate(("title",), key=True) == Location("a.yaml", 1, 1, 5, "title: Bar")
    assert source.locate(("title", 4)) == Location("a.yaml", 1, 8, 3, "title: Bar")
    assert source.locate(("steps",)) is None


def test_a_line_that_is_not_there_is_shown_as_empty() -> None:
    assert TextMap("a.yaml", (), {("x",): (9, 1, 0)}).locate(("x",)) == Location("a.yaml", 9, 1, 1, "")


def test_the_nearest_word_is_found_whatever_its_case() -> None:
    assert nearest("SEVERTY", ["occurrence", "Severity"]) == "Severity"
    assert nearest("x", ["occurrence", "severity"]) is None
    assert nearest("x" * 1_000_000, ["severity"]) is None


def test_a_hint_names_the_nearest_word_or_lists_what_there_is() -> None:
    assert did_you_mean("waitre", ["host", "waiter"]) == "did you mean 'waiter'?"
    assert did_you_mean("zzz", ["host", "waiter"]) == "known here: host, waiter"
    assert did_you_mean("zzz", []) == ""


def test_a_hint_lists_a_dozen_words_and_no_more() -> None:
    assert did_you_mean("zzz", [f"a{n}" for n in range(12)]).endswith("a11")
    assert did_you_mean("zzz", [f"a{n}" for n in range(13)]).endswith("a11, …")
