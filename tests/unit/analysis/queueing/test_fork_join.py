"""Fork and join: longer than one branch, and shorter than all of them one after the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.fork_join import time_until_all_are_done
from blueprint.errors import AnalysisError


@given(st.floats(0.01, 0.95), st.integers(1, 30))
def test_the_last_of_several_comes_after_the_mean_one(load: float, branches: int) -> None:
    alone = time_until_all_are_done(load, 1.0, 1)
    found = time_until_all_are_done(load, 1.0, branches)
    assert alone == pytest.approx(1 / (1 - load))
    assert alone <= found <= branches * alone + 1e-12
    assert time_until_all_are_done(load, 1.0, branches + 1) > found


def test_without_load_the_last_of_two_takes_one_and_a_half_services() -> None:
    assert time_until_all_are_done(1e-12, 1.0, 2) == pytest.approx(1.5)


def test_overload_is_refused() -> None:
    with pytest.raises(AnalysisError, match="BP620"):
        time_until_all_are_done(1.0, 1.0, 2)
