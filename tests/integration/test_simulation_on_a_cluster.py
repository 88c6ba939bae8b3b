"""A simulation on a real scheduler with two workers of their own, and on other executors: the same to the last digit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import blueprint
from blueprint import Run

RESTAURANT = Path(__file__).parents[2] / "examples/restaurant/restaurant.yaml"
FEW = Run(replications=9, seed=3)


def told(**words: object) -> str:
    return json.dumps(blueprint.simulate(RESTAURANT, FEW, **words).to_dict(), sort_keys=True)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def alone() -> str:
    return told()


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of a scheduler with two workers, each a process."""
    distributed = pytest.importorskip("distributed", reason="needs Dask: pip install service-blueprint[cluster]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as found:
        yield found.scheduler_address


def test_a_cluster_finds_the_same(cluster: str, alone: str) -> None:
    assert told(workers=cluster) == alone


def test_four_processes_find_the_same(alone: str) -> None:
    assert told(workers=4) == alone


def test_any_executor_finds_the_same(alone: str) -> None:
    with ThreadPoolExecutor(3) as threads:
        assert told(workers=threads) == alone
    with ProcessPoolExecutor(2) as processes:
        assert told(workers=processes) == alone


def test_scenarios_are_compared_on_a_cluster(cluster: str) -> None:
    changes = [{"host.capacity": 2}]
    here, there = (blueprint.sweep(RESTAURANT, changes, FEW, workers=workers) for workers in (None, cluster))
    assert here.to_dict() == there.to_dict()
