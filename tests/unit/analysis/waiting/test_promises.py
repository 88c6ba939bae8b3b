"""Standards by closed form: at steps, at waits, over stretches, and by the calendar."""

from __future__ import annotations

import math
from typing import Any

import pytest

from blueprint.analysis.queueing.mmc import MMc
from blueprint.analysis.waiting.network import Network
from blueprint.analysis.waiting.points import waits_at_points
from blueprint.analysis.waiting.promises import Kept, check_promises
from blueprint.graph import ServiceGraph
from tests.unit.analysis.waiting.services import by, counter
from tests.unit.graph.services import graph

QUEUE = MMc(20 / 3600, 1 / 120, 1)


def promises(found: ServiceGraph) -> tuple[Kept, ...]:
    network = Network(found)
    state = network.solve()
    return check_promises(network, state, waits_at_points(network, state))


def test_at_a_step_wait_and_service_count() -> None:
    (kept,) = promises(counter(step={"standard": "90% within 10 min"}))
    assert kept.share == pytest.approx(1 - QUEUE.time_over(600), abs=1e-4)
    assert (kept.is_exact, kept.half_width, kept.is_met) == (True, 0.0, False)
    assert kept.resources == ("clerk",)


def test_at_a_wait_the_wait_alone_counts() -> None:
    point = {"label": "w", "standard": "70% within 10 min"}
    (kept,) = promises(counter(step={"wait_points": [point]}))
    assert kept.element == "o1/w"
    assert kept.share == pytest.approx(1 - QUEUE.wait_over(600))
    assert kept.is_met and not kept.is_close


def test_a_promise_to_one_class_is_kept_for_this_class() -> None:
    classes = [{"label": "A", "share": "50%", "priority": 1}, {"label": "B", "share": "50%", "priority": 2}]
    standard = {"a": "90% within 10 min", "b": "90% within 10 min"}
    first, last = promises(counter(step={"standard": standard}, classes=classes))
    assert (first.classes, last.classes) == (("a",), ("b",))
    assert (first.share or 0) > (last.share or 0)


def test_words_are_no_target() -> None:
    assert promises(counter(step={"standard": "Smile"}, standards=[{"standard": "On time"}])) == ()


def test_a_promise_to_all_is_kept_when_practically_nobody_is_late() -> None:
    (all_of_them,) = promises(counter(5, step={"standard": "1 h"}))
    assert all_of_them.is_met and (all_of_them.share or 0) < 1
    (most,) = promises(counter(1, step={"standard": "20 min"}))
    assert most.is_met is False


def test_an_approximation_tells_how_far_it_may_be_off() -> None:
    point = {"label": "w", "standard": "90% within 3 min"}
    (kept,) = promises(counter(2, "gamma(4 min, 2 min)", step={"wait_points": [point]}))
    assert not kept.is_exact
    assert 0 < (kept.half_width or 0) < 0.2


def test_a_stretch_sums_up_mean_and_variance() -> None:
    steps = {
        "c1": {"service_time": "0 s"},
        "o1": by("a", "exponential(4 min)"),
        "o2": {"service_time": "exponential(2 min)"},
    }
    resources, standard = [{"id": "a", "capacity": 90}], {"standard": "90% within 6 min", "from": "o1", "to": "o2"}
    found = graph(
        "c1 o1 o2", "c1 >> o1 >> o2", **steps, resources=resources, arrivals="6 per hour", standards=[standard]
    )
    (kept,) = promises(found)
    limit, one, two = 360.0, 240.0, 120.0
    exact = 1 - (one * math.exp(-limit / one) - two * math.exp(-limit / two)) / (one - two)
    assert kept.share == pytest.approx(exact, abs=0.01)
    assert kept.resources == ("a",)


def test_a_stretch_with_unknown_times_names_them() -> None:
    (kept,) = promises(counter(standards=[{"standard": "1 h", "from": "c1"}], come={"service_time": None}))
    assert (kept.share, kept.is_met, kept.blocked_by) == (None, None, ("c1",))


def test_branches_leave_a_stretch_to_simulation() -> None:
    steps = {name: {"service_time": "1 min"} for name in ("c1", "o1", "o2", "c2")}
    found = graph(
        "c1 o1 o2 c2",
        "c1 >> o1 >> c2",
        "c1 >> o2 >> c2",
        **steps,
        standards=[{"standard": "1 h", "from": "c1", "to": "c2"}],
    )
    (kept,) = promises(found)
    assert kept.share is None and "simulation" in kept.method


def test_a_stretch_that_nobody_passes_is_unknown() -> None:
    (kept,) = promises(counter(standards=[{"standard": "1 h", "from": "o1", "to": "c1"}]))
    assert kept.share is None and "no customer" in kept.method


def office(**standard: Any) -> Kept:
    found = counter(
        20, "3 h", "0.1 per hour", calendar={"open": "mon-fri 09:00-17:00"},
        standards=[{"from": "o1", "to": "o1", **standard}],
    )  # fmt: skip
    (kept,) = promises(found)
    return kept


def test_by_the_clock_on_the_wall_nights_and_weekends_count() -> None:
    assert office(standard="4 h").share == pytest.approx(5 / 8, abs=0.02)  # who comes after 14:00 is done tomorrow
    assert office(standard="24 h").share == pytest.approx(1 - 3 / 40, abs=0.02)  # but on Friday
    assert office(standard="3 d").is_met


def test_by_the_working_clock_they_do_not() -> None:
    assert office(standard="4 h", working=True).share == pytest.approx(1.0)


def test_work_that_goes_on_at_night_is_left_to_simulation() -> None:
    clerk = {"schedule": {"00:00-24:00": 9}}
    found = counter(1, "3 h", "0.1 per hour", clerk=clerk, calendar={"open": "mon-fri 09:00-17:00"},
                    standards=[{"standard": "4 h", "from": "o1", "to": "o1"}])  # fmt: skip
    (kept,) = promises(found)
    assert kept.share is None and "closed" in kept.method


def test_an_overload_leaves_it_open_and_names_who() -> None:
    (kept,) = promises(counter(1, "exponential(9 min)", step={"standard": "90% within 10 min"}))
    assert (kept.share, kept.blocked_by) == (None, ("clerk",))


def test_a_step_that_nobody_comes_to_promises_nobody_anything() -> None:
    found = graph("c1 o1", c1={"service_time": "0 s"}, o1={"standard": "5 min", "service_time": "1 min"})
    (kept,) = promises(found)
    assert kept.share is None and kept.method == "nobody comes"
