"""`blueprint check`: find what is wrong or doubtful, and mend what is safe to mend."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from blueprint.cli.output import (
    exit_code_of,
    print_about,
    print_diagnostics,
    print_json,
    read_source,
    summarize,
    write_output,
)
from blueprint.diagnostics import Diagnostic, Severity, counted
from blueprint.errors import BlueprintError
from blueprint.model import Document
from blueprint.rules.settings import Settings

_FORMATS = click.Choice(["text", "json", "github", "sarif"])
_PRESETS = click.Choice(["draft", "recommended", "strict"])
_OURS = frozenset({"BP908", "BP910"})
"""Codes of faults that are not the blueprint's: of a rule, of a plugin."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a check is asked for beside the files."""

    preset: str | None
    config: str | None
    fix: bool
    diff: bool


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--format", "output", type=_FORMATS, default="text", show_default=True, help="For people, or for programs."
)
@click.option("--preset", type=_PRESETS, help="How many rules; default: as configured, else recommended.")
@click.option("--config", metavar="TOML", help="Configuration; default: the nearest at the file or above it.")
@click.option("--fix", is_flag=True, help="Mend what is safe to mend, in the file.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--baseline", metavar="JSON", help="Tell only findings that this file does not hold.")
@click.option("--write-baseline", metavar="JSON", help="Write all findings of now into this file.")
def command(
    files: tuple[str, ...],
    output: str,
    preset: str | None,
    config: str | None,
    fix: bool,
    diff: bool,
    baseline: str | None,
    write_baseline: str | None,
) -> int:
    """Find what is wrong or doubtful in blueprints.

    FILE is YAML, JSON or Python; '-' reads standard input. Exit code: 0 no errors, 1 errors found, 2 a file cannot be
    read or written, 3 a rule or a plugin is broken.
    """
    wishes = Wishes(preset, config, fix, diff)
    checked = [(file, *_check(file, wishes)) for file in files]
    found = [item for _, mine, _ in checked for item in mine]
    codes = [code for _, _, code in checked if code > 1]
    if write_baseline:
        count = _write_baseline(write_baseline, found)
        print_about(write_baseline, f"{counted(count, 'finding')} written down")
        return max(codes, default=0)
    if baseline:
        from blueprint.baseline import only_new

        found = only_new(Path(baseline), found)
    _print(output, [(file, [item for item in mine if item in found]) for file, mine, _ in checked], found)
    if any(item.code in _OURS for item in found):
        return 3
    return max([*codes, int(any(item.severity is Severity.ERROR for item in found))])


def _write_baseline(target: str, found: list[Diagnostic]) -> int:
    from blueprint.baseline import write_baseline

    return write_baseline(Path(target), found)


def _print(output: str, by_file: list[tuple[str, list[Diagnostic]]], found: list[Diagnostic]) -> None:
    if output == "text":
        for file, mine in by_file:
            print_diagnostics(mine)
            print_about(file, _summary(mine))
        return
    from blueprint.cli.findings import github_lines, sarif_text
    from blueprint.rules.catalog import all_rules

    if output == "json":
        print_json([item.as_json() for item in found])
    elif output == "sarif":
        click.echo(sarif_text(found, all_rules()))
    else:
        for line in github_lines(found):
            click.echo(line)


def _summary(found: list[Diagnostic]) -> str:
    """Count findings by weight, and by family where that says more."""
    from blueprint.cli.findings import family_summary

    families = family_summary(found)
    return f"{summarize(found)} ({families})" if "," in families else summarize(found)


def _check(file: str, wishes: Wishes) -> tuple[list[Diagnostic], int]:
    from blueprint.api import check

    try:
        document = read_source(file)
        settings = _settings(file, wishes)
        found = list(check(document, settings=settings))
        if wishes.fix or wishes.diff:
            document, fixed = _mend(file, document, found, wishes)
            found = list(check(document, settings=settings)) if fixed and not wishes.diff else found
    except BlueprintError as error:
        return list(error.diagnostics), exit_code_of(error)
    return found, int(any(item.severity is Severity.ERROR for item in found))


def _settings(file: str, wishes: Wishes) -> Settings | None:
    """Return the settings to check with; None leaves it to the configuration at the file."""
    from blueprint.config import find_settings, load_settings
    from blueprint.rules.catalog import all_rules

    if wishes.config:
        settings = load_settings(Path(wishes.config), all_rules())
    elif wishes.preset:
        settings = find_settings(Path() if file == "-" else Path(file).parent, all_rules())
    else:
        return None
    return settings.with_preset(wishes.preset) if wishes.preset else settings


def _mend(file: str, document: Document, found: list[Diagnostic], wishes: Wishes) -> tuple[Document, int]:
    """Mend a file, or show how; return what it says then, and how many places were mended."""
    from blueprint.api import load_data
    from blueprint.io.fixing import diff_text, fix_text

    format = _notation(file)
    if format is None:
        print_about(file, "a Python file is not mended; write the text of the hints yourself")
        return document, 0
    fixed = fix_text(document, found, format)
    if wishes.diff:
        click.echo(diff_text(document.text, fixed.text, file), nl=False)
    elif fixed.count:
        write_output(file, fixed.text)
        print_about(file, f"{counted(fixed.count, 'place')} mended")
        return load_data(fixed.text.encode(), name=file if file != "-" else "<stdin>", format=format), fixed.count
    return document, fixed.count


def _notation(file: str) -> str | None:
    ending = Path(file).suffix.lower()
    if ending == ".py":
        return None
    return "json" if ending == ".json" else "yaml"
