"""The page on themes tells the truth: its example works, its tables list every key with what it is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from blueprint.api import arrange, render
from blueprint.themes import Metrics, Palette, load_theme, theme_names

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/reference/themes.md").read_text(encoding="utf-8")
BAR = ROOT / "examples/bar/bar.yaml"


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading, without its head."""
    (part,) = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", PAGE, flags=re.MULTILINE | re.DOTALL)
    lines = [line for line in part.splitlines() if line.startswith("|")][2:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


def test_the_example_is_a_theme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (text,) = re.findall(r"^```toml\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    Path("brand.toml").write_text(text, encoding="utf-8")
    theme = arrange(BAR, theme="brand.toml").theme
    assert theme.palette.flow == theme.palette.zone("customer").ink == "#7a1f5c"
    assert (theme.metrics.box_width, theme.metrics.box_radius) == (192, 2)
    assert theme.dark is not None
    assert (theme.dark.flow, theme.dark.ink) == ("#e9a6cf", load_theme("dark").palette.ink)
    drawn = render(BAR, theme="brand.toml").text
    assert 'stroke="#7a1f5c"' in drawn
    assert "stroke:#e9a6cf" in drawn


def test_every_theme_is_listed() -> None:
    assert [name for name, _ in rows("Themes")] == list(theme_names())


def test_every_color_is_listed_as_it_is_in_light() -> None:
    light = load_theme("light").palette
    names = [field.name for field in fields(Palette) if field.name != "zones"]
    assert [row[:2] for row in rows("`[palette]` and `[dark.palette]`")] == [[k, getattr(light, k)] for k in names]
    zones = [[kind, zone.tint, zone.ink] for kind, zone in light.zones.items()]
    assert rows("`[zones]` and `[dark.zones]`") == zones


def test_every_size_is_listed_with_its_range() -> None:
    told = [row[:3] for row in rows("`[metrics]`")]
    assert told == [
        [size.name, f"{size.default:g}", f"{size.metadata['least']:g}–{size.metadata['most']:g}"]
        for size in fields(Metrics)
    ]
