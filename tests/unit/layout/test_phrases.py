"""Lines of Chinese, Japanese and Thai that end with phrases, on request."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from blueprint.api import arrange, render
from blueprint.errors import LayoutError
from blueprint.layout.phrases import BREAK, mark_phrases
from blueprint.layout.text import Font, wrap
from blueprint.model import Blueprint
from tests.unit.layout.services import service

LABELS = {"zh-Hans": "携带身份证和医保卡到一楼自助机办理登记手续", "ja": "窓口で本人確認書類を提示して受付を済ませます"}


def labelled(language: str) -> Blueprint:
    words: dict[str, Any] = {"label": LABELS[language], "evidence": [{"label": LABELS[language], "id": "e"}]}
    return service(
        "customer:a customer:b", "a >> b: asked", steps={"a": words}, language=language, title=LABELS[language]
    )


def lines(blueprint: Blueprint, **options: Any) -> list[str]:
    drawing = arrange(blueprint, **options)
    return [line.text for line in drawing.layout.steps[0].label.lines]


@pytest.mark.parametrize("language", LABELS)
def test_lines_end_with_phrases_and_say_the_same(language: str) -> None:
    budoux = pytest.importorskip("budoux", reason="needs the extra 'cjk'")
    parser = (
        budoux.load_default_japanese_parser() if language == "ja" else budoux.load_default_simplified_chinese_parser()
    )
    ends, at = set(), 0
    for phrase in parser.parse(LABELS[language]):
        at += len(phrase)
        ends.add(at)
    found = lines(labelled(language), phrases=True)
    assert "".join(found) == LABELS[language]
    assert {len("".join(found[: number + 1])) for number in range(len(found))} <= ends
    assert found != lines(labelled(language))


def test_marks_of_phrases_never_reach_a_drawing() -> None:
    pytest.importorskip("budoux", reason="needs the extra 'cjk'")
    for name in ("svg", "html", "txt"):
        assert BREAK not in render(labelled("zh-Hans"), phrases=True, format=name).text


def test_a_language_with_blanks_is_left_as_it_is() -> None:
    blueprint = service("customer:a", language="de")
    assert mark_phrases(blueprint) is blueprint


def test_an_author_may_say_where_a_line_ends() -> None:
    assert wrap("携带身份证和医保卡\u200b到一楼自助机\u200b办理登记手续", Font(13), 144).lines == (
        "携带身份证和医保卡", "到一楼自助机", "办理登记手续",
    )  # fmt: skip


def test_without_the_extra_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "budoux", None)
    with pytest.raises(LayoutError) as raised:
        mark_phrases(labelled("ja"))
    (found,) = raised.value.diagnostics
    assert (found.code, found.hint) == ("BP803", 'install it: pip install "service-blueprint[cjk]"')
