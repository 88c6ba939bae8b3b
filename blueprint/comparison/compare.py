"""Compare two services: what was added, what was removed, what changed, and the figures before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from blueprint.comparison.difference import Change, Difference, Part
from blueprint.comparison.figures import compare_figures
from blueprint.comparison.matching import (
    POINTS,
    ElementKind,
    Matches,
    has_default_id,
    match,
    points_of,
    steps_of,
)
from blueprint.comparison.references import References
from blueprint.comparison.values import plain, word_of, written
from blueprint.graph import ServiceGraph
from blueprint.model import Blueprint, slug
from blueprint.model.base import Element


def compare(old: ServiceGraph, new: ServiceGraph) -> Difference:
    """Find out what changed from one service to another.

    Parameters
    ----------
    old, new : ServiceGraph
        Before and after.

    Returns
    -------
    Difference
    """
    one, other = old.blueprint, new.blueprint
    matches = match(one, other)
    mirrored = Matches({kind: {b: a for a, b in pairs.items()} for kind, pairs in matches.pairs.items()})
    return Difference(
        old=one,
        new=other,
        matches=matches,
        added=tuple(replace(found, old=None, new=found.old) for found in _lost(other, mirrored)),
        removed=tuple(_lost(one, matches)),
        changed=tuple(_changes(one, other, matches)),
        figures=compare_figures(old, new, matches),
    )


# --- added and removed -----------------------------------------------------------------------------------------------


def _lost(blueprint: Blueprint, matches: Matches) -> Iterator[Change]:
    """Yield what a service has and the other one has not; points of a step that is lost go with it."""
    for kind, items in _elements(blueprint).items():
        for item, home in items:
            kept = matches.new_id(kind, item.id) is not None
            goes_along = kind in POINTS and matches.new_id("steps", home) is None
            if not kept and not goes_along and item.id:  # a phase without a name is none
                whole, name = _whole(kind, item, home), name_of(blueprint, kind, item)
                yield Change(kind, item.id, kind, whole, None, name, holder=home)


def _elements(blueprint: Blueprint) -> dict[ElementKind, list[tuple[Any, str]]]:
    """Return all elements with an id by kind, each with the id of the phase or step that holds it."""
    found: dict[ElementKind, list[tuple[Any, str]]] = {
        "lanes": [(item, "") for item in blueprint.lanes],
        "phases": [(item, "") for item in blueprint.phases],
        "steps": [(owned.item, owned.home) for owned in steps_of(blueprint)],
    }
    for kind in POINTS:
        found[kind] = [(owned.item, owned.home) for owned in points_of(blueprint, kind)]
    found["flows"] = [(item, "") for item in blueprint.flows]
    found["resources"] = [(item, "") for item in blueprint.resources]
    found["classes"] = [(item, "") for item in blueprint.classes]
    found["standards"] = [(item, "") for item in blueprint.standards]
    return found


def _whole(kind: ElementKind, item: Any, home: str) -> dict[str, Any]:
    """Return an element as plain data, with the phase or step that holds it; a phase without its steps."""
    holder = {"phase" if kind == "steps" else "step": home} if home else {}
    data = {word: value for word, value in plain(item).items() if word not in ("id", "steps")}
    return {**holder, **data}


def name_of(blueprint: Blueprint, kind: ElementKind, item: Any) -> str:
    """Return what people call an element: its label, its text, or for a flow the labels of the steps at its ends."""
    if kind == "flows":
        ends = (blueprint.step_by_id.get(name) for name in (item.source, item.target))
        return " → ".join("end" if step is None else step.label for step in ends)
    if kind == "standards":
        return str(item.target)
    return str(item.label or item.id)


# --- changed ---------------------------------------------------------------------------------------------------------


def _changes(old: Blueprint, new: Blueprint, matches: Matches) -> Iterator[Change]:
    references = References(matches)
    yield from _service(old, new, references)
    yield from _orders(old, new, matches)
    before = {kind: {item.id: (item, home) for item, home in items} for kind, items in _elements(old).items()}
    for kind, items in _elements(new).items():
        back = {new_id: old_id for old_id, new_id in matches.pairs[kind].items()}
        for item, home in items:
            if item.id in back:
                was = before[kind][back[item.id]]
                label = name_of(new, kind, item) or new.title
                for field, one, other in _fields(kind, was, (item, home), references):
                    yield _change(kind, item.id, field, one, other, label, home)


def _change(part: Part, element: str, field: str, old: Any, new: Any, label: str, holder: str = "") -> Change:
    return Change(part, element, field, plain(old), plain(new), label, written(old), written(new), holder)


Held = tuple[Any, str]


def _fields(kind: ElementKind, old: Held, new: Held, references: References) -> Iterator[tuple[str, Any, Any]]:
    """Yield what is different between two elements that are the same one: its id, its place, its words."""
    (one, home_then), (other, home_now) = old, new
    if one.id != other.id and not _follows(kind, old, new, references):
        yield "id", one.id, other.id
    if kind == "steps" and references.new("phases", home_then) != home_now:
        yield "phase", home_then, home_now
    if kind in POINTS and references.new("steps", home_then) != home_now:
        yield "step", home_then, home_now
    if kind == "flows":  # one with an id of its own may lead elsewhere
        ends = ((word, getattr(one, word), getattr(other, word)) for word in _ENDS)
        yield from (end for end in ends if references.end(end[1]) != end[2])
    yield from _words(one, other, references, _SKIPPED.get(kind, frozenset()))


_ENDS = ("source", "target")

_SKIPPED: Mapping[ElementKind, frozenset[str]] = {
    "phases": frozenset(("steps",)),
    "steps": frozenset(POINTS),
    "flows": frozenset(_ENDS),
}


def _follows(kind: ElementKind, old: Held, new: Held, references: References) -> bool:
    """Tell whether an id changed only because that of a step did."""
    (one, home_then), (other, home_now) = old, new
    if kind == "flows":
        return has_default_id(one) and has_default_id(other)
    if kind in POINTS:
        return str(one.id).removeprefix(f"{home_then}/") == str(other.id).removeprefix(f"{home_now}/")
    return False


def _words(
    old: Element, new: Element, references: References, skipped: Set[str] = frozenset()
) -> Iterator[tuple[str, Any, Any]]:
    """Yield the words whose values are different; of a value with words of its own, each of these."""
    for name, info in type(new).model_fields.items():
        one, other = getattr(old, name), getattr(new, name)
        word = word_of(name, info.alias)
        if name == "id" or name in skipped:
            continue
        if name in _DIVIDED and (one is not None or other is not None):
            yield from ((f"{word}.{inner}", was, now) for inner, was, now in _inner(one, other, references))
        elif references.translated(name, one) != references.as_it_is(name, other):
            yield word, one, other


_DIVIDED = frozenset(("calendar", "customer_cost", "economics"))


def _inner(old: Element | None, new: Element | None, references: References) -> Iterator[tuple[str, Any, Any]]:
    """Yield what is different inside of a value that may have been absent."""
    kind = type(new or old)
    absent = kind.model_construct(**{name: info.default for name, info in kind.model_fields.items()})  # type: ignore[union-attr]
    yield from _words(old or absent, new or absent, references)


def _service(old: Blueprint, new: Blueprint, references: References) -> Iterator[Change]:
    """Yield what is different in the words of the service as a whole; its measures are among the figures."""
    if old.id != new.id and (old.id != slug(old.title) or new.id != slug(new.title)):
        yield _change("blueprint", new.id, "id", old.id, new.id, new.title)
    for word, one, other in _words(old, new, references, _PARTS):
        yield _change("blueprint", new.id, word, one, other, new.title)


_PARTS = frozenset(("lanes", "phases", "resources", "classes", "standards", "flows", "measures"))


# --- order -----------------------------------------------------------------------------------------------------------


def _orders(old: Blueprint, new: Blueprint, matches: Matches) -> Iterator[Change]:
    """Yield where what both services have stands in another order: once a phase, once for phases, once for lanes."""
    phases = [phase.id for phase in old.phases], [phase.id for phase in new.phases]
    yield from _order(Change("blueprint", new.id, "phases", None, None, new.title), phases, matches.pairs["phases"])
    lanes = [[lane.id for lane in sorted(side.lanes, key=lambda lane: lane.rank)] for side in (old, new)]
    yield from _order(Change("blueprint", new.id, "lanes", None, None, new.title), lanes, matches.pairs["lanes"])
    after = {phase.id: phase for phase in new.phases}
    for phase in old.phases:
        name = matches.new_id("phases", phase.id)
        if name is not None:
            now = after[name]
            steps = [step.id for step in phase.steps], [step.id for step in now.steps]
            about = Change("phases", now.id, "steps", None, None, now.label or new.title)
            yield from _order(about, steps, matches.pairs["steps"])


def _order(about: Change, ids: Sequence[Sequence[str]], pairs: Mapping[str, str]) -> Iterator[Change]:
    old, new = ids
    there, here = set(new), {pairs[name] for name in old if name in pairs}
    was = [name for name in old if pairs.get(name) in there]
    now = [name for name in new if name in here]
    if [pairs[name] for name in was] != now:
        yield Change(about.part, about.element, about.field, was, now, about.label)
