"""What the service takes a customer in the mean, with all ways, rework and recoveries weighed."""

from __future__ import annotations

import pytest

from blueprint.analysis.expected_time import ExpectedTime, compute_expected_time
from blueprint.analysis.ways import solve
from tests.unit.graph.services import read


def told(text: str) -> ExpectedTime:
    drawn = read(f"title: T\n{text}")
    return compute_expected_time(drawn, solve(drawn))


def test_steps_in_a_row_add_up_with_their_variances() -> None:
    found = told("steps: [{customer: a, service_time: exponential(2 min)}, {onstage: b, service_time: 'uniform(0 min, 6 min)'}]\n"
                 "flows: [a >> b]\n")  # fmt: skip
    assert found.mean == pytest.approx(300)
    assert found.deviation == pytest.approx(60 * (4 + 3) ** 0.5)


def test_alternatives_are_weighed_and_spread_the_time() -> None:
    found = told(
        "steps: [{customer: a, service_time: 0 s}, {customer: b, service_time: 2 min}, {customer: c, service_time: 10 min}]\n"
        "flows: [{flow: a >> b, probability: 25%}, a >> c]\n"
    )
    assert found.mean == pytest.approx(480)
    assert found.deviation == pytest.approx(60 * (0.25 * 0.75 * 64) ** 0.5)


def test_rework_adds_as_many_passes_as_the_chain_tells() -> None:
    found = told("steps: [{customer: a, service_time: 3 min}, {customer: b, service_time: 0 s}]\n"
                 "flows: [{flow: a >> a, probability: 40%}, a >> b]\n")  # fmt: skip
    assert found.mean == pytest.approx(180 / 0.6)
    assert found.deviation == pytest.approx(180 * 0.4**0.5 / 0.6)


def test_a_failing_try_and_its_mending_take_time() -> None:
    found = told(
        "steps: [{customer: a, service_time: 2 min, fail_points: [{fail: f, probability: 20%, recovery_time: 1 min}]}]\n"
    )
    assert found.mean == pytest.approx(1.25 * 120 + 0.25 * 60)


def test_who_is_lost_leaves_at_once() -> None:
    found = told(
        "steps:\n"
        "  - {customer: a, service_time: 2 min, fail_points: [{fail: f, probability: 50%, detected: 0%, recovery_time: 9 min}]}\n"
        "  - {customer: b, service_time: 4 min}\nflows: [a >> b]\n"
    )
    assert found.mean == pytest.approx(120 + 0.5 * 240)
    assert found.deviation == pytest.approx(0.5 * 240)


def test_waits_count_with_their_usual_length() -> None:
    found = told("steps: [{customer: a, service_time: 1 min, wait_points: [{wait: w, standard_time: 5 min}]}]\n")
    assert (found.mean, found.deviation) == (360, 0)


def test_work_after_the_last_thing_that_is_seen_takes_nobody_time() -> None:
    found = told("steps: [{customer: a, service_time: 1 min}, {backstage: b, service_time: 9 min}]\nflows: [a >> b]\n")
    assert found.mean == 60


def test_such_work_needs_no_time() -> None:
    found = told("steps: [{customer: a, service_time: 1 min}, {backstage: b}]\nflows: [a >> b]\n")
    assert (found.mean, found.blocked_by) == (60, ())


def test_steps_without_a_time_block_it_and_are_named() -> None:
    found = told("steps: [{customer: a}, {backstage: b}, {customer: c, service_time: 1 min}]\nflows: [a >> b >> c]\n")
    assert (found.mean, found.deviation, found.blocked_by) == (None, None, ("a", "b"))


def test_waits_without_a_length_block_it_by_their_step() -> None:
    found = told("steps: [{customer: a, service_time: 1 min, wait_points: [w]}]\n")
    assert (found.mean, found.blocked_by) == (None, ("a",))


def test_unknown_shares_block_it_and_are_named() -> None:
    found = told("steps: [{customer: a, service_time: 1 min, fail_points: [{fail: f, id: x}]}]\n")
    assert (found.mean, found.blocked_by) == (None, ("x",))


def test_a_loop_without_exit_blocks_it_and_is_named() -> None:
    found = told(
        "steps: [{customer: a, service_time: 1 min}, {customer: b, service_time: 1 min}]\nflows: [a >> b >> a]\n"
    )
    assert (found.mean, found.blocked_by) == (None, ("a", "b"))


def test_branches_that_run_in_parallel_leave_it_to_simulation() -> None:
    found = told("steps: [{customer: a, service_time: 1 min}, {onstage: b, service_time: 1 min}, {customer: c, service_time: 1 min}]\n"
                 "flows: [a >> b, a >> c]\n")  # fmt: skip
    assert (found.mean, found.is_parallel) == (None, True)


def test_classes_are_mixed_with_their_times_and_ways() -> None:
    found = told(
        "classes: [{class: m, share: 25%}, {class: g, share: 75%}]\n"
        "steps:\n  - {customer: a, service_time: {m: 1 min, g: 5 min}}\n  - {customer: b, service_time: 4 min}\n"
        "  - {customer: c, service_time: 0 s}\n"
        "flows: [{flow: a >> b, classes: m}, {flow: a >> c, classes: g}, b >> c]\n"
    )
    assert (found.mean, found.deviation) == (300, pytest.approx(0, abs=1e-3))


def test_a_class_without_a_time_of_its_own_blocks_the_step() -> None:
    found = told(
        "classes: [{class: m, share: 25%}, {class: g, share: 75%}]\nsteps: [{customer: a, service_time: {m: 1 min}}]\n"
    )
    assert (found.mean, found.blocked_by) == (None, ("a",))


def test_a_service_without_steps_has_no_time() -> None:
    assert told("") == ExpectedTime()
