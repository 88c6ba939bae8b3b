"""All figures as typed values, as plain data and as tables."""

from __future__ import annotations

import json
import sys
from types import ModuleType
from typing import Any

import pytest

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from blueprint.errors import PluginError
from tests.unit.graph.services import read

VISIT = """\
title: Visit
acceptable_time: 9 min
steps:
  - {customer: come, service_time: 1 min}
  - onstage: serve
    service_time: 2 min
    fail_points:
      - {fail: wrong, id: x, probability: 20%, detected: 50%, cost: 1, escape_cost: 9, severity: 9, occurrence: 9, detection: 9}
      - {fail: late, id: y, probability: 10%, cost: 2}
  - {customer: leave, service_time: 1 min}
flows: [come >> serve >> leave]
"""


def visit(text: str = VISIT) -> Analysis:
    return analyze_service(read(text))


def test_plain_data_can_be_written_as_json_without_trace_of_rounding() -> None:
    data = visit().to_dict()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["fail_points"]["success"]["first_time"] == 0.72


def test_identical_services_have_identical_data() -> None:
    assert visit().to_dict() == visit().to_dict()


def test_unknown_is_null_and_not_zero() -> None:
    data = visit(VISIT.replace("probability: 10%", "severity: 1")).to_dict()
    assert set(data["fail_points"]["success"].values()) == {None}
    assert data["fail_points"]["failure_cost"] is None
    assert data["fail_points"]["steps"] == []


def test_the_status_of_a_part_is_that_of_the_whole_that_holds_it() -> None:
    found = visit()
    whole, part = found.status_of("fail_points.success"), found.status_of("fail_points.success.first_time")
    assert whole is not None and part is whole
    assert found.status_of("structure.crossings.visibility") == found.status_of("structure")
    assert found.status_of("nonsense") is None


def test_a_step_is_to_blame_as_often_as_its_failures_lose_customers() -> None:
    found = visit().failures
    assert found.importance_of("serve") == pytest.approx(1.0)
    assert found.importance_of("come") == 0.0


def test_a_step_is_to_blame_for_those_who_would_be_served_without_its_failures() -> None:
    text = (
        "title: T\nsteps: [{customer: a, fail_points: [{fail: f, probability: 10%, detected: 0}]}, "
        "{onstage: b, fail_points: [{fail: g, probability: 30%, detected: 0}]}]\nflows: [a >> b]\n"
    )
    found = visit(text).failures
    assert found.importance_of("a") == pytest.approx(0.1 * 0.7 / 0.37)
    assert found.importance_of("b") == pytest.approx(0.9 * 0.3 / 0.37)
    assert found.importance_of("a") == pytest.approx(found.importances["a/f"].criticality)


def test_two_failures_of_one_step_are_to_blame_together() -> None:
    point = "{fail: f%s, probability: 10%%, detected: 0}"
    found = visit(f"title: T\nsteps: [{{customer: a, fail_points: [{point % 1}, {point % 2}]}}]\n").failures
    assert found.importance_of("a") == pytest.approx(1.0)


def test_where_nobody_is_lost_nobody_is_to_blame() -> None:
    found = visit("title: T\nsteps: [{customer: a, fail_points: [{fail: f, probability: 10%}]}]\n").failures
    assert found.reliability.success == pytest.approx(1.0)
    assert not found.importance_of("a")


# --- tables ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pandas that keeps the rows it is given."""
    stub = ModuleType("pandas")
    stub.DataFrame = list  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pandas", stub)


@pytest.mark.usefixtures("pandas")
@pytest.mark.parametrize("section", ["steps", "gaps", "register", "candidates", "advice", "status"])
def test_each_section_is_a_table(section: str) -> None:
    rows: list[dict[str, Any]] = visit().to_frame(section)
    assert all(isinstance(row, dict) for row in rows)


@pytest.mark.usefixtures("pandas")
def test_the_table_of_steps_has_times_and_visits_of_every_step() -> None:
    rows = visit().to_frame()
    assert [row["id"] for row in rows] == ["come", "serve", "leave"]
    assert rows[1]["start"] == 60 and rows[1]["visits"] > 1 and rows[1]["lane"] == "onstage"


@pytest.mark.usefixtures("pandas")
def test_a_table_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(PluginError) as raised:
        visit().to_frame("stepz")
    assert raised.value.diagnostics[0].code == "BP912"
    assert "steps" in (raised.value.diagnostics[0].hint or "")


def test_without_pandas_the_way_to_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(PluginError) as raised:
        visit().to_frame()
    assert raised.value.diagnostics[0].code == "BP803"
    assert "pip install pandas" in (raised.value.diagnostics[0].hint or "")


def test_labels_in_any_script_come_through() -> None:
    data = visit(
        "title: 网点\nsteps: [{customer: 到店, service_time: 1 min}, {onstage: 接待, service_time: 2 min}]\nflows: [到店 >> 接待]\n"
    ).to_dict()
    assert data["blueprint"] == "网点"
    assert data["timeline"]["critical_path"] == ["到店", "接待"]
