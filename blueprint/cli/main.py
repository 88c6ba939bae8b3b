"""The command `blueprint`: finds the sub-command, and turns errors into messages and exit codes.

Exit codes: 0 clean, 1 errors found in a blueprint, 2 wrong usage or a file that cannot be read or written, 3 a fault of
this program.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from importlib import import_module
from pathlib import PurePath
from typing import Any, NoReturn, TextIO

import click

CLEAN, FOUND, USAGE, BUG, INTERRUPTED, CLOSED = 0, 1, 2, 3, 130, 141

COMMANDS = {
    "new": "Begin a blueprint: a starter file, or the steps of a script.",
    "check": "Find what is wrong or doubtful, and mend what is safe to mend.",
    "render": "Draw a blueprint.",
    "analyze": "Tell where a service fails, what it takes and costs, what to do.",
    "simulate": "Let customers go through a service: who waits, how long and why.",
    "staff": "Tell how many people it takes to keep every standard.",
    "diff": "Tell what changed from one blueprint to another.",
    "layout": "Print the geometry of the drawing as JSON.",
    "convert": "Write a blueprint in another notation.",
    "rules": "List all rules.",
    "explain": "Explain a code.",
    "schema": "Print the JSON Schema of the format, for editors.",
}


class ClosedError(Exception):
    """Whoever read our output has gone, as ``head`` does; click itself would end the program with code 1."""


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
            ctx.fail(_unknown_command(args[0]))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """Read the arguments; help is printed here."""
        try:
            return super().make_context(*args, **options)
        except BrokenPipeError:
            raise ClosedError from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ClosedError from None


def _unknown_command(word: str) -> str:
    from blueprint.diagnostics import nearest, shorten

    found = nearest(word, COMMANDS)
    if found is not None:
        hint = f"did you mean '{found}'?"
    elif word == "help":
        hint = "write 'blueprint --help'"
    elif PurePath(word).suffix:
        hint = f"say what to do with the file: 'blueprint check {shorten(word, 60)}'"
    else:
        hint = f"the commands are {', '.join(COMMANDS)}"
    return f"there is no command '{shorten(word, 40)}'; {hint}"


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
    gc.disable()  # a command lives for a second or two, and makes many values that all live as long as it does
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    code = run(arguments)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        code = CLOSED
    except OSError as error:
        code = _report_system(error)
    for stream in (sys.stdout, sys.stderr):
        _let_go(stream)
    sys.exit(code)


def _let_go(stream: TextIO | None) -> None:
    """Drop what cannot be written any more, so that Python does not try it again, with a traceback, while it ends."""
    if stream is None:
        return
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        return _run(arguments)
    except BrokenPipeError:
        return CLOSED
    except OSError as error:  # of files there are errors of their own
        return _report_system(error)


def _run(arguments: list[str] | None) -> int:
    from blueprint.errors import BlueprintError

    try:
        result = cli.main(arguments, prog_name="blueprint", standalone_mode=False)
    except click.ClickException as error:
        return _report_usage(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except ClosedError:
        return CLOSED
    except BlueprintError as error:
        from blueprint.cli.output import exit_code_of, print_diagnostics

        print_diagnostics(error.diagnostics)
        return exit_code_of(error)
    except OSError:
        raise
    except Exception as error:  # whatever else happens is our fault, and must not look like the user's
        return _apologize(error)
    return result if isinstance(result, int) else CLEAN


def _report_usage(error: click.ClickException) -> int:
    error.show()
    if "unexpected extra argument" in error.message:
        click.echo("   hint: a name with blanks must stand in quotes: 'My service'", err=True)
    return USAGE


def _report_system(error: OSError) -> int:
    """Report an input or output that the system refuses: a full disk behind a pipe, a terminal that is gone."""
    from blueprint.diagnostics import shorten

    with contextlib.suppress(OSError):  # it may be the error stream itself
        click.echo(f"blueprint: the input or output cannot be used: {shorten(error.strerror or str(error))}", err=True)
    _let_go(sys.stdout)  # it is told once
    return USAGE


def _apologize(error: Exception) -> int:
    if os.environ.get("BLUEPRINT_TRACEBACK"):
        raise error
    from blueprint.diagnostics import shorten

    what = shorten(f"{type(error).__name__}: {error}")
    click.echo(f"blueprint: this is a fault of the program, not of your file: {what}", err=True)
    click.echo("   hint: please report it; BLUEPRINT_TRACEBACK=1 shows where it happened", err=True)
    return BUG
