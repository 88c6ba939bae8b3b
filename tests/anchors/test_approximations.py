"""Approximations for queues of any law against the cases: the formulas, and how far they are from exact models."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.approximations import (
    allen_cunneen,
    kingman,
    kingman_bound,
    kraemer_langenbach_belz,
    sakasegawa,
)
from tests.anchors.cases import cases


@pytest.mark.parametrize("case", cases("approximations"))
def test_an_approximation_has_the_known_value(case: Any) -> None:
    params, expect = case["params"], dict(case["expect"])
    rate, mean, servers = params["arrival_rate"], params["mean_service"], params["servers"]
    variations = params["ca2"], params["cs2"]
    found = {
        "allen_cunneen": allen_cunneen(rate, mean, servers, *variations),
        "sakasegawa": sakasegawa(rate, mean, servers, *variations),
    }
    if servers == 1:
        found["kingman"] = kingman(rate, mean, *variations)
        found["kraemer_langenbach_belz"] = kraemer_langenbach_belz(rate, mean, *variations)
        found["kingman_upper_bound"] = kingman_bound(rate, mean, *variations)
    if "exact_mean_wait" in expect:
        exact = expect.pop("exact_mean_wait")
        found["relative_error"] = found["allen_cunneen"] / exact - 1
    chosen = {name: found[name] for name in expect}
    assert chosen == pytest.approx(expect, rel=case["rel_tol"], abs=1e-9)
