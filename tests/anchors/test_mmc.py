"""M/M/c and its staffing against the cases."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.erlang import servers_for_wait, share_within
from blueprint.analysis.queueing.mmc import MMc
from tests.anchors.cases import cases
from tests.anchors.reading import figure


@pytest.mark.parametrize("case", cases("mmc"))
def test_a_queue_of_exponential_servers_has_the_known_figures(case: Any) -> None:
    params = case["params"]
    if case["model"] == "M/M/c staffing":
        found = staffing(params)
    else:
        queue = MMc(params["arrival_rate"], params["service_rate"], params["servers"])
        found = {name: figure(name, plain(queue), by_argument(queue)) for name in case["expect"]}
    assert found == pytest.approx(case["expect"], rel=case["rel_tol"], abs=1e-60)


def staffing(params: Any) -> dict[str, float]:
    rate, mean, within = params["arrival_rate"], params["mean_service"], params["within"]
    servers = servers_for_wait(rate, mean, params["target_fraction"], within)
    return {
        "servers": servers,
        "achieved": share_within(rate, mean, servers, within),
        "achieved_with_one_less": share_within(rate, mean, servers - 1, within),
    }


def plain(queue: MMc) -> dict[str, float]:
    return {
        "utilisation": queue.utilization,
        "p0": queue.idle,
        "p_wait": queue.probability_of_wait,
        "mean_wait": queue.mean_wait,
        "mean_wait_if_waiting": queue.mean_wait_of_waiting,
        "mean_queue": queue.mean_queue,
        "mean_sojourn": queue.mean_time,
        "mean_in_system": queue.mean_present,
        "var_wait": queue.wait_variance,
    }


def by_argument(queue: MMc) -> dict[str, Any]:
    return {
        "p_wait_over": queue.wait_over,
        "p_sojourn_over": queue.time_over,
        "wait_quantile": queue.wait_quantile,
    }
