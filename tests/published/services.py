"""Published blueprints, declared from their facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from blueprint.graph import to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.model import Blueprint

FOLDER = Path(__file__).parent
NAMES = tuple(path.stem for path in sorted(FOLDER.glob("t*.yaml")))


def text(name: str) -> str:
    """Return the YAML of a blueprint."""
    return (FOLDER / f"{name}.yaml").read_text("utf-8")


def read(name: str, *changes: tuple[str, str]) -> Blueprint:
    """Return a blueprint, with these pieces of its text replaced."""
    found = text(name)
    for old, new in changes:
        assert found.count(old) == 1, f"{old!r} stands {found.count(old)} times in {name}"
        found = found.replace(old, new)
    return parse_yaml(found).blueprint


def analyzed(name: str, *changes: tuple[str, str]) -> Analysis:
    """Return the analysis of a blueprint."""
    return analyze_service(to_graph(read(name, *changes)))


def kinds(analysis: Analysis) -> dict[str, int]:
    """Return how many steps there are in lanes of each kind."""
    found: dict[str, int] = {}
    for lane in analysis.blueprint.lanes:
        if lane.kind != "evidence":
            found[lane.kind] = found.get(lane.kind, 0) + analysis.structure.steps[lane.id]
    return found


def crossings(analysis: Analysis) -> tuple[int, int, int]:
    """Return how often the lines of interaction, visibility and internal interaction are crossed."""
    found = analysis.structure.crossings
    return found.interaction, found.visibility, found.internal_interaction


def minutes(time: Any) -> float:
    """Return a time that must be known [min]."""
    assert time is not None
    return float(time) / 60
