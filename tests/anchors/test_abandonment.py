"""Impatient customers against the cases."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.impatience import ImpatientQueue, Patience
from tests.anchors.cases import cases
from tests.anchors.reading import figure, law


@pytest.mark.parametrize("case", cases("abandonment"))
def test_a_queue_that_customers_leave_has_the_known_figures(case: Any) -> None:
    params = case["params"]
    arguments = params["arrival_rate"], params["service_rate"], params["servers"]
    if case["model"] == "M/M/c+M":
        palm = ErlangA(*arguments, params["abandon_rate"])
        plain = {
            "p_wait": palm.probability_of_wait,
            "p_abandon": palm.abandoned,
            "mean_queue": palm.mean_queue,
            "mean_wait_all": palm.mean_wait,
            "mean_wait_served": palm.mean_wait_of_served,
            "mean_wait_abandoned": palm.mean_wait_of_abandoning,
            "utilisation": palm.utilization,
            "throughput": palm.throughput,
            "p_abandon_if_waiting": palm.abandoned / palm.probability_of_wait,
        }
        over = {"p_offered_wait_over": palm.offered_wait_over, "p_wait_over": palm.wait_over}
    else:
        general = ImpatientQueue(*arguments, Patience(((1.0, law(params["patience"])),)))
        plain = {
            "p_wait": general.probability_of_wait,
            "p_abandon": general.abandoned,
            "mean_offered_wait": general.mean_offered_wait,
            "mean_wait_all": general.mean_wait,
        }
        over = {}
    found = {name: figure(name, plain, over) for name in case["expect"]}
    assert found == pytest.approx(case["expect"], rel=case["rel_tol"])


@pytest.mark.parametrize("case", [case for case in cases("abandonment") if "erla" in case.id or case.values[0] is None])
def test_exponential_patience_is_a_law_like_others(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    patience = Patience(((1.0, law({"dist": "exponential", "mean": 1 / params["abandon_rate"]})),))
    queue = ImpatientQueue(params["arrival_rate"], params["service_rate"], params["servers"], patience)
    assert queue.abandoned == pytest.approx(expect["p_abandon"], rel=1e-6)
    assert queue.mean_wait == pytest.approx(expect["mean_wait_all"], rel=1e-6)
    assert queue.utilization == pytest.approx(expect["utilisation"], rel=1e-6)
    for name in expect:
        if "over" in name:
            over = {"p_offered_wait_over": queue.offered_wait_over, "p_wait_over": queue.wait_over}
            assert figure(name, {}, over) == pytest.approx(expect[name], rel=1e-2, abs=1e-6)
