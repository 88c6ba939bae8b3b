"""The corner shoeshine: standard time, what the customer tolerates, what the business earns, and one wrong wax."""

from __future__ import annotations

import pytest

from blueprint import draft, seconds
from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from tests.published.services import analyzed, read

NAME = "t01_shoeshine"


def test_the_work_takes_two_minutes_and_the_customer_tolerates_five() -> None:
    found = analyzed(NAME).to_dict()["timeline"]
    assert (found["standard_time"], found["acceptable_time"]) == (120, 300)
    assert found["critical_path"] == ["arrive", "brush", "polish", "buff", "collect", "pay"]
    assert all(step["float"] == 0 for step in found["steps"])


@pytest.mark.parametrize(
    ("time", "profit"), [(120, 0.18), (180, 0.08), (240, -0.02), (195, 0.055), (270, -0.07), (228, 0.0)]
)
def test_profit_falls_with_the_time_of_execution(time: float, profit: float) -> None:
    assert analyzed(NAME).economics.profit_at(time) == pytest.approx(profit, abs=1e-12)


def test_the_business_breaks_even_before_the_customer_loses_patience() -> None:
    found = analyzed(NAME)
    assert found.economics.break_even_time == pytest.approx(228)
    assert found.economics.cost == pytest.approx(0.32) and found.economics.profit == pytest.approx(0.18)
    assert found.economics.time_cost == pytest.approx(0.20) and found.economics.fixed_cost == pytest.approx(0.12)
    limits = [item for item in found.advice if item.code == "earn"]
    assert len(limits) == 1 and "3 min 48 s" in limits[0].message and "5 min" in limits[0].message


def test_only_the_supplies_are_bought_without_an_order() -> None:
    assert analyzed(NAME).structure.independent == ("supplies",)


def shoeshine(errors: int) -> Analysis:
    """Return the service in which the wax is wrong so many times: each adds cleaning and polishing."""
    stand = draft(
        "Corner shoeshine", acceptable_time="5 min",
        economics={"price": 0.50, "materials": 0.03, "overhead": 0.09, "time_rate": "0.10 per min"},
    )  # fmt: skip
    steps = [stand.customer("Arrive", service_time=seconds(0)), stand.onstage("Brush", service_time=seconds(30))]
    steps.append(stand.onstage("Polish", service_time=seconds(30)))
    for number in range(errors):
        steps.append(stand.onstage(f"Clean {number}", service_time=seconds(45)))
        steps.append(stand.onstage(f"Polish again {number}", service_time=seconds(30)))
    steps.append(stand.onstage("Buff", service_time=seconds(45)))
    steps.append(stand.onstage("Collect", service_time=seconds(15)))
    path = steps[0] >> steps[1]
    for step in steps[2:]:
        path = path >> step
    stand.flow(path)
    return analyze_service(to_graph(stand.build()))


@pytest.mark.parametrize(("errors", "time", "profit"), [(0, 120, 0.18), (1, 195, 0.055), (2, 270, -0.07)])
def test_each_wrong_wax_costs_time_and_money(errors: int, time: float, profit: float) -> None:
    found = shoeshine(errors)
    assert found.time.timeline.standard_time == time
    assert found.economics.profit == pytest.approx(profit, abs=1e-12)


def test_with_a_share_of_wrong_wax_time_and_profit_are_means() -> None:
    """One case of five: polish 1.25 times, clean 0.25 times, so 138.75 s; the profit falls by what these cost."""
    found = analyzed(NAME, ("recovery: clean}", "recovery: clean, probability: 20%, cost: 0}"))
    assert found.time.expected.mean == pytest.approx(138.75)
    assert found.economics.profit == pytest.approx(0.50 - 0.12 - 0.10 / 60 * 138.75)
    assert found.failures.reliability.steps["clean"].visits == pytest.approx(0.25)
    assert found.failures.reliability.after_recovery == pytest.approx(0.2)


def test_without_a_share_nothing_is_said_of_how_often_the_wax_is_wrong() -> None:
    found = analyzed(NAME)
    assert found.failures.reliability.success is None
    assert found.failures.reliability.blocked_by == ("wrong-wax",)
    (row,) = found.failures.register
    assert row.recovery.returns and row.recovery.begins_at == "clean"
    assert row.recovery.time_to_recover == 75  # cleaning and polishing again


def test_without_a_customer_lane_there_is_no_order_to_tell_work_by() -> None:
    blueprint = read(NAME)
    phases = tuple(
        phase.model_copy(update={"steps": tuple(step for step in phase.steps if step.lane != "customer")})
        for phase in blueprint.phases
    )
    names = {step.id for phase in phases for step in phase.steps}
    flows = tuple(flow for flow in blueprint.flows if {flow.source, flow.target} <= names)
    bare: Blueprint = blueprint.model_copy(update={"phases": phases, "flows": flows})
    found = analyze_service(to_graph(bare))
    assert set(found.structure.independent) == names
    assert found.time.timeline.standard_time == 120
