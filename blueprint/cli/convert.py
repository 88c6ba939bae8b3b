"""`blueprint convert`: write a blueprint in another notation."""

from __future__ import annotations

from pathlib import PurePath

import click

from blueprint.cli.output import print_about, read_source, refuse_same_file, write_output
from blueprint.diagnostics import counted, shorten


@click.command("convert")
@click.argument("file", metavar="IN")
@click.option(
    "-o", "--output", required=True, metavar="OUT", help="Where to: .yaml, .json or .py; '-' is standard output."
)
@click.option("--from", "source", metavar="FORMAT", help="Notation of IN, where its ending does not say it.")
@click.option("--to", "target", metavar="FORMAT", help="Notation of OUT, where its ending does not say it.")
def command(file: str, output: str, source: str | None, target: str | None) -> int:
    """Write a blueprint in another notation: YAML, JSON or Python.

    Both files read to equal blueprints; comments are not kept.
    """
    from blueprint.api import convert

    notation = target or PurePath(output).suffix
    if not notation:
        what = "standard output has no ending" if output == "-" else f"the name '{shorten(output, 60)}' has no ending"
        raise click.UsageError(f"{what}; say the notation: --to yaml, json or py")
    refuse_same_file(file, output)
    document = read_source(file, source)
    write_output(output, convert(document, notation))
    if output != "-":
        print_about(output, counted(len(document.blueprint.steps), "step"))
    return 0
