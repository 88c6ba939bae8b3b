"""Shares, visits and times against customers who are followed one by one: z-tests with fixed seeds."""

from __future__ import annotations

from math import sqrt
from typing import Any

import pytest

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from tests.statistics.walker import ESCAPED, GAVE_UP, Tally, Walker

WALKS = 200_000


def service(steps: dict[str, dict[str, Any]], *flows: str) -> Blueprint:
    """Return a service; flows are ``a b`` or ``a b 0.3``, fail points are written as their shares."""
    script = []
    for name, words in steps.items():
        points = [{"label": f"f{n}", "id": f"{name}/{n}", **p} for n, p in enumerate(words.pop("fails", ()))]
        script.append({"lane": "customer", "label": name, "id": name, "fail_points": points, **words})
    data = []
    for text in flows:
        source, target, *share = text.split()
        data.append({"source": source, "target": target, **({"probability": float(share[0])} if share else {})})
    return Blueprint.model_validate({"title": "T", "phases": [{"steps": script}], "flows": data})


def fails(probability: float, detected: float = 1.0, gives_up: float = 0.0, **words: Any) -> dict[str, Any]:
    return {"probability": probability, "detected": detected, "gives_up": gives_up, **words}


def walked(blueprint: Blueprint, seed: int, count: int = WALKS) -> tuple[Analysis, Tally]:
    return analyze_service(to_graph(blueprint)), Walker(blueprint, seed).follow(count)


def near(found: float | None, total: float, squares: float, count: int) -> bool:
    """Tell whether a figure is less than four standard errors from a mean of so many observations."""
    assert found is not None
    mean = total / count
    deviation = sqrt(max(squares / count - mean * mean, 0.0) / count)
    return abs(found - mean) <= 4 * deviation + 1e-9


def near_share(found: float | None, hits: int, count: int) -> bool:
    return near(found, hits, hits, count)


def compare(analysis: Analysis, tally: Tally) -> None:
    fares, count = analysis.failures.reliability, tally.count
    assert near_share(fares.success, tally.outcomes["served"], count)
    assert near_share(fares.first_time, tally.first_time, count)
    assert near_share(fares.gave_up, tally.outcomes[GAVE_UP], count)
    assert near_share(fares.escaped, tally.outcomes[ESCAPED], count)
    assert set(fares.steps) >= set(tally.visits)
    for name, figures in fares.steps.items():
        assert near(figures.visits, tally.visits[name], tally.squares[name], count), name
        assert near_share(figures.reach, tally.reached[name], count), name


def serial() -> Blueprint:
    """Return alternatives, rework over two steps, a way of recovery, and losses, one after the other."""
    return service(
        {
            "ask": {"service_time": "2 min", "fails": [fails(0.1, 0.8, 0.3)]},
            "quick": {"service_time": "1 min", "fails": [fails(0.2, 0.5, recovery="ask"), fails(0.1)]},
            "slow": {"service_time": "9 min", "fails": [fails(0.3, 1.0, 0.1, recovery="mend", recovery_time="4 min")]},
            "mend": {"service_time": "5 min"},
            "check": {"service_time": "1 min"},
            "pay": {"service_time": "2 min", "fails": [fails(0.05, 0.9, 0.5)]},
        },
        "ask quick 0.35", "ask slow 0.65", "quick check", "slow check", "mend check", "check ask 0.2", "check pay 0.7",
        "check end 0.1",
    )  # fmt: skip


def parallel() -> Blueprint:
    """Return branches inside of branches that are all needed, with recoveries inside of each; nothing is lost there."""
    return service(
        {
            "come": {"fails": [fails(0.2, 0.7, 0.2)]},
            "seat": {"fails": [fails(0.3)]},
            "order": {},
            "heat": {},
            "cook": {"fails": [fails(0.25, recovery="heat")]},
            "side": {"fails": [fails(0.1)]},
            "plate": {},
            "drink": {},
            "serve": {"fails": [fails(0.2, 0.9, 0.1, recovery="seat")]},
            "leave": {},
        },
        "come seat", "seat order", "seat drink", "order heat", "heat cook", "order side", "cook plate", "side plate", "plate serve",
        "drink serve", "serve leave",
    )  # fmt: skip


def standing_in() -> Blueprint:
    """Return branches of which one is enough, one of them of two that are both needed, and one that is not always begun."""
    return service(
        {
            "ask": {"split": "any"},
            "form": {"fails": [fails(0.3, 0.5)]},
            "proof": {"fails": [fails(0.4, 0.0)]},
            "copy": {},
            "file": {},
            "call": {"fails": [fails(0.35, 0.6, 0.5)]},
            "mail": {"fails": [fails(0.2, 0.0)]},
            "read": {"join": "any", "fails": [fails(0.1, 0.5)]},
        },
        "ask form", "ask call 0.6", "ask mail 0.3", "form proof", "form copy", "proof file", "copy file", "file read",
        "call read", "mail read",
    )  # fmt: skip


def lost_beside() -> Blueprint:
    """Return branches that are all needed, some of which may be lost while others run."""
    return service(
        {
            "start": {},
            "left": {"fails": [fails(0.2, 0.5)]},
            "right": {"fails": [fails(0.15, 0.8, 0.4)]},
            "again": {"fails": [fails(0.1, 0.5, 0.2, recovery="right")]},
            "third": {"fails": [fails(0.3)]},
            "meet": {"fails": [fails(0.05, 0.0)]},
        },
        "start left", "start right", "start third", "right again", "left meet", "again meet", "third meet",
    )  # fmt: skip


def test_customers_on_one_way_at_a_time_fare_as_computed() -> None:
    analysis, tally = walked(serial(), seed=11)
    assert analysis.failures.reliability.is_exact
    compare(analysis, tally)


def test_their_mean_time_and_its_spread_are_as_computed() -> None:
    analysis, tally = walked(serial(), seed=12, count=50_000)
    mean = tally.time / tally.count
    spread = sqrt(tally.time_squares / tally.count - mean * mean)
    expected = analysis.time.expected
    assert near(expected.mean, tally.time, tally.time_squares, tally.count)
    assert expected.deviation == pytest.approx(spread, rel=0.02)


def test_branches_inside_of_branches_fare_as_computed() -> None:
    analysis, tally = walked(parallel(), seed=13)
    assert analysis.failures.reliability.is_exact
    compare(analysis, tally)


def test_branches_that_stand_in_for_each_other_fare_as_computed() -> None:
    """Which of several losses is told as the reason follows from the order; how many are lost does not."""
    analysis, tally = walked(standing_in(), seed=14)
    found, count = analysis.failures.reliability, tally.count
    assert near_share(found.success, tally.outcomes["served"], count)
    assert near_share(found.first_time, tally.first_time, count)
    assert (found.gave_up or 0.0) + (found.escaped or 0.0) == pytest.approx(1 - (found.success or 0.0))
    for name in ("call", "mail", "read"):
        assert near(found.steps[name].visits, tally.visits[name], tally.squares[name], count), name


def test_branches_in_which_customers_are_lost_fare_as_computed() -> None:
    analysis, tally = walked(lost_beside(), seed=15)
    found, count = analysis.failures.reliability, tally.count
    assert near_share(found.success, tally.outcomes["served"], count)
    assert near_share(found.first_time, tally.first_time, count)
    assert near(found.steps["meet"].visits, tally.visits["meet"], tally.squares["meet"], count)
