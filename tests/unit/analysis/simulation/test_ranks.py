"""Classes of customers: who goes first, who loses patience, whom there is no room for."""

from __future__ import annotations

import pytest

from tests.unit.analysis.simulation.services import MINUTE, counter, once, read

RANKED = """\
resources: {{clerk: {{{clerk}}}}}
classes:
  - {{class: Low, id: low, arrivals: {{"00:00-00:02": every 1 min}}, priority: 2}}
  - {{class: Gold, id: gold, arrivals: {{"00:01-00:02": every 1 min}}, priority: 1}}
phases: [{{phase: P, steps: [{{onstage: Serve, id: serve, resource: clerk, service_time: 10 min}}]}}]
"""


def test_those_of_better_rank_go_first_and_what_it_costs_others_is_told() -> None:
    """Low comes at 0 and 1, Gold at 1: Gold is served at 10, the second Low at 20."""
    found = once(read(RANKED.format(clerk="")))
    low, gold = (item.waiting_time.times.mean.mean for item in found.classes)
    assert (low, gold) == (pytest.approx(19 * MINUTE / 2), pytest.approx(9 * MINUTE))
    causes = found.steps[0].causes
    assert causes["prioritized"] == pytest.approx(10 * MINUTE / 3)
    assert causes["contention"] == pytest.approx(18 * MINUTE / 3)


def test_a_resource_may_serve_in_the_order_of_coming_all_the_same() -> None:
    found = once(read(RANKED.format(clerk="discipline: fifo")))
    low, gold = (item.waiting_time.times.mean.mean for item in found.classes)
    assert (low, gold) == (pytest.approx(9 * MINUTE / 2), pytest.approx(19 * MINUTE))
    assert found.steps[0].causes["prioritized"] == 0


def test_who_is_not_served_within_his_patience_gives_up() -> None:
    more = "classes: [{class: All, patience: 5 min}]"
    found = once(counter('{"00:00-00:02": every 1 min}', more=more))
    assert (found.fates["served"], found.fates["abandoned"]) == (1, 1)
    assert found.steps[0].abandoned == 1
    assert found.steps[0].wait.times.mean.mean == pytest.approx(5 * MINUTE / 2)
    assert found.waiting_time.times.mean.mean == 0  # of those served
    assert found.resources[0].wait.mean.mean == pytest.approx(5 * MINUTE / 2)


def test_who_is_served_in_the_last_moment_does_not_give_up() -> None:
    more = "classes: [{class: All, patience: 9.01 min}]"
    assert once(counter('{"00:00-00:02": every 1 min}', more=more)).fates["served"] == 2


def test_without_patience_nobody_waits() -> None:
    more = "classes: [{class: All, patience: 0 s}]"
    found = once(counter('{"00:00-00:03": every 1 min}', more=more))
    assert (found.fates["served"], found.fates["abandoned"]) == (1, 2)
    assert [item.code for item in found.diagnostics] == ["BP643"]
    assert "has no patience" in found.diagnostics[0].message


@pytest.mark.parametrize(("room", "served"), [(0, 1), (1, 2), (2, 3), (9, 4)])
def test_who_finds_no_room_to_wait_is_turned_away(room: int, served: int) -> None:
    found = once(counter('{"00:00-00:04": every 1 min}', clerk=f", room: {room}"))
    assert (found.fates["served"], found.fates["turned_away"]) == (served, 4 - served)
    assert found.steps[0].turned_away == 4 - served


def test_a_class_to_which_nobody_belongs_is_told_and_has_no_figures() -> None:
    more = "classes: [{class: All, share: 100%}, {class: Nobody, share: 0%}]"
    found = once(counter("every 1 h", more=more))
    assert [item.code for item in found.diagnostics] == ["BP642"]
    assert found.classes[1].time_in_system.times.mean.mean is None
    assert sum(found.classes[1].fates.values()) == 0


def test_classes_enter_where_they_are_said_to() -> None:
    graph = read("""\
classes:
  - {class: Web, id: web, arrivals: every 1 h, enters: pay}
  - {class: Shop, id: shop, arrivals: every 1 h}
phases: [{phase: P, steps: [{customer: Look, id: look, service_time: 5 min}, {customer: Pay, id: pay, service_time: 1 min}]}]
flows: [look >> pay]
""")
    found = once(graph)
    assert [item.time_in_system.times.mean.mean for item in found.classes] == [MINUTE, 6 * MINUTE]
    assert [step.visits.mean for step in found.steps] == [8, 16]
