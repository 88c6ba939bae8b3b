"""The week in pieces: cut where anything changes, and only there."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.waiting.hours import Hours
from blueprint.model import Blueprint


def hours(**words: Any) -> tuple[Hours, Blueprint]:
    blueprint = Blueprint.model_validate({"title": "T", **words})
    return Hours.of(blueprint), blueprint


def told(found: Hours) -> list[str]:
    return [str(piece) for piece in found.pieces if piece.is_open]


def test_a_service_without_hours_is_one_piece() -> None:
    found, blueprint = hours(arrivals="6 per hour", resources=[{"id": "clerk", "capacity": 3}])
    assert found.is_constant
    assert found.capacities(blueprint.resources[0]) == (3,)
    assert found.rates(blueprint.arrivals) == pytest.approx((6 / 3600,))  # type: ignore[arg-type]


def test_a_window_of_the_whole_day_changes_nothing() -> None:
    found, blueprint = hours(resources=[{"id": "duty", "schedule": {"00:00-24:00": 2}}])
    assert found.is_constant
    assert found.capacities(blueprint.resources[0]) == (2,)


def test_days_that_are_alike_are_one_day() -> None:
    words = {"arrivals": {"09:00-11:00": "6 per hour"}, "calendar": {"open": "mon-fri 09:00-11:00"}}
    found, _ = hours(**words)
    assert told(found) == ["09:00-10:00", "10:00-11:00"]
    assert found.days == (0, 1, 2, 3, 4)
    assert str(found.window(9)) == "mon-fri 09:00-10:00"


def test_days_that_differ_are_a_week() -> None:
    found, blueprint = hours(calendar={"open": ["mon 09:00-10:00", "sat 09:30-10:00"]}, arrivals="6 per hour")
    assert told(found) == ["mon 09:00-10:00", "sat 09:30-10:00"]
    assert found.open_length == 1.5 * 3600
    assert sum(found.rates(blueprint.arrivals) or ()) == pytest.approx(2 * 6 / 3600)
    assert str(found.window([str(piece) for piece in found.pieces].index("sat 09:30-10:00"))) == "sat 09:30-10:00"


def test_without_a_calendar_it_is_open_when_anything_goes_on() -> None:
    found, blueprint = hours(
        arrivals={"09:00-10:00": "6 per hour"},
        resources=[{"id": "clerk", "schedule": {"08:00-09:00": 1}}, {"id": "desk"}],
    )
    assert told(found) == ["08:00-09:00", "09:00-10:00"]
    assert sum(found.capacities(blueprint.resources[1])) == 2  # without a schedule: when it is open


def test_a_night_shift_goes_over_midnight() -> None:
    found, blueprint = hours(arrivals="6 per hour", resources=[{"id": "night", "schedule": {"22:00-06:00": 2}}])
    duty = dict(zip(map(str, found.pieces), found.capacities(blueprint.resources[0]), strict=True))
    assert (duty["23:00-24:00"], duty["05:00-06:00"], duty["06:00-07:00"]) == (2, 2, 0)


def test_who_does_not_come_to_his_appointment_does_not_count() -> None:
    found, blueprint = hours(arrivals={"appointments": "every 15 min", "no_show": "25%"})
    assert found.rates(blueprint.arrivals) == pytest.approx((0.75 / 900,))  # type: ignore[arg-type]


def test_arrivals_without_an_interval_have_no_rate() -> None:
    found, blueprint = hours(arrivals={"interarrival": "0 s"})
    assert found.rates(blueprint.arrivals) is None  # type: ignore[arg-type]


def test_what_follows_later_comes_later_and_none_is_lost() -> None:
    found, blueprint = hours(arrivals={"09:00-10:00": "6 per hour", "10:00-12:00": "0 per hour"},
                             resources=[{"id": "a", "schedule": {"09:00-12:00": 1}}])  # fmt: skip
    rates = found.rates(blueprint.arrivals) or ()  # type: ignore[arg-type]
    later = found.later(rates, 1800.0)
    assert [round(3600 * rate) for rate, piece in zip(later, found.pieces, strict=True) if piece.is_open] == [3, 3, 0]
    next_day = found.later(rates, 2.5 * 3600)
    assert [round(3600 * rate) for rate, piece in zip(next_day, found.pieces, strict=True) if piece.is_open] == [
        3,
        0,
        3,
    ]
