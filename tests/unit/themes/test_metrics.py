"""Sizes: at the ends of every range, and anywhere between, no drawing has anything wrong with it."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprint.graph import to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.layout.options import Options
from blueprint.layout.quality import measure_quality
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.model import Blueprint
from blueprint.themes import Metrics, load_theme, theme_names
from blueprint.themes.reading import LEAST_LEADING
from tests.quality.generator import ODD, random_service

RANGES = {size.name: (size.metadata["least"], size.metadata["most"]) for size in fields(Metrics)}
EXAMPLES = {
    path.stem: parse_yaml(path.read_text(encoding="utf-8"), path.name).blueprint
    for path in sorted(Path(__file__).parents[3].glob("examples/*/*.yaml"))
}
SERVICES = {**EXAMPLES, **{name: make() for name, make in ODD.items()}}


def allowed(sizes: dict[str, Any]) -> Metrics:
    """Return sizes as a theme may have them: with lines of text that do not touch."""
    metrics = replace(Metrics(), **sizes)
    leading = {
        f"{text}_leading": max(getattr(metrics, f"{text}_leading"), LEAST_LEADING * getattr(metrics, f"{text}_size"))
        for text in ("label", "footer")
    }
    return replace(metrics, **leading)


def wrong(blueprint: Blueprint, metrics: Metrics, **options: Any) -> dict[str, int]:
    options.setdefault("show", frozenset({"register", "order-penetration"}))
    return measure_quality(arrange(to_graph(blueprint), metrics, Options(**options)), blueprint).wrong


@pytest.mark.parametrize("end", [0, 1], ids=["least", "most"])
@pytest.mark.parametrize("size", RANGES)
def test_no_drawing_has_a_defect_at_the_end_of_a_range(size: str, end: int) -> None:
    metrics = allowed({size: float(RANGES[size][end])})
    assert {name: found for name, service in SERVICES.items() if (found := wrong(service, metrics))} == {}


@pytest.mark.parametrize("end", [0, 1], ids=["least", "most"])
def test_no_drawing_has_a_defect_where_every_size_is_at_its_end(end: int) -> None:
    metrics = allowed({size: float(ends[end]) for size, ends in RANGES.items()})
    assert {name: found for name, service in SERVICES.items() if (found := wrong(service, metrics))} == {}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.fixed_dictionaries({}, optional={size: st.floats(least, most) for size, (least, most) in RANGES.items()}),
    st.integers(0, 600),
)
def test_no_drawing_has_a_defect_whatever_sizes_a_theme_has(sizes: dict[str, float], seed: int) -> None:
    assert wrong(random_service(seed), allowed(sizes)) == {}


@pytest.mark.parametrize("theme", theme_names())
def test_no_drawing_of_an_example_has_a_defect_in_any_theme(theme: str) -> None:
    metrics = load_theme(theme).metrics
    for name, service in EXAMPLES.items():
        assert wrong(service, metrics) == {}, name
        assert wrong(service, metrics, fold=1200.0) == {}, name
