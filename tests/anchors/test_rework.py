"""Steps that are done until they are right, steps in a row, and the repair visit: what the other anchors leave out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.chain import Chain, chain_of
from blueprint.analysis.fmea import action_priority
from blueprint.analysis.reliability import compute_reliability
from blueprint.analysis.results import Analysis
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from tests.anchors.cases import case


def blueprint_of(steps: list[dict[str, Any]]) -> Blueprint:
    """Return a service of steps in a row, the first of them a customer's."""
    script = [{"lane": "onstage" if place else "customer", **step} for place, step in enumerate(steps)]
    flows = [{"source": one["label"], "target": other["label"]} for one, other in pairwise(steps)]
    return Blueprint.model_validate({"title": "T", "phases": [{"steps": script}], "flows": flows})


def repair_visit(known: Any, perfect: str | None = None) -> Analysis:
    steps = []
    for step in known["params"]["steps"]:
        point = {
            "label": "fault",
            "probability": 0.0 if step["name"] == perfect else step["fail"],
            "detected": step["detect"],
            "gives_up": step["give_up"],
            "recovery": step["redo"],
            "cost": step["fix_cost"],
            "escape_cost": step["escape_cost"],
        }
        steps.append({"label": step["name"], "service_time": f"{step['minutes']} min", "fail_points": [point]})
    return analyze_service(to_graph(blueprint_of(steps)))


STEPS = ("book", "dispatch", "diagnose", "repair", "test", "pay")


def test_the_repair_visit_takes_the_known_steps_minutes_and_repetitions() -> None:
    known = case("failpoints", "process-repair-visit")
    expect, found = known["expect"], repair_visit(known)
    fares, near = found.failures.reliability, {"rel": known["rel_tol"], "abs": 1e-9}
    assert sum(step.visits for step in fares.steps.values()) == pytest.approx(expect["mean_steps"], **near)
    assert found.time.expected.mean == pytest.approx(60 * expect["minutes"], **near)
    redone = sum(
        fares.steps[step["name"]].failures * step["detect"] * (1 - step["give_up"]) for step in known["params"]["steps"]
    )
    assert redone == pytest.approx(expect["redone"], **near)
    assert (fares.success, fares.gave_up, fares.escaped) == pytest.approx(
        (expect["P_success"], expect["P_gave_up"], expect["P_escaped"]), **near
    )
    assert fares.failure_cost == pytest.approx(expect["cost_of_failure"], **near)


@pytest.mark.parametrize("name", STEPS)
def test_a_step_of_the_repair_visit_has_the_known_visits(name: str) -> None:
    known = case("failpoints", "process-repair-visit")
    expect, near = known["expect"], {"rel": known["rel_tol"], "abs": 1e-9}
    found = repair_visit(known).failures
    step = found.reliability.steps[name]
    assert step.visits == pytest.approx(expect["visits"][name], **near)
    assert step.reach == pytest.approx(expect["ever_reached"][name], **near)
    assert step.rework_visits == pytest.approx(expect["rework_visits"][name], **near)
    assert step.failures == pytest.approx(expect["failures"][name], **near)
    (row,) = (row for row in found.register if row.step == name)
    assert row.expected_per_1000 == pytest.approx(1000 * expect["failures"][name], **near)


@pytest.mark.parametrize("name", STEPS)
def test_a_perfect_step_changes_the_repair_visit_as_known(name: str) -> None:
    """What the one analysis says would be gained, what the changed service shows, and what is known are the same."""
    known = case("failpoints", "process-repair-visit")
    expect, near = known["expect"], {"rel": 1e-8, "abs": 1e-9}
    better = expect["if_perfect"][name]
    before, after = repair_visit(known), repair_visit(known, perfect=name)
    step, fares = before.failures.reliability.steps[name], after.failures.reliability
    assert fares.success == pytest.approx(better["success_if_perfect"], **near)
    assert step.gain == pytest.approx(better["success_if_perfect"] - expect["P_success"], **near)
    assert fares.failure_cost == pytest.approx(expect["cost_of_failure"] - better["saving_if_perfect"], **near)
    assert step.saving == pytest.approx(better["saving_if_perfect"], **near)
    assert after.time.expected.mean == pytest.approx(
        60 * (expect["minutes"] - better["minutes_saved_if_perfect"]), rel=1e-9
    )
    assert step.time_saved == pytest.approx(60 * better["minutes_saved_if_perfect"], rel=1e-8, abs=1e-6)


def test_steps_in_a_row_succeed_with_the_known_product() -> None:
    known = case("failpoints", "series")
    shares = known["params"]["step_success"]
    steps = [
        {"label": f"s{place}", "fail_points": [{"label": "fault", "probability": 1 - share, "detected": 0}]}
        for place, share in enumerate(shares)
    ]
    found = compute_reliability(to_graph(blueprint_of(steps)))
    assert found.success == pytest.approx(known["expect"]["P_success"], rel=known["rel_tol"])
    assert found.first_time == pytest.approx(known["expect"]["P_success"], rel=known["rel_tol"])


def test_a_step_that_is_repeated_until_it_is_right_has_the_known_visits() -> None:
    known = case("failpoints", "rework-geometric")
    fail, expect = known["params"]["fail"], known["expect"]
    chain = chain_of(1, [(0, 0, fail)])
    assert chain.visits(0) == pytest.approx([expect["mean_visits"]])
    assert chain.variance([1.0], [0.0]) == pytest.approx([expect["variance_visits"]])
    point = {"label": "fault", "probability": fail}
    found = analyze_service(to_graph(blueprint_of([{"label": "s", "service_time": "1 s", "fail_points": [point]}])))
    assert found.failures.reliability.steps["s"].visits == pytest.approx(expect["mean_visits"])
    assert found.time.expected.deviation == pytest.approx(expect["variance_visits"] ** 0.5)


def test_more_than_three_tries_are_as_probable_as_known() -> None:
    """Three tries in a row, after which the customer is lost, are lost by who needs a fourth."""
    known = case("failpoints", "rework-geometric")
    fail = known["params"]["fail"]
    chain = Chain(3, [(0, 1, fail), (1, 2, fail)])
    assert chain.total([0.0, 0.0, fail])[0] == pytest.approx(known["expect"]["P_more_than_3"])


def test_rpn_is_the_product_and_priority_is_not() -> None:
    known = case("failpoints", "ap-cells")
    points = [
        {"label": f"f{place}", "severity": s, "occurrence": o, "detection": d}
        for place, (s, o, d) in enumerate(known["params"]["cells"])
    ]
    found = analyze_service(to_graph(blueprint_of([{"label": "s", "fail_points": points}]))).failures.register
    by_label = {row.label: row for row in found}
    assert [by_label[p["label"]].rpn for p in points] == known["expect"]["rpn"]
    assert [by_label[p["label"]].action_priority for p in points] == known["expect"]["ap"]
    ranks = ["HML".index(row.action_priority or "") for row in found]
    assert ranks == sorted(ranks)
    assert [row.rpn for row in found] != sorted((row.rpn for row in found), reverse=True)


def test_as_many_products_as_known_lie_below_two_hundred() -> None:
    expect = case("failpoints", "rpn-facts")["expect"]
    scores = np.arange(1, 11)
    products = np.multiply.outer(np.multiply.outer(scores, scores), scores)
    assert (products < 200).mean() == pytest.approx(expect["below_200_share"])
    assert action_priority(10, 1, 10) == "L" and action_priority(9, 4, 2) == "H"  # 100 and 72


def test_a_service_of_an_absorbing_chain_has_its_known_figures() -> None:
    """Apply, check, fix, approve, as steps with shares and failures that nobody notices."""
    known = case("absorbing", "service-intake")
    states, rows = known["params"]["states"], known["params"]["Q"]
    lost = [ends[1] for ends in known["params"]["R"]]
    served = [ends[0] for ends in known["params"]["R"]]
    steps = [
        {
            "lane": "customer",
            "label": name,
            "cost": cost,
            "fail_points": [{"label": "fault", "probability": share, "detected": 0}],
        }
        for name, share, cost in zip(states, lost, known["params"]["cost_per_visit"], strict=True)
    ]
    flows = []
    for place, row in enumerate(rows):
        right = 1 - lost[place]
        targets = [(states[other], share / right) for other, share in enumerate(row) if share]
        if served[place]:
            targets.append(("end", served[place] / right))
        marks = [{"probability": share} if len(targets) > 1 else {} for _, share in targets]
        flows += [
            {"source": states[place], "target": target, **mark}
            for (target, _), mark in zip(targets, marks, strict=True)
        ]
    data = {"title": "T", "phases": [{"steps": steps}], "flows": flows}
    found = compute_reliability(to_graph(Blueprint.model_validate(data)))
    expect, near = known["expect"], {"rel": known["rel_tol"]}
    assert found.success == pytest.approx(expect["absorption"][0][0], **near)
    assert found.escaped == pytest.approx(expect["absorption"][0][1], **near)
    assert [found.steps[name].visits for name in states] == pytest.approx(expect["fundamental"][0], **near)
    reached = [1.0, *expect["ever_visit"][0][1:]]
    assert [found.steps[name].reach for name in states] == pytest.approx(reached, **near)
    cost = sum(
        found.steps[name].visits * each for name, each in zip(states, known["params"]["cost_per_visit"], strict=True)
    )
    assert cost == pytest.approx(expect["mean_cost"][0], **near)
