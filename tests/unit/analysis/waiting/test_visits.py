"""Visits: loops are counted, losses leave, and what is unknown is known to be so."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.waiting.visits import Follower, Visits
from blueprint.analysis.ways import solve
from blueprint.graph import to_graph
from blueprint.model import Blueprint


def follow(steps: str, *flows: str, leaving: dict[str, float] | None = None, **words: Any) -> Visits:
    """Return visits of a service; flows are ``a b``, ``a b 0.3`` or ``a b ?``."""
    data = []
    for text in flows:
        source, target, *mark = text.split()
        extra = {} if not mark else {"condition": "?"} if mark == ["?"] else {"probability": float(mark[0])}
        data.append({"source": source, "target": target, **extra})
    script = [{"lane": "customer", "label": name, **words.get(name, {})} for name in steps.split()]
    blueprint = Blueprint.model_validate({"title": "T", "phases": [{"steps": script}], "flows": data})
    return Follower(to_graph(blueprint), script[0]["label"]).follow(leaving or {})


def test_rework_is_visited_again() -> None:
    found = follow("a b c", "a b", "b a 0.2", "b c")
    assert dict(found.visits) == pytest.approx({"a": 1.25, "b": 1.25, "c": 1.0})
    assert found.flows["b", "a"] == pytest.approx(0.25)
    assert found.is_serial


def test_parallel_branches_are_both_visited_and_meet_once() -> None:
    found = follow("a b c d", "a b", "a c", "b d", "c d")
    assert dict(found.visits) == pytest.approx({"a": 1, "b": 1, "c": 1, "d": 1})
    assert not found.is_serial
    assert found.flows["b", "d"] == found.flows["c", "d"] == pytest.approx(1.0)


def test_who_leaves_a_queue_does_not_come_further() -> None:
    found = follow("a b c", "a b", "b c", leaving={"b": 0.25})
    assert dict(found.visits) == pytest.approx({"a": 1, "b": 1, "c": 0.75})
    assert found.flows["b", "end"] == pytest.approx(0.25)


def test_failures_are_mended_given_up_or_escape() -> None:
    point = {"label": "f", "probability": 0.4, "detected": 0.5, "gives_up": 0.5}
    found = follow("a b", "a b", a={"fail_points": [point]})
    assert found.visits["a"] == pytest.approx(1 / 0.9)
    assert found.flows["a", "a"] == pytest.approx(0.1 / 0.9)
    assert found.flows["a", "end"] == pytest.approx(0.3 / 0.9)
    assert found.visits["b"] == pytest.approx(0.6 / 0.9)


def test_a_fail_point_without_probability_is_left_out_and_named() -> None:
    found = follow("a b", "a b", a={"fail_points": [{"label": "f"}]})
    assert found.visits["a"] == 1.0
    assert found.left_out == ("a/f",)


def test_an_unknown_share_blocks_what_it_enters_and_nothing_else() -> None:
    found = follow("a b c d", "a b ?", "a c", "b d", "c d")
    assert dict(found.visits) == pytest.approx({"a": 1, "d": 1})
    assert found.unknown == {"b": ("a>>b",), "c": ("a>>b",)}


def test_an_unknown_loop_blocks_the_loop_alone() -> None:
    found = follow("a b c d", "a b", "b c", "c b ?", "c d")
    assert dict(found.visits) == pytest.approx({"a": 1, "d": 1})
    assert set(found.unknown) == {"b", "c"}


def test_two_unknown_shares_are_both_named_behind_them() -> None:
    found = follow("a b c d e", "a b ?", "a e", "b c ?", "b d", "c e", "d e")
    assert set(found.unknown["c"]) == {"a>>b", "b>>c"}
    assert found.unknown["b"] == ("a>>b",)
    assert found.visits["e"] == pytest.approx(1)


def test_shares_that_do_not_add_up_leave_the_rest_unknown() -> None:
    found = follow("a b c", "a b 0.3", "a c 0.3")
    assert set(found.unknown) == {"b", "c"}
    assert found.visits == {"a": 1.0}


def test_a_branch_that_may_happen_is_unknown_and_what_meets_it_is_not() -> None:
    found = follow("a b c d", "a b ?", "a c", "b d", "c d", a={"split": "any"})
    assert dict(found.visits) == pytest.approx({"a": 1, "c": 1, "d": 1})
    assert set(found.unknown) == {"b"}


def test_alternatives_of_which_nothing_is_told_are_all_unknown() -> None:
    found = follow("a b c d", "a b", "a c", "b d", "c d", a={"split": "one"})
    assert dict(found.visits) == pytest.approx({"a": 1, "d": 1})


def test_customers_who_never_leave_are_trapped() -> None:
    found = follow("a b", "a b", "b a")
    assert set(found.trapped) == {"a", "b"}
    assert not found.visits


def test_the_same_question_has_the_same_answer() -> None:
    graph = to_graph(Blueprint(title="T", phases=[{"steps": [{"lane": "customer", "label": "a"}]}]))  # type: ignore[list-item]
    follower = Follower(graph, "a")
    assert follower.follow() is follower.follow({})
    assert follower.follow({"a": 0.5}) is not follower.follow()


@settings(deadline=None, max_examples=50)
@given(st.data())
def test_visits_are_those_of_the_process_model(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 7))
    names = [f"s{number}" for number in range(size)]
    flows = [f"{one} {other}" for one, other in pairwise(names)]
    for number, name in enumerate(names[:-1]):
        if data.draw(st.booleans()):
            target = data.draw(st.sampled_from(names))
            if target != names[number + 1]:
                flows.append(f"{name} {target} {data.draw(st.floats(0.05, 0.4)):.3f}")
    words = {
        name: {"fail_points": [{"label": "f", "probability": data.draw(st.floats(0, 0.3)), "gives_up": 0.5}]}
        for name in names
        if data.draw(st.booleans())
    }
    found = follow(" ".join(names), *flows, **words)
    script = [{"lane": "customer", "label": name, **words.get(name, {})} for name in names]
    links = [dict(zip(("source", "target", "probability"), text.split(), strict=False)) for text in flows]
    links = [{**link, "probability": float(link["probability"])} if "probability" in link else link for link in links]
    blueprint = Blueprint.model_validate({"title": "T", "phases": [{"steps": script}], "flows": links})
    (_, solved), *_ = solve(to_graph(blueprint)).groups
    for step, places in solved.places.items():
        assert found.visits[step] == pytest.approx(sum(solved.visits[place] for place in places))
