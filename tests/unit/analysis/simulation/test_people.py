"""People: several for a step, one or the other, and what customers hold over several steps."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.simulation import Run, is_fast_installed, simulate_service
from blueprint.errors import AnalysisError
from blueprint.units import Seconds
from tests.unit.analysis.simulation.services import HOUR, MINUTE, counter, once, read


def test_a_step_that_needs_two_waits_for_both_and_keeps_both_busy() -> None:
    """At 0 somebody takes Ann alone for 30 minutes; at 1 somebody needs Ann and Bob."""
    graph = read("""\
resources: {ann: {}, bob: {}}
classes:
  - {class: One, arrivals: {"00:00-00:01": every 1 min}, enters: alone}
  - {class: Two, arrivals: {"00:01-00:02": every 1 min}, enters: both}
phases:
  - phase: P
    steps:
      - {onstage: Alone, id: alone, resource: ann, service_time: 30 min}
      - {onstage: Both, id: both, resources: [ann, bob], service_time: 10 min}
""")
    found = once(graph, horizon=HOUR)
    ann, bob = found.resources
    assert found.steps[1].wait.times.mean.mean == pytest.approx(29 * MINUTE)
    assert ann.utilization.mean == pytest.approx(40 / 60)
    assert bob.utilization.mean == pytest.approx(10 / 60)


def test_of_two_who_can_do_it_the_first_who_is_free_does() -> None:
    graph = read("""\
arrivals: {"00:00-00:03": every 1 min}
resources: {ann: {}, bob: {}}
phases: [{phase: P, steps: [{onstage: Serve, id: serve, resource: ann | bob, service_time: 10 min}]}]
""")
    found = once(graph, horizon=HOUR)
    ann, bob = found.resources
    assert found.steps[0].wait.times.mean.mean == pytest.approx((0 + 0 + 8) / 3 * MINUTE)
    assert (ann.utilization.mean, bob.utilization.mean) == (pytest.approx(20 / 60), pytest.approx(10 / 60))


def test_two_of_a_kind_are_taken_at_once_or_not_at_all() -> None:
    graph = read("""\
arrivals: {"00:00-00:02": every 1 min}
resources: {porter: {capacity: 3}}
phases: [{phase: P, steps: [{onstage: Carry, id: carry, resources: {porter: 2}, service_time: 10 min}]}]
""")
    found = once(graph, horizon=HOUR)
    assert found.steps[0].wait.times.mean.mean == pytest.approx(9 / 2 * MINUTE)
    assert found.resources[0].utilization.mean == pytest.approx(40 / 180)


TABLE = """\
arrivals: {{"00:00-00:20": every 10 min}}
resources: {{table: {{kind: space}}, waiter: {{}}}}
phases:
  - phase: P
    steps:
      - {{customer: Come, id: come, service_time: 0 s}}
      - {{onstage: Seat, id: seat, resource: waiter, seizes: table, service_time: 1 min}}
      - {{customer: Eat, id: eat, service_time: 30 min}}
      - {{onstage: Clear, id: clear, resource: waiter, {release}service_time: 1 min}}
flows: [come >> seat >> eat >> clear]
"""


@pytest.mark.parametrize("release", ["releases: table, ", ""])
def test_a_table_is_held_from_seating_until_it_is_given_back_or_the_customer_leaves(release: str) -> None:
    found = once(read(TABLE.format(release=release)), horizon=HOUR)
    seat = next(step for step in found.steps if step.id == "seat")
    table, waiter = found.resources
    assert seat.wait.times.mean.mean == pytest.approx((0 + 22) / 2 * MINUTE)
    assert table.utilization.mean == pytest.approx(1.0 * 60 / 60)
    assert waiter.utilization.mean == pytest.approx(3 / 60)
    assert table.overtime.mean == pytest.approx(4 * MINUTE)


def test_customers_who_wait_for_each_other_for_ever_are_found_out() -> None:
    graph = read("""\
resources: {pen: {}, form: {}}
classes:
  - {class: A, arrivals: {"00:00-00:01": every 1 min}, enters: pen-first}
  - {class: B, arrivals: {"00:00-00:01": every 1 min}, enters: form-first}
phases:
  - phase: P
    steps:
      - {customer: Pen first, id: pen-first, seizes: pen, service_time: 5 min}
      - {customer: Then form, id: then-form, seizes: form, service_time: 5 min}
      - {customer: Form first, id: form-first, seizes: form, service_time: 5 min}
      - {customer: Then pen, id: then-pen, seizes: pen, service_time: 5 min}
flows: [pen-first >> then-form, form-first >> then-pen]
""")
    with pytest.raises(AnalysisError) as raised:
        once(graph)
    (problem,) = raised.value.diagnostics
    assert problem.code == "BP645"
    assert "'pen' and 'form'" in problem.message


@pytest.mark.parametrize(("clerk", "code"), [(", capacity: 1", "BP612"), (', schedule: {"09:00-10:00": 0}', "BP614")])
def test_a_step_that_can_never_begin_is_refused(clerk: str, code: str) -> None:
    graph = counter("every 1 h", clerk=clerk, step=", resources: {clerk: 2}".replace("resources", "seizes"))
    with pytest.raises(AnalysisError) as raised:
        once(graph)
    assert {problem.code for problem in raised.value.diagnostics} == {code}


def test_more_people_find_the_same_customers() -> None:
    one, two = (once(counter("10 per hour", "exponential(5 min)", clerk=f", capacity: {n}")) for n in (1, 2))
    assert one.fates == two.fates
    assert (two.waiting_time.times.mean.mean or 0) < (one.waiting_time.times.mean.mean or 0)
    served = [item.time_in_system.times.mean.mean or 0 for item in (one, two)]
    waited = [item.waiting_time.times.mean.mean or 0 for item in (one, two)]
    assert served[0] - waited[0] == pytest.approx(served[1] - waited[1])  # they take as long as they do


MIXED = """\
arrivals: 25 per hour
resources: {{ann: {{}}}}
phases:
  - phase: P
    steps:
      - {{onstage: A, id: a, resource: ann, service_time: exponential(40 s){first}}}
      - {{onstage: B, id: b, resource: ann, service_time: exponential(60 s){second}}}
      - {{onstage: C, id: c, resource: ann, service_time: exponential(30 s){third}}}
flows: [a >> b >> c, {{flow: a >> c, probability: 40%}}]
"""


@pytest.mark.parametrize("engine", ["plain", "fast"])
@pytest.mark.parametrize("where", ["a", "b", "c", "ab", "bc", "ac", "abc"])
def test_what_a_step_promises_changes_no_wait_before_it_or_beside_it(where: str, engine: Any) -> None:
    """Steps without promises are served by a shorter way of the calendar, in one line with the others."""
    if engine == "fast" and not is_fast_installed():
        pytest.skip("needs numba")
    promised = dict.fromkeys(where, ", standard: 90% within 5 min")
    found, bare = (
        simulate_service(
            read(MIXED.format(first=words.get("a", ""), second=words.get("b", ""), third=words.get("c", ""))),
            Run(horizon=Seconds(4 * HOUR), replications=3),
            engine=engine,
        )
        for words in (promised, {})
    )
    assert len(found.standards) == len(where)
    assert (bare.waiting_time.times.mean.mean or 0) > MINUTE
    assert found.time_in_system.times.mean.mean == pytest.approx(bare.time_in_system.times.mean.mean, rel=1e-9)
    for one, other in zip(found.steps, bare.steps, strict=True):
        assert one.visits == other.visits
        assert one.wait.times.mean.mean == pytest.approx(other.wait.times.mean.mean, rel=1e-9)
    assert found.resources[0].utilization.mean == pytest.approx(bare.resources[0].utilization.mean, rel=1e-9)
    assert found.resources[0].queue.mean == pytest.approx(bare.resources[0].queue.mean, rel=1e-9)
    assert found.resources[0].wait.mean.mean == pytest.approx(bare.resources[0].wait.mean.mean, rel=1e-9)
