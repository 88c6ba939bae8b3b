"""The union: the new service, with what was removed at its old place."""

from __future__ import annotations

import pytest

from blueprint import diff
from blueprint.comparison import Difference
from blueprint.comparison.union import Union, merge, unite
from blueprint.graph import to_graph
from tests.unit.comparison.services import BAR, after


def script(union: Union) -> dict[str, list[str]]:
    return {phase.id: [step.id for step in phase.steps] for phase in union.blueprint.phases}


def without(step: str, *flows: tuple[str, str]) -> Difference:
    lines = [line for line in BAR.splitlines() if f"id: {step}}}" not in line]
    text = "\n".join(lines)
    for old, new in flows:
        assert old in text
        text = text.replace(old, new)
    return diff(BAR, text)


def test_a_removed_step_stands_behind_the_step_that_it_stood_behind() -> None:
    found = without("mix", ("- order >> take >> mix", "- order >> take >> pay"), ("- {flow: mix >> order, probability: 5%}\n", ""),
                    ("- mix >> pay", ""))  # fmt: skip
    union = unite(found)
    assert script(union) == {"order": ["order", "take", "mix"], "leave": ["pay"]}
    assert [flow.id for flow in union.blueprint.flows] == [
        "order>>take", "take>>pay", "take>>mix", "mix>>order", "mix>>pay",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "lost", "merged"),
    [
        ("abc", "abc", "", "abc"),
        ("abc", "ac", "b", "abc"),
        ("abc", "ca", "b", "cab"),
        ("abc", "", "abc", "abc"),
        ("xyab", "ab", "xy", "xyab"),
        ("abxy", "aqb", "xy", "aqbxy"),
        ("", "ab", "", "ab"),
        ("abc", "c", "b", "bc"),
    ],
)
def test_sequences_merge(old: str, new: str, lost: str, merged: str) -> None:
    assert "".join(merge(old, new, set(lost))) == merged


def test_a_removed_phase_is_there_only_if_steps_of_it_are() -> None:
    gone = "title: T\nphases:\n- phase: A\n  steps:\n  - customer: One\n- phase: B\n  steps:\n  - customer: Two\n"
    moved = "title: T\nphases:\n- phase: A\n  steps:\n  - customer: One\n  - customer: Two\n"
    assert script(unite(diff(gone, moved))) == {"a": ["one", "two"]}
    left = "title: T\nphases:\n- phase: A\n  steps:\n  - customer: One\n"
    assert script(unite(diff(gone, left))) == {"a": ["one"], "b": ["two"]}


def test_steps_of_a_removed_phase_without_a_name_go_with_the_step_before_them() -> None:
    plain = "title: T\nsteps:\n- customer: One\n- onstage: Help\n- customer: Two\n"
    named = "title: T\nphases:\n- phase: A\n  steps:\n  - customer: Three\n- phase: B\n  steps:\n  - customer: Four\n"
    assert script(unite(diff(plain, named))) == {"a": ["one", "help", "two", "three"], "b": ["four"]}
    later = named.replace("customer: Four", "customer: One")
    assert script(unite(diff(plain, later))) == {"a": ["three"], "b": ["one", "help", "two"]}


def test_nothing_left_is_drawn_as_it_was() -> None:
    assert script(unite(diff(BAR, "title: Bar\nsteps: []\n"))) == {"": ["order", "take", "mix", "pay"]}
    assert script(unite(diff(BAR, "title: Bar\n"))) == {"order": ["order", "take", "mix"], "leave": ["pay"]}


def test_lost_points_of_a_step_keep_their_place() -> None:
    old = "title: T\nsteps:\n- {customer: Come, evidence: [Sign, Door, Light], fail_points: [Lost]}\n"
    union = unite(diff(old, old.replace("[Sign, Door, Light]", "[Door, App]").replace("[Lost]", "[Late]")))
    (step,) = union.blueprint.steps
    assert [piece.label for piece in step.evidence] == ["Sign", "Door", "Light", "App"]
    assert [point.label for point in step.fail_points] == ["Lost", "Late"]


def test_a_point_that_moved_is_drawn_where_it_is_now_alone() -> None:
    old = "title: T\nsteps:\n- {customer: Come, evidence: [{evidence: Menu, id: menu}]}\n- customer: Sit\n"
    new = "title: T\nsteps:\n- {customer: Sit, evidence: [{evidence: Menu, id: menu}]}\n"
    steps = unite(diff(old, new)).blueprint.step_by_id
    assert [piece.id for piece in steps["sit"].evidence] == ["menu"]
    assert steps["come"].evidence == ()


def test_a_removed_element_whose_id_was_given_away_gets_another_one() -> None:
    old = "title: T\nsteps:\n- {customer: Come, id: x, evidence: [{evidence: Sign, id: y}]}\n"
    new = "title: T\nsteps:\n- {customer: Sit, id: y, evidence: [{evidence: Chair, id: x}]}\n"
    union = unite(diff(old, new))
    ids = [step.id for step in union.blueprint.steps]
    assert sorted(ids) == ["x-removed-1", "y"]
    assert union.names["steps"] == {"x": "x-removed-1"}
    assert union.names["evidence"] == {"y": "y-removed-1"}


def test_removed_lanes_and_resources_are_there_as_far_as_removed_steps_need_them() -> None:
    old = (
        "title: T\nlanes: {customer: {}, host: {kind: onstage, label: Host}, kiosk: {kind: onstage}}\n"
        "resources: {staff: {label: Staff}}\nsteps:\n- customer: Come\n- {host: Greet, resource: staff}\n"
    )
    new = "title: T\nlanes: {customer: {}}\nsteps:\n- customer: Come\n"
    union = unite(diff(old, new))
    assert [lane.id for lane in union.blueprint.lanes] == ["customer", "host"]
    assert union.blueprint.resource_by_id["staff"].name == "Staff"


def test_what_a_removed_step_names_is_named_as_it_is_now() -> None:
    head = "title: T\nsteps:\n- {customer: Come, id: %s}\n"
    lost = "- {onstage: Help, moment: come, fail_points: [{fail: Lost, recovery: come}]}\n"
    old, new = head % "come" + lost + "flows: [come >> help]\n", head % "arrive"
    union = unite(diff(old, new))
    step = union.blueprint.step_by_id["help"]
    assert (step.moment, step.fail_points[0].recovery) == ("arrive", "arrive")
    assert [(flow.source, flow.target) for flow in union.blueprint.flows] == [("arrive", "help")]


# --- flows -----------------------------------------------------------------------------------------------------------

PAIR = "title: T\nsteps:\n- customer: A\n- onstage: B\nflows:\n"


@pytest.mark.parametrize(
    ("removed", "kept", "line"),
    [
        ("- a >> b\n", "- {exchange: a >> b}\n", "a>>b#2"),
        ("- {exchange: a >> b}\n", "- a >> b\n", "a>>b"),
        ("- {exchange: b >> a}\n", "- a >> b\n", "a>>b"),
    ],
)
def test_what_left_a_line_of_two_is_told_on_the_line_that_stays(removed: str, kept: str, line: str) -> None:
    found = diff(PAIR + removed + kept, PAIR + kept)
    union = unite(found)
    assert len(union.blueprint.flows) == 1
    ((_, carrier),) = union.carried.items()
    assert carrier == union.blueprint.flows[0].id
    assert line.startswith("a>>b")


def test_a_removed_flow_does_not_turn_a_flow_of_the_new_service_round() -> None:
    steps = "title: T\nsteps:\n- customer: A\n- customer: B\n- customer: C\nflows:\n"
    found = diff(f"{steps}- a >> b >> c\n", f"{steps}- a >> c >> b\n")
    union = unite(found)
    assert union.quiet == {"b>>c"}
    assert union.graph.rework == ()
    assert union.graph.in_time_order == to_graph(found.new).in_time_order


def test_removed_rework_is_still_drawn_as_rework() -> None:
    union = unite(after(("- {flow: mix >> order, probability: 5%}\n", "")))
    assert [flow.id for flow in union.graph.rework] == ["mix>>order"]
    assert not union.quiet
