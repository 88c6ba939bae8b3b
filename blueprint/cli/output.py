"""What commands read and say: sources, diagnostics for people, JSON for programs, files written whole."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from blueprint.diagnostics import Diagnostic, Severity, counted, format_diagnostic, shorten
from blueprint.errors import BlueprintError, ModelError
from blueprint.files import read_bytes, read_stream, write_bytes
from blueprint.model import Document

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_UNUSABLE = frozenset(
    {"BP001", "BP002", "BP004", "BP020", "BP901", "BP902", "BP903", "BP904", "BP905", "BP801", "BP802"}
    | {"BP803", "BP804", "BP805", "BP806", "BP807", "BP808", "BP809", "BP909", "BP911", "BP913", "BP914"}
)
"""Codes of what cannot be read, written or found; all others are said of what stands in a blueprint."""


def exit_code_of(error: BlueprintError) -> int:
    """Return 2 for files that cannot be read or written and for unknown names, 1 for errors in a blueprint."""
    if isinstance(error, ModelError):
        return 1
    return 2 if any(item.code in _UNUSABLE for item in error.diagnostics) else 1


def read_source(file: str, format: str | None = None) -> Document:
    """Read a file, or standard input for ``-``."""
    from blueprint.api import load, load_data

    if file != "-":
        return load(_path(file), format=format)
    data = read_input(file)
    return load_data(data, name="<stdin>", format=format or ("json" if data.lstrip()[:1] == b"{" else "yaml"))


def read_input(file: str) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``."""
    if file != "-":
        return read_bytes(_path(file))
    if sys.stdin is None:
        raise click.UsageError("standard input is closed; name a file")
    return read_stream(sys.stdin.buffer, "<stdin>")


def _path(file: str) -> Path:
    if not file:
        raise click.UsageError("the name of a file is empty")
    return Path(file)


def print_diagnostics(found: Iterable[Diagnostic]) -> None:
    """Print diagnostics on the error stream, with color on a terminal."""
    for item in found:
        head, *rest = format_diagnostic(item).split("\n")
        word = f"{item.severity.value}:"
        styled = click.style(word, fg=_COLORS[item.severity], bold=True)
        click.echo(head.replace(word, styled, 1), err=True, color=_color())
        for line in rest:
            click.echo(line, err=True)


def _color() -> bool | None:
    """Honor NO_COLOR and FORCE_COLOR; None lets click look at the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def print_colored(text: str) -> None:
    """Print a text on standard output, its colors on a terminal alone."""
    click.echo(text, nl=False, color=_color())


def print_json(data: Any) -> None:
    """Print data as JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def print_about(file: str, message: str) -> None:
    """Print a line about a file, whose name may hold anything."""
    click.echo(f"{shorten(file)}: {message}")


def summarize(found: Iterable[Diagnostic]) -> str:
    """Count diagnostics in words.

    Examples
    --------
    >>> summarize([])
    'nothing to report'
    """
    counts = Counter(item.severity for item in found)
    parts = [
        counted(counts[severity], word)
        for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
        if counts[severity]
    ]
    return ", ".join(parts) or "nothing to report"


def refuse_same_file(source: str, target: str) -> None:
    """Refuse to write over the file that was read: what it says beside the blueprint would be lost."""
    if "-" not in (source, target) and os.path.realpath(source) == os.path.realpath(target):
        raise click.UsageError(f"'{shorten(target)}' is the file that is read; choose another name for the output")


def write_output(target: str, content: str | bytes) -> None:
    """Write a file whole, or standard output for ``-``."""
    if target != "-":
        write_bytes(_path(target), content if isinstance(content, bytes) else content.encode())
    elif sys.stdout is None:
        raise click.UsageError("standard output is closed; name a file")
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(content)
        sys.stdout.flush()
