"""The blueprint of a service: the one truth that everything else is computed from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from blueprint.diagnostics import SourcePath, shorten
from blueprint.model.base import (
    Element,
    Id,
    Label,
    Number,
    OneOf,
    Pairs,
    Text,
    Texts,
    Time,
    as_number,
    describe_scalar,
    id_of_label,
)
from blueprint.model.capacity import CustomerClass, Economics, Resource
from blueprint.model.invariants import find_problems
from blueprint.model.problems import InvariantError, refuse
from blueprint.model.steps import Step
from blueprint.model.structure import STANDARD_LANES, Flow, Lane, Phase
from blueprint.model.times import ArrivalsField, Calendar, Standard

SCHEMA = 1
"""Version of the format that this library reads and writes."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def _read_schema(value: object) -> int:
    if as_number(value) != SCHEMA:
        hint = "write 'schema: 1'; a newer file needs a newer version of the library"
        refuse("BP015", "unknown-schema", f"this library reads schema 1, got {describe_scalar(value)}", hint)
    return SCHEMA


def _read_language(value: object) -> str:
    if not isinstance(value, str) or _LANGUAGE.fullmatch(value) is None:
        shown = shorten(str(value), 40)
        refuse("BP017", "bad-language", f"'{shown}' is no language tag", "write a BCP 47 tag: en, zh-Hans, de, pt-BR")
    return str(value)


class Blueprint(Element):
    """A service: its lanes, phases, steps and flows, its people and times.

    All collections keep the order of declaration. Raises `InvariantError` (a `ModelError`) when the parts do not fit
    together: an id twice, a flow to a step that is not there.
    """

    schema_version: Annotated[int, BeforeValidator(_read_schema)] = Field(
        default=SCHEMA, alias="schema", description="Version of the format: 1."
    )
    title: Label = Field(description="Name of the service.")
    id: Id = Field(default="", description="Id; by default made of the title.", validate_default=True)
    description: Text | None = Field(default=None, description="What the service is about.")
    language: Annotated[str, BeforeValidator(_read_language)] = Field(
        default="en", description="BCP 47 tag; names of lanes, lines and legend follow it."
    )
    status: Annotated[Literal["as-is", "to-be", "draft"], OneOf()] | None = Field(
        default=None, description="as-is, to-be or draft."
    )
    version: Text | None = Field(default=None, description="Version of this blueprint.")
    customer: Text | None = Field(default=None, description="Whose journey this is, or in which scenario.")
    lanes: tuple[Lane, ...] = Field(
        default=STANDARD_LANES, description="Rows of the blueprint; default: the five usual ones."
    )
    phases: tuple[Phase, ...] = Field(default=(), description="Stretches of the service, in order.")
    resources: tuple[Resource, ...] = Field(default=(), description="People, systems and places that steps need.")
    classes: tuple[CustomerClass, ...] = Field(default=(), description="Kinds of customers.")
    arrivals: ArrivalsField | None = Field(
        default=None, description="How customers come: '24 per hour', 'every 10 min' …"
    )
    calendar: Calendar | None = Field(default=None, description="When the service is open.")
    acceptable_time: Time | None = Field(default=None, description="What customers tolerate for the whole service.")
    standards: tuple[Standard, ...] = Field(default=(), description="Promises for the service or for stretches of it.")
    economics: Economics | None = Field(default=None, description="Price and costs for one customer.")
    measures: Annotated[tuple[tuple[str, float], ...], Pairs(Text, Number)] = Field(
        default=(), description="Figures known from outside, compared by 'diff': {complaints per quarter: 3}."
    )
    flows: tuple[Flow, ...] = Field(default=(), description="Flows and relations of the steps.")
    sources: Texts = Field(default=(), description="Where this is known from.")

    @field_validator("id", mode="before")
    @classmethod
    def _id_of_title(cls, value: object, info: ValidationInfo) -> object:
        return value or id_of_label(info.data.get("title"))

    @field_validator("flows", mode="after")
    @classmethod
    def _flow_ids(cls, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
        return tuple(number_flows(flows))

    @model_validator(mode="after")
    def _parts_fit(self) -> Blueprint:
        if problems := find_problems(self):
            raise InvariantError(problems)
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values; they are not checked, and nothing computed from the old ones is kept."""
        copy = super().model_copy(update=update, deep=deep)
        for name in copy.__dict__.keys() - type(copy).model_fields.keys():
            del copy.__dict__[name]
        return copy

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order of the script."""
        return tuple(step for phase in self.phases for step in phase.steps)

    @cached_property
    def step_by_id(self) -> dict[str, Step]:
        """Steps by id, in the order of the script."""
        return {step.id: step for step in self.steps}

    @cached_property
    def lane_by_id(self) -> dict[str, Lane]:
        """Lanes by id, as declared."""
        return {lane.id: lane for lane in self.lanes}

    @cached_property
    def resource_by_id(self) -> dict[str, Resource]:
        """Resources by id, as declared."""
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def paths(self) -> dict[str, SourcePath]:
        """Where each element stands, by id: steps and their points first, then flows, resources and the rest."""
        return dict(_paths(self))


def number_flows(flows: tuple[Flow, ...]) -> Iterator[Flow]:
    """Give ``a>>b``, then ``a>>b#2`` to flows that have no id."""
    seen: dict[str, int] = {}
    for flow in flows:
        base = f"{flow.source}>>{flow.target}"
        seen[base] = seen.get(base, 0) + 1
        number = seen[base]
        yield flow if flow.id else flow.model_copy(update={"id": base if number == 1 else f"{base}#{number}"})


def _paths(blueprint: Blueprint) -> Iterator[tuple[str, SourcePath]]:
    groups: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("standards", blueprint.standards),
        ("classes", blueprint.classes),
        ("lanes", blueprint.lanes),
        ("phases", blueprint.phases),
        ("resources", blueprint.resources),
        ("flows", blueprint.flows),
    )
    for name, items in groups:
        for index, item in enumerate(items):
            yield item.id, (name, index)
    for number, phase in enumerate(blueprint.phases):
        for index, step in enumerate(phase.steps):
            at: SourcePath = ("phases", number, "steps", index)
            yield step.id, at
            for inside, point in step.located_points():
                yield point.id, (*at, *inside)
