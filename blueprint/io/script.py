"""Scripts: plain lines, one action of the customer each, become a first blueprint."""

from __future__ import annotations

import re

from blueprint.diagnostics import Diagnostic, Location, Severity, TextMap
from blueprint.errors import SourceError
from blueprint.model import Document, build_blueprint, slug

_NUMBER = re.compile(r"\s*(?:[-*•·]\s+|[0-9]{1,4}\s*[.)、．:：·]\s*|[0-9]{1,4}\s+)")


def parse_script(text: str, name: str, *, title: str) -> Document:
    """Read a script: every line that is not empty or a ``#`` comment is a step of the customer, all in one chain.

    Numbers and bullets before an action are dropped. Two equal actions get different ids.

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
    actions: list[tuple[int, str]] = []
    for index, line in enumerate(lines):
        action = _NUMBER.sub("", line, count=1).strip()
        if action and not line.lstrip().startswith("#"):
            actions.append((index, action))
    if not actions:
        place = Location(name, 1, 1, 1, lines[0] if lines else "")
        message = "this script has no line with an action"
        hint = "write one action of the customer a line: 'Enter the bar'"
        raise SourceError([Diagnostic("BP005", "empty-file", Severity.ERROR, message, place, hint=hint)])
    ids = _ids([action for _, action in actions])
    steps = [
        {"lane": "customer", "label": action, "id": name_} for (_, action), name_ in zip(actions, ids, strict=True)
    ]
    flows = [{"source": first, "target": second} for first, second in zip(ids, ids[1:], strict=False)]
    spans = {
        ("phases", 0, "steps", place): (index + 1, lines[index].index(action) + 1, len(action))
        for place, (index, action) in enumerate(actions)
    }
    source = TextMap(name, tuple(lines), spans)
    language = "zh-Hans" if any("一" <= c <= "鿿" for c in text) else "en"
    data = {
        "title": title,
        "language": language,
        "status": "draft",
        "phases": [{"label": "", "steps": steps}],
        "flows": flows,
    }
    return Document(build_blueprint(data, source, by_alias=False), source, (), name)


def _ids(actions: list[str]) -> list[str]:
    """Give each action an id; long ones get short ids by their number, and equal ones a number behind."""
    found: list[str] = []
    for index, action in enumerate(actions):
        base = slug(action)
        if not base or base == "end" or len(base) > 40:
            base = f"step-{index + 1}"
        name, number = base, 2
        while name in found:
            name, number = f"{base}-{number}", number + 1
        found.append(name)
    return found
