"""Guard: what a text must be before anybody parses it, and how large it may grow."""

from __future__ import annotations

import re

from blueprint.diagnostics import Diagnostic, Location, Severity
from blueprint.errors import SourceError
from blueprint.io.places import SourceText

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; the largest blueprint known has less than one hundredth of it."""

DEEPEST = 64
"""Levels of lists and keys inside each other; the format needs eight."""

MOST_VALUES = 2_000_000
"""Values of a file, with those that aliases repeat."""

_CONTROL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def check_size(size: int, unit: str, name: str) -> None:
    """Refuse a file that nobody wrote by hand.

    Raises
    ------
    SourceError
        BP004.
    """
    if size > LARGEST_FILE:
        message = f"this file has {size:,} {unit}; the limit is {LARGEST_FILE:,}"
        hint = "split the service into several blueprints and link them with 'detail'"
        raise SourceError([Diagnostic("BP004", "too-large", Severity.ERROR, message, Location(name), hint=hint)])


def check_characters(source: SourceText) -> None:
    """Refuse control characters and halves of characters.

    Raises
    ------
    SourceError
        BP010, at the first of them.
    """
    if (found := _CONTROL.search(source.text)) is not None:
        message = f"control character U+{ord(found.group()):04X} in the text"
        hint = "delete it: it cannot be seen, and no drawing can show it"
        raise SourceError([source.fault("BP010", "bad-text", message, found.span(), hint)])
