from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from blueprint.analysis.simulation import (
    Run,
    Simulation,
    engine,
    is_fast_installed,
    native,
    simulate_service,
    translate,
)
from blueprint.api import load
from blueprint.errors import PluginError
from blueprint.graph import ServiceGraph, to_graph
from blueprint.model import Blueprint

EXAMPLES = Path(__file__).parents[4] / "examples"
NEEDS_NUMBA = pytest.mark.skipif(not is_fast_installed(), reason="numba is not installed")


def bank(**more: Any) -> ServiceGraph:
    """A service of one step."""
    serve = {"lane": "onstage", "label": "Serve", "resources": ["clerk"], "service_time": "exponential(2 min)"}
    resources = [{"id": "clerk"}]
    return to_graph(
        Blueprint(title="Bank", arrivals="20 per hour", resources=resources, phases=[{"steps": [serve]}], **more)
    )


@pytest.fixture
def fresh_engines() -> Any:
    """Engines that are made anew, before the test and after it."""
    engine.engine_named.cache_clear()
    yield
    engine.engine_named.cache_clear()


def simulate(graph: ServiceGraph, name: Any, replications: int = 3) -> Simulation:
    return simulate_service(graph, Run(replications=replications, seed=7), engine=name)


@NEEDS_NUMBA
@pytest.mark.parametrize("rule", ["finish", "preempt-resume", "preempt-restart"])
@pytest.mark.parametrize("name", ["restaurant/restaurant.yaml", "bank_branch/bank_branch.yaml"])
def test_both_engines_find_the_same(name: str, rule: Any) -> None:
    graph = to_graph(load(EXAMPLES / name).blueprint)
    run = Run(replications=3, seed=7, shift_end=rule)
    fast, plain = (simulate_service(graph, run, engine=which) for which in ("fast", "plain"))
    assert fast.to_dict() == plain.to_dict()
    assert fast.customers.mean == plain.customers.mean
    for one, other in zip(fast.steps, plain.steps, strict=True):
        assert one.wait.times.mean.mean == pytest.approx(other.wait.times.mean.mean, rel=1e-12, abs=1e-12)


def test_without_numba_python_computes_and_says_nothing(monkeypatch: pytest.MonkeyPatch, fresh_engines: None) -> None:
    monkeypatch.setattr(engine, "is_fast_installed", lambda: False)
    assert simulate(bank(), "auto").to_dict() == simulate(bank(), "plain").to_dict()


def test_without_numba_the_fast_engine_is_refused_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch, fresh_engines: None
) -> None:
    monkeypatch.setattr(engine, "is_fast_installed", lambda: False)
    with pytest.raises(PluginError, match=r"BP803.*numba") as error:
        simulate(bank(), "fast")
    assert "service-blueprint[fast]" in str(error.value)


@NEEDS_NUMBA
def test_a_numba_that_does_not_work_is_told_by_the_fast_engine_and_left_alone_by_the_other(
    monkeypatch: pytest.MonkeyPatch, fresh_engines: None
) -> None:
    def fail(function: str) -> bytes:
        raise ImportError("Numba needs NumPy 1.26 or less")

    monkeypatch.setattr(native, "find", lambda name: None)
    monkeypatch.setattr(translate, "translate", fail)
    monkeypatch.setattr(engine, "_COMPILING", 0.0)
    monkeypatch.setattr(engine, "_LOADING", 0.0)
    with pytest.raises(PluginError, match=r"BP803.*NumPy 1.26"):
        simulate(bank(), "fast")
    assert simulate(bank(), "auto").to_dict() == simulate(bank(), "plain").to_dict()


@NEEDS_NUMBA
def test_the_engine_that_answers_sooner_is_chosen(monkeypatch: pytest.MonkeyPatch, fresh_engines: None) -> None:
    from blueprint.analysis.simulation.compile import compile_program

    program = compile_program(bank(), Run())
    monkeypatch.setattr(engine, "is_compiled", lambda: False)
    monkeypatch.setattr(engine, "_load", lambda: lambda world, budget: 0)
    assert engine.choose_engine(program, 10, "auto") == "plain"
    assert engine.choose_engine(program, 10_000, "auto") == "plain"
    assert engine.choose_engine(program, 1_000_000, "auto") == "fast"
    monkeypatch.setattr(engine, "is_compiled", lambda: True)
    assert engine.choose_engine(program, 10, "auto") == "plain"
    assert engine.choose_engine(program, 10_000, "auto") == "fast"


@NEEDS_NUMBA
def test_code_that_is_kept_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch, fresh_engines: None) -> None:
    found = simulate(bank(), "fast").to_dict()
    kept = native.file_name(translate.sources())
    if native.find(kept) is None:
        pytest.skip("nothing can be written here")
    engine.engine_named.cache_clear()
    monkeypatch.setattr(translate, "translate", lambda function: pytest.fail("compiled again"))
    assert simulate(bank(), "fast").to_dict() == found


@NEEDS_NUMBA
def test_it_works_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch, fresh_engines: None) -> None:
    code = native.find(native.file_name(translate.sources())) or translate.translate(native.FUNCTION)
    asked = []
    monkeypatch.setattr(native, "folders", lambda: iter(()))
    monkeypatch.setattr(translate, "translate", lambda function: asked.append(function) or code)
    assert simulate(bank(), "fast").to_dict() == simulate(bank(), "plain").to_dict()
    assert asked == [native.FUNCTION]


@NEEDS_NUMBA
def test_functions_that_users_compile_work_beside_the_calendar(fresh_engines: None) -> None:
    numba = pytest.importorskip("numba")
    translate.translate(native.FUNCTION)

    def highest(first: float, second: int) -> float:
        return max(first, 2.5) + min(second, 3)

    assert numba.njit(highest)(1.0, 9) == highest(1.0, 9)


@NEEDS_NUMBA
def test_threads_may_simulate_at_the_same_time() -> None:
    expected = simulate(bank(), "fast", 20).to_dict()
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(simulate(bank(), "fast", 20).to_dict())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4
