"""Workers: where replications are computed: in this process, in a pool of processes, or on a cluster.

Any executor of `concurrent.futures` will do; results are the same, bit for bit, for any number of workers.
"""

from __future__ import annotations

import multiprocessing
import os
import re
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from blueprint.errors import AnalysisError, PluginError

Workers = int | str | Executor | None
"""A number of processes, the address of a cluster (``tcp://10.0.0.1:8786``), an executor, or None: this process."""

MOST_WORKERS = 1024
_ANSWER = 5  # seconds in which a cluster must answer
_CLUSTER = re.compile(r"(tcp|tls|ucx|ws|wss)://.+")


@contextmanager
def open_workers(workers: Workers) -> Iterator[Executor | None]:
    """Open workers, and close them at the end; an executor that was given stays open.

    Yields
    ------
    Executor or None
        None: this process computes.

    Raises
    ------
    AnalysisError
        BP650 for what names no workers, BP651 if a cluster does not answer.
    PluginError
        BP803 for a cluster without the extra ``cluster``.

    Examples
    --------
    >>> with open_workers(1) as executor:
    ...     print(executor)
    None
    """
    if isinstance(workers, Executor):
        yield workers
        return
    count = _count(workers)
    if count is None:
        with _cluster(str(workers)) as executor:
            yield executor
    elif count == 1:
        yield None
    else:
        with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context(_start_method())) as executor:
            yield executor


def _count(workers: int | str | None) -> int | None:
    """Return how many processes are asked for; None for a cluster."""
    if workers is None:
        return 1
    if isinstance(workers, str) and _CLUSTER.fullmatch(workers.strip()):
        return None
    text = str(workers).strip()
    if text == "all":
        return os.cpu_count() or 1
    if isinstance(workers, bool) or not re.fullmatch("[0-9]{1,6}", text) or not 1 <= int(text) <= MOST_WORKERS:
        message = f"'{text[:60]}' names no workers"
        hint = f"give a number from 1 to {MOST_WORKERS}, 'all', or the address of a cluster such as tcp://10.0.0.1:8786"
        raise AnalysisError.of("BP650", "bad-workers", message, hint=hint)
    return int(text)


def _start_method() -> str:
    """Return how processes begin: as copies of this one where that is safe, since they then need not load anything."""
    return "fork" if "fork" in multiprocessing.get_all_start_methods() and os.name == "posix" else "spawn"


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    try:
        distributed: Any = import_module("distributed")  # which has no types
    except ImportError as error:
        hint = 'pip install "service-blueprint[cluster]"'
        raise PluginError.of("BP803", "missing-extra", "a cluster needs dask.distributed", hint=hint) from error
    try:
        client = distributed.Client(address.strip(), timeout=_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:  # a cluster that is late raises TimeoutError, which is an OSError
        message = f"there is no cluster at {address.strip()[:120]}"
        hint = "start one with 'dask scheduler' and 'dask worker ADDRESS', or take '--workers 4'"
        raise AnalysisError.of("BP651", "no-cluster", message, hint=hint) from error
    with client:
        yield client.get_executor()
