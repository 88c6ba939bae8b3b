"""Inks: how the series of a plot are told apart, with and without colors.

Each series has its own pair of color and dash, and its name beside it. The first three colors are far apart for every
kind of color vision; from then on the dashes tell.
"""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.themes import Palette

DASHES = ("", "7 4", "2 3", "11 3 2 3", "5 2")
"""Dashes of lines; as many as there are colors, so that both change from one series to the next."""


@dataclass(frozen=True, slots=True)
class Ink:
    """Color and dash of a series."""

    color: str
    dash: str


def series_inks(palette: Palette, count: int) -> tuple[Ink, ...]:
    """Return the inks of so many series; after 25 of them they begin again."""
    colors = (
        palette.service,
        palette.wait,
        palette.ink,
        palette.zone("onstage").ink,
        palette.truth,
    )
    size = len(colors)
    return tuple(Ink(colors[n % size], DASHES[(n + n // size) % size]) for n in range(count))
