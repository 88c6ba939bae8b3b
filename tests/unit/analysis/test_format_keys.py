"""Every key that the format promises is in the plain data, with its type; and every figure has a status.

Wait points are a section of their own, with tests of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import blueprint
from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from tests.unit.graph.services import read

FULL = """\
title: Visit
acceptable_time: 9 min
economics: {price: 9, materials: 1, overhead: 0.5, time_rate: 60 per hour, currency: EUR}
resources: {clerk: {}}
classes: [{class: member, share: 25%}, {class: guest, share: 75%}]
phases:
  - phase: Come
    steps:
      - {customer: come, service_time: 1 min, moment_of_truth: true, discretion: 0.5, customer_cost: {money: 1, effort: 2, worry: 3}}
      - onstage: serve
        service_time: {member: 2 min, guest: 4 min}
        resource: clerk
        determinants: [reliability]
        fail_points:
          - {fail: wrong, id: wrong, probability: 20%, detected: 50%, gives_up: 10%, cost: 1, escape_cost: 9,
             severity: 9, occurrence: 9, detection: 9}
      - {backstage: file, service_time: 30 s, cost: 0.25}
  - phase: Leave
    steps:
      - {customer: pay, service_time: 2 min, wait_points: [{wait: queue, standard_time: 3 min}]}
      - {customer: leave, service_time: 1 min}
      - {support: records}
flows:
  - come >> serve >> file >> pay >> leave
  - {flow: pay >> serve, probability: 5%}
  - {needs: serve >> records}
  - {needs: pay >> records}
"""
BARE = "title: Bare\nsteps: [{customer: come}, {onstage: serve, fail_points: [wrong]}, {customer: go}]\nflows: [come >> serve >> go]\n"

Number = (int, float)
Maybe = (int, float, type(None))

KEYS: dict[str, Any] = {
    "blueprint": str,
    "scenario": (str, type(None)),
    "structure": {
        "steps": dict,
        "crossings": {"interaction": int, "visibility": int, "internal_interaction": int},
        "handoffs": int,
        "touchpoints": int,
        "loops": [list],
        "independent": [str],
        "moments_of_truth": [str],
        "shared_support": [{"id": str, "steps": [str]}],
        "single_points_of_failure": [str],
        "complexity": dict,
        "divergence": Maybe,
    },
    "timeline": {
        "standard_time": Maybe,
        "acceptable_time": Maybe,
        "steps": [{"id": str, "start": Maybe, "finish": Maybe, "float": Maybe}],
        "critical_path": [str],
        "waiting_time": Maybe,
        "dark_time": Maybe,
        "gaps": [{"after": str, "before": str, "duration": Maybe, "dark": Maybe}],
    },
    "fail_points": {
        "register": [
            {
                "id": str,
                "step": str,
                "severity": Maybe,
                "occurrence": Maybe,
                "detection": Maybe,
                "rpn": Maybe,
                "action_priority": (str, type(None)),
                "expected_per_1000": Maybe,
            }
        ],
        "candidates": [{"code": str, "step": str, "reason": str}],
        "success": {"first_time": Maybe, "after_recovery": Maybe, "gave_up": Maybe, "escaped": Maybe},
        "failure_cost": Maybe,
        "rework_time": Maybe,
        "cut_sets": [list],
        "steps": [{"id": str, "visits": Number, "rework_visits": Number, "importance": Maybe, "gain": Maybe}],
    },
    "economics": {
        "cost": Maybe,
        "profit": Maybe,
        "break_even_time": Maybe,
        "customer_cost": {"money": Maybe, "time": Maybe, "effort": Maybe, "worry": Maybe},
    },
    "determinants": dict,
    "advice": [{"code": str, "element": (str, type(None)), "message": str, "lever": str, "effect": (dict, type(None))}],
    "status": [{"figure": str, "kind": str, "method": str, "error": Maybe, "blocked_by": [str]}],
    "diagnostics": [dict],
}


def full() -> Analysis:
    return analyze_service(read(FULL))


def bare() -> Analysis:
    return analyze_service(read(BARE))


def wrong(data: Any, shape: Any, key: str = "") -> Iterator[str]:
    """Yield the keys of data that are missing or of another type."""
    if isinstance(shape, dict):
        if not isinstance(data, dict):
            yield key
            return
        for word, inner in shape.items():
            name = f"{key}.{word}".lstrip(".")
            if word in data:
                yield from wrong(data[word], inner, name)
            else:
                yield name
    elif isinstance(shape, list):
        if not isinstance(data, list):
            yield key
            return
        for item in data:
            yield from wrong(item, shape[0], f"{key}[]")
    elif not isinstance(data, shape) or isinstance(data, bool):
        yield f"{key}: {data!r}"


@pytest.mark.parametrize("found", [full, bare], ids=["full", "bare"])
def test_every_key_of_the_format_is_there_with_its_type(found: Any) -> None:
    assert list(wrong(found().to_dict(), KEYS)) == []


def test_nothing_of_the_full_service_is_empty() -> None:
    """Else the types of what is in lists were never looked at."""
    data = full().to_dict()
    assert data["structure"]["shared_support"] == [{"id": "records", "steps": ["come", "pay"]}]
    assert data["structure"]["loops"] and data["timeline"]["gaps"] and data["timeline"]["classes"]
    assert data["fail_points"]["register"] and data["fail_points"]["cut_sets"] and data["fail_points"]["steps"]
    assert data["advice"] and data["status"]


def test_sections_come_in_the_order_of_the_format() -> None:
    words = [word for word in full().to_dict() if word in KEYS]
    assert words == list(KEYS)


def test_kinds_and_levers_are_the_words_of_the_format() -> None:
    data = full().to_dict()
    assert {item["kind"] for item in data["status"]} <= {"exact", "approximation", "unknown"}
    assert {item["lever"] for item in data["advice"]} <= {"demand", "supply", "design"}
    assert {item["action_priority"] for item in data["fail_points"]["register"]} <= {"H", "M", "L", None}


def test_effects_name_a_figure_before_and_after() -> None:
    effects = [item["effect"] for item in full().to_dict()["advice"] if item["effect"]]
    assert effects
    for effect in effects:
        assert (
            isinstance(effect["figure"], str) and isinstance(effect["old"], float) and isinstance(effect["new"], float)
        )


def test_shares_lie_between_nothing_and_all() -> None:
    data = full().to_dict()["fail_points"]
    shares = [*data["success"].values(), *(step["importance"] for step in data["steps"])]
    assert all(0 <= share <= 1 for share in shares if share is not None)
    assert sum(data["success"].values()) == pytest.approx(1.0)


def test_diagnostics_are_those_of_a_check() -> None:
    text = "title: T\nsteps: [{customer: a}, {onstage: b}]\nflows: [a >> b >> a]\n"
    (item,) = [item for item in blueprint.analyze(text).to_dict()["diagnostics"] if item["code"] in ("BP325", "BP421")]
    assert set(item) >= {"code", "rule", "severity", "message", "path", "line", "column", "element", "hint"}
    assert item["severity"] == "error"


# --- status ----------------------------------------------------------------------------------------------------------


def figures(data: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Yield the figures that stand by themselves, not in lists, with their dotted keys."""
    for word, value in data.items():
        if isinstance(value, dict):
            yield from figures(value, f"{key}.{word}")
        elif not isinstance(value, list | str):
            yield f"{key}.{word}", value


SECTIONS = ("structure", "timeline", "fail_points", "economics")
EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*/*.yaml"))
ANALYSES = [pytest.param(full, id="full"), pytest.param(bare, id="bare")]
ANALYSES += [pytest.param(lambda path=path: blueprint.analyze(path), id=path.stem) for path in EXAMPLES]


@pytest.mark.parametrize("found", ANALYSES)
def test_every_unknown_figure_says_that_and_why_it_is_unknown(found: Any) -> None:
    analysis = found()
    data = analysis.to_dict()
    silent = []
    for section in SECTIONS:
        for key, value in figures(data[section], section):
            status = analysis.status_of(key)
            if value is None and (status is None or status.kind != "unknown" or not status.method):
                silent.append(key)
    assert silent == []


@pytest.mark.parametrize("found", ANALYSES)
def test_every_known_figure_says_how_surely(found: Any) -> None:
    analysis = found()
    data = analysis.to_dict()
    silent = []
    for section in SECTIONS:
        for key, value in figures(data[section], section):
            status = analysis.status_of(key)
            if value is not None and not isinstance(value, bool) and (status is None or status.kind == "unknown"):
                silent.append(key)
    assert silent == []


@pytest.mark.parametrize("found", ANALYSES)
def test_a_status_names_figures_that_are_there_and_elements_that_block(found: Any) -> None:
    analysis = found()
    data = analysis.to_dict()
    told = [item for item in analysis.status if not item.figure.startswith("wait_points")]
    for item in told:
        part: Any = data
        for word in item.figure.split("."):
            if isinstance(part, dict):
                assert word in part, item.figure
                part = part[word]
        assert item.kind == "unknown" or item.error is None or item.error >= 0
    assert len({item.figure for item in told}) == len(told)
