"""All plots: text that can be read, colors of the theme, one file that is the same everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from blueprint.layout.geometry import Rect
from blueprint.layout.text import Font, measure
from blueprint.rendering.plots.data import Line, QueueOverDay, Spot
from blueprint.rendering.plots.queue_over_day import plot_queue_over_day
from blueprint.rendering.plots.sheet import NARROWEST
from blueprint.themes import load_theme
from tests.unit.rendering.plots.pictures import EVIL, HARD, THEMES, USUAL, draw, drawn

SVG = "{http://www.w3.org/2000/svg}"
ALL = [*USUAL, *HARD]
WIDTHS = (NARROWEST, 480.0, 720.0, 1600.0)


def texts(svg: str) -> list[tuple[str, Rect]]:
    """Return every text of a plot with the room that it takes, as a browser would place it."""
    found = []
    for element in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        said, size = element.text or "", float(element.get("font-size", "0"))
        width = measure(said, Font(size, element.get("font-weight") is not None)) * 1.03
        side = {"start": 0.0, "middle": 0.5, "end": 1.0}[element.get("text-anchor", "start")]
        x, y = float(element.get("x", "0")) - side * width, float(element.get("y", "0"))
        found.append((said, Rect(x, y - 0.74 * size, width, 0.95 * size)))
    return found


def collisions(svg: str) -> list[str]:
    """Return what overlaps what, and what leaves the picture."""
    root = ElementTree.fromstring(svg)
    page = Rect(0.0, 0.0, float(root.get("width", "0")), float(root.get("height", "0")))
    known = texts(svg)
    found = [
        f"'{said}' leaves the picture"
        for said, rect in known
        if rect.x < 0 or rect.y < 0 or rect.right > page.w or rect.bottom > page.h
    ]
    for (one, first), (other, second) in combinations(known, 2):
        if first.overlaps(second, 0.2):
            found.append(f"'{one[:40]}' overlaps '{other[:40]}'")
    return found


def numbers(svg: str) -> list[float]:
    """Return the coordinates of all paths."""
    paths = " ".join(re.findall(r' d="([^"]*)"', svg))
    return [float(text) for text in re.findall(r"-?[0-9.]+", paths)]


# --- what everybody must be able to read ------------------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ALL)
def test_no_text_overlaps_another_or_leaves_the_picture(name: str, width: float) -> None:
    assert collisions(drawn(name, width=width)) == []


@pytest.mark.parametrize("name", ALL)
def test_no_text_overlaps_another_in_large_type(name: str) -> None:
    assert collisions(drawn(name, "clear", width=560.0)) == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "de", "fr", "es", "ja", "pt", "sv"])
@pytest.mark.parametrize("name", USUAL)
def test_no_text_overlaps_another_in_any_language(name: str, language: str) -> None:
    plot, data = USUAL[name]
    svg = plot(replace(data, language=language), load_theme())
    assert collisions(svg) == []
    assert f'lang="{language}"' in svg


def test_the_gate_sees_what_overlaps() -> None:
    svg = drawn("queue")
    pushed = re.sub(r'(<text x=")[0-9.]+(" y=")[0-9.]+', r"\g<1>90\g<2>90", svg)
    assert collisions(pushed)
    assert collisions(svg.replace('<text x="', '<text x="-9'))


# --- what is drawn stays on the page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_what_is_drawn_stays_in_the_picture(name: str) -> None:
    svg = drawn(name)
    root = ElementTree.fromstring(svg)
    height = float(root.get("height", "0"))
    assert 60 < height < 6000
    assert "nan" not in svg.replace("alert", "") and "inf" not in re.sub(r"[a-zA-Z]*inf[a-zA-Z]+", "", svg)
    for path in root.iter(f"{SVG}path"):
        for x, y in re.findall(r"[ML](-?[0-9.]+) (-?[0-9.]+)", path.get("d", "")):
            assert -1 <= float(x) <= 721 and -1 <= float(y) <= height + 1


@pytest.mark.parametrize("name", ALL)
def test_a_plot_is_no_larger_than_people_can_see(name: str) -> None:
    assert len(drawn(name)) < 400_000


# --- one file, the same everywhere ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "theme"), [(name, theme) for name in USUAL for theme in THEMES] + [(name, "light") for name in HARD]
)
def test_a_plot_is_well_formed_and_the_same_twice(name: str, theme: str) -> None:
    svg = drawn(name, theme)
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert svg == draw(name, theme)
    assert svg.endswith("</svg>\n")


def test_bytes_do_not_follow_the_hash_seed() -> None:
    code = (
        "import sys; from tests.unit.rendering.plots.pictures import *;"
        "sys.stdout.write(''.join(drawn(name) for name in USUAL))"
    )
    found = []
    for seed in ("0", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
        root = Path(__file__).parents[4]
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, check=True, encoding="utf-8"
        )
        found.append(done.stdout)
    assert found[0] == found[1] == "".join(drawn(name) for name in USUAL)


@pytest.mark.parametrize("name", ALL)
def test_a_plot_refers_to_nothing_outside(name: str) -> None:
    svg = drawn(name, "light")
    assert "<style" not in svg and "<script" not in svg and "href" not in svg and "url(" not in svg
    assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]


# --- hostile names ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in HARD if "evil" in name])
def test_names_of_strangers_are_text(name: str) -> None:
    svg = drawn(name)
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "desc", "g", "path", "rect", "text",
    }  # fmt: skip
    assert "\u202e" not in svg and "\x00" not in svg and "\x07" not in svg
    svg.encode("utf-8")
    assert "49" not in (root.findtext(f"{SVG}title") or "").replace("7 * 7", "")


def test_a_title_of_strangers_is_told_whole() -> None:
    root = ElementTree.fromstring(drawn("queue of evil"))
    assert "alert('x')" in (root.findtext(f"{SVG}title") or "")
    assert EVIL.startswith("<script>")


# --- colors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark", "print", "clear"])
@pytest.mark.parametrize("name", USUAL)
def test_all_colors_are_those_of_the_theme(name: str, theme: str) -> None:
    palette = load_theme(theme).palette
    known = {getattr(palette, field) for field in palette.__slots__ if field != "zones"}
    known |= {color for zone in palette.zones.values() for color in (zone.tint, zone.ink)}
    found = set(re.findall(r'(?:fill|stroke)="(#[^"]*)"', drawn(name, theme)))
    assert found and found <= known


@pytest.mark.parametrize("name", USUAL)
def test_a_plot_that_follows_the_screen_has_a_dark_color_for_each_light_one(name: str) -> None:
    svg = drawn(name, "auto")
    assert svg.count("<style>") == 1 and "prefers-color-scheme:dark" in svg
    sheet = svg[svg.index("<style>") : svg.index("</style>")]
    for color in set(re.findall(r' (?:fill|stroke)="(#[^"]*)"', svg[svg.index("</style>") :])):
        assert f'="{color}"]' in sheet
    identifier = re.search(r'<svg[^>]* id="([^"]+)"', svg)
    assert identifier is not None and f"#{identifier[1]}{{" in sheet


# --- people who listen ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_a_plot_says_what_it_shows(name: str) -> None:
    root = ElementTree.fromstring(drawn(name))
    labelled = (root.get("aria-labelledby") or "").split()
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert len(labelled) == 2 and all(named.get(part) is not None for part in labelled)
    assert named[labelled[0]]
    for group in root.findall(f"{SVG}g"):
        assert group.get("aria-hidden") == "true" or (group.get("role") == "graphics-symbol img")
        assert (group.get("aria-label") is None) == (group.get("role") is None)
    for text in root.iter(f"{SVG}text"):
        assert text.text


def test_the_description_tells_the_figures() -> None:
    said = ElementTree.fromstring(drawn("utilization")).findtext(f"{SVG}desc") or ""
    assert "Teller: 87% ± 1.2%." in said and "Branch manager: unknown." in said
    assert "Back office (loans, cards and complaints): 114% ± 5%, more than can be done." in said
    said = ElementTree.fromstring(drawn("queue")).findtext(f"{SVG}desc") or ""
    assert "Teller: at most 7.5, at 12:30." in said
    said = ElementTree.fromstring(drawn("waits")).findtext(f"{SVG}desc") or ""
    assert "88.2% ± 0.8% within 5 min (promised: 90%)" in said


def test_unknown_is_a_gap_and_never_zero() -> None:
    whole = (Spot(0, 2.0), Spot(60, 3.0), Spot(120, 4.0), Spot(180, 2.0))
    gap = (Spot(0, 2.0), Spot(60, None), Spot(120, 4.0), Spot(180, 2.0))

    def lines(spots: tuple[Spot, ...]) -> list[str]:
        svg = plot_queue_over_day(QueueOverDay((Line("A", spots),)), load_theme())
        return [path for path in re.findall(r'<path d="([^"]*)"[^>]*stroke-width="2"', svg) if "L" in path]

    assert lines(whole)[0].count("M") == 1
    assert lines(gap)[0].count("M") == 2


def test_a_plot_is_no_narrower_than_can_be_read() -> None:
    svg = drawn("queue", width=10.0)
    assert f'width="{NARROWEST:g}"' in svg and collisions(svg) == []
