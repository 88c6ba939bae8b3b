from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.simulation.codes import BELOW, BINS, FINENESS, SHORTEST
from blueprint.analysis.simulation.lengths import SHARES, edges_of, quantiles_of, summary_of


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_quantiles_of_times_are_those_of_numpy(times: list[float]) -> None:
    mean, *quantiles = summary_of(np.array(times))
    assert mean == pytest.approx(np.mean(times))
    assert quantiles == pytest.approx(list(np.quantile(times, SHARES)))


def test_a_summary_leaves_the_times_as_they_are() -> None:
    times = np.array([3.0, 1.0, 2.0])
    summary_of(times)
    assert times.tolist() == [3.0, 1.0, 2.0]


def test_nothing_has_no_quantiles() -> None:
    assert all(math.isnan(value) for value in summary_of(np.array([])))
    assert all(math.isnan(value) for value in quantiles_of(np.zeros(BINS, int), 0))


@given(st.lists(st.floats(0.01, 1e5), min_size=1, max_size=60), st.integers(0, 60))
def test_quantiles_of_counted_waits_are_within_a_class_of_those_of_the_waits(waits: list[float], at_once: int) -> None:
    histogram = np.zeros(BINS, int)
    for wait in waits:
        histogram[int(math.log2(wait + SHORTEST) * FINENESS + BELOW)] += 1
    found = quantiles_of(histogram, len(waits) + at_once)
    exact = np.quantile([0.0] * at_once + waits, SHARES, method="inverted_cdf")
    assert found == pytest.approx(exact, rel=2 ** (1 / FINENESS) - 1 + 1e-9, abs=2 * SHORTEST)


def test_classes_of_length_rise_from_nothing() -> None:
    edges = edges_of(range(BINS))
    assert edges[0] == 0.0
    assert edges == sorted(edges)
