"""Ports: where lines meet the boxes, as distances from the middle of a side.

A straight line keeps to the middle. A line that turns off meets its box on the side that it turns to, so it never
crosses what runs straight, nor what turns the other way. Lines of one kind that do the same thing at one box share a
port and become a trunk; whatever else runs beside them in the same row or column gets a place of its own, counted from
the middle. So two lines that have nothing to do with each other never lie on top of each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from blueprint.layout.swimlane.edges import LooseEnd
from blueprint.layout.swimlane.labels import FlowLabel
from blueprint.layout.swimlane.routing import Route

TWINS = (0.0, -70.0, 70.0)
"""Distances from the middle for lines that run straight down between the same two steps (see `MOST_TWINS`)."""

END_RADIUS, CONNECTOR_RADIUS = 6.0, 9.0

_FIRST_IN_ROW, _FIRST_IN_COLUMN = 9.0, 14.0  # the port nearest to a line in the middle
_IN_ROW, _IN_COLUMN, _TIGHT = 8.0, 14.0, 7.0  # distance of neighboring ports
_RIM = 8.0  # from a port to the corner of its box
_BETWEEN_ENDS = 5.0  # from one loose end to the next
_LABEL_GAP = 8.0  # from a label to the next line


@dataclass(frozen=True, slots=True)
class Ports:
    """Where lines meet boxes, each as the distance from the middle of the side: down or to the right is positive [px].

    Parameters
    ----------
    leave, arrive : dict
        By the number of the route.
    loose : dict
        By the key of a loose end.
    reach : dict
        By step: how far its ports go up or down from the middle.
    label_reach : dict
        By row slot: how far labels beside boxes go up or down from the middle.
    """

    leave: Mapping[int, float]
    arrive: Mapping[int, float]
    loose: Mapping[tuple[str, bool], float]
    reach: Mapping[str, float]
    label_reach: Mapping[int, float]

    def at(self, number: int, index: int) -> float:
        """Return the port of a stretch that begins (``index`` 0) or ends at a box."""
        return self.arrive[number] if index else self.leave[number]


class Line(NamedTuple):
    """A row or a column slot, in which stubs run along or across."""

    vertical: bool
    slot: int


class Face(NamedTuple):
    """One side of a box: to the right or down, or the other way."""

    step: str
    vertical: bool
    forward: bool


@dataclass(slots=True)
class Stub:
    """What runs from one side of a box to where it turns: one line, or several that share a trunk.

    Parameters
    ----------
    face : Face
        Where it meets its box.
    places : range
        Slots that it passes.
    side : int
        The side of the middle that it turns to: 1 is down or right, -1 is up or left.
    depth : float
        How much room its label needs beside it, away from the middle [px].
    members : list of (int, bool)
        Route numbers, and whether it is the last stretch of the route.
    """

    face: Face
    places: range
    side: int
    depth: float = 0.0
    members: list[tuple[int, bool]] = field(default_factory=list)


Span = tuple[float, float]


def assign_ports(
    routes: Sequence[Route],
    loose_ends: Sequence[LooseEnd],
    labels: Mapping[str, FlowLabel],
    rows: Mapping[str, int],
    half_width: float,
) -> Ports:
    """Give every line its ports.

    Parameters
    ----------
    routes : sequence of Route
        Lines from step to step.
    loose_ends : sequence of LooseEnd
        Lines to the end of the service and to connectors.
    labels : mapping
        Wrapped labels by the id of their line.
    rows : mapping
        Row slot of each step.
    half_width : float
        Half the width of a box [px].
    """
    stubs = _Collection(routes, loose_ends, labels)
    leave: dict[int, float] = {}
    arrive: dict[int, float] = {}
    reach: dict[str, float] = defaultdict(float)
    label_reach: dict[int, float] = defaultdict(float)
    below: dict[Face, float] = {}
    for number, route in enumerate(routes):
        if route.is_straight:
            leave[number] = arrive[number] = TWINS[route.edge.twin] if route.legs[0].vertical else 0.0
            label = labels.get(route.edge.id)
            if label is not None and label.site == "straight":
                slot = route.start[0]
                label_reach[slot] = max(label_reach[slot], label.height + 4.0)
    for line, found in stubs.of_line.items():
        for stub, offset in _set_line(line, found, stubs, half_width - _RIM):
            for number, is_last in stub.members:
                (arrive if is_last else leave)[number] = offset
            if not line.vertical:
                reach[stub.face.step] = max(reach[stub.face.step], abs(offset))
                if stub.depth:
                    label_reach[line.slot] = max(label_reach[line.slot], abs(offset) + stub.depth)
                if stub.side > 0:
                    below[stub.face] = max(below.get(stub.face, 0.0), offset + stub.depth)
    loose: dict[tuple[str, bool], float] = {}
    for end, offset, depth in _set_loose_ends(loose_ends, labels, below, stubs.faces):
        loose[end.key] = offset
        reach[end.step] = max(reach[end.step], abs(offset))
        if depth > CONNECTOR_RADIUS:
            label_reach[rows[end.step]] = max(label_reach[rows[end.step]], offset + depth)
    return Ports(leave, arrive, loose, {name: far + _RIM for name, far in reach.items() if far}, label_reach)


class _Collection:
    """All stubs by the line that they run in, and what is taken there before them."""

    def __init__(
        self,
        routes: Sequence[Route],
        loose_ends: Sequence[LooseEnd],
        labels: Mapping[str, FlowLabel],
    ) -> None:
        self.of_line: dict[Line, list[tuple[Hashable, Stub]]] = defaultdict(list)
        self.taken: dict[tuple[Line, int, int], list[Span]] = defaultdict(list)
        """Spans beside the middle that are taken, by line, side and place."""
        self.middle: set[tuple[Line, int]] = set()
        """Places where something runs in the middle."""
        self.faces: Counter[Face] = Counter()
        """How many ports each side of a box has."""
        for number, route in enumerate(routes):
            label = labels.get(route.edge.id)
            if route.is_straight:
                self._add_straight(route, label)
            else:
                self._add_stub(number, route, label, is_last=False)
                self._add_stub(number, route, label, is_last=True)
        for end in loose_ends:
            self.faces[Face(end.step, False, not end.arrives)] += 1
        for found in self.of_line.values():
            for face in {key: stub.face for key, stub in found}.values():
                self.faces[face] += 1

    def _add_straight(self, route: Route, label: FlowLabel | None) -> None:
        leg, edge = route.legs[0], route.edge
        before, after = route.span(0)
        places = range(min(before, after) + 1, max(before, after))
        line, forward = Line(leg.vertical, leg.slot), after > before
        self.faces[Face(edge.source, leg.vertical, forward)] += 1
        self.faces[Face(edge.target, leg.vertical, not forward)] += 1
        offset = TWINS[edge.twin] if leg.vertical else 0.0
        if offset:
            self.take(line, -1 if offset < 0 else 1, places, (abs(offset) - _TIGHT, abs(offset) + _TIGHT))
        else:
            self.middle.update((line, place) for place in places)
        if label is not None and leg.vertical:
            self.take(line, 1, places, (max(offset, 0.0), offset + label.width + _LABEL_GAP))
        elif label is not None:
            beside = places[:1] if forward else places[-1:]
            self.take(line, -1, beside, (0.0, label.height + _LABEL_GAP))

    def _add_stub(self, number: int, route: Route, label: FlowLabel | None, *, is_last: bool) -> None:
        edge, index = route.edge, len(route.legs) - 1 if is_last else 0
        leg = route.legs[index]
        before, after = route.span(index)
        turn_from, turn_to = route.span(index - 1 if is_last else index + 1)
        toward = 1 if turn_to >= turn_from else -1
        forward = after > before
        if is_last:
            face, side = Face(edge.target, leg.vertical, not forward), -toward
            places = range(before, after) if forward else range(after + 1, before + 1)
        else:
            face, side = Face(edge.source, leg.vertical, forward), toward
            places = range(before + 1, after + 1) if forward else range(after, before)
        site = label.site if label is not None else ""
        labelled = label is not None and site == ("row" if is_last else "stub")
        key = (face, side, is_last, number if labelled else route.style, labelled)
        depth = label.height + _LABEL_GAP if labelled and label is not None else 0.0
        stub = Stub(face, places, side, depth, [(number, is_last)])
        self.of_line[Line(leg.vertical, leg.slot)].append((key, stub))

    def take(self, line: Line, side: int, places: Iterable[int], span: Span) -> None:
        """Note that a span beside the middle is taken."""
        for place in places:
            self.taken[line, side, place].append(span)


def _merge(found: Iterable[tuple[Hashable, Stub]]) -> dict[Hashable, Stub]:
    """Let stubs of one key become a trunk."""
    merged: dict[Hashable, Stub] = {}
    for key, stub in found:
        known = merged.get(key)
        if known is None:
            merged[key] = Stub(stub.face, stub.places, stub.side, stub.depth, list(stub.members))
        else:
            known.members += stub.members
            known.places = range(min(known.places.start, stub.places.start), max(known.places.stop, stub.places.stop))
    return merged


def _without_style(found: Iterable[tuple[Hashable, Stub]]) -> Iterator[tuple[Hashable, Stub]]:
    for key, stub in found:
        assert isinstance(key, tuple)
        yield (key if key[-1] else key[:3]), stub


def _set_line(
    line: Line, found: Sequence[tuple[Hashable, Stub]], stubs: _Collection, limit: float
) -> list[tuple[Stub, float]]:
    """Return the stubs of one row or column with their ports; where a box is too narrow for all, they move together."""
    if not line.vertical:
        return _pack(line, _merge(found), stubs, _FIRST_IN_ROW, _IN_ROW)
    packed = _pack(line, _merge(found), stubs, _FIRST_IN_COLUMN, _IN_COLUMN)
    if _widest(packed) > limit:
        packed = _pack(line, _merge(found), stubs, _FIRST_IN_COLUMN, _TIGHT)
    if _widest(packed) > limit:
        packed = _pack(line, _merge(_without_style(found)), stubs, _TIGHT, _TIGHT)
    return [(stub, max(-limit, min(limit, offset))) for stub, offset in packed]


def _widest(packed: Iterable[tuple[Stub, float]]) -> float:
    return max(abs(offset) for _, offset in packed)


def _pack(
    line: Line, merged: Mapping[Hashable, Stub], stubs: _Collection, first: float, step: float
) -> list[tuple[Stub, float]]:
    """Set the stubs of one line: who is alone at its side of the box keeps to the middle, if that is free.

    Of the others, the longer ones run nearer to the middle, so that none has to turn through another.
    """
    order = sorted(merged.values(), key=lambda s: (bool(s.depth), -len(s.places), not s.members[0][1], s.members[0][0]))
    taken: dict[tuple[int, int], list[Span]] = {}
    middle: set[int] = set()
    packed: list[tuple[Stub, float]] = []
    beside = []
    for stub in order:
        alone = stubs.faces[stub.face] == 1 and not stub.depth
        if alone and not any(place in middle or (line, place) in stubs.middle for place in stub.places):
            middle.update(stub.places)
            packed.append((stub, 0.0))
        else:
            beside.append(stub)
    for stub in beside:
        spans: list[Span] = []
        for place in stub.places:
            spans += taken.get((stub.side, place), ())
            spans += stubs.taken.get((line, stub.side, place), ())
        offset = _free(sorted(set(spans)), first, step / 2, stub.depth)
        for place in stub.places:
            taken.setdefault((stub.side, place), []).append((offset - step / 2, offset + step / 2 + stub.depth))
        packed.append((stub, stub.side * offset))
    return packed


def _free(spans: Sequence[Span], first: float, half: float, depth: float) -> float:
    """Return the first place where a line with room to both sides of it, and for its label, touches no span."""
    offset = first
    for low, high in spans:
        if low < offset + half + depth and offset - half < high:
            offset = high + half
    return offset


def _set_loose_ends(
    ends: Sequence[LooseEnd], labels: Mapping[str, FlowLabel], below: Mapping[Face, float], crowded: Counter[Face]
) -> Iterator[tuple[LooseEnd, float, float]]:
    """Yield each loose end with its port and how far it and its label reach down from there.

    Loose ends that have a side of a box to themselves are set around its middle, others below all else.
    """
    of_face: dict[Face, list[LooseEnd]] = defaultdict(list)
    for end in ends:
        of_face[Face(end.step, False, not end.arrives)].append(end)
    for face, found in of_face.items():
        radii = [CONNECTOR_RADIUS if end.number else END_RADIUS for end in found]
        shown = [None if end.arrives else labels.get(end.edge.id) for end in found]
        depths = [
            radius + (label.height + 12.0 if label is not None else 0.0)
            for radius, label in zip(radii, shown, strict=True)
        ]
        steps = (depth + _BETWEEN_ENDS + radius for depth, radius in zip(depths, radii[1:], strict=False))
        offsets = list(accumulate(steps, initial=0.0))
        among_themselves = crowded[face] == len(found)
        lowest = max(_FIRST_IN_ROW, below.get(face, 0.0))
        shift = -offsets[-1] / 2 if among_themselves else lowest + _BETWEEN_ENDS + radii[0]
        for end, offset, depth in zip(found, offsets, depths, strict=True):
            yield end, round(offset + shift), depth
