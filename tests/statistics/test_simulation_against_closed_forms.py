"""The simulation against closed forms and known simulations of a collection of cases: z-tests over fixed seeds."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import pytest

from blueprint.analysis.simulation import Estimate, Run, is_fast_installed, simulate_service
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Arrivals, Blueprint
from blueprint.units import Distribution, Rate, Seconds, Window
from tests.anchors.cases import cases
from tests.statistics import services_of_cases as services
from tests.statistics.simulating import CUSTOMERS, ENGINE, MOST, REPLICATIONS, check, check_share, simulate, waits


@pytest.mark.parametrize("case", [case for case in cases("mmc") if "staff" not in case.id])
def test_waits_in_a_line_before_equal_servers_are_those_of_erlang(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rate = params["arrival_rate"]
    capacity = params["servers"] * params["service_rate"]
    graph = services.queue(services.at_rate(rate), services.exponential(params["service_rate"]), params["servers"])
    settles = 1 / (capacity * (1 - math.sqrt(rate / capacity)) ** 2)  # how long the empty beginning is felt
    found = simulate(graph, rate, times=max(1.0, 10 * settles * rate / CUSTOMERS))
    check(waits(found).mean, expect["mean_wait"])
    check(found.waiting_time.times.mean, expect["mean_wait"])
    check(found.time_in_system.times.mean, expect["mean_sojourn"])
    check(found.resources[0].utilization, expect["utilisation"])
    check(found.resources[0].queue, expect["mean_queue"])
    for share, quantile in ((0.9, waits(found).p90), (0.95, waits(found).p95), (0.5, waits(found).p50)):
        if known := expect.get(f"wait_quantile_{share}"):
            check(quantile, known, error=0.003 * known)  # waits are counted by classes of 2 %


@pytest.mark.parametrize("case", [case for case in cases("mmc") if "staff" in case.id])
def test_a_standard_is_kept_as_often_as_erlang_says(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rate, servers = params["arrival_rate"], expect["servers"]
    time = services.exponential(1 / params["mean_service"])
    for count, share in ((servers, "achieved"), (servers - 1, "achieved_with_one_less")):
        graph = services.queue(services.at_rate(rate), time, count, limit=params["within"])
        [standard] = simulate(graph, rate).standards
        check(standard.share_met, expect[share])


@pytest.mark.parametrize("case", cases("mg1"))
def test_waits_before_one_server_follow_pollaczek_and_khinchine(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    time = (
        Distribution("fixed", (params["service_time"],))
        if "service_time" in params
        else services.law(params["service"])
    )
    rate = params["arrival_rate"]
    found = simulate(services.queue(services.at_rate(rate), time, params.get("servers", 1)), rate)
    check(waits(found).mean, expect["mean_wait"])
    check(found.resources[0].utilization, expect["utilisation"])


@pytest.mark.parametrize("case", cases("gimc"))
def test_waits_of_customers_who_come_evenly_or_in_bunches_are_those_of_takacs(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    between = services.law(params["interarrival"])
    time = Distribution("exponential", (params["mean_service"],))
    found = simulate(services.queue(services.spaced(between), time, params["servers"]), 1 / between.mean)
    check(waits(found).mean, expect["mean_wait"])
    check(found.time_in_system.times.mean, expect["mean_sojourn"])


@pytest.mark.parametrize("case", [case for case in cases("finite") if "mmck" in case.id])
def test_so_many_are_turned_away_as_erlang_says(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rate, servers = params["arrival_rate"], params["servers"]
    time = services.exponential(params["service_rate"])
    graph = services.queue(services.at_rate(rate), time, servers, room=params["capacity"] - servers)
    found = simulate(graph, rate)
    total = sum(found.fates.values())
    check_share(found.fates["turned_away"], total, expect["p_block"])
    check(waits(found).mean, expect["mean_wait"])
    check(found.resources[0].queue, expect["mean_queue"])


def test_a_service_without_resources_has_as_many_inside_as_little_says() -> None:
    for case in cases("finite"):
        if case.id != "mminf" or case.values[0] is None:
            continue
        params, expect = case.values[0]["params"], case.values[0]["expect"]
        step = {"lane": "customer", "label": "Look", "service_time": services.exponential(params["service_rate"])}
        arrivals = services.at_rate(params["arrival_rate"])
        graph = to_graph(Blueprint(title="Museum", arrivals=arrivals, phases=[{"steps": [step]}]))
        found = simulate(graph, params["arrival_rate"])
        late = [point for time, point in found.inside if time > 0.2 * found.horizon]
        mean = math.fsum(point.mean or 0.0 for point in late) / len(late)
        error = math.sqrt(expect["mean_in_system"] / len(late) / REPLICATIONS)  # looks are many service times apart
        assert abs(mean - expect["mean_in_system"]) < MOST * error


@pytest.mark.parametrize("case", cases("abandonment"))
def test_so_many_give_up_as_erlang_a_says(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rate = params["arrival_rate"]
    patience = (
        services.exponential(params["abandon_rate"]) if "abandon_rate" in params else services.law(params["patience"])
    )
    time = services.exponential(params["service_rate"])
    classes = [{"label": "All", "patience": patience}]
    found = simulate(services.queue(services.at_rate(rate), time, params["servers"], classes=classes), rate)
    check_share(found.fates["abandoned"], sum(found.fates.values()), expect["p_abandon"], bunching=40.0)
    check(waits(found).mean, expect["mean_wait_all"])
    if "utilisation" in expect:
        check(found.waiting_time.times.mean, expect["mean_wait_served"])
        check(found.resources[0].utilization, expect["utilisation"])
        check(found.resources[0].queue, expect["mean_queue"])


@pytest.mark.parametrize("case", [case for case in cases("priority") if case.id.startswith("np")])
def test_those_of_better_rank_wait_as_cobham_says(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rates = params["arrival_rates"]
    times = (
        [services.law(time) for time in params["services"]]
        if "services" in params
        else [services.exponential(params["service_rate"])] * len(rates)
    )
    found = simulate(services.ranked(rates, times, params.get("servers", 1)), sum(rates), times=2.0)
    for item, expected in zip(found.classes, expect["mean_wait_by_class"], strict=True):
        check(item.waiting_time.times.mean, expected)


@pytest.mark.parametrize("case", [case for case in cases("networks") if case.id.startswith("jackson")])
def test_a_network_of_steps_is_that_of_jackson(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rate = sum(params["external_rates"])
    found = simulate(services.jackson(params), rate)
    check(found.time_in_system.times.mean, expect["mean_sojourn"])
    for place, node in enumerate(expect["nodes"]):
        check(waits(found, place).mean, node["mean_wait"])
        check(found.resources[place].utilization, node["utilisation"])
        check(found.resources[place].queue, node["mean_queue"])


@pytest.mark.parametrize("case", [case for case in cases("networks") if case.id.startswith("pools")])
def test_steps_that_share_people_hand_them_over_to_who_waits_longest(case: Any) -> None:
    """If who frees a server could take it again before those in line, waits would be an eighth shorter."""
    params, expect = case["params"], case["expect"]
    rate = params["arrival_rate"]
    found = simulate(services.network(params, services.at_rate(rate)), rate, times=2.0)
    check(found.waiting_time.times.mean, expect["mean_wait"])
    check(found.time_in_system.times.mean, expect["mean_sojourn"])
    for resource in found.resources:
        known = expect["pools"][resource.id]
        check(resource.wait.mean, known["mean_wait"])
        check(resource.utilization, known["utilisation"])


@pytest.mark.parametrize("case", [case for case in cases("networks") if case.id in ("forkjoin-0", "forkjoin-1")])
def test_two_branches_that_meet_take_as_long_as_is_known(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    graph = services.fork(params["arrival_rate"], params["service_rate"], params["branches"])
    found = simulate(graph, params["arrival_rate"], times=2.0)
    check(found.time_in_system.times.mean, expect["mean_sojourn"])


@pytest.mark.parametrize("case", [case for case in cases("simulated") if case.id not in ("prio-lognormal-4",)])
def test_lines_without_a_closed_form_are_as_others_simulate_them(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    if case["model"] == "network":
        between = services.law(params["arrivals"]["interarrival"])
        graph = services.network(params, services.spaced(between))
    else:
        between = services.law(params["interarrival"])
        graph = services.queue(services.spaced(between), services.law(params["service"]), params["servers"])
    found = simulate(graph, 1 / between.mean, times=2.0)
    check_known(found.waiting_time.times.mean, expect["mean_wait"])
    check_known(found.waiting_time.times.p95, expect["p95_wait"])
    if "mean_sojourn" in expect:
        check_known(found.time_in_system.times.mean, expect["mean_sojourn"])
        check_known(found.time_in_system.times.p95, expect["p95_sojourn"])
        check_known(found.waiting_time.times.p50, expect["p50_wait"])
        for resource in found.resources:
            check_known(resource.wait.mean, expect[f"pools.{resource.id}.mean_wait"])
        for step in found.steps:
            check_known(step.wait.times.mean, expect[f"steps.{step.id}.mean_wait"])


def check_known(found: Estimate, known: dict[str, float]) -> None:
    check(found, known["mean"], known["se"])


@pytest.mark.parametrize("case", [case for case in cases("simulated") if case.id == "prio-lognormal-4"])
def test_ranks_before_several_servers_are_as_others_simulate_them(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    times = [services.law(time) for time in params["services"]]
    rates = params["arrival_rates"]
    found = simulate(services.ranked(rates, times, params["servers"]), sum(rates), times=2.0)
    for place, item in enumerate(found.classes):
        check_known(item.waiting_time.times.mean, expect[f"class_{place}"])


@pytest.mark.parametrize("case", [case for case in cases("time_varying") if case.id.startswith("mtmst")])
def test_a_day_with_shifts_is_that_of_the_kolmogorov_equations(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    unit = 3600 if case["id"] == "mtmst-shop" else 60
    end = expect["points"][-1]["t"]
    graph = _day(params, unit, end)
    replications = 2000 if is_fast_installed() else 100
    found = simulate_service(
        graph,
        Run(horizon=Seconds(end * unit), replications=replications, shift_end="preempt-resume", closing="leave"),
        engine=ENGINE,
    )
    check(found.customers, expect["arrivals"], replications=replications)
    check(found.resources[0].queue, expect["queue_time"] / end, replications=replications)
    if expect["abandonments"]:
        check_share(
            found.fates["abandoned"], sum(found.fates.values()), expect["abandonments"] / expect["arrivals"], 40.0
        )
    places = {round(time / unit, 6): place for place, (time, _) in enumerate(found.inside)}
    for point in expect["points"]:
        place = places[point["t"]]
        check(found.inside[place][1], point["mean_in_system"], replications=replications)
        if point["t"] not in params["server_breaks"]:  # known is what was just before, a look sees what is just after
            check(found.resources[0].waiting[place][1], point["mean_queue"], replications=replications)
            busy = point["mean_in_system"] - point["mean_queue"]
            check(found.resources[0].busy[place][1], busy, replications=replications)


def _day(params: dict[str, Any], unit: int, end: float) -> ServiceGraph:
    def windows(breaks: list[float]) -> list[Window]:
        bounds = pairwise([0, *breaks, 24 * 3600 / unit])
        return [Window((), Seconds(low * unit), Seconds(high * unit)) for low, high in bounds]

    rates = tuple(
        (window, Rate(rate / unit))
        for window, rate in zip(windows(params["rate_breaks"]), params["rates"], strict=True)
    )
    schedule = tuple(zip(windows(params["server_breaks"]), params["servers"], strict=True))
    time = Distribution("exponential", (unit / params["service_rate"],))
    step = {"lane": "onstage", "label": "Serve", "resources": ["clerk"], "service_time": time}
    classes = []
    if params["abandon_rate"]:
        patience = Distribution("exponential", (unit / params["abandon_rate"],))
        classes = [{"label": "All", "patience": patience}]
    return to_graph(
        Blueprint(
            title="Shop",
            arrivals=Arrivals(pattern=rates),
            resources=[{"id": "clerk", "schedule": schedule}],
            classes=classes,
            phases=[{"steps": [step]}],
        )
    )


@pytest.mark.parametrize("case", [case for case in cases("approximations") if case.id.startswith("error")])
def test_waits_that_approximations_miss_are_those_of_exact_solutions(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rate, mean = params["arrival_rate"], params["mean_service"]
    laws = {0: Distribution("fixed", (mean,)), 1: Distribution("exponential", (mean,))}
    gaps = {
        0: Distribution("fixed", (1 / rate,)),
        0.5: Distribution("erlang", (2, 1 / rate)),
        1: Distribution("exponential", (1 / rate,)),
    }
    graph = services.queue(services.spaced(gaps[params["ca2"]]), laws[params["cs2"]], params["servers"])
    check(waits(simulate(graph, rate)).mean, expect["exact_mean_wait"])


@pytest.mark.parametrize("case", [case for case in cases("erlang") if "expect" not in case.id and "inv" not in case.id])
def test_calls_find_all_lines_busy_as_often_as_erlang_says(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    load = params["offered_load"]
    graph = services.queue(services.at_rate(load), services.exponential(1.0), params["servers"], room=0)
    found = simulate(graph, load)
    check_share(found.fates["turned_away"], sum(found.fates.values()), expect["blocking"], bunching=20.0)
    check(found.resources[0].utilization, load * (1 - expect["blocking"]) / params["servers"])


@pytest.mark.parametrize("case", [case for case in cases("failpoints") if case.id == "process-repair-visit"])
def test_a_service_that_fails_and_is_mended_takes_as_many_visits_as_its_chain_says(case: Any) -> None:
    expect = case["expect"]
    steps = [
        {
            "lane": "customer",
            "label": step["name"],
            "service_time": Seconds(step["minutes"]),
            "fail_points": [
                {
                    "label": "fails",
                    "probability": step["fail"],
                    "detected": step["detect"],
                    "gives_up": step["give_up"],
                    "recovery": step["redo"],
                }
            ],
        }
        for step in case["params"]["steps"]
    ]
    names = [step["label"] for step in steps]
    flows = [{"source": source, "target": target} for source, target in pairwise(names)]
    graph = to_graph(Blueprint(title="Repair", arrivals=services.at_rate(1.0), phases=[{"steps": steps}], flows=flows))
    found = simulate(graph, 1.0, warm_up=0.0)
    total = sum(found.fates.values())
    check_share(found.fates["lost"], total, expect["P_gave_up"] + expect["P_escaped"], bunching=1.0)
    for step in found.steps:
        visits = step.visits.mean or 0.0
        error = math.sqrt(expect["visits"][step.id] * 1.5 / total)  # visits of a customer vary less than this
        assert abs(visits * REPLICATIONS / total - expect["visits"][step.id]) < MOST * error
