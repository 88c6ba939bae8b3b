"""Services that are too long, too wide, too deep, or told in absurd numbers: the analysis comes to an end, and quietly."""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.results import Analysis
from blueprint.graph import to_graph
from blueprint.model import Blueprint

ROOT = Path(__file__).parents[2]
LANES = ("onstage", "backstage", "support", "onstage")


def service(steps: list[dict[str, Any]], flows: list[dict[str, Any]], **words: Any) -> Blueprint:
    return Blueprint.model_validate({"title": "T", "phases": [{"steps": steps}], "flows": flows, **words})


def analyzed(steps: list[dict[str, Any]], flows: list[dict[str, Any]], **words: Any) -> Analysis:
    """Return the analysis, after all of it could be told as JSON."""
    found = analyze_service(to_graph(service(steps, flows, **words)))
    json.dumps(found.to_dict(), allow_nan=False)
    return found


def step(name: str, lane: str = "onstage", **words: Any) -> dict[str, Any]:
    return {"lane": lane, "label": name, "id": name, "service_time": "1 min", **words}


def fails(count: int = 1, **words: Any) -> list[dict[str, Any]]:
    return [{"label": f"f{number}", **words} for number in range(count)]


def chain(names: list[str]) -> list[dict[str, Any]]:
    return [{"source": one, "target": other} for one, other in pairwise(names)]


# --- long, wide, deep ------------------------------------------------------------------------------------------------

_LONG = """
import json, resource, warnings
resource.setrlimit(resource.RLIMIT_AS, (2_500_000_000, 2_500_000_000))
warnings.simplefilter("error")
from blueprint.analysis.analyze import analyze_service
from blueprint.graph import to_graph
from blueprint.model import Blueprint
names = [f"s{number}" for number in range(10_000)]
lanes = ("customer", "onstage", "backstage", "support")
steps = [
    {"lane": lanes[number % 4], "label": name, "service_time": "1 s",
     "fail_points": [{"label": "f", "probability": 1e-4, "detected": 0.5}]}
    for number, name in enumerate(names)
]
flows = [{"source": one, "target": other} for one, other in zip(names, names[1:])]
found = analyze_service(to_graph(Blueprint.model_validate({"title": "T", "phases": [{"steps": steps}], "flows": flows})))
data = json.dumps(found.to_dict(), allow_nan=False)
print(found.failures.reliability.success, float(found.time.timeline.standard_time), len(found.failures.register))
"""


def test_a_chain_of_ten_thousand_steps_is_analyzed_in_bounded_memory() -> None:
    found = subprocess.run([sys.executable, "-c", _LONG], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr[-2000:]
    success, time, register = found.stdout.split()
    tries = 1 / (1 - 0.5e-4)
    assert float(success) == pytest.approx(((1 - 1e-4) * tries) ** 10_000)
    assert (float(time), register) == (9_998.0, "10000")  # the last two are out of sight


def test_two_thousand_alternatives_out_of_one_step_are_analyzed() -> None:
    count = 2_000
    names = [f"b{number}" for number in range(count)]
    steps = [
        step("a", "customer"),
        *(step(name, cost=1, fail_points=fails(probability=0.5, detected=0)) for name in names),
    ]
    steps.append(step("z", "customer"))
    flows = [{"source": "a", "target": name, "probability": 1 / count} for name in names]
    flows += [{"source": name, "target": "z"} for name in names]
    found = analyzed(steps, flows)
    assert found.failures.reliability.success == pytest.approx(0.5)
    assert found.branching == pytest.approx(math.log2(count))
    assert found.time.timeline.standard_time == 180
    assert found.economics.cost == pytest.approx(1.0)


def test_five_hundred_branches_at_once_are_analyzed() -> None:
    names = [f"b{number}" for number in range(500)]
    steps = [step("a", "customer"), *(step(name, fail_points=fails(probability=1e-4, detected=0)) for name in names)]
    flows = [{"source": "a", "target": name} for name in names] + [{"source": name, "target": "z"} for name in names]
    found = analyzed([*steps, step("z", "customer")], flows)
    assert found.failures.reliability.success == pytest.approx((1 - 1e-4) ** 500)
    assert len(found.structure.single_points_of_failure) == 500


@pytest.mark.parametrize(("join", "depth"), [("all", 100), ("any", 5), ("any", 40)])
def test_splits_deep_inside_of_splits_are_analyzed(join: str, depth: int) -> None:
    steps = [step("c", "customer")]
    flows = []
    above = "c"
    for level in range(depth):
        steps += [step(f"s{level}"), step(f"x{level}", fail_points=fails(probability=0.01, detected=0))]
        flows += [{"source": above, "target": f"s{level}"}, {"source": f"s{level}", "target": f"x{level}"}]
        above = f"s{level}"
    steps.append(step("bottom", fail_points=fails(probability=0.01, detected=0)))
    flows.append({"source": above, "target": "bottom"})
    below = "bottom"
    for level in reversed(range(depth)):
        steps.append(step(f"j{level}", join=join))
        flows += [{"source": below, "target": f"j{level}"}, {"source": f"x{level}", "target": f"j{level}"}]
        below = f"j{level}"
    steps.append(step("z", "customer"))
    found = analyzed(steps, [*flows, {"source": below, "target": "z"}])
    fares = found.failures.reliability
    if join == "all":
        assert fares.success == pytest.approx(0.99 ** (depth + 1))
    else:  # which branches arrived has too many combinations; what is not counted is not told
        assert fares.success == pytest.approx(1 - 0.01 ** (depth + 1)) if depth < 10 else fares.blocked_by
    assert found.time.timeline.standard_time is not None


def tangle(shares: list[float]) -> Analysis:
    """Return a service of branches that are begun or not, each of which begins each of as many others, or not."""
    upper, lower = ([f"{row}{number}" for number in range(len(shares))] for row in "ul")
    steps = [step("a", "customer", split="any"), *(step(name, split="any") for name in upper)]
    steps += [*(step(name, fail_points=fails(probability=0.1, detected=0)) for name in lower), step("z", "customer")]
    flows = [{"source": "a", "target": name, "probability": 0.5} for name in upper]
    flows += [
        {"source": one, "target": other, "probability": share}
        for one, share in zip(upper, shares, strict=True)
        for other in lower
    ]
    return analyzed(steps, [*flows, *({"source": name, "target": "z"} for name in lower)])


def test_branches_that_go_on_in_each_others_steps_are_counted() -> None:
    """How many of the twelve were begun tells how probable each of the others is."""
    found = tangle([0.5] * 12).failures.reliability
    expected = sum(math.comb(12, k) / 2**12 * (0.9 + 0.1 * 0.5**k) ** 12 for k in range(13))
    assert found.success == pytest.approx(expected)


def test_where_there_are_too_many_ways_to_count_the_splits_are_named_and_the_rest_is_told() -> None:
    found = tangle([number / 40 for number in range(1, 16)])
    fares = found.failures.reliability
    assert fares.success is None and {"a", "u0", "u14"} <= set(fares.blocked_by)
    assert found.time.timeline.standard_time == 240
    assert len(found.failures.register) == 15


def test_a_thousand_loops_in_each_other_are_analyzed() -> None:
    names = [f"s{number}" for number in range(1_000)]
    steps = [step(name, "customer") for name in names]
    steps[-1]["fail_points"] = fails(probability=0.5)
    flows = []
    for number, name in enumerate(names[:-1]):
        flows += [{"source": name, "target": names[number + 1]}]
        if number:
            flows += [{"source": name, "target": names[0], "probability": 1e-4}]
    found = analyzed(steps, flows)
    assert found.failures.reliability.success == pytest.approx(1.0)
    assert found.failures.reliability.steps["s0"].visits == pytest.approx((1 - 1e-4) ** -998)
    assert found.time.timeline.standard_time == 60_000


# --- absurd numbers --------------------------------------------------------------------------------------------------


def test_times_beyond_the_age_of_the_universe_are_refused_where_they_are_written() -> None:
    with pytest.raises(ValueError, match="longer than any service"):
        service([step("a", "customer", service_time="1e300 s")], [])


def test_the_longest_times_that_are_taken_are_added_up() -> None:
    long = f"{10**12} s"
    steps = [
        step("a", "customer", service_time=long),
        step("b", service_time=f"exponential({long})", fail_points=fails(probability=0.5, recovery_time=long)),
        step(
            "c",
            "customer",
            service_time=f"lognormal({long}, {long})",
            wait_points=[{"label": "w", "standard_time": long}],
        ),
    ]
    found = analyzed(
        steps, chain(["a", "b", "c"]), acceptable_time="1 s", economics={"price": 1, "time_rate": "1 per s"}
    )
    assert found.time.timeline.standard_time == 4e12
    assert found.time.expected.mean == pytest.approx(6e12)
    assert found.time.expected.deviation is not None and math.isfinite(found.time.expected.deviation)
    assert found.to_dict()["timeline"]["share_within_acceptable"] < 0.1
    assert found.failures.reliability.success == pytest.approx(1.0)


def test_money_beyond_all_budgets_is_added_up() -> None:
    point = fails(probability=0.5, detected=0.5, cost=1e14, escape_cost=1e15)
    found = analyzed([step("a", "customer", cost=1e15, fail_points=point), step("b", cost=1e15)], chain(["a", "b"]),
                     economics={"price": 1e15, "materials": 1e15, "overhead": 1e15, "time_rate": "1e12 per s"})  # fmt: skip
    assert found.failures.reliability.success == pytest.approx(2 / 3)
    assert found.economics.cost is not None and found.economics.cost > 4e15


@pytest.mark.parametrize("share", [1e-300, 5e-324, 1e-16, 1 - 1e-16, 1.0, 0.0])
def test_probabilities_at_the_end_of_what_a_number_can_be_are_analyzed(share: float) -> None:
    steps = [
        step("a", "customer", fail_points=fails(probability=share, detected=0.5, gives_up=share, cost=1)),
        step("b", fail_points=fails(probability=share, detected=1 - share)),
        step("z", "customer"),
    ]
    found = analyzed(steps, [*chain(["a", "b", "z"]), {"source": "b", "target": "a", "probability": share}])
    fares = found.failures.reliability
    if fares.success is None:
        assert fares.trapped or fares.blocked_by
        return
    assert fares.gave_up is not None and fares.escaped is not None
    assert fares.success + fares.gave_up + fares.escaped == pytest.approx(1.0)


def test_a_loop_that_nearly_nobody_leaves_is_left_at_last() -> None:
    share = 1 - 1e-9
    flows = [{"source": "a", "target": "a", "probability": share}, {"source": "a", "target": "z"}]
    found = analyzed([step("a", "customer"), step("z", "customer")], flows)
    assert found.failures.reliability.steps["a"].visits == pytest.approx(1e9, rel=1e-6)
    assert found.time.expected.mean == pytest.approx(60e9, rel=1e-6)


@pytest.mark.parametrize("detected", [0.0, 0.5, 1.0])
def test_a_thousand_fail_points_at_one_step_are_analyzed(detected: float) -> None:
    points = fails(
        1_000, probability=1e-3, detected=detected, severity=5, occurrence=5, detection=5, cost=1, escape_cost=1
    )
    found = analyzed([step("a", "customer", fail_points=points), step("b", "customer")], chain(["a", "b"]))
    right = (1 - 1e-3) ** 1_000
    redone = (1 - right) * detected
    assert found.failures.reliability.success == pytest.approx(right / (1 - redone))
    assert len(found.failures.register) == 1_000
    assert len(found.failures.cut_sets.sets) == 100 and not found.failures.cut_sets.is_complete


def test_a_thousand_systems_that_each_step_needs_are_analyzed() -> None:
    systems = [step(f"s{number}", "support", fail_points=fails(probability=1e-4, detected=0)) for number in range(200)]
    names = [f"a{number}" for number in range(50)]
    steps = [step(name, "customer") for name in names]
    flows = chain(names) + [
        {"source": name, "target": item["id"], "kind": "needs"} for name in names for item in systems
    ]
    found = analyzed([*steps, *systems], flows)
    assert len(found.structure.shared_support) == 200
    assert found.failures.tree is not None


def test_a_rope_of_needs_is_followed_without_recursion() -> None:
    names = ["a", *(f"s{number}" for number in range(3_000))]
    steps = [step("a", "customer"), *(step(name, "support", cost=1) for name in names[1:])]
    flows = [{**flow, "kind": "needs"} for flow in chain(names)]
    found = analyzed(steps, flows)
    assert found.economics.cost == pytest.approx(3_000)
    assert found.structure.support_depth == {"a": 3_000}


def test_no_test_here_takes_more_memory_than_a_small_machine_has() -> None:
    """The largest that this process ever was [KiB]."""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 2_000_000
