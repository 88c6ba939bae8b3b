"""Services made of parts inside of parts, whose figures follow from how they are put together, without any chain.

A part has one way in and one way out. What a customer meets in it is told by a few numbers, and those of the whole follow
from those of its parts by multiplying and adding up: that is an oracle for what the library finds in the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import prod
from typing import Any, TypeVar

from hypothesis import strategies as st

from blueprint.model import Blueprint

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

CLASSES = {"member": 0.25, "guest": 0.75}


@dataclass(frozen=True)
class Fault:
    """A fail point; what is noticed is put right in the step itself, or where the row around it begins."""

    probability: float
    detected: float = 1.0
    gives_up: float = 0.0
    from_the_row: bool = False
    cost: float | None = None
    escape_cost: float | None = None


@dataclass(frozen=True)
class Do:
    """One step."""

    minutes: float
    lane: str = "onstage"
    faults: tuple[Fault, ...] = ()
    cost: float = 0.0


@dataclass(frozen=True)
class Row:
    """Parts one after the other; ``again`` is the share of customers who go through all of it once more."""

    parts: tuple[Part, ...]
    again: float = 0.0


@dataclass(frozen=True)
class Choice:
    """One of several parts, by shares; None is the direct way."""

    shares: tuple[float, ...]
    parts: tuple[Part | None, ...]


@dataclass(frozen=True)
class ByClass:
    """A part for each class of customers."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Both:
    """Parts at the same time, all of which are needed, or one of which is enough."""

    parts: tuple[Part, ...]
    is_any: bool = False


@dataclass(frozen=True)
class Some:
    """Parts at the same time, each on its own probability, and one for sure; all that were begun are needed."""

    shares: tuple[float, ...]
    parts: tuple[Part, ...]


Part = Do | Row | Choice | ByClass | Both | Some


# --- the service of a part -------------------------------------------------------------------------------------------


@dataclass
class Written:
    """Steps and flows of a part, and which step is which part's."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    flows: list[dict[str, Any]] = field(default_factory=list)
    name: Callable[[int], str] = "s{}".format
    step_of: dict[int, str] = field(default_factory=dict)  # of each `Do`, by its identity

    def add(self, lane: str, **words: Any) -> str:
        name = self.name(len(self.steps))
        self.steps.append({"lane": lane, "label": name, "id": name, **words})
        return name

    def flow(self, source: str, target: str, **words: Any) -> None:
        self.flows.append({"source": source, "target": target, **words})

    def put(self, part: Part, home: str | None) -> tuple[str, str]:
        """Write a part and return its first and its last step; ``home`` is where the row around it begins."""
        if isinstance(part, Do):
            return self._step(part, home)
        if isinstance(part, Row):
            return self._row(part)
        split = {"split": "any"} if isinstance(part, Some) else {}
        first = self.add("customer", service_time="0 min", **split)
        last = self.add(
            "customer", service_time="0 min", join="any" if isinstance(part, Both) and part.is_any else "all"
        )
        marks: list[dict[str, Any]] = [{} for _ in part.parts]
        if isinstance(part, Choice):
            marks = [{"probability": share} for share in part.shares]
        elif isinstance(part, Some):
            marks = [{"probability": share} for share in part.shares] + [{}]
        elif isinstance(part, ByClass):
            marks = [{"classes": [name]} for name in CLASSES]
        for mark, inner in zip(marks, part.parts, strict=True):
            if inner is None:
                self.flow(first, last, **mark)
                continue
            begin, end = self.put(inner, None)
            self.flow(first, begin, **mark)
            self.flow(end, last)
        return first, last

    def _step(self, part: Do, home: str | None) -> tuple[str, str]:
        name = self.name(len(self.steps))
        points = [
            {
                "label": f"fault {place}",
                "probability": fault.probability,
                "detected": fault.detected,
                "gives_up": fault.gives_up,
                "recovery": home if fault.from_the_row and home is not None else name,
                "cost": fault.cost,
                "escape_cost": fault.escape_cost,
            }
            for place, fault in enumerate(part.faults)
        ]
        self.step_of[id(part)] = self.add(
            part.lane, service_time=f"{part.minutes} min", fail_points=points, cost=part.cost or None
        )
        return name, name

    def _row(self, part: Row) -> tuple[str, str]:
        home: str | None = None
        ends: list[tuple[str, str]] = []
        for inner in part.parts:
            begin, end = self.put(inner, home)
            if ends:
                self.flow(ends[-1][1], begin)
            home = home or begin
            ends.append((begin, end))
        last = ends[-1][1]
        if part.again:
            last = self.add("customer", service_time="0 min")
            self.flow(ends[-1][1], last)
            self.flow(last, ends[0][0], probability=part.again)
        return ends[0][0], last


def write(part: Part, name: Callable[[int], str] = "s{}".format) -> tuple[Blueprint, dict[int, str]]:
    """Return the service of a part, between coming and leaving, and the name of each `Do` by its identity."""
    written = Written(name=name)
    come = written.add("customer", service_time="0 min")
    first, last = written.put(part, None)
    leave = written.add("customer", service_time="0 min")
    written.flow(come, first)
    written.flow(last, leave)
    classes = [{"label": label, "share": share} for label, share in CLASSES.items()] if has_classes(part) else []
    data = {"title": "T", "phases": [{"steps": written.steps}], "flows": written.flows, "classes": classes}
    return Blueprint.model_validate(data), written.step_of


# --- its figures -----------------------------------------------------------------------------------------------------


@dataclass
class Fate:
    """What becomes of customers who come to a part.

    Parameters
    ----------
    through : float
        Share that passes it in the end.
    home : float
        Share that goes back to where the row around it begins.
    clean : float
        Share that passes it without any failure.
    visits : dict
        How often each `Do` is passed for each who comes, by its identity.
    failed : dict
        How often each fault happens, by the identity of its `Do` and its place.
    """

    through: float
    home: float = 0.0
    clean: float = 1.0
    visits: dict[int, float] = field(default_factory=dict)
    failed: dict[tuple[int, int], float] = field(default_factory=dict)

    def take(self, other: Fate, often: float) -> None:
        """Count what happens in a part that is come to so often."""
        for key, value in other.visits.items():
            self.visits[key] = self.visits.get(key, 0.0) + often * value
        for point, value in other.failed.items():
            self.failed[point] = self.failed.get(point, 0.0) + often * value


def fate_of(part: Part, klass: str | None = None, in_row: bool = False) -> Fate:
    """Return what becomes of the customers of a class who come to a part."""
    if isinstance(part, Do):
        return _of_step(part, in_row)
    if isinstance(part, Row):
        return _of_row(part, klass)
    fates = [fate_of(inner, klass) if inner is not None else Fate(1.0) for inner in part.parts]
    if isinstance(part, Choice | ByClass):
        shares = part.shares if isinstance(part, Choice) else [float(name == klass) for name in CLASSES]
        found = Fate(
            sum(share * fate.through for share, fate in zip(shares, fates, strict=True)),
            clean=sum(share * fate.clean for share, fate in zip(shares, fates, strict=True)),
        )
    elif isinstance(part, Both):
        shares = [1.0] * len(fates)
        passed = [fate.through for fate in fates]
        through = 1 - prod(1 - share for share in passed) if part.is_any else prod(passed)
        found = Fate(through, clean=prod(fate.clean for fate in fates))
    else:
        shares = [*part.shares, 1.0]
        found = Fate(
            prod(1 - share * (1 - fate.through) for share, fate in zip(shares, fates, strict=True)),
            clean=prod(1 - share * (1 - fate.clean) for share, fate in zip(shares, fates, strict=True)),
        )
    for share, fate in zip(shares, fates, strict=True):
        found.take(fate, share)
    return found


def _of_step(part: Do, in_row: bool) -> Fate:
    right, here, home = 1.0, 0.0, 0.0
    failed = []
    for fault in part.faults:
        happens = right * fault.probability
        right -= happens
        failed.append(happens)
        mended = happens * fault.detected * (1 - fault.gives_up)
        if fault.from_the_row and in_row:
            home += mended
        else:
            here += mended
    often = 1 / (1 - here)
    found = Fate(right * often, home * often, right, {id(part): often})
    found.failed = {(id(part), place): often * happens for place, happens in enumerate(failed)}
    return found


def _of_row(part: Row, klass: str | None) -> Fate:
    comes, home, clean = 1.0, 0.0, 1.0
    once = Fate(0.0)
    for place, inner in enumerate(part.parts):
        fate = fate_of(inner, klass, in_row=place > 0)  # the row begins with the first: there it is the step itself
        once.take(fate, comes)
        home += comes * fate.home
        comes *= fate.through
        clean *= fate.clean
    begun = 1 / (1 - home - comes * part.again)
    found = Fate(begun * comes * (1 - part.again), clean=clean * (1 - part.again) / (1 - clean * part.again))
    found.take(once, begun)
    return found


@dataclass(frozen=True)
class Expected:
    """Figures of a whole service, over its classes."""

    success: float
    first_time: float
    visits: Mapping[int, float]
    failed: Mapping[tuple[int, int], float]


def expect(part: Part) -> Expected:
    """Return the figures that the service of a part must have."""
    groups = CLASSES.items() if has_classes(part) else [(None, 1.0)]
    whole = Fate(0.0, clean=0.0)
    for name, share in groups:
        fate = fate_of(part, name)
        whole.through += share * fate.through
        whole.clean += share * fate.clean
        whole.take(fate, share)
    return Expected(whole.through, whole.clean, whole.visits, whole.failed)


def minutes_of(part: Part) -> float:
    """Return the standard time of a part [min]: until all that the customer does or sees has ended.

    The longest of choices counts, and of what is all needed; nothing is done twice. Where one part is enough, the way
    goes on with the first; what the customer sees of the later ones still has its end.
    """
    return max(_ends(part, 0.0))


def _ends(part: Part, start: float) -> tuple[float, float]:
    """Return when the way goes on after a part, and when the last thing that is seen of it ends [min]."""
    if isinstance(part, Do):
        end = start + part.minutes
        return end, end if part.lane in ("customer", "onstage") else 0.0
    if isinstance(part, Row):
        seen = 0.0
        for inner in part.parts:
            start, last = _ends(inner, start)
            seen = max(seen, last)
        return start, max(seen, start if part.again else 0.0)
    each = [_ends(inner, start) if inner is not None else (start, 0.0) for inner in part.parts]
    is_any = isinstance(part, Both) and part.is_any
    end = (min if is_any else max)(end for end, _ in each)
    return end, max(end, *(seen for _, seen in each))  # where parts meet is a step of the customer


# --- questions about parts -------------------------------------------------------------------------------------------


def parts_of(part: Part | None) -> list[Part]:
    """Return a part and all that are inside of it."""
    if part is None:
        return []
    inner = () if isinstance(part, Do) else part.parts
    return [part, *(found for item in inner for found in parts_of(item))]


def has_classes(part: Part) -> bool:
    """Tell whether classes of customers go different ways."""
    return any(isinstance(item, ByClass) for item in parts_of(part))


def is_parallel(part: Part) -> bool:
    """Tell whether anything runs at the same time."""
    return any(isinstance(item, Both | Some) for item in parts_of(part))


def can_lose(part: Part | None) -> bool:
    """Tell whether a customer may be lost in a part."""
    faults = (fault for item in parts_of(part) if isinstance(item, Do) for fault in item.faults)
    return any(fault.probability and (fault.detected < 1 or fault.gives_up > 0) for fault in faults)


def loses_beside(part: Part) -> bool:
    """Tell whether a customer may be lost in a part while another runs: then the order of the two tells in visits."""
    beside = (item for item in parts_of(part) if isinstance(item, Both | Some))
    return any(can_lose(inner) for item in beside for inner in item.parts)


# --- any of them -----------------------------------------------------------------------------------------------------

SHARES = st.integers(1, 9).map(lambda tenths: tenths / 10)
SMALL = st.integers(0, 6).map(lambda tenths: tenths / 20)
MINUTES = st.sampled_from((0, 1, 2, 2.5, 7, 30))
LANES = st.sampled_from(("customer", "onstage", "backstage", "support"))


@st.composite
def faults(draw: Draw[Any]) -> Fault:
    """Any fault."""
    return Fault(
        draw(SMALL),
        detected=draw(st.sampled_from((1.0, 1.0, 0.5, 0.2, 0.0))),
        gives_up=draw(st.sampled_from((0.0, 0.0, 0.25, 1.0))),
        from_the_row=draw(st.booleans()),
        cost=draw(st.sampled_from((0.0, 3.0))),
        escape_cost=draw(st.sampled_from((0.0, 40.0))),
    )


STEPS = st.builds(
    Do, MINUTES, lane=LANES, faults=st.lists(faults(), max_size=2).map(tuple), cost=st.sampled_from((0.0, 1.5))
)


@st.composite
def _choices(draw: Draw[Any], inner: st.SearchStrategy[Part]) -> Choice:
    share = draw(SHARES)
    others = [share, round(1 - share, 10)]
    if draw(st.booleans()):
        others = [share, round((1 - share) / 2, 10), round((1 - share) / 2, 10)]
    parts = [draw(inner), *(draw(inner | st.none()) for _ in others[1:-1]), draw(inner)]
    return Choice(tuple(others), tuple(parts))


def _around(inner: st.SearchStrategy[Part]) -> st.SearchStrategy[Part]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Row, several, again=st.sampled_from((0.0, 0.0, 0.3))),
        _choices(inner),
        st.builds(Both, several, is_any=st.booleans()),
        st.builds(lambda shares, parts: Some(shares[: len(parts) - 1], parts), st.tuples(SHARES, SHARES), several),
        st.builds(ByClass, st.tuples(inner, inner)),
    )


PARTS: st.SearchStrategy[Part] = st.recursive(STEPS, _around, max_leaves=7)
"""Any part."""
