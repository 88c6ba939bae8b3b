"""State: what is asked of a service that was solved."""

from __future__ import annotations

from blueprint.analysis.waiting.wait_law import NO_WAIT
from tests.unit.analysis.waiting.services import by, counter, solve
from tests.unit.graph.services import graph


def test_steps_that_need_nobody_wait_for_nobody_or_as_declared() -> None:
    found = solve(counter(come={"wait_points": [{"label": "w", "standard_time": "3 min"}]}))
    assert found.wait(0, "c1").mean == 180.0  # type: ignore[union-attr]
    plain = solve(counter())
    assert plain.wait(0, "c1") is NO_WAIT
    assert plain.error_at(0, "c1") == (True, None)


def test_a_step_knows_whom_it_needs_and_how_its_wait_was_found() -> None:
    found = solve(counter())
    assert found.resources_at("o1") == ("clerk",)
    assert found.methods_at("o1") == ("M/M/c",)
    assert found.resources_at("c1") == ()


def test_an_overloaded_resource_is_why_a_wait_is_unknown() -> None:
    found = solve(counter(1, "exponential(9 min)"))
    assert found.wait(0, "o1") is None
    assert found.blocked_at(0, "o1") == ("clerk",)


def test_a_declared_wait_where_branches_meet_is_no_second_wait() -> None:
    steps = {"c1": {"service_time": "0 s"}, "o1": by("a", "1 min"), "o2": {"service_time": "9 min"}}
    wait = {"wait_points": [{"label": "w", "standard_time": "20 min"}], "service_time": "1 min"}
    found = solve(graph("c1 o1 o2 c2", "c1 >> o1 >> c2", "c1 >> o2 >> c2", **steps, c2=wait,
                        resources=[{"id": "a"}], arrivals="1 per hour"))  # fmt: skip
    assert found.wait(0, "c2") is NO_WAIT
