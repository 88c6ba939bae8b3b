"""Options of commands that write reports: in which format, and where to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from blueprint.diagnostics import shorten

if TYPE_CHECKING:
    from blueprint.cli.scenario_options import Choice

FORMATS: Mapping[str, str] = {"text": ".txt", "json": ".json", "markdown": ".md", "html": ".html"}
FORMAT_HELP = "For people, or for programs. Default: as the ending of OUT says, else text."
OUTPUT_HELP = "Where to: a .txt, .md, .html or .json file. Default: standard output."

PLOT_FORMATS: Mapping[str, str] = {**FORMATS, "svg": ".svg"}
PLOT_FORMAT_HELP = (
    "For people, or for programs; svg is the plot of several scenarios. Default: as the ending of OUT says."
)
PLOT_OUTPUT_HELP = "Where to: a .txt, .md, .html, .json or .svg file. Default: standard output."


def refuse_lone_plot(format: str, choice: Choice) -> None:
    """Refuse the plot of scenarios where there are none to compare.

    Raises
    ------
    click.UsageError
        With another way to pictures.
    """
    if format == "svg" and len(choice.scenarios) < 2:
        raise click.UsageError(
            "a picture compares scenarios: give some with --scenarios, or a range with --set waiter.capacity=2..6; "
            "a page (-o out.html) has other pictures"
        )


def format_for(format: str | None, output: str, formats: Mapping[str, str] = FORMATS) -> str:
    """Return the format that is asked for by name, else by the ending of the file.

    Parameters
    ----------
    formats : mapping
        Ending of each format.

    Raises
    ------
    click.UsageError
        For an ending that says no format.
    """
    if format is not None:
        return format
    endings = {ending: name for name, ending in formats.items()} | {".htm": "html", ".markdown": "markdown"}
    ending = PurePath(output).suffix.lower()
    if output == "-" or ending in endings:
        return endings.get(ending, "text")
    known = ", ".join(formats.values())
    raise click.UsageError(
        f"the ending of '{shorten(output, 60)}' says no format; end it in one of {known}, or give --format"
    )
