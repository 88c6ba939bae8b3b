"""How many come: rates over the week, opening hours, and what each class of customers makes up."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.arrivals import class_shares, mean_rate, merged, open_stretches, within
from blueprint.model import Blueprint
from blueprint.model.times import Calendar, read_arrivals

HOUR = 3600.0


def weekly(arrivals: object, **calendar: Any) -> float:
    rate = mean_rate(read_arrivals(arrivals), Calendar(**calendar) if calendar else None)
    assert rate is not None
    return rate * 168 * HOUR


def test_a_rate_goes_on_all_week_where_no_hours_are_given() -> None:
    assert weekly("2 per hour") == pytest.approx(336)


def test_nobody_comes_while_the_service_is_closed() -> None:
    assert weekly("2 per hour", open=["mon-fri 09:00-17:00"]) == pytest.approx(80)
    assert weekly({"interarrival": "exponential(30 min)"}, open=["mon-fri 09:00-17:00"]) == pytest.approx(80)


def test_rates_by_time_of_day_are_cut_by_the_opening_hours() -> None:
    assert weekly({"08:00-10:00": "6 per hour"}, open=["mon 09:00-17:00"]) == pytest.approx(6)


def test_hours_over_sunday_midnight_are_counted_once() -> None:
    assert weekly({"sun 22:00-06:00": "1 per hour"}) == pytest.approx(8)


def test_who_does_not_show_up_does_not_count() -> None:
    assert weekly({"appointments": "every 15 min", "no_show": "25%"}, open=["mon 09:00-10:00"]) == pytest.approx(3)


def test_without_arrivals_nothing_is_known() -> None:
    assert mean_rate(None) is None


def test_stretches_that_touch_or_overlap_are_one() -> None:
    assert merged([(5, 7), (0, 2), (2, 4), (6, 9)]) == ((0, 4), (5, 9))
    assert within([(0, 10)], [(2, 3), (9, 12)]) == ((2, 3), (9, 10))
    assert open_stretches(None) == ((0.0, 168 * HOUR),)


def shares(*classes: dict[str, Any], **words: Any) -> dict[str, float | None]:
    return class_shares(Blueprint.model_validate({"title": "T", "classes": list(classes), **words}))


def test_one_class_is_everybody() -> None:
    assert shares({"label": "Guest"}) == {"guest": 1.0}


def test_shares_may_be_any_numbers_that_say_how_classes_relate() -> None:
    assert shares({"label": "A", "share": 0.2}, {"label": "B", "share": 0.6}) == pytest.approx({"a": 0.25, "b": 0.75})


def test_a_class_without_share_and_arrivals_leaves_all_unknown() -> None:
    assert shares({"label": "A", "share": 0.2}, {"label": "B"}) == {"a": None, "b": None}


def test_classes_with_arrivals_of_their_own_count_by_how_many_come() -> None:
    found = shares({"label": "A", "arrivals": "1 per hour"}, {"label": "B", "arrivals": "every 20 min"})
    assert found == pytest.approx({"a": 0.25, "b": 0.75})


def test_classes_that_share_the_arrivals_stand_beside_those_with_their_own() -> None:
    parts = ({"label": "A", "share": 0.5}, {"label": "B", "share": 0.5}, {"label": "C", "arrivals": "2 per hour"})
    assert shares(*parts, arrivals="6 per hour") == pytest.approx({"a": 0.375, "b": 0.375, "c": 0.25})
    assert shares(*parts) == {"a": None, "b": None, "c": None}


def test_where_nobody_comes_no_share_is_known() -> None:
    assert shares({"label": "A", "arrivals": "0 per hour"}, {"label": "B", "arrivals": "0 per hour"}) == {
        "a": None,
        "b": None,
    }
