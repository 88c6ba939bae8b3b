"""The command `blueprint`: finds the sub-command, and turns errors into messages and exit codes.

Exit codes: 0 clean, 1 errors found in a blueprint, 2 wrong usage or a file that cannot be read or written, 3 a fault of
this program.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import NoReturn

import click

CLEAN, FOUND, USAGE, BUG, INTERRUPTED, CLOSED = 0, 1, 2, 3, 130, 141

COMMANDS = {
    "new": "Begin a blueprint: a starter file, or the steps of a script.",
    "check": "Find what is wrong or doubtful.",
    "render": "Draw a blueprint.",
    "layout": "Print the geometry of the drawing as JSON.",
    "convert": "Write a blueprint in another notation.",
    "schema": "Print the JSON Schema of the format, for editors.",
}


class LazyGroup(click.Group):
    """Commands are imported when they are called, so that help is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"blueprint.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse an unknown command with the nearest known one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from blueprint.diagnostics import did_you_mean, shorten

            hint = did_you_mean(args[0], COMMANDS)
            ctx.fail(f"there is no command '{shorten(args[0], 40)}'; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: blueprint new my-service, then: blueprint render my-service.yaml -o my-service.svg",
)
@click.version_option(None, "--version", package_name="service-blueprint", message="%(prog)s %(version)s")
def cli() -> None:
    """Service blueprints as code: check and draw a service from one text."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    code = run(arguments)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        code = CLOSED
    if code == CLOSED:  # the reader has gone: nothing more can be said on this stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    from blueprint.errors import BlueprintError

    try:
        result = cli.main(arguments, prog_name="blueprint", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        return CLOSED
    except BlueprintError as error:
        return _report(error)
    except Exception as error:  # whatever else happens is our fault, and must not look like the user's
        return _apologize(error)
    return result if isinstance(result, int) else CLEAN


def _report(error: Exception) -> int:
    from blueprint.cli.output import print_diagnostics
    from blueprint.errors import BlueprintError, ModelError

    assert isinstance(error, BlueprintError)
    print_diagnostics(error.diagnostics)
    unusable = {"BP001", "BP002", "BP020", "BP901", "BP902", "BP903"}
    if isinstance(error, ModelError) or not unusable & {item.code for item in error.diagnostics}:
        return FOUND
    return USAGE


def _apologize(error: Exception) -> int:
    if os.environ.get("BLUEPRINT_TRACEBACK"):
        raise error
    click.echo(
        f"blueprint: this is a fault of the program, not of your file: {type(error).__name__}: {error}", err=True
    )
    click.echo("   hint: please report it; BLUEPRINT_TRACEBACK=1 shows where it happened", err=True)
    return BUG
