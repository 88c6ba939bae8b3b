"""Fault trees and single points against the cases: what the other anchors leave out."""

from __future__ import annotations

from math import prod
from typing import Any

import networkx
import pytest

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.fault_tree import FaultTree, Gate, compile_tree
from blueprint.analysis.results import Analysis
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from tests.anchors.cases import case, cases

TREES = [item for item in cases("failpoints") if item.id.startswith("tree") or item.values[0] is None]


def gate(data: Any) -> Gate | str:
    return data if isinstance(data, str) else Gate(data["gate"], tuple(map(gate, data["inputs"])), data.get("k", 0))


def tree_of(known: Any) -> tuple[FaultTree, dict[str, float], Any]:
    return compile_tree(gate(known["params"]["top"])), known["params"]["probabilities"], known["expect"]


@pytest.mark.parametrize("known", TREES)
def test_single_points_are_the_cut_sets_of_one_event(known: Any) -> None:
    tree, _, expect = tree_of(known)
    assert [events[0] for events in tree.cut_sets().sets if len(events) == 1] == expect["single_points_of_failure"]


@pytest.mark.parametrize("known", TREES)
def test_bounds_from_the_cut_sets_are_the_known_ones_and_lie_above_the_truth(known: Any) -> None:
    tree, shares, expect = tree_of(known)
    chances = [prod(shares[event] for event in events) for events in tree.cut_sets().sets]
    rare, bound = sum(chances), 1 - prod(1 - chance for chance in chances)
    assert rare == pytest.approx(expect["rare_event_sum"], rel=known["rel_tol"])
    assert bound == pytest.approx(expect["min_cut_upper_bound"], rel=known["rel_tol"])
    assert tree.probability(shares) <= bound * (1 + 1e-12)


@pytest.mark.parametrize("known", TREES)
def test_what_an_event_adds_and_what_its_absence_saves_is_as_known(known: Any) -> None:
    """Fussell-Vesely and risk reduction follow from the tree with an event that cannot happen."""
    tree, shares, expect = tree_of(known)
    top = tree.probability(shares)
    for name, figures in expect["importance"].items():
        without = tree.probability({**shares, name: 0.0})
        certain = tree.probability({**shares, name: 1.0})
        assert (top - without) / top == pytest.approx(figures["fussell_vesely"], rel=1e-8)
        assert top / without == pytest.approx(figures["rrw"], rel=1e-8)
        assert certain - without == pytest.approx(figures["birnbaum"], rel=1e-8)
        assert certain / top == pytest.approx(figures["raw"], rel=1e-8)
        assert tree.importances(shares)[name].criticality == pytest.approx(figures["criticality"], rel=1e-8)


@pytest.mark.parametrize("known", TREES)
def test_the_share_of_the_cut_sets_that_hold_an_event_is_as_known(known: Any) -> None:
    tree, shares, expect = tree_of(known)
    sets = tree.cut_sets().sets
    for name, figures in expect["importance"].items():
        chances = [prod(shares[event] for event in events) for events in sets if name in events]
        bound = 1 - prod(1 - chance for chance in chances)
        top = tree.probability(shares)
        assert bound / top == pytest.approx(figures["fussell_vesely_cutset_bound"], rel=1e-8)


# --- twelve steps ----------------------------------------------------------------------------------------------------


def twelve() -> tuple[Any, Analysis]:
    known = case("failpoints", "graph-blueprint12")
    edges, pools = known["params"]["edges"], known["params"]["pool_steps"]
    pool_of = {step: pool for pool, steps in pools.items() for step in steps}
    names = list(dict.fromkeys(name for edge in edges for name in edge[:2] if name not in ("start", "end")))
    script = [{"lane": "customer", "label": "start", "id": "start"}]
    script += [{"lane": "onstage", "label": name, "id": name, "resources": pool_of[name]} for name in names]
    flows = [
        {"source": one, "target": other, **({"probability": share} if share < 1 else {})} for one, other, share in edges
    ]
    data = {"title": "T", "phases": [{"steps": script}], "flows": flows, "resources": [{"id": pool} for pool in pools]}
    return known["expect"], analyze_service(to_graph(Blueprint.model_validate(data)))


def test_the_single_points_of_the_twelve_steps_are_the_known_dominators() -> None:
    expect, found = twelve()
    assert list(found.structure.single_points_of_failure) == expect["dominators_in_order"]


def test_the_pools_on_every_path_of_the_twelve_steps_are_the_known_ones() -> None:
    expect, found = twelve()
    assert sorted(found.structure.pools_of_one) == expect["pools_on_every_path"]


def test_each_of_the_twelve_steps_is_met_by_the_known_share() -> None:
    expect, found = twelve()
    reach = {name: step.reach for name, step in found.failures.reliability.steps.items() if name != "start"}
    assert reach == pytest.approx(expect["P_customer_meets_step"])
    assert found.failures.reliability.steps["prepare"].visits == pytest.approx(0.7 / 0.85)


def test_steps_that_hold_the_twelve_together_are_the_known_ones() -> None:
    """Articulation points of the drawing, direction set aside, are the same steps here."""
    expect, found = twelve()
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_edges_from((flow.source, flow.target) for flow in found.blueprint.flows)
    assert sorted(networkx.articulation_points(graph)) == expect["articulation_points_undirected"]
    assert sorted(found.structure.single_points_of_failure) == expect["articulation_points_undirected"]
