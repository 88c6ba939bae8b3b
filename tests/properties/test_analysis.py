"""Promises of the analysis: figures that must hold together in any service, and those that follow in nested ones."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import networkx
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from blueprint.analysis.analyze import analyze_service
from blueprint.analysis.reliability import Reliability, compute_reliability
from blueprint.analysis.results import Analysis
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Blueprint, FailPoint, Step
from tests.properties import nested, tangled
from tests.properties.nested import PARTS, Both, Do, Part, Row, expect, write
from tests.properties.strategies import blueprints

careful = settings(deadline=None, suppress_health_check=list(HealthCheck))
few = settings(careful, max_examples=30)
some = settings(careful, max_examples=60)


def analyzed(blueprint: Blueprint) -> Analysis:
    return analyze_service(to_graph(blueprint))


def followed(part: Part) -> tuple[Reliability, dict[int, str]]:
    blueprint, names = write(part)
    return compute_reliability(to_graph(blueprint)), names


def plain(blueprint: Blueprint) -> dict[str, Any]:
    return analyzed(blueprint).to_dict()


def text(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, allow_nan=False)


# --- any service -----------------------------------------------------------------------------------------------------


@some
@given(blueprints())
def test_whatever_the_model_takes_is_analyzed_and_told_as_json(blueprint: Blueprint) -> None:
    text(plain(blueprint))


@some
@given(tangled.services())
def test_any_tangle_is_analyzed_and_told_as_json(blueprint: Blueprint) -> None:
    text(plain(blueprint))


@some
@given(tangled.services())
def test_induced_and_independent_steps_are_all_provider_steps(blueprint: Blueprint) -> None:
    graph = to_graph(blueprint)
    found = analyze_service(graph).structure
    customers = {step.id for step in blueprint.steps if step.lane == "customer"}
    known: networkx.DiGraph[str] = networkx.DiGraph()
    known.add_nodes_from(step.id for step in blueprint.steps)
    known.add_edges_from(
        (flow.source, flow.target) for flow in blueprint.flows if flow.kind == "flow" and flow.target != "end"
    )
    known.add_edges_from(
        (step.id, point.recovery) for step in blueprint.steps for point in step.fail_points if point.recovery
    )
    induced = {other for name in customers for other in networkx.descendants(known, name)} - customers
    assert len(induced) + len(found.independent) == len(blueprint.steps) - len(customers)
    assert not induced & set(found.independent)


@some
@given(tangled.services())
def test_crossings_are_the_lines_between_the_lanes_of_each_relation(blueprint: Blueprint) -> None:
    found = analyzed(blueprint).structure
    rank = {step.id: tangled.LANES.index(step.lane) for step in blueprint.steps}
    distance = sum(abs(rank[f.source] - rank[f.target]) for f in blueprint.flows if f.target != "end")
    crossings = found.crossings
    assert distance == (
        crossings.interaction + crossings.visibility + crossings.internal_interaction + crossings.implementation
    )
    assert sum(found.steps.values()) == len(blueprint.steps)


@some
@given(tangled.services())
def test_everybody_is_served_or_gives_up_or_gets_a_failure(blueprint: Blueprint) -> None:
    found = compute_reliability(to_graph(blueprint))
    if found.success is None:
        assert found.blocked_by or found.trapped or not somebody_enters(blueprint)
        return
    shares = (found.first_time, found.after_recovery, found.gave_up, found.escaped)
    assert all(share is not None and -1e-9 <= share <= 1 + 1e-9 for share in shares)
    assert sum(share for share in shares if share is not None) == pytest.approx(1.0)


def somebody_enters(blueprint: Blueprint) -> bool:
    """Tell whether there is a customer step, or one that no flow leads to."""
    targets = {flow.target for flow in blueprint.flows if flow.kind == "flow"}
    return any(step.lane == "customer" or step.id not in targets for step in blueprint.steps)


@some
@given(tangled.services())
def test_a_step_is_passed_at_least_as_often_as_it_is_reached(blueprint: Blueprint) -> None:
    for figures in compute_reliability(to_graph(blueprint)).steps.values():
        assert -1e-12 <= figures.reach <= 1 + 1e-12
        assert figures.visits >= figures.reach * (1 - 1e-9) - 1e-12
        assert figures.failures <= figures.visits * (1 + 1e-9) + 1e-12


@some
@given(tangled.services())
def test_without_declared_rework_nothing_leads_round(blueprint: Blueprint) -> None:
    graph = to_graph(blueprint)
    back = {flow.id for flow in graph.rework}
    left: networkx.DiGraph[str] = networkx.DiGraph()
    left.add_edges_from((flow.source, flow.target) for flow in graph.flows if flow.id not in back)
    assert networkx.is_directed_acyclic_graph(left)
    whole: networkx.DiGraph[str] = networkx.DiGraph()
    whole.add_edges_from((flow.source, flow.target) for flow in graph.flows)
    rounds = {step for group in networkx.strongly_connected_components(whole) if len(group) > 1 for step in group}
    rounds |= set(networkx.nodes_with_selfloops(whole))
    assert {step for loop in graph.loops for step in loop} == rounds


@some
@given(tangled.services())
def test_a_step_ends_after_it_begins_and_has_no_float_below_zero(blueprint: Blueprint) -> None:
    time = analyzed(blueprint).time
    for name, at in time.timeline.steps.items():
        assert at.start is None or at.finish is None or at.start <= at.finish
        slack = time.critical_path.floats.get(name)
        assert slack is None or slack >= 0


@some
@given(tangled.services())
def test_the_critical_path_has_no_float_and_takes_the_standard_time(blueprint: Blueprint) -> None:
    time = analyzed(blueprint).time
    path, line = time.critical_path, time.timeline
    if line.standard_time is None:
        assert path.path == ()
        return
    assert all(path.floats[name] == 0 for name in path.path)
    if path.path:
        first, last = line.steps[path.path[0]], line.steps[path.path[-1]]
        assert last.finish == line.standard_time
        assert first.wait is not None and first.start == first.wait
        for one, other in pairwise(path.path):
            wait = line.steps[other].wait or 0.0
            gap = float(line.steps[other].start or 0.0) - float(line.steps[one].finish or 0.0)
            assert gap == pytest.approx(0.0, abs=1e-6) or gap == pytest.approx(wait)


@few
@given(tangled.services())
def test_gaps_lie_inside_of_the_customers_time(blueprint: Blueprint) -> None:
    found = analyzed(blueprint).time
    for gap in found.gaps:
        if gap.duration is None:
            assert gap.dark is None and gap.waiting is None
            continue
        assert gap.dark is not None and gap.waiting is not None
        assert 0 <= gap.dark + gap.waiting <= gap.duration + 1e-6
        assert gap.duration <= found.timeline.least_time + 1e-6


@few
@given(tangled.services())
def test_what_is_unknown_names_what_is_missing_and_what_is_known_does_not(blueprint: Blueprint) -> None:
    found = analyzed(blueprint)
    known = {step.id for step in blueprint.steps} | {flow.id for flow in blueprint.flows}
    known |= {point.id for step in blueprint.steps for point in (*step.fail_points, *step.wait_points)}
    known |= {item.id for item in blueprint.classes} | {item.id for item in blueprint.resources}
    for item in found.status:
        assert set(item.blocked_by) <= known, item
        assert item.kind != "exact" or not item.blocked_by, item


@few
@given(tangled.services())
def test_times_that_are_all_doubled_double_the_standard_time(blueprint: Blueprint) -> None:
    before, after = analyzed(blueprint), analyzed(slower(blueprint))
    if before.time.timeline.standard_time is None:
        assert after.time.timeline.standard_time is None
    else:
        assert after.time.timeline.standard_time == pytest.approx(2 * before.time.timeline.standard_time)
        assert after.time.critical_path.path == before.time.critical_path.path
    if before.time.expected.mean is not None:
        assert after.time.expected.mean == pytest.approx(2 * before.time.expected.mean)
        assert after.time.expected.deviation == pytest.approx(2 * float(before.time.expected.deviation or 0), abs=1e-4)


def slower(blueprint: Blueprint) -> Blueprint:
    """Return the service with all times twice as long."""
    return with_steps(blueprint, slower_step)


def slower_step(step: Step) -> Step:
    fails = [p.model_copy(update={"recovery_time": twice(p.recovery_time)}) for p in step.fail_points]
    waits = [
        p.model_copy(update={"standard_time": None if p.standard_time is None else 2 * p.standard_time})
        for p in step.wait_points
    ]
    words = {"service_time": twice(step.service_time), "fail_points": tuple(fails), "wait_points": tuple(waits)}
    return step.model_copy(update=words)


def with_steps(blueprint: Blueprint, change: Callable[[Step], Step]) -> Blueprint:
    """Return the service with other steps in the places of its own."""
    phases = tuple(p.model_copy(update={"steps": tuple(change(step) for step in p.steps)}) for p in blueprint.phases)
    return blueprint.model_copy(update={"phases": phases})


def twice(time: Any) -> Any:
    """Return a time of the kinds that are drawn here, twice as long."""
    return None if time is None else replace(time, parameters=tuple(2 * number for number in time.parameters))


@few
@given(tangled.services(), st.sampled_from(("z{}", "步骤{}", "a-{}", "{}")))
def test_other_ids_change_no_figure(blueprint: Blueprint, pattern: str) -> None:
    number = {step.id: len(blueprint.steps) - place for place, step in enumerate(blueprint.steps)}
    names = {name: pattern.format(place) for name, place in number.items()}
    after = plain(renamed(blueprint, names))
    assert by_place(after, {new: old for old, new in names.items()}) == by_place(plain(blueprint), {})


def renamed(blueprint: Blueprint, names: Mapping[str, str]) -> Blueprint:
    """Return the service with other ids of steps, and of what takes its id from them."""

    def point(item: Any, step: str) -> Any:
        update = {"id": f"{names[step]}/{item.id.partition('/')[2]}"}
        if getattr(item, "recovery", None) is not None:
            update["recovery"] = names[item.recovery]
        return item.model_copy(update=update)

    def step(item: Step) -> Step:
        fails = tuple(point(found, item.id) for found in item.fail_points)
        waits = tuple(point(found, item.id) for found in item.wait_points)
        return item.model_copy(update={"id": names[item.id], "fail_points": fails, "wait_points": waits})

    flows = []
    for flow in blueprint.flows:
        source, target = names[flow.source], names.get(flow.target, flow.target)
        number = flow.id.partition("#")[2]
        name = f"{source}>>{target}" + (f"#{number}" if number else "")
        flows.append(flow.model_copy(update={"source": source, "target": target, "id": name}))
    classes = tuple(c.model_copy(update={"enters": names.get(c.enters, c.enters)}) for c in blueprint.classes)
    return with_steps(blueprint.model_copy(update={"flows": tuple(flows), "classes": classes}), step)


def by_place(data: Any, old: Mapping[str, str]) -> Any:
    """Return plain data with the old ids, flows and points of renamed steps too."""
    if isinstance(data, dict):
        return {by_place(key, old): by_place(item, old) for key, item in data.items()}
    if isinstance(data, list):
        return [by_place(item, old) for item in data]
    if not isinstance(data, str):
        return data
    if data.startswith("wait_points."):
        return ".".join(by_place(word, old) for word in data.split("."))
    step, slash, point = data.partition("/")
    source, arrow, target = data.partition(">>")
    if arrow:
        target, mark, number = target.partition("#")
        return f"{old.get(source, source)}>>{old.get(target, target)}{mark}{number}"
    return f"{old.get(step, step)}{slash}{point}"


@few
@given(tangled.services(), st.permutations(tangled.RESOURCES))
def test_the_order_of_resources_changes_no_figure(blueprint: Blueprint, order: list[str]) -> None:
    resources = tuple(sorted(blueprint.resources, key=lambda item: order.index(item.id)))
    before, after = plain(blueprint), plain(blueprint.model_copy(update={"resources": resources}))
    for found in (before, after):  # lists in the order of declaration
        found["structure"]["pools_of_one"].sort()
        found["wait_points"]["resources"].sort(key=lambda item: item["id"])
        found["status"].sort(key=lambda item: item["figure"])
        for item in found["status"]:
            item["blocked_by"].sort()
    assert after == before


@few
@given(tangled.services())
def test_an_analysis_is_the_same_bytes_twice(blueprint: Blueprint) -> None:
    assert text(plain(blueprint)) == text(plain(blueprint.model_copy()))


# --- nested services: each figure from the parts ---------------------------------------------------------------------


@some
@given(PARTS)
def test_the_share_that_is_served_follows_from_the_parts(part: Part) -> None:
    found, _ = followed(part)
    expected = expect(part)
    assert found.success == pytest.approx(expected.success, abs=1e-9)
    assert found.first_time == pytest.approx(expected.first_time, abs=1e-9)
    assert found.gave_up is not None and found.escaped is not None
    assert found.gave_up + found.escaped == pytest.approx(1 - expected.success, abs=1e-9)


@some
@given(PARTS)
def test_visits_and_failures_follow_from_the_parts_where_no_order_tells(part: Part) -> None:
    assume(not nested.loses_beside(part))
    found, names = followed(part)
    expected = expect(part)
    for key, visits in expected.visits.items():
        figures = found.steps.get(names[key])
        assert (figures.visits if figures else 0.0) == pytest.approx(visits, abs=1e-9)
    for (key, place), often in expected.failed.items():
        assert found.points.get(f"{names[key]}/fault-{place}", 0.0) == pytest.approx(often, abs=1e-9)


@some
@given(PARTS, st.randoms(use_true_random=False))
def test_the_order_of_the_script_changes_no_share(part: Part, dice: Random) -> None:
    """What is not done again has its order from the flows; customers enter at the first step."""
    assume(not any(isinstance(item, Row) and item.again for item in nested.parts_of(part)))
    blueprint, _ = write(part)
    first, *others = blueprint.steps
    dice.shuffle(others)
    phases = (blueprint.phases[0].model_copy(update={"steps": (first, *others)}),)
    before = compute_reliability(to_graph(blueprint))
    after = compute_reliability(to_graph(blueprint.model_copy(update={"phases": phases})))
    assert after.success == pytest.approx(before.success, abs=1e-9)
    assert after.first_time == pytest.approx(before.first_time, abs=1e-9)


@some
@given(PARTS)
def test_figures_are_exact_where_nothing_is_lost_beside_something_else(part: Part) -> None:
    assume(not nested.loses_beside(part))
    assert followed(part)[0].is_exact


@some
@given(PARTS)
def test_a_step_that_never_fails_never_lowers_success(part: Part) -> None:
    found, names = followed(part)
    for item in nested.parts_of(part):
        if isinstance(item, Do) and item.faults:
            figures = found.steps.get(names[id(item)])
            if figures is not None and figures.gain is not None:
                assert figures.gain >= 0
                better = expect(without_faults(part, item)).success
                assert better >= (found.success or 0.0) - 1e-9
                assert better == pytest.approx((found.success or 0.0) + figures.gain, abs=1e-9)


def without_faults(part: Any, perfect: Do) -> Any:
    """Return a part with one step that never fails."""
    if part is perfect:
        return replace(perfect, faults=())
    if part is None or isinstance(part, Do):
        return part
    return replace(part, parts=tuple(without_faults(inner, perfect) for inner in part.parts))


@some
@given(PARTS)
def test_the_standard_time_follows_from_the_parts(part: Part) -> None:
    found = analyzed(write(part)[0]).time
    assert found.timeline.standard_time == pytest.approx(60 * nested.minutes_of(part), abs=1e-6)
    path = found.critical_path.path
    assert sum(found.timeline.steps[name].service or 0 for name in path) == pytest.approx(found.timeline.standard_time)


@some
@given(PARTS)
def test_the_expected_time_is_the_time_of_all_visits(part: Part) -> None:
    blueprint, _ = write(part)
    found = analyzed(blueprint)
    if nested.is_parallel(part):
        assert (found.time.expected.mean is None) == found.time.expected.is_parallel
        return
    expected = expect(part)
    minutes = {id(item): item.minutes for item in nested.parts_of(part) if isinstance(item, Do)}
    total = sum(often * minutes[key] for key, often in expected.visits.items())
    assert found.time.expected.mean == pytest.approx(60 * total, abs=1e-6)


@some
@given(PARTS)
def test_the_cost_is_that_of_all_visits_and_failures(part: Part) -> None:
    assume(not nested.loses_beside(part))
    found = analyzed(write(part)[0])
    expected = expect(part)
    steps = {id(item): item for item in nested.parts_of(part) if isinstance(item, Do)}
    failures = 0.0
    for (key, place), often in expected.failed.items():
        fault = steps[key].faults[place]
        failures += often * (fault.detected * (fault.cost or 0) + (1 - fault.detected) * (fault.escape_cost or 0))
    if expected.failed:
        assert found.failures.reliability.failure_cost == pytest.approx(failures, abs=1e-9)
    work = sum(often * steps[key].cost for key, often in expected.visits.items())
    if any(item.cost for item in steps.values()):
        assert found.economics.cost == pytest.approx(work + failures, abs=1e-9)


@some
@given(PARTS)
def test_each_cut_set_alone_fails_the_service_and_nothing_in_it_is_idle(part: Part) -> None:
    blueprint, _ = write(part)
    graph = to_graph(blueprint)
    found = analyze_service(graph).failures.cut_sets
    for events in found.sets[:10]:
        assert served_with(blueprint, set(events)) < 1 - 1e-9, events
        for spared in events:
            assert served_with(blueprint, set(events) - {spared}) == pytest.approx(1.0), (events, spared)


def served_with(blueprint: Blueprint, events: set[str]) -> float:
    """Return the share served if these events are sure and no other can be."""

    def change(step: Step) -> Step:
        return step.model_copy(update={"fail_points": tuple(sure(point, events) for point in step.fail_points)})

    found = compute_reliability(to_graph(with_steps(blueprint, change))).success
    assert found is not None
    return found


def sure(point: FailPoint, events: set[str]) -> FailPoint:
    """Return a fail point that happens for sure if it is among the events, and not at all otherwise.

    One that happens and is noticed is put right, and need not happen again.
    """
    loses = point.id in events and (f"{point.id}:missed" in events or point.detected == 0)
    leaves = point.id in events and f"{point.id}:gives-up" in events
    words = {"probability": float(loses or leaves), "detected": float(not loses), "gives_up": float(leaves)}
    return point.model_copy(update=words)


# --- bytes -----------------------------------------------------------------------------------------------------------

ROOT = Path(__file__).parents[2]
_TELL = """
import json, sys, blueprint
for path in sys.argv[1:]:
    print(json.dumps(blueprint.analyze(path).to_dict(), ensure_ascii=True, allow_nan=False))
"""


def test_another_hash_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    paths = [str(path) for path in sorted((ROOT / "examples").glob("*/*.yaml"))]
    for place, part in enumerate(SERVICES):
        path = tmp_path / f"{place}.json"
        path.write_text(blueprint_json(write(part)[0]), "utf-8")
        paths.append(str(path))
    told = {tell(paths, seed) for seed in ("0", "1", "4242")}
    assert len(told) == 1 and next(iter(told)).count("\n") == len(paths)


def tell(paths: list[str], seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _TELL, *paths]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def blueprint_json(blueprint: Blueprint) -> str:
    from blueprint.io.json import dump_json

    return dump_json(blueprint)


def _fault(probability: float, **words: Any) -> nested.Fault:
    return nested.Fault(probability, **words)


SERVICES: tuple[Part, ...] = (
    Both((Do(2, faults=(_fault(0.1, detected=0.5),)), Do(3, lane="backstage"), Do(1, lane="support")), is_any=True),
    Row((Do(1, faults=(_fault(0.2),)), Both((Do(2), Row((Do(3), Do(4, faults=(_fault(0.1, from_the_row=True),)))))), Do(5)), again=0.3),
    nested.Choice((0.4, 0.6), (Do(7, faults=(_fault(0.3, gives_up=0.25),)), None)),
    nested.ByClass((Do(2), Row((Do(3), Do(4))))),
)  # fmt: skip


def graph_of(part: Part) -> ServiceGraph:
    return to_graph(write(part)[0])


@pytest.mark.parametrize("part", SERVICES)
def test_the_fixed_services_are_understood(part: Part) -> None:
    assert compute_reliability(graph_of(part)).success == pytest.approx(expect(part).success)
