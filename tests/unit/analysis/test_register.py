"""Fail points in the order in which they call for action."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.register import RegisteredFailure, make_register
from blueprint.analysis.reliability import compute_reliability
from tests.unit.graph.services import graph, read


def rows(*points: tuple[Any, ...], **more: Any) -> list[RegisteredFailure]:
    """Return the register of a step with these scores; None leaves a score out."""
    words = [
        {"label": f"f{n}", "severity": s, "occurrence": o, "detection": d, **more} for n, (s, o, d) in enumerate(points)
    ]
    drawn = graph("c1", c1={"fail_points": words, "service_time": "1 min"})
    return list(make_register(drawn, compute_reliability(drawn)))


def test_the_product_of_the_scores_is_shown_beside_the_priority() -> None:
    (row,) = rows((6, 4, 3))
    assert (row.rpn, row.action_priority) == (72, "L")
    assert (row.id, row.step, row.label) == ("c1/f0", "c1", "f0")


def test_a_missing_score_leaves_both_unknown() -> None:
    (row,) = rows((6, None, 3))
    assert (row.rpn, row.action_priority, row.severity, row.occurrence) == (None, None, 6, None)


def test_priority_orders_and_not_the_product() -> None:
    found = rows((6, 5, 6), (9, 4, 2))  # 180 is low, 72 is high
    assert [(row.label, row.rpn, row.action_priority) for row in found] == [("f1", 72, "H"), ("f0", 180, "L")]


def test_of_one_priority_severity_counts_first_then_occurrence() -> None:
    found = rows((5, 10, 1), (8, 6, 1), (7, 4, 3), (7, 6, 1))
    assert [row.action_priority for row in found] == ["M"] * 4
    assert [row.label for row in found] == ["f1", "f3", "f2", "f0"]


def test_equals_stay_in_the_order_of_declaration() -> None:
    assert [row.label for row in rows((7, 4, 3), (7, 4, 3), (7, 4, 3))] == ["f0", "f1", "f2"]


def test_points_without_scores_come_last() -> None:
    assert [row.label for row in rows((None, None, None), (1, 1, 1))] == ["f1", "f0"]


def test_a_probability_tells_how_many_of_a_thousand_meet_it() -> None:
    (row,) = rows((None, None, None), probability=0.2)
    assert row.expected_per_1000 == pytest.approx(1000 * 0.25)  # a fifth of 1.25 tries


def test_without_a_probability_that_is_unknown_and_scores_do_not_tell_it() -> None:
    (row,) = rows((1, 10, 1))
    assert row.expected_per_1000 is None


def test_a_step_that_customers_rarely_come_to_fails_rarely() -> None:
    drawn = read("title: T\nsteps: [{customer: a}, {onstage: b, fail_points: [{fail: f, probability: 50%, detected: 0%}]}, {onstage: c}]\n"
                 "flows: [{flow: a >> b, probability: 10%}, a >> c]\n")  # fmt: skip
    (row,) = make_register(drawn, compute_reliability(drawn))
    assert row.expected_per_1000 == pytest.approx(50)


def test_an_unknown_probability_elsewhere_leaves_all_of_them_unknown() -> None:
    known = {"fail_points": [{"label": "f", "probability": 0.5}]}
    drawn = graph("c1 o1", "c1 >> o1", c1=known, o1={"fail_points": ["g"]})
    assert [row.expected_per_1000 for row in make_register(drawn, compute_reliability(drawn))] == [None, None]


def test_each_row_tells_how_it_is_found_and_put_right() -> None:
    (row,) = rows((1, 1, 1))
    assert (row.recovery.seen_at, row.recovery.begins_at, row.recovery.time_to_recover) == ("c1", "c1", 60)


def test_without_fail_points_the_register_is_empty() -> None:
    drawn = graph("c1")
    assert make_register(drawn, compute_reliability(drawn)) == ()
