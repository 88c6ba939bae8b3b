"""Elements are the same by their id, or else by what people know them by."""

from __future__ import annotations

from pathlib import Path

import pytest

from blueprint import diff, load
from blueprint.comparison.matching import match
from tests.unit.comparison.services import after, names, told

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_a_step_with_another_id_is_known_by_its_label_and_place() -> None:
    found = after(("id: take\n", "id: note\n"), ("order >> take >> mix", "order >> note >> mix"))
    assert told(found.changed) == [("note", "id", "take", "note")]  # nothing of its points and flows: they follow
    assert not found.added and not found.removed


@pytest.mark.parametrize(
    ("label", "kept"),
    [("Take the order", True), ("Take the orders", True), ("Take an order", True), ("Greet", False)],
)
def test_another_id_and_a_label_much_the_same_is_the_same_step(label: str, kept: bool) -> None:
    found = diff(
        "title: T\nsteps:\n- {onstage: Take the order}\n- {onstage: Serve}\n",
        f"title: T\nsteps:\n- {{onstage: {label}, id: another}}\n- {{onstage: Serve}}\n",
    )
    assert [change.field for change in found.changed] == (
        ["id"] if label == "Take the order" else ["id", "label"]
    ) * kept
    assert (names(found.added) == []) is kept


def test_two_steps_that_are_equally_alike_are_not_guessed_at() -> None:
    found = diff(
        "title: T\nsteps:\n- {onstage: Clean table 1}\n",
        "title: T\nsteps:\n- {onstage: Clean table 2}\n- {onstage: Clean table 3}\n",
    )
    assert names(found.removed) == [("steps", "clean-table-1")]
    assert len(found.added) == 2


def test_a_label_much_the_same_in_another_lane_is_another_step() -> None:
    found = diff("title: T\nsteps:\n- {onstage: Take orders}\n", "title: T\nsteps:\n- {support: Take order}\n")
    assert (len(found.added), len(found.removed)) == (1, 1)


def test_the_same_label_in_another_lane_and_phase_is_the_same_step_if_it_is_the_only_one() -> None:
    old = (
        "title: T\nphases:\n- phase: A\n  steps:\n  - {onstage: Bill, id: x}\n- phase: B\n  steps:\n  - customer: Pay\n"
    )
    new = "title: T\nphases:\n- phase: A\n  steps: []\n- phase: B\n  steps:\n  - customer: Pay\n  - {backstage: Bill, id: y}\n"
    assert told(diff(old, new).changed) == [
        ("y", "id", "x", "y"), ("y", "phase", "a", "b"), ("y", "lane", "onstage", "backstage"),
    ]  # fmt: skip


def test_a_phase_with_another_name_is_known_by_its_steps() -> None:
    found = after(("phase: Order", "phase: Order and wait"))
    assert told(found.changed) == [
        ("order-and-wait", "id", "order", "order-and-wait"),
        ("order-and-wait", "label", "Order", "Order and wait"),
    ]


def test_a_lane_with_another_id_is_known_by_its_steps() -> None:
    old = "title: T\nlanes: {customer: {}, waiter: {kind: onstage}}\nsteps:\n- customer: Come\n- waiter: Greet\n"
    found = diff(old, old.replace("waiter", "host"))
    assert told(found.changed) == [("host", "id", "waiter", "host")]


def test_another_lane_of_the_kind_with_other_steps_is_another_lane() -> None:
    old = "title: T\nlanes: {customer: {}, waiter: {kind: onstage}}\nsteps:\n- customer: Come\n- waiter: Greet\n"
    new = "title: T\nlanes: {customer: {}, kiosk: {kind: onstage}}\nsteps:\n- customer: Come\n- kiosk: Show the menu\n"
    found = diff(old, new)
    assert names(found.added) == [("lanes", "kiosk"), ("steps", "show-the-menu")]
    assert names(found.removed) == [("lanes", "waiter"), ("steps", "greet")]


def test_of_several_flows_between_two_steps_those_that_agree_in_most_are_the_same() -> None:
    head = "title: T\nsteps:\n- customer: A\n- onstage: B\nflows:\n"
    cash, card = "- {flow: a >> b, condition: cash}\n", "- {flow: a >> b, condition: card}\n"
    assert diff(head + cash + card, head + card + cash).is_empty
    found = diff(head + cash + card, head + card)
    assert [change.old for change in found.removed] == [{"source": "a", "target": "b", "condition": "cash"}]
    assert not found.changed


def test_a_flow_with_an_id_of_its_own_is_known_by_it_wherever_it_leads() -> None:
    head = "title: T\nsteps:\n- customer: A\n- onstage: B\n- onstage: C\nflows:\n- {flow: a >> %s, id: way}\n"
    found = diff(head % "b", head % "c")
    assert not found.added and not found.removed
    assert told(found.changed) == [("way", "target", "b", "c")]


def test_the_end_is_the_same_place_in_all_services() -> None:
    head = "title: T\nsteps:\n- {customer: A, id: %s}\nflows:\n- %s >> end\n"
    assert names(diff(head % ("a", "a"), head % ("b", "b")).changed) == [("id", "b")]


def test_the_way_back_finds_the_same_pairs() -> None:
    old = load(EXAMPLES / "fault_repair/fault_repair_as_is.yaml").blueprint
    new = load(EXAMPLES / "fault_repair/fault_repair_to_be.yaml").blueprint
    there, back = match(old, new).pairs, match(new, old).pairs
    assert {kind: {b: a for a, b in pairs.items()} for kind, pairs in there.items()} == back
