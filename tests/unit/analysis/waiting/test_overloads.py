"""Overloads are told with who, by how much and when."""

from __future__ import annotations

from blueprint.analysis.waiting.overloads import find_overloads
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.graph import ServiceGraph
from tests.unit.analysis.waiting.services import counter, solve


def overloads(found: ServiceGraph) -> list[Diagnostic]:
    return list(find_overloads(solve(found).pools))


def test_an_overload_says_how_many_there_would_have_to_be() -> None:
    (found,) = overloads(counter(3, "exponential(10.2 min)", clerk={"label": "Waiter"}))
    assert (found.code, found.severity, found.element) == ("BP620", Severity.ERROR, "clerk")
    assert found.message == "Waiter would need 3.4 people, there are 3: 13% over"
    assert found.hint.startswith("4 can keep up")


def test_a_system_is_no_people() -> None:
    (found,) = overloads(counter(1, "exponential(6 min)", clerk={"kind": "system"}))
    assert found.message == "clerk would need 2, there is 1: 100% over"


def test_a_load_that_is_just_done_is_too_much() -> None:
    (found,) = overloads(counter(1, "exponential(3 min)"))
    assert found.message == "clerk would need 1 people, there is 1: no more than they can just do"


def test_over_a_day_hours_are_counted() -> None:
    words = {"schedule": {"09:00-12:00": 1, "13:00-15:00": 1}}
    (found,) = overloads(counter(1, "exponential(4 min)", clerk=words, calendar={"open": "09:00-15:00"}))
    assert found.message == "clerk would need 8 hours a day, 5 are on duty: 60% over"
    assert "put more people on duty" in found.hint


def test_nobody_on_duty_is_told_as_such() -> None:
    (found,) = overloads(counter(clerk={"schedule": {"09:00-10:00": 0}}))
    assert found.message == "customers need clerk, and nobody of them is ever on duty"


def test_a_step_that_needs_more_than_there_are_never_begins() -> None:
    (found,) = overloads(counter(2, step={"resources": {"clerk": 3}}))
    assert found.message == "'o1' needs 3 of clerk at once, and there are 2: it never begins"


def test_an_overload_that_lives_on_impatience_is_a_warning() -> None:
    classes = [{"label": "A", "patience": "exponential(5 min)"}]
    (found,) = overloads(counter(1, "exponential(6 min)", classes=classes))
    assert (found.code, found.severity) == ("BP621", Severity.WARNING)
    assert "100% over; it goes on only because" in found.message
    assert "% of the customers leave the queue unserved" in found.message


def test_hours_with_too_much_work_are_named() -> None:
    rates = {"09:00-10:00": "10 per hour", "10:00-12:00": "40 per hour", "12:00-17:00": "6 per hour"}
    (found,) = overloads(counter(2, "exponential(4 min)", rates))  # type: ignore[arg-type]
    assert (found.code, found.severity) == ("BP622", Severity.WARNING)
    assert found.message.startswith("clerk has more work than can be done at 10:00-12:00: up to 2.6")


def test_what_can_be_done_is_not_told() -> None:
    assert overloads(counter()) == []
