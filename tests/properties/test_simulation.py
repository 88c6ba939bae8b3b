"""What holds for any simulation, whoever computes it."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blueprint.analysis.simulation import Run, Simulation, is_fast_installed, simulate_service
from blueprint.analysis.simulation.compile import compile_program
from blueprint.analysis.simulation.replication import replicate
from blueprint.graph import ServiceGraph
from blueprint.units import Distribution, Seconds
from tests.properties.busy import services
from tests.statistics.services_of_cases import at_rate, exponential, law, queue

careful = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
few = settings(careful, max_examples=15)

DAY = Seconds(86_400)
"""Customers come in its first hour, and all have left long before its end."""

shift_ends = st.sampled_from(["finish", "preempt-resume", "preempt-restart"])


def run(
    graph: ServiceGraph, seed: int = 1, shift_end: Any = "finish", replications: int = 3, **more: Any
) -> Simulation:
    plan = Run(horizon=DAY, replications=replications, seed=seed, shift_end=shift_end)
    return simulate_service(graph, plan, **{"engine": "plain", **more})


def numbers(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield all figures of a result with their places."""
    if is_dataclass(value):
        for field in fields(value):
            if field.name not in ("blueprint", "engine"):
                yield from numbers(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from numbers(item, f"{path}.{key}")
    elif isinstance(value, tuple | list):
        for place, item in enumerate(value):
            yield from numbers(item, f"{path}.{place}")
    else:
        yield path, value


@careful
@given(services(), st.integers(0, 99), shift_ends)
def test_the_wait_at_a_step_is_the_sum_of_its_causes(graph: ServiceGraph, seed: int, shift_end: str) -> None:
    for step in run(graph, seed, shift_end).steps:
        mean = step.wait.times.mean.mean
        if mean is not None:
            parts = [part or 0.0 for part in step.causes.values()]
            assert math.fsum(parts) == pytest.approx(mean, rel=1e-9, abs=1e-7)
            assert min(parts) >= -1e-7, (step.id, step.causes)


@careful
@given(services(are_simple=True), st.integers(0, 99), shift_ends)
def test_the_mean_line_is_how_often_it_is_joined_times_the_mean_wait(
    graph: ServiceGraph, seed: int, shift_end: Any
) -> None:
    """Little's law, exactly: the run begins and ends empty. Who leaves the line unserved counts on both sides."""
    program = compile_program(graph, Run(horizon=DAY, seed=seed, shift_end=shift_end))
    found = replicate(program, "plain", 0, 0.0)
    for row in found.pools:
        waited, queue = row[1], row[7]
        assert queue * DAY == pytest.approx(waited, rel=1e-9, abs=1e-6)


@careful
@given(services(are_simple=True), st.integers(0, 99), shift_ends)
def test_nobody_is_lost_from_one_step_to_the_next(graph: ServiceGraph, seed: int, shift_end: str) -> None:
    found = run(graph, seed, shift_end)
    came = sum(found.fates.values())
    assert came == round((found.customers.mean or 0.0) * found.replications)
    assert found.steps[0].id == "come"
    assert round((found.steps[0].visits.mean or 0.0) * found.replications) == came
    assert found.inside[-1][1].mean == 0
    gave_up, refused = sum(step.abandoned for step in found.steps), sum(step.turned_away for step in found.steps)
    assert found.fates["abandoned"] <= gave_up
    assert found.fates["turned_away"] <= refused
    is_chain = all(len(graph.flows_out(step.id)) <= 1 for step in graph.steps)
    if is_chain and not any(step.fail_points for step in graph.steps):
        assert (found.fates["abandoned"], found.fates["turned_away"]) == (gave_up, refused)
        passed = came
        for step in found.steps:
            begun = round((step.visits.mean or 0.0) * found.replications)
            assert begun + step.abandoned + step.turned_away == passed, step.id
            passed = begun
        assert found.fates["served"] == passed


@careful
@given(services(), st.integers(0, 99))
def test_nobody_waits_longer_than_he_is_there(graph: ServiceGraph, seed: int) -> None:
    found = run(graph, seed)
    for item in (found, *found.classes):
        stay, wait = item.time_in_system.times, item.waiting_time.times
        if stay.mean.mean is not None:
            assert -1e-9 <= (wait.mean.mean or 0.0) <= stay.mean.mean + 1e-9
            assert (stay.p50.mean or 0) <= (stay.p90.mean or 0) + 1e-9 <= (stay.p95.mean or 0) + 2e-9


_LAWS = [
    exponential(1.0),
    Distribution("fixed", (1.0,)),
    law({"dist": "gamma", "mean": 1.0, "cv": 0.5}),
    law({"dist": "lognormal", "mean": 1.0, "cv": 1.5}),
]


@few
@given(st.sampled_from(_LAWS), st.integers(1, 4), st.floats(0.5, 0.98), st.integers(0, 999))
def test_with_one_more_to_serve_nobody_waits_longer(time: Distribution, servers: int, load: float, seed: int) -> None:
    """True of one line, first come first served, as customers draw the same times in both runs."""
    plan = Run(horizon=Seconds(300), replications=2, seed=seed)
    fewer, more = (
        simulate_service(queue(at_rate(load * servers), time, count), plan, engine="plain").waiting_time.times
        for count in (servers, servers + 1)
    )
    for name in ("mean", "p50", "p90", "p95"):
        assert (getattr(more, name).mean or 0.0) <= (getattr(fewer, name).mean or 0.0) + 1e-12


@few
@given(services(), st.integers(0, 2**63 - 1), shift_ends)
def test_the_same_seed_gives_the_same_bytes(graph: ServiceGraph, seed: int, shift_end: str) -> None:
    first, second = (run(graph, seed, shift_end, replications=2) for _ in range(2))
    assert json.dumps(first.to_dict()) == json.dumps(second.to_dict())


def test_another_seed_gives_other_customers() -> None:
    graph = queue(at_rate(0.01), exponential(0.02), 1)
    assert run(graph, 1).to_dict()["metrics"] != run(graph, 2).to_dict()["metrics"]


@pytest.mark.skipif(not is_fast_installed(), reason="needs numba")
@settings(careful, max_examples=120)
@given(services(), st.integers(0, 2**63 - 1), shift_ends)
def test_python_and_compiled_code_give_the_same_figures(graph: ServiceGraph, seed: int, shift_end: str) -> None:
    plain, fast = (
        dict(numbers(run(graph, seed, shift_end, replications=2, engine=engine))) for engine in ("plain", "fast")
    )
    assert plain.keys() == fast.keys()
    for place, value in plain.items():
        if isinstance(value, float):
            assert fast[place] == pytest.approx(value, rel=1e-12, abs=1e-9), place
        else:
            assert fast[place] == value, place


class Backwards(Executor):
    """Computes nothing until it must, and what was given last first."""

    def __init__(self) -> None:
        self._given: list[tuple[Future[Any], Any, Any]] = []

    def submit(self, function: Any, /, *args: Any, **words: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._given.append((future, function, args))
        future.result = lambda timeout=None: self._compute(future)  # type: ignore[method-assign]
        return future

    def _compute(self, wanted: Future[Any]) -> Any:
        while self._given:
            future, function, args = self._given.pop()
            future.set_result(function(*args))
        return Future.result(wanted)


@few
@given(services(), st.integers(0, 99))
def test_any_number_of_workers_gives_the_same_figures(graph: ServiceGraph, seed: int) -> None:
    alone = list(numbers(run(graph, seed, replications=7)))
    with ThreadPoolExecutor(4) as threads:
        assert list(numbers(run(graph, seed, replications=7, executor=threads))) == alone
    assert list(numbers(run(graph, seed, replications=7, executor=Backwards()))) == alone


@pytest.mark.parametrize("engine", ["plain", pytest.param("fast", marks=pytest.mark.skipif(not is_fast_installed(), reason="needs numba"))])  # fmt: skip
def test_processes_of_their_own_give_the_same_figures(engine: str) -> None:
    graph = queue(at_rate(0.01), exponential(0.011), 1, limit=60.0)
    alone = list(numbers(run(graph, 5, replications=9, engine=engine)))
    with ProcessPoolExecutor(4) as processes:
        assert list(numbers(run(graph, 5, replications=9, executor=processes, engine=engine))) == alone


def test_another_process_gives_the_same_bytes_whatever_its_hashes_are() -> None:
    restaurant = Path(__file__).parents[2] / "examples" / "bank_branch" / "bank_branch.yaml"
    code = (
        "import json, sys; from blueprint.api import simulate; from blueprint.analysis.simulation import Run;"
        "json.dump(simulate(sys.argv[1], Run(replications=2)).to_dict(), sys.stdout)"
    )
    found = [
        subprocess.run(
            [sys.executable, "-c", code, str(restaurant)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert json.loads(found[0])["customers"] > 0
