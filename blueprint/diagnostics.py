"""Diagnostics: one shape for everything that is found in a source, with its place, its reason and a way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

SourcePath = tuple[str | int, ...]
"""Where a value stands in a blueprint, such as ``("phases", 0, "steps", 2, "id")``."""

_FRAME_CELLS = 110  # a longer source line is shown as a window around the fault
_MESSAGE_CHARACTERS = 400  # text of strangers is never repeated without end


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a source.

    Parameters
    ----------
    path : str
        File name as the user wrote it, or ``<text>``.
    line, column : int or None
        Counted from 1; None where the source has no lines.
    length : int
        Characters that the fault covers on its line.
    source : str
        The source line itself, for the frame under a message.
    """

    path: str
    line: int | None = None
    column: int | None = None
    length: int = 1
    source: str = ""

    def __str__(self) -> str:
        """Write ``path:line:column`` as compilers do."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what is wrong, where, and what to do about it.

    Parameters
    ----------
    code : str
        Stable code such as ``BP301``.
    rule : str
        Name of the fault, such as ``unreachable-step``.
    severity : Severity
        Error, warning or info.
    message : str
        One sentence for a service designer.
    location : Location or None
        Place in the source, if it is known.
    element : str or None
        Id of the step, flow, resource … concerned.
    hint : str
        What to do next.
    related : tuple of Location
        Other places that take part, such as the first use of an id.
    fix : str, optional
        What to write at the place instead, where that is safe to mend without asking.
    """

    code: str
    rule: str
    severity: Severity
    message: str
    location: Location | None = None
    element: str | None = None
    hint: str = ""
    related: tuple[Location, ...] = ()
    fix: str | None = None

    def __str__(self) -> str:
        """Write the head line only; `format_diagnostic` adds the source line."""
        return head_line(self)

    def as_json(self) -> dict[str, object]:
        """Return the stable keys of ``blueprint check --format json``."""
        place = self.location or Location("")
        return {
            "code": self.code,
            "rule": self.rule,
            "severity": self.severity.value,
            "message": self.message,
            "path": place.path or None,
            "line": place.line,
            "column": place.column,
            "element": self.element,
            "hint": self.hint or None,
        }


class SourceMap(Protocol):
    """Answers where a value of a blueprint was written."""

    def locate(self, path: SourcePath, *, key: bool = False) -> Location | None:
        """Return the place of the value (or of its key), or of the nearest value around it."""
        ...


@dataclass(frozen=True, slots=True)
class NoSource:
    """The source map of a blueprint that was built without a source."""

    def locate(self, path: SourcePath, *, key: bool = False) -> Location | None:
        """Return None: nothing is known."""
        return None


@dataclass(frozen=True, slots=True)
class PlaceMap:
    """Source map of declarations in Python: whole elements have a place, their fields share it."""

    places: Mapping[SourcePath, Location]

    def locate(self, path: SourcePath, *, key: bool = False) -> Location | None:
        """Return the place of the value or of the nearest element around it."""
        for length in range(len(path), -1, -1):
            if (found := self.places.get(path[:length])) is not None:
                return found
        return None


Span = tuple[int, int, int]
"""Line and column counted from 1, and length in characters."""


@dataclass(frozen=True, slots=True)
class TextMap:
    """Source map of a text: spans of values and of keys, found by path."""

    name: str
    lines: tuple[str, ...]
    values: Mapping[SourcePath, Span]
    keys: Mapping[SourcePath, Span] = field(default_factory=dict)

    def locate(self, path: SourcePath, *, key: bool = False) -> Location | None:
        """Return the place of the value (or of its key), or of the nearest value around it."""
        first, second = (self.keys, self.values) if key else (self.values, self.keys)
        for length in range(len(path), -1, -1):
            span = first.get(path[:length]) or second.get(path[:length])
            if span is not None:
                return self.place(span)
        return None

    def place(self, span: Span) -> Location:
        """Turn a span into a `Location` that carries its source line."""
        line, column, length = span
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Location(self.name, line, column, max(1, length), source)


def head_line(diagnostic: Diagnostic) -> str:
    """Return ``place: code severity: message  [element]``."""
    place = f"{_printable(str(diagnostic.location))}: " if diagnostic.location else ""
    element = f"  [{shorten(diagnostic.element)}]" if diagnostic.element else ""
    return f"{place}{diagnostic.code} {diagnostic.severity.value}: {shorten(diagnostic.message)}{element}"


def format_diagnostic(diagnostic: Diagnostic) -> str:
    """Return the head line, the source line with a caret, related places and the hint.

    Examples
    --------
    >>> place = Location("a.yaml", 14, 11, 2, "severity: 60")
    >>> print(format_diagnostic(Diagnostic("BP401", "score", Severity.ERROR, "severity must be 1..10", place)))
    a.yaml:14:11: BP401 error: severity must be 1..10
       14 | severity: 60
          |           ^^
    """
    return "\n".join(_lines(diagnostic))


def _lines(diagnostic: Diagnostic) -> Iterable[str]:
    yield head_line(diagnostic)
    if diagnostic.location and diagnostic.location.source.strip():
        yield from _frame(diagnostic.location)
    for place in diagnostic.related:
        yield f"   see also {_printable(str(place))}"
    if diagnostic.hint:
        yield f"   hint: {shorten(diagnostic.hint)}"


def _frame(place: Location) -> Iterable[str]:
    number = str(place.line or "")
    column = (place.column or 1) - 1
    start = max(0, column - _FRAME_CELLS // 2) if len(place.source) > _FRAME_CELLS else 0
    shown = _printable(place.source[start : start + _FRAME_CELLS])
    before = _cells(shown[: column - start])
    marked = max(1, _cells(shown[column - start : column - start + place.length]))
    yield f"{number:>5} | {shown}"
    yield f"{'':>5} | {' ' * before}{'^' * marked}"


def _printable(text: str) -> str:
    """Keep a terminal safe: a tab is one blank, other control characters show as ``�``."""
    return "".join(c if c.isprintable() else " " if c == "\t" else "�" for c in text)


def _cells(text: str) -> int:
    """Count terminal cells: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # heavy, and only needed where text is not ASCII

    width = wcswidth(text)
    return len(text) if width < 0 else width


def shorten(text: str, limit: int = _MESSAGE_CHARACTERS) -> str:
    """Cut a text that would flood a terminal, and make it printable."""
    clean = _printable(text)
    return clean if len(clean) <= limit else f"{clean[: limit - 1]}…"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "step"), counted(3, "step")
    ('1 step', '3 steps')
    """
    return f"{number} {noun}{'' if number == 1 else 's'}"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that ``word`` was probably meant to be, or None.

    Examples
    --------
    >>> nearest("severty", ["severity", "occurrence"])
    'severity'
    """
    from difflib import get_close_matches  # only errors need it

    candidates = list(known)
    folded = {item.casefold(): item for item in reversed(candidates)}
    found = get_close_matches(word.casefold()[:100], list(folded), n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the nearest known word, or lists what there is.

    Examples
    --------
    >>> did_you_mean("waitre", ["host", "waiter"])
    "did you mean 'waiter'?"
    """
    candidates = list(known)
    if (found := nearest(word, candidates)) is not None:
        return f"did you mean '{found}'?"
    if not candidates:
        return ""
    listed = ", ".join(candidates[:12])
    return f"known here: {listed}{', …' if len(candidates) > 12 else ''}"
