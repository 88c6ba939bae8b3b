"""Work: replications handed to workers in chunks, and taken back in their order."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from dataclasses import dataclass
from typing import Literal

from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.replication import replicate
from blueprint.analysis.simulation.tally import Tally
from blueprint.errors import AnalysisError

CHUNK = 0.2
"""What a worker is given takes at least about so long [s], for handing it over takes time as well."""
_AHEAD = 3  # chunks for each worker that are handed out before the first one is back
_MANY = 64  # workers that are thought of where an executor does not say how many it has


@dataclass(frozen=True)
class Work:
    """Replications of a program.

    Parameters
    ----------
    program : Program
        The service.
    engine : {'fast', 'plain'}
        How events are computed.
    executor : Executor or None
        Workers; None is this process.
    """

    program: Program
    engine: Literal["fast", "plain"]
    executor: Executor | None = None

    def replications(self, count: int, cut: float, *, with_series: bool = False) -> Iterator[Tally]:
        """Yield replications in their order.

        Raises
        ------
        AnalysisError
            BP649 if a worker dies.
        """
        if self.executor is None:
            for number in range(count):
                yield replicate(self.program, self.engine, number, cut, with_series=with_series)
            return
        first, size = 0, 1
        while first < min(count, 2):  # here, for how long one takes; what is compiled first is not counted
            began = time.perf_counter()
            yield replicate(self.program, self.engine, first, cut, with_series=with_series)
            size = max(1, int(CHUNK / max(1e-6, time.perf_counter() - began)) + 1)
            first += 1
        yield from self._by_workers(self.executor, first, count, size, cut, with_series)

    def _by_workers(
        self, executor: Executor, first: int, count: int, size: int, cut: float, with_series: bool
    ) -> Iterator[Tally]:
        waiting: deque[Future[list[Tally]]] = deque()
        ahead = _AHEAD * _worker_count(executor)
        try:
            while first < count or waiting:
                while first < count and len(waiting) < ahead:
                    chunk = range(first, min(first + size, count))
                    waiting.append(executor.submit(run_chunk, self.program, self.engine, chunk, cut, with_series))
                    first = chunk.stop
                yield from waiting.popleft().result()
        except (BrokenExecutor, CancelledError, ConnectionError) as error:
            raise _worker_error(error) from error
        except Exception as error:
            if type(error).__name__ in _DEAD:
                raise _worker_error(error) from error
            raise
        finally:
            for future in waiting:
                future.cancel()


_DEAD = ("KilledWorker", "CommClosedError", "FutureCancelledError")
"""Errors by which a cluster says that a worker is gone; its library is not imported for their sake."""


def _worker_error(error: BaseException) -> AnalysisError:
    message = "a worker died in the middle of its work, so there are no figures"
    hint = "look whether it ran out of memory, and try fewer workers or '--workers 1'"
    return AnalysisError.of("BP649", "worker-lost", f"{message} ({type(error).__name__})", hint=hint)


def _worker_count(executor: Executor) -> int:
    count = getattr(executor, "_max_workers", None)
    return count if isinstance(count, int) and count > 0 else max(os.cpu_count() or 1, _MANY)


def run_chunk(
    program: Program, engine: Literal["fast", "plain"], numbers: range, cut: float, with_series: bool
) -> list[Tally]:
    """Run some replications; what a worker does."""
    return [replicate(program, engine, number, cut, with_series=with_series) for number in numbers]
