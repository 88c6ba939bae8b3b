"""What can be asked of the structure of a service."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blueprint.graph import Crossings, ServiceGraph, to_graph
from blueprint.model import Flow
from tests.unit.graph.services import graph, service

ROOT = Path(__file__).parents[3]
RECOVERY: dict[str, Any] = {"fail_points": [{"label": "F", "recovery": "c3"}]}


# --- neighbors -------------------------------------------------------------------------------------------------------


def test_a_step_has_what_flows_lead_to_and_come_from_each_once() -> None:
    found = graph("c1 o1 c2", "c1 >> c2", "c1 >> o1", "c1 >> c2", "o1 >> c2")
    assert found.successors("c1") == ("c2", "o1")
    assert found.predecessors("c2") == ("c1", "o1")
    assert found.successors("c2") == () == found.predecessors("c1")


def test_relations_are_asked_for_by_their_kind() -> None:
    found = graph("c1 o1 s1", "c1 >> o1", "exchange c1 >> o1", "needs o1 >> s1")
    assert found.successors("o1") == ()
    assert found.successors("o1", "needs") == ("s1",)
    assert found.successors("c1", None) == ("o1",)
    assert [flow.kind for flow in found.flows_out("c1", None)] == ["flow", "exchange"]
    assert [flow.kind for flow in found.flows_in("s1", None)] == ["needs"]
    assert found.flows_in("s1") == ()


def test_the_end_is_a_flow_out_and_no_step() -> None:
    found = graph("c1 c2", "c1 >> c2", "c1 >> end")
    assert [flow.target for flow in found.flows_out("c1")] == ["c2", "end"]
    assert found.successors("c1") == ("c2",)
    assert [flow.target for flow in found.flows] == ["c2"]
    assert [(a.id, b.id) for a, b, _ in found.pairs()] == [("c1", "c2")]


def test_a_step_that_flows_to_itself_is_its_own_neighbor() -> None:
    found = graph("c1", "c1 >> c1")
    assert found.successors("c1") == ("c1",) == found.predecessors("c1")


def test_steps_are_found_by_the_kind_of_their_lane() -> None:
    found = graph("c1 o1 b1 c2")
    assert [step.id for step in found.steps_of("customer", "backstage")] == ["c1", "b1", "c2"]
    assert found.steps_of("management") == ()


def test_the_digraph_holds_steps_and_flows_with_their_data() -> None:
    found = graph("c1 s1 c2", "c1 >> c2", "c1 >> c2", "needs c1 >> s1", "c2 >> end").digraph
    assert list(found.nodes) == ["c1", "s1", "c2"]
    assert (found.nodes["s1"]["lane"], found.nodes["s1"]["kind"]) == ("support", "support")
    assert [(a, b, key) for a, b, key in found.edges(keys=True)] == [
        ("c1", "c2", "c1>>c2"),
        ("c1", "c2", "c1>>c2#2"),
        ("c1", "s1", "c1>>s1"),
    ]


# --- lines -----------------------------------------------------------------------------------------------------------

ALL_LINES = ("interaction", "visibility", "internal_interaction", "implementation")


@pytest.mark.parametrize(
    ("pair", "lines"),
    [
        ("c1 >> c2", ()),
        ("c1 >> o1", ALL_LINES[:1]),
        ("o1 >> b1", ALL_LINES[1:2]),
        ("b1 >> s1", ALL_LINES[2:3]),
        ("s1 >> m1", ALL_LINES[3:]),
        ("c1 >> m1", ALL_LINES),
        ("m1 >> c1", ALL_LINES),
        ("o1 >> s1", ALL_LINES[1:3]),
        ("c1 >> end", ()),
    ],
)
@pytest.mark.parametrize("kind", ["", "exchange "])
def test_a_flow_crosses_the_lines_between_its_ends(pair: str, lines: tuple[str, ...], kind: str) -> None:
    if kind and pair.endswith("end"):
        return
    found = graph("c1 c2 o1 b1 s1 m1", kind + pair)
    assert found.crossed_lines(found.blueprint.flows[0]) == lines


def test_a_lane_that_is_missing_takes_no_line_away() -> None:
    found = graph("c1 b1", "c1 >> b1", kinds=("customer", "backstage"))
    assert found.crossed_lines(found.blueprint.flows[0]) == ("interaction", "visibility")
    found = graph("c1 s1", "s1 >> c1", kinds=("customer", "support"))
    assert found.crossed_lines(found.blueprint.flows[0]) == ALL_LINES[:3]


def test_two_lanes_of_one_kind_have_no_line_between_them() -> None:
    lanes = [{"id": "c", "kind": "customer"}, {"id": "host", "kind": "onstage"}, {"id": "kiosk", "kind": "onstage"}]
    steps = [{"lane": "host", "label": "A"}, {"lane": "kiosk", "label": "B"}]
    found = to_graph(service("", lanes=lanes, phases=[{"steps": steps}], flows=[{"source": "a", "target": "b"}]))
    assert found.crossings == Crossings(0, 0, 0, 0)


def test_crossings_count_flows_and_relations_of_any_kind() -> None:
    found = graph(
        "c1 o1 b1 s1 m1",
        "c1 >> o1 >> b1",
        "needs b1 >> s1",
        "exchange c1 >> o1",
        "influences s1 >> c1",
        "needs s1 >> m1",
    )
    assert found.crossings == Crossings(interaction=3, visibility=2, internal_interaction=2, implementation=1)


# --- reachability ----------------------------------------------------------------------------------------------------


def test_what_can_be_reached_includes_where_it_began() -> None:
    found = graph("c1 o1 c2 c3", "c1 >> o1 >> c2")
    assert found.reachable(["c1"]) == {"c1", "o1", "c2"}
    assert found.reachable([]) == frozenset()


def test_only_flows_lead_on_unless_others_are_asked_for() -> None:
    found = graph("c1 o1 s1", "c1 >> o1", "needs o1 >> s1")
    assert "s1" not in found.reachable(["c1"])
    assert "s1" in found.reachable(["c1"], {"flow", "needs"})


def test_a_recovery_is_reached_with_the_step_that_fails() -> None:
    found = graph("c1 o1 c2 c3 o2", "c1 >> o1 >> c2", "c3 >> o2", o1=RECOVERY)
    assert found.reachable(["c1"]) == {"c1", "o1", "c2", "c3", "o2"}


def test_customers_enter_at_their_first_step() -> None:
    assert graph("o1 c1 c2").entries == ("c1",)
    assert graph("o1 o2").entries == ()
    assert graph("").entries == ()


def test_classes_may_enter_elsewhere() -> None:
    everywhere = ({"label": "A", "enters": "c3"}, {"label": "B", "enters": "c2"})
    assert graph("c1 c2 c3", classes=everywhere).entries == ("c2", "c3")
    some = ({"label": "A", "enters": "c3"}, {"label": "B"})
    assert graph("c1 c2 c3", classes=some).entries == ("c1", "c3")


def test_customer_steps_that_no_entry_leads_to_are_found() -> None:
    found = graph("c1 c2 o1 c3", "c1 >> c2", "o1 >> c3")
    assert [step.id for step in found.unreachable_customer_steps()] == ["c3"]


def test_independent_are_provider_steps_that_no_customer_step_leads_to_by_flow() -> None:
    found = graph("b1 b2 c1 o1 b3 s1 m1", "b1 >> b2 >> o1", "c1 >> o1 >> b3", "needs b3 >> s1", "exchange c1 >> m1")
    assert found.independent == ("b1", "b2", "s1", "m1")


def test_what_follows_any_customer_step_depends_on_customers_reached_or_not() -> None:
    assert graph("c1 c2 b1", "c2 >> b1").independent == ()


def test_a_recovery_depends_on_customers_too() -> None:
    fails = {"fail_points": [{"label": "F", "recovery": "b2"}]}
    assert graph("c1 o1 b2 b3", "c1 >> o1", "b2 >> b3", o1=fails).independent == ()


def test_joined_are_steps_in_either_direction_by_any_relation_and_by_recoveries() -> None:
    found = graph("c1 c2 o1 s1 c3 b1", "o1 >> c1", "needs s1 >> o1", "influences c2 >> c1", c1=RECOVERY)
    assert found.joined_with(["c1"]) == {"c1", "c2", "o1", "s1", "c3"}
    assert found.joined_with(["c3"]) == {"c1", "c2", "o1", "s1", "c3"}
    assert found.joined_with(["b1"]) == {"b1"}


def test_splits_are_steps_that_several_flows_leave() -> None:
    found = graph("c1 c2 c3 s1", "c1 >> c2", "c1 >> end", "c2 >> c3", "needs c2 >> s1")
    assert [step.id for step in found.splits] == ["c1"]


# --- order and loops -------------------------------------------------------------------------------------------------


def test_time_follows_the_flows_and_else_the_script() -> None:
    assert graph("c2 c1 o1", "c1 >> c2").in_time_order == ("c1", "c2", "o1")


def test_relations_have_no_order_in_time() -> None:
    assert graph("c1 s1", "needs s1 >> c1").in_time_order == ("c1", "s1")


def test_rework_runs_back_to_where_a_loop_was_entered() -> None:
    found = graph("c1 o1 c2", "c1 >> o1 >> c2", "c2 >> o1", "c2 >> c2")
    assert [flow.id for flow in found.rework] == ["c2>>o1", "c2>>c2"]


def test_each_of_two_flows_that_run_back_is_rework() -> None:
    found = graph("c1 c2", "c1 >> c2", "c2 >> c1", "c2 >> c1", "c2 >> end")
    assert [flow.id for flow in found.rework] == ["c2>>c1", "c2>>c1#2"]


def test_loops_are_groups_in_the_order_of_the_script() -> None:
    found = graph("c1 c2 c3 c4 c5", "c5 >> c4 >> c5", "c1 >> c3 >> c1", "c2 >> c2", "c1 >> c4")
    assert found.loops == (("c1", "c3"), ("c2",), ("c4", "c5"))


def test_without_a_way_back_there_are_no_loops() -> None:
    assert graph("c1 c2", "c1 >> c2", "influences c2 >> c1").loops == ()
    assert graph("").loops == ()


# --- dominators ------------------------------------------------------------------------------------------------------


def test_circles_follow_only_the_flows_that_are_asked_for() -> None:
    found = graph("c1 o1 s1 s2", "c1 >> o1 >> c1", "needs s1 >> s2", "needs s2 >> s1", "needs o1 >> o1")
    needs = [flow for flow in found.blueprint.flows if flow.kind == "needs"]
    assert found.circles(needs) == (("o1",), ("s1", "s2"))
    assert found.circles([*needs[:1], *needs[2:]]) == (("o1",),)
    assert found.circles([]) == ()


def test_ways_may_meet_where_one_step_follows_both() -> None:
    found = graph("c1 c2 c3 c4 c5", "c1 >> c2 >> c4", "c1 >> c3 >> c4", "c3 >> end", "c1 >> c5")
    assert found.may_meet("c2", "c3") and found.may_meet("c3", "c2"), "both may come to c4"
    assert found.may_meet("c2", "c4"), "one follows the other"
    assert not found.may_meet("c2", "c5")


def test_ways_that_meet_at_the_end_alone_do_not_meet() -> None:
    assert not graph("c1 c2", "c1 >> end", "c2 >> end").may_meet("c1", "c2")


def test_ways_do_not_meet_by_rework() -> None:
    found = graph("c1 c2 c3", "c1 >> c2 >> c1", "c1 >> c3")
    assert not found.may_meet("c2", "c3")


def test_dominators_are_the_steps_that_nobody_passes_by() -> None:
    found = graph("c1 o1 o2 c2 c3", "c1 >> o1 >> c2", "c1 >> o2 >> c2", "c2 >> c3")
    assert found.dominators("c3") == ("c1", "c2", "c3")
    assert found.dominators("o1") == ("c1", "o1")
    assert found.dominators("c1") == ("c1",)


def test_a_second_entry_is_another_way() -> None:
    classes = ({"label": "A", "enters": "c1"}, {"label": "B", "enters": "c2"})
    assert graph("c1 c2 c3", "c1 >> c2 >> c3", classes=classes).dominators("c3") == ("c2", "c3")


def test_a_recovery_is_another_way() -> None:
    found = graph("c1 o1 c2 c3", "c1 >> o1 >> c2 >> c3", o1=RECOVERY)
    assert found.dominators("c3") == ("c1", "o1", "c3")


def test_what_only_a_recovery_leads_to_has_dominators() -> None:
    assert graph("c1 o1 c3", "c1 >> o1", o1=RECOVERY).dominators("c3") == ("c1", "o1", "c3")


def test_what_nobody_reaches_has_none() -> None:
    with pytest.raises(KeyError):
        graph("c1 c2").dominators("c2")
    with pytest.raises(KeyError):
        graph("c1").dominators("nobody")


def test_common_dominators_are_passed_on_the_way_to_each_of_several_steps() -> None:
    found = graph("c1 o1 c2 c3 c4 c5", "c1 >> o1 >> c2 >> c3", "c2 >> c4", "o1 >> c5")
    assert found.common_dominators(["c3", "c4"]) == ("c1", "o1", "c2")
    assert found.common_dominators(["c4", "c5", "c3"]) == ("c1", "o1")
    assert found.common_dominators(["c2", "c3"]) == ("c1", "o1", "c2")
    assert found.common_dominators(["c3"]) == found.dominators("c3")
    assert found.common_dominators([]) == ()


def test_common_dominators_are_those_that_each_step_has() -> None:
    classes = ({"label": "A", "enters": "c1"}, {"label": "B", "enters": "c2"})
    found = graph("c1 c2 c3 c4", "c1 >> c3", "c2 >> c4", classes=classes)
    assert found.common_dominators(["c3", "c4"]) == ()
    with pytest.raises(KeyError):
        graph("c1 c2 c3", "c1 >> c2").common_dominators(["c2", "c3"])


def test_common_dominators_of_many_steps_take_no_longer_than_all_steps_once() -> None:
    names = [f"c{number}" for number in range(4000)]
    found = graph(" ".join(names), " >> ".join(names))
    assert found.common_dominators(names[5:]) == tuple(names[:6])


def test_a_long_service_needs_no_recursion() -> None:
    names = [f"c{number}" for number in range(3000)]
    found = graph(" ".join(names), " >> ".join(names), "c2999 >> c0")
    assert len(found.dominators("c2999")) == 3000
    assert len(found.loops[0]) == 3000
    assert found.reachable(["c0"]) == set(names)


# --- the same answers on every run -----------------------------------------------------------------------------------

_ASK = """
from blueprint.graph import to_graph
from tests.quality.generator import random_service

for seed in range(40):
    graph = to_graph(random_service(seed))
    print(seed, graph.entries, graph.in_time_order, graph.loops, graph.circles(graph.blueprint.flows), graph.independent, graph.crossings)
    print([flow.id for flow in graph.rework], [step.id for step in graph.unreachable_customer_steps()])
    print(sorted(graph.ordering.set_aside), list(graph.digraph.edges(keys=True)))
    for step in graph.steps:
        print(step.id, graph.successors(step.id), graph.predecessors(step.id, None))
        if step.id in graph._immediate_dominators:
            print(graph.dominators(step.id))
"""


def test_answers_do_not_depend_on_the_hash_seed() -> None:
    answers = set()
    for seed in "0123":
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", _ASK], capture_output=True, text=True, check=True, timeout=120, env=environment
        )
        answers.add(done.stdout)
    assert len(answers) == 1
    (answer,) = answers
    assert answer.count("\n") > 500, "a service of some size was asked"


def test_a_graph_is_equal_to_that_of_an_equal_service() -> None:
    assert graph("c1 o1", "c1 >> o1") == graph("c1 o1", "c1 >> o1")
    assert isinstance(graph("c1"), ServiceGraph)
    assert isinstance(graph("c1 o1", "c1 >> o1").flows[0], Flow)
