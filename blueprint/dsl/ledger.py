"""The ledger of a draft: what was declared, where, and which ids are taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from blueprint.diagnostics import Location, PlaceMap, SourcePath
from blueprint.dsl.faults import fault
from blueprint.dsl.lanes import arrange_lanes, usual_lane
from blueprint.model import FailPoint, Lane, LaneKind, Phase, Step, WaitPoint

COLLECTIONS = ("lanes", "resources", "classes", "standards", "flows")


@dataclass(slots=True)
class StepEntry:
    """A declared step, with the points that are added to it later."""

    step: Step
    place: Location
    fail_points: list[tuple[FailPoint, Location]] = field(default_factory=list)
    wait_points: list[tuple[WaitPoint, Location]] = field(default_factory=list)

    def finish(self) -> Step:
        """Return the step with all of its points."""
        if not self.fail_points and not self.wait_points:
            return self.step
        fails = (*self.step.fail_points, *(point for point, _ in self.fail_points))
        waits = (*self.step.wait_points, *(point for point, _ in self.wait_points))
        return self.step.model_copy(update={"fail_points": fails, "wait_points": waits})

    def places(self, path: SourcePath) -> Iterator[tuple[SourcePath, Location]]:
        """Yield where the step and its points were declared."""
        yield path, self.place
        for index, (_, place) in enumerate(self.fail_points, len(self.step.fail_points)):
            yield (*path, "fail_points", index), place
        for index, (_, place) in enumerate(self.wait_points, len(self.step.wait_points)):
            yield (*path, "wait_points", index), place


@dataclass(slots=True)
class PhaseEntry:
    """A declared phase, with its steps."""

    phase: Phase
    place: Location
    steps: list[StepEntry] = field(default_factory=list)

    def finish(self) -> Phase:
        """Return the phase with all of its steps."""
        return self.phase.model_copy(update={"steps": tuple(entry.finish() for entry in self.steps)})


@dataclass(slots=True)
class Ledger:
    """Everything that was declared on a draft, in order.

    Parameters
    ----------
    place : Location
        Where the draft begins.
    fields : dict
        Checked fields of the blueprint that have no collection here.
    written_lanes : tuple of Lane or None
        Lanes that were given to the draft as a whole, kept in their order.
    """

    place: Location
    fields: dict[str, Any]
    written_lanes: tuple[Lane, ...] | None = None
    items: dict[str, list[tuple[Any, Location]]] = field(default_factory=lambda: {word: [] for word in COLLECTIONS})
    phases: list[PhaseEntry] = field(default_factory=list)
    steps: dict[str, StepEntry] = field(default_factory=dict)
    single: dict[str, Location] = field(default_factory=dict)
    measures: dict[str, float] = field(default_factory=dict)
    added_kinds: dict[LaneKind, None] = field(default_factory=dict)
    ids: dict[tuple[str, str], Location] = field(default_factory=dict)

    def claim(self, kind: str, *names: str, place: Location) -> None:
        """Take ids of one kind, all or none.

        Raises
        ------
        ModelError
            BP103 with both places if one of them is taken.
        """
        mine: dict[tuple[str, str], Location] = {}
        for name in filter(None, names):
            first = self.ids.get((kind, name)) or mine.get((kind, name))
            if first is not None:
                hint = 'give one of the two an id of its own: id="…"'
                if first == place and "/" in name:
                    hint = 'give one of the two an id of its own: {"evidence": "Menu", "id": "second-menu"}'
                message = f"the id '{name}' is used twice"
                raise fault("BP103", "duplicate-id", message, place, hint, name, () if first == place else (first,))
            mine[kind, name] = place
        self.ids |= mine

    def claim_single(self, what: str, place: Location) -> None:
        """Take something that a blueprint says once.

        Raises
        ------
        ModelError
            BP103 with both places if it is said already.
        """
        if (first := self.single.get(what)) is not None:
            message = f"the {what} is stated twice"
            raise fault("BP103", "duplicate-id", message, place, "keep one of the two", related=(first,))
        self.single[what] = place

    def add(self, word: str, item: Any, place: Location) -> None:
        """Enter an element of a collection."""
        self.items[word].append((item, place))

    @property
    def declared_lanes(self) -> list[Lane]:
        """Lanes that somebody wrote."""
        return [*(self.written_lanes or ()), *(lane for lane, _ in self.items["lanes"])]

    @property
    def known_lanes(self) -> list[Lane]:
        """Lanes that steps may stand in so far: the written ones, and the usual ones that steps needed."""
        written = self.declared_lanes
        ids = {lane.id for lane in written}
        return [*written, *(usual_lane(kind) for kind in self.added_kinds if kind not in ids)]

    def lanes(self) -> tuple[Lane, ...]:
        """Return the lanes of the blueprint."""
        if self.written_lanes is not None:
            return tuple(self.known_lanes)
        return arrange_lanes(self.declared_lanes, self.added_kinds)

    def data(self) -> dict[str, Any]:
        """Return the fields of the blueprint."""
        collections: Mapping[str, Any] = {
            word: tuple(item for item, _ in found) for word, found in self.items.items() if word != "lanes"
        }
        phases = tuple(entry.finish() for entry in self.phases)
        return {**self.fields, **collections, "measures": dict(self.measures), "lanes": self.lanes(), "phases": phases}

    def places(self) -> PlaceMap:
        """Return where everything was declared, by its path in the blueprint."""
        return PlaceMap(dict(self._places()))

    def _places(self) -> Iterator[tuple[SourcePath, Location]]:
        yield (), self.place
        for word in ("calendar", "economics"):
            if word in self.single:
                yield (word,), self.single[word]
        for word, found in self.items.items():
            if word != "lanes":
                yield from (((word, index), place) for index, (_, place) in enumerate(found))
        declared = {lane.id: place for lane, place in self.items["lanes"]}
        for index, lane in enumerate(self.lanes()):
            if lane.id in declared:
                yield ("lanes", index), declared[lane.id]
        for number, phase in enumerate(self.phases):
            yield ("phases", number), phase.place
            for index, entry in enumerate(phase.steps):
                yield from entry.places(("phases", number, "steps", index))
