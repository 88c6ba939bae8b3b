"""Light and dark screens: one drawing that follows its reader's."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from xml.etree import ElementTree

import pytest

from blueprint import render
from blueprint.api import arrange
from blueprint.rendering.flat import flatten
from blueprint.rendering.html import draw_html
from blueprint.rendering.screens import tell_apart
from blueprint.rendering.svg import draw_svg
from blueprint.themes import Palette, Theme, Zone, load_theme

TEXT = """
title: A visit
phases:
- phase: One
  steps:
  - {customer: Come, id: come, evidence: [Door], fail_points: [Lost], wait_points: [Queue], moment_of_truth: true}
  - {onstage: Greet, id: greet, service_time: 2 min}
  - {backstage: Cook, id: cook}
  - {support: Order, id: order}
flows:
- come >> greet >> come
- {needs: greet >> order}
"""


def colors(palette: Palette) -> dict[str, str]:
    """Return every color of a palette by its role."""
    named = {field.name: getattr(palette, field.name) for field in fields(Palette) if field.name != "zones"}
    tints = {f"{kind}.tint": zone.tint for kind, zone in palette.zones.items()}
    return named | tints | {f"{kind}.ink": zone.ink for kind, zone in palette.zones.items()}


def sheet(text: str) -> str:
    (found,) = re.findall("<style>(.*?)</style>", text)
    assert isinstance(found, str)
    return found


def test_only_a_drawing_that_follows_the_screen_has_a_style_sheet() -> None:
    for name in ("light", "dark", "print", "clear"):
        assert "<style" not in render(TEXT, theme=name).text
    assert sheet(render(TEXT, theme="auto").text).startswith("@media screen and (prefers-color-scheme:dark){#b")


def test_every_rule_is_under_the_id_of_the_drawing() -> None:
    text = render(TEXT, theme="auto").text
    name = ElementTree.fromstring(text).get("id")
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", sheet(text).partition("{")[2])
    assert len(rules) > 20
    assert all(re.fullmatch(rf"#{name}( \[(fill|stroke)=\"#[0-9a-f]{{6}}\"\])?", rule) for rule in rules)
    assert name != ElementTree.fromstring(render(TEXT.replace("visit", "walk"), theme="auto").text).get("id")


def test_no_two_roles_share_a_light_color_that_differ_on_dark_screens() -> None:
    theme = tell_apart(load_theme("auto"))
    assert theme.dark is not None
    light, dark = colors(theme.palette), colors(theme.dark)
    become: dict[str, set[str]] = {}
    for role in light:
        become.setdefault(light[role], set()).add(dark[role])
    assert {color: found for color, found in become.items() if len(found) > 1} == {}


def test_colors_are_told_apart_by_a_step_that_nobody_sees() -> None:
    before, after = (colors(theme.palette) for theme in (load_theme("auto"), tell_apart(load_theme("auto"))))
    assert before["box"] == before["canvas"] == "#ffffff"
    assert after["box"] != after["canvas"]
    for role, color in before.items():
        assert color[:5] == after[role][:5]
        assert abs(int(color[5:], 16) - int(after[role][5:], 16)) <= 3


@pytest.mark.parametrize("color", ["#000000", "#ffffff", "#808080", "#7f7f7f"])
def test_even_a_theme_of_one_color_is_told_apart(color: str) -> None:
    roles = [field.name for field in fields(Palette) if field.name != "zones"]
    kinds = load_theme().palette.zones
    light = Palette(**dict.fromkeys(roles, color), zones=dict.fromkeys(kinds, Zone(color, color)))
    dark = Palette(
        **{role: f"#0000{index:02x}" for index, role in enumerate(roles)},
        zones={kind: Zone(f"#00{index:02x}00", f"#{index + 1:02x}0000") for index, kind in enumerate(kinds, 1)},
    )
    found = colors(tell_apart(Theme("one", light, dark=dark)).palette)
    assert len(set(found.values())) == len(found)
    assert all(
        re.fullmatch("#[0-9a-f]{6}", one) and abs(int(one[5:], 16) - int(color[5:], 16)) < 40 for one in found.values()
    )


def test_with_its_rules_the_drawing_has_the_colors_of_the_dark_one() -> None:
    text = render(TEXT, theme="auto").text
    rules = re.findall(r'\[(fill|stroke)="(#[0-9a-f]{6})"\]\{\1:(#[0-9a-f]{6})\}', sheet(text))
    bare = re.sub(r"<style>.*</style>\n", "", text)
    become = {f'{attribute}="{light}"': f'{attribute}="{dark}"' for attribute, light, dark in rules}
    applied = re.sub(r'(?:fill|stroke)="#[0-9a-f]{6}"', lambda found: become.get(found[0], found[0]), bare)
    dark = render(TEXT, theme="dark").text
    assert without_ids(applied) == without_ids(dark)


def without_ids(text: str) -> str:
    return re.sub(r' id="b[0-9a-f]{8}"', "", re.sub(r"b[0-9a-f]{8}-", "", text))


def test_what_has_no_screen_is_light() -> None:
    assert flatten(arrange(TEXT, theme="auto")).svg == flatten(arrange(TEXT, theme="light")).svg


def test_a_drawing_with_a_sheet_is_the_same_every_time() -> None:
    assert render(TEXT, theme="auto").text == render(TEXT, theme="auto").text


# --- page ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("theme", "scheme"), [("light", "light"), ("dark", "dark"), ("auto", "light dark"), ("print", "light")]
)
def test_a_page_says_what_colors_it_has(theme: str, scheme: str) -> None:
    assert f'<meta name="color-scheme" content="{scheme}">' in render(TEXT, theme=theme, format="html").text


def test_a_page_follows_the_screen_as_its_drawing_does() -> None:
    page = render(TEXT, theme="auto", format="html").text
    own, drawn = re.findall("<style>(.*?)</style>", page, re.DOTALL)
    dark = load_theme("dark").palette
    (variables,) = re.findall(r"@media screen and \(prefers-color-scheme:dark\)\{:root\{(.*?)\}\}", own, re.DOTALL)
    assert f"--canvas:{dark.canvas};" in variables
    assert f"--customer-tint:{dark.zone('customer').tint};" in variables
    assert drawn.startswith("@media screen")
    assert page.count("sha256-") == 2  # the policy allows both sheets, and no other


def test_a_page_without_a_dark_side_has_one_sheet() -> None:
    page = draw_html(arrange(TEXT, theme="dark"))
    assert page.count("<style>") == 1
    assert "prefers-color-scheme" not in page


def test_a_sheet_names_the_colors_that_occur_and_no_others() -> None:
    small = draw_svg(arrange("title: Small\nsteps:\n- customer: Come\n", theme="auto"))
    theme = tell_apart(load_theme("auto"))
    assert theme.palette.zone("customer").ink in sheet(small)
    assert theme.palette.fail not in sheet(small)
    plain = replace(load_theme("auto"), dark=load_theme("light").palette)
    assert "[" not in sheet(draw_svg(replace(arrange(TEXT), theme=plain)))
