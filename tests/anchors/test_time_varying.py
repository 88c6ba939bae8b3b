"""Arrivals and staff by the hour against the cases."""

from __future__ import annotations

from itertools import pairwise
from math import pi, sin
from typing import Any

import pytest

from blueprint.analysis.queueing.time_varying import Piece, follow_queue, modified_loads, sine_load
from tests.anchors.cases import cases


def of_model(word: str) -> list[Any]:
    """Return the cases of a model; where there are none, the one that is skipped."""
    return [case for case in cases("time_varying") if case.values[0] is None or word in case.values[0]["model"]]


@pytest.mark.parametrize("case", of_model("M(t)/M/inf"))
def test_arrivals_like_a_sine_give_the_known_load(case: Any) -> None:
    params = case["params"]
    words = params["mean_rate"], params["amplitude"], params["omega"], params["service_rate"]
    for point in case["expect"]["points"]:
        assert sine_load(*words, point["t"]) == pytest.approx(point["mean_in_system"], rel=case["rel_tol"])


@pytest.mark.parametrize("case", of_model("M(t)/M/inf"))
def test_loads_by_pieces_come_near_to_those_of_a_sine(case: Any) -> None:
    params = case["params"]
    period = 2 * pi / params["omega"]
    count = 4800
    middles = [(place + 0.5) * period / count for place in range(count)]
    rates = [params["mean_rate"] + params["amplitude"] * sin(params["omega"] * time) for time in middles]
    loads = modified_loads([period / count] * count, rates, 1 / params["service_rate"])
    for point in case["expect"]["points"]:
        at = round(point["t"] / period * count)
        assert loads[at % count].start == pytest.approx(point["mean_in_system"], rel=1e-5)


@pytest.mark.parametrize("case", of_model("M(t)/M/s(t)+M"))
def test_a_queue_that_changes_by_the_hour_has_the_known_figures(case: Any) -> None:
    params, expect, near = case["params"], case["expect"], {"rel": case["rel_tol"]}
    points = [point["t"] for point in expect["points"]]
    edges = sorted({0.0, *map(float, params["rate_breaks"]), *map(float, params["server_breaks"]), *map(float, points)})
    pieces = [
        Piece(
            end - start,
            at(params["rates"], params["rate_breaks"], start),
            at(params["servers"], params["server_breaks"], start),
        )
        for start, end in pairwise(edges)
    ]
    found = follow_queue(pieces, params["service_rate"], params["abandon_rate"])
    for part, end in zip(found, edges[1:], strict=True):
        for point in expect["points"]:
            if point["t"] == end:
                assert part.mean_present == pytest.approx(point["mean_in_system"], **near)
                assert part.mean_queue == pytest.approx(point["mean_queue"], **near)
                assert part.all_busy == pytest.approx(point["p_all_busy"], **near)
    arrivals, queue_time = sum(part.arrivals for part in found), sum(part.queue_time for part in found)
    assert arrivals == pytest.approx(expect["arrivals"], **near)
    assert queue_time == pytest.approx(expect["queue_time"], **near)
    assert queue_time / arrivals == pytest.approx(expect["mean_wait_of_arrivals"], **near)
    assert queue_time * params["abandon_rate"] == pytest.approx(expect["abandonments"], **near)


def at(values: list[Any], breaks: list[float], time: float) -> Any:
    """Return the value that holds at a time."""
    return values[sum(time >= edge for edge in breaks)]
