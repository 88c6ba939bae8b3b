"""Options of all commands that lay a service out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

_THEME = "light, dark, auto (dark where the reader's screen is), print, clear; or the path of your own, as TOML."
_OPTIONS = (
    click.option("--theme", default="light", show_default=True, help=_THEME),
    click.option("--engine", default="swimlane", show_default=True, help="Layout engine: swimlane, or dot to compare."),
    click.option("--fold", type=float, metavar="PX", help="Wrap the drawing to this width, phase by phase."),
    click.option("--show", multiple=True, metavar="PART", help="Show a part more: register or order-penetration."),
    click.option("--phrases", is_flag=True, help="Let Chinese, Japanese and Thai lines end with phrases."),
)


def drawing_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``theme engine fold show phrases`` to a command, as `blueprint.arrange` takes them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command
