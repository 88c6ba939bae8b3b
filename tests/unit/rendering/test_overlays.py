"""Overlays: shades and badges in every format, said in words as well, and nothing of them where there is no overlay."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from blueprint.api import arrange
from blueprint.layout.drawing import Drawing
from blueprint.rendering.catalog import FORMATS
from blueprint.rendering.dot import draw_dot
from blueprint.rendering.html import draw_html
from blueprint.rendering.overlays import HEAVIEST, Badge, Entry, Overlay, Shade, lay_over, sign_path
from blueprint.rendering.svg import draw_svg
from blueprint.rendering.text import draw_text
from blueprint.themes import load_theme

TEXT = """
title: A visit
phases:
- phase: One
  steps:
  - {customer: Come, id: come, evidence: [Door], fail_points: [Lost], moment_of_truth: true}
  - {onstage: Greet, id: greet, service_time: 2 min}
- phase: Two
  steps:
  - {customer: Leave, id: leave, link: https://example.com}
flows:
- come >> greet >> leave
"""
PALETTE = load_theme("light").palette
OVERLAY = Overlay(
    badges=(
        Badge("come", "−", "removed", "Removed"),
        Badge("greet", "12 %", "fail", "Fails for 12 of 100"),
        Badge("leave", "+", "added", "Added"),
        Badge("come/door", "~", "changed", "Changed: label"),
        Badge("come/lost", "+", "added", "New"),
        Badge("come>>greet", "−", "removed", "No longer"),
        Badge("lane customer", "~", "changed", "Other name"),
        Badge("phase two", "+", "added", "New phase"),
    ),
    legend=(Entry("Added", Shade("added", 0.1, lined=True), "+", "added"), Entry("Often", Shade("fail", 0.3))),
    shade={
        "come": Shade("removed", dashed=True, faint=True),
        "greet": Shade("fail", 0.2),
        "leave": Shade("added", 0.9, lined=True),
        "come/lost": Shade("added", lined=True),
        "come>>greet": Shade("removed", dashed=True),
    },
)


@pytest.fixture
def drawing() -> Drawing:
    return lay_over(arrange(TEXT), OVERLAY)


def test_badges_shades_and_legend_are_drawn(drawing: Drawing) -> None:
    svg = draw_svg(drawing)
    assert f'fill="{PALETTE.added}" fill-opacity="{HEAVIEST:g}"' in svg  # 0.9 would hide the text
    assert f'fill="{PALETTE.fail}" fill-opacity="0.2"' in svg
    dashed = re.findall(rf'<(rect|path)[^>]*stroke="{PALETTE.removed}"[^>]*stroke-dasharray="7 4"', svg)
    assert sorted(dashed) == ["path", "rect"]
    assert ">12 %</text>" in svg
    assert ">Often</text>" in svg
    assert svg.count("<title>Removed</title>") == 2  # at the box and at its badge
    assert re.search(r"<g><title>No longer</title><path", svg)


def test_quiet_text_is_muted_and_text_on_a_shade_is_not(drawing: Drawing) -> None:
    root = ElementTree.fromstring(draw_svg(drawing).replace(' xmlns="http://www.w3.org/2000/svg"', "", 1))
    parents = {child: parent for parent in root.iter() for child in parent}
    (quiet,) = [parents[text] for text in root.iter("text") if text.text == "Come"]
    (footer,) = [parents[text] for text in root.iter("text") if text.text == "2 min" and text.get("y")][:1]
    assert quiet.get("fill") == PALETTE.muted
    assert footer.get("fill") is None


def test_a_mark_tells_what_its_badge_says(drawing: Drawing) -> None:
    svg = draw_svg(drawing)
    assert "<title>F1 Lost · New</title>" in svg
    assert f'stroke="{PALETTE.added}" stroke-width="2.5"' in svg


def test_the_star_of_a_quiet_step_is_hollow(drawing: Drawing) -> None:
    assert f'fill="{PALETTE.box}" stroke="{PALETTE.truth}"' in draw_svg(drawing)
    assert f'fill="{PALETTE.box}" stroke="{PALETTE.truth}"' not in draw_svg(arrange(TEXT))


def test_screen_readers_are_told(drawing: Drawing) -> None:
    svg = draw_svg(drawing)
    names = re.findall(r'aria-label="([^"]*)"', svg)
    assert any(name.endswith(", Removed") for name in names)
    assert any(name.endswith("Door, Changed: label") for name in names)
    assert "<title>Customer actions: Leave, Added</title>" in svg  # a link has its name as title


def test_the_outline_tells_everything(drawing: Drawing) -> None:
    text = draw_text(drawing)
    assert "Customer actions [Other name]\n" in text
    assert "Two [New phase]\n" in text
    assert "    − Removed\n" in text
    assert "    -> Greet [No longer]\n" in text
    assert "Door (Changed: label)" in text
    assert "F1 Lost (Come) [New]\n" in text


def test_the_page_tells_everything(drawing: Drawing) -> None:
    page = draw_html(drawing)
    assert '<li class="step is-removed" id="step-come">' in page
    assert '<span class="tells fail" dir="auto"><span class="tell" aria-hidden="true">12 %</span>' in page
    assert "Door (Changed: label)" in page
    assert "--added:#0b7a4b" in page
    assert page.count("Other name") >= 2  # in the drawing's badge and in the table
    assert ".tells.fail .tell{background:var(--fail)}" in page


def test_dot_has_signs_and_colors(drawing: Drawing) -> None:
    dot = draw_dot(drawing)
    assert re.search(r'label="− Come.*dashed', dot)
    assert f'color="{PALETTE.removed}"' in dot
    assert 'label="−"' in dot  # of the flow


@pytest.mark.parametrize(
    "format", [found for found in FORMATS if found.name not in ("png", "pdf")], ids=lambda f: f.name
)
@pytest.mark.parametrize("theme", ["light", "auto", "print", "clear"])
def test_no_overlay_leaves_no_trace(format, theme: str) -> None:  # type: ignore[no-untyped-def]
    plain = arrange(TEXT, theme=theme)
    assert format.draw(lay_over(plain)) == format.draw(lay_over(plain, Overlay())) == format.draw(plain)


def test_a_page_without_an_overlay_has_no_style_for_one() -> None:
    page = draw_html(arrange(TEXT))
    assert "--added" not in page
    assert ".tells" not in page


def test_a_dark_screen_gets_dark_tones() -> None:
    svg = draw_svg(lay_over(arrange(TEXT, theme="auto"), OVERLAY))
    dark = load_theme("dark").palette
    assert f'[fill="{PALETTE.added}"]{{fill:{dark.added}}}' in svg
    assert f'[stroke="{PALETTE.removed}"]{{stroke:{dark.removed}}}' in svg


def test_overlays_lie_over_each_other() -> None:
    once = lay_over(arrange(TEXT), OVERLAY)
    twice = lay_over(once, Overlay((Badge("come", "9", "wait", "Waits long"),), shade={"come": Shade("wait", 0.1)}))
    assert twice.shade_of("come") == Shade("wait", 0.1)
    assert twice.said_of("come") == "Removed; Waits long"
    assert [badge.text for badge in twice.badges_of("come")] == ["−", "9"]


@pytest.mark.parametrize("sign", ["+", "−", "~"])
def test_a_sign_stays_in_its_room(sign: str) -> None:
    numbers = [float(found) for found in re.findall(r"-?[\d.]+", sign_path(sign, 10, 10, 4))]
    assert all(6 <= number <= 14 for number in numbers)
