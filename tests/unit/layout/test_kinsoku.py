"""Kinsoku: which signs begin and end no line of Chinese and Japanese, with marked phrases and without."""

from __future__ import annotations

import pytest

from blueprint.layout.text import Font, wrap

NEVER_FIRST = "、。，．・：；？！ー」』）】〉》〕］｝”’ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々ゝゞヽヾ…"
NEVER_LAST = "「『（【〈《〔［｛“‘"
MARK = "\N{ZERO WIDTH SPACE}"

# "|" marks the ends of phrases
LABELS = [
    "窓口で|本人確認書類を|提示して、|受付を|済ませます。",
    "「予約サイト」|（スマートフォン版）から|キャンセルする",
    "ちょっと|待ってください！？|担当者が|すぐに|参ります。",
    "レストランの|シェフが|メニューを|説明する|（ランチ・ディナー）",
    "お客様に|「ご注文は|お決まりですか？」と|お尋ねする",
    "インフォメーションセンターの|スタッフィングスケジュール",
    "人々が|集まる|場所々々で、|ヴァイオリンを|弾く…",
    "携带|身份证、|医保卡|（或|电子凭证）|到|一楼|自助机|办理|登记|手续。",
    "请|在|“我的|订单”|中|查看|《服务协议》，|然后|点击|【确认】|按钮！",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("mark", ["", MARK], ids=["even lines", "phrases"])
def test_no_line_begins_with_closing_punctuation_or_small_kana_or_ends_with_an_opening_bracket(
    label: str, mark: str
) -> None:
    text = label.replace("|", mark)
    for width in range(100, 260, 3):
        lines = wrap(text, Font(13), width).lines
        assert "".join(lines) == label.replace("|", "")
        assert not [line for line in lines[1:] if line[0] in NEVER_FIRST], width
        assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST], width


def test_a_phrase_that_is_too_wide_is_broken_where_kinsoku_allows_it() -> None:
    assert wrap(f"説明する{MARK}（ランチ・ディナー）", Font(13), 100).lines == ("説明する", "（ランチ・ディ", "ナー）")


@pytest.mark.parametrize("most", [1, 2, 3])
def test_marks_are_taken_out_of_lines_that_are_cut_too(most: int) -> None:
    wrapped = wrap(MARK.join(["本人確認書類を", "提示して"] * 12), Font(13), 128, most)
    assert wrapped.truncated
    assert wrapped.lines[-1].endswith("…")
    assert MARK not in "".join(wrapped.lines)
