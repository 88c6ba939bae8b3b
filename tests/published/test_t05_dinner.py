"""Dinner at a chain restaurant: steps on both sides of the line of visibility, and where things go wrong."""

from __future__ import annotations

from tests.published.services import analyzed, kinds

NAME = "t05_dinner"


def test_the_steps_of_each_side_are_as_many_as_published() -> None:
    assert kinds(analyzed(NAME)) == {"customer": 12, "onstage": 6, "backstage": 5, "support": 0}


def test_the_three_failures_are_those_of_food_drinks_and_the_check() -> None:
    found = analyzed(NAME)
    assert {row.step for row in found.failures.register} == {"mix", "cook", "process"}
    assert all(row.recovery.returns for row in found.failures.register)
    assert found.failures.reliability.success is None  # nobody says how often


def test_the_long_wait_has_no_length_and_the_figure_says_so() -> None:
    found = analyzed(NAME)
    status = found.status_of("timeline.waiting_time")
    assert found.time.timeline.waiting_time is None
    assert status is not None and status.blocked_by == ("wait",)


def test_what_goes_wrong_out_of_sight_is_seen_where_it_is_brought() -> None:
    found = {row.step: row.recovery.seen_at for row in analyzed(NAME).failures.register}
    assert found == {"mix": "deliver-drinks", "cook": "deliver-food", "process": "bill"}
