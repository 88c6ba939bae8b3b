"""`blueprint check`: find what is wrong or doubtful."""

from __future__ import annotations

import click

from blueprint.cli.output import print_diagnostics, print_json, read_source, summarize
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.errors import BlueprintError, ModelError


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people or for programs.",
)
def command(files: tuple[str, ...], output: str) -> int:
    """Find what is wrong or doubtful in blueprints.

    FILE is YAML, JSON or Python; '-' reads standard input. Exit code: 0 no errors, 1 errors found, 2 a file cannot be
    read.
    """
    found: list[Diagnostic] = []
    unreadable: list[BlueprintError] = []
    for file in files:
        mine = _check(file, unreadable)
        found += mine
        if output == "text":
            print_diagnostics(mine)
            click.echo(f"{file}: {summarize(mine)}")
    if output == "json":
        print_json([item.as_json() for item in found])
    if unreadable:
        return 2
    return 1 if any(item.severity is Severity.ERROR for item in found) else 0


def _check(file: str, unreadable: list[BlueprintError]) -> list[Diagnostic]:
    from blueprint.api import check

    try:
        return list(check(read_source(file)))
    except BlueprintError as error:
        if not isinstance(error, ModelError) and {item.code for item in error.diagnostics} & {
            "BP001",
            "BP002",
            "BP902",
        }:
            unreadable.append(error)
        return list(error.diagnostics)
