"""Declarations as editors and type checkers see them: what is right passes, each ignored line is a mistake they find."""

from __future__ import annotations

from typing import assert_type

from blueprint.dsl import Alternatives, Draft, Path, ResourceHandle, StepHandle, draft
from blueprint.model import Blueprint, Document
from blueprint.units import minutes, per_hour, percent, triangular


def declare() -> None:
    """Declare one of everything; only type checkers read this, nobody runs it."""
    visit = draft(
        "Visit", language="en", status="as-is", arrivals=per_hour(24), acceptable_time="1 h", sources=["seen"]
    )
    assert_type(visit, Draft)

    kiosk = visit.lane("Kiosk", kind="onstage")
    visit.lane(kind="customer")
    host = visit.resource("Host")
    waiter = visit.resource("Waiter", capacity=3, schedule={"09:00-12:00": 2}, cost_rate="18 per hour", kind="people")
    regular = visit.customer_class("Regular", share=0.4, arrivals={"interarrival": "gamma(10 min, 5 min)"}, priority=1)
    assert_type(host, ResourceHandle)
    assert_type(host | waiter, Alternatives)

    with visit.phase("Arrive") as arrive:
        enter = arrive.customer("Enter", evidence=["Sign", {"evidence": "Menu", "medium": "digital"}], emotion=1)
        seat = arrive.onstage(
            "Seat",
            resource=host | waiter,
            seizes=[host],
            releases={waiter: 2},
            service_time={regular: minutes(2)},
            standard=["90% within 5 min", {regular: minutes(3)}],
            moment=enter,
            determinants=["courtesy"],
            customer_cost={"effort": 2},
        )
        order = arrive.step(kiosk, "Order", service_time=triangular("1 min", "2 min", "4 min"))
        pay = arrive.step("Pay", lane=kiosk, join="any", split="one")
        arrive.support("Till", resources=[host, "waiter"])
        arrive.management("Plan")
    assert_type(seat, StepHandle)
    assert_type(enter >> seat, Path)
    assert_type(enter >> seat >> "pay", Path)
    assert_type("enter" >> seat, Path)

    seat.fail_point("Wrong table", severity=6, probability=percent(2), recovery=enter, fail_safe="task")
    seat.wait_point("Queue", acceptable_time=minutes(15), fair=True, resource=host)

    visit.standard("90% within 35 min", start=enter, end=pay, classes=[regular])
    visit.calendar(open=["mon-fri 08:00-18:00"], closed="2026-12-24")
    visit.economics(price=20, time_rate=per_hour(30), currency="EUR")
    visit.measure("complaints per quarter", 3)
    visit.flow(enter >> seat >> order, classes=regular)
    visit.flow(order >> enter, probability="5%", condition="sold out")
    visit.exchange(enter >> seat)
    visit.end(pay)
    assert_type(visit.build(), Blueprint)
    assert_type(visit.document(), Document)

    visit.customer("Wait", service_time=5)  # type: ignore[arg-type]
    visit.customer("Wait", emotions=1)  # type: ignore[call-arg]
    visit.customer("Wait", join="some")  # type: ignore[arg-type]
    visit.customer("Wait", resource=enter)  # type: ignore[arg-type]
    visit.lane("Kiosk", kind="front")  # type: ignore[arg-type]
    visit.flow(enter)  # type: ignore[arg-type]
    visit.step("Wait")  # type: ignore[call-overload]
    seat.fail_point("Wrong table", recovery=host)  # type: ignore[arg-type]
    enter >> host  # type: ignore[operator]
    host | enter  # type: ignore[operator]
