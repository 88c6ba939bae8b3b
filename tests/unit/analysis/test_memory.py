"""What was computed of a graph is remembered as long as the graph lives."""

from __future__ import annotations

import gc
import weakref

import pytest

from blueprint.analysis import compute_timeline, memory, timeline_of
from blueprint.graph import ServiceGraph, to_graph
from tests.unit.graph.services import graph, service


def test_a_time_line_is_computed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ServiceGraph] = []

    def compute(found: ServiceGraph) -> object:
        asked.append(found)
        return compute_timeline(found)

    monkeypatch.setattr(memory, "compute_timeline", compute)
    found = graph("c1 o1", "c1 >> o1")
    assert timeline_of(found) is timeline_of(found)
    assert len(asked) == 1


def test_it_is_the_same_as_computed_afresh() -> None:
    found = graph("c1 o1", "c1 >> o1", c1={"service_time": "2 min"})
    assert timeline_of(found) == compute_timeline(found)


def test_graphs_of_one_blueprint_do_not_share_it() -> None:
    blueprint = service("c1 o1", "c1 >> o1")
    one, other = to_graph(blueprint), to_graph(blueprint)
    assert timeline_of(one) is not timeline_of(other)
    assert timeline_of(one) == timeline_of(other)


def test_it_is_forgotten_with_the_graph() -> None:
    found = graph("c1 o1", "c1 >> o1")
    timeline_of(found)
    kept, known = weakref.ref(found), len(memory._timelines)
    del found
    gc.collect()
    assert kept() is None
    assert len(memory._timelines) < known


def test_a_graph_in_the_place_of_another_one_has_its_own() -> None:
    lengths = []
    for number in range(1, 20):  # each graph dies before the next is made, so places in memory are used again
        found = graph("c1", c1={"service_time": f"{number} min"})
        lengths.append(timeline_of(found).standard_time)
        del found
    assert lengths == [60 * number for number in range(1, 20)]
