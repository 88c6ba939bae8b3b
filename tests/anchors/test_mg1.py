"""M/G/1 and M/D/c against the cases."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.laws import second_moment, squared_variation, third_moment
from blueprint.analysis.queueing.mg1 import MG1, MDc
from tests.anchors.cases import cases
from tests.anchors.reading import figure, law


@pytest.mark.parametrize("case", cases("mg1"))
def test_a_queue_with_service_of_any_law_has_the_known_figures(case: Any) -> None:
    params = case["params"]
    plain: dict[str, Any]
    if case["model"] == "M/D/c":
        steady = MDc(params["arrival_rate"], params["service_time"], params["servers"])
        plain = {"p0": steady.idle, "p_wait": steady.probability_of_wait, **means(steady)}
    else:
        service = law(params["service"])
        rate, mean = params["arrival_rate"], float(service.mean)
        queue = MG1(rate, mean, second_moment(service), third_moment(service))
        steady = MDc(rate, mean, 1)
        plain = {
            "service_scv": squared_variation(service),
            "p_wait": queue.utilization,
            "var_wait": queue.wait_variance,
            **means(queue),
        }
    found = {name: figure(name, plain, {"p_wait_over": steady.wait_over}) for name in case["expect"]}
    assert found == pytest.approx(case["expect"], rel=case["rel_tol"])


def means(queue: MG1 | MDc) -> dict[str, float]:
    return {
        "utilisation": queue.utilization,
        "mean_wait": queue.mean_wait,
        "mean_queue": queue.mean_queue,
        "mean_sojourn": queue.mean_time,
        "mean_in_system": queue.mean_present,
    }
