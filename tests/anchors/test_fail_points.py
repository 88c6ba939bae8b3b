"""Scores and fault trees against the cases."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, product
from statistics import mean, median
from typing import Any

import pytest

from blueprint.analysis.fault_tree import Gate, compile_tree
from blueprint.analysis.fmea import action_priority, occurrence_of
from blueprint.analysis.reliability import compute_reliability
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from tests.anchors.cases import case, cases

SCORES = range(1, 11)


def test_the_table_of_action_priorities_is_the_known_one() -> None:
    known = case("failpoints", "ap-table")
    table, letters = known["params"]["table"], {"1": 0, "2-4": 1, "5-6": 2, "7-10": 3}

    def holds(name: str, score: int) -> bool:
        low, _, high = name.partition("-")
        return int(low) <= score <= int(high or low)

    for severity, occurrence, detection in product(SCORES, SCORES, SCORES):
        (row,) = (row for name, row in table.items() if holds(name, severity))
        (cell,) = (cell for name, cell in row.items() if holds(name, occurrence))
        (place,) = (place for name, place in letters.items() if holds(name, detection))
        assert action_priority(severity, occurrence, detection) == cell[place]
    counts = Counter(action_priority(*scores) for scores in product(SCORES, SCORES, SCORES))
    assert counts == known["expect"]


def test_single_cells_of_the_table_are_the_known_ones() -> None:
    known = case("failpoints", "ap-cells")
    assert [action_priority(*cell) for cell in known["params"]["cells"]] == known["expect"]["ap"]


def test_the_products_of_scores_have_the_known_shape() -> None:
    expect = case("failpoints", "rpn-facts")["expect"]
    products = [a * b * c for a, b, c in product(SCORES, SCORES, SCORES)]
    assert (len(set(products)), mean(products), median(products)) == (
        expect["distinct_values"], expect["mean"], expect["median"]
    )  # fmt: skip


def test_a_share_has_the_known_occurrence() -> None:
    known = case("failpoints", "occurrence")
    assert [occurrence_of(share) for share in known["params"]["probabilities"]] == known["expect"]["ratings"]


def gate(data: Any) -> Gate | str:
    return data if isinstance(data, str) else Gate(data["gate"], tuple(map(gate, data["inputs"])), data.get("k", 0))


@pytest.mark.parametrize("known", [case for case in cases("failpoints") if "tree" in case.id or case.values[0] is None])
def test_a_fault_tree_has_the_known_figures(known: Any) -> None:
    shares, expect, tolerance = known["params"]["probabilities"], known["expect"], known["rel_tol"]
    tree = compile_tree(gate(known["params"]["top"]))
    found = tree.cut_sets()
    assert found.is_complete
    assert sorted(map(sorted, found.sets)) == sorted(map(sorted, expect["minimal_cut_sets"]))
    assert tree.probability(shares) == pytest.approx(expect["P_top"], rel=tolerance)
    for name, importance in tree.importances(shares).items():
        figures = expect["importance"][name]
        assert importance.birnbaum == pytest.approx(figures["birnbaum"], rel=1e-8)
        assert importance.criticality == pytest.approx(figures["criticality"], rel=1e-8)
        assert importance.risk_achievement == pytest.approx(figures["raw"], rel=1e-8)


def test_a_process_with_detection_and_rework_has_the_known_figures() -> None:
    known = case("failpoints", "process-repair-visit")
    steps, expect = known["params"]["steps"], known["expect"]
    found = compute_reliability(to_graph(repair_visit(steps)))
    near = {"rel": known["rel_tol"], "abs": 1e-9}
    assert found.success == pytest.approx(expect["P_success"], **near)
    assert found.gave_up == pytest.approx(expect["P_gave_up"], **near)
    assert found.escaped == pytest.approx(expect["P_escaped"], **near)
    assert found.failure_cost == pytest.approx(expect["cost_of_failure"], **near)
    for step in steps:
        name, figures = step["name"], found.steps[step["name"]]
        assert figures.visits == pytest.approx(expect["visits"][name], **near)
        assert figures.reach == pytest.approx(expect["ever_reached"][name], **near)
        assert figures.rework_visits == pytest.approx(expect["rework_visits"][name], **near)
        assert figures.failures == pytest.approx(expect["failures"][name], **near)
        better = expect["if_perfect"][name]["success_if_perfect"]
        assert figures.gain == pytest.approx(better - expect["P_success"], **near)
        assert figures.saving == pytest.approx(expect["if_perfect"][name]["saving_if_perfect"], **near)
        minutes_saved = expect["if_perfect"][name]["minutes_saved_if_perfect"]
        assert figures.time_saved == pytest.approx(60 * minutes_saved, rel=1e-9, abs=1e-6)


def repair_visit(steps: Any) -> Blueprint:
    script = [
        {
            "lane": "onstage" if number else "customer",
            "label": step["name"],
            "service_time": f"{step['minutes']} min",
            "fail_points": [
                {
                    "label": "fault",
                    "probability": step["fail"],
                    "detected": step["detect"],
                    "gives_up": step["give_up"],
                    "recovery": step["redo"],
                    "cost": step["fix_cost"],
                    "escape_cost": step["escape_cost"],
                }
            ],
        }
        for number, step in enumerate(steps)
    ]
    flows = [{"source": one["name"], "target": other["name"]} for one, other in pairwise(steps)]
    return Blueprint.model_validate({"title": "Repair", "phases": [{"steps": script}], "flows": flows})


def test_customers_meet_steps_and_must_pass_steps_as_known() -> None:
    known = case("failpoints", "graph-blueprint12")
    edges, expect = known["params"]["edges"], known["expect"]
    names = list(dict.fromkeys(name for edge in edges for name in edge[:2] if name not in ("start", "end")))
    script = [
        {"lane": "onstage" if number else "customer", "label": name, "id": name} for number, name in enumerate(names)
    ]
    flows = [
        {"source": one, "target": other, **({"probability": share} if share < 1 else {})}
        for one, other, share in edges
        if one != "start"
    ]
    graph = to_graph(Blueprint.model_validate({"title": "T", "phases": [{"steps": script}], "flows": flows}))
    found = compute_reliability(graph)
    assert {step: figures.reach for step, figures in found.steps.items()} == pytest.approx(
        expect["P_customer_meets_step"]
    )
    assert list(graph.dominators("hand_over")) == expect["dominators_in_order"]
    assert found.success == pytest.approx(1.0)
