"""Clock: sums where one thing comes after the other, the latest where branches meet."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.waiting.clock import Clock, Moments, awaited_steps
from blueprint.analysis.waiting.visits import Follower
from blueprint.graph import ServiceGraph
from blueprint.model import Flow
from tests.unit.graph.services import graph


def clock(times: dict[str, float | None], *flows: str, waits: dict[str, float | None] | None = None,
          back: tuple[str, str, float] | None = None, leaving: dict[str, float] | None = None, **words: Any) -> Clock:  # fmt: skip
    found = graph(" ".join(times), *flows, **words)
    if back is not None:
        more = Flow(source=back[0], target=back[1], probability=back[2], id="back")  # type: ignore[arg-type]
        found = ServiceGraph(found.blueprint.model_copy(update={"flows": (*found.blueprint.flows, more)}))
    visits = Follower(found, next(iter(times))).follow(leaving or {})
    services = {name: None if time is None else Moments(time, time) for name, time in times.items()}
    known = {name: Moments(0.0) for name in times}
    known.update({name: None if w is None else Moments(w, 1.0) for name, w in (waits or {}).items()})
    return Clock(found, visits, services, known, leaving or {}, awaited_steps(found))


def test_in_a_row_times_and_waits_add_up() -> None:
    found = clock({"c1": 1, "o1": 2, "c2": 3}, "c1 >> o1 >> c2", waits={"o1": 5})
    assert (found.whole().mean, found.whole().variance) == pytest.approx((11.0, 7.0))
    assert found.whole(with_waits=False).mean == pytest.approx(6.0)
    assert dict(found.lags) == pytest.approx({"c1": 0, "o1": 1, "c2": 8})


def test_rework_counts_as_often_as_it_happens() -> None:
    found = clock({"c1": 1, "o1": 2, "c2": 3}, "c1 >> o1 >> c2", back=("o1", "o1", 0.5))
    assert found.whole().mean == pytest.approx(1 + 4 + 3)
    assert found.lags["c2"] == pytest.approx(5.0)


def test_of_branches_the_latest_counts() -> None:
    found = clock({"c1": 1, "o1": 2, "b1": 9, "c2": 3}, "c1 >> o1 >> c2", "c1 >> b1 >> c2", waits={"o1": 1})
    assert found.whole().mean == pytest.approx(13.0)
    assert not found.whole().is_exact
    assert found.lags["c2"] == pytest.approx(10.0)


def test_work_behind_the_lines_after_the_last_visible_step_is_no_time_of_the_customer() -> None:
    found = clock({"c1": 1, "o1": 2, "b1": 99}, "c1 >> o1 >> b1")
    assert found.whole().mean == pytest.approx(3.0)


def test_alternatives_are_weighed() -> None:
    found = clock({"c1": 1, "o1": 10, "c2": 3}, "c1 >> c2", "o1 >> c2", back=("c1", "o1", 0.3))
    assert found.whole().mean == pytest.approx(1 + 3 + 3)


def test_who_leaves_a_queue_has_waited_and_is_not_served() -> None:
    found = clock({"c1": 1, "o1": 10, "c2": 3}, "c1 >> o1 >> c2", waits={"o1": 5}, leaving={"o1": 0.4})
    assert found.whole().mean == pytest.approx(1 + 5 + 0.6 * 13)


def test_unknown_times_are_named_where_they_count() -> None:
    found = clock({"c1": None, "o1": 2, "b1": None}, "c1 >> o1 >> b1", waits={"o1": None})
    assert found.whole().mean is None
    assert found.whole().blocked_by == ("c1", "o1")


def test_something_is_held_from_the_service_on_until_it_is_released() -> None:
    found = clock({"c1": 1, "o1": 2, "o2": 3, "o3": 4}, "c1 >> o1 >> o2 >> o3", waits={"o1": 50, "o2": 5})
    span, passed = found.held("o1", frozenset({"o2"}))
    assert (span.mean, passed) == pytest.approx((2 + 5 + 3, 1.0))
    assert found.held("o1", frozenset())[0].mean == pytest.approx(14.0)


def test_what_is_held_through_a_loop_is_seized_once() -> None:
    found = clock({"c1": 1, "o1": 2, "o2": 3, "o3": 4}, "c1 >> o1 >> o2 >> o3", back=("o2", "o1", 0.5))
    span, passed = found.held("o1", frozenset({"o3"}))
    assert (span.mean, passed) == pytest.approx((2 * (2 + 3) + 4, 2.0))


def test_who_leaves_the_queue_holds_nothing() -> None:
    found = clock({"c1": 1, "o1": 2, "o2": 3}, "c1 >> o1 >> o2", leaving={"o1": 0.5})
    assert found.held("o1", frozenset({"o2"}))[0].mean == pytest.approx(5.0)


def test_in_branches_it_is_held_until_the_releasing_step_ends() -> None:
    times = {"c1": 1.0, "o1": 2.0, "b1": 9.0, "c2": 3.0}
    found = clock(times, "c1 >> o1 >> c2", "c1 >> b1 >> c2")
    span, _ = found.held("o1", frozenset({"c2"}))
    assert (span.mean, span.is_exact) == pytest.approx((12.0, False))


def test_unknown_times_while_it_is_held_are_named() -> None:
    found = clock({"c1": None, "o1": 2, "o2": None, "o3": 4}, "c1 >> o1 >> o2 >> o3")
    assert found.held("o1", frozenset({"o3"}))[0].blocked_by == ("o2",)


def test_a_stretch_begins_with_the_service_of_its_first_step() -> None:
    found = clock({"c1": 1, "o1": 2, "o2": 3, "c2": 4}, "c1 >> o1 >> o2 >> c2", waits={"o1": 50, "o2": 5})
    span = found.between("o1", "o2")
    assert span is not None and (span.mean, span.variance) == pytest.approx((10.0, 6.0))
    assert found.passed("o1", "o2") == ("o1", "o2")


def test_from_the_entry_the_first_wait_counts() -> None:
    found = clock({"c1": 1, "o1": 2}, "c1 >> o1", waits={"c1": 5})
    span = found.between(None, "o1")
    assert span is not None and span.mean == pytest.approx(8.0)


def test_a_stretch_is_of_those_who_come_to_its_end() -> None:
    times = {"c1": 1.0, "o1": 10.0, "o2": 2.0, "c2": 3.0}
    found = clock(times, "c1 >> o2 >> c2", "o1 >> c2", back=("c1", "o1", 0.3))
    span = found.between("c1", "o1")
    assert span is not None and span.mean == pytest.approx(11.0)


def test_a_stretch_that_nobody_passes_is_none() -> None:
    found = clock({"c1": 1, "o1": 2, "o2": 3}, "c1 >> o1")
    assert found.between("c1", "o2") is None
    assert found.between("o1", "c1") is None


def test_a_stretch_inside_of_one_branch_is_known() -> None:
    times = {"c1": 1.0, "o1": 2.0, "o2": 4.0, "b1": 9.0, "c2": 3.0}
    found = clock(times, "c1 >> o1 >> o2 >> c2", "c1 >> b1 >> c2")
    inside, across = found.between("o1", "o2"), found.between("c1", "c2")
    assert inside is not None and inside.mean == pytest.approx(6.0)
    assert across is not None and across.mean is None and not across.blocked_by


def test_the_wait_before_the_first_contact_ends_with_it() -> None:
    found = clock({"c1": 1, "o1": 2, "o2": 3}, "c1 >> o1 >> o2", waits={"c1": 2, "o1": 5, "o2": 50})
    assert found.waiting_before(frozenset({"o1", "o2"})).mean == pytest.approx(7.0)


def test_where_branches_meet_the_customer_waits_for_the_later_one() -> None:
    times = {"c1": 1.0, "c2": 2.0, "b1": 9.0, "c3": 3.0}
    found = clock(times, "c1 >> c2 >> c3", "c1 >> b1 >> c3")
    assert found.gap("c3") == pytest.approx(7.0)
    assert found.gap("c2") is None
    assert found.is_timed("c3")


def test_the_first_branch_is_enough_where_any_may_come() -> None:
    times = {"c1": 1.0, "o1": 2.0, "b1": 9.0, "c2": 3.0}
    found = clock(times, "c1 >> o1 >> c2", "c1 >> b1 >> c2", c2={"join": "any"})
    assert found.whole().mean == pytest.approx(6.0)
