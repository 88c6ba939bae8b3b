"""Inks: series are told apart by all eyes, and without any color."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from blueprint.rendering.plots.inks import DASHES, series_inks
from blueprint.themes import Palette, load_theme, theme_names
from tests.unit.themes.test_colors import SEEING, contrast, difference

PALETTES = {name: load_theme(name).palette for name in theme_names()} | {
    f"{name}, dark": theme.dark for name in theme_names() if (theme := load_theme(name)).dark is not None
}
each = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())


def test_no_two_of_twenty_five_series_look_the_same_without_color() -> None:
    inks = series_inks(load_theme().palette, 25)
    assert len(set(inks)) == 25
    for one, other in pairwise(inks):
        assert one.color != other.color and one.dash != other.dash
    assert len({ink.dash for ink in inks[:5]}) == len(DASHES)
    assert series_inks(load_theme().palette, 26)[25] == inks[0]


@each
def test_names_in_the_color_of_their_line_can_be_read(palette: Palette) -> None:
    for ink in series_inks(palette, 5):
        assert contrast(ink.color, palette.canvas) >= 4.5
    for color in (palette.fail, palette.muted):
        assert contrast(color, palette.canvas) >= 4.5


@each
def test_the_first_three_are_far_apart_for_every_eye(palette: Palette) -> None:
    first = series_inks(palette, 3)
    if len({ink.color for ink in first}) == 1:
        return  # black on white: dashes tell
    for one, other in combinations(first, 2):
        assert min(difference(one.color, other.color, how) for how in ("", *SEEING)) > 30
