"""Erlang B and C against the cases."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.erlang import erlang_b, erlang_c, load_for_blocking
from tests.anchors.cases import cases


@pytest.mark.parametrize("case", cases("erlang"))
def test_erlang_formulas_have_the_known_figures(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    if case["model"] == "erlang_b_inverse":
        found = {"offered_load": load_for_blocking(params["servers"], params["blocking"])}
    else:
        found = {
            "blocking": erlang_b(params["servers"], params["offered_load"]),
            "p_wait": erlang_c(params["servers"], params["offered_load"]),
        }
    assert found == pytest.approx(expect, rel=case["rel_tol"])
