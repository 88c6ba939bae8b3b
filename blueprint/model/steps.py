"""Steps: what somebody does, with evidence, people, time, fail points and wait points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo, field_validator
from pydantic_core import CoreSchema, core_schema

from blueprint.diagnostics import SourcePath, shorten
from blueprint.model.base import (
    LONGEST_TEXT,
    Between,
    Count,
    Element,
    Flag,
    Id,
    Label,
    Link,
    Listed,
    Money,
    OneOf,
    PointId,
    StepId,
    Text,
    Texts,
    check_text,
    id_of_label,
)
from blueprint.model.ids import is_id, slug
from blueprint.model.points import FailPoint, WaitPoint
from blueprint.model.problems import describe, refuse
from blueprint.model.times import ServiceTimes, StepStandards

Determinant = Literal[
    "reliability", "responsiveness", "competence", "access", "courtesy", "communication", "credibility", "security",
    "understanding", "tangibles",
]  # fmt: skip
Medium = Literal["physical", "digital", "verbal"]
Basis = Literal["observed", "measured", "assumed", "proposed"]


class Evidence(Element):
    """Something that the customer sees, hears or holds at a step; drawn in the evidence lane above the step."""

    label: Label = Field(alias="evidence", description="What it is, in a few words.")
    id: PointId = Field(default="", description="Id; by default 'step/label'.")
    medium: Annotated[Medium, OneOf()] | None = Field(default=None, description="physical, digital or verbal.")


Point = Evidence | FailPoint | WaitPoint
"""What belongs to a step and has an id of its own."""


class Demand(Element):
    """What a step needs of the resources: so many of one of the alternatives, whoever is free first."""

    alternatives: tuple[Id, ...] = Field(min_length=1, description="Resource ids in the order of preference.")
    amount: Count = Field(default=1, description="How many of it are needed at once.")


def _read_demands(value: object) -> object:
    if value is None:
        return ()
    items = (value,) if isinstance(value, str | dict) else value
    if not isinstance(items, list | tuple):
        refuse(
            "BP601", "bad-resources", f"expected a resource, got {describe(value)}", "write 'waiter' or '{waiter: 2}'"
        )
    return tuple(demand for item in items for demand in _demands(item))


def _demands(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return ({"alternatives": _alternatives(ids), "amount": amount} for ids, amount in item.items())
    return (item if isinstance(item, Demand) else {"alternatives": _alternatives(item)},)


def _add_up(demands: tuple[Demand, ...]) -> tuple[Demand, ...]:
    """Take the same resource twice as two of it."""
    amounts: dict[tuple[str, ...], int] = {}
    for demand in demands:
        amounts[demand.alternatives] = amounts.get(demand.alternatives, 0) + demand.amount
    if len(amounts) == len(demands):
        return demands
    return tuple(Demand(alternatives=names, amount=amount) for names, amount in amounts.items())


def _alternatives(value: object) -> tuple[str, ...]:
    if not isinstance(value, str):
        refuse(
            "BP601",
            "bad-resources",
            f"expected a resource id, got {describe(value)}",
            "write 'waiter' or 'teller | adviser'",
        )
    names = tuple(name.strip() for name in check_text(value, LONGEST_TEXT).split("|"))
    for name in names:
        if not is_id(name):
            refuse("BP101", "bad-id", f"'{shorten(name, 60)}' is no resource id", "write 'teller | adviser'")
    return names


class _Demands:
    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        read = core_schema.no_info_before_validator_function(_read_demands, handler(source))
        return core_schema.no_info_after_validator_function(_add_up, read)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        one = {"type": "string", "examples": ["waiter", "teller | adviser"]}
        amounts = {"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}}
        return {"anyOf": [one, {"type": "array", "items": {"anyOf": [one, amounts]}}, amounts]}


Demands = Annotated[tuple[Demand, ...], _Demands()]


def _read_points(word: str) -> Any:
    """Let a lone label stand for a point that has nothing but its label."""

    def read(value: object) -> object:
        if value is None:
            return ()
        items = value if isinstance(value, list | tuple) else (value,)
        return tuple({word: item} if isinstance(item, str) else item for item in items)

    return read


class _Points:
    """Annotation: a list of points or evidence, where a lone label is enough."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_read_points(self.word), handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        listed = handler(schema)
        resolved = handler.resolve_ref_schema(listed)
        resolved["items"] = {"anyOf": [{"type": "string"}, resolved.get("items", {})]}
        return {"anyOf": [{"type": "string"}, resolved]}


class CustomerCost(Element):
    """What a step costs the customer beside time, which is computed."""

    money: Money | None = Field(default=None, description="Money that the customer pays here.")
    effort: Annotated[float, Between(0, 5)] | None = Field(default=None, description="Effort, 0 to 5.")
    worry: Annotated[float, Between(0, 5)] | None = Field(default=None, description="Worry, 0 to 5.")


class Step(Element):
    """One step of the service, in one lane."""

    lane: Id = Field(description="Id of its lane.")
    label: Label = Field(description="What is done, beginning with a verb.")
    id: StepId = Field(default="", description="Id; by default made of the label.", validate_default=True)
    resources: Demands = Field(
        default=(), description="People, systems or space it needs: an id, a list or {id: amount}."
    )
    service_time: ServiceTimes | None = Field(
        default=None, description="Time it takes: '2 min', a distribution, or one a class."
    )
    standard: StepStandards = Field(default=(), description="Promises: '90% within 5 min', '5 min', or words.")
    evidence: Annotated[tuple[Evidence, ...], _Points("evidence")] = Field(
        default=(), description="What the customer sees, hears or holds here."
    )
    channel: Text | None = Field(default=None, description="Channel: counter, phone, app …")
    owner: Text | None = Field(default=None, description="Who answers for the step.")
    emotion: Annotated[float, Between(-2, 2)] | None = Field(
        default=None, description="How the customer feels, -2 to 2."
    )
    moment_of_truth: Flag = Field(default=False, description="true: the customer judges the service here.")
    discretion: Annotated[float, Between(0, 1)] | None = Field(
        default=None, description="Freedom of the performer, 0 to 1."
    )
    determinants: Annotated[tuple[Annotated[Determinant, OneOf()], ...], Listed()] = Field(
        default=(), description="Determinants of quality that this step serves."
    )
    cost: Money | None = Field(default=None, description="Cost of one execution for the provider.")
    basis: Annotated[Basis, OneOf()] | None = Field(
        default=None, description="observed, measured, assumed or proposed."
    )
    source: Text | None = Field(default=None, description="Where this is known from.")
    link: Link | None = Field(default=None, description="Address that opens from the drawing.")
    detail: Link | None = Field(
        default=None, description="Path of the blueprint inside this step, relative to this file."
    )
    join: Annotated[Literal["all", "any"], OneOf()] = Field(
        default="all", description="Where parallel branches meet: wait for all of them, or start with the first."
    )
    split: Annotated[Literal["one", "all", "any"], OneOf()] | None = Field(
        default=None, description="How the ways out of here divide, where the usual rule does not fit."
    )
    moment: Id | None = Field(default=None, description="Customer step with which this one is drawn.")
    batch: Count | None = Field(default=None, description="How many customers are taken together.")
    seizes: Demands = Field(default=(), description="Resources that are held from here on.")
    releases: Demands = Field(default=(), description="Held resources that are given back here.")
    customer_cost: CustomerCost | None = Field(
        default=None, description="What it costs the customer: money, effort, worry."
    )
    fail_points: Annotated[tuple[FailPoint, ...], _Points("fail")] = Field(
        default=(), description="What can go wrong here."
    )
    wait_points: Annotated[tuple[WaitPoint, ...], _Points("wait")] = Field(
        default=(), description="Where customers wait here."
    )
    tags: Texts = Field(default=(), description="Words of your own, to filter by.")
    note: Text | None = Field(default=None, description="A note for the people who work on the blueprint.")
    ignore: Texts = Field(default=(), description="Codes of rules that do not apply here, such as BP302.")

    @field_validator("id", mode="before")
    @classmethod
    def _id_of_label(cls, value: object, info: ValidationInfo) -> object:
        return value or id_of_label(info.data.get("label"))

    @field_validator("evidence", "fail_points", "wait_points", mode="after")
    @classmethod
    def _point_ids(cls, points: tuple[Any, ...], info: ValidationInfo) -> tuple[Any, ...]:
        step = info.data.get("id")
        if not step or all(point.id for point in points):
            return points
        return tuple(
            point if point.id else point.model_copy(update={"id": f"{step}/{slug(point.label) or 'point'}"})
            for point in points
        )

    def located_points(self) -> Iterator[tuple[SourcePath, Point]]:
        """Yield evidence, fail points and wait points, each with its path inside of the step."""
        groups: tuple[tuple[str, tuple[Point, ...]], ...] = (
            ("evidence", self.evidence),
            ("fail_points", self.fail_points),
            ("wait_points", self.wait_points),
        )
        for word, points in groups:
            for index, point in enumerate(points):
                yield (word, index), point
