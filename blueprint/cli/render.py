"""`blueprint render`: draw a blueprint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from blueprint.cli.drawing_options import drawing_options
from blueprint.cli.output import print_about, print_diagnostics, read_source, summarize, write_output
from blueprint.diagnostics import Severity, counted, shorten
from blueprint.files import refuse_folder
from blueprint.model import Blueprint

_OUTPUT_HELP = (
    "Where to; the ending says the format: .svg, .png, .pdf, .html, .dot or .txt. Default: the name of FILE with .svg, "
    "in this folder."
)
_OVERLAY_HELP = "Lay over the drawing what is found: fail, where the service fails; or none."


@click.command("render")
@click.argument("file")
@click.option("-o", "--output", metavar="OUT", help=_OUTPUT_HELP)
@drawing_options
@click.option("--overlay", default="none", show_default=True, metavar="NAME", help=_OVERLAY_HELP)
@click.option("--scale", type=float, default=2.0, show_default=True, metavar="N", help="Pixels of a px, for .png.")
def command(file: str, output: str | None, scale: float, **options: Any) -> int:
    """Draw a blueprint.

    FILE is YAML, JSON or Python; '-' reads standard input, and '-o -' writes SVG to standard output. What the rules
    find does not stop the drawing.
    """
    from blueprint.api import render
    from blueprint.rendering.catalog import drawing_format, format_of_file

    target = output or ("-" if file == "-" else f"{Path(file).stem or 'service'}.svg")
    if target != "-":
        refuse_folder(Path(target))  # before its name is read as one of a file
    format = drawing_format("svg") if target == "-" else format_of_file(target)
    document = read_source(file)
    picture = render(document, format=format.name, scale=scale, **options)
    write_output(target, picture.content)
    print_diagnostics(item for item in picture.diagnostics if item.severity is Severity.ERROR)
    if target != "-":
        print_about(target, describe(document.blueprint))
        more = f"; 'blueprint check {shorten(file)}' tells more" if picture.diagnostics else ""
        click.echo(f"found: {summarize(picture.diagnostics)}{more}")
    return 0


def describe(blueprint: Blueprint) -> str:
    """Say in one line what a blueprint holds."""
    fails = sum(len(step.fail_points) for step in blueprint.steps)
    waits = sum(len(step.wait_points) for step in blueprint.steps)
    lanes = len({step.lane for step in blueprint.steps})
    phases = len([phase for phase in blueprint.phases if phase.label])
    counts = (
        (len(blueprint.steps), "step"),
        (lanes, "lane"),
        (phases, "phase"),
        (len(blueprint.flows), "flow"),
        (fails, "fail point"),
        (waits, "wait point"),
    )
    return ", ".join(counted(count, word) for count, word in counts if count) or "no steps yet"
