"""Goldens: small services that show one behavior each, byte for byte.

``<family>.<behavior>.yaml`` stands beside the geometry and the drawing that it makes. When a drawing changes on purpose:
``pytest tests/goldens --accept-goldens``, then look at every picture that changed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from blueprint.graph import to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.layout.drawing import Drawing
from blueprint.layout.engine import layout_data
from blueprint.layout.quality import measure_quality
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.rendering.svg import draw_svg
from blueprint.themes import load_theme

HERE = Path(__file__).parent
SOURCES = sorted(HERE.glob("*.yaml"))
HINT = "if that is meant: pytest tests/goldens --accept-goldens, and look at the picture"


def drawing_of(source: Path) -> Drawing:
    blueprint = parse_yaml(source.read_text(encoding="utf-8"), source.name).blueprint
    theme = load_theme("light")
    return Drawing(blueprint, arrange(to_graph(blueprint), theme.metrics), theme)


def geometry(drawing: Drawing) -> str:
    """Return the geometry as JSON with one box, line or label a line, so that a difference can be read."""
    parts = []
    for key, value in layout_data(drawing.layout).items():
        if isinstance(value, list) and value:
            items = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value)
            parts.append(f" {json.dumps(key)}: [\n{items}\n ]")
        else:
            parts.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def compare(path: Path, now: str, *, accept: bool) -> None:
    if accept:
        path.write_text(now, encoding="utf-8", newline="\n")
    assert path.exists(), f"there is no golden {path.name} yet; {HINT}"
    assert path.read_bytes().decode("utf-8") == now, f"{path.name} is drawn differently now; {HINT}"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_geometry_is_the_golden_one(source: Path, accept: bool) -> None:
    now = geometry(drawing_of(source))
    assert json.loads(now) == layout_data(drawing_of(source).layout)
    compare(source.with_suffix(".layout.json"), now, accept=accept)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_drawing_is_the_golden_one(source: Path, accept: bool) -> None:
    compare(source.with_suffix(".svg"), draw_svg(drawing_of(source)), accept=accept)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_no_golden_has_a_defect(source: Path) -> None:
    drawing = drawing_of(source)
    assert measure_quality(drawing.layout, drawing.blueprint).wrong == {}


def test_every_golden_has_a_source() -> None:
    stems = {path.stem for path in SOURCES}
    assert len(stems) >= 8
    assert {path.name.removesuffix(".layout.json") for path in HERE.glob("*.layout.json")} == stems
    assert {path.stem for path in HERE.glob("*.svg")} == stems


@pytest.mark.parametrize("seed", ["0", "1", "4242"])
def test_bytes_do_not_follow_the_hash_seed(seed: str) -> None:
    code = "import sys; from tests.goldens.test_goldens import *; sys.stdout.write(''.join(draw_svg(drawing_of(s)) for s in SOURCES[:4]))"
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=HERE.parents[1],
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert result.stdout == "".join(draw_svg(drawing_of(source)) for source in SOURCES[:4])
