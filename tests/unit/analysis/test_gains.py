"""What would be better if a step never failed."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.gains import Gain
from blueprint.analysis.reliability import StepReliability, compute_reliability
from tests.unit.graph.services import graph


def at(step: str, steps: str, *flows: str, **fields: Any) -> StepReliability:
    for name, points in fields.items():
        if isinstance(points, list):
            fields[name] = {"fail_points": [{"label": "f", "id": f"{name}-{n}", **p} for n, p in enumerate(points)]}
    for name in steps.split():
        fields.setdefault(name, {})
        fields[name] = {"service_time": "1 min", **fields[name]}
    return compute_reliability(graph(steps, *flows, **fields)).steps[step]


def lost(share: float, **words: Any) -> dict[str, Any]:
    return {"probability": share, "detected": 0.0, **words}


def test_a_step_that_never_fails_has_no_gain() -> None:
    assert at("c1", "c1 o1", "c1 >> o1", o1=[lost(0.1)]).gain is None


def test_the_gain_is_the_share_that_is_lost_there_and_served_afterwards() -> None:
    found = at("c1", "c1 o1", "c1 >> o1", c1=[lost(0.1)], o1=[lost(0.2)])
    assert found.gain == pytest.approx(0.1 * 0.8)
    assert found.first_time_gain == pytest.approx(0.1 * 0.8)


def test_what_is_only_done_again_gains_no_success_and_much_at_once() -> None:
    found = at("c1", "c1 o1", "c1 >> o1", c1=[{"probability": 0.25}])
    assert (found.gain, found.first_time_gain) == (0.0, pytest.approx(0.25))


def test_time_saved_is_that_of_the_passes_that_are_spared() -> None:
    found = at("c1", "c1 o1", "c1 >> o1", c1=[{"probability": 0.2, "recovery_time": "3 min"}])
    assert found.time_saved == pytest.approx(0.25 * 60 + 0.25 * 180)


def test_time_is_lost_where_more_customers_stay() -> None:
    found = at("c1", "c1 o1", "c1 >> o1", c1=[lost(0.5)])
    assert found.time_saved == pytest.approx(-0.5 * 60)


def test_saving_counts_costs_of_mending_and_escaping_here_and_later() -> None:
    first = {"probability": 0.1, "detected": 0.5, "cost": 10, "escape_cost": 100}
    found = at("c1", "c1 o1", "c1 >> o1", c1=[first], o1=[lost(0.2, escape_cost=50)])
    tries = 1 / (1 - 0.05)
    now = tries * (0.05 * 10 + 0.05 * 100) + (0.9 * tries) * 0.2 * 50
    assert found.saving == pytest.approx(now - 0.2 * 50)


def test_an_unknown_cost_leaves_saving_unknown_and_an_unknown_time_the_time() -> None:
    assert at("c1", "c1 o1", "c1 >> o1", c1=[{"probability": 0.1}]).saving is None
    found = at("c1", "c1 o1", "c1 >> o1", c1=[{"probability": 0.1}], o1={"service_time": None})
    assert found.time_saved is None and found.first_time_gain == pytest.approx(0.1)


def test_going_back_further_gains_more_time() -> None:
    near = at("o1", "c1 o1", "c1 >> o1", o1=[{"probability": 0.2, "recovery": "o1"}])
    far = at("o1", "c1 o1", "c1 >> o1", o1=[{"probability": 0.2, "recovery": "c1"}])
    assert (near.time_saved, far.time_saved) == (pytest.approx(15), pytest.approx(30))


def test_a_step_that_always_fails_gains_all() -> None:
    found = at("c1", "c1 o1", "c1 >> o1", c1=[lost(1.0)], o1=[lost(0.2)])
    assert found.gain == pytest.approx(0.8) and found.first_time_gain == pytest.approx(0.8)


def test_a_step_that_all_leave_by_failing_has_no_gain_that_could_be_told() -> None:
    assert at("c1", "c1", "c1 >> c1", c1=[lost(0.5)]).gain is None


def test_the_same_where_it_is_walked_in_several_turns() -> None:
    found = at("o1", "c1 o1 b1", "c1 >> o1 >> o1", "o1 >> b1", o1=[lost(0.5)])
    assert found.gain is None


def test_in_parallel_branches_a_step_gains_what_the_others_do_not_lose() -> None:
    found = at("o1", "c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", o1=[lost(0.1)], b1=[lost(0.2)])
    assert found.gain == pytest.approx(0.1 * 0.8)


def test_where_one_branch_is_enough_a_step_gains_what_the_others_lose() -> None:
    joined = {"c2": {"join": "any"}, "o1": [lost(0.1)], "b1": [lost(0.2)]}
    found = at("o1", "c1 o1 b1 c2", "c1 >> o1 >> c2", "c1 >> b1 >> c2", **joined)
    assert found.gain == pytest.approx(0.1 * 0.2)


def test_gains_of_classes_are_weighed_and_added() -> None:
    total = Gain(0.2, 0.4, 8.0, 60.0).weighed(0.25) + Gain(0.4, 0.8, None, -20.0).weighed(0.5)
    assert (total.success, total.first_time, total.saving, total.time) == (
        pytest.approx(0.25), pytest.approx(0.5), None, pytest.approx(5.0)
    )  # fmt: skip
