"""The gate: no drawing of any service has anything wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from benchmarks.services import make_yaml
from blueprint.graph import to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.layout.options import DEFAULT, EXTRAS, Options
from blueprint.layout.quality import Quality, measure_quality
from blueprint.layout.result import Layout, TextBlock
from blueprint.layout.swimlane.pipeline import arrange
from blueprint.layout.text import Font, measure
from blueprint.model import Blueprint
from blueprint.themes import load_theme
from tests.goldens.drawings import GOLDENS
from tests.quality.generator import ODD, random_service

METRICS = load_theme("light").metrics
EXAMPLES = sorted(Path(__file__).parents[2].glob("examples/*/*.yaml"))
SEEDS, FOLDED, CHUNK = 600, 200, 50


BASELINE = Path(__file__).parent / "baseline.json"
GROUPS: dict[str, Callable[[], Iterable[Blueprint]]] = {
    "tame": lambda: (tame_service(steps, seed) for steps in (20, 50, 100) for seed in range(12)),
    "wild": lambda: map(random_service, range(200)),
    "goldens": lambda: (golden.drawing.blueprint for golden in GOLDENS),
}
EVERYTHING = Options(fold=900, show=frozenset(EXTRAS))


def drawn(blueprint: Blueprint, options: Options = DEFAULT) -> Layout:
    return arrange(to_graph(blueprint), METRICS, options)


def measured(blueprint: Blueprint, options: Options = DEFAULT) -> Quality:
    return measure_quality(drawn(blueprint, options), blueprint)


def tame_service(steps: int, seed: int) -> Blueprint:
    return parse_yaml(make_yaml(steps, seed), "tame.yaml").blueprint


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


@pytest.mark.parametrize("seed", [56402])
def test_what_once_had_a_defect_has_none(seed: int) -> None:
    assert measured(random_service(seed)).wrong == {}


@pytest.mark.parametrize(("seed", "steps"), [(1, 150), (2, 300), (3, 1000), (7, 2000)])
def test_no_drawing_of_a_large_service_has_a_defect(seed: int, steps: int) -> None:
    blueprint = random_service(seed, steps)
    assert len(blueprint.steps) == steps
    assert measured(blueprint).wrong == {}


# --- folded, with all parts that are shown on request ----------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_folded_example_has_a_defect(path: Path) -> None:
    assert measured(read(path), EVERYTHING).wrong == {}


@pytest.mark.parametrize("name", ODD)
def test_no_folded_odd_service_has_a_defect(name: str) -> None:
    assert measured(ODD[name](), EVERYTHING).wrong == {}


@pytest.mark.parametrize("first", range(0, FOLDED, CHUNK))
def test_no_folded_random_service_has_a_defect(first: int) -> None:
    seeds = range(first, first + CHUNK)
    assert {seed: wrong for seed in seeds if (wrong := measured(random_service(seed), EVERYTHING).wrong)} == {}


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


def figures(services: Iterable[Blueprint]) -> dict[str, float]:
    """Return what should be little, over all flows of some services."""
    found = [measured(service) for service in services]
    flows = sum(quality.flows for quality in found)
    ways = [quality for quality in found if quality.flows]
    return {
        "crossings": round(sum(quality.crossings for quality in found) / flows, 4),
        "bends": round(sum((quality.bends_per_flow or 0) * quality.flows for quality in ways) / flows, 4),
        "detour": round(sum((quality.detour or 1) * quality.flows for quality in ways) / flows, 4),
        "crossed_labels": round(sum(quality.crossed_labels for quality in found) / flows, 4),
    }


@pytest.mark.parametrize("group", GROUPS)
def test_drawings_never_become_harder_to_read(group: str, better: bool) -> None:
    """Hold the figures that cannot be zero at what they were; better ones are written with ``--accept-better``."""
    known, now = json.loads(BASELINE.read_text("utf-8")), figures(GROUPS[group]())
    if better and all(now[name] <= known.get(group, now)[name] for name in now):
        BASELINE.write_text(json.dumps({**known, group: now}, indent=1) + "\n", encoding="utf-8", newline="\n")
        return
    worse = {name: (known[group][name], now[name]) for name in now if now[name] > known[group][name]}
    assert worse == {}, "was, is"


def test_no_figure_that_must_be_zero_is_another() -> None:
    found = [measured(service) for services in GROUPS.values() for service in services()]
    assert sum(quality.port_clashes for quality in found) == 0
    assert sum(quality.misaligned for quality in found) == 0


def test_the_customer_path_of_the_examples_is_straight() -> None:
    """From one action to the next of the same customer; ways past others have to go around them."""
    for path in EXAMPLES:
        blueprint = read(path)
        customers = {
            step.id: step.lane for step in blueprint.steps if blueprint.lane_by_id[step.lane].kind == "customer"
        }
        layout = drawn(blueprint)
        place = {step.id: step.rect.x for step in layout.steps if step.id in customers}
        own = [
            flow
            for flow in layout.flows
            if flow.kind == "flow" and not flow.rework and customers.get(flow.source, "") == customers.get(flow.target)
            and not any(place[flow.source] < x < place[flow.target] for x in place.values())
        ]  # fmt: skip
        straight = sum(len(flow.points) == 2 for flow in own)
        assert straight >= 0.8 * len(own), path.stem
