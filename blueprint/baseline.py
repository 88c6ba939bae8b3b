"""Baseline: findings that were there before, written down so that only new ones are told.

A finding is known again by its file, code, element and message; lines may move.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from blueprint.diagnostics import Diagnostic, Location, Severity, shorten
from blueprint.errors import SourceError
from blueprint.files import read_bytes, write_bytes

Key = tuple[str, str, str | None, str]


def write_baseline(path: Path, found: Iterable[Diagnostic]) -> int:
    """Write findings down and return how many they are.

    Raises
    ------
    SourceError
        BP020 if the file cannot be written.
    """
    keys = sorted(map(_key, found), key=lambda key: (key[0], key[1], key[2] or "", key[3]))
    items = [
        {"path": file, "code": code, "element": element, "message": message} for file, code, element, message in keys
    ]
    text = json.dumps({"version": 1, "findings": items}, ensure_ascii=False, indent=1) + "\n"
    write_bytes(path, text.encode())
    return len(items)


def only_new(path: Path, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return the findings that a baseline does not hold; one entry stands for one finding.

    Raises
    ------
    SourceError
        BP001 if the file cannot be read, BP911 if it is no baseline.
    """
    known = Counter(_read(path))
    kept = []
    for item in found:
        key = _key(item)
        if known[key]:
            known[key] -= 1
        else:
            kept.append(item)
    return kept


def _key(item: Diagnostic) -> Key:
    file = Path(item.location.path).as_posix() if item.location else ""
    return file, item.code, item.element, item.message


def _read(path: Path) -> list[Key]:
    try:
        data: Any = json.loads(read_bytes(path).decode("utf-8"))
        items = data["findings"]
        return [(item["path"], item["code"], item["element"], item["message"]) for item in items]
    except json.JSONDecodeError as error:
        raise _fault(path, f"it is no JSON: {error.msg}", error.lineno) from None
    except (UnicodeDecodeError, KeyError, TypeError):
        raise _fault(path, "it holds no findings") from None


def _fault(path: Path, reason: str, line: int | None = None) -> SourceError:
    message = f"the baseline '{shorten(os.fspath(path), 60)}' cannot be used: {reason}"
    hint = f"write it anew: blueprint check … --write-baseline {shorten(os.fspath(path), 60)}"
    place = Location(os.fspath(path), line)
    return SourceError((Diagnostic("BP911", "bad-baseline", Severity.ERROR, message, place, None, hint),))
