"""Time in the model: how customers come, when the service is open, what it promises."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from blueprint.model import Arrivals, Blueprint, Calendar, Standard
from blueprint.model.times import read_arrivals
from blueprint.units import Every, minutes, per_hour, read_distribution, read_share, read_target, read_window
from tests.unit.model.building import refusal


def arrivals(value: Any) -> Arrivals:
    found = Blueprint(title="T", arrivals=value).arrivals
    assert found is not None
    return found


def refused(value: Any) -> tuple[str, str, str]:
    found = refusal(Blueprint, title="T", arrivals=value)
    assert found.path == ("arrivals",)
    return found.code, found.message, found.hint


def test_arrivals_are_a_rate_even_or_by_time_of_day() -> None:
    assert arrivals("24 per hour") == Arrivals(pattern=per_hour(24))
    assert arrivals("every 10 min") == Arrivals(pattern=Every(minutes(10)))
    found = arrivals({"09:00-11:00": "40 per hour", "11:00-17:00": "every 5 min"})
    assert found.pattern == (
        (read_window("09:00-11:00"), per_hour(40)),
        (read_window("11:00-17:00"), Every(minutes(5))),
    )


def test_arrivals_may_be_told_by_what_lies_between_them() -> None:
    assert arrivals({"interarrival": "gamma(10 min, 5 min)"}).interarrival == read_distribution("gamma(10 min, 5 min)")


def test_appointments_have_slots_and_what_customers_make_of_them() -> None:
    found = arrivals({"appointments": "every 15 min", "early": "5 min", "late": "exponential(4 min)", "no_show": "8%"})
    assert found == Arrivals(
        appointments=Every(minutes(15)),
        early=read_distribution("5 min"),
        late=read_distribution("exponential(4 min)"),
        no_show=read_share("8%"),
    )


def test_slots_may_follow_the_time_of_day() -> None:
    assert arrivals({"appointments": {"09:00-11:00": "every 15 min"}}).appointments == (
        (read_window("09:00-11:00"), Every(minutes(15))),
    )


def test_arrivals_that_are_read_already_are_kept() -> None:
    found = arrivals("24 per hour")
    assert read_arrivals(found) is found


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (24, "BP503"),
        ("24", "BP503"),
        ("often", "BP503"),
        ("10 min", "BP503"),
        ("-3 per hour", "BP503"),
        ({}, "BP503"),
        ([], "BP503"),
        (True, "BP503"),
        ({"9-11": "3 per hour"}, "BP504"),
        ({"09:00-11:00": 40}, "BP503"),
        ({"09:00-11:00": "4 per hour", "10:00-12:00": "5 per hour"}, "BP504"),
        ({"interarrival": "5"}, "BP502"),
        ({"interarrival": "5 min", "late": "1 min"}, "BP007"),
        ({"appointments": "every 15 min", "no_show": "120%"}, "BP012"),
        ({"appointments": "every 15 min", "lat": "5 min"}, "BP007"),
        ({"appointments": {}}, "BP503"),
    ],
)
def test_faulty_arrivals_are_refused_with_their_code(value: Any, code: str) -> None:
    found = refused(value)
    assert found[0] == code
    assert found[2]


def test_an_unknown_word_of_appointments_is_told_the_nearest() -> None:
    assert refused({"appointments": "every 15 min", "noshow": "8%"})[1:] == (
        "unknown key 'noshow'",
        "did you mean 'no_show'?",
    )


# --- calendar --------------------------------------------------------------------------------------------------------


def test_a_calendar_has_hours_and_days_off() -> None:
    found = Calendar(open="mon-fri 08:00-18:00", closed=["2026-12-24", datetime.date(2026, 12, 25)])
    assert found.open == (read_window("mon-fri 08:00-18:00"),)
    assert found.closed == (datetime.date(2026, 12, 24), datetime.date(2026, 12, 25))


def test_a_day_that_is_not_in_the_calendar_is_told_so() -> None:
    found = refusal(Calendar, closed=["2026-12-24", "2026-02-30"])
    assert (found.code, found.path, found.message) == ("BP506", ("closed", 1), "the calendar has no day 2026-02-30")


@pytest.mark.parametrize(
    "value", ["24.12.2026", "Christmas", 20261224, True, datetime.datetime(2026, 12, 24), "2026-1-1"]
)
def test_a_date_is_written_from_year_to_day(value: Any) -> None:
    found = refusal(Calendar, closed=[value])
    assert (found.code, found.hint) == ("BP506", "write it as 2026-12-24")


@pytest.mark.parametrize("value", ["mon-fri", "08:00", 8, "18:00-18:00", "fun 08:00-18:00"])
def test_hours_are_a_window(value: Any) -> None:
    assert refusal(Calendar, open=[value]).code == "BP504"


# --- standards -------------------------------------------------------------------------------------------------------


def test_a_standard_has_the_id_of_its_text_and_holds_for_all() -> None:
    found = Standard(target="95% within 6 h")
    assert (found.id, found.start, found.end, found.classes, found.working) == ("95-within-6-h", None, None, (), False)
    assert found.target == read_target("95% within 6 h")


@pytest.mark.parametrize(
    ("fields", "code", "path"),
    [
        ({"target": 5}, "BP505", "standard"),
        ({"target": "120% within 5 min"}, "BP505", "standard"),
        ({"target": "5 min", "start": "a b"}, "BP101", "from"),
        ({"target": "5 min", "working": "yes"}, "BP014", "working"),
        ({"target": "5 min", "classes": ["a b"]}, "BP101", "classes"),
        ({"target": "5 min", "until": "x"}, "BP007", "until"),
    ],
)
def test_a_faulty_standard_is_refused_where_it_is_written(fields: dict[str, Any], code: str, path: str) -> None:
    found = refusal(Standard, **fields)
    assert found.code == code
    assert found.path[0] in (path, {"standard": "target", "from": "start"}.get(path))
