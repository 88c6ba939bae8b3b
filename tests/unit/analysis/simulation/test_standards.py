"""Standards: where they are measured, and whether they are kept, not kept, or too close to tell."""

from __future__ import annotations

import pytest

from blueprint.analysis.simulation.results import StandardFigures
from blueprint.analysis.simulation.statistics import Estimate
from tests.unit.analysis.simulation.services import MINUTE, counter, often, once, read


def standard(mean: float | None, half_width: float | None, required: float = 0.9, blocked: tuple[str, ...] = ()) -> StandardFigures:  # fmt: skip
    return StandardFigures("e", None, "t", 60.0, required, Estimate(mean, half_width), 100, blocked)


@pytest.mark.parametrize(
    ("mean", "half_width", "required", "met"),
    [
        (0.95, 0.02, 0.9, True),
        (0.92, 0.02, 0.9, True),
        (0.92, 0.03, 0.9, None),
        (0.88, 0.03, 0.9, None),
        (0.85, 0.03, 0.9, False),
        (0.58, None, 0.9, None),
        (1.0, 0.0, 1.0, True),
        (0.999, 0.01, 1.0, False),
        (None, None, 0.9, None),
    ],
)
def test_a_standard_is_kept_or_not_where_its_interval_leaves_no_doubt(
    mean: float | None, half_width: float | None, required: float, met: bool | None
) -> None:
    assert standard(mean, half_width, required).met is met


def test_a_share_of_which_a_time_is_missing_is_unknown() -> None:
    assert standard(0.99, 0.001, blocked=("cook",)).met is None


def test_at_a_step_wait_and_service_count_and_at_a_wait_the_wait_alone() -> None:
    """Three come at 0, 1 and 2 and are served for ten minutes each: waits of 0, 9 and 18, stays of 10, 19 and 28."""
    points = ", standard: 60% within 19 min, wait_points: [{wait: Line, id: line, standard: 60% within 9 min}]"
    stay, wait = once(counter('{"00:00-00:03": every 1 min}', step=points)).standards
    assert (stay.element, wait.element) == ("serve", "line")
    assert (stay.share_met.mean, wait.share_met.mean) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert (stay.measured, wait.measured) == (3, 3)
    assert (stay.met, wait.met) == (None, None)  # of one run nothing is sure


def test_of_many_like_days_the_same_standards_are_sure() -> None:
    found = often(counter('{"00:00-00:03": every 1 min}', step=", standard: [60% within 19 min, 70% within 19 min]"), 3)
    assert [item.met for item in found.standards] == [True, False]


SPAN = """\
arrivals: every 1 h
standards:
  - {standard: 100% within 20 min, id: whole}
  - {standard: 100% within 11 min, id: stretch, from: b, to: c}
  - {standard: 100% within 9 min, id: shorter, from: b, to: c}
phases:
  - phase: P
    steps:
      - {customer: A, id: a, service_time: 5 min}
      - {customer: B, id: b, service_time: 6 min}
      - {customer: C, id: c, service_time: 4 min}
flows: [a >> b >> c]
"""


def test_a_stretch_is_measured_from_the_begin_of_one_step_to_the_end_of_another() -> None:
    shares = {item.element: item.share_met.mean for item in often(read(SPAN), 2).standards}
    assert shares == {"whole": 1.0, "stretch": 1.0, "shorter": 0.0}


def test_the_clock_of_a_standard_may_stop_while_the_service_is_closed() -> None:
    """Somebody comes at 17:50 for 20 minutes; the clerk leaves at 18:00 and is back at 8:00."""
    graph = read("""\
arrivals: {"17:50-18:00": every 10 min}
calendar: {open: ["08:00-18:00"]}
resources: {clerk: {}}
standards:
  - {standard: 100% within 30 min, id: working, working: true}
  - {standard: 100% within 30 min, id: wall}
phases: [{phase: P, steps: [{onstage: Serve, id: serve, resource: clerk, service_time: 20 min}]}]
""")
    found = often(graph, 2, shift_end="preempt-resume", closing="leave")
    assert found.time_in_system.times.mean.mean == pytest.approx((20 + 14 * 60) * MINUTE)
    assert [(item.element, item.met) for item in found.standards] == [("working", True), ("wall", False)]


def test_a_class_has_its_own_standard_and_words_are_none() -> None:
    step = ", standard: {a: 90% within 1 min, b: 90% within 20 min}"
    more = "classes: [{class: A, id: a, share: 50%}, {class: B, id: b, share: 50%}]"
    found = often(counter("every 20 min", step=step, more=more), 10)
    assert [(item.customer_class, item.met) for item in found.standards] == [("a", False), ("b", True)]
    assert sum(item.measured for item in found.standards) == sum(found.fates.values())
    assert often(counter("every 20 min", step=", standard: Smile"), 2).standards == ()


def test_a_standard_over_steps_without_a_time_is_unknown_and_says_why() -> None:
    found = once(read(SPAN.replace("id: b, service_time: 6 min", "id: b")))
    by_id = {item.element: item for item in found.standards}
    assert by_id["whole"].blocked_by == ("b",)
    assert by_id["stretch"].met is None
    data = {item["element"]: item for item in found.to_dict()["standards"]}
    assert data["stretch"]["share_met"] == {"mean": None, "half_width": None}
    assert data["stretch"]["at_most"]["mean"] == 1.0
    assert found.time_in_system.known is None
    unknown = {item["figure"] for item in found.to_dict()["status"] if item["kind"] == "unknown"}
    assert {"metrics.time_in_system", "standards.stretch"} <= unknown
