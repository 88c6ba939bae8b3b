"""Themes: every value is checked, and sizes stay where drawings can keep them."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from importlib.resources import files
from typing import Any

import pytest

from blueprint.errors import PluginError
from blueprint.themes import Metrics, load_theme, theme_names
from blueprint.themes.reading import Bases, theme_of

# --- values ----------------------------------------------------------------------------------------------------------

ZONE = {"tint": "#ffffff", "ink": "#000000"}


def data(**sections: Any) -> dict[str, Any]:
    light = tomllib.loads(files("blueprint.themes").joinpath("light.toml").read_text("utf-8"))
    return {**light, **sections}


def refused(**sections: Any) -> str:
    with pytest.raises(PluginError) as raised:
        theme_of("mine", data(**sections))
    (found,) = raised.value.diagnostics
    assert (found.code, found.rule) == ("BP903", "bad-theme")
    assert found.message.startswith("theme 'mine': ")
    return f"{found.message.removeprefix('theme ' + repr('mine') + ': ')} / {found.hint}"


def palette(**colors: Any) -> dict[str, Any]:
    return {"palette": {**data()["palette"], **colors}}


def test_a_color_may_be_written_in_capitals() -> None:
    assert theme_of("mine", data(**palette(ink="#ABCDEF"))).palette.ink == "#abcdef"


@pytest.mark.parametrize(
    "value",
    ["red", "#fff", "#12345g", "#1234567", "url(#x)", "#ffffff;fill:url(x)", '#ffffff"', "", None, 0xFFFFFF, ["#ffffff"], "#ffffff\n", "#１２３４５６"],
)  # fmt: skip
def test_nothing_but_a_color_gets_into_a_drawing(value: Any) -> None:
    assert refused(**palette(ink=value)).startswith("ink must be a color such as #1f2933, got ")


def test_a_missing_color_is_asked_for() -> None:
    colors = data()["palette"]
    del colors["ink"]
    assert refused(palette=colors) == "ink must be a color such as #1f2933, got none / "


def test_an_unknown_color_is_told_the_nearest_one() -> None:
    assert refused(**palette(canvass="#ffffff")) == "unknown key 'canvass' / did you mean 'canvas'?"


def test_an_unknown_section_is_told() -> None:
    assert refused(metric={}) == "unknown key 'metric' / did you mean 'metrics'?"


@pytest.mark.parametrize(
    "value", [None, "#ffffff", [], {"tint": "#ffffff"}, {**ZONE, "ink": "black"}, {**ZONE, "x": 1}]
)
def test_a_zone_has_a_tint_and_an_ink(value: Any) -> None:
    assert refused(zones={**data()["zones"], "customer": value})


def test_every_kind_of_lane_has_a_zone() -> None:
    zones = data()["zones"]
    del zones["support"]
    assert refused(zones=zones).startswith("zone 'support' needs a tint and an ink")
    assert "unknown key 'kitchen'" in refused(zones={**zones, "kitchen": ZONE})


SIZES = {size.name: (size.metadata["least"], size.metadata["most"]) for size in fields(Metrics)}


@pytest.mark.parametrize(("key", "least", "most"), [(key, *ends) for key, ends in SIZES.items()], ids=[*SIZES])
def test_a_size_keeps_to_the_range_in_which_drawings_stay_valid(key: str, least: float, most: float) -> None:
    said = f"{key} must be a number of px from {least:g} to {most:g}, got "
    assert least <= getattr(Metrics(), key) <= most
    for value in (least - 0.1, most + 0.1, -1000, 1e9):
        assert refused(metrics={key: value}).startswith(said)
    for value in (least, most):
        leading = {"label_leading": 28, "footer_leading": 20} if key.endswith("_size") else {}
        small = {"label_size": 8, "footer_size": 8} if key.endswith("_leading") else {}
        assert getattr(theme_of("mine", data(metrics={**leading, **small, key: value})).metrics, key) == value


@pytest.mark.parametrize(
    ("value", "got"),
    [
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        (True, "true or false"),
        ("12", "'12'"),
        (None, "None"),
        ([12], "a list"),
        ({"px": 12}, "a table"),
        (1 << 20000, "something else"),
        ("9" * 10**6, f"'{'9' * 38}…"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_size_is_a_number(value: Any, got: str) -> None:
    assert refused(metrics={"box_width": value}) == f"box_width must be a number of px from 144 to 480, got {got} / "


def test_lines_of_text_do_not_touch() -> None:
    said = (
        "label_leading must be at least 27.6 px for a label_size of 24 px, so that lines of text do not touch; it is "
    )
    assert refused(metrics={"label_size": 24}) == f"{said}17 px / "
    assert refused(metrics={"label_size": 24, "label_leading": 20}) == f"{said}20 px / "
    assert theme_of("mine", data(metrics={"label_size": 24, "label_leading": 28})).metrics.label_size == 24
    assert refused(metrics={"footer_leading": 10}).startswith("footer_leading must be at least 12.65 px")


def test_sizes_have_defaults_and_may_be_set() -> None:
    assert theme_of("mine", data()).metrics == Metrics()
    assert theme_of("mine", data(metrics={"box_width": 200})).metrics == Metrics(box_width=200)
    assert "did you mean 'box_width'" in refused(metrics={"box_with": 200})


@pytest.mark.parametrize("section", ["palette", "zones", "metrics"])
@pytest.mark.parametrize("value", ["light", 3, None, [], [["ink", "#000000"]]])
def test_a_section_that_is_no_table_is_refused(section: str, value: Any) -> None:
    assert refused(**{section: value})


# --- bases and shipped themes ----------------------------------------------------------------------------------------

BASES = Bases(theme_names(), load_theme)


def test_what_a_theme_does_not_name_comes_from_its_base() -> None:
    mine = theme_of("mine", {"base": "clear", "palette": {"flow": "#004400"}}, bases=BASES)
    clear = load_theme("clear")
    assert (mine.palette.flow, mine.palette.ink) == ("#004400", clear.palette.ink)
    assert (mine.metrics, mine.palette.zones, mine.dark) == (clear.metrics, clear.palette.zones, None)


@pytest.mark.parametrize("value", ["lihgt", "../light", "", 3, None, ["light"], {"name": "light"}])
def test_a_base_is_a_theme_that_comes_with_the_library(value: Any) -> None:
    with pytest.raises(PluginError, match=r"base must be the name of a shipped theme, got .*\n   hint: "):
        theme_of("mine", {"base": value}, bases=BASES)


def test_dark_colors_come_from_the_theme_dark_unless_they_name_a_base_of_their_own() -> None:
    dark = load_theme("dark").palette
    assert load_theme("auto").dark == dark
    assert load_theme("auto").palette == load_theme("light").palette
    assert theme_of("mine", {"base": "light", "dark": {}}, bases=BASES).dark == dark
    mine = theme_of("mine", {"base": "auto", "dark": {"palette": {"ink": "#ffffff"}}}, bases=BASES)
    assert mine.dark is not None
    assert (mine.dark.ink, mine.dark.flow, mine.palette.ink) == ("#ffffff", dark.flow, load_theme("light").palette.ink)
    still = theme_of("mine", {"base": "light", "dark": {"base": "print"}}, bases=BASES)
    assert still.dark == load_theme("print").palette


@pytest.mark.parametrize("section", [{"metrics": {}}, {"base": "drak"}, {"palette": []}, {"zones": {"customer": 3}}])
def test_dark_colors_are_checked_as_the_others_are(section: Any) -> None:
    with pytest.raises(PluginError, match="BP903"):
        theme_of("mine", {"base": "light", "dark": section}, bases=BASES)


def test_without_a_base_every_color_is_asked_for() -> None:
    with pytest.raises(PluginError, match="canvas must be a color such as #1f2933, got none"):
        theme_of("mine", {})


def test_every_theme_says_whether_its_ground_is_dark() -> None:
    assert [name for name in theme_names() if load_theme(name).palette.is_dark] == ["dark"]


def test_an_unknown_theme_lists_what_there_is() -> None:
    listed = r"known here: light, dark, auto, print, clear, or the path of a theme of your own, such as brand\.toml"
    with pytest.raises(PluginError, match=listed):
        load_theme("zzz")
    with pytest.raises(PluginError, match=r"BP901 error: there is no theme 'lihgt'\n   hint: did you mean 'light'\?"):
        load_theme("lihgt")


def test_a_name_of_a_theme_is_no_path() -> None:
    with pytest.raises(PluginError, match="BP901"):
        load_theme("../themes/light")


def test_a_theme_is_read_once() -> None:
    assert load_theme("light") is load_theme("light")
