"""A coffee shop with ranges: four and a half to seven and a half minutes, most of which the customer sees nothing."""

from __future__ import annotations

import pytest

from tests.published.services import analyzed, minutes

NAME = "t08_coffee"


def between(order: float, prepare: float) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return the changes that make both ranges single times [min]."""
    return ('"uniform(1 min, 2 min)"', f"{order} min"), ("uniform(3 min, 5 min)", f"{prepare} min")


@pytest.mark.parametrize(("order", "prepare", "total"), [(1, 3, 4.5), (2, 5, 7.5), (1.5, 4, 6)])
def test_the_ends_of_the_ranges_add_up_as_published(order: float, prepare: float, total: float) -> None:
    found = analyzed(NAME, *between(order, prepare)).time
    assert minutes(found.timeline.standard_time) == total
    assert minutes(found.timeline.dark_time) == prepare


def test_with_ranges_the_mean_is_in_the_middle_and_varies_as_they_do() -> None:
    found = analyzed(NAME).time
    assert minutes(found.timeline.standard_time) == 6
    assert minutes(found.timeline.dark_time) == 4
    law = found.critical_path.law
    assert law is not None and law.variance / 3600 == pytest.approx((1 + 4) / 12)
    assert found.expected.mean is None and found.expected.blocked_by == ("pull/shot-is-off",)


def test_if_the_shot_is_never_off_the_expected_time_is_the_standard_time() -> None:
    found = analyzed(NAME, ("        fail_points: [Shot is off]\n", "")).time.expected
    assert found.mean == pytest.approx(360)
    assert found.deviation == pytest.approx(60 * (5 / 12) ** 0.5)


def test_while_the_coffee_is_made_the_customer_only_waits() -> None:
    (gap,) = [gap for gap in analyzed(NAME).time.gaps if gap.dark]
    assert (gap.after, gap.before) == ("pay", "collect")
    assert (minutes(gap.duration), minutes(gap.dark)) == (4.5, 4)


def test_three_moments_of_truth_and_two_failures_are_marked() -> None:
    found = analyzed(NAME)
    assert found.structure.moments_of_truth == ("review", "greet", "collect")
    assert {row.step for row in found.failures.register} == {"pull", "beans"}


def test_beans_that_run_out_show_at_the_counter() -> None:
    (row,) = [row for row in analyzed(NAME).failures.register if row.step == "beans"]
    assert row.recovery.seen_at == "call"
