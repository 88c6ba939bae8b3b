"""Failing, noticing, doing again, giving up: checked by hand, and against customers who are followed one by one."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.analysis.reliability import Reliability, compute_reliability
from blueprint.graph import to_graph
from blueprint.model import Blueprint


def fails(share: float, **words: Any) -> dict[str, Any]:
    return {"label": "fault", "probability": share, **words}


def service(steps: dict[str, dict[str, Any]], *flows: str, **words: Any) -> Blueprint:
    """Return a service of customer steps; flows are ``a b`` or ``a b 0.3``."""
    script = [{"lane": "customer", "label": name, **more} for name, more in steps.items()]
    data = []
    for text in flows:
        source, target, *share = text.split()
        data.append({"source": source, "target": target, **({"probability": float(share[0])} if share else {})})
    return Blueprint.model_validate({"title": "T", "phases": [{"steps": script}], "flows": data, **words})


Parts = tuple[dict[str, dict[str, Any]], list[str]]


def follow(steps: dict[str, dict[str, Any]], *flows: str, **words: Any) -> Reliability:
    return compute_reliability(to_graph(service(steps, *flows, **words)))


def step(*points: dict[str, Any], **words: Any) -> dict[str, Any]:
    return {
        "fail_points": [{**point, "id": f"f{number}"} for number, point in enumerate(points)] if points else [],
        **words,
    }


def one(name: str, point: dict[str, Any], **words: Any) -> dict[str, Any]:
    return {"fail_points": [{**point, "id": f"{name}/f"}], **words}


LOST = {"detected": 0.0}  # whatever goes wrong reaches the customer


def test_without_fail_points_everybody_is_served_at_once() -> None:
    found = follow({"a": {}, "b": {}}, "a b")
    assert (found.first_time, found.after_recovery, found.gave_up, found.escaped) == (1.0, 0.0, 0.0, 0.0)


def test_steps_in_a_row_must_all_go_well() -> None:
    found = follow({"a": one("a", fails(0.1, **LOST)), "b": one("b", fails(0.2, **LOST))}, "a b")
    assert found.success == pytest.approx(0.9 * 0.8)
    assert found.escaped == pytest.approx(1 - 0.9 * 0.8)


def test_what_is_noticed_is_done_again() -> None:
    found = follow({"a": one("a", fails(0.2))})
    assert found.first_time == pytest.approx(0.8)
    assert found.after_recovery == pytest.approx(0.2)
    assert found.steps["a"].visits == pytest.approx(1.25)
    assert found.steps["a"].rework_visits == pytest.approx(0.25)
    assert found.points["a/f"] == pytest.approx(0.25)


def test_branches_that_run_in_parallel_must_all_go_well() -> None:
    steps = {"s": {}, "b": one("b", fails(0.1, **LOST)), "c": one("c", fails(0.2, **LOST)), "j": {}}
    found = follow(steps, "s b", "s c", "b j", "c j")
    assert found.success == pytest.approx(0.9 * 0.8)
    assert found.steps["j"].visits == pytest.approx(0.72)


def test_parallel_branches_that_never_meet_must_all_go_well() -> None:
    steps = {"s": {}, "b": one("b", fails(0.1, **LOST)), "c": one("c", fails(0.2, **LOST)), "d": {}}
    assert follow(steps, "s b", "s c", "b d").success == pytest.approx(0.72)


def test_where_one_branch_is_enough_all_must_fail() -> None:
    steps = {"s": {}, "b": one("b", fails(0.1, **LOST)), "c": one("c", fails(0.2, **LOST)), "j": {"join": "any"}}
    found = follow(steps, "s b", "s c", "b j", "c j")
    assert found.success == pytest.approx(1 - 0.1 * 0.2)
    assert found.steps["b"].visits == found.steps["c"].visits == pytest.approx(1.0)
    assert found.steps["j"].visits == pytest.approx(0.98)


def test_a_branch_that_happens_sometimes_fails_sometimes() -> None:
    steps = {"s": {"split": "any"}, "b": one("b", fails(0.5, **LOST)), "c": {}, "j": {}}
    found = follow(steps, "s b 0.4", "s c", "b j", "c j")
    assert found.success == pytest.approx(1 - 0.4 * 0.5)
    assert found.steps["b"].reach == pytest.approx(0.4)


def test_branches_inside_of_branches_meet_first() -> None:
    steps = {
        "s": {},
        "b": {},
        "b1": one("b1", fails(0.1, **LOST)),
        "b2": {},
        "c": one("c", fails(0.2, **LOST)),
        "j": {},
    }
    found = follow(steps, "s b", "s c", "b b1", "b b2", "b1 j", "b2 j", "c j")
    assert found.success == pytest.approx(0.72)
    assert found.steps["j"].visits == pytest.approx(0.72)
    assert found.is_exact is False  # a loss in one branch leaves open whether the other was begun


def test_rework_from_inside_a_branch_begins_all_branches_again() -> None:
    steps = {"a": {}, "s": {}, "b": one("b", fails(0.5, recovery="a")), "c": {}, "j": {}}
    found = follow(steps, "a s", "s b", "s c", "b j", "c j")
    assert found.success == pytest.approx(1.0)
    assert found.steps["a"].visits == found.steps["b"].visits == pytest.approx(2.0)
    assert found.steps["j"].visits == pytest.approx(1.0)


def test_a_way_of_recovery_leads_back() -> None:
    steps = {"a": one("a", fails(0.2, recovery="mend")), "b": {}, "mend": {"lane": "backstage"}}
    found = follow(steps, "a b", "mend b")
    assert found.steps["mend"].visits == pytest.approx(0.2)
    assert found.steps["b"].visits == pytest.approx(1.0)


def test_the_fail_point_that_is_declared_first_counts() -> None:
    steps = {"a": step(fails(0.5, **LOST), fails(0.5, gives_up=1.0))}
    found = follow(steps)
    assert (found.escaped, found.gave_up, found.success) == (0.5, 0.25, 0.25)


def test_customers_of_all_classes_are_mixed_by_their_shares() -> None:
    classes = [{"label": "vip", "share": 0.25, "enters": "a"}, {"label": "guest", "share": 0.75, "enters": "b"}]
    found = follow({"a": one("a", fails(0.4, **LOST)), "b": {}}, "a b", classes=classes)
    assert found.success == pytest.approx(0.25 * 0.6 + 0.75)
    assert found.steps["b"].visits == pytest.approx(0.25 * 0.6 + 0.75)


def test_costs_are_those_of_mending_and_of_what_escapes() -> None:
    point = fails(0.2, detected=0.5, gives_up=1.0, cost=10, escape_cost=100)
    assert follow({"a": one("a", point)}).failure_cost == pytest.approx(0.1 * 10 + 0.1 * 100)


def test_an_unknown_cost_names_its_fail_point() -> None:
    found = follow({"a": one("a", fails(0.2))})
    assert (found.failure_cost, found.cost_blocked_by) == (None, ("a/f",))


def test_an_unknown_probability_blocks_all_and_is_named() -> None:
    found = follow({"a": {"fail_points": [{"label": "fault", "id": "x"}]}})
    assert (found.success, found.blocked_by) == (None, ("x",))


def test_an_unknown_share_of_a_split_blocks_all_and_is_named() -> None:
    flows = [{"source": "a", "target": "b", "condition": "late"}, {"source": "a", "target": "c"}]
    found = follow({"a": {}, "b": {}, "c": {}}, flows=flows)
    assert (found.success, found.blocked_by) == (None, ("a>>b",))


def test_a_loop_without_exit_is_named() -> None:
    found = follow({"a": {}, "b": {}}, "a b", "b a")
    assert (found.success, found.trapped) == (None, ("a", "b"))


def test_a_service_without_steps_has_no_figures() -> None:
    assert follow({}) == Reliability()


def test_time_done_again_is_that_of_rework_and_of_putting_right() -> None:
    found = follow({"a": one("a", fails(0.2, recovery_time="1 min"), service_time="4 min")})
    assert found.rework_time == pytest.approx(0.25 * 240 + 0.25 * 60)


def test_rework_without_a_time_names_its_step() -> None:
    found = follow({"a": one("a", fails(0.2))})
    assert (found.rework_time, found.time_blocked_by) == (None, ("a",))


# --- any service -----------------------------------------------------------------------------------------------------


@st.composite
def services(draw: st.DrawFn) -> Parts:
    names = "abcdefg"[: draw(st.integers(1, 7))]
    share = st.floats(0, 0.5)
    steps: dict[str, dict[str, Any]] = {}
    flows = []
    for number, name in enumerate(names):
        steps[name] = {"join": draw(st.sampled_from(["all", "all", "any"]))}
        if draw(st.booleans()):
            point = fails(draw(share), detected=draw(st.floats(0, 1)), gives_up=draw(st.floats(0, 1)))
            recovery = draw(st.sampled_from(names[: number + 1]))
            steps[name] |= one(name, {**point, "recovery": recovery})
        if number + 1 < len(names):
            targets = draw(st.lists(st.sampled_from(names[number + 1 :]), min_size=1, max_size=3, unique=True))
            part = f" {0.8 / len(targets):.3f}" if draw(st.booleans()) else ""
            flows += [f"{name} {target}{part if place else ''}" for place, target in enumerate(targets)]
    return steps, flows


@given(services())
@settings(max_examples=100)
def test_everybody_is_served_or_lost(parts: Parts) -> None:
    found = follow(parts[0], *parts[1])
    if found.success is None:
        assert found.trapped
        return
    assert found.gave_up is not None and found.escaped is not None
    assert found.success + found.gave_up + found.escaped == pytest.approx(1.0)
    for figures in found.steps.values():
        assert figures.visits >= figures.reach - 1e-9
        if not any(one["join"] == "any" for one in parts[0].values()):  # a branch lost early may save a later redo
            assert figures.gain is None or figures.gain >= 0


@given(services())
@settings(max_examples=50)
def test_the_gain_is_what_is_found_when_the_step_never_fails(parts: Parts) -> None:
    steps, flows = parts
    before = follow(steps, *flows)
    for name, figures in before.steps.items():
        if figures.gain is not None and before.success is not None:
            after = follow({**steps, name: {"join": steps[name]["join"]}}, *flows)
            assert after.success == pytest.approx(before.success + figures.gain, abs=1e-9)


def test_customers_who_are_followed_one_by_one_fare_the_same() -> None:
    """Two parallel branches with rework inside and a redo from before them, against 40,000 walks with a fixed seed."""
    steps = {
        "a": one("a", fails(0.1, detected=0.8, gives_up=0.1)),
        "b": one("b", fails(0.2, detected=0.9, recovery="a")),
        "c": one("c", fails(0.15, detected=0.5)),
        "j": {},
    }
    found = follow(steps, "a b", "a c", "b j", "c j")
    randomly = random.Random(7)
    count = 40_000
    served = sum(_walk(randomly) for _ in range(count))
    assert found.success is not None
    spread = (found.success * (1 - found.success) / count) ** 0.5
    assert abs(served / count - found.success) < 4 * spread


def _walk(randomly: random.Random) -> bool:
    """Walk through the service above; branches in the order of declaration."""
    todo = ["a"]
    while todo:
        here = todo.pop(0)
        share, detected, gives_up, recovery = {
            "a": (0.1, 0.8, 0.1, "a"), "b": (0.2, 0.9, 0.0, "a"), "c": (0.15, 0.5, 0.0, "c"),
        }[here]  # fmt: skip
        if randomly.random() < share:
            if randomly.random() >= detected or randomly.random() < gives_up:
                return False
            todo = ["a"] if recovery == "a" else [recovery, *todo]
        elif here == "a":
            todo = ["b", "c"]
    return True


def test_half_of_a_branch_does_not_carry_it_to_where_one_branch_is_enough() -> None:
    steps = {
        "s": {}, "b": {}, "b1": one("b1", fails(0.5, **LOST)), "b2": {}, "k": {},
        "c": one("c", fails(0.5, **LOST)), "j": {"join": "any"},
    }  # fmt: skip
    found = follow(steps, "s b", "s c", "b b1", "b b2", "b1 k", "b2 k", "k j", "c j")
    assert found.success == pytest.approx(0.75)
    assert found.steps["k"].visits == pytest.approx(0.5)
    assert not found.is_exact


def test_a_branch_that_may_come_saves_as_often_as_it_comes() -> None:
    steps = {"s": {"split": "any"}, "b": one("b", fails(0.4, **LOST)), "c": {}, "j": {"join": "any"}}
    found = follow(steps, "s b", "s c 0.5", "b j", "c j")
    assert found.success == pytest.approx(1 - 0.4 * 0.5)
    assert found.escaped == pytest.approx(0.2)


def test_a_step_that_is_left_only_by_failing_has_no_gain() -> None:
    found = follow({"a": one("a", fails(0.5, **LOST))}, "a a")
    assert found.steps["a"].visits == pytest.approx(2.0)
    assert found.steps["a"].gain is None


def test_branches_in_which_nothing_is_lost_leave_visits_exact() -> None:
    steps = {"s": {}, "b": one("b", fails(0.5)), "c": {}, "j": {}}
    assert follow(steps, "s b", "s c", "b j", "c j").is_exact
    assert not follow({**steps, "b": one("b", fails(0.5, **LOST))}, "s b", "s c", "b j", "c j").is_exact


def test_who_gives_up_always_leaves_nothing_to_mend() -> None:
    found = follow({"a": one("a", fails(0.1, detected=0.2, gives_up=1.0, recovery_time="1 min"), service_time="1 min")})
    assert found.gave_up == pytest.approx(0.02)
    assert found.steps["a"].time_saved == 0.0
