"""`blueprint staff`: the fewest of each resource that keep every standard, also by the hour, and what they cost."""

from __future__ import annotations

import json
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
from blueprint.cli.report_options import FORMAT_HELP, FORMATS, OUTPUT_HELP, format_for
from blueprint.cli.scenario_options import read_one, scenario_options
from blueprint.cli.terminal import line_width, paint, progress_bar
from blueprint.diagnostics import shorten
from blueprint.errors import AnalysisError, ModelError

if TYPE_CHECKING:
    from blueprint.analysis.staffing import Staffing

_QUICK_HELP = "By formula alone; otherwise a simulation confirms the standards, and more are added where it does not."
_RUNS_HELP = "Runs of each simulation."


@click.command("staff")
@click.argument("file")
@click.option("--quick", is_flag=True, help=_QUICK_HELP)
@click.option("--replications", type=int, default=30, show_default=True, help=_RUNS_HELP)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same customers.")
@click.option("--workers", default="1", show_default=True, metavar="N", help="As for simulate.")
@scenario_options
@click.option("--format", "format", type=click.Choice(list(FORMATS)), help=FORMAT_HELP)
@click.option("-o", "--output", default="-", metavar="OUT", help=OUTPUT_HELP)
@click.option("--theme", default="light", show_default=True, help="Theme of the page and its pictures.")
def command(
    file: str,
    quick: bool,
    replications: int,
    seed: int,
    workers: str,
    changes: tuple[str, ...],
    scenarios: str | None,
    names: tuple[str, ...],
    format: str | None,
    output: str,
    theme: str,
) -> int:
    """Tell how many people, systems and places it takes to keep every standard.

    FILE is YAML, JSON or Python; '-' reads standard input. Exit code: 0, or 1 if no number of people keeps a standard,
    2 wrong usage.
    """
    from blueprint.analysis.simulation import Run
    from blueprint.api import staff

    chosen = format_for(format, output)
    refuse_same_file(file, output)
    scenario = read_one(changes, scenarios, names)
    try:
        run = None if quick else Run(replications=replications, seed=seed)
    except AnalysisError as error:
        print_diagnostics(error.diagnostics)
        return 2
    document = read_source(file)
    with progress_bar("simulated") as progress:
        try:
            found = staff(document, run, scenario=scenario, workers=workers, progress=progress)
        except ModelError as error:  # the file was read, so it is an option that cannot be
            print_diagnostics(error.diagnostics)
            return 2
    if output == "-" and chosen == "text":
        print_colored(_screen(found))
    else:
        write_output(output, _written(found, chosen, theme))
    if output != "-":
        print_about(output, f"staffing of {shorten(file)}")
    print_diagnostics(found.diagnostics)
    return int(any(item.is_met is False for item in found.standards))


def _screen(found: Staffing) -> str:
    from blueprint.reports.staffing import report_staffing
    from blueprint.reports.text import write_text

    return write_text(report_staffing(found), details=True, width=line_width(), paint=paint)


def _written(found: Staffing, format: str, theme: str) -> str:
    from blueprint.api import report

    if format == "json":
        return json.dumps(found.to_dict(), ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return report(found, format=format, theme=theme)
