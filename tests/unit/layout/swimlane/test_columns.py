"""Columns are moments."""

from __future__ import annotations

from typing import Any

from blueprint.layout.swimlane.columns import assign_columns
from tests.unit.layout.services import graph


def columns(script: str, *flows: str, **words: Any) -> list[str]:
    """Return the steps of each column, with its phase where there are several."""
    return [" ".join(column.steps) for column in assign_columns(graph(script, *flows, **words)).columns]


def test_a_moment_is_a_customer_step_with_all_that_is_declared_for_it_before_the_next_one() -> None:
    script = "customer:enter onstage:greet support:register customer:sit onstage:serve"
    assert columns(script) == ["enter greet register", "sit serve"]


def test_work_declared_before_the_first_customer_step_has_a_moment_of_its_own() -> None:
    assert columns("backstage:clean onstage:open customer:enter onstage:greet") == ["clean open", "enter greet"]


def test_a_phase_ends_a_moment() -> None:
    found = assign_columns(graph("customer:enter | onstage:greet | customer:sit"))
    assert [(column.phase, column.steps) for column in found.columns] == [
        (0, ("enter",)),
        (1, ("greet",)),
        (2, ("sit",)),
    ]


def test_a_phase_without_steps_has_an_empty_column() -> None:
    found = assign_columns(graph("customer:enter | | customer:leave"))
    assert [(column.phase, column.steps) for column in found.columns] == [(0, ("enter",)), (1, ()), (2, ("leave",))]


def test_every_step_knows_its_column() -> None:
    found = assign_columns(graph("customer:a onstage:b | customer:c"))
    assert found.of_step == {"a": 0, "b": 0, "c": 1}


# --- the order of moments --------------------------------------------------------------------------------------------


def test_flows_decide_the_order_of_moments_where_the_script_contradicts_them() -> None:
    assert columns("customer:c customer:a customer:b", "a >> b >> c") == ["a", "b", "c"]


def test_the_script_decides_where_flows_do_not() -> None:
    assert columns("customer:a customer:b customer:c customer:d", "a >> d") == ["a", "b", "c", "d"]


def test_a_loop_is_set_aside_where_the_script_enters_it() -> None:
    assert columns("customer:a customer:b customer:c", "a >> b >> c >> a") == ["a", "b", "c"]


def test_relations_do_not_order_time() -> None:
    assert columns("customer:a customer:b", "b .. a", "b ~~ a", "b <> a") == ["a", "b"]


def test_flows_move_moments_within_their_phase_only() -> None:
    assert columns("customer:a customer:b | customer:c", "c >> b >> a") == ["b", "a", "c"]


def test_a_flow_of_work_behind_the_scenes_orders_moments_too() -> None:
    script = "customer:a backstage:later customer:b backstage:before"
    assert columns(script, "before >> later") == ["b before", "a later"]


# --- the moment that a step names ------------------------------------------------------------------------------------


def test_a_step_is_drawn_with_the_customer_step_that_it_names() -> None:
    assert columns("customer:a customer:b onstage:c", steps={"c": {"moment": "a"}}) == ["a c", "b"]
    assert columns("onstage:c customer:a customer:b", steps={"c": {"moment": "b"}}) == ["a", "b c"]


def test_a_moment_named_in_another_phase_keeps_the_step_in_its_own() -> None:
    found = assign_columns(graph("customer:a | customer:b onstage:c", steps={"c": {"moment": "a"}}))
    assert [(column.phase, column.steps) for column in found.columns] == [(0, ("a",)), (1, ("b",)), (1, ("c",))]


def test_a_customer_step_may_name_itself() -> None:
    assert columns("customer:a onstage:b", steps={"a": {"moment": "a"}}) == ["a b"]


# --- several customers -----------------------------------------------------------------------------------------------

TWO = [
    {"id": "sender", "kind": "customer", "label": "Sender"},
    {"id": "receiver", "kind": "customer", "label": "Receiver"},
    {"id": "desk", "kind": "onstage", "label": "Desk"},
]


def test_customers_who_meet_share_a_moment() -> None:
    assert columns("sender:hand receiver:take", "hand <> take", lanes=TWO) == ["hand take"]
    assert columns("sender:hand receiver:take", "hand >> take", lanes=TWO) == ["hand take"]


def test_customers_who_are_served_by_one_step_share_a_moment() -> None:
    assert columns("sender:hand desk:weigh receiver:take", "hand >> weigh >> take", lanes=TWO) == ["hand weigh", "take"]
    assert columns("sender:hand desk:weigh receiver:take", "hand <> weigh", "take <> weigh", lanes=TWO) == [
        "hand weigh take"
    ]


def test_customers_who_do_not_meet_have_moments_of_their_own() -> None:
    assert columns("sender:hand receiver:take", lanes=TWO) == ["hand", "take"]


def test_one_customer_has_one_step_a_moment() -> None:
    assert columns("sender:hand sender:pay", "hand <> pay", lanes=TWO) == ["hand", "pay"]


# --- moments that need more room -------------------------------------------------------------------------------------


def test_a_flow_that_would_run_up_within_a_moment_goes_on_in_another_column() -> None:
    script = "customer:order onstage:take backstage:cook onstage:serve"
    assert columns(script, "order >> take >> cook >> serve") == ["order take cook", "serve"]


def test_steps_of_one_lane_that_follow_each_other_stand_side_by_side() -> None:
    assert columns("customer:order onstage:take onstage:mix onstage:serve", "order >> take >> mix >> serve") == [
        "order take", "mix", "serve",
    ]  # fmt: skip


def test_steps_of_one_lane_that_do_not_follow_each_other_are_stacked() -> None:
    assert columns("customer:order onstage:take onstage:smile", "order >> take", "order >> smile") == [
        "order take smile"
    ]


def test_a_flow_back_within_a_moment_makes_no_column() -> None:
    assert columns("customer:order onstage:take", "order >> take >> order") == ["order take"]


def test_the_same_lane_of_another_kind_counts_from_top_to_bottom() -> None:
    lanes = [
        {"id": "kiosk", "kind": "onstage", "label": "Kiosk"},
        {"id": "customer", "kind": "customer"},
        {"id": "waiter", "kind": "onstage", "label": "Waiter"},
    ]
    assert columns("customer:order waiter:take kiosk:show", "order >> take >> show", lanes=lanes) == [
        "order take",
        "show",
    ]
    assert columns("customer:order kiosk:show waiter:take", "order >> show >> take", lanes=lanes) == ["order show take"]
