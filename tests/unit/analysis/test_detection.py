"""How long until somebody notices a failure, and until the customer is back on the way."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.detection import Recovery, find_recoveries, latest_detection
from tests.unit.graph.services import graph

CHAIN = "c1 >> o1 >> b1 >> b2 >> o2 >> c2"


def recovery(at: str, *flows: str, steps: str = "c1:1 o1:2 b1:3 b2:4 o2:5 c2:6", **point: Any) -> Recovery:
    """Return how a failure at one step of a service is found and put right; minutes stand after the colons."""
    fields: dict[str, Any] = {}
    names = []
    for word in steps.split():
        name, _, amount = word.partition(":")
        names.append(name)
        fields[name] = {"service_time": f"{amount} min"} if amount not in ("", "?") else {}
    fields[at]["fail_points"] = [{"label": "f", "id": "f", **point}]
    return find_recoveries(graph(" ".join(names), *(flows or (CHAIN,)), **fields))["f"]


def minutes(time: Any) -> float | None:
    return None if time is None else time / 60


def test_what_customers_see_is_noticed_where_it_happens() -> None:
    found = recovery("o1")
    assert (found.seen_at, minutes(found.time_to_detect)) == ("o1", 0)


def test_what_happens_out_of_sight_is_noticed_at_the_first_step_that_is_seen() -> None:
    found = recovery("b1")
    assert (found.seen_at, minutes(found.time_to_detect)) == ("o2", 4)


def test_what_is_all_noticed_in_the_step_is_noticed_there() -> None:
    found = recovery("b1", detected=1)
    assert (found.seen_at, minutes(found.time_to_detect)) == ("b1", 0)
    assert recovery("b1", detected=0.9).seen_at == "o2"


def test_the_quickest_way_to_the_customer_counts() -> None:
    found = recovery("b1", CHAIN, "b1 >> o3", steps="c1:1 o1:2 b1:3 b2:4 o2:5 c2:6 o3:1")
    assert (found.seen_at, minutes(found.time_to_detect)) == ("o3", 0)


def test_what_nobody_ever_sees_is_never_noticed() -> None:
    found = recovery("b1", "c1 >> b1 >> b2", steps="c1:1 b1:3 b2:4")
    assert (found.seen_at, found.time_to_detect) == (None, None)


def test_an_unknown_time_on_the_way_leaves_the_time_unknown_and_not_the_place() -> None:
    found = recovery("b1", steps="c1:1 o1:2 b1:3 b2:? o2:5 c2:6")
    assert (found.seen_at, found.time_to_detect) == ("o2", None)


def test_the_own_time_of_the_failing_step_is_no_part_of_it() -> None:
    assert minutes(recovery("b1", steps="c1:1 o1:2 b1:? b2:4 o2:5 c2:6").time_to_detect) == 4


def test_what_support_does_wrong_shows_at_the_step_that_relies_on_it() -> None:
    found = recovery("s1", CHAIN, "needs o2 >> s1", steps="c1:1 o1:2 b1:3 b2:4 o2:5 c2:6 s1:1")
    assert (found.seen_at, minutes(found.time_to_detect)) == ("o2", 0)
    hidden = recovery("s1", CHAIN, "needs b1 >> s1", steps="c1:1 o1:2 b1:3 b2:4 o2:5 c2:6 s1:1")
    assert (hidden.seen_at, minutes(hidden.time_to_detect)) == ("o2", 7)


def test_by_default_the_step_is_done_again() -> None:
    found = recovery("o1")
    assert (found.begins_at, found.returns, minutes(found.time_to_recover)) == ("o1", True, 2)


def test_the_time_that_is_said_for_putting_it_right_is_added() -> None:
    assert minutes(recovery("o1", recovery_time="10 min").time_to_recover) == 12


def test_going_back_takes_all_steps_up_to_and_with_the_failing_one() -> None:
    assert minutes(recovery("b2", recovery="o1").time_to_recover) == 2 + 3 + 4


def test_a_way_of_recovery_takes_until_the_customer_is_back_on_the_way() -> None:
    steps = "c1:1 o1:2 b1:3 b2:4 o2:5 c2:6 o3:20 b3:1"
    found = recovery("o1", CHAIN, "o3 >> b3 >> b1", steps=steps, recovery="o3")
    assert (found.begins_at, found.returns, minutes(found.time_to_recover)) == ("o3", True, 21)


def test_a_way_of_recovery_that_leads_nowhere_does_not_return() -> None:
    found = recovery("b1", CHAIN, "b3 >> s1", steps="c1:1 o1:2 b1:3 b2:4 o2:5 c2:6 b3:20 s1:1", recovery="b3")
    assert (found.returns, found.time_to_recover) == (False, None)


def test_a_way_out_of_the_service_is_a_way_back() -> None:
    found = recovery("b1", CHAIN, "b3 >> end", steps="c1:1 o1:2 b1:3 b2:4 o2:5 c2:6 b3:20", recovery="b3")
    assert found.returns


def test_an_unknown_time_of_the_recovery_leaves_it_unknown() -> None:
    found = recovery("b2", steps="c1:1 o1:? b1:3 b2:4 o2:5 c2:6", recovery="o1")
    assert (found.returns, found.time_to_recover) == (True, None)


def test_without_fail_points_there_is_nothing_to_find() -> None:
    assert find_recoveries(graph("c1 o1", "c1 >> o1")) == {}


def test_what_is_noticed_last_comes_first() -> None:
    fields = {
        name: {"service_time": "5 min", "fail_points": [{"label": "f", "id": f"f-{name}"}]}
        for name in ("b1", "b2", "o2")
    }
    found = find_recoveries(graph("c1 b1 b2 o2", "c1 >> b1 >> b2 >> o2", **fields))
    assert [name for name, _ in latest_detection(found)] == ["f-b1"]
    assert found["f-b2"].time_to_detect == 0  # the next step is seen at once


def test_a_chain_of_two_thousand_steps_is_searched_without_recursion() -> None:
    names = ["c1", *(f"b{number}" for number in range(2_000)), "o1"]
    fields: dict[str, Any] = {name: {"service_time": "1 s"} for name in names}
    fields["b0"]["fail_points"] = [{"label": "f", "id": "f"}]
    found = find_recoveries(graph(" ".join(names), " >> ".join(names), **fields))["f"]
    assert found.time_to_detect == pytest.approx(1_999)
