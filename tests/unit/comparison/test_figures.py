"""Figures before and after: relative change, unknown as unknown, all of them or those that differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprint import diff
from blueprint.comparison import Difference, Figure
from blueprint.errors import PluginError
from tests.unit.comparison.services import BAR, after

EXAMPLES = Path(__file__).parents[3] / "examples"


def figure(found: Difference, name: str) -> Figure:
    (one,) = [figure for figure in found.figures if figure.name == name]
    return one


def test_the_repair_of_power_failures_takes_94_percent_less_than_the_year_before() -> None:
    """State Grid hotline 95598, published for the quarter: 26.8 min, 416.9 less than a year and 0.97 than a quarter ago."""
    folder = EXAMPLES / "fault_repair"
    found = diff(folder / "fault_repair_as_is.yaml", folder / "fault_repair_to_be.yaml")
    year, quarter = (figure for figure in found.figures if figure.label.startswith("工单平均处理时长"))
    assert (year.old, year.new, quarter.old, quarter.new) == (443.7, 26.8, 27.77, 26.8)
    assert (round(year.change or 0, 4), round(quarter.change or 0, 4)) == (-0.9396, -0.0349)
    complaints = figure(found, "measures.季度投诉（件）")
    assert (complaints.old, complaints.new, complaints.change) == (None, 3, None)


def test_a_minute_more_costs_the_shoeshiner_ten_cents_of_eighteen() -> None:
    """Shostack (1984), Designing services that deliver: profit of 18 cents at 2 minutes of work, of 8 cents at 3."""
    money = "economics: {price: 0.50, materials: 0.03, overhead: 0.09, time_rate: 0.10 per min, currency: USD}\n"
    found = after(("2 min", "3 min"), before=f"title: T\n{money}steps:\n- {{onstage: Shine, service_time: 2 min}}\n")
    profit = figure(found, "economics.profit")
    assert (profit.old, profit.new, profit.change) == (0.18, 0.08, -0.555555555556)


COUNTY_HOSPITAL = """
title: Emergency room
arrivals: 2 per hour
resources: {doctor: {label: Doctor, capacity: 1}}
steps:
- {customer: Come in, service_time: 0 s}
- {onstage: See the patient, resource: doctor, service_time: exponential(20 min)}
flows: [come-in >> see-the-patient]
"""


def test_a_second_doctor_takes_the_wait_from_40_minutes_to_2_and_a_half() -> None:
    """County Hospital, Hillier and Lieberman, Introduction to Operations Research: W_q = 2/3 h and 1/24 h."""
    found = after(("capacity: 1", "capacity: 2"), before=COUNTY_HOSPITAL)
    wait = figure(found, "wait_points.resources.doctor.mean_wait")
    assert (wait.label, wait.old, wait.new) == ("mean wait for Doctor", 2400, pytest.approx(150))
    assert wait.change == pytest.approx(-0.9375)
    busy = figure(found, "wait_points.resources.doctor.utilization")
    assert (busy.old, busy.new) == (pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_the_waits_for_a_resource_go_with_its_new_id() -> None:
    found = after(("doctor", "physician"), before=COUNTY_HOSPITAL)
    assert not found.changed_figures
    assert figure(found, "wait_points.resources.physician.mean_wait").old == 2400


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (443.7, 26.8, -0.939598828037),
        (2, 3, 0.5),
        (2, 2, 0),
        (0, 3, None),
        (None, 3, None),
        (3, None, None),
        (-5, 3, 1.6),
        (5e-324, 1e300, None),
    ],
)
def test_change_is_relative_to_the_old_value(old: float | None, new: float | None, change: float | None) -> None:
    assert Figure("x", "x", old, new, "number").change == change


def test_only_figures_that_differ_are_told_unless_all_are_wanted() -> None:
    found = after(("- mix >> pay", "- {needs: take >> pay}"))
    assert "structure.crossings.visibility" in {item["name"] for item in found.to_dict()["figures"]}
    assert all(item["old"] != item["new"] for item in found.to_dict()["figures"])
    every = found.to_dict(all_figures=True)["figures"]
    assert len(every) == len(found.figures) > len(found.changed_figures)
    assert {"structure.handoffs", "structure.crossings.visibility", "fail_points.success.first_time", "economics.cost",
            "economics.customer_cost.time", "structure.steps.onstage", "timeline.dark_time"} <= {
        item["name"] for item in every
    }  # fmt: skip


def test_what_is_unknown_stays_so_with_what_blocks_it() -> None:
    found = after(("service_time: 2 min", "note: no time is known"))
    time = figure(found, "timeline.standard_time")
    assert time.new is None
    assert time.new_status is not None
    assert time.new_status.kind == "unknown"
    assert "order" in time.new_status.blocked_by


def test_steps_are_counted_lane_by_lane_also_where_a_lane_comes_or_goes() -> None:
    old = "title: T\nlanes: {customer: {}, host: {kind: onstage}}\nsteps:\n- customer: Come\n- host: Greet\n"
    new = "title: T\nlanes: {customer: {}, kiosk: {kind: onstage}}\nsteps:\n- customer: Come\n- kiosk: Show the menu\n"
    found = diff(old, new)
    counts = {item.name: (item.old, item.new) for item in found.figures if item.name.startswith("structure.steps.")}
    assert counts == {
        "structure.steps.customer": (1, 1), "structure.steps.kiosk": (0, 1), "structure.steps.host": (1, 0),
    }  # fmt: skip


def test_the_count_of_a_lane_goes_with_its_new_id() -> None:
    old = "title: T\nlanes: {customer: {}, waiter: {kind: onstage}}\nsteps:\n- customer: Come\n- waiter: Greet\n"
    found = diff(old, old.replace("waiter", "host"))
    assert not found.changed_figures
    assert figure(found, "structure.steps.host").old == 1


def test_measures_are_compared_by_name_and_told_nowhere_else() -> None:
    found = after(("title: Bar", "title: Bar\nmeasures: {complaints: 3, returns: 0}"), before=BAR)
    again = diff(BAR.replace("title: Bar", "title: Bar\nmeasures: {complaints: 4}"), found.new)
    assert not again.changed
    assert [item.to_dict() for item in again.changed_figures] == [
        {"name": "measures.complaints", "old": 4, "new": 3, "change": -0.25},
        {"name": "measures.returns", "old": None, "new": 0, "change": None},
    ]


def test_the_order_of_flows_leaves_no_trace_of_rounding() -> None:
    text = (EXAMPLES / "restaurant/restaurant.yaml").read_text("utf-8")
    head, _, flows = text.partition("flows:\n")
    turned = "\n".join(flows.rstrip().split("\n")[::-1])
    assert diff(text, f"{head}flows:\n{turned}\n").is_empty


# --- tables ----------------------------------------------------------------------------------------------------------


def test_a_table_that_there_is_not_is_told_with_those_that_there_are() -> None:
    with pytest.raises(PluginError) as caught:
        after().to_frame("figure")
    (problem,) = caught.value.diagnostics
    assert problem.code == "BP912"
    assert problem.hint == "take one of: added, removed, changed, figures"


def test_tables_are_frames_of_pandas() -> None:
    pandas = pytest.importorskip("pandas")
    found = after(("service_time: 2 min", "service_time: 4 min"))
    assert isinstance(found.to_frame(), pandas.DataFrame)
    assert list(found.to_frame("changed").columns) == ["element", "field", "old", "new"]
