"""Express mail: two customers, and a long chain of support between them."""

from __future__ import annotations

from tests.published.services import analyzed, crossings, kinds

NAME = "t10_express_mail"


def test_the_steps_of_each_side_are_as_many_as_drawn() -> None:
    found = analyzed(NAME)
    assert kinds(found) == {"customer": 3, "onstage": 2, "backstage": 1, "support": 8}
    assert (found.structure.steps["sender"], found.structure.steps["receiver"]) == (2, 1)


def test_the_chain_beneath_the_sender_is_as_deep_as_it_is_long() -> None:
    """Take, dispatch, pick up, seven steps of support, deliver; from the giving on, the pick-up first."""
    assert analyzed(NAME).structure.support_depth == {"call": 11, "give": 9}


def test_the_lines_are_crossed_on_the_way_in_and_out() -> None:
    assert crossings(analyzed(NAME)) == (3, 4, 4)


def test_all_that_lies_between_the_two_customers_is_a_single_point() -> None:
    found = analyzed(NAME)
    providers = [step.id for step in found.blueprint.steps if step.lane not in ("sender", "receiver")]
    assert sorted(found.structure.single_points_of_failure) == sorted(providers)


def test_work_is_handed_over_where_it_leaves_the_desk_and_the_driver() -> None:
    assert analyzed(NAME).structure.handoffs == (
        "take>>dispatch", "dispatch>>pick-up", "pick-up>>airport", "truck>>deliver",
    )  # fmt: skip
