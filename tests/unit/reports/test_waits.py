"""The section on waits: who keeps customers waiting, which standards are kept, how waits feel."""

from __future__ import annotations

from typing import Any

from blueprint import analyze
from blueprint.model import Blueprint
from blueprint.reports import make_report
from blueprint.reports.markdown import write_markdown


def told(*, arrivals: str | None = "10 per hour", capacity: int = 1, **more: Any) -> str:
    steps = [
        {"lane": "customer", "label": "Come in", "id": "come", "service_time": "0 s"},
        {"lane": "onstage", "label": "Serve", "id": "serve", "resources": "clerk", **more},
    ]
    data: dict[str, Any] = {
        "title": "Counter",
        "phases": [{"steps": steps}],
        "flows": [{"source": "come", "target": "serve"}],
        "resources": [{"id": "clerk", "label": "Clerk", "capacity": capacity}],
    }
    if arrivals is not None:
        data["arrivals"] = arrivals
    report = make_report(analyze(Blueprint.model_validate(data)), ["wait-points"])
    return write_markdown(report).replace("\u00a0", " ").replace("*", "")


def test_the_busiest_resource_comes_first_with_how_long_its_customers_wait() -> None:
    text = told(service_time="exponential(3 min)")
    assert "Busiest: 'Clerk', 50 % busy; 3 min of waiting for each visit" in text
    assert "Customers wait 3 min of 6 min" in text


def test_who_cannot_keep_up_is_told_and_no_wait_is() -> None:
    text = told(service_time="exponential(9 min)")
    assert "'Clerk' cannot keep up: 150 % of what they can do" in text
    assert "waiting for each visit" not in text


def test_without_arrivals_the_section_says_what_it_needs() -> None:
    assert "Unknown: needs 'arrivals': how many customers come" in told(arrivals=None, service_time="3 min")


def test_a_standard_that_is_not_kept_is_named_with_how_often_it_is_kept() -> None:
    text = told(service_time="exponential(3 min)", standard="95% within 6 min")
    assert "1 of 1 standard not kept: 'Serve'" in text
    assert "63.2 %" in text  # of an exponential time in the system with mean 6 min


def test_a_standard_that_is_kept_is_counted() -> None:
    assert "Kept: 1 standard that can be computed" in told(
        service_time="exponential(3 min)", standard="50% within 6 min"
    )


def test_a_wait_that_feels_long_comes_with_what_helps() -> None:
    text = told(service_time="exponential(3 min)", wait_points=[{"label": "Queue", "explained": False}])
    assert "Feels longest: 'Queue'" in text
    assert "say why, before anybody asks" in text
