"""`blueprint new`: a starter file, or a script turned into steps."""

from __future__ import annotations

import os
import shlex
from pathlib import PurePath

import click

from blueprint.cli.output import print_about, read_input, write_output
from blueprint.diagnostics import shorten
from blueprint.errors import BlueprintError
from blueprint.model import Blueprint

_ENDINGS = (".yaml", ".yml", ".json", ".py")
_SCRIPT_HELP = "A script: one action of the customer a line; '-' reads standard input."


@click.command("new")
@click.argument("name")
@click.option("--from-script", "script", metavar="FILE", help=_SCRIPT_HELP)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def command(name: str, script: str | None, force: bool) -> int:
    """Begin a blueprint.

    NAME is the name of the service or of the file to write: 'blueprint new bar' and 'blueprint new bar.yaml' write
    bar.yaml; an ending .json or .py is kept, and '-' writes YAML to standard output. With --from-script every line of a
    script becomes a step of the customer, all in one chain.
    """
    title = _title(name)
    target = _target(name, title)
    if target != "-" and os.path.lexists(target) and not force:
        raise click.UsageError(f"'{shorten(target)}' is there already; choose another name, or replace it with --force")
    blueprint = _starter(title) if script is None else _from_script(script, title)
    write_output(target, _text(blueprint, target, is_starter=script is None))
    if target != "-":
        drawing = shlex.quote(f"{PurePath(target).stem}.svg")
        print_about(target, f"ready; draw it with 'blueprint render {shlex.quote(shorten(target))} -o {drawing}'")
    return 0


def _title(name: str) -> str:
    """Make a title of a name: of a file name, its words; of the name of a service, itself."""
    path = PurePath(name)
    if name == "-":
        return "My service"
    if path.suffix.casefold() in _ENDINGS:
        words = path.stem.replace("-", " ").replace("_", " ").strip()
        return f"{words[:1].upper()}{words[1:]}"
    return path.name


def _target(name: str, title: str) -> str:
    from blueprint.model import slug

    path = PurePath(name)
    if name == "-":
        return name
    if not slug(title):
        raise click.UsageError(f"'{shorten(name, 60)}' is no name for a service; write one with letters, such as 'bar'")
    if path.suffix.casefold() in _ENDINGS:
        return name
    return str(path.parent / f"{_cut(slug(title))}.yaml")


def _cut(name: str) -> str:
    """Keep a file name as short as file systems want it; a Chinese character takes three bytes."""
    return name.encode()[:200].decode(errors="ignore").strip("-")


def _starter(title: str) -> Blueprint:
    from blueprint.io.starter import starter_blueprint

    try:
        return starter_blueprint(title)
    except BlueprintError as error:  # only the title can be wrong, and it stands in no file
        raise click.UsageError(f"the name cannot be the title of a service: {error.diagnostics[0].message}") from None


def _from_script(script: str, title: str) -> Blueprint:
    from blueprint.io.script import parse_script
    from blueprint.io.source import decode

    name = "<stdin>" if script == "-" else script
    return parse_script(decode(read_input(script), name), name, title=title).blueprint


def _text(blueprint: Blueprint, target: str, *, is_starter: bool) -> str:
    from blueprint.api import convert
    from blueprint.io.starter import starter_yaml

    ending = PurePath(target).suffix.casefold() or ".yaml"
    if is_starter and ending in (".yaml", ".yml"):
        return starter_yaml(blueprint.title)  # with its comments
    return convert(blueprint, ending)
