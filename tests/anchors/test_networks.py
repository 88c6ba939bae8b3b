"""Networks of queues against the cases."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.chain import Chain
from blueprint.analysis.queueing.fork_join import time_until_all_are_done
from blueprint.analysis.queueing.networks import Jackson, traffic
from blueprint.analysis.queueing.qna import Place, Stream, arrival_variations, general_wait
from tests.anchors.cases import cases


def of_model(word: str) -> list[Any]:
    """Return the cases of a model; where there are none, the one that is skipped."""
    return [case for case in cases("networks") if case.values[0] is None or word in case.values[0]["model"]]


@pytest.mark.parametrize("case", of_model("Jackson"))
def test_a_jackson_network_has_the_known_figures(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rates = traffic(params["external_rates"], params["routing"])
    network = Jackson(tuple(params["external_rates"]), rates, tuple(params["service_rates"]), tuple(params["servers"]))
    near = {"rel": case["rel_tol"]}
    for rate, pool, known in zip(rates, network.pools, expect["nodes"], strict=True):
        found = {
            "arrival_rate": rate,
            "utilisation": pool.utilization,
            "p_wait": pool.probability_of_wait,
            "mean_wait": pool.mean_wait,
            "mean_queue": pool.mean_queue,
            "mean_in_system": pool.mean_present,
        }
        assert found == pytest.approx(known, **near)
    assert network.mean_present == pytest.approx(expect["mean_in_system"], **near)
    assert network.mean_time == pytest.approx(expect["mean_sojourn"], **near)


@pytest.mark.parametrize("case", of_model("shared pools"))
def test_steps_that_share_pools_have_the_known_figures(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    steps, near = params["steps"], {"rel": case["rel_tol"]}
    place = {name: number for number, name in enumerate(steps)}
    chain = Chain(
        len(steps),
        [(place[a], place[b], share) for a in steps for b, share in steps[a]["next"] if b != "end"],
    )
    visits = dict(zip(steps, chain.visits(place[params["start"]]), strict=True))
    assert visits == pytest.approx(expect["visits"], **near)
    of_pool = {pool: sum(visits[a] for a in steps if steps[a]["pool"] == pool) for pool in params["pools"]}
    rate = params["arrival_rate"]
    network = Jackson(
        (rate,),
        tuple(rate * count for count in of_pool.values()),
        tuple(1 / pool["mean_service"] for pool in params["pools"].values()),
        tuple(pool["capacity"] for pool in params["pools"].values()),
    )
    for (name, count), pool in zip(of_pool.items(), network.pools, strict=True):
        found = {
            "visits": count,
            "utilisation": pool.utilization,
            "p_wait": pool.probability_of_wait,
            "mean_wait": pool.mean_wait,
            "mean_queue": pool.mean_queue,
        }
        assert found == pytest.approx(expect["pools"][name], **near)
    assert network.mean_wait == pytest.approx(expect["mean_wait"], **near)
    assert network.mean_time == pytest.approx(expect["mean_sojourn"], **near)


@pytest.mark.parametrize("case", of_model("QNA"))
def test_the_approximation_of_general_networks_has_the_known_values(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    external, routing, servers = params["external_rates"], params["routing"], params["servers"]
    rates = traffic(external, routing)
    loads = [rate * mean / count for rate, mean, count in zip(rates, params["mean_service"], servers, strict=True)]
    places = [Place(*item) for item in zip(loads, servers, params["cs_2"], strict=True)]
    streams = [Stream(None, j, rate, params["ca0_2"][j]) for j, rate in enumerate(external) if rate]
    streams += [Stream(i, j, rates[i] * share) for i, row in enumerate(routing) for j, share in enumerate(row) if share]
    variations = arrival_variations(places, rates, streams)
    waits = [
        general_wait(*item)
        for item in zip(rates, params["mean_service"], servers, variations, params["cs_2"], strict=True)
    ]
    times = [rate * (wait + mean) for rate, wait, mean in zip(rates, waits, params["mean_service"], strict=True)]
    near = {"rel": case["rel_tol"]}
    assert list(rates) == pytest.approx(expect["arrival_rates"], **near)
    assert loads == pytest.approx(expect["utilisation"], **near)
    assert list(variations) == pytest.approx(expect["arrival_scv"], **near)
    assert waits == pytest.approx(expect["mean_wait"], **near)
    assert sum(times) / sum(external) == pytest.approx(expect["mean_sojourn"], **near)


@pytest.mark.parametrize("case", of_model("fork-join"))
def test_work_that_is_divided_takes_as_long_as_known(case: Any) -> None:
    params = case["params"]
    found = time_until_all_are_done(params["arrival_rate"], params["service_rate"], params["branches"])
    for known in case["expect"].values():
        assert found == pytest.approx(known, rel=case["rel_tol"])


@pytest.mark.parametrize("case", of_model("Little"))
def test_time_is_number_over_rate(case: Any) -> None:
    params = case["params"]
    rate, present = params["throughput"], params["mean_in_system"]
    desk = Jackson((rate,), (rate,), (rate * (1 + present) / present,), (1,))  # one server with so many customers
    assert desk.mean_present == pytest.approx(present)
    assert desk.pools[0].mean_time == pytest.approx(case["expect"]["mean_sojourn"], rel=case["rel_tol"])
