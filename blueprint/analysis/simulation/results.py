"""Results: what a simulation found, as typed values; `data` has the same as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from blueprint.analysis.changes import Scenario
from blueprint.analysis.simulation.data import data_of, tables_of
from blueprint.analysis.simulation.run import Run
from blueprint.analysis.simulation.statistics import Estimate
from blueprint.diagnostics import Diagnostic
from blueprint.errors import PluginError
from blueprint.model import Blueprint

Fate = Literal["served", "abandoned", "turned_away", "lost"]
FATES: tuple[Fate, ...] = ("served", "abandoned", "turned_away", "lost")
CAUSES = ("contention", "unavailable", "prioritized", "batch", "other_party")
Stop = Literal["all replications", "precision", "cap", "interrupted"]


@dataclass(frozen=True, slots=True)
class Times:
    """How long something takes or is waited for.

    Parameters
    ----------
    mean : Estimate
        Over all customers of all replications [s].
    p50, p90, p95 : Estimate
        What so many percent of the customers of a replication do not exceed, mean over replications [s].
    """

    mean: Estimate
    p50: Estimate
    p90: Estimate
    p95: Estimate


@dataclass(frozen=True, slots=True)
class Figure:
    """Times that may be unknown.

    Parameters
    ----------
    times : Times
        As the run has them; what has no time takes none in it.
    blocked_by : tuple of str
        Elements without a time; while there are any, the figure is unknown, and `times` is what is known of it.
    """

    times: Times
    blocked_by: tuple[str, ...] = ()

    @property
    def known(self) -> Times | None:
        """The times; None if they are unknown."""
        return None if self.blocked_by else self.times


@dataclass(frozen=True, slots=True)
class ResourceFigures:
    """A resource in the run.

    Parameters
    ----------
    id : str
        Of the resource.
    utilization : Estimate
        Share of the working time, while customers come, that is used [0..1]; None if nobody is on duty.
    wait : Times
        For it, over all who asked for it [s].
    queue : Estimate
        How many wait for it in the mean, while customers come.
    overtime : Estimate
        Work beyond those on duty, and after the last customers have come [s].
    waiting, busy : tuple of (float, Estimate)
        How many wait and are at work at moments of the run [s].
    blocked_by : tuple of str
        Steps without a time that use it: all figures are at least what is told.
    """

    id: str
    utilization: Estimate
    wait: Times
    queue: Estimate
    overtime: Estimate
    waiting: tuple[tuple[float, Estimate], ...]
    busy: tuple[tuple[float, Estimate], ...]
    blocked_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepFigures:
    """A step in the run.

    Parameters
    ----------
    id : str
        Of the step.
    visits : Estimate
        How often it is done in a replication.
    wait : Figure
        From coming to the step to its begin, over all who came [s].
    causes : mapping
        What the mean wait is made of, by cause [s]; None where it is unknown.
    abandoned, turned_away : int
        Customers who gave up and who were turned away here, in all replications.
    histogram : tuple of (float, float, float)
        From, to [s], and the share of waits between them; of those above 0.
    """

    id: str
    visits: Estimate
    wait: Figure
    causes: Mapping[str, float | None]
    abandoned: int
    turned_away: int
    histogram: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class StandardFigures:
    """A standard in the run.

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
    share_required : float  [0..1]
        Who must keep it.
    share_met : Estimate
        Who does [0..1].
    measured : int
        How often it was measured, in all replications.
    blocked_by : tuple of str
        Elements without a time; while there are any, the share is unknown, and `share_met` what is known of it.
    """

    element: str
    customer_class: str | None
    target: str
    limit: float
    share_required: float
    share_met: Estimate
    measured: int
    blocked_by: tuple[str, ...] = ()

    @property
    def met(self) -> bool | None:
        """Whether it is kept; None if that is unknown, or the interval leaves it open."""
        mean = self.share_met.mean
        if mean is None or self.blocked_by:
            return None
        if self.share_required == 1:
            return mean == 1
        low, high = self.share_met.low, self.share_met.high
        if low is None or high is None:
            return None
        return True if low >= self.share_required else False if high < self.share_required else None


def standard_key(element: str, customer_class: str | None) -> str:
    """Return the key of a standard in `Simulation.by_replication`."""
    return f"standards.{element}" if customer_class is None else f"standards.{element}.{customer_class}"


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """A class of customers in the run.

    Parameters
    ----------
    id : str
        Of the class.
    fates : mapping
        How many were served, gave up, were turned away and were lost, in all replications.
    time_in_system, waiting_time : Figure
        Of those served [s].
    """

    id: str
    fates: Mapping[Fate, int]
    time_in_system: Figure
    waiting_time: Figure


@dataclass(frozen=True, slots=True)
class WarmUp:
    """What was cut off at the beginning of each replication.

    Parameters
    ----------
    rule : {'given', 'mser5'}
        Who said how much.
    cut : float  [s]
        How much.
    is_enough : bool
        False if the rule would cut off half of the run or more.
    """

    rule: Literal["given", "mser5"]
    cut: float
    is_enough: bool = True


@dataclass(frozen=True)
class Simulation:
    """What a simulation found.

    Parameters
    ----------
    blueprint : Blueprint
        The service.
    run : Run
        As it was asked for.
    start, horizon : float  [s]
        When a replication begins since Monday 00:00, and for how long customers come.
    replications : int
        How many were computed.
    stop : {'all replications', 'precision', 'cap', 'interrupted'}
        Why there are no more.
    engine : {'fast', 'plain'}
        How events were computed.
    warm_up : WarmUp or None
        What was cut off.
    fates : mapping
        How many customers were served, gave up, were turned away and were lost, in all replications.
    customers : Estimate
        How many came in a replication.
    time_in_system, waiting_time : Figure
        Of those served: from coming in to the end of the last step that they do or see, and how much of it they
        wait [s].
    resources, steps, standards, classes
        Figures of each.
    inside : tuple of (float, Estimate)
        How many customers are inside at moments of the run [s].
    diagnostics : tuple of Diagnostic
        What is odd about the service or the run.
    left_out : tuple of str
        Fail points without a probability: they did not happen.
    scenario : Scenario or None
        Which values are others than in the blueprint as it was written.
    by_replication : mapping
        Means of each replication, to be paired with those of another scenario: ``served``, ``time_in_system``,
        ``waiting_time``, ``resources.ID.utilization``, ``resources.ID.mean_wait``, and the share of each standard under
        `standard_key`; those that are known in full.
    """

    blueprint: Blueprint
    run: Run
    start: float
    horizon: float
    replications: int
    stop: Stop
    engine: Literal["fast", "plain"]
    warm_up: WarmUp | None
    fates: Mapping[Fate, int]
    customers: Estimate
    time_in_system: Figure
    waiting_time: Figure
    resources: tuple[ResourceFigures, ...]
    steps: tuple[StepFigures, ...]
    standards: tuple[StandardFigures, ...]
    classes: tuple[ClassFigures, ...]
    inside: tuple[tuple[float, Estimate], ...]
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: tuple[str, ...] = ()
    scenario: Scenario | None = None
    by_replication: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict, repr=False)

    @property
    def is_complete(self) -> bool:
        """Whether all was computed that was asked for."""
        return self.stop != "interrupted"

    def to_dict(self) -> dict[str, Any]:
        """Return plain data with the keys of the format; times in seconds, shares from 0 to 1, None where unknown."""
        return data_of(self)

    def to_frame(self, section: str = "steps") -> Any:
        """Return a table as a pandas DataFrame.

        Parameters
        ----------
        section : str
            ``steps``, ``resources``, ``standards``, ``classes``, ``waiting``, ``busy``, ``histogram`` or ``status``.

        Raises
        ------
        PluginError
            BP912 without such a section, BP803 if pandas is not installed.
        """
        rows = tables_of(self)
        if section not in rows:
            message = f"there is no table '{section}'"
            raise PluginError.of("BP912", "unknown-table", message, hint=f"take one of: {', '.join(rows)}")
        try:
            import pandas  # type: ignore[import-untyped, unused-ignore]
        except ImportError as error:
            hint = "pip install pandas"
            raise PluginError.of("BP803", "missing-extra", "a table needs pandas", hint=hint) from error
        return pandas.DataFrame(rows[section])
