"""What commands say: diagnostics for people, JSON for programs, files written whole."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from blueprint.diagnostics import Diagnostic, Severity, format_diagnostic
from blueprint.files import write_bytes
from blueprint.model import Document

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def read_source(file: str, format: str | None = None) -> Document:
    """Read a file, or standard input for ``-``."""
    from blueprint.api import load, load_data

    if file != "-":
        return load(Path(file), format=format)
    data = sys.stdin.buffer.read()
    return load_data(data, name="<stdin>", format=format or ("json" if data.lstrip()[:1] == b"{" else "yaml"))


def print_diagnostics(found: Iterable[Diagnostic]) -> None:
    """Print diagnostics on the error stream, with color on a terminal."""
    for item in found:
        head, *rest = format_diagnostic(item).split("\n")
        word = f"{item.severity.value}:"
        click.echo(
            head.replace(word, click.style(word, fg=_COLORS[item.severity], bold=True), 1), err=True, color=_color()
        )
        for line in rest:
            click.echo(line, err=True)


def _color() -> bool | None:
    """Honor NO_COLOR and FORCE_COLOR; None lets click look at the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def print_json(data: Any) -> None:
    """Print data as JSON on standard output."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def summarize(found: Iterable[Diagnostic]) -> str:
    """Count diagnostics in words.

    Examples
    --------
    >>> summarize([])
    'nothing to report'
    """
    counts = Counter(item.severity for item in found)
    parts = [
        f"{counts[severity]} {word}{'' if counts[severity] == 1 else 's'}"
        for severity, word in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
        if counts[severity]
    ]
    return ", ".join(parts) or "nothing to report"


def write_output(target: str, text: str) -> None:
    """Write a file whole, or standard output for ``-``."""
    if target == "-":
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_bytes(Path(target), text.encode())
