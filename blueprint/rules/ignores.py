"""Ignores: findings that a team has looked at and accepts, written at the step or in a comment beside it.

In the file: ``ignore: [BP302]`` at a step, or a comment at the line of an element or on a line of its own above it::

    - customer: Ask at the desk  # blueprint: ignore BP302 the walk-in customers leave here
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass, field

from blueprint.diagnostics import Diagnostic, Location, Severity, did_you_mean
from blueprint.model import Document, Step

_COMMENT = re.compile(r"#\s*blueprint:\s*ignore\s+(?P<codes>\w+(?:\s*,\s*\w+)*)")
_CODE = re.compile(r"\w+")


@dataclass(slots=True)
class Ignore:
    """One code that is ignored at one place."""

    code: str
    location: Location | None
    element: str | None
    used: bool = False


@dataclass(frozen=True, slots=True)
class Ignores:
    """All ignores of a document; asking marks them as used."""

    of_element: dict[str, list[Ignore]] = field(default_factory=dict)
    of_line: dict[int, list[Ignore]] = field(default_factory=dict)

    def accepts(self, finding: Diagnostic) -> bool:
        """Tell whether a finding is ignored."""
        line = finding.location.line if finding.location else None
        found = [
            *self.of_element.get(finding.element or "", ()),
            *(self.of_line.get(line, ()) if line is not None else ()),
        ]
        mine = [ignore for ignore in found if ignore.code == finding.code]
        for ignore in mine:
            ignore.used = True
        return bool(mine)

    def leftovers(self, ran: Set[str], known: Set[str]) -> Iterator[Diagnostic]:
        """Yield ignores of codes that there are not, and those that had nothing to ignore.

        Parameters
        ----------
        ran : set of str
            Codes of the rules that were run; of others nobody knows whether they would have found anything.
        known : set of str
            Codes of all rules.
        """
        seen: set[int] = set()
        for ignores in (*self.of_element.values(), *self.of_line.values()):
            for ignore in ignores:
                if id(ignore) in seen:
                    continue
                seen.add(id(ignore))
                if ignore.code not in known:
                    yield _leftover(
                        "BP906", "unknown-code", f"there is no rule '{ignore.code}' to ignore", ignore, known
                    )
                elif ignore.code in ran and not ignore.used:
                    yield _leftover("BP907", "unused-ignore", f"{ignore.code} finds nothing here any more", ignore)


def _leftover(code: str, name: str, message: str, ignore: Ignore, known: Set[str] = frozenset()) -> Diagnostic:
    hint = did_you_mean(ignore.code, sorted(known)) if known else "delete the ignore"
    return Diagnostic(code, name, Severity.WARNING, message, ignore.location, ignore.element, hint)


def read_ignores(document: Document) -> Ignores:
    """Collect the ignores of a document: those at its steps hold for their points, evidence and flows out too."""
    ignores = Ignores()
    for step in document.blueprint.steps:
        if step.ignore:
            path = (*document.blueprint.paths[step.id], "ignore")
            mine = [
                Ignore(code, document.source.locate((*path, place)), step.id) for place, code in enumerate(step.ignore)
            ]
            for element in _parts_of(step):
                ignores.of_element[element] = mine
    if ignores.of_element:
        for flow in document.blueprint.flows:
            if flow.source in ignores.of_element:
                ignores.of_element[flow.id] = ignores.of_element[flow.source]
    if "blueprint:" in document.text:
        _read_comments(document, ignores)
    return ignores


def _parts_of(step: Step) -> Iterator[str]:
    yield step.id
    yield from (point.id for point in step.fail_points)
    yield from (point.id for point in step.wait_points)
    yield from (piece.id for piece in step.evidence)


def _read_comments(document: Document, ignores: Ignores) -> None:
    lines = document.text.splitlines()
    for number, line in enumerate(lines, 1):
        found = _COMMENT.search(line)
        if found is None:
            continue
        target = number if line[: found.start()].strip() else _next_line(lines, number)
        for code in _CODE.finditer(found["codes"]):
            column = found.start("codes") + code.start() + 1
            place = Location(document.name, number, column, len(code.group()), line)
            ignores.of_line.setdefault(target, []).append(Ignore(code.group().upper(), place, None))


def _next_line(lines: list[str], number: int) -> int:
    """Return the number of the next line that is neither empty nor a comment."""
    for following in range(number, len(lines)):
        text = lines[following].strip()
        if text and not text.startswith("#"):
            return following + 1
    return number
