"""Queues with limited room, and limited populations, against the cases."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.finite import FinitePopulation, FiniteRoom, unlimited_servers
from tests.anchors.cases import cases


@pytest.mark.parametrize("case", cases("finite"))
def test_a_finite_queue_has_the_known_figures(case: Any) -> None:
    figures = figures_of(case["model"], case["params"])
    assert {name: figures[name] for name in case["expect"]} == pytest.approx(case["expect"], rel=case["rel_tol"])


def figures_of(model: str, params: Any) -> dict[str, float]:
    if model == "M/M/inf":
        present, idle = unlimited_servers(params["arrival_rate"], 1 / params["service_rate"])
        return {"mean_in_system": present, "p0": idle, "mean_wait": 0.0}
    queue: FiniteRoom | FinitePopulation
    if model == "M/M/c/K":
        room = FiniteRoom(params["arrival_rate"], params["service_rate"], params["servers"], params["capacity"])
        queue, blocked = room, room.turned_away
    else:
        queue = FinitePopulation(params["population"], params["away_rate"], params["service_rate"], params["servers"])
        blocked = 0.0
    return {
        "p0": queue.idle,
        "p_block": blocked,
        "effective_rate": queue.accepted_rate,
        "mean_queue": queue.mean_queue,
        "mean_in_system": queue.mean_present,
        "mean_wait": queue.mean_wait,
        "mean_sojourn": queue.mean_time,
        "utilisation": queue.utilization,
    }
