"""Where customers go after a step."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.routes import Branch, Route, route_from
from blueprint.graph import to_graph
from blueprint.model import Blueprint


def route(*flows: tuple[str, dict[str, Any]], customer_class: str | None = None, **words: Any) -> Route:
    steps = [{"lane": "customer", "label": name, **(words if name == "a" else {})} for name in "abcd"]
    data = {
        "title": "T",
        "phases": [{"steps": steps}],
        "classes": [{"label": "vip"}, {"label": "guest"}],
        "flows": [{"source": "a", "target": target, **marks} for target, marks in flows],
    }
    return route_from(to_graph(Blueprint.model_validate(data)), "a", customer_class)


def test_unmarked_flows_all_happen() -> None:
    assert route(("b", {}), ("c", {})) == Route("all", (Branch(1.0, ("b",)), Branch(1.0, ("c",))))


def test_without_flows_the_service_ends() -> None:
    assert route() == Route("all", ())


def test_a_marked_flow_is_an_alternative_and_the_rest_goes_the_other_way() -> None:
    assert route(("b", {"probability": 0.2}), ("c", {})) == Route("one", (Branch(0.2, ("b",)), Branch(0.8, ("c",))))


def test_unmarked_flows_beside_alternatives_are_one_branch_together() -> None:
    found = route(("b", {"probability": 0.2}), ("c", {}), ("d", {}))
    assert found == Route("one", (Branch(0.2, ("b",)), Branch(0.8, ("c", "d"))))
    assert found.is_parallel


def test_a_condition_alone_leaves_its_share_unknown() -> None:
    found = route(("b", {"condition": "late"}), ("c", {}))
    assert found == Route("one", (Branch(None, ("b",)), Branch(None, ("c",))))
    assert not found.is_known


def test_the_only_share_that_is_unknown_follows_from_the_others() -> None:
    found = route(("b", {"probability": 0.25}), ("c", {"condition": "late"}))
    assert found == Route("one", (Branch(0.25, ("b",)), Branch(0.75, ("c",))))


def test_split_says_outright_what_the_marks_do_not() -> None:
    flows = (("b", {"probability": 0.2}), ("c", {}))
    assert route(*flows, split="all") == Route("all", (Branch(1.0, ("b",)), Branch(1.0, ("c",))))
    assert route(*flows, split="any") == Route("any", (Branch(0.2, ("b",)), Branch(1.0, ("c",))))
    assert route(("b", {}), ("c", {}), split="one") == Route("one", (Branch(None, ("b",)), Branch(None, ("c",))))


@pytest.mark.parametrize(("customer_class", "targets"), [("vip", ("b", "d")), ("guest", ("c", "d"))])
def test_a_flow_may_be_for_one_class_of_customers(customer_class: str, targets: tuple[str, ...]) -> None:
    found = route(("b", {"classes": ["vip"]}), ("c", {"classes": ["guest"]}), ("d", {}), customer_class=customer_class)
    assert tuple(target for branch in found.branches for target in branch.targets) == targets


def test_two_flows_to_one_step_are_one_branch_unless_they_are_marked() -> None:
    assert route(("b", {}), ("b", {})) == Route("all", (Branch(1.0, ("b",)),))
