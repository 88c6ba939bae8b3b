"""Moments, distribution functions and transforms, each found a second way."""

from __future__ import annotations

import math

import numpy as np
import pytest

from blueprint.analysis.queueing.laws import (
    second_moment,
    share_below,
    shares_below,
    squared_variation,
    third_moment,
    transform,
)
from blueprint.units import Distribution, read_distribution

LAWS = (
    "2 min", "exponential(2 min)", "uniform(1 min, 3 min)", "uniform(2 min, 2 min)", "triangular(1 min, 2 min, 4 min)",
    "triangular(1 min, 1 min, 4 min)", "triangular(1 min, 4 min, 4 min)", "pert(1 min, 2 min, 4 min)",
    "pert(1 min, 1 min, 4 min)", "pert(2 min, 2 min, 2 min)", "hyperexponential(0.4, 1 min, 5 min)", "normal(5 min, 1 min)",
    "normal(1 min, 2 min)", "lognormal(5 min, 2 min)", "gamma(10 min, 5 min)", "gamma(1 min, 3 min)", "erlang(3, 2 min)",
    "empirical(2 min, 3 min, 3 min, 7 min)", "0 s",
)  # fmt: skip
laws = pytest.mark.parametrize("law", [read_distribution(text) for text in LAWS], ids=LAWS)


def integral(law: Distribution, power: int) -> float:
    """Integrate power * t^(power - 1) * P(time > t)."""
    far = float(law.mean) + 40 * math.sqrt(law.variance) + 60
    edges = np.unique(np.concatenate([[0.0], np.geomspace(far * 1e-9, far, 120_001), np.linspace(0, far, 120_001)]))
    middles = (edges[1:] + edges[:-1]) / 2
    return float((np.diff(edges) * power * middles ** (power - 1) * (1 - shares_below(law, middles))).sum())


@laws
def test_moments_follow_from_the_distribution_function(law: Distribution) -> None:
    assert integral(law, 1) == pytest.approx(float(law.mean), rel=1e-3, abs=1e-3)
    assert integral(law, 2) == pytest.approx(second_moment(law), rel=2e-3, abs=1e-3)
    assert integral(law, 3) == pytest.approx(third_moment(law), rel=5e-3, abs=1e-3)


@laws
@pytest.mark.parametrize("rate", [0.0, 1e-4, 0.005, 0.05, 1.0])
def test_transforms_follow_from_the_distribution_function(law: Distribution, rate: float) -> None:
    far = float(law.mean) + 40 * math.sqrt(law.variance) + 60
    edges = np.unique(np.concatenate([[0.0], np.geomspace(far * 1e-9, far, 100_001), np.linspace(0, far, 100_001)]))
    middles = (edges[1:] + edges[:-1]) / 2
    weights = np.exp(-rate * edges[:-1]) - np.exp(-rate * edges[1:])
    found = float((weights * shares_below(law, middles)).sum()) + math.exp(-rate * far)
    assert transform(law, rate) == pytest.approx(found, rel=2e-3, abs=1e-6)


@laws
def test_a_distribution_function_rises_from_nobody_to_all(law: Distribution) -> None:
    times = np.linspace(-10, float(law.mean) + 60 * math.sqrt(law.variance) + 1, 500)
    shares = shares_below(law, times)
    assert (np.diff(shares) >= -1e-12).all()
    assert shares[0] == 0.0
    assert shares[-1] == pytest.approx(1.0, abs=1e-3)


def test_a_cut_normal_time_is_nothing_for_a_share() -> None:
    assert share_below(read_distribution("normal(1 min, 2 min)"), 0.0) == pytest.approx(0.3085, abs=1e-4)
    assert share_below(read_distribution("2 min"), 119.9) == 0.0
    assert share_below(read_distribution("2 min"), 120.0) == 1.0


def test_a_time_of_nothing_does_not_vary() -> None:
    assert squared_variation(read_distribution("0 s")) == 0.0
    assert squared_variation(read_distribution("exponential(1 min)")) == pytest.approx(1.0)
