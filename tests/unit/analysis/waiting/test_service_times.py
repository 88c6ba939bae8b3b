"""Service times and declared waits of steps."""

from __future__ import annotations

import pytest

from blueprint.analysis.waiting.service_times import ServiceTimes, declared_law, declared_wait
from blueprint.analysis.waiting.wait_law import NO_WAIT
from blueprint.model import WaitPoint
from tests.unit.graph.services import graph


def test_classes_have_times_of_their_own() -> None:
    classes = [{"label": "A", "share": "50%"}, {"label": "B", "share": "50%"}]
    found = graph("c1 o1", "c1 >> o1", o1={"service_time": {"a": "2 min"}}, classes=classes)
    assert ServiceTimes(found, "a").work("o1").mean == 120.0  # type: ignore[union-attr]
    assert ServiceTimes(found, "b").work("o1") is None
    assert ServiceTimes(found, "a").work("c1") is None


def test_putting_right_takes_time_for_the_share_that_is_put_right() -> None:
    point = {"label": "f", "probability": "50%", "gives_up": "50%", "recovery_time": "4 min"}
    found = graph("c1", c1={"service_time": "2 min", "fail_points": [point]})
    work = ServiceTimes(found, None).work("c1")
    assert work is not None
    assert work.mean == pytest.approx(120 + 0.25 * 240)
    assert work.law is None


def test_a_measured_wait_counts_before_the_usual_one() -> None:
    measured = WaitPoint(label="w", measured="exponential(5 min)", standard_time="1 min")  # type: ignore[arg-type]
    usual = WaitPoint(label="w", standard_time="1 min")  # type: ignore[arg-type]
    assert declared_law(measured).mean == 300.0  # type: ignore[union-attr]
    assert declared_law(usual).mean == 60.0  # type: ignore[union-attr]
    assert declared_law(WaitPoint(label="w")) is None


def test_waits_of_one_step_follow_each_other() -> None:
    points = [{"label": "v", "standard_time": "1 min"}, {"label": "w", "standard_time": "2 min"}, {"label": "x"}]
    found = graph("c1 c2", c1={"wait_points": points})
    assert declared_wait(found.steps[0]).mean == 180.0
    assert declared_wait(found.steps[1]) is NO_WAIT
