"""The longest way: which steps make it, how much later the others may end, and how it varies."""

from __future__ import annotations

import math
from typing import Any

import pytest

from blueprint.analysis.critical_path import CriticalPath, TimeLaw, VarianceKind, find_critical_path
from blueprint.analysis.timeline import compute_timeline
from blueprint.graph import ServiceGraph
from blueprint.units import Seconds
from tests.unit.graph.services import graph, read


def of(drawn: ServiceGraph, variance: VarianceKind = "distribution") -> CriticalPath:
    return find_critical_path(drawn, compute_timeline(drawn), variance=variance)


def timed(steps: str, *flows: str, **fields: Any) -> CriticalPath:
    """Return the path of a service of steps such as ``"c1:5 b1:? c2"``: minutes after the colon, unknown without."""
    names = []
    for word in steps.split():
        name, _, amount = word.partition(":")
        names.append(name)
        if amount not in ("", "?"):
            fields[name] = {"service_time": f"{amount} min", **fields.get(name, {})}
    return of(graph(" ".join(names), *flows, **fields))


def minutes(found: CriticalPath) -> dict[str, float | None]:
    return {name: None if time is None else time / 60 for name, time in found.floats.items()}


FORK = ("c1 >> b1 >> c2", "c1 >> o1 >> c2")


def test_steps_in_a_row_are_all_critical() -> None:
    found = timed("c1:1 o1:2 c2:3", "c1 >> o1 >> c2")
    assert found.path == ("c1", "o1", "c2")
    assert minutes(found) == {"c1": 0, "o1": 0, "c2": 0}


def test_the_shorter_of_two_branches_may_end_later_by_the_difference() -> None:
    found = timed("c1:1 b1:10 o1:4 c2:1", *FORK)
    assert found.path == ("c1", "b1", "c2")
    assert minutes(found) == {"c1": 0, "b1": 0, "o1": 6, "c2": 0}


def test_float_is_shared_along_a_branch() -> None:
    found = timed("c1:0 b1:10 o1:1 o2:2 c2:0", "c1 >> b1 >> c2", "c1 >> o1 >> o2 >> c2")
    assert minutes(found)["o1"] == minutes(found)["o2"] == 7


def test_of_two_equal_ways_the_one_declared_first_is_told_and_neither_has_float() -> None:
    found = timed("c1:1 o1:4 o2:4 c2:1", "c1 >> o1 >> c2", "c1 >> o2 >> c2")
    assert found.path == ("c1", "o1", "c2")
    assert minutes(found) == {"c1": 0, "o1": 0, "o2": 0, "c2": 0}


def test_work_that_no_customer_waits_for_has_no_float() -> None:
    found = timed("c1:1 o1:2 b1:99", "c1 >> o1 >> b1")
    assert found.path == ("c1", "o1")
    assert found.floats["b1"] is None


def test_the_last_step_that_is_seen_ends_the_path_even_if_it_takes_no_time() -> None:
    found = timed("c1:1 o1:2 c2:0 c3:0", "c1 >> o1 >> c2 >> c3")
    assert found.path == ("c1", "o1", "c2", "c3")


def test_an_unknown_time_leaves_path_and_floats_unknown() -> None:
    found = timed("c1:1 o1:? c2:1", "c1 >> o1 >> c2")
    assert found.path == () and found.law is None
    assert set(found.floats.values()) == {None}


def test_an_unknown_time_that_nobody_waits_for_hides_nothing() -> None:
    found = timed("c1:1 b1:? c2:1", "c1 >> c2", "c1 >> b1")
    assert found.path == ("c1", "c2")
    assert found.floats["b1"] is None


def test_with_a_join_of_any_only_the_first_branch_is_waited_for() -> None:
    found = timed("c1:1 b1:10 o1:4 c2:1", *FORK, c2={"join": "any"})
    assert found.path == ("c1", "o1", "c2")
    assert minutes(found)["b1"] is None  # nothing waits for it any more


def test_a_wait_begins_when_the_customer_comes() -> None:
    wait = {"wait_points": [{"label": "w", "standard_time": "5 min"}]}
    found = timed("c1:1 b1:10 c2:1", "c1 >> c2", "c1 >> b1 >> c2", c2=wait)
    assert found.path == ("c1", "b1", "c2")
    longer = timed("c1:1 b1:3 c2:1", "c1 >> c2", "c1 >> b1 >> c2", c2=wait)
    assert longer.path == ("c1", "c2")
    assert minutes(longer)["b1"] == 2


def test_rework_is_no_part_of_the_longest_way() -> None:
    once = timed("c1:1 o1:2 c2:1", "c1 >> o1 >> c2")
    again = timed("c1:1 o1:2 c2:1", "c1 >> o1 >> c2", "o1 >> c1", "c2 >> o1")
    assert (again.path, again.floats) == (once.path, once.floats)


def test_a_service_without_steps_has_no_path() -> None:
    found = timed("")
    assert (found.path, dict(found.floats), found.law) == ((), {}, None)


def test_a_service_of_one_step_is_its_own_path() -> None:
    found = timed("c1:3")
    assert found.path == ("c1",) and found.law is not None and found.law.mean == 180


# --- how it varies ---------------------------------------------------------------------------------------------------

THREE = (
    "title: T\nsteps: [{customer: a, service_time: 'pert(2 min, 3.5 min, 8 min)'}, {onstage: b, service_time: 4 min}]\n"
)


def test_variances_of_the_steps_on_the_path_add_up() -> None:
    drawn = read("title: T\nsteps:\n  - {customer: a, service_time: exponential(2 min)}\n"
                 "  - {customer: b, service_time: 'uniform(1 min, 4 min)'}\nflows: [a >> b]\n")  # fmt: skip
    law = of(drawn).law
    assert law is not None
    assert law.variance == pytest.approx(3600 * (4 + 9 / 12))
    assert law.mean == pytest.approx(270)


def test_three_points_vary_as_the_distribution_or_as_of_old() -> None:
    drawn = read(THREE + "flows: [a >> b]\n")
    own, old = of(drawn).law, of(drawn, variance="classic").law
    assert own is not None and old is not None
    assert own.variance == pytest.approx(3600 * 8 / 7)  # (4 - 2) (8 - 4) / 7
    assert old.variance == pytest.approx(3600)


def test_classes_of_customers_make_a_step_vary_by_their_means() -> None:
    drawn = read("title: T\nclasses: [{class: m, share: 25%}, {class: g, share: 75%}]\n"
                 "steps: [{customer: a, service_time: {m: 2 min, g: 6 min}}]\n")  # fmt: skip
    law = of(drawn).law
    assert law is not None
    assert law.mean == 300 and law.variance == pytest.approx(3600 * 0.25 * 0.75 * 16)


def test_half_of_the_customers_stay_within_the_mean() -> None:
    law = TimeLaw(Seconds(100), 25.0)
    assert law.deviation == 5
    assert law.share_within(100) == pytest.approx(0.5)
    assert law.share_within(105) == pytest.approx(0.5 * (1 + math.erf(1 / math.sqrt(2))))
    assert law.share_within(90) + law.share_within(110) == pytest.approx(1.0)


@pytest.mark.parametrize(("limit", "share"), [(99.9, 0.0), (100.0, 1.0), (100.1, 1.0)])
def test_without_variance_all_or_none_stay_within_a_limit(limit: float, share: float) -> None:
    assert TimeLaw(Seconds(100), 0.0).share_within(limit) == share
