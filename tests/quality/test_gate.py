"""The gate: no drawing of any service has anything wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest

from blueprint.graph import to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.layout.quality import Quality, measure_quality
from blueprint.layout.result import Layout, TextBlock
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.layout.text import Font, measure
from blueprint.model import Blueprint
from blueprint.themes import load_theme
from tests.quality.generator import ODD, random_service

METRICS = load_theme("light").metrics
EXAMPLES = sorted(Path(__file__).parents[2].glob("examples/*/*.yaml"))
SEEDS, CHUNK = 600, 50


def drawn(blueprint: Blueprint) -> Layout:
    return arrange(to_graph(blueprint), METRICS)


def measured(blueprint: Blueprint) -> Quality:
    return measure_quality(drawn(blueprint), blueprint)


def read(path: Path) -> Blueprint:
    return parse_yaml(path.read_text(encoding="utf-8"), path.name).blueprint


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_drawing_of_an_example_has_a_defect(path: Path) -> None:
    assert measured(read(path)).wrong == {}


@pytest.mark.parametrize("name", ODD)
def test_no_drawing_of_an_odd_service_has_a_defect(name: str) -> None:
    assert measured(ODD[name]()).wrong == {}


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_no_drawing_of_a_random_service_has_a_defect(first: int) -> None:
    wrong = {seed: found for seed in range(first, first + CHUNK) if (found := measured(random_service(seed)).wrong)}
    assert wrong == {}


@pytest.mark.parametrize(("seed", "steps"), [(1, 150), (2, 300), (3, 1000), (7, 2000)])
def test_no_drawing_of_a_large_service_has_a_defect(seed: int, steps: int) -> None:
    blueprint = random_service(seed, steps)
    assert len(blueprint.steps) == steps
    assert measured(blueprint).wrong == {}


# --- what the geometry alone cannot tell -----------------------------------------------------------------------------


def _texts(layout: Layout) -> Iterable[tuple[TextBlock, Font]]:
    label, footer = Font(METRICS.label_size), Font(METRICS.footer_size)
    for step in layout.steps:
        yield step.label, label
        if step.footer is not None:
            yield step.footer, footer
    yield from ((piece.label, Font(METRICS.label_size - 1)) for piece in layout.evidence)
    yield from ((flow.label, footer) for flow in layout.flows if flow.label is not None)
    yield from ((band.label, Font(METRICS.label_size, bold=True)) for band in layout.bands)
    yield from ((phase.label, Font(METRICS.phase_size, bold=True)) for phase in layout.phases)
    yield from ((item.label, footer) for item in layout.legend)


@pytest.mark.parametrize("first", range(0, 200, CHUNK))
def test_no_line_of_text_is_wider_than_the_room_it_claims(first: int) -> None:
    for seed in range(first, first + CHUNK):
        for block, font in _texts(drawn(random_service(seed))):
            assert all(measure(line.text, font) <= block.rect.w + 0.5 for line in block.lines), (seed, block)


# --- how hard drawings are to read -----------------------------------------------------------------------------------


def test_drawings_do_not_become_harder_to_read() -> None:
    """Hold the figures that cannot be zero near what they are; better ones may be written here."""
    found = [measured(service) for service in chain((read(path) for path in EXAMPLES), map(random_service, range(200)))]
    flows = sum(quality.flows for quality in found)
    assert sum(quality.port_clashes for quality in found) == 0
    assert sum(quality.misaligned for quality in found) == 0
    assert sum(quality.crossings for quality in found) / flows < 0.90
    assert sum((quality.bends_per_flow or 0) * quality.flows for quality in found) / flows < 1.30
    assert sum(quality.crossed_labels for quality in found) / flows < 0.008


def test_the_customer_path_of_the_examples_is_straight() -> None:
    for path in EXAMPLES:
        blueprint = read(path)
        kinds = {lane.id: lane.kind for lane in blueprint.lanes}
        lane_of = {step.id: step.lane for step in blueprint.steps}
        layout = drawn(blueprint)
        own = [
            flow
            for flow in layout.flows
            if flow.kind == "flow" and not flow.rework and flow.target in lane_of
            and lane_of[flow.source] == lane_of[flow.target] and kinds[lane_of[flow.source]] == "customer"
        ]  # fmt: skip
        straight = sum(len(flow.points) == 2 for flow in own)
        assert straight >= 0.8 * len(own), path.stem
