"""The drawing for engines other than browsers: each run with its font, and nothing but shapes."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from blueprint.api import arrange
from blueprint.layout.text import Font, measure
from blueprint.rendering.flat import Flat, flatten, flatten_svg, unreadable_scripts
from blueprint.rendering.fonts import OWN

SVG = "{http://www.w3.org/2000/svg}"
SOURCE = """\
title: Bar
steps:
  - customer: Pay 支付 now
    id: pay
    link: https://example.com/
    fail_points: [Card refused]
  - onstage: اطلب الطعام
    id: order
flows: [pay >> order]
"""


def flat_text(content: str, attributes: str = "") -> ElementTree.Element:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" font-size="10"><text x="100" y="9"{attributes}>{content}</text></svg>'
    )
    (text,) = ElementTree.fromstring(flatten_svg(svg, "en").svg).iter(f"{SVG}text")
    return text


def pieces(content: str, attributes: str = "") -> list[tuple[float, str, str]]:
    found = flat_text(content, attributes)
    return [(float(span.get("x", 0)), span.get("text-anchor", ""), span.text or "") for span in found]


def test_nothing_is_left_that_only_browsers_understand() -> None:
    root = ElementTree.fromstring(flatten(arrange(SOURCE)).svg)
    tags = {node.tag.removeprefix(SVG) for node in root.iter()}
    assert tags <= {"svg", "g", "rect", "path", "circle", "text", "tspan"}
    names = {name for node in root.iter() for name in node.attrib}
    assert not {name for name in names if name.startswith("aria-")} | (names & {"role", "href", "class", "style", "id"})


def test_what_could_load_a_file_or_run_does_not_reach_an_engine() -> None:
    hostile = '<svg xmlns="http://www.w3.org/2000/svg"><style>a{}</style><g><image href="/etc/passwd"/><script>x</script></g></svg>'
    assert [node.tag for node in ElementTree.fromstring(flatten_svg(hostile, "en").svg).iter()] == [
        f"{SVG}svg",
        f"{SVG}g",
    ]


def test_the_picture_counts_on_the_face_that_is_always_there() -> None:
    root = ElementTree.fromstring(flatten(arrange(SOURCE)).svg)
    assert root.get("font-family") == f"'{OWN}'"
    assert root.get("viewBox") and root.get("width") and root.get("fill")


def test_a_line_in_our_own_face_stays_as_it_is() -> None:
    text = flat_text("Größe prüfen")
    assert (text.attrib, text.text, len(text)) == ({"x": "100", "y": "9"}, "Größe prüfen", 0)


def test_a_line_of_one_script_stays_one_piece_with_its_own_fonts() -> None:
    text = flat_text("办理入住手续", ' text-anchor="middle"')
    assert len(text) == 0
    assert "Noto Sans CJK" in (text.get("font-family") or "")
    assert (text.get("x"), text.get("text-anchor")) == ("100", "middle")


def test_the_runs_of_a_mixed_line_follow_each_other() -> None:
    before = measure("Pay ", Font(10))
    assert pieces("Pay 支付 now") == [
        (100, "start", "Pay "), (pytest.approx(100 + before, abs=0.01), "start", "支付"),
        (pytest.approx(100 + before + 20, abs=0.01), "start", " now"),
    ]  # fmt: skip


@pytest.mark.parametrize(("anchor", "share"), [("middle", 0.5), ("end", 1.0)])
def test_a_mixed_line_keeps_its_anchor(anchor: str, share: float) -> None:
    width = measure("Pay 支付", Font(10))
    assert pieces("Pay 支付", f' text-anchor="{anchor}"')[0][0] == pytest.approx(100 - width * share, abs=0.01)


def test_a_mixed_line_is_measured_in_its_own_size_and_weight() -> None:
    small, large = pieces("Pay 支付"), pieces("Pay 支付", ' font-size="20" font-weight="600"')
    assert large[1][0] - 100 == pytest.approx(measure("Pay ", Font(20, bold=True)), abs=0.01)
    assert small[1][0] - 100 == pytest.approx(measure("Pay ", Font(10)), abs=0.01)


def test_a_run_whose_width_is_a_guess_stands_in_the_middle_of_its_room() -> None:
    _, (x, anchor, picture), (after, _, _) = pieces("a 🍕 b")
    assert (anchor, picture) == ("middle", "🍕")
    assert x == pytest.approx((100 + measure("a ", Font(10)) + after) / 2, abs=0.01)


def test_the_sign_that_asks_for_color_is_dropped_with_the_pictures_only() -> None:
    assert flat_text("☎️").text == "☎"
    assert [text for _, _, text in pieces("a 1️⃣")] == ["a ", "1⃣"]


def test_scripts_that_need_fonts_of_the_machine_are_told_with_a_letter() -> None:
    assert flatten(arrange(SOURCE)).foreign == {"cjk": "支", "Arabic": "ا"}
    assert flatten(arrange(SOURCE.replace("支付 ", "✓ 🍕 ").replace("اطلب الطعام", "Order"))).foreign == {
        "symbol": "",
        "emoji": "",
    }
    assert flatten(arrange("title: T\nsteps:\n  - customer: Größe\n")).foreign == {}


def test_a_script_is_unreadable_where_its_letters_look_like_one_that_there_is_not() -> None:
    flat = Flat("", {"cjk": "支", "Arabic": "ا", "emoji": ""})
    assert unreadable_scripts(flat, "en", lambda svg: b"letter" if "支" in svg else b"box") == ["Arabic"]
    assert unreadable_scripts(flat, "en", lambda svg: svg.encode()) == []
