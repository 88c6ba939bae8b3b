"""`blueprint simulate`: customers go through a service; who waits for whom, how long and why, with intervals."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from blueprint.cli.output import (
    print_about,
    print_colored,
    print_diagnostics,
    read_source,
    refuse_same_file,
    write_output,
)
from blueprint.cli.report_options import PLOT_FORMAT_HELP, PLOT_FORMATS, PLOT_OUTPUT_HELP, format_for, refuse_lone_plot
from blueprint.cli.scenario_options import Choice, read_choice, scenario_options
from blueprint.cli.terminal import line_width, paint, progress_bar
from blueprint.diagnostics import shorten
from blueprint.errors import AnalysisError, ModelError
from blueprint.units import QuantityError, Seconds, read_share, read_time

if TYPE_CHECKING:
    from blueprint.analysis.simulation import Run, Simulation
    from blueprint.analysis.sweeping import Sweep
    from blueprint.model import Document

_HORIZON_HELP = "For how long customers come: 8h, 3 d. Default: the first opening day, or 8 h."
_WARM_UP_HELP = (
    "For a steady state: a time to cut off at the beginning, or 'mser5'. Default: nothing, a day begins empty."
)
_PRECISION_HELP = "Add replications until intervals are within this share of the mean, such as 5%."
_WORKERS_HELP = "Processes, 'all', or the address of a cluster (tcp://…). Results do not depend on it."
_SHIFT_HELP = "What happens to work at the end of a shift."
_SHIFT_ENDS = ("finish", "preempt-resume", "preempt-restart")
_FAIL_HELP = "Exit with 1 if a standard is surely not kept; one that is still open passes."


@click.command("simulate")
@click.argument("file")
@click.option("--horizon", metavar="TIME", help=_HORIZON_HELP)
@click.option("--replications", type=int, default=30, show_default=True, help="Runs; at most, with --precision.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same customers.")
@click.option("--warm-up", metavar="TIME", help=_WARM_UP_HELP)
@click.option("--precision", metavar="SHARE", help=_PRECISION_HELP)
@click.option("--shift-end", type=click.Choice(_SHIFT_ENDS), default="finish", show_default=True, help=_SHIFT_HELP)
@click.option("--workers", default="1", show_default=True, metavar="N", help=_WORKERS_HELP)
@scenario_options
@click.option("--fail-on-standard", is_flag=True, help=_FAIL_HELP)
@click.option("--details", is_flag=True, help="All tables.")
@click.option("--format", "format", type=click.Choice(list(PLOT_FORMATS)), help=PLOT_FORMAT_HELP)
@click.option("-o", "--output", default="-", metavar="OUT", help=PLOT_OUTPUT_HELP)
@click.option("--theme", default="light", show_default=True, help="Theme of the page and the pictures.")
def command(
    file: str,
    horizon: str | None,
    replications: int,
    seed: int,
    warm_up: str | None,
    precision: str | None,
    shift_end: str,
    workers: str,
    changes: tuple[str, ...],
    scenarios: str | None,
    names: tuple[str, ...],
    fail_on_standard: bool,
    details: bool,
    format: str | None,
    output: str,
    theme: str,
) -> int:
    """Simulate a service: what customers wait for, how long and why, and which standards are kept.

    FILE is YAML, JSON or Python; '-' reads standard input. Figures come with intervals at 95 %. Several scenarios are
    compared with the service as it is, on the same customers. Ctrl-C tells what is known so far. Exit code: 0, with
    --fail-on-standard 1 if a standard is surely not kept, 2 wrong usage.
    """
    from blueprint.analysis.simulation import Simulation

    chosen = format_for(format, output, PLOT_FORMATS)
    try:
        run = _run(horizon, replications, seed, warm_up, precision, shift_end)
    except AnalysisError as error:
        print_diagnostics(error.diagnostics)
        return 2
    refuse_same_file(file, output)
    choice = read_choice(changes, scenarios, names)
    refuse_lone_plot(chosen, choice)
    document = read_source(file)
    with progress_bar("simulated") as progress:
        try:
            found = _simulated(document, run, choice, workers, progress)
        except ModelError as error:  # the file was read, so it is an option that cannot be
            print_diagnostics(error.diagnostics)
            return 2
    runs = [found] if isinstance(found, Simulation) else [found.base, *(item.simulation for item in found.scenarios)]
    if output == "-" and chosen == "text":
        print_colored(_screen(found, details=details))
    else:
        write_output(output, _written(found, chosen, theme))
    print_diagnostics(runs[0].diagnostics)
    if output != "-":
        print_about(output, f"simulation of {shorten(file)}")
    return int(fail_on_standard and any(item.met is False for run in runs for item in run.standards))


def _simulated(
    document: Document, run: Run, choice: Choice, workers: str, progress: Callable[[int, int], None] | None
) -> Simulation | Sweep:
    """Simulate the service or one scenario; several are compared with the base."""
    from blueprint.api import simulate, sweep

    if len(choice.scenarios) < 2:
        scenario = choice.scenarios[0] if choice.scenarios else None
        return simulate(document, run, scenario=scenario, workers=workers, progress=progress)
    return sweep(
        document, choice.scenarios, run, base=choice.base, axes=choice.axes, workers=workers, progress=progress
    )


def _written(found: Simulation | Sweep, format: str, theme: str) -> str:
    """Return what is found in a format."""
    from blueprint.analysis.simulation import Simulation
    from blueprint.api import draw_sweep, report

    if format == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if format == "svg" and not isinstance(found, Simulation):
        return draw_sweep(found, theme=theme)
    return report(found, format=format, theme=theme)


def _screen(found: Simulation | Sweep, *, details: bool) -> str:
    """Return what is found for a terminal."""
    from blueprint.analysis.simulation import Simulation
    from blueprint.reports.simulation import report_simulation
    from blueprint.reports.sweep import report_sweep
    from blueprint.reports.text import write_text

    if not isinstance(found, Simulation):
        return write_text(report_sweep(found), details=True, width=line_width(), paint=paint)
    said = write_text(report_simulation(found), details=details, width=line_width(), paint=paint)
    return said if details else f"{said}\n{paint('All tables: --details', 'quiet')}\n"


def _run(
    horizon: str | None, replications: int, seed: int, warm_up: str | None, precision: str | None, shift_end: str
) -> Run:
    from blueprint.analysis.simulation import Run

    is_rule = warm_up is not None and warm_up.strip().lower() == "mser5"
    return Run(
        horizon=_time(horizon, "--horizon"),
        replications=replications,
        seed=seed,
        warm_up="mser5" if is_rule else _time(warm_up, "--warm-up"),
        precision=_share(precision),
        shift_end=shift_end,  # type: ignore[arg-type]
    )


def _time(text: str | None, option: str) -> Seconds | None:
    try:
        return None if text is None else read_time(text)
    except QuantityError as error:
        raise click.UsageError(_worded(option, error)) from error


def _share(text: str | None) -> float | None:
    try:
        return None if text is None else float(read_share(text))
    except QuantityError as error:
        raise click.UsageError(_worded("--precision", error)) from error


def _worded(option: str, error: QuantityError) -> str:
    return f"{option}: {error.message}; {error.hint}" if error.hint else f"{option}: {error.message}"
