"""`blueprint schema`: the JSON Schema of the format."""

from __future__ import annotations

import json

import click

from blueprint.cli.output import write_output


@click.command("schema")
@click.option("-o", "--output", default="-", metavar="OUT.json", help="Where to; default: standard output.")
def command(output: str) -> int:
    """Print the JSON Schema of the format, for editors.

    Put '# yaml-language-server: $schema=blueprint.schema.json' into the first line of a YAML file, and the editor
    completes and explains every word.
    """
    from blueprint.io.schema import json_schema

    write_output(output, json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
