"""Order in time: relations lead forward, and loops are cut where the script enters them."""

from __future__ import annotations

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.graph import order_with_loops_set_aside
from blueprint.graph.ordering import find_loops

NUMBERS = st.integers(0, 8)
RELATIONS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=24)


def ordered(count: int, *relations: tuple[int, int]) -> tuple[list[int], set[tuple[int, int]]]:
    found = order_with_loops_set_aside(count, relations)
    return list(found.order), set(found.set_aside)


@pytest.mark.parametrize(
    ("count", "relations", "order", "set_aside"),
    [
        (0, [], [], []),
        (3, [], [0, 1, 2], []),
        (3, [(2, 0)], [1, 2, 0], []),
        (4, [(0, 3), (3, 1), (1, 2)], [0, 3, 1, 2], []),
        (3, [(0, 1), (1, 2), (2, 0)], [0, 1, 2], [(2, 0)]),
        (2, [(1, 1), (0, 1)], [0, 1], [(1, 1)]),
        (2, [(0, 1), (1, 0)], [0, 1], [(1, 0)]),
        (2, [(0, 1), (0, 1)], [0, 1], []),
        (4, [(0, 2), (2, 1), (1, 2), (1, 3)], [0, 1, 2, 3], [(2, 1)]),
    ],
)
def test_an_order(
    count: int, relations: list[tuple[int, int]], order: list[int], set_aside: list[tuple[int, int]]
) -> None:
    assert ordered(count, *relations) == (order, set(set_aside))


def test_a_relation_from_one_loop_to_another_is_kept() -> None:
    assert ordered(4, (0, 1), (1, 0), (2, 3), (3, 2), (3, 0)) == ([2, 3, 0, 1], {(1, 0), (3, 2)})


def test_a_loop_inside_of_a_loop_is_cut_at_its_own_entry() -> None:
    relations = [(0, 1), (1, 2), (2, 1), (2, 3), (3, 0)]
    assert ordered(4, *relations) == ([0, 1, 2, 3], {(3, 0), (2, 1)})


def test_a_loop_does_not_wait_for_what_has_nothing_to_do_with_it() -> None:
    assert ordered(4, (0, 1), (1, 2), (2, 1)) == ([0, 1, 2, 3], {(2, 1)})


def test_loops_far_inside_of_each_other_are_cut_where_they_run_against_the_script() -> None:
    count = 300
    both_ways = [(n, n + 1) for n in range(count - 1)] + [(n + 1, n) for n in range(count - 1)]
    assert ordered(count, *both_ways) == (list(range(count)), {(n + 1, n) for n in range(count - 1)})


def test_a_long_chain_needs_no_recursion() -> None:
    count = 20_000
    assert ordered(count, *((n, n + 1) for n in range(count - 1)))[0] == list(range(count))
    assert ordered(count, *((n + 1, n) for n in range(count - 1)))[0] == list(range(count))[::-1]
    assert ordered(count, *((n, (n + 1) % count) for n in range(count)))[1] == {(count - 1, 0)}


@given(RELATIONS)
def test_everything_has_one_place_and_relations_lead_forward_or_are_set_aside(relations: list[tuple[int, int]]) -> None:
    order, set_aside = ordered(9, *relations)
    assert sorted(order) == list(range(9))
    place = {number: index for index, number in enumerate(order)}
    assert all(place[first] < place[second] for first, second in set(relations) - set_aside)


@given(RELATIONS)
def test_only_what_closes_a_loop_is_set_aside(relations: list[tuple[int, int]]) -> None:
    _, set_aside = ordered(9, *relations)
    graph: networkx.DiGraph[int] = networkx.DiGraph(relations)
    assert all(networkx.has_path(graph, second, first) for first, second in set_aside)
    assert set_aside <= set(relations)


@given(RELATIONS)
def test_without_a_loop_nothing_is_set_aside(relations: list[tuple[int, int]]) -> None:
    forward = [(first, second) for first, second in relations if first < second]
    assert ordered(9, *forward) == (list(range(9)), set())


@given(RELATIONS, st.randoms(use_true_random=False))
def test_the_order_in_which_relations_are_told_does_not_matter(
    relations: list[tuple[int, int]], random: object
) -> None:
    shuffled = list(relations)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ordered(9, *shuffled) == ordered(9, *relations)


@given(RELATIONS)
def test_groups_that_lead_to_each_other_are_those_of_networkx(relations: list[tuple[int, int]]) -> None:
    graph = networkx.DiGraph(relations)
    groups = (sorted(group) for group in networkx.strongly_connected_components(graph))
    expected = sorted(tuple(group) for group in groups if len(group) > 1 or graph.has_edge(group[0], group[0]))
    assert find_loops(9, relations) == tuple(expected)
