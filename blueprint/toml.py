"""TOML: read with the places of what is wrong in it, for configurations and themes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Generator, Iterator, Sequence
from typing import Any

from blueprint.diagnostics import Location, shorten

_PART = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_KEY = rf"(?P<key>{_PART}(?:\s*\.\s*{_PART})*)"
_HEADER = re.compile(rf"\s*\[+\s*{_KEY}\s*\]")
_ASSIGNMENT = re.compile(rf"\s*{_KEY}\s*=")
_INLINE = re.compile(rf"[{{,]\s*{_KEY}\s*=")

_Path = tuple[str, ...]
_Span = tuple[int, int, int]


class TomlError(ValueError):
    """A text is no TOML.

    Parameters
    ----------
    message : str
        What is wrong.
    place : Location
        Where.
    """

    def __init__(self, message: str, place: Location) -> None:
        super().__init__(message)
        self.message, self.place = message, place


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a text.

    Raises
    ------
    TomlError
        If it is no TOML; with its line.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        what, _, _ = str(error).partition(" (at ")
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (len(_lines(text)), 1)
    except (ValueError, RecursionError):
        what, line, column = "nested too deep, or a number without end", 1, 1
    raise TomlError(f"this is no TOML: {shorten(what, 80)}", _location(name, text, (line, column, 1)))


def place_of(key: Sequence[str], name: str, text: str) -> Location:
    r"""Return where a key is written, or else the table around it.

    Examples
    --------
    >>> str(place_of(("palette", "ink"), "brand.toml", "[palette]\nink = 'red'"))
    'brand.toml:2:1'
    """
    spans: dict[_Path, _Span] = {}
    for path, span in _keys(text):
        spans.setdefault(path, span)
    ways = (tuple(key[:length]) for length in range(len(key), 0, -1))
    return _location(name, text, next((spans[way] for way in ways if way in spans), (1, 1, 1)))


def _keys(text: str) -> Iterator[tuple[_Path, _Span]]:
    """Yield every key with the tables around it, and its place."""
    table: _Path = ()
    for number, line in enumerate(_lines(text), 1):
        if header := _HEADER.match(line):
            table = yield from _parts(header, (), number)
        elif assignment := _ASSIGNMENT.match(line):
            own = yield from _parts(assignment, table, number)
            for inner in _INLINE.finditer(line, assignment.end()):
                yield from _parts(inner, own, number)


def _parts(match: re.Match[str], table: _Path, line: int) -> Generator[tuple[_Path, _Span], None, _Path]:
    """Yield the parts of a key with dots, and return it with the tables around it."""
    for part in re.compile(_PART).finditer(match.string, *match.span("key")):
        table = (*table, part[0].strip("\"'"))
        yield table, (line, part.start() + 1, len(part[0]))
    return table


def _location(name: str, text: str, span: _Span) -> Location:
    line, column, length = span
    lines = _lines(text)
    return Location(name, line, column, length, lines[line - 1] if 0 < line <= len(lines) else "")


def _lines(text: str) -> list[str]:
    """Return the lines as TOML counts them."""
    return text.rstrip("\n").replace("\r\n", "\n").split("\n")
