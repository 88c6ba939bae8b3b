"""Advice for waits: each change was solved again, and what only moves a queue says so."""

from __future__ import annotations

import pytest

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.levers import Advice
from blueprint.analysis.queueing.mmc import MMc
from tests.unit.graph.services import read


def advice(text: str, *codes: str) -> list[Advice]:
    found = analyze_service(read(f"title: T\n{text}"))
    return [item for item in found.advice if item.code in (codes or ("relieve", "add", "steady", "spread", "ease"))]


def shop(law: str = "exponential(4 min)", arrivals: str = "12 per hour", capacity: int = 1) -> str:
    return (
        f"arrivals: {arrivals}\nresources: {{clerk: {{capacity: {capacity}}}}}\n"
        f"steps: [{{customer: come, service_time: 1 min}}, {{onstage: serve, resource: clerk, service_time: {law}}}, "
        "{customer: go, service_time: 1 min}]\n"
        "flows: [come >> serve >> go]\n"
    )


def test_one_more_person_is_what_the_formula_says() -> None:
    (item,) = advice(shop(), "add")
    assert (item.element, item.lever) == ("clerk", "supply")
    assert item.effect is not None and item.effect.figure == "wait_points.customer.waiting_time"
    assert item.effect.old == pytest.approx(MMc(12 / 3600, 15 / 3600, 1).mean_wait)
    assert item.effect.new == pytest.approx(MMc(12 / 3600, 15 / 3600, 2).mean_wait)


def test_work_that_always_takes_its_mean_time_halves_the_wait_of_chance() -> None:
    (item,) = advice(shop(), "steady")
    assert item.lever == "design" and item.effect is not None
    assert item.effect.new == pytest.approx(item.effect.old / 2)


def test_work_that_is_even_already_is_not_to_be_evened() -> None:
    assert advice(shop("4 min"), "steady") == []


def test_who_is_overloaded_is_told_how_many_more_keep_up() -> None:
    (item,) = advice(shop(arrivals="50 per hour"), "relieve")
    assert item.message.startswith("3 people more let 'clerk' keep up")
    assert item.effect is not None
    assert (item.effect.old, item.effect.new) == (pytest.approx(50 / 15), pytest.approx(50 / 15 / 4))


def test_who_hardly_waits_needs_no_advice() -> None:
    assert advice(shop(arrivals="1 per hour")) == []


def test_customers_who_come_in_a_peak_may_be_spread() -> None:
    text = shop(arrivals="{mon-fri 09:00-10:00: 14 per hour, mon-fri 10:00-17:00: 4 per hour}")
    (item,) = advice(f'calendar: {{open: "mon-fri 09:00-17:00"}}\n{text}', "spread")
    assert (item.element, item.lever) == (None, "demand")
    assert item.effect is not None and item.effect.new < item.effect.old


def test_a_queue_that_only_moves_is_said_to_move() -> None:
    """Who gave up at the door now comes to the desk."""
    text = (
        "arrivals: 20 per hour\nresources: {door: {}, desk: {}}\nclasses: [{class: all, patience: exponential(6 min)}]\n"
        "steps: [{customer: come, service_time: 1 min}, {onstage: a, resource: door, service_time: exponential(4 min)}, "
        "{onstage: b, resource: desk, service_time: exponential(4 min)}, {customer: go, service_time: 1 min}]\n"
        "flows: [come >> a >> b >> go]\n"
    )
    told = {item.element: item.message for item in advice(text, "add")}
    assert "most of it moves to the next queue" in told["door"]
    assert "moves" not in told["desk"]


def test_waits_that_feel_long_are_eased_those_with_most_reasons_first() -> None:
    text = (
        "steps: [{customer: a, wait_points: [{wait: short, announced: false}]}, "
        "{customer: b, wait_points: [{wait: long, announced: false, explained: false, anxious: true}]}]\nflows: [a >> b]\n"
    )
    first, second = advice(text, "ease")
    assert (first.element, second.element) == ("b/long", "a/short")
    assert "'long'" in first.message and first.effect is None
