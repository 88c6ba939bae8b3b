"""Rosters: the fewest of each queue by itself, steady or hour by hour."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.queueing.erlang import servers_for_wait
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.points import waits_at_points
from blueprint.analysis.waiting.promises import check_promises
from blueprint.analysis.waiting.rosters import Planner
from blueprint.graph import ServiceGraph
from tests.unit.analysis.waiting.services import counter


def fewest(found: ServiceGraph) -> dict[str, tuple[int, ...]]:
    planner = Planner(Network(found))
    points = waits_at_points(planner.network, planner.at_ease)
    return planner.fewest(check_promises(planner.network, planner.at_ease, points))


def promised(standard: str, **words: Any) -> dict[str, Any]:
    return {"step": {"wait_points": [{"label": "w", "standard": standard}]}, **words}


@pytest.mark.parametrize(("standard", "share", "within"), [("90% within 0 s", 0.9, 0), ("80% within 20 s", 0.8, 20)])
def test_one_queue_is_staffed_as_by_erlang(standard: str, share: float, within: float) -> None:
    found = fewest(counter(1, "exponential(3 min)", "120 per hour", **promised(standard)))
    assert found == {"clerk": (servers_for_wait(120 / 3600, 180.0, share, within),)}


def test_without_a_standard_the_work_is_just_done() -> None:
    assert fewest(counter(9, "exponential(3 min)", "120 per hour")) == {"clerk": (7,)}
    assert fewest(counter(9, "exponential(3 min)", "110 per hour")) == {"clerk": (6,)}


def test_a_standard_that_nobody_can_keep_asks_for_nobody() -> None:
    step = {"standard": "90% within 1 min"}
    assert fewest(counter(1, "exponential(3 min)", "10 per hour", step=step)) == {"clerk": (1,)}


def test_each_hour_has_as_many_as_its_load_asks_for() -> None:
    rates = {"09:00-10:00": "20 per hour", "10:00-11:00": "60 per hour", "11:00-12:00": "10 per hour"}
    found = fewest(counter(1, "exponential(3 min)", rates, **promised("90% within 1 min")))  # type: ignore[arg-type]
    on_duty = [count for count in found["clerk"] if count]
    assert on_duty[1] > on_duty[0] >= on_duty[2]
    assert on_duty[1] <= servers_for_wait(60 / 3600, 180.0, 0.9, 60)


def test_an_unknown_load_is_staffed_as_today_and_no_load_by_nobody() -> None:
    found = fewest(counter(4, step={"service_time": None}, others=[{"id": "spare", "capacity": 2}]))
    assert found == {"clerk": (4,), "spare": (0,)}


def test_a_step_that_needs_two_at_once_has_two() -> None:
    assert fewest(counter(9, rate="1 per hour", step={"resources": {"clerk": 2}})) == {"clerk": (2,)}


def test_resources_of_one_queue_are_divided_as_today() -> None:
    words = {"others": [{"id": "help", "capacity": 3}], "step": {"resources": "clerk | help"}}
    found = fewest(counter(1, "exponential(6 min)", "75 per hour", **words))
    assert found == {"clerk": (2,), "help": (6,)}


def test_what_is_held_longer_because_of_waits_needs_more() -> None:
    steps = {"seizes": "room", "wait_points": []}
    room = {"id": "room", "kind": "space", "capacity": 50}
    found = fewest(counter(1, "exponential(3 min)", "19 per hour", come=steps, others=[room]))
    assert found["clerk"] == (1,)
    assert found["room"][0] > 19 / 60 * 3  # with a clerk who is busy for 95 % of the time, many wait in the room
