"""GI/M/c against the cases."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from blueprint.analysis.queueing.gimc import GIMc
from blueprint.analysis.queueing.laws import transform
from tests.anchors.cases import cases
from tests.anchors.reading import law


@pytest.mark.parametrize("case", cases("gimc"))
def test_a_queue_with_arrivals_of_any_law_has_the_known_figures(case: Any) -> None:
    params = case["params"]
    interval = law(params["interarrival"])
    queue = GIMc(partial(transform, interval), float(interval.mean), params["mean_service"], params["servers"])
    found = {
        "root": queue.root,
        "p_wait": queue.probability_of_wait,
        "mean_wait": queue.mean_wait,
        "mean_queue": queue.mean_queue,
        "mean_sojourn": queue.mean_time,
        "utilisation": queue.utilization,
    }
    assert found == pytest.approx(case["expect"], rel=case["rel_tol"])
