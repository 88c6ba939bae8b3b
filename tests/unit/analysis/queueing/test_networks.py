"""Networks with product form: the traffic of loops, and time over all pools."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis.queueing.networks import Jackson, traffic
from blueprint.errors import AnalysisError


@given(st.floats(0.1, 5), st.floats(0, 0.9))
def test_what_is_done_again_comes_again(rate: float, again: float) -> None:
    assert traffic((rate,), ((again,),)) == pytest.approx((rate / (1 - again),))


def test_time_in_all_pools_is_that_of_each_visit() -> None:
    network = Jackson((1.0, 0.0), (1.0, 2.0), (2.0, 3.0), (1, 1))
    visits = network.pools[0].mean_time + 2 * network.pools[1].mean_time
    assert network.mean_time == pytest.approx(visits)
    assert network.mean_wait == pytest.approx(network.pools[0].mean_wait + 2 * network.pools[1].mean_wait)


def test_an_overloaded_pool_is_refused() -> None:
    with pytest.raises(AnalysisError, match="BP620"):
        _ = Jackson((2.0,), (2.0,), (1.0,), (2,)).pools
