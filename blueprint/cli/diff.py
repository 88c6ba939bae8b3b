"""`blueprint diff`: what changed from one blueprint to another, in figures, words and a drawing."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path, PurePath

import click

from blueprint.cli.output import print_about, print_colored, print_diagnostics, print_json, read_source, write_output
from blueprint.comparison import Difference
from blueprint.errors import BlueprintError
from blueprint.files import refuse_folder
from blueprint.model import Document

_FORMATS = click.Choice(["text", "json", "markdown"])
_COLORS = {"added": "green", "removed": "red", "changed": "yellow"}
_OUTPUT_HELP = (
    "Draw both services in one as well; the ending says the format: .svg, .html, .png or .pdf. '-' writes SVG to "
    "standard output, and nothing else."
)
_EPILOG = "With git: git show HEAD:service.yaml | blueprint diff - service.yaml"


@click.command("diff", epilog=_EPILOG)
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "shape", type=_FORMATS, default="text", show_default=True, help="For people, programs or pull requests."
)
@click.option("--all", "everything", is_flag=True, help="All figures, also those that stay, and every line.")
@click.option("-o", "--output", metavar="DRAWING", help=_OUTPUT_HELP)
@click.option("--theme", default="light", show_default=True, help="Theme of the drawing, or the path of your own.")
@click.option("--fold", type=float, metavar="PX", help="Wrap the drawing to this width, phase by phase.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything is different.")
def command(
    old: str,
    new: str,
    shape: str,
    everything: bool,
    output: str | None,
    theme: str,
    fold: float | None,
    exit_code: bool,
) -> int:
    """Tell what changed from OLD to NEW.

    Both are YAML, JSON or Python; one may be '-', standard input. Elements are the same if their ids are, or else
    their texts; so a new id alone is told as such. Exit code: 0, with --exit-code 1 if anything is different, 2 if a
    file cannot be read or written, or is no blueprint.
    """
    from blueprint.api import diff

    if old == new == "-":
        raise click.UsageError("standard input can be OLD or NEW, not both; name a file for the other one")
    try:
        _check_target(output, (old, new))
        found = diff(_read(old, new), _read(new, old))
        if output is not None:
            _draw(found, output, theme, fold)
    except BlueprintError as error:
        print_diagnostics(error.diagnostics)
        return 2  # 1 is kept for what is different
    if output != "-":
        _print(found, shape, everything)
        if output is not None and shape == "text":
            click.echo()
            print_about(output, "both services in one, with what changed")
    return int(exit_code and not found.is_empty)


def _read(file: str, other: str) -> Document:
    """Read a file; standard input is Python where the other file is, because no text tells that by itself."""
    is_python = file == "-" and PurePath(other).suffix.lower() == ".py"
    return read_source(file, "py" if is_python else None)


def _check_target(output: str | None, sources: tuple[str, str]) -> None:
    """Refuse a target before anything is computed: a folder, one of the two files, an ending of no drawing."""
    from blueprint.cli.output import refuse_same_file
    from blueprint.rendering.catalog import format_of_file

    if output is None or output == "-":
        return
    refuse_folder(Path(output))  # before its name is read as one of a file
    format_of_file(output)
    for source in sources:
        refuse_same_file(source, output)


def _draw(found: Difference, output: str, theme: str, fold: float | None) -> None:
    from blueprint.api import render_difference
    from blueprint.rendering.catalog import format_of_file

    format = "svg" if output == "-" else format_of_file(output).name
    write_output(output, render_difference(found, theme=theme, format=format, fold=fold).content)


def _print(found: Difference, shape: str, everything: bool) -> None:
    if shape == "json":
        print_json(found.to_dict(all_figures=everything))
    elif shape == "markdown":
        from blueprint.rendering.difference_markdown import write_markdown

        click.echo(write_markdown(found, everything=everything), nl=False)
    else:
        from blueprint.rendering.difference_text import WIDTH, tell_difference

        width = max(_NARROWEST, shutil.get_terminal_size((WIDTH, 24)).columns) if _is_terminal() else WIDTH
        lines = tell_difference(found, everything=everything, width=width)
        print_colored("".join(f"{_styled(line.text, line.about)}\n" for line in lines))


_NARROWEST = 40  # cells of a line that still says something


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _styled(text: str, about: str) -> str:
    if about == "head":
        return click.style(text, bold=True)
    return click.style(text, fg=_COLORS[about]) if about in _COLORS else text
