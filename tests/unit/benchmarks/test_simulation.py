from __future__ import annotations

import math
from typing import Any

import pytest

from benchmarks.simulation import TASK, Goal, Results, targets
from benchmarks.workload import blueprint_of, law_of
from blueprint.units import Distribution

WORKLOAD: dict[str, Any] = {
    "name": "two steps",
    "time_unit": "minute",
    "customers": 100,
    "arrivals": {"interarrival": {"dist": "exponential", "mean": 1.5}},
    "pools": {"front": {"capacity": 2}, "back": {"capacity": 1}},
    "start": "greet",
    "steps": {
        "cook": {
            "pool": "back",
            "duration": {"dist": "lognormal", "mean": 2, "cv": 0.5},
            "next": [["end", 0.9], ["cook", 0.1]],
        },
        "greet": {"pool": "front", "duration": {"dist": "deterministic", "value": 1}, "next": [["cook", 1.0]]},
    },
}


def test_a_workload_becomes_a_blueprint_that_begins_with_its_first_step() -> None:
    blueprint = blueprint_of(WORKLOAD)
    assert [step.id for phase in blueprint.phases for step in phase.steps] == ["greet", "cook"]
    assert {item.id: item.capacity for item in blueprint.resources} == {"front": 2, "back": 1}
    assert blueprint.arrivals is not None
    assert blueprint.arrivals.interarrival == Distribution("exponential", (90.0,))
    assert blueprint.step_by_id["cook"].service_time == Distribution("lognormal", (120.0, 60.0))
    shares = {(flow.source, flow.target): flow.probability for flow in blueprint.flows}
    assert shares == {("cook", "end"): 0.9, ("cook", "cook"): 0.1, ("greet", "cook"): None}


@pytest.mark.parametrize(
    ("described", "written"),
    [
        ({"dist": "deterministic", "value": 3}, "3 min"),
        ({"dist": "exponential", "mean": 0.1}, "exponential(0.1 min)"),
        ({"dist": "gamma", "mean": 4, "cv": 0.25}, "gamma(4 min, 1 min)"),
    ],
)
def test_a_distribution_is_written_as_in_a_blueprint(described: dict[str, Any], written: str) -> None:
    assert law_of(described, "min") == written


def test_ratios_are_taken_within_rounds() -> None:
    rows = {
        (TASK, "fast"): [{"customers_per_cpu_s": speed} for speed in (100, 50, 120)],
        (TASK, "simpy"): [{"customers_per_cpu_s": speed} for speed in (2, 1, 2)],
    }
    assert Results(rows).ratio(TASK, "fast", "simpy") == 50
    assert math.isnan(Results(rows).ratio(TASK, "fast", "ciw"))


def test_a_figure_that_is_to_be_large_is_met_above_its_bound() -> None:
    assert Goal("speed", 50, 58.6, "{:.1f}").row() == "| speed | at least 50.0 | 58.6 | met |"
    assert Goal("speed", 50, 49.0, "{:.1f}").row() == "| speed | at least 50.0 | 49.0 | **missed** |"


def test_what_was_not_measured_is_said_not_to_be() -> None:
    assert all(goal.row().endswith("| not measured |") for goal in targets(Results()))
