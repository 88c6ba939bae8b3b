"""The order in which the steps of parallel branches are walked."""

from __future__ import annotations

from blueprint.analysis.turns import Turns
from tests.unit.graph.services import graph, read


def order(steps: str, *flows: str) -> list[str]:
    return sorted(place := Turns(graph(steps, *flows)).place, key=place.__getitem__)


def test_a_step_comes_after_all_that_lead_to_it() -> None:
    assert order("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2") == ["c1", "o1", "b1", "c2"]


def test_it_does_so_whatever_the_script_says() -> None:
    assert order("c2 b1 o1 c1", "c1 >> o1 >> c2", "c1 >> b1 >> c2")[0] == "c1"
    assert order("c2 b1 o1 c1", "c1 >> o1 >> c2", "c1 >> b1 >> c2")[-1] == "c2"


def test_the_shortest_branch_is_walked_first_and_as_a_whole() -> None:
    found = order("c1 o1 o2 o3 b1 c2", "c1 >> o1 >> o2 >> o3 >> c2", "c1 >> b1 >> c2")
    assert found == ["c1", "b1", "o1", "o2", "o3", "c2"]


def test_work_that_leads_nowhere_is_done_before_the_way_goes_on() -> None:
    found = order("c1 o1 o2 c2 b1 b2", "c1 >> o1 >> o2 >> c2", "c1 >> b1 >> b2")
    assert found == ["c1", "b1", "b2", "o1", "o2", "c2"]


def test_rework_is_set_aside() -> None:
    assert order("c1 o1 c2", "c1 >> o1 >> c2", "c2 >> c1", "o1 >> o1") == ["c1", "o1", "c2"]


def test_steps_that_nothing_joins_have_a_turn_too() -> None:
    assert set(order("c1 o1 b1", "c1 >> o1")) == {"c1", "o1", "b1"}
    assert order("") == []


def test_it_is_the_same_on_every_call() -> None:
    drawn = graph("c1 o1 b1 s1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", "c1 >> s1 >> c2")
    assert Turns(drawn).place == Turns(drawn).place


def test_a_step_that_every_way_passes_starts_before_what_follows() -> None:
    turns = Turns(graph("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2"))
    assert turns.starts_before("c1", "c2") and turns.starts_before("c1", "o1")
    assert not turns.starts_before("o1", "c2") and not turns.starts_before("o1", "b1")
    assert turns.starts_before("b1", "b1")


def test_without_customers_it_is_taken_to_start_before_all() -> None:
    """Where nobody is known to come in, nothing is known of what begins where; then figures are not called exact."""
    turns = Turns(graph("o1 b1 b2", "o1 >> b1", "o1 >> b2"))
    assert turns.place["o1"] == 0
    assert turns.starts_before("o1", "b2") and turns.starts_before("b1", "b2")


def test_the_order_of_the_script_does_not_tear_branches_apart() -> None:
    by_branch = order("c1 o1 o2 b1 b2 b3 c2", "c1 >> o1 >> o2 >> c2", "c1 >> b1 >> b2 >> b3 >> c2")
    by_level = order("c1 o1 b1 o2 b2 b3 c2", "c1 >> o1 >> o2 >> c2", "c1 >> b1 >> b2 >> b3 >> c2")
    assert by_branch == by_level == ["c1", "o1", "o2", "b1", "b2", "b3", "c2"]


def test_a_chain_of_ten_thousand_steps_needs_no_recursion() -> None:
    names = [f"b{number}" for number in range(10_000)]
    assert order(" ".join(names), " >> ".join(names)) == names


def test_names_in_any_script_are_ordered() -> None:
    drawn = read(
        "title: T\nsteps: [{customer: 到店}, {onstage: 迎宾}, {customer: 离店}]\nflows: [到店 >> 迎宾 >> 离店]\n"
    )
    assert list(Turns(drawn).place) == ["到店", "迎宾", "离店"]
