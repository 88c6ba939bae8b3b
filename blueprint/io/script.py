"""Scripts: plain lines, one action of the customer each, become a first blueprint."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from blueprint.diagnostics import Diagnostic, Location, Severity, SourcePath, Span, TextMap
from blueprint.errors import SourceError
from blueprint.model import END, Document, build_blueprint, slug

_MARK = re.compile(r"\s*(?:[-*•·]\s+|[0-9]{1,4}\s*[.)、．:：·]\s*)")
_NUMBER = re.compile(r"\s*([0-9]{1,4})\s+")
_LONGEST_ID = 40


def parse_script(text: str, name: str, *, title: str) -> Document:
    """Read a script: every line that is not empty or a ``#`` comment is a step of the customer, all in one chain.

    Bullets and numbers before an action are dropped; a number without a point only if it counts the actions, for
    "2 guests enter" begins with one too. Two equal actions get different ids.

    Parameters
    ----------
    text : str
        The script.
    name : str
        File name, for messages.
    title : str
        Title of the blueprint.

    Returns
    -------
    Document

    Raises
    ------
    SourceError
        BP005 if there is no action in it.
    """
    lines = text.splitlines()
    actions = list(_actions(lines))
    if not actions:
        place = Location(name, 1, 1, 1, lines[0] if lines else "")
        message = "this script has no line with an action"
        hint = "write one action of the customer a line: 'Enter the bar'"
        raise SourceError([Diagnostic("BP005", "empty-file", Severity.ERROR, message, place, hint=hint)])
    ids = _ids([action for _, action in actions])
    steps = [
        {"lane": "customer", "label": action, "id": name_} for (_, action), name_ in zip(actions, ids, strict=True)
    ]
    flows = [{"source": first, "target": second} for first, second in pairwise(ids)]
    spans: dict[SourcePath, Span] = {
        ("phases", 0, "steps", place): (index + 1, lines[index].index(action) + 1, len(action))
        for place, (index, action) in enumerate(actions)
    }
    source = TextMap(name, tuple(lines), spans)
    data = {
        "title": title,
        "language": _language(text),
        "status": "draft",
        "phases": [{"label": "", "steps": steps}],
        "flows": flows,
    }
    return Document(build_blueprint(data, source, by_alias=False), source, (), name)


def _actions(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the actions, each with the number of its line."""
    count = 0
    for index, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            continue
        counted = _NUMBER.match(line)
        if counted is not None and int(counted.group(1)) == count + 1:
            action = line[counted.end() :].strip()
        else:
            action = _MARK.sub("", line, count=1).strip()
        if action:
            count += 1
            yield index, action


def _language(text: str) -> str:
    """Guess the language of a script by its letters; only the names of lanes and lines depend on it."""
    if any("\u3040" <= c <= "\u30ff" for c in text):
        return "ja"
    return "zh-Hans" if any("\u4e00" <= c <= "\u9fff" for c in text) else "en"


def _ids(actions: Sequence[str]) -> list[str]:
    """Give each action an id; long ones get short ids by their number, and equal ones a number behind."""
    found: dict[str, int] = {}
    for index, action in enumerate(actions):
        base = slug(action)
        if not base or base == END or len(base) > _LONGEST_ID:
            base = f"step-{index + 1}"
        name = base
        while name in found:
            found[base] += 1
            name = f"{base}-{found[base]}"
        found[name] = 1
    return list(found)
