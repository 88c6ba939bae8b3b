"""Goldens as they are drawn now."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from blueprint.api import arrange, arrange_difference, diff
from blueprint.io.yaml import parse_yaml
from blueprint.layout.drawing import Drawing
from blueprint.layout.engine import layout_data
from blueprint.layout.quality import measure_quality
from blueprint.rendering.svg import draw_svg

HERE = Path(__file__).parent
FIGURES = HERE / "figures.json"
_OPTIONS = re.compile(r"# drawn with: (.*)")


@dataclass(frozen=True)
class Golden:
    """One golden: ``<family>.<behavior>.yaml`` beside the geometry and the drawing that it makes.

    A first line such as ``# drawn with: fold=900 show=register`` says with which options; with ``old=`` and the name of
    a file beside it, what changed since that is drawn.
    """

    source: Path

    @property
    def name(self) -> str:
        return self.source.stem

    @cached_property
    def text(self) -> str:
        return self.source.read_text(encoding="utf-8")

    @cached_property
    def drawing(self) -> Drawing:
        words = _OPTIONS.match(self.text)
        options: dict[str, Any] = dict(word.split("=") for word in words[1].split()) if words else {}
        if "fold" in options:
            options["fold"] = float(options["fold"])
        if "show" in options:
            options["show"] = options["show"].split(",")
        if "old" in options:
            before = self.source.with_name(options.pop("old"))
            found = diff(*(parse_yaml(file.read_text("utf-8"), file.name) for file in (before, self.source)))
            return arrange_difference(found, **options)
        return arrange(parse_yaml(self.text, self.source.name), **options)

    @cached_property
    def svg(self) -> str:
        return draw_svg(self.drawing)

    @cached_property
    def geometry(self) -> str:
        """The geometry as JSON with one box, line or label a line, so that a difference can be read."""
        parts = []
        for key, value in layout_data(self.drawing.layout).items():
            if isinstance(value, list) and value:
                items = ",\n".join(f"  {json.dumps(item, ensure_ascii=False)}" for item in value)
                parts.append(f" {json.dumps(key)}: [\n{items}\n ]")
            else:
                parts.append(f" {json.dumps(key)}: {json.dumps(value)}")
        return "{\n" + ",\n".join(parts) + "\n}\n"

    @cached_property
    def figures(self) -> dict[str, float]:
        """What the drawing is judged by."""
        layout = self.drawing.layout
        quality = measure_quality(layout, self.drawing.blueprint)
        found = {
            "defects": quality.defects, "crossings": quality.crossings, "bends_per_flow": quality.bends_per_flow,
            "detour": quality.detour, "area_per_step": quality.area_per_step, "width": layout.width, "height": layout.height,
        }  # fmt: skip
        return {name: round(float(value), 3) for name, value in found.items() if value is not None}

    @property
    def old_svg(self) -> str:
        path = self.source.with_suffix(".svg")
        return path.read_bytes().decode("utf-8") if path.exists() else ""

    @property
    def old_geometry(self) -> str:
        path = self.source.with_suffix(".layout.json")
        return path.read_bytes().decode("utf-8") if path.exists() else ""

    @property
    def has_changed(self) -> bool:
        return (self.svg, self.geometry) != (self.old_svg, self.old_geometry)

    def accept(self) -> None:
        """Make what is drawn now the golden."""
        for ending, text in ((".svg", self.svg), (".layout.json", self.geometry)):
            self.source.with_suffix(ending).write_text(text, encoding="utf-8", newline="\n")


GOLDENS = tuple(Golden(path) for path in sorted(HERE.glob("*.yaml")))


def old_figures() -> dict[str, dict[str, float]]:
    return json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}


def figures_text() -> str:
    lines = (f" {json.dumps(golden.name)}: {json.dumps(golden.figures)}" for golden in GOLDENS)
    return "{\n" + ",\n".join(lines) + "\n}\n"
