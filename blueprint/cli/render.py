"""`blueprint render`: draw a blueprint."""

from __future__ import annotations

from pathlib import Path

import click

from blueprint.cli.output import print_diagnostics, read_source, summarize, write_output
from blueprint.diagnostics import Severity
from blueprint.model import Blueprint


@click.command("render")
@click.argument("file")
@click.option(
    "-o", "--output", metavar="OUT", help="Where to; the ending says the format: .svg or .txt. Default: FILE.svg"
)
@click.option("--theme", default="light", show_default=True, help="Name of a theme.")
def command(file: str, output: str | None, theme: str) -> int:
    """Draw a blueprint.

    FILE is YAML, JSON or Python; '-' reads standard input, and '-o -' writes SVG to standard output. What the rules find
    does not stop the drawing.
    """
    from blueprint.api import render
    from blueprint.rendering.catalog import drawing_format, format_of_file

    target = output or ("-" if file == "-" else f"{Path(file).stem}.svg")
    format = drawing_format("svg") if target == "-" else format_of_file(target)
    document = read_source(file)
    picture = render(document, theme=theme, format=format.name)
    write_output(target, picture.text)
    errors = [item for item in picture.diagnostics if item.severity is Severity.ERROR]
    print_diagnostics(errors)
    if target != "-":
        click.echo(f"{target}: {describe(document.blueprint)}")
        if picture.diagnostics:
            click.echo(f"found: {summarize(picture.diagnostics)}; 'blueprint check {file}' tells more")
        else:
            click.echo("found: nothing to report")
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
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in counts if count) or "no steps yet"
