"""Where replications are computed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from blueprint.errors import AnalysisError
from blueprint.workers import open_workers


def test_one_worker_is_this_process() -> None:
    for workers in (None, 1, "1"):
        with open_workers(workers) as executor:
            assert executor is None


def test_several_workers_are_processes_of_their_own() -> None:
    with open_workers(2) as executor:
        assert isinstance(executor, ProcessPoolExecutor)
        assert executor.submit(os.getpid).result() != os.getpid()


def test_an_executor_that_is_given_stays_open() -> None:
    with ThreadPoolExecutor(1) as mine:
        with open_workers(mine) as executor:
            assert executor is mine
        assert mine.submit(int, "7").result() == 7


@pytest.mark.parametrize("workers", [0, -1, True, "many", "", "1.5", "10000", "http://x", "tcp://"])
def test_what_names_no_workers_is_refused_with_a_way_out(workers: int | str) -> None:
    with pytest.raises(AnalysisError) as raised, open_workers(workers):
        pass
    (problem,) = raised.value.diagnostics
    assert problem.code == "BP650"
    assert "tcp://" in problem.hint


def test_a_cluster_that_does_not_answer_is_told_by_its_address() -> None:
    pytest.importorskip("distributed")
    with pytest.raises(AnalysisError, match=r"127\.0\.0\.1:9") as raised, open_workers("tcp://127.0.0.1:9"):
        pass
    assert raised.value.diagnostics[0].code == "BP651"


@pytest.fixture
def cluster() -> Iterator[str]:
    """A real scheduler with two workers, on this machine."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as started:
        yield started.scheduler_address


@pytest.mark.filterwarnings("default")
def test_a_cluster_computes_what_is_given_to_it(cluster: str) -> None:
    with open_workers(cluster) as executor:
        assert executor is not None
        assert list(executor.map(abs, range(-8, 0))) == list(range(8, 0, -1))
