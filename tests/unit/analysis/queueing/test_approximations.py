"""Approximations: where they are exact, and that they never exceed the bound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.approximations import (
    allen_cunneen,
    kingman,
    kingman_bound,
    kraemer_langenbach_belz,
    sakasegawa,
)
from blueprint.analysis.queueing.mg1 import MG1
from blueprint.analysis.queueing.mmc import MMc
from blueprint.errors import AnalysisError

loads = st.floats(0.05, 0.97)
variations = st.floats(0, 4)


@given(loads, variations)
def test_with_independent_arrivals_one_server_is_exact(load: float, variation: float) -> None:
    exact = MG1(load, 1.0, 1 + variation).mean_wait
    assert kingman(load, 1.0, 1.0, variation) == pytest.approx(exact)
    assert kraemer_langenbach_belz(load, 1.0, 1.0, variation) == pytest.approx(exact)
    assert allen_cunneen(load, 1.0, 1, 1.0, variation) == pytest.approx(exact)


@given(loads, st.integers(1, 50))
def test_with_exponential_service_too_several_servers_are_exact(load: float, servers: int) -> None:
    exact = MMc(load * servers, 1.0, servers).mean_wait
    assert allen_cunneen(load * servers, 1.0, servers, 1.0, 1.0) == pytest.approx(exact)


@given(loads, st.integers(1, 15))
def test_sakasegawa_comes_near_to_erlang_in_heavy_traffic(load: float, servers: int) -> None:
    load = max(load, 0.8)
    exact = MMc(load * servers, 1.0, servers).mean_wait
    assert sakasegawa(load * servers, 1.0, servers, 1.0, 1.0) == pytest.approx(exact, rel=0.2)


@given(loads, variations, variations)
def test_the_correction_for_even_arrivals_shortens_waits(load: float, arrivals: float, service: float) -> None:
    corrected = kraemer_langenbach_belz(load, 1.0, arrivals, service)
    assert corrected <= kingman(load, 1.0, arrivals, service) + 1e-12
    if arrivals <= 1:
        assert corrected <= kingman_bound(load, 1.0, arrivals, service) + 1e-12


def test_what_does_not_vary_does_not_wait() -> None:
    assert kraemer_langenbach_belz(0.9, 1.0, 0.0, 0.0) == 0.0
    assert allen_cunneen(1.0, 0.0, 2, 1.0, 1.0) == 0.0


def test_overload_is_refused() -> None:
    for formula in (kingman, kingman_bound, kraemer_langenbach_belz):
        with pytest.raises(AnalysisError, match="BP620"):
            formula(1.0, 1.0, 1.0, 1.0)
    with pytest.raises(AnalysisError, match="BP620"):
        sakasegawa(3.0, 1.0, 3, 1.0, 1.0)
