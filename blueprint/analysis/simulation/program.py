"""Program: a service compiled to flat arrays, for a run of a certain length."""

from __future__ import annotations

from dataclasses import dataclass

from blueprint.analysis.simulation.day import Duty
from blueprint.analysis.simulation.records import Array
from blueprint.analysis.simulation.streams import Stream
from blueprint.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Promise:
    """A standard that is measured.

    Parameters
    ----------
    element : str
        Id of the step, wait point or standard.
    customer_class : str or None
        Class that it is promised to alone.
    target : str
        As it is written.
    limit : float  [s]
        The time to keep.
    share : float  [0..1]
        Who must keep it.
    blocked_by : tuple of str
        Elements without a time that it would need.
    """

    element: str
    customer_class: str | None
    target: str
    limit: float
    share: float
    blocked_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is not said of a service, and the figures that need it.

    Parameters
    ----------
    stay, waiting : tuple of str
        Elements without a time that the time in the system, and the waiting time, need.
    steps : mapping
        Elements without a time that the wait at a step needs, by its id.
    left_out : tuple of str
        Fail points without a probability: they do not happen in the run.
    """

    stay: tuple[str, ...]
    waiting: tuple[str, ...]
    steps: dict[str, tuple[str, ...]]
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Program:
    """A service as flat arrays; see `records` for their fields.

    Parameters
    ----------
    step_ids, pool_ids : tuple of str
        Steps that customers come to, and resources that they need.
    classes : tuple of (str or None)
        Classes of customers; None where there are none.
    streams : tuple of Stream
        How customers come.
    duties : tuple of Duty
        Who of each resource is on duty.
    start, horizon, grid : float  [s]
        When the run begins since Monday 00:00; how long customers come; time between two looks at who is where.
    spread : int
        Tokens that one event can make at most.
    seed : int
        Of the random numbers.
    promises : tuple of Promise
        Standards, as in `standards`.
    """

    step_ids: tuple[str, ...]
    pool_ids: tuple[str, ...]
    classes: tuple[str | None, ...]
    clock: Array
    steps: Array
    pools: Array
    lines: Array
    queues: Array
    routes: Array
    branches: Array
    failures: Array
    standards: Array
    index: Array
    numbers: Array
    draws: Array
    reach: Array
    streams: tuple[Stream, ...]
    duties: tuple[Duty, ...]
    start: float
    horizon: float
    grid: float
    spread: int
    seed: int
    promises: tuple[Promise, ...]
    gaps: Gaps
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_parallel(self) -> bool:
        """Whether a customer may be on several ways at once."""
        return bool(self.clock[0]["parallel"])
