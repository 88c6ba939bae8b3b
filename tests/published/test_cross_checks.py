"""What every published blueprint must satisfy, whatever it shows.

Waits in queues are not told in closed form here: T11 (a bank loan) and T12 (a brokerage) are known from memory alone, T13 (three
acts) has no figures, T14 (a hospital) has only those of queues, and T15 (an asset repair) is a matter of comparing two versions.
"""

from __future__ import annotations

from graphlib import TopologicalSorter

import pytest

import blueprint as library
from blueprint.graph import to_graph
from tests.published.services import NAMES, analyzed, read, text

pytestmark = pytest.mark.parametrize("name", NAMES)

RANK = {"customer": 1, "onstage": 2, "backstage": 3, "support": 4, "management": 5}


def test_induced_and_independent_steps_are_all_provider_steps(name: str) -> None:
    found = analyzed(name)
    graph = to_graph(found.blueprint)
    customers = {step.id for step in graph.steps_of("customer")}
    ahead = {step.id: set(graph.successors(step.id)) for step in graph.steps}
    for step in graph.steps:
        ahead[step.id] |= {point.recovery for point in step.fail_points if point.recovery}
    induced: set[str] = set()
    waiting = list(customers)
    while waiting:
        for other in ahead[waiting.pop()]:
            if other not in induced:
                induced.add(other)
                waiting.append(other)
    assert len(induced - customers) + len(found.structure.independent) == len(graph.steps) - len(customers)


def test_crossings_are_the_lines_between_the_lanes_of_each_link(name: str) -> None:
    found = analyzed(name)
    kinds = {lane.id: lane.kind for lane in found.blueprint.lanes}
    rank = {step.id: RANK[kinds[step.lane]] for step in found.blueprint.steps}
    total = sum(abs(rank[flow.source] - rank[flow.target]) for flow in found.blueprint.flows if flow.target != "end")
    crossings = found.structure.crossings
    assert total == (
        crossings.interaction + crossings.visibility + crossings.internal_interaction + crossings.implementation
    )


def test_the_standard_time_is_at_most_the_sum_of_all_times_and_waits(name: str) -> None:
    found = analyzed(name).time.timeline
    total = sum(float(step.service or 0) + float(step.wait or 0) for step in found.steps.values())
    assert found.least_time <= total + 1e-9


def test_without_rework_nothing_leads_round(name: str) -> None:
    graph = to_graph(read(name))
    back = {flow.id for flow in graph.rework}
    before: dict[str, set[str]] = {step.id: set() for step in graph.steps}
    for flow in graph.flows:
        if flow.id not in back:
            before[flow.target].add(flow.source)
    assert set(TopologicalSorter(before).static_order()) == set(before)


@pytest.mark.parametrize("format", ["html", "txt", "svg"])
def test_every_failure_and_wait_appears_in_what_is_drawn_and_told(name: str, format: str) -> None:
    blueprint = read(name)
    points = [point for step in blueprint.steps for point in (*step.fail_points, *step.wait_points)]
    drawn = library.render(text(name), format=format).text
    told = " ".join(drawn.split())
    for point in points:
        assert point.label in told, f"{point.label!r} is not in the {format}"
