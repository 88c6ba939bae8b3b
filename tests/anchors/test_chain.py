"""Absorbing chains against the cases."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from blueprint.analysis.chain import Chain
from tests.anchors.cases import cases


@pytest.mark.parametrize("case", cases("absorbing"))
def test_an_absorbing_chain_has_the_known_figures(case: Any) -> None:
    rows, expect = case["params"]["Q"], case["expect"]
    size = len(rows)
    chain = Chain(size, [(i, j, share) for i, row in enumerate(rows) for j, share in enumerate(row) if share])
    visits = np.array([chain.visits(state) for state in range(size)])
    again = np.array([(visits[state] - np.eye(size)[state]) / chain.returns() for state in range(size)])
    absorbed = np.array(
        [chain.total([row[end] for row in case["params"]["R"]]) for end in range(len(expect["absorption"][0]))]
    ).T
    tolerance = case["rel_tol"]
    assert visits == pytest.approx(np.array(expect["fundamental"]), rel=tolerance)
    assert again == pytest.approx(np.array(expect["ever_visit"]), rel=tolerance)
    assert absorbed == pytest.approx(np.array(expect["absorption"]), rel=tolerance)
    assert chain.total(np.ones(size)) == pytest.approx(np.array(expect["mean_steps"]), rel=tolerance)
    assert chain.variance(np.ones(size), np.zeros(size)) == pytest.approx(np.array(expect["var_steps"]), rel=tolerance)
    if "mean_cost" in expect:
        costs = chain.total(case["params"]["cost_per_visit"])
        assert costs == pytest.approx(np.array(expect["mean_cost"]), rel=tolerance)
