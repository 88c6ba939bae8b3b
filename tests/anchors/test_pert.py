"""Three-point times and the critical path of a construction project against the cases."""

from __future__ import annotations

from typing import Any

import pytest

from blueprint.analysis.critical_path import CriticalPath, VarianceKind, find_critical_path
from blueprint.analysis.timeline import compute_timeline
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from blueprint.units import pert, seconds
from tests.anchors.cases import case, cases

THREE_POINTS = [item for item in cases("pert") if item.id.startswith("pert")]


@pytest.mark.parametrize("known", THREE_POINTS)
def test_a_three_point_time_has_the_known_mean_and_variance(known: Any) -> None:
    points, expect = known["params"], known["expect"]
    low, mode, high = points["low"], points["mode"], points["high"]
    time = pert(seconds(low), seconds(mode), seconds(high))
    assert time.mean == pytest.approx(expect["mean"], rel=known["rel_tol"])
    assert time.variance == pytest.approx(expect["var_beta"], rel=known["rel_tol"])


@pytest.mark.parametrize("known", THREE_POINTS)
def test_a_three_point_time_is_the_known_beta(known: Any) -> None:
    """Mean and variance on (low, high) tell the two parameters of a beta."""
    points, expect = known["params"], known["expect"]
    low, high = points["low"], points["high"]
    time = pert(seconds(low), seconds(points["mode"]), seconds(high))
    mean, variance = (float(time.mean) - low) / (high - low), time.variance / (high - low) ** 2
    both = mean * (1 - mean) / variance - 1
    assert mean * both == pytest.approx(expect["alpha"], rel=known["rel_tol"])
    assert (1 - mean) * both == pytest.approx(expect["beta"], rel=known["rel_tol"])


@pytest.mark.parametrize("known", THREE_POINTS)
def test_the_deviation_of_old_is_a_sixth_of_the_range(known: Any) -> None:
    points = known["params"]
    activities = {"A": {**points, "after": []}}
    law = path_of(activities, variance="classic").law
    assert law is not None
    assert law.mean == pytest.approx(known["expect"]["mean"], rel=known["rel_tol"])
    assert law.deviation == pytest.approx(known["expect"]["sd_classic"], rel=known["rel_tol"])
    beta = path_of(activities).law
    assert beta is not None and beta.variance == pytest.approx(known["expect"]["var_beta"], rel=known["rel_tol"])


def path_of(activities: dict[str, Any], *, variance: VarianceKind = "distribution") -> CriticalPath:
    """Return the critical path of a project whose activities customers see; weeks are written as seconds."""
    steps = [
        {
            "lane": "onstage" if item["after"] else "customer",
            "label": name,
            "id": name,
            "service_time": f"pert({item['low']} s, {item['mode']} s, {item['high']} s)",
        }
        for name, item in activities.items()
    ]
    flows = [{"source": before, "target": name} for name, item in activities.items() for before in item["after"]]
    graph = to_graph(Blueprint.model_validate({"title": "T", "phases": [{"steps": steps}], "flows": flows}))
    return find_critical_path(graph, compute_timeline(graph), variance=variance)


def test_the_construction_project_has_the_known_critical_path() -> None:
    known = case("pert", "cpm-reliable")
    activities, expect = known["params"]["activities"], known["expect"]
    found = path_of(activities, variance="classic")
    assert list(found.path) == expect["critical_path"]
    assert found.law is not None
    assert found.law.mean == pytest.approx(expect["mean_duration"], rel=known["rel_tol"])
    assert found.law.variance == pytest.approx(expect["variance"], rel=known["rel_tol"])
    share = found.law.share_within(known["params"]["deadline"])
    assert share == pytest.approx(expect["p_by_deadline"], rel=known["rel_tol"])


def test_the_other_activities_of_the_project_have_float() -> None:
    """Means A 2, B 4, C 10, D 6, E 4, F 5, G 7, H 9, I 7, J 8, K 4, L 5, M 2, N 6: latest less earliest by hand."""
    known = case("pert", "cpm-reliable")
    found = path_of(known["params"]["activities"])
    slack = {name: float(time) for name, time in found.floats.items() if time}
    assert slack == pytest.approx({"D": 4, "G": 4, "H": 4, "M": 4, "I": 2, "K": 1})


def test_the_law_of_the_distributions_is_wider_than_the_old_one() -> None:
    known = case("pert", "cpm-reliable")
    found, old = (path_of(known["params"]["activities"], variance=kind).law for kind in ("distribution", "classic"))
    assert found is not None and old is not None
    beta = sum(
        (mean - item["low"]) * (item["high"] - mean) / 7
        for name in known["expect"]["critical_path"]
        for item in [known["params"]["activities"][name]]
        for mean in [(item["low"] + 4 * item["mode"] + item["high"]) / 6]
    )
    assert found.variance == pytest.approx(beta)
    assert found.mean == old.mean
