"""Runner: replications of a service, in this process or by workers, until there are enough of them.

Workers are any executor of `concurrent.futures`. Replications are computed in any order, and put together in theirs, so
figures are the same for any number of workers.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace

import numpy as np

from blueprint.analysis.simulation.compile import compile_program
from blueprint.analysis.simulation.engine import EngineName, choose_engine
from blueprint.analysis.simulation.figures import customer_figures, figures_of
from blueprint.analysis.simulation.load import refuse_overload
from blueprint.analysis.simulation.program import Program
from blueprint.analysis.simulation.results import Simulation, Stop, WarmUp
from blueprint.analysis.simulation.run import FIRST_REPLICATIONS, Run
from blueprint.analysis.simulation.statistics import mser5
from blueprint.analysis.simulation.tally import Tally
from blueprint.analysis.simulation.work import Work
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.graph import ServiceGraph
from blueprint.units import Seconds

Progress = Callable[[int, int], None]
"""Told how many replications are done, and how many there will be at most."""


def simulate_service(
    graph: ServiceGraph,
    run: Run | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    engine: EngineName = "auto",
) -> Simulation:
    """Simulate a service.

    Parameters
    ----------
    graph : ServiceGraph
        The service.
    run : Run, optional
        For how long and how often; by default 30 days as the blueprint has them.
    executor : concurrent.futures.Executor, optional
        Workers; by default this process.
    progress : callable, optional
        Called with the number of replications that are done and the most that there will be.
    engine : {'auto', 'fast', 'plain'}
        How events are computed: compiled by numba, by Python, or what answers sooner. Figures are the same.

    Returns
    -------
    Simulation
        If the user interrupts it, of the replications that are done, and said to be incomplete.

    Raises
    ------
    AnalysisError
        What `compile_program` and `replicate` raise; BP620 for resources that are asked for more than they can do in a
        steady state; BP649 if a worker dies.
    PluginError
        BP803 for the fast engine without numba.
    KeyboardInterrupt
        If the user interrupts it before the first replication is done.

    Examples
    --------
    >>> from blueprint.graph import to_graph
    >>> from blueprint.model import Blueprint
    >>> serve = {"lane": "onstage", "label": "Serve", "resources": ["clerk"], "service_time": "exponential(2 min)"}
    >>> bank = Blueprint(title="Bank", arrivals="20 per hour", resources=[{"id": "clerk"}], phases=[{"steps": [serve]}])
    >>> found = simulate_service(to_graph(bank), Run(replications=200))
    >>> wait = found.waiting_time.times.mean
    >>> round(wait.mean / 60, 2), round(wait.half_width / 60, 2)  # in minutes; 4 in a long run, a day begins empty
    (3.75, 0.29)
    >>> round(found.resources[0].utilization.mean, 2)  # 0.67 in a long run
    0.66
    """
    run = run or Run()
    program = compile_program(graph, run)
    work = Work(program, choose_engine(program, run.replications, engine), executor)
    warm_up = _warm_up(work, run)
    cut = 0.0 if warm_up is None else warm_up.cut
    tallies: list[Tally] = []
    stop: Stop = "all replications" if run.precision is None else "cap"
    try:
        for tally in work.replications(run.replications, cut):
            tallies.append(tally)
            if progress is not None:
                progress(len(tallies), run.replications)
            if run.warm_up is not None and len(tallies) == FIRST_REPLICATIONS:
                refuse_overload(graph.blueprint, program, tallies, cut)
            if run.precision is not None and is_precise(program, tallies, run.precision):
                stop = "precision"
                break
    except KeyboardInterrupt:
        if not tallies:
            raise
        stop = "interrupted"
    if run.warm_up is not None:
        refuse_overload(graph.blueprint, program, tallies, cut)
    remarks = tuple(_remarks(program, run, tallies, warm_up, stop))
    return figures_of(graph.blueprint, program, run, tallies, work.engine, warm_up, stop, remarks)


def is_precise(program: Program, tallies: list[Tally], precision: float) -> bool:
    """Tell whether the intervals of what is known under ``metrics`` are narrow enough."""
    if len(tallies) < FIRST_REPLICATIONS:
        return False
    fates, stays, waits = (
        np.stack([getattr(tally, name) for tally in tallies]) for name in ("fates", "stays", "waits")
    )
    found = customer_figures(program.gaps, fates, stays, waits, -1)
    figures = [figure for figure in found if figure.known is not None]
    return all(figure.times.mean.is_precise(precision) for figure in figures)


def _warm_up(work: Work, run: Run) -> WarmUp | None:
    """Return what to cut off at the beginning; a rule looks at some replications for it."""
    if run.warm_up is None:
        return None
    if run.warm_up != "mser5":
        replace(run, horizon=Seconds(work.program.horizon))  # refused where all of it would be cut off
        return WarmUp("given", float(run.warm_up))
    pilots = list(work.replications(min(FIRST_REPLICATIONS, run.replications), 0.0, with_series=True))
    series = [pilot.series for pilot in pilots if pilot.series is not None]
    shortest = min(found.shape[1] for found in series)
    means = np.stack([found[:, :shortest] for found in series]).mean(axis=0, dtype=np.float64)
    place, is_enough = mser5(means[1])
    cut = float(means[0, place]) if 0 < place < shortest else 0.0
    return WarmUp("mser5", cut, is_enough)


def _remarks(program: Program, run: Run, tallies: list[Tally], warm_up: WarmUp | None, stop: Stop) -> list[Diagnostic]:
    found = []
    if warm_up is not None and not warm_up.is_enough:
        message = "the run is too short to tell where the steady state begins"
        hint = "give a horizon some times as long"
        found.append(_remark("BP921", "run-too-short", message, hint))
    if stop == "cap":
        message = f"{run.replications} replications are too few for a precision of {run.precision:.3g}"
        hint = "allow more of them, or be content with the intervals as they are"
        found.append(_remark("BP922", "not-precise", message, hint))
    if stop == "interrupted":
        message = f"interrupted: these are the figures of {len(tallies)} of {run.replications} replications"
        hint = "look at the intervals: they are wider than they would be"
        found.append(_remark("BP923", "interrupted", message, hint))
    found += _off_duty(program, tallies)
    return found


def _off_duty(program: Program, tallies: list[Tally]) -> list[Diagnostic]:
    """Tell where customers wait because nobody is on duty."""
    waited = sum(float(tally.steps[:, 1].sum()) for tally in tallies)
    found = []
    for place, name in enumerate(program.step_ids):
        off = sum(float(tally.steps[place, 3]) for tally in tallies)
        if off > 0.01 * waited:
            message = f"{off / waited:.0%} of all waiting is at '{name}' while nobody is on duty"
            hint = "let people be on duty while customers come, or let no customers come then"
            found.append(_remark("BP924", "off-duty-wait", message, hint, name))
    return found


def _remark(code: str, rule: str, message: str, hint: str, element: str | None = None) -> Diagnostic:
    return Diagnostic(code, rule, Severity.WARNING, message, element=element, hint=hint)
