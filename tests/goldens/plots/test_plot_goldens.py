"""Goldens of plots, byte for byte: ``<plot>.<theme>.svg``.

When a plot changes, look at the new picture and accept it: ``pytest tests/goldens/plots --accept-goldens``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.rendering.plots.pictures import USUAL, drawn

HERE = Path(__file__).parent
GOLDENS = [(name, "light") for name in USUAL] + [
    ("queue", "auto"),
    ("waits", "print"),
    ("utilization", "dark"),
    ("sweep", "print"),
    ("frontier", "clear"),
]


@pytest.mark.parametrize(("name", "theme"), GOLDENS, ids=lambda part: str(part))
def test_the_plot_is_the_golden_one(name: str, theme: str, request: pytest.FixtureRequest) -> None:
    file, now = HERE / f"{name}.{theme}.svg", drawn(name, theme)
    if request.config.getoption("--accept-goldens"):
        file.write_text(now, encoding="utf-8", newline="\n")
    if file.read_bytes().decode("utf-8") != now:
        pytest.fail(f"{file.name} is drawn differently now: look at it, and if that is meant add --accept-goldens")


def test_every_golden_is_drawn_somewhere() -> None:
    assert {path.name for path in HERE.glob("*.svg")} == {f"{name}.{theme}.svg" for name, theme in GOLDENS}
