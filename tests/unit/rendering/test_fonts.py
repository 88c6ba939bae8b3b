"""Font families by script, and the face that comes with the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprint.layout.advances import REGULAR_ADVANCES
from blueprint.rendering.fonts import OWN, face_files, faces, families
from blueprint.rendering.scripts import script_of


@pytest.mark.parametrize("script", ["cjk", "hangul", "emoji", "symbol", "Arabic", "Cuneiform"])
@pytest.mark.parametrize("language", ["en", "ja", "zh-TW"])
def test_every_list_of_families_ends_in_the_one_that_is_always_there(script: str, language: str) -> None:
    names = families(script, language).split(", ")
    assert names[-1] == f"'{OWN}'"
    assert len(names) == len(set(names))


def test_chinese_characters_have_the_shapes_of_the_language() -> None:
    first = {language: families("cjk", language).split(", ")[2] for language in ("ja", "zh-Hans", "zh-TW", "zh-HK")}
    assert first == {
        "ja": "'Noto Sans CJK JP'", "zh-Hans": "'Noto Sans CJK SC'", "zh-TW": "'Noto Sans CJK TC'", "zh-HK": "'Noto Sans CJK TC'",
    }  # fmt: skip


def test_korean_letters_are_korean_in_any_language() -> None:
    assert families("hangul", "ja").split(", ")[2] == "'Noto Sans CJK KR'"


def test_the_license_of_the_face_lies_beside_it_and_its_reserved_names_are_not_used() -> None:
    assert "SIL OPEN FONT LICENSE" in (faces() / "OFL.txt").read_text("utf-8")
    for file in face_files():
        data = Path(file).read_bytes()
        assert OWN.encode("utf-16-be") in data
        assert "Liberation".encode("utf-16-be") not in data
        assert "Arimo".encode("utf-16-be") not in data


def test_our_own_face_has_every_letter_that_it_is_asked_for() -> None:
    engine = pytest.importorskip("resvg_py", reason="needs the extra png")

    def picture(letter: str) -> bytes:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32"><text x="4" y="24" font-family="{OWN}">{letter}</text></svg>'
        data: bytes = engine.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=face_files())
        return data

    nothing = picture("\U0010fffd")
    asked = [chr(code) for code in range(0x21, 0x2300) if chr(code) not in "&<\xa0"]
    own = [char for char in asked if script_of(char) == "own" and char.isprintable()]
    assert len(own) > 1200
    assert {char for chars in REGULAR_ADVANCES.values() for char in chars if "!" < char < "\u2300"} - set(own) <= set(
        "&<\xa0\xad"
    )
    assert [char for char in own if picture(char) == nothing] == []
