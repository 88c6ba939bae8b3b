"""Fixing: what rules know how to mend without asking is written into the text, and nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import unified_diff

from blueprint.diagnostics import Diagnostic
from blueprint.errors import BlueprintError
from blueprint.io.formats import format_named
from blueprint.model import Document


@dataclass(frozen=True, slots=True)
class Fixed:
    """A mended text.

    Parameters
    ----------
    text : str
        All of it.
    count : int
        How many places were mended.
    """

    text: str
    count: int


def fix_text(document: Document, found: Iterable[Diagnostic], format: str) -> Fixed:
    """Write the fixes of findings into the text of a document.

    Only values that stand on one line are mended, and only as long as the text reads as a blueprint afterwards.

    Parameters
    ----------
    document : Document
        With its text.
    found : iterable of Diagnostic
        Those with a `fix` are mended.
    format : str
        ``yaml`` or ``json``; the text of Python files is left alone.
    """
    lines = document.text.splitlines(keepends=True)
    count = 0
    places = sorted(
        (item for item in found if item.fix is not None and item.location is not None and item.location.line),
        key=lambda item: (item.location.line, item.location.column) if item.location else (0, 0),
        reverse=True,  # from the end, so that places before stay where they are
    )
    for item in places:
        changed = _mend(lines, item, format)
        if changed is not None and _reads("".join(changed), format):
            lines, count = changed, count + 1
    return Fixed("".join(lines), count)


def _mend(lines: list[str], item: Diagnostic, format: str) -> list[str] | None:
    place = item.location
    if place is None or place.line is None or place.column is None or item.fix is None:
        return None
    line = lines[place.line - 1]
    start = place.column - 1
    old = line[start : start + place.length]
    if not old.strip():
        return None
    return [
        *lines[: place.line - 1],
        line[:start] + _quoted(item.fix, old, format) + line[start + len(old) :],
        *lines[place.line :],
    ]


def _quoted(text: str, old: str, format: str) -> str:
    """Write a value as the old one was written: plain, or in the same quotes."""
    if format == "json" or old.startswith('"'):
        return json.dumps(text, ensure_ascii=False)
    if old.startswith("'"):
        return "'" + text.replace("'", "''") + "'"
    return text


def _reads(text: str, format: str) -> bool:
    try:
        format_named(format).parse(text, "<text>")
    except BlueprintError:
        return False
    return True


def diff_text(before: str, after: str, name: str) -> str:
    """Return what changed as a unified diff."""
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for line in unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), name, name)
    )
