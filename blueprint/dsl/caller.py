"""The caller: file and line of a declaration, and the argument on it that is at fault."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from blueprint.diagnostics import Location

if TYPE_CHECKING:
    import ast
    from types import CodeType


def find_caller() -> Location:
    """Return the place of the first frame outside of this package: the line that somebody wrote."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
    path, line = frame.f_code.co_filename, frame.f_lineno
    return locate_line(path, line, linecache.getline(path, line, frame.f_globals))


def locate_line(path: str, line: int, text: str) -> Location:
    """Return the place of all that is written on a line."""
    source = text.rstrip()
    indent = len(source) - len(source.lstrip())
    return Location(path, line, indent + 1, max(1, len(source) - indent), source)


def locate_word(place: Location, word: str, *, key: bool = False) -> Location:
    """Narrow the place of a declaration to the value (or the name) of one keyword argument.

    Only errors come here, so the source is parsed anew each time rather than kept. What cannot be found without doubt
    leaves the place as it is.
    """
    lines = linecache.getlines(place.path)
    if place.line is None or not 0 < place.line <= len(lines) or lines[place.line - 1].rstrip() != place.source:
        return place
    found = list(_arguments(lines, place.line, word))
    if len(found) != 1:
        return place
    node = found[0] if key else found[0].value
    source = lines[node.lineno - 1].rstrip("\r\n")
    # columns of the parser count bytes of UTF-8
    start = len(source.encode()[: node.col_offset].decode(errors="ignore"))
    stop = len(source.encode()[: node.end_col_offset].decode(errors="ignore")) if _on_one_line(node) else len(source)
    length = len(word) if key else stop - start
    return replace(place, line=node.lineno, column=start + 1, length=max(1, length), source=source)


def _on_one_line(node: ast.expr | ast.keyword) -> bool:
    return node.end_lineno == node.lineno


def _arguments(lines: list[str], line: int, word: str) -> Iterator[ast.keyword]:
    import ast  # only errors need it

    try:
        tree = ast.parse("".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _line_of_call(node) == line:
            yield from (argument for argument in node.keywords if argument.arg == word)


def _line_of_call(node: ast.Call) -> int | None:
    """Return the line that a frame reports while it makes this call: for a method, the line of its name."""
    return node.func.end_lineno if hasattr(node.func, "attr") else node.lineno


def _folder_of_package(code: CodeType) -> str:
    return str(PurePath(code.co_filename).parent.parent / "_").removesuffix("_")


_PACKAGE = _folder_of_package(find_caller.__code__)
