"""What is drawn as a line."""

from __future__ import annotations

from typing import Any

from blueprint.graph import to_graph
from blueprint.layout.swimlane.edges import Edge, collect_edges
from blueprint.model import Blueprint
from tests.unit.layout.services import graph


def edges(script: str, *flows: str, **words: Any) -> dict[str, Edge]:
    return {edge.id: edge for edge in collect_edges(graph(script, *flows, **words))}


def test_every_flow_and_relation_is_a_line_of_its_kind() -> None:
    found = edges("customer:a customer:b customer:c", "a >> b", "a .. c", "b ~~ c", "a <> c")
    assert [edge.kind for edge in found.values()] == ["flow", "needs", "influences", "exchange"]


def test_a_flow_and_an_exchange_of_one_pair_are_one_line_with_two_heads() -> None:
    for exchange in ("a <> b", "b <> a"):
        found = edges("customer:a onstage:b", "a >> b", exchange)
        assert list(found) == ["a>>b"]
        assert (found["a>>b"].kind, found["a>>b"].two_headed) == ("flow", True)


def test_of_two_flows_of_a_pair_the_first_takes_the_exchange() -> None:
    found = edges("customer:a onstage:b", "b >> a", "a >> b", "a <> b")
    assert [(edge.id, edge.two_headed) for edge in found.values()] == [("b>>a", True), ("a>>b", False)]


def test_an_exchange_beside_a_dependency_is_a_line_of_its_own() -> None:
    found = edges("customer:a onstage:b", "a .. b", "a <> b")
    assert [(edge.kind, edge.two_headed) for edge in found.values()] == [("needs", False), ("exchange", True)]


def test_a_recovery_is_drawn_to_the_step_where_things_are_put_right() -> None:
    fail = {"b": {"fail_points": [{"label": "Fault", "recovery": "a"}]}}
    found = edges("customer:a onstage:b", "a >> b", steps=fail)
    assert found["b/fault>>a"] == Edge("b/fault>>a", "b", "a", "recovery", rework=True, twin=1)


def test_doing_the_same_step_again_is_told_by_its_mark_alone() -> None:
    fail = {"b": {"fail_points": [{"label": "Fault", "recovery": "b"}, "Another"]}}
    assert list(edges("customer:a onstage:b", "a >> b", steps=fail)) == ["a>>b"]


def test_a_flow_that_closes_a_loop_is_rework() -> None:
    found = edges("customer:a customer:b customer:c", "a >> b >> c >> a")
    assert [edge.rework for edge in found.values()] == [False, False, True]


def test_a_flow_to_the_same_step_is_rework_of_it() -> None:
    assert edges("customer:a", "a >> a")["a>>a"].rework


def test_a_relation_back_in_time_is_no_rework() -> None:
    assert not edges("customer:a customer:b", "a >> b", "b ~~ a")["b>>a"].rework


def test_parallel_lines_of_a_pair_are_counted_whichever_way_they_run() -> None:
    found = edges("customer:a customer:b", "a >> b", "a >> b", "b .. a")
    assert [(edge.id, edge.twin) for edge in found.values()] == [("a>>b", 0), ("a>>b#2", 1), ("b>>a", 2)]


def test_a_label_is_the_condition_and_the_share() -> None:
    flows = [
        {"source": "a", "target": "b", "condition": "sold out", "probability": 0.05},
        {"source": "a", "target": "c", "probability": 0.333},
        {"source": "a", "target": "end", "condition": "too late"},
        {"source": "b", "target": "c"},
    ]
    steps = [{"lane": "customer", "label": name, "id": name} for name in "abc"]
    blueprint = Blueprint.model_validate({"title": "T", "phases": [{"steps": steps}], "flows": flows})
    labels = [edge.label for edge in collect_edges(to_graph(blueprint))]
    assert labels == ["sold out · 5%", "33.3%", "too late", ""]
