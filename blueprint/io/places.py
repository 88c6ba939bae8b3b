"""Places in a text: offsets, turned into lines and columns only when a message needs them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from blueprint.diagnostics import Diagnostic, Location, Severity

Place = tuple[int, int]
"""Offsets of the first character and behind the last one."""

YAML_BREAKS = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""Where YAML ends a line; an editor may show U+0085, U+2028 and U+2029 within one."""

PLAIN_BREAKS = re.compile("\r\n|[\r\n]")


@dataclass(frozen=True)
class SourceText:
    """A text with its name, which finds the line and column of an offset.

    Parameters
    ----------
    name : str
        File name as the user wrote it.
    text : str
        The text without a byte order mark.
    breaks : re.Pattern
        What ends a line in this format.
    """

    name: str
    text: str
    breaks: re.Pattern[str] = YAML_BREAKS

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in self.breaks.finditer(self.text))]

    def locate(self, place: Place) -> Location:
        """Return the place with its line, counted from 1; what goes on below counts to the end of its first line."""
        start = min(place[0], len(self.text))
        number = bisect_right(self._starts, start)
        first = self._starts[number - 1]
        line = self.line(number)
        length = min(place[1], first + len(line)) - start
        return Location(self.name, number, start - first + 1, max(1, length), line)

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its break."""
        first = self._starts[number - 1]
        found = self.breaks.search(self.text, first)
        return self.text[first : found.start() if found else len(self.text)]

    def start_of_line(self, number: int) -> int:
        """Return the offset where a line begins, counted from 1."""
        return self._starts[number - 1]

    def fault(
        self, code: str, rule: str, message: str, place: Place, hint: str = "", related: Iterable[Place] = ()
    ) -> Diagnostic:
        """Make an error that stands at a place of this text."""
        others = tuple(self.locate(item) for item in related)
        return Diagnostic(code, rule, Severity.ERROR, message, self.locate(place), hint=hint, related=others)


class EnoughError(Exception):
    """So many problems were found that looking on helps nobody."""


@dataclass
class Faults:
    """Collects the problems of one stage, so that all are told at once; raises `EnoughError` at the limit."""

    source: SourceText
    most: int
    found: list[Diagnostic] = field(default_factory=list)

    def add(
        self, code: str, rule: str, message: str, place: Place, hint: str = "", related: Iterable[Place] = ()
    ) -> None:
        """Note a problem at a place of the source."""
        self.found.append(self.source.fault(code, rule, message, place, hint, related))
        if len(self.found) >= self.most:
            raise EnoughError


def in_order(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Sort problems as their places follow each other; those without a place come last."""

    def rank(item: Diagnostic) -> tuple[bool, int, int]:
        place = item.location
        return (place is None or place.line is None, (place and place.line) or 0, (place and place.column) or 0)

    return iter(sorted(diagnostics, key=rank))
