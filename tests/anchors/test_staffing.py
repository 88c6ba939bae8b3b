"""Staffing of large services against the cases: limits, and the exact figures beside them."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.erlang import erlang_c
from blueprint.analysis.queueing.square_root import (
    probability_of_wait,
    probability_of_wait_with_patience,
    reserve_for,
    servers_by_square_root,
)
from tests.anchors.cases import cases


@pytest.mark.parametrize("case", cases("staffing"))
def test_staffing_formulas_have_the_known_values(case: Any) -> None:
    found = figures_of(case["model"], case["params"])
    assert found == pytest.approx(case["expect"], rel=case["rel_tol"])


def figures_of(model: str, params: Any) -> dict[str, float]:
    if model == "Halfin-Whitt":
        return {"p_wait": probability_of_wait(params["beta"])}
    if model == "Halfin-Whitt inverse":
        return {"beta": reserve_for(params["p_wait"])}
    if model == "square-root staffing":
        servers = servers_by_square_root(params["offered_load"], params["beta"])
        return {
            "servers": servers,
            "p_wait_exact": erlang_c(servers, params["offered_load"]),
            "p_wait_halfin_whitt": probability_of_wait(params["beta"]),
        }
    service, leave = params["service_rate"], params["abandon_rate"]
    exact = ErlangA(params["offered_load"] * service, service, params["servers"], leave)
    return {
        "p_wait": probability_of_wait_with_patience(params["beta"], service, leave),
        "p_wait_exact": exact.probability_of_wait,
        "p_abandon_exact": exact.abandoned,
    }
