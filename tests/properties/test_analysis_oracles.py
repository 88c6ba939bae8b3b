"""Critical paths and fault trees against counting all ways and all cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from math import prod
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprint.analysis.critical_path import CriticalPath, find_critical_path
from blueprint.analysis.failure_tree import GIVES_UP, MISSED, grow_failure_tree
from blueprint.analysis.timeline import Timeline, compute_timeline
from blueprint.graph import to_graph
from blueprint.model import Blueprint
from tests.properties import nested
from tests.properties.nested import Both, Do, Fault, Part, Row

Draw = Callable[[st.SearchStrategy[Any]], Any]
careful = settings(deadline=None, max_examples=80, suppress_health_check=list(HealthCheck))

VISIBLE = ("customer", "onstage")


# --- the longest of all ways -----------------------------------------------------------------------------------------


def steps_of(lanes: tuple[str, ...], joins: tuple[str, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "lane": st.sampled_from(lanes),
            "minutes": st.sampled_from((0, 1, 2, 3, 5, 8)),
            "wait": st.sampled_from((0, 0, 0, 1, 4)),
            "join": st.sampled_from(joins),
        }
    )


@st.composite
def networks(
    draw: Draw, joins: tuple[str, ...] = ("all",), most: int = 7
) -> tuple[list[dict[str, Any]], set[tuple[int, int]]]:
    """Return steps, the first a customer's, and pairs that lead forward; from the first a way leads to each."""
    lanes = ("customer", "onstage", "backstage", "support")
    found = [draw(steps_of(("customer",), ("all",)))]
    found += draw(st.lists(steps_of(lanes, joins), min_size=1, max_size=most - 1))
    pairs = set()
    for place in range(1, len(found)):
        pairs.add((draw(st.integers(0, place - 1)), place))
        pairs |= {(other, place) for other in draw(st.sets(st.integers(0, place - 1), max_size=2))}
    return found, pairs


def timed(steps: list[dict[str, Any]], pairs: set[tuple[int, int]]) -> tuple[Timeline, CriticalPath]:
    script = []
    for place, step in enumerate(steps):
        waits = [{"label": "w", "standard_time": f"{step['wait']} min"}] if step["wait"] else []
        words = {"service_time": f"{step['minutes']} min", "join": step["join"], "wait_points": waits}
        script.append({"lane": step["lane"], "label": f"s{place}", **words})
    flows = [{"source": f"s{one}", "target": f"s{other}"} for one, other in sorted(pairs)]
    graph = to_graph(Blueprint.model_validate({"title": "T", "phases": [{"steps": script}], "flows": flows}))
    line = compute_timeline(graph)
    return line, find_critical_path(graph, line)


Links = dict[int, list[tuple[int, float]]]
"""What each step waits for, with what passes between the two [min]."""


def choices(steps: list[dict[str, Any]], pairs: set[tuple[int, int]]) -> Iterator[Links]:
    """Yield what each step may wait for: all that lead to it; where one is enough, one of them."""
    each: list[list[list[tuple[int, float]]]] = []
    for place, step in enumerate(steps):
        before = sorted(one for one, other in pairs if other == place)
        coming = [one for one in before if steps[one]["lane"] == "customer"] or before
        work = [(one, 0.0) for one in before]
        waits = [(one, float(step["wait"])) for one in coming] if step["wait"] else []
        if step["join"] == "any" and len(before) > 1:
            each.append([[one, *other] for one, other in product(work, [[wait] for wait in waits] or [[]])])
        else:
            each.append([work + waits])
    for chosen in product(*each):
        yield dict(enumerate(chosen))


def ways(links: Links, end: int) -> Iterator[tuple[tuple[int, ...], float]]:
    """Yield every way to a step, with what passes between its steps [min]."""
    if not links[end]:
        yield (end,), 0.0
    for other, delay in links[end]:
        for way, between in ways(links, other):
            yield (*way, end), between + delay


def length(steps: list[dict[str, Any]], way: tuple[int, ...], between: float) -> float:
    """Return how long a way takes [min], a wait where customers come in with it."""
    first = steps[way[0]]["wait"]
    return float(first) + between + sum(steps[place]["minutes"] for place in way)


def finish(steps: list[dict[str, Any]], pairs: set[tuple[int, int]], end: int) -> float:
    """Return when a step ends at the earliest [min]."""
    return min(max(length(steps, *way) for way in ways(links, end)) for links in choices(steps, pairs))


def whole(steps: list[dict[str, Any]], pairs: set[tuple[int, int]]) -> float:
    """Return when the last step ends that customers do or see [min]."""
    seen = [place for place, step in enumerate(steps) if step["lane"] in VISIBLE]
    return max(finish(steps, pairs, place) for place in seen)


@careful
@given(networks(joins=("all", "all", "any")))
def test_each_step_ends_after_the_longest_way_to_it(network: Any) -> None:
    line, _ = timed(*network)
    for place in range(len(network[0])):
        assert line.steps[f"s{place}"].finish == pytest.approx(60 * finish(*network, place), abs=1e-6)
    assert line.standard_time == pytest.approx(60 * whole(*network), abs=1e-6)


@careful
@given(networks())
def test_the_critical_path_is_one_of_the_longest_ways(network: Any) -> None:
    steps, pairs = network
    _, found = timed(steps, pairs)
    (links,) = choices(steps, pairs)
    path = tuple(int(name[1:]) for name in found.path)
    lengths = [length(steps, way, between) for way, between in ways(links, path[-1]) if way == path]
    assert max(lengths) == whole(steps, pairs)
    assert steps[path[-1]]["lane"] in VISIBLE


@careful
@given(networks())
def test_the_float_is_what_the_longest_way_through_a_step_leaves(network: Any) -> None:
    steps, pairs = network
    _, found = timed(steps, pairs)
    (links,) = choices(steps, pairs)
    seen = [place for place, step in enumerate(steps) if step["lane"] in VISIBLE]
    through: dict[int, float] = {}
    for end in seen:
        for way, between in ways(links, end):
            for place in way:
                through[place] = max(through.get(place, 0.0), length(steps, way, between))
    for place in range(len(steps)):
        slack = found.floats[f"s{place}"]
        if place in through:
            assert slack == pytest.approx(60 * (whole(steps, pairs) - through[place]), abs=1e-6)
        else:
            assert slack is None


@careful
@given(networks(joins=("all", "any")), st.data())
def test_a_step_that_takes_its_float_longer_delays_nobody(network: Any, data: Any) -> None:
    steps, pairs = network
    _, found = timed(steps, pairs)
    place = data.draw(st.integers(0, len(steps) - 1))
    slack = found.floats[f"s{place}"]
    more = 1e6 if slack is None else float(slack) / 60
    later = [{**step, "minutes": step["minutes"] + more} if n == place else step for n, step in enumerate(steps)]
    assert whole(later, pairs) == pytest.approx(whole(steps, pairs), abs=1e-6)


# --- all cases of failing --------------------------------------------------------------------------------------------

MOST_EVENTS = 12
FAULTS = st.builds(
    Fault,
    st.sampled_from((0.0, 0.1, 0.5, 1.0)),
    detected=st.sampled_from((1.0, 0.5, 0.0)),
    gives_up=st.sampled_from((0.0, 0.25, 1.0)),
)
STEPS = st.builds(Do, st.just(1), faults=st.lists(FAULTS, max_size=2).map(tuple))


def _around(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.builds(Row, several) | st.builds(Both, several, is_any=st.booleans())


PARTS = st.recursive(STEPS, _around, max_leaves=5)


@st.composite
def relying(draw: Draw) -> tuple[Part, list[Fault], dict[int, list[int]]]:
    """Return a part, the failures of systems, and which of these each of its steps relies on."""
    part = draw(PARTS)
    systems = draw(st.lists(FAULTS, max_size=2))
    needs = {}
    for item in nested.parts_of(part):
        if isinstance(item, Do) and systems:
            needs[id(item)] = draw(st.lists(st.integers(0, len(systems) - 1), max_size=2, unique=True))
    return part, systems, needs


def written(part: Part, systems: list[Fault], needs: dict[int, list[int]]) -> tuple[Blueprint, dict[int, str]]:
    blueprint, names = nested.write(part)
    data = {
        "title": "T",
        "phases": [{"steps": [*blueprint.steps, *(system(place, fault) for place, fault in enumerate(systems))]}],
        "flows": [*blueprint.flows, *relations(names, needs)],
    }
    return Blueprint.model_validate(data), names


def system(place: int, fault: Fault) -> dict[str, Any]:
    point = {"label": "down", "probability": fault.probability, "detected": fault.detected, "gives_up": fault.gives_up}
    return {"lane": "support", "label": f"system{place}", "fail_points": [point]}


def relations(names: dict[int, str], needs: dict[int, list[int]]) -> list[dict[str, Any]]:
    return [
        {"source": names[key], "target": f"system{place}", "kind": "needs"}
        for key, found in needs.items()
        for place in found
    ]


Happened = dict[tuple[Any, int], bool]


def breaks(part: Part, happened: Happened, needs: dict[int, list[int]]) -> bool:
    """Tell whether a part fails when these faults have happened, and are missed or given up at."""
    if isinstance(part, Do):
        own = any(happened[id(part), place] for place in range(len(part.faults)))
        return own or any(happened["system", place] for place in needs.get(id(part), []))
    inner = [breaks(item, happened, needs) for item in part.parts]  # type: ignore[union-attr, arg-type]
    return all(inner) if isinstance(part, Both) and part.is_any else any(inner)


def losing(fault: Fault) -> float:
    """Return the probability that a fault happens and loses the customer."""
    return fault.probability * (1 - fault.detected + fault.detected * fault.gives_up)


def all_faults(part: Part, systems: list[Fault]) -> dict[tuple[Any, int], Fault]:
    steps = [item for item in nested.parts_of(part) if isinstance(item, Do)]
    found = {(id(item), place): fault for item in steps for place, fault in enumerate(item.faults)}
    return found | {("system", place): fault for place, fault in enumerate(systems)}


def cases(keys: list[Any]) -> Iterator[Happened]:
    for states in product((False, True), repeat=len(keys)):
        yield dict(zip(keys, states, strict=True))


@careful
@given(relying())
def test_the_top_of_a_fault_tree_is_as_probable_as_all_its_cases(service: Any) -> None:
    part, systems, needs = service
    faults = all_faults(part, systems)
    if len(faults) > MOST_EVENTS:
        return
    total = 0.0
    for happened in cases(list(faults)):
        chance = prod(losing(fault) if happened[key] else 1 - losing(fault) for key, fault in faults.items())
        total += chance * breaks(part, happened, needs)
    tree = grow_failure_tree(to_graph(written(part, systems, needs)[0]))
    assert tree.probability({}) == pytest.approx(total, abs=1e-12)


@careful
@given(relying())
def test_cut_sets_are_all_the_smallest_sets_that_break_the_service(service: Any) -> None:
    part, systems, needs = service
    part = with_sure_losses(part)
    systems = [replace(fault, detected=0.0, gives_up=0.0) for fault in systems]
    needs = moved(needs, service[0], part)
    faults = all_faults(part, systems)
    if len(faults) > MOST_EVENTS:
        return
    blueprint, names = written(part, systems, needs)
    name = {key: f"{names[key[0]]}/fault-{key[1]}" if key[0] != "system" else f"system{key[1]}/down" for key in faults}
    breaking = [frozenset(k for k, hit in h.items() if hit) for h in cases(list(faults)) if breaks(part, h, needs)]
    smallest = {frozenset(name[key] for key in one) for one in breaking if not any(other < one for other in breaking)}
    found = grow_failure_tree(to_graph(blueprint)).cut_sets(10_000)
    assert found.is_complete
    assert {frozenset(events) for events in found.sets} == smallest
    assert not any(MISSED in event or GIVES_UP in event for events in found.sets for event in events)


def with_sure_losses(part: Any) -> Any:
    """Return the part with faults that nobody notices: then each is an event by itself."""
    if isinstance(part, Do):
        return replace(part, faults=tuple(replace(fault, detected=0.0, gives_up=0.0) for fault in part.faults))
    return replace(part, parts=tuple(with_sure_losses(inner) for inner in part.parts))


def moved(needs: dict[int, list[int]], old: Part, new: Part) -> dict[int, list[int]]:
    """Return what steps rely on, by the steps of the new part in the places of the old."""
    pairs = zip(nested.parts_of(old), nested.parts_of(new), strict=True)
    return {id(other): needs[id(one)] for one, other in pairs if id(one) in needs}
