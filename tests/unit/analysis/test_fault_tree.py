"""Fault trees: events that occur twice count once."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.analysis import fault_tree
from blueprint.analysis.fault_tree import Gate, compile_tree
from blueprint.errors import AnalysisError

EVENTS = "abcde"


def holds(gate: Gate | str, happened: frozenset[str]) -> bool:
    if isinstance(gate, str):
        return gate in happened
    count = sum(holds(item, happened) for item in gate.inputs)
    return count >= {"or": 1, "and": len(gate.inputs), "atleast": gate.least}[gate.kind]


def _gates(children: st.SearchStrategy[Gate | str]) -> st.SearchStrategy[Gate]:
    inputs = st.lists(children, min_size=1, max_size=4).map(tuple)
    plain = st.builds(Gate, st.sampled_from(["or", "and"]), inputs)
    return plain | st.builds(Gate, st.just("atleast"), inputs, st.integers(1, 2))


TREES = st.recursive(st.sampled_from(EVENTS), _gates, max_leaves=12)
SHARES = st.fixed_dictionaries({event: st.floats(0, 1) for event in EVENTS})


@given(TREES, SHARES)
def test_the_probability_is_that_of_counting_all_cases(tree: Gate | str, shares: dict[str, float]) -> None:
    total = 0.0
    for states in product([False, True], repeat=len(EVENTS)):
        happened = frozenset(event for event, state in zip(EVENTS, states, strict=True) if state)
        chance = 1.0
        for event in EVENTS:
            chance *= shares[event] if event in happened else 1 - shares[event]
        total += chance * holds(tree, happened)
    assert compile_tree(tree).probability(shares) == pytest.approx(total, abs=1e-12)


@given(TREES)
def test_each_cut_set_is_enough_and_nothing_in_it_is_idle(tree: Gate | str) -> None:
    found = compile_tree(tree).cut_sets()
    assert found.is_complete
    for item in found.sets:
        assert holds(tree, frozenset(item))
        assert all(not holds(tree, frozenset(item) - {event}) for event in item)
    for states in product([False, True], repeat=len(EVENTS)):
        happened = frozenset(event for event, state in zip(EVENTS, states, strict=True) if state)
        assert holds(tree, happened) == any(set(item) <= happened for item in found.sets)


@given(TREES, SHARES)
def test_the_birnbaum_importance_is_the_difference_that_the_event_makes(
    tree: Gate | str, shares: dict[str, float]
) -> None:
    compiled = compile_tree(tree)
    for event, importance in compiled.importances(shares).items():
        certain, impossible = (compiled.probability({**shares, event: share}) for share in (1.0, 0.0))
        assert importance.birnbaum == pytest.approx(certain - impossible, abs=1e-9)


def test_more_cut_sets_than_wanted_are_cut_off_and_that_is_said() -> None:
    found = compile_tree(Gate("or", tuple("abcd"))).cut_sets(most=2)
    assert found.sets == (("a",), ("b",)) and not found.is_complete


def test_a_tree_of_ten_thousand_events_is_no_deeper_than_the_stack() -> None:
    events = tuple(f"e{number}" for number in range(10_000))
    tree = compile_tree(Gate("or", (Gate("and", events), Gate("or", events))))
    assert tree.probability(dict.fromkeys(events, 1e-5)) == pytest.approx(1 - (1 - 1e-5) ** 10_000)


def test_a_tree_that_cannot_be_counted_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fault_tree, "MOST_NODES", 5)
    with pytest.raises(AnalysisError) as raised:
        compile_tree(Gate("atleast", tuple("abcdefgh"), 4))
    assert raised.value.diagnostics[0].code == "BP420"


def test_a_top_that_is_impossible_has_nobody_to_blame() -> None:
    assert compile_tree("a").importances({"a": 0.0})["a"].criticality is None
