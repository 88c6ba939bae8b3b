"""Python writer: from a blueprint to the declarations that a person would write."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from blueprint.dsl.lanes import arrange_lanes, lanes_for
from blueprint.io.python_code import (
    COLUMNS,
    Call,
    Code,
    Collection,
    Expression,
    Named,
    Text,
    width_of,
    write_flat,
    write_statement,
)
from blueprint.io.python_names import Names
from blueprint.model import (
    END,
    LANE_KINDS,
    Arrivals,
    Blueprint,
    Demand,
    Flow,
    Lane,
    Phase,
    Step,
    StepStandard,
    slug,
)
from blueprint.model.base import Element
from blueprint.units import Distribution, Rate, Seconds

_DRAFT = "service"
_TIMES = ((86_400, 14, "days"), (3600, 48, "hours"), (60, 120, "minutes"), (1, 120, "seconds"))
"""Seconds of a unit, how many of it read well, and its maker."""
_RATES = ("per_hour", "per_day", "per_minute", "per_second")
_MAKERS = (*(name for _, _, name in _TIMES), *_RATES)
_STEP_NAMES = ("moment", "recovery", "enters", "start", "end")
_LONGEST_CHOICE = 80  # columns; a longer choice of resources is written by ids, in a text that can be divided
_COLLECTIONS = ("lanes", "phases", "resources", "classes", "standards", "flows")
_WITH_METHODS = frozenset(("title", "id", "calendar", "economics", "measures", *_COLLECTIONS))
_NO_WORDS = frozenset(("lane", "label", "id", "fail_points", "wait_points"))


def write_python(blueprint: Blueprint) -> str:
    """Return the source of a file that declares an equal blueprint."""
    writer = _Writer(blueprint)
    body = writer.write()
    names = ", ".join(sorted(["draft", *writer.makers]))
    return f"from blueprint import {names}\n\n{body}"


class _Writer:
    """Writes one blueprint; keeps the variables that stand for its elements."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.makers: set[str] = set()
        names = Names((_DRAFT, "draft", *_MAKERS))
        take = names.take
        self.steps = {step.id: take(step.id, "step", index) for index, step in enumerate(blueprint.steps, 1)}
        self.resources = {item.id: take(item.id, "resource", n) for n, item in enumerate(blueprint.resources, 1)}
        self.classes = {item.id: take(item.id, "class", n) for n, item in enumerate(blueprint.classes, 1)}
        self.declared: set[str] = set()
        self._choose_lanes(names)
        self.phases = [take(phase.id, "phase", number) for number, phase in enumerate(blueprint.phases, 1)]

    def _choose_lanes(self, names: Names) -> None:
        """Decide how lanes are told: not at all, one by one, or, in an order of their own, as a whole."""
        lanes, used = self.blueprint.lanes, {step.lane for step in self.blueprint.steps}
        self.lane_lines = self.lane_list = False
        if lanes != arrange_lanes((), [kind for kind in LANE_KINDS[1:] if kind in used]):
            self.lane_lines = lanes == arrange_lanes(lanes, ())
            self.lane_list = not self.lane_lines
        self.methods = {found[0].id: kind for kind in LANE_KINDS[1:] if len(found := lanes_for(kind, lanes)) == 1}
        needed = [lane.id for lane in lanes if self.lane_lines and lane.id in used and lane.id not in self.methods]
        self.lanes = {name: names.take(name, "lane", number) for number, name in enumerate(needed, 1)}

    def write(self) -> str:
        sections = [self._draft(), self._surroundings(), *self._phases(), self._standards(), self._flows()]
        return "\n\n".join(section for section in map("\n".join, sections) if section) + "\n"

    # --- around the steps --------------------------------------------------------------------------------------------

    def _draft(self) -> Iterator[str]:
        blueprint = self.blueprint
        words: list[Expression] = [Text(blueprint.title), *_own_id(blueprint.id, slug(blueprint.title))]
        words += [Named(f"{word}=", self._value(word, value)) for word, value in _changed(blueprint, _WITH_METHODS)]
        if self.lane_list:
            words.append(Named("lanes=", Collection("[]", tuple(map(_lane_as_dict, blueprint.lanes)))))
        yield write_statement(Call("draft", tuple(words)), head=f"{_DRAFT} = ")

    def _surroundings(self) -> Iterator[str]:
        blueprint = self.blueprint
        if self.lane_lines:
            yield from map(self._lane, blueprint.lanes)
        for resource in blueprint.resources:
            label = [] if resource.label is None else [Text(resource.label)]
            default = "" if resource.label is None else slug(resource.label)
            words = [*label, *_own_id(resource.id, default), *self._words(resource, ("id", "label"))]
            yield _line("resource", words, f"{self.resources[resource.id]} = ")
        for item in blueprint.classes:
            words = [Text(item.label), *_own_id(item.id, slug(item.label)), *self._words(item, ("id", "label"))]
            yield _line("customer_class", words, f"{self.classes[item.id]} = ")
        if blueprint.calendar is not None:
            yield _line("calendar", self._words(blueprint.calendar))
        if blueprint.economics is not None:
            yield _line("economics", self._words(blueprint.economics))
        for name, value in blueprint.measures:
            yield _line("measure", [Text(name), Code(_number(value))])

    def _lane(self, lane: Lane) -> str:
        words: list[Expression] = [] if lane.label is None else [Text(lane.label)]
        words.append(Named("kind=", Text(lane.kind)))
        words += _own_id(lane.id, lane.kind if lane.label is None else slug(lane.label))
        variable = self.lanes.get(lane.id)
        return _line("lane", words, f"{variable} = " if variable else "")

    def _standards(self) -> Iterator[str]:
        for item in self.blueprint.standards:
            text = str(item.target)
            words = [Text(text), *_own_id(item.id, slug(text)), *self._words(item, ("id", "target"))]
            yield _line("standard", words)

    # --- phases and steps --------------------------------------------------------------------------------------------

    def _phases(self) -> Iterator[Iterable[str]]:
        phases = self.blueprint.phases
        if len(phases) == 1 and phases[0].steps and phases[0] == Phase(steps=phases[0].steps):
            yield self._steps(phases[0], _DRAFT, 0)
            return
        for phase, variable in zip(phases, self.phases, strict=True):
            yield self._phase(phase, variable)

    def _phase(self, phase: Phase, variable: str) -> Iterator[str]:
        words: list[Expression] = [Text(phase.label), *_own_id(phase.id, slug(phase.label))]
        words += self._words(phase, ("label", "id", "steps"))
        opening = Call(f"{_DRAFT}.phase", tuple(words))
        named = f" as {variable}" if phase.steps else ""
        line = f"with {write_flat(opening)}{named}:"
        if width_of(line) > COLUMNS:
            yield write_statement(opening, head=f"{variable} = ")
            line = f"with {variable}:"
        yield line
        yield from self._steps(phase, variable, 4)
        if not phase.steps:
            yield "    pass"

    def _steps(self, phase: Phase, receiver: str, indent: int) -> Iterator[str]:
        for step in phase.steps:
            yield self._step(step, receiver, indent)
            self.declared.add(step.id)
            for method, points in (("fail_point", step.fail_points), ("wait_point", step.wait_points)):
                for point in points:
                    default = f"{step.id}/{slug(point.label) or 'point'}"
                    words = [Text(point.label), *_own_id(point.id, default), *self._words(point, ("id", "label"))]
                    yield write_statement(Call(f"{self.steps[step.id]}.{method}", tuple(words)), indent=indent)

    def _step(self, step: Step, receiver: str, indent: int) -> str:
        method = self.methods.get(step.lane, "step")
        words: list[Expression] = [Text(step.label)]
        if method == "step":
            lane = self.lanes.get(step.lane)
            words.append(Named("lane=", Code(lane) if lane else Text(step.lane)))
        words += _own_id(step.id, slug(step.label))
        for word, value in _changed(step, _NO_WORDS):
            if word == "evidence":
                pieces = tuple(_evidence(piece, step.id) for piece in value)
                words.append(Named("evidence=", Collection("[]", pieces)))
            else:
                written = "resource" if word == "resources" and _is_one(value) else word
                words.append(Named(f"{written}=", self._value(word, value)))
        call = Call(f"{receiver}.{method}", tuple(words))
        return write_statement(call, head=f"{self.steps[step.id]} = ", indent=indent)

    # --- flows -------------------------------------------------------------------------------------------------------

    def _flows(self) -> Iterator[str]:
        chain: list[str] = []
        for flow, words in zip(self.blueprint.flows, self._flow_words(), strict=True):
            if chain and not words and flow.kind == "flow" and chain[-1] == flow.source and self._fits(chain, flow):
                chain.append(flow.target)
                continue
            yield from self._chain(chain)
            chain = [flow.source, flow.target] if not words and flow.kind == "flow" and flow.target != END else []
            if not chain:
                yield self._relation(flow, words)
        yield from self._chain(chain)

    def _chain(self, chain: list[str]) -> Iterator[str]:
        if chain:
            yield _line("flow", [Code(" >> ".join(self.steps[name] for name in chain))])

    def _fits(self, chain: list[str], flow: Flow) -> bool:
        if flow.target == END or flow.target in chain:
            return False
        names = " >> ".join(self.steps[name] for name in (*chain, flow.target))
        return width_of(f"{_DRAFT}.flow({names})") <= COLUMNS

    def _relation(self, flow: Flow, words: list[Expression]) -> str:
        source = self.steps[flow.source]
        if flow.target == END:
            return _line("end", [Code(source), *words])
        return _line(flow.kind, [Code(f"{source} >> {self.steps[flow.target]}"), *words])

    def _flow_words(self) -> Iterator[list[Expression]]:
        seen: dict[str, int] = {}
        for flow in self.blueprint.flows:
            base = f"{flow.source}>>{flow.target}"
            seen[base] = number = seen.get(base, 0) + 1
            default = base if number == 1 else f"{base}#{number}"
            yield [*_own_id(flow.id, default), *self._words(flow, ("source", "target", "kind", "id"))]

    # --- values ------------------------------------------------------------------------------------------------------

    def _words(self, element: Element, skipped: Iterable[str] = ()) -> list[Expression]:
        return [Named(f"{word}=", self._value(word, value)) for word, value in _changed(element, skipped)]

    def _value(self, word: str, value: Any) -> Expression:
        if word in _STEP_NAMES:
            return Code(self.steps[value]) if value in self.declared else Text(value)
        if word == "resource":
            return Code(self.resources[value])
        if word == "classes":
            return Collection("[]", tuple(Code(self.classes[name]) for name in value))
        if isinstance(value, Arrivals):
            return self._arrivals(value)
        if isinstance(value, Element):
            return _mapping({name: self._value(name, item) for name, item in _changed(value)})
        if isinstance(value, tuple):
            return self._collection(word, value)
        return self._plain(value)

    def _collection(self, word: str, items: tuple[Any, ...]) -> Expression:
        first = items[0] if items else None
        if isinstance(first, Demand):
            return self._demands(items)
        if isinstance(first, StepStandard):
            return self._promises(items)
        if isinstance(first, tuple) and word == "service_time":
            return Collection("{}", tuple(Named(f"{self.classes[name]}: ", self._plain(time)) for name, time in items))
        if isinstance(first, tuple):
            return _mapping({str(key): self._plain(item) for key, item in items})
        return Collection("[]", tuple(self._plain(item) for item in items))

    def _plain(self, value: Any) -> Expression:
        if isinstance(value, Distribution) and value.kind == "fixed":
            return self._time(Seconds(value.parameters[0]))
        if isinstance(value, Seconds):
            return self._time(value)
        if isinstance(value, Rate):
            return self._rate(value)
        if isinstance(value, bool):
            return Code(str(value))
        if isinstance(value, int | float):
            return Code(_number(value))
        return Text(str(value))

    def _time(self, time: Seconds) -> Expression:
        for size, most, maker in _TIMES:
            count = time / float(size)
            if count.is_integer() and 1 <= count <= most:
                return self._made(maker, int(count))
        return Text(str(time))

    def _rate(self, rate: Rate) -> Expression:
        for maker in _RATES:
            number, _, unit = str(rate).partition(" per ")
            if maker == f"per_{'minute' if unit == 'min' else unit}":
                return self._made(maker, number)
        return Text(str(rate))

    def _made(self, maker: str, number: object) -> Expression:
        self.makers.add(maker)
        return Code(f"{maker}({number})")

    def _arrivals(self, arrivals: Arrivals) -> Expression:
        if arrivals.pattern is not None:
            return self._pattern(arrivals.pattern)
        fields = {field.name: getattr(arrivals, field.name) for field in dataclasses.fields(arrivals)}
        return _mapping({word: self._pattern(value) for word, value in fields.items() if value is not None})

    def _pattern(self, pattern: Any) -> Expression:
        if isinstance(pattern, tuple):
            return _mapping({str(window): self._plain(pace) for window, pace in pattern})
        return self._plain(pattern)

    def _demands(self, demands: tuple[Demand, ...]) -> Expression:
        written = list(map(self._alternatives, demands))
        if any(demand.amount != 1 for demand in demands):
            pairs = zip(written, demands, strict=True)
            items = (Named(f"{write_flat(names)}: ", Code(str(demand.amount))) for names, demand in pairs)
            return Collection("{}", tuple(items))
        return written[0] if len(written) == 1 else Collection("[]", tuple(written))

    def _alternatives(self, demand: Demand) -> Expression:
        names = " | ".join(self.resources[name] for name in demand.alternatives)
        return Code(names) if width_of(names) <= _LONGEST_CHOICE else Text(" | ".join(demand.alternatives))

    def _promises(self, promises: tuple[StepStandard, ...]) -> Expression:
        classes = [item.customer_class for item in promises]
        if None not in classes and len(set(classes)) == len(classes):
            return Collection("{}", tuple(map(self._promise_to, promises)))
        items: tuple[Expression, ...] = tuple(
            Text(str(item.target)) if item.customer_class is None else Collection("{}", (self._promise_to(item),))
            for item in promises
        )
        return items[0] if len(items) == 1 else Collection("[]", items)

    def _promise_to(self, promise: StepStandard) -> Named:
        return Named(f"{self.classes[promise.customer_class or '']}: ", Text(str(promise.target)))


def _line(method: str, words: Iterable[Expression], head: str = "") -> str:
    return write_statement(Call(f"{_DRAFT}.{method}", tuple(words)), head=head)


def _own_id(name: str, default: str) -> list[Expression]:
    return [] if name == default else [Named("id=", Text(name))]


def _changed(element: Element, skipped: Iterable[str] = ()) -> Iterator[tuple[str, Any]]:
    """Yield the fields that say something, in the order of the model."""
    left_out = set(skipped)
    for name, info in type(element).model_fields.items():
        value = getattr(element, name)
        if name not in left_out and value != info.get_default():
            yield name, value


def _evidence(piece: Any, step: str) -> Expression:
    if piece.medium is None and piece.id == f"{step}/{slug(piece.label) or 'point'}":
        return Text(piece.label)
    fields = {"evidence": piece.label, "id": piece.id, "medium": piece.medium}
    return _mapping({word: Text(value) for word, value in fields.items() if value is not None})


def _is_one(demands: tuple[Demand, ...]) -> bool:
    return len(demands) == 1 and demands[0].amount == 1


def _lane_as_dict(lane: Lane) -> Expression:
    return _mapping({word: Text(value) for word, value in _changed(lane)})


def _mapping(fields: Mapping[str, Expression]) -> Collection:
    return Collection("{}", tuple(Named(f"{write_flat(Text(word))}: ", value) for word, value in fields.items()))


def _number(value: float) -> str:
    number = float(value)
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number).replace("e+", "e")
