"""The terminal: how wide a line is, how words are painted, and progress while people wait."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from blueprint.reports.content import Tone

_NARROWEST, _WIDEST = 60, 120
_COLORS: dict[str, dict[str, object]] = {
    "strong": {"bold": True},
    "quiet": {"dim": True},
    "good": {"fg": "green"},
    "bad": {"fg": "red", "bold": True},
}

Progress = Callable[[int, int], None]
"""Is told how many are done, and how many there will be at most."""


def line_width() -> int:
    """Return the cells of a line: those of the terminal within reason, 80 where there is none."""
    if sys.stdout is None or not sys.stdout.isatty():
        return 80
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))


def paint(text: str, tone: Tone) -> str:
    """Put color on words by their tone."""
    return click.style(text, **_COLORS.get(tone, {}))  # type: ignore[arg-type]


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """Show how far long work is, on a terminal only; None elsewhere."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return

    def show(done: int, most: int) -> None:
        click.echo(f"\r{label} {done:,} of {most:,}", err=True, nl=False)

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", err=True, nl=False)
