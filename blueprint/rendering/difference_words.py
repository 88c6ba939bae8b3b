"""What changed, in words: the same sentences in the text, in Markdown and in the titles of the drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from blueprint.comparison import Change, Difference
from blueprint.comparison.matching import POINTS
from blueprint.diagnostics import counted
from blueprint.layout.wording import lane_name, wording_for
from blueprint.model import Blueprint, slug
from blueprint.rendering.difference_figures import percent
from blueprint.rendering.tables import one_line

KINDS: Mapping[str, str] = {
    "blueprint": "service",
    "lanes": "lane",
    "phases": "phase",
    "steps": "step",
    "evidence": "evidence",
    "fail_points": "fail point",
    "wait_points": "wait point",
    "flows": "flow",
    "resources": "resource",
    "classes": "class",
    "standards": "standard",
}
"""Each kind of element in the singular."""

ARROW = " → "


@dataclass(frozen=True, slots=True)
class Line:
    """A line about one element.

    Parameters
    ----------
    sign : {'+', '−', '~'}
        Added, removed or changed.
    kind : str
        What it is, in the singular.
    name : str
        What people call it.
    details : tuple of str
        What is different, or where it is.
    inner : tuple of Line
        The same for the points of a step.
    """

    sign: str
    kind: str
    name: str
    details: tuple[str, ...]
    inner: tuple[Line, ...] = ()


# --- elements --------------------------------------------------------------------------------------------------------


def added_lines(difference: Difference) -> tuple[Line, ...]:
    """Return a line for each element that was added; points of steps that were there stand with these."""
    names = Names(difference.new)
    return tuple(_lost(change, "+", names) for change in difference.added if change.part not in POINTS)


def removed_lines(difference: Difference) -> tuple[Line, ...]:
    """Return a line for each element that was removed; points of steps that are still there stand with these."""
    names = Names(difference.old)
    return tuple(_lost(change, "−", names) for change in difference.removed if change.part not in POINTS)


def changed_lines(difference: Difference) -> tuple[Line, ...]:
    """Return a line for each element that changed, a step with all that changed of its points."""
    names = Names(difference.old), Names(difference.new)
    steps = difference.matches.pairs["steps"]
    inner: dict[str, list[Line]] = {}
    for sign, lost in (("−", difference.removed), ("+", difference.added)):
        for change in lost:
            if change.part in POINTS:
                step = steps[change.holder] if sign == "−" else change.holder
                inner.setdefault(step, []).append(Line(sign, KINDS[change.part], one_line(change.label), ()))
    lines: dict[tuple[str, str], Line] = {}
    for (part, element), group in groupby(difference.changed, key=lambda change: (change.part, change.element)):
        changes = list(group)
        line = Line("~", KINDS[part], one_line(changes[0].label), tuple(sayings(changes, *names)))
        if part in POINTS:
            inner.setdefault(changes[0].holder, []).append(line)
        elif (part, element) in lines:
            lines[part, element] = _joined(lines[part, element], line)
        else:
            lines[part, element] = line
    return tuple(_with_steps(difference.new, lines, inner))


def _joined(one: Line, other: Line) -> Line:
    return Line(one.sign, one.kind, one.name, (*one.details, *other.details), one.inner)


def _with_steps(
    blueprint: Blueprint, lines: Mapping[tuple[str, str], Line], inner: Mapping[str, list[Line]]
) -> Iterator[Line]:
    """Yield the lines: the service and its frame first, then the steps in the order of the script, then the rest."""
    first, last = ("blueprint", "lanes", "phases"), ("flows", "resources", "classes", "standards")
    yield from (line for (part, _), line in lines.items() if part in first)
    for step in blueprint.steps:
        if ("steps", step.id) in lines or step.id in inner:
            line = lines.get(("steps", step.id)) or Line("~", KINDS["steps"], one_line(step.label), ())
            yield Line(line.sign, line.kind, line.name, line.details, tuple(inner.get(step.id, ())))
    yield from (line for (part, _), line in lines.items() if part in last)


def _lost(change: Change, sign: str, names: Names) -> Line:
    """Return a line about an element that is only in one of the services: a step with its lane and phase."""
    whole = change.new if sign == "+" else change.old
    details: list[str] = []
    if change.part == "steps":
        details = [name for name in (names.lane(whole["lane"]), names.phase(change.holder)) if name]
    elif change.part == "flows":
        kind = whole.get("kind", "flow")
        details = [] if kind == "flow" else [kind]
        details += [whole["condition"]] if "condition" in whole else []
        details += [percent(whole["probability"])] if "probability" in whole else []
    name = names.lane(change.element) if change.part == "lanes" else change.label
    return Line(sign, KINDS[change.part], one_line(name), tuple(map(one_line, details)))


# --- fields ----------------------------------------------------------------------------------------------------------


class Names:
    """Labels of what fields of a service name by id."""

    def __init__(self, blueprint: Blueprint) -> None:
        wording = wording_for(blueprint.language)
        self._lanes = {lane.id: lane_name(lane, wording) for lane in blueprint.lanes}
        self._phases = {phase.id: phase.label for phase in blueprint.phases}
        self._steps = {step.id: step.label for step in blueprint.steps}
        self._resources = {item.id: item.name for item in blueprint.resources}

    def lane(self, name: str) -> str:
        """Return the name of a lane as it is drawn."""
        return self._lanes.get(name, name)

    def phase(self, name: str) -> str:
        """Return the name of a phase."""
        return self._phases.get(name, name)

    def of(self, change: Change, text: str, value: object) -> str:
        """Return a value of a field, with labels in place of ids."""
        if change.field in _DEMANDS and isinstance(value, dict):
            return ", ".join(self._demand(names, amount) for names, amount in value.items())
        known = self._named(change)
        if change.field in _ORDERS and isinstance(value, list):
            return ", ".join(known.get(name, name) for name in value)
        return known.get(text, text)

    def _named(self, change: Change) -> Mapping[str, str]:
        """Return the labels of what a field names, by id."""
        field = change.field
        if change.part == "flows":
            return self._steps if field in ("source", "target") else {}
        if field in ("lane", "lanes"):
            return self._lanes
        if field in ("phase", "phases"):
            return self._phases
        if field in ("step", "steps", "moment", "recovery", "enters", "from", "to"):
            return self._steps
        return self._resources if field == "resource" else {}

    def _demand(self, names: str, amount: int) -> str:
        """Return what a step needs of resources, by their names."""
        told = " / ".join(self._resources.get(name, name) for name in names.split(" | "))
        return f"{amount} × {told}" if amount > 1 else told


def sayings(changes: Iterable[Change], old: Names, new: Names) -> Iterator[str]:
    """Yield what is different about one element, field by field; an id that only follows a label is left out."""
    told = list(changes)
    labels = next(((slug(c.old_text), slug(c.new_text)) for c in told if c.field == "label"), None)
    for change in told:
        if change.field != "id" or (change.old, change.new) != labels:
            yield _saying(change, old, new)


def _saying(change: Change, old: Names, new: Names) -> str:
    word = _word(change)
    if change.field not in _ORDERS and _is_list(change.old) and _is_list(change.new):
        return f"{word}: {_items(change.old, change.new)}"
    was = one_line(old.of(change, change.old_text, change.old))
    now = one_line(new.of(change, change.new_text, change.new))
    if not was:
        return f"{word}: {now} (new)"
    return f"{word}: {was}{ARROW}{now}" if now else f"{word}: no longer {was}"


_DEMANDS = frozenset(("resources", "seizes", "releases"))
_ORDERS = {"steps": "order of steps", "phases": "order of phases", "lanes": "order of lanes"}


def _word(change: Change) -> str:
    return _ORDERS.get(change.field) or change.field.replace("_", " ").replace(".", ", ")


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _items(old: list[str], new: list[str]) -> str:
    """Say what came to a list and what went from it."""
    came = [f"+ {one_line(item)}" for item in new if item not in old]
    went = [f"− {one_line(item)}" for item in old if item not in new]
    return ", ".join((*went, *came)) or ", ".join(map(one_line, new))


# --- in short --------------------------------------------------------------------------------------------------------


def summary(difference: Difference) -> str:
    """Say in one line how much is different; a step with all that belongs to it counts as one."""
    counts = (
        (len(added_lines(difference)), "added"),
        (len(removed_lines(difference)), "removed"),
        (len(changed_lines(difference)), "changed"),
    )
    parts = [f"{count} {word}" for count, word in counts if count]
    figures = len(difference.changed_figures)
    parts += [f"{counted(figures, 'figure')} moved"] if figures else []
    return ", ".join(parts) or "nothing changed"


def heading(difference: Difference) -> str:
    """Return the title of both services, and their status and version where these are not the same."""
    old, new = difference.old, difference.new
    title = one_line(new.title) if old.title == new.title else f"{one_line(old.title)}{ARROW}{one_line(new.title)}"
    states = [_state(old), _state(new)]
    return f"{title} ({states[0]}{ARROW}{states[1]})" if states[0] != states[1] and all(states) else title


def _state(blueprint: Blueprint) -> str:
    return one_line(" ".join(part for part in (blueprint.status, blueprint.version) if part))
