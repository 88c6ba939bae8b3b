"""Who comes, where they enter, and how each class goes through the service."""

from __future__ import annotations

import pytest

from blueprint.analysis.ways import customer_groups, solve
from tests.unit.graph.services import graph, read


def groups(text: str) -> list[tuple[str | None, str, float | None]]:
    return list(customer_groups(read(f"title: T\n{text}")))


def test_without_classes_all_enter_at_the_first_customer_step() -> None:
    assert groups("steps: [{backstage: open}, {customer: a}, {customer: b}]\n") == [(None, "a", 1.0)]


def test_without_customers_they_enter_where_nothing_leads_to() -> None:
    assert groups("steps: [{onstage: b}, {onstage: a}]\nflows: [a >> b]\n") == [(None, "a", 1.0)]


def test_an_empty_service_and_a_closed_ring_have_nobody() -> None:
    assert groups("") == []
    assert groups("steps: [{onstage: a}, {onstage: b}]\nflows: [a >> b >> a]\n") == []


def test_classes_enter_where_they_say_and_else_at_the_first_customer_step() -> None:
    found = groups(
        "classes: [{class: m, share: 25%, enters: b}, {class: g, share: 75%}]\nsteps: [{customer: a}, {customer: b}]\n"
    )
    assert found == [("m", "b", 0.25), ("g", "a", 0.75)]


def test_shares_are_of_those_that_are_told() -> None:
    found = groups("classes: [{class: m, share: 10%}, {class: g, share: 30%}]\nsteps: [{customer: a}]\n")
    assert [share for *_, share in found] == [pytest.approx(0.25), pytest.approx(0.75)]


def test_one_class_is_everybody_whatever_its_share() -> None:
    assert groups("classes: [{class: m, share: 10%}]\nsteps: [{customer: a}]\n") == [("m", "a", 1.0)]


def test_classes_that_come_at_rates_of_their_own_have_shares_by_these() -> None:
    found = groups(
        "classes: [{class: m, arrivals: 2 per hour}, {class: g, arrivals: every 10 min}]\nsteps: [{customer: a}]\n"
    )
    assert [share for *_, share in found] == [pytest.approx(0.25), pytest.approx(0.75)]


def test_an_unknown_share_blocks_all_and_is_named() -> None:
    found = solve(read("title: T\nclasses: [{class: m, share: 10%}, {class: g}]\nsteps: [{customer: a}]\n"))
    assert found.groups == [] and "g" in found.blocked_by


def test_each_class_is_solved_by_itself() -> None:
    drawn = read("title: T\nclasses: [{class: m, share: 25%}, {class: g, share: 75%}]\n"
                 "steps: [{customer: a}, {customer: b}]\nflows: [{flow: a >> b, classes: m}]\n")  # fmt: skip
    found = solve(drawn)
    assert [(share, len(solved.process.nodes)) for share, solved in found.groups] == [(0.25, 2), (0.75, 1)]


def test_steps_from_which_nobody_leaves_are_named() -> None:
    found = solve(graph("c1 o1 c2", "c1 >> o1 >> c2 >> o1"))
    assert found.groups == [] and found.trapped == ("c1", "o1", "c2")


def test_a_loop_that_some_leave_is_no_trap() -> None:
    drawn = read(
        "title: T\nsteps: [{customer: a}, {customer: b}]\nflows: [a >> b, {flow: b >> a, probability: 99.9%}, b >> end]\n"
    )
    (pair,) = solve(drawn).groups
    assert pair[1].success == pytest.approx(1.0)
    assert pair[1].visits[0] == pytest.approx(1000)


def test_a_loop_that_is_only_left_by_failing_is_no_trap() -> None:
    drawn = read(
        "title: T\nsteps: [{customer: a, fail_points: [{fail: f, probability: 10%, detected: 0%}]}]\nflows: [a >> a]\n"
    )
    (pair,) = solve(drawn).groups
    assert (pair[1].success, pair[1].escaped) == (0.0, pytest.approx(1.0))


def test_steps_that_are_walked_in_several_turns_are_reached_by_whom_any_of_them_reaches() -> None:
    drawn = read("title: T\nsteps: [{customer: a, split: any}, {onstage: b}, {onstage: c}, {customer: d}]\n"
                 "flows: [{flow: a >> b, probability: 40%}, {flow: a >> c, probability: 50%}, b >> d, c >> d]\n")  # fmt: skip
    (pair,) = solve(drawn).groups
    assert pair[1].reach == pytest.approx({"a": 1.0, "b": 0.4, "c": 0.5, "d": 1 - 0.6 * 0.5})
