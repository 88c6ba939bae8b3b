"""Staffing as a whole: what it takes, what it costs, what is promised in vain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from blueprint.analysis.staffing import Staffing, staff_service
from blueprint.analysis.wait_points import find_waits
from blueprint.graph import to_graph
from blueprint.io.yaml import parse_yaml
from tests.unit.analysis.waiting.services import counter

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))


def promised(standard: str, **words: Any) -> Staffing:
    step = {"wait_points": [{"label": "w", "standard": standard}]}
    return staff_service(counter(**{"time": "exponential(3 min)", "rate": "120 per hour", "step": step, **words}))


def test_the_fewest_keep_the_standard_and_say_which_one_asks_for_them() -> None:
    found = promised("90% within 1 min", clerk={"cost_rate": "18 per hour"})
    (clerk,) = found.resources
    assert (clerk.now, clerk.needed, clerk.binding) == (1, 9, ("o1/w",))
    assert clerk.cost == found.cost == pytest.approx(9 * 18)
    assert found.proposed.keeps_standards is True
    assert found.today.keeps_standards is False
    assert all(item.is_met for item in found.standards)


def test_the_service_with_what_it_takes_keeps_its_standards() -> None:
    found = promised("90% within 1 min")
    assert all(item.is_met for item in find_waits(found.graph).standards)


def test_without_standards_nothing_is_kept_and_nothing_broken() -> None:
    found = staff_service(counter(1, "exponential(3 min)", "70 per hour"))
    assert (found.resources[0].needed, found.resources[0].binding) == (4, ())
    assert found.proposed.keeps_standards is None


def test_systems_and_places_are_counted_and_named_as_such() -> None:
    found = promised("90% within 1 min", clerk={"kind": "system"})
    assert (found.resources[0].kind, found.resources[0].needed) == ("system", 9)
    assert found.proposed.people == 0


def test_a_hopeless_standard_is_told_with_what_it_would_come_to() -> None:
    found = staff_service(counter(1, "3 min", step={"standard": "90% within 2 min"}))
    (hopeless,) = found.diagnostics
    assert (hopeless.code, hopeless.element) == ("BP630", "o1")
    assert "even if nobody waited, 0% of the customers would be done in time" in hopeless.message


def test_long_waits_about_which_nothing_is_promised_are_told() -> None:
    found = staff_service(counter(1, "exponential(3 min)", "19.8 per hour"))
    (warning,) = found.diagnostics
    assert warning.code == "BP631"
    assert warning.message.startswith("1 of clerk just do the work, and customers wait about 4 h 55 min ")


def test_by_the_hour_it_tells_each_hour() -> None:
    rates = {"09:00-10:00": "20 per hour", "10:00-11:00": "60 per hour"}
    (clerk,) = promised("90% within 1 min", rate=rates).resources
    assert [(hour.window, hour.now) for hour in clerk.hours] == [("09:00-10:00", 1), ("10:00-11:00", 1)]
    assert clerk.needed == max(hour.needed for hour in clerk.hours) > clerk.hours[0].needed


def test_somebody_else_confirms_it() -> None:
    found = staff_service(counter(step={"standard": "90% within 10 min"}), lambda graph: {"o1": True})
    assert found.is_verified is True
    assert staff_service(counter(step={"standard": "90% within 10 min"})).is_verified is None


def test_an_unknown_load_is_no_number() -> None:
    found = staff_service(counter(step={"service_time": None}))
    assert found.resources[0].needed is None
    assert next(item for item in found.status if item.figure == "staffing.resources.clerk").blocked_by == ("o1",)


@pytest.mark.parametrize(
    "path", [path for path in EXAMPLES if "outpatient" not in path.stem], ids=lambda path: path.stem
)
def test_every_example_is_staffed_or_says_why_not(path: Path) -> None:
    graph = to_graph(parse_yaml(path.read_text("utf-8")).blueprint)
    found = staff_service(graph)
    json.dumps(found.to_dict(), allow_nan=False)
    for resource in found.resources:
        assert (resource.needed is None) == (resource.offered_load is None)
        if resource.needed and not resource.hours:
            assert resource.needed > (resource.offered_load or 0) * 0.999
    waits = [point.mean_wait for point in found.frontier if point.mean_wait is not None]
    assert waits == sorted(waits, reverse=True)
