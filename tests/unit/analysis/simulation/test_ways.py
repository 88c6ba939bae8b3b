"""Ways: alternatives, rework, failures, parallel branches and where they meet, customers taken together."""

from __future__ import annotations

import pytest

from tests.unit.analysis.simulation.services import HOUR, MINUTE, often, once, read

BRANCHES = """\
arrivals: every 1 h
phases:
  - phase: P
    steps:
      - {{customer: Come, id: come, service_time: 0 s}}
      - {{onstage: A, id: a, service_time: 5 min}}
      - {{onstage: B, id: b, service_time: 8 min}}
      - {{customer: Go, id: go, service_time: 1 min{join}}}
flows: [come >> a >> go, come >> b >> go]
"""


@pytest.mark.parametrize(("join", "minutes"), [("", 9), (", join: any", 6)])
def test_where_branches_meet_all_are_awaited_or_any(join: str, minutes: int) -> None:
    found = once(read(BRANCHES.format(join=join)))
    stay = found.time_in_system.times.mean.mean
    assert stay == pytest.approx((minutes if not join else 8) * MINUTE)  # the customer sees the end of B as well
    assert [step.visits.mean for step in found.steps] == [8, 8, 8, 8]


def test_of_parallel_branches_the_customer_waits_only_while_he_does_nothing() -> None:
    graph = read("""\
arrivals: every 1 h
resources: {cook: {}}
phases:
  - phase: P
    steps:
      - {customer: Order, id: order, service_time: 0 s}
      - {customer: Chat, id: chat, service_time: 5 min}
      - {backstage: Cook, id: cook, resource: cook, service_time: 20 min}
      - customer: Eat
        id: eat
        service_time: 30 min
        wait_points: [{wait: For food, id: food}]
flows: [order >> chat >> eat, order >> cook >> eat]
""")
    found = once(graph)
    assert found.time_in_system.times.mean.mean == pytest.approx(50 * MINUTE)
    assert found.waiting_time.times.mean.mean == pytest.approx(15 * MINUTE)
    eat = next(step for step in found.steps if step.id == "eat")
    assert eat.wait.times.mean.mean == pytest.approx(15 * MINUTE)
    assert eat.causes["other_party"] == pytest.approx(15 * MINUTE)


def test_work_is_done_again_as_often_as_is_said() -> None:
    graph = read("""\
arrivals: every 1 min
phases: [{phase: P, steps: [{customer: Try, id: try, service_time: 2 min}]}]
flows: [{flow: try >> try, probability: 50%}, try >> end]
""")
    found = often(graph, 5, horizon=8 * HOUR)
    customers = 5 * 480
    visits = (found.steps[0].visits.mean or 0) * 5 / customers
    assert abs(visits - 2) < 4 * (2 / customers) ** 0.5
    assert found.time_in_system.times.mean.mean == pytest.approx(visits * 2 * MINUTE)


def test_one_of_two_ways_is_taken_by_its_share() -> None:
    graph = read("""\
arrivals: every 1 min
phases:
  - phase: P
    steps:
      - {customer: Come, id: come, service_time: 0 s}
      - {customer: Quick, id: quick, service_time: 1 min}
      - {customer: Slow, id: slow, service_time: 9 min}
flows: [{flow: come >> quick, probability: 30%}, come >> slow]
""")
    found = often(graph, 5, horizon=8 * HOUR)
    quick, slow = ((step.visits.mean or 0) for step in found.steps[1:])
    assert quick + slow == 480
    assert abs(quick / 480 - 0.3) < 4 * (0.3 * 0.7 / 2400) ** 0.5


@pytest.mark.parametrize(("words", "lost"), [("detected: 100%", 0), ("detected: 0%", 8), ("gives_up: 100%", 8)])
def test_a_failure_is_mended_or_the_customer_is_lost(words: str, lost: int) -> None:
    graph = read(f"""\
arrivals: every 1 h
phases:
  - phase: P
    steps:
      - customer: Fill in
        id: fill
        service_time: 5 min
        fail_points: [{{fail: Wrong, probability: 100%, {words}, recovery_time: 2 min, recovery: mend}}]
      - {{customer: Mend, id: mend, service_time: 1 min}}
      - {{customer: Go, id: go, service_time: 1 min}}
flows: [fill >> go, mend >> go]
""")
    found = once(graph)
    assert (found.fates["lost"], found.fates["served"]) == (lost, 8 - lost)
    if not lost:
        assert found.time_in_system.times.mean.mean == pytest.approx((5 + 2 + 1 + 1) * MINUTE)


def test_fail_points_without_a_probability_do_not_happen_and_are_named() -> None:
    graph = read("""\
arrivals: every 1 h
phases: [{phase: P, steps: [{customer: Go, id: go, service_time: 1 min, fail_points: [{fail: Falls, id: falls}]}]}]
""")
    found = once(graph)
    assert found.left_out == ("falls",)
    assert found.fates["served"] == 8


def test_customers_who_are_taken_together_wait_for_the_last_of_them() -> None:
    graph = read("""\
arrivals: {"00:00-01:00": every 10 min}
resources: {guide: {}}
phases: [{phase: P, steps: [{onstage: Tour, id: tour, batch: 3, resource: guide, service_time: 5 min}]}]
""")
    found = once(graph)
    assert found.steps[0].visits.mean == 6
    assert found.steps[0].wait.times.mean.mean == pytest.approx((20 + 10 + 0) / 3 * MINUTE)
    assert found.steps[0].causes["batch"] == pytest.approx(10 * MINUTE)
    assert found.resources[0].utilization.mean == pytest.approx(10 / 60)


def test_a_group_that_cannot_be_completed_goes_at_closing() -> None:
    graph = read("""\
arrivals: {"00:00-00:40": every 10 min}
phases: [{phase: P, steps: [{onstage: Tour, id: tour, batch: 3, service_time: 5 min}]}]
""")
    found = once(graph)
    assert found.fates["served"] == 4
    assert found.steps[0].causes["batch"] == pytest.approx((20 + 10 + 0 + 10) / 4 * MINUTE)


def test_a_wait_that_nothing_explains_takes_the_time_that_is_written() -> None:
    graph = read("""\
arrivals: every 1 h
phases:
  - phase: P
    steps: [{customer: Fly, id: fly, service_time: 60 min, wait_points: [{wait: Boarding, standard_time: 20 min}]}]
""")
    found = once(graph)
    assert found.time_in_system.times.mean.mean == pytest.approx(80 * MINUTE)
    assert found.steps[0].causes["other_party"] == pytest.approx(20 * MINUTE)


def test_who_leaves_while_a_branch_of_his_is_in_a_line_has_waited_for_it_in_vain() -> None:
    """Ann is busy for 30 minutes; a minute later somebody asks for her, and is lost on his other way 10 minutes on."""
    graph = read("""\
resources: {ann: {}}
classes:
  - {class: One, arrivals: {"00:00-00:01": every 1 min}, enters: alone}
  - {class: Two, arrivals: {"00:01-00:02": every 1 min}, enters: come}
phases:
  - phase: P
    steps:
      - {onstage: Alone, id: alone, resource: ann, service_time: 30 min}
      - {customer: Come, id: come, service_time: 0 s}
      - customer: Fill in
        id: fill
        service_time: 10 min
        fail_points: [{fail: Wrong, probability: 100%, gives_up: 100%}]
      - {onstage: Ask, id: ask, resource: ann, service_time: 5 min}
flows: [come >> fill, come >> ask]
""")
    found = once(graph, horizon=HOUR)
    assert found.fates["lost"] == 1
    ann, ask = found.resources[0], next(step for step in found.steps if step.id == "ask")
    assert ann.wait.mean.mean == pytest.approx((0 + 10) / 2 * MINUTE)
    assert ann.queue.mean == pytest.approx(10 / 60)
    assert (ask.visits.mean, ask.wait.times.mean.mean) == (0, None)


def test_a_group_that_is_turned_away_leaves_no_causes_of_waits_behind() -> None:
    graph = read("""\
arrivals: {"00:00-00:04": every 1 min}
resources: {guide: {room: 1}}
phases: [{phase: P, steps: [{onstage: Tour, id: tour, batch: 2, resource: guide, service_time: 9 min}]}]
""")
    found = once(graph)
    assert (found.fates["served"], found.fates["turned_away"]) == (2, 2)
    assert found.steps[0].wait.times.mean.mean == pytest.approx(0.5 * MINUTE)
    assert found.steps[0].causes == {
        "contention": pytest.approx(0),
        "unavailable": 0,
        "prioritized": 0,
        "batch": pytest.approx(0.5 * MINUTE),
        "other_party": 0,
    }
