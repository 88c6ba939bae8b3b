"""The simulation against figures that textbooks print, and against the closed forms of the library: z-tests."""

from __future__ import annotations

import math
from typing import Any

import pytest

from blueprint.analysis.queueing.abandonment import ErlangA
from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.simulation import Simulation
from blueprint.graph import ServiceGraph, to_graph
from blueprint.io.yaml import parse_yaml
from blueprint.units import Distribution
from tests.statistics import services_of_cases as services
from tests.statistics.simulating import CUSTOMERS, MOST, check, check_share, simulate, waits

HOUR = 3600.0

POOLS = {"front": (9, 2.0), "specialist": (10, 4.0), "back": (7, 3.0), "cashier": (2, 1.5)}
TWELVE_STEPS = {
    "arrival_rate": 1.0,
    "pools": {name: {"capacity": count, "mean_service": mean} for name, (count, mean) in POOLS.items()},
    "steps": {
        "welcome": {"pool": "front", "next": [("triage", 1.0)]},
        "triage": {"pool": "front", "next": [("intake", 0.7), ("express", 0.3)]},
        "intake": {"pool": "front", "next": [("assess", 1.0)]},
        "assess": {"pool": "specialist", "next": [("decide", 0.8), ("second_opinion", 0.2)]},
        "second_opinion": {"pool": "specialist", "next": [("decide", 1.0)]},
        "decide": {"pool": "specialist", "next": [("prepare", 1.0)]},
        "express": {"pool": "back", "next": [("pay", 1.0)]},
        "prepare": {"pool": "back", "next": [("check", 1.0)]},
        "check": {"pool": "back", "next": [("pay", 0.85), ("prepare", 0.15)]},
        "pay": {"pool": "cashier", "next": [("hand_over", 1.0)]},
        "hand_over": {"pool": "front", "next": [("follow_up", 0.6), ("end", 0.4)]},
        "follow_up": {"pool": "specialist", "next": [("end", 1.0)]},
    },
}
"""Four pools for twelve steps, alternatives and rework: a product form, in minutes as seconds."""


def test_the_eye_clinic_of_gross_and_harris() -> None:
    graph = services.queue(services.at_rate(6 / HOUR), services.exponential(3 / HOUR), 3)
    found = simulate(graph, 6 / HOUR)
    queue = MMc(6 / HOUR, 3 / HOUR, 3)
    assert queue.mean_queue == pytest.approx(8 / 9)
    check(found.resources[0].queue, 8 / 9)
    check(waits(found).mean, 8 / 9 * HOUR / 6)
    check(found.time_in_system.times.mean, 8 / 9 * HOUR / 6 + 20 * 60)
    check(found.resources[0].utilization, 2 / 3)


def test_the_emergency_room_of_hillier_and_lieberman_sees_the_critical_first() -> None:
    rates = [0.2, 0.6, 1.2]
    found = simulate(services.ranked(rates, [services.exponential(3.0)] * 3, 1), sum(rates), times=2.0)
    for item, hours in zip(found.classes, (5 / 21, 25 / 77, 10 / 11), strict=True):
        check(item.waiting_time.times.mean, hours)
    found = simulate(services.ranked(rates, [services.exponential(3.0)] * 3, 2), sum(rates), times=2.0)
    for item, hours in zip(found.classes, (0.02899, 0.03320, 0.04831), strict=True):
        check(item.waiting_time.times.mean, hours, error=0.00001)


def test_who_frees_a_server_cannot_take_it_again_before_those_in_line() -> None:
    """One desk of two for two steps in a row: M/M/2 at twice the rate, 16/9 at each step; 8/9 less if it were barged."""
    steps = {"a": {"pool": "desk", "next": [("b", 1.0)]}, "b": {"pool": "desk", "next": [("end", 1.0)]}}
    params = {"pools": {"desk": {"capacity": 2, "mean_service": 1.0}}, "steps": steps}
    found = simulate(services.network(params, services.at_rate(0.8)), 0.8)
    check(waits(found, 0).mean, 16 / 9)
    check(waits(found, 1).mean, 16 / 9)
    check(found.resources[0].wait.mean, 16 / 9)
    check(found.time_in_system.times.mean, 50 / 9)


def test_twelve_steps_with_four_pools_are_the_product_form_of_baskett() -> None:
    found = simulate(services.network(TWELVE_STEPS, services.at_rate(1.0)), 1.0, times=2.0)
    visits = {"front": 3.7, "specialist": 2.14, "back": 1.94705882353, "cashier": 1.0}
    check(found.waiting_time.times.mean, 10.2327765433)
    check(found.time_in_system.times.mean, 33.5339530139)
    for item in found.resources:
        servers, mean = POOLS[item.id]
        queue = MMc(visits[item.id], 1 / mean, servers)
        check(item.wait.mean, queue.mean_wait)
        check(item.utilization, visits[item.id] * mean / servers)
        check(item.queue, queue.mean_queue)


def test_calls_are_given_up_as_gans_koole_and_mandelbaum_print_it() -> None:
    """48 calls a minute of one minute each, 50 agents, two minutes of patience: 3.1 % give up, wait 3.7 s, 93 % busy."""
    theory = ErlangA(0.8, 1 / 60, 50, 1 / 120)
    assert round(theory.abandoned, 3) == 0.031
    classes = [{"label": "All", "patience": services.exponential(1 / 120)}]
    found = simulate(services.queue(services.at_rate(0.8), services.exponential(1 / 60), 50, classes=classes), 0.8)
    check_share(found.fates["abandoned"], sum(found.fates.values()), theory.abandoned, bunching=40.0)
    check(found.resources[0].utilization, 0.96 * (1 - theory.abandoned))
    check(waits(found).mean, theory.mean_wait)


def test_two_equal_branches_take_as_long_as_flatto_and_hahn_say() -> None:
    rho = 0.7
    found = simulate(services.fork(rho, 1.0, 2), rho, times=2.0)
    check(found.time_in_system.times.mean, (12 - rho) / 8 / (1 - rho))


@pytest.mark.parametrize(
    "law", ["fixed", "uniform", "triangular", "pert", "lognormal", "gamma", "erlang", "normal", "hyperexponential"]
)
def test_each_distribution_has_its_own_mean_and_variance(law: str) -> None:
    """By Pollaczek and Khinchine the wait before one server tells the first two moments of the service time."""
    parameters = {
        "fixed": (2.0,),
        "uniform": (1.0, 3.0),
        "triangular": (1.0, 1.5, 4.0),
        "pert": (1.0, 1.5, 6.0),
        "lognormal": (2.0, 1.6),
        "gamma": (2.0, 1.0),
        "erlang": (3, 2.0),
        "normal": (2.0, 0.4),
        "hyperexponential": (0.3, 4.0, 1.0),
    }
    time = Distribution(law, parameters[law])  # type: ignore[arg-type]
    rate = 0.7 / time.mean
    found = simulate(services.queue(services.at_rate(rate), time, 1), rate)
    check(waits(found).mean, rate * (time.variance + time.mean**2) / 2 / (1 - 0.7))
    check(found.resources[0].utilization, 0.7)


def read(text: str) -> ServiceGraph:
    return to_graph(parse_yaml(text).blueprint)


def test_half_of_those_who_come_twice_as_often_in_the_morning_come_in_the_morning() -> None:
    """Random arrivals by the hour, looked at one by one: in each hour as many as its rate says."""
    graph = read("""\
title: Kiosk
arrivals: {"08:00-10:00": 300 per hour, "10:00-14:00": 150 per hour}
phases: [{phase: Buy, steps: [{customer: Buy, id: buy, service_time: 10 h}]}]
""")
    found = _days(graph, 40)
    assert (found.start, found.horizon) == (8 * HOUR, 6 * HOUR)
    inside = dict(found.inside)
    for hours, expected in ((1, 300), (2, 600), (4, 900), (6, 1200)):
        check(inside[hours * HOUR], expected, replications=40)


def _days(graph: ServiceGraph, replications: int, **more: Any) -> Simulation:
    from blueprint.analysis.simulation import Run, simulate_service

    return simulate_service(graph, Run(replications=replications, **more), engine="plain")


def test_slots_are_missed_as_often_as_is_said() -> None:
    graph = read("""\
title: Practice
arrivals: {appointments: {"08:00-18:00": every 5 min}, no_show: 8%}
phases: [{phase: See, steps: [{customer: Come, service_time: 1 min}]}]
""")
    found = _days(graph, 200)
    check(found.customers, 120 * 0.92, replications=200)


def test_intervals_cover_what_they_promise_to() -> None:
    """Of 200 runs with 10 replications each, 95 % cover the true mean: a binomial test on the share that does."""
    from blueprint.analysis.simulation import Run, simulate_service
    from blueprint.units import Seconds

    graph = services.queue(services.at_rate(0.5), services.exponential(1.0), 1)
    truth, covered, runs = 1.0, 0, 200
    for seed in range(runs):
        run = Run(horizon=Seconds(1500), warm_up=Seconds(100), replications=10, seed=seed)
        mean = simulate_service(graph, run, engine="fast" if CUSTOMERS > 5000 else "plain").waiting_time.times.mean
        assert mean.low is not None and mean.high is not None
        covered += mean.low <= truth <= mean.high
    assert abs(covered / runs - 0.95) < MOST * math.sqrt(0.95 * 0.05 / runs)
