"""The whole analysis: what is reported where things are odd, and how surely each figure is known."""

from __future__ import annotations

import pytest

import blueprint
from blueprint.analysis import fault_tree
from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from tests.unit.graph.services import read


def told(text: str) -> Analysis:
    return analyze_service(read(f"title: T\n{text}"))


def status(found: Analysis, figure: str) -> tuple[str, tuple[str, ...]]:
    item = found.status_of(figure)
    assert item is not None, figure
    return item.kind, item.blocked_by


# --- odd services ----------------------------------------------------------------------------------------------------


def test_an_empty_service_is_analyzed_and_nothing_of_it_is_known() -> None:
    found = told("")
    assert found.structure.complexity.steps == 0
    assert found.time.timeline.standard_time is None
    assert found.failures.reliability.success is None
    assert found.economics.cost is None
    assert (found.advice, found.diagnostics) == ((), ())


def test_one_step_is_a_service() -> None:
    found = told("steps: [{customer: a, service_time: 2 min}]\n")
    assert (found.time.timeline.standard_time, found.time.critical_path.path) == (120, ("a",))
    assert found.time.expected.mean == 120 and found.structure.single_points_of_failure == ()


def test_steps_without_any_flow_are_counted_and_the_first_is_the_way() -> None:
    found = told(
        "steps: [{customer: a, service_time: 2 min}, {onstage: b, service_time: 3 min}, {customer: c, service_time: 4 min}]\n"
    )
    assert found.structure.complexity.isolated == 3
    assert found.time.timeline.standard_time == 120


def test_a_step_that_is_done_until_it_is_right_has_its_mean_time() -> None:
    found = told("steps: [{customer: a, service_time: 2 min}]\nflows: [{flow: a >> a, probability: 50%}, a >> end]\n")
    assert found.time.timeline.standard_time == 120
    assert found.time.expected.mean == pytest.approx(240)
    assert found.structure.loops == (("a",),)


def test_a_loop_without_exit_is_an_error_and_the_rest_is_still_told() -> None:
    found = told(
        "steps: [{customer: a, service_time: 1 min}, {onstage: b, service_time: 1 min}]\nflows: [a >> b >> a]\n"
    )
    (item,) = found.diagnostics
    assert (item.code, item.element) == ("BP421", "a") and "'a', 'b'" in item.message and item.hint
    assert found.time.timeline.standard_time == 120
    assert status(found, "fail_points.success") == ("unknown", ("a", "b"))
    assert status(found, "timeline.expected_time") == ("unknown", ("a", "b"))


def test_many_steps_in_such_a_loop_are_told_by_three_and_a_number() -> None:
    names = [f"s{n}" for n in range(6)]
    steps = ", ".join(f"{{customer: {name}}}" for name in names)
    (item,) = told(f"steps: [{steps}]\nflows: [{' >> '.join([*names, names[0]])}]\n").diagnostics
    assert "'s0', 's1', 's2' and 3 more" in item.message


def test_shares_above_all_customers_are_told_and_block_what_they_enter() -> None:
    text = (
        "title: T\nsteps: [{customer: a, service_time: 1 min}, {customer: b, service_time: 1 min}, {customer: c, service_time: 1 min}]\n"
        "flows: [{flow: a >> b, probability: 70%}, {flow: a >> c, probability: 60%}]\n"
    )
    found = blueprint.analyze(text)
    assert [item.severity.name for item in found.diagnostics] == ["ERROR"]
    assert status(found, "fail_points.success") == ("unknown", ("a>>b", "a>>c"))
    assert found.time.timeline.standard_time == 120


def test_each_error_is_told_once() -> None:
    text = "title: T\nsteps: [{customer: a}, {onstage: b}]\nflows: [a >> b >> a]\n"
    found = blueprint.analyze(text)
    assert len([item for item in found.diagnostics if item.code in ("BP325", "BP421")]) == 1


def test_a_service_that_nobody_enters_has_no_shares_and_says_so() -> None:
    found = told("steps: [{onstage: a, fail_points: [{fail: f, probability: 1%}]}]\nflows: [a >> a]\n")
    kind, _ = status(found, "fail_points.success")
    item = found.status_of("fail_points.success")
    assert kind == "unknown" and item is not None and "without a probability" not in item.method


def test_a_tree_that_is_too_large_leaves_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_tree, "MOST_NODES", 3)
    found = told(
        "steps: [{customer: a, fail_points: [{fail: f, probability: 1%, detected: 0}]}, "
        "{onstage: b, fail_points: [{fail: g, probability: 1%, detected: 0}]}]\nflows: [a >> b]\n"
    )
    assert [item.code for item in found.diagnostics] == ["BP420"]
    assert found.failures.tree is None and found.failures.cut_sets.sets == ()
    assert status(found, "fail_points.cut_sets")[0] == "unknown"
    assert found.failures.reliability.success == pytest.approx(0.99**2)


# --- how surely ------------------------------------------------------------------------------------------------------


def test_a_time_that_is_missing_is_unknown_by_name_and_blocks_only_what_it_enters() -> None:
    found = told(
        "steps: [{customer: a, service_time: 1 min}, {onstage: b}, {customer: c, service_time: 1 min}]\nflows: [a >> b >> c]\n"
    )
    assert status(found, "timeline.standard_time") == ("unknown", ("b",))
    assert found.time.timeline.least_time == 120
    assert found.time.expected.blocked_by == ("b",)
    assert status(found, "structure")[0] == "exact"


def test_a_wait_that_is_missing_is_unknown_by_name() -> None:
    found = told("steps: [{customer: a, service_time: 1 min, wait_points: [w]}]\n")
    assert status(found, "timeline.waiting_time") == ("unknown", ("a",))


def test_all_that_is_known_is_exact_for_the_service_as_declared() -> None:
    found = told(
        "steps: [{customer: a, service_time: 1 min, cost: 3, fail_points: [{fail: f, probability: 1%, cost: 1}]}]\n"
    )
    for figure in ("timeline.standard_time", "timeline.expected_time", "fail_points.success", "fail_points.failure_cost",
                   "fail_points.cut_sets", "economics.cost"):  # fmt: skip
        assert status(found, figure) == ("exact", ())


def test_branches_that_run_in_parallel_leave_the_mean_time_to_simulation() -> None:
    found = told("steps: [{customer: a, service_time: 1 min}, {onstage: b, service_time: 1 min}, {onstage: c, service_time: 1 min}]\n"
                 "flows: [a >> b, a >> c]\n")  # fmt: skip
    item = found.status_of("timeline.expected_time")
    assert item is not None and item.kind == "unknown" and "parallel" in item.method


def test_losses_beside_other_branches_leave_visits_to_the_order_of_the_two() -> None:
    found = told("steps: [{customer: a}, {onstage: b, fail_points: [{fail: f, probability: 1%, detected: 0}]}, {onstage: c}]\n"
                 "flows: [a >> b, a >> c]\n")  # fmt: skip
    assert not found.failures.reliability.is_exact
    assert status(found, "fail_points.steps")[0] == "approximation"


def test_a_cost_without_that_of_failures_is_an_approximation_and_names_them() -> None:
    found = told("steps: [{customer: a, cost: 3, fail_points: [{fail: f, id: x, probability: 1%}]}]\n")
    assert status(found, "economics.cost") == ("approximation", ("x",))


# --- classes ---------------------------------------------------------------------------------------------------------

CLASSES = "classes: [{class: m, share: 25%%}, {class: g, share: 75%%}]\nsteps: [{customer: a, service_time: %s}, {customer: b, service_time: 1 min}]\n%s"


def test_classes_of_their_own_ways_have_time_lines_of_their_own() -> None:
    found = told(CLASSES % ("1 min", "flows: [{flow: a >> b, classes: m}]\n"))
    assert [(item.id, item.timeline.standard_time) for item in found.time.classes] == [("m", 120), ("g", 60)]


def test_classes_of_their_own_times_have_too() -> None:
    found = told(CLASSES % ("{m: 1 min, g: 5 min}", "flows: [a >> b]\n"))
    assert [item.timeline.standard_time for item in found.time.classes] == [120, 360]
    assert found.time.timeline.standard_time == 0.25 * 120 + 0.75 * 360


def test_classes_that_differ_in_nothing_have_none() -> None:
    assert told(CLASSES % ("1 min", "flows: [a >> b]\n")).time.classes == ()


def test_determinants_are_listed_in_the_order_of_the_format_with_empty_ones() -> None:
    found = told("steps: [{customer: a, determinants: [tangibles, access]}]\n").determinants
    assert next(iter(found)) == "reliability" and len(found) == 10
    assert (found["access"], found["tangibles"], found["security"]) == (("a",), ("a",), ())
