"""Branches that run in parallel: where they meet, and which steps belong to each."""

from __future__ import annotations

from typing import Any

from blueprint.analysis.branches import Block, Branches
from blueprint.model import END
from tests.unit.graph.services import graph


def block(ways: str, steps: str, *flows: str, **fields: Any) -> Block:
    return Branches(graph(steps, *flows, **fields)).block(tuple(ways.split()))


def test_branches_meet_in_the_first_step_that_all_must_come_to() -> None:
    found = block("o1 b1", "c1 o1 b1 c2 c3", "c1 >> o1 >> c2 >> c3", "c1 >> b1 >> c2")
    assert found == Block("c2", frozenset({"o1", "b1"}), is_clean=True, is_any=False)


def test_branches_of_different_length_meet_as_well() -> None:
    found = block("o1 b1", "c1 o1 b1 b2 b3 c2", "c1 >> o1 >> c2", "c1 >> b1 >> b2 >> b3 >> c2")
    assert (found.join, found.region) == ("c2", {"o1", "b1", "b2", "b3"})


def test_branches_that_never_meet_end_apart() -> None:
    found = block("o1 b1", "c1 o1 b1", "c1 >> o1", "c1 >> b1")
    assert (found.join, found.region, found.is_any) == (END, {"o1", "b1"}, False)


def test_a_branch_that_is_the_meeting_itself_is_empty() -> None:
    found = block("c2 b1", "c1 b1 c2", "c1 >> c2", "c1 >> b1 >> c2")
    assert (found.join, found.region) == ("c2", {"b1"})


def test_three_branches_meet_where_the_last_of_them_comes() -> None:
    found = block("o1 o2 o3", "c1 o1 o2 o3 c2 c3", "c1 >> o1 >> c2 >> c3", "c1 >> o2 >> c2", "c1 >> o3 >> c3")
    assert (found.join, found.region) == ("c3", {"o1", "o2", "o3", "c2"})
    assert not found.is_clean  # c2 belongs to two of them


def test_where_one_is_enough_the_meeting_says_so() -> None:
    found = block("o1 b1", "c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", c2={"join": "any"})
    assert found.is_any


def test_rework_inside_of_a_branch_stays_inside() -> None:
    found = block("o1 b1", "c1 o1 o2 b1 c2", "c1 >> o1 >> o2 >> c2", "o2 >> o1", "c1 >> b1 >> c2")
    assert (found.join, found.region, found.is_clean) == ("c2", {"o1", "o2", "b1"}, True)


def test_rework_out_of_a_branch_is_set_aside() -> None:
    found = block("o1 b1", "c1 o1 b1 c2", "c1 >> o1 >> c2", "o1 >> c1", "c1 >> b1 >> c2")
    assert (found.join, found.region) == ("c2", {"o1", "b1"})


def test_a_way_of_recovery_belongs_to_the_branch_that_it_mends() -> None:
    point = {"fail_points": [{"label": "f", "recovery": "o2"}]}
    found = block("o1 b1", "c1 o1 b1 o2 c2", "c1 >> o1 >> c2", "o2 >> c2", "c1 >> b1 >> c2", o1=point)
    assert found.region == {"o1", "o2", "b1"}


def test_branches_inside_of_branches_have_blocks_of_their_own() -> None:
    found = Branches(graph("c1 o1 o2 o3 b1 o4 c2", "c1 >> o1 >> o2 >> o4", "o1 >> o3 >> o4 >> c2", "c1 >> b1 >> c2"))
    inner, outer = found.block(("o2", "o3")), found.block(("o1", "b1"))
    assert (inner.join, inner.region) == ("o4", {"o2", "o3"})
    assert (outer.join, outer.region) == ("c2", {"o1", "o2", "o3", "o4", "b1"})


def test_a_block_is_found_once() -> None:
    branches = Branches(graph("c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2"))
    assert branches.block(("o1", "b1")) is branches.block(("o1", "b1"))


def test_the_steps_of_a_branch_are_told_from_its_beginning_to_the_meeting() -> None:
    branches = Branches(graph("c1 o1 o2 o3 c2", "c1 >> o1 >> o2 >> c2", "o1 >> o3 >> c2"))
    assert sorted(branches.between("o1", "c2")) == ["o1", "o2", "o3"]
    assert list(branches.between("c2", "c2")) == []
