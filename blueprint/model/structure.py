"""The frame of a blueprint: lanes, phases and flows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, ValidationInfo, field_validator

from blueprint.model.base import Element, Id, Ids, Label, OneOf, Probability, Text, id_of_label
from blueprint.model.steps import Step

LaneKind = Literal["evidence", "customer", "onstage", "backstage", "support", "management"]
LANE_KINDS: tuple[LaneKind, ...] = ("evidence", "customer", "onstage", "backstage", "support", "management")
"""The kinds of lanes from top to bottom."""

FlowKind = Literal["flow", "needs", "exchange", "influences"]
FLOW_KINDS: tuple[FlowKind, ...] = ("flow", "needs", "exchange", "influences")


class Lane(Element):
    """A row of the blueprint: who acts, and on which side of the lines."""

    id: Id = Field(description="Id, and the key that steps of this lane are written with.")
    label: Label | None = Field(default=None, description="Name in the drawing; by default the name of its kind.")
    kind: Annotated[LaneKind, OneOf()] = Field(
        description="evidence, customer, onstage, backstage, support or management; by default the id."
    )

    @property
    def rank(self) -> int:
        """Place of its kind from top to bottom, 0 for evidence."""
        return LANE_KINDS.index(self.kind)


STANDARD_LANES = tuple(Lane(id=kind, kind=kind) for kind in LANE_KINDS[:-1])
"""The lanes of a blueprint that does not write any."""


class Phase(Element):
    """A stretch of the service with a name, and its steps in the order of the script.

    A phase without a name is the only one of its blueprint (``steps:`` in place of ``phases:``) and has no band.
    """

    label: Text = Field(default="", alias="phase", description="Name of the phase.")
    id: Text = Field(default="", description="Id; by default made of the name.", validate_default=True)
    description: Text | None = Field(default=None, description="What this phase is about.")
    steps: tuple[Step, ...] = Field(default=(), description="Steps in the order of the script.")

    @field_validator("id", mode="after")
    @classmethod
    def _id_of_label(cls, value: str, info: ValidationInfo) -> str:
        label = info.data.get("label", "")
        return value or (id_of_label(label) if label else "")


class Flow(Element):
    """A relation of two steps: `flow` moves the customer and takes time, the other kinds do not.

    ``needs`` is a dependency on a system or support, ``exchange`` a two-way contact, ``influences`` word of mouth or
    learning.
    """

    source: Id = Field(description="Id of the step where it begins.")
    target: Id = Field(description="Id of the step where it ends; 'end' where the customer leaves.")
    kind: Annotated[FlowKind, OneOf()] = Field(default="flow", description="flow, needs, exchange or influences.")
    id: Text = Field(default="", description="Id; by default 'a>>b', then 'a>>b#2'.")
    probability: Probability | None = Field(default=None, description="Share of the customers who go this way.")
    condition: Text | None = Field(default=None, description="When this way is taken.")
    classes: Ids = Field(default=(), description="Customer classes that it is for; default: all.")
