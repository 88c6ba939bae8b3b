"""Waits at wait points: the right queue, the right customers, or what is declared."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.points import PointWait, waits_at_points
from blueprint.graph import ServiceGraph
from tests.unit.analysis.waiting.services import by, counter
from tests.unit.graph.services import graph


def points(found: ServiceGraph) -> tuple[PointWait, ...]:
    network = Network(found)
    return waits_at_points(network, network.solve())


def wait(**words: Any) -> dict[str, Any]:
    return {"wait_points": [{"label": "w", **words}]}


def test_without_a_word_it_is_the_queue_at_its_step() -> None:
    (point,) = points(counter(step=wait(acceptable_time="5 min")))
    assert (point.method, point.is_exact, point.resources) == ("M/M/c", True, ("clerk",))
    assert point.mean == pytest.approx(120 * 2)  # load 2/3 at one server
    assert point.share_over_acceptable == pytest.approx(2 / 3 * 2.718281828 ** (-(1 / 360) * 300), rel=1e-6)


def test_a_customer_step_may_name_who_is_waited_for_at_a_later_one() -> None:
    (point,) = points(counter(come=wait(resource="clerk")))
    assert point.step == "c1"
    assert point.queues == ((0, "o1"),)
    assert point.mean == pytest.approx(240.0)


def test_a_resource_that_no_later_step_needs_is_not_waited_for() -> None:
    found = counter(come=wait(resource="spare", standard_time="2 min"), others=[{"id": "spare"}])
    (point,) = points(found)
    assert (point.mean, point.method) == (120.0, "usual wait as declared")


def test_measured_waits_are_told_as_measured() -> None:
    (point,) = points(counter(come=wait(measured="exponential(4 min)", acceptable_time="4 min")))
    assert (point.method, point.is_exact) == ("measured", True)
    assert point.share_over_acceptable == pytest.approx(0.3679, abs=1e-4)


def test_a_wait_of_which_nothing_is_told_is_unknown() -> None:
    (point,) = points(counter(come=wait(acceptable_time="4 min")))
    assert (point.mean, point.share_over_acceptable) == (None, None)
    assert point.blocked_by == ("c1/w",)


def test_where_a_branch_of_others_is_waited_for_it_is_the_time_until_it_comes() -> None:
    steps = {"c1": {"service_time": "0 s"}, "c2": {"service_time": "2 min", **wait(standard_time="20 min")}}
    found = graph("c1 o1 c2", "c1 >> o1 >> c2", "c1 >> c2", **steps, o1=by("a", "9 min"),
                  resources=[{"id": "a", "capacity": 5}], arrivals="1 per hour")  # fmt: skip
    (point,) = points(found)
    assert point.mean == pytest.approx(540.0, rel=1e-3)
    assert "branch of others" in point.method


def test_classes_wait_in_queues_of_their_own() -> None:
    classes = [{"label": "A", "share": "50%", "priority": 1}, {"label": "B", "share": "50%", "priority": 2}]
    (point,) = points(counter(step=wait(), classes=classes))
    first, last = (point.by_class[name] for name in "ab")
    assert first is not None and last is not None and first.mean < last.mean
    assert point.mean == pytest.approx((first.mean + last.mean) / 2)


def test_an_overload_leaves_the_wait_open_and_names_who() -> None:
    (point,) = points(counter(1, "exponential(9 min)", step=wait()))
    assert point.mean is None
    assert point.blocked_by == ("clerk",)
