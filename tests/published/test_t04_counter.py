"""A counter against the clock: process, waits, and twelve seconds that its own stage hides."""

from __future__ import annotations

import pytest

from tests.published.services import analyzed

NAME = "t04_counter"


def test_process_wait_and_lead_time_are_as_published() -> None:
    found = analyzed(NAME).time.timeline
    process = sum(float(step.service or 0) for step in found.steps.values())
    assert (process, found.waiting_time, found.standard_time) == (38, 17, 55)
    assert process / float(found.standard_time or 0) == pytest.approx(0.691, abs=5e-4)


def test_the_clock_from_order_to_collect_shows_28_seconds() -> None:
    """It starts when the customer comes to the counter, the wait in the queue counted."""
    found = analyzed(NAME).time.timeline.steps
    start = float(found["order"].start or 0) - float(found["order"].wait or 0)
    assert float(found["collect"].finish or 0) - start == 28 <= 30


def test_the_waits_are_ranked_as_published() -> None:
    found = analyzed(NAME).time.timeline.steps
    waits = {name: float(step.wait) for name, step in found.items() if step.wait}
    assert sorted(waits, key=lambda name: -waits[name]) == ["decide", "order", "pay"]
    assert waits == {"decide": 14, "order": 2, "pay": 1}


def test_twelve_seconds_in_which_the_customer_does_nothing_are_found() -> None:
    found = analyzed(NAME).time
    assert found.timeline.dark_time == 12
    (gap,) = [gap for gap in found.gaps if gap.dark]
    assert (gap.after, gap.before, gap.duration, gap.dark, gap.waiting) == ("pay", "collect", 12, 12, 0)


def test_gaps_without_dark_time_are_the_waits() -> None:
    found = {gap.before: (gap.duration, gap.waiting) for gap in analyzed(NAME).time.gaps if not gap.dark}
    assert found == {"decide": (14, 14), "order": (2, 2), "pay": (1, 1)}
