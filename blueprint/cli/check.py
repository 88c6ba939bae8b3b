"""`blueprint check`: find what is wrong or doubtful."""

from __future__ import annotations

import click

from blueprint.cli.output import (
    exit_code_of,
    print_about,
    print_diagnostics,
    print_json,
    read_source,
    summarize,
)
from blueprint.diagnostics import Diagnostic, Severity
from blueprint.errors import BlueprintError

_FORMATS = click.Choice(["text", "json"])


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format", "output", type=_FORMATS, default="text", show_default=True, help="For people or for programs."
)
def command(files: tuple[str, ...], output: str) -> int:
    """Find what is wrong or doubtful in blueprints.

    FILE is YAML, JSON or Python; '-' reads standard input. Exit code: 0 no errors, 1 errors found, 2 a file cannot be
    read.
    """
    found: list[Diagnostic] = []
    codes = [0]
    for file in files:
        mine, code = _check(file)
        found += mine
        codes.append(code)
        if output == "text":
            print_diagnostics(mine)
            print_about(file, summarize(mine))
    if output == "json":
        print_json([item.as_json() for item in found])
    return max(codes)


def _check(file: str) -> tuple[list[Diagnostic], int]:
    from blueprint.api import check

    try:
        found = list(check(read_source(file)))
    except BlueprintError as error:
        return list(error.diagnostics), exit_code_of(error)
    return found, int(any(item.severity is Severity.ERROR for item in found))
