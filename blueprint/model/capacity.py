"""Who does the work and who comes: resources, classes of customers, money."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from blueprint.model.base import (
    Between,
    Count,
    Element,
    Id,
    Label,
    Money,
    MoneyRate,
    OneOf,
    PointId,
    Probability,
    ServiceTime,
    Text,
    id_of_label,
)
from blueprint.model.times import ArrivalsField, Schedule, ScheduleField, refuse_overlap


class Resource(Element):
    """People, a system or a place that steps need."""

    id: Id = Field(description="Id that steps name.")
    label: Label | None = Field(default=None, description="Name in the drawing; by default the id.")
    kind: Annotated[Literal["people", "system", "space"], OneOf()] = Field(
        default="people", description="people, system or space."
    )
    capacity: Count = Field(default=1, description="How many there are.")
    schedule: ScheduleField = Field(
        default=(), description="How many are on duty in which hours; outside of them none."
    )
    room: Annotated[int, Between(0, 1_000_000_000, whole=True)] | None = Field(
        default=None, description="Customers that can wait for it; more are turned away. Default: no limit."
    )
    cost_rate: MoneyRate | None = Field(default=None, description="Money per time: '18 per hour'.")
    discipline: Annotated[Literal["fifo", "priority"], OneOf()] | None = Field(
        default=None, description="Who is served first; by default by priority where classes have one."
    )

    @field_validator("label", mode="after")
    @classmethod
    def _label_is_not_the_id(cls, value: str | None, info: ValidationInfo) -> str | None:
        return None if value == info.data.get("id") else value  # so that both ways to write it are equal

    @field_validator("schedule", mode="after")
    @classmethod
    def _one_number_an_hour(cls, schedule: Schedule) -> Schedule:
        refuse_overlap([window for window, _ in schedule])
        return schedule

    @property
    def name(self) -> str:
        """Name in the drawing."""
        return self.label or self.id


class CustomerClass(Element):
    """A kind of customers with a share or arrivals of their own."""

    label: Label = Field(alias="class", description="Who they are.")
    id: PointId = Field(default="", description="Id; by default made of the label.", validate_default=True)
    share: Probability | None = Field(default=None, description="Share of all customers.")
    arrivals: ArrivalsField | None = Field(
        default=None, description="How they come, where they do not share the arrivals."
    )
    enters: Id | None = Field(default=None, description="Step where they enter; default: the first customer step.")
    priority: Count | None = Field(default=None, description="1 is served first.")
    patience: ServiceTime | None = Field(default=None, description="Longest wait in one queue before they leave.")

    @field_validator("id", mode="after")
    @classmethod
    def _id_of_label(cls, value: str, info: ValidationInfo) -> str:
        label = info.data.get("label", "")
        return value or (id_of_label(label) if label else "")


class Economics(Element):
    """Price and costs of the service as a whole; money in `currency`."""

    price: Money | None = Field(default=None, description="What a customer pays.")
    materials: Money | None = Field(default=None, description="Materials for one customer.")
    overhead: Money | None = Field(default=None, description="Other costs for one customer.")
    time_rate: MoneyRate | None = Field(default=None, description="Cost of working time: '0.10 per min'.")
    currency: Text | None = Field(default=None, description="Currency, such as EUR.")
