"""`blueprint new`: a starter file, or a script turned into steps."""

from __future__ import annotations

from pathlib import Path, PurePath

import click

from blueprint.cli.output import write_output
from blueprint.model import Blueprint


@click.command("new")
@click.argument("name")
@click.option(
    "--from-script",
    "script",
    metavar="FILE",
    help="A script: one action of the customer a line; '-' reads standard input.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
def command(name: str, script: str | None, force: bool) -> int:
    """Begin a blueprint.

    NAME is the name of the service or of the file to write: 'blueprint new bar' and 'blueprint new bar.yaml' write
    bar.yaml; an ending .json or .py is kept. With --from-script every line of a script becomes a step of the customer, all
    in one chain.
    """
    path = _target(name)
    title = (
        name if PurePath(name).suffix not in _ENDINGS else path.stem.replace("-", " ").replace("_", " ").capitalize()
    )
    if str(path) != "-" and path.exists() and not force:
        raise click.UsageError(f"'{path}' is there already; choose another name, or replace it with --force")
    if script is None:
        text = _starter(path, title)
    else:
        text = _dump(_from_script(script, title), path)
    write_output(str(path), text)
    click.echo(f"{path}: ready; draw it with 'blueprint render {path} -o {path.stem}.svg'")
    return 0


_ENDINGS = (".yaml", ".yml", ".json", ".py")


def _target(name: str) -> Path:
    from blueprint.model.ids import slug

    if PurePath(name).suffix in _ENDINGS:
        return Path(name)
    folder, last = PurePath(name).parent, PurePath(name).name
    return Path(folder, f"{slug(last) or 'service'}.yaml")


def _from_script(script: str, title: str) -> Blueprint:
    import sys

    from blueprint.files import read_bytes
    from blueprint.io.script import parse_script
    from blueprint.io.source import decode

    data = sys.stdin.buffer.read() if script == "-" else read_bytes(Path(script))
    name = "<stdin>" if script == "-" else script
    return parse_script(decode(data, name), name, title=title).blueprint


def _dump(blueprint: Blueprint, path: Path) -> str:
    from blueprint.api import convert

    return convert(blueprint, path.suffix)


def _starter(path: Path, title: str) -> str:
    from blueprint.io.starter import starter_blueprint, starter_yaml

    return starter_yaml(title) if path.suffix in (".yaml", ".yml") else _dump(starter_blueprint(title), path)
