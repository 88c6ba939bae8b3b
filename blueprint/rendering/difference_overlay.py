"""Overlay of what changed: a badge, a line style and a color for what was added, removed and changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from blueprint.comparison import Change, Difference
from blueprint.comparison.matching import POINTS, ElementKind
from blueprint.comparison.union import Union
from blueprint.layout.overlay import lane_key, phase_key
from blueprint.layout.wording import wording_for
from blueprint.model import Blueprint
from blueprint.rendering.difference_words import ARROW, KINDS, Names, sayings
from blueprint.rendering.overlays import Badge, Entry, Overlay, Shade, Tone
from blueprint.rendering.tables import one_line

SIGNS: Mapping[Tone, str] = {"added": "+", "removed": "−", "changed": "~"}

_WORDS: Mapping[str, tuple[str, str, str]] = {
    "en": ("Added", "Removed", "Changed"),
    "zh-Hans": ("新增", "删除", "变更"),
    "zh-Hant": ("新增", "刪除", "變更"),
    "de": ("Neu", "Entfallen", "Geändert"),
    "fr": ("Ajouté", "Supprimé", "Modifié"),
    "es": ("Añadido", "Eliminado", "Modificado"),
    "ja": ("追加", "削除", "変更"),
    "pt": ("Adicionado", "Removido", "Alterado"),
}
"""Added, removed, changed in each language of the drawings."""

_BOXES: Mapping[Tone, Shade] = {
    "added": Shade("added", 0.14, lined=True),
    "removed": Shade("removed", dashed=True, faint=True),
    "changed": Shade("changed", 0.1),
}
_LINES: Mapping[Tone, Shade] = {
    "added": Shade("added", lined=True),
    "removed": Shade("removed", dashed=True),
    "changed": Shade("changed", lined=True),
}


def overlay_of_difference(difference: Difference, union: Union) -> Overlay:
    """Return what changed as an overlay of the drawing of both services.

    Parameters
    ----------
    difference : Difference
        What changed.
    union : Union
        Both services in one, as they are drawn.
    """
    return _Making(difference, union).overlay()


def words_of(language: str) -> Mapping[Tone, str]:
    """Return the words for added, removed and changed in a language.

    Examples
    --------
    >>> words_of("zh-TW")["removed"], words_of("tlh")["added"]
    ('刪除', 'Added')
    """
    added, removed, changed = _WORDS[wording_for(language).language]
    return {"added": added, "removed": removed, "changed": changed}


def captioned(difference: Difference, blueprint: Blueprint) -> Blueprint:
    """Return the service that is drawn with the status and version of both, where these are not the same."""
    old, new, words = difference.old, difference.new, wording_for(blueprint.language).status
    if (old.status, old.version) == (new.status, new.version):
        return blueprint
    status = (words[old.status] if old.status else "", words[new.status] if new.status else "")
    parts = (new.customer, _both(*status), _both(old.version or "", new.version or ""))
    caption = " · ".join(part for part in parts if part)
    return blueprint.model_copy(update={"customer": caption or None, "status": None, "version": None})


def _both(old: str, new: str) -> str:
    return f"{old}{ARROW}{new}" if old and new and old != new else new


class _Making:
    """Makes the overlay, kind by kind of element."""

    def __init__(self, difference: Difference, union: Union) -> None:
        self.difference, self.union = difference, union
        self.names = Names(difference.old), Names(difference.new)
        self.words = words_of(union.blueprint.language)
        self.changes: dict[tuple[str, str], list[Change]] = defaultdict(list)
        for change in difference.changed:
            self.changes[change.part, change.element].append(change)

    def overlay(self) -> Overlay:
        tones: dict[str, Tone] = {}
        said: dict[str, str] = {}
        for element, tone, title in (*self._boxes(), *self._lines()):
            tones[element], said[element] = tone, title
        marks = {element for kind in ("fail_points", "wait_points") for element in self._points(kind)}
        lines = {flow.id for flow in self.union.blueprint.flows}
        return Overlay(
            badges=tuple(Badge(element, SIGNS[tone], tone, said[element]) for element, tone in tones.items()),
            legend=tuple(self._legend({tone for element, tone in tones.items() if element not in marks})),
            shade={element: (_LINES if element in lines else _BOXES)[tone] for element, tone in tones.items()},
        )

    def _legend(self, tones: set[Tone]) -> Iterator[Entry]:
        yield from (Entry(self.words[tone], _BOXES[tone], SIGNS[tone], tone) for tone in SIGNS if tone in tones)

    # --- boxes -------------------------------------------------------------------------------------------------------

    def _boxes(self) -> Iterator[tuple[str, Tone, str]]:
        """Yield steps, evidence and points, lanes and phases with what happened to them."""
        for kind in POINTS:
            for element, (tone, title) in self._points(kind).items():
                yield element, tone, title
        yield from ((element, *state) for element, state in self._steps().items())
        yield from ((lane_key(element), *state) for element, state in self._found("lanes").items())
        yield from ((phase_key(element), *state) for element, state in self._found("phases").items())

    def _points(self, kind: ElementKind) -> dict[str, tuple[Tone, str]]:
        """Return what happened to points of a kind; those of a step that was added or removed are as it is."""
        found = self._found(kind)
        steps = self._found("steps")
        for step in self.union.blueprint.steps:
            tone = steps.get(step.id, ("changed", ""))[0]
            if tone != "changed":
                for point in getattr(step, kind):
                    found.setdefault(point.id, (tone, self.words[tone]))
        return found

    def _steps(self) -> dict[str, tuple[Tone, str]]:
        """Return what happened to steps; one has changed if one of its points has."""
        found = self._found("steps")
        inner: dict[str, list[str]] = defaultdict(list)
        for point_kind in POINTS:
            points = self._found(point_kind)
            for step in self.union.blueprint.steps:
                for point in getattr(step, point_kind):
                    if point.id in points:
                        title = points[point.id][1]
                        inner[step.id].append(f"{KINDS[point_kind]} {one_line(point.label)}: {title}")
        for name, titles in inner.items():
            tone, title = found.get(name, ("changed", self.words["changed"]))
            if tone == "changed":
                found[name] = (tone, "; ".join((title, *titles)))
        return found

    def _found(self, kind: ElementKind) -> dict[str, tuple[Tone, str]]:
        """Return what happened to elements of a kind, by their id in the drawing."""
        found: dict[str, tuple[Tone, str]] = {}
        for change in self.difference.added:
            if change.part == kind:
                found[change.element] = ("added", self.words["added"])
        for name in self.union.names[kind].values():
            found[name] = ("removed", self.words["removed"])
        for (part, element), changes in self.changes.items():
            if part == kind:
                found[element] = ("changed", self._changed(changes))
        return found

    def _changed(self, changes: Sequence[Change]) -> str:
        return f"{self.words['changed']}: {'; '.join(sayings(changes, *self.names))}"

    # --- lines -------------------------------------------------------------------------------------------------------

    def _lines(self) -> Iterator[tuple[str, Tone, str]]:
        """Yield flows with what happened to them; a flow and an exchange of one pair are one line."""
        found = self._found("flows")
        for flow, line in self.union.carried.items():
            found.pop(self.union.names["flows"][flow], None)
            kind = next(old.kind for old in self.difference.old.flows if old.id == flow)
            told = f"{kind}: {self.words['removed']}"
            before = found.get(line, ("changed", ""))[1]
            found[line] = ("changed", "; ".join(filter(None, (before, told))))
        found |= self._joined(found)
        yield from ((element, tone, title) for element, (tone, title) in found.items())
        yield from self._recoveries()

    def _joined(self, found: Mapping[str, tuple[Tone, str]]) -> dict[str, tuple[Tone, str]]:
        """Return what happened to the lines of a flow and an exchange, drawn as the flow alone."""
        joined: dict[str, tuple[Tone, str]] = {}
        flows: dict[frozenset[str], str] = {}
        for flow in self.union.blueprint.flows:
            if flow.kind == "flow":
                flows.setdefault(frozenset((flow.source, flow.target)), flow.id)
        for flow in self.union.blueprint.flows:
            line = flows.get(frozenset((flow.source, flow.target)))
            if flow.kind != "exchange" or line is None:
                continue
            one, other = found.get(line), found.get(flow.id)
            if one == other:
                continue
            told = [f"{kind}: {state[1]}" for kind, state in (("flow", one), ("exchange", other)) if state is not None]
            joined[line] = ("changed", "; ".join(told))
        return joined

    def _recoveries(self) -> Iterator[tuple[str, Tone, str]]:
        """Yield the lines from fail points to the steps where things are put right."""
        points = self._points("fail_points")
        for step in self.union.blueprint.steps:
            for point in step.fail_points:
                state = points.get(point.id)
                fields = {change.field for change in self.changes["fail_points", point.id]}
                if point.recovery is not None and state and (state[0] != "changed" or "recovery" in fields):
                    yield f"{point.id}>>{point.recovery}", *state
