"""`blueprint analyze`: where a service fails, how long it takes, what it costs, and what to do first."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from blueprint.cli.output import (
    print_about,
    print_colored,
    print_diagnostics,
    print_json,
    read_source,
    refuse_same_file,
    summarize,
    write_output,
)
from blueprint.cli.report_options import PLOT_FORMAT_HELP, PLOT_FORMATS, PLOT_OUTPUT_HELP, format_for, refuse_lone_plot
from blueprint.cli.scenario_options import Choice, read_choice, scenario_options
from blueprint.cli.terminal import line_width, paint
from blueprint.diagnostics import Severity, shorten
from blueprint.errors import ModelError, PluginError
from blueprint.files import refuse_folder

if TYPE_CHECKING:
    from blueprint.analysis.alternatives import Alternatives
    from blueprint.analysis.results import Analysis
    from blueprint.model import Document

_DETAILS_HELP = "All tables; only text leaves them out otherwise."
_SECTION_HELP = "This section with its tables: time, fail-points, money … Any number of them. Default: all."
_PERCEPTION_HELP = (
    "Tell how long waits feel by a profile of a study, such as unoccupied-line or offset. Any number of them. Default: "
    "a wait feels as long as it is."
)
_THEME_HELP = "Theme of the HTML page and its drawing, or the path of your own, as TOML."
_FOLD_HELP = "Wrap the drawing of the HTML page to this width."


@click.command("analyze")
@click.argument("file")
@click.option("--format", "format", type=click.Choice(list(PLOT_FORMATS)), help=PLOT_FORMAT_HELP)
@click.option("-o", "--output", default="-", metavar="OUT", help=PLOT_OUTPUT_HELP)
@click.option("--details", is_flag=True, help=_DETAILS_HELP)
@click.option("--section", "sections", multiple=True, metavar="NAME", help=_SECTION_HELP)
@click.option("--perception", "perception", multiple=True, metavar="PROFILE", help=_PERCEPTION_HELP)
@click.option("--theme", default="light", show_default=True, help=_THEME_HELP)
@click.option("--fold", type=float, metavar="PX", help=_FOLD_HELP)
@scenario_options
def command(
    file: str,
    format: str | None,
    output: str,
    details: bool,
    sections: tuple[str, ...],
    perception: tuple[str, ...],
    theme: str,
    fold: float | None,
    changes: tuple[str, ...],
    scenarios: str | None,
    names: tuple[str, ...],
) -> int:
    """Tell where a service fails, how long it takes, what it costs, and what to do first.

    FILE is YAML, JSON or Python; '-' reads standard input. All figures follow from the file by closed forms; what is
    not known is said with what it needs. Several scenarios are told side by side, with a plot. Exit code: 0 no errors,
    1 errors found in the blueprint, 2 a file cannot be read or written.
    """
    from blueprint.api import analyze
    from blueprint.reports import read_sections

    chosen, wanted = format_for(format, output, PLOT_FORMATS), read_sections(sections)
    if chosen == "json" and wanted:
        raise click.UsageError("JSON has all sections; --section chooses what people read")
    refuse_same_file(file, output)
    if output != "-":
        refuse_folder(Path(output))
    choice = read_choice(changes, scenarios, names)
    refuse_lone_plot(chosen, choice)
    if len(choice.scenarios) > 1 and (wanted or perception):
        raise click.UsageError("several scenarios have one table; --section and --perception are for one of them")
    document = read_source(file)
    try:
        if len(choice.scenarios) > 1:
            return _compare(document, choice, chosen, output, theme, fold)
        scenario = choice.scenarios[0] if choice.scenarios else None
        found = analyze(document, scenario=scenario, perception=perception)
    except (ModelError, PluginError) as error:  # the file was read, so it is an option that cannot be
        print_diagnostics(error.diagnostics)
        return 2
    if chosen == "text":
        _tell(found, output, wanted, details=details or bool(wanted), more=_how_to_get_more(file, wanted, details))
    elif chosen == "json":
        _print_data(found, output)
    else:
        from blueprint.api import report

        write_output(output, report(found, format=chosen, sections=wanted, theme=theme, fold=fold))
    if chosen != "json" or output != "-":
        print_diagnostics(found.diagnostics)
    if output != "-":
        print_about(output, f"report of {shorten(file)}; found: {summarize(found.diagnostics)}")
    return int(any(item.severity is Severity.ERROR for item in found.diagnostics))


def _compare(document: Document, choice: Choice, format: str, output: str, theme: str, fold: float | None) -> int:
    """Analyze several scenarios and tell them side by side."""
    from blueprint.api import analyze_scenarios, draw_sweep, report

    found = analyze_scenarios(document, choice.scenarios, base=choice.base, axes=choice.axes)
    if format == "json":
        _print_data(found, output)
    elif format == "text" and output == "-":
        from blueprint.reports.alternatives import report_alternatives
        from blueprint.reports.text import write_text

        print_colored(write_text(report_alternatives(found), details=True, width=line_width(), paint=paint))
    elif format == "svg":
        write_output(output, draw_sweep(found, theme=theme))
    else:
        write_output(output, report(found, format=format, theme=theme, fold=fold))
    if format != "json" or output != "-":
        print_diagnostics(found.base.diagnostics)
    if output != "-":
        print_about(output, f"scenarios of {shorten(document.blueprint.title)}")
    return int(any(item.severity is Severity.ERROR for item in found.base.diagnostics))


def _print_data(found: Analysis | Alternatives, output: str) -> None:
    if output == "-":
        print_json(found.to_dict())
    else:
        import json

        write_output(output, json.dumps(found.to_dict(), ensure_ascii=False, indent=2, allow_nan=False) + "\n")


def _tell(found: Analysis, output: str, sections: Sequence[str], *, details: bool, more: Sequence[str]) -> None:
    """Print the report, with colors on a terminal; or write it into a file, without."""
    from blueprint.reports import make_report
    from blueprint.reports.catalog import FOR_TERMINALS
    from blueprint.reports.text import write_text

    report = make_report(found, sections or FOR_TERMINALS)
    if output != "-":
        write_output(output, write_text(report, details=details))
        return
    print_colored(write_text(report, details=details, width=line_width(), paint=paint))
    for line in more:
        print_colored(f"{paint(line, 'quiet')}\n")


def _how_to_get_more(file: str, sections: Sequence[str], details: bool) -> tuple[str, ...]:
    """Say how to see all tables; nothing to who sees them."""
    if details or sections:
        return ()
    lines = ("", "All tables: --details; those of one section: --section money")
    return lines if file == "-" else (*lines, f"A page with the drawing: -o {shorten(Path(file).stem, 40)}.html")
