"""Geometry as plain data: the keys are public and stay."""

from __future__ import annotations

import json

from blueprint.layout.engine import layout_data
from tests.unit.layout.services import layout

DATA = layout_data(
    layout(
        "customer:enter onstage:greet | customer:order support:till",
        "enter >> greet >> order: if there is a table", "order .. till", "order <> greet", "order ~~ enter", "order >> end",
        steps={"enter": {"evidence": ["Sign"]}, "order": {"fail_points": [{"label": "Fault", "recovery": "enter"}]}},
    )
)  # fmt: skip


def test_the_keys_are_those_of_the_format() -> None:
    assert list(DATA) == ["width", "height", "nodes", "edges", "lanes", "phases", "lines", "labels"]
    assert {tuple(node) for node in DATA["nodes"]} == {("id", "x", "y", "w", "h", "lane", "kind", "phase")}
    assert {tuple(edge) for edge in DATA["edges"]} == {("id", "source", "target", "kind", "points")}
    assert {tuple(lane) for lane in DATA["lanes"]} == {("id", "kind", "y", "h")}
    assert {tuple(phase) for phase in DATA["phases"]} == {("id", "x", "w")}
    assert {tuple(line) for line in DATA["lines"]} == {("kind", "y")}
    assert {tuple(label) for label in DATA["labels"]} == {("text", "x", "y", "w", "h")}


def test_evidence_is_a_box_too_under_its_own_id() -> None:
    nodes = {node["id"]: node for node in DATA["nodes"]}
    assert list(nodes) == ["enter", "greet", "order", "till", "enter/sign"]
    sign = nodes["enter/sign"]
    assert (sign["lane"], sign["kind"], sign["phase"], sign["x"]) == ("evidence", "evidence", "p1", nodes["enter"]["x"])


def test_edges_have_the_kinds_of_the_format_and_an_exchange_beside_a_flow_is_no_edge_of_its_own() -> None:
    assert [(edge["id"], edge["kind"]) for edge in DATA["edges"]] == [
        ("enter>>greet", "flow"),
        ("greet>>order", "flow"),
        ("order>>till", "needs"),
        ("order>>enter", "influences"),
        ("order/fault>>enter", "recovery"),
        ("order>>end", "flow"),
    ]


def test_lanes_stand_from_top_to_bottom_and_lines_on_their_borders() -> None:
    assert [lane["id"] for lane in DATA["lanes"]] == ["evidence", "customer", "onstage", "support"]
    borders = [lane["y"] + lane["h"] for lane in DATA["lanes"]]
    ys = {line["kind"]: line["y"] for line in DATA["lines"]}
    assert ys["interaction"] == borders[1]
    assert (ys["visibility"] + ys["internal_interaction"]) / 2 == borders[2]


def test_labels_are_those_of_flows() -> None:
    assert [label["text"] for label in DATA["labels"]] == ["if there is a table", "if there is a table"]


def test_a_phase_without_a_name_is_null_and_has_no_band() -> None:
    data = layout_data(layout("customer:enter"))
    assert data["nodes"][0]["phase"] is None
    assert data["phases"] == []


def test_whole_px_are_whole_numbers_and_json_takes_them() -> None:
    assert isinstance(DATA["nodes"][0]["x"], int)
    assert json.loads(json.dumps(DATA, allow_nan=False)) == DATA
