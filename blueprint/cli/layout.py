"""`blueprint layout`: the geometry of the drawing as JSON."""

from __future__ import annotations

import json
from typing import Any

import click

from blueprint.cli.drawing_options import drawing_options
from blueprint.cli.output import read_source, refuse_same_file, write_output


@click.command("layout")
@click.argument("file")
@click.option("-o", "--output", default="-", metavar="OUT.json", help="Where to; default: standard output.")
@drawing_options
def command(file: str, output: str, **options: Any) -> int:
    """Print where everything stands in the drawing, as JSON [px, origin top left]."""
    from blueprint.api import arrange
    from blueprint.layout.engine import layout_data

    refuse_same_file(file, output)
    drawing = arrange(read_source(file), **options)
    write_output(output, json.dumps(layout_data(drawing.layout), ensure_ascii=False, indent=1) + "\n")
    return 0
