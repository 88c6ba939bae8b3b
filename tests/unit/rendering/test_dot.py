"""DOT: what Graphviz reads is what was drawn, whatever the labels say."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from blueprint.api import arrange
from blueprint.errors import LayoutError
from blueprint.layout.graphviz import find_dot
from blueprint.model import Blueprint
from blueprint.rendering.dot import draw_dot
from tests.quality.generator import ODD, random_service
from tests.unit.layout.services import service

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))


@pytest.fixture(autouse=True)
def graphviz() -> None:
    try:
        find_dot()
    except LayoutError:
        pytest.skip("needs Graphviz, or the extra 'dot'")


def dot(source: Blueprint | Path, **options: Any) -> str:
    return draw_dot(arrange(source, **options))


def read(text: str) -> dict[str, Any]:
    """Return what Graphviz understands of it, by node and edge."""
    done = subprocess.run(
        [find_dot()[-1], "-Tdot_json"], input=text.encode(), capture_output=True, check=True, timeout=60
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def canonical(text: str) -> str:
    """Return how Graphviz writes it again after reading, placed by osage: dot itself breaks on some services."""
    program = find_dot()[-1]
    return subprocess.run(
        [program, "-Kosage", "-Tcanon"], input=text.encode(), capture_output=True, check=True
    ).stdout.decode()


LABELS = [
    'He said "yes"', "back\\slash", "\\N \\G \\l", "<b>bold</b>", "<", "a\nb", "{a|b}", "näher 中文 🍕", "%", "ends in \\", "]; x -> y",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_shown_as_it_is(label: str) -> None:
    blueprint = service("customer:a customer:b", "a >> b", steps={"a": {"label": label}}, title=label, id="t")
    found = read(dot(blueprint))
    (node,) = [item for item in found["objects"] if item["name"] == "a"]
    assert node["label"].replace("\\\\", "\\").replace("\\n", "\n") == label


@pytest.mark.parametrize("label", [*LABELS, "&amp;", "&lt;b&gt;", "&#65; &copy;", "R&D", "AT&T;"])
def test_graphviz_draws_the_label_and_not_what_it_stands_for_elsewhere(label: str) -> None:
    text = dot(service("customer:a", steps={"a": {"label": label}}))
    svg = subprocess.run(
        [find_dot()[-1], "-Tsvg"], input=text.encode(), capture_output=True, check=True, timeout=60
    ).stdout
    drawn = [
        "".join(line.itertext())
        for group in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}g")
        if group.get("class") == "node"
        for line in group.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert "\n".join(drawn).replace("\N{NO-BREAK SPACE}", " ") == label


def test_lanes_are_named_and_colored_whichever_engine_laid_them_out() -> None:
    blueprint = service("support:c customer:a onstage:b", "a >> b", "b .. c", steps={"a": {"evidence": ["Menu"]}})
    clusters = [
        [
            line.strip()
            for line in dot(blueprint, engine=engine).splitlines()
            if "style=filled]" not in line and "label=" in line and "style=filled" in line
        ]
        for engine in ("swimlane", "dot")
    ]
    assert clusters[0] == clusters[1]
    assert [line.split("label=")[1].split(" style")[0] for line in clusters[0]] == [
        '"Physical evidence"', '"Customer actions"', "Onstage", '"Support processes"',
    ]  # fmt: skip


def test_lanes_are_clusters_and_relations_are_edges_of_their_kind() -> None:
    text = dot(service("customer:a onstage:b support:c", "a >> b: asked", "b .. c", "a <> b", "b >> a", "a >> end"))
    assert [line.strip() for line in text.splitlines() if "cluster" in line] == [
        "subgraph cluster_0 {", "subgraph cluster_1 {", "subgraph cluster_2 {",
    ]  # fmt: skip
    assert "style=dashed" in text and "dir=both" in text and "doublecircle" in text and "arrowhead=empty" in text


def test_a_folded_drawing_has_each_lane_and_line_once() -> None:
    script = " | ".join(f"customer:s{number} onstage:t{number}" for number in range(6))
    blueprint = service(script, " >> ".join(f"s{number}" for number in range(6)))
    text = dot(blueprint, fold=700)
    assert text.count("subgraph cluster") == 2
    assert text.count("->") == 5


DRAWN: dict[str, Callable[[], Blueprint | Path]] = {
    **{path.stem: (lambda path=path: path) for path in EXAMPLES},
    **ODD,
    **{f"seed {seed}": (lambda seed=seed: random_service(seed)) for seed in range(20)},
}


@pytest.mark.parametrize("name", DRAWN)
def test_graphviz_reads_every_drawing(name: str) -> None:
    drawing = arrange(DRAWN[name]())
    found = canonical(draw_dot(drawing))
    assert found.count("->") - sum("->" in flow.label.text for flow in drawing.layout.flows if flow.label) == len(
        drawing.layout.flows
    )
    assert all(step.id in found for step in drawing.layout.steps)


def test_the_same_drawing_gives_the_same_text() -> None:
    assert dot(random_service(7)) == dot(random_service(7))
