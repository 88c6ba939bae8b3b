"""Themes: every value is checked, and what must be read can be read."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from blueprint.errors import PluginError
from blueprint.model import LANE_KINDS
from blueprint.themes import Metrics, Theme, load_theme, theme_names
from blueprint.themes.reading import theme_of

TEXT, GRAPHICS = 4.5, 3.0  # WCAG 2.2, success criteria 1.4.3 and 1.4.11


def luminance(color: str) -> float:
    """Return the relative luminance as WCAG defines it."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.fixture(params=theme_names())
def theme(request: pytest.FixtureRequest) -> Theme:
    return load_theme(request.param)


def grounds(theme: Theme) -> list[str]:
    """Return all that may lie below a line: the canvas and the tints of the lanes."""
    return [theme.palette.canvas, *(theme.palette.zone(kind).tint for kind in LANE_KINDS)]


def test_text_is_readable_on_every_ground_that_it_may_stand_on(theme: Theme) -> None:
    palette = theme.palette
    for ink in (palette.ink, palette.muted, palette.rework, palette.flow, palette.relation):
        for ground in (*grounds(theme), palette.box):
            assert contrast(ink, ground) >= TEXT, (ink, ground)


def test_the_name_of_a_phase_is_readable_on_its_band(theme: Theme) -> None:
    assert contrast(theme.palette.phase_ink, theme.palette.phase) >= TEXT


@pytest.mark.parametrize("kind", LANE_KINDS)
def test_the_name_of_a_lane_is_readable_on_its_tint(theme: Theme, kind: str) -> None:
    zone = theme.palette.zone(kind)
    assert contrast(zone.ink, zone.tint) >= TEXT


@pytest.mark.parametrize("kind", LANE_KINDS)
def test_the_outline_of_a_step_is_seen_inside_and_outside(theme: Theme, kind: str) -> None:
    zone = theme.palette.zone(kind)
    for ground in (zone.tint, theme.palette.box):
        assert contrast(zone.ink, ground) >= GRAPHICS


def test_flows_are_seen_on_every_ground(theme: Theme) -> None:
    palette = theme.palette
    for line in (palette.flow, palette.rework, palette.relation):
        for ground in grounds(theme):
            assert contrast(line, ground) >= GRAPHICS, (line, ground)


def test_marks_are_seen_on_every_ground_and_read(theme: Theme) -> None:
    palette = theme.palette
    for mark in (palette.fail, palette.wait, palette.truth, palette.detail):
        assert contrast(palette.on_mark, mark) >= TEXT
        for ground in (*grounds(theme), palette.box):
            assert contrast(mark, ground) >= GRAPHICS


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
    assert refused(palette=colors).startswith("ink must be a color such as #1f2933, got None")


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


@pytest.mark.parametrize("value", [0, -1, 1001, 1e9, float("nan"), float("inf"), True, "12", None, [12]])
def test_a_size_is_a_number_of_px_that_can_be_drawn(value: Any) -> None:
    assert refused(metrics={"box_width": value}).startswith("box_width must be a number of px from 1 to 1000, got ")


def test_sizes_have_defaults_and_may_be_set() -> None:
    assert theme_of("mine", data()).metrics == Metrics()
    assert theme_of("mine", data(metrics={"box_width": 200})).metrics == Metrics(box_width=200)
    assert "did you mean 'box_width'" in refused(metrics={"box_with": 200})


@pytest.mark.parametrize("section", ["palette", "zones", "metrics"])
@pytest.mark.parametrize("value", ["light", 3, None, [], [["ink", "#000000"]]])
def test_a_section_that_is_no_table_is_refused(section: str, value: Any) -> None:
    assert refused(**{section: value})


def test_an_unknown_theme_lists_what_there_is() -> None:
    with pytest.raises(PluginError, match=r"BP901 error: there is no theme 'lihgt'\n   hint: did you mean 'light'\?"):
        load_theme("lihgt")


def test_a_name_of_a_theme_is_no_path() -> None:
    with pytest.raises(PluginError, match="BP901"):
        load_theme("../themes/light")


def test_a_theme_is_read_once() -> None:
    assert load_theme("light") is load_theme("light")
