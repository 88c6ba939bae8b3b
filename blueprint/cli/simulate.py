"""`blueprint simulate`: customers go through a service; who waits for whom, how long and why, with intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from blueprint.cli.output import print_colored, print_diagnostics, print_json, read_source
from blueprint.cli.scenario_options import read_one, scenario_options
from blueprint.cli.terminal import line_width, paint, progress_bar
from blueprint.errors import AnalysisError, ModelError
from blueprint.units import QuantityError, Seconds, read_share, read_time

if TYPE_CHECKING:
    from blueprint.analysis.simulation import Run, Simulation

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
@click.option("--format", "format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
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
    format: str,
) -> int:
    """Simulate a service: what customers wait for, how long and why, and which standards are kept.

    FILE is YAML, JSON or Python; '-' reads standard input. Figures come with intervals at 95 %. Ctrl-C tells what is
    known so far. Exit code: 0, with --fail-on-standard 1 if a standard is surely not kept, 2 wrong usage.
    """
    from blueprint.api import simulate

    try:
        run = _run(horizon, replications, seed, warm_up, precision, shift_end)
    except AnalysisError as error:
        print_diagnostics(error.diagnostics)
        return 2
    scenario = read_one(changes, scenarios, names)
    document = read_source(file)
    with progress_bar("simulated") as progress:
        try:
            found = simulate(document, run, scenario=scenario, workers=workers, progress=progress)
        except ModelError as error:  # the file was read, so it is an option that cannot be
            print_diagnostics(error.diagnostics)
            return 2
    _tell(found, format, details=details)
    print_diagnostics(found.diagnostics)
    is_broken = any(item.met is False for item in found.standards)
    return int(fail_on_standard and is_broken)


def _tell(found: Simulation, format: str, *, details: bool) -> None:
    if format == "json":
        print_json(found.to_dict())
        return
    from blueprint.reports.markdown import write_markdown
    from blueprint.reports.simulation import report_simulation
    from blueprint.reports.text import write_text

    report = report_simulation(found)
    if format == "markdown":
        print_colored(write_markdown(report))
        return
    print_colored(write_text(report, details=details, width=line_width(), paint=paint))
    if not details:
        print_colored(f"\n{paint('All tables: --details', 'quiet')}\n")


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
        raise click.UsageError(f"{option}: {error}") from error


def _share(text: str | None) -> float | None:
    try:
        return None if text is None else float(read_share(text))
    except QuantityError as error:
        raise click.UsageError(f"--precision: {error}") from error
