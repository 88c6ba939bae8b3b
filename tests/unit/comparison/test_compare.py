"""What changed is told once, at the element that it is about, in the words of the format."""

from __future__ import annotations

import pytest

from blueprint import diff
from tests.unit.comparison.services import BAR, after, names, told


def test_nothing_is_different_from_itself() -> None:
    assert after().to_dict() == {"added": [], "removed": [], "changed": [], "figures": []}
    assert after().is_empty


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ("service_time: 2 min", "service_time: 90 s", ("order", "service_time", "2 min", "1 min 30 s")),
        ("standard_time: 2 min", "standard_time: 5 min", ("take/queue", "standard_time", 120.0, 300.0)),
        ("probability: 5%", "probability: 10%", ("mix>>order", "probability", 0.05, 0.1)),
        ("severity: 5", "severity: 7", ("take/misheard", "severity", 5, 7)),
        ("severity: 5", "severity: 5, cause: Noise", ("take/misheard", "cause", None, "Noise")),
        ("capacity: 2", "capacity: 3", ("waiter", "capacity", 2, 3)),
        ("id: pay}", "id: pay, moment_of_truth: true}", ("pay", "moment_of_truth", False, True)),
        ("id: pay}", "id: pay, customer_cost: {effort: 3}}", ("pay", "customer_cost.effort", None, 3)),
        ("title: Bar", "title: Bar\neconomics: {price: 8}", ("bar", "economics.price", None, 8)),
        ("title: Bar", "title: Bar\narrivals: 8 per hour", ("bar", "arrivals", None, "8 per hour")),
        ("title: Bar", "title: Bar\ncalendar: {open: 'mon-fri 08:00-18:00'}",
         ("bar", "calendar.open", None, ["mon-fri 08:00-18:00"])),
        ("resource: waiter\n", "resources: {waiter: 2}\n", ("take", "resources", {"waiter": 1}, {"waiter": 2})),
        ("id: pay}", "id: pay, standard: 90% within 5 min}", ("pay", "standard", None, ["90% within 5 min"])),
        ("id: pay}", "id: pay, determinants: [access]}", ("pay", "determinants", None, ["access"])),
        ("backstage: Mix", "backstage: Stir", ("mix", "label", "Mix", "Stir")),
        ("flow: mix >> order", "influences: mix >> order", ("mix>>order", "kind", "flow", "influences")),
        ("- {backstage: Mix", "- {onstage: Mix", ("mix", "lane", "backstage", "onstage")),
    ],
)  # fmt: skip
def test_a_word_that_changed_is_told_with_its_old_and_its_new_value(old: str, new: str, change: tuple[object]) -> None:
    found = after((old, new))
    assert told(found.changed) == [change]
    assert not found.added
    assert not found.removed


def test_a_step_that_moved_to_another_phase_has_changed_its_phase() -> None:
    found = diff(
        "title: T\nphases:\n- phase: A\n  steps:\n  - customer: One\n  - customer: Two\n- phase: B\n  steps:\n  - customer: Three\n",
        "title: T\nphases:\n- phase: A\n  steps:\n  - customer: One\n- phase: B\n  steps:\n  - customer: Two\n  - customer: Three\n",
    )
    assert told(found.changed) == [("two", "phase", "a", "b")]


def test_evidence_that_moved_to_another_step_has_changed_its_step() -> None:
    found = after((", evidence: [Menu]}", "}"), ("id: pay}", "id: pay, evidence: [Menu]}"))
    assert told(found.changed) == [("pay/menu", "step", "order", "pay")]
    assert not found.added and not found.removed


def test_an_added_step_is_told_with_all_that_belongs_to_it() -> None:
    found = after(
        ("- phase: Leave\n  steps:\n", "- phase: Leave\n  steps:\n  - {onstage: Bill, evidence: [Receipt]}\n")
    )
    (change,) = found.added
    assert (change.element, change.field, change.old) == ("bill", "steps", None)
    assert change.new == {
        "phase": "leave", "lane": "onstage", "label": "Bill", "evidence": [{"label": "Receipt", "id": "bill/receipt"}],
    }  # fmt: skip
    assert not found.changed


def test_points_of_a_step_that_stays_are_told_one_by_one() -> None:
    found = after(("[{fail: Misheard, severity: 5}]", "[Forgotten]"))
    assert names(found.added) == [("fail_points", "take/forgotten")]
    assert names(found.removed) == [("fail_points", "take/misheard")]


def test_flows_are_told_with_what_they_say() -> None:
    found = after(("- mix >> pay", "- {flow: take >> pay, condition: to go}"))
    assert told(found.added) == [
        ("take>>pay", "flows", None, {"source": "take", "target": "pay", "condition": "to go"})
    ]
    assert told(found.removed) == [("mix>>pay", "flows", {"source": "mix", "target": "pay"}, None)]
    assert found.added[0].label == "Take the order → Pay"


def test_another_order_of_steps_is_told_once() -> None:
    steps = [f"- {{customer: {name}, id: {name.lower()}}}\n" for name in ("One", "Two", "Three", "Four")]
    head = "title: T\nsteps:\n"
    found = diff(head + "".join(steps), head + "".join(steps[::-1]))
    assert told(found.changed) == [("", "steps", ["one", "two", "three", "four"], ["four", "three", "two", "one"])]
    assert found.changed[0].label == "T"


def test_a_step_between_others_does_not_change_their_order() -> None:
    found = after(("  - {backstage: Mix", "  - {support: Ice}\n  - {backstage: Mix"))
    assert names(found.added) == [("steps", "ice")]
    assert not found.changed


def test_orders_of_phases_and_lanes_are_told_once() -> None:
    text = "title: T\nlanes: {customer: {}, host: {kind: onstage}, cook: {kind: onstage}}\nphases:\n"
    phases = [f"- phase: {name}\n  steps:\n  - customer: Do {name}\n" for name in "ABC"]
    turned = text.replace("host: {kind: onstage}, cook", "cook: {kind: onstage}, host")
    found = diff(text + "".join(phases), turned + "".join(phases[::-1]))
    assert told(found.changed) == [
        ("t", "phases", ["a", "b", "c"], ["c", "b", "a"]),
        ("t", "lanes", ["customer", "host", "cook"], ["customer", "cook", "host"]),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("determinants: [access, courtesy]", "determinants: [courtesy, access]"),
        ("tags: [a, b]", "tags: [b, a]"),
        ("resources: [waiter, till]", "resources: [till, waiter]"),
    ],
)
def test_an_order_that_says_nothing_is_no_change(old: str, new: str) -> None:
    text = f"title: T\nresources: {{waiter: {{}}, till: {{}}}}\nsteps:\n- {{customer: Come, {old}}}\n"
    assert diff(text, text.replace(old, new)).is_empty


def test_a_new_id_of_a_resource_does_not_change_the_steps_that_need_it() -> None:
    head = "title: T\nsteps:\n- {customer: Come, resource: waiter, wait_points: [{wait: Queue, resource: waiter}]}\n"
    old = head + "resources: {waiter: {label: Waiter}}\n"
    new = head.replace("resource: waiter", "resource: staff") + "resources: {staff: {label: Waiter}}\n"
    assert told(diff(old, new).changed) == [("staff", "id", "waiter", "staff")]


def test_classes_and_standards_are_compared_too() -> None:
    old = BAR + "classes:\n- {class: Guest, share: 40%}\n- {class: Regular}\nstandards:\n- {standard: 30 min}\n"
    new = old.replace("40%", "50%").replace("- {class: Regular}\n", "").replace("30 min", "20 min")
    found = diff(old, new)
    assert told(found.changed) == [
        ("guest", "share", 0.4, 0.5),
        ("20-min", "id", "30-min", "20-min"),
        ("20-min", "standard", "30 min", "20 min"),
    ]
    assert names(found.removed) == [("classes", "regular")]


def test_a_source_of_knowledge_is_no_end_of_a_flow() -> None:
    text = "title: T\nsteps:\n- {customer: Come, source: come}\n- {onstage: Greet, source: nobody}\n"
    assert diff(text, text).is_empty
    assert told(diff(text, text.replace("nobody", "come")).changed) == [("greet", "source", "nobody", "come")]


def test_a_title_alone_does_not_change_the_id_that_follows_from_it() -> None:
    assert told(after(("title: Bar", "title: Pub")).changed) == [("pub", "title", "Bar", "Pub")]
    found = after(("title: Bar", "title: Bar\nid: house"))
    assert told(found.changed) == [("house", "id", "bar", "house")]


def test_a_service_without_phases_that_gets_them_keeps_its_steps() -> None:
    steps = "steps:\n- {customer: One}\n- {customer: Two}\n"
    named = "phases:\n- phase: All\n  steps:\n  - {customer: One}\n  - {customer: Two}\n"
    found = diff(f"title: T\n{steps}", f"title: T\n{named}")
    assert told(found.changed) == [("all", "id", None, "all"), ("all", "label", None, "All")]
    assert not found.added and not found.removed
    assert told(diff(f"title: T\n{named}", f"title: T\n{steps}").changed) == [
        ("", "id", "all", None),
        ("", "label", "All", None),
    ]
