"""The simulation against closed forms and known simulations: z-tests over fixed seeds.

Sizes follow the engine: what numba computes in a second would take Python a minute.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from blueprint.analysis.simulation import Estimate, Run, Simulation, is_fast_installed, simulate_service
from blueprint.analysis.simulation.statistics import t_quantile
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Arrivals, Blueprint
from blueprint.units import Distribution, Rate, Seconds
from tests.anchors.cases import cases
from tests.statistics import services_of_cases as services

MOST = 4.0
"""Standard errors that a right answer may be off."""

CUSTOMERS = 30_000 if is_fast_installed() else 2_500
"""Of one replication."""
REPLICATIONS = 20


def simulate(graph: ServiceGraph, rate: float, *, warm_up: float = 0.1, times: float = 1.0, **more: Any) -> Simulation:
    """Run a service to which so many customers come in a second, after a share that is cut off."""
    horizon = Seconds(times * CUSTOMERS / rate)
    more.setdefault("replications", REPLICATIONS)
    return simulate_service(graph, Run(horizon=horizon, warm_up=Seconds(warm_up * horizon), **more))


def check(found: Estimate, expected: float, error: float = 0.0) -> None:
    """Check that an estimate is as near to what is known as its error allows."""
    assert found.mean is not None and found.half_width is not None
    own = found.half_width / t_quantile(REPLICATIONS - 1)
    z = (found.mean - expected) / max(math.hypot(own, error), 1e-9 * max(1.0, abs(expected)))
    assert abs(z) < MOST, f"{found.mean} for {expected}: z = {z:.2f}"


def waits(found: Simulation, step: int = 0) -> Any:
    return found.steps[step].wait.times


@pytest.mark.parametrize("case", [case for case in cases("mmc") if "staff" not in case.id])
def test_waits_in_a_line_before_equal_servers_are_those_of_erlang(case: Any) -> None:
    params, expect = case["params"], case["expect"]
    rate = params["arrival_rate"]
    graph = services.queue(services.at_rate(rate), services.exponential(params["service_rate"]), params["servers"])
    found = simulate(graph, rate)
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


def check_share(count: int, total: int, expected: float, bunching: float = 4.0) -> None:
    """Check a share of customers who do not decide independently: so many times the variance of independent ones."""
    error = math.sqrt(bunching * expected * (1 - expected) / total)
    assert abs(count / total - expected) < MOST * error + 1e-12, f"{count / total} for {expected}"


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
        graph, Run(horizon=Seconds(end * unit), replications=replications, shift_end="preempt-resume", closing="leave")
    )
    check_day(found.customers, expect["arrivals"], replications)
    check_day(found.resources[0].queue, expect["queue_time"] / end, replications)
    if expect["abandonments"]:
        check_share(
            found.fates["abandoned"], sum(found.fates.values()), expect["abandonments"] / expect["arrivals"], 40.0
        )
    by_time = {round(time / unit, 6): place for place, (time, _) in enumerate(found.inside)}
    for point in expect["points"]:
        place = by_time[point["t"]]
        waiting, busy = found.resources[0].waiting[place][1], found.resources[0].busy[place][1]
        check_day(waiting, point["mean_queue"], replications)
        check_day(busy, point["mean_in_system"] - point["mean_queue"], replications)


def check_day(found: Estimate, expected: float, replications: int) -> None:
    assert found.mean is not None and found.half_width is not None
    z = (found.mean - expected) / (found.half_width / t_quantile(replications - 1))
    assert abs(z) < MOST, f"{found.mean} for {expected}: z = {z:.2f}"


def _day(params: dict[str, Any], unit: int, end: float) -> ServiceGraph:
    from blueprint.units import Window

    def windows(breaks: list[float]) -> list[Window]:
        bounds = [0, *breaks, 24 * 3600 / unit]
        return [
            Window((), Seconds(low * unit), Seconds(high * unit)) for low, high in zip(bounds, bounds[1:], strict=False)
        ]

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
