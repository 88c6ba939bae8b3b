"""The draft: a service as it is declared, line by line, until `build` makes a blueprint of it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from types import TracebackType
from typing import Self, Unpack, cast

from blueprint.diagnostics import Location, counted, did_you_mean
from blueprint.dsl.caller import find_caller, locate_word
from blueprint.dsl.chains import read_chain, refuse_words_of_one
from blueprint.dsl.faults import Declared, check, fault, in_python
from blueprint.dsl.handles import ClassHandle, LaneHandle, Path, ResourceHandle, StepHandle, describe_value
from blueprint.dsl.lanes import lanes_for, usual_lane
from blueprint.dsl.ledger import Ledger, PhaseEntry, StepEntry
from blueprint.dsl.methods import StepMethods
from blueprint.dsl.values import Resolver
from blueprint.dsl.words import (
    AnyStep,
    BlueprintWords,
    CalendarWords,
    ClassWords,
    EconomicsWords,
    FailPointWords,
    FlowWords,
    Promise,
    ResourceWords,
    StandardWords,
    StepWords,
    WaitPointWords,
)
from blueprint.errors import ModelError
from blueprint.model import (
    END,
    LANE_KINDS,
    Blueprint,
    Calendar,
    CustomerClass,
    Document,
    Economics,
    FailPoint,
    Flow,
    FlowKind,
    Lane,
    LaneKind,
    Phase,
    Resource,
    Standard,
    Step,
    WaitPoint,
    build_blueprint,
    slug,
)

_METHODS = {
    "phases": "visit.phase(…)",
    "steps": "visit.customer(…), visit.onstage(…) …",
    "resources": "visit.resource(…)",
    "classes": "visit.customer_class(…)",
    "standards": "visit.standard(…)",
    "flows": "visit.flow(…)",
}


def draft(title: str, **words: Unpack[BlueprintWords]) -> Draft:
    """Begin a blueprint.

    Parameters
    ----------
    title : str
        Name of the service.
    **words
        Words of the blueprint: ``language``, ``status``, ``customer``, ``arrivals``, ``acceptable_time`` … Phases,
        steps, resources, classes, standards and flows have methods of their own.

    Returns
    -------
    Draft
        The draft, to declare phases, steps and flows on.

    Raises
    ------
    ModelError
        If a value is refused; its code says which.

    Examples
    --------
    >>> visit = draft("A visit to a bar")
    >>> order, serve = visit.customer("Order"), visit.onstage("Serve")
    >>> visit.flow(order >> serve)
    >>> [flow.id for flow in visit.build().flows]
    ['order>>serve']
    """
    return Draft(title, **words)


class PhaseDraft(StepMethods):
    """A phase that steps are added to until its ``with`` block ends."""

    __slots__ = ("_draft", "_entry", "_open")

    def __init__(self, owner: Draft, entry: PhaseEntry) -> None:
        self._draft = owner
        self._entry = entry
        self._open = True

    def __enter__(self) -> Self:
        """Begin the block of the phase."""
        self._refuse_if_closed(find_caller())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the phase."""
        self._open = False

    def __repr__(self) -> str:
        """Write ``<PhaseDraft 'Arrive': 3 steps>``."""
        return f"<PhaseDraft {self._entry.phase.label!r}: {counted(len(self._entry.steps), 'step')}>"

    def _declare(self, lane: LaneHandle | str, label: str, words: StepWords) -> StepHandle:
        place = find_caller()
        self._refuse_if_closed(place)
        return self._draft._add_step(self._entry, lane, label, words, place)

    def _refuse_if_closed(self, place: Location) -> None:
        if not self._open:
            label = self._entry.phase.label
            message = f"the phase '{label}' is closed: its 'with' block has ended"
            hint = "indent this line so that it belongs to the 'with' block, or add the step to another phase"
            raise fault("BP102", "closed-phase", message, place, hint, related=(self._entry.place,))


class Draft(StepMethods):
    """A service while it is declared; `build` makes the frozen `Blueprint`, as often as wanted.

    `draft` makes one. Every declaration is checked at once, and a fault is raised at its line.
    """

    __slots__ = ("_ledger", "_unnamed")

    def __init__(self, title: str, **words: Unpack[BlueprintWords]) -> None:
        place = find_caller()
        _refuse_collections(words, place)
        fields = {"title": title, **Resolver(self, place).resolve(words, BlueprintWords)}
        first = check(Blueprint, fields, place)
        kept = {name: getattr(first, name) for name in fields if name not in ("lanes", "measures")}
        self._ledger = Ledger(place, kept, first.lanes if "lanes" in fields else None)
        self._unnamed: PhaseEntry | None = None
        for word in ("calendar", "economics"):
            if fields.get(word) is not None:
                self._ledger.claim_single(word, place)
        for name, value in first.measures:
            self._state_measure(name, value, place)
        self._ledger.claim("lane", *(lane.id for lane in self._ledger.declared_lanes), place=place)

    @property
    def title(self) -> str:
        """Name of the service."""
        return cast(str, self._ledger.fields["title"])

    def __repr__(self) -> str:
        """Write ``<Draft 'A visit to a bar': 3 phases, 14 steps, 18 flows>``."""
        ledger = self._ledger
        phases = [] if self._unnamed else [counted(len(ledger.phases), "phase")]
        counts = [*phases, counted(len(ledger.steps), "step"), counted(len(ledger.items["flows"]), "flow")]
        return f"<Draft {self.title!r}: {', '.join(counts)}>"

    # --- what stands around the steps --------------------------------------------------------------------------------

    def lane(self, label: str | None = None, *, kind: LaneKind, id: str | None = None) -> LaneHandle:
        """Declare a lane of one's own.

        Parameters
        ----------
        label : str or None
            Name in the drawing; by default the name of its kind.
        kind : str
            evidence, customer, onstage, backstage, support or management.
        id : str or None
            Id; by default made of the label, and without a label the kind.

        Returns
        -------
        LaneHandle
            To add steps by ``arrive.step(nurse, "Take vital signs")``.

        Raises
        ------
        ModelError
            BP013 if the kind is unknown, BP103 if the id is taken, BP204 if it is a word of a step, BP205 for a second
            evidence lane.
        """
        place = find_caller()
        made = kind if label is None and id is None else _id_of("lane", label, id, place)
        lane = check(Lane, {"id": made, "label": label, "kind": kind}, place)
        check(Blueprint, {"title": "lanes", "lanes": (*_others(self._ledger.declared_lanes, lane), lane)}, place)
        self._ledger.claim("lane", lane.id, place=place)
        self._ledger.add("lanes", lane, place)
        return LaneHandle(self, lane.id)

    def resource(
        self, label: str | None = None, *, id: str | None = None, **words: Unpack[ResourceWords]
    ) -> ResourceHandle:
        """Declare people, a system or a place that steps need.

        Parameters
        ----------
        label : str or None
            Name in the drawing; by default the id.
        id : str or None
            Id; by default made of the label.
        **words
            All words of a resource: ``capacity``, ``kind``, ``schedule``, ``cost_rate`` …

        Returns
        -------
        ResourceHandle
            For ``resource=``; ``teller | adviser`` takes whoever is free first.

        Raises
        ------
        ModelError
            If a value is refused (its code says which), or BP103 if the id is taken.
        """
        place = find_caller()
        fields = {"label": label, **Resolver(self, place).resolve(words, ResourceWords)}
        made = check(Resource, {"id": _id_of("resource", label, id, place), **fields}, place)
        self._ledger.claim("resource", made.id, place=place)
        self._ledger.add("resources", made, place)
        return ResourceHandle(self, made.id)

    def customer_class(self, label: str, **words: Unpack[ClassWords]) -> ClassHandle:
        """Declare a kind of customers.

        Parameters
        ----------
        label : str
            Who they are.
        **words
            All words of a class: ``share``, ``arrivals``, ``enters``, ``priority``, ``patience`` and ``id``.

        Returns
        -------
        ClassHandle
            For ``classes=`` of flows and ``service_time={regular: …}``.

        Raises
        ------
        ModelError
            If a value is refused (its code says which), or BP103 if the id is taken.
        """
        place = find_caller()
        made = check(CustomerClass, {"label": label, **Resolver(self, place).resolve(words, ClassWords)}, place)
        self._ledger.claim("class", made.id, place=place)
        self._ledger.add("classes", made, place)
        return ClassHandle(self, made.id)

    def standard(self, text: Promise, **words: Unpack[StandardWords]) -> None:
        """Promise something for the whole service, or from one step to another.

        Parameters
        ----------
        text : str, Seconds or Target
            ``"90% within 35 min"``, a time, or words.
        **words
            ``start``, ``end``, ``classes``, ``working`` and ``id``.

        Raises
        ------
        ModelError
            BP505 if the text is no standard, or BP103 if the id is taken.
        """
        place = find_caller()
        made = check(Standard, {"target": text, **Resolver(self, place).resolve(words, StandardWords)}, place)
        self._ledger.claim("standard", made.id, place=place)
        self._ledger.add("standards", made, place)

    def calendar(self, **words: Unpack[CalendarWords]) -> None:
        """Say when the service is open.

        Parameters
        ----------
        **words
            ``open``, a list such as ``["mon-fri 08:00-18:00"]``, and ``closed``, a list of dates.

        Raises
        ------
        ModelError
            BP504 or BP506 if a window or a date is none, BP103 if there is a calendar already.
        """
        place = find_caller()
        made = check(Calendar, Resolver(self, place).resolve(words, CalendarWords), place)
        self._ledger.claim_single("calendar", place)
        self._ledger.fields["calendar"] = made

    def economics(self, **words: Unpack[EconomicsWords]) -> None:
        """State price and costs for one customer.

        Parameters
        ----------
        **words
            ``price``, ``materials``, ``overhead``, ``time_rate`` and ``currency``.

        Raises
        ------
        ModelError
            BP011 or BP503 if a value is refused, BP103 if they are stated already.
        """
        place = find_caller()
        made = check(Economics, Resolver(self, place).resolve(words, EconomicsWords), place)
        self._ledger.claim_single("economics", place)
        self._ledger.fields["economics"] = made

    def measure(self, name: str, value: float) -> None:
        """State a figure that is known from outside, such as complaints per quarter.

        Parameters
        ----------
        name : str
            What is measured.
        value : float
            The figure, in the unit that its name says.

        Raises
        ------
        ModelError
            BP011 if the value is no number, BP103 if the measure is stated already.
        """
        self._state_measure(name, value, find_caller())

    def _state_measure(self, name: str, value: float, place: Location) -> None:
        checked = check(Blueprint, {"title": "measures", "measures": ((name, value),)}, place).measures
        self._ledger.claim_single(f"measure '{name}'", place)
        self._ledger.measures |= dict(checked)

    # --- phases and steps --------------------------------------------------------------------------------------------

    def phase(self, label: str, *, id: str | None = None, description: str | None = None) -> PhaseDraft:
        """Begin a phase: ``with visit.phase("Arrive") as arrive:``.

        Parameters
        ----------
        label : str
            Name of the phase.
        id : str or None
            Id; by default made of the label.
        description : str or None
            What this phase is about.

        Returns
        -------
        PhaseDraft
            Takes steps until its block ends.

        Raises
        ------
        ModelError
            BP103 if the id is taken, BP021 if steps stand on the draft itself.
        """
        place = find_caller()
        if self._unnamed is not None:
            raise _mixed(place, self._unnamed.steps[0].place)
        entry = PhaseEntry(check(Phase, {"label": label, "id": id or "", "description": description}, place), place)
        self._ledger.claim("phase", entry.phase.id, place=place)
        self._ledger.phases.append(entry)
        return PhaseDraft(self, entry)

    def _declare(self, lane: LaneHandle | str, label: str, words: StepWords) -> StepHandle:
        place = find_caller()
        if self._unnamed is not None:
            return self._add_step(self._unnamed, lane, label, words, place)
        if self._ledger.phases:
            raise _mixed(place, self._ledger.phases[0].place)
        entry = PhaseEntry(Phase(), place)
        handle = self._add_step(entry, lane, label, words, place)
        self._unnamed = entry
        self._ledger.phases.append(entry)
        return handle

    def _add_step(
        self, phase: PhaseEntry, lane: LaneHandle | str, label: str, words: StepWords, place: Location
    ) -> StepHandle:
        resolver = Resolver(self, place)
        fields = resolver.resolve(words, StepWords)
        row = self._lane_of(lane, resolver)
        step = check(Step, {"lane": row.id, "label": label, **fields}, place)
        points = [piece.id for piece in step.evidence]
        points += [point.id for point in step.fail_points] + [point.id for point in step.wait_points]
        self._ledger.claim("step", step.id, *points, place=place)
        if row not in self._ledger.known_lanes:
            self._ledger.added_kinds[row.kind] = None
        entry = StepEntry(step, place)
        self._ledger.steps[step.id] = entry
        phase.steps.append(entry)
        return StepHandle(self, step.id)

    def _lane_of(self, lane: object, resolver: Resolver) -> Lane:
        known = self._ledger.known_lanes
        name = resolver.own("lane", lane) if isinstance(lane, LaneHandle) else lane
        if (row := next((row for row in known if row.id == name), None)) is not None:
            return row
        if name not in LANE_KINDS or name == "evidence":
            raise _no_such_lane(name, known, resolver.place)
        found = lanes_for(cast(LaneKind, name), known)
        if len(found) > 1:
            names = " and ".join(f"'{row.id}'" for row in found)
            message = f"there are {len(found)} lanes of kind {name}: {names}"
            hint = f'say which one is meant: step("…", lane="{found[0].id}")'
            raise fault("BP206", "ambiguous-lane", message, resolver.place, hint)
        return found[0] if found else usual_lane(cast(LaneKind, name))

    def _add_fail_point(self, step: StepHandle, label: str, words: FailPointWords) -> None:
        place = find_caller()
        fields = Resolver(self, place).resolve(words, FailPointWords)
        point = check(FailPoint, {"label": label, **fields}, place)
        point = point.model_copy(update={"id": point.id or _point_id(step, point.label)})
        self._ledger.claim("step", point.id, place=place)
        self._ledger.steps[step.id].fail_points.append((point, place))

    def _add_wait_point(self, step: StepHandle, label: str, words: WaitPointWords) -> None:
        place = find_caller()
        fields = Resolver(self, place).resolve(words, WaitPointWords)
        point = check(WaitPoint, {"label": label, **fields}, place)
        point = point.model_copy(update={"id": point.id or _point_id(step, point.label)})
        self._ledger.claim("step", point.id, place=place)
        self._ledger.steps[step.id].wait_points.append((point, place))

    # --- flows -------------------------------------------------------------------------------------------------------

    def flow(self, path: Path | str, **words: Unpack[FlowWords]) -> None:
        """Let the customer move along a path: ``visit.flow(enter >> seat >> choose)``.

        Parameters
        ----------
        path : Path or str
            Declared steps in sequence, joined by ``>>``; in place of a step its id will do.
        **words
            ``probability`` [0..1], ``condition`` and ``id`` of a path of two steps; ``classes`` of any path.

        Raises
        ------
        ModelError
            BP104 if a step is not declared, BP108 if it belongs to another draft, BP310 if this is no path, BP313 if a
            longer path has words of a single flow.
        """
        self._add_flows("flow", path, words)

    def needs(self, path: Path | str, **words: Unpack[FlowWords]) -> None:
        """Let a step depend on another one, without time order; parameters and errors as for `flow`."""
        self._add_flows("needs", path, words)

    def exchange(self, path: Path | str, **words: Unpack[FlowWords]) -> None:
        """Let two steps be in two-way contact; parameters and errors as for `flow`."""
        self._add_flows("exchange", path, words)

    def influences(self, path: Path | str, **words: Unpack[FlowWords]) -> None:
        """Let a step influence another one, as word of mouth does; parameters and errors as for `flow`."""
        self._add_flows("influences", path, words)

    def end(self, step: AnyStep, **words: Unpack[FlowWords]) -> None:
        """Let the customer leave after a step; parameters and errors as for `flow`."""
        self._add_flows("flow", Path((step, END)), words)

    def _add_flows(self, kind: FlowKind, path: object, words: FlowWords) -> None:
        place = find_caller()
        resolver = Resolver(self, place)
        fields = resolver.resolve(words, FlowWords)
        steps = read_chain(kind, path, resolver, self._ledger.steps)
        refuse_words_of_one(kind, steps, words, place)
        shared = {"kind": kind, **fields}
        made = [check(Flow, {"source": a, "target": b, **shared}, place) for a, b in pairwise(steps)]
        self._ledger.claim("flow", *(flow.id for flow in made), place=place)
        for flow in made:
            self._ledger.add("flows", flow, place)

    # --- the blueprint -----------------------------------------------------------------------------------------------

    def build(self) -> Blueprint:
        """Return the blueprint of all that has been declared so far.

        Returns
        -------
        Blueprint
            Frozen; each call makes an equal one until more is declared.

        Raises
        ------
        ModelError
            With every contradiction between the parts, each at the line that declares it.
        """
        places = self._ledger.places().places
        try:
            return build_blueprint(self._ledger.data(), Declared(places), by_alias=False)
        except ModelError as error:
            faults = in_python(error.diagnostics)
        raise ModelError(faults)

    def document(self) -> Document:
        """Return the blueprint together with the places of its declarations.

        Returns
        -------
        Document
            Its name is the file that holds `draft`.

        Raises
        ------
        ModelError
            As `build`.
        """
        return Document(self.build(), self._ledger.places(), name=self._ledger.place.path)

    @property
    def place(self) -> Location:
        """Where the draft begins."""
        return self._ledger.place


def _refuse_collections(words: Mapping[str, object], place: Location) -> None:
    for word in words:
        if word in _METHODS:
            at = locate_word(place, word, key=True)
            message = f"draft() takes no '{word}'"
            raise fault("BP007", "unknown-key", message, at, f"declare them one by one: {_METHODS[word]}")


def _id_of(noun: str, label: str | None, written: str | None, place: Location) -> str:
    """Return the written id, or the one that the label gives; a label that is none is left to the model to refuse."""
    if written is not None:
        return written
    if label is None:
        hint = f'write visit.{noun}("Name") or visit.{noun}(id="name")'
        raise fault("BP009", "missing-key", f"this {noun} has neither a label nor an id", place, hint)
    made = slug(label) if isinstance(label, str) else ""
    if not made and isinstance(label, str) and label.strip():
        message = f"no id can be made of the label '{label}'"
        raise fault("BP101", "bad-id", message, place, 'write an id of your own, such as id="desk"')
    return made or noun


def _point_id(step: StepHandle, label: str) -> str:
    return f"{step.id}/{slug(label) or 'point'}"


def _others(lanes: list[Lane], lane: Lane) -> list[Lane]:
    return [other for other in lanes if other.id != lane.id]


def _no_such_lane(name: object, known: list[Lane], place: Location) -> ModelError:
    if name == "evidence":
        hint = 'write it at the step where the customer meets it: evidence=["Menu"]'
        return fault("BP203", "step-in-evidence-lane", "the evidence lane has no steps of its own", place, hint)
    if not isinstance(name, str):
        message = f"expected a lane, got {describe_value(name)}"
        return fault("BP109", "wrong-handle", message, place, 'write it as step(nurse, "Take vital signs")')
    ids = dict.fromkeys([*(lane.id for lane in known), *LANE_KINDS[1:]])
    hint = did_you_mean(name, ids)
    return fault("BP201", "unknown-lane", f"there is no lane '{name}'", place, hint)


def _mixed(place: Location, first: Location) -> ModelError:
    message = "some steps stand in phases, others on the draft itself"
    hint = 'put every step into a phase, or use no phases: with visit.phase("Arrive") as arrive: …'
    return fault("BP021", "steps-beside-phases", message, place, hint, related=(first,))
