"""Classes with priority against the cases."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.laws import second_moment
from blueprint.analysis.queueing.priority import (
    preemptive_times_at_one,
    preemptive_waits,
    waits_at_one,
    waits_by_priority,
)
from tests.anchors.cases import cases
from tests.anchors.reading import law


@pytest.mark.parametrize("case", cases("priority"))
def test_classes_wait_as_known(case: Any) -> None:
    params, model = case["params"], case["model"]
    rates = params["arrival_rates"]
    if "M/M" in model:
        waits = preemptive_waits if "preemptive-resume" in model else waits_by_priority
        found = waits(rates, params["service_rate"], params["servers"])
    else:
        laws = [law(written) for written in params["services"]]
        means, seconds = [float(item.mean) for item in laws], [second_moment(item) for item in laws]
        found = (preemptive_times_at_one if "preemptive-resume" in model else waits_at_one)(rates, means, seconds)
    (expected,) = case["expect"].values()
    assert list(found) == pytest.approx(expected, rel=case["rel_tol"])
